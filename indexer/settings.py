"""SETTINGS: one row per setting, read from `bantin.toml`, then from the environment, then from options.

A row gives the key of the file, the variable (``BANTIN_`` and the name in capitals) and the documentation.
An unknown key or a wrong value stops the start.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from indexer.errors import SettingsError


def setting(default: Any, text: str, least: float = 0, most: float = 1_000_000) -> Any:
    """Return a row of the table: its default, what it is for, and for a number the least and the most allowed."""
    return field(default=default, metadata={"help": text, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one installation."""

    data_dir: str = setting("", "folder of the data; empty: the platform's data folder")
    engine: str = setting("whoosh", "search engine: whoosh (default), opensearch (a cluster) or memory")
    opensearch_hosts: str = setting("", "addresses of the cluster's nodes, with commas between; https where it matters")
    opensearch_prefix: str = setting("bantin", "what the names of the indexes in the cluster start with")
    opensearch_shards: int = setting(
        1, "primary shards of an index made by the next full build; 1 for each 30 GB", 1, 1_000
    )
    jobs: int = setting(0, "processes that read and extract; 0: one for each processor", 0, 64)
    site_name: str = setting("bantin", "name of the site, shown on every page")
    site_note: str = setting("", "one sentence below the name: whose bulletins these are")
    logo: str = setting("", "file of the logo beside the name (svg, png, webp or jpg); empty: bantin's own")
    base_url: str = setting(
        "", "public address of the site, for feeds and citations, such as https://bantin.example.vn"
    )
    contact: str = setting("", "e-mail address or web address for reports of errors")
    source_credit: str = setting(
        "", "credit of the source that its terms of use ask for, shown at the foot of each page"
    )
    trusted_hosts: str = setting("", "host names that are answered, with commas between; empty: any")
    trusted_proxies: int = setting(0, "how many reverse proxies stand in front, each adding X-Forwarded headers", 0, 10)
    host: str = setting("127.0.0.1", "address that `bantin serve` listens on")
    port: int = setting(8080, "port that `bantin serve` listens on", 0, 65_535)
    threads: int = setting(8, "searches that run at once in one server process; more get 503 and Retry-After", 1, 1_000)
    search_seconds: float = setting(
        1.0, "time for the hits of one search, in seconds; then a partial answer that says so", 0.01, 600
    )
    sources: tuple[Mapping[str, Any], ...] = setting((), "what `bantin index` without a path reads: a list of tables")

    @property
    def data(self) -> Path:
        """Return the data folder; it may not exist yet."""
        if self.data_dir:
            return Path(self.data_dir).expanduser()
        import platformdirs

        return Path(platformdirs.user_data_dir("bantin", appauthor=False))


SETTINGS: Final = tuple(fields(Settings))
_SIMPLE: Final = tuple(row.name for row in SETTINGS if row.name != "sources")
FILE_NAME: Final = "bantin.toml"


def load_settings(
    path: Path | None = None, environment: Mapping[str, str] | None = None, **options: object
) -> Settings:
    """Return the settings in force: options before environment before file before defaults.

    ``path`` is the file; None: `bantin.toml` of the working folder where there is one. Raises `SettingsError`.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    file = path or Path(environment.get("BANTIN_CONFIG") or FILE_NAME)
    if path or "BANTIN_CONFIG" in environment or file.is_file():
        values |= _from_file(file)
    for name in _SIMPLE:
        if (written := environment.get(f"BANTIN_{name.upper()}")) is not None:
            values[name] = _from_text(name, written)
    values |= {name: value for name, value in options.items() if value is not None}
    return Settings(**values)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}.", "Nêu một tệp đọc được, hoặc bỏ tùy chọn này.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: không phải tệp TOML ({error}).", "Sửa lại dòng được nêu.") from error
    known = {row.name for row in SETTINGS}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(f"{file}: không có thiết lập “{name}”.", f"Các thiết lập: {', '.join(sorted(known))}.")
        table[name] = _checked(name, value, str(file))
    for name in ("data_dir", "logo"):
        if place := table.get(name):
            table[name] = str((file.parent / Path(place).expanduser()).resolve())
    return table


def _checked(name: str, value: Any, where: str) -> Any:
    default: Any = Settings.__dataclass_fields__[name].default
    if name == "sources":
        if isinstance(value, list) and all(isinstance(row, dict) for row in value):
            return tuple(value)
    elif isinstance(default, str):
        if isinstance(value, str):
            return value
    elif isinstance(value, int | float) and not isinstance(value, bool) and type(default)(value) == value:
        row = Settings.__dataclass_fields__[name]
        if row.metadata["least"] <= value <= row.metadata["most"]:
            return type(default)(value)
    raise SettingsError(f"{where}: {name} = {value!r} không dùng được.", _expected(name))


def _from_text(name: str, written: str) -> Any:
    default: Any = Settings.__dataclass_fields__[name].default
    kind: Callable[[str], Any] = type(default)
    try:
        value = kind(written)
    except ValueError as error:
        raise SettingsError(f"BANTIN_{name.upper()}={written!r} không dùng được.", _expected(name)) from error
    return _checked(name, value, f"BANTIN_{name.upper()}")


def _expected(name: str) -> str:
    row = Settings.__dataclass_fields__[name]
    least, most = row.metadata["least"], row.metadata["most"]
    match row.default:
        case int() | float():
            kind = "số nguyên" if isinstance(row.default, int) else "số"
            return f"Cần một {kind} từ {least} đến {most}."
        case str():
            return "Cần một chuỗi chữ, trong ngoặc kép."
        case _:
            return "Cần một danh sách các bảng: [[sources]]."
