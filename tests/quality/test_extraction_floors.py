"""The gate itself, and the floors it keeps: no figure may fall below what was reached once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.quality import gains, gate

PINS = {"corpus": {"fingerprint": "f", "floors": {"dates": 0.9, "posts": 0.8}}}


@pytest.mark.parametrize("name", ["corpus", "shared"])
def test_no_pinned_floor_is_broken(name: str, request: pytest.FixtureRequest) -> None:
    """The facts extracted today reach every pinned floor, on gold and bulletins that did not change."""
    if name == "shared":
        request.getfixturevalue("shared")
    gold_set = gate.gold_sets()[name]
    now = gate.figures(gold_set)
    assert gate.broken(name, now, gate.read_pins(), gold_set.fingerprint()) == []


def test_a_fall_breaks_the_gate() -> None:
    """A figure below its floor is named, with both numbers."""
    problems = gate.broken("corpus", {"dates": 0.89, "posts": 0.8, "not_in_text": 0}, PINS, "f")
    assert problems == ["corpus.dates: 0.8900 is below the floor 0.9000."]


def test_a_kind_that_vanishes_breaks_the_gate() -> None:
    """A figure that is no longer measured counts as zero."""
    assert gate.broken("corpus", {"dates": 0.95, "not_in_text": 0}, PINS, "f") == [
        "corpus.posts: 0.0000 is below the floor 0.8000."
    ]


def test_changed_gold_breaks_the_gate() -> None:
    """Figures of other texts are not compared."""
    (problem,) = gate.broken("corpus", {"dates": 1.0, "posts": 1.0, "not_in_text": 0}, PINS, "other")
    assert "changed" in problem


def test_evidence_that_is_not_in_the_text_breaks_the_gate() -> None:
    """A passage that the bulletin does not hold is a fault at any score."""
    (problem,) = gate.broken("corpus", {"dates": 1.0, "posts": 1.0, "not_in_text": 2}, PINS, "f")
    assert "2 passages" in problem


def test_update_raises_floors() -> None:
    """What got better is pinned."""
    after = gate.updated("corpus", {"dates": 0.95, "posts": 0.8, "not_in_text": 0}, PINS)
    assert after["corpus"]["floors"] == {"dates": 0.95, "posts": 0.8}
    assert PINS["corpus"]["floors"] == {"dates": 0.9, "posts": 0.8}


def test_update_refuses_to_lower_a_floor_in_silence() -> None:
    """A floor falls only when its name is said."""
    worse = {"dates": 0.85, "posts": 0.8, "not_in_text": 0.0}
    with pytest.raises(gate.GateError, match=r"corpus\.dates fell from 0\.9000 to 0\.8500"):
        gate.updated("corpus", worse, PINS)
    with pytest.raises(gate.GateError):
        gate.updated("corpus", worse, PINS, lower=["corpus.posts"])
    assert gate.updated("corpus", worse, PINS, lower=["corpus.dates"])["corpus"]["floors"]["dates"] == 0.85


def test_the_fingerprint_follows_gold_and_bulletins(tmp_path: Path) -> None:
    """One changed byte in either gives another fingerprint."""
    gold, bulletins = tmp_path / "gold.jsonl", tmp_path / "bulletins.jsonl"
    gold.write_text("{}\n")
    bulletins.write_text("a\n")
    gold_set = gate.GoldSet("x", bulletins, gold)
    first = gold_set.fingerprint()
    bulletins.write_text("b\n")
    second = gold_set.fingerprint()
    gold.write_text("{ }\n")
    assert len({first, second, gold_set.fingerprint()}) == 3


def test_the_vendored_scorers_are_unchanged(shared: Path) -> None:
    """The scorers under tests/quality are those of the shared folder, byte for byte."""
    for name in ("score_extraction.py", "score_retrieval.py"):
        assert (PROJECT / "tests" / "quality" / name).read_bytes() == (shared / "tools" / name).read_bytes()


def test_scores_are_flattened_to_one_number_a_kind() -> None:
    """F1 of the kinds, the plain number of the rest, the count of what is not in the text."""
    scores = {"dates": {"f1": 0.5, "precision": 1.0}, "addressees": 0.7, "not_in_text": ["a", "b"], "bulletins": 27}
    assert gate.flatten(scores) == {"dates": 0.5, "addressees": 0.7, "not_in_text": 2.0}


def test_gains_and_losses_are_told_fact_by_fact() -> None:
    """What became right is a gain, what became wrong a loss, with the bulletin and the value."""
    gold = [{"id": "a", "event_date": "2019-05-02", "dates": [{"iso": "2019-05-02"}, {"iso": "2019-05-03"}]}]
    before = [{"id": "a", "event_date": None, "dates": [{"iso": "2019-05-02"}, {"iso": "2018-01-01"}]}]
    after = [{"id": "a", "event_date": "2019-05-02", "dates": [{"iso": "2019-05-03"}]}]
    lines = [" ".join(line.split()) for line in gains.table(before, after, gold)]
    assert "+ date a found: 2019-05-03" in lines
    assert "+ date a no longer claimed: 2018-01-01" in lines
    assert "- date a lost: 2019-05-02" in lines
    assert "date gains 2 losses 1" in lines and "event gains 2 losses 0" in lines
    assert list(gains.table(after, after, gold)) == ["no difference"]


def test_predict_and_compare_work_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Facts of the samples are written as JSON lines, one a gold bulletin, and compared with themselves."""
    out = tmp_path / "facts.jsonl"
    assert gate.main(["--predict", str(out), "--set", "corpus"]) == 0
    ids = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(ids) == sorted(gate.gold_ids(gate.gold_sets()["corpus"]))
    assert gate.main(["--compare", str(out), str(out), "--set", "corpus"]) == 0
    assert capsys.readouterr().out.strip() == "no difference"
