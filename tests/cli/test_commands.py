"""Every command as a process over the shipped corpus: streams, exit codes and JSON forms of the interfaces."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.process import MAIN, Bantin, refused, rows_of

SEED = "9fd53b16c930"


# --- reading -----------------------------------------------------------------------------------------------------


def test_indexing_again_finds_all_unchanged(bantin: Bantin, project: Path) -> None:
    record = bantin.json("index", str(project / "corpus"), "--jobs", "1")
    assert record["new"] == record["changed"] == record["indexed"] == 0
    assert record["unchanged"] > 40
    assert record["failed"] == []


def test_a_file_that_fails_is_named_once_with_code_3_and_the_rest_goes_on(tmp_path: Path) -> None:
    bantin, folder = Bantin(tmp_path / "data"), tmp_path / "nguồn tin"
    folder.mkdir()
    (folder / "rỗng.txt").touch()
    (folder / "được.txt").write_text("Họp giao ban\n15/12/2023\nNội dung họp bàn về đê điều.\n", encoding="utf-8")
    first = bantin("index", str(folder), "--jobs", "1")
    assert first.returncode == 3
    assert "rỗng.txt: tệp rỗng" in first.stderr
    assert "1 mới" in first.stderr
    assert bantin("index", str(folder), "--jobs", "1").returncode == 0
    assert bantin("index", str(folder), "--jobs", "1", "--strict", "-q").returncode == 3
    assert [f["path"] for f in bantin.json("status")["failures"]] == [str(folder / "rỗng.txt")]


def test_lines_on_standard_input_are_indexed_and_one_without_text_is_counted(tmp_path: Path) -> None:
    bantin = Bantin(tmp_path / "data")
    lines = [{"id": "a", "title": "Một", "published": "", "text": "Nội dung về đê."}, {"id": "b", "title": "Hai"}]
    done = bantin("index", "-", "--json", stdin="\n".join(json.dumps(line) for line in lines))
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert (record["new"], record["skipped_lines"]) == (1, 1)
    found = bantin.json("search", "đê")
    assert found["hits"][0]["published"] is None
    assert found["facets"]["year"][0]["value"] == "không rõ ngày"


def test_a_dry_run_stores_nothing(tmp_path: Path, project: Path) -> None:
    bantin = Bantin(tmp_path / "data")
    done = bantin("index", str(project / "corpus/bulletins"), "--dry-run", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "Sẽ có:" in done.stderr
    refused(bantin("search", "x"), 5, "bantin index")


def test_extract_prints_one_line_a_bulletin_with_the_keys_of_the_gold(tmp_path: Path) -> None:
    source = tmp_path / "tin.txt"
    source.write_text("Họp giao ban\n15/12/2023\nNội dung họp bàn về đê điều.\n", encoding="utf-8")
    done = Bantin(tmp_path / "none")("extract", str(source), str(source))
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout.splitlines()[0])
    assert {"id", "event_date", "dates", "officials", "directives", "document_numbers"} <= set(record)
    assert not (tmp_path / "none").exists()


# --- searching ---------------------------------------------------------------------------------------------------


def test_search_as_json_has_the_form_of_the_interfaces(bantin: Bantin) -> None:
    answer = bantin.json("search", "nong thon moi")
    assert list(answer) == ["schema", "query", "total", "partial", "hits", "facets"]
    assert set(answer["query"]) == {"text", "described", "notes"}
    assert answer["partial"] is False
    wanted = {"id", "scope", "title", "published", "url", "snippet", "marks", "score", "why"}
    for hit in answer["hits"]:
        assert wanted <= set(hit)
        assert "nông" in {hit["snippet"][start:end].lower() for start, end in hit["marks"]}
    for value in answer["facets"]["year"]:
        assert set(value) == {"value", "label", "count", "selected"}
    assert any(hit["id"] == SEED for hit in answer["hits"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--sort", "best"), ("--page", "501"), ("--size", "101"), ("--from", "31/2/2023"), ("--scope", "tin"),
        ("--lang", "fr"), ("--after", "x"), ("--facet", "giver"), ("--bogus",), ("--size",),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_a_usage_error_in_vietnamese(bantin: Bantin, arguments: tuple[str, ...]) -> None:
    done = bantin("search", "huyện", *arguments)
    refused(done, 2, "bantin: ")
    for english in ("No such", "Invalid", "Missing", "requires", "Error"):
        assert english not in done.stderr


def test_errors_with_json_have_the_form_of_the_interfaces(bantin: Bantin) -> None:
    for arguments, kind, code in (
        (("search", "nông thôn " * 300), "QueryTooLong", 2),
        (("show", "khong-co"), "NotFound", 4),
        (("show",), "UsageError", 2),
    ):
        done = bantin(*arguments, "--json")
        refused(done, code)
        body = json.loads(done.stderr)
        assert set(body["error"]) == {"type", "title", "detail", "hint"}
        assert (body["schema"], body["error"]["type"]) == (1, kind)
        assert body["error"]["hint"]


def test_nothing_found_is_code_4_only_where_asked(bantin: Bantin) -> None:
    assert bantin("search", "zzzzz").returncode == 0
    assert bantin("search", "zzzzz", "--fail-empty").returncode == 4
    assert bantin("directives", "zzzzz", "--fail-empty").returncode == 4


def test_an_answer_cut_by_its_time_says_so_and_is_code_7(bantin: Bantin) -> None:
    done = bantin("search", "huyện", BANTIN_SEARCH_SECONDS="0.01")
    assert done.returncode in (0, 7)  # a fast machine may be done
    assert (done.returncode == 7) == ("chưa đầy đủ" in done.stderr)


def test_a_quotation_without_marks_that_finds_nothing_offers_its_reading_with_the_count(bantin: Bantin) -> None:
    done = bantin("search", '"nong thon moi"')
    assert done.stdout.startswith("0 kết quả")
    assert "Không kể dấu thì có" in done.stderr


def test_who_stops_reading_ends_the_command_without_a_complaint(bantin: Bantin) -> None:
    command = [*MAIN, "export", "--scope", "chi-dao", "--format", "jsonl"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=bantin.environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_colour_and_bars_stay_out_of_pipes(bantin: Bantin, project: Path) -> None:
    for arguments in (("show", SEED, "--facts"), ("index", str(project / "corpus"))):
        done = bantin(*arguments)
        assert "\x1b" not in done.stdout + done.stderr


def test_directives_officials_and_export_say_when_they_are_not_complete(
    bantin: Bantin, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    import indexer.export
    import indexer.search
    from indexer.cli.facts import directives, export, officials

    whole = indexer.search.search
    monkeypatch.setattr(
        indexer.search, "search", lambda *a, **k: dataclasses.replace(whole(*a, **k), partial="hết thời gian")
    )
    for command in (directives, officials):
        done = CliRunner().invoke(command, ["--data-dir", str(bantin.data)], standalone_mode=False)
        assert done.return_value == 7, done.exception
        assert "chưa đầy đủ: hết thời gian" in done.stderr
    monkeypatch.undo()
    monkeypatch.setattr(indexer.export, "ROWS", 5)
    done = CliRunner().invoke(export, ["--data-dir", str(bantin.data)], standalone_mode=False)
    assert done.return_value == 7
    assert "tệp giữ 5 dòng đầu" in done.stderr


def test_a_run_for_measuring_does_not_stop_at_the_time_of_a_page(bantin: Bantin, tmp_path: Path) -> None:
    queries = tmp_path / "q.tsv"
    queries.write_text("q1\tnông thôn mới\nq2\tUBND huyện\n", encoding="utf-8")
    hurried = bantin("run", str(queries), BANTIN_SEARCH_SECONDS="0.01")
    assert hurried.stdout == bantin("run", str(queries)).stdout != ""


def test_run_prints_trec_lines_and_evaluate_scores_them(bantin: Bantin, tmp_path: Path) -> None:
    queries, qrels = tmp_path / "q.tsv", tmp_path / "qrels"
    queries.write_text("q1\t05-NQ/HU\nq2\tzzzzz\n", encoding="utf-8")
    done = bantin("run", str(queries), "--size", "2")
    columns = [line.split() for line in done.stdout.splitlines()]
    assert columns
    for rank, (query, q0, _id, place, score, name) in enumerate(columns, 1):
        assert (query, q0, place, name) == ("q1", "Q0", str(rank), "bantin")
        assert float(score) > 0
    qrels.write_text(f"q1 0 {columns[0][2]} 1\n", encoding="utf-8")
    assert json.loads(bantin("evaluate", str(queries), str(qrels)).stdout)["mrr@10"] == 1.0
    queries.write_text("không có tab\n", encoding="utf-8")
    refused(bantin("run", str(queries)), 2, "Dòng 1")


def test_analyze_shows_tokens_folded_forms_and_abbreviations(bantin: Bantin) -> None:
    found = bantin.json("analyze", "UBND huyện Phú Tân")
    assert found["terms"]["folded"] == ["ubnd", "huyen", "phu", "tan"]
    assert "phú_tân" in found["terms"]["word"]
    assert found["abbreviations"] == {"UBND": ["ủy ban nhân dân"]}
    assert found["offsets"][0] == [0, 4]


# --- facts -------------------------------------------------------------------------------------------------------


def test_show_prints_a_bulletin_with_facts_that_are_slices_of_its_text(bantin: Bantin) -> None:
    bulletin = bantin.json("show", SEED)["bulletin"]
    assert (bulletin["id"], bulletin["published"], len(bulletin["directives"])) == (SEED, "2023-12-15T15:51", 9)
    for directive in bulletin["directives"]:
        assert bulletin["text"][directive["start"] : directive["end"]] == directive["text"]
    marked = bantin("show", SEED, "--facts").stdout
    assert "[Nguyễn Phương Bắc]" in marked


def test_show_facts_lists_under_a_directive_what_later_bulletins_tell_of_it(bantin: Bantin) -> None:
    """The town was told in January 2024 to clear the site; in December the district said that it was done."""
    told = bantin.json("directives", "giải quyết dứt điểm mặt bằng dự án chỉnh trang bờ kênh")["directives"][0]
    shown = bantin("show", told["bulletin"], "--facts").stdout
    own = shown[shown.index(f"{told['id']}  ") :]
    assert "\n      → có thể là kết quả: " in own
    assert ", 24/12/2024, " in own
    assert "dự án chỉnh trang bờ kênh thị trấn Kênh Sậy đã hoàn thành bàn giao mặt bằng" in own
    assert own.rstrip().endswith("có thể sai.")
    assert "→" not in bantin("show", told["bulletin"]).stdout


def test_show_facts_that_time_cut_short_says_so_with_code_7(bantin: Bantin, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.cli.facts import show

    monkeypatch.setattr("indexer.cli.facts._FOLLOW_SECONDS", 0.0)
    done = CliRunner().invoke(show, [SEED, "--facts", "--data-dir", str(bantin.data)], standalone_mode=False)
    assert done.return_value == 7, done.exception
    assert "chưa đầy đủ: hết giờ khi tìm bản tin theo dõi" in done.stderr
    assert "[Nguyễn Phương Bắc]" in done.stdout


def test_show_facts_of_a_store_without_an_index_says_that_follow_ups_are_missing(copy: Bantin) -> None:
    for generation in (copy.data / "index").iterdir():
        shutil.rmtree(generation) if generation.is_dir() else generation.unlink()
    shown = copy("show", SEED, "--facts")
    assert shown.returncode == 0
    assert "[Nguyễn Phương Bắc]" in shown.stdout
    assert "Không tìm được bản tin theo dõi" in shown.stderr


def test_directives_and_officials_have_the_forms_of_the_interfaces(bantin: Bantin) -> None:
    answer = bantin.json("directives", "--giver", "Nguyễn Phương Bắc")
    assert (answer["schema"], answer["total"], len(answer["directives"])) == (1, 9, 9)
    assert list(answer["directives"][0]) == [
        "id", "bulletin", "n", "number", "text", "start", "end", "giver", "giver_post", "addressees", "force", "due",
        "published",
    ]  # fmt: skip
    officials = bantin.json("officials", "nguyen phuong bac")
    assert officials["officials"][0]["name"] == "Nguyễn Phương Bắc"
    person = bantin.json("officials", "show", officials["officials"][0]["id"])["official"]
    assert person["name"] == "Nguyễn Phương Bắc"
    assert SEED in {sighting["bulletin"] for sighting in person["sightings"]}
    refused(bantin("officials", "show"), 2, "bantin officials")
    due = bantin.json("directives", "--due-before", "31/12/2024", "--size", "100")
    assert due["directives"]
    assert all(directive["due"] <= "2024-12-31" for directive in due["directives"])


def test_who_held_a_post_on_a_day_is_told_with_the_days_it_was_seen(bantin: Bantin) -> None:
    wanted = ("--post", "chu tich ubnd huyen", "--body", "UBND huyện Tân Hòa Giang")
    shown = bantin("officials", "--on", "1/1/2022", *wanted)
    assert shown.returncode == 0, shown.stderr
    assert "1 cán bộ được thấy giữ chức vụ từ ngày 01/01/2022 về trước và từ ngày ấy về sau" in shown.stdout
    assert "Trần Quốc Vĩnh\n  - Chủ tịch UBND huyện\n" in shown.stdout
    assert "được thấy giữ chức này từ 03/07/2020 đến 22/09/2023" in shown.stdout
    assert "không phải ngày nhận hay thôi chức" in shown.stdout
    record = bantin.json("officials", "--on", "2022-01-01", *wanted)
    assert list(record) == ["schema", "total", "on", "attested", "officials"]
    assert (record["total"], record["on"], record["attested"]) == (1, "2022-01-01", True)
    (post,) = record["officials"][0]["posts"]
    assert (post["first"], post["last"]) == ("2020-07-03", "2023-09-22")
    assert bantin.json("officials", "--on", "2030", *wanted)["attested"] is False
    nobody = bantin("officials", "--on", "2030", *wanted).stdout
    assert "Không ai được thấy" in nobody and "Gần nhất trước ngày đó:" in nobody and "Lê Thị Kim Phụng" in nobody
    assert "cũng không có ai" in bantin("officials", "--on", "1999", *wanted).stdout
    refused(bantin("officials", "--on", "32/1/2022"), 2, "không có trong lịch")
    refused(bantin("officials", "--on", ""), 2, "không phải là ngày")
    refused(bantin("officials", "show", "x", "--on", "2022"), 2, "--on")


@pytest.mark.parametrize("form", ["csv", "jsonl", "json", "atom", "xlsx"])
def test_every_export_holds_what_was_asked_for(bantin: Bantin, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"x.{form}"
    with file.open("wb") as stream:
        command = [*MAIN, "export", "--scope", "chi-dao", "--giver", "Nguyễn Phương Bắc", "--format", form]
        subprocess.run(command, stdout=stream, env=bantin.environment(), check=True, timeout=60)
    assert rows_of(file, form) == 9


def test_a_correction_is_seen_at_once_and_a_day_that_is_none_is_refused_before_it_is_kept(copy: Bantin) -> None:
    for wrong in ("99/99/2023", "2023", "hôm nay", "15/12/2023 25:00"):
        refused(copy("correct", SEED, "published", wrong, "--reason", "thử"), 2, wrong)
    refused(copy("correct", SEED, "title", "x", "--reason", "thử"), 2, "published")
    done = copy("correct", SEED, "published", "16/12/2023 08:00", "--reason", "theo bản in")
    assert done.returncode == 0, done.stderr
    assert copy.json("show", SEED)["bulletin"]["published"] == "2023-12-16T08:00"
    assert copy.json("search", "phú tân", "--from", "16/12/2023", "--to", "16/12/2023")["hits"][0]["id"] == SEED
    assert copy("check", "--deep").returncode == 0


def test_a_correction_is_undone_per_field_the_index_follows_and_show_lists_what_was_decided(copy: Bantin) -> None:
    def found() -> list[str]:
        return [h["id"] for h in copy.json("search", "phú tân", "--from", "16/12/2023", "--to", "16/12/2023")["hits"]]

    extracted = copy.json("show", SEED)["bulletin"]
    assert extracted["corrections"] == []
    for field, value in (("published", "16/12/2023"), ("directive.1.due", "30/06/2024")):
        assert copy("correct", SEED, field, value, "--reason", "theo bản in").returncode == 0
    assert SEED in found()
    refused(copy("correct", SEED, "kind", "--undo", "--reason", "thử"), 4, "không có hiệu đính", "published")
    refused(copy("correct", SEED, "published", "1/1/2023", "--undo", "--reason", "thử"), 2, "hoặc --undo")
    refused(copy("correct", SEED, "published", "--reason", "thử"), 2, "hoặc --undo")
    refused(copy("correct", SEED, "published", "--undo"), 2, "--reason")
    done = copy("correct", SEED, "published", "--undo", "--reason", "nhầm bản tin")
    assert (done.returncode, done.stdout) == (0, "") and "Đã bỏ hiệu đính published" in done.stderr
    assert SEED not in found()
    now = copy.json("show", SEED)["bulletin"]
    assert now["published"] == extracted["published"]
    assert [(c["field"], c["value"], c["reason"]) for c in now["corrections"]] == [
        ("published", "2023-12-16", "theo bản in"),
        ("directive.1.due", "2024-06-30", "theo bản in"),
        ("published", None, "nhầm bản tin"),
    ]
    shown = copy("show", SEED).stdout
    assert "directive.1.due: đã hiệu đính thành “2024-06-30”" in shown
    assert "published: bỏ hiệu đính, trở lại như trích xuất" in shown and "nhầm bản tin" in shown
    assert copy("check", "--deep").returncode == 0


# --- operating ---------------------------------------------------------------------------------------------------


def test_status_tells_how_store_and_index_stand(bantin: Bantin, tmp_path: Path) -> None:
    record = bantin.json("status")
    assert set(record) == {"schema", "data_dir", "store", "index", "behind", "failures", "removals"}
    assert record["behind"] == 0
    assert record["store"]["bulletins"] == record["index"]["documents"]["ban-tin"]
    empty = Bantin(tmp_path / "none")
    assert empty("status").returncode == 5
    refused(empty("search", "x"), 5, "bantin index")


def test_check_finds_damage_with_code_6_and_repair_mends_it(copy: Bantin) -> None:
    assert copy.json("check", "--deep")["problems"] == []
    victim = max(
        (path for path in copy.data.glob("index/g*/**/*") if path.is_file()), key=lambda path: path.stat().st_size
    )
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.chmod(0o644)
    victim.write_bytes(content)
    assert copy.json("check", "--deep", code=6)["problems"]
    assert all(problem["repaired"] for problem in copy.json("check", "--deep", "--repair")["problems"])
    assert copy("check", "--deep").returncode == 0


def test_a_removal_hides_at_once_and_survives_rebuild_backup_and_restore(copy: Bantin, tmp_path: Path) -> None:
    file = str(tmp_path / "kho.tar")
    assert copy("backup", file).returncode == 0
    assert "Sẽ gỡ" in copy("remove", SEED, "--reason", "thử", "--dry-run").stdout
    assert copy("show", SEED).returncode == 0
    assert copy("remove", SEED, "--reason", "theo yêu cầu", "--yes").returncode == 0
    gone = copy("show", SEED, "--json")
    refused(gone, 4)
    assert "Nêu cao" not in gone.stderr
    assert json.loads(gone.stderr)["error"]["type"] == "Removed"
    assert copy("restore", file).returncode == 2  # a store is there: wants --yes
    assert copy("restore", file, "--yes").returncode == 0
    assert SEED not in {hit["id"] for hit in copy.json("search", "phú tân nông thôn", "--size", "100")["hits"]}
    assert copy("unremove", SEED).returncode == 0
    assert copy("show", SEED).returncode == 0
    refused(copy("unremove", SEED), 4, "chưa bị gỡ")


def test_rollback_turns_to_the_generation_before_and_says_when_there_is_none(copy: Bantin, tmp_path: Path) -> None:
    source = tmp_path / "mới.txt"
    source.write_text("Họp về kè biển\n20/12/2024\nNội dung họp về kè biển Tây.\n", encoding="utf-8")
    before = copy.json("status")["index"]["generation"]
    assert copy("index", str(source), "--jobs", "1").returncode == 0
    assert copy.json("status")["index"]["generation"] != before
    assert copy("rollback").returncode == 0
    assert copy.json("status")["index"]["generation"] == before


def test_an_index_of_another_analyser_is_refused_with_the_command_that_mends_it(copy: Bantin) -> None:
    changed = 0
    for manifest in (path for path in copy.data.rglob("*") if path.is_file() and path.stat().st_size < 20_000):
        text = manifest.read_bytes()
        if b'"analyser"' in text:
            manifest.chmod(0o644)
            at = text.index(b'"analyser"') + len(b'"analyser": "')
            manifest.write_bytes(text[:at] + b"0000" + text[at + 4 :])
            changed += 1
    assert changed
    refused(copy("search", "huyện"), 5, "bantin index --full")
    assert copy("index", "--full", "-q", "--jobs", "1").returncode == 0
    assert copy("search", "huyện").returncode == 0


def test_a_second_writer_is_turned_away_with_the_pid_of_the_first(copy: Bantin, project: Path) -> None:
    with (copy.data / "writer.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.truncate()
        held.write(str(os.getpid()))
        held.flush()
        refused(copy("index", str(project / "corpus"), "--jobs", "1"), 75, str(os.getpid()))
        # A takedown does not wait for it.
        done = copy("remove", SEED, "--reason", "theo yêu cầu", "--yes")
        assert done.returncode == 0, done.stderr
        assert str(os.getpid()) in done.stderr
        refused(copy("show", SEED), 4)
        assert SEED not in copy("search", "phú tân nông thôn").stdout


def test_a_file_that_cannot_be_written_is_named_in_vietnamese(bantin: Bantin, tmp_path: Path) -> None:
    refused(bantin("backup", str(tmp_path / "không có" / "kho.tar")), 1, "không có", "không đọc hoặc ghi được")


def _laid_out(store: Path) -> bool:
    """Tell whether a store has its tables."""
    if not store.exists():
        return False
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        return bool(db.execute("PRAGMA user_version").fetchone()[0])


def test_ctrl_c_leaves_a_usable_state_and_the_next_run_finishes(tmp_path: Path) -> None:
    bantin, source = Bantin(tmp_path / "data"), tmp_path / "nhiều.jsonl"
    lines = [
        {"id": f"n{i}", "title": f"Bản tin {i}", "published": "2024-01-02", "text": f"Huyện họp lần {i}. " * 60}
        for i in range(600)
    ]
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    # A test run that stands in the background hands down that SIGINT is ignored.
    interruptible = [*MAIN[:2], f"import signal; signal.signal(2, signal.default_int_handler); {MAIN[2]}"]
    with subprocess.Popen(
        [*interruptible, "index", str(source), "--jobs", "2"], stderr=subprocess.PIPE, env=bantin.environment()
    ) as process:
        until = time.monotonic() + 30
        while not _laid_out(bantin.data / "store.sqlite") and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert bantin("check", "--deep").returncode in (0, 6)
    done = bantin("index", str(source), "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert bantin.json("status")["index"]["documents"]["ban-tin"] == len(lines)


@pytest.mark.parametrize("arguments", [("index", "--help"), ("-h",), ("search", "-h"), ("--version",)])
def test_help_and_version_are_data_on_standard_output(bantin: Bantin, arguments: tuple[str, ...]) -> None:
    done = bantin(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "bantin" in done.stdout


def test_the_demo_answers_the_three_users_and_touches_nothing_that_is_configured(tmp_path: Path) -> None:
    done = Bantin(tmp_path / "none")("demo", "--check", BANTIN_ENGINE="opensearch", BANTIN_BASE_URL="https://a.vn")
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert "lần thứ hai" in done.stdout
    assert not (tmp_path / "none").exists()
