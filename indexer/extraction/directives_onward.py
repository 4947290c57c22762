"""What goes on with a demand without a demanding word of its own, and what a retold document sets for others.

A news item that makes a document known ("UBND Thành phố ban hành Kế hoạch ...", "Theo đó, ...") retells what the
document demands: its sentences start with an action, or say who acts or needs to act. They are the issuer's demands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from indexer.extraction.directives_addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives_clauses import (
    DIRECT_ONLY,
    DONE,
    OPENS_REPORT,
    RESULTS,
    is_giver,
    is_public,
    is_upward,
)
from indexer.extraction.directives_demands import MAX_READ, MAX_VERBS, Reader
from indexer.extraction.directives_needs import actor, starts_with_action
from indexer.extraction.directives_scene import Demand
from indexer.extraction.directives_words import CONNECTOR, NEED, NOT_NEED, pattern, rank_of
from indexer.extraction.officials_words import even

# Circumstances that may stand before who acts: "Trong quý I, các quận ...", "Đối với hoạt động mừng Xuân: ...".
_CIRCUMSTANCE = re.compile(
    r"(?:theo|trong|khi|để|nhằm|về|đối với|căn cứ|trước|trên cơ sở|với|từ|đến|giai đoạn|riêng|bên cạnh|ngoài|cùng với|"
    r"tại|quý|thời gian|thực hiện|hưởng ứng|định kỳ|hằng|hàng|ngay|sau|trường hợp|nếu)(?!\w)"
)
# "Trong buổi phát động các lãnh đạo UBND ...": who acts behind a circumstance without a comma.
_INNER_SUBJECT = re.compile(
    r"[^,:;.]{4,}?(?<! của)(?<! với)(?<! cho)(?<! tại)(?<! trong)(?<! từ)(?<! giữa)(?<! do)(?<! về)(?<! và)(?<! đến)"
    r"(?<! ở)(?<! để)(?<! là)(?<! tới)"
    r"(?<! ủy)(?<! đạo)(?<! trưởng)(?<! đốc)(?<! tịch)(?<!ubnd)(?<! viên)(?<! dân) (?=các |mỗi |từng )"
)
_SEAM = re.compile(r"[,:] (?!và |hoặc )")
_MAX_SEAMS = 5
_TOLD = re.compile(
    r"(?<!\w)(?:đã|vừa|đang|hiện nay|(?<!thực )(?<!biểu )(?<!thể )hiện có|diễn ra|được xem|chính là)(?!\w)"
)
# "Tuyên truyền ... là một nhiệm vụ": the action word is a noun, the sentence a statement.
_DID = re.compile(r", [^,;.]{2,90} (?:đã|vừa) ")
_IS = re.compile(r" là (?:một|hoạt động|dịp|nhiệm vụ|việc|sự|công tác|cơ sở|nền tảng|điều|yếu tố|cơ hội)(?!\w)")
_STATES = re.compile(
    r"(?:hoạt động|quy định|kết quả|khuyến cáo|phấn đấu|học tập là)(?!\w)|"
    r"[^,;:]{0,160} được (?:thực hiện|tổ chức|triển khai|tiến hành|áp dụng|đẩy mạnh|duy trì)(?!\w)"
)
_WILL = re.compile(r"[\s,]*(?:sẽ|cùng|cũng|đều|thì|nghiêm túc)(?!\w)[\s,]*")
_ORGANISERS = ("ban tổ chức", "btc", "ban giám khảo", "hội nghị", "đoàn ", "các đại biểu", "đại biểu", "chương trình")
_AIMS = re.compile(r"(?:mục đích|mục tiêu|ý nghĩa|(?:kế hoạch|hướng dẫn|văn bản) (?:này )?(?:nhằm|với mục))(?!\w)")
_AIMS_FOLLOW = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|như)(?: (?:sau|cụ thể|chủ yếu|chính|đến năm \d+))*\s*:$"
)
_CONTENTS_FOLLOW = re.compile(
    r"(?<!\w)(?:nội dung|hoạt động|chủ đề|vấn đề)(?: (?:sau|chính|chủ yếu|như|cụ thể|trọng tâm|cơ bản))*\s*:$"
)
_ANNOUNCES = re.compile(
    r"(?<!\w)(?:tập trung|cần|phải|gồm|thực hiện)(?!\w)[^.;:]{0,50}(?<!\w)(?:nội dung|nhiệm vụ|giải pháp|công việc)"
    r"(?!\w)[^.;:]{0,40}:$"
)
_BARE = re.compile(r"(?:phường|xã|thị trấn|thị xã|quận|huyện|ngành|ban|đoàn thể|đơn vị|địa phương|tổ chức)(?!\w)")
_OFTEN = re.compile(
    r"(?:định kỳ,? )?(?:(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần|ngày),? )+|định kỳ,? (?=các |mỗi |ubnd )"
)
_IS_GIVEN = re.compile(r" được (?:\w+ )?giao (?:\d+ |các |một số |những )?nhiệm vụ[^.;:]{0,90}:$")
_PLACE = re.compile(r"(?:hà nội|thành phố|tp\.?|tỉnh|huyện|thủ đô) ")
_IS_ASKED = re.compile(r" được (?:yêu cầu|đề nghị|giao nhiệm vụ|giao|phân công)(?: nhiệm vụ)? (?!tại|trong|theo|về)")
_HAS_DONE = re.compile(
    r"(?<!\w)(?<!sau khi )đã (?:đáp ứng|đạt|hoàn thành|tổ chức|thực hiện|triển khai|phối hợp|góp phần)(?!\w)"
)
# "Thực hiện Công điện số ...;": the ground on which a paragraph below demands.
_GROUND = re.compile(
    r"(?:thực hiện|triển khai|căn cứ|xét) "
    r"(?:công điện|công văn|chỉ thị|nghị quyết|kế hoạch|quyết định|thông báo|luật|nghị định)"
)
_HOPES = re.compile(r"(?<!\w)(?:hy vọng|hi vọng|kỳ vọng|mong muốn|tin tưởng|dự kiến)(?!\w)")
_DIRECTS = re.compile(rf"[\s,.…]*(?:lãnh đạo(?:,| và) )?(?:{'|'.join(sorted(DIRECT_ONLY))})(?!\w)")
_STATED = re.compile(r" được (?:đánh giá|xác định|coi|xem|ghi nhận)(?!\w)")
_WILL_BE = re.compile(r"(?<!\w)sẽ(?!\w)")
# Who is no addressee of a document: all the land, pupils, the place that the issuer governs.
_NOBODY = re.compile(
    r"(?:cả nước|toàn (?:thành phố|huyện|tỉnh|quốc|quận|xã)|các em|học sinh|thí sinh|các tác giả|thành phố$|"
    r"tp$|hà nội$|(?:thành phố|tp\.?) hà nội$|thủ đô$|tỉnh$|huyện$|quận$|sở$|bộ$|ban$|đoàn kiểm tra|đoàn giám sát|"
    r"hai bên|hai nước|(?:hà nội|thành phố|tp) (?:hướng|đặt|phấn đấu|xác định|tiếp tục|tập trung|đã|sẽ|triển khai))"
)
_REPORTS_ON = re.compile(
    r"[\s,]*(?:có (?:chức năng|thêm|quy mô|hiệu lực|tổng|\d)|khuyến cáo|khuyến nghị|mong muốn|đề xuất|kiến nghị|"
    r"báo cáo (?:về|công tác|kết quả|tình hình|tóm tắt)|trình bày|giới thiệu|trao|"
    r"giữ vai trò|quyết định|dự kiến|thống nhất)(?!\w)"
)
_REPORTS_TO = re.compile(
    r"[\s,]*báo cáo [^.;:]{0,90} (?:về|cho|gửi|với) (?:ubnd|ủy ban|sở|ban|phòng|văn phòng|đảng|thường trực)(?!\w)"
)
# Words of saying that a document may demand: "Khẳng định tầm vóc ...", "Phân tích ...".
_SAYS = re.compile(
    r"(?:nhấn mạnh(?! tại| về| với| rằng| thêm| trong)|tái khẳng định|khẳng định|thông tin|phản ánh|"
    r"biểu dương|ghi nhận|đánh giá|nêu bật|phê phán|đề cập)(?!\w)"
)
_MATTER = re.compile(r"(?:công tác|việc|nội dung|hoạt động|các hoạt động|thông tin|quá trình|kế hoạch|báo cáo)(?!\w)")
_THINGS = re.compile(r"(?<!\w)(?:là|mà|đang|có|con người|người dân|chúng ta|nhu cầu)(?!\w)")
# Meetings end the retelling of a document.
_MEETS = re.compile(
    r"(?:tại (?:hội nghị|buổi|cuộc họp|lễ|phiên)|phát biểu|kết luận|tham dự|dự hội nghị|"
    r"chủ trì hội nghị|thay mặt)(?!\w)"
)


def _rank(demand: Demand) -> int:
    """Return the rank of who demands; 0 when it is not known."""
    return demand.giver.rank if demand.giver else 0


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
        if _HOPES.search(self.low, start, min(end, start + 80)):
            return None
        if _GROUND.match(self.low, begin) and self.low[end - 1] in ";,":
            return None
        often = _OFTEN.match(self.low, begin, end)
        if often and _NOBODY.match(self.low, often.end(), end):
            return None
        begin = often.end() if often else begin
        action = starts_with_action(self.low, begin, end)
        if action is None and RESULTS.match(self.low, begin, end):
            return self.scene.remember(replace(demand, said=begin))
        if action is None:
            said = actor(self.low, begin, end, self.flat)
            addressees = split(self.flat[begin:said]) if said else ()
            if (
                said is None
                or is_public(addressees)
                or is_upward(demand.giver, addressees)
                or is_giver(demand.giver, addressees)
            ):
                return None
            return self.scene.remember(replace(demand, addressees=addressees, said=said, force=demand.inherited))
        reach = MAX_READ if _GROUND.match(self.low, begin) else 600 if action in OPENS_REPORT else 200
        if DONE.search(self.low, begin, min(end, begin + reach)):
            return None
        return self.scene.remember(replace(demand, said=begin))

    # --- a retold document

    def retold(self, start: int, end: int) -> Demand | None:
        """Return what the retold document demands in this sentence: of who acts, or of those it is addressed to."""
        end, scene = min(end, start + MAX_READ), self.scene
        if scene.retold and _MEETS.match(self.low, start):
            scene.retold = None
        if scene.retold is None or scene.informs or self.flat[end - 1] == "?" or not self.flat[start].isupper():
            return None
        if _TOLD.search(self.low, start, min(end, start + 160)) or _DID.search(self.low, start, min(end, start + 600)):
            return None
        if _HOPES.search(self.low, start, min(end, start + 80)):
            return None
        if _GROUND.match(self.low, skip_lead_in(self.low, start, end)) and _WILL_BE.search(self.low, start, end):
            return None  # "Thực hiện Nghị quyết ..., thành phố sẽ tổ chức ..."
        demand = scene.demand or Demand(scene.retold, "yêu cầu", scene.audience)
        for n, begin in enumerate(self._openings(start, end)):
            if n and not self.flat[begin].isupper() and _BARE.match(self.low, begin):
                continue  # "các xã, phường, thị trấn": a list goes on behind the comma
            found = self._set_for(begin, end, demand)
            if found is not None and n and found.said == begin and (later := self._acting_later(begin, end, demand)):
                found = later
            if found is not None:
                return scene.remember(found)
            subject = (
                is_somebody(self.low, begin, end)
                or _NOBODY.match(self.low, begin)
                or ((n or begin == start) and _MATTER.match(self.low, begin))
            )
            comma = self.low.find(", ", begin, end)
            stated = n and _STATED.search(self.low, begin, comma if comma > 0 else end)
            if subject or stated or _WILL_BE.search(self.low, start, begin):
                break  # who does something else is the subject: what stands behind its commas is no clause
        return None

    def tells_aims(self, start: int) -> bool:
        """Tell whether a paragraph of a retold document says what the document is for."""
        return self.scene.retold is not None and _AIMS.match(self.low, start) is not None

    def ends_with_aims(self, end: int) -> None:
        """Stop retelling where a paragraph ends with "... phấn đấu:" or "... như:": what follows demands nothing."""
        if self.announces(end) is not None:
            return
        if _AIMS_FOLLOW.search(self.low, max(0, end - 60), end):
            self.scene.retold = self.scene.demand = None
        elif self.scene.retold and not self.scene.orders and _CONTENTS_FOLLOW.search(self.low, max(0, end - 60), end):
            self.scene.demand = None

    def announces(self, end: int) -> Demand | None:
        """Return the demand of a retold lead: "Công tác tuyên truyền tập trung vào một số nội dung như:"."""
        scene = self.scene
        if scene.retold is None:
            return None
        given = _IS_GIVEN.search(self.low, max(0, end - 200), end)
        if given and (who := self.low.rfind(".", 0, given.start()) + 1) < given.start():
            begin = skip_lead_in(self.low, max(who, self.low.rfind("\n", 0, given.start()) + 1), given.start())
            if is_somebody(self.low, begin, given.start()):
                return Demand(scene.retold, "giao", split(self.flat[begin : given.start()]))
        if _ANNOUNCES.search(self.low, max(0, end - 140), end) is None or not (scene.orders or scene.demand):
            return None
        if not scene.orders and scene.demand and not scene.demand.addressees:
            return None  # the contents of a plan bind those for whom it sets something
        return scene.demand or Demand(scene.retold, "yêu cầu", scene.audience)

    def instructs(self, start: int, end: int) -> Demand | None:
        """Return the demand of "Sở A chỉ đạo các báo ..." in the retold document of somebody above Sở A."""
        end, scene = min(end, start + MAX_READ), self.scene
        last = scene.demand.giver if scene.demand and scene.idle <= 1 and not scene.informs else None
        giver = last if last and not last.person else scene.retold
        if giver is None:
            return None
        begin = skip_lead_in(self.low, start, end)
        comma = self.low.find(", ", start, min(end, start + 200))
        if not is_somebody(self.low, begin, end) and comma > 0 and _CIRCUMSTANCE.match(self.low, start):
            begin = comma + 2  # "Với chức năng tuyên truyền, Sở A được giao ..."
        asked = _IS_ASKED.search(self.low, begin, min(end, begin + 160))
        # A body that was never said to issue a document has to stand above who acts.
        own = asked and pattern("directive_verbs", "demand").search(self.low, begin, asked.start() + 1)
        if (
            asked
            and not own
            and is_somebody(self.low, begin, asked.start())
            and starts_with_action(self.low, asked.end(), end)
        ):
            return scene.remember(Demand(giver, "yêu cầu", split(self.flat[begin : asked.start()]), asked.end()))
        said = actor(self.low, begin, end, self.flat)
        if said is None or _DIRECTS.match(self.low, said, end) is None:
            return None
        addressees = split(self.flat[begin:said])
        rank = rank_of(self.flat[begin:said])
        if scene.retold is None and not 0 < giver.rank < rank:
            return None
        same = 0 < rank == giver.rank <= 2 and len(addressees[0].split()) <= 3
        if is_giver(giver, addressees) or same or 0 < rank < giver.rank:
            return None
        return scene.remember(Demand(giver, "yêu cầu", addressees, said))

    def _openings(self, start: int, end: int) -> Iterator[int]:
        """Yield where the main clause may begin: at once, then behind each circumstance."""
        begin = skip_lead_in(self.low, start, end)
        yield begin
        joined = CONNECTOR.match(self.low, start, end)
        closed = joined is not None and self.low[joined.start() : joined.end()].rstrip().endswith(",")
        if not _CIRCUMSTANCE.match(self.low, joined.end() if joined and closed else start, end):
            return
        inner = _INNER_SUBJECT.search(self.low, begin, min(end, begin + 120))
        if inner and is_somebody(self.low, inner.end(), end):
            yield inner.end()
        for seam in islice(_SEAM.finditer(self.low, start, min(end, start + 500)), _MAX_SEAMS):
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
        will = _WILL.match(self.low, until, end)
        if will is None or self.low.startswith(_ORGANISERS, begin):
            return None
        if "sẽ" in will.group() and not self.low.startswith(("các ", "mỗi ", "từng ", "những ", "ubnd các"), begin):
            return None  # "Sở A sẽ ...": what a body announces of itself
        binds = starts_with_action(self.low, will.end(), end) or NEED.match(self.low, will.end(), end)
        return until if binds or self.low.startswith("chịu trách nhiệm", will.end()) else None

    def _set_for(self, begin: int, end: int, demand: Demand) -> Demand | None:
        often = _OFTEN.match(self.low, begin, end)
        begin = often.end() if often else begin
        if begin >= end - 12 or _NOBODY.match(self.low, begin):
            return None
        place = _PLACE.match(self.low, begin)
        if place and self.flat[place.end()].islower():
            return None  # "Thành phố quyết định ...": the issuer itself acts
        said = self._acts(begin, end)
        if said is not None:
            addressees = split(self.flat[begin:said])
            if is_public(addressees) or is_upward(demand.giver, addressees) or is_giver(demand.giver, addressees):
                return None
            if (
                (0 < rank_of(addressees[0]) == _rank(demand) <= 2 and len(addressees[0].split()) <= 3)
                or _NOBODY.match(self.low[begin:said])
                or (_REPORTS_ON.match(self.low, said) and not _REPORTS_TO.match(self.low, said, end))
                or " có chức năng" in self.low[begin:said]
                or _HAS_DONE.search(self.low, said, min(end, said + 220))
            ):
                return None
            return replace(demand, addressees=addressees, said=said, force=demand.inherited)
        acts = starts_with_action(self.low, begin, end) or _SAYS.match(self.low, begin, end)
        if self.flat[end - 1] == ":":
            return None
        if acts and not self.scene.orders and self.scene.demand is None:
            return None
        if _GROUND.match(self.low, begin) and self.low[end - 1] in ";,":
            return None
        if acts and self._turns_to_issuer(begin, end, demand):
            return None
        if acts and not (_STATES.match(self.low, begin, end) or _IS.search(self.low, begin, end)):
            return replace(demand, said=begin, force=demand.inherited)
        return self.of_a_thing(begin, end, demand)

    def _turns_to_issuer(self, begin: int, end: int, demand: Demand) -> bool:
        """Tell whether behind a ground the issuer itself acts: "thực hiện Nghị quyết ..., UBND Thành phố tổ chức"."""
        name = even(demand.giver.name) if demand.giver else ""
        heads = tuple(f", {head} " for head in (name, " ".join(name.split()[:2]), "thành phố", "hà nội") if head)
        limit = min(end, begin + 900)
        return any(self._acts_itself(self.low.find(head, begin, limit), len(head), end) for head in heads)

    def _acts_itself(self, at: int, size: int, end: int) -> bool:
        if at < 0 or self.flat[at + size].isupper():
            return False
        return pattern("directive_verbs", "action").match(self.low, at + size, end) is not None

    def of_a_matter(self, start: int, end: int) -> Demand | None:
        """Return the demand that goes on as "Công tác tuyên truyền cần tập trung ..."."""
        begin = skip_lead_in(self.low, start, end)
        if self.scene.demand is None or _MATTER.match(self.low, begin) is None:
            return None
        found = self.of_a_thing(begin, end, self.scene.demand)
        return self.scene.remember(found) if found else None

    def of_a_thing(self, begin: int, end: int, demand: Demand) -> Demand | None:
        """Return the demand of "Công tác tuyên truyền cần tập trung ...": a thing has to be so."""
        need = NEED.search(self.low, begin, min(end, begin + 160))
        if (
            need is None
            or NOT_NEED.match(self.low, need.end())
            or (self.low.find(",", begin, need.start()) >= 0 and not _MATTER.match(self.low, begin))
        ):
            return None
        thing = self.low[begin : need.start()]
        if _TOLD.search(thing) or _THINGS.search(thing) or is_public((thing,)) or _NOBODY.match(thing.strip()):
            return None
        return replace(demand, said=need.end(), force=need.group())
