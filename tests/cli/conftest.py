"""Data folders with the shipped corpus, indexed once by the command itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.process import Bantin


@pytest.fixture(scope="session")
def bantin(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Bantin:
    """A data folder, on a path with blanks and diacritics, that holds the shipped corpus."""
    command = Bantin(tmp_path_factory.mktemp("dữ liệu") / "bản tin")
    done = command("index", str(project / "corpus"), "--jobs", "1", LANG="C", LC_ALL="C", TZ="Pacific/Kiritimati")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return command


@pytest.fixture
def copy(bantin: Bantin, tmp_path: Path) -> Bantin:
    """A data folder of its own, for what changes it."""
    shutil.copytree(bantin.data, tmp_path / "data")
    return Bantin(tmp_path / "data")
