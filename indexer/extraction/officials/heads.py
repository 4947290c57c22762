"""Heads of posts ("Phó Chủ tịch") and first words of bodies ("Sở", "Ban Chỉ đạo"): where one starts in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import compress

from indexer.extraction.lexicon import rows
from indexer.extraction.words import Phrases, Words, even, phrase_table, unmarked


@dataclass(frozen=True, slots=True)
class Head:
    """A head: its kind in the list of posts, how many of its syllables belong to the body, what it abbreviates."""

    kind: str
    tail: int
    full: str


@cache
def _heads() -> dict[tuple[str, ...], Head]:
    heads: dict[tuple[str, ...], Head] = {}
    for title, deputy, kind, tail in rows("posts"):
        if kind == "qualifier":
            continue
        parts = tuple(even(title).split())
        full = deputy[1:] if deputy.startswith("=") else ""
        heads[parts] = Head(kind, int(tail), full)
        if deputy != "-" and not full:
            heads[(deputy, *parts)] = Head(kind, int(tail), "")
    return heads


@cache
def _head_table() -> Phrases:
    return phrase_table(tuple(" ".join(parts) for parts in _heads()))


@cache
def _typo_table() -> dict[tuple[str, ...], dict[tuple[str, ...], tuple[str, ...]]]:
    """Return heads by their first two syllables without marks, then by all of them without marks."""
    table: dict[tuple[str, ...], dict[tuple[str, ...], tuple[str, ...]]] = {}
    for parts in _heads():
        if len(parts) > 1:
            bare = tuple(map(unmarked, parts))
            table.setdefault(bare[:2], {})[bare] = parts
    return table


@cache
def _units() -> dict[tuple[str, ...], int]:
    return {tuple(re.findall(r"\w+", even(row[0]))): int(row[2]) for row in rows("bodies") if row[1] == "unit"}


@cache
def _unit_table() -> Phrases:
    return phrase_table(tuple(" ".join(parts) for parts in _units()))


def heads_in(words: Words) -> dict[int, int]:
    """Return the syllables at which heads of posts start, in order, with their sizes."""
    seconds, bare, keys = _second_syllables(), _second_bare(), words.keys
    first = compress(range(len(keys)), map(seconds.__contains__, keys))
    heads = [i for i in first if _fits(seconds[keys[i]], keys, i)]
    typos = [
        i
        for i in words.capitals
        if (then := bare.get(unmarked(keys[i]))) and i + 1 < len(keys) and unmarked(keys[i + 1]) in then
    ]
    return {i: size for i in sorted({*heads, *typos}) if (size := head_at(words, i))}


def _fits(seconds: frozenset[str | None], keys: list[str], i: int) -> bool:
    """Tell whether a longer look is worth it: a head may have this one syllable, or the second fits."""
    return None in seconds or (i + 1 < len(keys) and keys[i + 1] in seconds)


@cache
def _second_syllables() -> dict[str, frozenset[str | None]]:
    """Return by the first syllable of a head the second ones, None for a head of one syllable."""
    found: dict[str, set[str | None]] = {}
    for parts in _heads():
        found.setdefault(parts[0], set()).add(parts[1] if len(parts) > 1 else None)
    return {first: frozenset(those) for first, those in found.items()}


@cache
def _second_bare() -> dict[str, frozenset[str]]:
    """Return by the first syllable of a head without marks the second ones without marks."""
    found: dict[str, set[str]] = {}
    for first, second in _typo_table():
        found.setdefault(first, set()).add(second)
    return {first: frozenset(those) for first, those in found.items()}


def head_at(words: Words, i: int) -> int:
    """Return how many syllables the head of a post takes that starts at ``i``; 0 when none starts there."""
    if words.keys[i] in _head_table() and (size := words.match(i, _head_table())):
        # "nhiệm vụ Phó Giám đốc" is no "vụ phó", "Chu Quốc Hiệu Phó Bí thư" no "hiệu phó"
        swallowed = size == 2 and words.keys[i + 1] == "phó" and words.match(i + 1, _head_table()) > 1
        return 0 if swallowed else size
    return _misspelt_head(words, i) if words.capital(i) and unmarked(words.keys[i]) in _second_bare() else 0


def _misspelt_head(words: Words, i: int) -> int:
    """Return the size of a head of which one syllable lost its marks ("Phó Bi thư")."""
    pair = tuple(map(unmarked, words.keys[i : i + 2]))
    for bare, parts in _typo_table().get(pair, {}).items():
        size = len(parts)
        here = words.keys[i : i + size]
        if len(here) < size or tuple(map(unmarked, here)) != bare:
            continue
        wrong = [k for k, p in zip(here, parts, strict=True) if k != p]
        if len(wrong) == 1 and wrong[0] == unmarked(wrong[0]) and all(words.joined(j) for j in range(i + 1, i + size)):
            return size
    return 0


def head_of(words: Words, i: int, size: int) -> Head:
    """Return what the list of posts says of the head of ``size`` syllables at ``i``."""
    key = tuple(words.keys[i : i + size])
    known = _heads().get(key)
    if known:
        return known
    bare = tuple(map(unmarked, key))
    return _heads()[_typo_table()[bare[:2]][bare]]


def unit_at(words: Words, i: int) -> int:
    """Return the level of the body whose first words stand at ``i``, 0 when none does."""
    size = words.match(i, _unit_table())
    return _units()[tuple(words.keys[i : i + size])] if size else 0


def unit_size(words: Words, i: int) -> int:
    """Return how many syllables the first words of a body take that start at ``i``, 0 when none do."""
    return words.match(i, _unit_table())


def new_head(words: Words, i: int) -> bool:
    """Tell whether another post starts at ``i``; "Công đoàn Viên chức" names a body, not a post."""
    size = head_at(words, i)
    return size >= 2 and head_of(words, i, size).kind != "staff"
