"""What networks and overloaded clusters do: nothing is lost, nothing wrong is answered, what is missing is said."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.memory import MemoryEngine
from indexer.engine.opensearch import writers, writing
from indexer.engine.opensearch.documents import source_of
from indexer.engine.opensearch.engine import open_opensearch
from indexer.engine.port import Document, Engine, FacetRequest, RankTerm, Request
from indexer.engine.query import Term
from indexer.errors import EngineUnavailable
from tests.cluster.conftest import Opened
from tests.cluster.faults import FAULTS, FaultProxy
from tests.engine.documents import document, random_document
from tests.engine.requests import compare, random_request

pytestmark = pytest.mark.cluster

WRITES = ("_bulk",)
READS = ("_search", "_msearch")


def documents(count: int, seed: int = 1) -> list[Document]:
    chance = random.Random(seed)
    return [random_document(chance, f"b{number:04}") for number in range(count)]


def write(engine: Engine, *some: Document, full: bool = False) -> None:
    with engine.writer(full=full) as writer:
        for one in some:
            writer.add(one)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small batches, and no long pauses between attempts."""
    monkeypatch.setattr(writing, "BATCH_ACTIONS", 10)
    monkeypatch.setattr(writing, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(writing, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(writing, "ATTEMPTS", 30)


def test_writing_through_faults_loses_nothing(opened: Opened, hosts: list[str], hasty: None, tmp_path: Path) -> None:
    """Half of all batches meet a fault of each kind, in a full build and in changes: every document is there, once."""
    memory, direct = MemoryEngine(), opened()
    folder = tmp_path / "index"
    with FaultProxy(hosts[0], lambda _, path: any(name in path for name in WRITES), rate=0.5) as proxy:
        engine = open_opensearch(folder, hosts=[proxy.host], prefix=direct.generations.prefix, shards=2)
        some = documents(200)
        for full, part in ((True, some[:120]), (False, some[80:])):
            write(engine, *part, full=full)
            write(memory, *part, full=full)
        for one in (engine, memory):
            with one.writer() as writer:
                for number in range(0, 200, 3):
                    writer.remove(f"b{number:04}")
        assert set(proxy.met) == set(FAULTS), proxy.met
        engine.close()
    assert direct.stats().documents == memory.stats().documents
    chance = random.Random(5)
    for _ in range(15):
        compare(memory, direct, random_request(chance, "ban-tin"))


def test_a_batch_that_arrived_is_followed_by_no_pause(
    opened: Opened, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pauses are for what has to be sent again: half a second behind each batch once halved the rate."""

    def pause(low: float, high: float) -> float:
        raise AssertionError("a pause")

    engine = opened()
    monkeypatch.setattr(writing.random, "uniform", pause)
    write(engine, *documents(60), full=True)
    write(engine, *documents(30, seed=2))
    assert engine.stats().documents["ban-tin"] == 60


def test_a_writer_that_is_given_up_leaves_nothing_behind(opened: Opened, hasty: None) -> None:
    """The batch that is on its way comes to its end before the indexes are deleted: else it would make them anew."""
    engine = opened()
    with pytest.raises(KeyboardInterrupt), engine.writer(full=True) as writer:
        for one in documents(60):
            writer.add(one)
        raise KeyboardInterrupt
    assert engine.generations.all() == {}


def test_searching_through_faults_is_right_or_says_so(opened: Opened, hosts: list[str], tmp_path: Path) -> None:
    """An answer through a bad line is the right one, or `EngineUnavailable` is raised (exit code 7)."""
    memory, direct = MemoryEngine(), opened()
    for one in (memory, direct):
        write(one, *documents(60))
    right = failed = 0
    with FaultProxy(hosts[0], lambda _, path: any(name in path for name in READS), rate=0.6, seed=4) as proxy:
        engine = open_opensearch(tmp_path / "index", hosts=[proxy.host], prefix=direct.generations.prefix)
        chance = random.Random(6)
        for _ in range(40):
            request = random_request(chance, "ban-tin")
            try:
                answer = engine.search(request)
            except EngineUnavailable as error:
                assert error.exit_code == 7
                failed += 1
            else:
                assert answer == memory.search(request)
                right += 1
        engine.close()
    assert right and failed, (right, failed, proxy.met)


def test_a_shard_that_fails_is_said_and_its_numbers_are_not_kept(
    opened: Opened, hosts: list[str], tmp_path: Path
) -> None:
    """The answer says that it is not complete; when the shard is back, scores are right again at once."""
    direct = opened()
    write(direct, *documents(60))
    request = Request(
        match=Term("syllable", "xã"), rank=(RankTerm("syllable", "xã"),), facets=(FacetRequest("kind"),), snippets=False
    )

    def lacking(answer: Any) -> Any:
        for one in answer.get("responses", [answer]):
            one["_shards"] |= {"failed": 1, "successful": 1}
            one["hits"]["total"]["value"] //= 2
        return answer

    with FaultProxy(hosts[0], lambda _, path: any(name in path for name in READS), rate=0) as proxy:
        engine = open_opensearch(tmp_path / "index", hosts=[proxy.host], prefix=direct.generations.prefix)
        proxy.change = lacking
        answer = engine.search(request)
        assert answer.partial == "chưa đầy đủ, vì 1 trong 2 phần của chỉ mục trên cụm máy không trả lời"
        proxy.change = None
        assert engine.search(request) == direct.search(request)
        proxy.change = lambda answer: {**answer, "timed_out": True}
        assert "hết thời gian" in str(engine.search(request).partial)
        engine.close()


def test_nobody_there_is_said_with_what_to_look_at(tmp_path: Path) -> None:
    """Exit code 7, and the setting that names the hosts."""
    engine = open_opensearch(tmp_path / "index", hosts=["http://127.0.0.1:9"])
    for ask in (lambda: engine.search(Request()), engine.note, engine.refresh, engine.stats):
        with pytest.raises(EngineUnavailable, match="opensearch_hosts") as refused:
            ask()
        assert refused.value.exit_code == 7
    engine.close()


def test_a_refused_document_ends_the_run_and_is_kept(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generation in use stays; the file says which document and why."""
    engine = opened()
    write(engine, document("a", "dân"))
    before = engine.stats()
    monkeypatch.setattr(writers, "source_of", lambda one: source_of(one).replace(b'{"id"', b'{"unknown":1,"id"', 1))
    for full in (True, False):
        with pytest.raises(EngineUnavailable, match=r"refused\.jsonl"):
            write(engine, document("b", "dân"), full=full)
        assert engine.refresh() is False
        assert engine.stats() == before
    kept = (engine._folder / "refused.jsonl").read_text(encoding="utf-8")
    assert '"id": "b"' in kept
    assert "unknown" in kept


WRITER = """
import sys, time
from pathlib import Path
from indexer.engine.opensearch import writing
from indexer.engine.opensearch.engine import open_opensearch
from tests.cluster.test_faults import documents
writing.BATCH_ACTIONS = 5
host, prefix, folder, full, seed = sys.argv[1:]
engine = open_opensearch(Path(folder), hosts=[host], prefix=prefix, shards=2)
send = writing.Sender._send
def slowly(self, actions):
    send(self, actions)
    print("batch", flush=True)
    time.sleep(0.05)
writing.Sender._send = slowly
with engine.writer(full=full == "full") as writer:
    for one in documents(80, int(seed)):
        writer.add(one)
print("done", flush=True)
"""


@pytest.mark.parametrize("full", ["full", "change"])
def test_a_killed_writer_leaves_what_was(
    opened: Opened, hosts: list[str], tmp_path: Path, full: str, project: Path
) -> None:
    """SIGKILL after some batches: the old state answers; the next run does it all, and nothing is left over."""
    engine, memory, after = opened(), MemoryEngine(), MemoryEngine()
    for one in (engine, memory, after):
        write(one, *documents(60))
    write(after, *documents(80, seed=2), full=full == "full")
    command = [sys.executable, "-c", WRITER, hosts[0], engine.generations.prefix, str(tmp_path / "index"), full, "2"]
    chance = random.Random(8)
    for batches in (1, 6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=project) as process:
            assert process.stdout is not None
            for _ in range(batches):
                assert process.stdout.readline() == "batch\n"
            process.send_signal(signal.SIGKILL)
        time.sleep(0.2)
        engine.refresh()
        for _ in range(5):
            compare(memory, engine, random_request(chance, "ban-tin"))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=project)
    assert engine.refresh()
    for _ in range(10):
        compare(after, engine, random_request(chance, "ban-tin"))
    assert all(engine.generations.all().values()), "half-built generations are deleted"


def test_an_answer_shows_one_state_of_the_index(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """While shards begin to show a change, answers say so; afterwards no reader goes on with old numbers."""
    from indexer.engine.opensearch import engine as module

    writer, memory = opened(), MemoryEngine()
    reader = opened(prefix=writer.generations.prefix)
    request = Request(match=Term("syllable", "xã"), rank=(RankTerm("syllable", "xã"),))
    for one in (writer, memory):
        write(one, *documents(40))
    assert reader.search(request) == memory.search(request)
    meanwhile: list[str | None] = []
    show = writers.ChangeWriter.show

    def showing(self: writers.ChangeWriter) -> None:
        show(self)
        meanwhile.append(reader.search(request).partial)

    monkeypatch.setattr(module, "_PAUSE", 0.0)
    monkeypatch.setattr(writers.ChangeWriter, "show", showing)
    for one in (writer, memory):
        write(one, *documents(60, seed=2))
    assert meanwhile == ["có thể chưa đầy đủ, vì chỉ mục đang được cập nhật"]
    assert reader.search(request) == memory.search(request)
    assert reader.refresh() is True
    assert reader.refresh() is False
