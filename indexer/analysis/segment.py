"""Vietnamese word segmentation: lines in, spans of pyvi's words out.

    segment(["Đồng chí Bí thư Huyện ủy"]) == [[(0, 8), (9, 15), (16, 24)]]

The words are exactly those of ``pyvi.ViTokenizer.tokenize``, line by line, at a small part of its cost. pyvi decides
for each syllable whether it goes on with the word before it. With two labels the Viterbi recurrence needs one number,
by how much "goes on" leads; outside a narrow band that number settles the label at once, whatever comes later. Where
it is so near to a limit that the order of additions could matter, the line is decided again in CRFsuite's own order.

Two forms, the same answers: plain Python for a query or a sentence, numpy (``pyvi_batch``) for much text.
Where the installed pyvi is not the one whose weights are known (``pyvi_model.CHECKSUMS``), pyvi itself answers.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from indexer.analysis import pyvi_model
from indexer.analysis.pyvi_model import BAND_CHAIN, KEPT, KEPT_LENGTH, TIE, Cut, Limits, Model, Pair, Syllable

Span = tuple[int, int]

BATCH_WARM = 3_000
"""Characters from which numpy pays, once it is loaded."""
BATCH_COLD = 200_000
"""Characters from which it pays even though it has yet to be loaded (0.1 s)."""


def segment(lines: Sequence[str]) -> list[list[Span]]:
    """For each line the half-open code-point spans of pyvi's words, in order.

    Every non-blank character is in exactly one span; a span holds the blanks between the syllables of its word.
    Takes any text: lone surrogates and unassigned characters count as signs. Time is linear in the length of the text.
    """
    model = pyvi_model.load()
    if model is None:
        return [_by_pyvi(line) for line in lines]
    light = _light()
    if sum(map(len, lines)) < (BATCH_WARM if "numpy" in sys.modules else BATCH_COLD):
        return [light.spans(line) for line in lines]
    from indexer.analysis.pyvi_batch import segment_batch  # loads numpy

    found = segment_batch(model, lines)
    return [light.spans(line) if spans is None else spans for line, spans in zip(lines, found, strict=True)]


@cache
def fingerprint() -> str:
    """A short string that changes when the words may change: pyvi's files and this implementation."""
    known = "".join(f"{name} {digest}\n" for name, digest in pyvi_model.checksums().items())
    return f"pyvi-{hashlib.sha256(known.encode()).hexdigest()[:12]}-{pyvi_model.VERSION}"


# ---- plain Python


class _Link(NamedTuple):
    """Two syllables side by side: what they say of each other, in favour of I_W."""

    of_left: float  # what the right one, and both as a pair, say of the left one
    of_right: float  # what the left one and the pair say of the right one, and what that says of itself
    gluable: bool  # pyvi may write them as one word
    thirds: set[str] | None  # the lower-case syllables that make a trigram with them


class _Links(dict[tuple[str, str], _Link]):
    """Links of pairs of syllables, made on demand."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._of_left = model.gain["+1:word.bi_gram()"]
        self._of_right = model.gain["-1:word.bi_gram()"]

    def __missing__(self, pair: tuple[str, str]) -> _Link:
        left, right = map(self._model.syllable, pair)
        words = f"{left.lower} {right.lower}"
        known = words in self._model.bigrams
        own, of_left, _ = self._model.gains(right)
        of_right = self._model.gains(left)[2] + own
        link = _Link(
            of_left + self._of_left * known,
            of_right + self._of_right * known,
            not (left.barrier or right.barrier or (right.capital and not left.capital)),
            self._model.trigrams.get(words),
        )
        if len(words) <= KEPT_LENGTH:
            self[pair] = link
        return link


class _Cuts(dict[str, Cut]):
    """Cuts of texts without blanks, made on demand."""

    def __missing__(self, chunk: str) -> Cut:
        found = pyvi_model.cut(chunk)
        if len(chunk) <= KEPT_LENGTH:
            self[chunk] = found
        return found


class _Light:
    """The form for little text: one loop over the syllables, links from a bounded cache."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._limits = Limits.of(model)
        self._links = _Links(model)
        self._cuts = _Cuts()
        self._of_first = model.gain["+2:word.tri_gram()"]
        self._of_third = model.gain["-2:word.tri_gram()"]

    def spans(self, line: str) -> list[Span]:
        """The spans of the words of one line."""
        if len(self._links) > KEPT:
            self._links.clear()
        if len(self._cuts) > KEPT:
            self._cuts.clear()
        names, starts, ends = self._syllables(line)
        if not names:
            return []
        links = list(map(self._links.__getitem__, pairwise(names)))
        labels = self._labels(names, links)
        if labels is None:
            labels = decode(self._model, [self._model.syllable(name) for name in names])
        spans = []
        start, end = starts[0], ends[0]
        for label, link, next_start, next_end in zip(labels[1:], links, starts[1:], ends[1:], strict=True):
            if not (label and link.gluable):
                spans.append((start, end))
                start = next_start
            end = next_end
        spans.append((start, end))
        return _trimmed(line, spans) if "\n" in line or _empty(spans) else spans

    def _syllables(self, line: str) -> tuple[list[str], list[int], list[int]]:
        """The syllables of a line and where each starts and ends. A line break is one, as in pyvi."""
        names: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        find, cuts = line.find, self._cuts
        for chunk in re.findall(r"\n|\S+", line) if "\n" in line else line.split():
            at = find(chunk, at)
            found, inner = cuts[chunk]
            names += found
            starts.append(at)
            if len(found) > 1:
                starts += [at + end for end in inner[:-1]]
                ends += [at + end for end in inner[:-1]]
            at += len(chunk)
            ends.append(at)
        return names, starts, ends

    def _labels(self, names: list[str], links: list[_Link]) -> list[int] | None:
        """1 where a syllable goes on with the word before it; None where rounding could decide."""
        low, high, after_off, after_on, turn = self._limits
        sure_off, sure_on = low - TIE, high + TIE
        labels: list[int] = []
        gifts: dict[int, float] = {}  # what trigrams say of their third syllables
        lead = self._model.gains(self._model.syllable(names[0]))[0]
        for of_left, of_right, _, thirds in links:
            at = len(labels)
            lead += of_left
            if thirds is not None and at + 2 < len(names) and names[at + 2].lower() in thirds:
                lead += self._of_first
                gifts[at + 2] = self._of_third
            if lead > sure_on:
                labels.append(1)
                lead = of_right + after_on
            elif lead < sure_off:
                labels.append(0)
                lead = of_right + after_off
            elif low + TIE < lead < high - TIE:
                labels.append(2)  # the opposite of the next
                lead = of_right + turn - lead
            else:
                return None
            if gifts:
                lead += gifts.pop(at + 1, 0.0)
        if -TIE < lead < TIE:
            return None
        labels.append(int(lead > 0))
        return _settled(labels) if 2 in labels else labels


