"""Whose document a news item makes known, to whom it goes, and whether what it says are orders."""

from __future__ import annotations

import re
from itertools import islice

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.clauses import (
    CITES,
    GOES_WITH,
    ISSUED,
    ISSUES,
    LAW,
    LAWS,
    NARRATES,
    ORDERS,
    OWNER,
    REGULATES,
    SCHEMES,
    SENT,
    is_public,
)
from indexer.extraction.directives.givers import Cast, Giver
from indexer.extraction.directives.needs import actor
from indexer.extraction.directives.scene import Demand, Scene
from indexer.extraction.directives.words import rank_of
from indexer.extraction.words import even, on_one_line

_GUIDES = re.compile(
    r"(?<! đã)(?<! và)(?<! sẽ)(?<! vừa)(?<! đang)(?<!,) hướng dẫn (?:công tác |thực hiện |tổ chức |việc )?"
    r"(?:tuyên truyền|thông tin|báo cáo|thực hiện|đánh giá|tổng kết|kiểm điểm|sinh hoạt|triển khai)(?!\w)"
)
_MEDIA = re.compile(r"(?:các )?(?:báo|đài|hệ thống|phương tiện|cơ quan báo)(?!\w)")
# Bodies that are named after what they are for; their names hold words of doing, or what is left of an entity.
_LONG_HEAD = re.compile(
    r"(?<!\w)(?:(?:tiểu )?ban chỉ đạo|tiểu ban|ban chỉ huy|ban tổ chức|tổ công tác|bcđ|hội đồng|văn phograve.ng)(?!\w)"
)
_PARTS = re.compile(r"(?<!\w)(?:đã|được|là|của các|cho|để|nhằm|gồm|đến nay|sẽ|cần|phải)(?!\w)|[.;:%]")
_SIGNERS = ("chủ tịch ubnd", "chủ tịch ủy ban nhân dân", "thủ tướng", "bộ trưởng", "giám đốc sở", "giám đốc công an")
_GLOSS = re.compile(r"\s*\([^()]*\)$")
_ADVERBS = re.compile(r"(?:[\s,]*(?<!\w)(?:đã|vừa|cũng|mới|chính thức|tiếp tục))*[\s,]*$")
_ASKS = re.compile(
    r"(?<!\w)(?P<word>gửi|đôn đốc|nhắc|chỉ đạo|đề nghị|yêu cầu)"
    r"(?:, (?:chỉ đạo|hướng dẫn|đôn đốc|đề nghị|yêu cầu))? (?:tới |đến |cho )?"
)
_CONCLUDES = re.compile(r"[^,.;:]{0,60}? kết luận(?!\w)")
_CONCLUDED_BY = re.compile(r" kết luận(?: chỉ đạo| giao ban)? của ")
_AT_MEETING = re.compile(r" (?:tại|về|trong|sau)(?!\w)|[.;:]")
_ISSUES_IT = re.compile(r"(?<!\w)(?:ban hành|phát hành|phê duyệt)(?!\w)|(?:kế hoạch|quyết định)$")
_DAY_IN_WORDS = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4},? ")
# "Theo Kế hoạch số 12/KH-UBND của UBND tỉnh, ...": on whose document somebody acts.
_BY_DOCUMENT = re.compile(
    r"(?:cụ thể,? |cũng )?(?:theo (?:nội dung |tinh thần |dự thảo )?"
    r"(?P<word>kế hoạch|công văn|chỉ thị|đề án|chương trình|hướng dẫn|thông báo|văn bản|công điện)|"
    r"căn cứ (?P<plan>kế hoạch|đề án|chương trình))"
    r"(?! (?:thống nhất|phối hợp|kết luận|của tổ chức))(?!\w)"
)
_WHOSE = re.compile(r"(?<!\w)(?:của|do|được) ")
_ISSUED_BY = re.compile(r" (?:ban hành|phê duyệt|ký|xây dựng)(?!\w)")
_HEAD = 1500  # code points from the head of the body in which a news item says whose document it makes known


def word_of_issuing(issues: str, behind: str) -> str | None:
    """Return the force of what a retold document demands without a verb of its own: the verb of its lead, or None."""
    if issues.endswith("hướng dẫn"):
        return "hướng dẫn"
    if issues.endswith("thông báo"):
        return "kết luận" if _CONCLUDES.match(behind) else "thông báo"
    return "ban hành" if _ISSUES_IT.search(issues) else None


