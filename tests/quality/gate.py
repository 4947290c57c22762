"""The gate: facts are scored against gold, and no pinned floor may fall.

    python -m tests.quality.gate                          scores and floors; 1 when a floor is broken
    python -m tests.quality.gate --update [--lower NAME]  pins what is better; lowers only what is named (corpus.posts)
    python -m tests.quality.gate --repin SET              a changed gold set: pins its fingerprint and its figures anew
    python -m tests.quality.gate --predict OUT [--set S]  facts of a gold set as JSON lines
    python -m tests.quality.gate --compare A B [--set S]  gains and losses between two such files

Two sets: "shared" (real bulletins with gold by others) and "corpus" (our own samples, reported apart). The scorer is
the vendored one, run unchanged as a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.extraction.record import record
from indexer.pipeline import read_only_extract
from tests.conftest import PROJECT, SHARED
from tests.quality import gains

FLOORS = Path(__file__).with_name("floors.json")
SCORER = Path(__file__).with_name("score_extraction.py")

Record = dict[str, Any]
Figures = dict[str, float]
Pins = dict[str, dict[str, Any]]


class GateError(Exception):
    """A gold set that cannot be scored, or a floor that may not be moved; says what to do."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Bulletins and their gold. ``sources`` is read by the project's own readers."""

    name: str
    sources: Path
    gold: Path

    def present(self) -> bool:
        """Say whether both are there: the shared folder may be absent."""
        return self.sources.exists() and self.gold.exists()

    def fingerprint(self) -> str:
        """Return the SHA-256 over gold and bulletins: figures of other texts cannot be compared."""
        digest = hashlib.sha256(self.gold.read_bytes())
        folder = self.sources / "bulletins"
        for file in sorted(folder.iterdir()) if folder.is_dir() else [self.sources]:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()


def gold_sets(shared: Path = SHARED, project: Path = PROJECT) -> dict[str, GoldSet]:
    """Return the sets by name."""
    extraction = shared / "data" / "gold" / "extraction"
    corpus = project / "corpus"
    return {
        "shared": GoldSet("shared", extraction / "bulletins.jsonl", extraction / "gold.jsonl"),
        "corpus": GoldSet("corpus", corpus, corpus / "gold" / "gold.jsonl"),
    }


def predictions(gold_set: GoldSet) -> Iterator[tuple[Record, Record]]:
    """Yield (bulletin, facts) of every gold bulletin; raises `GateError` when one was not read."""
    wanted = set(gold_ids(gold_set))
    for found in read_only_extract([gold_set.sources]):
        if not isinstance(found, tuple):
            raise GateError(f"{gold_set.name}: not read: {found}")
        bulletin, facts = found
        if bulletin.id in wanted:
            wanted.discard(bulletin.id)
            text = bulletin.text[bulletin.body :]
            yield {"id": bulletin.id, "title": bulletin.title, "text": text}, record(bulletin, facts)
    if wanted:
        raise GateError(f"{gold_set.name}: gold without a bulletin: {', '.join(sorted(wanted))}")


def gold_ids(gold_set: GoldSet) -> list[str]:
    """Return the ids in the order of the gold file."""
    return [line["id"] for line in read_lines(gold_set.gold)]


