"""One sentence, one question: does it demand something, who of whom, with which word?

Three ways to demand: a demanding verb ("yêu cầu các xã ..."), need in the mouth of somebody with authority ("các xã cần
..."), and going on ("Tăng cường kiểm tra ..." right after a demand).
"""

from __future__ import annotations

import re
from itertools import islice

from indexer.extraction.directives.addressed import (
    address_before,
    end_behind_which,
    more_addressees,
    needy_after,
    not_below,
    whose,
)
from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.bare import Bare
from indexer.extraction.directives.clauses import (
    APPOINTS,
    BODIES_MAY,
    DIRECT_ONLY,
    EQUALS,
    GIVEN,
    GIVEN_TO,
    HANDED,
    NOT_OFFICIAL,
    REFUSED,
    REPORTS_AT_START,
    SAID_AFTER,
    STANDS_FOR,
    STRESSES,
    STRESSING,
    TELLING,
    WHEN,
    is_noun,
    is_public,
    is_upward,
)
from indexer.extraction.directives.givers import DENIED, Cast, Giver
from indexer.extraction.directives.issues import Issues
from indexer.extraction.directives.needs import (
    actor,
    binds_nobody,
    matter,
    needy,
    starts_with_action,
    stressed_lead,
    which_are_needed,
)
from indexer.extraction.directives.reports import Reports
from indexer.extraction.directives.scene import Demand, Scene
from indexer.extraction.directives.words import FORCE, NEED, NOT_NEED, assigns, pattern, words_of
from indexer.extraction.places.provinces import is_place, is_province

# Sentences of real bulletins stay far below these; what is over is not read: no text costs more than its length.
MAX_READ = 4000
MAX_VERBS = 24


