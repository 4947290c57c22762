"""What the value of a keyword field means: which labels a `Keyword` or a `Filter` selects.

A value selects the labels with the same match form (case, NFC, tone placement and blanks do not count). A value
without any mark is read as typed without diacritics, and selects every label that looks so when folded.
"""

from __future__ import annotations

from functools import lru_cache

from indexer.analysis.fold import fold, has_marks, match_form


@lru_cache(maxsize=65_536)
def matching(label: str) -> str:
    """Return the form under which values with marks are compared."""
    return match_form(" ".join(label.split()))


@lru_cache(maxsize=65_536)
def folded(label: str) -> str:
    """Return the form without marks; labels that mean the same have the same one."""
    return fold(matching(label))


def same(value: str, label: str) -> bool:
    """Tell whether a value that was asked for selects a label."""
    if folded(value) != folded(label):
        return False
    return matching(value) == matching(label) or not has_marks(value)
