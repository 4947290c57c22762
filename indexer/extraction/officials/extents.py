"""Where the body of a post ends: "Sở Thông tin và Truyền thông Hà Nội" of "... Hà Nội phát biểu"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from indexer.extraction.lexicon import rows
from indexer.extraction.officials.heads import head_at, new_head, unit_at, unit_size
from indexer.extraction.officials.names import respect_at
from indexer.extraction.places.provinces import any_province
from indexer.extraction.words import Phrases, Words, even, on_one_line, phrase_table

MOST_BODY_SYLLABLES = 32
_LEVELS = frozenset({"phố", "tỉnh", "huyện", "quận", "xã", "phường", "trấn", "tp"})
# Words behind which "các" and "tại" go on with the name: "Khối các cơ quan", "Đại sứ Việt Nam tại Lào".
_BEFORE_CAC = frozenset({"khối", "hội", "hiệp", "án", "lý", "về", "ban", "trợ", "tác", "môn", "đạo", "ương"})
_BEFORE_TAI = frozenset({"nam", "diện", "sứ", "quán", "nước", "hàng", "nhánh", "quốc", "bản"})
_BEFORE_VE = frozenset({"gia", "đạo", "ương", "nước"})
_JOINERS = frozenset({"và", "của", "thuộc", "các", "tại", "về"})
# Bodies named after a post: "Văn phòng Chủ tịch nước", "Đoàn Đại biểu Quốc hội", "Bộ Tư lệnh", "Ban Bí thư".
_NAMED_FOR = frozenset(
    {
        ("phòng", "chủ"), ("phòng", "đại"), ("phòng", "đbqh"), ("phòng", "bộ"), ("đoàn", "đại"), ("đoàn", "đbqh"),
        ("đoàn", "chủ"), ("bộ", "tư"), ("ban", "bí"), ("ban", "thư"), ("ban", "chủ"), ("hội", "nhà"), ("đồng", "thành"),
    }
)  # fmt: skip
_PERSONS = frozenset({"ông", "bà", "anh", "chị", "cô", "đồng"})
_WORKING = frozenset({"phòng", "cục", "vụ", "ban", "viện", "tổ", "đội", "khoa", "nhóm", "đoàn", "hội"})
_WORKING_PAIRS = frozenset(
    {("trung", "tâm"), ("chi", "cục"), ("ủy", "ban"), ("văn", "phòng"), ("tiểu", "ban"), ("tổng", "cục")}
)
# Bodies below another: behind their comma the one above may follow ("Phòng A, Sở B").
_LOWER = frozenset(
    {"cục", "vụ", "viện", "phòng", "trung", "chi", "văn", "khoa", "thanh", "trường", "tổ", "đội", "bệnh", "trạm", "tt"}
)


# A gloss inside a body, which goes on behind it: "Sở Thông tin và Truyền thông (TT&TT) Hà Nội".
@cache
def _gloss() -> re.Pattern[str]:
    unit = r"(?:[Tt]hành phố|TP|[Tt]ỉnh|[Hh]uyện|[Qq]uận) [A-ZĐ]"
    return re.compile(rf"[A-ZĐ][A-ZĐ&]{{1,7}}\) (?=(?:(?i:{any_province()})(?!\w)|Việt Nam|Trung ương|{unit}))")


_GLOSS_IN = re.compile(r" \([A-ZĐ][A-ZĐ&]{1,7}\) ")


def without_gloss(text: str) -> str:
    """Return a post or body on one line without the gloss inside it: "Sở Thông tin và Truyền thông Hà Nội"."""
    line = on_one_line(text)
    return _GLOSS_IN.sub(" ", line) if " (" in line else line


class Body(NamedTuple):
    """What is known while a body is read: its start, and the start of its first unit ("ban" of "Trưởng ban")."""

    start: int
    unit: int
    names: frozenset[int]
    kind: str
    small: bool  # the post is written in lower case


@cache
def _closing(kind: str) -> Phrases:
    return phrase_table(tuple(row[0] for row in rows("after_posts") if row[1] == kind))


@cache
def _openers() -> frozenset[str]:
    """Return words that open a sentence: a body never runs into them, even with a capital letter."""
    return frozenset(row[0] for row in rows("after_posts") if row[1] == "opener")


@cache
def _body_words() -> frozenset[str]:
    kinds = ("unit", "field", "state", "business", "trade", "compound")
    named = {w for row in rows("bodies") if row[1] in kinds for w in re.findall(r"\w+", even(row[0]))}
    return frozenset(even(row[0]) for row in rows("body_words")) | named


@cache
def _compounds() -> Phrases:
    return phrase_table(tuple(row[0] for row in rows("bodies") if row[1] == "compound"))


def _in_compound(words: Words, i: int, start: int) -> bool:
    """Tell whether syllable ``i`` stands inside a compound of body names ("nhân dân", "công trình")."""
    return any(j + words.match(j, _compounds()) > i for j in range(max(start, i - 4), i + 1))


@cache
def _comma_joins() -> frozenset[tuple[str, str]]:
    joins = set()
    for row in rows("bodies"):
        if row[1] == "field":
            for left, right in re.findall(r"(\w+), (?=(\w+))", even(row[0])):
                joins.add((left, right))
    return frozenset(joins)


def body_end(words: Words, body: Body) -> int:
    """Return where the body ends."""
    i = body.start
    while i < len(words) and i - body.start < MOST_BODY_SYLLABLES and _goes_on(words, i, body):
        i += 1
    while i > body.start and words.keys[i - 1] in _JOINERS:
        i -= 1
    return i


def _goes_on(words: Words, i: int, body: Body) -> bool:
    """Tell whether syllable ``i`` still belongs to the body."""
    if i in body.names or not _gap_goes_on(words, i, body.start, body.unit):
        return False
    if words.capital(i):
        if words.keys[i].isdigit() and len(words.keys[i]) > 3:
            return False
        return not (new_head(words, i) and body.kind != "aide" and not _named_for_a_post(words, i))
    if _in_compound(words, i, max(0, min(body.start, body.unit))):
        return True
    if respect_at(words, i) or _ends_body(words, i, body):
        return False
    if words.keys[i] in _JOINERS:
        return _joiner(words, i, body.names) or (body.kind == "aide" and words.keys[i] == "của")
    if words.match(i, _closing("verb")) or words.match(i, _closing("work")):
        return True
    return words.keys[i] in _body_words() or _second_syllable(words, i)


def _second_syllable(words: Words, i: int) -> bool:
    """Tell whether ``i`` ends a word of two syllables that began with a capital: "Ban Giám khảo"."""
    if i < 2 or not words.raw(i - 1).istitle() or unit_size(words, i - 1) or not words.raw(i).isalpha():
        return False
    return not words.capital(i - 2) or unit_size(words, i - 2) == 1


def _ends_body(words: Words, i: int, body: Body) -> bool:
    """Tell whether a verb or another word in lower case ends the body before syllable ``i``."""
    if words.keys[i] in _JOINERS:
        return False
    verb, work = words.match(i, _closing("verb")), words.match(i, _closing("work"))
    if verb or work:
        allowed = _behind_board(words, i) or (work > 0 and _behind_unit(words, i, body))
        return not allowed or (i == body.start and body.small)  # "làm trưởng đoàn kiểm tra công tác ..."
    if i - 1 > body.unit and _behind_board(words, i - 1) and words.match(i - 1, _closing("verb")) == 2:
        return False  # the second syllable of "thực hiện" in "Ban chỉ đạo thực hiện ..."
    if words.match(i, _closing("end")):
        return True
    return new_head(words, i) and body.kind != "aide" and not _named_for_a_post(words, i)


def ends_body(words: Words, i: int) -> bool:
    """Tell whether syllable ``i`` is a word that never stands in a name or a body ("đã", "lãnh đạo", "đại diện")."""
    return not words.capital(i) and (words.match(i, _closing("end")) > 0 or words.keys[i] in _PERSONS)


def _behind_unit(words: Words, i: int, body: Body) -> bool:
    """Tell whether a unit that is named by its work stands before ``i``: "Phòng quản lý ...", not "Sở kiểm tra"."""
    if i == body.start and body.unit < body.start:
        return True
    return words.keys[i - 1] in _WORKING or tuple(words.keys[max(i - 2, 0) : i]) in _WORKING_PAIRS


def _behind_board(words: Words, i: int) -> bool:
    """Tell whether a board that does something stands before ``i``: "Ban chỉ đạo", "Ban Chỉ đạo về"."""
    before = words.keys[max(i - 2, 0) : i]
    return before[-1] in ("ban", "đoàn") or before in (["chỉ", "đạo"], ["hội", "đồng"], ["đạo", "về"])


def _named_for_a_post(words: Words, i: int) -> bool:
    """Tell whether the body itself is named after the post at ``i``."""
    return (words.keys[i - 1], words.keys[i]) in _NAMED_FOR


def _joiner(words: Words, i: int, names: frozenset[int]) -> bool:
    """Tell whether "và", "của", "thuộc", "các", "tại" at ``i`` stand inside the name of a body."""
    word, before, after = words.keys[i], words.keys[i - 1], i + 1
    if after >= len(words) or not words.joined(after) or after in names:
        return False
    if word == "các":
        return before in _BEFORE_CAC or (before == "và" and words.capital(after))
    if word == "về":
        return before in _BEFORE_VE and words.keys[after] in _body_words()
    if word == "tại":
        return words.capital(after) and before in _BEFORE_TAI
    if respect_at(words, after) or head_at(words, after):
        return False
    if word in ("của", "thuộc"):
        return bool(unit_at(words, after)) or words.keys[after] in ("thành", "tỉnh", "quốc", "chính")
    return _and(words, before, after)


def _and(words: Words, before: str, after: int) -> bool:
    """Tell whether "và" between ``before`` and syllable ``after`` stands inside a name: "Sở Giáo dục và Đào tạo"."""
    if words.keys[after] == "các":
        return after + 1 < len(words) and words.capital(after + 1) and words.keys[after + 1] in ("khu", "kcn", "kkt")
    if words.keys[after] in ("hđnd", "ubnd"):
        return before in ("hđnd", "qh", "đbqh", "hội", "ủy")
    if before in _LEVELS or before in ("đảng", "sở", "vụ", "cục", "tâm", "trưởng", "đốc", "tịch"):
        return False
    if any(words.match(after, _closing(kind)) for kind in ("end", "verb", "work")):
        return words.capital(after) and words.keys[after] in ("quản", "thông", "tổ", "công", "điều")
    if unit_at(words, after) > 2 and words.capital(after) and words.keys[after] not in ("công", "đoàn", "hội", "thuế"):
        return False
    return words.text[words.starts[after]].isupper() or words.keys[after] in _body_words()


def _gap_goes_on(words: Words, i: int, start: int, unit: int) -> bool:
    """Tell whether the signs before syllable ``i`` may stand inside the name of a body."""
    gap = words.gap(i)
    if gap == " ":
        return True
    if gap == "\n":
        return _wrapped(words, i, start)
    if i == start:
        return gap in (".", ". ") and words.raw(i - 1).isupper()  # "CT.HĐND phường"
    if gap in ("-", "–", "/", "&", ". ", ".", " & ", "& ", " &"):
        if head_at(words, i):
            return False
        return gap not in (". ", ".") or words.keys[i - 1] in ("tp", "tx", "tt", "t", "q", "p", "h")
    if gap == " (":
        return _gloss().match(words.text, words.starts[i]) is not None
    if gap == ") ":
        return words.capital(i) and _gloss().match(words.text, words.starts[i - 1]) is not None
    if gap.strip() == "," and "\n" not in gap.replace(",\n", ","):
        return _comma_goes_on(words, i, unit)
    if gap.strip() in ("-", "–") and (words.keys[i - 1], words.keys[i]) in _comma_joins():
        return True
    if gap.strip() in ("-", "–") and words.capital(i):
        return _parent(words, i, unit) or _two_fields(words, i, unit)
    return False


def _two_fields(words: Words, i: int, unit: int) -> bool:
    """Tell whether a dash stands inside a name: "Phòng Tài chính - Kế hoạch", "Sở Lao động - Thương binh và Xã hội"."""
    if head_at(words, i) or respect_at(words, i) or words.keys[i] in _openers() or not unit_at(words, unit):
        return False
    if unit_at(words, i) > 2 or words.keys[i - 1] not in _body_words() or not words.keys[i - 1].isalpha():
        return False
    return words.keys[i] in _body_words() and not words.match(i, _closing("end"))


def _comma_goes_on(words: Words, i: int, unit: int) -> bool:
    if (words.keys[i - 1], words.keys[i]) in _comma_joins():
        return True
    return words.capital(i) and _parent(words, i, unit)


def _parent(words: Words, i: int, unit: int) -> bool:
    """Tell whether at ``i`` starts the body to which a lower one belongs: "Phòng A, Sở B"; not one of a list."""
    above, below = unit_at(words, i), unit_at(words, unit)
    if words.keys[unit] not in _LOWER or above < 4 or above <= below or head_at(words, i):
        return False
    j = i
    while j < len(words) and j - i < MOST_BODY_SYLLABLES and (j == i or words.joined(j)):
        if not words.capital(j) and words.keys[j] not in _body_words() and words.keys[j] != "và":
            break
        j += 1
    if j >= len(words) or words.gap(j).strip() != "," or head_at(words, j) > 0 or unit_at(words, j) > above:
        return True
    return not words.capital(j) and words.keys[j] in _IN_OFFICE


_IN_OFFICE = frozenset({"giữ", "làm", "được", "kiêm", "nhận", "cho"})  # "..., Sở B, giữ chức vụ": no further body


def _wrapped(words: Words, i: int, start: int) -> bool:
    """Tell whether the line break before syllable ``i`` falls inside the body (a wrapped line), not behind it."""
    key = words.keys[i]
    if not words.capital(i):
        return True
    if key in _openers() or (i + 1 < len(words) and words.match(i, _closing("end")) and not head_at(words, i)):
        return False
    if i == start or words.keys[i - 1] in ("và", "của", "thành", "thị", "công", "sở", "bộ", "các", "ban", "ủy", "hội"):
        return True
    line = words.text.rfind("\n", 0, words.ends[i - 1]) + 1
    return 30 <= words.ends[i - 1] - line <= 90
