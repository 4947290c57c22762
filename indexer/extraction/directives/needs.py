"""Who needs to act in "các đơn vị cần ...", and who acts in "các đơn vị rà soát ...": positions in one line of text."""

from __future__ import annotations

import re

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import AT_END, FOLLOWS, NEEDS_SOMEBODY, OF_WHOM, PRESSES
from indexer.extraction.directives.givers import Giver
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.shapes import INNER_SUBJECT
from indexer.extraction.directives.words import NEED, NOT_NEED, TENSE, pattern

_CUT = re.compile(
    r"[,:] (?:vì vậy,? |vì thế,? |do đó,? |do vậy,? |(?:trong )?thời gian tới,? |(?:trong )?năm \d{4},? |"
    r"bên cạnh đó,? |đồng thời,? )?"
                  r"|(?<!\w)(?:rằng|đòi hỏi(?= (?:các|mỗi|từng|toàn) )|để(?= các)|mà(?! còn| phải| cần)|nhấn mạnh|"
                  r"cho rằng|lưu ý|đối với),? "
                  r"(?:(?:trong )?(?:thời gian tới|năm \d{4}),? )?")  # fmt: skip
_BETWEEN = re.compile(
    r"[\s,]*(?:(?:cũng|đều|luôn|càng|vẫn|đồng thời|trong thời gian tới|thời gian tới|tới đây|phải|còn|ngay|"
    r"tiếp tục)[\s,]*)*(?:(?:ngoài|bên cạnh|cùng với) [^,;:.]{3,80}, )?"
)
# What may stand before a need that names nobody: a time, a field, an aim.
_CIRCUMSTANCE = re.compile(
    r"(?:(?:trong|thời gian|trước|hiện|để|từ|ngay|về|vì|do|năm|bên cạnh|ngoài|nhất là|cùng với|"
    r"tại) [^,]{0,70}|cũng|đồng thời|luôn|càng|vẫn|đều)?"
)
_THING = re.compile(r"(?<!\w)(?:việc|là|sự|những|các|một|vấn đề|yêu cầu|nội dung)(?!\w)")
# Fields of work that those who listen see to: "công tác tuyên truyền phải ...", not "phát triển văn hóa phải ...".
_FIELD = re.compile(
    r"(?:(?:các|mọi|những) )?(?:công tác|việc|hoạt động|nội dung|biện pháp|giải pháp|chương trình|phong trào|báo chí|"
    r"quá trình)(?!\w)"
)
_CIRCUMSTANCE_BEFORE = re.compile(r"(?:(?:trong|để|nhằm|đối với|về) [^,;:]{3,60}, |(?:trong )?năm \d{4},? )")
_STATED = re.compile(r"(?<!\w)(?:là|đã|đang|sẽ|vì|nên|mà|chưa|không|còn|vẫn|có|người dân|chúng ta)(?!\w)|[;.:]")
_THEN = re.compile(
    r"(?:căn cứ|theo|tùy theo|định kỳ|trên cơ sở|là cơ quan|là đầu mối|là đơn vị|chịu trách nhiệm|trong thời gian|"
    r"thời gian tới|ngay|khi|nếu|trước ngày|hằng|"
    r"soạn thảo|vận dụng|lưu giữ|"
    r"hàng|nâng|xem|tìm|gấp|nhanh|cử|lấy|lập|mở|đưa|gửi|nộp|làm|sớm|dành|chọn|giúp|chịu|thống nhất|tuyệt đối|"
    r"tiếp tục|từng bước|"
    r"có|kết quả|hết sức|thật|đồng loạt|mỗi|thay|nghe|trả lời|phản ánh|dừng|ngừng|đồng thời|trong quá trình|làm việc|"
    r"phải|thông báo (?:trước|công khai|cho|đến|tới|nội dung|rộng rãi)|trình bày|tóm tắt|góp ý|"
    r"đề xuất (?:phương án|giải pháp|nội dung|kế hoạch|biện pháp))(?!\w)"
)
# Of the demanding verbs, those that may also be what is demanded.
_DOES = re.compile(r"(?:chỉ đạo|phân công|quán triệt|nhắc nhở|giao ban)(?!\w)")
_MINDS = re.compile(r"(?:lưu ý|chú ý) (?!các |những |đến các (?:sở|đơn vị))")  # "Các chi bộ lưu ý độ tuổi ..."
_AIM = ("để ", "nhằm ", "muốn ")
NOUN_HEADS = frozenset(
    {"tham luận", "lãnh đạo", "tổ chức", "thông tin", "báo cáo", "thanh tra", "hợp đồng", "cấp", "chỉ thị"}
)


