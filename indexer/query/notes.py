"""What is said about the reading of a query: one table of remarks, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark: ``code`` for machines, ``vi`` and ``en`` for people."""

    code: str
    vi: str
    en: str

    def text(self, language: str) -> str:
        """Return the remark in a language; Vietnamese unless English is asked for."""
        return self.en if language == "en" else self.vi


TEXTS: Final[dict[str, tuple[str, str]]] = {
    "lone-quote": (
        "Dấu ngoặc kép không có cặp nên được bỏ qua.",
        "A quotation mark without its pair was ignored.",
    ),
    "lone-parenthesis": (
        "Dấu ngoặc đơn không có cặp nên được bỏ qua.",
        "A parenthesis without its pair was ignored.",
    ),
    "lone-or": (
        "“{value}” không nằm giữa hai vế nên được đọc như một từ thường.",
        "“{value}” does not stand between two parts and is read as a word.",
    ),
    "lone-star": (
        "Dấu * chỉ dùng được ở cuối một từ có ít nhất hai chữ cái; ở đây nó được bỏ qua.",
        "An asterisk works only at the end of a word of two letters or more; here it was ignored.",
    ),
    "bad-date": (
        "“{value}” không phải là ngày (d/m/yyyy, m/yyyy hoặc yyyy) nên được đọc như từ thường.",
        "“{value}” is no date (d/m/yyyy, m/yyyy or yyyy) and is read as words.",
    ),
    "other-scope": (
        "“{name}” chỉ tra được trong {scopes}; ở đây giá trị được đọc như từ thường.",
        "“{name}” can be asked only of {scopes}; here its value is read as words.",
    ),
    "dash-bullet": (
        "Dấu gạch đầu dòng không được hiểu là loại trừ.",
        "A dash at the start of a line of text is not read as an exclusion.",
    ),
    "rarest": (
        "Câu tìm có {count} từ khác nhau; {limit} từ hiếm nhất được dùng.",
        "The query has {count} distinct words; the {limit} rarest are searched.",
    ),
    "prose": (
        "Câu dài được xếp hạng theo những từ quan trọng; kết quả không nhất thiết có đủ mọi từ.",
        "A long text is ranked by the words that matter; results need not hold them all.",
    ),
    "nearest": (
        "Không có kết quả nào chứa đủ các từ; đây là những kết quả gần nhất.",
        "Nothing holds all the words; these are the nearest.",
    ),
    "folded-offer": (
        "Không có kết quả nào viết đúng “{value}”; đọc không phân biệt dấu thì có {count} kết quả.",
        "Nothing is written exactly “{value}”; read without regard to marks there are {count} results.",
    ),
    "no-value": (
        "Không có giá trị nào của “{name}” chứa “{value}”.",
        "No value of “{name}” holds “{value}”.",
    ),
    "only-exclusions": (
        "Câu tìm chỉ có phần loại trừ: mọi kết quả khác đều được liệt kê.",
        "The query only excludes: everything else is listed.",
    ),
    "read-unmarked": (
        "“{value}” được đọc như gõ không dấu.",
        "“{value}” is read as typed without marks.",
    ),
    "costly": (
        "Phần “{value}*” quá rộng; chỉ {limit} từ thường gặp nhất được tìm.",
        "“{value}*” is very wide; only the {limit} most frequent words are searched.",
    ),
}


def note(code: str, **values: object) -> Note:
    """Return the remark of the table with its values filled in; an unknown code is a KeyError."""
    vi, en = TEXTS[code]
    return Note(code, vi.format(**values), en.format(**values))
