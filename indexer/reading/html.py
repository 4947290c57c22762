"""Portal pages: by the profile of the portal, else by what most pages have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.analysis.normalise import clean
from indexer.bulletin import Attachment, Page
from indexer.errors import EmptySource
from indexer.reading.debris import mended
from indexer.reading.decode import decode
from indexer.reading.html_text import lines_of, parse
from indexer.reading.layout import page_of_lines
from indexer.reading.legacy import repair
from indexer.reading.outcome import Outcome, Read, Source
from indexer.reading.profiles import Profile, profile_for
from indexer.reading.published import iso_moment, published_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_PROBE = 4096
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
_TITLES = ("article h1", "main h1", "h1", "[itemprop=headline]", "h2.title", ".title h2", "article h2", "main h2", "h2")
_DATES = (
    "meta[property='article:published_time']",
    "meta[itemprop=datePublished]",
    "[itemprop=datePublished]",
    "time[datetime]",
    "[class*=date]",
    "[class*=time]",
    "[class*=ngay]",
    "[id*=date]",
    "[id*=Date]",
    "[id*=ngay]",
)
_DATED = 40  # elements looked at for a date
_BODIES = (
    "[itemprop=articleBody]",
    "article",
    "[class*=noidung], [id*=noidung], [class*=noi-dung], [id*=NoiDung]",
    "[class*=article-content], [class*=content-detail], [class*=detail-content], [class*=news-content],"
    " [class*=entry-content]",
    "main",
    "#content, .content",
)
_AROUND = (
    "nav, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [class*=breadcrumb], [class*=sidebar],"
    " [class*=related], [class*=lienquan], [class*=share], [class*=comment], [id*=footer], [class*=footer],"
    " [id*=sidebar]"
)
_SITE = re.compile(
    r"\s+[-–—|»]\s+(?:cổng|trang|website|báo|đài|sở|bộ|ubnd|ủy ban|uỷ ban|huyện ủy|tỉnh ủy|thành ủy|đảng ủy)\b[^|»]*$",
    re.IGNORECASE,
)
_ENOUGH = 200  # characters: less is no body while the page holds more


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was found on a page, before the lines are looked at."""

    title: str
    published: str | None
    lines: list[str]
    tags: tuple[str, ...]
    attachments: tuple[Attachment, ...]


def read_html(source: Source) -> Iterator[Outcome]:
    """Yield the one page of an HTML file; raises `EmptySource` when no text is on it."""
    declared = _CHARSET.search(source.data[:_PROBE])
    charset = source.charset or (declared[1].decode("ascii") if declared else None)
    html = decode(source.data, source.name, charset).text
    yield Read(page_of_html(html, source.name), source.data)


def page_of_html(html: str, name: str) -> Page:
    """Return the page that HTML shows, chrome cut; raises `EmptySource` or `SourceTooLarge`."""
    tree = parse(repair(html), name)
    profile = profile_for(tree)
    parts = _by_profile(tree, profile) if profile else _generic(tree)
    page = page_of_lines(
        [mended(line) for line in parts.lines],
        title=mended(parts.title) or None,
        published=parts.published,
        whole=profile is None,
    )
    if not page.text.strip() and not page.title.strip():
        raise EmptySource(f"{name}: trang không có chữ nào.", "Kiểm tra xem trang đã được lưu đủ chưa.")
    address = _address(tree)
    base = address or (name if name.startswith(("http://", "https://")) else "")
    attachments = tuple(Attachment(a.name, _joined(base, a.address)) for a in parts.attachments or page.attachments)
    return replace(page, address=address, tags=parts.tags or page.tags, attachments=attachments)


def _by_profile(tree: LexborHTMLParser, profile: Profile) -> _Parts:
    skip = frozenset(node.mem_id for selector in profile.drop for node in tree.css(selector))
    lines = [
        line
        for selector in profile.body
        for node in _outermost(tree.css(selector))
        for line in (*lines_of(node, skip=skip), "")
    ]
    return _Parts(
        _first_text(tree, profile.title),
        _first_date(tree, profile.published),
        lines,
        tuple(dict.fromkeys(filter(None, (_text(node) for selector in profile.tags for node in tree.css(selector))))),
        _files(node for selector in profile.attachments for node in tree.css(selector)),
    )


def _generic(tree: LexborHTMLParser) -> _Parts:
    body = _body(tree)
    title = _first_text(tree, _TITLES) or _without_site(_meta(tree, "og:title") or _first_text(tree, ("title",)))
    if body is None:
        return _Parts(title, _first_date(tree, _DATES), [], (), ())
    skip = frozenset(node.mem_id for node in tree.css(_AROUND))
    return _Parts(title, _first_date(tree, _DATES), lines_of(body, skip=skip), (), _files(body.css("a[href]")))


def _body(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the element that holds the bulletin: the first likely one with enough text, else the whole body."""
    skip = frozenset(node.mem_id for node in tree.css(_AROUND))
    for selector in _BODIES:
        nodes = [(len("".join(lines_of(node, skip=skip))), node) for node in tree.css(selector)[:20]]
        size, node = max(nodes, key=lambda pair: pair[0], default=(0, None))
        if node is not None and size >= _ENOUGH:
            return node
    return tree.body


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if not _inside(node, ids)]


def _inside(node: LexborNode, ids: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in ids:
            return True
        parent = parent.parent
    return False


def _text(node: LexborNode) -> str:
    return " ".join(clean(node.text(separator=" ")).split())


def _first_text(tree: LexborHTMLParser, selectors: Iterable[str]) -> str:
    for selector in selectors:
        for node in tree.css(selector)[:5]:
            text = _text(node)
            if text:
                return text
    return ""


def _without_site(title: str) -> str:
    """Return a page's title without the name of the portal behind it ("... - Cổng thông tin điện tử huyện Phú Tân")."""
    match = _SITE.search(title)
    return title[: match.start()] if match and match.start() else title


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f"meta[property='{name}']")
    return " ".join(((node.attributes.get("content") or "") if node else "").split())


def _first_date(tree: LexborHTMLParser, selectors: Iterable[str]) -> str | None:
    for selector in selectors:
        for node in tree.css(selector)[:_DATED]:
            stated = node.attributes.get("datetime") or node.attributes.get("content") or ""
            found = iso_moment(stated) if stated else _date_in(_text(node))
            if found:
                return found
    return None


def _date_in(text: str) -> str | None:
    """Return the moment of a short text: the whole of it, or its part before counters ("| View count: 384")."""
    parts = [part.strip() for part in text.split("|")]
    candidates = (text, *(" ".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)), *parts)
    return next((moment for part in candidates if (moment := published_of(part))), None)


def _files(nodes: Iterable[LexborNode]) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for node in nodes:
        address = node.attributes.get("href") or ""
        if _FILES.search(address) or "$FILE" in address:
            found.setdefault(address, Attachment(_text(node) or address.rsplit("/", 1)[-1], address))
    return tuple(found.values())[:100]


def _joined(base: str, address: str) -> str:
    """Return where a page's link leads; what cannot be followed (a script, a broken address) leads nowhere."""
    try:
        target = urljoin(base, address.strip()) if address else ""
        return target if urlsplit(target).scheme in ("", "http", "https") else ""
    except ValueError:
        return ""


def _address(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("link[rel=canonical]")
    address = (node.attributes.get("href") if node else None) or _meta(tree, "og:url")
    if not address or not address.startswith(("http://", "https://")):
        return None
    parts = urlsplit(address)
    # A portal that names its home page as the address of every page tells nothing.
    return address if parts.path.strip("/") or parts.query else None
