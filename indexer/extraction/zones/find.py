"""Zones: which stretch of a bulletin tells who came, what went well, what did not, and what is demanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

from indexer.bulletin import Bulletin, Facts, Zone, ZoneKind
from indexer.extraction.lexicon import rows
from indexer.extraction.zones.lines import Span, is_item, paragraphs, sentences

Piece = tuple[int, int, ZoneKind]

_CAPTION_LENGTH = 260
_SIGN_OFF_LENGTH = 70
_SIGN_OFF_LINES = 14  # how many short last paragraphs may belong to the sign-off
_DEMAND = re.compile(
    r"(?<![^\W\d_])(?:yêu\scầu|đề\snghị|chỉ\sđạo|giao|phân\scông|lưu\sý|nhấn\smạnh|quán\striệt|đôn\sđốc|tập\strung\sthực\shiện"
    r"|nhiệm\svụ\ssau|nội\sdung\ssau|công\sviệc\ssau|giải\spháp\ssau|quyết\sđịnh|chỉ\sthị|hướng\sdẫn)(?![^\W\d_])",
    re.IGNORECASE,
)
# Each way begins with a letter of its own, none with a set of letters: the engine then skips to such letters.
_STRONG = re.compile(
    r"yêu\scầu(?![^\W\d_])|Yêu\scầu(?![^\W\d_])|đề\snghị(?![^\W\d_])|Đề\snghị(?![^\W\d_])|giao\scho|Giao\scho"
    r"|Giao\s(?=[A-ZĐ])|phân\scông(?![^\W\d_])|Phân\scông(?![^\W\d_])|chỉ\sđạo\scác|Chỉ\sđạo\scác"
    r"|quán\striệt|Quán\striệt"
)
# Who demands: without an authority before the verb "theo yêu cầu của ..." would open a zone.
_AUTHORITY = re.compile(
    r"(?<![^\W\d_])(?:đồng\schí|ông|bà|chủ\stịch|bí\sthư|giám\sđốc|bộ\strưởng|thứ\strưởng|thủ\stướng|chánh|trưởng|ủy\sban|uỷ\sban"
    r"|UBND|sở|bộ|thành\sphố|tỉnh|huyện|ban|cục|lãnh\sđạo|đoàn)(?![^\W\d_])",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?<![^\W\d_])(?:theo|đã|được|thực\shiện|đáp\sứng|các|những|một\ssố|đảm\sbảo|bảo\sđảm|phù\shợp|với|đủ|của|về|nhu\scầu|khi|có|nhiều)\s\Z",
    re.IGNORECASE,
)
_CAPTION_VERB = re.compile(
    r"(?<![^\W\d_])(?:phát\sbiểu|trao|tặng|chụp\sảnh|lưu\sniệm|chủ\strì|bỏ\sphiếu|tham\squan|ký\skết|cắt\sbăng|khen\sthưởng"
    r"|tại\s(?:buổi|hội|lễ|cuộc|đại)|chúc\smừng|dâng\shương|ra\smắt|thảo\sluận|kiểm\stra|thăm|kết\sluận|báo\scáo|điều\shành|tiếp|ảnh)(?![^\W\d_])",
    re.IGNORECASE,
)
_CLOCK_LINE = re.compile(r"[0-9:/h\s.,|\-–]{6,24}\Z")
_PERSON_LINE = re.compile(r"[(]?[A-ZĐÁÀẢÂĂÊÔƠƯÝÚÓÍ][\w.]*(?:[\s,.\-–&]+[A-ZĐÁÀẢÂĂÊÔƠƯÝÚÓÍ(][\w.)]*){0,5}[)]?\Z")


def find_zones(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``zones`` filled: in order, without overlap, blanks between them left out."""
    text = bulletin.text
    pieces: list[Piece] = []
    if bulletin.body > 0:
        pieces.append((0, len(text[: bulletin.body].rstrip()), "title"))
    pieces += _body(text, bulletin.body)
    return replace(facts, zones=tuple(Zone(a, b, text[a:b], kind) for a, b, kind in _merged(pieces)))


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last and last[2] == piece[2] and piece[2] != "caption":
            last = (last[0], piece[1], piece[2])
        else:
            if last:
                yield last
            last = piece
    if last:
        yield last


def _body(text: str, start: int) -> list[Piece]:
    parts = paragraphs(text, start, len(text))
    cut = _sign_off(text, parts)
    pieces: list[Piece] = []
    kind: ZoneKind = "body"
    lead_seen = False
    for n, (begin, end) in enumerate(parts[:cut]):
        if _CLOCK_LINE.match(text[begin:end]) or (not lead_seen and _is_letterhead(text[begin:end])):
            pieces.append((begin, end, "body"))
        elif (n or not lead_seen) and _is_caption(text, parts, n, lead_seen):
            pieces.append((begin, end, "caption"))
        elif not lead_seen:
            lead_seen = True
            pieces += _split(text, (begin, end), "lead")
            kind = "body" if pieces[-1][2] == "lead" else pieces[-1][2]
        elif kind == "directives" and (is_item(text, begin) or text[parts[n - 1][1] - 1] in ":;"):
            pieces.append((begin, end, "directives"))
        else:
            own = list(
                _split(text, (begin, end), _carried(kind, text[parts[n - 1][1] - 1]), _has_items(text, parts, n, cut))
            )
            pieces += own
            kind = own[-1][2]
    pieces += [(begin, end, "sign-off") for begin, end in parts[cut:]]
    return pieces


