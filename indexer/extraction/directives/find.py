"""Directives: who directed whom to do what, by when, in which words.

The text is read as a person reads it, once from top to bottom: blocks (`layout`), in each block sentences
(`demands`), lists under their leads (`items`). The unit is one numbered or bulleted item, in
prose one sentence; a paragraph that goes on with a demand by an action of its own is one item. Linear in the length
of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.bulletin import Bulletin, Directive, Facts
from indexer.extraction.directives.addressed import acting_beside
from indexer.extraction.directives.addressees import skip_lead_in
from indexer.extraction.directives.demands import Reader
from indexer.extraction.directives.due import find_due
from indexer.extraction.directives.given import Given, gives_details
from indexer.extraction.directives.givers import Cast
from indexer.extraction.directives.items import (
    ListReader,
    demands_plainly,
    follows_slogans,
    has_substance,
    is_heading_of_assignments,
    is_plain_lead,
    leads_list,
    only_announces,
    soft_lead,
    tasks_set,
)
from indexer.extraction.directives.layout import Block, blocks, sentences
from indexer.extraction.directives.needs import starts_with_action
from indexer.extraction.directives.onward import Onward
from indexer.extraction.directives.retold import Retold
from indexer.extraction.directives.scene import Demand
from indexer.extraction.directives.spelling import Spellings
from indexer.extraction.directives.words import BROKEN, INNER_COMMA, NEED
from indexer.extraction.words import evened

MAX_DIRECTIVES = 500  # of one bulletin: longer texts are collections of laws, and what is over is not read

# "ph;ép", "TTamp;TT": what is left of broken HTML entities parts no clauses; read as a letter, shown as printed.
_ENTITY = re.compile(
    r";(?:(?<=[^\W\d_];)(?=[^\W\d_])|(?<=[mn]dash;)|(?<=[lr][ds]quo;)|(?<=grave;)|(?<=acute;)|(?<=tilde;))"
)
_END_OF_TEXT = re.compile(r"nơi nhận\s*:")
_NAMES_THEM = re.compile(r"\s*(?:đó là|cụ thể|gồm|trước hết|thứ nhất|một là|1[.)])(?!\w)")
_LISTS = re.compile(r"(?<!\w)(?:gồm|sau|sau đây|dưới đây|cụ thể|nội dung|nhiệm vụ)\s*:")
_SENTENCE_END = re.compile(r"[.!?…;:][\"”’')\]]*$")


def find_directives(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``directives`` filled, in the order of the text, ``n`` from 1."""
    return replace(facts, directives=tuple(_Finder(bulletin, facts).find()))


