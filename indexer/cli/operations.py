"""Commands of the operator: `status`, `check`, `rollback`, `remove`, `unremove`, `backup`, `restore`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from indexer.cli.options import as_json, decision_kept, print_json, with_settings, written_date
from indexer.days import day_of
from indexer.errors import UsageError
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.operations import Status


_COUNTED: Final = {
    "bulletins": "bản tin",
    "duplicates": "trùng lặp",
    "removed": "đã gỡ",
    "vanished": "nguồn không còn",
    "undated": "không rõ ngày",
}


@click.command()
@as_json
@with_settings
def status(settings: Settings, as_json: bool) -> int:
    """Tình trạng: bao nhiêu bản tin, chỉ mục có theo kịp kho không, tệp nào chưa đọc được."""
    from indexer.library import open_configured_engine
    from indexer.operations import status as look
    from indexer.store import Store

    with Store.open(settings.data, readonly=True) as store:
        found = look(store, open_configured_engine(settings))
    if as_json:
        print_json(_status_record(found))
    else:
        _print_status(found)
    return 5 if found.index is None or found.index.generation is None else 0


def _status_record(found: Status) -> dict[str, object]:
    index = found.index
    return {
        "schema": 1,
        "data_dir": str(found.folder),
        "store": {**found.counts, "bytes": found.store_bytes, "originals": found.originals},
        "index": index
        and {
            "engine": index.engine,
            "generation": index.generation,
            "documents": dict(index.documents),
            "bytes": index.size,
        },
        "behind": found.behind,
        "failures": [
            {"path": f.location, "stage": f.stage, "type": f.kind, "reason": f.reason, "hint": f.hint, "since": f.first}
            for f in found.failures
        ],
        "removals": [{"id": r.id, "reason": r.reason, "at": r.at} for r in found.removals],
    }


def _print_status(found: Status) -> None:
    click.echo(f"Dữ liệu: {found.folder}")
    click.echo("Kho: " + ", ".join(f"{count} {_COUNTED.get(name, name)}" for name, count in found.counts.items()))
    if found.index is None or found.index.generation is None:
        click.echo("Chỉ mục: chưa có. Chạy: bantin index --full")
    else:
        documents = ", ".join(f"{scope} {count}" for scope, count in found.index.documents.items())
        size = f"{found.index.size / 2**20:.1f}".replace(".", ",")
        click.echo(f"Chỉ mục: {found.index.engine}, thế hệ {found.index.generation}, {documents}, {size} MiB")
        if found.behind is None:
            click.echo("  được tạo bằng phiên bản khác của kho hoặc của bantin; chạy: bantin index --full")
        elif found.behind:
            click.echo(f"  còn thiếu {found.behind} thay đổi; chạy: bantin index")
    for failure in found.failures:
        click.echo(f"Chưa đọc được (từ {written_date(failure.first[:10])}): {failure.reason} {failure.hint}".rstrip())
    for removal in found.removals:
        click.echo(f"Đã gỡ {removal.id} ngày {written_date(day_of(removal.at))}: {removal.reason}")


@click.command()
@click.option("--deep", is_flag=True, help="Đọc hết từng byte.")
@click.option("--repair", is_flag=True, help="Sửa những gì sửa được.")
@as_json
@with_settings
def check(settings: Settings, deep: bool, repair: bool, as_json: bool) -> int:
    """Đối chiếu nguồn, kho và chỉ mục; mã thoát 6 khi có điều không khớp."""
    from indexer.cli.progress import Bar
    from indexer.library import open_configured_engine
    from indexer.operations import check as look
    from indexer.store import Store

    with Store.open(settings.data, readonly=not repair) as store, Bar() as bar:
        report = look(store, open_configured_engine(settings), deep=deep, repair=repair, tell=bar)
    if as_json:
        problems = [{"where": p.where, "what": p.what, "repaired": p.repaired} for p in report.problems]
        print_json({"schema": 1, "problems": problems, "notes": list(report.notes), "looked_at": report.looked_at})
        return report.exit_code
    for problem in report.problems:
        click.echo(f"{'Đã sửa' if problem.repaired else 'Không khớp'} ({problem.where}): {problem.what}")
    for note in report.notes:
        click.echo(f"Lưu ý: {note}")
    if not report.problems:
        click.echo("Mọi thứ khớp: " + ", ".join(f"{name} {count}" for name, count in report.looked_at.items()))
    elif report.exit_code and not repair:
        click.echo("Chạy: bantin check --repair", err=True)
    return report.exit_code


@click.command()
@with_settings
def rollback(settings: Settings) -> None:
    """Đặt thế hệ chỉ mục trước làm thế hệ hiện tại."""
    from indexer.library import open_configured_engine
    from indexer.store import Store

    with Store.open(settings.data) as store, store.writing():
        generation = open_configured_engine(settings).rollback()
    click.echo(f"Chỉ mục hiện tại: {generation}", err=True)


@click.command()
@click.argument("bulletin_id", metavar="ID")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao gỡ; được lưu lại.")
@click.option("--erase", is_flag=True, help="Xóa hẳn bản gốc và văn bản đã lưu (không lấy lại được).")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ gỡ gì.")
@with_settings
def remove(settings: Settings, bulletin_id: str, reason: str, erase: bool, yes: bool, dry_run: bool) -> None:
    """Gỡ bản tin ID khỏi mọi trang, nguồn tin và tệp xuất, ngay lập tức; giữ hiệu lực qua mọi lần lập chỉ mục."""
    from indexer.library import open_configured_engine
    from indexer.operations import remove as take_down
    from indexer.store import Store

    with Store.open(settings.data) as store:
        title = store.pages.get(bulletin_id).bulletin.title
        if dry_run:
            click.echo(f"Sẽ gỡ {bulletin_id}: {title}")
            return
        if not yes and sys.stdin.isatty():
            click.confirm(f"Gỡ {bulletin_id}: {title}?", abort=True, err=True)
        ids: tuple[str, ...] = (bulletin_id,)
        with decision_kept():
            ids = take_down(store, open_configured_engine(settings), bulletin_id, reason, erase=erase)
    click.echo(f"Đã gỡ: {', '.join(ids)}", err=True)


@click.command()
@click.argument("bulletin_id", metavar="ID")
@with_settings
def unremove(settings: Settings, bulletin_id: str) -> None:
    """Bỏ việc gỡ bản tin ID; nếu bản gốc đã xóa thì lần lập chỉ mục sau đọc lại từ nguồn."""
    from indexer.library import open_configured_engine
    from indexer.operations import unremove as lift
    from indexer.store import Store

    with Store.open(settings.data) as store:
        ids: tuple[str, ...] = (bulletin_id,)
        with decision_kept():
            ids = lift(store, open_configured_engine(settings), bulletin_id)
    click.echo(f"Đã bỏ việc gỡ: {', '.join(ids)}", err=True)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_settings
def backup(settings: Settings, file: Path) -> None:
    """Sao lưu kho (bản gốc, văn bản, dữ kiện, quyết định) vào FILE; đọc lại để chắc chắn."""
    from indexer.archive import backup as write
    from indexer.store import Store

    with Store.open(settings.data, readonly=True) as store:
        done = write(store, file)
    click.echo(f"Đã sao lưu {done.bulletins} bản tin vào {file}.", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Thay kho đang có mà không hỏi lại.")
@with_settings
def restore(settings: Settings, file: Path, yes: bool) -> None:
    """Khôi phục kho từ FILE rồi tạo lại chỉ mục; những bản tin đã gỡ vẫn bị gỡ."""
    from indexer.archive import restore as put_back
    from indexer.cli.index import index_paths

    if (settings.data / "store.sqlite").exists() and not yes:
        if not sys.stdin.isatty():
            raise UsageError(f"Đã có kho trong {settings.data}.", "Thêm --yes để thay kho ấy.")
        click.confirm(f"Thay kho đang có trong {settings.data}?", abort=True, err=True)
    done = put_back(file, settings.data)
    index_paths(settings, (), full=True)
    click.echo(f"Đã khôi phục {done.bulletins} bản tin.", err=True)
