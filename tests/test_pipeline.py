"""The pipeline, with the yardstick engine: what a run over sources leaves in the store and in the index."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import pipeline
from indexer.bulletin import Bulletin, Facts
from indexer.engine.engines import open_engine
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Request
from indexer.errors import Locked, UsageError
from indexer.pipeline import IndexReport, index, read_only_extract
from indexer.publishing import Progress
from indexer.store import Store
from indexer.workers import Workers, _interrupted_later

SEED = "phu-tan-2023-12-15.txt"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


@pytest.fixture
def engine() -> MemoryEngine:
    return MemoryEngine()


@pytest.fixture
def sources(tmp_path: Path, project: Path) -> Path:
    """A folder as an operator has it: the seed, a sample page in HTML, bulletin lines, and files that are none."""
    folder = tmp_path / "nguồn bản tin"
    (folder / "2023").mkdir(parents=True)
    (folder / "gold").mkdir()
    shutil.copy(project / "corpus/bulletins" / SEED, folder / "2023")
    shutil.copy(project / "corpus/bulletins/2023-11-16-ngay-hoi-dai-doan-ket.html", folder)
    lines = [
        {
            "id": "tb-1",
            "title": "Thông báo lịch tiếp công dân",
            "date": "2024-01-05",
            "text": "Lịch tiếp công dân tháng 1.",
        },
        {"id": "tb-2", "title": "Chưa có nội dung", "date": "2024-01-06", "text": " "},
        {"id": "tb-3", "title": "Không rõ ngày", "date": "", "text": "Thông báo tuyển sinh lớp 10."},
    ]
    with gzip.open(folder / "thong-bao.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    for other in ("README.md", "README.txt", ".ẩn.txt", "gold/gold.jsonl", "ảnh.psd"):
        (folder / other).write_text("không phải bản tin", encoding="utf-8")
    return folder


def found(engine: MemoryEngine, scope: str = "ban-tin") -> list[str]:
    """Return the ids of everything in a scope, in order."""
    return sorted(hit.id for hit in engine.search(Request(scope=scope, size=100)).hits)  # type: ignore[arg-type]


def test_a_folder_is_read_stored_and_searchable(sources: Path, store: Store, engine: MemoryEngine) -> None:
    report = index([sources], store, engine)
    assert (report.new, report.skipped_lines, report.failed, report.exit_code()) == (4, 1, [], 0)
    assert len(found(engine)) == 4
    assert found(engine) == sorted(store.pages.live())
    assert {"tb-1", "tb-3"} <= set(found(engine))


def test_the_seed_is_cut_out_of_its_portal(project: Path, store: Store, engine: MemoryEngine) -> None:
    index([project / "corpus/bulletins" / SEED], store, engine)
    stored = store.pages.get(store.pages.live()[0])
    assert stored.bulletin.title.startswith("Phú Tân: Nêu cao tinh thần trách nhiệm")
    assert stored.bulletin.published == "2023-12-15T15:51"
    assert "Sign In" not in stored.bulletin.text and "File đính kèm" not in stored.bulletin.text
    assert stored.bulletin.text.endswith("BAN BIÊN TẬPcg")
    assert all(d.text == stored.bulletin.text[d.start : d.end] for d in stored.facts.directives)


def test_nothing_changed_means_nothing_done(sources: Path, store: Store, engine: MemoryEngine) -> None:
    index([sources], store, engine)
    generation = engine.stats().generation
    report = index([sources], store, engine)
    assert (report.new, report.changed, report.unchanged, report.indexed) == (0, 0, 4, 0)
    assert engine.stats().generation == generation


def test_an_edited_file_is_a_new_version_and_is_found_by_its_new_text(
    sources: Path, store: Store, engine: MemoryEngine
) -> None:
    index([sources], store, engine)
    seed = sources / "2023" / SEED
    page = next(p for p in store.pages.live() if "Phú Tân" in store.pages.get(p).bulletin.title)
    seed.write_text(seed.read_text("utf-8").replace("32/39 trường", "33/39 trường"), encoding="utf-8")
    report = index([sources], store, engine)
    assert (report.changed, report.unchanged, report.indexed) == (1, 3, 1)
    stored = store.pages.get(page)
    assert stored.version == 2 and "33/39 trường" in stored.bulletin.text


def test_a_renamed_file_keeps_its_id(sources: Path, store: Store, engine: MemoryEngine) -> None:
    index([sources], store, engine)
    before = found(engine)
    (sources / "2023" / SEED).rename(sources / "đổi tên.txt")
    report = index([sources], store, engine)
    assert found(engine) == before
    assert report.new == 0


def test_an_edited_copy_becomes_a_bulletin_of_its_own(sources: Path, store: Store, engine: MemoryEngine) -> None:
    index([sources], store, engine)
    copy = sources / "bản sao.txt"
    shutil.copy(sources / "2023" / SEED, copy)
    index([sources], store, engine)
    assert len(found(engine)) == 4
    copy.write_text(copy.read_text("utf-8").replace("năm 2024", "năm 2025"), encoding="utf-8")
    report = index([sources], store, engine)
    assert report.new == 1 and len(found(engine)) == 5


def test_two_roots_may_have_files_of_the_same_name(tmp_path: Path, store: Store, engine: MemoryEngine) -> None:
    for root in ("xã A", "xã B"):
        (tmp_path / root).mkdir()
        (tmp_path / root / "tin.txt").write_text(f"Bản tin {root}\n\n08:00 01/02/2024\nNội dung của {root}.", "utf-8")
    index([tmp_path / "xã A"], store, engine)
    index([tmp_path / "xã B"], store, engine)
    assert len(found(engine)) == 2
    report = index([tmp_path / "xã A", tmp_path / "xã B"], store, engine)
    assert (report.unchanged, report.changed) == (2, 0)


def test_a_moved_root_keeps_all_ids(sources: Path, tmp_path: Path, store: Store, engine: MemoryEngine) -> None:
    index([sources], store, engine)
    before = found(engine)
    sources.rename(tmp_path / "kho mới")
    index([tmp_path / "kho mới"], store, engine)
    assert found(engine) == before


def test_bad_files_are_reported_by_name_and_the_rest_goes_on(sources: Path, store: Store, engine: MemoryEngine) -> None:
    (sources / "rỗng.txt").write_bytes(b"")
    (sources / "nhị phân.txt").write_bytes(bytes(range(256)) * 20)
    (sources / "hỏng.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")
    with (sources / "xấu.jsonl").open("w", encoding="utf-8") as stream:
        stream.write(
            '{"id": "xấu/../mã", "title": "Sai mã", "text": "Có chữ."}\n{"id": "ok-1", "text": "Có chữ."}\n{hỏng\n'
        )
    report = index([sources], store, engine)
    failed = {Path(failure.path.partition("#")[0]).name: failure.kind for failure in report.failed}
    assert failed == {
        "rỗng.txt": "EmptySource",
        "nhị phân.txt": "BinarySource",
        "hỏng.pdf": "UndecodableSource",
        "xấu.jsonl": "UndecodableSource",
    }
    assert len(report.failed) == 5 and all(failure.hint for failure in report.failed)
    assert "ok-1" in found(engine) and report.new == 5
    assert report.exit_code() == 3


def test_known_failures_are_counted_but_no_news(sources: Path, store: Store, engine: MemoryEngine) -> None:
    (sources / "rỗng.txt").write_bytes(b"")
    assert index([sources], store, engine).exit_code() == 3
    again = index([sources], store, engine)
    assert (len(again.failed), again.newly_failed) == (1, [])
    assert (again.exit_code(), again.exit_code(strict=True)) == (0, 3)
    (sources / "rỗng.txt").write_text("Thông báo\n\n08:00 01/02/2024\nĐã có nội dung.", encoding="utf-8")
    assert index([sources], store, engine).failed == [] and store.failures.all() == []


def test_a_wrong_line_of_an_unchanged_file_stays_known(sources: Path, store: Store, engine: MemoryEngine) -> None:
    """It is told at every run until the file is mended; then nothing of it is left."""
    path, good = sources / "xấu.jsonl", '{"id": "ok-1", "text": "Có chữ."}\n'
    path.write_text(good + "{hỏng\n", encoding="utf-8")
    report = index([sources], store, engine)
    assert [failure.path for failure in report.failed] == [f"{path}#line 2"] and report.exit_code() == 3
    assert "JSON (cột 2)" in report.failed[0].reason
    again = index([sources], store, engine)
    assert [failure.path for failure in again.failed] == [f"{path}#line 2"]
    assert (again.new, again.exit_code(), again.exit_code(strict=True)) == (0, 0, 3)
    path.write_text(good + '{"id": "ok-2", "text": "Đã sửa."}\n', encoding="utf-8")
    assert index([sources], store, engine).failed == [] and store.failures.all() == []


def test_too_much_on_the_standard_input_is_refused(
    store: Store, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than a file may have is read from it."""
    monkeypatch.setattr("indexer.intake.FILE_BYTES", 1000)
    for size, kinds in ((1000, []), (1001, ["SourceTooLarge"])):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * size)))
        assert [failure.kind for failure in index([Path("-")], store, engine).failed] == kinds


