"""Which posts belong to which name: posts behind a name, posts before it, appointments, signatures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from indexer.extraction.officials.appointments import appoint
from indexer.extraction.officials.extents import ends_body
from indexer.extraction.officials.heads import heads_in
from indexer.extraction.officials.holders import Chain, Holder, give, links, pairs
from indexer.extraction.officials.names import Name, find_names, find_short, respect_at
from indexer.extraction.officials.posts import Span, post_at
from indexer.extraction.words import Words

_BEHIND = re.compile(r"\s*(?:,|-|–|—|\(|:|,\s*[-–])\s*")
_BETWEEN = re.compile(r"\s*(?:,|-|–|—|,\s*[-–]|/|;)\s*")
_ASIDE = re.compile(r"\s*[,\-–—:]\s*")
_SEVERAL = frozenset({"các", "đồng", "hai", "ba", "bốn"})
MOST_ASIDE = 9


def read(words: Words) -> tuple[list[Holder], list[Span]]:
    """Return every name with its posts, in order, and every post of the text."""
    sizes = heads_in(words)
    heads = list(sizes)
    stops = {i for i, size in sizes.items() if size >= 2}
    stops.update([i for i in words.capitals if words.keys[i] == "đồng" and respect_at(words, i)])  # "Đồng chí"
    names = find_names(words, frozenset(stops))
    names = sorted([*names, *find_short(words, names)], key=lambda n: n.first)
    holders = [Holder(name) for name in names]
    posts = list(_posts(words, heads, names))
    chains = list(_chains(words, posts))
    _attach(words, chains, holders)
    appoint(words, chains, holders)
    _mark_lists(words, holders)
    return holders, posts


def _mark_lists(words: Words, holders: list[Holder]) -> None:
    """Remember for each name of a list ("gồm các đồng chí: A, ...; B, ...") where the list starts."""
    for one, other in pairwise(holders):
        end = max([one.name.last, *(p.last for p in one.posts if p.first >= one.name.last)])
        start = min([other.name.respect, *(p.first for p in other.posts if p.first < other.name.first)])
        between = words.text[words.ends[end - 1] : words.starts[start]].strip() if start >= end else ""
        if between in (";", ",", "và", ", và", "; và", "; các", "cùng"):
            first = min([one.name.respect, *(p.first for p in one.posts if p.first < one.name.first)])
            other.list_first = first if one.list_first is None else one.list_first


def _posts(words: Words, heads: list[int], names: list[Name]) -> Iterator[Span]:
    starts = frozenset(at for n in names for at in (n.first, n.respect))
    inside = {i for n in names for i in range(n.first, n.last)}
    done = 0
    for i in heads:
        if i < done or i in inside:
            continue
        if i and words.joined(i) and (words.keys[i - 1], words.keys[i]) in pairs("body"):
            continue
        start = i
        while start > done and words.joined(start) and words.keys[start - 1] in ("nguyên", "cựu", "quyền"):
            start -= 1
        post = post_at(words, start, starts)
        if post:
            done = post.last
            yield post


def _chains(words: Words, posts: list[Span]) -> Iterator[Chain]:
    chain: list[Span] = []
    for post in posts:
        if chain and _linked(words, chain[-1], post):
            chain.append(post)
            continue
        if chain:
            yield Chain(chain, _plural(words, chain[0].first))
        chain = [post]
    if chain:
        yield Chain(chain, _plural(words, chain[0].first))


def _plural(words: Words, i: int) -> bool:
    """Tell whether the post at ``i`` is that of several: "các Phó Chủ tịch", "các đồng chí Phó Giám đốc"."""
    if i > 1 and words.keys[i - 2 : i] in (["đồng", "chí"], ["đ", "c"]):
        i -= 2
    return i > 0 and (words.keys[i - 1] in _SEVERAL or words.keys[i - 1].isdigit()) and words.joined(i)


def _linked(words: Words, one: Span, other: Span) -> bool:
    """Tell whether two posts stand in one chain: a comma, a dash, "kiêm" or "và" between them."""
    between = words.keys[one.last : other.first]
    if between not in ([], ["kiêm"], ["và"], ["là"], ["đồng", "thời", "là"]):
        return False
    signs = words.gap(other.first) if not between else words.text[words.ends[one.last - 1] : words.starts[other.first]]
    if between:
        if between == ["là"] and other.kind == "staff":
            return False
        return len(signs) < 20 and not any(c in signs for c in ".;:()")
    if bool(_BETWEEN.fullmatch(signs)) and ";" not in signs:
        return True
    return signs in (" ", "\n") and words.capital(other.first) and not words.raw(one.first).isupper()


def _attach(words: Words, chains: list[Chain], holders: list[Holder]) -> None:
    """Give chains of posts to the names they touch; those that only stand near a name come last."""
    ends = {h.name.last: k for k, h in enumerate(holders)}
    starts = {h.name.respect: k for k, h in enumerate(holders)}
    asides: list[tuple[Chain, int]] = []
    for chain in chains:
        left = _left(words, chain, ends)
        right, tight = (None, False) if chain.posts[-1].kind == "staff" else _right(words, chain, starts)
        if right is not None and tight:
            _give_both(words, chain, holders, left, right)
        elif left is None and (near := _left_over(words, chain, holders)) is not None:
            give(holders[near], chain.posts)
        elif right is not None and left is None:
            asides.append((chain, right))
        elif left is not None and holders[left].name.last - holders[left].name.first > 1:
            give(holders[left], chain.posts)
            if chain.shared:
                _share_back(words, holders, left, chain.posts)
    known = {_key(words, h) for h in holders if h.posts}
    for chain, right in asides:
        dashed = words.gap(chain.last).strip() in ("-", "–")  # "kết luận của Chủ tịch UBND Thành phố - Nguyễn Thế Thảo"
        alone = _key(words, holders[right]) not in known and (dashed or not _governed(words, chain.first))
        if chain.shared or alone:
            _give_right(words, chain, holders, right, chain.posts, tight=False)


def _key(words: Words, holder: Holder) -> tuple[str, ...]:
    return tuple(words.keys[holder.name.first : holder.name.last])


def _left_over(words: Words, chain: Chain, holders: list[Holder]) -> int | None:
    """Return the name that a chain follows with one unknown thing between: "ông A, Anh hùng Lao động, Chủ tịch ..."."""
    k = bisect_right(holders, chain.first, key=lambda h: h.name.last) - 1
    if k < 0 or chain.first - holders[k].name.last > MOST_ASIDE or holders[k].posts:
        return None
    last = holders[k].name.last
    if last - holders[k].name.first < 2 or not words.capital(chain.first):
        return None
    start = chain.first
    if words.match(start - 1, links("is")) == 1:
        start -= 1
    before, behind = words.gap(last).strip(), words.gap(start).strip()
    if before == "(":  # "ông A (sinh năm 1976), Chánh Văn phòng", "A (sinh ngày ...) là ..."
        if sum(len(k) == 4 and k.isdigit() for k in words.keys[last:start]) > 1:
            return None  # "A (1914 - 1986)": a historical figure
        return k if behind in ("),", ") -", ") –") or (behind == ")" and start < chain.first) else None
    if before not in (",", "-", "–") or behind != "," or ends_body(words, last):
        return None
    plain = all(words.gap(i) in (" ", "\n", "-", "/") and not ends_body(words, i) for i in range(last + 1, chain.first))
    return k if plain else None


def _governed(words: Words, i: int) -> bool:
    """Tell whether the post at ``i`` belongs to words before it: "thừa ủy quyền của Thủ tướng, đồng chí A ..."."""
    return i > 0 and words.joined(i) and (words.keys[i - 1],) in pairs("governs")


def _give_both(words: Words, chain: Chain, holders: list[Holder], left: int | None, right: int) -> None:
    """Split a chain between two names: the post that touches the next name is that person's."""
    mine = chain.posts
    joined = len(mine) > 1 and words.keys[mine[-2].last : mine[-1].first] == ["và"]
    if left is not None and len(mine) > 1 and (joined or not holders[left].announced):
        give(holders[left], mine[:-1])
        mine = mine[-1:]
    while len(mine) > 1 and mine[0].kind in ("boss", "office", "high") and _stands_for(words, mine[0].first):
        mine = mine[1:]
    _give_right(words, chain, holders, right, mine, tight=True)


