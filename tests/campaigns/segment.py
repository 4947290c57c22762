"""Our words against pyvi's, on all shared text and on odd strings: ``python -m tests.campaigns.segment``.

    --fuzz N      how many odd strings (200,000)
    --seed N      of the odd strings (printed; a random one otherwise)

Both forms are compared. Prints each difference and their number, which must be 0: the exit code is 1 otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from indexer.analysis import segment as module
from indexer.analysis.pyvi_syllables import cut
from indexer.analysis.segment import Span, segment
from tests.conftest import SHARED

BLOCK = 2_000  # lines a call of the form for much text
SHOWN = 10  # differences printed

PIECES = (
    "a", "A", "Đ", "Tp.", "ThS.", "Mr.", "Mrs.", "Dr.", "T.Ư", "đ/c", "==>", "->", "...", ">>", "://", "@", ".", "-",
    "+", "_", ",", "!", '"#', "#$", "()", "…", "“", "1", "12", "3.5", "1_2", "1_2a", "a1_1a", "05-NQ/HU", "http",
    "www.vn", "x@y.vn", "ủy", "Ủy", "uỷ", "ban", "nhân", "dân", "Ủy ban nhân dân", "Hà Nội", "quốc phòng", "an ninh",
    "công tác", "I", "II", "Ð", "é", "e\u0301", "\u0301", "\u0323", "\u0302", "\u0344", "\u0f73", "ﬁ", "ß", "ẞ", "Σ",
    "ΑΣ", "İ", "ǅ", "²", "½", "٣", "\u0958", "\u09c7", "\u09be", "\u1100", "\u1161", "\u11a8", "\U0001d160", "😀",
    "\0", "\u200b", "\ufeff", "\u00ad", "\n", "\t", "  ", "\x1c", "\x85", "\xa0", "\u2028", "\u2000", "\u3000",
)  # fmt: skip
"""What pyvi's rule and Unicode make difficult, beside ordinary words."""


# ---- pyvi's answer


def pyvi_words(line: str) -> tuple[list[Span], list[str]]:
    """The spans of pyvi's words in a line, and its syllables; without what is blank, or has no character of its own."""
    from pyvi.ViTokenizer import ViTokenizer

    text, syllables = ViTokenizer.sylabelize(line)
    if not syllables:
        return [], []
    borders = _borders(line)
    words, spans = ViTokenizer.tokenize(line).split(" "), []
    at = place = 0
    for word in words:
        size, first = -1, None
        while size < len(word):
            at = text.index(syllables[place], at)
            first = at if first is None else first
            at += len(syllables[place])
            size += len(syllables[place]) + 1
            place += 1
        assert size == len(word) and first is not None
        spans.append((borders[first], borders[at]))
    filled = [(end - len(line[start:end].lstrip()), end) for start, end in spans if line[start:end].strip()]
    return [(start, start + len(line[start:end].rstrip())) for start, end in filled], syllables


def _borders(line: str) -> list[int]:
    """For each offset of the composed line the offset in the line, found by composing its beginnings."""
    composed = unicodedata.normalize("NFC", line)
    if composed == line:
        return list(range(len(line) + 1))
    borders, start = [0], 0
    for at in range(1, len(line) + 1):
        head, tail = unicodedata.normalize("NFC", line[:at]), unicodedata.normalize("NFC", line[at:])
        is_mark = at < len(line) and unicodedata.combining(unicodedata.normalize("NFD", line[at])[0])
        if head + tail != composed or is_mark:
            continue
        size, given = len(head) - (len(borders) - 1), at - start
        borders += [start + (given - size + k if size <= given else min(k, given)) for k in range(1, size)] + [at]
        start = at
    return borders


