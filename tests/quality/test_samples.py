"""Each fresh sample says where things stand in the shared texts; these tests hold it to them. No floors."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from indexer.bulletin import Bulletin
from tests.quality import samples
from tests.quality.samples import SAMPLES, spans

SCORER = Path(__file__).with_name("score_extraction.py")
DIRECTIVES_ONLY = ("fresh4", "fresh9", "fresh10", "fresh11", "fresh12")

each_sample = pytest.mark.parametrize("sample", SAMPLES)


@pytest.fixture(scope="module", params=SAMPLES)
def read(request: pytest.FixtureRequest, shared: Path) -> tuple[str, dict[str, Bulletin]]:
    """A sample and its bulletins, composed from the shared data."""
    return request.param, samples.bulletins(request.param, shared / samples.PORTAL)


def passages(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Every span of a record."""
    return [*record["dates"], *record["directives"]]


def words(text: str) -> str:
    """The text with one space between words: a break may fall inside a name."""
    return " ".join(text.split())


@each_sample
def test_a_sample_holds_as_many_bulletins_as_it_says_each_once(sample: str) -> None:
    assert len({record["id"] for record in spans(sample)}) == len(spans(sample)) == SAMPLES[sample]


def test_no_two_samples_share_a_bulletin() -> None:
    """What was annotated in an earlier sample is not annotated again: they measure apart."""
    for one, other in combinations(SAMPLES, 2):
        assert not {record["id"] for record in spans(one)} & {record["id"] for record in spans(other)}, (one, other)


def test_where_only_directives_were_annotated_there_is_nothing_else() -> None:
    """An empty list must not look as if somebody had found nothing."""
    for sample in DIRECTIVES_ONLY:
        for record in spans(sample):
            assert not record["officials"] and not record["dates"] and not record["document_numbers"]


@each_sample
def test_no_passage_of_text_is_kept(sample: str) -> None:
    """Texts of the portal are not ours to commit: spans carry places, never words."""
    assert not [p for record in spans(sample) for p in passages(record) if "text" in p]
    assert not [record["id"] for record in spans(sample) if "text" in record]


@each_sample
def test_directives_stand_in_order_and_apart(sample: str) -> None:
    """Directives follow one another in the text, and none covers part of another."""
    for record in spans(sample):
        ends = [0]
        for directive in record["directives"]:
            assert ends[-1] <= directive["start"] < directive["end"], record["id"]
            ends.append(directive["end"])


def test_spans_lie_in_the_texts_and_begin_and_end_at_words(read: tuple[str, dict[str, Bulletin]]) -> None:
    """A span cuts whole words out of its bulletin, without blanks around them."""
    sample, found = read
    for record in spans(sample):
        text = found[record["id"]].text
        for place in passages(record):
            passage = text[place["start"] : place["end"]]
            assert place["end"] <= len(text) and passage and passage == passage.strip(), (record["id"], place)
            assert place["start"] == 0 or not (text[place["start"] - 1].isalnum() and passage[0].isalnum())
            after = text[place["end"] : place["end"] + 1]  # "12/2012ra": a blank is missing in the source
            assert not (passage[-1].isalnum() and after.isalnum() and passage[-1].isdigit() == after.isdigit())


def test_names_numbers_givers_and_addressees_are_words_of_the_text(read: tuple[str, dict[str, Bulletin]]) -> None:
    """Whoever and whatever is named stands in the bulletin, in one case or another, without a gloss in brackets."""
    sample, found = read
    for record in spans(sample):
        text = words(found[record["id"]].text).casefold()
        named = [official["name"] for official in record["officials"]] + record["document_numbers"]
        named += [who for d in record["directives"] for who in (d["giver"], *d["addressees"]) if who]
        bare = re.sub(r" ?\([^()]*\)", "", text)
        assert not [name for name in named if name.casefold() not in text and name.casefold() not in bare], record["id"]


@each_sample
@pytest.mark.usefixtures("shared")
def test_the_built_files_agree_with_themselves(sample: str, tmp_path: Path) -> None:
    """Scored against itself the built gold is perfect: every passage is found in its bulletin."""
    bulletins, gold = tmp_path / "bulletins.jsonl", tmp_path / "gold.jsonl"
    assert samples.main([sample, str(bulletins), str(gold)]) == 0
    command = [sys.executable, str(SCORER), str(bulletins), str(gold), str(gold)]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout)
    assert scores["not_in_text"] == [] and scores["bulletins"] == SAMPLES[sample]
    kinds = ("officials", "posts", "dates", "document_numbers", "directives", "directive_giver", "directive_due")
    assert {kind: scores[kind]["f1"] for kind in kinds} == dict.fromkeys(kinds, 1.0)


def test_without_the_shared_data_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the shared folder is absent the build says so and ends well."""
    monkeypatch.setattr(samples, "SHARED", tmp_path)
    assert samples.main(["fresh", str(tmp_path / "b"), str(tmp_path / "g")]) == 0
    assert "skipped" in capsys.readouterr().out
    assert not (tmp_path / "b").exists()
