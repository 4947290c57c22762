"""What stands beside a document number: the kind of document before it, the issuer after it."""

from __future__ import annotations

import re
from functools import cache

from indexer.extraction.lexicon import rows

_OF = re.compile(
    r"[\s,]{0,2}\(?(?:ban\shành\s)?(?:ngày\s[0-9/.\-\s]{3,12}(?:tháng\s[0-9]{1,2}\snăm\s[0-9]{4}|năm\s[0-9]{4})?)?[\s,]{0,2}của\s(?P<body>[A-ZĐƯÔÂỦ][^,.;:()“”\"]{1,70})"
)
# Words that end the name of the issuer.
_STOP = re.compile(
    r"\s(?:về|khóa|khoá|một\ssố|[Qq]uy\sđịnh|hướng\sdẫn|đề\snghị|yêu\scầu|tăng\scường|triển\skhai|do|có|đã|được|cho"
    r"|và(?=\s[^\s]{2,8}\s(?:số|định|quyết|thị|văn|bố)\s)|nhằm|phê\sduyệt|[Bb]an\shành|[Tt]hông\sbáo|trên|tại|gửi|đến|là"
    r"|để|xem|thực\shiện|ngày|giao|chỉ\sđạo|phê\schuẩn)(?![^\W\d_])"
)


@cache
def document_kinds() -> frozenset[str]:
    """Return the kinds of documents, in lower case."""
    return frozenset(row[1] for row in rows("document_types"))


@cache
def _codes() -> dict[str, str]:
    return {row[0].casefold(): row[1] for row in rows("document_types") if row[0] != "-"}


@cache
def _issuers() -> dict[str, str]:
    return {row[0].casefold(): row[1] for row in rows("issuers")}


def kind_before(text: str, start: int) -> str | None:
    """Return the kind of document that is written right before a number, in lower case, or None."""
    words = _NUMBER_WORD.sub("", text[max(0, start - 36) : start]).casefold().split()[-_KIND_WORDS:]
    for n in range(len(words)):
        kind = " ".join(words[n:]).lstrip('(“"')
        if kind in document_kinds():
            return kind
    return None


_NUMBER_WORD = re.compile(r"\s?(?:số\s?:?|:)?\s{0,2}\Z", re.IGNORECASE)
_KIND_WORDS = 4


def type_of(text: str, start: int, symbol: str) -> str | None:
    """Return the kind of document: as written before the number, else as its code says; None when neither tells."""
    written = kind_before(text, start)
    if written:
        return written
    pieces = _pieces(symbol)
    if not pieces:
        return None
    if pieces[0].rstrip("0123456789").casefold() in _issuers():
        # A number that begins with its issuer is a letter's ("9042/UBND-CT"); the National Assembly's can be a law's.
        return None if pieces[0].startswith(("QH", "CP", "TTg")) else "công văn"
    return _codes().get(pieces[0].casefold())


def issuer_beside(text: str, end: int, symbol: str) -> str | None:
    """Return the body named after the number ("... của Thủ tướng Chính phủ"), else the one its code names, or None."""
    written = _OF.match(text, end)
    if written:
        body = _STOP.split(written["body"])[0]
        return " ".join(body.split()) or None
    pieces = _pieces(symbol)
    for piece in reversed(pieces[:2]):
        name = _issuers().get(piece.rstrip("0123456789").casefold())
        if name:
            return name
    return None


def _pieces(symbol: str) -> list[str]:
    return [piece for piece in re.split(r"[\s\-–—/:.,_]+", symbol) if piece]
