"""The documents say what is there: every command, path, setting and table that they name exists, and is named."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import click
import pytest

from indexer.cli.main import LazyGroup
from indexer.settings import SETTINGS, load_settings
from indexer.sources import rows
from search_web.cli import WholeGroup
from search_web.cli import bantin as whole

TOP = {"pyproject.toml", "README.md", "indexer", "search_web", "tests", "corpus"}


def commands(readme: str) -> list[list[str]]:
    """Return the words of every `bantin ...` line in the code blocks of a document."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", readme, re.S)
    lines = [line.split("#")[0] for block in blocks for line in block.splitlines()]
    called = [re.search(r"(?:^|[ /])bantin (.+)$", line) for line in lines]
    return [shlex.split(found.group(1)) for found in called if found]


def test_the_top_level_holds_what_was_agreed_and_nothing_else(project: Path) -> None:
    import subprocess

    if not shutil.which("git"):
        pytest.skip("git is not installed")
    tracked = subprocess.run(["git", "ls-files"], cwd=project, capture_output=True, text=True, check=False).stdout
    if not tracked:
        pytest.skip("not a git checkout")
    names = {line.split("/")[0] for line in tracked.splitlines()}
    assert {name for name in names if not name.startswith(".")} == TOP


def test_every_command_in_the_readme_exists_with_its_options(project: Path) -> None:
    found = commands((project / "README.md").read_text(encoding="utf-8"))
    assert len(found) > 5
    for words in found:
        name, *rest = words
        assert name in WholeGroup.commands_table, words
        command = whole.get_command(click.Context(whole), name)
        assert command is not None
        options = {option for parameter in command.params for option in parameter.opts}
        for word in rest:
            if word.startswith("-") and len(word) > 1:
                assert word in options, (words, word)


def test_the_readme_names_every_setting_with_its_text(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8")
    for row in SETTINGS:
        assert f"| `{row.name}` | {row.metadata['help']} |" in readme


def test_the_example_of_the_settings_file_can_be_read(project: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (project / "README.md").read_text(encoding="utf-8"), re.S)
    assert blocks
    for block in blocks:
        file = tmp_path / "bantin.toml"
        file.write_text(block, encoding="utf-8")
        found = rows(load_settings(file, {}).sources)
        assert [row.kind for row in found] == ["folder", "sitemap"]


def test_the_readme_names_every_exit_code(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Exit codes")[1].split("## ")[0]
    for code in ("0", "1", "2", "3", "4", "5", "6", "7", "75", "130"):
        assert re.search(rf"(?:^|[ ·\n]){code} ", section), code


@pytest.mark.parametrize("package", ["indexer", "search_web"])
def test_paths_named_in_a_package_readme_exist_and_every_folder_is_named(project: Path, package: str) -> None:
    text = (project / package / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(\w[\w/]*(?:\.\w+|/))`", text):  # a leading slash is an address of a page
        if path.startswith("index/"):  # of a data folder, not of the project
            continue
        assert list((project / package).rglob(path.rstrip("/"))) or (project / path).exists(), path
    folders = {p.parent.name for p in (project / package).glob("*/__init__.py")}
    for folder in folders:
        assert f"## {folder}/" in text, folder


def test_decisions_are_numbered_without_a_gap_and_short(project: Path) -> None:
    files = sorted((project / "indexer/decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 14, file.name
        assert lines[0].startswith(f"# {file.name[:4]} "), file.name


def test_pyproject_lists_every_package(project: Path) -> None:
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(table["tool"]["setuptools"]["packages"]) - {"search_web.corpus"}
    there = {
        ".".join(file.parent.relative_to(project).parts)
        for package in ("indexer", "search_web")
        for file in (project / package).rglob("__init__.py")
    }
    assert listed == there


def test_the_ci_runs_exactly_the_test_command_of_the_readme(project: Path) -> None:
    assert "```sh\npython3 -m tests\n```" in (project / "README.md").read_text(encoding="utf-8")
    assert (project / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("exec python3 -m tests")


def test_the_two_groups_share_one_table() -> None:
    assert set(LazyGroup.commands_table) < set(WholeGroup.commands_table)
