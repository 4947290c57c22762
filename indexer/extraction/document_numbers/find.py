"""Document numbers with a symbol: "42/2014/QĐ-TTg", "08-CTr/TU", "102/2009/NĐ – CP", and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from indexer.bulletin import Bulletin, Date, DocumentNumber, Facts
from indexer.extraction.document_numbers.parts import issuer_beside, kind_before, type_of
from indexer.extraction.lexicon import rows
from indexer.extraction.words import numbers

_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "_": "-", "Ð": "Đ"})
_ENTITIES = (("&amp;", "&"), ("amp;", "&"), ("&ndash;", "-"), ("ndash;", "-"), (";", "&"))
_UPPER = "A-ZĐƯÔÂÊƠ"
_AMP = r"(?:&(?:amp;)?|amp;|;(?=[A-ZĐ]{2}))"  # of "&amp;" sources leave any part
# A piece of a symbol: letters that begin as capitals, digits after them ("QH15"), "&" inside ("PTTH&TTĐT").
_PIECE = rf"[{_UPPER}](?:{_AMP}(?=[{_UPPER}])|[{_UPPER}a-zđ]){{0,24}}[0-9]{{0,4}}"
_DASH = r"\s?(?:[-–—‑]|&?ndash;)\s?"
_FIRST_DASH = rf"{_DASH}/?"  # "58-/CT/TW" is written too
_JOIN = rf"(?:{_DASH}|[/._,](?=[{_UPPER}])|:\s?(?=[{_UPPER}]{{2}}))"
# Three symbols hold a blank of their own.
_BOARD = r"BCĐ\s(?:[0-9]{2,3}(?:/[A-ZĐ]{2,4})?(?![\w/])|[A-ZĐ]{3,8}-[A-ZĐ]{3,8}(?![\w-]))"  # "BCĐ 389/TP"
_SYMBOL = rf"(?:N\sĐ|QH\s[0-9]{{1,2}}|{_PIECE})(?:{_JOIN}(?:TT\.?\sHĐND|{_BOARD}|{_PIECE})){{0,7}}"
_MAX_SYMBOL = 92
# Since 2025 resolutions of the Government may have a second number: "66.18/2026/NQ-CP".
_DIGITS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,2}(?=/20[0-9]{2}))?[a-zA-Z]?(?![\w])")


@cache
def _after_digits() -> re.Pattern[str]:
    """Return the pattern of what follows the number: a year perhaps, then the symbol after a slash or a dash."""
    codes = "|".join(sorted(row[0] for row in rows("document_types") if row[0] != "-"))
    return re.compile(
        rf"\s{{0,2}}(?:/\s?(?P<year>(?:19|20)[0-9]{{1,5}})\s?)?(?:(?P<slash>/)\s?|(?P<dash>{_FIRST_DASH})|(?<=[0-9]{{4}})(?=[A-ZĐ]{{2,5}}-)|(?P<blank>\s)(?=(?:{codes})[/-][{_UPPER}]{{2}}))(?P<symbol>{_SYMBOL})"
    )


def find_document_numbers(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``document_numbers`` filled, every mention in order of place."""
    dates = {d.start: d for d in facts.dates}
    return replace(facts, document_numbers=tuple(_mentions(bulletin.text, dates)))


def _mentions(text: str, dates: dict[int, Date]) -> Iterator[DocumentNumber]:
    for start, end, symbol in _spans(text):
        written = text[start:end]
        yield DocumentNumber(
            start,
            end,
            written,
            number=" ".join(written.split()),
            key=number_key(written),
            type=type_of(text, start, symbol),
            issued=_issued(text, end, dates),
            issuer=issuer_beside(text, end, symbol),
        )


def number_key(text: str) -> str:
    """Return the form in which two numbers are compared.

    Blanks removed, every dash a hyphen, entity debris undone, upper case, leading zeros of the number dropped:
    "08 – Ctr/TU" and "8-CTr/TU" are both "8-CTR/TU".
    """
    for debris, sign in _ENTITIES:
        text = text.replace(debris, sign)
    return re.sub(r"\s", "", text.translate(_DASHES)).upper().lstrip("0")


def looks_like_number(text: str) -> bool:
    """Say whether the whole text is one document number, as a reader might type it in a search box (any case)."""
    if len(text) > _MAX_SYMBOL:
        return False
    upper = _NUMBER_WORD.sub("", text.replace("Ð", "Đ").strip()).upper()
    return any(start == 0 and end == len(upper) for start, end, _ in _spans(upper))


