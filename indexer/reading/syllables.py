"""Is this Vietnamese? The share of words that can be syllables of the language, by their letters and tone."""

from __future__ import annotations

import re
import unicodedata

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_OPEN = (
    "iêu|yêu|oai|oay|oao|oeo|uay|uây|uyu|uya|uôi|ươi|ươu|uêu|ai|ao|au|ay|âu|ây|eo|êu|iu|ia|oi|ôi|ơi|ui|ưi|ưu|ua|ưa|"
    "oa|oe|uê|uơ|uy|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_CLOSED = "uyê|iê|yê|uô|ươ|oă|oa|oe|oo|uâ|uê|uy|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:(?:{_OPEN})|(?:{_CLOSED})(?:ch|ng|nh|c|m|n|p|t))")
_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # words looked at: the first ones of a long text tell enough


def is_syllable(word: str) -> bool:
    """Say whether a word can be one syllable of Vietnamese; case does not matter."""
    bare = unicodedata.normalize("NFD", word.lower())
    toneless = bare.translate(_TONES)
    if len(bare) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def vietnamese_share(text: str) -> float:
    """Return the share of words that can be Vietnamese syllables, 0 to 1; 0 for a text without words."""
    words = [match.group() for _, match in zip(range(_SAMPLE), _WORDS.finditer(text), strict=False)]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def marked_share(text: str) -> float:
    """Return the share of syllables among the words with a letter outside ASCII: what an encoding is judged by."""
    marked = (match.group() for match in _WORDS.finditer(text) if not match.group().isascii())
    words = [word for _, word in zip(range(_SAMPLE), marked, strict=False)]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
