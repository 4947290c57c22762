"""The command as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

MAIN = [sys.executable, "-c", "from search_web.cli import main; main()"]


class Bantin:
    """The command over one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def environment(self, **more: str) -> dict[str, str]:
        """The variables a process gets: nothing of the machine's own bantin settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BANTIN_")}
        return {**kept, "BANTIN_DATA_DIR": str(self.data), **more}

    def __call__(self, *arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*MAIN, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            input=stdin,
            env=self.environment(**more),
            cwd=self.data.parent,
        )

    def json(self, *arguments: str, code: int = 0) -> Any:
        """Return what a command prints with ``--json``."""
        done = self(*arguments, "--json")
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)


def refused(done: subprocess.CompletedProcess[str], code: int, *told: str) -> None:
    """A refusal: its code, nothing on stdout, a message that tells something, and never a traceback."""
    assert done.returncode == code, (done.stdout, done.stderr)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for words in told:
        assert words in done.stderr


def rows_of(file: Path, form: str) -> int:
    """Return how many rows, lines, hits or entries an exported file holds."""
    import csv
    from xml.etree import ElementTree as ET

    import openpyxl

    match form:
        case "csv":
            with file.open(encoding="utf-8-sig", newline="") as stream:
                return len(list(csv.DictReader(stream)))
        case "jsonl":
            return len([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()])
        case "json":
            return len(json.loads(file.read_text(encoding="utf-8"))["hits"])
        case "atom":
            return len(ET.parse(file).getroot().findall("{http://www.w3.org/2005/Atom}entry"))
        case _:
            return len(list(openpyxl.load_workbook(file).worksheets[0].iter_rows())) - 1