def differences(lines: Sequence[str], found: Sequence[list[Span]]) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Lines whose words or syllables are not pyvi's: the line, pyvi's spans, the spans found."""
    for line, spans in zip(lines, found, strict=True):
        expected, syllables = pyvi_words(line)
        ours = [name for part in re.findall(r"\n|\S+", line) for name in cut(part)[0]]
        if spans != expected or ours != syllables:
            yield line, expected, spans


def in_both_forms(lines: Sequence[str]) -> Iterator[list[list[Span]]]:
    """The spans of the lines, by the form for little text and by the one for much."""
    warm, cold = module.BATCH_WARM, module.BATCH_COLD
    try:
        for limit in (sys.maxsize, 0):
            module.BATCH_WARM = module.BATCH_COLD = limit
            yield segment(lines)
    finally:
        module.BATCH_WARM, module.BATCH_COLD = warm, cold


# ---- what is compared


def shared_lines(shared: Path = SHARED) -> Iterator[str]:
    """Every line of every string in the shared texts, retrieval sets and gold; each once."""
    seen: set[str] = set()
    for path in sorted((shared / "data").rglob("*")):
        if path.suffix not in {".jsonl", ".tsv", ".txt"} and path.name[-9:] != ".jsonl.gz":
            continue
        for text in _strings(path):
            for line in text.split("\n"):
                if line not in seen:
                    seen.add(line)
                    yield line


def _strings(path: Path) -> Iterator[str]:
    """Every string in a file."""
    if path.suffix in {".tsv", ".txt"}:
        yield path.read_text("utf-8")
        return
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield from _inside(json.loads(line))


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _inside(inner)


def odd_strings(seed: int, number: int, real: Sequence[str]) -> Iterator[str]:
    """Strings of difficult pieces, of any characters, of one thing repeated, and real lines that were damaged."""
    dice = random.Random(seed)
    for _ in range(number):
        size = dice.choice((1, 2, 3, 5, 8, 15, 30))
        match dice.randrange(10):
            case 0 | 1 | 2:
                yield "".join(dice.choice(PIECES) + dice.choice(("", " ")) for _ in range(size))
            case 3 | 4:
                yield "".join(dice.choices(PIECES, k=size))
            case 5:
                yield "".join(dice.choices("aA1.@-+_:/ ", k=2 * size))
            case 6:
                yield dice.choice((" ", "")).join([dice.choice(PIECES)] * size * dice.choice((1, 5)))
            case 7:
                codes = (dice.randrange(limit) for limit in dice.choices((0x250, 0x3000, 0xD800, 0x20000), k=size))
                yield "".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000)  # pyvi fails on surrogates
            case _:
                yield _damaged(dice, dice.choice(real)[:400])


def _damaged(dice: random.Random, line: str) -> str:
    """A line with other case, composition, order, blanks, or with something odd in it."""
    words = line.split(" ")
    match dice.randrange(6):
        case 0:
            return dice.choice((str.upper, str.lower, str.title, str.swapcase))(line)
        case 1:
            return unicodedata.normalize(dice.choice(("NFD", "NFKD")), line)
        case 2:
            dice.shuffle(words)
            return " ".join(words)
        case 3:
            return dice.choice(("", "_", "-", ".", "\xa0")).join(words)
        case 4:
            return " ".join(dice.choice((word, word, word[1:], word + dice.choice(PIECES))) for word in words)
        case _:
            at = dice.randrange(len(line) + 1)
            return line[:at] + dice.choice(PIECES) + line[at:]


# ---- the run


def compare(lines: Iterable[str], shown: int = SHOWN) -> tuple[int, int]:
    """How many lines were compared and how many differ; the first differences are printed."""
    number = different = 0
    block: list[str] = []
    for line in (*lines, None):
        if line is not None:
            block.append(line)
        if block and (line is None or len(block) == BLOCK):
            number += len(block)
            light, batch = in_both_forms(block)
            wrong = [*differences(block, light)]
            wrong += [(text, a, b) for text, a, b in zip(block, light, batch, strict=True) if a != b]
            for text, expected, found in wrong[: max(0, shown - different)]:
                print(f"DIFFERENT {text!a}\n  pyvi {expected}\n  ours {found}")
            different += len(wrong)
            block = []
    return number, different


def main() -> int:
    """Compare all; print the figures."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fuzz", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    chosen = parser.parse_args()
    start = time.monotonic()
    real = [*shared_lines()]
    number, different = compare(real)
    print(f"lines under {SHARED.name}/data: {number:,}, different {different}", flush=True)
    fuzzed, odd = compare(odd_strings(chosen.seed, chosen.fuzz, real))
    print(
        f"lines {number:,} different {different}  odd strings {fuzzed:,} different {odd}  both forms"
        f"  seed {chosen.seed}  seconds {time.monotonic() - start:.0f}"
    )
    return 1 if different or odd else 0


if __name__ == "__main__":
    sys.exit(main())
