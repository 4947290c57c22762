"""pyvi's rule for syllables: texts without blanks in, their syllables and where each ends out; linear in the length.

pyvi composes (NFC) before it cuts; here every border is told in the text as given.
Source: pyvi 0.1.1 ``ViTokenizer.py``, its regular expression.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from operator import eq

_FIRST = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n"  # these come before addresses
# No possessive quantifier on a group: Python 3.11.2 (Debian 12) keeps what its last, failed round consumed.
_NUMBER = r"\d+(?:[.,_]\d+)+"
# What is most frequent comes first: at such a letter or digit no pattern of _FIRST begins.
_PLAIN = re.compile(rf"[^\W\dA-ZĐ]\w*|{_NUMBER}|\d\w*|{_FIRST}|[^\w\s]|\w+")
_MARKED = re.compile(rf"({_FIRST})|{_NUMBER}|[^\w\s]|\w+")
_SIGNS = re.compile(r"[^\w\s!-~\0-\x1f]+")  # no pattern holds two of these
_DOMAIN = re.compile(r"@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+")
_LOCAL = frozenset(string.ascii_letters + string.digits + "_.+-")


def syllables(chunk: str) -> list[str]:
    """pyvi's syllables of a text without blanks, in order and without gaps; linear in its length.

    pyvi tries its patterns for web and mail addresses at every syllable, which is quadratic on long runs.
    Here the places where they can match are found first, once.
    """
    if "@" in chunk or "://" in chunk:
        return _around_addresses(chunk)
    if _SIGNS.fullmatch(chunk):
        return list(chunk)
    return _PLAIN.findall(chunk)


def _around_addresses(chunk: str) -> list[str]:
    """Syllables as above, an address being taken where one of them begins inside its first part."""
    webs, mails = _web_addresses(chunk), _mail_addresses(chunk)
    if not webs and not mails:
        return _PLAIN.findall(chunk)
    found: list[str] = []
    at = web = mail = 0
    while at < len(chunk):
        for match in _MARKED.finditer(chunk, at):
            at = match.start()
            while web < len(webs) and webs[web][1] <= at:
                web += 1
            while mail < len(mails) and mails[mail][1] <= at:
                mail += 1
            if match.lastindex is None:
                if web < len(webs) and webs[web][0] <= at:
                    found.append(chunk[at:])
                    return found
                if mail < len(mails) and mails[mail][0] <= at:
                    found.append(chunk[at : mails[mail][2]])
                    at = mails[mail][2]
                    break
            found.append(match.group())
            at = match.end()
    return found


def _web_addresses(chunk: str) -> list[tuple[int, int]]:
    r"""Where ``\w+://\S`` can begin: from, up to (an address reaches to the end of the chunk)."""
    found = []
    sign = chunk.find("://")
    while 0 <= sign < len(chunk) - 3:
        start = sign
        while start and (chunk[start - 1].isalnum() or chunk[start - 1] == "_"):
            start -= 1
        found.append((start, sign))
        sign = chunk.find("://", sign + 3)
    return found


def _mail_addresses(chunk: str) -> list[tuple[int, int, int]]:
    """Where a mail address can begin (from, up to) and where it ends."""
    found = []
    for match in _DOMAIN.finditer(chunk):
        start = sign = match.start()
        while start and chunk[start - 1] in _LOCAL:
            start -= 1
        found.append((start, sign, match.end()))
    return found


def cut(chunk: str) -> tuple[Sequence[str], Sequence[int]]:
    """The syllables of a text without blanks, and where each ends in it.

    pyvi composes (NFC) first; the ends refer to the text as given. A character that composing makes two of belongs
    to the first syllable, and the second is empty.
    """
    if unicodedata.is_normalized("NFC", chunk):
        if chunk.isalpha():
            return (chunk,), (len(chunk),)
        if chunk[-1] in ",;:)" and chunk[:-1].isalpha():
            return (chunk[:-1], chunk[-1]), (len(chunk) - 1, len(chunk))
        found = syllables(chunk)
        return found, list(accumulate(map(len, found)))
    text, borders = compose(chunk)
    found = syllables(text)
    return found, list(map(borders.__getitem__, accumulate(map(len, found))))


def trimmed(line: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without the blanks and line breaks at their ends, and none that is empty."""
    found = []
    for start, end in spans:
        word = line[start:end]
        if word[:1].isspace() or word[-1:].isspace():
            start, end = end - len(word.lstrip()), start + len(word.rstrip())
        if start < end:
            found.append((start, end))
    return found


def compose(text: str) -> tuple[str, list[int]]:
    """NFC, and for each offset of the result the offset in the text; linear, unlike Python's own on runs of marks."""
    letters = set(text)
    marks = {letter for letter in letters if unicodedata.combining(_normal("NFD", letter)[0])}
    ends = [len(text)]
    if marks != letters or not text:
        ends = [
            at for at, letter in enumerate(text + " ") if at and letter not in marks
        ]  # the blank ends the last part
    parts, borders = list[str](), [0]
    start = 0
    for at in ends:
        part = _nfc(text[start:at])
        if at < len(text) and text[at] > "\u0300" and _nfc(part[-1] + text[at]) != part[-1] + _nfc(text[at]):
            continue  # two letters that compose: Hangul, some Indic vowels
        parts.append(part)
        size, given = len(part), at - start
        several = (start + min(k, given) for k in range(1, size))
        borders.extend(range(at - size + 1, at) if size <= given else several)
        borders.append(at)
        start = at
    return "".join(parts), borders


_normal = lru_cache(4_096)(unicodedata.normalize)  # of short texts


def _nfc(text: str) -> str:
    """NFC; long runs of marks are sorted first, which Python's own does in quadratic time."""
    if len(text) <= 30:
        return _normal("NFC", text)
    apart = {letter: _normal("NFD", letter) for letter in set(text)}
    letters = text if all(map(eq, apart, apart.values())) else "".join(map(apart.__getitem__, text))
    order = {letter: unicodedata.combining(letter) for letter in set(letters)}
    starters = [at for at, letter in enumerate(letters) if not order[letter]] if 0 in order.values() else []
    # Each starter, which sorts before the marks, and the marks after it.
    runs = (sorted(letters[a:b], key=order.__getitem__) for a, b in pairwise((0, *starters, len(letters))))
    return unicodedata.normalize("NFC", "".join(chain.from_iterable(runs)))
