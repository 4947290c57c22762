"""The front end's own browser tests, with the cluster behind it.

`tests.cluster.pages` runs them in a process of its own, so that no other browser stands in the way.
Here the three users' tasks run, without and with scripts; `python -m tests.cluster.pages` runs all.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.cluster.pages import HOSTS

pytestmark = [pytest.mark.cluster, pytest.mark.browser]

TASKS = "a_citizen_finds or staff_find or staff_export or whole_task_by_keyboard"
SECONDS = 240


def test_three_users_do_their_work_with_a_cluster_behind_the_pages(hosts: list[str]) -> None:
    """The same test functions as with the embedded engines, over indexes of the real node; left out with no browser."""
    command = [sys.executable, "-m", "tests.cluster.pages", "-q", "-rs", "-k", TASKS]
    environment = {**os.environ, HOSTS: ",".join(hosts)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=SECONDS, check=False)
    told = done.stdout[-4_000:] + done.stderr[-1_000:]
    if done.returncode in (0, 5) and "stood behind 0 site(s)" in done.stdout and " skipped" in done.stdout:
        pytest.skip(told)
    assert done.returncode == 0, told
    assert re.search(r"\b7 passed", done.stdout), told
    assert "stood behind 1 site(s)" in done.stdout, told
