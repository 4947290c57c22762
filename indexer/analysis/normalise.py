"""Text as it is kept: NFC, plain blanks, no invisible characters. Done once, before anything counts offsets."""

from __future__ import annotations

import re
import unicodedata

from indexer.limits import MARKS

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
# What may hold too many marks in a row; the marks are counted one by one then.
_SIGNS = re.compile(rf"[^\w\s!-~]{{{MARKS + 1},}}")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text in the one form that is kept: NFC, plain single blanks, trimmed lines, at most one empty line.

    ``Ð`` (U+00D0, Icelandic Eth) is what some keyboards gave for ``Đ``; lone surrogates become U+FFFD. Idempotent.
    """
    text = _BREAKS.sub("\n", text)
    text = _SURROGATES.sub("\ufffd", text)
    text = _INVISIBLE.sub("", text)
    text = nfc(text).replace("Ð", "Đ")
    text = _RUN.sub(" ", _BLANKS.sub(" ", text))
    text = _EMPTY_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text))
    return text.strip()


def nfc(text: str) -> str:
    """Return a text of any origin in NFC, with at most `limits.MARKS` marks in a row.

    Python sorts the marks on a letter in quadratic time: a megabyte of them would take minutes.
    """
    return unicodedata.normalize("NFC", bounded(text))


def bounded(text: str) -> str:
    """Return a text without the marks that are too many in a row; they are no writing."""
    return _SIGNS.sub(lambda found: _bounded(found.group()), text)


def _bounded(signs: str) -> str:
    kept, run = [], 0
    for sign in signs:
        run = run + 1 if unicodedata.category(sign).startswith("M") else 0
        if run <= MARKS:
            kept.append(sign)
    return "".join(kept)
