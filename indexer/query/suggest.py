"""Did you mean, and completion: only of what has results, and never for numbers or acronyms.

The slips that are looked for are those of Vietnamese typing: a wrong or missing mark, keys that an input method left
behind (``vieejt``, ``vie65t``), a neighbouring, doubled, missing or swapped letter. A letter may differ in words of
five letters or more, two in words of nine or more, never the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from time import monotonic
from typing import Final

from indexer.analysis.abbreviations import of_short
from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, has_marks, match_form
from indexer.analysis.normalise import clean
from indexer.engine.port import Engine, Request
from indexer.engine.query import And, Term
from indexer.errors import QueryTooLong
from indexer.limits import QUERY_CHARACTERS
from indexer.query.parser import parse
from indexer.query.plan import plan
from indexer.query.reading import is_unmarked
from indexer.query.telex import decoded
from indexer.query.tree import Word, leaves
from indexer.query.vocabulary import Vocabulary, vocabulary
from indexer.schema import Scope

RARE: Final = 2  # documents: a word in no more of them may be a slip ...
_TIMES: Final = 50  # ... when another spelling stands in so many times more
_ONE: Final = 5  # letters from which one may differ
_TWO: Final = 9
_WORDS: Final = 8  # of a query, that are looked at
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_CANDIDATES: Final = 60
_DECODED: Final = 4.0  # how much more likely than another letter, as a logarithm
_REMARKED: Final = 2.0
_SELDOM: Final = 100  # a completion so many times rarer than the best one is a slip of some text
_SHORTEST: Final = 2  # letters
_SECONDS: Final = 0.005  # for asking whether completions have results; those that were asked about are returned
_LONGEST_PREFIX: Final = 100  # characters
_TAILS: Final = (4, 3, 2, 1)  # last words of a prefix that a known phrase may start with


def did_you_mean(text: str, engine: Engine, scope: Scope = "ban-tin") -> str | None:
    """Return a query that has results where a word of this one has none or next to none; None when all is well."""
    try:
        parsed = parse(text)
    except QueryTooLong:
        return None
    words = [leaf for leaf in leaves(parsed.tree) if isinstance(leaf, Word)]
    words = [word for word in words if parsed.text[slice(*word.span)] == word.text][:_WORDS]
    known = vocabulary(engine, scope)
    unmarked = is_unmarked(word.text for word in words)
    spelled: list[str] = []
    for number, word in enumerate(words):
        before = spelled[-1] if spelled else ""
        after = words[number + 1].text if number + 1 < len(words) else ""
        found = _better(word.text, before, after, known, unmarked)
        spelled.append(_cased(found, word.text) if found else word.text)
    better = parsed.text
    for word, text in reversed(list(zip(words, spelled, strict=True))):
        better = better[: word.span[0]] + text + better[word.span[1] :]
    return better if better != parsed.text and _has_results(better, engine, scope) else None


def _better(word: str, before: str, after: str, known: Vocabulary, unmarked: bool) -> str | None:
    """Return another spelling of a word that texts hardly hold, the likeliest beside its neighbours."""
    if not _may_be_a_slip(word):
        return None
    form = fold(word) if unmarked else match_form(word)
    count = known.count(form, folded=unmarked)
    if count > RARE:
        return None
    prior = _candidates(form, known, unmarked)
    best = max(prior, key=lambda text: prior[text] + _likely(text, before, after, known), default=None)
    if best is None or known.count(best, folded=not has_marks(best)) < max(1, count * _TIMES):
        return None
    return best


def _may_be_a_slip(word: str) -> bool:
    """Tell whether a word is neither a number nor an acronym, and one syllable."""
    if len(syllables(word)) != 1 or of_short(word):
        return False
    if word.isupper() and len(word) > 1:
        return False
    return not any(char.isdigit() for char in word) or (word[0].isalpha() and bool(decoded(word)))


def _candidates(form: str, known: Vocabulary, unmarked: bool) -> dict[str, float]:
    """Return known spellings near a form, with what speaks for each: keys left behind, other marks, other letters."""
    found: dict[str, float] = {}
    for text in map(match_form, decoded(form)):
        for other in (text, *known.by_fold.get(fold(text), ())[:4]):
            if other in known.syllables:
                found.setdefault(other, _DECODED if other == text else _REMARKED)
    for text in () if unmarked else known.by_fold.get(fold(form), ()):
        found.setdefault(text, _REMARKED)
    for folded in _near(fold(form), known):
        for text in [folded] if unmarked else known.by_fold[folded][:4]:
            found.setdefault(text, 0.0)
    found.pop(form, None)
    return dict(list(found.items())[:_CANDIDATES])


def _near(folded: str, known: Vocabulary) -> Iterator[str]:
    """Yield known folded forms with one letter changed, dropped, added or swapped, two in long words."""
    if len(folded) >= _ONE and folded.isalpha():
        yield from (edit for edit in _edits(folded) if edit in known.by_fold)
    if len(folded) >= _TWO:
        for other in known.long_forms.get(folded[0], ()):
            if abs(len(other) - len(folded)) <= 2 and _distance(folded, other, 2) <= 2:
                yield other


def _edits(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS if letter != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def _distance(one: str, other: str, limit: int) -> int:
    """Return the number of letters changed, dropped or added between two words; limit + 1 when it is more."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        previous, row = row, [at]
        for place, against in enumerate(other, 1):
            row.append(min(previous[place] + 1, row[-1] + 1, previous[place - 1] + (letter != against)))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _likely(text: str, before: str, after: str, known: Vocabulary) -> float:
    """Return how likely a spelling is between its neighbours: pyvi's words weigh most, then pairs, then frequency."""
    score = log(1 + known.count(text, folded=not has_marks(text)))
    for left, right in ((before, text), (text, after)):
        if left and right:
            score += 2 * log(1 + known.pairs.get(f"{fold(left)}_{fold(right)}", 0))
            score += 3 * log(1 + known.words.get(f"{match_form(left)}_{match_form(right)}", 0))
    return score


