"""Vietnamese word segmentation: lines in, spans of pyvi's words out.

    segment(["Đồng chí Bí thư Huyện ủy"]) == [[(0, 8), (9, 15), (16, 24)]]

The words are exactly those of ``pyvi.ViTokenizer.tokenize``, line by line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

Span = tuple[int, int]


def segment(lines: Sequence[str]) -> list[list[Span]]:
    """For each line the half-open code-point spans of pyvi's words, in order."""
    return [_spans_by_pyvi(line) for line in lines]


@cache
def fingerprint() -> str:
    """A short string that changes when the words may change: pyvi's model files and this implementation."""
    spec = find_spec("pyvi")
    assert spec is not None and spec.origin is not None
    models = Path(spec.origin).parent / "models"
    digest = hashlib.sha256()
    for name in ("pyvi3.pkl", "words.txt"):
        digest.update((models / name).read_bytes())
    return f"pyvi-{digest.hexdigest()[:12]}-1"


def _spans_by_pyvi(line: str) -> list[Span]:
    from pyvi import ViTokenizer

    if not line or line.isspace():
        return []
    text = line.encode("utf-8", "replace").decode("utf-8")
    spans: list[Span] = []
    at = 0
    for word in ViTokenizer.tokenize(text).split():
        start = None
        for letter in word:
            while at < len(line) and line[at].isspace():
                at += 1
            if at < len(line) and text[at] == letter:
                start = at if start is None else start
                at += 1
        if start is not None:
            spans.append((start, at))
    return spans
