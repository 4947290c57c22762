"""Run a campaign and note what it found: ``python -m tests.campaigns NAME [ARGUMENTS]``, e.g. ``hostile --seed 7``.

A row of RESULTS.tsv: day, campaign, arguments, the git tree that was tested, exit code, seconds, its last lines.
The tree is that of the last commit; "+" stands behind it where files were changed since.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
RESULTS: Final = FOLDER / "RESULTS.tsv"
CHARACTERS: Final = 400  # of what a campaign printed last that are noted
COLUMNS: Final = ("day", "campaign", "arguments", "tree", "exit", "seconds", "result")


def names() -> list[str]:
    """Return the campaigns there are."""
    return sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))


def run(name: str, arguments: Sequence[str]) -> tuple[int, str]:
    """Run a campaign, showing what it prints; returns its exit code and the end of that, on one line."""
    told: list[str] = []
    command = [sys.executable, "-m", f"tests.campaigns.{name}", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=FOLDER.parents[1]) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            told.append(" ".join(line.split()))
    kept = -1
    while -kept < len(told) and len(" · ".join(told[kept - 1 :])) <= CHARACTERS:
        kept -= 1
    return process.returncode, " · ".join(filter(None, told[kept:]))


def tree() -> str:
    """Return the hash of the tree that is tested."""

    def git(*arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", ":/", ":(top,exclude)tests/campaigns/RESULTS.tsv")
    return git("rev-parse", "--short=12", "HEAD^{tree}") + ("+" if changed else "")


def note(row: Sequence[object], path: Path = RESULTS) -> None:
    """Add a row to the table of results."""
    if not path.exists():
        path.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\t".join(map(str, row)) + "\n")


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in names():
        print(f"{__doc__}\nCampaigns: {', '.join(names())}", file=sys.stderr)
        return 2
    name, arguments, tested, started = sys.argv[1], sys.argv[2:], tree(), time.monotonic()
    code, result = run(name, arguments)
    seconds = round(time.monotonic() - started)
    note((datetime.now(UTC).date(), name, " ".join(arguments), tested, code, seconds, result))
    return code


if __name__ == "__main__":
    sys.exit(main())
