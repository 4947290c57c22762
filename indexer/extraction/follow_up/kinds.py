"""What a later passage does with a demand: reports on it, repeats it, or names it as not done. By its words alone."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

FollowUpKind = Literal["reported", "repeated", "criticised"]

# "hạn chế" is a shortcoming as a noun; "hạn chế việc ...", "hạn chế tối đa ..." is what somebody is to do.
_LIMIT: Final = re.compile(
    r"(?:(?<=còn )|(?<=một số )|(?<=những )|(?<=các )|(?<=nhiều )|(?<=tồn tại, )|(?<=bị )|(?<=rất ))hạn chế(?!\w)"
)
_LATE: Final = re.compile(
    r"(?<!\w)(?:chưa(?! từng)|chậm(?! nhất)|không kịp|quá hạn|trễ hạn|bỏ trống|xuống cấp|không đạt|"
    r"(?<!khắc phục )(?<!giải quyết )(?<!tháo gỡ )(?<!khó khăn, )vướng mắc|buông lỏng|vẫn còn|"
    r"thiếu kiên quyết|chậm trễ|vẫn để xảy ra)(?!\w)"
)
_STILL: Final = re.compile(r"(?<!\w)(?:chưa|không kịp|chậm hơn|vẫn còn|vẫn)(?!\w)")
_DONE: Final = re.compile(r"(?<!\w)đã (?:\w+ ){0,3}(?:dứt điểm|hoàn thành|xong|đạt|khắc phục)(?!\w)")
_TOLD: Final = re.compile(r"(?<!\w)(?:đã|hoàn thành|đạt (?=\d)|không để|đến nay|xong)(?!\w)")
_PAST: Final = re.compile(r"(?<!\w)(?:đã|hoàn thành|đến nay)(?!\w)")
_IMPERATIVE: Final = re.compile(
    r"[\W\d]*(?:\w[.)] ?)?(?:đồng thời,? )?(?:tiếp tục|tăng cường|đẩy mạnh|bảo đảm|đảm bảo|chủ động|thực hiện|tổ chức|"
    r"xây dựng|phối hợp|chỉ đạo|rà soát|khẩn trương|tập trung|quan tâm|nâng cao|tuyên truyền|triển khai)(?!\w)"
)
_AHEAD: Final = re.compile(r"^\W*(?:để|nhằm)\s|(?<!\w)(?:thời gian tới|sẽ|dự kiến|phấn đấu|ra sức)(?!\w)")
_ASKED: Final = re.compile(r"(?<!\w)(?:cần|phải|đề nghị|yêu cầu|giao cho)(?!\w)")
_UNTIL: Final = re.compile(r"(?<!\w)(?:đến|đến hết|hết) ngày (\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<![\w/-])(?:\d{1,2}[/-]){0,2}((?:19|20)\d\d)(?![\w/-]*\w)")


def kind_of(words: str, demand: str, day: date, *, demanded: bool) -> FollowUpKind | None:
    """Return what a later passage does with a demand published on ``day``, None when it does nothing of the three.

    ``words`` is the passage in lower case with even tones; ``demanded`` tells that it is a directive itself.
    """
    if demanded or (_IMPERATIVE.match(words) and not _PAST.search(words)):
        return "repeated"
    if _AHEAD.search(words):
        return None
    if (_LATE.search(words) or _LIMIT.search(words)) and (_STILL.search(words) or not _DONE.search(words)):
        return "criticised"
    if not _TOLD.search(words) or _ASKED.search(words) or not _is_of_that_time(words, demand, day):
        return None
    return "reported"


def _is_of_that_time(words: str, demand: str, day: date) -> bool:
    """Tell whether a passage may tell of a demand: not of what was before it, nor of the same occasion a year later."""
    for d, month, year in _UNTIL.findall(words):
        if (int(year), int(month), int(d)) < (day.year, day.month, day.day):
            return False
    told = {int(found) for found in _YEAR.findall(words)}
    asked = {int(found) for found in _YEAR.findall(demand)}
    return not told or (max(told) >= day.year and not (asked and max(asked) < min(told)))
