"""`bantin demo`: index the shipped corpus into a temporary folder and open the front end on it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from indexer.errors import NotFound

if TYPE_CHECKING:
    from indexer.library import Library
    from indexer.search import Result
    from indexer.settings import Settings


@dataclass(frozen=True, slots=True)
class Example:
    """One search for one kind of user; ``holds`` tells from the answer whether it is the right one."""

    user: str
    query: tuple[tuple[str, str], ...]
    holds: Callable[[Library, Result], bool]


def _finds_seed(_library: Library, result: Result) -> bool:
    return any(hit.title.startswith("Phú Tân: Nêu cao tinh thần trách nhiệm") for hit in result.hits)


def _nine_exact_quotes(library: Library, result: Result) -> bool:
    quoted = []
    for hit in result.hits:
        stored = library.store.pages.get(hit.stored["bulletin"])
        directive = next(d for d in stored.facts.directives if d.n == hit.stored["n"])
        quoted.append(stored.bulletin.text[directive.start : directive.end] == directive.text != "")
    return result.total == 9 and len(quoted) == 9 and all(quoted)


EXAMPLES: Final = (
    Example("Người dân, gõ không dấu", (("q", "nong thon moi"),), _finds_seed),
    Example(
        "Cán bộ văn phòng, chỉ đạo của một lãnh đạo",
        (("scope", "chi-dao"), ("giver", "Nguyễn Phương Bắc")),
        _nine_exact_quotes,
    ),
)


def corpus_folder() -> Path:
    """Return the folder of the shipped corpus: beside the packages in a checkout, inside them when installed."""
    package = Path(__file__).resolve().parent
    for folder in (package / "corpus", package.parent / "corpus"):
        if (folder / "bulletins").is_dir():
            return folder
    raise NotFound(f"Không thấy kho bản tin mẫu cạnh {package}.", "Cài lại bantin từ gói hoặc từ bản sao đầy đủ.")


@click.command()
@click.option("--check", is_flag=True, help="Chạy các ví dụ rồi thoát (0: đúng cả, 1: có ví dụ sai).")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Địa chỉ lắng nghe.")
@click.option("--port", default=8080, type=click.IntRange(0, 65_535), metavar="N", help="Cổng.")
def demo(check: bool, host: str, port: int) -> int:
    """Lập chỉ mục các bản tin đi kèm vào một thư mục tạm và mở trang tìm kiếm."""
    from indexer.library import Library
    from indexer.settings import Settings

    with tempfile.TemporaryDirectory(prefix="bantin-demo-") as folder:
        # Defaults alone: what is configured here may name a cluster, whose index a demo must not replace.
        settings = Settings(
            data_dir=folder,
            site_name="bantin (thử)",
            site_note="Bản tin huyện Phú Tân và các bản tin mẫu của một cơ quan hư cấu",
        )
        _index(settings)
        with Library.open(settings) as library:
            failed = _show_examples(library, host, port)
            if check:
                return 1 if failed or not _all_unchanged(settings) else 0
            _serve(settings, library, host, port)
    return 0


def _index(settings: Settings) -> None:
    from indexer.cli.index import index_paths

    report = index_paths(settings, (corpus_folder(),), jobs=1)
    click.echo(f"Đã lập chỉ mục {report.new} bản tin trong {report.seconds:.1f} giây.".replace(".", ",", 1), err=True)


def _all_unchanged(settings: Settings) -> bool:
    """Tell whether indexing the same folder again, as cron does, finds everything unchanged."""
    from indexer.cli.index import index_paths

    report = index_paths(settings, (corpus_folder(),), jobs=1)
    click.echo(f"  lần thứ hai: {report.unchanged} không đổi, {report.new + report.changed} mới hoặc đã đổi")
    return not report.new and not report.changed and not report.failed


def _show_examples(library: Library, host: str, port: int) -> int:
    """Print one search for each kind of user and what it finds; return how many did not find what they should."""
    from indexer.parameters import read_parameters
    from indexer.search import search

    failed = 0
    for example in EXAMPLES:
        parameters = read_parameters(example.query)
        result = search(library, parameters)
        right = example.holds(library, result)
        failed += not right
        click.echo(f"\n{example.user}: http://{host}:{port}/tim-kiem?{parameters.query_string()}")
        click.echo(f"  {result.total} kết quả{'' if right else '  ← không như mong đợi'}")
        for hit in result.hits[:2]:
            click.echo(f"  - {hit.title[:100]}")
    click.echo("\nNgười vận hành, lập chỉ mục lại từ cron:\n  bantin index THƯ_MỤC")
    return failed


def _serve(settings: Settings, library: Library, host: str, port: int) -> None:
    from search_web.app import create_app
    from search_web.serve import run

    click.echo(f"\nMở http://{host}:{port}/ (Ctrl-C để dừng)", err=True)
    sys.stdout.flush()
    run(create_app(settings, library), host, port, settings.threads)
