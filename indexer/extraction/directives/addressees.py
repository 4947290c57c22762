"""To whom a demand goes: the phrase after the verb or before "cần", split where a new body or group begins."""

from __future__ import annotations

import re
from functools import cache

from indexer.extraction.directives.shared import shares_head
from indexer.extraction.directives.trie import any_of
from indexer.extraction.directives.words import (
    BROKEN,
    CONNECTOR,
    INNER_COMMA,
    OPENERS,
    addressees,
    assigns,
    is_nominal,
    pattern,
    words_of,
)
from indexer.extraction.places.provinces import any_province, is_province
from indexer.extraction.words import even, on_one_line

_MAX_PHRASE = 420  # code points: longer subjects are lists of dozens; what is over is not read
_MAX_PARTS = 20

# A nominal action word right behind one of these is part of a name or description: "đoàn kiểm tra", "cơ quan tham mưu".
_INSIDE_NAME = re.compile(
    r"(?<!\w)(?:văn phòng|sở kế hoạch|"
    r"ban|ủy ban|đoàn|tổ|đội|bộ phận|phòng|người|nhà|trung tâm|cục|viện|chi cục|trạm|bcđ|hội đồng|công tác|"
    r"chương|công|quy|lộ|tiến|giáo dục và|công nghệ|văn hóa|văn hoá|đầu tư|thi|xí nghiệp|(?<!xã )hội|"
    r"quỹ|chi nhánh|khu|"
    r"trực tiếp|tham gia|chủ|báo|lĩnh vực|phạm vi|nhiệm vụ|về)$"
)
_CAPITAL_HEADS = frozenset({"sở", "bộ", "phòng", "văn phòng", "trung tâm", "trường", "hội", "cục", "viện", "vụ", "khu"})
_DESCRIBED = re.compile(r"(?<!\w)(?:cơ quan|đơn vị|doanh nghiệp|cơ sở|lực lượng|cán bộ|cấp|đội ngũ|đồng chí|cá nhân)$")
_DESCRIBES = frozenset(
    {"tham mưu", "quản lý", "cung cấp", "thi công", "lãnh đạo", "tiếp nhận", "thanh tra", "giúp", "sử dụng"}
)
# What an action word starts that is a noun: "thông tin và truyền thông", "tổ chức đảng", "quản lý thị trường".
_NOUN = re.compile(
    r"tổ chức,? (?:đảng|chính trị|xã hội|đoàn thể|"
    r"hội(?! (?:nghị|thảo|thi|chợ|diễn|đàm|trại))|cơ sở|thành viên|cá nhân|tín dụng|công đoàn|đoàn|"
    r"kinh tế|nhân sự)"
    r"|tổ chức(?=,)(?!, (?:triển khai|thực hiện|chỉ đạo|hướng dẫn))|"
    r"quản lý (?:nhà nước|dự án|thị trường|đô thị|trật tự|doanh nghiệp)|thông tin (?:và truyền thông|"
    r"cơ sở|điện tử|đại chúng|-)|truyền thông|kiểm tra (?:huyện|thành|tỉnh|đảng|quận|trung)|"
    r"phát triển (?:nông thôn|nhà|quỹ đất|hạ tầng|đô thị)|báo cáo viên|tuyên truyền viên|giám sát viên|"
    r"đầu tư (?:thành|tỉnh|xây dựng)|cung cấp dịch vụ|đào tạo(?= thành| tỉnh|,| và)|"
    r"lãnh đạo (?!(?:chỉ đạo|xử lý|thực hiện|tốt|xây dựng|"
    r"triển khai|tổ chức|hoàn thành|giải quyết|kiểm tra|công tác|việc)(?!\w))|lãnh đạo(?=$|, (?!chỉ đạo))|thi đua|"
    r"quản lý(?=,| và)|giúp việc|xây dựng đảng|công bố trí"
)
# Of the nominal words, those that begin what is to be done when they follow a comma or "và".
_PREDICATES = frozenset({"chỉ đạo", "thực hiện", "triển khai", "chấp hành", "tham gia", "thông báo", "báo cáo"})
_AND = re.compile(r"(?:[-–]|(?<!\w)(?:và|các|những)|,)$")


