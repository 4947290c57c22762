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
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise

from indexer.analysis import pyvi_model
from indexer.analysis.pyvi_model import BAND_CHAIN, KEPT, KEPT_LENGTH, TIE, Limits, Model, Pair, Syllable
from indexer.analysis.pyvi_syllables import compose, cut, trimmed

Span = tuple[int, int]

BATCH_WARM = 800
"""Characters from which numpy pays, once it is loaded."""
BATCH_COLD = 200_000
"""Characters from which it pays even though it has yet to be loaded (0.1 s)."""


def segment(lines: Sequence[str]) -> list[list[Span]]:
    """For each line the half-open code-point spans of pyvi's words, in order.

    Every non-blank character is in exactly one span; a span holds the blanks between the syllables of its word.
    Takes any text: lone surrogates and unassigned characters count as signs. Time is linear in the length of the text.
    """
    light = _light()
    if light is None:
        return [_by_pyvi(line) for line in lines]
    size = len(lines[0]) if len(lines) == 1 else sum(map(len, lines))
    if size < BATCH_WARM or (size < BATCH_COLD and "numpy" not in sys.modules):
        return [light.spans(line) for line in lines]
    from indexer.analysis.pyvi_batch import segment_batch  # loads numpy

    found = segment_batch(light.model, lines)
    return [light.spans(line) if spans is None else spans for line, spans in zip(lines, found, strict=True)]


@cache
def fingerprint() -> str:
    """A short string that changes when the words may change: pyvi's files and this implementation."""
    known = "".join(f"{name} {digest}\n" for name, digest in pyvi_model.checksums().items())
    return f"pyvi-{hashlib.sha256(known.encode()).hexdigest()[:12]}-{pyvi_model.VERSION}"


# ---- plain Python


# Plain tuples: Python takes those apart twice as fast as named ones.

_Link = tuple[float, float, bool, set[str] | None]
"""Two syllables side by side, as four things.

1. What the right one, and both as a pair, say of the left one in favour of I_W.
2. What the left one and the pair say of the right one, and what that says of itself.
3. Whether pyvi may write them as one word.
4. The lower-case syllables that make a trigram with them, if any.
"""

_Chunk = tuple[Sequence[str], Sequence[int], Sequence[int]]
"""A text without blanks: its syllables, the length of each, and how far each ends from the end of the one before.

The last are the lengths, and one more for the blank before the first.
"""


class _Links(dict[tuple[str, str], _Link]):
    """Links of pairs of syllables, made on demand; at most KEPT."""

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
        gluable = not (left.barrier or right.barrier or (right.capital and not left.capital))
        thirds = self._model.trigrams.get(words)
        link = (of_left + self._of_left * known, of_right + self._of_right * known, gluable, thirds)
        if len(self) >= KEPT:
            self.clear()
        if len(words) <= KEPT_LENGTH:
            self[pair] = link
        return link


class _Chunks(dict[str, _Chunk]):
    """Texts without blanks as this form needs them, made on demand; at most KEPT."""

    odd = False  # whether a syllable of no length was ever seen

    def __missing__(self, chunk: str) -> _Chunk:
        names, ends = cut(chunk)
        lengths = [end - start for start, end in pairwise((0, *ends))]
        self.odd = self.odd or 0 in lengths
        found = tuple(names), tuple(lengths), (lengths[0] + 1, *lengths[1:])
        if len(self) >= KEPT:
            self.clear()
        if len(chunk) <= KEPT_LENGTH:
            self[chunk] = found
        return found


