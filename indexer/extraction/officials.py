"""Officials: named persons with a public post, and every post that the text ascribes to them."""

from __future__ import annotations

from dataclasses import replace

from indexer.bulletin import Bulletin, Facts, Official, Post
from indexer.extraction.officials_bodies import body_key, compatible, is_business
from indexer.extraction.officials_chains import Holder, read
from indexer.extraction.officials_posts import Span
from indexer.extraction.officials_words import Words, even, on_one_line, split


def find_officials(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with the officials in the order in which they are first named."""
    words = split(bulletin.text)
    holders, _ = read(words)
    persons: dict[str, list[Holder]] = {}
    for holder in holders:
        persons.setdefault(even(on_one_line(_name(words, holder))), []).append(holder)
    found = [_official(words, group, bulletin.body) for group in persons.values()]
    return replace(facts, officials=tuple(o for o in found if o))


def _name(words: Words, holder: Holder) -> str:
    return words.text[words.starts[holder.name.first] : words.ends[holder.name.last - 1]]


def _post(words: Words, span: Span) -> Post:
    start, end = words.starts[span.first], words.ends[span.last - 1]
    text = words.text[start:end]
    body = on_one_line(words.text[words.starts[span.body] : end]) if span.has_body else None
    return Post(start, end, text, on_one_line(text), body, span.former)


def _public(span: Span, post: Post) -> bool:
    if span.kind == "business":
        return False
    if span.kind == "staff" and not (post.body and post.title[0]):
        return False
    return not (span.kind == "boss" and post.body and is_business(post.body))


def _official(words: Words, group: list[Holder], body: int) -> Official | None:
    spans = sorted({(p.first, p.last): p for h in group for p in h.posts}.values(), key=lambda p: p.first)
    posts = [(span, _post(words, span)) for span in spans]
    private = [(s, p) for s, p in posts if not _public(s, p)]
    public = [(s, p) for s, p in posts if _public(s, p)]
    public = [(s, p) for s, p in public if p.body or not any(_head(words, s) == _head(words, q) for q, _ in private)]
    if not public:
        return None
    first = next((h for h in group if words.starts[h.name.first] >= body), group[0])
    start, end = words.starts[first.name.first], words.ends[first.name.last - 1]
    mentions = tuple((words.starts[h.name.first], words.ends[h.name.last - 1]) for h in group)
    kept = _fullest(words, public, body)
    return Official(start, end, words.text[start:end], on_one_line(words.text[start:end]), tuple(kept), "named", mentions)


def _head(words: Words, span: Span) -> str:
    return " ".join(words.keys[span.first : max(span.first + 1, min(span.head, span.body))])


def _fullest(words: Words, posts: list[tuple[Span, Post]], body: int) -> list[Post]:
    """Return one post for each that is meant: of spellings with one meaning the fullest, those of the body first."""
    groups: list[list[tuple[str, Post]]] = []
    for span, post in posts:
        head, key = _head(words, span), body_key(post.body or "")
        for group in groups:
            if all(head == h and post.former == p.former and compatible(key, body_key(p.body or "")) for h, p in group):
                group.append((head, post))
                break
        else:
            groups.append([(head, post)])
    return [_best([p for _, p in group], body) for group in groups]


def _best(posts: list[Post], body: int) -> Post:
    inside = [p for p in posts if p.start >= body] or posts
    return max(inside, key=lambda p: (len(body_key(p.body or "").split()), len(p.title), -p.start))