class Reader:
    """Reads the sentences of one bulletin in order; ``scene`` is what it knows at each point."""

    def __init__(self, flat: str, low: str, cast: Cast, formal: bool = False, body: int = 0) -> None:
        """Read ``flat`` from ``body``; ``formal`` documents demand in their own name where nobody is said to."""
        self.formal = formal
        self.flat, self.low, self.cast, self.scene = flat, low, cast, Scene()
        self._issues = Issues(flat, low, cast, self.scene, body)
        self._reports, self._bare = Reports(flat, low, self.scene, self._issues), Bare(low, cast, self.scene)
        self.spoke, self._told = False, -1
        self.verbs = pattern("directive_verbs", "demand", "speech", "report")
        self.demanding = words_of("directive_verbs", "demand")
        # Looked for once in the text, as few texts have either: the patterns are then not tried on every sentence.
        self._informal = any(word in low for word in ("tôi", "thưa ", "theo ông,"))
        self._quotes = '"' in flat or "”" in flat

    def sentence(self, start: int, end: int) -> Demand | None:
        """Return the first demand of a sentence by verb or need; who speaks is remembered for what follows."""
        end = min(end, start + MAX_READ)
        self.spoke = False
        asks = self.flat[end - 1] == "?" or self.low.startswith("đã ", start)
        if asks or (self._informal and NOT_OFFICIAL.search(self.low, start, end)):
            return None
        quoted = self._said_after(start, end) if self._quotes else None
        if quoted:
            return quoted
        own, said = self._according_to(start, end), None
        self.spoke = self._issues.note(start, end)
        self._bare.note(start, end)
        for verb in islice(self.verbs.finditer(self.low, start, end), MAX_VERBS):
            if verb.group() not in self.demanding:
                if (speaks := self._speech(start, verb)) is not None:
                    own, said = speaks, verb if verb.group() in STRESSING else None
                continue
            demand = self._by_verb(start, end, verb)
            if demand is REFUSED:
                self.scene.reported = True
                return None
            if demand is not None:
                return self.scene.remember(demand)
            if (
                verb.group() == "lưu ý"
                and (who := self.cast.before(start, verb.start(), None))
                and who.person
                and who.name
            ):
                self.scene.speak(who, informs=False)  # "A lưu ý vụ việc ... Đồng chí đề nghị ..."
        stress = STRESSES.search(self.low, start, end) if own else None
        if stress and (starts_with_action(self.low, stress.end(), end) or NEED.search(self.low, stress.end(), end)):
            until = actor(self.low, stress.end(), end, self.flat)
            stressed = split(self.flat[stress.end() : until]) if until else ()
            return self.scene.remember(Demand(own, "nhấn mạnh", stressed, stress.end()))
        if own and self.flat[end - 1] == ":" and (led := stressed_lead(self.low, self.flat, start, end, own)):
            return self.scene.remember(led)
        if self._issues.asked is not None:
            return self.scene.remember(self._issues.asked)
        need = self._by_need(start, end, own, said)
        return self.scene.remember(need) if need else None

    # --- who speaks

    def note(self, start: int, end: int) -> None:
        """Keep who issues a document in a line without a full stop, which demands nothing itself."""
        if end - start >= 60:
            self._issues.note(start, end)

    def hear_quote(self, start: int, end: int) -> None:
        """Let the person speak who is named behind a quotation: "...", Phó Thủ tướng A nhấn mạnh."""
        end = min(end, start + MAX_READ)
        found = SAID_AFTER.search(self.low, start, end) if self.flat[start] in '"“”' else None
        who = self.cast.before(found.start("who"), found.end("who"), None) if found else None
        if who is not None and who.name:
            self.scene.speak(who, informs=False)
            self.scene.idle = 0

    def _said_after(self, start: int, end: int) -> Demand | None:
        """Return the demand of the last sentence of a quotation, which names who said it."""
        quoted = self.low.find('"', start, end) >= 0 or self.low.find("”", start, end) >= 0
        found = SAID_AFTER.search(self.low, start, end) if quoted else None
        scene = self.scene
        if found is None or scene.speaker is None or scene.informs:
            return None
        begin = skip_lead_in(self.low, start, end)
        binds = scene.demand is not None and starts_with_action(self.low, begin, found.start())
        if not binds and not self._by_need(start, found.start(), scene.speaker, None):
            return None
        self.spoke = True
        return scene.remember(
            Demand(scene.speaker, found["verb"], scene.demand.addressees if scene.demand else (), begin)
        )

    def _speech(self, start: int, verb: re.Match[str]) -> Giver | None:
        """Let the subject of a verb of saying speak; return the person when what is said may bind."""
        noun = self.low.startswith(" của", verb.end())  # "thông báo kết luận của Chủ tịch"
        who = None if noun else self.cast.before(start, verb.start(), None)
        if who is None or who is DENIED or not who.name:
            if who is DENIED and verb.group() not in ("thông tin", "báo cáo"):  # often nouns: "công nghệ thông tin"
                self.scene.speaker, self.scene.demand = None, None
            return None
        if who.person and who.name == who.post and self.scene.retold and self.scene.orders:
            return None  # "Bí thư chi bộ thông báo trước nội dung": what a retold letter has a post do
        reports = verb.group() in words_of("directive_verbs", "report")
        telling = (
            who.business or verb.group() in TELLING or reports or REPORTS_AT_START.match(self.low, start) is not None
        )
        if not who.person and (verb.group() not in BODIES_MAY or NEED.search(self.low, start, verb.start())):
            return None  # "Sở A có trách nhiệm phối hợp với Văn phòng B thống nhất nội dung": none of them speaks
        self.spoke = True
        self.scene.speak(who, telling)
        return None if telling else who

    def _according_to(self, start: int, end: int) -> Giver | None:
        """Return the person of "Theo Thứ trưởng Lê Nam Thắng, ...": the giver of this sentence alone."""
        if not self.low.startswith("theo ", start):
            return None
        comma = self.low.find(",", start, min(end, start + 160))
        who = self.cast.person_at(start + 5, comma) if comma > 0 else None
        return who if who and who is not DENIED and who.person else None

    # --- by verb

    def _by_verb(self, start: int, end: int, verb: re.Match[str]) -> Demand | None:
        word, after = FORCE.get(verb.group(), verb.group()), verb.end()
        if self.low.startswith(" của", after) or (word == "giao" and not assigns(self.low, self.flat, after)):
            return None
        left = self.low[max(start, verb.start() - 40) : verb.start()].rstrip()
        begin, somebody = self._asked(word, after, end)
        if word in ("giao", "phân công") and (GIVEN_TO.search(left) or self.low.startswith(",", after)):
            return None  # "với nhiệm vụ được UBND Thành phố giao, Sở A ..."
        if (word == "giao" and GIVEN.search(left)) or (self._told == start and left.endswith(" và")):
            return None  # "chỉ tiêu giao cho các xã"; "đã phân công ... và đề nghị ...": told both
        if word == "phân công" and APPOINTS.search(self.low, start, verb.end()):
            return None
        if is_noun(word, left, somebody) or not (
            somebody or binds_nobody(self.low, self.flat, word, start, after, end)
        ):
            return None
        if not somebody and self.low.startswith((" và ", " hay ", " hoặc "), after):
            return None
        if self._reports.narrates(start, verb.start()):
            return None
        opening = skip_lead_in(self.low, start, verb.start())
        bare = opening >= verb.start()
        kept = self.scene.demand if bare and word in DIRECT_ONLY and not self.scene.idle else None
        if kept and kept.addressees and kept.giver:
            own = kept.giver.person and not_below(self.flat, begin, end, kept.addressees[0])
            if not own:  # "Sở A ... Chỉ đạo các đơn vị ...": what those addressed before are to do
                return None
        giver = self._giver(start, verb, word, bare)
        if word == "lưu ý" and (giver is None or not giver.person) and self.scene.demand is None:
            return None
        nobody_gives = giver is None or giver is DENIED
        somebody_acts = nobody_gives and actor(self.low, opening, verb.start(), self.flat) is not None
        if giver is DENIED and somebody_acts:
            return None  # "các đoàn thể xây dựng kế hoạch chỉ đạo cơ sở ...": what they are to do
        if giver is DENIED or (not bare and self._reports.told(start, end, verb, giver, left)):
            self.scene.reported, self._told = True, start
            return None
        if giver is None and not bare:
            if somebody_acts or starts_with_action(self.low, opening, verb.start()):
                return None  # "(các đơn vị) rà soát và đề nghị UBND tỉnh ...": their asking is what is demanded
            if self.scene.demand is None and not somebody:
                return None  # "các tiêu chí được xây dựng cụ thể, yêu cầu có hồ sơ": nobody's demand
        giver = self._inherited_giver(giver) or (self._bare.giver(start, word, left, bare) if somebody else None)
        if giver is None and not (bare and self.formal and not self.scene.reported):
            return None
        return self._addressed(start, end, verb, word, giver, begin, somebody, bare)

    def _asked(self, word: str, after: int, end: int) -> tuple[int, bool]:
        """Return where those whom a verb asks are named behind it, and whether somebody is."""
        begin = skip_lead_in(self.low, after, end)
        when = WHEN.match(self.low, begin, end)  # "yêu cầu năm 2013, UBND các huyện ..."
        begin = when.end() if when and is_somebody(self.low, when.end(), end) else begin
        begin += 5 if self.low.startswith("100% ", begin) else 0  # "yêu cầu 100% các huyện ..."
        stands_for = STANDS_FOR.match(self.low, begin, end)
        if begin < end and is_somebody(self.low, stands_for.end() if stands_for else begin, end):
            return begin, True
        handed = HANDED.match(self.low, after, end) if word == "giao" else None
        if handed and is_somebody(self.low, handed.end(), end):
            return handed.end(), True  # "giao nhiệm vụ triển khai Chỉ thị đến các phòng"
        return begin, False

    def _inherited_giver(self, giver: Giver | None) -> Giver | None:
        if giver and giver.name:
            return giver
        return None if self.scene.reported else self.scene.speaker

    def _addressed(
        self,
        start: int,
        end: int,
        verb: re.Match[str],
        word: str,
        giver: Giver | None,
        begin: int,
        somebody: bool,
        bare: bool,
    ) -> Demand:
        said = end_behind_which(self.low, end_of_phrase(self.low, begin, end, self.flat), end) if somebody else begin
        addressees = split(self.flat[begin:said]) if somebody else ()
        for _ in range(12):  # "yêu cầu các sở, ngành; các quận, huyện tập trung ..."
            further = skip_lead_in(self.low, said + 1, end)
            if not (somebody and self.low.startswith(";", said) and is_somebody(self.low, further, end)):
                break
            said = end_of_phrase(self.low, further, end, self.flat)
            addressees += split(self.flat[further:said])
        if not somebody or addressees in (("đơn vị",), ("cơ quan",), ("các đơn vị",)):
            addressees = address_before(self.low, self.flat, start, verb.start()) or addressees
        if not addressees and not somebody:
            addressees = needy_after(self.low, self.flat, verb.end(), end) or whose(
                self.low, self.flat, verb.end(), end
            )
        kept = self.scene.demand
        if not addressees and kept and (bare or (giver and kept.giver and giver.name == kept.giver.name)):
            addressees = kept.addressees
        if giver and giver.person and giver.rank == 2 and len(addressees) == 1 and is_province(addressees[0]):
            return REFUSED  # "Chủ tịch UBND Thành phố khẳng định: Thành phố sẽ ...": what they do themselves
        if is_upward(giver, addressees) or is_public(addressees) or EQUALS.search(self.low, verb.end(), end):
            return REFUSED
        addressees = tuple(dict.fromkeys([*addressees, *more_addressees(self.low, self.flat, said, end)]))
        return Demand(giver, word, addressees, said, verb=word)

    def _giver(self, start: int, verb: re.Match[str], word: str, bare: bool) -> Giver | None:
        if bare:
            return None
        found = self.cast.before(start, verb.start(), self.scene.speaker)
        if found is not None:
            return found
        if word in DIRECT_ONLY and not self.low.endswith(("và ", "đồng thời "), start, verb.start()):
            return DENIED
        for earlier in islice(self.verbs.finditer(self.low, start, verb.start()), 8):
            who = self.cast.before(start, earlier.start(), self.scene.speaker)
            if who is not None and who.person and earlier.group() in ("cho biết", "thông tin", "báo cáo"):
                return DENIED  # what a report tells was demanded before
            if who is not None and (who.person or who is DENIED or earlier.group() in BODIES_MAY):
                return who  # "A đánh giá cao ... và đề nghị B"
        first = self.cast.first_named(start, verb.start())
        if word in DIRECT_ONLY:
            return DENIED
        subject = first and first[0] - start < 120 and not self.cast.is_object(start, first[0])
        return self.cast.person(first[2]) if first and subject else None

    # --- by need

    def _by_need(self, start: int, end: int, own: Giver | None, said: re.Match[str] | None) -> Demand | None:
        scene = self.scene
        speaks = scene.speaker and not scene.informs and (scene.speaker.person or scene.retold or self.formal)
        open_to_need = scene.demand or speaks
        if scene.law and not own and not (scene.speaker and scene.speaker.person):
            return None
        if not own and (scene.idle > 1 or not open_to_need):
            return None
        for need in islice(NEED.finditer(self.low, start, end), MAX_VERBS):
            if NOT_NEED.match(self.low, need.end()) or self.low.startswith(" được", need.end()):
                continue
            begin = needy(self.low, start, need.start(), self.flat)
            if begin is not None and which_are_needed(self.low, start, begin, end):
                continue
            after = said.end() if own and said else start
            talks = not own and speaks and not scene.idle and scene.speaker is not None and scene.speaker.person
            bound = own.person if own and said else talks
            # "A nhấn mạnh công tác B phải ...", "Công tác C cũng phải ...": of those who listen
            if begin is None and bound and matter(self.low, after, need.start()):
                begin = need.start()
            if begin is None:
                continue
            if begin == need.start() and not scene.demand and self.low.endswith("cho rằng ", start, need.start()):
                continue  # an opinion
            giver = own or scene.speaker
            addressees = (
                split(self.flat[begin : end_of_phrase(self.low, begin, need.start(), self.flat)])
                if begin < need.start()
                else ()
            )
            others = not is_public(addressees, also=("doanh nghiệp",)) and not is_upward(giver, addressees)
            if not others or (giver and not giver.person and any(map(is_place, addressees))):
                continue  # "Thành phố cần ...": what the body that speaks needs itself
            if not addressees and scene.demand and not own:
                addressees = scene.demand.addressees
            word, lead = scene.words_of_need(need.group(), own is not None, said.group() if said else None)
            return Demand(giver, word, addressees, need.end(), verb=lead)
        return None
