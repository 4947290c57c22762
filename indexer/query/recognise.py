"""A query that is a date, an official, a place, a body or a document number is offered as a filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.analysis.fold import fold, has_marks, match_form
from indexer.analysis.normalise import clean
from indexer.engine.port import Engine
from indexer.extraction.document_numbers.find import looks_like_number, number_key
from indexer.limits import QUERY_CHARACTERS
from indexer.query.dates import stretch
from indexer.query.vocabulary import vocabulary
from indexer.schema import BY_NAME, Scope

_FIELDS: Final = ("official", "place", "body", "post")
_MOST: Final = 3  # offers of one field
_LONGEST: Final = 80  # characters of a text that could be a name
_WORDS_BEFORE_A_DATE: Final = ("ngày ", "ngay ", "tháng ", "thang ", "năm ", "nam ")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A filter to offer: the field (``published`` for a stretch ``from..to``), its value, and what people read."""

    field: str
    value: str
    label: str


def recognise(text: str, engine: Engine, scope: Scope = "ban-tin") -> list[Recognised]:
    """Return the filters that a whole query could stand for, only such as have results; empty for anything longer."""
    if len(text) > QUERY_CHARACTERS:
        return []
    text = " ".join(clean(text).split()).strip(' "“”?.,')
    if not text or len(text) > _LONGEST:
        return []
    return [*_dates(text), *_numbers(text, engine, scope), *_names(text, engine, scope)]


def _dates(text: str) -> Iterator[Recognised]:
    lowered = text.lower()
    for word in _WORDS_BEFORE_A_DATE:
        lowered = lowered.removeprefix(word)
    days = stretch(lowered) if ".." not in lowered else None
    low, high = days or (None, None)
    if low and high:
        label = _shown(low) if low == high else f"{_shown(low)} – {_shown(high)}"
        yield Recognised("published", f"{low}..{high}", f"{BY_NAME['published'].label[0]}: {label}")


def _shown(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def _numbers(text: str, engine: Engine, scope: Scope) -> Iterator[Recognised]:
    if scope not in BY_NAME["number"].scopes or not looks_like_number(text):
        return
    key = number_key(text)
    if any(value == key for value, _ in engine.terms(scope, "number", key, limit=1)):
        yield Recognised("number", key, f"{BY_NAME['number'].label[0]}: {text}")


def _names(text: str, engine: Engine, scope: Scope) -> Iterator[Recognised]:
    """Offer values that are the text, or whose last part it is when it has two syllables or more ("Trường Giang")."""
    marked = has_marks(text)
    wanted = (match_form if marked else fold)(text)
    if len(wanted) < 2:
        return
    for name in _FIELDS:
        if scope not in BY_NAME[name].scopes:
            continue
        values = vocabulary(engine, scope).ending(name, wanted.rpartition(" ")[2], marked=marked)
        found = [value for value in values if _means(value.marked if marked else value.folded, wanted, name)]
        for value in found[:_MOST]:
            yield Recognised(name, value.text, f"{BY_NAME[name].label[0]}: {value.text}")


def _means(form: str, wanted: str, name: str) -> bool:
    if form == wanted:
        return True
    if name == "official":
        return " " in wanted and form.endswith(f" {wanted}")
    return name == "place" and " " in wanted and form.split(",")[0].endswith(f" {wanted}")
