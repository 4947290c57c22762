"""Posts of appointments: "đồng chí A ... giữ chức vụ B", "bổ nhiệm B đối với đồng chí A", "Ông hiện là B"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from indexer.extraction.officials.holders import Chain, Holder, give, links
from indexer.extraction.officials.names import respect_at
from indexer.extraction.words import Words

MOST_GAP = 60
MOST_PRONOUN_GAP = 150
_APPOINTMENT = frozenset({"bổ", "nhiệm", "bầu", "chức", "cử"})


def appoint(words: Words, chains: list[Chain], holders: list[Holder]) -> None:
    """Give posts of appointments: "đồng chí A ... giữ chức vụ B", "bổ nhiệm B đối với đồng chí A"."""
    taken = {p.first for h in holders for p in h.posts}
    for chain in chains:
        if chain.first in taken or chain.posts[0].kind == "staff":
            continue
        holder = _conferred_after(words, chain, holders) or _appointed_before(words, chain, holders)
        if holder:
            give(holder, chain.posts)


def _appointed_before(words: Words, chain: Chain, holders: list[Holder]) -> Holder | None:
    """Return who is appointed by words before a post: the nearest name of the sentence, or the one a pronoun means."""
    for kind in ("appointed", "is"):
        for size in (4, 3, 2, 1):
            at = chain.first - size
            if at < 1 or words.match(at, links(kind)) != size:
                continue
            pronoun = _pronoun_before(words, at)
            if kind == "is" and not pronoun:
                continue
            k = bisect_right(holders, at, key=lambda h: h.name.last) - 1
            if k >= 0 and _within_reach(words, holders[k], at, pronoun):
                return holders[k]
    return None


def _pronoun_before(words: Words, at: int) -> bool:
    """Tell whether a pronoun opens the sentence right before ``at``: "Ông hiện là ..."."""
    size = next((s for s in (2, 1) if at >= s and respect_at(words, at - s) == s), 0)
    return size > 0 and words.capital(at - size) and words.joined(at)


def _within_reach(words: Words, holder: Holder, at: int, pronoun: bool) -> bool:
    if at - holder.name.last > (MOST_PRONOUN_GAP if pronoun else MOST_GAP):
        return False
    between = words.text[words.ends[holder.name.last - 1] : words.starts[at]]
    return pronoun or not re.search(r"[.;]\s|\n\n", between)


def _conferred_after(words: Words, chain: Chain, holders: list[Holder]) -> Holder | None:
    at = chain.last
    if words.keys[at : at + 2] == ["nhiệm", "kỳ"]:
        at += 4
    size = words.match(at, links("conferred")) if at < len(words) else 0
    if not size or not _APPOINTMENT & set(words.keys[max(0, chain.first - 4) : chain.first]):
        return None
    k = bisect_left(holders, at + size, key=lambda h: h.name.respect)
    return holders[k] if k < len(holders) and holders[k].name.respect == at + size else None