@cache
def _bound() -> re.Pattern[str]:
    """Newspapers bound to a province by a programme: it tells which are meant, not what they are to do."""
    where = any_province()
    return re.compile(
        r"(?<!\w)(?:đã )?(?:ký|kí|có) (?:kết )?"
        r"(?:các )?(?:chương trình phối hợp|hợp tác tuyên truyền|chương trình hợp tác)"
        rf"(?: công tác)?(?: về {where})?(?: với (?:ubnd )?(?:tp|thành phố|tỉnh|{where})(?: {where})?)?"
    )


_TASKS = re.compile(r" (?:các|một số|những) (?:nhiệm vụ|nội dung|công việc|giải pháp|biện pháp)(?!\w)")
_COLON_LIST = re.compile(
    r"(?:(?:giám đốc|thủ trưởng|chủ tịch|lãnh đạo) )?(?:ubnd )?"
    r"(?:các |05 |0\d )?(?:sở|quận|huyện|tỉnh|thành phố|đồng chí|xã|phòng|ngành|bộ|đơn vị)(?:,? [\w,]+){0,4}:"
)
_PERSON = re.compile(r"((?:đồng chí|đ/c|ông|bà) [^,–(-]{3,40}?)(?:,| ?[-–] | \( ).*", re.IGNORECASE | re.DOTALL)
_INLINE_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)/]|[a-zđ]\))\s+(?=[^\W\d])")
_PREPOSITION = re.compile(
    r"(?:cho|đối với|cụ thể đối với|rằng|,|:|nhiệm vụ(?: cụ thể)? cho|trách nhiệm cho|tới|đến|với|cụ thể cho|trực tiếp|"
    r"tại các địa phương,|(?:mỗi|hằng|hàng) (?:quý|tháng|năm|tuần),?(?= các)|"
    r"trong quá trình (?:triển khai )?thực hiện(?:,? nếu có [^.]{0,50}?)?,(?= các|"
    r" đề nghị| yêu cầu| nếu))\s+"
)
_LEAD_IN = re.compile(
    rf"{OPENERS.pattern}(?P<lead>{_INLINE_NUMBER.pattern}|{_PREPOSITION.pattern}|(?:{CONNECTOR.pattern}))?"
)
# Heads without "các" that stand on their own in a list under "các": "các cấp ủy, tổ chức đảng, chính quyền".
_OWN_HEAD = re.compile(
    r"(?:tổ chức đảng|tổ chức chính trị|chính quyền|mặt trận|văn phòng|lực lượng|cảnh sát|hệ thống|toàn|"
    r"đại diện|thủ trưởng|lãnh đạo|chủ tịch|bí thư|giám đốc|trưởng|công an|ủy ban|ubnd|"
    r"cơ quan (?:báo chí|thông tấn|thông tin|truyền thông)|nhân viên|cán bộ y tế|đài (?:truyền|phát) thanh|"
    r"đoàn thể chính trị|ban cán sự đảng|đảng đoàn|đảng ủy|người đứng đầu)(?!\w)"
)


@cache
def _members() -> re.Pattern[str]:
    """Return one pattern of the nouns that may follow "các" in an addressee, each with what must not follow it."""
    words = {
        even(row[0]): "" if row[3] == "-" else rf"(?![,‚]? (?:{'|'.join(map(re.escape, row[3].split('|')))})(?!\w))"
        for row in addressees()
        if row[1] == "member"
    }
    return re.compile(rf"(?:các |những |mỗi |từng |toàn bộ |cả )*{any_of(words)}")


@cache
def _bodies() -> re.Pattern[str]:
    """Return one pattern of the bodies that no common word starts like: names of two syllables or abbreviations."""
    words = {even(row[0]) for row in addressees() if row[1] == "body"} - {
        "nhà nước",
        "hội nghị",
        "thủ đô",
        "lãnh đạo",
        "lực lượng",
    }
    return re.compile(any_of({w: "" for w in words if " " in w or w in _SHORT}))


# What is to be done, or a time: no head of a body or group.
_NOBODY = re.compile(r"tổ chức (?:hội (?:nghị|thảo|thi|chợ|diễn|đàm|trại)|cuộc|buổi|lễ|họp)(?!\w)|quý(?=,| [ivx\d])")
_COUNT = re.compile(r"\d{1,3} ")
_SHORT = frozenset({"tp", "ubnd", "hđnd", "btc", "bcđ", "bch", "btv", "mttq", "lđlđ"})


