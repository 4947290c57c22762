"""Generations: published whole or not at all, noticed when damaged, never written again."""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine.engines import open_engine
from indexer.engine.generations import CURRENT, MANIFEST, Generations
from indexer.engine.lock import data_lock
from indexer.engine.port import Request
from indexer.engine.query import Term
from indexer.engine.whoosh_.engine import WhooshEngine
from indexer.errors import DamagedGeneration, Locked, NotFound, WrongFingerprint
from tests.crash.power import Disc, PowerCut, after_power_cut
from tests.engine.documents import document


def put(engine: WhooshEngine, *names: str, text: str = "dân", **options: bool) -> None:
    """Publish a generation with some more bulletins."""
    with engine.writer(note={"names": ",".join(names)}, **options) as writer:
        for name in names:
            writer.add(document(name, text, keywords={"kind": ("tin",)}))
            writer.add(document(f"{name}-1", text, scope="chi-dao", bulletin=name))


def held(engine: WhooshEngine) -> set[str]:
    return {hit.id for hit in engine.search(Request(size=100)).hits}


def opened(folder: Path) -> WhooshEngine:
    engine = open_engine("whoosh", folder)
    assert isinstance(engine, WhooshEngine)
    return engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An engine with two generations: one bulletin, then two."""
    made = opened(tmp_path / "index")
    put(made, "a")
    put(made, "b")
    yield made
    made.close()


def test_unchanged_files_are_linked_and_never_written(engine: WhooshEngine) -> None:
    """The next generation shares the segments of the last one; nothing of the last one changes by a byte."""
    before = engine.generations.current()
    assert before is not None
    contents = {name: (before.path / name).read_bytes() for name in before.files}
    put(engine, "c")
    after = engine.generations.current()
    assert after is not None
    assert contents == {name: (before.path / name).read_bytes() for name in before.files}
    shared = [name for name in after.files if (after.path / name).stat().st_nlink > 1]
    assert any(name.endswith(".pst") for name in shared)
    assert engine.generations.verify(deep=True) == []


def test_two_generations_are_kept(engine: WhooshEngine) -> None:
    """The current one and the one it was built on."""
    put(engine, "c")
    put(engine, "d")
    assert engine.generations.names() == ["g000003", "g000004"]


def test_a_removal_for_good_leaves_no_older_generation(engine: WhooshEngine) -> None:
    """Neither rollback nor damage may bring a removed bulletin back; a replaced one is no removal."""
    with engine.writer() as writer:
        writer.remove("a")
        writer.add(document("a", "mới"))
    assert len(engine.generations.names()) == 2
    with engine.writer() as writer:
        writer.remove("a")
    assert len(engine.generations.names()) == 1
    with pytest.raises(NotFound):
        engine.generations.rollback()


def test_rollback_makes_the_previous_generation_current(engine: WhooshEngine) -> None:
    """Readers turn to it when they refresh; the next generation is built on it."""
    assert held(engine) == {"a", "b"}
    engine.generations.rollback()
    assert engine.refresh() is True
    assert held(engine) == {"a"}
    put(engine, "c")
    assert held(engine) == {"a", "c"}
    assert engine.generations.names() == ["g000001", "g000003"]


def test_a_full_build_can_be_rolled_back(engine: WhooshEngine) -> None:
    """It shares nothing with the generation before, which is kept all the same."""
    put(engine, "c", full=True)
    assert held(engine) == {"c"}
    engine.generations.rollback()
    engine.refresh()
    assert held(engine) == {"a", "b"}


def test_a_reader_sees_the_next_generation_when_it_refreshes(engine: WhooshEngine) -> None:
    """Not before, and a second time there is nothing new."""
    reader = opened(engine.generations.folder)
    assert held(reader) == {"a", "b"}
    put(engine, "c")
    assert held(reader) == {"a", "b"}
    assert reader.refresh() is True
    assert held(reader) == {"a", "b", "c"}
    assert reader.refresh() is False


def test_a_reader_keeps_a_generation_that_is_pruned(engine: WhooshEngine) -> None:
    """Its files are mapped: they live as long as the reader."""
    reader = opened(engine.generations.folder)
    assert held(reader) == {"a", "b"}
    for name in "cdef":
        put(engine, name)
    assert "g000002" not in engine.generations.names()
    assert held(reader) == {"a", "b"}


def test_an_index_of_another_format_is_refused(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that mends it; a full build mends it."""
    monkeypatch.setattr("indexer.engine.whoosh_.engine.FORMAT", "whoosh-columns-99/abc")
    stranger = opened(engine.generations.folder)
    with pytest.raises(WrongFingerprint, match="--full"):
        stranger.search(Request())
    with pytest.raises(WrongFingerprint, match="--full"):
        put(stranger, "c")
    put(stranger, "c", full=True)
    assert held(stranger) == {"c"}


