"""Generations in the cluster: a set of indexes, one for each scope, that the aliases point to together.

A full build makes new indexes beside the old ones and then turns all aliases in one call; what is known of a generation
(format, note, revision) stands in the mapping of its first index, so nothing else has to be kept in step.

A change to the current generation is sent first, unseen; then the generation is marked as changing, everything is made
seen, shard by shard, and the revision raised. A reader that finds the same revision, unmarked, after it asked has had
an answer from one state.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from indexer.engine.opensearch.cluster import Cluster, Exists, Missing
from indexer.engine.opensearch.mapping import FORMAT, Names, index_body
from indexer.errors import EngineUnavailable, NotFound
from indexer.schema import SCOPES, Scope

KEEP: Final = 2  # generations, with the current one
_SLOW: Final = 120.0  # seconds for changes to the cluster's state


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its number, how often it was changed since, and what was noted with it.

    ``changing``: some shards may show the next revision already.
    """

    number: int
    revision: int
    format: str
    note: Mapping[str, str]
    changing: bool = False

    @property
    def name(self) -> str:
        """The name by which people know it."""
        return f"g{self.number:06}-{self.revision}"


class Generations:
    """The generations under one prefix."""

    def __init__(self, cluster: Cluster, names: Names, shards: int) -> None:
        self._cluster = cluster
        self._names = names
        self._shards = shards

    @property
    def prefix(self) -> str:
        """What the names of all indexes start with."""
        return self._names.prefix

    def current(self) -> Generation | None:
        """Return the generation that the aliases point to; None where there is none."""
        try:
            answer = self._cluster.call("GET", f"/{self._names.alias(SCOPES[0])}/_mapping", parameters=_META)
        except Missing:
            return None
        for index, one in answer.items():
            if (parsed := self._names.parse(index)) is not None:
                return _generation(parsed[1], one["mappings"]["_meta"])
        return None

    def all(self) -> dict[int, bool]:
        """Return the numbers of all generations, in order, and whether each was ever published.

        An index that a late batch made anew behind its deletion has no `_meta`; it counts, so that it is deleted.
        """
        try:
            answer = self._cluster.call("GET", f"/{self._names.everything}/_mapping")
        except Missing:
            return {}
        found: dict[int, bool] = {}
        for index, one in answer.items():
            if (parsed := self._names.parse(index)) is not None:
                published = parsed[0] == SCOPES[0] and bool(one["mappings"].get("_meta", {}).get("published"))
                found[parsed[1]] = found.get(parsed[1], False) or published
        return dict(sorted(found.items()))

    def indexes(self, number: int) -> dict[Scope, str]:
        """Return the names of a generation's indexes."""
        return {scope: self._names.index(scope, number) for scope in SCOPES}

    def build(self) -> int:
        """Make empty indexes beside the current ones; what a killed build left is deleted. Returns their number."""
        everything = self.all()
        for number, published in everything.items():
            if not published:
                self.delete(number)
        number = max(everything, default=0) + 1
        for index in self.indexes(number).values():
            waiting = {"wait_for_active_shards": 0}  # the first batch waits for them
            with suppress(Exists):
                self._cluster.call("PUT", f"/{index}", index_body(self._shards), parameters=waiting, seconds=_SLOW)
        return number

    def publish(self, number: int, note: Mapping[str, str]) -> None:
        """Turn all aliases to a generation, in one call."""
        self._describe(Generation(number, 1, FORMAT, note))
        self._turn(number)

    def settled(self, number: int) -> bool:
        """Tell, after some patience, whether no copy of a generation's shards is being made or moved."""
        path = f"/_cluster/health/{','.join(self.indexes(number).values())}"
        try:
            return not self._cluster.call("GET", path, parameters=_SETTLED, seconds=_SLOW)["timed_out"]
        except EngineUnavailable:  # not in time, or we may not know
            return False

    def changing(self, generation: Generation) -> None:
        """Mark the current generation: what was sent is about to be seen."""
        self._describe(replace(generation, changing=True))

    def changed(self, generation: Generation, note: Mapping[str, str]) -> None:
        """Note that the current generation was changed; the last step of a change."""
        self._describe(replace(generation, revision=generation.revision + 1, note=note, changing=False))

    def rollback(self) -> Generation:
        """Make the generation before the current one current again; raises `NotFound` when none is kept."""
        now = self.current()
        older = [number for number, published in self.all().items() if published and now and number < now.number]
        if not older:
            raise NotFound("Không còn thế hệ chỉ mục nào trước thế hệ hiện tại.", "Hãy chạy: bantin index --full")
        self._turn(older[-1])
        found = self.current()
        assert found is not None
        return found

    def prune(self, keep: int) -> None:
        """Delete all but the current generation and the ones before it, ``keep`` in all."""
        now = self.current()
        if now is None:
            return
        published = sorted(number for number, was in self.all().items() if was)
        kept = [number for number in published if number <= now.number][-keep:]
        for number in published:
            if number not in kept:
                self.delete(number)

    def delete(self, number: int) -> None:
        """Delete the indexes of a generation, as far as they are there."""
        there = {"ignore_unavailable": "true"}
        with suppress(Missing):
            self._cluster.call("DELETE", f"/{','.join(self.indexes(number).values())}", parameters=there, seconds=_SLOW)

    def discard(self, number: int) -> None:
        """Delete what was being built, if the cluster can be reached; the next build deletes it otherwise."""
        with suppress(EngineUnavailable):
            now = self.current()
            if now is None or now.number != number:
                self.delete(number)

    def size(self, number: int) -> int:
        """Return the bytes of a generation on all disks, copies included."""
        answer = self._cluster.call("GET", f"/{','.join(self.indexes(number).values())}/_stats/store")
        return int(answer["_all"]["total"]["store"]["size_in_bytes"])

    def _describe(self, generation: Generation) -> None:
        meta = {"format": FORMAT, "published": True, "revision": generation.revision, "note": dict(generation.note)}
        meta["changing"] = generation.changing
        first = self._names.index(SCOPES[0], generation.number)
        self._acknowledged("PUT", f"/{first}/_mapping", {"_meta": meta})

    def _turn(self, number: int) -> None:
        actions: list[dict[str, Any]] = []
        there = [other for other, published in self.all().items() if published and other != number]
        for scope, index in self.indexes(number).items():
            alias = self._names.alias(scope)
            for other in there:
                gone = {"index": self._names.index(scope, other), "alias": alias, "must_exist": False}
                actions.append({"remove": gone})
            actions.append({"add": {"index": index, "alias": alias}})
        self._acknowledged("POST", "/_aliases", {"actions": actions})

    def _acknowledged(self, method: str, path: str, body: Any) -> None:
        answer = self._cluster.call(method, path, body, seconds=_SLOW)
        if not answer.get("acknowledged"):
            raise EngineUnavailable(
                "Cụm tìm kiếm chưa xác nhận thay đổi của chỉ mục.", "Kiểm tra các máy của cụm, rồi chạy lại lệnh."
            )


_SETTLED: Final = {
    "wait_for_no_initializing_shards": "true",
    "wait_for_no_relocating_shards": "true",
    "timeout": "10s",
}
_META: Final = {"filter_path": "*.mappings._meta", "cluster_manager_timeout": "5s"}


def _generation(number: int, meta: Mapping[str, Any]) -> Generation:
    revision, note = int(meta.get("revision", 0)), dict(meta.get("note", {}))
    return Generation(number, revision, str(meta["format"]), note, bool(meta.get("changing")))