def _stands_for(words: Words, i: int) -> bool:
    """Tell whether the post at ``i`` is another's: "thay mặt Chủ tịch UBND Thành phố, Giám đốc Sở A"."""
    return tuple(words.keys[max(0, i - 2) : i]) in pairs("instead")


def _give_right(
    words: Words, chain: Chain, holders: list[Holder], right: int, posts: list[Span], *, tight: bool
) -> None:
    name = holders[right].name
    if not (tight or chain.shared or name.honoured or (name.known and name.last - name.first > 2)):
        return
    give(holders[right], posts)
    holders[right].announced = True
    holders[right].signed = _in_capitals(words, posts[-1])
    if chain.shared:
        _share_on(words, holders, right, posts)


def _left(words: Words, chain: Chain, ends: dict[int, int]) -> int | None:
    """Return the name that a chain follows, if it follows one."""
    i = chain.first
    for skip in range(4):
        at = i - skip
        if at in ends:
            signs = words.gap(at)
            if skip == 0:
                plain = signs == " " and (words.capital(i) or chain.posts[0].has_body)  # "ông A chủ tịch UBND phường"
                return ends[at] if plain or _BEHIND.fullmatch(signs) else None
            if words.match(at, links("is")) == skip and signs in (" ", "\n", ", "):
                return ends[at]
            return ends[at] if skip == 1 and words.keys[at] in ("các", "kiêm") and _BEHIND.fullmatch(signs) else None
    return None


