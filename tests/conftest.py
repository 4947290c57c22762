"""What tests share: the one name under which the shared data is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("BANTIN_SHARED") or PROJECT.parent / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; tests that need it skip, with the reason, where it is absent."""
    if not (SHARED / "data").is_dir():
        if os.environ.get("BANTIN_EXPECT_SHARED"):
            pytest.fail(f"the shared data is expected here, and {SHARED} holds none")
        pytest.skip(f"needs the shared data folder (BANTIN_SHARED, here {SHARED}), which is absent")
    return SHARED


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder."""
    return PROJECT
