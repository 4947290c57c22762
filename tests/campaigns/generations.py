"""Campaign: crashes, power cuts, damage and switches, in numbers that CI has no time for.

    python -m tests.campaigns.generations [--kills 2000] [--cuts 500] [--damage 600] [--reads 100000] [--switches 200]

Each part can be left out with 0. A failure ends the run with its seed or file.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pytest

from indexer.engine.generations import CURRENT, MANIFEST, Generations
from tests.crash.generations_killer import run as kill
from tests.crash.test_generations import DAMAGES, held, opened, power_cuts, put, switches


def damage(folder: Path, cases: int) -> tuple[int, int]:
    """Damage every file in every way, over several indexes; returns how many cases, and how many at opening."""
    done = at_opening = number = 0
    while done < cases:
        engine = opened(folder / f"{number}" / "index")
        for place in range(number % 3 + 2):
            put(engine, f"a{place}")
        text = "dân " * (1 + 20_000 * (number % 2))  # every second index has files above 64 KB
        put(engine, "c", full=True, text=text)
        put(engine, "d", text=text)
        root = engine.generations.folder
        generation = engine.generations.current()
        assert generation is not None
        paths = [generation.path / name for name in generation.files] + [generation.path / MANIFEST, root / CURRENT]
        for path in paths:
            for name, damaged in DAMAGES.items():
                content = path.read_bytes()
                path.unlink()
                path.write_bytes(content)
                damaged(path)
                assert Generations(root).verify(deep=True), (name, path)
                reader = opened(root)
                at_opening += bool(reader.degraded)
                assert not reader.degraded or held(reader) in ({"c"}, {"c", "d"}), (name, path)
                reader.close()
                path.unlink(missing_ok=True)
                path.write_bytes(content)
                done += 1
        assert Generations(root).verify(deep=True) == []
        engine.close()
        number += 1
    return done, at_opening


def main() -> None:
    """Run the parts and print what was done."""
    options = argparse.ArgumentParser(description=__doc__)
    for name, default in (("kills", 2_000), ("cuts", 500), ("damage", 600), ("reads", 100_000), ("switches", 200)):
        options.add_argument(f"--{name}", type=int, default=default)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.monotonic()
        if chosen.kills:
            result = kill(folder / "kill" / "index", chosen.kills, 1)
            print(
                f"{chosen.kills:,} kill -9 over {result['steps']:,.0f} generations: none lost, none unreadable; "
                f"slowest opening {result['slowest'] * 1000:.0f} ms ({time.monotonic() - began:.0f} s)",
                flush=True,
            )
        if chosen.cuts:
            ahead = power_cuts(folder / "cut", range(chosen.cuts), pytest.MonkeyPatch())
            print(f"{chosen.cuts:,} power cuts: none lost; {ahead} times a later generation had made it", flush=True)
        if chosen.damage:
            done, at_opening = damage(folder / "damage", chosen.damage)
            print(f"{done:,} damaged files: all noticed by verify, {at_opening:,} already at opening", flush=True)
        if chosen.reads:
            engine = opened(folder / "reads" / "index")
            put(engine, "a")
            wrong = switches(engine, chosen.reads, chosen.switches)
            assert not wrong, wrong[:3]
            print(f"{chosen.reads:,} reads across {chosen.switches} switches: 0 failures", flush=True)


if __name__ == "__main__":
    main()
