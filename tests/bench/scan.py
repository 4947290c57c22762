"""The scan of decree 335/2025/NĐ-CP against its text twin: word error rate, and whether an unaccented query finds it.

    python -m tests.bench.scan

Takes half a minute; needs tesseract with its Vietnamese data and the shared data folder.
"""

from __future__ import annotations

import os
import re
import time
from difflib import SequenceMatcher
from pathlib import Path

from indexer.analysis.fold import fold
from indexer.analysis.normalise import clean
from indexer.bulletin import Page
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Request
from indexer.engine.query import Phrase
from indexer.pipeline import index
from indexer.reading.outcome import Read
from indexer.reading.readers import load
from indexer.reading.sandbox import Sandbox
from indexer.store import Store

SHARED = Path(os.environ.get("BANTIN_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
FOLDER = SHARED / "data/files/pdf_decree335"
PHRASE = "xep loai chat luong cong chuc"
_WORD = re.compile(r"[^\W_]+")


def words(page: Page) -> list[str]:
    """Return the words of title and text, lower case."""
    return _WORD.findall(clean(f"{page.title}\n{page.text}").lower())


def error_rate(got: list[str], want: list[str]) -> float:
    """Return the share of words wrong, missing or added, of the words wanted."""
    wrong = 0
    for kind, a, b, c, d in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        wrong += max(b - a, d - c) if kind != "equal" else 0
    return wrong / len(want)


def read(name: str) -> Page:
    """Return the page of one of the two files, read as a run reads it."""
    with Sandbox() as sandbox:
        outcome = next(sandbox.read(load(FOLDER / name)))
    assert isinstance(outcome, Read)
    return outcome.page


def main() -> None:
    started = time.perf_counter()
    scan, text = read("335-cp.signed.pdf"), read("335.pdf")
    seconds = time.perf_counter() - started
    got, want = words(scan), words(text)
    folded = error_rate([fold(word) for word in got], [fold(word) for word in want])
    print(f"scan: recognised {scan.scanned}, {len(got)} words of {len(want)}, {seconds:.0f} s")
    print(f"word error rate {error_rate(got, want):.4f}  without diacritics {folded:.4f}")
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        engine = MemoryEngine()
        index([FOLDER / "335-cp.signed.pdf"], store, engine)
        answer = engine.search(Request(match=Phrase("folded", tuple(PHRASE.split()))))
        print(f"found by {PHRASE!r}: {answer.total == 1}")


if __name__ == "__main__":
    main()
