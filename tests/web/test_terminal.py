"""What the command does at a terminal and in a shell, as people expect of any command."""

from __future__ import annotations

import errno
import os
import pty
import select
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.process import MAIN, Bantin

SECONDS = 60


@pytest.fixture(scope="module")
def bantin(tmp_path_factory: pytest.TempPathFactory) -> Bantin:
    """A data folder with two bulletins."""
    command = Bantin(tmp_path_factory.mktemp("terminal") / "data")
    lines = (
        '{"id": "a-1", "title": "Bản tin một", "published": "2024-01-02", "text": "Huyện họp về nông thôn mới."}\n'
        '{"id": "a-2", "title": "Bản tin hai", "published": "2024-01-03", "text": "Xã họp về hộ nghèo."}\n'
    )
    done = command("index", "-", stdin=lines)
    assert done.returncode == 0, done.stderr
    return command


def at_a_terminal(bantin: Bantin, *arguments: str, typed: str = "", **more: str) -> tuple[int, str]:
    """Return exit code and screen of a command whose input and output are a terminal."""
    ours, theirs = pty.openpty()
    environment = bantin.environment(**{"TERM": "xterm", "NO_COLOR": "", **more})
    process = subprocess.Popen(
        [*MAIN, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=bantin.data.parent
    )
    os.close(theirs)
    if typed:
        os.write(ours, typed.encode())
    screen, until = b"", time.monotonic() + SECONDS
    while time.monotonic() < until:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            part = os.read(ours, 65_536)
        except OSError as error:
            assert error.errno == errno.EIO  # a terminal that nobody holds any more
            break
        if not part:
            break
        screen += part
    os.close(ours)
    return process.wait(SECONDS), screen.decode("utf-8", "replace")


def test_colour_and_bars_are_for_terminals_that_want_them(bantin: Bantin, tmp_path: Path) -> None:
    """Marks are coloured on a terminal; NO_COLOR and TERM=dumb are obeyed; a dumb terminal gets no bar."""
    code, screen = at_a_terminal(bantin, "search", "nong thon moi")
    assert code == 0, screen
    assert "\x1b[" in screen
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        _code, screen = at_a_terminal(bantin, "search", "nong thon moi", **plain)
        assert "Bản tin một" in screen
        assert "\x1b" not in screen
    file = tmp_path / "mới.jsonl"
    file.write_text('{"id": "b-1", "title": "Ba", "text": "Tỉnh họp."}\n', encoding="utf-8")
    other = Bantin(tmp_path / "data")
    _code, screen = at_a_terminal(other, "index", str(file), TERM="dumb")
    assert "\x1b" not in screen
    assert "[█" not in screen
    _code, screen = at_a_terminal(other, "index", str(file), "--full")
    assert "[█" in screen


def test_what_takes_away_asks_on_a_terminal_and_can_be_tried_first(bantin: Bantin) -> None:
    """A removal asks and takes no for an answer; --dry-run only says; --yes does not ask."""
    tried = bantin("remove", "a-2", "--reason", "thử", "--dry-run")
    assert tried.returncode == 0, tried.stderr
    code, screen = at_a_terminal(bantin, "remove", "a-2", "--reason", "thử", typed="n\n")
    assert code != 0
    assert "Gỡ a-2" in screen
    assert bantin("show", "a-2").returncode == 0
    code, screen = at_a_terminal(bantin, "remove", "a-2", "--reason", "thử", "--yes")
    assert code == 0, screen
    assert bantin("show", "a-2").returncode == 4


def test_shells_complete_the_names_of_commands(bantin: Bantin) -> None:
    """bash, zsh and fish get a script, and completion knows commands and options."""
    told = "import sys; sys.argv[0] = 'bantin'; "
    for shell in ("bash", "zsh", "fish"):
        environment = bantin.environment(_BANTIN_COMPLETE=f"{shell}_source")
        command = [*MAIN[:2], told + MAIN[2]]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=SECONDS, check=False)
        assert "_BANTIN_COMPLETE" in done.stdout, done.stderr
    environment = bantin.environment(_BANTIN_COMPLETE="bash_complete", COMP_WORDS="bantin se", COMP_CWORD="1")
    done = subprocess.run(
        [*MAIN[:2], told + MAIN[2]], capture_output=True, text=True, env=environment, timeout=SECONDS, check=False
    )
    assert {"plain,search", "plain,serve"} <= set(done.stdout.split())
