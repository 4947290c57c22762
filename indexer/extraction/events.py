"""The event a bulletin reports, by its day, and the kind of bulletin it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import cast

from indexer.bulletin import Bulletin, BulletinKind, Date, DocumentNumber, Facts
from indexer.extraction.dates.roles import is_letterhead
from indexer.extraction.document_numbers.parts import document_kinds
from indexer.extraction.lexicon import rows
from indexer.extraction.places.provinces import any_province
from indexer.extraction.words import even

_CANDIDATES = 14  # an event that is not among the first dates of a text is not its subject
_NEAR_HEAD = ((250, 4.0), (450, 3.0), (700, 2.0))  # characters from the head of the body, and their worth
_ENOUGH = 3.5
_EVENT_DAYS = 10  # days that an event lasts at most; what lasts longer is a campaign
_CERTAIN = 20.0  # the date of the bulletin's own document
_HEAD = 600  # characters at the head of a document in which its name stands

_HALF_DAY = re.compile(r"(?:sáng|trưa|chiều|tối|đêm|hôm\snay)")
_EVENT_VERB = re.compile(
    r"(?<![^\W\d_])(?:tổ\schức|chủ\strì|diễn\sra|khai\smạc|bế\smạc|tham\sdự|đến\sdự|thăm|làm\sviệc|tiếp|trao|công\sbố|họp|ký|ban\shành"
    r"|gặp\smặt|phát\sđộng|ra\squân|kết\snạp|ra\smắt|khởi\scông|khánh\sthành|kiểm\stra|giám\ssát|hội\snghị|hội\sthảo|đại\shội|buổi|lễ"
    r"|họp\sbáo|tọa\sđàm|giao\sban|tập\shuấn|khai\sgiảng|khóa\shọc|đào\stạo|có\s(?:công\svăn|văn\sbản|tờ\strình)|phối\shợp|bàn\sgiao|dâng\shương|chúc\smừng|khảo\ssát|thông\squa"
    r"|phê\sduyệt|quyết\sđịnh|đăng\svào)(?![^\W\d_])",
)
# What stands before the number of a document that the bulletin reports as issued.
_ISSUING = re.compile(
    r"(?<![^\W\d_])(?:phát\shành|ban\shành|ký|công\sbố|có(?!\shiệu\squả)|trình|gửi|ra|xây\sdựng)\s(?!(?:kèm\s)?theo\s|tại\s)(?:[^\W\d]+\s){0,3}?(?:công\svăn|văn\sbản|kế\shoạch"
    r"|quyết\sđịnh|chỉ\sthị|thông\sbáo|công\sđiện|nghị\squyết|nghị\sđịnh|thông\stư(?:\sliên\stịch)?|hướng\sdẫn|chương\strình|kết\sluận"
    r"|báo\scáo|tờ\strình|quy\schế|quy\sđịnh|thông\stri)\s(?:[^\W\d]+\s){0,2}?(?:số\s?:?\s?)?\Z"
    r"|(?<![^\W\d_])(?:đã|vừa|mới)\s(?:ký\s)?ban\shành\s(?!(?:kèm\s)?theo\s|tại\s)(?:[^\W\d]+\s){1,3}số\s?:?\s?\Z",
)
_ISSUES_NEXT = re.compile(
    r"\s?,?\s[^.;:\n]{3,90}?(?<![^\W\d_])(?:ban\shành|ký|có|công\sbố|ra)\s(?:ban\shành\s)?(?:công\svăn|văn\sbản|kế\shoạch|quyết\sđịnh"
    r"|chỉ\sthị|thông\sbáo|công\sđiện|nghị\squyết|nghị\sđịnh|thông\stư|hướng\sdẫn|chương\strình|tờ\strình|báo\scáo)(?![^\W\d_])",
)
# "Đó là một trong những nội dung tại Thông báo số ...": the document cited is the subject.
_IS_ITS_CONTENT = re.compile(  # its first letters come before "no letter before": the engine then skips to them
    r"(?:đ(?<![^\W\d_].)(?:ó\slà|ây\slà|ặt\sra|ược\s(?:đặt\sra|nêu|quy\sđịnh|ban\shành|phê\sduyệt|thông\squa|phát\sđộng"
    r"|[^.,;\n]{3,45}\s(?:ban\shành|phê\sduyệt|quy\sđịnh|phát\sđộng)))|l(?<![^\W\d_].)à\smột\strong|n(?<![^\W\d_].)êu\srõ)"
    r"(?![^\W\d_])[^.;\n]{0,110}"
    r"(?:tại|trong|theo|của|nội\sdung)\s(?:[^\W\d]+\s){1,4}(?:số\s)?[^\s]{3,30}(?:\s/[^\s]{2,20})?[\s,(]{1,3}(?:ban\shành\s)?\Z",
)
_ISSUED_NOW = re.compile(
    r"(?<![^\W\d_])(?:vừa|đã|mới)\s(?:ký\s)?(?:ban\shành|có|ký|ra)\s(?:ban\shành\s)?(?:các\s)?(?:công\svăn|văn\sbản|kế\shoạch|quyết\sđịnh|chỉ\sthị"
    r"|thông\sbáo|hướng\sdẫn|thông\stư|nghị\sđịnh)(?![^\W\d_])",
)
_DRAWN_UP = re.compile(r"(?<![^\W\d_])xây\sdựng\s(?:[^\W\d]+\s){1,3}số\s?:?\s?\Z")
_GOES_ON = re.compile(r"\s?(?:,|;|-|–|&?(?:amp;)?ndash;|và|đến(?:\shết)?|tới)\s?(?:hết\s|các\s){0,2}\Z")
_RANGE_THEN = re.compile(r"\s?(?:đến|-|–)(?:\shết)?[\s\w/.\-]{3,22}\)?,\s")
_CITED = re.compile(
    r"(?<![^\W\d_])(?:thực\shiện|căn\scứ|theo|tại|triển\skhai|thay\sthế|sửa\sđổi|của|và|tinh\sthần|ban\shành\skèm\stheo|quán\striệt)\s[^.;\n]{0,60}\Z",
)
_NEAR = 40  # characters: more than `_PERIOD`, `_FOR_DAYS`, `_EARLIER` and `_ANNIVERSARY` take
_PERIOD = re.compile(
    r"(?<![^\W\d_])(?:từ|đến|đến\shết|kể\stừ|tính\sđến|trước|sau|hết|hiệu\slực|áp\sdụng|thành\slập|kỷ\sniệm|truyền\sthống|năm\sngày|dịp|nhân|mừng)\s(?:ngày\s)?\Z",
)
_HAPPENS = re.compile(
    r"(?<![^\W\d_])(?:diễn\sra|tổ\schức|khai\smạc|tham\sdự|tham\sgia|làm\sviệc|thăm)(?![^\W\d_])[^.;:\n]{0,70}\s?\Z",
)
_FOR_DAYS = re.compile(r"(?<![^\W\d_])trong\s(?:0?[2-9]|hai|ba|bốn|năm)\s\(?(?:từ\s)?\Z")
_EARLIER = re.compile(r"(?<![^\W\d_])(?:trước\sđó|trước\sđây|số\sra(?:\scác)?|sau\sđó)\s?,?\s?(?:vào\s)?\Z")
_ANNIVERSARY = re.compile(r"\(\s?\Z|[0-9]{4}\s?(?:[-–]|&?(?:amp;)?ndash;)\s?\Z")
_YEARLY = re.compile(r"\s?(?:(?:hàng|hằng)\snăm|(?:được\schọn\s)?(?:làm|là)\sngày)(?![^\W\d_])")
_UNTIL = re.compile(r"\s?(?:đến|tới|-|–|&?(?:amp;)?ndash;)\s?(?:hết\s)?(?:ngày\s)?")
_UNDER = re.compile(r"\s*(?:thực\shiện|căn\scứ|theo|triển\skhai|để|nhằm)(?![^\W\d_])")
_WILL = re.compile(r"(?<![^\W\d_])(?:sẽ|dự\skiến)(?![^\W\d_])")


# What may stand between the begin of a sentence and its date.
_LEAD_IN = r"\s*[-–(]?\s*(?:Trong\s(?:khuôn\skhổ\s[^,.;\n]{3,60},\s)?|Vào\s|Vừa\squa,?\s)?(?:(?:các|hai|ba|2|3)\s)?\Z"
_AFTER_NOTHING = re.compile(_LEAD_IN)
_AFTER_SIGN = re.compile(rf"[.!?…:;”\"\n*–-]{_LEAD_IN}")
_DATELINE = 48  # characters: more than the name of a province and a lead-in without "Trong khuôn khổ ..." take


@cache
def _after_place() -> re.Pattern[str]:
    return re.compile(rf"(?:HNP|(?<!\w)(?i:{any_province()})){_LEAD_IN}")


def _begins_sentence(before: str) -> bool:
    """Say whether a sentence begins with the date behind these words: a stop before, or a dateline ("Cà Mau - ")."""
    if _AFTER_NOTHING.match(before) or _AFTER_SIGN.search(before):
        return True
    near = 0 if "Trong" in before else max(0, len(before) - _DATELINE)
    return _after_place().search(before, near) is not None


def find_event(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``event_date`` and ``kind`` filled, and the role "event" on the mentions of that day.

    The event date is the day of the meeting, ceremony or visit reported; of a bulletin about the issuing of a document
    that document's date; of several days the first; None when the text names none.
    """
    low = bulletin.text.lower()
    if len(low) != len(bulletin.text):  # a capital like İ grows when lowered
        low = even(bulletin.text)
    best: Date | None = None
    best_score = 0.0
    for n, one in enumerate(facts.dates[:_CANDIDATES]):
        goes_on = n > 0 and _goes_on(low, facts.dates[n - 1], one)
        score = 0.0 if goes_on else _score(bulletin, low, facts, one) - 0.2 * n
        if score >= _ENOUGH and score > best_score:
            best, best_score = one, score
    day = best.iso if best else None
    dates = tuple(replace(d, role="event") if d.iso == day and d.role == "other" else d for d in facts.dates)
    return replace(facts, event_date=day, kind=kind_of(bulletin), dates=dates)


