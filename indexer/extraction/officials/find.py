"""Officials: named persons with a public post, and every post that the text ascribes to them."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.bulletin import Bulletin, Facts, Official, Post
from indexer.extraction.officials.bodies import body_key, compatible, fields_in_short, is_business, is_state
from indexer.extraction.officials.chains import read
from indexer.extraction.officials.extents import without_gloss
from indexer.extraction.officials.heads import unit_at
from indexer.extraction.officials.holders import Holder
from indexer.extraction.officials.posts import Span, head_of_title
from indexer.extraction.officials.roles import holds, role_of
from indexer.extraction.words import Words, even, on_one_line, split

MOST_POSTS = 40  # of one person in one bulletin; more are a damaged text
# Heads that companies have as well.
_OF_BUSINESS = frozenset({"giám đốc", "phó giám đốc", "tổng giám đốc", "phó tổng giám đốc", "trưởng phòng"})


def find_officials(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with the officials in the order in which they are first named."""
    # 1. names with their posts  2. one person for each name  3. public posts, each once  4. roles and later mentions
    words = split(bulletin.text)
    holders, spans = read(words)
    persons = _persons(words, holders)
    found = [o for group in persons if (o := _official(words, group, bulletin.body))]
    held = {p.first for h in holders for p in h.posts}
    free = [s for s in spans if s.first not in held]
    return replace(facts, officials=tuple(_with_posts_alone(words, found, free, bulletin.body)))


def _text(words: Words, first: int, last: int) -> str:
    return words.text[words.starts[first] : words.ends[last - 1]]


def _persons(words: Words, holders: list[Holder]) -> list[list[Holder]]:
    """Group the places of one name; a short mention goes to the last full name that ends with it."""
    persons: dict[str, list[Holder]] = {}
    for holder in sorted(holders, key=lambda h: h.name.first):
        key = even(on_one_line(_text(words, holder.name.first, holder.name.last)))
        if key not in persons and (not holder.name.known or " " not in key):
            longer = [k for k in persons if k.endswith(f" {key}")]
            if longer:
                key = max(longer, key=lambda k: persons[k][-1].name.first)
        if " " in key:
            persons.setdefault(key, []).append(holder)
    return list(persons.values())


def _post(words: Words, span: Span) -> Post:
    start, end = words.starts[span.first], words.ends[span.last - 1]
    text = words.text[start:end]
    body = without_gloss(words.text[words.starts[span.body] : end]) if span.has_body else None
    if body and even(body) == "ủy viên":  # of a "Tỉnh ủy viên" the body is the "Tỉnh ủy"
        body = words.text[words.starts[span.last - 3] : words.ends[span.last - 2]]
    return Post(start, end, text, without_gloss(text), body, span.former)


def _public(words: Words, span: Span, post: Post, holder: Holder) -> bool:
    """Tell whether a post is a public one: not of a business, and of staff only with a body."""
    if span.kind == "business":
        return False
    if span.kind == "staff":
        return any(unit_at(words, i) and (i == span.body or words.capital(i)) for i in range(span.body, span.last))
    if span.kind not in ("boss", "short") or not post.body:
        return True
    if is_business(post.body):
        return False
    if not holder.name.known and _text(words, holder.name.first, holder.name.last).isascii():
        return False  # foreigners: ministers and ambassadors, not chairmen
    return span.title not in _OF_BUSINESS or is_state(post.body) or _names_a_unit(words, span)


def _names_a_unit(words: Words, span: Span) -> bool:
    """Tell whether the body holds a unit or a word in lower case, not only a foreign name ("Giám đốc Asianux")."""
    return any(unit_at(words, i) or not words.capital(i) for i in range(span.body, span.last))


def _official(words: Words, group: list[Holder], body: int) -> Official | None:
    """Return the person of some places of a name, or None when no public post stands with any of them."""
    spans = sorted({(p.first, p.last): p for h in group for p in h.posts}.values(), key=lambda p: p.first)
    posts = [(span, _post(words, span)) for span in spans]
    good = {s.first for s, p in posts if _public(words, s, p, group[0])}
    private = {s.title for s, _ in posts if s.first not in good}
    public = [(s, p) for s, p in posts if s.first in good and (p.body or s.title not in private)]
    if not public:
        return None
    full = [h for h in group if h.name.last - h.name.first > 1]
    first = next((h for h in full if words.starts[h.name.first] >= body), full[0])
    name = _text(words, first.name.first, first.name.last)
    return Official(
        start=words.starts[first.name.first],
        end=words.ends[first.name.last - 1],
        text=name,
        name=on_one_line(name),
        posts=tuple(_fullest(public, body)),
        role="signs" if any(h.signed for h in group) else role_of(words, [_place(h) for h in group]),
        mentions=tuple((words.starts[h.name.first], words.ends[h.name.last - 1]) for h in group),
    )