_AFTER_NUMBER_WORD = re.compile(r"(?<!\w)số\s?:?\s{0,2}\Z", re.IGNORECASE)  # "số 07 KH/HU": the slash left out
_NUMBER_WORD = re.compile(r"\Asố\s?:?\s?", re.IGNORECASE)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and symbol of each number."""
    at = 0
    for start, _ in numbers(text):
        digits = _DIGITS.match(text, start) if start >= at else None
        if not digits or not _may_go_on(text, digits.end()) or not _may_begin(text, start):
            continue
        m = _after_digits().match(text, digits.end())
        if not m or (m["blank"] and not _AFTER_NUMBER_WORD.search(text, max(0, start - 8), start)):
            continue
        end = _end_of(text, m)
        symbol = text[m.start("symbol") : end]
        coded = _is_symbol(symbol, dashed=m["slash"] is None, year=bool(m["year"])) or (
            # "Nghị định 36-CP": the code alone, after the kind of document.
            symbol in ("CP", "TTg", "TTG", "HĐBT") and (start == 0 or kind_before(text, start) is not None)
        )
        if coded and not _NOT_DOCUMENTS.search(text, max(0, start - 24), start):
            yield start, end, symbol
            at = end


def _may_go_on(text: str, end: int) -> bool:
    """Tell whether a symbol may follow a number: most numbers have a word or a full stop behind them."""
    following = text[end : end + 4].lstrip()[:1]
    return following in _BEFORE_SYMBOL or following.isupper()


_BEFORE_SYMBOL = frozenset("/-–—‑&n")  # "n" as in "ndash;", what is left of a dash


def _may_begin(text: str, start: int) -> bool:
    before = text[max(0, start - 1) : start]
    return not (
        before
        and (before in "/:.,_&" or before.isdigit() or (before in "-–" and text[start - 2 : start - 1].isalnum()))
    )


def _end_of(text: str, m: re.Match[str]) -> int:
    """Cut what the pattern took beyond the symbol: the "v" of a glued "v/v", a dash before a word of the sentence."""
    end = m.end("symbol")
    if text[end : end + 2] in ("/v", "/V") and text[end - 1] in "vV":
        return end - 1
    if end < len(text) and text[end].isalpha():  # "KH-UBND - Hà": the last piece is the head of a word
        cut = max(text.rfind(sign, m.start("symbol"), end) for sign in "-–—/,.:")
        return len(text[: max(cut, m.start("symbol"))].rstrip()) if cut > 0 else m.start("symbol")
    return _without_words(text, m.start("symbol"), end)


_SPACED = re.compile(r"\s?[-–—]\s|\s[-–—]|[,.:]\s?")


def _without_words(text: str, begin: int, end: int) -> int:
    """Drop last pieces that are words, not codes ("12/KH-UBND - Hà"), and a name after comma, colon or full stop."""
    while True:
        seams = list(_SPACED.finditer(text, begin, end))
        if not seams:
            return end
        piece = text[seams[-1].end() : end]
        joint = seams[-1][0].strip()
        known = text[begin : seams[-1].start()]
        keeps = _capitals(piece) >= 2 and (
            joint not in (",", ".", ":") or (joint == ":" and known.endswith(("LN", "LT")))
        )
        # A spaced dash after a tight one ends the symbol; spaced all through ("TTLT - BTC - BLĐTBXH") it belongs to it.
        if keeps and (not seams[-1][0].startswith(" ") or len(seams) > 1 or "-" not in known.translate(_DASHES)):
            return end
        end = seams[-1].start()


def _capitals(piece: str) -> int:
    return sum(c.isupper() for c in piece)


def _is_symbol(symbol: str, *, dashed: bool, year: bool) -> bool:
    """Say whether the letters are a code: after a dash only with a known kind of document before a slash or dash."""
    plain = symbol
    for debris, sign in _ENTITIES:
        plain = plain.replace(debris, sign)
    pieces = re.split(r"[-/:.,]", re.sub(r"\s", "", plain.translate(_DASHES)))
    if not pieces or _capitals(pieces[0]) < 1:
        return False
    if dashed and not year:
        if len(pieces) == 1:
            return False
        # "1136-QĐNS/TW": a known code with letters of its own behind it, before the issuer.
        return pieces[0].casefold() in _codes() or (
            pieces[0].isupper() and len(pieces[0]) <= 6 and "/" in symbol and pieces[0][:2].casefold() in _codes()
        )
    if len(pieces) > 1:
        return _capitals(pieces[0]) >= 2 or pieces[0].casefold() in _codes() or len(pieces[0]) == 1
    return _capitals(pieces[0]) >= 2 and (
        _capitals(pieces[0]) * 2 >= len(pieces[0]) - sum(c.isdigit() for c in pieces[0])
    )


@cache
def _codes() -> frozenset[str]:
    return frozenset(row[0].casefold() for row in rows("document_types") if row[0] != "-")


_NOT_DOCUMENTS = re.compile(
    r"(?<![^\W\d_])(?:ban\schỉ\sđạo|BCĐ|mẫu|mẫu\ssố|phụ\slục|tàu|xe|biển\s(?:số|kiểm\ssoát)|TCVN|QCVN|ISO|phố|ngõ|đường)\s(?:số\s)?\Z",
    re.IGNORECASE,
)


_GAP = re.compile(r"\s?[,(]?\s?(?:được\s)?(?:ban\shành\s|ký\s(?:ban\shành\s)?)?\Z")


def _issued(text: str, end: int, dates: dict[int, Date]) -> str | None:
    """Return the date that stands right after a number ("... ngày 03/02/2016", ", ban hành ngày ...")."""
    for at in range(end, min(end + 20, len(text))):
        if at in dates:
            return dates[at].iso if _GAP.match(text[end:at]) else None
    return None
