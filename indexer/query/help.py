"""The query language by example: what the help page shows, each line with a sentence that it finds and one it does not.

The examples are tested: every query is run over all these sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Example:
    """A query, what it means in Vietnamese and English, a sentence it finds and one it does not find."""

    query: str
    vi: str
    en: str
    finds: str
    misses: str = ""


RULE: Final = {
    "vi": (
        "Truy vấn ngắn: kết quả phải có đủ mọi từ; nếu không có kết quả nào như vậy, những kết quả gần nhất được hiện "
        "và điều đó được nói rõ. Câu dài hoặc câu hỏi: xếp hạng theo những từ quan trọng. Gõ không dấu thì tìm không "
        "phân biệt dấu; gõ có dấu thì tìm đúng dấu; trong ngoặc kép thì đúng từng âm tiết, đúng thứ tự, đúng dấu."
    ),
    "en": (
        "A short query: results hold all its words; when nothing does, the nearest are shown, and that is said. A long "
        "text or a question is ranked by the words that matter. Typed without marks, marks do not count; typed with "
        "them, they do; in quotation marks: the same syllables, in the same order, with the same marks."
    ),
}

_FARM: Final = "Huyện Phú Tân xây dựng nông thôn mới."
_COUNCIL: Final = "Ủy ban nhân dân tỉnh ban hành Nghị quyết 05-NQ/HU về chuyển đổi số."
_PHU: Final = "Phụ nữ thị trấn Cái Đôi Vàm tấn tới trong nuôi tôm."
_FLOOD: Final = "Các xã ứng phó với bão và triều cường."
_SKILL: Final = "Kỹ thuật nuôi cua ở Phú Tân gặp bão."

EXAMPLES: Final[tuple[Example, ...]] = (
    Example("nông thôn mới", "có đủ ba từ", "all three words", _FARM, _FLOOD),
    Example("nong thon moi", "gõ không dấu", "typed without marks", _FARM, _FLOOD),
    Example("phú tân", "gõ có dấu: đúng dấu", "typed with marks: with these marks", _FARM, _PHU),
    Example('"nông thôn mới"', "đúng cụm từ này", "exactly this phrase", _FARM, _COUNCIL),
    Example("phú tân -bão", "có Phú Tân, không có bão", "Phú Tân, without “bão”", _FARM, _SKILL),
    Example("cua OR tôm", "có một trong hai (OR, HOẶC viết hoa)", "either (OR in capitals)", _PHU, _FARM),
    Example("(bão HOẶC lũ) triều cường", "ngoặc đơn để gộp", "parentheses group", _FLOOD, _SKILL),
    Example("triề*", "từ bắt đầu như vậy (từ hai chữ cái)", "words that start so (two letters or more)", _FLOOD, _FARM),
    Example("UBND tỉnh", "chữ viết tắt thông dụng cũng là dạng đầy đủ", "common abbreviations", _COUNCIL, _FARM),
    Example("5-nq/hu", "số văn bản, viết cách nào cũng được", "a document number, however written", _COUNCIL, _FARM),
    Example("kĩ thuật", "i và y là một (kĩ thuật, kỹ thuật)", "i and y are one", _SKILL, _COUNCIL),
    Example("số:05-NQ/HU", "chỉ trong số văn bản", "only in document numbers", _COUNCIL, _FARM),
    Example("tiêu đề:phú", "chỉ trong tiêu đề", "only in titles", _FARM, _PHU),
    Example("ngày:12/2023", "đăng trong tháng 12/2023", "published in December 2023", _FARM, _FLOOD),
    Example("ngày:1/11/2023..31/12/2023", "đăng trong khoảng ngày", "published between two days", _FARM, _FLOOD),
)
