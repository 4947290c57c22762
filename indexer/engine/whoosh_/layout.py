"""What lies where in the index: the fields of Whoosh's schema, the files of a segment, the record of a document."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np

from indexer.analysis.spans import spans
from indexer.engine.port import Document
from indexer.engine.whoosh_.columns import Array
from indexer.schema import DATE_FIELDS, KEYWORD_FIELDS, TEXT_FIELDS, schema_fingerprint

FORMAT: Final = f"whoosh-columns-2/{schema_fingerprint()}"

INDEX: Final = "MAIN"  # Whoosh's own default name: open_dir(folder) finds it

TERMS: Final = ".trm"  # dictionaries
POSTINGS: Final = ".pst"  # documents, codes, positions
VALUES: Final = ".dvs"  # one row a document: dates, lengths, ordinals of keyword fields
RECORDS: Final = ".doc"  # what a hit shows: text, places of its tokens, stored

TEXTS: Final = tuple(field.name for field in TEXT_FIELDS)
POSITIONAL: Final = frozenset(field.name for field in TEXT_FIELDS if field.positions)
IDENTITIES: Final = ("id", "bulletin")  # keyword fields of the engine itself
KEYWORDS: Final = (*IDENTITIES, *(field.name for field in KEYWORD_FIELDS))
DATES: Final = tuple(field.name for field in DATE_FIELDS)

_HEADER: Final = struct.Struct("<III?3x")


class Record:
    """What is kept of a document for showing it, read as far as it is asked for."""

    __slots__ = ("_first", "_offsets", "_raw", "_stored", "_text", "_wide")

    def __init__(self, raw: memoryview) -> None:
        self._raw = raw
        self._offsets, self._text, self._stored, self._wide = _HEADER.unpack_from(raw)
        self._first = _HEADER.size + self._offsets

    @property
    def text(self) -> str:
        """The text of the document."""
        return str(self._raw[self._first : self._first + self._text], "utf-8")

    @property
    def stored(self) -> str:
        """What comes back with a hit."""
        start = self._first + self._text
        return str(self._raw[start : start + self._stored], "utf-8")

    @property
    def offsets(self) -> Array:
        """An array of (start, end) in code points, one row a token."""
        kind = "<u4" if self._wide else "<u2"
        return np.frombuffer(self._raw[_HEADER.size : self._first], kind).reshape(-1, 2)


def pack(document: Document) -> bytes:
    """Return the record of a document, a multiple of four bytes long."""
    text, stored = document.text.encode(), document.stored.encode()
    wide = len(document.text) > 0xFFFF
    edges = spans(document.offsets).edges
    offsets = (edges if wide else array("H", edges)).tobytes()
    header = _HEADER.pack(len(offsets), len(text), len(stored), wide)
    padding = b"\0" * (-(len(offsets) + len(text) + len(stored)) % 4)
    return b"".join((header, offsets, text, stored, padding))


def smallest(largest: int) -> str:
    """Return the smallest of two types for numbers up to this one."""
    return "<u2" if largest <= 0xFFFF else "<u4"


def keyword_values(document: Document, field: str) -> Sequence[str]:
    """Return the values of a keyword field, each once, the engine's own fields included."""
    if field == "id":
        return (document.id,)
    if field == "bulletin":
        return (document.bulletin,)
    return tuple(dict.fromkeys(document.keywords.get(field, ())))
