"""Keys that an input method should have turned into letters: ``vieejt`` (Telex) and ``vie65t`` (VNI) are "việt"."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Marks by key. Telex doubles a vowel for the hat; w is the horn or the breve; s f r x j are the tones.
_TELEX_TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_LETTERS: Final = (
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI_LETTERS: Final = (
    ("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("uo7", "ươ"), ("a8", "ă"), ("o7", "ơ"), ("u7", "ư"),
)  # fmt: skip
_TELEX_KEYS: Final = re.compile("[sfrxjwdaeo]")
_VOWELS: Final = re.compile("[aăâeêioôơuưy]+")


def decoded(word: str) -> list[str]:
    """Return the words that the keys of a word without marks could stand for, NFC; empty when they stand for none."""
    word = word.lower()
    if not word.isascii() or not 2 <= len(word) <= 12:
        return []
    if any(key.isdigit() for key in word):
        return _with(word, _VNI_LETTERS, _VNI_TONES) if word[0].isalpha() else []
    return _with(word, _TELEX_LETTERS, _TELEX_TONES) if _TELEX_KEYS.search(word[1:]) else []


def _with(word: str, letters: tuple[tuple[str, str], ...], tones: dict[str, str]) -> list[str]:
    """Take one tone key and one mark key out of the word, wherever after the vowel they were typed."""
    found: list[str] = []
    for at in (None, *range(len(word) - 1, 0, -1)):
        if at is not None and word[at] not in tones:
            continue
        bare = word if at is None else word[:at] + word[at + 1 :]
        for base in _marked(bare, letters):
            if not base.replace("đ", "d").isalpha():
                continue
            spelled = _toned(base, tones[word[at]]) if at is not None else base
            if spelled and spelled != word and spelled not in found:
                found.append(spelled)
    return found


def _marked(word: str, letters: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the word with its mark keys turned into letters, typed beside their letter or at the word's end."""
    near = word
    for keys, letter in letters:
        near = near.replace(keys, letter)
    results = [near]
    last = near[-1:]
    if len(near) > 2 and last:  # "nongo" and "huyene": the key was typed after the syllable
        for keys, letter in letters:
            if keys[-1] == last and keys[:-1] in near[:-1]:
                results.append(near[:-1].replace(keys[:-1], letter, 1))
    return results


def _toned(word: str, tone: str) -> str | None:
    """Put a tone on the vowel that carries it; None for a word without a vowel."""
    start = 2 if word[:2] == "qu" or (word[:2] == "gi" and _VOWELS.search(word, 2)) else 0
    found = _VOWELS.search(word, start)
    if not found:
        return None
    vowels, closed = found.group(), found.end() < len(word)
    marked = [place for place, letter in enumerate(vowels) if letter in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif closed and len(vowels) > 1:
        place = len(vowels) - 1
    else:
        place = 1 if len(vowels) == 3 else 0
    at = found.start() + place
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])
