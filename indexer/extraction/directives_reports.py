"""Whether a demand is only reported as carried out, or is the news itself."""

from __future__ import annotations

import re

from indexer.extraction.directives_clauses import BEFORE_NOW, EVENT, ISSUED_NOW, WISHES
from indexer.extraction.directives_givers import Giver
from indexer.extraction.directives_issues import Issues
from indexer.extraction.directives_scene import Scene


class Reports:
    """Tells what is reported from what is demanded, in the scene of a reader."""

    def __init__(self, flat: str, low: str, scene: Scene, issues: Issues) -> None:
        """Read ``flat`` and its evened form ``low``."""
        self.flat, self.low, self.scene, self._issues = flat, low, scene, issues

    def told(self, start: int, end: int, verb: re.Match[str], giver: Giver | None, left: str) -> bool:
        """Tell whether the demand is reported as carried out: "đã yêu cầu", unless issuing it is the news."""
        if re.search(r"(?<!\w)đã\s*:", self.low[start : verb.start()]) or re.search(
            r"(?<!\w)sẽ(?!\w)[^,;:]{0,50}$", left
        ):
            return True
        done = re.search(r"(?<!\w)(?:đã|từng|đang)(?:,? \w+){0,3},?$", left)
        issued = re.search(r"(?<!\w)đã (?:có|ban hành|gửi|ký)(?!\w)", self.low[start : verb.start()])
        if not done and not issued:
            return False
        if (issued or (done and giver and giver.person)) and self.flat[end - 1] == ":":
            return False  # what the document or the person demands follows: it is the news
        if done and done.group().startswith(("đang", "từng")):
            return True
        if giver and self._is_news(start, verb.start(), giver):
            return False
        return not ISSUED_NOW.search(self.low, start, verb.end())

    def _is_news(self, start: int, verb: int, giver: Giver) -> bool:
        """Tell whether "đã yêu cầu" is the news: at an event, by a person, or told with its purpose near the head."""
        if BEFORE_NOW.search(self.low, start, verb):
            return False
        if giver.person and self.low.startswith("ngày ", start) and self._issues.opens(start):
            return True  # "Ngày 12/8, Phó Chủ tịch ... đã yêu cầu ..." begins the news
        if giver.person:
            return EVENT.search(self.low, start, verb) is not None or WISHES.match(self.low, start) is not None
        told = self.scene.retold
        beside = told is not None and told.name == giver.name and " cũng " in self.low[start:verb]
        return (beside or WISHES.match(self.low, start) is not None) and self._issues.near_head(start)
