"""What became of a directive: later bulletins that report on it, repeat it, or name it as not done.

Pure functions over one directive and the later bulletins to look at. A later sentence follows up on a directive when
pairs of syllables that are rare in the collection cover much of the shorter of the two, when somebody or some place
ties them, and when the later text is not the same news published twice. How rare a pair is, the caller's index says.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from indexer.bulletin import Bulletin, Directive, Facts, Mention
from indexer.extraction.directives.layout import UPPER, blocks, sentences
from indexer.extraction.follow_up.kinds import FollowUpKind, kind_of
from indexer.extraction.lexicon import column
from indexer.extraction.words import even, unmarked

YEARS: Final = 3
MAX_LINKS: Final = 20  # of one directive
MAX_QUOTE: Final = 600  # characters
# What two passages must share: separate phrases, their weight, and the part of the shorter passage that they make up;
# fewer where somebody ties them closely. More weight for each year between.
_CLOSE: Final = (2, 1.8, 0.45)
_LOOSE: Final = (3, 2.2, 0.52)
_NAMED: Final = (2, 1.2, 0.15)  # where a body or place that few bulletins name is told of, in words of its own
_PER_YEAR: Final = 0.07
_RARE: Final = 0.35  # weight of a pair that speaks of a subject, not of the genre
_TELLING: Final = 0.5  # weight of a pair that few subjects have
_TITLE: Final = 0.15  # weight of a pair of the title that counts
_SAME_TITLE: Final = 0.5  # of the weight of the first title, from which on both bulletins have one subject
_REPORTED: Final = 0.57  # of the shorter passage: a report says less in the words of the demand than a repetition
_BEYOND: Final = 1.0  # weight of the phrases that are not in the title
_COPY: Final = 0.6  # of the pairs of the shorter bulletin, from which on both are one text

_SYLLABLE: Final = re.compile(r"[^\W_]+(?:[/-][^\W_]+)*")
# What a demand is good for is said of many demands: "góp phần nâng cao ...", "nhằm ...".
_PURPOSE: Final = re.compile(r"(?<!\w)(?:góp phần|với mục đích|nhằm|qua đó|từ đó|để nâng cao|hướng tới)(?!\w)[^.;:\n]*")
# What is handed over at a ceremony is done with it, and a slogan is no task.
_DONE_AT_ONCE: Final = re.compile(r"(?<!\w)trao (?:\w+ )?(?:quyết định|tặng)(?!\w)|!\W*$")
_NAME: Final = re.compile(rf"(?<=[a-zà-ỹ] )[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ]+){{1,3}}")

_BODY: Final = re.compile(r"(?:Hội|Sở|Ban|Bộ|Phòng|Cục|Chi|Đoàn|Liên|Ủy|Trung|Tổng|Công|Đảng|Mặt)\b")


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

    ``later_quote`` lies in the later one. ``score`` is the weight of the shared phrases, ``cover`` the part of the
    shorter passage that shared pairs make up, 0 to 1; ``shared`` are these pairs as text.
    """

    directive: str
    bulletin: str
    kind: FollowUpKind
    quote: Mention
    later_quote: Mention
    score: float
    cover: float
    shared: tuple[str, ...]


