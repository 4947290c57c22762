"""Debris of HTML entities, as portals leave it: "kheacute;p", "TTamp;TT", "x;ét", "vi;ecirc%3ḅc". Only for HTML pages.

A page's author typed "khép"; an editor made "kh&eacute;p" of it and a filter took the ampersand, or all but the
semicolon. Repaired is only what can be nothing else: names of entities that are no end of a word, and a semicolon
between a syllable's first consonants and its vowel.
"""

from __future__ import annotations

import html
import re
import unicodedata

from indexer.analysis.normalise import bounded, nfc
from indexer.reading.syllables import is_syllable

_LETTERS = "[aeiouyAEIOUY](?:grave|acute|circ|tilde|uml)|ETH"
_SIGNS = "ldquo|rdquo|lsquo|rsquo|bdquo|ndash|mdash|hellip|nbsp|bull|middot|quot|frac12|frac14|sup2|sup3"
# "&amp;eacute;", "&eacute;", ";eacute;", "eacute;"; the semicolon may be written %3b, with a tone mark on the b.
_ENTITY = re.compile(
    rf"(?:&(?:amp;)?|(?<=[^\W\d_]);(?=\w+(?:;|%3b))|;|amp;)?({_LETTERS}|{_SIGNS})(?:;|%3[bB](?=[\u0300-\u036f]|))"
)
_AMP = re.compile(r"&amp;|;amp;|(?<=[A-ZĐ])amp;(?=[A-ZĐ])|(?<=\s)amp;(?=\s)")
_SPLIT = re.compile(r"(?<![^\W\d_])([bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX][hrgu]?h?);([à-ỹ][^\W\d_]{0,3})(?![^\W\d_])")


def mended(text: str) -> str:
    """Return text without debris of entities (NFC); text without a semicolon comes back as it is."""
    if ";" not in text and "%3b" not in text:
        return text
    text = unicodedata.normalize("NFD", bounded(text)) if "%3" in text else text
    text = _ENTITY.sub(lambda match: html.unescape(f"&{match[1]};"), text)
    text = nfc(_AMP.sub("&", text))
    return _SPLIT.sub(lambda match: match[1] + match[2] if is_syllable(match[1] + match[2]) else match[0], text)
