"""One search as parameters: read from a URL, an API call or a command line, and written back in one order.

Reading what was written gives the same parameters again, so every state of a page is one short address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal, get_args
from urllib.parse import quote_plus

from indexer.engine.port import Sort
from indexer.errors import UnknownParameter, UsageError
from indexer.limits import PAGE, SIZE
from indexer.schema import BY_NAME, KEYWORD_FIELDS, SCOPES, Scope

Language = Literal["vi", "en"]

SELECTIONS: Final = tuple(field.name for field in KEYWORD_FIELDS)
SINGLE: Final = ("q", "scope", "from", "to", "sort", "page", "after", "size", "lang")
NAMES: Final = (*SINGLE[:4], *SELECTIONS, *SINGLE[4:])
# Added by those who share an address; dropped, so that a shared address works.
TRACKING: Final = re.compile(r"(?:utm_\w{1,32}|fbclid|gclid|zarsrc|mc_cid|mc_eid|_ga)")
VALUES_A_FIELD: Final = 50
PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Parameters:
    """What was asked for. ``selections``: chosen values by keyword field; ``since`` and ``until`` are ISO days."""

    q: str = ""
    scope: Scope = "ban-tin"
    since: str | None = None
    until: str | None = None
    selections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort | None = None
    page: int = 1
    after: str | None = None
    size: int = PAGE_SIZE
    lang: Language = "vi"
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> Sort:
        """Return the order in force: relevance with a query, newest first without one."""
        return self.sort or ("relevance" if self.q.strip() else "newest")

    def with_value(self, name: str, value: str) -> Parameters:
        """Return the search with one more value selected, from the first page on."""
        chosen = self.selections.get(name, ())
        return self._select(name, (*chosen, value)) if value not in chosen else self

    def without_value(self, name: str, value: str) -> Parameters:
        """Return the search with one value no longer selected, from the first page on."""
        return self._select(name, tuple(v for v in self.selections.get(name, ()) if v != value))

    def _select(self, name: str, values: tuple[str, ...]) -> Parameters:
        selections = {**self.selections, name: values}
        return replace(self, selections={n: v for n, v in selections.items() if v}, page=1, after=None)

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values in the one canonical order, defaults left out."""
        single = {
            "q": self.q,
            "scope": self.scope if self.scope != "ban-tin" else "",
            "from": self.since or "",
            "to": self.until or "",
            "sort": self.sort or "",
            "page": str(self.page) if self.page > 1 else "",
            "after": self.after or "",
            "size": str(self.size) if self.size != PAGE_SIZE else "",
            "lang": self.lang if self.lang != "vi" else "",
        }
        result: list[tuple[str, str]] = []
        for name in NAMES:
            values = (single[name],) if name in single else sorted(self.selections.get(name, ()))
            result += [(name, value) for value in values if value]
        return result

    def query_string(self) -> str:
        """Return the canonical query string, without a question mark."""
        return "&".join(f"{name}={_quoted(value)}" for name, value in self.pairs())


@lru_cache(maxsize=8_192)
def _quoted(value: str) -> str:
    """Return a value as it stands in an address; a page of results writes the same few some hundred times."""
    return quote_plus(value)


def read_parameters(items: Iterable[tuple[str, str]], *, lenient: bool = False) -> Parameters:
    """Return the parameters that names and values spell out.

    Raises `UnknownParameter` for a name nobody knows and `UsageError` for a value that means nothing. With ``lenient``
    (a page for people) a wrong date, page or size is left out and told under ``problems`` instead.
    """
    single: dict[str, str] = {}
    selections: dict[str, list[str]] = {}
    for name, value in items:
        if TRACKING.fullmatch(name):
            continue
        if name in SELECTIONS:
            _choose(selections.setdefault(name, []), name, value)
        elif name in SINGLE:
            if value.strip():
                single[name] = value.strip()
        else:
            raise UnknownParameter(f"Không có tham số “{name[:40]}”.", f"Các tham số: {', '.join(NAMES)}.")
    problems: dict[str, str] = {}
    values = {name: _checked(name, value, problems, lenient) for name, value in single.items()}
    return Parameters(
        q=single.get("q", ""),
        scope=values.get("scope") or "ban-tin",
        since=values.get("from"),
        until=values.get("to"),
        selections={name: tuple(chosen) for name, chosen in selections.items() if chosen},
        sort=values.get("sort"),
        page=values.get("page") or 1,
        after=values.get("after"),
        size=values.get("size") or PAGE_SIZE,
        lang=values.get("lang") or "vi",
        problems=problems,
    )


def _choose(chosen: list[str], name: str, value: str) -> None:
    value = value.strip()
    if value and value not in chosen:
        if len(chosen) >= VALUES_A_FIELD:
            raise UsageError(f"Quá nhiều giá trị cho “{name}”.", f"Nhiều nhất {VALUES_A_FIELD}.")
        chosen.append(value)


def _checked(name: str, value: str, problems: dict[str, str], lenient: bool) -> Any:
    reader = _READERS.get(name)
    if reader is None:
        return value
    try:
        return reader(value)
    except UsageError as error:
        if not lenient or name not in ("from", "to", "page", "size", "after"):
            raise
        problems[name] = error.message
        return None


def _one_of(name: str, allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise UsageError(f"“{value[:40]}” không dùng được cho “{name}”.", f"Các giá trị: {', '.join(allowed)}.")
        return value

    return read


def _whole(name: str, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", value) or not 1 <= int(value) <= most:
            raise UsageError(f"“{name}” phải là số từ 1 đến {most}.", "Thu hẹp bằng bộ lọc, hoặc đi tiếp bằng “after”.")
        return int(value)

    return read


_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def read_day(text: str, *, last: bool = False) -> str:
    """Return the ISO day that ``d/m/yyyy``, ``m/yyyy``, ``yyyy`` or an ISO date spells: the first meant, or the last.

    Raises `UsageError` when it spells none.
    """
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.group(1), iso.group(2), iso.group(3)
    elif written := _DAY.fullmatch(text):
        day, month, year = written.groups()
    else:
        raise UsageError(f"“{text[:40]}” không phải là ngày.", "Viết ngày/tháng/năm, ví dụ 15/12/2023.")
    try:
        first_month, last_month = (int(month), int(month)) if month else (1, 12)
        if day:
            return date(int(year), first_month, int(day)).isoformat()
        if not last:
            return date(int(year), first_month, 1).isoformat()
        following = date(int(year) + last_month // 12, last_month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    except ValueError as error:
        raise UsageError(f"“{text[:40]}” không có trong lịch.", "Viết ngày/tháng/năm, ví dụ 15/12/2023.") from error


_AFTER = re.compile(r"-?[0-9.e+-]{1,32}~[A-Za-z0-9._-]{1,96}")


def _after(value: str) -> str:
    if not _AFTER.fullmatch(value):
        raise UsageError("Vị trí “after” không đúng dạng.", "Dùng giá trị mà trang trước đã cho.")
    return value


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "scope": _one_of("scope", SCOPES),
    "sort": _one_of("sort", get_args(Sort)),
    "lang": _one_of("lang", get_args(Language)),
    "page": _whole("page", PAGE),
    "size": _whole("size", SIZE),
    "from": read_day,
    "to": lambda value: read_day(value, last=True),
    "after": _after,
}


def label_of(name: str, language: Language) -> str:
    """Return what a parameter that selects is called in a language."""
    return BY_NAME[name].label[0 if language == "vi" else 1]
