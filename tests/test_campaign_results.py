"""The table of results: what was run on which tree, and what came of it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.campaigns.__main__ import COLUMNS, RESULTS, names, note


def test_a_note_is_a_row_below_the_names_of_the_columns(tmp_path: Path) -> None:
    """The first one begins the table, later ones are added."""
    path = tmp_path / "RESULTS.tsv"
    for seconds in (1, 2):
        note(("2026-11-24", "hostile", "--seed 7", "0123456789ab", 0, seconds, "wrong 0"), path)
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    assert rows[0] == list(COLUMNS) and [row[5] for row in rows[1:]] == ["1", "2"]


def test_every_result_names_a_campaign_that_exists_and_a_tree() -> None:
    """Nothing in the table was typed by hand: days, trees and exit codes have their form."""
    for line in RESULTS.read_text("utf-8").splitlines()[1:]:
        day, name, _arguments, tree, code, seconds, result = line.split("\t")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day) and re.fullmatch(r"[0-9a-f]{12}\+?", tree), line
        assert name in names() and code.isdecimal() and seconds.isdecimal() and result, line
