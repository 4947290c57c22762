"""Options that several commands share, made from the tables they stand for."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from indexer.errors import Locked

if TYPE_CHECKING:
    from indexer.parameters import Parameters
    from indexer.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
# Time for one search of a command that writes a file for programs: whole or not at all, in seconds.
BATCH_SECONDS: Final = 600.0


def with_settings(command: Command) -> Command:
    """Give a command ``--data-dir`` and ``--config``, and hand it the settings in force as its first argument."""

    @click.option("--data-dir", metavar="DIR", help="Thư mục dữ liệu (mặc định: $BANTIN_DATA_DIR).")
    @click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="Tệp bantin.toml.")
    @functools.wraps(command)
    def wrapped(*args: Any, data_dir: str | None, config: Path | None, **kwargs: Any) -> Any:
        from indexer.settings import load_settings

        settings: Settings = load_settings(config, data_dir=data_dir)
        return command(settings, *args, **kwargs)

    return wrapped  # type: ignore[return-value]  # click's decorators keep what is called, not its type


def with_parameters(command: Command) -> Command:
    """Give a command one option for each search parameter, and hand it the `Parameters` as keyword ``parameters``."""
    from indexer.parameters import NAMES, SELECTIONS, label_of

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        from indexer.parameters import read_parameters

        items: list[tuple[str, str]] = []
        for name in NAMES:
            value = kwargs.pop(f"{name}_", None)
            items += [(name, v) for v in value] if isinstance(value, tuple) else [(name, value)] if value else []
        parameters: Parameters = read_parameters(items)
        return command(*args, parameters=parameters, **kwargs)

    result: Any = wrapped
    for name in reversed(NAMES):
        if name == "q":
            continue
        multiple = name in SELECTIONS
        text = f"Lọc theo: {label_of(name, 'vi').lower()}." if multiple else _SINGLE_HELP[name]
        result = click.option(f"--{name}", f"{name}_", multiple=multiple, metavar="…", help=text)(result)
    return result  # type: ignore[no-any-return]  # click's decorators keep what is called, not its type


_SINGLE_HELP = {
    "scope": "Tìm trong: ban-tin, chi-dao, can-bo.",
    "from": "Đăng từ ngày (d/m/yyyy, m/yyyy hoặc yyyy).",
    "to": "Đăng đến hết ngày.",
    "sort": "Thứ tự: relevance, newest, oldest.",
    "page": "Trang thứ mấy.",
    "after": "Đi tiếp sau kết quả này.",
    "size": "Số kết quả mỗi trang.",
    "lang": "Ngôn ngữ: vi, en.",
}

as_json = click.option("--json", "as_json", is_flag=True, help="In ra JSON.")


def print_json(value: object) -> None:
    """Print one JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def decision_kept() -> Iterator[None]:
    """Go on where a run is writing the index: the operator's decision is in the store, the index follows later."""
    try:
        yield
    except Locked as error:
        click.echo(f"{error.message} Quyết định đã được lưu; lần lập chỉ mục sau sẽ đưa vào chỉ mục.", err=True)


def tell_partial(partial: str | None) -> bool:
    """Say on standard error that an answer is not complete; returns whether it is so (exit code 7)."""
    if partial:
        click.echo(f"Kết quả chưa đầy đủ: {partial}", err=True)
    return bool(partial)


def colour() -> bool:
    """Tell whether standard output is a terminal that wants colour (NO_COLOR, TERM=dumb)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def written_date(iso: str | None) -> str:
    """Return an ISO date as it is read in Vietnam: 15/12/2023."""
    if not iso:
        return "không rõ ngày"
    day = iso[:10].split("-")
    return "/".join(reversed(day)) + (f" {iso[11:16]}" if len(iso) > 10 else "")


def written_span(first: str | None, last: str | None) -> str:
    """Return a first and a last day as a span: 14/03/2018 – 05/06/2019."""
    if not first or first == last:
        return written_date(first)
    return f"{written_date(first)} – {written_date(last)}"