def needy(low: str, start: int, need: int, flat: str = "") -> int | None:
    """Return where the phrase of those who need to act starts; ``need`` when nobody is named; None when a thing is."""
    cuts = [start, *(m.end() for m in _CUT.finditer(low, start, need))]
    for cut in cuts:
        begin = skip_lead_in(low, cut, need)
        if begin >= need:
            return need
        if is_somebody(low, begin, need) and _BETWEEN.fullmatch(low, end_of_phrase(low, begin, need, flat), need):
            return begin
    begin = skip_lead_in(low, cuts[-1], need)
    inner = INNER_SUBJECT.search(low, begin, need) if low.startswith(_AIM, begin) else None
    named = inner is not None and is_somebody(low, inner.end(), need)  # "để đạt kế hoạch đã đề ra các xã cần ..."
    if inner and named and _BETWEEN.fullmatch(low, end_of_phrase(low, inner.end(), need, flat), need):
        return inner.end()
    last = low[begin:need].strip(" ,")
    return need if _CIRCUMSTANCE.fullmatch(last) and not _THING.search(last) else None


# "Đồng chí nêu những bài học mà chi bộ cần phát huy.": which ones, they are not told; "...: ..." would name them.
_WHICH = re.compile(r"(?<!\w)(?:những|các|một số) [^,;:.]{2,60} mà $")


def which_are_needed(low: str, start: int, begin: int, end: int) -> bool:
    """Tell whether those who need to act stand in a clause that only says which things are meant."""
    if not low.endswith("mà ", start, begin) or _WHICH.search(low, start, begin) is None:
        return False
    return low.find(":", begin, end) < 0 and low.find(" như", begin, end) < 0


def matter(low: str, start: int, need: int) -> bool:
    """Tell whether a field of work has to be so: "A nhấn mạnh, trong năm 2016, công tác tuyên truyền phải ..."."""
    if low.find("cho rằng", start, need) >= 0:
        return False  # an opinion
    for cut in (start, *(m.end() for m in _CUT.finditer(low, start, need))):
        begin = skip_lead_in(low, cut, need)
        when = _CIRCUMSTANCE_BEFORE.match(low, begin, need)
        begin = when.end() if when else begin
        if _FIELD.match(low, begin, need) and _STATED.search(low, begin, need) is None:
            return True
    return False


def stressed_lead(low: str, flat: str, start: int, end: int, own: Giver) -> Demand | None:
    """Return the demand of "A nhấn mạnh toàn ngành tập trung một số nhiệm vụ sau:"."""
    at = low.find("nhấn mạnh ", start, end) + len("nhấn mạnh ")
    begin = skip_lead_in(low, at, end)
    said = actor(low, begin, end, flat) if at > start + 10 else None
    tasks = low.find("nhiệm vụ", at, end) >= 0 or low.find("nội dung", at, end) >= 0
    return Demand(own, "nhấn mạnh", split(flat[begin:said]), said) if said and tasks else None


def actor(low: str, begin: int, end: int, flat: str = "") -> int | None:
    """Return where the phrase ends that says who acts, when an action or a need follows it at once; else None."""
    if begin >= end or not is_somebody(low, begin, end):
        return None
    said = end_of_phrase(low, begin, end, flat)
    gloss = _GLOSS.match(low, said, end)  # "Công an tỉnh (Cơ quan thường trực Ban Chỉ đạo) tổ chức ..."
    beside = _BESIDE.match(low, said, end)  # "Sở A, ngoài các nhiệm vụ chung, có trách nhiệm ..."
    rest = skip_blanks(low, gloss.end() if gloss else beside.end() if beside else said, end)
    if said <= begin or TENSE.match(low, rest, end):
        return None
    action = pattern("directive_verbs", "action", "report").match(low, rest, end) or _DOES.match(low, rest, end)
    if action is None and low.startswith(("các ", "mỗi ", "từng "), begin):
        action = _MINDS.match(low, rest, end)
    return said if action or NEED.match(low, rest, end) or _THEN.match(low, rest, end) else None


