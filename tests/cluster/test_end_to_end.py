"""The commands with a cluster behind them: the same answers as with the embedded engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.conftest import Opened

pytestmark = pytest.mark.cluster

SEARCHES = (
    ("nông thôn mới",),
    ("phat trien kinh te",),
    ('"xây dựng nông thôn mới"', "--facet", "kind"),
    ("giao", "--scope", "chi-dao", "--sort", "newest"),
    ("bí thư", "--scope", "can-bo"),
)


def bantin(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from search_web.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


def test_commands_answer_alike_with_a_cluster_behind_them(
    opened: Opened, hosts: list[str], tmp_path: Path, project: Path
) -> None:
    """Index, search in every scope, remove, check: the same JSON, to the score; without a node exit code 7."""
    prefix = opened().generations.prefix
    cluster = {
        "BANTIN_ENGINE": "opensearch",
        "BANTIN_OPENSEARCH_HOSTS": ",".join(hosts),
        "BANTIN_OPENSEARCH_PREFIX": prefix,
        "BANTIN_DATA_DIR": str(tmp_path / "cluster"),
    }
    embedded = {"BANTIN_ENGINE": "whoosh", "BANTIN_DATA_DIR": str(tmp_path / "whoosh")}
    for environment in (cluster, embedded):
        done = bantin(environment, "index", str(project / "corpus"))
        assert done.returncode == 0, done.stderr
    found = ""
    for words in SEARCHES:
        one, other = (bantin(environment, "search", *words, "--json") for environment in (cluster, embedded))
        assert one.returncode == other.returncode == 0, (one.stderr, other.stderr)
        assert json.loads(one.stdout) == json.loads(other.stdout), words
        found = found or json.loads(one.stdout)["hits"][0]["id"]
    removed = bantin(cluster, "remove", found, "--reason", "thử", "--yes")
    assert removed.returncode == 0, removed.stderr
    again = bantin(cluster, "search", *SEARCHES[0], "--json")
    assert found not in {hit["id"] for hit in json.loads(again.stdout)["hits"]}
    checked = bantin(cluster, "check", "--deep")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    nobody = bantin({**cluster, "BANTIN_OPENSEARCH_HOSTS": "http://127.0.0.1:9"}, "search", "nông thôn")
    assert nobody.returncode == 7
    assert "opensearch_hosts" in nobody.stderr
