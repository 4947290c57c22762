"""How to search, by example: one row an example, each tested to find something in the shipped corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indexer.parameters import Parameters
from indexer.schema import Scope


@dataclass(frozen=True, slots=True)
class Example:
    """A thing one can do: heading and explanation (the table has their English), and a search that shows it."""

    title: str
    text: str
    query: str
    scope: Scope = "ban-tin"

    def parameters(self, lang: str) -> Parameters:
        """Return the search of the example."""
        return Parameters(q=self.query, scope=self.scope, lang="en" if lang == "en" else "vi")


# fmt: off: one row an example
_EXAMPLES: Final = (
    Example(
        "Gõ có dấu hay không dấu",
        "Gõ không dấu thì tìm mọi cách đánh dấu; gõ có dấu thì kết quả viết đúng như vậy đứng trước.",
        "nong thon moi",
    ),
    Example(
        "Nhiều từ",
        "Kết quả có đủ các từ, ở bất kỳ chỗ nào. Khi không có kết quả nào đủ từ, trang cho xem những kết quả gần nhất.",
        "chuyển đổi số",
    ),
    Example(
        "Đúng nguyên văn",
        "Đặt trong ngoặc kép: đúng các từ ấy, đúng thứ tự, đúng dấu.",
        '"xây dựng nông thôn mới"',
    ),
    Example("Một trong hai", "Viết HOẶC (chữ hoa) giữa hai vế.", "hạn mặn HOẶC triều cường"),
    Example("Trừ ra", "Dấu trừ đứng liền trước một từ loại bỏ các kết quả có từ ấy.", 'họp -"nông thôn mới"'),
    Example("Đầu từ", "Dấu sao sau ít nhất hai chữ cái.", "phòng chống thi*"),
    Example(
        "Cán bộ, cơ quan, địa bàn",
        "Viết tên trường, dấu hai chấm, rồi giá trị; giá trị nhiều từ đặt trong ngoặc kép.",
        'cán bộ:"Trần Quốc Vĩnh"',
    ),
    Example("Số văn bản", "Gõ số và ký hiệu như trong văn bản.", "05-NQ/HU"),
    Example("Theo ngày", "Ngày, tháng hoặc năm: 15/12/2023, 12/2023, 2023.", "ngày:12/2023"),
    Example(
        "Câu hỏi",
        "Có thể hỏi bằng cả câu; kết quả xếp theo những từ quan trọng.",
        "ai chủ trì hội nghị tổng kết năm 2023?",
    ),
    Example(
        "Ai chỉ đạo việc gì",
        "Chọn “Chỉ đạo”: mỗi yêu cầu là một kết quả, có người giao, nơi nhận, thời hạn.",
        "giải ngân",
        "chi-dao",
    ),
    Example(
        "Viết tắt",
        "UBND, HĐND, NTM và các chữ tắt thường gặp được hiểu như khi viết đủ.",
        "UBND huyện họp",
    ),
)


def examples() -> tuple[Example, ...]:
    """Return the examples in the order of the page."""
    return _EXAMPLES
