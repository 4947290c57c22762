"""Commands that read: `index` and `extract`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.cli.main import existing
from indexer.cli.options import as_json, print_json, with_settings
from indexer.errors import UsageError
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.pipeline import IndexReport


@click.command()
@click.argument("paths", nargs=-1, callback=existing)
@click.option("--full", is_flag=True, help="Tạo lại toàn bộ chỉ mục từ kho (không cần nguồn).")
@click.option("--jobs", type=click.IntRange(0, 64), metavar="N", help="Số tiến trình; 0: mỗi bộ xử lý một tiến trình.")
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ làm gì.")
@click.option("--strict", is_flag=True, help="Mã thoát 3 cả khi lỗi đã biết từ trước.")
@click.option("--quiet", "-q", is_flag=True, help="Chỉ in lỗi (dùng trong cron).")
@click.option("--report", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Ghi báo cáo JSON.")
@as_json
@with_settings
def index(
    settings: Settings,
    paths: tuple[Path, ...],
    full: bool,
    jobs: int | None,
    dry_run: bool,
    strict: bool,
    quiet: bool,
    report: Path | None,
    as_json: bool,
) -> int:
    """Đọc PATHS (tệp, thư mục, hoặc - cho đầu vào chuẩn), lưu và lập chỉ mục những gì mới hoặc đã đổi.

    Không có PATHS: đọc các nguồn trong bantin.toml.

    \b
    bantin index ban-tin/                    lần đầu, và mỗi lần sau
    */15 * * * * bantin index -q ban-tin/    trong crontab
    """
    from indexer.cli.progress import Bar
    from indexer.workers import be_polite

    be_polite()
    with Bar() as bar:
        done = index_paths(settings, paths, full=full, jobs=jobs, dry_run=dry_run, progress=bar)
    record = _record(done)
    if report:
        report.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for failure in done.failed:
        known = " (đã biết)" if failure.known else ""
        click.echo(f"bantin: {failure.reason}{known} {failure.hint}".rstrip(), err=True)
    if as_json:
        print_json(record)
    elif not quiet:
        click.echo(_sentence(done, dry_run), err=True)
    return done.exit_code(strict=strict)


def index_paths(settings: Settings, paths: Sequence[Path], **options: Any) -> IndexReport:
    """Index paths, or the configured sources when there are none, into the data folder of the settings."""
    from indexer.library import open_configured_engine
    from indexer.pipeline import index as run
    from indexer.store import Store

    if options.get("jobs") is None:
        options["jobs"] = settings.jobs
    options["jobs"] = options["jobs"] or os.cpu_count() or 1
    if not paths and settings.sources and not options.get("full"):
        from indexer.sources import index_sources

        with Store.open(settings.data) as store:
            return index_sources(settings, store, open_configured_engine(settings), **options)
    if not paths and not options.get("full"):
        raise UsageError(
            "Không có gì để lập chỉ mục.", "Nêu tệp hoặc thư mục, hoặc khai báo nguồn (sources) trong bantin.toml."
        )
    with Store.open(settings.data) as store:
        return run(paths, store, open_configured_engine(settings), **options)


def _record(report: IndexReport) -> dict[str, Any]:
    counts = {
        name: getattr(report, name)
        for name in ("new", "changed", "unchanged", "duplicates", "removed", "skipped_lines", "renewed", "indexed")
    }
    failed = [
        {"path": f.path, "stage": f.stage, "type": f.kind, "reason": f.reason, "hint": f.hint, "known": f.known}
        for f in report.failed
    ]
    return {"schema": 1, **counts, "failed": failed, "seconds": round(report.seconds, 3)}


def _sentence(report: IndexReport, dry_run: bool) -> str:
    parts = [
        f"{report.new} mới",
        f"{report.changed} đã đổi",
        f"{report.unchanged} không đổi",
        *([f"{report.duplicates} trùng lặp"] if report.duplicates else []),
        *([f"{report.removed} đã gỡ, bỏ qua"] if report.removed else []),
        *([f"{report.skipped_lines} dòng không có nội dung"] if report.skipped_lines else []),
        *([f"{report.renewed} trích xuất lại"] if report.renewed else []),
        f"{len(report.failed)} lỗi",
    ]
    seconds = f"{report.seconds:.1f}".replace(".", ",")
    return f"{'Sẽ có: ' if dry_run else ''}{', '.join(parts)} ({seconds} giây)."


@click.command()
@click.argument("paths", nargs=-1, required=True, callback=existing)
def extract(paths: tuple[Path, ...]) -> int:
    """In ra những gì sẽ trích xuất từ PATHS, mỗi bản tin một dòng JSON; không lưu gì, không cần thư mục dữ liệu."""
    from indexer.extraction.record import record
    from indexer.intake import Failed
    from indexer.pipeline import read_only_extract

    failed = 0
    for found in read_only_extract(paths):
        if isinstance(found, Failed):
            failed += 1
            click.echo(f"bantin: {found.reason} {found.hint}".rstrip(), err=True)
        else:
            click.echo(json.dumps(record(*found), ensure_ascii=False))
    return 3 if failed else 0
