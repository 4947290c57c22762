"""One sentence, one question: does it demand something, who of whom, with which word?

Three ways to demand: a demanding verb ("yêu cầu các xã ..."), need in the mouth of somebody with authority ("các xã cần ..."),
and going on ("Tăng cường kiểm tra ..." right after a demand).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.extraction.directives_addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives_givers import DENIED, Cast, Giver
from indexer.extraction.directives_words import (
    CONNECTOR,
    NEED,
    NOT_ASSIGNING,
    NOT_NEED,
    OPENERS,
    TENSE,
    pattern,
    rank_of,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand as understood: ``said`` is where the words after the addressees start."""

    giver: Giver | None
    force: str
    addressees: tuple[str, ...] = ()
    said: int = 0


@dataclass(slots=True)
class Scene:
    """What the text so far leads a reader to expect: who speaks, what was last demanded, whether it is only told about."""

    speaker: Giver | None = None
    informs: bool = False
    demand: Demand | None = None
    reported: bool = False
    idle: int = 0

    def speak(self, who: Giver, informs: bool) -> None:
        """Let another person speak; what somebody else demanded no longer goes on."""
        if self.demand and self.demand.giver and self.demand.giver.name != who.name:
            self.demand = None
        self.speaker, self.informs, self.idle = who, informs, 0


_TELLING = (
    "cho biết",
    "thông tin",
    "thông báo",
    "trao đổi",
    "chia sẻ",
    "nói",
    "giải đáp",
    "trình bày",
    "cảm ơn",
    "tiếp thu",
    "báo cáo",
    "hứa",
)
_REPORTS_AT_START = re.compile(
    r"(?:báo cáo|tham luận|thảo luận|tham gia thảo luận|trả lời|đại diện|thay mặt (?:các|cán bộ)|thừa lệnh|"
    r"tại hội thảo|đánh giá về)(?!\w)"
)
_EVENT = re.compile(
    r"(?<!\w)(?:tại (?:hội nghị|buổi|cuộc|lễ|đại hội|phiên|kỳ họp|đây)|phát biểu|kết luận|chiều|sáng|"
    r"trao quyết định|kết thúc|qua kiểm tra|sau khi)(?!\w)"
)
_DATED_DOCUMENT = re.compile(
    r"(?<!\w)ngày \d{1,2}[/.-]\d{1,2}.{0,200}(?:công văn|văn bản|chỉ thị|kế hoạch|công điện|thông báo)|(?:vừa|"
    r"đã) (?:có|ban hành|ký ban hành|gửi) (?:công văn|văn bản|chỉ thị|công điện|kế hoạch|"
    r"thông báo)(?: \w+)? (?:số )?\d"
)
_FOLLOWS = re.compile(r"\s*(?:$|[:,;.]|trong thời gian|thời gian tới|đối với|cần|phải|rằng|một số|việc|không|thêm|khi)")
_END_QUOTE = re.compile(r"\s*[.…]?\s*$")


# A demand that goes upwards: the rest of its sentence is not read for others.
_REFUSED = Demand(None, "")
_FORCE = {
    "giao cho": "giao", "giao nhiệm vụ": "giao", "giao nhiệm vụ cho": "giao", "giao trách nhiệm": "giao", "giao trách nhiệm cho": "giao",
    "phân công nhiệm vụ": "phân công", "phân công nhiệm vụ cho": "phân công",
}  # fmt: skip
_NOT_OFFICIAL = re.compile(r"(?<!\w)(?:chúng tôi|thưa ông|thưa bà|theo ông,|tôi nghĩ|tôi cho rằng)(?!\w)")
_ISSUES = re.compile(
    r"(?<!\w)(?:ban hành|có|ký ban hành|gửi|phát hành|ký) (?:các |ngay |khẩn )?(?:văn bản|công văn|chỉ thị|"
    r"kế hoạch|công điện|thông báo|quyết định|hướng dẫn)(?!\w)"
)


