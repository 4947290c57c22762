"""What travels through bantin: a page as read, a bulletin, and what was found in it.

All offsets are Unicode code points into one text, ``Bulletin.text``: half open, and never changed after
normalising. The text starts with the title on a line of its own, so that a fact in the title has a place too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ZoneKind = Literal[
    "title", "lead", "attendance", "achievements", "shortcomings", "directives", "caption", "sign-off", "body"
]
Role = Literal["chairs", "attends", "reports", "concludes", "directs", "signs", "named"]
DateRole = Literal["event", "publication", "due", "document", "other"]
BulletinKind = Literal[
    "tin",
    "công văn",
    "chỉ thị",
    "quyết định",
    "kế hoạch",
    "thông báo",
    "công điện",
    "báo cáo",
    "nghị quyết",
    "thư",
    "khác",
]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page offers beside its text."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page or file as its reader understood it: page chrome cut, text not yet normalised.

    ``published`` is ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``, local to Asia/Ho_Chi_Minh, or None.
    ``address`` is the web address that the page itself states, if any.
    """

    title: str
    text: str
    published: str | None = None
    address: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    scanned: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin: ``text`` is the title, a blank line and the body, normalised; ``body`` is where the body starts."""

    id: str
    title: str
    text: str
    body: int = 0
    published: str | None = None
    address: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    scanned: bool = False

    @property
    def day(self) -> str | None:
        """The day of publication, ``YYYY-MM-DD``, or None when it is not known."""
        return self.published[:10] if self.published else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding and its evidence: ``text`` is ``bulletin.text[start:end]``, line breaks included."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Zone(Mention):
    """A stretch of the text with one purpose; zones are in order and do not overlap."""

    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Date(Mention):
    """A calendar date: ``iso`` is ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is written.

    ``doubt`` says in one Vietnamese sentence why the date may be a slip of the text; None when there is no doubt.
    """

    iso: str
    role: DateRole = "other"
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentNumber(Mention):
    """A number with a symbol; ``number`` is it on one line, ``key`` its form for comparing.

    The key has blanks, dashes and case evened. ``issued`` is the date that stands beside it, ``issuer`` the body,
    ``type`` the kind of document, each None when not written.
    """

    number: str
    key: str
    type: str | None = None
    issued: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A unit of today that took over a former one."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Place(Mention):
    """An administrative unit as written; ``code`` is the official one, None when the name alone is ambiguous.

    ``name`` is the full name ("huyện Phú Tân, tỉnh Cà Mau"), ``level`` 1 province, 2 district, 3 commune,
    ``now`` what it is called since 1 July 2025: empty when nothing changed, several when it was divided.
    """

    name: str
    level: int
    code: str | None = None
    now: tuple[PlaceNow, ...] = ()


@dataclass(frozen=True, slots=True)
class Post(Mention):
    """A post as written: ``title`` with its body on one line; ``body`` the body alone; ``former`` for "nguyên ..."."""

    title: str
    body: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Official(Mention):
    """A person who holds a public post. The span is the fullest mention of the name.

    ``name`` is bare and on one line; ``mentions`` are all places where the person is named, in order.
    """

    name: str
    posts: tuple[Post, ...] = ()
    role: Role = "named"
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Directive(Mention):
    """One demand. ``n`` is its place in the text from 1, ``number`` the printed "3." or None.

    ``giver`` is the official's bare name, else the post, else the body, else None; ``giver_post`` the post then held.
    ``force`` is the demanding verb in lower case; ``due`` the last day allowed, ``due_text`` the words that say so.
    """

    n: int
    number: str | None = None
    giver: str | None = None
    giver_post: str | None = None
    addressees: tuple[str, ...] = ()
    force: str | None = None
    due: str | None = None
    due_text: Mention | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a bulletin says. Extractors fill it one after the other; later ones stand on earlier ones."""

    kind: BulletinKind = "tin"
    event_date: str | None = None
    zones: tuple[Zone, ...] = ()
    dates: tuple[Date, ...] = ()
    document_numbers: tuple[DocumentNumber, ...] = ()
    places: tuple[Place, ...] = ()
    officials: tuple[Official, ...] = ()
    directives: tuple[Directive, ...] = field(default=())