def read_lines(path: Path) -> list[Record]:
    """Return the records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_lines(path: Path, lines: Iterable[Record]) -> None:
    """Write records as JSON lines."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def figures(gold_set: GoldSet) -> Figures:
    """Extract, score and return the figures by name; ``not_in_text`` counts evidence that is no slice of its text."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(predictions(gold_set))
        bulletins, predicted = Path(folder, "bulletins.jsonl"), Path(folder, "predicted.jsonl")
        write_lines(bulletins, (bulletin for bulletin, _ in pairs))
        write_lines(predicted, (facts for _, facts in pairs))
        return flatten(run_scorer(bulletins, gold_set.gold, predicted))


def run_scorer(bulletins: Path, gold: Path, predicted: Path) -> Record:
    """Return what the vendored scorer prints."""
    command = [sys.executable, str(SCORER), str(bulletins), str(gold), str(predicted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GateError(f"scorer: {done.stderr.strip() or done.returncode}")
    scores: Record = json.loads(done.stdout)
    return scores


def flatten(scores: Record) -> Figures:
    """Return one number a kind: F1 where there is one, the mean or share elsewhere."""
    found: Figures = {}
    for name, value in scores.items():
        if isinstance(value, dict):
            found[name] = value["f1"]
        elif isinstance(value, list):
            found[name] = float(len(value))
        elif name != "bulletins":
            found[name] = float(value)
    return found


def broken(name: str, now: Figures, pins: Pins, fingerprint: str) -> list[str]:
    """Return one sentence for each floor that does not hold."""
    pin = pins.get(name)
    if pin is None:
        return [f"{name}: no floors are pinned; run --repin {name}."]
    if pin["fingerprint"] != fingerprint:
        return [f"{name}: gold or bulletins changed since the floors were pinned; look why, then run --repin {name}."]
    found = (
        [f"{name}.not_in_text: {now['not_in_text']:.0f} passages are not in their bulletin."]
        if now["not_in_text"]
        else []
    )
    for kind, floor in pin["floors"].items():
        if now.get(kind, 0.0) < floor:
            found.append(f"{name}.{kind}: {now.get(kind, 0.0):.4f} is below the floor {floor:.4f}.")
    return found


def updated(name: str, now: Figures, pins: Pins, lower: Sequence[str] = ()) -> Pins:
    """Return the pins with floors raised to the figures; raises `GateError` for a fall that ``lower`` does not name."""
    old = pins[name]["floors"]
    floors: Figures = {}
    for kind, value in sorted(now.items()):
        if kind == "not_in_text":
            continue
        floor = old.get(kind, 0.0)
        if value < floor and f"{name}.{kind}" not in lower:
            raise GateError(
                f"{name}.{kind} fell from {floor:.4f} to {value:.4f}: mend it, or say --lower {name}.{kind} and why."
            )
        floors[kind] = value
    return pins | {name: {"fingerprint": pins[name]["fingerprint"], "floors": floors}}


def read_pins(path: Path = FLOORS) -> Pins:
    """Return the pinned floors."""
    pins: Pins = json.loads(path.read_text(encoding="utf-8"))
    return pins


def write_pins(pins: Pins, path: Path = FLOORS) -> None:
    """Write the floors, sorted, so that a change is a readable difference."""
    path.write_text(json.dumps(pins, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def check(
    names: Sequence[str], *, update: bool = False, lower: Sequence[str] = (), repin: str | None = None
) -> list[str]:
    """Print figures beside floors; return the broken floors. With ``update`` or ``repin`` the file is written."""
    pins = read_pins()
    problems: list[str] = []
    for name in names:
        gold_set = gold_sets()[name]
        if not gold_set.present():
            print(f"{name}: absent, not scored")
            continue
        now = figures(gold_set)
        if repin == name:
            pins = pins | {name: {"fingerprint": gold_set.fingerprint(), "floors": {}}}
        if update or repin == name:
            pins = updated(name, now, pins, lower)
        problems += broken(name, now, pins, gold_set.fingerprint())
        for kind, value in now.items():
            floor = pins.get(name, {}).get("floors", {}).get(kind, 0.0)
            print(f"{name + '.' + kind:<34}{value:>9.4f}   floor {floor:.4f}")
    if update or repin:
        write_pins(pins)
    return problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands of the module's first lines; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.gate", description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--lower", action="append", default=[], metavar="SET.KIND", help="the one floor that may fall")
    parser.add_argument("--repin", metavar="SET", help="pin a set whose gold or bulletins changed")
    parser.add_argument("--predict", type=Path, metavar="OUT", help="write the facts of a set")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("A", "B"), help="gains and losses between two files")
    parser.add_argument("--set", choices=sorted(gold_sets()), help="one set alone")
    asked = parser.parse_args(arguments)
    gold_set = gold_sets()[asked.set or "shared"]
    try:
        if asked.predict:
            write_lines(asked.predict, (facts for _, facts in predictions(gold_set)))
            return 0
        if asked.compare:
            before, after = (read_lines(path) for path in asked.compare)
            print("\n".join(gains.table(before, after, read_lines(gold_set.gold))))
            return 0
        names = [asked.set] if asked.set else [asked.repin] if asked.repin else sorted(gold_sets())
        problems = check(names, update=asked.update, lower=asked.lower, repin=asked.repin)
    except GateError as error:
        problems = [str(error)]
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