def _settled(labels: list[int]) -> list[int] | None:
    """Labels with each 2 replaced by the opposite of the next; None after too many in a row."""
    chain = 0
    for at in range(len(labels) - 2, -1, -1):
        chain = chain + 1 if labels[at] == 2 else 0
        if chain > BAND_CHAIN:
            return None
        if chain:
            labels[at] = 1 - labels[at + 1]
    return labels


def _empty(spans: list[Span]) -> bool:
    """Whether a character that composing makes two of left a word without any."""
    return any(start >= end for start, end in spans)


def _trimmed(line: str, spans: list[Span]) -> list[Span]:
    """Spans without the line breaks at their ends, and none that is empty."""
    found = []
    for start, end in spans:
        word = line[start:end]
        start, end = start + len(word) - len(word.lstrip()), end - len(word) + len(word.rstrip())
        if start < end:
            found.append((start, end))
    return found


@cache
def _light() -> _Light:
    model = pyvi_model.load()
    assert model is not None
    return _Light(model)


# ---- in CRFsuite's order


def decode(model: Model, line: Sequence[Syllable]) -> list[int]:
    """The labels of a line (1 = I_W), computed in CRFsuite's order of arithmetic: ties fall as they fall there.

    Source: CRFsuite 0.12 ``crf1d_context.c`` (crf1dc_viterbi) and ``crf1d_tag.c``.
    """
    (off_off, off_on), (on_off, on_on) = model.transitions
    back: list[tuple[bool, bool]] = []
    off, on = _state(model, line, 0)
    for at in range(1, len(line)):
        of_off, of_on = _state(model, line, at)
        to_off, to_on = (off + off_off, on + on_off), (off + off_on, on + on_on)
        back.append((to_off[1] > to_off[0], to_on[1] > to_on[0]))
        off, on = max(to_off) + of_off, max(to_on) + of_on
    labels = [int(on > off)]
    for choice in reversed(back):
        labels.append(int(choice[labels[-1]]))
    labels.reverse()
    return labels


def _state(model: Model, line: Sequence[Syllable], at: int) -> Pair:
    """The weights of all attributes of one syllable, added in the order in which pyvi lists them."""

    def passed(*tests: tuple[str, bool]) -> list[Pair]:
        return [model.tests[name] for name, outcome in tests if outcome]

    here = line[at]
    weights = [model.tests["bias"], here.own]
    weights += passed(("word.isupper()", here.upper), ("word.istitle()", here.title), ("word.isdigit()", here.digit))
    if at > 0:
        left = line[at - 1]
        weights.append(left.before)
        weights += passed(("-1:word.istitle()", left.title), ("-1:word.isupper()", left.upper))
        weights += passed(("-1:word.bi_gram()", f"{left.lower} {here.lower}" in model.bigrams))
    if at > 1:
        thirds = model.trigrams.get(f"{line[at - 2].lower} {line[at - 1].lower}", ())
        weights += passed(("-2:word.tri_gram()", here.lower in thirds))
    if at < len(line) - 1:
        right = line[at + 1]
        weights.append(right.after)
        weights += passed(("+1:word.istitle()", right.title), ("+1:word.isupper()", right.upper))
        weights += passed(("+1:word.bi_gram()", f"{here.lower} {right.lower}" in model.bigrams))
    if at < len(line) - 2:
        thirds = model.trigrams.get(f"{here.lower} {line[at + 1].lower}", ())
        weights += passed(("+2:word.tri_gram()", line[at + 2].lower in thirds))
    off = on = 0.0
    for one, other in weights:  # not sum(), which compensates rounding from Python 3.12 on
        off += one
        on += other
    return off, on


# ---- pyvi itself


def _by_pyvi(line: str) -> list[Span]:
    """The spans of one line from pyvi's own answer, by a walk over the line that it covers letter by letter."""
    from pyvi import ViTokenizer

    if not line or line.isspace():
        return []
    # pyvi fails on lone surrogates; the replacement character is a sign as they are.
    text, borders = pyvi_model.compose(re.sub("[\ud800-\udfff]", "\ufffd", line))
    spans: list[Span] = []
    at = 0
    for word in ViTokenizer.tokenize(text).split():
        while text[at].isspace():
            at += 1
        start = at
        for letter in word:
            while at < len(text) and text[at].isspace():
                at += 1
            at += at < len(text) and text[at] == letter  # else it is glue
        spans.append((borders[start], borders[at]))
    return [(start, end) for start, end in spans if start < end]