class Weights:
    """How much a pair of syllables says: 1 for one that a single bulletin has, 0 for one that all have.

    ``frequencies`` tells in how many of ``size`` bulletins each of some pairs stands, given without marks and joined by
    "_". A pair that the index does not know weighs 0 too: it cuts the text there in another way.
    """

    def __init__(self, size: int, frequencies: Callable[[Sequence[str]], Sequence[int]]) -> None:
        self.size = max(size, 2)
        self._frequencies = frequencies
        self._known: dict[str, float] = {}

    def __getitem__(self, pair: str) -> float:
        """Return the weight of a pair, 0 to 1."""
        if pair not in self._known:
            self.learn((pair,))
        return self._known[pair]

    def learn(self, pairs: Iterable[str]) -> None:
        """Ask for the frequencies of several pairs at once."""
        unknown = [pair for pair in pairs if pair not in self._known]
        found = self._frequencies([unmarked(pair).replace(" ", "_") for pair in unknown]) if unknown else ()
        for pair, frequency in zip(unknown, found, strict=True):
            weight = math.log(self.size / frequency) / math.log(self.size) if frequency else 0.0
            self._known[pair] = max(0.0, weight)

    def of(self, pairs: Iterable[str]) -> float:
        """Return the weight of several pairs together."""
        return sum(self[pair] for pair in pairs)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence of a later bulletin with its pairs, or one member of it; ``around`` is its paragraph."""

    start: int
    end: int
    around: tuple[int, int]
    pairs: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What a directive is about: its pairs without those of who gives it and who gets it; ``rare`` the rarest first."""

    given: DirectiveOf
    day: date
    pairs: frozenset[str]
    rare: tuple[str, ...]
    weight: float


def subject(given: DirectiveOf, weights: Weights) -> Subject | None:
    """Return the subject of a directive, None when it has no date, so that nobody knows what came later, or no task."""
    day = _day(given.bulletin)
    if day is None or _DONE_AT_ONCE.search(even(given.directive.text)):
        return None
    pairs = frozenset(_own(given))
    weights.learn(pairs)
    rare = sorted((pair for pair in pairs if weights[pair] >= _RARE), key=lambda pair: (-weights[pair], pair))
    return Subject(given, day, pairs, tuple(rare), weights.of(pairs))


def follow(about: Subject, later: Iterable[tuple[Bulletin, Facts]], weights: Weights) -> list[FollowUp]:
    """Return the follow-ups of a directive among bulletins, best first: one of each bulletin."""
    found = []
    for bulletin, facts in later:
        day = _day(bulletin)
        if day is not None and 0 < (day - about.day).days <= YEARS * 366:
            made = _best(about, bulletin, facts, day, weights)
            if made and not _is_copy(about.given.bulletin, bulletin):
                found.append(made)
    return sorted(found, key=lambda made: (-made.score, made.bulletin))[:MAX_LINKS]


def _best(about: Subject, bulletin: Bulletin, facts: Facts, day: date, weights: Weights) -> FollowUp | None:
    low = even(bulletin.text.replace("\n", " "))
    year = 1.0 + _PER_YEAR * (day - about.day).days / 365
    best: FollowUp | None = None
    for passage in _passages(about, bulletin, low):
        shared = about.pairs & passage.pairs
        phrases, score = _weigh(shared, weights)
        least = _least(about.given, passage, low, facts, weights) if phrases >= _CLOSE[0] else None
        if least is None or phrases < least[0] or score < least[1] * year:
            continue
        cover = weights.of(shared) / max(_shorter(about, passage, weights), 0.01)
        kind = _kind(about, passage, low, facts) if cover >= least[2] else None
        if kind is None or cover < _enough(kind, least) or _is_only_named(about, shared, weights):
            continue
        if kind == "repeated" or not (least is _NAMED or _is_telling(shared, weights)):
            kind = kind if _is_one_subject(about, bulletin, low, passage, weights) else None
        if kind is not None and (best is None or score + cover > best.score + best.cover):
            quotes = _quotes(about.given.directive, bulletin, passage)
            best = FollowUp(
                about.given.id, bulletin.id, kind, *quotes, round(score, 3), round(cover, 3), tuple(sorted(shared))
            )
    return best


def _enough(kind: FollowUpKind, least: tuple[int, float, float]) -> float:
    """Return the part of the shorter passage that must be shared for a kind of follow-up."""
    if kind == "repeated":
        return _CLOSE[2]
    return _REPORTED if kind == "reported" and least is not _NAMED else least[2]


def _is_only_named(about: Subject, shared: Iterable[str], weights: Weights) -> bool:
    """Tell whether passages share the name of an occasion and nothing else: what the title of the first says."""
    title = set(_pairs(even(about.given.bulletin.title)))
    return len(title) > 0 and _weigh(set(shared) - title, weights)[1] < _BEYOND


