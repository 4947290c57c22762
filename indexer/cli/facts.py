"""Commands about facts: `show`, `directives`, `officials`, `export`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from indexer.cli.options import as_json, colour, print_json, with_parameters, with_settings, written_date
from indexer.errors import UsageError
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.bulletin import Bulletin, Facts
    from indexer.parameters import Parameters


@click.command()
@click.argument("bulletin_id", metavar="ID")
@click.option("--facts", "with_facts", is_flag=True, help="Tô màu dữ kiện ngay trong văn bản.")
@as_json
@with_settings
def show(settings: Settings, bulletin_id: str, with_facts: bool, as_json: bool) -> None:
    """Xem bản tin ID: các phần, cán bộ, chỉ đạo; --facts tô dữ kiện trong văn bản."""
    from indexer.cli.highlight import marked_text
    from indexer.extraction.record import record
    from indexer.store.store import Store

    with Store.open(settings.data, readonly=True) as store:
        stored = store.pages.get(bulletin_id)
    bulletin, facts = stored.bulletin, stored.facts
    if as_json:
        more = {"address": bulletin.address, "aliases": list(stored.aliases), "version": stored.version}
        print_json({"schema": 1, "bulletin": {**record(bulletin, facts), "text": bulletin.text, **more}})
        return
    click.echo(f"{bulletin.title}\n{written_date(bulletin.published)} · {bulletin.id} · {facts.kind}\n")
    click.echo(marked_text(bulletin, facts, colour()) if with_facts else bulletin.text[bulletin.body :])
    _print_facts(bulletin, facts)


def _print_facts(bulletin: Bulletin, facts: Facts) -> None:
    click.echo(f"\nNgày sự kiện: {written_date(facts.event_date) if facts.event_date else 'không rõ'}")
    click.echo("Các phần: " + ", ".join(dict.fromkeys(zone.kind for zone in facts.zones)))
    if facts.officials:
        click.echo("Cán bộ:")
        for official in facts.officials:
            posts = "; ".join(post.title for post in official.posts)
            click.echo(f"  - {official.name}" + (f": {posts}" if posts else ""))
    if facts.document_numbers:
        click.echo("Văn bản: " + ", ".join(dict.fromkeys(n.number for n in facts.document_numbers)))
    if facts.directives:
        click.echo(f"Chỉ đạo ({len(facts.directives)}):")
        for directive in facts.directives:
            details = [directive.giver or "không rõ người chỉ đạo", directive.force or "", *directive.addressees]
            due = f" [hạn {written_date(directive.due)}]" if directive.due else ""
            click.echo(f"  {bulletin.id}-{directive.n}  {' · '.join(d for d in details if d)}{due}")
            click.echo(f"      {' '.join(directive.text.split())}")


@click.command()
@click.argument("query", nargs=-1)
@with_parameters
@click.option("--due-before", metavar="NGÀY", help="Hạn chậm nhất là ngày này.")
@click.option("--fail-empty", is_flag=True, help="Mã thoát 4 khi không có chỉ đạo nào.")
@as_json
@with_settings
def directives(
    settings: Settings,
    query: tuple[str, ...],
    due_before: str | None,
    fail_empty: bool,
    as_json: bool,
    parameters: Parameters,
) -> int:
    """Liệt kê chỉ đạo: ai giao ai việc gì, khi nào, hạn nào, đúng nguyên văn.

    \b
    bantin directives --giver "Nguyễn Phương Bắc" --from 2023
    bantin directives --due-before 31/12/2024 "giải phóng mặt bằng"
    """
    from indexer.extraction.record import directive_record
    from indexer.library import Library
    from indexer.parameters import read_day
    from indexer.search import search as find

    parameters = replace(parameters, q=" ".join(query), scope="chi-dao")
    if due_before:
        parameters = parameters.with_value("due", f"..{read_day(due_before, last=True)}")
    with Library.open(settings) as library:
        result = find(library, parameters, facets=False, snippets=False)
        records = []
        for hit in result.hits:
            stored = library.store.pages.get(hit.stored["bulletin"])
            records += [
                (stored.bulletin.title, directive_record(stored.bulletin, d))
                for d in stored.facts.directives
                if d.n == hit.stored["n"]
            ]
    if as_json:
        print_json({"schema": 1, "total": result.total, "directives": [record for _title, record in records]})
    else:
        click.echo(f"{result.total} chỉ đạo")
        for title, record in records:
            _print_directive(title, record)
    return 4 if fail_empty and not result.total else 0


def _print_directive(title: str, record: dict[str, object]) -> None:
    giver, post = record["giver"] or "không rõ người chỉ đạo", record["giver_post"]
    due = f" · hạn {written_date(str(record['due']))}" if record["due"] else ""
    addressees = record["addressees"]
    assert isinstance(addressees, list)
    to = f" → {'; '.join(addressees)}" if addressees else ""
    click.echo(f"\n{record['id']}  {giver}{f' ({post})' if post else ''}{to}{due}")
    click.echo(f"  {' '.join(str(record['text']).split())}")
    click.echo(f"  {title}, {written_date(str(record['published']) if record['published'] else None)}")


_EXPORTS: Final = ("csv", "jsonl", "xlsx", "json", "atom")


@click.command()
@click.argument("query", nargs=-1)
@with_parameters
@click.option("--format", "form", type=click.Choice(_EXPORTS), default="csv", show_default=True, help="Dạng tệp.")
@with_settings
def export(settings: Settings, query: tuple[str, ...], form: str, parameters: Parameters) -> None:
    """Xuất kết quả ra tệp (in ra đầu ra chuẩn): csv, jsonl, xlsx; --scope chọn bản tin, chỉ đạo hay cán bộ.

    \b
    bantin export --scope chi-dao --from 2024 > chi-dao.csv
    """
    from indexer.export import RENDERERS
    from indexer.library import Library

    if form == "xlsx" and sys.stdout.isatty():
        raise UsageError(
            "Tệp xlsx không xem được trên màn hình.", "Chuyển vào tệp: bantin export --format xlsx > x.xlsx"
        )
    with Library.open(settings) as library:
        base = settings.base_url.rstrip("/")
        for chunk in RENDERERS[form].render(library, replace(parameters, q=" ".join(query)), base):
            sys.stdout.buffer.write(chunk)
