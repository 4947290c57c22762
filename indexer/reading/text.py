"""Text files: the page of a portal as somebody saved it, or a document's plain text."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.reading.decode import decode
from indexer.reading.layout import page_of_lines
from indexer.reading.outcome import Outcome, Read, Source


def read_text(source: Source) -> Iterator[Outcome]:
    """Yield the one page of a text file."""
    text = decode(source.data, source.name, source.charset).text
    yield Read(page_of_lines(text.splitlines()), source.data)
