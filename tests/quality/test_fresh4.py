"""The fourth fresh sample (directives only) says where things stand in the shared texts. No floors."""

from __future__ import annotations

from pathlib import Path

from tests.quality.fresh import build as first
from tests.quality.fresh2 import build as second
from tests.quality.fresh3 import build as third
from tests.quality.fresh4 import build


def test_nineteen_bulletins_none_annotated_before() -> None:
    """The sample holds 19 bulletins, each once, and none of the earlier samples: they measure apart."""
    ids = {record["id"] for record in build.spans()}
    assert len(ids) == len(build.spans()) == 19
    assert not ids & {record["id"] for sample in (first, second, third) for record in sample.spans()}


def test_only_directives_are_annotated_and_no_passage_is_kept() -> None:
    """Texts of the portal are not ours to commit; other facts were not annotated here."""
    for record in build.spans():
        assert not record["officials"] and not record["dates"] and not record["document_numbers"]
        assert not [d for d in record["directives"] if "text" in d]


def test_directives_stand_in_order_and_cut_whole_words(shared: Path) -> None:
    """Directives follow one another, lie in their texts and begin and end at words."""
    found = build.bulletins(shared / first.PORTAL)
    for record in build.spans():
        text, last = found[record["id"]].text, 0
        for directive in record["directives"]:
            start, end = directive["start"], directive["end"]
            assert last <= start < end <= len(text), record["id"]
            assert not text[start - 1].isalnum() and text[start:end].strip() == text[start:end]
            assert not text[end : end + 1].isalnum()
            last = end