def test_a_file_may_be_called_anything(sources: Path, store: Store, engine: MemoryEngine) -> None:
    odd = ["dòng\nmới.txt", "ký tự\x1b[31m.txt", "# %.txt", "đ" * 80 + ".txt"]
    names = [b"kh\xf4ng ph\xe3i utf-8.txt", *(name.encode() for name in odd)]
    for n, name in enumerate(names):
        path = Path(os.fsdecode(os.fsencode(sources) + b"/" + name))
        path.write_text(f"Bản tin số {n}\n\n08:00 01/02/2024\nNội dung thứ {n} của bản tin.", encoding="utf-8")
    report = index([sources], store, engine)
    assert (report.new, report.failed) == (4 + len(names), [])
    assert index([sources], store, engine).unchanged == 4 + len(names)


def test_half_a_surrogate_pair_harms_nothing(tmp_path: Path, store: Store, engine: MemoryEngine) -> None:
    half = "\\ud83d"
    texts = {"title": f"T{half}", "text": f"Tin {half}\\nTag: x{half}", "source": half, "address": half}
    line = ", ".join(f'"{name}": "{text}"' for name, text in {"id": "a-1", **texts}.items())
    line = f"{{{line}}}"
    (tmp_path / "lẻ.jsonl").write_text(line, encoding="utf-8")
    assert index([tmp_path / "lẻ.jsonl"], store, engine).new == 1