def _right(words: Words, chain: Chain, starts: dict[int, int]) -> tuple[int | None, bool]:
    """Return the name that a chain leads to, if it leads to one, and whether it touches the name."""
    at = _behind(words, chain.last)
    if at not in starts:
        return None, False
    if at != chain.last:  # "(Đã ký)" or "(TT&TT)" between
        short = at == chain.last + 1
        return (starts[at], True) if short or _signature(words, chain, at) else (None, False)
    if words.joined(at):
        return (None, False) if _byline(words, chain, at) else (starts[at], True)
    signs = words.gap(at)
    if not signs.strip():
        return (starts[at], True) if _signature(words, chain, at) else (None, False)
    return (starts[at], False) if _ASIDE.fullmatch(signs) else (None, False)


def _behind(words: Words, at: int) -> int:
    """Return the syllable behind a post, over "(Đã ký)" and over an abbreviation in brackets."""
    if at + 1 >= len(words):
        return at
    if words.gap(at).strip() == "(" and words.gap(at + 1) == ") " and words.raw(at).isupper():
        return at + 1
    while words.keys[at : at + 2] == ["đã", "ký"] and at + 2 < len(words):
        at += 2
    return at


def _line(words: Words, i: int) -> tuple[int, int]:
    start = words.text.rfind("\n", 0, words.starts[i]) + 1
    end = words.text.find("\n", words.starts[i])
    return start, len(words.text) if end < 0 else end


def _byline(words: Words, chain: Chain, at: int) -> bool:
    """Tell whether the name at ``at`` is the author's, alone on the last line below a paragraph."""
    start, end = _line(words, at)
    alone = words.starts[at] == start and end - start < 32
    return alone and not words.text[end:].strip() and not _signature(words, chain, at)


def _signature(words: Words, chain: Chain, at: int) -> bool:
    """Tell whether a post alone on its line(s) stands above a name alone on its line."""
    start, end = _line(words, at)
    if words.starts[at] != start or end - start > 40:
        return False
    above, below = _line(words, chain.first)
    before = words.text[above : words.starts[chain.first]].strip(" .")
    return before.casefold() in ("", "kt", "tm", "tl", "tuq", "q") and words.starts[at] - below < 80


def _in_capitals(words: Words, post: Span) -> bool:
    return post.last - post.first > 1 and words.text[words.starts[post.first] : words.ends[post.first + 1]].isupper()


def _share_on(words: Words, holders: list[Holder], k: int, posts: list[Span]) -> None:
    """Give the posts of "các Phó Chủ tịch A, B và C" to B and C as well."""
    for one, other in pairwise(holders[k:]):
        between = words.text[words.ends[one.name.last - 1] : words.starts[other.name.first]].strip()
        if between not in (",", "và", ", và") or other.posts:
            return
        give(other, posts)


def _share_back(words: Words, holders: list[Holder], k: int, posts: list[Span]) -> None:
    """Give the posts of "A, B và C, các Phó Chủ tịch" to A and B as well."""
    while k > 0 and not holders[k - 1].posts:
        one, other = holders[k - 1], holders[k]
        between = words.text[words.ends[one.name.last - 1] : words.starts[other.name.respect]].strip()
        if between not in (",", "và", ", và"):
            return
        give(one, posts)
        k -= 1