def test_two_writers_exclude_each_other(engine: WhooshEngine) -> None:
    """The second is told who writes, in another process as in another thread; the same thread may go in again."""
    folder = engine.generations.folder
    code = (
        "import sys; from pathlib import Path; from indexer.engine.lock import data_lock\n"
        "from indexer.errors import Locked\n"
        "try:\n  with data_lock(Path(sys.argv[1])): pass\n"
        "except Locked as error: print(error); sys.exit(error.exit_code)"
    )
    with data_lock(folder.parent):
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder.parent)], capture_output=True, text=True, check=False
        )
        put(engine, "c")
        failures: list[Exception] = []

        def write() -> None:
            try:
                put(engine, "d")
            except Locked as error:
                failures.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert done.returncode == 75
    assert str(os.getpid()) in done.stdout
    assert len(failures) == 1
    put(engine, "e")


DAMAGES = {
    "delete": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "zero": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "one bit": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    "extra byte": lambda path: path.write_bytes(path.read_bytes() + b"x"),
}


def _flipped(content: bytes) -> bytes:
    place = random.Random(len(content)).randrange(len(content))
    return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_is_noticed_and_an_older_generation_serves(damage: str, tmp_path: Path) -> None:
    """Every file of the current generation, its manifest and the pointer: `verify` finds it, a search is right."""
    made = opened(tmp_path / "index")
    put(made, "a")
    put(made, "b")
    put(made, "c", full=True)  # shares no file with the ones before
    put(made, "d")
    folder = made.generations.folder
    names = [name for name in made.generations.names() if name != "g000004"]
    generation = made.generations.current()
    assert generation is not None
    cases = [generation.path / name for name in generation.files] + [generation.path / MANIFEST, folder / CURRENT]
    assert len(cases) >= 20
    for path in cases:
        content = path.read_bytes()
        path.unlink()  # never into a file that an older generation shares
        path.write_bytes(content)
        DAMAGES[damage](path)
        wrong = Generations(folder).verify(deep=True)
        assert wrong, f"{damage} of {path.name} was not noticed"
        reader = opened(folder)
        assert held(reader) in ({"c"}, {"c", "d"}), path.name
        assert reader.degraded
        reader.close()
        path.unlink(missing_ok=True)
        path.write_bytes(content)
        assert Generations(folder).verify(deep=True) == []
    assert names


def test_when_nothing_is_intact_it_is_said(engine: WhooshEngine) -> None:
    """With the command that makes a new index, and that command works."""
    folder = engine.generations.folder
    for name in engine.generations.names():
        (folder / name / MANIFEST).unlink()
    broken = opened(folder)
    with pytest.raises(DamagedGeneration, match="bantin index --full"):
        broken.search(Request())
    put(broken, "x", full=True)
    assert held(broken) == {"x"}


def test_a_reader_goes_on_when_newer_generations_are_damaged(engine: WhooshEngine) -> None:
    """What it has open is intact: it serves on, says so, and turns to the next sound generation."""
    reader = opened(engine.generations.folder)
    assert held(reader) == {"a", "b"}
    put(engine, "c")
    for name in engine.generations.names():
        (engine.generations.folder / name / MANIFEST).unlink()
    assert reader.refresh() is False
    assert held(reader) == {"a", "b"}
    assert reader.degraded
    put(engine, "d", full=True)
    assert reader.refresh() is True
    assert held(reader) == {"d"}
    assert reader.degraded == ()


def test_a_large_file_of_zeros_is_noticed_when_it_is_opened(tmp_path: Path) -> None:
    """Its size is right and it is not read through; the generation before serves, and the next one is built on that."""
    made = opened(tmp_path / "index")
    put(made, "a")
    put(made, "b", text="dân " * 20_001, full=True)
    generation = made.generations.current()
    assert generation is not None
    large = next(name for name, (size, _) in generation.files.items() if name.endswith(".doc") and size > 65_536)
    (generation.path / large).write_bytes(bytes(generation.files[large][0]))
    reader = opened(made.generations.folder)
    assert held(reader) == {"a"}
    put(reader, "c", full=True)
    put(reader, "d", text="dân " * 20_001)
    newest = reader.generations.current()
    assert newest is not None
    large = next(n for n, (size, _) in newest.files.items() if n.endswith(".doc") and size > 65_536)
    (newest.path / large).write_bytes(bytes(newest.files[large][0]))
    other = opened(made.generations.folder)
    assert held(other) == {"c"}
    assert any(newest.name in line for line in other.degraded)
    put(other, "e")
    assert held(other) == {"c", "e"}
    assert other.degraded == ()


def test_a_stranger_in_the_folder_is_noticed(engine: WhooshEngine) -> None:
    """A published folder holds what its manifest says and nothing else."""
    generation = engine.generations.current()
    assert generation is not None
    (generation.path / "thêm.txt").write_text("?")
    assert any("thêm.txt" in line for line in engine.generations.verify(deep=True))


def test_leftovers_are_swept(engine: WhooshEngine) -> None:
    """What a killed writer left is gone after the next one."""
    folder = engine.generations.folder
    (folder / ".building" / "ban-tin").mkdir(parents=True)
    (folder / ".building" / "ban-tin" / "MAIN_x.run0").write_bytes(b"rest")
    (folder / ".CURRENT").write_bytes(b"g0000")
    put(engine, "c")
    assert sorted(entry.name for entry in folder.iterdir()) == [CURRENT, "g000002", "g000003"]


