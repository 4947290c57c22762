"""Lines back to paragraphs, paragraphs to sentences: a break of the source may fall anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_ENDS = '.:;!?…”"/)'
# A line this long was not cut by a narrow column, so a capital after it opens a paragraph of its own.
_COLUMN = 95
_SHORT = 30
_ITEM = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}\s?(?:[.)]|[/\-](?=\s))|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\slà[,:]|Thứ\s(?:nhất|hai|ba|tư|năm|sáu|bảy)[,:]|[IVX]{1,5}[.)]|[a-zđ][)./]|[-–+*•●▪✓])\s?(?=\S)"
)
_SENTENCE = re.compile(
    r"[.!?…](?:(?<=\.)/\.)?[”\")]?\s+(?=[“\"(]?[^\W\da-zđáàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ])"
)
# Full stops that end no sentence.
_ABBREVIATED = re.compile(
    r"(?:(?<![^\W\d_])(?:TP|Tp|GS|PGS|TS|ThS|KS|BS|Th|Q|P|TX|H|T|Mr|Ms|St|No|[A-ZĐ])|(?<![0-9])[0-9]{1,2})\.\s+\Z"
)


# Words no line ends with unless a column cut it.
_OPEN_END = re.compile(r"\s(?:của|và|về|tại|cho|với|các|những|theo|do|là|để|trong|trên|từ|đến|số|ngày|tổ|ban)\Z")


def is_item(text: str, start: int) -> bool:
    """Say whether a list item begins here: "3. ", "a) ", "- "."""
    return bool(_ITEM.match(text, start))


def lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of a stretch that hold anything."""
    at = start
    while at < end:
        cut = text.find("\n", at, end)
        cut = end if cut < 0 else cut
        if cut > at:
            yield at, cut
        at = cut + 1


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the paragraphs of a stretch: lines that a narrow column cut are joined again."""
    found: list[Span] = []
    joined = 0  # how many breaks inside this paragraph were soft
    every = list(lines(text, start, end))
    for n, line in enumerate(every):
        below = every[n + 1] if n + 1 < len(every) else None
        if found and _is_soft(text, found[-1], line, joined or _goes_on(text, line, below)):
            found[-1] = (found[-1][0], line[1])
            joined += 1
        else:
            found.append(line)
            joined = 0
    return found


def _goes_on(text: str, line: Span, below: Span | None) -> bool:
    """Say whether the line below goes on in the middle of a sentence: then a narrow column cut these lines."""
    if below is None or not _SHORT <= line[1] - line[0] <= _COLUMN or text[line[1] - 1] in _ENDS:
        return False
    return text[below[0]].islower() or text[below[0]].isdigit()


def _is_soft(text: str, above: Span, line: Span, columns: int | bool) -> bool:
    if text[line[0] - 2 : line[0]] == "\n\n" or is_item(text, line[0]):
        return False
    last = text[above[1] - 1]
    first = text[line[0]]
    if _OPEN_END.search(text, max(above[0], above[1] - 8), above[1]):
        return line[1] - line[0] <= _COLUMN or first.islower()
    if first.islower() or last in ",-–&(":
        return last not in ".!?…" and not (last == ":" and line[1] - line[0] > _COLUMN)
    if last in _ENDS or line[1] - line[0] > _COLUMN:
        return False
    width = above[1] - max(above[0], text.rfind("\n", above[0], above[1]) + 1)
    return bool(columns) and _SHORT <= width <= _COLUMN


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of a paragraph, blanks between them left out."""
    found: list[Span] = []
    at = start
    for seam in _SENTENCE.finditer(text, start, end):
        if _ABBREVIATED.search(text, max(at, seam.start() - 6), seam.end()):
            continue
        found.append((at, seam.end() - len(seam[0]) + len(seam[0].rstrip())))
        at = seam.end()
    if at < end:
        found.append((at, end))
    return found
