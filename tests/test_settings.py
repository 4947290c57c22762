"""Settings: file, environment, options; what is unknown or wrong stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.settings import SETTINGS, Settings, load_settings


def test_options_go_before_environment_before_file_before_defaults(tmp_path: Path) -> None:
    file = tmp_path / "bantin.toml"
    file.write_text('site_name = "Tệp"\nport = 1\nthreads = 2\n', encoding="utf-8")
    settings = load_settings(file, {"BANTIN_PORT": "3", "BANTIN_THREADS": "4"}, threads=5)
    assert (settings.site_name, settings.port, settings.threads, settings.host) == ("Tệp", 3, 5, "127.0.0.1")


def test_a_folder_in_the_file_is_meant_from_where_the_file_stands(tmp_path: Path) -> None:
    file = tmp_path / "bantin.toml"
    file.write_text('data_dir = "dữ liệu"\n', encoding="utf-8")
    assert load_settings(file, {}).data == tmp_path / "dữ liệu"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('sitename = "x"', "sitename"),  # no such setting
        ('port = "8080"', "port"),  # a number is wanted
        ("jobs = true", "jobs"),  # a number is wanted
        ("sources = 3", "sources"),
        ("port = ", "TOML"),
    ],
)
def test_a_wrong_file_is_refused_and_the_fault_is_named(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "bantin.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings(file, {})
    assert told in refused.value.message
    assert str(file) in refused.value.message


def test_a_wrong_variable_is_refused_and_named() -> None:
    with pytest.raises(SettingsError, match="BANTIN_PORT"):
        load_settings(None, {"BANTIN_PORT": "many"})


def test_every_setting_says_what_it_is_for_and_has_a_reader(project: Path) -> None:
    code = "".join(
        p.read_text(encoding="utf-8") for folder in ("indexer", "search_web") for p in (project / folder).rglob("*.py")
    )
    code += "".join(p.read_text(encoding="utf-8") for p in (project / "search_web").rglob("*.html"))
    for row in SETTINGS:
        assert len(row.metadata["help"]) > 10, row.name
        assert f".{row.name}" in code, f"nothing reads the setting {row.name}"


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings(None, {"BANTIN_DATA_DIR": "/x"}) == Settings(data_dir="/x")


@pytest.mark.parametrize(
    ("name", "written"),
    [("PORT", "65536"), ("PORT", "-1"), ("THREADS", "0"), ("SEARCH_SECONDS", "-1"), ("SEARCH_SECONDS", "nan"),
     ("JOBS", "-4"), ("OPENSEARCH_SHARDS", "0")],
)  # fmt: skip
def test_a_number_out_of_its_range_is_refused_before_anything_starts(name: str, written: str) -> None:
    with pytest.raises(SettingsError, match=f"BANTIN_{name}"):
        load_settings(None, {f"BANTIN_{name}": written})


def test_a_whole_number_serves_as_seconds(tmp_path: Path) -> None:
    file = tmp_path / "bantin.toml"
    file.write_text("search_seconds = 2\n", encoding="utf-8")
    assert load_settings(file, {}).search_seconds == 2.0
