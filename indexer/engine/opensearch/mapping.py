"""What lies where in the cluster: the fields of an index, built from `schema.FIELDS`, and the names of indexes.

Terms come from our own analysis and are indexed as they are: a text field is its terms with U+007F between them (one
byte in JSON, where any control character before the space takes six), which a built-in tokenizer splits at. Lucene's
own scoring is not used, so no field has norms.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any, Final

from indexer.errors import SettingsError
from indexer.schema import DATE_FIELDS, KEYWORD_FIELDS, SCOPES, TEXT_FIELDS, Scope, schema_fingerprint

FORMAT: Final = f"opensearch-2/{schema_fingerprint()}"
SEPARATOR: Final = "\x7f"
WINDOW: Final = 60_000  # hits that can be paged through by offset
_TERM_CHARACTERS: Final = 1_000  # Lucene refuses terms of more than 32,766 bytes

TERMS: Final = "_terms"  # of a text field: its distinct terms as a column, for counting them
LENGTH: Final = "_length"  # of a text field: how many terms it has
ROUNDED: Final = "_rounded"  # of a text field: the length that scoring works with
MARKED: Final = "_marked"  # of a keyword field: `keywords.matching` of its values
FOLDED: Final = "_folded"  # of a keyword field: `keywords.folded` of its values
FORMS: Final = "_forms"  # of a keyword field: folded form, separator, label, as a column

_UNASKED: Final = {"type": "object", "enabled": False}  # comes back with a hit, is not looked into
_COLUMN: Final = {"type": "keyword", "index": False}
_VALUE: Final = {"type": "keyword", "doc_values": False}
_NUMBER: Final = {"type": "integer", "index": False}


def bounded(term: str) -> str:
    """Return a term as it is indexed: very long ones are cut, and told apart by a digest."""
    term = term.replace(SEPARATOR, " ")
    if len(term) <= _TERM_CHARACTERS:
        return term
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return term[: _TERM_CHARACTERS - len(digest)] + digest


def all_bounded(terms: Sequence[str]) -> list[str]:
    """Return the same of many terms, of which hardly ever one has to be looked at."""
    if len(max(terms, key=len, default="")) <= _TERM_CHARACTERS and SEPARATOR not in "".join(terms):
        return list(terms)
    return [bounded(term) for term in terms]


def properties() -> dict[str, Any]:
    """Return the fields of an index; a field that is not here is refused."""
    fields: dict[str, Any] = {
        "id": dict(_COLUMN),
        "bulletin": dict(_VALUE),
        "text": dict(_UNASKED),
        "offsets": dict(_UNASKED),
        "stored": dict(_UNASKED),
    }
    for field in TEXT_FIELDS:
        options = "positions" if field.positions else "freqs"
        fields[field.name] = {"type": "text", "analyzer": "terms", "norms": False, "index_options": options}
        fields[field.name + TERMS] = dict(_COLUMN)
        fields[field.name + LENGTH] = dict(_NUMBER)
        fields[field.name + ROUNDED] = dict(_NUMBER)
    for field in KEYWORD_FIELDS:
        fields[field.name] = {"type": "keyword"}
        fields[field.name + MARKED] = dict(_VALUE)
        fields[field.name + FOLDED] = dict(_VALUE)
        fields[field.name + FORMS] = dict(_COLUMN)
    for field in DATE_FIELDS:
        fields[field.name] = {"type": "long"}
    return fields


def index_body(shards: int) -> dict[str, Any]:
    """Return settings and mapping of a new index; nothing in it is seen before a refresh is asked for."""
    derived = [f"*{ending}" for ending in (TERMS, LENGTH, ROUNDED, MARKED, FOLDED, FORMS)]
    asked_only = [field.name for field in (*KEYWORD_FIELDS, *DATE_FIELDS)]
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "-1",
            "max_result_window": WINDOW,
            "max_regex_length": 8 * _TERM_CHARACTERS,
            "codec": "best_compression",
            "analysis": {
                "analyzer": {"terms": {"type": "custom", "tokenizer": "terms"}},
                "tokenizer": {
                    "terms": {
                        "type": "char_group",
                        "tokenize_on_chars": [SEPARATOR],
                        "max_token_length": 2 * _TERM_CHARACTERS,
                    }
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"excludes": [*derived, *asked_only, "id", "bulletin"]},
            "_meta": {"format": FORMAT, "published": False},
            "properties": properties(),
        },
    }


class Names:
    """The names of indexes and aliases under one prefix."""

    def __init__(self, prefix: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,60}", prefix):
            raise SettingsError(
                f"opensearch_prefix = {prefix!r} không dùng làm tên chỉ mục được.",
                "Bắt đầu bằng chữ cái, chỉ dùng a-z, 0-9, _ và -.",
            )
        self.prefix = prefix
        self._pattern = re.compile(rf"{re.escape(prefix)}-({'|'.join(SCOPES)})-g([0-9]{{6,}})")

    @property
    def everything(self) -> str:
        """The pattern of all indexes that may be ours; `parse` tells."""
        return ",".join(f"{self.prefix}-{scope}-g*" for scope in SCOPES)

    def alias(self, scope: Scope) -> str:
        """Return the alias under which the current index of a scope is found."""
        return f"{self.prefix}-{scope}"

    def index(self, scope: Scope, number: int) -> str:
        """Return the name of a scope's index in a generation."""
        return f"{self.prefix}-{scope}-g{number:06}"

    def parse(self, index: str) -> tuple[str, int] | None:
        """Return scope and generation of an index; None for one that is not ours."""
        found = self._pattern.fullmatch(index)
        return (found[1], int(found[2])) if found else None
