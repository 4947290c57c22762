"""The one table of fields: what is indexed, what can be asked for, and under which names.

A row gives the Whoosh field, the OpenSearch mapping, the URL and API parameter, the command-line option, the names in
the query language and the facet. Nothing else in the code lists fields.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

Scope = Literal["ban-tin", "chi-dao", "can-bo"]
SCOPES: Final[tuple[Scope, ...]] = ("ban-tin", "chi-dao", "can-bo")
SCOPE_LABELS: Final[dict[str, tuple[str, str]]] = {
    "ban-tin": ("Bản tin", "Bulletins"),
    "chi-dao": ("Chỉ đạo", "Directives"),
    "can-bo": ("Cán bộ", "Officials"),
}

FieldKind = Literal["text", "keyword", "date"]
UNKNOWN_DATE: Final = "không rõ ngày"
NO_DUE_DATE: Final = "không có thời hạn"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index.

    ``kind``: text fields hold terms in order and are searched and ranked; keyword fields hold whole values that filter
    and are counted; date fields hold one ISO date (or date and time) that sorts and is filtered by range.
    ``positions``: a text field that answers phrases. ``scopes``: where the field is filled.
    ``facet``: its values are counted beside the results. ``aliases``: names in the query language besides ``name``.
    """

    name: str
    kind: FieldKind
    label: tuple[str, str]
    scopes: tuple[Scope, ...] = SCOPES
    positions: bool = False
    facet: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""


_BOTH: Final[tuple[Scope, ...]] = ("ban-tin", "chi-dao")
_DIRECTIVES: Final[tuple[Scope, ...]] = ("chi-dao",)

FIELDS: Final[tuple[Field, ...]] = (
    Field("syllable", "text", ("âm tiết", "syllables"), positions=True),
    Field("folded", "text", ("âm tiết không dấu", "syllables without marks"), positions=True),
    Field("word", "text", ("từ", "words")),
    Field("pair", "text", ("cặp âm tiết không dấu", "pairs of syllables without marks")),
    Field(
        "title", "text", ("tiêu đề không dấu", "title without marks"), positions=True, aliases=("tiêu đề", "tieu de")
    ),
    Field("published", "date", ("Ngày đăng", "Published"), aliases=("ngày", "date")),
    Field("year", "keyword", ("Năm", "Year"), facet=True, aliases=("năm",)),
    Field("month", "keyword", ("Tháng", "Month"), facet=True, aliases=("tháng",)),
    Field("official", "keyword", ("Cán bộ", "Official"), facet=True, aliases=("cán bộ", "đồng chí", "người")),
    Field("post", "keyword", ("Chức vụ", "Post"), facet=True, aliases=("chức vụ", "chức danh")),
    Field("body", "keyword", ("Cơ quan", "Body"), facet=True, aliases=("cơ quan", "đơn vị")),
    Field("place", "keyword", ("Địa bàn", "Place"), scopes=_BOTH, facet=True, aliases=("địa bàn", "nơi")),
    Field("zone", "keyword", ("Phần bản tin", "Part"), scopes=("ban-tin",), facet=True, aliases=("phần",)),
    Field("kind", "keyword", ("Loại", "Kind"), scopes=_BOTH, facet=True, aliases=("loại",)),
    Field("number", "keyword", ("Số văn bản", "Document number"), scopes=_BOTH, aliases=("số", "văn bản")),
    Field(
        "giver", "keyword", ("Người chỉ đạo", "Given by"), scopes=_DIRECTIVES, facet=True, aliases=("người chỉ đạo",)
    ),
    Field(
        "addressee",
        "keyword",
        ("Giao cho", "Addressed to"),
        scopes=_DIRECTIVES,
        facet=True,
        aliases=("giao cho", "nơi nhận"),
    ),
    Field("force", "keyword", ("Mức độ", "Force"), scopes=_DIRECTIVES, facet=True, aliases=("mức độ",)),
    Field("due", "keyword", ("Thời hạn", "Due"), scopes=_DIRECTIVES, facet=True, aliases=("thời hạn", "hạn")),
    Field("due_date", "date", ("Ngày đến hạn", "Due date"), scopes=_DIRECTIVES),
)

BY_NAME: Final[dict[str, Field]] = {field.name: field for field in FIELDS}
TEXT_FIELDS: Final = tuple(field for field in FIELDS if field.kind == "text")
KEYWORD_FIELDS: Final = tuple(field for field in FIELDS if field.kind == "keyword")
DATE_FIELDS: Final = tuple(field for field in FIELDS if field.kind == "date")
FACETS: Final = tuple(field for field in FIELDS if field.facet)

FORMAT_VERSION: Final = 1


def facets_of(scope: str) -> tuple[Field, ...]:
    """Return the fields whose values are counted in a scope, in the order of the page."""
    return tuple(field for field in FACETS if scope in field.scopes)


def date_number(iso: str | None) -> int:
    """Return a date or date and time as a number that sorts: ``2023-12-15T15:51`` -> 202312151551; None -> -1.

    A date without a time counts as 00:00, a month as its first day. Local calendar time, never an instant.
    """
    if not iso:
        return -1
    digits = iso.replace("-", "").replace("T", "").replace(":", "")
    return int(digits[:6] + (digits[6:] or "01")[:6].ljust(6, "0"))


def schema_fingerprint() -> str:
    """Return a short fingerprint of everything here that shapes an index."""
    shape = repr((FORMAT_VERSION, [(f.name, f.kind, f.scopes, f.positions) for f in FIELDS]))
    return hashlib.sha256(shape.encode()).hexdigest()[:12]
