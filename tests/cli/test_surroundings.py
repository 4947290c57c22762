"""Machines as they are: a clock that jumps, a mask that hides new files, names in two forms, a read-only disk."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.process import MAIN, Bantin

YEAR = 365 * 24 * 3600
# The command on a machine whose clock is so many seconds off.
SHIFTED = """
import datetime, sys, time
off, clock = float(sys.argv.pop(1)), time.time
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(clock() + off, tz)
datetime.datetime, time.time = Moment, lambda: clock() + off
from search_web.cli import main; main()
"""


def page(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"Tin {text}\n\n08:00 01/02/2024\nUBND xã {text} họp dân.", encoding="utf-8")
    return path


def found(bantin: Bantin, text: str) -> int:
    total: int = bantin.json("search", text)["total"]
    return total


def test_a_clock_that_jumps_a_year_back_and_forth_harms_nothing(tmp_path: Path) -> None:
    """Runs of today, of a year ago and of next year build on each other; all is found, nothing is behind or damaged."""
    bantin = Bantin(tmp_path / "data")
    for years, text in ((0, "Việt Thắng"), (-1, "Phú Mỹ"), (1, "Rạch Chèo")):
        source = page(tmp_path, f"{text}.txt", text)
        arguments = [sys.executable, "-c", SHIFTED, str(years * YEAR), "index", str(source), "--jobs", "1"]
        done = subprocess.run(arguments, env=bantin.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert found(bantin, "UBND xã") == 3
    assert bantin("check", "--deep").returncode == 0
    assert bantin("rollback").returncode == 0
    assert bantin("index", str(source)).returncode == 0 and found(bantin, "UBND xã") == 3


def test_a_mask_that_hides_new_files_from_others_changes_nothing(tmp_path: Path) -> None:
    """Under umask 077 one account indexes, searches, backs up and restores."""
    bantin, source = Bantin(tmp_path / "data"), page(tmp_path, "tin.txt", "Phú Thuận")
    masked = [sys.executable, "-c", f"import os; os.umask(0o77); {MAIN[2]}"]
    for arguments in (("index", source), ("check", "--deep"), ("backup", tmp_path / "kho.tar")):
        done = subprocess.run([*masked, *map(str, arguments)], env=bantin.environment(), check=False)
        assert done.returncode == 0, arguments
    assert found(bantin, "Phú Thuận") == 1
    assert all(not path.stat().st_mode & 0o77 for path in bantin.data.rglob("*"))


def test_names_in_two_forms_are_two_files_and_two_folders(tmp_path: Path) -> None:
    """NFC and NFD of one name, with blanks: both files are kept apart, both data folders too, also in a restore."""
    forms = [unicodedata.normalize(form, "dữ liệu của xã") for form in ("NFC", "NFD")]
    sources = tmp_path / "nguồn tin"
    sources.mkdir()
    for name, text in zip(forms, ("Tân Hưng Tây", "Nguyễn Việt Khái"), strict=True):
        page(sources, f"{name}.txt", text)
    if len(list(sources.iterdir())) == 1:
        pytest.skip("this file system takes both forms for one name")
    for name in forms:
        bantin = Bantin(tmp_path / name)
        assert bantin("index", str(sources)).returncode == 0
        assert found(bantin, "UBND xã") == 2
        assert bantin("index", str(sources)).stderr.startswith("0 mới, 0 đã đổi, 2 không đổi")
    assert bantin("backup", str(tmp_path / f"{forms[1]}.tar")).returncode == 0
    other = Bantin(tmp_path / "nơi khác")
    assert other("restore", str(tmp_path / f"{forms[1]}.tar")).returncode == 0
    assert found(other, "Tân Hưng Tây") == 1


def test_a_read_only_disk_is_searched_and_a_run_there_is_refused_in_one_line(copy: Bantin) -> None:
    """A copy on a medium that cannot be written answers, and says clearly why nothing can be indexed."""
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare")
    mount = f"mount --bind -o ro '{copy.data}' '{copy.data}' && mount -o remount,bind,ro '{copy.data}'"
    script = f'{mount} && exec "$@"'
    space = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    if subprocess.run([*space, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*space, *MAIN, *arguments]
        return subprocess.run(command, env=copy.environment(), capture_output=True, text=True, check=False)

    done = run("search", "nông thôn mới", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["total"] > 0, done.stderr
    assert run("check").returncode == 0
    backup = run("backup", str(copy.data.parent / "kho.tar"))
    assert backup.returncode == 0, backup.stderr
    refused = run("index", "--full")
    assert refused.returncode == 1 and "Traceback" not in refused.stderr, refused.stderr
    assert str(copy.data) in refused.stderr
