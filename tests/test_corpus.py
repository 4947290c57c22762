"""The shipped corpus keeps its promises: samples are marked, gold facts stand in the text, ids follow the rule."""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"
BULLETINS = CORPUS / "bulletins"
SEED = "phu-tan-2023-12-15.txt"
SEED_SHA256 = "f59cb6b64c54372da17a7b362f43ce58897aa47a99ea01cfae619c653a67caf8"
MARK = "(Bản tin mẫu - cơ quan, nhân vật và sự việc đều hư cấu)"
NFD_FILE = "2021-08-17-hop-truc-tuyen-phong-chong-dich.txt"
NO_BREAK_FILE = "2022-10-20-giao-ban-nong-thon-moi-quy-iii.txt"
BROKEN_LINES_FILE = "2023-07-12-hop-ubnd-huyen-thuong-ky-thang-7.txt"

Record = dict[str, Any]


def squeeze(text: str) -> str:
    """NFC text without white space: a line break or a blank never decides whether a passage is there."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@cache
def gold() -> tuple[Record, ...]:
    lines = (CORPUS / "gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def json_lines(name: str) -> dict[str, Record]:
    return {r["id"]: r for r in map(json.loads, (BULLETINS / name).read_text(encoding="utf-8").splitlines())}


@cache
def squeezed(name: str, ident: str) -> str:
    if name.endswith(".jsonl"):
        return squeeze(json_lines(name)[ident]["text"])
    text = (BULLETINS / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return squeeze(text)


def text_of(record: Record) -> str:
    return squeezed(record["file"], record["id"])


def each(*keys: str) -> list[Any]:
    """Every fact under a key, with the record it stands in and a name for the test report."""
    found = [(r, key, n, fact) for key in keys for r in gold() for n, fact in enumerate(r[key])]
    return [pytest.param(r, fact, id=f"{r['id']}-{key}-{n}") for r, key, n, fact in found]


def test_the_seed_is_kept_byte_for_byte_as_received() -> None:
    """The first bulletin of the project is an original: nobody tidies it."""
    assert hashlib.sha256((BULLETINS / SEED).read_bytes()).hexdigest() == SEED_SHA256


def test_gold_covers_every_bulletin_once_in_the_order_of_the_files() -> None:
    """A file without gold, or gold without a file, would go unmeasured."""
    keys = [(r["file"], r["id"]) for r in gold()]
    assert keys == sorted(keys)
    assert len({r["id"] for r in gold()}) == len(gold())
    assert {r["file"] for r in gold()} == {p.name for p in BULLETINS.iterdir()}
    for name in (p.name for p in BULLETINS.glob("*.jsonl")):
        assert sorted(json_lines(name)) == [r["id"] for r in gold() if r["file"] == name]


def test_ids_follow_the_rule_of_the_interfaces() -> None:
    """A page without an address is named after its path below the indexed folder, which is corpus/."""
    for record in gold():
        if not record["file"].endswith(".jsonl"):
            path = unicodedata.normalize("NFC", f"bulletins/{record['file']}")
            assert record["id"] == hashlib.sha256(path.encode("utf-8")).hexdigest()[:12], record["file"]
        assert re.fullmatch(r"[A-Za-z0-9._-]{1,80}", record["id"])


def test_every_sample_says_in_its_text_that_it_is_a_sample() -> None:
    """Nobody must take a fictional official for a real one, in the file or on the page made from it."""
    samples = [r for r in gold() if r["file"] != SEED]
    assert len(samples) >= 30
    unmarked = [r["file"] for r in samples if text_of(r).count(squeeze(MARK)) != 1]
    assert unmarked == []
    assert squeeze(MARK) not in text_of(next(r for r in gold() if r["file"] == SEED))


@pytest.mark.parametrize(("record", "directive"), each("directives"))
def test_a_gold_directive_stands_in_the_text_with_its_giver_and_addressees(record: Record, directive: Record) -> None:
    """What gold quotes is in the bulletin; a giver is a listed official or words of the text."""
    text = text_of(record)
    assert squeeze(directive["text"]) in text
    assert "\u00a0" not in directive["text"]
    names = {official["name"] for official in record["officials"]}
    assert directive["giver"] is None or directive["giver"] in names or squeeze(directive["giver"]) in text
    assert [a for a in directive["addressees"] if squeeze(a) not in text] == []
    assert directive["force"] == directive["force"].lower() != ""
    assert squeeze(directive["force"]) in text.lower()


@pytest.mark.parametrize(("record", "official"), each("officials"))
def test_a_gold_official_and_every_post_stand_in_the_text(record: Record, official: Record) -> None:
    """Names are bare; a post is written as in the page, which may shout it in capitals."""
    assert squeeze(official["name"]) in text_of(record)
    assert not official["name"].lower().startswith(("đồng chí", "ông ", "bà "))
    assert official["posts"]
    if record["file"] != SEED:  # the shared gold completes a post of the seed from two spellings
        assert [p for p in official["posts"] if squeeze(p).lower() not in text_of(record).lower()] == []


@pytest.mark.parametrize(("record", "found"), each("dates"))
def test_a_gold_date_stands_in_the_text_and_its_parts_agree_with_its_iso_form(record: Record, found: Record) -> None:
    """Day and month are written; the year is written or comes from the publication date."""
    assert squeeze(found["text"]) in text_of(record)
    written = [int(n) for n in re.findall(r"\d+", found["text"])]
    parts = [int(n) for n in found["iso"].split("-")]
    assert len(parts) in (2, 3)
    expected = parts[::-1]
    assert expected[: len(written)] == written
    assert len(written) == len(parts) or parts[0] == int(record["published"][:4])


@pytest.mark.parametrize("record", gold(), ids=lambda r: r["id"])
def test_gold_document_numbers_stand_in_the_text_once_each(record: Record) -> None:
    """Numbers are listed as written, without repeats."""
    assert len(set(record["document_numbers"])) == len(record["document_numbers"])
    assert [n for n in record["document_numbers"] if squeeze(n) not in text_of(record)] == []


def test_due_dates_are_many_lie_after_the_event_and_take_several_forms() -> None:
    """Real texts limit actions in many ways; gold holds at least fifteen and the commonest forms."""
    due = [(r, d) for r in gold() for d in r["directives"] if d["due"]]
    assert len(due) >= 15
    for record, directive in due:
        assert date.fromisoformat(directive["due"]) >= date.fromisoformat(record["event_date"]), directive["text"]
    forms = ("trước ngày", "chậm nhất", "hoàn thành trong tháng", "trong quý", "đến hết ngày", "từ nay đến", "giờ ngày")
    texts = [squeeze(d["text"]) for _, d in due]
    assert [f for f in forms if not any(squeeze(f) in t for t in texts)] == []


def test_a_recurring_day_is_no_due_date() -> None:
    """'trước ngày 25 hằng tháng' limits nothing once: the directive stays, without a due date."""
    recurring = [d for r in gold() for d in r["directives"] if "hằngtháng" in squeeze(d["text"])]
    assert len(recurring) >= 2
    assert all(d["due"] is None for d in recurring)


def test_the_awkward_files_are_really_awkward() -> None:
    """One file is NFD, one has no-break blanks, one breaks lines inside sentences; both tone placements occur."""
    nfd = (BULLETINS / NFD_FILE).read_text(encoding="utf-8")
    assert nfd == unicodedata.normalize("NFD", nfd) != unicodedata.normalize("NFC", nfd)
    assert (BULLETINS / NO_BREAK_FILE).read_text(encoding="utf-8").count("\u00a0") > 10
    broken = (BULLETINS / BROKEN_LINES_FILE).read_text(encoding="utf-8")
    assert "Lê Thị Kim\nPhụng" in broken and "Chủ tịch UBND\nhuyện" in broken
    texts = [p.read_text(encoding="utf-8") for p in BULLETINS.iterdir()]
    assert any("Tân Hòa Giang" in t for t in texts) and any("Tân Hoà Giang" in t for t in texts)
    assert any("ủy" in t for t in texts) and any("uỷ" in t for t in texts)


def test_years_kinds_and_recurring_people_are_mixed() -> None:
    """2018 to 2026, text, HTML and JSON lines; posts change over time and one name belongs to two people."""
    assert {r["event_date"][:4] for r in gold() if r["event_date"]} >= {str(y) for y in range(2018, 2027)}
    assert {p.suffix for p in BULLETINS.iterdir()} == {".txt", ".html", ".jsonl"}
    posts: dict[str, set[str]] = {}
    for record in gold():
        for official in record["officials"]:
            posts.setdefault(official["name"], set()).update(official["posts"])
    assert len([name for name, held in posts.items() if len(held) >= 4]) >= 8
    assert {"Chủ tịch UBND xã Rạch Ngọc", "Phó Giám đốc Công an tỉnh"} <= posts["Võ Minh Hoàng"]


def test_follow_ups_point_from_a_directive_to_a_later_bulletin_that_holds_the_quote() -> None:
    """A follow-up is two quotes: the directive, by its place in gold, and words of a later bulletin."""
    by_id = {r["id"]: r for r in gold()}
    rows = [line.split("\t") for line in (CORPUS / "gold" / "followups.tsv").read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 15
    for earlier, place, later, kind, quote in rows:
        assert 1 <= int(place) <= len(by_id[earlier]["directives"])
        assert by_id[earlier]["published"] < by_id[later]["published"]
        assert kind in {"reported", "repeated", "criticised"}
        assert squeeze(quote) in text_of(by_id[later]), quote
    assert {kind for *_, kind, _ in rows} == {"reported", "repeated", "criticised"}


def test_every_gold_official_is_one_of_the_people_and_one_name_belongs_to_two() -> None:
    """people.tsv says who is who, so that merging by name alone is caught."""
    rows = [line.split("\t") for line in (CORPUS / "gold" / "people.tsv").read_text(encoding="utf-8").splitlines()]
    assert rows == sorted(rows)
    assert {(i, n) for _, i, n in rows} == {(r["id"], o["name"]) for r in gold() for o in r["officials"]}
    keys: dict[str, set[str]] = {}
    for key, _, name in rows:
        keys.setdefault(name, set()).add(key)
    assert {name for name, of_name in keys.items() if len(of_name) > 1} == {"Võ Minh Hoàng"}


def test_queries_have_relevant_bulletins_that_exist() -> None:
    """Every query is judged, every judged bulletin is in gold and so in a file."""
    queries = [line.split("\t") for line in (CORPUS / "queries.tsv").read_text(encoding="utf-8").splitlines()]
    assert all(len(fields) == 2 and all(fields) for fields in queries)
    judged = [line.split(" ") for line in (CORPUS / "qrels.tsv").read_text(encoding="utf-8").splitlines()]
    assert all(len(fields) == 4 and fields[1] == "0" and fields[3] in "12" for fields in judged)
    assert max(Counter((q, d) for q, _, d, _ in judged).values()) == 1
    assert len(queries) == len({q for q, _ in queries}) >= 40
    assert {q for q, _ in queries} == {q for q, *_ in judged}
    assert {d for _, _, d, _ in judged} <= {r["id"] for r in gold()}


def test_a_quoted_query_stands_in_each_of_its_best_bulletins() -> None:
    """A phrase in quotes means these syllables in this order: grade 2 says they are there."""
    by_id = {r["id"]: r for r in gold()}
    queries = dict(line.split("\t") for line in (CORPUS / "queries.tsv").read_text(encoding="utf-8").splitlines())
    for line in (CORPUS / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split(" ")
        for phrase in re.findall('"([^"]+)"', queries[query]):
            assert grade == "1" or squeeze(phrase).lower() in text_of(by_id[document]).lower(), (query, document)


def test_the_readme_tells_provenance_licence_and_that_samples_are_fictional() -> None:
    """Whoever copies the folder learns what is real, what is not, and what may be done with it."""
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    for needed in (SEED, SEED_SHA256, "CC0", "fictional", MARK, "gold/gold.jsonl", "queries.tsv", "qrels.tsv"):
        assert needed in readme, needed
