"""What became of a directive: later bulletins that report on it, repeat it, or name it as not done.

Pure functions over bulletins and their facts. Two passages belong together when they share rare pairs of syllables (by
idf over the collection), when somebody or some place ties them, and when the second is later. Near linear: only rare
pairs have postings, and their number is bounded.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from indexer.bulletin import Bulletin, Directive, Facts, Mention
from indexer.extraction.directives_layout import UPPER, blocks, sentences
from indexer.extraction.lexicon import column
from indexer.extraction.officials_words import even

FollowUpKind = Literal["reported", "repeated", "criticised"]

MAX_LINKS = 20  # of one directive
_YEARS = 5
# Phrases and score that two passages must share: fewer where somebody ties them closely, more for each year between.
_CLOSE = (2, 1.35)
_LOOSE = (3, 2.4)
_PER_YEAR = 0.07
_MAX_QUOTE = 600

_SYLLABLE = re.compile(r"[^\W_]+(?:[/-][^\W_]+)*")
_LATE = re.compile(
    r"(?<!\w)(?:chưa|chậm|không kịp|quá hạn|trễ hạn|kéo dài|tồn tại|hạn chế|bỏ trống|xuống cấp|không đạt|"
    r"yếu kém|buông lỏng|vẫn còn|còn chậm|thiếu kiên quyết|mặc dù|thấp hơn|chậm trễ|vướng mắc)(?!\w)"
)
_STILL = re.compile(r"(?<!\w)(?:chưa|không kịp|chậm hơn|vẫn còn|vẫn)(?!\w)")
_DONE = re.compile(r"(?<!\w)đã (?:\w+ ){0,3}(?:dứt điểm|hoàn thành|xong|đạt|khắc phục)(?!\w)")
_TOLD = re.compile(r"(?<!\w)(?:đã|hoàn thành|kết quả|đạt|nhờ|không để|đến nay|xong)(?!\w)")
_NAME = re.compile(rf"(?<=[a-zà-ỹ] )[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ]+){{1,3}}")


@cache
def _empty() -> frozenset[str]:
    return frozenset(column("follow_up_empty"))


@dataclass(frozen=True, slots=True)
class DirectiveOf:
    """A directive with the bulletin and the facts that it comes from."""

    bulletin: Bulletin
    facts: Facts
    directive: Directive

    @property
    def id(self) -> str:
        """The address of the directive: ``<bulletin id>-<n>``."""
        return f"{self.bulletin.id}-{self.directive.n}"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A link from a directive to a later bulletin. ``quote`` lies in the directive's bulletin.

    ``later_quote`` lies in the later one.

    ``score`` is the sum of the idf of the shared pairs; ``shared`` are these pairs as text.
    """

    directive: str
    bulletin: str
    kind: FollowUpKind
    quote: Mention
    later_quote: Mention
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence of a later bulletin; ``around`` is its paragraph."""

    at: int
    start: int
    end: int
    around: tuple[int, int]


def link(directives: Sequence[DirectiveOf], bulletins: Sequence[tuple[Bulletin, Facts]]) -> list[FollowUp]:
    """Return the follow-ups of the directives among the bulletins, best first for each directive.

    Bulletins without a date of publication link to nothing: nobody knows what came later.
    """
    collection = _Collection(bulletins)
    found: list[FollowUp] = []
    for given in directives:
        found += collection.follow(given)
    return found


class _Collection:
    def __init__(self, bulletins: Sequence[tuple[Bulletin, Facts]]) -> None:
        self._bulletins = bulletins
        self._low = [even(b.text.replace("\n", " ")) for b, _ in bulletins]
        self._days = [_day(b) for b, _ in bulletins]
        spread: Counter[str] = Counter()
        for low in self._low:
            spread.update(set(_pairs(low)))
        self._spread = spread
        size = max(len(bulletins), 2)
        rare = max(6, size // 60)
        self._idf = {pair: math.log(size / n) / math.log(size) for pair, n in spread.items() if n <= rare}
        self._postings: dict[str, list[_Passage]] = defaultdict(list)
        for at in range(len(bulletins)):
            for passage in self._passages(at):
                for pair in set(_pairs(self._low[at], passage.start, passage.end)) & self._idf.keys():
                    self._postings[pair].append(passage)

    def _passages(self, at: int) -> Iterator[_Passage]:
        bulletin = self._bulletins[at][0]
        flat = bulletin.text.replace("\n", " ")
        for block in blocks(bulletin.text, bulletin.body):
            for start, end in sentences(flat, block.start, block.end):
                yield _Passage(at, start, min(end, start + _MAX_QUOTE), (block.start, block.end))

    def follow(self, given: DirectiveOf) -> list[FollowUp]:
        """Return the links of one directive: the best passage of each later bulletin."""
        day = _day(given.bulletin)
        if day is None:
            return []
        subject = _subject(given)
        scores: dict[_Passage, list[str]] = defaultdict(list)
        for pair in subject & self._idf.keys():
            for passage in self._postings.get(pair, ()):
                later = self._days[passage.at]
                if later is not None and 0 < (later - day).days <= _YEARS * 366:
                    scores[passage].append(pair)
        best: dict[tuple[int, str], FollowUp] = {}
        for passage, pairs in scores.items():
            made = self._judge(given, passage, sorted(pairs), len(subject))
            if made and ((key := (passage.at, made.kind)) not in best or made.score > best[key].score):
                best[key] = made
        return sorted(best.values(), key=lambda made: (-made.score, made.bulletin))[:MAX_LINKS]

    def _judge(self, given: DirectiveOf, passage: _Passage, pairs: list[str], size: int) -> FollowUp | None:
        phrases, score = self._weigh(pairs)
        if phrases < _CLOSE[0] or score < _CLOSE[1]:
            return None
        bulletin, facts = self._bulletins[passage.at]
        least = _CLOSE if self._is_close(given, passage) else _LOOSE if self._has_giver(given, passage) else None
        if (
            least is None
            or phrases < least[0]
            or score < least[1] * self._distance(given, passage)
            or self._is_copy(given, passage, len(pairs), size)
        ):
            return None
        kind = self._kind(passage, facts)
        if kind is None:
            return None
        directive = given.directive
        quote = Mention(directive.start, directive.end, directive.text)
        later = Mention(passage.start, passage.end, bulletin.text[passage.start : passage.end])
        return FollowUp(given.id, bulletin.id, kind, quote, later, round(score, 3), tuple(pairs))

    def _weigh(self, pairs: list[str]) -> tuple[int, float]:
        """Return how many separate phrases the pairs make up, and their weight: a long name counts once."""
        weights: list[float] = []
        firsts = {pair.split()[0] for pair in pairs}
        lasts = {pair.split()[1] for pair in pairs}
        for pair in pairs:
            first, last = pair.split()
            if first not in lasts:  # a phrase starts here; the pairs that go on with it add little
                weights.append(self._idf[pair] + (0.25 if last in firsts else 0.0))
        return len(weights), sum(weights)

    def _distance(self, given: DirectiveOf, passage: _Passage) -> float:
        first, later = _day(given.bulletin), self._days[passage.at]
        return 1.0 + _PER_YEAR * ((later - first).days / 365 if first and later else 0.0)

    def _is_close(self, given: DirectiveOf, passage: _Passage) -> bool:
        """Tell whether an addressee or a place of the directive stands in the paragraph of the later passage."""
        low = self._low[passage.at]
        around = low[passage.around[0] : passage.around[1]]
        if any(key in around for key in _actors(given.directive.addressees)):
            return True
        if any(name in around for name in self._names(given)):
            return True
        facts = self._bulletins[passage.at][1]
        here = {p.name for p in facts.places if passage.around[0] <= p.start < passage.around[1]}
        there = {p.name for p in given.facts.places if given.directive.start <= p.start < given.directive.end}
        return bool(here & there)

    def _names(self, given: DirectiveOf) -> list[str]:
        """Return the proper names of a directive and its addressees ("Kênh Sậy") that few bulletins have."""
        words = [given.directive.text, *given.directive.addressees]
        names = {even(m.group()) for text in words for m in _NAME.finditer(text)}
        few = max(12, len(self._bulletins) // 40)
        return [name for name in names if self._spread[" ".join(name.split()[:2])] <= few]

    def _has_giver(self, given: DirectiveOf, passage: _Passage) -> bool:
        """Tell whether who gave the directive is in the later bulletin too."""
        giver = given.directive.giver
        facts = self._bulletins[passage.at][1]
        return giver is not None and (
            any(o.name == giver for o in facts.officials) or even(giver) in self._low[passage.at]
        )

    def _is_copy(self, given: DirectiveOf, passage: _Passage, shared: int, size: int) -> bool:
        """Tell whether the later text is the same news published twice, not a follow-up."""
        bulletin = self._bulletins[passage.at][0]
        if bulletin.id == given.bulletin.id or (bulletin.title and bulletin.title == given.bulletin.title):
            return True
        first, later = _day(given.bulletin), self._days[passage.at]
        near = first is not None and later is not None and (later - first).days <= 20
        return near and size > 0 and shared / size > 0.6

    def _kind(self, passage: _Passage, facts: Facts) -> FollowUpKind | None:
        if any(d.start < passage.end and passage.start < d.end for d in facts.directives):
            return "repeated"
        words = self._low[passage.at][passage.start : passage.end]
        if _LATE.search(words) and (_STILL.search(words) or not _DONE.search(words)):
            return "criticised"
        return "reported" if _TOLD.search(words) else None


def _day(bulletin: Bulletin) -> date | None:
    try:
        return date.fromisoformat(bulletin.day) if bulletin.day else None
    except ValueError:  # a date that no calendar has: as good as none
        return None


def _pairs(low: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """Yield the pairs of neighbouring syllables of which at least one carries a subject; numbers carry none."""
    before, stop, empty = None, start, _empty()
    for found in _SYLLABLE.finditer(low, start, len(low) if end is None else end):
        word = found.group()
        bare = before is None or before in empty or before.isdigit()
        if found.start() - stop <= 1 and before and not (bare and (word in empty or word[0].isdigit())):
            yield f"{before} {word}"
        before, stop = word, found.end()


def _subject(given: DirectiveOf) -> set[str]:
    """Return the pairs of a directive without those of who gives it and who gets it."""
    low = even(" ".join(given.directive.text.split()))
    inside = [p.name for p in given.facts.places if given.directive.start <= p.start < given.directive.end]
    inside += [m.group() for m in _NAME.finditer(given.directive.text)]
    others = [*given.directive.addressees, given.directive.giver or "", given.directive.giver_post or "", *inside]
    named = {pair for words in others for pair in _pairs(even(words))}
    return set(_pairs(low)) - named


def _actors(addressees: Sequence[str]) -> list[str]:
    """Return the addressees that name one body or place: a capital letter behind the first word."""
    return [
        even(a)
        for a in addressees
        if re.search(r"\s[^\W\d_a-zà-ỹ]", a) and not a.lower().startswith(("các ", "những "))
    ]
