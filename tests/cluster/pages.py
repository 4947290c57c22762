"""The browser tests of the front end, with a real cluster behind every site that they open.

    python -m tests.cluster.pages [options of pytest]

The tests ask for the engine "memory"; here that name opens an index of the cluster, so the same functions run.
BANTIN_CLUSTER_HOSTS names a cluster that runs already; else one node is started. Exit codes are pytest's; 5 also when
no engine was opened, since then nothing was shown.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from indexer.engine.engines import ENGINES
from indexer.engine.opensearch.engine import OpenSearchEngine, open_opensearch
from tests.cluster.nodes import VERSION, Nodes

HOSTS = "BANTIN_CLUSTER_HOSTS"
BROWSER_TESTS = Path(__file__).parent.parent / "browser"
_numbers = itertools.count()
_opened: list[OpenSearchEngine] = []


def open_instead(folder: Path | None = None) -> OpenSearchEngine:
    """Open an index of its own in the cluster; it lies in no data folder, as the engine in memory does."""
    kept = Path(folder or tempfile.mkdtemp(prefix="bantin-pages-")) / "index"
    hosts, prefix = os.environ[HOSTS].split(","), f"pages{os.getpid()}-{next(_numbers)}"
    engine = open_opensearch(kept, hosts=hosts, prefix=prefix, shards=2)
    _opened.append(engine)
    return engine


def _delete_all() -> None:
    for engine in _opened:
        prefix = engine.generations.prefix  # another client, since the site has closed this one
        again = open_opensearch(Path(tempfile.gettempdir()), hosts=os.environ[HOSTS].split(","), prefix=prefix)
        for number in again.generations.all():
            again.generations.delete(number)
        again.close()


def run(options: list[str]) -> int:
    """Run the browser tests over the cluster that the environment names; returns pytest's exit code."""
    ENGINES["memory"] = f"{__name__}:{open_instead.__name__}"
    code = int(pytest.main(["-p", "no:cacheprovider", str(BROWSER_TESTS), *options]))
    _delete_all()
    print(f"OpenSearch {VERSION} stood behind {len(_opened)} site(s)", flush=True)
    return code if _opened or code else int(pytest.ExitCode.NO_TESTS_COLLECTED)


def main() -> None:
    """Find or start a cluster, then run."""
    with ExitStack() as stack:
        if not os.environ.get(HOSTS):
            os.environ[HOSTS] = ",".join(stack.enter_context(Nodes(1, "512m")).hosts)
        code = run(sys.argv[1:])
    sys.exit(code)


if __name__ == "__main__":
    from tests.cluster.pages import main as run_as_imported  # one module, not two: the table names it

    run_as_imported()
