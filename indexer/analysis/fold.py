"""Forms for matching: lower case with one tone placement, and the same without any marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Open oa/oe/uy syllables are written with the tone on either vowel; both are read as the older way (hòa, not hoà).
# Never after q: "quý" is q + uý in spelling, and has one form only.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_LETTERS = {first: "".join(toned[1] for toned in _TONES if toned[0] == first) for first in "ou"}
# What can begin a syllable's end comes first in the pattern, so that all other letters are passed over fast.
_OPEN_SYLLABLE = re.compile(
    rf"[oOuU](?:(?<=[oO])[{_LETTERS['o']}{_LETTERS['o'].upper()}]|(?<=[uU])[{_LETTERS['u']}{_LETTERS['u'].upper()}])"
    r"(?<![qQ]..)(?![^\W\d_])"
)
_MARKS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=65_536)
def match_form(token: str) -> str:
    """Return the form under which a token with marks is matched: NFC, lower case, one tone placement (hoà -> hòa)."""
    return even_tones(unicodedata.normalize("NFC", token).lower())


def even_tones(text: str) -> str:
    """Return a text with one tone placement, of the same length and case: ``HOÀ`` -> ``HÒA``, ``Thuỷ`` -> ``Thủy``."""
    return _OPEN_SYLLABLE.sub(_even, text)


def _even(found: re.Match[str]) -> str:
    written = found.group()
    evened = _TONES[written.lower()]
    return "".join(new.upper() if old.isupper() else new for new, old in zip(evened, written, strict=True))


@lru_cache(maxsize=65_536)
def fold(token: str) -> str:
    """Return the form without marks: ``Đường`` -> ``duong``. The same for NFC and NFD; idempotent."""
    decomposed = unicodedata.normalize("NFD", token.lower()).replace("đ", "d")
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


def has_marks(text: str) -> bool:
    """Tell whether a text carries any Vietnamese mark: an unmarked query is read as typed without diacritics."""
    lowered = text.lower()
    return fold(lowered) != unicodedata.normalize("NFC", lowered)
