"""Who demands: the subject of a demanding verb, as a person, a post or a body.

`Cast.before` reads backwards from the verb: a name, posts after a name, a post alone (back to its holder), "đồng chí"
(back to the last speaker), a document (back to who issued it), a body. `DENIED` is a subject without authority.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from indexer.bulletin import Official
from indexer.extraction.directives.layout import UPPER
from indexer.extraction.directives.post_fit import fit_of, post_words
from indexer.extraction.directives.words import ADVERB, CONNECTOR, OPENERS, is_nominal, pattern, rank_of, words_of
from indexer.extraction.lexicon import column
from indexer.extraction.words import even, on_one_line


@dataclass(frozen=True, slots=True)
class Giver:
    """Who demands: ``name`` as the record shows it; ``person`` tells a named or post-named official from a body."""

    name: str
    post: str | None = None
    rank: int = 0
    person: bool = True
    business: bool = False


DENIED = Giver("", rank=-1)

_NAME = re.compile(rf"(?:[{UPPER}][^\W\d_]+ ){{1,4}}[{UPPER}][^\W\d_]+$")
_HONOR = re.compile(r"(?<!\w)(?:các đồng chí|đồng chí|đ/c|ông|bà|anh|chị)(?!\w)\s*:?\s*")
_PRONOUN = re.compile(r"(?<!\w)(?:đồng chí|đ/c|ông|bà|đồng chí này)(?: ấy)?$")
# "Lãnh đạo Thành phố yêu cầu ...", "Trưởng đoàn kiểm tra đề nghị ...": who has been named and goes on to speak.
_FOR_THE_SPEAKER = re.compile(
    r"(?<!\w)(?:lãnh đạo (?:thành phố|tỉnh|huyện|sở|bộ)|trưởng đoàn(?: (?:kiểm tra|giám sát|công tác|thanh tra))?)$"
)
_DOCUMENT = re.compile(
    r"(?<!\w)(?<!phát biểu )(?<!báo cáo )(?<!hiện )(?<!khai )(?<!theo )(?<!căn cứ )"
    r"(?<!xây dựng )(?<!tham mưu )(?:công văn|văn bản|"
    r"chỉ thị|kế hoạch|"
    r"quyết định|thông báo|công điện|nghị quyết|hướng dẫn|tờ trình|thư|đề án|chương trình|"
    r"giấy mời)(?!\w)[^.;:,]{0,200}$"
)
_ISSUE = re.compile(r"(?<!\w)(?:ban hành|có|gửi|ký|ra|phát đi|phát hành|vừa có|ký ban hành|nhận được)(?!\w)")
_POSSESSIVE = re.compile(
    r"(?<!\w)(?:của|với|tại|cho|do|từ|về|đến|tới|bởi|được|và đại diện|cùng|gồm|trực thuộc|thuộc|giữa|trong)\s*$"
)
_ABOUT_WHAT = re.compile(r"[,.;:(]| (?:về|trong|nhằm|ngày|đối với|cho)(?!\w)")
_GLOSS = re.compile(r"\s*\([^()]{1,40}\)$")
_ISSUES = re.compile(r"(?<!đề)(?<!đưa)(?<!chỉ) ra(?: (?:Thông báo|Kết luận|Quyết định|Công văn|Chỉ thị|Kế hoạch).*)?$")
_FROM = re.compile(r"(?<!\w)(?:của|do)\s+")
_FIRST_VERB = re.compile(r" (?:đã|vừa|cũng)(?!\w)")
_SECOND_VERB = re.compile(r"(?<!\w)(?:và|đồng thời)(?!\w)")
_OBJECT = re.compile(r"(?<!\w)(?:cho|đối với|tặng|với)\s+(?:các )?(?:đồng chí|ông|bà|đ/c)?\s*$")
_BEFORE_BODY = re.compile(
    r"(?:(?:sáng|chiều|tối)? ?(?:nay|ngày)? ?[\d/.]* |mới đây |vừa qua |hiện |thường trực |lãnh đạo |"
    r"đại diện |đại diện lãnh đạo |thay mặt |"
    r"(?:tại|trong|qua|sau|trước|căn cứ|theo|để|với|bên cạnh) [^,;]{0,80} ){1,2}"
)
_VERBISH = re.compile(
    r"(?<!\w)(?:cho|trong|để|nhằm|tại|theo|về|khi|góp phần|đã|đang|sẽ|là|rằng|bằng|đối với|nhất là|tổ chức|"
    r"triển khai|thực hiện|được|có|"
    r"đạt|gửi|chủ trì|tóm tắt|giải quyết|tiếp thu|nhân dịp|của các|ngày|đồng ý|nhất trí|với|phát biểu|đánh giá|"
    r"ban hành|ký|vừa|cùng|luôn|thường|ghi nhận|biểu dương|nhấn mạnh|tạo điều kiện|phối hợp|cần|phải)(?!\w)"
)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(even(name) for name in column("surnames"))


class Cast:
    """The persons of one bulletin: who is named where, and who holds which post."""

    def __init__(self, flat: str, low: str, officials: Sequence[Official]) -> None:
        self.flat, self.low, self.officials = flat, low, officials
        spans = [(start, end, o) for o in officials for start, end in (o.mentions or ((o.start, o.end),))]
        self._spans = sorted(spans, key=lambda span: span[:2])
        self._names = frozenset(o.name for o in officials)
        self._ends = sorted((end, start, i) for i, (start, end, _) in enumerate(self._spans))

    def named(self, start: int, end: int) -> tuple[int, int, Official] | None:
        """Return the last mention that lies in ``start:end``."""
        at = bisect.bisect_right(self._ends, (end, 1 << 60, 0)) - 1
        if at < 0 or self._ends[at][1] < start:
            return None
        return self._spans[self._ends[at][2]]

    def is_object(self, begin: int, at: int) -> bool:
        """Tell whether the name at ``at`` is what is done something to: "trao quyết định cho đồng chí A"."""
        return _OBJECT.search(self.low, max(begin, at - 24), at) is not None

    def first_named(self, start: int, end: int) -> tuple[int, int, Official] | None:
        """Return the first mention that lies in ``start:end``."""
        at = bisect.bisect_left(self._spans, start, key=lambda span: span[0])
        return self._spans[at] if at < len(self._spans) and self._spans[at][1] <= end else None

    def holder(self, words: str, at: int) -> Official | None:
        """Return who holds the post that ``words`` name, of several the one named last before ``at``; else None."""
        want = post_words(_HONOR.sub("", even(words)))
        if not want:
            return None
        best: tuple[int, bool, int, int] | None = None
        chosen = None
        for n, official in enumerate(self.officials):
            fit = max((fit_of(want, post_words(p.title)) for p in official.posts if not p.former), default=0)
            if not fit:
                continue
            near = max((s for s, _ in official.mentions or ((official.start, official.end),) if s < at), default=-1)
            leads = official.role in ("chairs", "concludes") and len(want) <= 2
            if best is None or (fit, leads, near, -n) > best:
                best, chosen = (fit, leads, near, -n), official
        return chosen

    def person(self, official: Official, post: str | None = None) -> Giver:
        """Return the official as a giver; the post as written here, else the first post."""
        shown = post or (official.posts[0].title if official.posts else None)
        return Giver(official.name, shown, rank_of(shown or ""))

    def before(self, start: int, verb: int, last: Giver | None) -> Giver | None:
        """Return the subject of the verb at ``verb`` in the sentence from ``start``; None when it names none."""
        end = self._trim(start, verb)
        if end <= start:
            return None
        begin = _behind_last(self.flat, ';:”"', max(start, end - 400), end)
        found = self.named(begin, end)
        if found and not self.is_object(begin, found[0]) and (found[1] == end or self._only_posts(found[1], end)):
            post = (
                on_one_line(self.flat[found[1] : end].strip(" ,-–()"))
                if found[1] < end
                else self._post_left(begin, found[0])
            )
            return self._authority(self.person(found[2], post or None), begin, end)
        name = self._bare_name(begin, end)
        if name is not None:
            return name
        if _PRONOUN.search(self.low, max(begin, end - 20), end):
            return last if last and last.person else (self._nearest(verb) or last)
        if (
            last
            and last.person
            and last.name != last.post
            and _FOR_THE_SPEAKER.search(self.low, max(begin, end - 40), end)
        ):
            return last
        found_giver = self._post(begin, end, verb) or self._body(begin, end) or self._document(start, begin, end, last)
        return found_giver or self._of_two_verbs(begin, end, verb)

    def _of_two_verbs(self, begin: int, end: int, verb: int) -> Giver | None:
        """Return the body of "..., UBND huyện đã đề ra các giải pháp và yêu cầu": the subject of both verbs."""
        if not _SECOND_VERB.search(self.low, end, verb):
            return None
        for seam in list(_FIRST_VERB.finditer(self.low, begin, end))[-3:]:
            left = max(begin, self.low.rfind(",", begin, seam.start()) + 1)
            giver = self._body(left, self._trim(left, seam.start())) if seam.start() - left < 90 else None
            if giver is not None:
                return giver
        return None

    def _trim(self, start: int, end: int) -> int:
        """Return where the subject ends: adverbs and commas before the verb are not part of it."""
        for _ in range(6):
            while end > start and self.flat[end - 1] in ' ,-–“"‘':
                end -= 1
            low = self.low[max(start, end - 24) : end]
            found = ADVERB.search(low)
            if found is None:
                break
            end -= len(low) - found.start()
        return end

    def _only_posts(self, begin: int, end: int) -> bool:
        """Tell whether posts alone stand between a name and the verb: ", Tỉnh ủy viên, Bí thư Huyện ủy"."""
        between = self.low[begin:end]
        chunks = [c.strip(" ()-–") for c in re.split(r",| [-–] ", between.strip(" ,-–()"))]
        post, body = pattern("addressees", "post"), pattern("addressees", "body")
        return (
            bool(chunks)
            and all(
                post.match(c) or (n and body.match(c)) or c.startswith(("kiêm", "đại diện", "thay mặt"))
                for n, c in enumerate(chunks)
            )
            and bool(post.match(chunks[0]))
        )

    def _post_left(self, begin: int, at: int) -> str | None:
        """Return the post right before a name: "Phó Chủ tịch UBND Thành phố" of "... Chử Xuân Dũng"."""
        chunk = _behind_last(self.low, ",;:", begin, at)
        last = None
        for found in pattern("addressees", "post").finditer(self.low, chunk, at):
            last = found if last is None or found.start() > last.end() + 60 else last
        if last is None or not self.flat[last.start()].isupper():
            return None
        return on_one_line(_HONOR.sub("", self.flat[last.start() : at]).strip(" ,-–")) or None

    def _bare_name(self, begin: int, end: int) -> Giver | None:
        """Return a person whom the list of officials does not have: a surname, two to five capital words."""
        found = _NAME.search(self.flat[max(begin, end - 40) : end])
        if found is None:
            return None
        words = found.group().split()
        at = next((i for i, w in enumerate(words) if even(w) in _surnames() and 2 <= len(words) - i <= 4), None)
        if at is None:
            return None
        name = " ".join(words[at:])
        at_name = end - len(name)
        left = max(begin, at_name - 90)
        if even(name) in words_of("addressees", "body"):
            return None
        if not _HONOR.search(self.low[max(begin, at_name - 12) : at_name]):
            post = pattern("addressees", "post").search(self.low, left, at_name)
            if post is None or _has_action(self.low, self.flat, post.end(), at_name):
                return None
        return self._authority(Giver(name, self._post_left(begin, end - len(name))), begin, end)

    def _authority(self, giver: Giver, begin: int, end: int) -> Giver:
        """Return the giver, or DENIED where the post is one in business or the person speaks for the audience."""
        post = even(giver.post or "")
        state = giver.name in self._names and re.search(r"(?<!\w)(?:tổng công ty|tập đoàn|bưu điện|evn|vnpt)", post)
        if state:
            return replace(giver, business=True)
        if re.search(
            r"(?<!\w)(?:công ty|tập đoàn|siêu thị|hiệp hội|doanh nghiệp|ngân hàng tmcp|cử tri)(?!\w)", post
        ) or re.search(
            r"(?<!\w)(?:cử tri|chuyên gia|đại diện (?:các |cho )?doanh nghiệp|phóng viên)(?!\w)",
            self.low[max(begin, end - 80) : end],
        ):
            return DENIED
        return giver

    def _nearest(self, at: int) -> Giver | None:
        found = self.named(0, at)
        return self.person(found[2]) if found else None

    def _post(self, begin: int, end: int, verb: int) -> Giver | None:
        """Return the holder of the post at the end of the subject, else the post as written."""
        cut = _behind_last(self.low, (",", " - ", " – "), begin, end)
        found = self._post_start(cut, end)
        if found is None:
            return None
        written = _written(self.flat[found:end])
        official = self.holder(written.split(",")[-1], verb) or self.holder(written.split(",")[0], verb)
        if official is not None:
            return self._authority(self.person(official, written), begin, end)
        return self._authority(Giver(written, written, rank_of(written)), begin, end)

    def _post_start(self, begin: int, end: int) -> int | None:
        post = pattern("addressees", "post")
        for found in post.finditer(self.low, begin, end):
            left = self.low[begin : found.start()].strip()
            if left.endswith(("các đồng chí", "các ông")):
                return None
            if left.endswith("ban") and found.group() == "bí thư":
                return None  # "Ban Bí thư" is a body
            honoured = left.endswith(("đồng chí", "đ/c", "ông", "bà"))
            if not honoured and not self.flat[found.start()].isupper():
                continue
            if _has_action(self.low, self.flat, found.end(), end) or (not honoured and _POSSESSIVE.search(left)):
                continue
            return found.start()
        return None

    def _document(self, start: int, begin: int, end: int, last: Giver | None) -> Giver | None:
        """Return who issued the document that is the subject: "Sở A vừa ban hành Công văn số 1 đề nghị ..."."""
        found = _DOCUMENT.search(self.low, _behind_last(self.low, ".;:,", max(begin, end - 300), end), end)
        if found is None:
            return None
        left = start
        for issue in list(_ISSUE.finditer(self.low, start, found.start() + 1))[-3:]:
            giver = self._body(left, self._trim(left, issue.start())) or self.person_at(left, issue.start())
            if giver:
                return giver
        owner = _FROM.search(self.low, found.start(), end)
        if owner:
            body = self._body(owner.end(), end)
            if body:
                return body
        if found.group().startswith(("chương trình", "đề án", "nghị quyết")):
            return DENIED
        return last or Giver("", person=False)

    def owner(self, begin: int, end: int) -> Giver | None:
        """Return the body that a phrase begins with: of "của UBND Thành phố về việc ..." UBND Thành phố."""
        found = _ABOUT_WHAT.search(self.low, begin, end)
        return self._body(begin, self._trim(begin, found.start() if found else end))

    def person_at(self, begin: int, end: int) -> Giver | None:
        """Return the person whose mention ends the stretch, or None."""
        end = self._trim(begin, end)
        found = self.named(begin, end)
        return (
            self.person(found[2])
            if found and not self.is_object(begin, found[0]) and (found[1] == end or self._only_posts(found[1], end))
            else self._post(begin, end, end)
        )

    def _body(self, begin: int, end: int) -> Giver | None:
        """Return the body whose name ends the subject."""
        cut = _behind_last(self.low, ",;:", begin, end)
        skip = OPENERS.match(self.low, cut, end)
        cut = skip.end() if skip else cut
        joined = CONNECTOR.match(self.low, cut, end)
        cut = joined.end() if joined else cut
        if (
            end - cut <= 60
            and " được " not in self.low[cut:end]
            and pattern("addressees", "denied").match(self.low, cut, end)
        ):
            return DENIED
        for found in pattern("addressees", "body").finditer(self.low, cut, end):
            at = found.start()
            if not self.flat[at].isupper() and not self.low.startswith(("lãnh đạo", "đoàn ", "thường trực"), at):
                continue
            if at > cut and not _BEFORE_BODY.fullmatch(self.low, cut, at):
                continue
            rest = self.low[found.end() : end]
            if len(rest) > 120 or _has_action(self.low, self.flat, found.end(), end):
                continue
            written = self._fullest(_written(self.flat[at:end]))
            if re.search(
                r"\d{4}|năm \d|^Ban hành|^Ban đầu|^Hội nghị|^Trường hợp|^Phòng,? chống|^[Ll]ãnh đạo$", written
            ):
                continue
            return self._business(Giver(written, None, rank_of(written), person=False))
        return None

    def _fullest(self, written: str) -> str:
        """Return the full title of who has one alone in the country, where the text spells it."""
        return "Thủ tướng Chính phủ" if written == "Thủ tướng" and "Thủ tướng Chính phủ" in self.flat else written

    def _business(self, giver: Giver) -> Giver:
        company = even(giver.name).startswith(("công ty", "tập đoàn", "tổng công ty", "ngân hàng"))
        return DENIED if company else giver


def _written(name: str) -> str:
    """Return a post or body as written, without the gloss behind it: "Chủ tịch UBND Thành phố (TP)"."""
    return on_one_line(_GLOSS.sub("", _ISSUES.sub("", name.strip(" ,"))).strip(" ,…)"))


def _behind_last(text: str, signs: Iterable[str], begin: int, end: int) -> int:
    """Return the place behind the (first character of the) last of some signs in a stretch, else its begin."""
    for sign in signs:
        begin = max(begin, text.rfind(sign, begin, end) + 1)
    return begin


def _has_action(low: str, flat: str, start: int, end: int) -> bool:
    """Tell whether words other than those of a name stand in the stretch: then it is no post or body."""
    if _VERBISH.search(low, start, end):
        return True
    verbs = pattern("directive_verbs", "action", "speech", "report")
    found = verbs.finditer(low, start, end)
    return any(not is_nominal(word.group()) and not flat[word.start()].isupper() for word in found)