def _is_letterhead(line: str) -> bool:
    """Say whether a paragraph before the lead belongs to a letter's head: capitals, "Số: ...", place and day."""
    return line.isupper() or bool(_HEAD_LINE.match(line))


_HEAD_LINE = re.compile(r"(?:Số\s?:|V/v\s|[^\n,]{2,30},\s(?:ngày\s)[0-9]{1,2}\stháng\s[0-9]{1,2}\snăm\s[0-9]{4}\s*\Z)")


def _carried(kind: ZoneKind, before: str) -> ZoneKind:
    """Return the zone that goes on into a paragraph without a lead word of its own, after the sign ``before``."""
    return kind if kind in ("achievements", "shortcomings") or before == ";" else "body"


def _has_items(text: str, parts: list[Span], n: int, cut: int) -> bool:
    return n + 1 < cut and is_item(text, parts[n + 1][0])


def _split(text: str, part: Span, kind: ZoneKind, items: bool = False) -> Iterator[Piece]:
    """Yield the stretches of a paragraph; a lead word at the head of a sentence opens one that lasts to its end."""
    begin, end = part
    if items and text[end - 1] in ":;." and _DEMAND.search(text, max(begin, end - 400), end):
        kind = "directives" if kind != "lead" else kind
        if kind == "directives":
            yield begin, end, kind
            return
    for a, b in sentences(text, begin, end):
        kind = _opened(text, a, b) or kind
        yield a, b, kind


def _opened(text: str, begin: int, end: int) -> ZoneKind | None:
    if _demands(text, begin, end):
        return "directives"
    first = text[begin : begin + 40].split(None, 1)
    leads = _leads().get(first[0].casefold().rstrip(",:")) if first else None
    if leads is None:
        return None
    head = " ".join(text[begin : begin + 40].split()).casefold()
    for words, kind in leads:
        if head.startswith(words) and not head[len(words) : len(words) + 1].isalpha():
            return kind
    return None


def _demands(text: str, begin: int, end: int) -> bool:
    for verb in _STRONG.finditer(text, begin, end):
        if _REPORTED.search(text, max(begin, verb.start() - 12), verb.start()):
            continue
        if verb.start() == begin or _AUTHORITY.search(text, max(begin, verb.start() - 160), verb.start()):
            return True
    return False


@cache
def _leads() -> dict[str, tuple[tuple[str, ZoneKind], ...]]:
    """Return, by their first word, the words that open a zone at the head of a sentence, longest first."""
    found: dict[str, list[tuple[str, ZoneKind]]] = {}
    for words, kind in sorted(rows("zones"), key=lambda row: (-len(row[0]), row[0])):
        if kind not in ("caption", "sign-off", "lead"):
            found.setdefault(words.split(" ", 1)[0].rstrip(",:"), []).append((words, cast(ZoneKind, kind)))
    return {word: tuple(those) for word, those in found.items()}


@cache
def _line_heads(kind: ZoneKind) -> tuple[str, ...]:
    return tuple(words for words, zone in rows("zones") if zone == kind)


def _starts(text: str, begin: int, kind: ZoneKind) -> bool:
    head = " ".join(text[begin : begin + 30].split()).casefold().lstrip("(-* ")
    if not head.startswith(_line_heads(kind)):
        return False
    # Initials of a typist are glued to "BAN BIÊN TẬP": "BAN BIÊN TẬPcg".
    glued = kind == "sign-off"
    return any(
        head.startswith(w) and (not head[len(w) : len(w) + 1].isalpha() or (glued and len(w) > 8))
        for w in _line_heads(kind)
    )


def _is_caption(text: str, parts: list[Span], n: int, lead_seen: bool) -> bool:
    begin, end = parts[n]
    if end - begin > _CAPTION_LENGTH or is_item(text, begin):
        return False
    line = text[begin:end]
    if re.match(r"\(?(?:Ảnh|ẢNH|Hình)\s?[:0-9(]", line) or re.search(r"\(?(?:Ảnh|ảnh)\s?:?\s?[^.]{0,40}\)?\Z", line):
        return True
    if not lead_seen or line[-1] in ".:;,!?…":
        return False
    longer = n + 1 < len(parts) and parts[n + 1][1] - parts[n + 1][0] > end - begin
    return _starts(text, begin, "caption") or bool(longer and _CAPTION_VERB.search(line))


def _sign_off(text: str, parts: list[Span]) -> int:
    """Return the count of paragraphs before the sign-off."""
    cut = len(parts)
    for n in range(len(parts) - 1, max(0, len(parts) - 1 - _SIGN_OFF_LINES), -1):
        begin, end = parts[n]
        line = text[begin:end]
        if _starts(text, begin, "sign-off") or (
            end - begin <= _SIGN_OFF_LENGTH and n == cut - 1 and _PERSON_LINE.match(line)
        ):
            cut = n
        elif end - begin > _SIGN_OFF_LENGTH:
            break
    return cut
