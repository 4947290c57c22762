"""What a retold document sets for others: who acts, who is asked, what has to be so.

A news item that makes a document known ("UBND Thành phố ban hành Kế hoạch ...", "Theo đó, ...") retells what the
document demands: its sentences start with an action, or say who acts or needs to act. They are the issuer's demands.
"""

from __future__ import annotations

import re
from itertools import islice

from indexer.extraction.directives.addressees import is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import (
    PURPOSE,
    WHICH,
    is_giver,
    is_upward,
)
from indexer.extraction.directives.demands import MAX_READ, Reader
from indexer.extraction.directives.givers import Giver
from indexer.extraction.directives.layout import Block
from indexer.extraction.directives.needs import actor, starts_with_action
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.shapes import (
    AIMS,
    AIMS_FOLLOW,
    ANNOUNCES,
    BARE,
    CIRCUMSTANCE,
    CONTENTS,
    CONTENTS_FOLLOW,
    DID,
    DIRECTS,
    DUTY,
    FOLLOWS_FROM,
    GROUND,
    HOPES,
    IS_ASKED,
    IS_FOR,
    IS_GIVEN,
    MATTER,
    SEAM,
    STATED,
    STRIVES,
    TOLD,
    WILL_BE,
    nobody,
)
from indexer.extraction.directives.tasks import Tasks
from indexer.extraction.directives.words import FORCE, pattern, rank_of
from indexer.extraction.words import even

# "Các cơ quan, đơn vị", "các cấp, các ngành": everybody.
_GENERAL = re.compile(
    r"(?:(?:(?:các|mỗi|từng)\s)?(?:cấp|ngành|cơ quan|đơn vị|tổ chức|địa phương|cá nhân)(?:,? và |, | |$))+"
)

# Characters of circumstances before an action that names nobody.
_MOST_BEFORE_ACTION = 60

_ITSELF = re.compile(r"(?:(?:ubnd|lãnh đạo|ủy ban nhân dân) )?(?:thành phố|tỉnh|tp|huyện|quận)")


class Retold:
    """Reads the sentences of a retold document; shares the scene of its reader."""

    def __init__(self, reader: Reader) -> None:
        """Read with ``reader``."""
        self.flat, self.low, self.scene, self.tasks = reader.flat, reader.low, reader.scene, Tasks(reader)

    def retold(self, start: int, end: int) -> Demand | None:
        """Return what the retold document demands in this sentence: of who acts, or of those it is addressed to."""
        end, scene = min(end, start + MAX_READ), self.scene
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
        if (passive := self.tasks.passive(start, end, demand)) is not None:
            return scene.remember(passive)
        for n, begin in enumerate(self.tasks.openings(start, end)):
            if n and not self.flat[begin].isupper() and BARE.match(self.low, begin):
                continue  # "các xã, phường, thị trấn": a list goes on behind the comma
            found = self.tasks.set_for(begin, end, demand)
            if (
                found is not None
                and n
                and found.said == begin
                and (later := self.tasks.acting_later(begin, end, demand))
            ):
                found = later
            if found is not None and n and found.said == begin and begin - start > _MOST_BEFORE_ACTION:
                continue  # "Đối với nhiệm vụ thông tin, giáo dục ...": what the circumstance is about goes on
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
            if subject or stated:
                break  # who does something else is the subject: what stands behind its commas is no clause
        return None

    def turns_to_itself(self, block: Block) -> bool:
        """Tell whether a plan goes on in a new paragraph with what its body does, having set nobody by name a task."""
        scene, demand = self.scene, self.scene.demand
        if demand is None or scene.retold is None or scene.orders or block.style or demand.inherited != "ban hành":
            return False
        if not all(_GENERAL.fullmatch(even(name)) for name in demand.addressees):
            return False
        begin = skip_lead_in(self.low, block.start, block.end)
        if " là" in self.low[block.start : begin]:
            return False  # "Một là, tăng cường ...": announced before
        return starts_with_action(self.low, begin, block.end) is not None

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
        for begin in self.tasks.openings(start, end):
            said = self.tasks.acts(begin, end)
            if said is None or not self.flat[begin].isupper():
                continue  # "tại các quận, huyện cũng ...": a list goes on behind the comma
            found = self.tasks.set_for(begin, end, demand)
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
        if _ITSELF.fullmatch(even(addressees[0])):
            return None  # "UBND Thành phố chỉ đạo các sở ...": the issuer's own demand
        if is_giver(giver, addressees) or same or 0 < rank < giver.rank:
            return None
        word = scene.demand.inherited if scene.demand and last is giver else scene.of_retold().force
        return scene.remember(Demand(giver, word, addressees, said))

    def of_a_matter(self, start: int, end: int) -> Demand | None:
        """Return the demand that goes on as "Công tác tuyên truyền cần tập trung ..."."""
        begin = skip_lead_in(self.low, start, end)
        if self.scene.demand is None or MATTER.match(self.low, begin) is None:
            return None
        found = self.tasks.of_a_thing(begin, end, self.scene.demand)
        return self.scene.remember(found) if found else None