def is_somebody(low: str, start: int, end: int) -> bool:
    """Tell whether a phrase of a body, a group or a person begins at ``start``."""
    if _NOBODY.match(low, start, end):
        return False
    counted = _COUNT.match(low, start, end)
    start = counted.end() if counted else start
    first = pattern("addressees", "determiner").match(low, start, end)
    if first and _COUNT.match(low, first.end() + 1, end):
        return is_somebody(low, first.end() + 1, end)
    if first and first.end() < end and _members().match(low, first.end() + 1, end):
        return True
    found = _members().match(low, start, end) or _bodies().match(low, start, end)
    return (found or pattern("addressees", "post").match(low, start, end)) is not None


def _does_behind(low: str, begin: int, end: int) -> bool:
    """Tell whether what they are to do follows a colon ("các sở: Đẩy mạnh ..."), not names ("các sở: Y tế, ...")."""
    does = pattern("directive_verbs", "action", "starter").match(low, begin, end)
    return does is not None and _NOUN.match(low, begin) is None


# "công chức, viên chức (CCVC) và người lao động", "Sở A (TT&TT) Hà Nội": the phrase goes on behind the gloss.
_INNER_GLOSS = re.compile(r"\([^\W\d_&-]{2,12}\)(?=,? (?:và|của|thuộc|tại|các|hà nội|thành phố|tỉnh|huyện|quận)(?!\w))")


_BESIDE = re.compile(r", (?:ngoài|bên cạnh) ")


def end_of_phrase(low: str, start: int, end: int, flat: str = "") -> int:
    """Return where the addressee that begins at ``start`` ends: before its predicate, a colon or a new clause."""
    limit = min(end, start + _MAX_PHRASE)
    for mark in ';.:“"(':
        at = low.find(mark, start, limit)
        while mark == "(" and at > 0 and (gloss := _INNER_GLOSS.match(low, at, limit)):
            at = low.find(mark, gloss.end(), limit)
        if at >= 0 and mark == ":" and _does_behind(low, at + 2, limit):
            limit = at + 1
        elif at >= 0 and mark == ":" and _COLON_LIST.match(low, start, at + 1):
            continue
        elif at >= 0:
            limit = at
    beside = _BESIDE.search(low, start, limit)  # "Sở A, ngoài nhiệm vụ chung, có trách nhiệm ..."
    limit = beside.start() if beside else limit
    head = pattern("addressees", "determiner").match(low, start, limit) or _members().match(low, start, limit)
    at = head.end() if head else start + 1
    stop = limit
    tasks = _TASKS.search(low, at, limit)
    stop = tasks.start() if tasks else stop
    bound = _bound().search(low, at, limit)
    if bound and pattern("directive_verbs", "action", "demand").search(low, at, bound.start()) is None:
        at = bound.end()
    for found in pattern("addressees", "end").finditer(low, at, limit):
        if found.start() >= stop:
            break
        if low.endswith(_compounds(), start, found.end()):
            continue
        if not _NOT_END.match(low, found.start()) and not low.endswith(_ELECTED, start, found.start()):
            if (
                flat
                and flat[found.start()].isupper()
                and not flat[found.start() - 2 : found.start()].startswith((".", ";"))
            ):
                continue  # "Cần Thơ"
            stop = found.start()
            break
    for found in pattern("directive_verbs", "action", "demand", "report", "speech").finditer(low, at, limit):
        if found.start() >= stop:
            break
        if not _is_part_of_name(low, start, found, flat):
            stop = found.start()
            break
        if low.startswith("công bố trí", found.start()):
            stop = found.start() + 5
            break
    return _trimmed(low, start, stop)


@cache
def _compounds() -> tuple[str, ...]:
    """Return words whose last syllable is an action or an end by itself: "đồng bằng", "hội đồng quản trị"."""
    return tuple(sorted({*words_of("addressees", "compound"), "xuất bản‚ in"}))


_BY = re.compile(r"(?<!\w)do (?=\w)[^,;]{2,40}$")


