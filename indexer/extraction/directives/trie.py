"""One pattern for many words: shared beginnings are read once, so that a list of hundreds costs what a few cost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_END = ""


def any_of(words: Mapping[str, str]) -> str:
    """Return a pattern that matches the longest of the words; each word's value is a pattern that must follow it."""
    trie: dict[str, Any] = {}
    for word, follows in words.items():
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = follows
    return _of(trie)


def _of(node: dict[str, Any]) -> str:
    branches = [_branch(letter, node[letter]) for letter in sorted(node) if letter != _END]
    if _END in node:
        branches.append(f"{node[_END]}(?!\\w)")  # last: the longer words are tried first
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _branch(letter: str, node: dict[str, Any]) -> str:
    run = letter
    while len(node) == 1 and _END not in node:
        ((letter, node),) = node.items()
        run += letter
    return re.escape(run) + _of(node)