def _goes_on(text: str, last: Date, one: Date) -> bool:
    """Say whether a date goes on with the list or range of the one before it: of several days the first counts."""
    return one.start - last.end <= 14 and bool(_GOES_ON.fullmatch(text[last.end : one.start]))


def _score(bulletin: Bulletin, low: str, facts: Facts, one: Date) -> float:
    """Return how much speaks for a date being the event's; `_ENOUGH` is needed.

    ``low``: the text in small letters, for the patterns, which would otherwise look at each letter in both cases.
    """
    if len(one.iso) != 10 or one.role in ("publication", "due"):
        return 0.0
    number = _number_before(low, facts, one)
    if number and _is_drawn_up(bulletin, low, number) and _distance(bulletin, one) < 0:
        return 0.0  # a plan of months ago is what a report of results stands on
    if is_letterhead(bulletin, one) or (number and _is_subject(bulletin, number)):
        return _CERTAIN
    if one.start < bulletin.body:
        return 0.0
    begin = max(bulletin.body, one.start - 90)
    before, after = low[begin : one.start], low[one.end : one.end + 160]
    near = before[-_NEAR:]
    score = _place(bulletin, one) + _distance(bulletin, one)
    if _begins_sentence(bulletin.text[begin : one.start]):
        score += 2.5
    if one.start == bulletin.body:
        score += 4
    if _HALF_DAY.search(low, one.start, one.end):
        score += 2
    if after[:1] == ",":
        score += 1
    if number and _is_issued(bulletin, low, number):
        return score + 5
    if _is_its_content(bulletin, low, one):
        return score + 4
    if one.role == "document" or number:
        return score - (8 if _CITED.search(before) else 4)
    if _EVENT_VERB.search(after) or _EVENT_VERB.search(before[-60:]):
        score += 2
    if _ISSUES_NEXT.match(after):
        score += 2
    if _FOR_DAYS.search(near):
        score += 2
    if one.text[0].isdigit() and len(one.text) <= 5 and not before.endswith("gày "):
        score -= 4  # "Quốc khánh 2/9": the name of a feast
    if _YEARLY.match(after) or _is_long(facts, one, low):
        score -= 6
    if _EARLIER.search(near):
        score -= 3
    if _ANNIVERSARY.search(near):
        score -= 5
    if _PERIOD.search(near) and not _HAPPENS.search(before.replace("\n", " ")) and not _RANGE_THEN.match(after):
        score -= 4
    if _will_be(bulletin, low, one, before, after):
        score -= 4
    return score


