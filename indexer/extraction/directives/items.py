"""Lists under a lead: which lead opens one, what its items demand, where it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import DIRECT_ONLY, is_upward
from indexer.extraction.directives.demands import MAX_READ, MAX_VERBS, Reader
from indexer.extraction.directives.layout import Block, sentences
from indexer.extraction.directives.needs import actor, opening_force, own_force, starts_with_action
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.shapes import STRIVES
from indexer.extraction.directives.words import FORCE, NEED, pattern, words_of
from indexer.extraction.words import even

_SOFT_GIVER = re.compile(
    r"(?:được|do) (?P<who>[^,.;:]{2,80}?) (?P<force>đưa ra|đề ra|giao|xác định|yêu cầu|chỉ đạo|phân công)(?!\w)"
)
_SOFT_FORCE = re.compile(r"(?<!\w)(?:chỉ thị|yêu cầu|đề nghị|chỉ đạo|giao nhiệm vụ|phân công|kết luận)(?!\w)(?! số)")
_DIRECTING = frozenset(
    {"chỉ đạo", "chủ trì", "hướng dẫn", "nghiêm túc", "phối hợp", "quán triệt", "thực hiện", "tiếp tục", "triển khai",
     "tập trung", "tổ chức", "đôn đốc"}
)  # fmt: skip
# "Thành ủy xác định một số nhiệm vụ như sau:": a body sets what stands below.
_SETS = re.compile(
    r"(?<!\w)(?P<force>xác định|đề ra|đưa ra|chỉ đạo|đặt ra) (?:rõ |triển khai |thực hiện )?"
    r"(?:một số|các|những|\d+) (?:nhóm )?(?:nhiệm vụ|nội dung|giải pháp|công việc|biện pháp)(?!\w)"
)
_FIELD = re.compile(r"\s*(?:về|đối với|trong|công tác|vấn đề) [^:;.]{3,120}: ")
_SCHEDULE = re.compile(r"\s*(?:tháng|quý|ngày|từ ngày) \d[^:;]{0,40}: ")  # "- Tháng 3/2020: Bài 5 ..."
_SLOGANS = re.compile(r"(?:khẩu hiệu|thông điệp)[^.;!]{0,60}:?\s*$")
_LAST = re.compile(r"(?:cuối cùng|bên cạnh đó|ngoài ra|đồng thời|cùng với đó)(?: là)?,? ")
_LAST_WORDS = re.compile(
    r"(?:một số|các|những) (?:nhiệm vụ|nội dung|công việc)(?: trọng tâm| chủ yếu| cụ thể| chính)?\.\s*$|"
    r"(?:sau|như sau|sau đây|dưới đây|cụ thể|gồm|:)[.:;]?\s*$"
)


@dataclass(slots=True)
class OpenList:
    """A list being read: the demand of its lead, the style of its items, what a heading says about those below it.

    ``headed``: the line before was that heading, so that a paragraph without a number is its item.

    ``soft`` lists have no demanding lead: only items that say who acts are demands.
    """

    demand: Demand
    soft: bool = False
    style: str | None = None
    order: int = 0
    heading: tuple[str, ...] = ()
    headed: bool = False


def has_substance(low: str, said: int, end: int) -> bool:
    """Tell whether a lead demands something itself beyond "thực hiện tốt một số nội dung sau:"."""
    if low[end - 1] == ":" and _only_directs(low, said, end):
        return False
    rest = pattern("leads", "filler").sub(" ", low[said:end])
    return len(re.findall(r"[^\W\d]+", rest)) >= 8


# "UBND tỉnh giao nhiệm vụ cụ thể cho từng ngành trong việc thực hiện công tác này": who gets which is told elsewhere.
_ASSIGNS = re.compile(r"(?<!\w)(?:giao|phân công) (?:rõ )?(?:nhiệm vụ|trách nhiệm)(?P<exact> cụ thể)? (?:cho|đến|tới) ")
_IN_GENERAL = re.compile(
    r"[\s,]*(?:trong việc |để )?(?:(?:triển khai|tổ chức|thực hiện|thi hành)\s(?:tốt |có hiệu quả )?)+"
    r"(?:các |những )?(?:công tác|nội dung|nhiệm vụ|đề án|kế hoạch|luật|chương trình|nghị quyết|chỉ thị)(?!\w)[^,;:]*$"
)
# "... thực hiện tốt 8 nhiệm vụ trọng tâm.", "... lưu ý một số vấn đề.": how many there are, they are told behind it.
_COUNTS_TASKS = re.compile(
    r"[\s,]*(?:(?:cần|phải|cần phải) )?(?:(?:tiếp tục|tập trung|triển khai|tổ chức|thực hiện|lãnh đạo|chỉ đạo|chú ý|"
    r"lưu ý|quan tâm|chú trọng|giải quyết|khẩn trương|làm|hoàn thành|đồng bộ|tốt|có hiệu quả|hiệu quả|nghiêm túc|"
    r"vào|đến|và),? )*"
    r"(?:một số|những|các|\d+)(?: nhóm)? (?:nhiệm vụ|nội dung|giải pháp|công việc|vấn đề|việc|biện pháp|yêu cầu)"
    r"(?:,? (?:và )?(?:nhiệm vụ|giải pháp|biện pháp|nội dung))?"
    r"(?: trọng tâm| chủ yếu| cụ thể| chính| cơ bản| lớn| sau)*"
    r"(?: (?:để|nhằm) (?:triển khai |tổ chức )?thực hiện [^,;:.]{3,60})?(?: gồm)?[\s.…]*$"
)


def only_announces(low: str, start: int, said: int, end: int) -> bool:
    """Tell whether a sentence says that there are tasks, and not which, or goes on with an aim."""
    if low[end - 1] != ":" and _COUNTS_TASKS.match(low, said, end):
        return True
    if low.startswith(" về việc ", said) and low.find(";", said, end) < 0:
        return True  # "Sở A có Công văn đề nghị các huyện về việc lắp đặt ...": what the letter is about
    if said == skip_lead_in(low, start, end) and STRIVES.match(low, said) and NEED.search(low, said, end) is None:
        return True  # "Phấn đấu đến năm 2020, ...": demands may go on behind it
    found = _ASSIGNS.search(low, start, said)
    if found is None or low.find(";", start, said) >= 0:
        return False
    return said >= end - 3 or (found["exact"] is not None and _IN_GENERAL.match(low, said, end) is not None)


def _only_directs(low: str, said: int, end: int) -> bool:
    """Tell whether a lead only has bodies direct and work with others: what is to be done stands below it."""
    actions = pattern("directive_verbs", "action").finditer(low, said, end)
    named = pattern("addressees", "body", "member").search(low, said, end)
    return named is not None and all(m.group() in _DIRECTING or m.group() in named.group() for m in actions)


def soft_lead(reader: Reader, start: int, end: int) -> Demand | None:
    """Return the demand of a lead without a demanding verb: "những nhiệm vụ trọng tâm được Sở A đưa ra như sau:"."""
    low = reader.low
    if pattern("leads", "demand").search(low, max(start, end - 400), end) is None:
        return None
    found = _SOFT_GIVER.search(low, start, end)
    scene = reader.scene
    words = [FORCE.get(m.group(), m.group()) for m in _SOFT_FORCE.finditer(low, start, end)]
    word = next((w for w in reversed(words) if w != "kết luận"), words[-1] if words else "giao")
    if found:
        giver = reader.cast.before(found.start("who"), found.end("who"), scene.speaker)
        return Demand(giver, found["force"])
    if scene.demand:
        return scene.demand
    speaker = scene.speaker if not scene.informs else None
    return Demand(speaker or scene.issuer, word) if speaker or scene.issuer else None


def tasks_set(reader: Reader, start: int, end: int) -> Demand | None:
    """Return the demand of "Thành ủy xác định một số nhiệm vụ như sau:", below which paragraphs say what to do."""
    sets = _SETS.search(reader.low, start, end) if reader.low[end - 1] == ":" else None
    who = reader.cast.before(start, sets.start(), None) if sets else None
    if sets is None or who is None or not who.name or who.rank == 0:
        return None
    return Demand(who, sets["force"])


def leads_list(flat: str, end: int) -> bool:
    """Tell whether a paragraph ends as a lead does."""
    return _LAST_WORDS.search(flat[max(0, end - 40) : end]) is not None


class ListReader:
    """Reads the items of one open list at a time."""

    def __init__(self, reader: Reader, emit: Callable[[Block, Demand], None]) -> None:
        self._reader, self._emit = reader, emit
        self.open: OpenList | None = None

    def start(self, demand: Demand, soft: bool) -> None:
        """Open a list under a lead."""
        self.open = OpenList(demand, soft)

    def takes(self, block: Block) -> bool:
        """Tell whether the block is an item of the open list: numbers go up, styles nest."""
        if self.open is None:
            return False
        if block.style is None:
            low = self._reader.low
            if _LAST.match(low, block.start) and self.open.style in ("word", "ordinal") and not self.open.soft:
                self._reader.scene.remember(self.open.demand)  # "Cuối cùng, ...": goes on as prose behind "Ba là, ..."
            return self.open.headed and starts_with_action(low, block.start, block.end) is not None
        if self.open.style is None:
            self.open.style = block.style
            return True
        if block.style == self.open.style and block.order is not None:
            return block.order >= self.open.order  # a list that starts over is another one
        return True

    def item(self, block: Block) -> None:
        """Read one item: a heading for those below it, or a demand."""
        assert self.open is not None
        opened, low = self.open, self._reader.low
        if block.style is not None and block.style == opened.style:
            opened.heading, opened.order = (), block.order or 0
        opened.headed = self._is_heading(block)
        if opened.headed:
            return
        begin = skip_lead_in(low, block.content, block.end)
        demand = self._by_verb(begin, block.end) or self._by_actor(begin, block.end)
        field = _FIELD.match(low, block.content, block.end) if demand is None else None
        if field:  # "- Về cấp phép: Đề nghị các sở ...", "- Về tuyên truyền: Sở A chủ trì ..."
            after = skip_lead_in(low, field.end(), block.end)
            demand = self._by_verb(after, block.end) or self._by_actor(after, block.end)
        if demand is None and not opened.heading and not opened.demand.addressees:
            demand = self._further_on(begin, block.end)
        when = _SCHEDULE.match(low, block.content, block.end) if demand is None else None
        if when and starts_with_action(low, when.end(), block.end) is None:
            return
        if demand is None and not (opened.soft and not opened.heading):
            to, word = opened.heading or opened.demand.addressees, opening_force(low, begin, block.end)
            demand = replace(opened.demand, force=word or opened.demand.force, addressees=to, said=begin)
        if demand is not None and not is_upward(demand.giver, demand.addressees):
            self._emit(block, demand)

    def _further_on(self, begin: int, end: int) -> Demand | None:
        """Return the demand of a later sentence of an item that says who: "1. ... cần sớm ban hành. Giao Sở A ..."."""
        starts = [start for start, _ in sentences(self._reader.flat, begin, end)][1:6]
        openings = [skip_lead_in(self._reader.low, start, end) for start in starts]
        found = (self._by_verb(at, end) or self._by_actor(at, end) for at in openings)
        return next((demand for demand in found if demand and demand.addressees), None)

    def _by_actor(self, begin: int, end: int) -> Demand | None:
        """Return the demand of an item that says who acts: "2. Ủy ban nhân dân các xã rà soát ..."."""
        assert self.open is not None
        low = self._reader.low
        said = actor(low, begin, end, self._reader.flat) if starts_with_action(low, begin, end) is None else None
        if said is None and low.endswith("đối với ", max(0, begin - 8), begin) and is_somebody(low, begin, end):
            until = end_of_phrase(low, begin, end, self._reader.flat)
            said = until if low[until : until + 1] in (":", ",") else None
        if said is None:
            return None
        word = own_force(low, said, end) or self.open.demand.force
        return replace(self.open.demand, force=word, addressees=split(self._reader.flat[begin:said]), said=said)

    def _by_verb(self, begin: int, end: int) -> Demand | None:
        """Return the demand of an item with a verb of its own: "4. Đề nghị Mặt trận Tổ quốc ..."."""
        assert self.open is not None
        low = self._reader.low
        verb = pattern("directive_verbs", "demand").match(low, begin, end)
        if verb is None:
            return None
        word, to = FORCE.get(verb.group(), verb.group()), skip_lead_in(low, verb.end(), end)
        if word in ("chỉ đạo", "quán triệt"):  # in an item these are what is to be done
            return None
        if not is_somebody(low, to, end):
            if word in ("giao", "phân công"):
                return None
            return replace(
                self.open.demand, force=word, said=to, addressees=self.open.heading or self.open.demand.addressees
            )
        said = end_of_phrase(low, to, end, self._reader.flat)
        return Demand(self.open.demand.giver, word, split(self._reader.flat[to:said]), said)

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
        if is_somebody(low, begin, end) and end_of_phrase(low, begin, end, self._reader.flat) >= end - 1:
            self.open.heading = split(flat[begin:end])
            return True
        return text.endswith(":") or text.isupper() or (len(text) <= 90 and text.startswith(("Về ", "Đối với ")))


def is_heading_of_assignments(low: str, start: int, end: int) -> bool:
    """Tell whether a short line heads the part of a plan that assigns: "IV. TỔ CHỨC THỰC HIỆN"."""
    return (
        end - start <= 120
        and pattern("leads", "demand").search(even(low[start:end])) is not None
        and "thực hiện" in low[start:end]
    )


def demands_plainly(reader: Reader, start: int, end: int) -> bool:
    """Tell whether a line without a full stop still demands: subject, verb and addressee are there."""
    low, end = reader.low, min(end, start + MAX_READ)
    for verb in islice(reader.verbs.finditer(low, start, end), MAX_VERBS):
        if verb.group() in reader.demanding and verb.group() not in DIRECT_ONLY:
            begin = skip_lead_in(low, verb.end(), end)
            said = end_of_phrase(low, begin, end, reader.flat) if is_somebody(low, begin, end) else end
            return said < end - 12 and not re.search(r"(?<!\w)phát biểu(?!\w)", low[start:end])
    return False


def follows_slogans(low: str, start: int) -> bool:
    """Tell whether a line announced slogans right before ``start``: they demand nothing."""
    return _SLOGANS.search(low, max(0, start - 160), start) is not None


def is_plain_lead(low: str, start: int, end: int, near: int = 120) -> bool:
    """Tell whether a lead introduces facts, prizes or aims, whose items demand nothing."""
    tail = low[max(start, end - near) : end]
    return any(word in tail for word in words_of("leads", "plain"))
