"""The head of an official document: state and motto, number, where and when it was signed, its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from indexer.analysis.normalise import clean
from indexer.reading.published import signed_on

_LINES = 40
_LINE_CHARACTERS = 500
_TITLE_CHARACTERS = 300
_STATE = re.compile(r"c[ộo]ng\s*h[òo]a|c[ộo]ng\s*ho[àa]\s+x[ãa]\s+h[ộo]i|độc lập\s*[-–]\s*tự do", re.IGNORECASE)
_PARTY = re.compile(r"đảng cộng sản việt nam", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:luật\s+)?số\s*:?\s*\d*\s*[/-]", re.IGNORECASE)
_NUMBER_IN_FRONT = re.compile(r"^\s*số\s*:?\s*\S+/\S+\s+", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:v/v\.?|về việc|trích yếu)\s*:?\s*(.+)$", re.IGNORECASE)
_TYPES = (
    "nghị quyết|nghị định|quyết định|chỉ thị|kết luận|quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình|"
    "kế hoạch|phương án|đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công văn|công điện|bản ghi nhớ|bản thỏa thuận|"
    "giấy mời|giấy giới thiệu|thư công|thông tư(?: liên tịch)?|luật|bộ luật|pháp lệnh|lệnh|hiến pháp|án lệ|thư|sao lục"
)
_TYPE = re.compile(rf"^(?:{_TYPES})\b[^.;]{{0,80}}$", re.IGNORECASE)
# In a scan the type may stand behind what was left of a stamp.
_TYPE_AT_END = re.compile(rf"[^\w\s]\s*((?:{_TYPES.upper()}))$")
_BODY_STARTS = re.compile(r"^(?:căn cứ|kính gửi|thực hiện|xét|chương|điều|mục|phần)\b", re.IGNORECASE)
# The stamp of arrival: "ĐẾN", "Giờ: ...", "Ngày: ...", "Số đến".
_STAMP = re.compile(r"^(?:đến|giờ|số đến|chuyển|lưu hồ sơ|ngày\W{2,}|ngày\s*:).{0,40}$", re.IGNORECASE)
_STATE_CHARACTERS = 90
_RULE = re.compile(r"[-_–—*\s.]+")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head of a document says; empty where it says nothing."""

    found: bool = False
    title: str = ""
    signed: str | None = None


def letterhead(lines: list[str]) -> Letterhead:
    """Return the letterhead of a document; ``found`` only when the text opens as official documents do."""
    first = islice((line[:_LINE_CHARACTERS] for line in lines if line.strip()), _LINES)
    head = [" ".join(clean(line).split()) for line in first]
    signed = next((day for line in head if (day := signed_on(_behind_number(line)))), None)
    short = [line for line in head[:8] if len(line) <= _STATE_CHARACTERS]
    official = any(_STATE.search(line) or _PARTY.fullmatch(line) for line in short)
    if not (official or (signed and any(_NUMBER.match(line) for line in head[:10]))):
        return Letterhead(signed=signed)
    return Letterhead(True, _title(head), signed)


def _title(head: list[str]) -> str:
    """Return type and subject ("QUYẾT ĐỊNH Về việc ..."), or the subject of a letter ("V/v ...")."""
    top = head[: next((i for i, line in enumerate(head) if _BODY_STARTS.match(line)), len(head))]
    for i, line in enumerate(top):
        if _TYPE.match(line) and line.upper() == line:
            return _with_subject(line, head[i + 1 : i + 5])
        if behind := _TYPE_AT_END.search(line):
            return _with_subject(behind[1], head[i + 1 : i + 6])
    for i, line in enumerate(head):
        match = _SUBJECT.match(line)
        if match:
            return _joined(match.group(1), head[i + 1 : i + 3])
    return ""


def _behind_number(line: str) -> str:
    """Return what stands behind a number: a scan has "Số: 335/2025/NĐ-CP Hà Nội, ngày ..." in one line."""
    return _NUMBER_IN_FRONT.sub("", line)


def _with_subject(kind: str, below: list[str]) -> str:
    parts = [kind]
    for line in below:
        if _STAMP.match(line):
            continue
        if _ends_subject(line) or (len(parts) > 1 and line.upper() == line and parts[-1].upper() != parts[-1]):
            break
        parts.append(line)
    return " ".join(parts)[:_TITLE_CHARACTERS]


def titled(first: str, below: list[str]) -> tuple[str, int]:
    """Return the title that a type of document opens ("Án lệ số 1/2016/AL", "Về ..."), and how many lines it takes."""
    second = next((i for i, line in enumerate(below) if line.strip()), None)
    if second is not None and _TYPE.match(first) and re.match(r"v(?:ề|/v)\s", below[second].strip(), re.IGNORECASE):
        title = f"{first} {below[second].strip()}"
        if len(title) <= _TITLE_CHARACTERS:
            return title, second + 2
    return first, 1


def _ends_subject(line: str) -> bool:
    last = line.endswith((":", ",", ";")) or _RULE.fullmatch(line) or _BODY_STARTS.match(line)
    return bool(last or _NUMBER.match(line) or signed_on(line))


def _joined(first: str, below: list[str]) -> str:
    parts = [first]
    for line in below:
        if line[:1].islower():
            parts.append(line)
        else:
            break
    return " ".join(parts)[:_TITLE_CHARACTERS]
