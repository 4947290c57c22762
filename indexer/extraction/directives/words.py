"""The words of demands as compiled tables: which verb demands, what heads a body, what only looks like a demand.

Everything works on one line in lower case with evened tone marks (`words.even`), offsets unchanged.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indexer.extraction.directives.trie import any_of
from indexer.extraction.lexicon import rows
from indexer.extraction.places.provinces import provinces
from indexer.extraction.words import even

# What stands for the semicolon of a broken HTML entity: "Phograve;ng" is read as one word.
BROKEN = "\N{MODIFIER LETTER PRIME}"


_E_BROKEN = re.compile(r"((?<!\w)[^\W\d_]{1,3})é")  # "gh;ép", "x;ét": the entity of "é" is often broken


@cache
def words_of(table: str, *kinds: str) -> frozenset[str]:
    """Return the words of a table that are of one of these kinds, evened."""
    words = {even(row[0]) for row in _rows(table) if row[1] in kinds}
    return frozenset(words | {_E_BROKEN.sub(rf"\1{BROKEN}é", word) for word in words if "é" in word})


def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    if table == "addressees":
        return addressees()
    broken = ((row[0].replace("hép", f"h{BROKEN}ép"), *row[1:]) for row in rows(table) if "hép" in row[0])
    return (*rows(table), *broken)  # "lồng gh;ép"


@cache
def addressees() -> tuple[tuple[str, ...], ...]:
    """Return the table of who is directed, with the provinces: their names alone stand for who governs them."""
    broken = (
        (row[0].replace("hòng", f"hograve{BROKEN}ng"), *row[1:]) for row in rows("addressees") if "hòng" in row[0]
    )
    named = ((form, "body", "2", "-") for name in sorted(provinces()) for form in (name, f"ubnd {name}"))
    return (*rows("addressees"), *broken, *named)


@cache
def pattern(table: str, *kinds: str) -> re.Pattern[str]:
    """Return one pattern for all words of these kinds, longest first, at word boundaries."""
    return re.compile(r"(?<!\w)" + any_of(dict.fromkeys(words_of(table, *kinds), "")))


def is_nominal(word: str) -> bool:
    """Tell whether an action word is often part of a name or description: "đoàn kiểm tra", "cơ quan tham mưu"."""
    return word in words_of("directive_verbs", "nominal")


@cache
def ranks() -> dict[str, int]:
    """Return the rank of each head of a body: 1 central, 2 province, 3 department, 4 district, 5 commune; 0 unknown."""
    return {even(row[0]): int(row[2]) for row in addressees() if row[1] == "body"}


@lru_cache(maxsize=4096)
def rank_of(phrase: str) -> int:
    """Return the rank of the body that ``phrase`` names, behind a post if it starts with one; 0 when it names none."""
    low = even(phrase)
    post = pattern("addressees", "post").match(low)
    bodies = pattern("addressees", "body")
    found = bodies.search(low, post.end()) if post else bodies.match(low)
    if found is None:
        return 1 if post and post.group() in _CENTRAL_POSTS else 0
    rank = ranks().get(found.group(), 0)
    if rank:
        return rank
    if not found.group().startswith(_LEVELLED):
        return 0
    rest = low[found.start() : found.end() + 120]
    return next((level for word, level in _LEVELS if word in rest), 0)


_LEVELLED = ("ubnd", "ủy ban", "hđnd", "hội đồng nhân dân", "thường trực", "ban thường vụ", "ban chấp hành", "lãnh đạo")
_CENTRAL_POSTS = frozenset({"bộ trưởng", "thứ trưởng", "phó thủ tướng", "tổng bí thư"})
_LEVELS = (
    ("trung ương", 1),
    ("quốc hội", 1),
    ("chính phủ", 1),
    ("tỉnh", 2),
    ("thành phố", 2),
    (" tp", 2),
    ("sở", 3),
    ("huyện", 4),
    ("quận", 4),
    ("thị xã", 4),
    ("xã", 5),
    ("phường", 5),
)


# "giao" begins many nouns that assign nothing.
def assigns(low: str, flat: str, after: int) -> bool:
    """Tell whether "giao" in front of ``after`` assigns: not in "giao thông", "giao ban", but in "giao Ban Tổ chức"."""
    return NOT_ASSIGNING.match(low, after) is None or flat[after + 1 : after + 3] == "Ba"


NOT_ASSIGNING = re.compile(
    r"\s*(?:thông|lưu|dịch|diện|ban|"
    r"tiếp|hàng|nhận|thoa|thừa|hữu|ước|kết|phối|trả|điểm|lộ|quân|thương|động|"
    r"cấu|tranh|cắt|"
    r"hội|hoàn|mùa|phó|chỉ tiêu|đất|rừng|vốn)(?!\w)"
)
# The verb as the record shows it: "giao nhiệm vụ cho" is "giao".
FORCE = {
    "giao cho": "giao", "giao nhiệm vụ": "giao", "giao nhiệm vụ cho": "giao",
    "giao trách nhiệm": "giao", "giao trách nhiệm cho": "giao",
    "phân giao": "giao", "phân giao nhiệm vụ": "giao", "phân giao nhiệm vụ cho": "giao",
    "phân công trách nhiệm": "phân công",
    "phân công nhiệm vụ": "phân công", "phân công nhiệm vụ cho": "phân công",
}  # fmt: skip
# Adverbs between the subject and its verb; they belong to neither.
ADVERB = re.compile(
    r"(?:^|(?<=[\s,]))(?:cũng|đã|lần lượt|chính thức|kiên quyết|tha thiết|nghiêm túc|"
    r"vừa|còn|đồng thời|đặc biệt|nhất là|tiếp tục|rất|nhấn mạnh và|và|có|mới|liền|"
    r"lại|hết sức|nghiêm khắc|"
    r"trân trọng|thẳng thắn|một lần nữa|riêng|theo đó|trong đó|kính|thống nhất|quyết định|đã có ý kiến|"
    r"ngoài ra|có ý kiến|phát biểu|"
    r"bên cạnh đó|qua đó|từ đó|do đó|vì vậy|cụ thể|sau đó|thông qua|kết luận|bày tỏ)\s*$"
)
CONNECTOR = re.compile(
    r"(?:(?:đồng thời|bên cạnh đó|bên cạnh|ngoài ra|trong đó|theo đó|đặc biệt|nhất là|cùng với đó|tuy nhiên|"
    r"do đó|do vậy|vì vậy|vì thế|"
    r"chính vì vậy|cụ thể|trước mắt|trước hết|song song với đó|mặt khác|hơn nữa|riêng|thời gian tới|"
    r"trong thời gian tới|"
    r"tới đây|sắp tới|về lâu dài|cuối cùng(?: là)?|và|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)|một là|hai là|ba là|bốn là|"
    r"năm là|sáu là|"
    r"hiện nay|năm nay|còn|với|đó là)\s*,?\s*"
    r"|trong (?:năm \d{4}|(?:các |những )?(?:\w+ )?tháng (?:cuối|đầu|còn lại)[^,.;]{0,20}|"
    r"(?:tháng|quý) [\dIV]{1,2}(?:/\d{4})?)[,‚] )+"
)
OPENERS = re.compile(r"[\s\"“”‘’'(\[*•…-]*")
# The first letter stands before what must not precede the word: the engine then skips from letter to letter.
NEED = re.compile(
    r"[ckpt](?<!\w.)(?<!đòi hỏi .)(?<!không yêu cầu .)"
    r"(?:(?<=c)(?:ần phải|(?<!hậu c)(?<!chuyên c)ần|ó trách nhiệm)|(?<=k)hông (?:được|nên)|(?<=p)hải|"
    r"(?<=t)uyệt đối không)(?!\w)"
)
NOT_NEED = re.compile(
    r"\s*(?:thiết|thủ|cù|thơ|giải|trái|nói|kể|biết|khẳng định|thấy|không|chăng|có thể|được hiểu)(?!\w)"
)
TENSE = re.compile(r"(?<!\w)(?:sẽ|đã|vừa|đang|từng|được|bị|luôn|thường(?! xuyên)|có thể|sắp|chưa|không thể)(?!\w)")

# Commas inside the names of bodies do not part phrases.
INNER_COMMA = re.compile(
    r", (?:(?<=văn hóa, )(?=thể thao|xã hội|giáo dục)|(?<=văn hoá, )(?=thể thao)|(?<=lao động, )(?=thương binh)|"
    r"(?<=phòng, )(?=chống)|(?<=khoa học, )(?=công nghệ)|(?<=ban, )(?=ngành)|(?<=giáo dục, )(?=thanh niên)|"
    r"(?<=thanh niên, )(?=thiếu niên)|(?<=kinh tế, )(?=hạ tầng)|(?<=báo, )(?=đài)|"
    r"(?<=xuất bản, )(?=in và phát hành)|(?<=bưu chính, )(?=viễn thông))"
)
