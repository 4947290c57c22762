"""To whom a demand goes: the phrase after the verb or before "cần", split where a new body or group begins."""

from __future__ import annotations

import re

from indexer.extraction.directives_words import CONNECTOR, INNER_COMMA, OPENERS, pattern
from indexer.extraction.officials_words import even, on_one_line

_MAX_PHRASE = 420  # code points: longer subjects are lists of dozens; what is over is not read
_GROUP_DETERMINER = re.compile(
    r"(?:các|những|mọi|một số|mỗi|từng|tất cả các|tất cả|toàn thể|toàn|quý|đội ngũ|tập thể|cả)(?!\w)"
)
# Nouns that may follow "các" in an addressee; with others ("các giải pháp") the phrase is a thing, not somebody.
_SOMEBODY = re.compile(
    r"(?:các |những |mỗi |từng |toàn bộ |cả )*(?:cấp(?! phát| bách| thiết)|cơ quan|đơn vị|sở(?! hữu)|"
    r"ban(?! hành)|ngành|phòng(?!,? chống| ngừa| tránh| họp| trào)|quận|huyện|thị xã|xã(?! hội)|phường|"
    r"thị trấn|địa phương|bộ(?! máy| thủ tục| quy| tiêu chí| nhận diện| luật| sách)|tỉnh|thành phố|thành viên|"
    r"đồng chí|doanh nghiệp|tổ chức(?= (?:đảng|chính trị|xã hội|đoàn|hội|cơ sở|thành viên|tín dụng|hành nghề|"
    r"công đoàn|kinh tế|cá nhân))|tổ chức(?=,)|đoàn thể|cán bộ|công chức|viên chức|đảng viên|đoàn viên|"
    r"hội viên|lực lượng|chi bộ|đảng bộ|đảng ủy|"
    r"cấp ủy|chi ủy|ủy viên|đại biểu|hội(?! nghị| thảo| thi| nhập| sách| chợ| đàm| họa)|trường(?! hợp)|"
    r"nhà trường|nhà mạng|trung tâm|báo(?! cáo| động| hiệu)|đài|cơ sở(?! dữ liệu| hạ tầng| pháp| vật chất|"
    r" khoa học| lý luận| đó)|chủ (?:đầu tư|cơ sở|phương tiện|doanh nghiệp|tàu|hộ|rừng|thuê bao|điểm|đại lý|"
    r"quản|cửa hàng|nuôi)|nhà (?:thầu|mạng|báo|cung cấp|đầu tư|văn hóa|xuất bản|trường)|thôn|ấp|tổ(?! chức|"
    r" quốc)|đội|nhóm(?! nhiệm vụ| giải pháp| vấn đề)|khối(?! lượng)|hộ(?! trợ)|"
    r"người|ông|bà|em|học sinh|bí thư|chủ tịch|giám đốc|thủ trưởng|trưởng|phó|công ty|tập đoàn|ubnd|hđnd|"
    r"công an|ủy ban|văn phòng|"
    r"chính quyền|mặt trận|đảng|dân|quân|hệ thống (?:chính trị|thông tin cơ sở|truyền thanh)|"
    r"lãnh đạo(?!,? (?:chỉ đạo|thực hiện|tốt|xây dựng|triển khai|công tác|chặt|toàn diện))|phóng viên|"
    r"biên tập viên|giáo viên|nhân viên|đoàn(?! kết)|chiến sĩ|"
    r"thí sinh|gia đình|cá nhân|bưu điện|bưu cục|nhà xuất bản|đại lý|điểm (?:bán|giao|phục vụ)|bệnh viện|trạm|"
    r"viện|cụm|tòa soạn|cử tri|thầy|"
    r"tập thể|quý|mọi người|hiệp hội|nhà cung cấp|thanh niên|phụ nữ|kỹ sư|tổng công ty|câu lạc bộ|hợp tác xã|"
    r"ngân hàng|vị|bạn)(?!\w)"
)
# Words that only begin like a body: "ban hành", "phòng, chống", "tổ chức thực hiện".
_THING = re.compile(
    r"(?:ban hành|phòng[,‚]? chống|phòng ngừa|tổ chức|hội nghị|hội thảo|hội thi|hội nhập|đoàn kết|bộ máy|"
    r"xã hội|tổ quốc|báo cáo|"
    r"cổng thông tin|công tác|công khai|đảng viên|vụ việc|vụ án|nhà nước pháp|viện trợ|cục bộ|đài thọ|sở hữu|"
    r"trường hợp|phòng tránh|ban đầu|"
    r"ban ngày|tỉnh táo|phòng họp|cục diện|đội ngũ|thủ đô)(?!\w)"
)
_END_WORDS = re.compile(
    r"(?<!\w)(?:cần phải|cần|phải|có trách nhiệm|không được|không nên|nên|trong thời gian|thời gian tới|"
    r"tới đây|căn cứ|trên cơ sở|theo chức năng|theo thẩm quyền|"
    r"khi|nếu|để|nhằm|thông qua|nhân dịp|trong quá trình|ngay từ|ngay|cũng|sẽ|đã|được|tiếp tục|tuyệt đối|thật|"
    r"hết sức|"
    r"căn cứ|sau khi|trước khi|trong dịp|trong năm|trong việc|trong công tác|từ nay|từ ngày|từng bước|bằng|"
    r"thực sự|là|không|nâng|hơn|nhanh|chịu|gấp|rút|xem|tìm|chung|chọn|đều|mở|cử|làm|theo|giúp(?! việc)|"
    r"như|một số nội dung|một cách|trong tháng|trong quý|với tinh thần|đang|vẫn)(?!\w)"
)
# Action words inside the name or the description of a body end nothing.
_INSIDE_NAME = re.compile(
    r"(?:ban|ủy ban|đoàn|tổ|đội|cơ quan|đơn vị|bộ phận|phòng|người|nhà|trung tâm|cục|viện|chi cục|trạm|"
    r"trưởng ban|bcđ|hội đồng|ban quản lý|công tác|cán bộ)$"
)
_LEADS_ACTION = re.compile(
    r",? (?:chỉ đạo|xử lý|thực hiện|tốt|xây dựng|triển khai|tổ chức|hoàn thành|giải quyết|kiểm tra|công tác|"
    r"việc)(?!\w)"
)
_PERSON = re.compile(r"((?:đồng chí|đ/c|ông|bà) [^,–(-]{3,40}?)(?:,| [-–(] ).*", re.IGNORECASE | re.DOTALL)
_NOUN_AFTER = re.compile(
    r"tổ chức,? (?:đảng|chính trị|xã hội|đoàn thể|hội|cơ sở|thành viên|cá nhân|tín dụng|hành nghề|công đoàn|"
    r"đoàn|kinh tế|quốc tế|nhân sự)"
    r"|tổ chức(?=,)|quản lý (?:nhà nước|dự án|thị trường|đô thị|trật tự)|chỉ đạo (?:chương trình|cntt|"
    r"thực hiện|phòng|bầu cử|các chương trình|chuyển đổi|xây dựng|\d)|"
    r"kiểm tra (?:huyện|thành|tỉnh|đảng|quận|trung)|thông tin (?:và truyền thông|cơ sở|điện tử|đại chúng)|"
    r"phát triển (?:nông thôn|nhà|quỹ đất|hạ tầng|đô thị)|báo cáo viên|tuyên truyền viên|đào tạo(?= thành|"
    r" tỉnh|,| và| hà nội| chủ| tổ| phối| tiếp| chỉ| cần)|"
    r"đầu tư (?:thành|tỉnh|xây dựng)|thu (?:hút|gom)|giám sát viên|cung cấp dịch vụ|phát thanh|phát hành báo"
)
_KEPT_TOGETHER = re.compile(
    r"^(?:ban|ngành|quận|huyện|thị xã|thị trấn|xã|phường|đơn vị|phòng|tổ chức|địa phương|thành phố|cơ quan|"
    r"công chức|viên chức|đài|thông tấn|báo|"
    r"đoàn thể|kinh doanh|trung tâm|cá nhân|sở|chi bộ|trường|người lao động|đảng viên|hội viên|tòa soạn|"
    r"tạp chí|nhà xuất bản|viện|khu|dân|cụm|"
    r"tổ dân phố|thôn|hội|doanh nghiệp|cơ sở|bộ phận|tỉnh|phụ huynh|học sinh|sinh viên|viễn thông|internet|"
    r"tập đoàn|công ty|"
    r"khối|cấp|liên quan|các đoàn thể|chính quyền và|đoàn|\w+$)(?!\w)"
)


