"""Text as it is kept: NFC, plain blanks, no invisible characters. Done once, before anything counts offsets."""

from __future__ import annotations

import re
import unicodedata

# Zero-width characters, joiners, marks of direction, the soft hyphen and the byte order mark: never meant by an author.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
# Blanks of odd widths stand for a plain one; a tab counts as one too.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_RUN = re.compile(" {2,}")
_BREAKS = re.compile("\r\n?|\u2028|\u2029|\u0085|\x0b|\x0c")
_LINE_ENDS = re.compile(" *\n *")
_EMPTY_LINES = re.compile("\n{3,}")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text in the one form that is kept: NFC, plain single blanks, trimmed lines, at most one empty line.

    ``Ð`` (U+00D0, Icelandic Eth) is what some keyboards gave for ``Đ``; lone surrogates become U+FFFD. Idempotent.
    """
    text = _BREAKS.sub("\n", text)
    text = _SURROGATES.sub("\ufffd", text)
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ")
    text = _RUN.sub(" ", _BLANKS.sub(" ", text))
    text = _EMPTY_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text))
    return text.strip()
