"""The clauses of a retold document that set a task: who acts, who is given what, what has to be so.

Read for `retold`, which knows where a document is retold and whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import (
    is_giver,
    is_public,
    is_upward,
    the_same,
)
from indexer.extraction.directives.demands import Reader
from indexer.extraction.directives.needs import actor, opening_force, own_force, starts_with_action
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.shapes import (
    ACTED_ON,
    BY_WHOM,
    CIRCUMSTANCE,
    GROUND,
    INNER_SUBJECT,
    IS,
    LOCAL,
    MATTER,
    MAX_SEAMS,
    NUMBERED,
    OFTEN,
    ORGANISERS,
    REPORTS_ON,
    REPORTS_TO,
    SAYS,
    SEAM,
    SOME,
    SOMEBODY_WILL,
    STATES,
    THINGS,
    TOLD,
    WILL,
    WILL_DO,
    a_place,
    nobody,
)
from indexer.extraction.directives.words import CONNECTOR, NEED, NOT_NEED, pattern, rank_of
from indexer.extraction.words import even

# "Nội dung phải ngắn gọn", "Bài dự thi phải là ...": how a thing is to be, not what is to be done.
_QUALITY = re.compile(
    r" (?:thật |thực sự |luôn )?(?:ngắn|gọn|rõ ràng|linh hoạt|đa dạng|phong phú|đi trước|có tính|là|thiết thực|hấp dẫn|"
    r"sinh động|chính xác|trung thực|khách quan|dễ|trang trọng)(?!\w)"
)

# In a plan or programme these say what a campaign is about and what is planned, no task.
_TOPICS = ("nội dung ", "các nội dung ", "kế hoạch ")


def _rank(demand: Demand) -> int:
    """Return the rank of who demands; 0 when it is not known."""
    return demand.giver.rank if demand.giver else 0


class Tasks:
    """Reads the clauses of a sentence in which a document is retold."""

    def __init__(self, reader: Reader) -> None:
        """Read with ``reader``."""
        self.flat, self.low, self.scene = reader.flat, reader.low, reader.scene

    def passive(self, start: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Việc A sẽ được các huyện tiến hành ...", "... sẽ do Văn phòng B chuẩn bị": who acts."""
        for found in islice(BY_WHOM.finditer(self.low, start + 8, min(end, start + 500)), 4):
            begin = found.end()
            if not is_somebody(self.low, begin, end) or nobody().match(self.low, begin):
                continue
            said = actor(self.low, begin, end, self.flat)
            if said is None or self.low.find(" đã ", begin, end) > 0:
                continue
            addressees = split(self.flat[begin:said])
            if is_public(addressees) or is_upward(demand.giver, addressees) or is_giver(demand.giver, addressees):
                return None
            return replace(demand, addressees=addressees, said=said, force=demand.inherited)
        return None

    def openings(self, start: int, end: int) -> Iterator[int]:
        """Yield where the main clause may begin: at once, then behind each circumstance."""
        begin = skip_lead_in(self.low, start, end)
        yield begin
        joined = CONNECTOR.match(self.low, start, end)
        closed = joined is not None and self.low[joined.start() : joined.end()].rstrip().endswith(",")
        if not CIRCUMSTANCE.match(self.low, joined.end() if joined and closed else start, end):
            return
        comma = self.low.find(", ", begin, end)  # "Theo Kế hoạch, Sở A các tỉnh ...": no subject of the circumstance
        inner = INNER_SUBJECT.search(self.low, begin, min(end, begin + 120, comma if comma > 0 else end))
        if inner and is_somebody(self.low, inner.end(), end) and not self.low.endswith(ACTED_ON, begin, inner.start()):
            yield inner.end()
        for seam in islice(SEAM.finditer(self.low, start, min(end, start + 500)), MAX_SEAMS):
            yield skip_lead_in(self.low, seam.end(), end)

    def acting_later(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Trong quá trình học tập, tổ chức thực hiện, các chi bộ tăng cường ...": who acts."""
        comma = begin
        for _ in range(3):
            comma = self.low.find(", ", comma, min(end, begin + 90)) + 2
            if comma < 2:
                return None
            if self.low.startswith(("các ", "mỗi ", "từng "), comma):
                return self.set_for(comma, end, demand) if self.acts(comma, end) else None
        return None

    def acts(self, begin: int, end: int) -> int | None:
        """Return where the phrase of who acts ends: "các đơn vị tổ chức ...", "các đơn vị sẽ gửi ..."."""
        said = actor(self.low, begin, end, self.flat)
        if said is not None or not is_somebody(self.low, begin, end):
            return said
        until = end_of_phrase(self.low, begin, end, self.flat)
        for _ in range(8):  # "Ban A; MTTQ, các đoàn thể xây dựng ..."
            if not (self.low.startswith("; ", until) and is_somebody(self.low, until + 2, end)):
                break
            begin = until + 2
            until = end_of_phrase(self.low, begin, end, self.flat)
        if said := actor(self.low, begin, end, self.flat):
            return said
        will = WILL.match(self.low, until, end)
        if will is None or self.low.startswith(ORGANISERS, begin):
            return None
        many = self.low.startswith(("các ", "mỗi ", "từng ", "những ", "ubnd các"), begin)
        if "sẽ" in will.group() and not many and not self._below(begin, until):
            return None  # "Sở A sẽ ...": what a body announces of itself
        binds = starts_with_action(self.low, will.end(), end) or NEED.match(self.low, will.end(), end)
        return until if binds or self.low.startswith("chịu trách nhiệm", will.end()) else None

    def _below(self, begin: int, until: int) -> bool:
        """Tell whether who acts stands below whose document is retold."""
        giver = self.scene.retold
        if giver is None or not 0 < giver.rank <= 3:
            return False
        return giver.rank < rank_of(self.flat[begin:until]) or LOCAL.search(self.low, begin, until) is not None

    def set_for(self, begin: int, end: int, demand: Demand) -> Demand | None:
        often = OFTEN.match(self.low, begin, end)
        begin = often.end() if often else begin
        if begin >= end - 12 or nobody().match(self.low, begin) or SOME.match(self.low, begin):
            return None
        place = a_place().match(self.low, begin)
        if place and self.flat[place.end()].islower():
            return None  # "Thành phố quyết định ...": the issuer itself acts
        said = self.acts(begin, end)
        if said is not None:
            addressees = split(self.flat[begin:said])
            if is_public(addressees) or is_upward(demand.giver, addressees) or is_giver(demand.giver, addressees):
                return None
            if (
                (0 < rank_of(addressees[0]) == _rank(demand) <= 2 and len(addressees[0].split()) <= 3)
                or (nobody().match(self.low[begin:said]) and not the_same(addressees, demand))
                or (REPORTS_ON.match(self.low, said) and not REPORTS_TO.match(self.low, said, end))
                or "dự thi" in self.low[begin:said]
                or " có chức năng" in self.low[begin:said]
                or self.low.find(" là một trong ", said, end) > 0
                or WILL_DO.match(self.low, said, end)
            ):
                return None
            return replace(demand, addressees=addressees, said=said, force=self._force(said, end, demand))
        if self.flat[end - 1] == ":" or self.scene.idle >= 4:
            return None  # far from what was last demanded only who acts tells a task
        acts = starts_with_action(self.low, begin, end) or SAYS.match(self.low, begin, end)
        if acts and not self._goes_on():
            return None
        if GROUND.match(self.low, begin) and (self.low[end - 1] in ";," or self._only_ground(begin, end)):
            return None
        if acts and SOMEBODY_WILL.search(self.low, begin, min(end, begin + 600)):
            return None
        if acts and self._turns_to_issuer(begin, end, demand):
            return None
        if acts and not (STATES.match(self.low, begin, end) or IS.search(self.low, begin, end)):
            word = opening_force(self.low, begin, end) or demand.going_on
            return replace(demand, said=begin, force=word, verb=demand.inherited)
        if not (self.scene.orders or MATTER.match(self.low, begin) or self.low.startswith("các ", begin)):
            return None  # of a thing in a law or a programme: a rule for all, conditions of a contest
        return self.of_a_thing(begin, end, demand)

    def _goes_on(self) -> bool:
        """Tell whether an action that names nobody is demanded: of a plan only behind what it demands in so many words.

        A letter demands it soon or behind a demand, not first when it has told other things.
        """
        scene = self.scene
        if scene.demand is None:
            return scene.orders and not scene.contents and scene.idle <= 1
        return scene.orders or scene.demand.going_on != "ban hành"

    def _only_ground(self, begin: int, end: int) -> bool:
        """Tell whether the news opens with what is carried out: "Thực hiện Quyết định số 5 ... về việc công bố ..."."""
        return self.scene.demand is None and NUMBERED.match(self.low, begin, end) is not None

    def _force(self, said: int, end: int, demand: Demand) -> str:
        return own_force(self.low, said, end) or demand.inherited

    def _turns_to_issuer(self, begin: int, end: int, demand: Demand) -> bool:
        """Tell whether behind a ground the issuer itself acts: "thực hiện Nghị quyết ..., UBND Thành phố tổ chức"."""
        name = even(demand.giver.name) if demand.giver else ""
        heads = tuple(f", {head} " for head in (name, " ".join(name.split()[:2]), "thành phố", "tỉnh") if head)
        limit = min(end, begin + 900)
        return any(self._acts_itself(self.low.find(head, begin, limit), len(head), end) for head in heads)

    def _acts_itself(self, at: int, size: int, end: int) -> bool:
        if at < 0 or self.flat[at + size].isupper():
            return False
        acts = pattern("directive_verbs", "action").match(self.low, at + size, end) is not None
        return acts or self.low.startswith(("phát hành ", "công bố ", "giới thiệu ", "đã ", "vừa "), at + size)

    def of_a_thing(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Công tác tuyên truyền cần tập trung ...": a thing has to be so."""
        need = NEED.search(self.low, begin, min(end, begin + 160))
        if (
            need is None
            or NOT_NEED.match(self.low, need.end())
            or _QUALITY.match(self.low, need.end())
            or (self.low.find(",", begin, need.start()) >= 0 and not MATTER.match(self.low, begin))
        ):
            return None
        thing = self.low[begin : need.start()]
        if not self.scene.orders and thing.startswith(_TOPICS):
            return None
        if TOLD.search(thing) or THINGS.search(thing) or is_public((thing,)) or nobody().match(thing.strip()):
            return None
        return replace(
            demand, said=need.end(), force=demand.inherited if need.group() == "tuyệt đối không" else need.group()
        )