class Reader:
    """Reads the sentences of one bulletin in order; `scene` is what it knows at each point."""

    def __init__(self, flat: str, low: str, cast: Cast) -> None:
        self.flat, self.low, self.cast, self.scene = flat, low, cast, Scene()
        self.spoke = False
        self._verbs = pattern("directive_verbs", "demand", "speech", "report")
        self._demand_words = words_of("directive_verbs", "demand")

    def sentence(self, start: int, end: int) -> Demand | None:
        """Return the first demand of a sentence by verb or need; who speaks is remembered for what follows."""
        self.spoke = False
        if self.flat[end - 1] == "?" or _NOT_OFFICIAL.search(self.low, start, end):
            return None
        own = self._according_to(start, end)
        self._issue(start, end)
        for verb in self._verbs.finditer(self.low, start, end):
            if verb.group() in self._demand_words:
                demand = self._by_verb(start, end, verb)
                if demand is _REFUSED:
                    return None
                if demand:
                    return self._remember(demand)
            else:
                own = self._speech(start, end, verb) or own
        need = self._by_need(start, end, own)
        return self._remember(need) if need else None

    def _remember(self, demand: Demand) -> Demand:
        self.scene.demand, self.scene.reported, self.scene.idle = demand, False, 0
        if demand.giver:
            self.scene.speaker, self.scene.informs = demand.giver, False
        return demand

    def _speech(self, start: int, end: int, verb: re.Match[str]) -> Giver | None:
        """Let the subject of a verb of saying speak; return the person when what is said may bind."""
        who = self.cast.before(start, verb.start(), None)
        if who is None or who is DENIED or not who.name:
            if who is DENIED:
                self.scene.speaker, self.scene.demand = None, None
            return None
        telling = (
            verb.group() in _TELLING
            or verb.group() in words_of("directive_verbs", "report")
            or _REPORTS_AT_START.match(self.low, start) is not None
        )
        self.spoke = True
        if who.person or verb.group() in ("nhấn mạnh", "kết luận", "nêu rõ", "chỉ rõ", "nêu"):
            self.scene.speak(who, telling)
            self.scene.reported = False
            return None if telling else who
        del end
        return None

    def _issue(self, start: int, end: int) -> None:
        """Let the body speak that issues a document in this sentence."""
        found = _ISSUES.search(self.low, start, end)
        if found is None:
            return
        who = self.cast.before(start, found.start(), None)
        if who is not None and who.name and not (self.scene.speaker and self.scene.speaker.name == who.name):
            self.scene.speak(who, informs=False)
            self.scene.demand, self.scene.reported = None, False

    def _according_to(self, start: int, end: int) -> Giver | None:
        """Return the person of "Theo Thứ trưởng Lê Nam Thắng, ...": the giver of this sentence alone."""
        if not self.low.startswith("theo ", start):
            return None
        comma = self.low.find(",", start, min(end, start + 160))
        who = self.cast.person_at(start + 5, comma) if comma > 0 else None
        return who if who and who is not DENIED and who.person else None

    # --- by verb

    def _by_verb(self, start: int, end: int, verb: re.Match[str]) -> Demand | None:
        word, after = verb.group(), verb.end()
        if self.low.startswith(" của", after) or (word == "giao" and NOT_ASSIGNING.match(self.low, after)):
            return None
        left = self.low[max(start, verb.start() - 40) : verb.start()].rstrip()
        if self._is_noun(word, left, after, end):
            return None
        begin = skip_lead_in(self.low, after, end)
        somebody = begin < end and is_somebody(self.low, begin, end)
        if not somebody and not self._binds_without_addressee(word, start, after, end):
            return None
        bare = CONNECTOR.sub("", OPENERS.sub("", self.low[start : verb.start()], count=1)).strip(" ,") == ""
        giver = self._giver(start, verb, bare)
        if giver is DENIED or (self._is_told(start, verb, giver, left) and not bare):
            self.scene.reported = True
            return None
        if giver and not giver.name:
            giver = None
        if giver is None and (self.scene.reported or not (bare or self.scene.speaker)):
            return None
        giver = giver or (self.scene.demand.giver if self.scene.demand else None) or self.scene.speaker
        said = end_of_phrase(self.low, begin, end) if somebody else begin
        addressees = self._addressees(begin, said) if somebody else self._address_before(start, verb.start())
        if not addressees and self.scene.demand and bare:
            addressees = self.scene.demand.addressees
        if self._is_upward(giver, addressees):
            return None
        return Demand(
            giver,
            word
            if word not in ("giao cho", "giao nhiệm vụ cho", "giao trách nhiệm cho", "phân công nhiệm vụ cho")
            else word.split(" ")[0]
            if word.startswith("giao")
            else "phân công",
            addressees,
            said,
        )

    def _is_noun(self, word: str, left: str, after: int, end: int) -> bool:
        """Tell whether the verb is a noun or a habit here: "đáp ứng yêu cầu", "sự chỉ đạo", "luôn chỉ đạo", "được giao"."""
        if left.endswith((",", ":", ";")):
            return word in ("chỉ đạo", "phân công") and not is_somebody(
                self.low, skip_lead_in(self.low, after, end), end
            )
        if left.endswith((" đã", " cũng", " vừa")):
            return False
        last = re.search(r"(?:\w+ ){0,2}\w+$", left)
        if last is None:
            return False
        words = last.group().split(" ")
        tails = {" ".join(words[n:]) for n in range(len(words))}
        if tails & words_of("reported", "habit"):
            return True
        if not tails & words_of("reported", "noun"):
            return False
        demanding = word in ("yêu cầu", "đề nghị", "giao") and tails & {
            "văn bản",
            "nghị quyết",
            "kết luận",
            "hội nghị",
            "thông báo",
            "qua kiểm tra",
            "nêu",
            "cơ quan",
        }
        return not (demanding and is_somebody(self.low, skip_lead_in(self.low, after, end), end))

    def _binds_without_addressee(self, word: str, start: int, after: int, end: int) -> bool:
        """Tell whether a verb demands although nobody is named: "yêu cầu: ...", "đề nghị tăng cường ...", "nhấn mạnh cần ..."."""
        if word in (
            "giao",
            "phân công",
            "giao nhiệm vụ",
            "chỉ đạo",
            "quán triệt",
            "giao trách nhiệm",
            "phân công nhiệm vụ",
        ):
            return self.low.startswith((":", " một số nội dung", " một số nhiệm vụ"), after)
        if _FOLLOWS.match(self.low, after, end):
            return not _END_QUOTE.match(self.low, after, end) or self.flat[start] in '"“'
        begin = skip_lead_in(self.low, after, end)
        return pattern("directive_verbs", "action").match(self.low, begin, end) is not None

    def _giver(self, start: int, verb: re.Match[str], bare: bool) -> Giver | None:
        if bare:
            return None
        found = self.cast.before(start, verb.start(), self.scene.speaker)
        if found is not None or verb.group() in ("chỉ đạo", "quán triệt", "nhắc nhở"):
            return found if found is not None else DENIED
        return self._subject_of_sentence(start, verb.start())

    def _subject_of_sentence(self, start: int, verb: int) -> Giver | None:
        """Return the subject of the first verb of saying of the sentence: "A đánh giá cao ... và đề nghị B"."""
        for earlier in self._verbs.finditer(self.low, start, verb):
            who = self.cast.before(start, earlier.start(), self.scene.speaker)
            if who is not None:
                return who
        first = self.cast.first_named(start, verb)
        if first and first[0] - start < 120:
            return self.cast.person(first[2])
        return None

    def _is_told(self, start: int, verb: re.Match[str], giver: Giver | None, left: str) -> bool:
        """Tell whether the demand is reported as carried out: "đã yêu cầu", unless issuing it is the news."""
        done = re.search(r"(?<!\w)(?:đã|từng|đang)(?:,? \w+){0,3},?$", left)
        issued = re.search(r"(?<!\w)đã (?:có|ban hành|gửi|ký)(?!\w)", self.low[start : verb.start()])
        if not done and not issued:
            return False
        if done and done.group().startswith(("đang", "từng")):
            return True
        if giver and giver.person and _EVENT.search(self.low, max(0, start), verb.start()):
            return False
        return not _DATED_DOCUMENT.search(self.low, start, verb.end())

    def _addressees(self, begin: int, end: int) -> tuple[str, ...]:
        return split(self.flat[begin:end]) if end > begin else ()

    def _more_addressees(self, said: int, end: int) -> list[str]:
        """Return who else has to act in the same sentence: "...; Sở Du lịch cần phối hợp ..."."""
        more: list[str] = []
        for mark in list(re.finditer(";", self.low[said:end]))[:12]:
            begin = skip_lead_in(self.low, said + mark.end(), end)
            until = self.actor(begin, end)
            if until is not None and not self._only_action(begin, end):
                more += split(self.flat[begin:until])
        return more

    def _only_action(self, begin: int, end: int) -> bool:
        found = pattern("directive_verbs", "action", "starter").match(self.low, begin, end)
        return found is not None and not _is_noun_head(found.group())

    def _address_before(self, start: int, verb: int) -> tuple[str, ...]:
        """Return the addressees of "Đối với Tổng Công ty A, Phó Chủ tịch đề nghị ..."."""
        found = re.compile(r"[\s\"“-]*(?:cụ thể, |riêng |bên cạnh đó, )?đối với ").match(self.low, start, verb)
        if found is None or not is_somebody(self.low, found.end(), verb):
            return ()
        comma = self.low.find(",", found.end(), verb)
        return split(self.flat[found.end() : comma]) if comma > 0 else ()

    def _is_upward(self, giver: Giver | None, addressees: tuple[str, ...]) -> bool:
        """Tell whether somebody asks those above: a district the province, the city a ministry."""
        if giver is None or not giver.rank or not addressees:
            return False
        above = (
            rank_of(addressees[0])
            if not addressees[0].startswith(("các ", "đồng chí", "tập thể", "lãnh đạo các"))
            else 0
        )
        return 0 < above < giver.rank

    # --- by need

    def _by_need(self, start: int, end: int, own: Giver | None) -> Demand | None:
        scene = self.scene
        if not own and ((scene.informs and not scene.demand) or scene.reported or not (scene.speaker or scene.demand)):
            return None
        for need in NEED.finditer(self.low, start, end):
            if NOT_NEED.match(self.low, need.end()) or self.low.startswith(" được", need.end()):
                continue
            begin = self._needy(start, need.start())
            if begin is None:
                continue
            giver = own or (scene.demand.giver if scene.demand else None) or scene.speaker
            addressees = (
                self._addressees(begin, end_of_phrase(self.low, begin, need.start())) if begin < need.start() else ()
            )
            if self._is_upward(giver, addressees):
                continue
            if not addressees and scene.demand and not own:
                addressees = scene.demand.addressees
            return Demand(giver, need.group(), addressees, need.end())
        return None

    def _needy(self, start: int, need: int) -> int | None:
        """Return where the phrase of those who need to act starts; ``need`` when nobody is named; None when a thing is."""
        begin = skip_lead_in(self.low, start, need)
        cuts = [
            begin,
            *(
                m.end()
                for m in re.finditer(
                    r"[,:] (?:vì vậy, |do đó, |thời gian tới,? |trong thời gian tới,? )?|"
                    r"rằng,? (?:thời gian tới,? )?|nhấn mạnh,? ",
                    self.low[:need][start:],
                )
            ),
        ]
        cuts = [begin] + [start + c for c in cuts[1:]]
        for cut in cuts:
            cut = skip_lead_in(self.low, cut, need)
            if cut >= need:
                return need
            if is_somebody(self.low, cut, need) and end_of_phrase(self.low, cut, need + 1) >= need - 1:
                return cut
        last = self.low[max(cuts) : need].strip(" ,")
        if (
            last == ""
            or (re.fullmatch(
                r"(?:trong|thời gian|trước|hiện|để|năm|từ|ngay|về|vì|do) [^,]{0,60}|(?:cũng|đồng thời|luôn|"
                r"càng|vẫn|đều)",
                last,
            )
            and not re.search(r"(?<!\w)(?:việc|là)(?!\w)", last))
        ):
            return need
        return None

    def enumerated(self, start: int, end: int) -> Demand | None:
        """Return the demand of "Thứ nhất, việc cơ cấu phải ..." in the mouth of who speaks."""
        need = NEED.search(self.low, start, end)
        if (
            need is None
            or self.scene.speaker is None
            or self.scene.informs
            or not self.scene.speaker.person
            or self.flat[end - 1] == "?"
        ):
            return None
        return self._remember(Demand(self.scene.speaker, need.group(), (), need.end()))

    # --- going on

    def sentence_starts_speech(self, start: int, end: int) -> bool:
        """Tell whether a sentence has somebody speak or demand in it: then it is read as prose, not as an item."""
        for verb in self._verbs.finditer(self.low, start, end):
            word = verb.group()
            if word in self._demand_words and verb.start() <= start + 2:
                return word not in ("chỉ đạo", "phân công", "quán triệt", "đôn đốc")
            who = self.cast.before(start, verb.start(), None) if verb.start() > start else None
            if who is not None and who.name and who.person:
                return True
        return False

    def goes_on(self, start: int, end: int) -> Demand | None:
        """Return the demand that goes on with this sentence or paragraph: it starts with an action, or with who has to act."""
        demand = self.scene.demand
        if demand is None:
            return None
        begin = skip_lead_in(self.low, start, end)
        if not self.flat[begin : begin + 1].isupper() and begin == start:
            return None
        first = self.low[begin : min(end, begin + 260)]
        action = pattern("directive_verbs", "action", "starter", "report", "demand").match(self.low, begin, end)
        if (
            action
            and action.group() in _OPENS_REPORT
            and re.search(r"(?<!\w)(?:đã|vừa)(?!\w)", self.low[begin : min(end, begin + 600)])
        ):
            return None
        if action and not re.search(r"(?<!\w)(?:đã|vừa|đang|sẽ|hiện nay)(?!\w)", first[:200]):
            if is_somebody(self.low, begin, end) and _is_noun_head(action.group()):
                return self._acts(demand, begin, end)
            return self._remember(replace(demand, said=begin))
        return self._acts(demand, begin, end)

    def _acts(self, demand: Demand, begin: int, end: int) -> Demand | None:
        found = self.actor(begin, end)
        if found is None:
            return None
        addressees = split(self.flat[begin:found])
        if self._is_upward(demand.giver, addressees):
            return None
        return self._remember(replace(demand, addressees=addressees, said=found))

    def actor(self, begin: int, end: int) -> int | None:
        """Return where the phrase ends that says who acts, when an action follows it at once; else None."""
        if begin >= end or not is_somebody(self.low, begin, end):
            return None
        said = end_of_phrase(self.low, begin, end)
        rest = said
        while rest < end and self.low[rest] in " ,":
            rest += 1
        if said <= begin or TENSE.match(self.low, rest, end):
            return None
        tail = (
            NEED.match(self.low, rest, end)
            or pattern("directive_verbs", "action").match(self.low, rest, end)
            or _THEN.match(self.low, rest, end)
        )
        return said if tail else None


_OPENS_REPORT = frozenset(
    {
        "nắm bắt",
        "thực hiện",
        "triển khai",
        "phát huy",
        "xác định",
        "tiếp thu",
        "quán triệt",
        "nhận thức",
        "bám sát",
        "báo cáo",
        "hưởng ứng",
        "đáp ứng",
    }
)
_THEN = re.compile(
    r"(?:căn cứ|theo chức năng|trên cơ sở|là cơ quan|là đầu mối|chịu trách nhiệm|trong thời gian|ngay|khi|nếu|"
    r"trước ngày|hằng|hàng|nâng|xem|tìm|gấp|nhanh)(?!\w)"
)


def _is_noun_head(word: str) -> bool:
    return word in ("lãnh đạo", "tổ chức", "thông tin", "báo cáo", "thanh tra")
