"""Tasks told from the side of who has them: "Theo Kế hoạch của A, Sở B được giao nhiệm vụ chủ trì ..."."""

from __future__ import annotations

import re

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import NARRATES, is_giver, is_upward
from indexer.extraction.directives.demands import MAX_READ, Reader
from indexer.extraction.directives.givers import DENIED, Giver
from indexer.extraction.directives.needs import matter, starts_with_action
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.words import NEED

_GIVEN = re.compile(
    r" (?:cũng |còn |tiếp tục )?được (?P<by>(?:[^\s,;.:]+ ){0,7}?)"
    r"(?P<word>giao|phân công|yêu cầu|đề nghị)(?: thực hiện| các| một số)?(?: nhiệm vụ| trách nhiệm)?[,:]? "
)
_ROLE = re.compile(r"(?:là|làm) (?:đơn vị|cơ quan|đầu mối|thường trực)")
_DOCUMENT = re.compile(
    r"(?<!\w)(?:kế hoạch|công văn|quyết định|chỉ thị|chương trình|văn bản|thông báo|công điện|hướng dẫn|chỉ đạo|"
    r"phân công)(?!\w)"
)
_OWNER = re.compile(r"(?<!\w)(?:của|do) ")
_TOLD = re.compile(r"(?<!\w)(?:đã|vừa|cho biết|báo cáo về|trước đây|những năm qua|thời gian qua|hiện đang)(?!\w)")
_GENERAL = re.compile(
    r"(?:các |mỗi |từng |những )?(?:đơn vị|cơ quan|cá nhân|tổ chức|cán bộ|đồng chí|người|công chức)(?!\w)"
)
# "Thời gian tiếp nhận bài thi: ...", "Thông tin liên hệ: ...", "Chi tiết xem tại đây": when and where, no demand.
_DETAILS = re.compile(
    r"[^\w(]*(?:thời gian,? (?=tổ chức|tiếp nhận|hoàn thành|học tập|thực hiện|tiến hành|nhận|nộp|gửi|diễn ra|các |"
    r"triển khai|tuyên truyền|thi |đăng ký|bắt đầu|kết thúc)|thông tin (?:liên hệ|chi tiết)|"
    r"(?:mọi )?chi tiết (?=[^;]{0,160} tại đây))"
)
_ASKS = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|giao|cần|phải) (?:các|sở|ubnd|phòng|ban|đồng chí|thủ trưởng)(?!\w)")
# "Tăng cường kiểm tra các chợ là chỉ đạo của UBND tỉnh tại Công văn số 5": the demand first, then whose it is.
_IS_ORDER = re.compile(
    r"[”\"]? (?:đó )?là (?:một (?:trong )?)?(?:những |các |nội dung |ý kiến )*(?P<word>yêu cầu|chỉ đạo|đề nghị)"
    r"(?: chung| quan trọng| trọng tâm)? (?:mà |của )?"
)
_BEHIND_OWNER = re.compile(r" (?:đặt ra|đề ra|nêu|đưa ra|đối với|tại|trong|về)(?!\w)")
_MAX_COMMAS = 7


def gives_details(low: str, start: int, end: int) -> bool:
    """Tell whether a sentence only says when something takes place, or whom to ask about it."""
    return _DETAILS.match(low, start, end) is not None and _ASKS.search(low, start, end) is None


class Given:
    """Reads tasks that somebody "is given", in the scene of a reader."""

    def __init__(self, reader: Reader) -> None:
        """Read with ``reader``."""
        self.flat, self.low, self.scene, self._cast = reader.flat, reader.low, reader.scene, reader.cast

    def given(self, start: int, end: int) -> Demand | None:
        """Return the demand of "Sở B được giao nhiệm vụ chủ trì ...": of whose document is told, or who is named."""
        end = min(end, start + MAX_READ)
        if (order := self._is_order(start, end)) is not None:
            return self.scene.remember(order)
        if self.low.find(" được ", start, min(end, start + 420)) < 0 or self.scene.informs or self.scene.law:
            return None
        found = _GIVEN.search(self.low, start, min(end, start + 460))
        if found is None or _TOLD.search(self.low, start, end) or NARRATES.match(self.low, start):
            return None
        if not (starts_with_action(self.low, found.end(), end) or _ROLE.match(self.low, found.end(), end)):
            return None
        begin = self._who(start, found.start())
        if begin is None:
            return None
        addressees = split(self.flat[begin : found.start()])
        giver = self._giver(start, begin, found)
        if giver is None or is_giver(giver, addressees) or is_upward(giver, addressees):
            return None
        return self.scene.remember(Demand(giver, found["word"], addressees, found.end()))

    def _is_order(self, start: int, end: int) -> Demand | None:
        """Return the demand of "Tăng cường kiểm tra ... là chỉ đạo của UBND tỉnh"."""
        found = _IS_ORDER.search(self.low, start, end) if self.low.find(" là ", start, end) > 0 else None
        if found is None:
            return None
        begin = skip_lead_in(self.low, start + (self.low[start] in '“"'), found.start())
        need = NEED.search(self.low, begin, found.start())
        bound = need is not None and matter(self.low, begin, need.start())
        if not bound and not starts_with_action(self.low, begin, found.start()):
            return None
        stop = _BEHIND_OWNER.search(self.low, found.end(), end)
        who = self._cast.owner(found.end(), stop.start() if stop else end)
        if who is None or who is DENIED or not who.name:
            return None
        return Demand(who, need.group() if bound and need else found["word"], (), begin, verb=found["word"])

    def _who(self, start: int, verb: int) -> int | None:
        """Return where the phrase starts of who is given the task: right before the verb, a body with a name."""
        at = start
        for _ in range(_MAX_COMMAS):
            begin = skip_lead_in(self.low, at, verb)
            if begin < verb and self.flat[begin].isupper() and is_somebody(self.low, begin, verb):
                whole = end_of_phrase(self.low, begin, verb + 1, self.flat) >= verb
                return begin if whole and not _GENERAL.match(self.low, begin) else None
            at = self.low.find(", ", at, verb) + 2
            if at < 2:
                return None
        return None

    def _giver(self, start: int, begin: int, found: re.Match[str]) -> Giver | None:
        if found["by"]:
            who = self._cast.owner(found.start("by"), found.end("by"))
            return who if who is not None and who is not DENIED else None
        document = _DOCUMENT.search(self.low, start, begin)
        owner = _OWNER.search(self.low, document.end(), begin) if document else None
        who = self._cast.owner(owner.end(), begin) if owner else None
        if who is not None and who is not DENIED and who.name:
            return who
        scene = self.scene
        for who in (scene.demand.giver if scene.demand else None, scene.retold, scene.issuer, scene.speaker):
            if who is not None and who.name:
                return who
        return None