def _done_by_others(low: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether an action describes: "công ty do Thành phố quản lý", "dịch vụ do các cơ quan cung cấp"."""
    by = _BY.search(low, max(start, found.start() - 48), found.start())
    return by is not None and is_somebody(low, by.start() + 3, found.start())


_ELECTED = ("bầu ", "ứng ", "tái ", "đề ", "tiến ")
_NOT_END = re.compile(
    r"(?:làm việc tại|trong (?:đảng bộ|chi bộ|cơ quan|các (?:chi bộ|cơ quan|đơn vị|phòng)|đơn vị|toàn|hệ thống|"
    r"cụm|khối|tỉnh|huyện|xã|thành phố|quận|cả nước|và ngoài|ngành)|mở rộng|"
    r"tại (?:hà|các|địa|tỉnh|thành|sở|cơ quan|đơn vị|doanh nghiệp|cơ sở)|"
    r"có (?:sử dụng|liên quan|trụ sở|chức năng|thẩm quyền|tàu|nhu cầu|nguy cơ|diện tích|rừng|"
    r"điều kiện|số|"
    r"tỷ lệ|lợn|hồ sơ|dự án)|lập (?:pháp|trình))"
)


_PARTY = ("chi bộ", "chi bộ trực thuộc", "đảng bộ trực thuộc", "tổ chức đảng")


def _is_part_of_name(low: str, start: int, found: re.Match[str], flat: str) -> bool:
    word, left = found.group(), low[max(start, found.start() - 20) : found.start()].rstrip()
    if low.endswith(_compounds(), start, found.end()) or _done_by_others(low, start, found):
        return True
    if word == "lãnh đạo" and left.endswith(_PARTY):
        return False  # "các chi bộ trực thuộc lãnh đạo đơn vị hoàn thành ...": they lead
    if _NOUN.match(low, found.start()) or (word == "giao" and not assigns(low, flat or low, found.end())):
        return True
    if (word == "cử" and left.endswith(("bầu", "ứng", "tái", "đề", "tiến"))) or (
        flat and flat[found.start()].isupper()
    ):
        return True
    if left.endswith(" có"):
        return True  # "các đơn vị có sử dụng ngân sách": which are meant
    if not is_nominal(word):
        return False
    if _DESCRIBED.search(left):
        if word == "lãnh đạo" and left.endswith("cấp"):
            return False  # "cấp ủy các cấp lãnh đạo thực hiện"
        return word in _DESCRIBES or low.startswith("tham mưu giúp việc", found.start())
    head = _INSIDE_NAME.search(left)
    if head and flat and head.group() in _CAPITAL_HEADS and not flat[found.start()].isupper():
        return not flat[found.start() - len(head.group()) - 1].isupper()  # "Đảng ủy Sở tổ chức ..." acts
    return head is not None or (word not in _PREDICATES and _AND.search(left) is not None)


def _trimmed(low: str, start: int, end: int) -> int:
    while end > start:
        if low[end - 1] in " ,‚-–":
            end -= 1
        elif low.endswith((" và", " là"), start, end):
            end -= 3
        else:
            break
    return end


def skip_lead_in(low: str, start: int, end: int) -> int:
    """Return where the phrase itself starts behind "cho", "đối với", blanks, commas and connectors."""
    for _ in range(4):
        found = _LEAD_IN.match(low, start, end)
        start = found.end() if found else start
        if found is None or not found["lead"]:
            break
    return start


def split(phrase: str) -> tuple[str, ...]:
    """Return the addressees of a phrase: parted where a new head begins; "các huyện, thị xã" is one."""
    text = _APPOSED.sub("", on_one_line(phrase).strip(" ,;:-–"))
    if even(text) in _EVERYBODY:
        return (text,)
    person = _PERSON.fullmatch(text)
    if person and not re.search(r"(?<!\w)(?:đồng chí|ông|bà) ", text[len(person[1]) :], re.IGNORECASE):
        return (person[1],)
    masked = INNER_COMMA.sub("‚ ", even(text))
    if "‚" in masked:
        text = "".join("‚" if mark == "‚" else letter for letter, mark in zip(text, masked, strict=True))
    parts: list[str] = []
    for chunk in re.split(r"(,\s+|;\s*|\s+(?:và|cùng(?: với)?)\s+(?=\w))", text):
        if len(parts) >= 2 and len(parts) % 2 == 0 and not _starts_anew(chunk, parts):
            separator = parts.pop()
            parts[-1] += separator + chunk
        else:
            parts.append(chunk)
    for n in range(len(parts) - 3, -1, -2):  # "Phòng Văn hóa, Đài Phát thanh quận, huyện, thị xã": of the same places
        if _OFFICE.fullmatch(even(parts[n])) and _OF_PLACES.search(even(parts[n + 2])):
            parts[n : n + 3] = ["".join(parts[n : n + 3])]
    for n in range(len(parts) - 3, -1, -2):  # "Giám đốc, Thủ trưởng các sở": of the same bodies
        if parts[n].casefold() in _BARE_POSTS and parts[n + 1].startswith(","):
            parts[n : n + 3] = ["".join(parts[n : n + 3])]
    kept = [part.replace("‚", ",").strip(" ,").removesuffix(" tự").removesuffix(" tạm") for part in parts[::2]]
    return tuple(dict.fromkeys(part for part in kept if part))[:_MAX_PARTS]


# "Sở Y tế - Thường trực Ban Chỉ đạo ...": what a body is besides.
_APPOSED = re.compile(r" [-–] (?:[Cc]ơ quan |[Đđ]ơn vị )?[Tt]hường trực [^,;]+(?=$|,|;)")
_NAMED = re.compile(
    r"(?:xã|huyện|phường|thị trấn|ấp|thôn|quận|tỉnh|thị xã|sở|bộ|phòng|cục|chi cục|đài|trung tâm|hội|ban|"
    r"báo|tạp chí) [A-ZĐÂƯƠ]"
)
_EVERYBODY = ("các cấp, các ngành", "các ngành, các cấp")
_OFFICE = re.compile(rf"ph(?:ò|ograve{BROKEN})ng (?:(?!quận|huyện|thị xã|thành phố|xã)[\w–{BROKEN}-]+ ?)+")
_OF_PLACES = re.compile(r"^(?:đài|trung tâm)(?: (?!các )[\w–-]+)+ (?:các )?(?:quận|huyện), (?:quận|huyện|thị xã)")
_OF_A_BODY = re.compile(r"(?:phòng|thanh tra|văn phòng|trung tâm)(?!\w)")
_BELONGS = re.compile(r"(?:sở|bộ|cục) \w")
_BARE_POSTS = frozenset(
    {"giám đốc", "thủ trưởng", "bí thư", "chủ tịch", "trưởng ban", "trưởng phòng", "tổng giám đốc", "tổng biên tập"}
)
_FIELDS = ("hạ tầng", "đô thị", "xuất bản", "in và phát hành")  # of one department: "Cục Xuất bản, In và Phát hành"
_LED = re.compile(r"cấp ủy (?:các )?(?:chi|đảng bộ|sở)(?!\w)|các chi$")
_FURTHER = ("ngành", "địa phương", "đơn vị", "đoàn thể", "ban ngành")  # "các Bộ, Ngành liên quan" is one


def _starts_anew(chunk: str, parts: list[str]) -> bool:
    """Tell whether a part of a list is somebody of its own, not a further word of the part before it."""
    key, left, separator = even(chunk), even(parts[-2]), parts[-1]
    if pattern("addressees", "determiner").match(key) or (key in _BARE_POSTS and chunk[:1].isupper()):
        return True
    if left.startswith("các ") and key.startswith(_FURTHER):
        return False
    if _LED.match(left) and key.startswith(("đảng bộ", "chi bộ", "sở ")):
        return False  # "Cấp ủy các Chi bộ, Đảng bộ cơ sở", "Các Chi, Đảng bộ": one head
    if shares_head(chunk, key, left, separator):
        return False
    if _NAMED.match(chunk):
        return True
    if _BELONGS.match(key) and _OF_A_BODY.match(left) and "," in separator:
        return False  # "Phòng Bưu chính, Sở A": of that body
    if is_province(chunk) and left.endswith("trung ương"):
        return False  # "các cơ quan báo chí Trung ương và Hà Nội"
    if key == "công an" and ":" in left:
        return False  # "Các sở, ngành: Nội vụ, Tư pháp, Công an"
    if not chunk[:1].isupper():
        return (parts[0][:1].isupper() and _OWN_HEAD.match(key) is not None) or (
            even(parts[0]).startswith(("các ", "toàn ", "đồng chí", "tập thể", "cấp ủy ", "báo ", "đài "))
            and _OWN_HEAD.match(key) is not None
        )
    own = chunk[:2].isupper() or is_somebody(key, 0, len(key))
    listed = re.search(r"(?:^|(?<!\w))(?:các |sở|bộ|quận|huyện|xã|phường|thị xã|tỉnh)|:", left) is not None
    if left.endswith(("văn phòng hđnd", "văn phòng đoàn đbqh")) or key.startswith(_FIELDS):
        return False
    if "và" in separator or "cùng" in separator or not listed:
        return own or "," in separator
    return own and (
        len(key.split()) > 2 or key.startswith(("ubnd", "công an", "sở", "hội", "mặt trận", "mttq", "báo ", "đài "))
    )