class Issues:
    """Notes the documents that sentences issue or cite, in the scene of a reader."""

    def __init__(self, flat: str, low: str, cast: Cast, scene: Scene, body: int) -> None:
        """Read ``flat``, whose body starts at ``body``."""
        self.flat, self.low, self.cast, self.scene, self._body = flat, low, cast, scene, body
        # Of the words that are looked for in each sentence, those that stand anywhere in the text.
        self._issued = tuple(word for word in (*ISSUED, *SCHEMES) if word in low)
        self._laws = tuple(word for word in LAWS if word in low)
        self.asked: Demand | None = None  # what the document that the last sentence issues asks in that very sentence

    def near_head(self, start: int) -> bool:
        """Tell whether ``start`` is so near the head of the body that it tells the news."""
        return start - self._body < _HEAD

    def note(self, start: int, end: int) -> bool:
        """Let the body speak that issues a document in this sentence; tell whether another one speaks now."""
        self.asked = None
        if self._guides(start, end):
            return True
        sentence = self.low[start:end]
        lawful = self.near_head(start) and any(word in sentence for word in self._laws)
        if lawful and (law := LAW.search(self.low, start, end)):
            self.scene.law = True
            maker = self.cast.before(start, law.start(), None)
            self.scene.issuer = self.scene.issuer or (maker if maker and maker.name else None)
        named = any(word in sentence for word in self._issued)
        found = ISSUES.search(self.low, start, end) if named else None
        found = None if found and NARRATES.match(self.low, start) else found
        who = self._issuer(start, found.start()) if found else None
        if who is None and named and self.near_head(start):
            self._cite(start, end)
        if who is None and self.scene.retold is None:
            self._by_document(start, end)
        if found is None or who is None or not who.name or self._unnamed(who):
            return False
        if found.group().startswith("xây dựng ") and " và ban hành" not in found.group() and not self.opens(start):
            return False  # to draw up a plan is what is demanded, not news
        who = self._concluding(found.end(), end) or who if found.group().endswith("thông báo") else who
        self.scene.issuer = self.scene.issuer or who
        regulates = REGULATES.search(self.low, found.start(), end) is not None
        if (
            self.near_head(start)
            and not regulates
            and not self.scene.law
            and not self._looks_back(start, found.start())
        ):
            self.scene.retold, self.scene.audience = who, self._sent_to(found.end(), end)
            self._kind(found.group(), self.low[found.end() : end])
        if self.scene.speaker is not None and self.scene.speaker.name == who.name:
            return False
        self.scene.speak(who, informs=False)
        self.scene.demand = None
        self.asked = self._asks(who, found.end(), end) if self.scene.retold is who else None
        return True

    def _kind(self, document: str, then: str = "") -> None:
        """Note of the document retold whether it orders, and in which word when its sentences have none."""
        self.scene.orders = ORDERS.search(document) is not None
        self.scene.word = word_of_issuing(document, then)

    def _issuer(self, start: int, at: int) -> Giver | None:
        """Return who issues the document whose issuing is told at ``at``: also behind a date in words."""
        who = self.cast.before(start, at, None) or self._long_name(start, at)
        if who is not None:
            return who
        dates = list(_DAY_IN_WORDS.finditer(self.low, max(start, at - 160), at))
        return self.cast.before(dates[-1].end(), at, None) if dates else None

    def _by_document(self, start: int, end: int) -> None:
        """Let the body be retold by whose document others act: "Theo Kế hoạch số 5 của X, Sở A ..."."""
        cited = _BY_DOCUMENT.match(self.low, start, end)
        comma = self.low.find(", ", cited.end(), min(end, cited.end() + 400)) if cited else -1
        speaker = self.scene.speaker
        if cited is None or comma < 0 or self.flat[end - 1] == ";" or (speaker and not self.scene.informs):
            return
        owner = None
        for by in _WHOSE.finditer(self.low, cited.end(), comma):
            issued = _ISSUED_BY.search(self.low, by.end(), comma)
            owner = owner or self.cast.owner(by.end(), issued.start() if issued else min(end, by.end() + 120))
        who = owner or (self.scene.issuer if not _WHOSE.search(self.low, cited.end(), comma) else None)
        if who is None or not who.name or self.low.startswith(even(who.name), comma + 2):
            return  # "Theo kế hoạch của Sở A, Sở A ...": what it does itself
        self.scene.issuer = self.scene.issuer or who
        self.scene.retold = who
        self._kind(cited["word"] or cited["plan"])
        self.scene.speak(who, informs=False)

    def _asks(self, who: Giver, after: int, end: int) -> Demand | None:
        """Return the demand of "... đã có văn bản gửi các sở tăng cường kiểm tra": what the letter asks."""
        for found in islice(_ASKS.finditer(self.low, after, min(end, after + 400)), 4):
            said = actor(self.low, found.end(), end, self.flat)
            if said is None:
                continue
            if found["word"] == "gửi" and (
                self.low.find(" về ", found.end(), said) > 0 or self.low.startswith(" có ", said)
            ):
                continue  # "gửi các huyện có rừng về việc lập kế hoạch": to whom it goes, and what it is about
            word = (self.scene.word or "gửi") if found["word"] == "gửi" else found["word"]
            addressees = split(self.flat[found.end() : said])
            if not is_public(addressees):
                return Demand(who, word, addressees, said)
        return None

    def _concluding(self, after: int, end: int) -> Giver | None:
        """Return whose conclusions a notice passes on: "Văn phòng A có Thông báo số 1 về kết luận của Chủ tịch B"."""
        found = _CONCLUDED_BY.search(self.low, after, min(end, after + 160))
        if found is None:
            return None
        stop = _AT_MEETING.search(self.low, found.end(), end)
        until = min(stop.start() if stop else end, found.end() + 160)
        named = self.cast.first_named(found.end(), until)
        return self.cast.person(named[2]) if named else self.cast.person_at(found.end(), until)

    def _guides(self, start: int, end: int) -> bool:
        """Let a body guide whose guidance is the news: "Sở A hướng dẫn tuyên truyền ... trên các báo, đài"."""
        near = self.near_head(start) and self.low.find(" hướng dẫn ", start, end) >= 0
        found = _GUIDES.search(self.low, start, end) if near else None
        who = self.cast.before(start, found.start(), None) if found else None
        if found is None or who is None or not who.name or who.person:
            return False
        on = self.low.find(" trên ", found.end(), end) + 6
        begin = on if on > 5 and _MEDIA.match(self.low, on) else end
        audience = split(self.flat[begin : end_of_phrase(self.low, begin, end, self.flat)]) if begin < end else ()
        self.scene.issuer = self.scene.issuer or who
        self.scene.speak(who, informs=False)
        self.scene.retold, self.scene.audience, self.scene.orders = who, audience, True
        self.scene.word = "hướng dẫn"
        self.scene.demand = Demand(who, "hướng dẫn", audience, verb="hướng dẫn")
        return True

    def _long_name(self, start: int, end: int) -> Giver | None:
        """Return the body whose name holds words of doing: "Ban Chỉ đạo phòng, chống dịch bệnh Thành phố đã"."""
        end = start + len(_GLOSS.sub("", _ADVERBS.sub("", self.low[start:end])))
        heads = list(_LONG_HEAD.finditer(self.low, max(start, end - 160), end))
        at = next((m.start() for m in reversed(heads) if self.flat[m.start()].isupper()), None)
        if at is None or _PARTS.search(self.low, at, end):
            return None
        written = on_one_line(self.flat[at:end].strip(" ,"))
        return Giver(written, None, rank_of(written), person=False)

    @staticmethod
    def _unnamed(who: Giver) -> bool:
        """Tell whether a post without a name is no issuer: but "Chủ tịch UBND Thành phố có Công điện" is one."""
        signs = even(who.name).startswith(_SIGNERS)
        return who.person and who.name == who.post and not signs

    def opens(self, start: int) -> bool:
        """Tell whether the news begins with this sentence."""
        return start - self._body < 60 and not self.low.startswith("tại ", start)

    def _looks_back(self, start: int, at: int) -> bool:
        """Tell whether a report of results tells the issuing: "Theo đó, Sở đã ban hành ..."."""
        return self.low.find(" đã ", start, at + 1) >= 0 and GOES_WITH.match(self.low, start) is not None

    def _sent_to(self, after: int, end: int) -> tuple[str, ...]:
        """Return whom a document goes to: "... gửi các sở, ngành về việc ..."."""
        sent = SENT.search(self.low, after, min(end, after + 200))
        begin = skip_lead_in(self.low, sent.end(), end) if sent else end
        if begin >= end or not is_somebody(self.low, begin, end):
            return ()
        until = end_of_phrase(self.low, begin, end, self.flat)
        about = self.low.find(" về ", begin, until)
        return split(self.flat[begin : about if about > 0 else until])

    def _cite(self, start: int, end: int) -> None:
        """Let the body be retold whose document is made known in passing: "... được đề ra trong Kế hoạch ... của X"."""
        cited = CITES.search(self.low, start, end)
        if cited is None or self.scene.retold is not None or self.low.startswith(("thực hiện", "căn cứ"), start):
            return
        owner = OWNER.search(self.low, cited.end(), end)
        who = self.cast.owner(owner.end(), end) if owner else None
        self.scene.retold = who or Giver("", person=False)
        self._kind("kế hoạch" if "kế hoạch" in cited.group() else "văn bản")
        self.scene.word = word_of_issuing(cited[1], self.low[cited.end() : end])
        self.scene.speaker, self.scene.informs, self.scene.idle = self.scene.retold, False, 0