def _cased(found: str, typed: str) -> str:
    return found.capitalize() if typed[:1].isupper() else found


def _has_results(text: str, engine: Engine, scope: Scope) -> bool:
    try:
        planned = plan(text, engine, scope)
    except QueryTooLong:
        return False
    return engine.search(Request(scope=scope, match=planned.match, size=0, snippets=False)).total > 0


def _stands(text: str, engine: Engine, scope: Scope) -> bool:
    """Tell whether a document holds all the syllables: cheaper than planning, and never more than the plan finds."""
    form, field = (match_form, "syllable") if has_marks(text) else (fold, "folded")
    terms = dict.fromkeys(Term(field, form(token.text)) for token in syllables(text))
    return engine.search(Request(scope=scope, match=And(tuple(terms)), size=0, snippets=False)).total > 0


def complete(prefix: str, engine: Engine, scope: Scope = "ban-tin", limit: int = 8) -> list[str]:
    """Return queries that go on from what was typed and have results, the most frequent first.

    The last words typed are the start of a known word, name, post, body or place; those before them stay as typed.
    As many as five milliseconds allow, since somebody is typing.
    """
    if len(prefix) > QUERY_CHARACTERS:
        return []
    typed = clean(prefix)
    typed = typed + " " if prefix[-1:].isspace() and typed else typed
    words = typed.split()
    if not words or len(typed) > _LONGEST_PREFIX or limit < 1 or any(char in typed for char in '"():*'):
        return []
    known = vocabulary(engine, scope)
    found = {match_form(typed.strip()): ""}
    until = monotonic() + _SECONDS
    for head, text in _continuations(typed, words, known, limit):
        if head and monotonic() > until:
            break
        whole = f"{head} {text}" if head else text
        key = match_form(whole)
        if key not in found and (not head or _stands(whole, engine, scope)):
            found[key] = whole
        if len(found) > limit:
            break
    return [text for text in found.values() if text]


def _continuations(typed: str, words: list[str], known: Vocabulary, limit: int) -> Iterator[tuple[str, str]]:
    """Yield what stays as typed and what goes on from it, the longest known beginnings first."""
    blank = " " if typed.endswith(" ") else ""
    for tail in _TAILS:
        head, start = " ".join(words[:-tail]), " ".join(words[-tail:]) + blank
        if tail <= len(words) and (tail > 1 or blank or not head):
            for text in _continued(start, known, limit):
                yield head, text
    if not blank and len(words) > 1:
        for text in _next_syllables(words[-2], words[-1], known, limit):
            yield " ".join(words[:-1]), text


def _next_syllables(before: str, start: str, known: Vocabulary, limit: int) -> list[str]:
    """Return the syllables that go on from ``start`` after ``before``, by how often the two stand together."""
    follows = known.following(fold(before), fold(start), limit)
    if not has_marks(before + start):
        return follows
    left, typed = match_form(before), match_form(start)
    texts = []
    for folded in follows:
        near = [text for text in known.by_fold.get(folded, ()) if not has_marks(typed) or text.startswith(typed)]
        texts += sorted(near, key=lambda text: -known.words.get(f"{left}_{text}", 0))[:1]
    return texts


def _continued(start: str, known: Vocabulary, limit: int) -> list[str]:
    """Return known phrases that start so; marks that were typed must be there, but for the word being typed."""
    folded = " ".join(fold(token.text) for token in syllables(start)) + (" " if start.endswith(" ") else "")
    if len(folded) < _SHORTEST:
        return []
    done = match_form(start[: start.rfind(" ") + 1])
    last = match_form(start[start.rfind(" ") + 1 :])
    kept: list[str] = []
    entries = known.completions.starting(folded)
    for entry in entries:
        if entry.count * _SELDOM < entries[0].count or len(kept) == limit:
            break
        form = match_form(entry.text)
        if (not has_marks(done) or form.startswith(done)) and (not has_marks(last) or form.startswith(done + last)):
            kept.append(entry.text)
    return kept
