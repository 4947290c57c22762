"""The names of provinces, before and since 1 July 2025: such a name alone may stand for the body that governs."""

from __future__ import annotations

from functools import cache

from indexer.extraction.lexicon import rows
from indexer.extraction.words import even

_PROVINCE = frozenset({"thành phố", "tp", "tỉnh"})
_PLACE = frozenset({"thủ đô", "huyện", "quận"})
_TYPES = ("Thành phố ", "Tỉnh ")
# Peace and pacifying: as a common word far more often than as a province without its "tỉnh".
_COMMON_WORDS = frozenset({"hòa bình", "bình định"})


@cache
def provinces() -> frozenset[str]:
    """Return the bare names, evened: ``cà mau``, ``hà nội``."""
    full = (name for _era, level, _code, name, *_ in rows("units") if level == "1")
    return frozenset(even(_bare(name)) for name in full) - _COMMON_WORDS


def _bare(name: str) -> str:
    return next((name[len(kind) :] for kind in _TYPES if name.startswith(kind)), name)


@cache
def any_province() -> str:
    """Return a pattern's text for any of the names, longest first."""
    return f"(?:{'|'.join(sorted(provinces(), key=lambda name: (-len(name), name)))})"


def is_province(phrase: str) -> bool:
    """Tell whether a phrase is a province, by its name or as "tỉnh", and nothing more."""
    return even(phrase) in _PROVINCE or even(phrase) in provinces()


def is_place(phrase: str) -> bool:
    """Tell whether a phrase is a place that is governed, and nothing more."""
    return is_province(phrase) or even(phrase) in _PLACE
