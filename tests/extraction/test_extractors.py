"""The rules carry a fingerprint, so that better rules re-extract what is older."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PRINT = "from indexer.extraction.extractors import rules_fingerprint; print(rules_fingerprint())"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """Return a folder with a copy of the package whose rules may be changed."""
    folder = tmp_path_factory.mktemp("rules")
    shutil.copytree(project / "indexer", folder / "indexer", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def fingerprint(folder: Path) -> str:
    """Return the fingerprint that the package in this folder gives."""
    return subprocess.run(
        [sys.executable, "-B", "-c", PRINT], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("rule", ["events.py", "words.py", "directives/givers.py", "lexicon/posts.tsv"])
def test_a_change_of_any_rule_or_list_gives_another_fingerprint(copied: Path, rule: str) -> None:
    before = fingerprint(copied)
    file = copied / "indexer" / "extraction" / rule
    file.write_text(file.read_text("utf-8") + "# sửa\n", "utf-8")
    assert fingerprint(copied) != before


def test_the_same_rules_give_the_same_fingerprint(copied: Path) -> None:
    assert fingerprint(copied) == fingerprint(copied) != ""