def _place(holder: Holder) -> tuple[int, int, int]:
    """Return where the phrase of a name starts and where its posts end, in syllables."""
    first = min([holder.name.respect, *(p.first for p in holder.posts if p.first < holder.name.first)])
    behind = [p.last for p in holder.posts if 0 <= p.first - holder.name.last < 60]
    return (holder.list_first if holder.list_first is not None else first), max([holder.name.last, *behind]), 0


def _fullest(posts: list[tuple[Span, Post]], body: int) -> list[Post]:
    """Return one post for each that is meant: of spellings with one meaning the fullest, those of the body first."""
    same: dict[tuple[str, str, bool], list[Post]] = {}
    for span, post in posts:
        same.setdefault((span.title, body_key(post.body or ""), post.former), []).append(post)
    groups: list[list[tuple[str, str, bool]]] = []
    for kind in list(same)[:MOST_POSTS]:
        title, key, former = kind
        for group in groups:
            if all(title == t and former == f and compatible(key, k) for t, k, f in group):
                group.append(kind)
                break
        else:
            groups.append([kind])
    return [_best([p for kind in group for p in same[kind]], body) for group in groups]


def _best(posts: list[Post], body: int) -> Post:
    """Return the fullest spelling: the longest body, then the head in full letters, then the longest text.

    "Sở TT&TT Hà Nội" says less than "Sở Thông tin và Truyền thông", and "Sở TTamp;TT" less than "Sở TT&TT".
    """
    inside = [p for p in posts if p.start >= body] or posts
    return max(
        inside,
        key=lambda p: (
            len(body_key(p.body or "").split()) - 2 * fields_in_short(p.title) - len(_DEBRIS.findall(p.title)),
            not _abbreviated(p.title),
            len(p.title),
            -p.start,
        ),
    )


_DEBRIS = re.compile(r"[a-z]{2,6};")  # what is left of an entity: "Sở TTamp;TT"


def _abbreviated(title: str) -> bool:
    return any(len(word) > 1 and word.isupper() for word in title.split()[:2]) and not title.isupper()


def _with_posts_alone(words: Words, officials: list[Official], spans: list[Span], body: int) -> list[Official]:
    """Add the places where a post stands alone and only one official can be meant ("Bí thư Huyện ủy yêu cầu")."""
    holders: dict[str, list[int]] = {}
    for k, official in enumerate(officials):
        for head in {head_of_title(post.title) for post in official.posts}:
            holders.setdefault(head, []).append(k)
    extra: dict[int, list[Span]] = {}
    for span in spans:
        if span.kind == "staff" or (span.first and words.keys[span.first - 1] in ("các", "những", "nguyên", "cựu")):
            continue
        start = words.starts[span.first]
        near = (k for k in holders.get(span.title, ()) if officials[k].start < start)
        meant = [k for k in near if holds(officials[k], words, span)]
        if len(meant) == 1:
            extra.setdefault(meant[0], []).append(span)
    return [_mentioned(words, o, extra[k], body) if k in extra else o for k, o in enumerate(officials)]


def _mentioned(words: Words, official: Official, alone: list[Span], body: int) -> Official:
    """Return the official with mentions by post alone, and posts written short there spelled as they are in full."""
    places = ((words.starts[span.first], words.ends[span.last - 1]) for span in alone)
    posts = [_in_full(words, post, alone, body) for post in official.posts]
    return replace(official, mentions=tuple(sorted((*official.mentions, *places))), posts=tuple(posts))


def _in_full(words: Words, post: Post, alone: list[Span], body: int) -> Post:
    """Return a post as written where it stands alone, when the name has it only with a field or the head short."""
    if post.former or not (fields_in_short(post.title) or _abbreviated(post.title)):
        return post
    title, key = head_of_title(post.title), body_key(post.body or "")
    same = [_post(words, s) for s in alone if s.title == title and not s.former]
    return _best([post, *(p for p in same if compatible(key, body_key(p.body or "")))], body)