class _Finder:
    def __init__(self, bulletin: Bulletin, facts: Facts) -> None:
        self._bulletin = bulletin
        self._flat = _ENTITY.sub(BROKEN, bulletin.text.replace("\n", " "))
        self._low = INNER_COMMA.sub("‚ ", _ENTITY.sub(BROKEN, evened(bulletin.text).replace("\n", " ")))
        self._spellings = Spellings(self._flat, self._low)
        self._captions = [(z.start, z.end) for z in facts.zones if z.kind in ("caption", "sign-off")]
        cast = Cast(self._flat, self._low, facts.officials)
        self._reader = Reader(self._flat, self._low, cast, facts.kind != "tin", bulletin.body)
        self._onward, self._retold, self._given = Onward(self._reader), Retold(self._reader), Given(self._reader)
        self._list = ListReader(
            self._reader, lambda block, demand: self._emit(block.start, block.end, demand, block.number)
        )
        self._found: list[Directive] = []
        self._aims = False  # the paragraph says what a document is for

    def find(self) -> list[Directive]:
        """Read the text block by block."""
        for block in blocks(self._bulletin.text, self._bulletin.body):
            if _END_OF_TEXT.match(self._low, block.start) or len(self._found) >= MAX_DIRECTIVES:
                break
            if follows_slogans(self._low, block.start):
                scene = self._reader.scene
                self._list.open = scene.demand = scene.retold = None
            if self._is_aside(block):
                continue
            if self._list.takes(block):
                self._list.item(block)
            else:
                self._prose(block)
        return self._found[:MAX_DIRECTIVES]

    def _is_aside(self, block: Block) -> bool:
        """Tell whether a block is a caption, a name or a heading; headings of assignments open a list."""
        if any(start <= block.start and block.end <= end for start, end in self._captions):
            return True
        if is_heading_of_assignments(self._low, block.start, block.end) and not _SENTENCE_END.search(
            self._flat[block.start : block.end]
        ):
            demand = soft_lead(self._reader, block.start, block.end)
            if demand:
                self._list.start(demand, soft=True)
            return True
        if self._flat[block.start : block.end].isupper() and block.end - block.start > 12:
            self._list.open, self._reader.scene.demand = None, None  # a heading of another part
            return True
        short = block.end - block.start <= 220 and block.style is None
        if not short or _SENTENCE_END.search(self._flat[block.end - 3 : block.end]):
            return False
        if demands_plainly(self._reader, block.start, block.end):
            return False
        self._reader.note(block.start, block.end)
        return True

    def _prose(self, block: Block) -> None:
        """Read a paragraph sentence by sentence; a lead at its end opens a list."""
        scene, self._list.open = self._reader.scene, None
        self._reader.hear_quote(block.start, block.end)
        if self._retold.turns_to_itself(block):
            scene.demand = None
        if scene.demand and scene.idle == 0 and self._goes_on_whole(block):
            return
        before, fresh = len(self._found), scene.demand is not None and scene.idle == 0
        speaks = False  # whether the last sentence does: only then the paragraph ends as speech
        last, demand = (block.start, block.end), None
        self._aims = self._retold.tells_aims(block.start)
        for start, end in sentences(self._flat, block.content if block.number else block.start, block.end):
            last, demand = (start, end), self._sentence(block, start, end, fresh)
            speaks = self._reader.spoke
            fresh = demand is not None
            if demand is None or (self._leads(block, end) and not has_substance(self._low, demand.said, end)):
                continue
            if only_announces(self._low, start, demand.said, end):
                speaks = True
                continue
            at_start = start == block.content
            self._emit(block.start if at_start else start, end, demand, block.number if at_start else None)
        if demand is None:
            self._retold.ends_with_aims(block.end)
        self._open_list(block, last, demand)
        active = len(self._found) > before or self._list.open is not None or speaks
        if (
            not active
            and scene.retold
            and starts_with_action(self._low, skip_lead_in(self._low, block.start, block.end), block.end)
        ):
            scene.idle = max(scene.idle, 1)  # what a plan does itself: it is still being retold
        else:
            scene.close_paragraph(active)

    def _sentence(self, block: Block, start: int, end: int, fresh: bool) -> Demand | None:
        """Return the demand of a sentence: its own, else that of the sentence before going on."""
        if gives_details(self._low, start, end):
            return None
        demand = self._retold.instructs(start, end) or self._given.given(start, end)
        demand = demand or self._reader.sentence(start, end)
        if self._aims:
            return demand
        if demand is None and fresh and not self._reader.spoke:
            demand = self._onward.goes_on(start, end) or self._retold.of_a_matter(start, end)
        if demand is None and block.style in ("word", "ordinal"):
            demand = self._onward.enumerated(start, end)
        if demand is None and not self._reader.spoke:
            demand = self._retold.retold(start, end)
        return demand

    def _leads(self, block: Block, end: int) -> bool:
        """Tell whether the demands that a sentence announces stand below it, or behind it: "Đó là ..."."""
        if end == block.end:
            return leads_list(self._flat, end)
        return _NAMES_THEM.match(self._low, end) is not None

    def _goes_on_whole(self, block: Block) -> bool:
        """Take a paragraph that starts with an action, or with who acts, right after a demand as one item."""
        first = next(sentences(self._flat, block.start, block.end))
        scene = self._reader.scene
        who = scene.demand.giver if scene.demand else None
        spoken = who is not None and who.person and who.name != who.post  # a post alone signs a letter
        if first[1] < block.end and (spoken or not scene.listed):
            return False  # several sentences that no list announced, or of a speech, are read one by one
        if self._flat[block.end - 1] == ":" or self._onward.starts_speech(*first):
            return False
        kept = self._reader.scene.demand
        demand = self._onward.goes_on(block.content, block.end)
        if demand is None or NEED.match(self._low, demand.said + 1):
            self._reader.scene.demand = kept  # "các sở cần ...": prose, sentence by sentence
            return False
        self._emit(block.start, block.end, demand, block.number)
        return True

    def _open_list(self, block: Block, last: tuple[int, int], demand: Demand | None) -> None:
        if demand is not None:
            if not is_plain_lead(self._low, *last, near=40):
                beside = acting_beside(self._low, self._flat, max(last[0], demand.said), last[1])
                demand = replace(demand, addressees=tuple(dict.fromkeys([*demand.addressees, *beside])))
                self._list.start(demand, soft=False)
                self._reader.scene.listed = self._reader.scene.listed or self._flat[block.end - 1] == ":"
        elif (told := self._retold.announces(block.end)) is not None:
            self._list.start(told, soft=False)
        elif leads_list(self._flat, block.end) and not is_plain_lead(self._low, *last):
            found = soft_lead(self._reader, *last)
            if found:
                self._list.start(found, soft=found.force in ("giao", "đưa ra", "đề ra", "xác định"))
            elif (tasks := tasks_set(self._reader, *last)) is not None:
                self._list.start(tasks, soft=True)
                self._reader.scene.remember(tasks)  # paragraphs without numbers may stand below
                self._reader.scene.listed = True

    def _announces_list(self, start: int, end: int) -> bool:
        """Tell whether a demand ends with "gồm:" or goes on behind it with the first of several actions."""
        found = _LISTS.search(self._low, start, end)
        if found is None:
            return False
        begin = skip_lead_in(self._low, found.end(), end)
        if ";" in self._flat[begin:end]:
            return False  # all that is listed stands in the sentence
        return begin >= end or starts_with_action(self._low, begin, end) is not None

    def _emit(self, start: int, end: int, demand: Demand, number: str | None) -> None:
        scene = self._reader.scene
        scene.listed = self._announces_list(start, end) or (scene.listed and number is None)
        while end > start and self._bulletin.text[end - 1] in " \n":
            end -= 1
        due = find_due(self._flat, self._low, start, end, self._bulletin.day)
        to = demand.addressees
        if to and ";" in self._flat[demand.said : end]:
            to = tuple(dict.fromkeys([*to, *acting_beside(self._low, self._flat, max(start, demand.said), end)]))
        giver = demand.giver
        name, post = (giver.name, giver.post) if giver else ("", None)
        if giver and not giver.person:
            issuer = scene.issuer if scene.issuer and not scene.issuer.person else None
            name = self._spellings.nearest(self._spellings.fuller(name, issuer.name if issuer else ""), end)
        self._found.append(
            Directive(
                start,
                end,
                self._bulletin.text[start:end],
                n=len(self._found) + 1,
                number=number,
                giver=_printed(name) or None,
                giver_post=_printed(post) if post is not None else None,
                addressees=tuple(map(_printed, to)),
                force=demand.force,
                due=due[0] if due else None,
                due_text=replace(due[1], text=self._bulletin.text[due[1].start : due[1].end]) if due else None,
            )
        )


def _printed(name: str) -> str:
    """Return a name as the text prints it."""
    return name.replace(BROKEN, ";")