def _shorter(about: Subject, passage: _Passage, weights: Weights) -> float:
    """Return the weight of the shorter passage; one of more pairs is not weighed: each pair is a question."""
    return about.weight if len(passage.pairs) >= len(about.pairs) else min(about.weight, weights.of(passage.pairs))


def _is_one_subject(about: Subject, bulletin: Bulletin, low: str, passage: _Passage, weights: Weights) -> bool:
    """Tell whether the passages share more than a formula: what the title says stands by the later passage too.

    A demand in set words ("tham mưu giúp UBND xây dựng kế hoạch ...") is told of many subjects.
    """
    here = {*_pairs(even(bulletin.title)), *_pairs(low, *passage.around)}
    title = {pair for pair in _pairs(even(about.given.bulletin.title)) if weights[pair] >= _TITLE}
    return weights.of(title & here) >= _SAME_TITLE * max(weights.of(title), 0.01)


def _is_telling(shared: Iterable[str], weights: Weights) -> bool:
    """Tell whether passages share so much that few bulletins have that they need no title in common."""
    phrases, score = _weigh(shared, weights, _TELLING)
    return phrases >= 3 and score >= 2.0


def _quotes(directive: Directive, bulletin: Bulletin, passage: _Passage) -> tuple[Mention, Mention]:
    end = min(passage.end, passage.start + MAX_QUOTE)
    return (
        Mention(directive.start, directive.end, directive.text),
        Mention(passage.start, end, bulletin.text[passage.start : end]),
    )


def _passages(about: Subject, bulletin: Bulletin, low: str) -> Iterator[_Passage]:
    """Yield the sentences of the body that hold rare pairs of the subject."""
    places = sorted(found.start() for pair in about.rare for found in re.finditer(re.escape(pair), low))
    flat = bulletin.text.replace("\n", " ")
    for block in blocks(bulletin.text, bulletin.body) if len(places) >= _CLOSE[0] else ():
        if bisect_left(places, block.end) - bisect_left(places, block.start) < _CLOSE[0]:
            continue
        for start, end, whole in _clauses(flat, sentences(flat, block.start, block.end)):
            if bisect_left(places, end) - bisect_left(places, start) >= _CLOSE[0]:
                pairs = frozenset(_pairs(_PURPOSE.sub(" ; ", low[start:end])))
                yield _Passage(start, end, (block.start, block.end), pairs, whole)