@pytest.mark.parametrize("name", ["fsync", "rename", "replace", "link", "posix_fallocate", "mkdir"])
def test_an_error_of_the_disc_loses_nothing(name: str, engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever call fails for want of space: the last generation serves, leftovers go, and the next writer works."""
    real = getattr(os, name)
    for failing in range(1, 200):
        calls = iter(range(1, 10_000))

        def fails(*args: object, calls: Iterator[int] = calls, failing: int = failing, **options: object) -> object:
            if next(calls) == failing:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **options)

        before = held(engine)
        with monkeypatch.context() as patch:
            patch.setattr(os, name, fails)
            try:
                put(engine, f"{name}{failing}".replace("_", ""))
            except OSError as error:
                assert error.errno == errno.ENOSPC
            else:
                break
        # The rename of CURRENT may have happened before the failure: then the new generation serves, whole.
        reader = opened(engine.generations.folder)
        assert held(reader) >= before
        assert reader.generations.verify(deep=True) == []
        engine.refresh()
    else:
        pytest.fail("the writer never came through")
    assert failing > 1 or name == "mkdir"
    put(engine, "last")
    assert "last" in held(engine)


def test_everything_is_synced_before_the_pointer_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file of the manifest, the manifest, and every folder, in this order before CURRENT is replaced."""
    disc = Disc(tmp_path / "index", monkeypatch)
    made = opened(tmp_path / "index")
    put(made, "a")
    generation = made.generations.current()
    assert generation is not None
    moved = next(place for place, (name, path) in enumerate(disc.log) if name == "replace" and path.endswith(CURRENT))
    synced = {path for name, path in disc.log[:moved] if name == "fsync"}
    building = str(made.generations.folder.resolve() / ".building")
    wanted = {f"{building}/{name}" for name in [*generation.files, MANIFEST]}
    folders = {str(Path(path).parent) for path in wanted} | {str(made.generations.folder.resolve())}
    assert wanted | folders <= synced


def power_cuts(folder: Path, seeds: range, monkeypatch: pytest.MonkeyPatch) -> int:
    """Cut the power at random moments; returns how often the new generation had already made it."""
    made_it = 0
    for seed in seeds:
        chance = random.Random(seed)
        root = folder / f"{seed}" / "index"
        with monkeypatch.context() as patch:
            disc = Disc(root, patch)
            engine = opened(root)
            put(engine, "a")
            put(engine, "b")
            disc.fails_at = disc.calls + chance.randrange(1, 60)
            acknowledged = {"a", "b"}
            try:
                put(engine, "c")
                acknowledged = {"a", "b", "c"}
                put(engine, "d")
            except PowerCut:
                pass
            engine.close()
            after = folder / f"{seed}" / "after" / "index"
            after_power_cut(disc, after, chance)
        reader = opened(after)
        assert acknowledged <= held(reader) <= {"a", "b", "c", "d"}, seed
        made_it += held(reader) > acknowledged
        put(reader, "e")
        assert "e" in held(reader)
        assert reader.generations.verify(deep=True) == [], seed
        reader.close()
    return made_it


def test_a_power_cut_loses_no_acknowledged_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """50 simulated power cuts at random moments: always the newest generation that was acknowledged, or a later one."""
    power_cuts(tmp_path, range(50), monkeypatch)


def test_kill_9_loses_no_acknowledged_generation(tmp_path: Path) -> None:
    """30 writers killed at random moments: nothing acknowledged is lost, nothing is unreadable."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.generations_killer", str(tmp_path / "index"), "30", "1"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["steps"] > 5
    assert result["slowest"] < 10, "two seconds are the aim; a busy disc gets more"


def switches(engine: WhooshEngine, reads: int, generations: int) -> list[str]:
    """Read with four threads while generations come and go; returns what went wrong."""
    wrong: list[str] = []
    done = threading.Event()
    counts = [0] * 4

    def read(number: int) -> None:
        reader = opened(engine.generations.folder)
        last = ""
        while not done.is_set() or counts[number] < reads // 4:
            reader.refresh()
            answer = reader.search(Request(match=Term("syllable", "dân"), size=3))
            name = reader.stats().generation or ""
            if not answer.total or len(answer.hits) != min(3, answer.total) or name < last:
                wrong.append(f"{last} -> {name}: {answer}")
            last = name
            counts[number] += 1
        reader.close()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for number in range(generations):
        with engine.writer() as writer:
            writer.add(document(f"n{number % 40}", f"dân {number}"))
            if number % 5 == 4:
                writer.remove(f"n{(number - 2) % 40}")
    done.set()
    for thread in threads:
        thread.join()
    return wrong


def test_reads_never_fail_while_generations_change(engine: WhooshEngine) -> None:
    """5,000 searches across 20 switches: no failure, never back to an older generation, no file left open."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert switches(engine, reads=5_000, generations=20) == []
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 20
