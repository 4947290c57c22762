"""What a retold document sets for others: who acts, who is asked, what has to be so.

A news item that makes a document known ("UBND Thành phố ban hành Kế hoạch ...", "Theo đó, ...") retells what the
document demands: its sentences start with an action, or say who acts or needs to act. They are the issuer's demands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from indexer.extraction.directives_addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives_clauses import (
    PURPOSE,
    WHICH,
    is_giver,
    is_public,
    is_upward,
    the_same,
)
from indexer.extraction.directives_demands import MAX_READ, Reader
from indexer.extraction.directives_givers import Giver
from indexer.extraction.directives_needs import actor, own_force, starts_with_action
from indexer.extraction.directives_scene import Demand
from indexer.extraction.directives_shapes import (
    ACTED_ON,
    AIMS,
    AIMS_FOLLOW,
    ANNOUNCES,
    BARE,
    BY_WHOM,
    CIRCUMSTANCE,
    CONTENTS,
    CONTENTS_FOLLOW,
    DID,
    DIRECTS,
    DUTY,
    FOLLOWS_FROM,
    GROUND,
    HAS_DONE,
    HOPES,
    INNER_SUBJECT,
    IS,
    IS_ASKED,
    IS_FOR,
    IS_GIVEN,
    LOCAL,
    MATTER,
    MAX_SEAMS,
    MEETS,
    NUMBERED,
    OFTEN,
    ORGANISERS,
    REPORTS_ON,
    REPORTS_TO,
    SAYS,
    SEAM,
    SOME,
    SOMEBODY_WILL,
    STATED,
    STATES,
    STRIVES,
    THINGS,
    TOLD,
    WILL,
    WILL_BE,
    WILL_DO,
    a_place,
    nobody,
)
from indexer.extraction.directives_words import CONNECTOR, FORCE, NEED, NOT_NEED, pattern, rank_of
from indexer.extraction.officials_words import even


def _rank(demand: Demand) -> int:
    """Return the rank of who demands; 0 when it is not known."""
    return demand.giver.rank if demand.giver else 0


class Retold:
    """Reads the sentences of a retold document; shares the scene of its reader."""

    def __init__(self, reader: Reader) -> None:
        """Read with ``reader``."""
        self.flat, self.low, self.scene = reader.flat, reader.low, reader.scene

    def retold(self, start: int, end: int) -> Demand | None:
        """Return what the retold document demands in this sentence: of who acts, or of those it is addressed to."""
        end, scene = min(end, start + MAX_READ), self.scene
        if scene.retold and MEETS.match(self.low, start):
            scene.retold = None
        if scene.retold is None and scene.issuer and (told := self._by_law(start, end, scene.issuer)):
            return told
        if scene.retold is None:
            return self._told_on(start, end)
        if scene.informs or self.flat[end - 1] == "?" or not self.flat[start].isupper():
            return None
        opening = skip_lead_in(self.low, start, end)
        if self._told(start, end) or HOPES.search(self.low, start, min(end, start + 80)):
            return None
        if FOLLOWS_FROM.match(self.low, start) or STRIVES.match(self.low, start) or IS_FOR.match(self.low, opening):
            return None
        if GROUND.match(self.low, opening) and WILL_BE.search(self.low, start, end):
            return None  # "Thực hiện Nghị quyết ..., thành phố sẽ tổ chức ..."
        if scene.retold.name and self.low.find(f"{even(scene.retold.name)} sẽ ", start, min(end, start + 200)) >= 0:
            scene.demand, scene.contents = None, True
            return None  # what the body does itself, and goes on to do in the next sentences
        self._hears_contents(start, end)
        demand = scene.demand or scene.of_retold()
        if (passive := self._passive(start, end, demand)) is not None:
            return scene.remember(passive)
        for n, begin in enumerate(self._openings(start, end)):
            if n and not self.flat[begin].isupper() and BARE.match(self.low, begin):
                continue  # "các xã, phường, thị trấn": a list goes on behind the comma
            if n and WILL_BE.search(self.low, start, begin):
                break  # "Theo Kế hoạch, Bộ sẽ tổ chức ..., Sở ... tổ chức ..."
            found = self._set_for(begin, end, demand)
            if found is not None and n and found.said == begin and (later := self._acting_later(begin, end, demand)):
                found = later
            if found is not None and n and found.said == begin and PURPOSE.match(self.low, start):
                return None  # "Với mục đích giáo dục truyền thống, khơi dậy ...": the purposes go on
            if found is not None and (scene.orders or found.addressees):
                return scene.remember(found)
            if found is not None:
                return found  # bare actions behind "công tác A cần ..." are what the planner does
            subject = (
                is_somebody(self.low, begin, end)
                or nobody().match(self.low, begin)
                or ((n or begin == start) and MATTER.match(self.low, begin))
            )
            comma = self.low.find(", ", begin, end)
            stated = n and STATED.search(self.low, begin, comma if comma > 0 else end)
            if subject or stated or WILL_BE.search(self.low, start, begin):
                break  # who does something else is the subject: what stands behind its commas is no clause
        return None

    def _hears_contents(self, start: int, end: int) -> None:
        """Note where a document says what a campaign is about: its topics start with actions, too."""
        scene, begin = self.scene, skip_lead_in(self.low, start, end)
        if scene.demand is None and CONTENTS.match(self.low, begin):
            scene.contents = True
        elif scene.contents is None:
            scene.contents = starts_with_action(self.low, begin, end) is None

    def _told(self, start: int, end: int) -> bool:
        """Tell whether a sentence says what was done, not of what it speaks: "các cây đã chết"."""
        if DID.search(self.low, start, min(end, start + 600)):
            return True
        told = islice(TOLD.finditer(self.low, start, min(end, start + 160)), 6)
        return any(not WHICH.match(self.low, found.start()) for found in told)

    def _told_on(self, start: int, end: int) -> Demand | None:
        """Return what a body that has just demanded has those below it do: "Để kịp tiến độ, Sở A phối hợp ..."."""
        demand = self.scene.demand
        giver = demand.giver if demand and self.scene.idle <= 1 and not self.scene.informs else None
        if demand is None or giver is None or giver.person or not giver.rank:
            return None
        if self._told(start, end) or self.low.startswith(("thực hiện ", "triển khai ", "hưởng ứng "), start):
            return None  # what is done on the ground of the demand
        for begin in self._openings(start, end):
            said = self._acts(begin, end)
            if said is None or not self.flat[begin].isupper():
                continue  # "tại các quận, huyện cũng ...": a list goes on behind the comma
            found = self._set_for(begin, end, demand)
            below = giver.rank < rank_of(self.flat[begin:said])
            return self.scene.remember(found) if found and found.said == said and below else None
        return None

    def _by_law(self, start: int, end: int, maker: Giver) -> Demand | None:
        """Return what a circular has a body of state do: "Sở A các tỉnh là cơ quan chủ trì, phối hợp với ..."."""
        begin = skip_lead_in(self.low, start, end)
        said = actor(self.low, begin, end, self.flat)
        duty = DUTY.match(self.low, said, end) if said is not None else None
        if said is None or duty is None or self.low.find(" đã ", said, end) > 0:
            return None
        addressees = split(self.flat[begin:said])
        if not rank_of(addressees[0]) or is_giver(maker, addressees) or is_upward(maker, addressees):
            return None
        return Demand(maker, duty["word"] or "ban hành", addressees, said)

    def _passive(self, start: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Việc A sẽ được các huyện tiến hành ...", "... do Văn phòng B chuẩn bị": who acts."""
        for found in islice(BY_WHOM.finditer(self.low, start + 8, min(end, start + 500)), 4):
            begin = found.end()
            if not is_somebody(self.low, begin, end) or nobody().match(self.low, begin):
                continue
            will = "sẽ" in found.group() or self.scene.orders
            said = actor(self.low, begin, end, self.flat) if will else None
            if said is None or self.low.find(" đã ", begin, end) > 0:
                continue
            addressees = split(self.flat[begin:said])
            if is_public(addressees) or is_upward(demand.giver, addressees) or is_giver(demand.giver, addressees):
                return None
            return replace(demand, addressees=addressees, said=said, force=demand.inherited)
        return None

    def tells_aims(self, start: int) -> bool:
        """Tell whether a paragraph of a retold document says what the document is for."""
        return self.scene.retold is not None and AIMS.match(self.low, start) is not None

    def ends_with_aims(self, end: int) -> None:
        """Stop retelling where a paragraph ends with "... phấn đấu:" or "... như:": what follows demands nothing."""
        if self.announces(end) is not None:
            return
        if AIMS_FOLLOW.search(self.low, max(0, end - 60), end):
            self.scene.retold = self.scene.demand = None
        elif self.scene.retold and CONTENTS_FOLLOW.search(self.low, max(0, end - 60), end):
            if not self.scene.orders:
                self.scene.demand = None
            elif self.scene.demand is None and not self.scene.contents:
                self.scene.contents = None

    def announces(self, end: int) -> Demand | None:
        """Return the demand of a retold lead: "Công tác tuyên truyền tập trung vào một số nội dung như:"."""
        scene = self.scene
        if scene.retold is None:
            return None
        given = IS_GIVEN.search(self.low, max(0, end - 200), end)
        if given and (who := self.low.rfind(".", 0, given.start()) + 1) < given.start():
            begin = skip_lead_in(self.low, max(who, self.low.rfind("\n", 0, given.start()) + 1), given.start())
            if is_somebody(self.low, begin, given.start()):
                return Demand(scene.retold, "giao", split(self.flat[begin : given.start()]))
        if ANNOUNCES.search(self.low, max(0, end - 140), end) is None or not (scene.orders or scene.demand):
            return None
        if not scene.orders:
            return None  # the contents of a plan are what its body means to do
        return scene.demand or scene.of_retold()

    def instructs(self, start: int, end: int) -> Demand | None:
        """Return the demand of "Sở A chỉ đạo các báo ..." in the retold document of somebody above Sở A."""
        end, scene = min(end, start + MAX_READ), self.scene
        last = scene.demand.giver if scene.demand and scene.idle <= 1 and not scene.informs else None
        giver = last if last and not last.person else scene.retold
        if giver is None:
            return None
        begin = skip_lead_in(self.low, start, end)
        seam = SEAM.search(self.low, start, min(end, start + 200))
        if not is_somebody(self.low, begin, end) and seam and CIRCUMSTANCE.match(self.low, start):
            begin = seam.end()  # "Với chức năng tuyên truyền, Sở A được giao ..."
        asked = IS_ASKED.search(self.low, begin, min(end, begin + 160))
        # A body that was never said to issue a document has to stand above who acts.
        own = asked and pattern("directive_verbs", "demand").search(self.low, begin, asked.start() + 1)
        if (
            asked
            and not own
            and is_somebody(self.low, begin, asked.start())
            and starts_with_action(self.low, asked.end(), end)
        ):
            word = FORCE.get(asked["word"], asked["word"])
            return scene.remember(Demand(giver, word, split(self.flat[begin : asked.start()]), asked.end()))
        said = actor(self.low, begin, end, self.flat)
        if said is None or DIRECTS.match(self.low, said, end) is None:
            return None
        addressees = split(self.flat[begin:said])
        rank = rank_of(self.flat[begin:said])
        if scene.retold is None and not 0 < giver.rank < rank:
            return None
        same = 0 < rank == giver.rank <= 2 and len(addressees[0].split()) <= 3
        same = same or all(
            even(name).startswith(("ubnd t", "ủy ban nhân dân t")) for name in (giver.name, addressees[0])
        )
        if is_giver(giver, addressees) or same or 0 < rank < giver.rank:
            return None
        word = scene.demand.inherited if scene.demand and last is giver else scene.of_retold().force
        return scene.remember(Demand(giver, word, addressees, said))

    def _openings(self, start: int, end: int) -> Iterator[int]:
        """Yield where the main clause may begin: at once, then behind each circumstance."""
        begin = skip_lead_in(self.low, start, end)
        yield begin
        joined = CONNECTOR.match(self.low, start, end)
        closed = joined is not None and self.low[joined.start() : joined.end()].rstrip().endswith(",")
        if not CIRCUMSTANCE.match(self.low, joined.end() if joined and closed else start, end):
            return
        inner = INNER_SUBJECT.search(self.low, begin, min(end, begin + 120))
        if inner and is_somebody(self.low, inner.end(), end) and not self.low.endswith(ACTED_ON, begin, inner.start()):
            yield inner.end()
        for seam in islice(SEAM.finditer(self.low, start, min(end, start + 500)), MAX_SEAMS):
            yield skip_lead_in(self.low, seam.end(), end)

    def _acting_later(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Trong quá trình học tập, tổ chức thực hiện, các chi bộ tăng cường ...": who acts."""
        comma = begin
        for _ in range(3):
            comma = self.low.find(", ", comma, min(end, begin + 90)) + 2
            if comma < 2:
                return None
            if self.low.startswith(("các ", "mỗi ", "từng "), comma):
                return self._set_for(comma, end, demand) if self._acts(comma, end) else None
        return None

    def _acts(self, begin: int, end: int) -> int | None:
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

    def _set_for(self, begin: int, end: int, demand: Demand) -> Demand | None:
        often = OFTEN.match(self.low, begin, end)
        begin = often.end() if often else begin
        if begin >= end - 12 or nobody().match(self.low, begin) or SOME.match(self.low, begin):
            return None
        place = a_place().match(self.low, begin)
        if place and self.flat[place.end()].islower():
            return None  # "Thành phố quyết định ...": the issuer itself acts
        if (given := self._given(begin, end, demand)) is not None:
            return given
        said = self._acts(begin, end)
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
                or HAS_DONE.search(self.low, said, min(end, said + 220))
            ):
                return None
            return replace(demand, addressees=addressees, said=said, force=self._force(said, end, demand))
        if self.flat[end - 1] == ":" or self.scene.idle >= 4:
            return None  # far from what was last demanded only who acts tells a task
        acts = starts_with_action(self.low, begin, end) or SAYS.match(self.low, begin, end)
        if acts and self.scene.demand is None and (self.scene.contents or not self.scene.orders):
            return None
        if GROUND.match(self.low, begin) and (self.low[end - 1] in ";," or self._only_ground(begin, end)):
            return None
        if acts and SOMEBODY_WILL.search(self.low, begin, min(end, begin + 600)):
            return None
        if acts and self._turns_to_issuer(begin, end, demand):
            return None
        if acts and not (STATES.match(self.low, begin, end) or IS.search(self.low, begin, end)):
            return replace(demand, said=begin, force=demand.inherited)
        return self.of_a_thing(begin, end, demand)

    def _only_ground(self, begin: int, end: int) -> bool:
        """Tell whether the news opens with what is carried out: "Thực hiện Quyết định số 5 ... về việc công bố ..."."""
        return self.scene.demand is None and NUMBERED.match(self.low, begin, end) is not None

    def _force(self, said: int, end: int, demand: Demand) -> str:
        return own_force(self.low, said, end) or demand.inherited

    def _given(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Theo Kế hoạch ..., Sở A được giao nhiệm vụ rà soát ..."."""
        if not is_somebody(self.low, begin, end):
            return None
        until = end_of_phrase(self.low, begin, end, self.flat)
        asked = IS_ASKED.match(self.low, until, end)
        if asked is None or not starts_with_action(self.low, asked.end(), end):
            return None
        return replace(
            demand,
            addressees=split(self.flat[begin:until]),
            said=asked.end(),
            force=FORCE.get(asked["word"], asked["word"]),
        )

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

    def of_a_matter(self, start: int, end: int) -> Demand | None:
        """Return the demand that goes on as "Công tác tuyên truyền cần tập trung ..."."""
        begin = skip_lead_in(self.low, start, end)
        if self.scene.demand is None or MATTER.match(self.low, begin) is None:
            return None
        found = self.of_a_thing(begin, end, self.scene.demand)
        return self.scene.remember(found) if found else None

    def of_a_thing(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Công tác tuyên truyền cần tập trung ...": a thing has to be so."""
        need = NEED.search(self.low, begin, min(end, begin + 160))
        if (
            need is None
            or NOT_NEED.match(self.low, need.end())
            or (self.low.find(",", begin, need.start()) >= 0 and not MATTER.match(self.low, begin))
        ):
            return None
        thing = self.low[begin : need.start()]
        if TOLD.search(thing) or THINGS.search(thing) or is_public((thing,)) or nobody().match(thing.strip()):
            return None
        return replace(demand, said=need.end(), force=need.group())
