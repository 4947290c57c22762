"""One text, all its terms: what is indexed, and what a query is compared with."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, pairwise
from typing import NamedTuple

from indexer.analysis.fold import even_tones, fold, match_form
from indexer.analysis.segment import segment
from indexer.analysis.spans import Spans, spans
from indexer.limits import TOKEN_CHARACTERS

# A syllable is a run of letters and digits, combining marks included (a mark that NFC cannot compose stays inside).
_SYLLABLE = re.compile("([^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*)")


class Token(NamedTuple):
    """A syllable as written and where it stands."""

    text: str
    start: int
    end: int


def syllables(text: str) -> list[Token]:
    """Return the syllables of a text in order, with code-point offsets; longer runs than a token may have are cut."""
    return [Token(written, start, end) for written, (start, end) in zip(*_tokens(text), strict=True)]


def _tokens(text: str) -> tuple[list[str], Spans]:
    """Return the syllables of a text and where they stand: no step here is a loop in Python."""
    parts = _SYLLABLE.split(text)  # what lies between two syllables, and those, in turn
    edges = array("I", accumulate(map(len, parts)))
    edges.pop()  # where the text ends
    written, offsets = parts[1::2], Spans(edges)
    if written and len(max(written, key=len)) > TOKEN_CHARACTERS:
        offsets = spans(
            [(at, min(at + TOKEN_CHARACTERS, b)) for a, b in offsets for at in range(a, b, TOKEN_CHARACTERS)]
        )
        written = [text[start:end] for start, end in offsets]
    return written, offsets


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of one text; ``syllable``, ``folded`` and ``offsets`` run in parallel."""

    syllable: list[str]
    folded: list[str]
    word: list[str]
    offsets: Spans

    @property
    def pair(self) -> list[str]:
        """The pairs of neighbouring folded syllables."""
        return pairs(self.folded)


def pairs(folded: Sequence[str]) -> list[str]:
    """Return the overlapping pairs of neighbouring folded syllables: ``nong_thon``, ``thon_moi``."""
    return list(map("_".join, pairwise(folded)))


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
            words += filter(None, map(_word, [line[start:end] for start, end in found]))
        written, offsets = _tokens(text)
        analyses.append(Analysis(list(map(match_form, written)), list(map(fold, written)), words, offsets))
    return analyses


@lru_cache(maxsize=65_536)
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
