"""Runs: postings as they came out of memory at once, kept there or put aside on the disc until a segment is finished.

A run is what some twenty thousand documents gave, or a segment that is being merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.engine.whoosh_.columns import Array, Columns, ColumnsWriter

MANY: Final = 255  # the largest number of occurrences that a code holds; it stands for "at least so many"


@dataclass(frozen=True, slots=True)
class Run:
    """Postings of one field: ``terms`` the number of each distinct term, ``frequencies`` its documents.

    ``documents``, ``codes`` run over the postings, term after term, documents ascending. A code is the number of
    occurrences (at most `MANY`) times 256, plus the byte of the field's length: all that the formula asks for.
    ``counts`` are the occurrences themselves, ``positions`` all positions in the order of the postings; both are empty
    where the field keeps none (``counts``: then it is empty unless a code cannot hold it).
    """

    terms: Array
    frequencies: Array
    documents: Array
    codes: Array
    counts: Array
    positions: Array


class Runs:
    """The runs of each field of a segment that is being built. One that was put aside is mapped while it is used."""

    def __init__(self, folder: Path, segment: str) -> None:
        self._folder = folder
        self._segment = segment
        self._kept: dict[str, list[Run | Path]] = {}
        self._files: list[Path] = []

    def keep(self, field: str, run: Run) -> None:
        """Keep a run in memory."""
        self._kept.setdefault(field, []).append(run)

    def put_aside(self, field: str, run: Run) -> None:
        """Keep a run in a file of its own."""
        path = self._folder / f"{self._segment}.run{len(self._files)}"
        self._files.append(path)
        with ColumnsWriter(path.open("w+b")) as writer:
            for part in Run.__slots__:
                writer.put(part, getattr(run, part))
        self._kept.setdefault(field, []).append(path)

    def of(self, field: str) -> Iterator[Run]:
        """Yield the runs of a field in the order they came."""
        for kept in self._kept.get(field, ()):
            yield _load(kept) if isinstance(kept, Path) else kept

    def drop(self, field: str) -> None:
        """Let go of a field's runs."""
        for kept in self._kept.pop(field, ()):
            if isinstance(kept, Path):
                kept.unlink()


def _load(path: Path) -> Run:
    with path.open("rb") as file:
        columns = Columns(file, path.name)
    return Run(*(columns.array(part) for part in Run.__slots__))