def _clauses(flat: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Yield sentences, and of a list of shortcomings or results ("...; ...; ...") each member too, marked as such."""
    for start, end in found:
        yield start, end, True
        begin = start
        while (stop := flat.find(";", begin, end)) >= 0:
            yield begin, stop, False
            begin = stop + 1 + (flat[stop + 1 : stop + 2] == " ")
        if start < begin < end:
            yield begin, end, False


def _weigh(pairs: Iterable[str], weights: Weights, least: float = _RARE) -> tuple[int, float]:
    """Return how many separate phrases the telling pairs make up, and their weight: a long name counts once."""
    telling = {pair: weights[pair] for pair in pairs if weights[pair] >= least}
    firsts = {pair.split()[0] for pair in telling}
    lasts = {pair.split()[1] for pair in telling}
    phrases = [
        weight + (0.25 if pair.split()[1] in firsts else 0.0)
        for pair, weight in telling.items()
        if pair.split()[0] not in lasts  # a phrase starts here; the pairs that go on with it add little
    ]
    return len(phrases), sum(phrases)


def _least(
    given: DirectiveOf, passage: _Passage, low: str, facts: Facts, weights: Weights
) -> tuple[int, float, float] | None:
    """Return what the passages must share, by who ties them: an addressee or a place here, the giver anywhere."""
    around = low[passage.around[0] : passage.around[1]]
    if any(name in low[passage.start : passage.end] for name in _names(given.directive.addressees, weights)):
        return _NAMED
    if any(key in around for key in _actors(given.directive.addressees)) or any(
        name in around for name in _names([given.directive.text, *given.directive.addressees], weights)
    ):
        return _CLOSE
    here = {p.name for p in facts.places if passage.around[0] <= p.start < passage.around[1]}
    there = {p.name for p in given.facts.places if given.directive.start <= p.start < given.directive.end}
    if any(weights[pair] >= _RARE for name in here & there for pair in _pairs(even(name))):
        return _CLOSE
    giver = given.directive.giver
    named = giver is not None and (any(o.name == giver for o in facts.officials) or even(giver) in low)
    return _LOOSE if named else None


def _kind(about: Subject, passage: _Passage, low: str, facts: Facts) -> FollowUpKind | None:
    again = [d for d in facts.directives if d.start < passage.end and passage.start < d.end]
    given = about.given.directive
    if again and all(_is_for_another(given.addressees, d.addressees) for d in again):
        return None
    kind = kind_of(_PURPOSE.sub("", low[passage.start : passage.end]), given.text, about.day, demanded=bool(again))
    return kind if kind != "repeated" or passage.whole else None


def _is_for_another(first: Sequence[str], later: Sequence[str]) -> bool:
    """Tell whether two demands go to two bodies, each by its name: the same words, and not the same task."""
    one, other = _actors(first), _actors(later)
    return bool(one and other) and not any(a in b or b in a for a in one for b in other)


def _names(texts: Iterable[str], weights: Weights) -> list[str]:
    """Return the proper names of some words ("Kênh Sậy") that few bulletins have."""
    names = {even(m.group()) for text in texts for m in _NAME.finditer(text) if not _BODY.match(m.group())}
    return [name for name in names if weights[" ".join(name.split()[:2])] >= _RARE]


def _is_copy(first: Bulletin, later: Bulletin) -> bool:
    """Tell whether the later text is the same news published twice, not a follow-up."""
    if first.id == later.id or (first.title and even(first.title) == even(later.title)):
        return True
    one, other = (set(_pairs(even(b.text.replace("\n", " ")), b.body)) for b in (first, later))
    return len(one & other) > _COPY * max(1, min(len(one), len(other)))


def _day(bulletin: Bulletin) -> date | None:
    try:
        return date.fromisoformat(bulletin.day) if bulletin.day else None
    except ValueError:  # a date that no calendar has: as good as none
        return None


@cache
def _empty() -> frozenset[str]:
    return frozenset(column("follow_up_empty"))


def _pairs(low: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """Yield the pairs of neighbouring syllables of which at least one carries a subject; numbers carry none."""
    before, stop, empty = None, start, _empty()
    for found in _SYLLABLE.finditer(low, start, len(low) if end is None else end):
        word = found.group()
        bare = before is None or before in empty or before.isdigit()
        if found.start() - stop <= 1 and before and not (bare and (word in empty or word[0].isdigit())):
            yield f"{before} {word}"
        before, stop = word, found.end()


def _own(given: DirectiveOf) -> set[str]:
    low = _PURPOSE.sub(" ; ", _demand(even(" ".join(given.directive.text.split())), given.directive.force))
    inside = [p.name for p in given.facts.places if given.directive.start <= p.start < given.directive.end]
    inside += [m.group() for m in _NAME.finditer(given.directive.text)]
    others = [*given.directive.addressees, given.directive.giver or "", given.directive.giver_post or "", *inside]
    named = {pair for words in others for pair in _pairs(even(words))}
    return set(_pairs(low)) - named


def _demand(low: str, force: str | None) -> str:
    """Return a demand without the purpose that it begins with: "Để ..., Sở đề nghị" is about what is asked."""
    at = low.find(even(force)) if force and re.match(r"\W*(?:để|nhằm)\s", low) else -1
    return low[at:] if at > 0 else low


def _actors(addressees: Sequence[str]) -> list[str]:
    """Return the addressees that name one body or place: a capital letter behind the first word."""
    return [
        even(a)
        for a in addressees
        if re.search(r"\s[^\W\d_a-zà-ỹ]", a) and not a.lower().startswith(("các ", "những "))
    ]