class _Leads(dict[str, float]):
    """What a syllable says of itself where a line begins with it, made on demand; at most KEPT."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, name: str) -> float:
        lead = self._model.gains(self._model.syllable(name))[0]
        if len(self) >= KEPT:
            self.clear()
        if len(name) <= KEPT_LENGTH:
            self[name] = lead
        return lead


_Row = tuple[list[str], list[int], list[int]]
"""The syllables of a line, their lengths and where they end."""


class _Light:
    """The form for little text: one loop over the syllables, what they say of each other from a bounded cache."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._limits = Limits.of(model)
        self._links, self._chunks, self._firsts = _Links(model), _Chunks(), _Leads(model)
        self._of_first = model.gain["+2:word.tri_gram()"]
        self._of_third = model.gain["-2:word.tri_gram()"]

    def spans(self, line: str) -> list[Span]:
        """The spans of the words of one line."""
        broken = "\n" in line
        parts = re.findall(r"\n|\S+", line) if broken else line.split()  # a line break is a syllable, as in pyvi
        if not parts:
            return []
        row = self.row(line, parts, broken)
        spans = self._words(row)
        if spans is None:
            spans = self._joined(row, self.labels(row) or self.decode(row))
        return trimmed(line, spans) if broken or (self._chunks.odd and 0 in row[1]) else spans

    def row(self, line: str, parts: list[str], broken: bool) -> _Row:
        """The syllables of a line, given its parts between blanks."""
        names: list[str] = []
        lengths: list[int] = []
        steps: list[int] = []
        for part_names, part_lengths, part_steps in map(self._chunks.__getitem__, parts):
            names += part_names
            lengths += part_lengths
            steps += part_steps
        ends = list(accumulate(steps, initial=-1))
        del ends[0]
        if broken or ends[-1] != len(line) or line[0].isspace():  # not single blanks throughout
            ends, at = [], 0
            for part in parts:
                at = line.index(part, at)
                _, part_lengths, _ = self._chunks[part]
                if len(part_lengths) > 1:
                    ends += accumulate(part_lengths[1:-1], initial=at + part_lengths[0])
                at += len(part)
                ends.append(at)
        return names, lengths, ends

    def links(self, names: Sequence[str]) -> Iterator[_Link]:
        """The links between neighbours."""
        return map(self._links.__getitem__, pairwise(names))

    def _words(self, row: _Row) -> list[Span] | None:
        """The spans of the words; None where a label hangs on the next one, or on rounding."""
        names, lengths, ends = row
        low, high, after_off, after_on, _ = self._limits
        sure_off, sure_on = low - TIE, high + TIE
        gifts: dict[int, float] = {}  # what trigrams say of their third syllables
        lead = self._firsts[names[0]]
        spans: list[Span] = []
        start, last_end, gluable, third = 0, 0, False, 2
        columns = zip(self.links(names), ends, lengths, strict=False)
        for (of_left, of_right, next_gluable, thirds), end, length in columns:
            lead += of_left
            if thirds and third < len(names) and names[third].lower() in thirds:
                lead += self._of_first
                gifts[third] = self._of_third
            if lead > sure_on:
                lead = of_right + after_on
                if not gluable:
                    spans.append((start, last_end))
                    start = end - length
            elif lead < sure_off:
                lead = of_right + after_off
                spans.append((start, last_end))
                start = end - length
            else:
                return None
            if gifts:
                lead += gifts.pop(third - 1, 0.0)
            last_end, gluable = end, next_gluable
            third += 1
        if -TIE < lead < TIE:
            return None
        if not gluable or lead < 0:
            spans.append((start, last_end))
            start = ends[-1] - lengths[-1]
        spans.append((start, ends[-1]))
        del spans[0]  # the one before the first syllable
        return spans

    def labels(self, row: _Row) -> list[int] | None:
        """1 where a syllable goes on with the word before it; None where rounding could decide."""
        low, high, after_off, after_on, turn = self._limits
        names, _, _ = row
        labels: list[int] = []
        gifts: dict[int, float] = {}
        lead = self._firsts[names[0]]
        for at, (of_left, of_right, _, thirds) in enumerate(self.links(names)):
            lead += of_left
            if thirds and at + 2 < len(names) and names[at + 2].lower() in thirds:
                lead += self._of_first
                gifts[at + 2] = self._of_third
            if lead > high + TIE:
                labels.append(1)
                lead = of_right + after_on
            elif lead < low - TIE:
                labels.append(0)
                lead = of_right + after_off
            elif low + TIE < lead < high - TIE:
                labels.append(2)  # the opposite of the next
                lead = of_right + turn - lead
            else:
                return None
            lead += gifts.pop(at + 1, 0.0)
        if -TIE < lead < TIE:
            return None
        return _settled([*labels, int(lead > 0)])

    def decode(self, row: _Row) -> list[int]:
        """The labels, computed as CRFsuite does."""
        return decode(self.model, [self.model.syllable(name) for name in row[0]])

    def _joined(self, row: _Row, labels: list[int]) -> list[Span]:
        """The spans of the words that labels make of a line."""
        names, lengths, ends = row
        links = enumerate(self.links(names), 1)
        firsts = [0, *(at for at, (_, _, gluable, _) in links if not (labels[at] and gluable)), len(labels)]
        return [(ends[a] - lengths[a], ends[b - 1]) for a, b in pairwise(firsts)]


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


@cache
def _light() -> _Light | None:
    """The form for little text; None where the installed pyvi is not the one whose weights are known."""
    model = pyvi_model.load()
    return None if model is None else _Light(model)


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
    """The spans of one line from pyvi's own answer, by a walk over pyvi's own syllables."""
    from pyvi.ViTokenizer import ViTokenizer

    # pyvi fails on lone surrogates; the replacement character is a sign as they are.
    text, borders = compose(re.sub("[\ud800-\udfff]", "\ufffd", line))
    syllables = iter(ViTokenizer.sylabelize(text)[1])
    spans: list[Span] = []
    at = 0
    for word in ViTokenizer.tokenize(text).split(" ") if text.strip(" ") else ():
        start, missing = -1, len(word) + 1
        while missing > 0 and (name := next(syllables, None)) is not None:
            at = text.index(name, at)
            start = at if start < 0 else start
            at += len(name)
            missing -= len(name) + 1  # the syllable and its glue, or for the last the blank after the word
        spans.append((borders[max(start, 0)], borders[at]))
    return trimmed(line, spans)