def test_full_makes_the_index_anew_from_the_store_alone(sources: Path, store: Store, engine: MemoryEngine) -> None:
    index([sources], store, engine)
    before = found(engine), found(engine, "chi-dao")
    shutil.rmtree(sources)
    other = MemoryEngine()
    report = index([], store, other, full=True)
    assert report.indexed == 4
    assert (found(other), found(other, "chi-dao")) == before


def test_an_index_of_another_store_is_made_anew(
    sources: Path, store: Store, tmp_path: Path, engine: MemoryEngine
) -> None:
    with Store.open(tmp_path / "khác") as other:
        index([sources / "2023"], other, engine)
    index([sources], store, engine)
    assert found(engine) == sorted(store.pages.live())


def test_removed_bulletins_stay_out_whatever_is_done(sources: Path, store: Store, engine: MemoryEngine) -> None:
    index([sources], store, engine)
    store.removals.remove("tb-1", "theo yêu cầu")
    index([sources], store, engine)
    assert "tb-1" not in found(engine)
    index([sources], store, engine, full=True)
    assert "tb-1" not in found(engine)
    text = json.dumps({"id": "moi", "title": "Thông báo lịch tiếp công dân", "text": "Lịch tiếp công dân tháng 1."})
    (sources / "mới.jsonl").write_text(text, encoding="utf-8")
    assert index([sources], store, engine).removed == 1
    assert "moi" not in found(engine)
    store.removals.unremove("tb-1")
    index([sources], store, engine)
    assert "tb-1" in found(engine)


