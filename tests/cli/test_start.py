"""The command line starts fast and says what it can do."""

from __future__ import annotations

import subprocess
import sys

from indexer.errors import BantinError
from search_web.cli import WholeGroup

HEAVY = ("flask", "whoosh", "numpy", "pyvi", "sklearn", "waitress", "jinja2", "selectolax", "msgspec")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from search_web.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_loads_no_engine_no_model_and_no_web() -> None:
    code = (
        "import sys\nfrom search_web.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "LOADED []" in done.stdout


def test_every_command_is_there_and_has_a_help_with_its_first_line() -> None:
    for name, (_where, text) in WholeGroup.commands_table.items():
        done = run(name, "--help")
        assert done.returncode == 0, (name, done.stderr)
        assert "Usage: " in done.stdout
        assert text.endswith("."), name


def test_without_arguments_the_short_help_is_shown() -> None:
    done = run()
    assert done.returncode == 0
    assert "bantin search" in done.stdout


def test_a_mistyped_command_is_answered_with_the_nearest_one() -> None:
    done = run("serch", "x")
    assert done.returncode == 2
    assert "bantin search" in done.stderr
    assert done.stdout == ""


def test_every_error_of_the_tree_has_a_code_of_the_table() -> None:
    def family(kind: type[BantinError]) -> list[type[BantinError]]:
        return [kind, *(inner for child in kind.__subclasses__() for inner in family(child))]

    assert {kind.exit_code for kind in family(BantinError)} <= {1, 2, 3, 4, 5, 6, 7, 75}
