"""Each of the 46 lines of what people expect of such a site is shown by tests that exist, or has a reason."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.web.conftest import PROJECT

LINES = 46
TABLE = Path(__file__).with_name("EXPECTATIONS.tsv")


def rows() -> list[list[str]]:
    """Return number, name, tests and remark of each line."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@cache
def collected(file: str) -> frozenset[str]:
    """Return the tests of a file that pytest collects: functions of the module by their names."""
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


def test_every_line_is_there_once_in_order() -> None:
    """46 lines, four columns, a name each, and at least a test or a reason."""
    assert [row[0] for row in rows()] == [str(n) for n in range(1, LINES + 1)]
    for row in rows():
        assert len(row) == 4, row
        assert row[1], row
        assert row[2] or row[3], row


def test_every_named_test_exists() -> None:
    """A test that was renamed or taken away is missed here, not by a reader who expects it."""
    for number, _name, tests, _why in rows():
        names = tests.split()
        assert len(names) == len(set(names)), number
        for name in names:
            file, _colons, function = name.partition("::")
            assert Path(file).name.startswith("test_"), (number, name)
            assert function in collected(file), (number, name)