def test_facts_of_older_rules_are_made_again(
    sources: Path, store: Store, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    index([sources], store, engine)
    monkeypatch.setattr(pipeline, "rules_fingerprint", lambda: "luật mới")
    monkeypatch.setattr(pipeline, "extract", lambda _: Facts(kind="thông báo"))
    report = index([], store, engine)
    assert report.renewed == 4 and report.indexed == 4
    assert all(store.pages.get(page).facts.kind == "thông báo" for page in store.pages.live())


def test_a_rule_that_fails_costs_one_bulletin_its_facts(
    sources: Path, store: Store, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = pipeline.extract

    def failing(bulletin: Bulletin) -> Facts:
        if bulletin.id == "tb-3":
            raise IndexError("lỗi trong quy tắc")
        return right(bulletin)

    monkeypatch.setattr(pipeline, "extract", failing)
    report = index([sources], store, engine)
    assert [(f.stage, f.kind) for f in report.failed] == [("extract", "RuleFailed")]
    assert "tb-3" in found(engine), "its text is kept and found"
    monkeypatch.setattr(pipeline, "extract", right)
    assert index([sources], store, engine).failed == []
    assert store.pages.stale(pipeline.rules_fingerprint()) == [] and store.failures.all() == []


def test_rules_that_became_worse_are_reported(
    sources: Path, store: Store, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New rules that fail on a bulletin that is in the store already are a failure of this run, then a known one."""

    def failing(bulletin: Bulletin) -> Facts:
        raise IndexError("lỗi trong quy tắc")

    index([sources], store, engine)
    monkeypatch.setattr(pipeline, "rules_fingerprint", lambda: "luật mới")
    monkeypatch.setattr(pipeline, "extract", failing)
    report = index([], store, engine)
    assert {failure.kind for failure in report.failed} == {"RuleFailed"} and report.exit_code() == 3
    assert len(report.failed) == 4
    again = index([], store, engine)
    assert (len(again.failed), again.exit_code(), again.exit_code(strict=True)) == (4, 0, 3)


def test_a_dry_run_writes_nothing(sources: Path, store: Store, engine: MemoryEngine) -> None:
    report = index([sources], store, engine, dry_run=True)
    assert report.new == 4
    assert store.pages.live() == [] and engine.note() == {}


def test_two_processes_give_what_one_gives(
    project: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bulletins and facts, and an index that is the same to the last byte."""
    made = []
    for jobs, few in ((1, 0), (2, 0), (2, 9)):  # at last: two are allowed, but there is too little to do
        monkeypatch.setattr("indexer.workers.FEW", few)
        folder = tmp_path / f"{jobs}-{few}"
        with Store.open(folder) as one:
            engine = open_engine("whoosh", folder / "index")
            index([project / "corpus"], one, engine, jobs=jobs)
            made.append((list(one.pages.load(one.pages.live())), written(engine.generations.folder)))
            engine.close()
    assert made[0] == made[1] == made[2]


def written(folder: Path) -> list[tuple[str, str, bytes]]:
    """Return the files of segments, without their random names."""
    paths = [path for path in folder.rglob("MAIN_*.*") if path.suffix in (".trm", ".pst", ".dvs", ".doc")]
    return sorted((path.parent.name, path.suffix, path.read_bytes()) for path in paths)


def test_little_work_starts_no_processes() -> None:
    """Two batches are done here, sooner than processes are started; many are not."""
    with Workers(2) as workers:
        assert set(workers.map(process_of, range(2))) == {os.getpid()}
        assert os.getpid() not in set(workers.map(process_of, range(3)))
        assert os.getpid() not in set(workers.map(process_of, range(1))), "they are there now"


def test_an_interrupt_waits_until_a_process_stands() -> None:
    """Ctrl-C while a process is started takes effect right behind it, so that somebody waits for that process."""
    before, done = signal.signal(signal.SIGINT, signal.default_int_handler), []
    try:
        with pytest.raises(KeyboardInterrupt), _interrupted_later():
            signal.raise_signal(signal.SIGINT)
            done.append("started")
    finally:
        signal.signal(signal.SIGINT, before)
    assert done == ["started"]


def process_of(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("before", [0, 5, 15])
def test_an_index_run_is_polite_once(before: int) -> None:
    """Nice 10, however often it is asked for; what was nicer stays so."""
    script = (
        f"import os; from indexer.workers import be_polite; was = os.nice({before});"
        "be_polite(); be_polite(); print(was, os.nice(0))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    was, found = map(int, done.stdout.split())
    assert found == max(10, was)


def test_progress_is_told_to_the_end(sources: Path, store: Store, engine: MemoryEngine) -> None:
    told: list[Progress] = []
    index([sources], store, engine, progress=told.append)
    assert [p.stage for p in told if p.done == p.total] == ["read", "index"]


def test_a_path_that_does_not_exist_stops_before_anything_is_done(
    tmp_path: Path, store: Store, engine: MemoryEngine
) -> None:
    with pytest.raises(UsageError, match="không có tệp"):
        index([tmp_path / "không có"], store, engine)


def test_a_second_run_at_the_same_time_is_refused(sources: Path, store: Store, engine: MemoryEngine) -> None:
    with store.writing(), pytest.raises(Locked):
        index([sources], store, engine)


def test_extract_needs_no_data_folder(sources: Path) -> None:
    results = list(read_only_extract([sources]))
    assert len(results) == 4
    assert all(isinstance(result, tuple) and isinstance(result[1], Facts) for result in results)


def test_a_directive_address_survives_other_rules(
    project: Path, store: Store, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New rules that miss the first directive leave the numbers of the others as they were printed."""
    index([project / "corpus/bulletins" / SEED], store, engine)
    before = {d.text: d.n for d in store.pages.get(store.pages.live()[0]).facts.directives}
    assert len(before) > 2
    right = pipeline.extract

    def fewer(bulletin: Bulletin) -> Facts:
        from dataclasses import replace

        facts = right(bulletin)
        return replace(facts, directives=tuple(replace(d, n=d.n - 1) for d in facts.directives[1:]))

    monkeypatch.setattr(pipeline, "extract", fewer)
    monkeypatch.setattr(pipeline, "rules_fingerprint", lambda: "luật khác")
    index([], store, engine)
    after = {d.text: d.n for d in store.pages.get(store.pages.live()[0]).facts.directives}
    assert after == {text: n for text, n in before.items() if n != 1}


def test_a_report_counts_what_it_is_told() -> None:
    report = IndexReport()
    for outcome in ("new", "new", "duplicate", "removed"):
        report.count(outcome)
    assert (report.new, report.duplicates, report.removed) == (2, 1, 1)
