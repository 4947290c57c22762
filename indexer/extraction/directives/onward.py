"""What goes on with a demand without a demanding word of its own: an action, or who has to act."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from indexer.extraction.directives.addressees import is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import (
    DIRECT_ONLY,
    DONE,
    OPENS_REPORT,
    RESULTS,
    WHICH,
    is_giver,
    is_public,
    is_upward,
)
from indexer.extraction.directives.demands import MAX_READ, MAX_VERBS, Reader
from indexer.extraction.directives.needs import NOUN_HEADS, actor, opening_force, own_force, starts_with_action
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.shapes import (
    CLOSES,
    FOLLOWS_FROM,
    GROUND,
    GROUP,
    HOPES,
    OFTEN,
    ON_GROUND,
    PROMPTLY,
    REPORTS_ON,
    SAID_TO_DO,
    SOME,
    THEN,
    nobody,
)
from indexer.extraction.directives.words import NEED


class Onward:
    """Reads on where a demand or a retold document goes on; shares the scene of its reader."""

    def __init__(self, reader: Reader) -> None:
        """Read with ``reader``."""
        self._reader = reader
        self.flat, self.low, self.scene = reader.flat, reader.low, reader.scene
        self._verbs = reader.verbs

    def enumerated(self, start: int, end: int) -> Demand | None:
        """Return the demand of "Thứ nhất, việc cơ cấu phải ..." in the mouth of who speaks."""
        end = min(end, start + MAX_READ)
        need, who = NEED.search(self.low, start, end), self.scene.speaker
        if need is None or who is None or self.scene.informs or not who.person or self.flat[end - 1] == "?":
            return None
        return self.scene.remember(Demand(who, need.group(), (), need.end()))

    # --- going on

    def starts_speech(self, start: int, end: int) -> bool:
        """Tell whether a sentence has somebody speak or demand in it: then it is read as prose, not as an item."""
        end = min(end, start + MAX_READ)
        for verb in islice(self._verbs.finditer(self.low, start, end), MAX_VERBS):
            if verb.start() <= start + 2:
                if verb.group() in self._reader.demanding:
                    return verb.group() not in DIRECT_ONLY | {"phân công"}
                return verb.group() != "báo cáo"
            who = self._reader.cast.before(start, verb.start(), None)
            demands = verb.group() in self._reader.demanding - DIRECT_ONLY
            if who is not None and who.name and (who.person or demands):
                return True
        return False

    def goes_on(self, start: int, end: int) -> Demand | None:
        """Return the demand that goes on here: the sentence starts with an action, or with who has to act."""
        end = min(end, start + MAX_READ)
        demand = self.scene.demand
        begin = skip_lead_in(self.low, start, end)
        if demand is None or (not self.flat[begin : begin + 1].isupper() and begin == start):
            return None
        if self.flat[start] == "(":
            return None  # "(Đầu mối hỗ trợ: ...)": said by the way
        if (
            HOPES.search(self.low, start, min(end, start + 80))
            or FOLLOWS_FROM.match(self.low, start)
            or CLOSES.match(self.low, start)
        ):
            return None
        if GROUND.match(self.low, begin) and self.low[end - 1] in ";,":
            return None
        often = OFTEN.match(self.low, begin, end)
        if often and nobody().match(self.low, often.end(), end):
            return None
        begin = often.end() if often else begin
        action = starts_with_action(self.low, begin, end) or self._says(begin, end)
        if action == "hoạt động" and not self.scene.listed:
            return None  # "Hoạt động tuyên truyền cũng nhằm vận động ...": what is done is the subject
        if action is None and RESULTS.match(self.low, begin, end):
            return self.scene.remember(replace(demand, said=begin, force=demand.inherited))
        if action is None and (seam := self._action_behind_ground(start, begin, end)) is not None:
            return self.scene.remember(replace(demand, said=seam, force=demand.inherited))
        if action is None and (acting := self._actor_behind_ground(start, begin, end, demand)):
            return self.scene.remember(acting)
        if action is None:
            said = actor(self.low, begin, end, self.flat) or self._listed_group(begin, end)
            addressees = split(self.flat[begin:said]) if said else ()
            if (
                said is None
                or is_public(addressees)
                or SOME.match(self.low, begin)
                or is_upward(demand.giver, addressees)
                or is_giver(demand.giver, addressees)
            ):
                return None
            word = own_force(self.low, said, end) or demand.inherited
            return self.scene.remember(replace(demand, addressees=addressees, said=said, force=word))
        if action in OPENS_REPORT and (acting := self._acting_behind(begin, end, demand)):
            return self.scene.remember(acting)
        # A report says soon that something "đã" was done; behind a ground, what it tells may stand far from it.
        reach = 600 if GROUND.match(self.low, begin) or action in OPENS_REPORT else 80
        if self._done(begin, min(end, begin + reach)):
            return None
        word = opening_force(self.low, begin, end) or demand.going_on
        return self.scene.remember(replace(demand, said=begin, force=word, verb=demand.inherited))

    def _says(self, begin: int, end: int) -> str | None:
        """Return the word of saying that is to be done: "Thông báo công khai ...", "Phản ánh kịp thời ..."."""
        found = SAID_TO_DO.match(self.low, begin, end)
        return found.group() if found else None

    def _listed_group(self, begin: int, end: int) -> int | None:
        """Return where a group of any kind ends that heads a listed paragraph: "Các tác giả tiếp tục gửi bài"."""
        if not self.scene.listed or not self.low.startswith("các ", begin):
            return None
        found = GROUP.match(self.low, begin, end)
        return found.end() if found and PROMPTLY.match(self.low, found.end() + 1) else None

    def _acting_behind(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Thực hiện chức năng thông tin, Sở A có trách nhiệm hướng dẫn ..."."""
        comma = begin
        for _ in range(3):
            comma = self.low.find(", ", comma, min(end, begin + 300)) + 2
            if comma < 2:
                return None
            said = actor(self.low, comma, end, self.flat) if self.flat[comma].isupper() else None
            if said is not None and NEED.match(self.low, said + 1, end):
                addressees = split(self.flat[comma:said])
                if is_giver(demand.giver, addressees) or is_upward(demand.giver, addressees):
                    return None
                return replace(demand, addressees=addressees, said=said, force=demand.inherited)
        return None

    def _action_behind_ground(self, start: int, begin: int, end: int) -> int | None:
        """Return where the action starts in "Trên cơ sở danh mục đã lập, khẩn trương rà soát ..."."""
        if not (ON_GROUND.match(self.low, begin) or self.low.startswith("đối với ", start)):
            return None
        done = self._done(begin, min(end, begin + 400))
        for n, seam in enumerate(islice(THEN.finditer(self.low, begin, min(end, begin + 300)), 4)):
            at = seam.end()
            action = starts_with_action(self.low, at, end)
            noun = action in NOUN_HEADS and not self.low.startswith(("cuối ", "tùy "), begin)
            plain = n == 0 and not done and not noun and action != "hoạt động"
            if action and (plain or PROMPTLY.match(self.low, at)):
                return at
        return None

    def _actor_behind_ground(self, start: int, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Đối với những bài hay, Tạp chí A chọn đăng ...": who acts behind a circumstance."""
        if not (ON_GROUND.match(self.low, begin) or self.low.startswith("đối với ", start)):
            return None
        if self._done(begin, min(end, begin + 400)):
            return None
        for seam in islice(THEN.finditer(self.low, begin, min(end, begin + 300)), 4):
            said = actor(self.low, seam.end(), end, self.flat)
            if said is None or not (self.flat[seam.end()].isupper() or self.low.startswith("các ", seam.end())):
                continue
            if REPORTS_ON.match(self.low, said):
                return None
            addressees = split(self.flat[seam.end() : said])
            if is_public(addressees) or is_upward(demand.giver, addressees) or is_giver(demand.giver, addressees):
                return None
            word = own_force(self.low, said, end) or demand.inherited
            return replace(demand, addressees=addressees, said=said, force=word)
        return None

    def _done(self, begin: int, end: int) -> bool:
        """Tell whether somebody did or does something: not in "sử dụng tài khoản đã được cấp"."""
        for found in islice(DONE.finditer(self.low, begin, end), 6):
            if not WHICH.match(self.low, found.start()):
                return True
            clause = self.low.rfind(", ", begin, found.start()) + 2
            if is_somebody(self.low, max(clause, begin), found.start()):
                return True
        return False