def end_of_phrase(low: str, start: int, end: int) -> int:
    """Return where the addressee that begins at ``start`` ends: before its predicate, a colon or a new clause."""
    limit = min(end, start + _MAX_PHRASE)
    for mark in ';.:“"(':
        at = low.find(mark, start, limit)
        if at >= 0 and not (
            mark == ":"
            and re.match(r"(?:các )?(?:sở|quận|huyện|đồng chí|xã|phòng|ngành|bộ)(?:, \w+)*:", low[start : at + 1])
        ):
            limit = at
    first = _GROUP_DETERMINER.match(low, start, limit)
    action = pattern("directive_verbs", "action", "demand", "report", "speech")
    at = first.end() if first else start + 1
    stops = [m.start() for m in _END_WORDS.finditer(low, at, limit)][:1]
    for found in action.finditer(low, at, stops[0] if stops else limit):
        left = low[max(start, found.start() - 14) : found.start()].rstrip()
        if (
            _INSIDE_NAME.search(left)
            or _NOUN_AFTER.match(low, found.start())
            or (left.endswith(("-", "–", " và", "phòng,"))
            and not _verb_like(low, found))
        ):
            continue
        if found.group() in (
            "tổ chức",
            "cùng",
            "thu",
            "chi",
            "không",
            "báo cáo",
            "in",
            "phát",
            "chỉ",
            "thông tin",
        ) and left.endswith((",", "các", "những", " và", "chủ")):
            continue
        stops.append(found.start())
        break
    return _trimmed(low, start, min([*stops, limit]))


