"""Lists under a lead: which lead opens one, what its items demand, where it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.extraction.directives_addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives_demands import Demand, Reader
from indexer.extraction.directives_layout import Block
from indexer.extraction.directives_words import pattern, words_of
from indexer.extraction.officials_words import even

_FILLER = re.compile(
    r"(?<!\w)(?:thực hiện|tập trung|triển khai|quán triệt|tốt|một số|các|những|nội dung|nhiệm vụ|công việc|"
    r"vấn đề|giải pháp|trọng tâm|"
    r"chủ yếu|cụ thể|sau đây|như sau|sau|và|nghiêm túc|đồng bộ|ngay|cần|phải|quan tâm|chú ý|lưu ý|có hiệu quả|"
    r"hiệu quả|kịp thời|"
    r"khẩn trương|trong thời gian tới|thời gian tới|việc|biện pháp|công tác|chỉ đạo|tổ chức|là|gồm|đến|với|đó|"
    r"trong|đặc biệt|nhấn mạnh|"
    r"chính|thêm|cho|về|đầy đủ|quyết liệt|nghiêm|từ nay đến cuối năm|thông tin|đề nghị|yêu cầu|giao|được|"
    r"năm \d+|trước mắt|\d+|điểm|việc làm|nhóm|tiếp tục)(?!\w)"
)
_SOFT_GIVER = re.compile(
    r"(?:được|do) (?P<who>[^,.;:]{2,80}?) (?P<force>đưa ra|đề ra|giao|xác định|yêu cầu|chỉ đạo|phân công)(?!\w)"
)
_LAST_WORDS = re.compile(r"(?:sau|như sau|sau đây|dưới đây|cụ thể|gồm|:)[.:;]?\s*$")


@dataclass(slots=True)
class OpenList:
    """A list being read: the demand of its lead, the style of its items, what a heading says about those below it.

    ``soft`` lists have no demanding lead: only items that say who acts are demands.
    """

    demand: Demand
    soft: bool = False
    style: str | None = None
    order: int = 0
    heading: tuple[str, ...] = ()


def has_substance(low: str, said: int, end: int) -> bool:
    """Tell whether a lead demands something itself beyond "thực hiện tốt một số nội dung sau:"."""
    rest = _FILLER.sub(" ", low[said:end])
    return len(re.findall(r"\w+", rest)) >= 8


def soft_lead(reader: Reader, start: int, end: int) -> Demand | None:
    """Return the demand of a lead without a demanding verb: "những nhiệm vụ trọng tâm được Sở A đưa ra như sau:"."""
    low = reader.low
    if pattern("leads", "demand").search(low, max(start, end - 400), end) is None:
        return None
    found = _SOFT_GIVER.search(low, start, end)
    scene = reader.scene
    if found:
        giver = reader.cast.before(found.start("who"), found.end("who"), scene.speaker)
        return Demand(giver, found["force"])
    if scene.demand:
        return scene.demand
    return Demand(scene.speaker, "giao") if scene.speaker and not scene.informs else None


def leads_list(flat: str, end: int) -> bool:
    """Tell whether a paragraph ends as a lead does."""
    return _LAST_WORDS.search(flat[max(0, end - 20) : end]) is not None


class ListReader:
    """Reads the items of one open list at a time."""

    def __init__(self, reader: Reader, emit: Callable[[Block, Demand], None]) -> None:
        self._reader, self._emit, self.open = reader, emit, None
        self.open: OpenList | None

    def start(self, demand: Demand, soft: bool) -> None:
        """Open a list under a lead."""
        self.open = OpenList(demand, soft)

    def takes(self, block: Block) -> bool:
        """Tell whether the block is an item of the open list: numbers go up, styles nest."""
        if self.open is None or block.style is None:
            return False
        if self.open.style is None:
            self.open.style = block.style
            return True
        if block.style == self.open.style and block.order is not None:
            return block.order >= self.open.order  # a list that starts over is another one
        return True

    def item(self, block: Block) -> None:
        """Read one item: a heading for those below it, or a demand."""
        assert self.open is not None
        opened, reader = self.open, self._reader
        if block.style == opened.style:
            opened.heading, opened.order = (), block.order or 0
        if self._is_heading(block):
            return
        begin = skip_lead_in(reader.low, block.content, block.end)
        verb = pattern("directive_verbs", "demand").match(reader.low, begin, block.end)
        demand = self._by_verb(block, verb) if verb else None
        if demand is None:
            said = reader.actor(begin, block.end)
            if said is not None and not self._starts_with_action(begin, block.end):
                demand = replace(opened.demand, addressees=split(reader.flat[begin:said]), said=said)
            elif opened.soft and not opened.heading:
                return
            else:
                demand = replace(opened.demand, addressees=opened.heading or opened.demand.addressees, said=begin)
        self._emit(block, demand)

    def _starts_with_action(self, begin: int, end: int) -> bool:
        low = self._reader.low
        found = pattern("directive_verbs", "action", "starter").match(low, begin, end)
        return found is not None and found.group() not in ("lãnh đạo", "tổ chức", "thông tin", "thanh tra")

    def _by_verb(self, block: Block, verb: re.Match[str]) -> Demand | None:
        assert self.open is not None
        low = self._reader.low
        begin = skip_lead_in(low, verb.end(), block.end)
        if verb.group() == "chỉ đạo" or not is_somebody(low, begin, block.end):
            return (
                None
                if verb.group() in ("chỉ đạo", "phân công", "quán triệt")
                else replace(
                    self.open.demand,
                    force=verb.group(),
                    said=begin,
                    addressees=self.open.heading or self.open.demand.addressees,
                )
            )
        said = end_of_phrase(low, begin, block.end)
        return Demand(
            self.open.demand.giver,
            verb.group().removesuffix(" cho").removesuffix(" nhiệm vụ"),
            split(self._reader.flat[begin:said]),
            said,
        )

    def _is_heading(self, block: Block) -> bool:
        """Tell whether an item only names who acts or a field: "1. Phòng Nông nghiệp", "Về kinh tế:"; keep who acts."""
        assert self.open is not None
        flat, low = self._reader.flat, self._reader.low
        text = flat[block.content : block.end].strip()
        short = len(text) <= 160 and (text[-1:] == ":" or text[-1:] not in ".;…!/,")
        if not short:
            return False
        begin = skip_lead_in(low, block.content, block.end)
        end = block.end - 1 if text.endswith(":") else block.end
        if is_somebody(low, begin, end) and end_of_phrase(low, begin, end) >= end - 1:
            self.open.heading = split(flat[begin:end])
            return True
        return text.endswith(":") or text.isupper()


def is_heading_of_assignments(low: str, start: int, end: int) -> bool:
    """Tell whether a short line heads the part of a plan that assigns: "IV. TỔ CHỨC THỰC HIỆN"."""
    return (
        end - start <= 120
        and pattern("leads", "demand").search(even(low[start:end])) is not None
        and "thực hiện" in low[start:end]
    )


def is_plain_lead(low: str, start: int, end: int) -> bool:
    """Tell whether a lead introduces facts, prizes or aims, whose items demand nothing."""
    tail = low[max(start, end - 120) : end]
    return any(word in tail for word in words_of("leads", "plain"))
