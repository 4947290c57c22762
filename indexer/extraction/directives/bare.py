"""Whose demand it is that names no giver: "Trong đó, yêu cầu các đơn vị ...", "Đề nghị các thí sinh ..."."""

from __future__ import annotations

import re

from indexer.extraction.directives.givers import DENIED, Cast, Giver
from indexer.extraction.directives.scene import Scene

_MAY_BE_BARE = frozenset({"đề nghị", "yêu cầu"})
# "Trong đó, yêu cầu ...": the demand is part of what the sentence before says was directed.
_DETAILS = re.compile(r"[\s\"“]*(?:trong đó|theo đó|cụ thể)(?: là)?(?!\w)")
_DIRECTED = re.compile(
    r"(?<!\w)(?:chỉ đạo|yêu cầu|đề nghị|phân công|giao nhiệm vụ|đề ra|quán triệt|kết luận|"
    r"(?:có|ban hành|gửi|ký) (?:các |nhiều )?"
    r"(?:văn bản|công văn|công điện|chỉ thị|kế hoạch|chương trình|thông báo))(?!\w)"
)
# "Sở A thông báo đến các thí sinh ...": whose notice it is.
_NOTIFIES = re.compile(
    r"(?<!\w)(?:thông báo|xin thông báo|trân trọng thông báo) "
    r"(?:đến|tới|cho|về|việc|lịch|tuyển|kết quả|danh sách|thời gian|địa điểm|công khai|như sau|để|một số|tổ chức)(?!\w)"
)
_CASE = re.compile(r"(?:trong )?(?:trường hợp|nếu|khi|mọi|để)(?!\w)")
_REACH = 700


class Bare:
    """Finds the giver of demands without one, in the scene of a reader."""

    def __init__(self, low: str, cast: Cast, scene: Scene) -> None:
        """Read the evened text ``low``."""
        self.low, self.cast, self.scene = low, cast, scene
        self._before = self._last = (0, 0)
        self._notifier: Giver | None = None
        self._notifies = "thông báo" in low  # looked for once in the text, as few texts hold it

    def note(self, start: int, end: int) -> None:
        """Keep which sentence was read before this one, and whose notice the text is."""
        self._before, self._last = self._last, (start, end)
        sought = self._notifies and self._notifier is None
        found = _NOTIFIES.search(self.low, start, end) if sought else None
        who = self.cast.before(start, found.start(), None) if found else None
        if who is not None and who is not DENIED and who.name and not who.person:
            self._notifier = who

    def giver(self, start: int, word: str, left: str, bare: bool) -> Giver | None:
        """Return whose demand of somebody stands at ``start``: who directed just before, else whose notice it is."""
        if word not in _MAY_BE_BARE:
            return None
        if _DETAILS.match(self.low, start) and (who := self._directed()):
            return who
        if self.scene.reported or not (bare or (left.endswith(",") and _CASE.match(self.low, start))):
            return None
        return self._notifier

    def _directed(self) -> Giver | None:
        """Return who directs or issues a document in the sentence before."""
        begin, end = self._before
        end = min(end, begin + _REACH)
        for found in list(_DIRECTED.finditer(self.low, begin, end))[:4]:
            who = self.cast.before(begin, found.start(), None)
            if who is DENIED:
                return None
            if who is not None and who.name:
                return who
            first = self.cast.first_named(begin, found.start()) if who is None else None
            if first and not self.cast.is_object(begin, first[0]):
                return self.cast.person(first[2])
        return None
