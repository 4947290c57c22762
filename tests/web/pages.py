"""Reading a page in tests: its visible text, its links, its parts."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser


class Page:
    """An HTML page to ask questions of."""

    def __init__(self, response: Any, status: int = 200) -> None:
        assert response.status_code == status, (response.status_code, response.get_data(as_text=True)[:2_000])
        self.html = response.get_data(as_text=True)
        self.tree = LexborHTMLParser(self.html)

    def text(self, selector: str = "body") -> str:
        """Return the text of the first part that a selector finds, blanks evened."""
        node = self.tree.css_first(selector)
        assert node is not None, f"nothing is {selector}"
        return " ".join(node.text().split())

    def texts(self, selector: str) -> list[str]:
        """Return the text of all parts that a selector finds."""
        return [" ".join(node.text().split()) for node in self.tree.css(selector)]

    def links(self, selector: str = "a") -> list[str]:
        """Return where the links that a selector finds lead."""
        return [node.attributes.get("href") or "" for node in self.tree.css(selector)]

    def link(self, words: str) -> str:
        """Return where the first link whose text holds the words leads."""
        for node in self.tree.css("a"):
            if words in " ".join(node.text().split()):
                return node.attributes.get("href") or ""
        raise AssertionError(f"no link says {words!r}; links: {[n.text() for n in self.tree.css('a')]}")

    def has(self, selector: str) -> bool:
        """Tell whether a selector finds anything."""
        return self.tree.css_first(selector) is not None


def readable(url: str) -> str:
    """Return an address with its escapes undone."""
    return unquote(url.replace("+", " "))
