"""Lists of the world, one `.tsv` each, and their loader."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``lexicon/<name>.tsv`` as tuples of cells; lines that start with ``#`` are remarks."""
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def column(name: str) -> tuple[str, ...]:
    """Return the first cell of each row, longest first: the order in which alternatives must be tried."""
    return tuple(sorted((row[0] for row in rows(name)), key=lambda cell: (-len(cell), cell)))
