"""What a reader keeps in mind between sentences: who speaks, what was demanded, whether it is only told about."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.extraction.directives.givers import Giver

_GO_ON = frozenset({"cần", "phải", "cần phải"})


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand as understood: ``said`` is where the words after the addressees start.

    ``verb`` is the demanding verb that items without one of their own inherit; ``force`` the word of this demand.
    """

    giver: Giver | None
    force: str
    addressees: tuple[str, ...] = ()
    said: int = 0
    verb: str | None = None

    @property
    def inherited(self) -> str:
        """The force of what goes on with this demand without a verb of its own."""
        return self.verb or self.force

    @property
    def going_on(self) -> str:
        """The force of bare actions behind it: those that have to act still do, where the lead demands nothing."""
        return self.force if self.verb == "ban hành" and self.force in _GO_ON else self.inherited


@dataclass(slots=True)
class Scene:
    """The state of reading.

    ``informs``: the speaker reports, so that "cần" binds nobody. ``reported``: the last demand was told as carried out.
    ``idle``: how many paragraphs ago somebody spoke or demanded.
    ``issuer``: whose document the bulletin is about. ``retold``: the giver whose document is being retold now.
    ``audience``: whom the retold document is sent to. ``word``: the verb of its lead; None when that
    only says that there is a document.
    ``orders``: it is a letter or directive, whose bare actions are demands; those of a plan are its own.
    ``law``: a law or circular is made known: what it asks of everybody is no demand of the body that made it.
    ``contents``: what is told are the contents of a campaign; None when the first of them has to show it.
    ``listed``: the demand announced a list ("gồm: ..."), so that the paragraphs below are its items, whole.
    """

    speaker: Giver | None = None
    informs: bool = False
    demand: Demand | None = None
    reported: bool = False
    idle: int = 0
    issuer: Giver | None = None
    retold: Giver | None = None
    listed: bool = False
    audience: tuple[str, ...] = ()
    orders: bool = True
    law: bool = False
    contents: bool | None = False
    word: str | None = None

    def of_retold(self) -> Demand:
        """Return the demand of the document retold that its sentences inherit where none went before."""
        word = self.word if self.retold else None
        return Demand(self.retold, word or "yêu cầu", self.audience, verb=word)

    def words_of_need(self, need: str, own: bool, stressed: str | None) -> tuple[str, str | None]:
        """Return the force of "các xã cần ..." and of what goes on with it; ``own``: who says so is in the sentence."""
        if own and stressed:
            return stressed, stressed  # "A nhấn mạnh các xã cần ..."
        if need == "tuyệt đối không":  # what is forbidden, not the word that binds
            need = (self.demand or self.of_retold()).inherited
        lead = self.demand.verb if self.demand else None if own else self.of_retold().verb
        return need, lead

    def speak(self, who: Giver, informs: bool) -> None:
        """Let another person speak; what somebody else demanded no longer goes on."""
        if self.demand and self.demand.giver and self.demand.giver.name != who.name:
            self.demand = None
        if self.retold and self.retold.name != who.name:
            self.retold = None
        self.speaker, self.informs, self.reported, self.idle = who, informs, False, 0
        self.contents = False

    def remember(self, demand: Demand) -> Demand:
        """Keep a demand for what goes on with it."""
        self.demand, self.reported, self.idle, self.contents = demand, False, 0, False
        if demand.giver:
            self.speaker, self.informs = demand.giver, False
        return demand

    def close_paragraph(self, active: bool) -> None:
        """Count a paragraph without speech or demand: after two nothing goes on, after nine nobody speaks and no
        document is retold any more."""
        self.idle = 0 if active else self.idle + 1
        if self.idle >= 2:
            self.demand = None
        if self.idle >= 9:
            self.speaker = self.retold = None