def _is_drawn_up(bulletin: Bulletin, low: str, number: DocumentNumber) -> bool:
    """Say whether the words before a number tell that its document was drawn up: "xây dựng Kế hoạch số"."""
    return _DRAWN_UP.search(low, max(bulletin.body, number.start - 120), number.start) is not None


def _is_its_content(bulletin: Bulletin, low: str, one: Date) -> bool:
    """Say whether what the text tells so far is said to stand in the document of this date, not done under it."""
    start = max(bulletin.body, one.start - 300)
    found = _IS_ITS_CONTENT.search(low, start, one.start)
    if found is None:
        return False
    sentence = max(start, *(low.rfind(stop, start, found.start()) + 1 for stop in (". ", "\n", ";")))
    return _UNDER.match(low, sentence) is None


def _is_long(facts: Facts, one: Date, text: str) -> bool:
    """Say whether a date opens a period of more than `_EVENT_DAYS`: a campaign, not a meeting or a visit."""
    end = next((d for d in facts.dates if 0 < d.start - one.end <= 20 and len(d.iso) == 10), None)
    if end is None or not _UNTIL.fullmatch(text[one.end : end.start]):
        return False
    return (date.fromisoformat(end.iso) - date.fromisoformat(one.iso)).days > _EVENT_DAYS


def _will_be(bulletin: Bulletin, low: str, one: Date, before: str, after: str) -> bool:
    """Say whether a day to come is beside the point: the bulletin makes a document known that speaks of it."""
    to_come = bulletin.day is not None and one.iso > bulletin.day
    if not to_come and not _WILL.search(after[:60]) and not _WILL.search(before[-30:]):
        return False
    return bool(_ISSUED_NOW.search(low, bulletin.body, bulletin.body + 400))


