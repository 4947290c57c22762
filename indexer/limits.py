"""Every limit on what comes from outside, in one place, with its unit. At the limit passes, one more is refused."""

from __future__ import annotations

from typing import Final

QUERY_CHARACTERS: Final = 2_000
QUERY_WORDS: Final = 32  # of more, the rarest distinct ones are searched, and that is said
QUERY_OPERATORS: Final = 32
QUERY_DEPTH: Final = 8
TOKEN_CHARACTERS: Final = 64
MARKS: Final = 30  # in a row, as in Unicode's stream-safe text (UAX 15); what is more is dropped
PHRASE_SYLLABLES: Final = 300
PREFIXES: Final = 2
PREFIX_CHARACTERS: Final = 2  # at least
EXPANSIONS: Final = 1_000
PAGE: Final = 500
SIZE: Final = 100
FACET_VALUES: Final = 20
SEARCH_SECONDS: Final = 1.0
FACET_SECONDS: Final = 0.2

FILE_BYTES: Final = 64 * 1024 * 1024
UNPACKED_BYTES: Final = 256 * 1024 * 1024
UNPACKED_RATIO: Final = 200
TEXT_CHARACTERS: Final = 20_000_000
LINE_BYTES: Final = 64 * 1024 * 1024
