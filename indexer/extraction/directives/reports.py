"""Whether a demand is only reported as carried out, or is the news itself."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.extraction.directives.clauses import (
    BEFORE_NOW,
    ISSUED_NOW,
    LAW_BINDS,
    NARRATES,
    PROPOSES,
    PURPOSE,
    WISHES,
)
from indexer.extraction.directives.givers import Giver
from indexer.extraction.directives.issues import Issues
from indexer.extraction.directives.scene import Scene
from indexer.extraction.directives.shapes import IS_FOR
from indexer.extraction.words import even

# "Sở A đã phối hợp với ... và đề nghị các doanh nghiệp ...": the last of several things done.
_DID_BEFORE = re.compile(
    r"(?<!\w)đã (?:phối hợp|tiến hành|tổ chức|chủ trì|thành lập|phát hiện|kiểm tra|xử lý|rà soát|thực hiện|triển khai|"
    r"làm việc|mở|cấp|lập)(?!\w)[^:]*(?:và|[,;] đồng thời)(?: có (?:văn bản|công văn))? $"
)
# "Bộ A đã có công văn đề nghị ..., UBND Thành phố đã ban hành kế hoạch ...": the first is the ground of the news.
_THEN_ANOTHER = re.compile(
    r", (?:sở|ubnd|ủy ban|bộ|ban|thành phố|tỉnh|đảng ủy)(?!\w)[^,;.:]{0,60} (?:đã|vừa) (?:có|ban hành|gửi|ký)(?!\w)"
)
# "Bên cạnh đó, Sở cũng yêu cầu ..." behind a sentence that tells what Sở did: told with it.
_ALSO = re.compile(r"(?:bên cạnh đó|đồng thời|ngoài ra|cùng đó|cùng với đó|tiếp đó|song song với đó)(?!\w)")
# "Hiện nay, Thành phố chỉ đạo Đài A lập công ty ...": what is going on.
_GOING_ON = re.compile(r"(?:hiện nay|hiện tại|hiện)(?:,|(?= (?:sở|ubnd|thành phố|bộ|ban|tỉnh)(?!\w)))")


@lru_cache(maxsize=256)
def _has_done(name: str) -> re.Pattern[str]:
    """Return the pattern of a sentence that tells what a body did."""
    return re.compile(rf"(?<!\w){re.escape(even(name))}[^,;.]{{0,50}} đã |(?:qua|nhờ) đó, đã ")


class Reports:
    """Tells what is reported from what is demanded, in the scene of a reader."""

    def __init__(self, flat: str, low: str, scene: Scene, issues: Issues) -> None:
        """Read ``flat`` and its evened form ``low``."""
        self.flat, self.low, self.scene, self._issues = flat, low, scene, issues

    def narrates(self, start: int, verb: int) -> bool:
        """Tell whether what stands before a verb of demand makes it a report, a proposal or a purpose."""
        if NARRATES.match(self.low, start) or PROPOSES.search(self.low, start, verb):
            return True
        if (aim := IS_FOR.match(self.low, start, verb)) and self.low.find(", ", aim.end(), verb) < 0:
            return True  # "Kế hoạch được ban hành với mục đích: xác định trách nhiệm và phân công ..."
        return PURPOSE.match(self.low, self.low.rfind(",", start, verb) + 1 or start) is not None

    def told(self, start: int, end: int, verb: re.Match[str], giver: Giver | None, left: str) -> bool:
        """Tell whether the demand is reported as carried out: "đã yêu cầu", unless issuing it is the news."""
        by_person = (giver and giver.person) or (self.scene.speaker and self.scene.speaker.person)
        if self.scene.law and not by_person and LAW_BINDS.match(self.low, verb.end() + 1):
            return True
        if re.search(r"(?<!\w)đã\s*:", self.low[start : verb.start()]) or re.search(
            r"(?<!\w)sẽ(?!\w)[^,;:]{0,50}$", left
        ):
            return True
        if not (giver and giver.person) and self._goes_with_deeds(start, verb.start(), giver):
            return True
        if not by_person and _GOING_ON.match(self.low, start):
            return True
        done = re.search(r"(?<!\w)(?:đã|từng|đang)(?:,? \w+){0,3},?$", left)
        issued = re.search(r"(?<!\w)đã (?:có|ban hành|gửi|ký)(?!\w)", self.low[start : verb.start()])
        if not done and not issued:
            return False
        if issued and giver and not giver.person and _THEN_ANOTHER.search(self.low, verb.end(), end):
            self._issues.asked = None
            return True
        if (issued or (done and giver)) and self.flat[end - 1] == ":":
            return False  # what the document or the person demands follows: it is the news
        if done and done.group().startswith(("đang", "từng")):
            return True
        if giver and self._is_news(start, verb.start(), giver):
            return False
        return not ISSUED_NOW.search(self.low, start, verb.end())

    def _is_news(self, start: int, verb: int, giver: Giver) -> bool:
        """Tell whether "đã yêu cầu" is the news: a person said so, or it is told with its purpose near the head."""
        if BEFORE_NOW.search(self.low, start, verb):
            return False
        if giver.person:
            return True
        told = self.scene.retold
        beside = told is not None and told.name == giver.name and " cũng " in self.low[start:verb]
        return (beside or WISHES.match(self.low, start) is not None) and self._issues.near_head(start)

    def _goes_with_deeds(self, start: int, verb: int, giver: Giver | None) -> bool:
        """Tell whether a body's demand is one of the deeds that a report tells: "Sở A đã rà soát và đề nghị ..."."""
        if _DID_BEFORE.search(self.low, start, verb):
            return True
        retold = self.scene.retold
        if giver is None or (retold and retold.name == giver.name) or _ALSO.match(self.low, start) is None:
            return False
        before = self.low.rfind(". ", max(0, start - 800), start - 3) + 1
        if self.scene.demand is not None and not self.scene.reported:
            return False
        return _has_done(giver.name).search(self.low, before, start) is not None
