"""A text as its reader sees it: blocks (paragraphs and numbered items, wrapped lines joined) and sentences.

Spans are half open code point offsets of the text given. Everything is linear in the length of the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

# One alternative for each way to number; group names are the styles that nest in each other.
_ITEM = re.compile(
    r"(?P<word>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là(?:\s?[,:])?)(?:(?=\s)|(?<=[,:]))"
    r"|(?P<ordinal>Thứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?:\s?[,:]| là[,:]?))(?=\s)"
    r"|(?P<roman>(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3})(?:\s?[.)/-]))(?=\s)"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2}){1,2}[.)]?)(?=\s)"
    rf"|(?P<digit>\d{{1,2}}(?:\s?[.)]|/(?!\w+-)|\s?-(?![{UPPER}]+/)))(?=\s|[{UPPER}])(?!\s?\d)"
    r"|(?P<bracket>\(\d{1,2}\))"
    r"|(?P<letter>[a-zđA-HĐ][).])(?=\s)"
    rf"|(?P<dash>[-–—])(?=\s|[{UPPER}]|$)"
    rf"|(?P<plus>\+)(?=\s|[{UPPER}])"
    r"|(?P<star>[*•●▪◦■\uf0b7])(?=\s|\S)"
)
_CLOSED = (".", "!", "?", "…", ":", ";")
_CLOSING_SIGNS = "'\"”’)]"
# A line that ends so is not finished: the next one goes on with the same phrase.
_OPEN_END = re.compile(
    r"(?:,|[-–]|\b(?:và|của|các|với|tại|cho|về|trong|đồng chí|ông|bà|do|theo|những|là|từ|đến|phó|phòng|ban|sở|"
    r"cơ|thành|cục|chi cục|vụ|bộ|trung tâm|"
    r"công|thông tin|quán triệt|thực hiện|triển khai|thường trực|ubnd|hđnd|ủy ban|số|ủy viên|nguyễn|trần|lê|phạm|"
    r"ngô|vũ|võ|đỗ|hoàng|huỳnh|phan|bùi|đặng|dương|lý|đinh|trịnh|cao|hồ|tô|lương))$",
    re.IGNORECASE,
)
# A link to a document stands on a line of its own: "UBND tỉnh vừa có" / "Công văn số 12/UBND yêu cầu ...".
_BEFORE_DOCUMENT = re.compile(r"\b(?:có|ban hành|gửi|ký|phát hành|thực hiện|theo|tại|căn cứ|về)$", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?:Công văn|Kế hoạch|Chỉ thị|Văn bản|Quyết định|Thông báo|Hướng dẫn|Công điện|Thông tri|Nghị quyết) (?=số |\d)"
)
_BREAK = re.compile(
    rf"(?:[.!?…]|&hellip;)+['\"”’)\]]*(?=\s+['\"“‘(\[]?[{UPPER}0-9-])|(?<=[^\W\d_])(?:[.]|…|[.]{{3}})(?=[{UPPER}][^\W\d_{UPPER}]+\s)"
)
_STOP = re.compile(r"[.!?…&]")  # where a sentence may end: looked for first, being quick
_ABBREVIATION = re.compile(
    rf"(?:^|[\s(.])(?:TS|PGS|GS|Th\.?S|BS|KS|CN|Đ/c|đ/c|Ts|số|Mr|Dr|St|"
    rf"(?<!Vitamin )(?<!Hepatitis )(?<!loại )(?<!hạng )[{UPPER}])$"
)
# "TP. Hồ Chí Minh" goes on, "của UBND TP. Đối với" does not: a name has two capital words.
_PLACE_SHORT = re.compile(r"(?:^|[\s(.])(?:TP|Tp|TX|TT|Q|P|H)$")
_INLINE_NUMBER = re.compile(r"[:;.]\s?\(?\d{1,2}$")  # "... sau: 1. Chủ động ...; 2. Mở ..."
_PLACE_NAME = re.compile(rf"\s*(?:\d|[{UPPER}]\w*(?: [{UPPER}]|[.,;)]))")
_NUMBER_FOLLOWS = re.compile(r"(?<!\w)(?:[Ss]ố|ngày|tháng|năm|Điều|Khoản)$")
_CIRCUMSTANCE = re.compile(r"(?:Đối với|Để|Nhằm|Trong|Theo|Căn cứ|Thực hiện|Nhân|Trước) ")
_BROKEN_NAME = re.compile(rf"(?:đồng chí|đ/c|Đồng chí|Đ/c|ông|bà):? (?:[{UPPER}]\w* ){{0,2}}[{UPPER}]\w*$")
_LINE = re.compile(r"[^\n]+")
# Behind "Một là, ... ." on the same line: "Hai là, ..." is an item of its own.
_NEXT_ON_LINE = re.compile(
    r"(?<=[.;]) +(?=(?:Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là\s?[,:]?\s"
    r"|Thứ (?:hai|ba|tư|bốn|năm|sáu|bảy|tám)(?:\s?[,:]| là)\s)"
)
_IN_WORDS = frozenset("MHBNSTC")  # with which a number in words begins: "Một là", "Thứ hai"
_WRAP_WIDTH = 100
_HEAD_ALONE = re.compile(r"Chỉ đạo|Giao|Yêu cầu|Đề nghị|Đài|Đảng ủy|Thành ủy|Công đoàn viên chức")


class Block(NamedTuple):
    """A paragraph or item. ``content`` is where the words after its number start; ``style`` how it is numbered."""

    start: int
    end: int
    content: int
    number: str | None = None
    style: str | None = None

    @property
    def order(self) -> int | None:
        """The place that the printed number claims, from 1; None for bullets and paragraphs."""
        return None if self.number is None else _order(self.number)


_WORD_ORDER = {
    "một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip


def _order(number: str) -> int | None:
    digits = re.findall(r"\d+", number)
    if digits:
        return int(digits[-1])
    words = re.findall(r"\w+", number.lower())
    for word in words:
        if word in _WORD_ORDER and (len(words) > 1 or word != "i" or number[0] == "I"):
            return _WORD_ORDER[word]
    letter = words[0] if words else ""
    return "abcdđefgh".find(letter) + 1 or None if len(letter) == 1 else None


def blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """Return the blocks of ``text[start:]`` in order; wrapped lines are one block, each item starts its own."""
    lines = list(_lines(text, start))
    wrapped = _is_wrapped(text, lines)
    made: list[Block] = []
    for at, (begin, end) in enumerate(lines):
        item = _ITEM.match(text, begin, end)
        if item is not None and made and _NUMBER_FOLLOWS.search(text, lines[at - 1][0], lines[at - 1][1]):
            item = None
        below = lines[at + 1][0] if at + 1 < len(lines) else None
        flows = wrapped and below is not None and text[below].islower()
        if made and item is None and _goes_on(text, made[-1], lines[at - 1], (begin, end), wrapped, flows):
            last = made[-1]
            made[-1] = Block(last.start, end, last.content, last.number, last.style)
            continue
        if item is None:
            made.append(Block(begin, end, begin))
        else:
            printed = item.group() if item.lastgroup not in ("dash", "plus", "star") else None
            made.append(Block(begin, end, item.end(), printed, item.lastgroup))
    return tuple(made)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the lines, those that hold several items in words ("Một là, ... . Hai là, ...") in parts."""
    for line in _LINE.finditer(text, start):
        begin = line.start()
        item = _ITEM.match(text, begin, line.end()) if text[begin] in _IN_WORDS else None
        if item is not None and item.lastgroup in ("word", "ordinal"):
            for following in _NEXT_ON_LINE.finditer(text, begin, line.end()):
                yield begin, following.start()
                begin = following.end()
        yield begin, line.end()


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether the source broke its lines at a width: many lines end in the middle of a sentence."""
    cut = sum(
        1
        for (_, end), (begin, _) in itertools.pairwise(lines)
        if text[begin].islower() and text[end - 1] not in ".!?…:;"
    )
    return cut >= 3 and cut * 5 >= len(lines)


def _goes_on(
    text: str, block: Block, before: tuple[int, int], line: tuple[int, int], wrapped: bool, flows: bool
) -> bool:
    previous = text[before[0] : before[1]]
    if before[0] <= block.content >= before[1] - 1 and block.style is not None:
        return True  # the number stands alone on its line
    if wrapped and previous.endswith(":") and text[line[0]].islower() and line[1] - line[0] <= _WRAP_WIDTH:
        return True  # "Đối với ...:" / "tuyên truyền về ...": one sentence in a narrow column
    head = text[line[0]]
    if wrapped and block.style is not None and previous.endswith(":") and head in '"“':
        return True  # "... thay cho cụm từ:" / "“...”": the item goes on with what it quotes
    if wrapped and block.style is not None and head.islower() and previous.endswith(";"):
        return True  # "...;" / "đặc biệt quan tâm ...": the item goes on in a narrow column
    if head.islower() and previous.endswith(";") and block.style is None and text[block.start].isupper():
        return True  # "Các chợ phải có biển tên;" / "bố trí nơi làm việc ...": one sentence, no list
    if head.islower() and previous.endswith(("...", "…")):
        return True  # "các hội quần chúng..." / "tổ chức hội nghị ...": the dots end no sentence
    if previous.rstrip(_CLOSING_SIGNS).endswith(_CLOSED):
        return False
    if head.islower() or head in ",;)" or _NUMBER_FOLLOWS.search(previous[-7:]):
        return True
    if _BEFORE_DOCUMENT.search(previous[-12:]) and _DOCUMENT.match(text, line[0]):
        return True
    if text.count("\n", before[1], line[0]) > 1:
        return False
    if wrapped and text[line[0]].isupper() and _BROKEN_NAME.search(previous[-40:]):
        return True  # "đồng chí Trương" / "Tú Tài, Bí thư Chi bộ ..."
    if wrapped and _HEAD_ALONE.fullmatch(previous) and text[line[0]].isupper():
        return True  # "Chỉ đạo" / "Trung tâm Y tế ...": no heading, a column narrower than its first words
    width, short = before[1] - before[0], line[1] - line[0] <= _WRAP_WIDTH
    if width <= _WRAP_WIDTH and _OPEN_END.search(previous[-20:]) and not previous.isupper():
        return True
    if flows and 25 <= width <= _WRAP_WIDTH and short and _CIRCUMSTANCE.match(previous) and previous[-1].islower():
        return True  # "Đối với hoạt động mừng Đảng, mừng" / "Xuân: ...": the column is narrow, the line unfinished
    return wrapped and 25 <= width <= _WRAP_WIDTH and short and block.end - block.start > width


def _is_abbreviation(flat: str, begin: int, dot: re.Match[str]) -> bool:
    left = max(begin, dot.start() - 6)
    if _INLINE_NUMBER.search(flat, left, dot.start()):
        return True
    if flat.endswith("số", left, dot.start()):
        return flat[dot.end() : dot.end() + 2].strip()[:1].isdigit()  # "số. 12", not "chữ ký số. Đồng thời ..."
    if _PLACE_SHORT.search(flat, left, dot.start()):
        return _PLACE_NAME.match(flat, dot.end()) is not None
    return _ABBREVIATION.search(flat, left, dot.start()) is not None


def sentences(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``flat[start:end]``; ``flat`` has blanks where the text has breaks."""
    begin = start
    for stop in _STOP.finditer(flat, start, end):
        found = _BREAK.match(flat, stop.start(), end) if stop.start() >= begin else None
        if found is None:
            continue
        if found.group() == "." and _is_abbreviation(flat, begin, found):
            continue
        if found.end() - begin < 4:
            continue
        yield begin, found.end()
        begin = found.end()
        while begin < end and flat[begin] == " ":
            begin += 1
    if begin < end:
        yield begin, end
