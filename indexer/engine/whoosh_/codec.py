"""The codec: how Whoosh itself reads a columnar segment.

Whoosh's TOC names this class, so that ``whoosh.index.open_dir(folder).searcher()`` answers from the index like from
any other. Segments are written by `writer.ColumnarWriter`; Whoosh's own writer is refused: it goes posting by posting.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NoReturn

import numpy as np
from whoosh import fields
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from indexer.engine.scoring import rounded_length
from indexer.engine.whoosh_.layout import FORMAT, KEYWORDS, POSITIONAL, TEXTS
from indexer.engine.whoosh_.postings import Leaf, Postings
from indexer.errors import UsageError


def schema() -> Any:
    """Return Whoosh's schema of an index: terms come ready made, so the analyser only parts at blanks."""
    known: dict[str, Any] = {}
    for name in TEXTS:
        known[name] = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=name in POSITIONAL)
    for name in KEYWORDS:
        known[name] = fields.ID(stored=name == "id")
    return fields.Schema(**known, text=fields.STORED, stored=fields.STORED)


class ColumnarCodec(W3Codec):  # type: ignore[misc]
    """Reads columnar segments for Whoosh; ``format`` is kept in the TOC."""

    def __init__(self) -> None:
        super().__init__()
        self.format = FORMAT

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:  # noqa: ARG002 - Whoosh's signature
        """Return a new segment with a random id."""
        return ColumnarSegment(self, indexname)

    def per_document_reader(self, storage: Any, segment: Any) -> ColumnarDocuments:
        """Return the reader of lengths and stored fields."""
        return ColumnarDocuments(segment.leaf(storage))

    def terms_reader(self, storage: Any, segment: Any) -> ColumnarTerms:
        """Return the reader of terms and postings."""
        return ColumnarTerms(segment.leaf(storage))

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:  # noqa: ARG002 - Whoosh's signature
        """Refuse Whoosh's own writer."""
        raise UsageError("Chỉ mục này chỉ do bantin ghi.", "Hãy chạy: bantin index")

    field_writer = postings_writer = per_document_writer


class ColumnarSegment(W3Segment):  # type: ignore[misc]
    """A segment as the TOC keeps it: name, number of documents, deleted ones."""

    def leaf(self, storage: Any) -> Leaf:
        """Open the segment's files."""
        return Leaf(storage, self)

    def should_assemble(self) -> bool:
        """Files stay apart: an unchanged one is linked into the next generation."""
        return False


class ColumnarDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """What Whoosh asks of a document."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf

    def doc_count(self) -> int:
        return self._leaf.alive

    def doc_count_all(self) -> int:
        return self._leaf.count

    def has_deletions(self) -> bool:
        return self._leaf.living is not None

    def is_deleted(self, docnum: int) -> bool:
        return self._leaf.living is not None and not bool(self._leaf.living[docnum])

    def deleted_docs(self) -> list[int]:
        return [] if self._leaf.living is None else [int(number) for number in np.flatnonzero(~self._leaf.living)]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return rounded_length(int(self._leaf.lengths(fieldname)[docnum])) if fieldname in TEXTS else default

    def field_length(self, fieldname: str) -> int:
        return int(self._leaf.lengths(fieldname).sum(dtype=np.int64)) if fieldname in TEXTS else 0

    def min_field_length(self, fieldname: str) -> int:
        return rounded_length(int(self._leaf.lengths(fieldname).min())) if fieldname in TEXTS else 0

    def max_field_length(self, fieldname: str) -> int:
        return rounded_length(int(self._leaf.lengths(fieldname).max())) if fieldname in TEXTS else 0

    def stored_fields(self, docnum: int) -> dict[str, str]:
        record = self._leaf.record(docnum)
        return {"id": self._leaf.identity(docnum), "text": record.text, "stored": record.stored}


class ColumnarTerms(base.TermsReader):  # type: ignore[misc]
    """What Whoosh asks of terms; they are bytes there. An unknown one is a KeyError."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf

    def _find(self, fieldname: str, text: bytes) -> tuple[Postings, slice]:
        postings = self._leaf.field(fieldname)
        place = postings.find(text.decode())
        if place.start == place.stop:
            raise KeyError((fieldname, text))
        return postings, place

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._leaf.field(term[0]).dictionary.find(term[1].decode()) >= 0

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._leaf.fields):
            yield from self._from(name, "")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._leaf.fields):
            if name >= fieldname:
                yield from self._from(name, prefix.decode() if name == fieldname else "")

    def _from(self, name: str, text: str) -> Iterator[tuple[str, bytes]]:
        dictionary = self._leaf.field(name).dictionary
        return ((name, dictionary.raw(number)) for number in range(dictionary.place(text), dictionary.size))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings, place = self._find(fieldname, text)
        documents = postings.documents[place]
        counts = postings.occurrences(place) if fieldname in TEXTS else np.ones(len(documents))
        lengths = self._leaf.lengths(fieldname)[documents] if fieldname in TEXTS else counts
        return TermInfo(
            weight=float(counts.sum()),
            df=len(documents),
            minlength=rounded_length(int(lengths.min())),
            maxlength=rounded_length(int(lengths.max())),
            maxweight=float(counts.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        _, place = self._find(fieldname, text)
        return int(place.stop - place.start)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        postings, place = self._find(fieldname, text)
        documents = postings.documents[place].tolist()
        term = (fieldname, text)
        if fieldname not in TEXTS:
            return ListMatcher(documents, format=format_, scorer=scorer, term=term)
        return ListMatcher(
            documents,
            weights=[float(count) for count in postings.occurrences(place)],
            values=_values(postings, place, format_) if fieldname in POSITIONAL else None,
            format=format_,
            scorer=scorer,
            term=term,
            terminfo=self.term_info(fieldname, text),
        )

    def indexed_field_names(self) -> tuple[str, ...]:
        return self._leaf.fields

    def cursor(self, fieldname: str, fieldobj: Any) -> NoReturn:
        raise NotImplementedError("bantin suggests terms by itself (Engine.terms)")


def _values(postings: Postings, place: slice, format_: Any) -> list[bytes]:
    """Return positions as Whoosh's format packs them."""
    begins = postings.begins[place.start : place.stop + 1].astype(np.int64)
    positions = postings.positions[begins[0] : begins[-1]].tolist()
    edges = (begins - begins[0]).tolist()
    return [format_.encode(positions[low:high]) for low, high in pairwise(edges)]
