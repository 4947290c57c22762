"""The lists of the world: sorted, unique, of one width, in one Unicode form."""

from __future__ import annotations

import unicodedata
from importlib import resources

import pytest

from indexer.extraction.lexicon import column, rows

LISTS = sorted(
    entry.name.removesuffix(".tsv")
    for entry in resources.files("indexer.extraction.lexicon").iterdir()
    if entry.name.endswith(".tsv")
)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_sorted_and_unique(name: str) -> None:
    """A list is kept in order, so that a change is a readable difference, and says nothing twice."""
    lines = ["\t".join(row) for row in rows(name)]
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_one_width_and_form(name: str) -> None:
    """Every row has the same number of cells; text is NFC without stray blanks; the first line says what it is."""
    assert len({len(row) for row in rows(name)}) == 1
    assert all(cell == unicodedata.normalize("NFC", cell).strip() for row in rows(name) for cell in row)
    text = resources.files("indexer.extraction.lexicon").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    assert text.startswith("# ") and text.endswith("\n")


def test_longest_alternatives_come_first() -> None:
    """A column is ordered for trying: longer words before their own beginnings."""
    words = column("kinds")
    assert [len(word) for word in words] == sorted((len(word) for word in words), reverse=True)


def test_the_list_of_units_is_small_and_keeps_its_notice() -> None:
    """The generated list stays below 1.5 MB and names its source and licence."""
    text = resources.files("indexer.extraction.lexicon").joinpath("units.tsv").read_text(encoding="utf-8")
    assert len(text.encode()) < 1_500_000 and "MIT License" in text and "vietnamadminunits" in text
