"""An HTML tree in, lines out: one for each block, blanks as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.errors import SourceTooLarge

DEPTH = 512
ATTRIBUTES = 256
_NODES = 2_000_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
# A browser closes these by itself when the next one opens: they do not nest however many stand in a row.
_SELF_CLOSING = frozenset(b"p li dt dd tr td th option thead tbody tfoot colgroup html head body".split())
_SKIPPED_NAMES = "script style noscript template iframe object svg select button textarea head nav input"
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody tfoot thead "
    "tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def parse(html: str, name: str) -> LexborHTMLParser:
    """Return the tree; raises `SourceTooLarge` for nesting or attributes that only an attack needs, before parsing."""
    check_shape(html.encode("utf-8", "replace"), name)
    return LexborHTMLParser(html)


def check_shape(data: bytes, name: str) -> None:
    """Refuse, in one pass over the bytes, more than 512 open elements or 256 attributes in a tag."""
    depth = 0
    for match in _TAG.finditer(data):
        tag = match[2].lower()
        if match[1]:
            depth -= tag not in _SELF_CLOSING and tag not in _VOID and depth > 0
            continue
        end = data.find(b">", match.end())
        length = (end if end >= 0 else len(data)) - match.end()
        if (
            length > 2 * ATTRIBUTES
            and data.count(b"=", match.end(), match.end() + length) > ATTRIBUTES
            and _many(data, match.end())
        ):
            raise SourceTooLarge(f"{name}: một thẻ có hơn {ATTRIBUTES} thuộc tính.", "Lưu lại trang này.")
        if tag not in _VOID and tag not in _SELF_CLOSING and data[end - 1 : end] != b"/":
            depth += 1
            if depth > DEPTH:
                raise SourceTooLarge(f"{name}: hơn {DEPTH} phần tử lồng nhau.", "Lưu lại trang này.")


_ATTRIBUTE = re.compile(rb"""\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?|\s*/""")


def _many(data: bytes, start: int) -> bool:
    """Count the attributes of one tag for certain: an address in a value may hold many equals signs."""
    for count in range(ATTRIBUTES + 1):
        match = _ATTRIBUTE.match(data, start)
        if not match:
            return count > ATTRIBUTES
        start = match.end()
    return True


def lines_of(node: LexborNode, *, skip: frozenset[int] = frozenset()) -> list[str]:
    """Return the lines of an element; ``skip`` holds the memory ids of elements to leave out."""
    lines: list[str] = []
    line: list[str] = []

    def end_line() -> None:
        text = _BLANKS.sub(" ", "".join(line)).strip(" ")
        line.clear()
        lines.append(text)

    for kind, text in _events(node, skip):
        if kind == "text":
            line.append(text)
        elif kind == "break" or line:
            end_line()
    if line:
        end_line()
    return lines


def _events(root: LexborNode, skip: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Walk the tree without recursion: texts, forced breaks (br) and edges of blocks."""
    stack: list[tuple[LexborNode | None, str]] = [(root, "")]
    for _ in range(_NODES):
        if not stack:
            return
        node, closing = stack.pop()
        if node is None:
            yield ("cell", "") if closing == "cell" else ("block", "")
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield "text", node.text_content or ""
        elif tag == "br":
            yield "break", ""
        elif (
            tag not in _SKIPPED
            and not tag.startswith("-")
            and tag != "!doctype"
            and node.mem_id not in skip
            and not _hidden(node)
        ):
            yield from _open(tag)
            if tag in _BLOCKS:
                stack.append((None, "block"))
            stack.extend((child, "") for child in reversed(list(node.iter(include_text=True))))
    raise SourceTooLarge(f"Trang có hơn {_NODES:,} nút.", "Chia nhỏ trang này.")


def _open(tag: str) -> Iterator[tuple[str, str]]:
    if tag in _CELLS:
        yield "text", " "
    elif tag in _BLOCKS:
        yield "block", ""


def _hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style")
    return bool(style) and "display:none" in (style or "").replace(" ", "").lower()
