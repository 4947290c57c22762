"""Writes the Whoosh index of one scope: new segments, deletions in old ones, merges, the next TOC.

It works in a folder that nobody reads yet (`generations.build`), so it needs none of Whoosh's locks and temporary
files; a failed commit leaves a folder that is thrown away.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from indexer.engine.port import Document
from indexer.engine.whoosh_.building import Builder
from indexer.engine.whoosh_.codec import ColumnarCodec, schema
from indexer.engine.whoosh_.layout import INDEX
from indexer.engine.whoosh_.merging import add_leaf, plan
from indexer.engine.whoosh_.postings import Leaf


class ColumnarWriter:
    """Changes to the index in a folder; an empty folder becomes an empty index."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._codec = ColumnarCodec()
        generation = TOC._latest_generation(self._storage, INDEX)
        self._toc = TOC.read(self._storage, INDEX) if generation >= 0 else TOC(schema(), [], 0)
        self._old: list[Leaf] = [segment.leaf(self._storage) for segment in self._toc.segments]
        self._new: list[tuple[Builder, Any, int]] = []  # builder, segment, number of the first document added to it
        self._removed: dict[str, int] = {}  # bulletin -> how many documents had been added when it was removed
        self._added = 0

    def add(self, document: Document) -> None:
        """Add a document; one with the same id is replaced."""
        if not self._new or self._new[-1][0].full:
            self._finish_last()
            segment = self._codec.new_segment(self._storage, INDEX)
            self._new.append((Builder(self._folder, segment.segment_id()), segment, self._added))
        self._new[-1][0].add(document)
        self._added += 1

    def remove(self, bulletin: str) -> None:
        """Remove the documents of a bulletin that are there by now."""
        self._removed[bulletin] = self._added

    def commit(self) -> int:
        """Write everything; returns how many living documents the index holds."""
        self._finish_last()
        for leaf in self._old:
            self._delete_from(leaf)
        for builder, segment, first in self._new:
            for number in self._dropped(builder, first):
                segment.delete_document(number)
        segments = [*(leaf.segment for leaf in self._old), *(segment for _, segment, _ in self._new)]
        segments = self._merged([segment for segment in segments if segment.deleted_count() < segment.doc_count_all()])
        toc = TOC(self._toc.schema, segments, self._toc.generation + 1)
        toc.write(self._storage, INDEX)
        clean_files(self._storage, INDEX, toc.generation, segments)
        return sum(segment.doc_count_all() - segment.deleted_count() for segment in segments)

    def discard(self) -> None:
        """Let go of everything that was not committed."""
        for builder, _, _ in self._new:
            builder.discard()

    def _finish_last(self) -> None:
        """Write the files of the segment that is being filled."""
        if self._new and not self._new[-1][1].doc_count_all():
            builder, segment, _ = self._new[-1]
            segment.set_doc_count(builder.finish())

    def _delete_from(self, leaf: Leaf) -> None:
        """Mark what was replaced or removed in an old segment."""
        ids, bulletins = leaf.field("id"), leaf.field("bulletin")
        places = [ids.find(identity) for builder, _, _ in self._new for identity in builder.ids]
        places = [place for place in places if place.start < place.stop]
        for place in places:
            for number in ids.documents[place].tolist():
                leaf.segment.delete_document(number)
        for bulletin in self._removed:
            for number in bulletins.documents[bulletins.find(bulletin)].tolist():
                leaf.segment.delete_document(number)

    def _dropped(self, builder: Builder, first: int) -> set[int]:
        """Return the documents of a new segment that were replaced or removed later on."""
        dropped = set(builder.dropped)
        later = [other for other, _, start in self._new if start > first]
        for other in later:
            dropped.update(builder.ids[identity] for identity in builder.ids.keys() & other.ids.keys())
        if self._removed:
            for number, bulletin in enumerate(builder.bulletins):
                if first + number < self._removed.get(bulletin, 0):
                    dropped.add(number)
        return dropped

    def _merged(self, segments: list[Any]) -> list[Any]:
        """Return the segments after merging those that `merging.plan` names."""
        leaves = [segment.leaf(self._storage) for segment in segments]
        chosen = plan(leaves)
        if not chosen:
            return segments
        segment = self._codec.new_segment(self._storage, INDEX)
        builder = Builder(self._folder, segment.segment_id())
        for leaf in chosen:
            add_leaf(builder, leaf)
        segment.set_doc_count(builder.finish())
        gone = {leaf.segment.segment_id() for leaf in chosen}
        return [*(other for other in segments if other.segment_id() not in gone), segment]