_BESIDE = re.compile(r", (?:ngoài|bên cạnh|cùng với) [^,;:.]{3,80}, ")
_WILL = re.compile(r"(?:(?:sẽ|cũng|đều|còn|vẫn|luôn) )+")
_GLOSS = re.compile(r" \([^()]{1,120}\)")
_OWN_WORD = re.compile(
    r"[\s,.…:]*(?:(?:đều|cũng|còn|luôn|sẽ|thì) )?"
    r"(?:được (?P<passive>yêu cầu|đề nghị|giao|phân công)|(?P<word>có nhiệm vụ|chịu trách nhiệm))(?!\w)"
)


def own_force(low: str, said: int, end: int) -> str | None:
    """Return the word with which those who act are bound in this very clause: "cần", "được giao"; None without one."""
    beside = _BESIDE.match(low, said, end)
    at = skip_blanks(low, beside.end() if beside else said, end)
    will = _WILL.match(low, at, end)  # "các cơ quan sẽ phải ...", "các xã cũng cần ..."
    need = NEED.match(low, will.end() if will else at, end)
    if need is not None and NOT_NEED.match(low, need.end(), end) is None:
        return None if need.group() == "tuyệt đối không" else need.group()
    found = _OWN_WORD.match(low, said, end)
    return found and (found["passive"] or found["word"])


_OPENS_WITH = re.compile(r"nghiêm cấm(?!\w)|(?:cần phải|cần|phải)(?= \w)")


def opening_force(low: str, begin: int, end: int) -> str | None:
    """Return the word of a clause that names nobody and begins with it: "Nghiêm cấm lợi dụng ...", "Cần rà soát"."""
    found = _OPENS_WITH.match(low, begin, end)
    return found.group() if found and NOT_NEED.match(low, found.end(), end) is None else None


def skip_blanks(low: str, at: int, end: int) -> int:
    """Return where the next word starts behind the blanks and signs that close a phrase."""
    while at < end and low[at] in " ,.…:":
        at += 1
    return at


def starts_with_action(low: str, begin: int, end: int) -> str | None:
    """Return the action word that a clause starts with, unless it is the head of somebody ("lãnh đạo các phòng")."""
    found = pattern("directive_verbs", "action", "starter", "report", "demand").match(low, begin, end)
    if (
        found is None
        or found.group() == "chỉ thị"
        or low.startswith((" độ", " tự", " diện"), found.end())
        or (found.group() in NOUN_HEADS and is_somebody(low, begin, end))
    ):
        return None
    return found.group()


def binds_nobody(low: str, flat: str, word: str, start: int, after: int, end: int) -> bool:
    """Tell whether a verb demands although nobody is named: "yêu cầu: ...", "đề nghị tăng cường ..."."""
    if word in NEEDS_SOMEBODY:
        need = NEED.search(low, after, min(end, after + 160)) if word == "chỉ đạo" else None
        if need is not None and matter(low, after, need.start()):
            return True  # "A chỉ đạo năm 2013 công tác kiểm tra cần tập trung vào ..."
        if word == "chỉ đạo" and PRESSES.match(low, after):
            return True
        return low.startswith((":", " như sau", " một số nội dung", " một số nhiệm vụ"), after)
    if FOLLOWS.match(low, after, end):
        return not AT_END.match(low, after, end) or flat[start] in '"“'
    if low.startswith(" sự ", after):
        return OF_WHOM.match(low, after, end) is not None
    need = NEED.search(low, after, min(end, after + 120))
    if need and word in ("yêu cầu", "đề nghị", "lưu ý") and not NOT_NEED.match(low, need.end()):
        return True
    return starts_with_action(low, skip_lead_in(low, after, end), end) is not None
