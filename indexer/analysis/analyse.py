"""One text, all its terms: what is indexed, and what a query is compared with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from indexer.analysis.fold import even_tones, fold, match_form
from indexer.analysis.segment import segment
from indexer.limits import TOKEN_CHARACTERS

# A syllable is a run of letters and digits, combining marks included (a mark that NFC cannot compose stays inside).
_SYLLABLE = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")


class Token(NamedTuple):
    """A syllable as written and where it stands."""

    text: str
    start: int
    end: int


def syllables(text: str) -> list[Token]:
    """Return the syllables of a text in order, with code-point offsets; longer runs than a token may have are cut."""
    found = []
    for match in _SYLLABLE.finditer(text):
        for start in range(match.start(), match.end(), TOKEN_CHARACTERS):
            end = min(start + TOKEN_CHARACTERS, match.end())
            found.append(Token(text[start:end], start, end))
    return found


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of one text; ``syllable``, ``folded`` and ``offsets`` run in parallel."""

    syllable: list[str]
    folded: list[str]
    word: list[str]
    pair: list[str]
    offsets: list[tuple[int, int]]


def pairs(folded: Sequence[str]) -> list[str]:
    """Return the overlapping pairs of neighbouring folded syllables: ``nong_thon``, ``thon_moi``."""
    return [f"{a}_{b}" for a, b in pairwise(folded)]


def whole(folded: Sequence[str]) -> str:
    """Return the one term that stands for all these folded syllables in order: for a title asked for as a whole."""
    return "=" + hashlib.blake2b(" ".join(folded).encode("utf-8", "replace"), digest_size=8).hexdigest()


def analyse(text: str) -> Analysis:
    """Return the terms of a text."""
    return analyse_many([text])[0]


def analyse_many(texts: Sequence[str]) -> list[Analysis]:
    """Return the terms of several texts at once: pyvi's weights are summed fastest over many lines."""
    # Segmented with one tone placement, so that "hoà bình" and "hòa bình" give the same words; no offset changes.
    lines = [line for text in texts for line in even_tones(text).split("\n")]
    spans = iter(zip(lines, segment(lines), strict=True))
    analyses = []
    for text in texts:
        words: list[str] = []
        for _ in range(text.count("\n") + 1):
            line, found = next(spans)
            words += (word for start, end in found if (word := _word(line[start:end])))
        tokens = syllables(text)
        folded = [fold(token.text) for token in tokens]
        analyses.append(
            Analysis(
                syllable=[match_form(token.text) for token in tokens],
                folded=folded,
                word=words,
                pair=pairs(folded),
                offsets=[(token.start, token.end) for token in tokens],
            )
        )
    return analyses


def _word(text: str) -> str:
    """Return a pyvi word as a term: its syllables' match forms, joined; empty for punctuation."""
    return "_".join(match_form(token.text) for token in syllables(text))


@cache
def analyser_fingerprint() -> str:
    """Return a short fingerprint of all that shapes terms: an index made by another analyser cannot be asked."""
    from indexer.analysis import segment as segmenter

    digest = hashlib.sha256(segmenter.fingerprint().encode())
    folder = resources.files("indexer.analysis")
    for name in ("normalise.py", "fold.py", "analyse.py"):
        digest.update(folder.joinpath(name).read_bytes())
    return digest.hexdigest()[:12]