def _verb_like(low: str, found: re.Match[str]) -> bool:
    return found.group() not in (
        "thông tin",
        "đào tạo",
        "phát triển",
        "tổ chức",
        "quản lý",
        "phát",
        "đầu tư",
        "thu",
        "kiểm tra",
        "tuyên truyền",
        "phục vụ",
    )


def _trimmed(low: str, start: int, end: int) -> int:
    while end > start and (low[end - 1] in " ,-–" or low.endswith((" và", " là"), start, end)):
        end -= 3 if low[end - 1] not in " ,-–" else 1
    return max(start, end)


def is_somebody(low: str, start: int, end: int) -> bool:
    """Tell whether a phrase of a body, a group or a person begins at ``start``."""
    first = _GROUP_DETERMINER.match(low, start, end)
    if first:
        return _SOMEBODY.match(low, first.end() + 1, end) is not None
    if _SOMEBODY.match(low, start, end) or pattern("addressees", "post").match(low, start, end):
        return True
    return pattern("addressees", "body").match(low, start, end) is not None and not _THING.match(low, start, end)


def skip_lead_in(low: str, start: int, end: int) -> int:
    """Return where the phrase itself starts behind "cho", "đối với", "nhiệm vụ cho", blanks, commas and connectors."""
    for _ in range(4):
        opened = OPENERS.match(low, start, end)
        start = opened.end() if opened else start
        found = re.compile(
            r"(?:cho|đối với|rằng|,|:|nhiệm vụ(?: cụ thể)? cho|trách nhiệm cho|tới|đến|với|việc)\s+"
        ).match(low, start, end) or CONNECTOR.match(low, start, end)
        if found is None or found.end() == start:
            break
        start = found.end()
    return start


def split(phrase: str) -> tuple[str, ...]:
    """Return the addressees of a phrase: parted at commas and "và" where a new head begins, "các huyện, thị xã" kept."""
    text = on_one_line(phrase).strip(" ,;:-–")
    person = _PERSON.fullmatch(text)
    if person and not re.search(r"(?:đồng chí|ông|bà) ", text[len(person[1]) :], re.IGNORECASE):
        return (person[1],)
    text = "".join(
        "‚" if mark == "‚" else letter for letter, mark in zip(text, INNER_COMMA.sub("‚ ", even(text)), strict=True)
    )
    parts: list[str] = []
    for chunk in re.split(r"(,\s+|;\s+|\s+và\s+(?=các|những|toàn|[A-ZĐỦ])|\s+cùng\s+(?=các|[A-ZĐ]))", text):
        if re.fullmatch(r",\s+|;\s+|\s+và\s+|\s+cùng\s+", chunk) or not chunk:
            parts.append(chunk)
            continue
        if len(parts) >= 2 and not _starts_anew(chunk, parts):
            separator = parts.pop()
            parts[-1] = parts[-1] + separator + chunk
        else:
            parts.append(chunk)
    kept = [p.replace("‚", ",").strip(" ,") for p in parts if p.strip(" ,;") not in ("", "và", "cùng")]
    return tuple(dict.fromkeys(kept))[:20]


def _starts_anew(chunk: str, parts: list[str]) -> bool:
    key, before = even(chunk), even(parts[-2])
    if _GROUP_DETERMINER.match(key):
        return True
    if before.endswith(("phòng", "bưu chính", "văn hóa", "lao động", "cấp, các")) or key.startswith(
        ("chống", "thể thao", "thương binh")
    ):
        return False
    if chunk[0].isupper():
        heads = any(pattern("addressees", kind).match(key) for kind in ("body", "post"))
        return (
            heads
            or not re.search(r"(?:sở|bộ|quận|huyện|xã|các sở|phường|thị xã|tỉnh)(?:: | [^,]*$)", before)
            or before.startswith("đồng chí")
        )
    return not _KEPT_TOGETHER.match(key) and any(
        pattern("addressees", kind).match(key) for kind in ("body", "group", "post")
    )
