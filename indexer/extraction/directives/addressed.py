"""To whom a demand goes that names nobody right behind its verb: further on, before it, or in more clauses."""

from __future__ import annotations

import re

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import ABOUT, AND_TO, OF_WHOM
from indexer.extraction.directives.needs import actor, needy
from indexer.extraction.directives.words import NEED, rank_of


def needy_after(low: str, flat: str, after: int, end: int) -> tuple[str, ...]:
    """Return who needs to act in "yêu cầu trong sáu tháng cuối năm, các đơn vị phải ..."."""
    need = NEED.search(low, after, min(end, after + 160))
    begin = needy(low, after, need.start(), flat) if need else None
    if need is None or begin is None or begin >= need.start():
        return ()
    return split(flat[begin : end_of_phrase(low, begin, need.start(), flat)])


def whose(low: str, flat: str, after: int, end: int) -> tuple[str, ...]:
    """Return whose doing is demanded in "yêu cầu sự phối hợp giữa các cơ quan"."""
    found = OF_WHOM.match(low, after, end)
    if found is None or not is_somebody(low, found.end(), end):
        return ()
    return split(flat[found.end() : end_of_phrase(low, found.end(), end, flat)])


def more_addressees(low: str, flat: str, said: int, end: int) -> list[str]:
    """Return who else has to act in the same sentence: "...; Sở Du lịch cần phối hợp ..."."""
    more: list[str] = []
    at, given = said, False
    for _ in range(12):
        at = low.find(";", at, end) + 1
        if at == 0:
            break
        begin = skip_lead_in(low, at, end)
        to = AND_TO.match(low, begin, end)
        if to and is_somebody(low, to.end(), end):
            more += split(flat[to.end() : end_of_phrase(low, to.end(), end, flat)])
            given = True
            continue
        until = actor(low, begin, end, flat)
        if until is not None and (given or NEED.match(low, until + 1, end)):
            more += split(flat[begin:until])
    return more


def acting_beside(low: str, flat: str, said: int, end: int) -> list[str]:
    """Return who else acts in a clause of its own: "Sở A chủ trì ...; các huyện tổ chức ...; Sở B bố trí ..."."""
    more: list[str] = []
    waiting: list[str] = []  # "Sở A; Sở B tổ chức ...": named before who acts with them
    at = said
    for _ in range(12):
        at = low.find(";", at, end) + 1
        if at == 0:
            break
        begin = skip_lead_in(low, at, end)
        if is_somebody(low, begin, end) and low.startswith(";", stop := end_of_phrase(low, begin, end, flat)):
            waiting += split(flat[begin:stop])
        elif begin < end and (flat[begin].isupper() or low.startswith(_SEVERAL, begin)):
            until = actor(low, begin, end, flat)
            answers = until is not None and low.startswith("chịu trách nhiệm", until + 1)  # for what others do
            if until is not None and not answers:
                more += [*waiting, *split(flat[begin:until])]
                waiting = []
    return more


_SEVERAL = ("các ", "mỗi ", "từng ", "những ", "hệ thống ")


def address_before(low: str, flat: str, start: int, verb: int) -> tuple[str, ...]:
    """Return the addressees of "Đối với Tổng Công ty A, Phó Chủ tịch đề nghị ..."."""
    found = ABOUT.match(low, start, verb)
    if found is None or not is_somebody(low, found.end(), verb):
        return ()
    commas = [m.start() for m in _COMMA.finditer(low, found.end(), verb)]
    said = (at for at in commas if flat[at + 2].isupper() or _WHO_SAYS.match(low, at + 2))
    return split(flat[found.end() : next(said, commas[-1])]) if commas else ()


_COMMA = re.compile(r"[,‚] (?=\w)")
_WHO_SAYS = re.compile(
    r"(?:đồng chí|đ/c|ông|bà|phó|sở|đoàn kiểm tra|đoàn giám sát|giám đốc|bí thư|"
    r"lãnh đạo|căn cứ|theo|trong|trên cơ sở|ngoài)(?!\w)"
)


_WHICH = re.compile(
    r" (?:đã )?được (?:giao|phân công|kiểm tra|giám sát|thanh tra|cấp phép|mời|chọn|kiểm toán)(?: nhiệm vụ| chủ trì)?"
    r"(?= \w)"
)


def end_behind_which(low: str, said: int, end: int) -> int:
    """Return where "các chi bộ được kiểm tra chuẩn bị báo cáo" ends to say who is meant: behind "được kiểm tra"."""
    which = _WHICH.match(low, said, end)
    return which.end() if which else said


def not_below(flat: str, begin: int, end: int, addressee: str) -> bool:
    """Tell whether the body at ``begin`` is none that ``addressee`` may direct: no district a department."""
    rank = rank_of(flat[begin : min(end, begin + 60)])
    return 0 < rank <= (rank_of(addressee) or rank)
