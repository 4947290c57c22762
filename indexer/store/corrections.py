"""An operator's word against the extractor's: kept apart from the facts, applied each time they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, cast, get_args

from indexer.bulletin import Bulletin, BulletinKind, Facts
from indexer.errors import UsageError
from indexer.store.records import Correction

Applied = tuple[Bulletin, Facts]
KINDS: tuple[str, ...] = get_args(BulletinKind)


def _published(bulletin: Bulletin, facts: Facts, value: str) -> Applied:
    return replace(bulletin, published=value or None), facts


def _event_date(bulletin: Bulletin, facts: Facts, value: str) -> Applied:
    return bulletin, replace(facts, event_date=value or None)


def _kind(bulletin: Bulletin, facts: Facts, value: str) -> Applied:
    if value not in KINDS:
        raise UsageError(f"{value}: không phải một loại bản tin.", f"Các loại: {', '.join(KINDS)}.")
    return bulletin, replace(facts, kind=cast(BulletinKind, value))


def _tags(bulletin: Bulletin, facts: Facts, value: str) -> Applied:
    return replace(bulletin, tags=tuple(filter(None, (tag.strip() for tag in value.split(";"))))), facts


FIELDS: dict[str, Callable[[Bulletin, Facts, str], Applied]] = {
    "event_date": _event_date,
    "kind": _kind,
    "published": _published,
    "tags": _tags,
}
DIRECTIVE_FIELDS = ("addressees", "due", "force", "giver", "giver_post")


def _directive(facts: Facts, n: int, field: str, value: str) -> Facts:
    new: Any = (
        tuple(filter(None, (part.strip() for part in value.split(";")))) if field == "addressees" else value or None
    )
    return replace(
        facts,
        directives=tuple(replace(d, **cast(dict[str, Any], {field: new})) if d.n == n else d for d in facts.directives),
    )


def correct(bulletin: Bulletin, facts: Facts, field: str, value: str) -> Applied:
    """Return the bulletin and facts with one field set: ``published``, ``kind``, ... or ``directive.3.due``.

    Several values are parted by ``;``; an empty value says that there is none. Raises `UsageError` for another field.
    """
    if field in FIELDS:
        return FIELDS[field](bulletin, facts, value)
    parts = field.split(".")
    if len(parts) == 3 and parts[0] == "directive" and parts[1].isdecimal() and parts[2] in DIRECTIVE_FIELDS:
        return bulletin, _directive(facts, int(parts[1]), parts[2], value)
    names = ", ".join((*FIELDS, *(f"directive.N.{name}" for name in DIRECTIVE_FIELDS)))
    raise UsageError(f"{field}: không sửa được trường này.", f"Các trường: {names}.")


def apply_corrections(bulletin: Bulletin, facts: Facts, corrections: Iterable[Correction]) -> Applied:
    """Return bulletin and facts as the operator wants them."""
    for correction in corrections:
        if correction.value is None:
            continue
        bulletin, facts = correct(bulletin, facts, correction.field, correction.value)
    return bulletin, facts


def corrections_of(db: sqlite3.Connection, page: str) -> list[Correction]:
    """Return the corrections of a page that are in force, in order of field."""
    newest = {correction.field: correction for correction in history_of(db, page)}
    return [newest[field] for field in sorted(newest) if newest[field].value is not None]


def history_of(db: sqlite3.Connection, page: str) -> list[Correction]:
    """Return all that was decided on the fields of a page, the oldest first."""
    rows = db.execute("SELECT id, field, value, reason, at FROM corrections WHERE id = ? ORDER BY n", (page,))
    return [Correction(*row) for row in rows]
