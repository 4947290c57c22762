"""The third fresh sample says where things stand in the shared texts; these tests hold it to them. No floors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from indexer.bulletin import Bulletin
from tests.quality.fresh import build as first
from tests.quality.fresh2 import build as second
from tests.quality.fresh3 import build

SCORER = Path(__file__).with_name("score_extraction.py")


@pytest.fixture(scope="module")
def found(shared: Path) -> dict[str, Bulletin]:
    """The annotated bulletins, composed from the shared data."""
    return build.bulletins(shared / first.PORTAL)


def passages(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Every span of a record."""
    return [*record["dates"], *record["directives"]]


def words(text: str) -> str:
    """The text with one space between words: a break may fall inside a name."""
    return " ".join(text.split())


def test_twenty_bulletins_each_once() -> None:
    """The sample holds 20 bulletins, none twice."""
    assert len({record["id"] for record in build.spans()}) == len(build.spans()) == 20


def test_the_samples_share_no_bulletin() -> None:
    """What was annotated in an earlier sample is not annotated again: they measure apart."""
    earlier = {record["id"] for sample in (first, second) for record in sample.spans()}
    assert not {record["id"] for record in build.spans()} & earlier


def test_no_passage_of_text_is_kept() -> None:
    """Texts of the portal are not ours to commit: spans carry places, never words."""
    assert not [p for record in build.spans() for p in passages(record) if "text" in p]
    assert not [record["id"] for record in build.spans() if "text" in record]


def test_directives_stand_in_order_and_apart() -> None:
    """Directives follow one another in the text, and none covers part of another."""
    for record in build.spans():
        ends = [0]
        for directive in record["directives"]:
            assert ends[-1] <= directive["start"] < directive["end"], record["id"]
            ends.append(directive["end"])


def test_spans_lie_in_the_texts_and_begin_and_end_at_words(found: dict[str, Bulletin]) -> None:
    """A span cuts whole words out of its bulletin, without blanks around them."""
    for record in build.spans():
        text = found[record["id"]].text
        for place in passages(record):
            passage = text[place["start"] : place["end"]]
            assert place["end"] <= len(text) and passage and passage == passage.strip(), (record["id"], place)
            assert place["start"] == 0 or not (text[place["start"] - 1].isalnum() and passage[0].isalnum())
            assert not (passage[-1].isalnum() and text[place["end"] : place["end"] + 1].isalnum())


def test_names_numbers_givers_and_addressees_are_words_of_the_text(found: dict[str, Bulletin]) -> None:
    """Whoever and whatever is named stands in the bulletin, in one case or another."""
    for record in build.spans():
        text = words(found[record["id"]].text).casefold()
        named = [official["name"] for official in record["officials"]] + record["document_numbers"]
        named += [who for d in record["directives"] for who in (d["giver"], *d["addressees"]) if who]
        assert not [name for name in named if name.casefold() not in text], record["id"]


def test_the_built_files_agree_with_themselves(shared: Path, tmp_path: Path) -> None:
    """Scored against itself the built gold is perfect: every passage is found in its bulletin."""
    bulletins, gold = tmp_path / "bulletins.jsonl", tmp_path / "gold.jsonl"
    assert build.main([str(bulletins), str(gold)]) == 0
    command = [sys.executable, str(SCORER), str(bulletins), str(gold), str(gold)]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout)
    assert scores["not_in_text"] == [] and scores["bulletins"] == 20
    kinds = ("officials", "posts", "dates", "document_numbers", "directives", "directive_giver", "directive_due")
    assert {kind: scores[kind]["f1"] for kind in kinds} == dict.fromkeys(kinds, 1.0)


def test_without_the_shared_data_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the shared folder is absent the build says so and ends well."""
    monkeypatch.setattr(build, "SHARED", tmp_path)
    assert build.main([str(tmp_path / "b"), str(tmp_path / "g")]) == 0
    assert "skipped" in capsys.readouterr().out
    assert not (tmp_path / "b").exists()
