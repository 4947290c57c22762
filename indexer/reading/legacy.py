"""Encodings from before Unicode: TCVN3 (fonts ".VnTime"), VNI, VISCII; tables in a file, told by what they give."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from indexer.analysis.normalise import nfc
from indexer.reading.syllables import is_syllable, marked_share

ENCODINGS = ("tcvn3", "viscii", "vni")
# Letters that only Unicode text holds: a text with them is not in an encoding of eight bits.
_UNICODE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")
_HIGH = re.compile("[\u0080-\u00ff]")
_LEAST_SHARE = 0.85  # of the marked words: Vietnamese text reaches .97, another table on it stays below .6
_LEAST_MARKED = 3  # letters: less is no evidence
_SAMPLE = 40_000
# Quotation marks, dashes, dots and the like: the signs of Windows that running text has.
_SIGN = re.compile("[\x82\x84\x85\x8b\x91-\x97\x99\x9b]")
_RUN = re.compile("[A-Za-z\x01-\x06\x11-\x17\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding and the share of marked words that it makes Vietnamese: the confidence."""

    encoding: str
    text: str
    confidence: float


@cache
def table(encoding: str) -> dict[str, str]:
    """Return what stands for what in an encoding, written as Latin-1."""
    rows = resources.files("indexer.reading").joinpath("legacy.tsv").read_text("utf-8").splitlines()[1:]
    parts = (row.split("\t") for row in rows)
    return {bytes.fromhex(code).decode("latin-1"): text for name, code, text in parts if name == encoding}


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    longest_first = sorted(table(encoding), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def convert(text: str, encoding: str) -> str:
    """Return text written in an old encoding, given as Latin-1 or Windows-1252, in Unicode (NFC)."""
    plain = text.translate(_windows())
    if encoding == "tcvn3":
        plain = _RUN.sub(_signs_back, plain)
    return nfc(_replaced(plain, encoding))


def _replaced(text: str, encoding: str) -> str:
    found = table(encoding)
    return _pattern(encoding).sub(lambda match: found[match.group()], text)


def _signs_back(match: re.Match[str]) -> str:
    """Return quotation marks and dashes of Windows where a word with them read as capitals is no syllable.

    The standard has capitals at 80-9F, the fonts that everybody used have none there and show Windows' signs.
    """
    word = match.group()
    if not _SIGN.search(word):
        return word
    read = _replaced(word, "tcvn3")
    if is_syllable(read) and (len(read) > 1 or read == "Ở"):
        return word
    return _SIGN.sub(lambda sign: sign.group().encode("latin-1").decode("cp1252", "replace"), word)


@cache
def _windows() -> dict[int, int]:
    """Return Windows-1252's own characters by the byte they stand for."""
    pairs = ((byte, bytes([byte]).decode("cp1252", "ignore")) for byte in range(0x80, 0xA0))
    return {ord(character): byte for byte, character in pairs if character}


def guess(text: str, extra: Callable[[str], str | None] | None = None) -> Guess | None:
    """Return the old encoding that a text (given as Latin-1) is in; None when it is in none, and always for Unicode.

    ``extra`` gives one more reading to compare with, named "cp1258".
    """
    sample = text[:_SAMPLE]
    if _UNICODE.search(sample) or len(_HIGH.findall(sample)) < _LEAST_MARKED:
        return None
    readings = {encoding: convert(sample, encoding) for encoding in ENCODINGS}
    other = extra(sample) if extra else None
    if other is not None:
        readings["cp1258"] = other
    shares = {name: marked_share(reading) for name, reading in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _LEAST_SHARE or shares[best] <= marked_share(sample):
        return None
    whole = (extra(text) if extra else None) if best == "cp1258" else convert(text, best)
    return None if whole is None else Guess(best, whole, round(shares[best], 3))


def repair(text: str) -> str:
    """Return text of a document whose fonts, not its bytes, were Vietnamese; anything else comes back as it is."""
    found = guess(text)
    return found.text if found else text


def encoding_of_font(name: str) -> str | None:
    """Return the encoding that a font's name tells: ``.VnTime`` TCVN3, ``VNI-Times`` VNI, another none."""
    lower = name.lower().lstrip("'\" ")
    if lower.startswith(".vn"):
        return "tcvn3"
    return "vni" if lower.startswith("vni") else None


def convert_font(text: str, font: str) -> str:
    """Return the text of a run set in a font; capital fonts (``.VnTimeH``) show small letters as capitals."""
    encoding = encoding_of_font(font)
    if encoding is None:
        return text
    converted = convert(text, encoding)
    return converted.upper() if encoding == "tcvn3" and font.rstrip("'\" ").endswith("H") else converted