def _number_before(text: str, facts: Facts, one: Date) -> DocumentNumber | None:
    """Return the document number that a date stands right behind: "..., ngày", "... ban hành ngày"."""
    for number in facts.document_numbers:
        if 0 <= one.start - number.end <= 20 and _ISSUED_ON.fullmatch(text[number.end : one.start]):
            return number
    return None


_ISSUED_ON = re.compile(r"[\s,(]{0,3}(?:(?:được\s)?(?:ký\s)?(?:ban\shành|ký)\s)?")


def _is_issued(bulletin: Bulletin, low: str, number: DocumentNumber) -> bool:
    """Say whether the text reports that this document was issued, or is it under its title."""
    before = low[max(bulletin.body, number.start - 90) : number.start]
    if _ISSUING.search(before) or _APPENDIX.search(before):
        return True
    kind = kind_of(bulletin)
    return kind not in ("tin", "khác") and number.type == kind and not _CARRIED_OUT.search(before)


_APPENDIX = re.compile(r"\((?:ban\shành\s)?kèm\stheo\s[^()\n]{3,30}\Z")
_CARRIED_OUT = re.compile(r"(?:thực\shiện|căn\scứ|triển\skhai|thay\sthế|và|,)\s[^.;\n]{0,40}\Z")


def _is_subject(bulletin: Bulletin, number: DocumentNumber) -> bool:
    """Say whether title or body begin with this document: "Công văn số 725/... ngày 20/4/2017 của ...".

    Such a bulletin makes the document known; one that begins with "Thực hiện Công văn ..." only cites it.
    """
    starts = [begin for begin in (0, bulletin.body) if 0 <= number.start - begin <= _KIND_LENGTH]
    return any(_names_kind(bulletin.text[begin : number.start]) for begin in starts)


def _names_kind(words: str) -> bool:
    """Say whether the words before a number are the kind of document alone: "Công văn số", "Từ ngày 1/4, Luật"."""
    plain = _FORCE_FROM.sub("", " ".join(words.split()).casefold())
    kinds = [kind for kind in re.split(r"\s?số\s?:?\s?", plain) if kind]
    return 1 <= len(kinds) <= 2 and all(kind in document_kinds() for kind in kinds)


_KIND_LENGTH = 70  # characters that the kind of document takes at most before its number
_FORCE_FROM = re.compile(r"\Atừ ngày [0-9/]{3,10}, ")


def _place(bulletin: Bulletin, one: Date) -> float:
    """Return what speaks for a date near the head: the lead tells what happened."""
    return next((worth for limit, worth in _NEAR_HEAD if one.start - bulletin.body < limit), 0.0)


def _distance(bulletin: Bulletin, one: Date) -> float:
    """Return the penalty of a day far from publication: bulletins report what happened within weeks."""
    try:
        days = (date.fromisoformat(bulletin.day) - date.fromisoformat(one.iso)).days if bulletin.day else 0
    except ValueError:
        return 0.0
    if days > 300:
        return -8.0
    if days < -60:
        return -4.0
    return -2.0 if days > 75 else 0.0


# Kind

_LETTERHEAD = re.compile(r"CỘNG\s(?:HÒA|HOÀ)\sXÃ\sHỘI|ĐẢNG\sCỘNG\sSẢN\sVIỆT\sNAM\s*\n|Độc\slập\s?[-–]\s?Tự\sdo")
_ADDRESSED = re.compile(r"(?:^|\n)\s?Kính\sgửi\s?:?", re.IGNORECASE)


@cache
def _heads() -> tuple[tuple[str, BulletinKind], ...]:
    table = [(row[0], cast(BulletinKind, row[1])) for row in rows("kinds")]
    return tuple(sorted(table, key=lambda row: (-len(row[0]), row[0])))


def kind_of(bulletin: Bulletin) -> BulletinKind:
    """Return the kind: what the title begins with; under a letterhead the name of the document; else a news item."""
    title = bulletin.title.casefold()
    for words, kind in _heads():
        if title.startswith(words) and not title[len(words) : len(words) + 1].isalpha():
            return kind
    head = bulletin.text[bulletin.body : bulletin.body + _HEAD]
    if not (("CỘNG" in head or "Độc" in head) and _LETTERHEAD.search(head)):
        return "công văn" if "gửi" in head.lower() and _ADDRESSED.search(head) else "tin"
    for line in head.split("\n"):
        name = line.strip(" *#").casefold()
        for words, kind in _heads():
            if name.startswith(words) and line.strip(" *#")[: len(words)].isupper():
                return kind
    return "công văn" if _ADDRESSED.search(bulletin.text) else "khác"
