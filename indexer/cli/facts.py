"""Commands about facts: `show`, `directives`, `officials`, `export`, `correct`."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from indexer.cli.options import (
    BATCH_SECONDS,
    as_json,
    colour,
    decision_kept,
    print_json,
    tell_partial,
    with_parameters,
    with_settings,
    written_date,
    written_span,
)
from indexer.days import day_of
from indexer.errors import EngineUnavailable, IndexUnusable, UsageError
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.bulletin import Bulletin, Facts
    from indexer.extraction.follow_up.link import FollowUp
    from indexer.parameters import Parameters
    from indexer.store.records import Correction


@click.command()
@click.argument("bulletin_id", metavar="ID")
@click.option("--facts", "with_facts", is_flag=True, help="Tô màu dữ kiện ngay trong văn bản, kèm bản tin theo dõi.")
@as_json
@with_settings
def show(settings: Settings, bulletin_id: str, with_facts: bool, as_json: bool) -> int:
    """Xem bản tin ID: các phần, cán bộ, chỉ đạo, hiệu đính; --facts tô dữ kiện trong văn bản, kèm bản tin theo dõi."""
    from indexer.cli.highlight import marked_text
    from indexer.extraction.record import record
    from indexer.store.store import Store

    with Store.open(settings.data, readonly=True) as store:
        stored = store.pages.get(bulletin_id)
        history = store.decisions.correction_history(bulletin_id)
    bulletin, facts = stored.bulletin, stored.facts
    if as_json:
        more = {"address": bulletin.address, "aliases": list(stored.aliases), "version": stored.version,
                "corrections": [{"field": c.field, "value": c.value, "reason": c.reason, "at": c.at}
                                for c in history]}  # fmt: skip
        print_json({"schema": 1, "bulletin": {**record(bulletin, facts), "text": bulletin.text, **more}})
        return 0
    click.echo(f"{bulletin.title}\n{written_date(bulletin.published)} · {bulletin.id} · {facts.kind}\n")
    click.echo(marked_text(bulletin, facts, colour()) if with_facts else bulletin.text[bulletin.body :])
    later, partial = _later(settings, bulletin, facts) if with_facts and facts.directives else ({}, False)
    _print_facts(bulletin, facts, later)
    _print_corrections(history)
    return 7 if partial else 0


_Told = tuple["FollowUp", "Bulletin"]  # a link, and the later bulletin that it leads to
_FOLLOW_SECONDS: Final = 5.0  # for each directive
_FOLLOWS: Final = {"criticised": "nêu hạn chế", "repeated": "nhắc lại", "reported": "có thể là kết quả"}


def _later(settings: Settings, bulletin: Bulletin, facts: Facts) -> tuple[dict[int, list[_Told]], bool]:
    """Return what became of each directive, by its number, and whether time cut it short.

    Where no index answers, say so and return nothing.
    """
    from indexer.extraction.follow_up.link import DirectiveOf
    from indexer.follow_ups import follow_ups, told
    from indexer.library import Library

    found: dict[int, list[_Told]] = {}
    partial = False
    try:
        with Library.open(settings) as library:
            for directive in facts.directives:
                later = follow_ups(library, DirectiveOf(bulletin, facts, directive), _FOLLOW_SECONDS)
                found[directive.n] = told(library, later)
                partial = partial or later.partial
    except (IndexUnusable, EngineUnavailable) as error:
        click.echo(f"Không tìm được bản tin theo dõi: {error}", err=True)
    return found, tell_partial("hết giờ khi tìm bản tin theo dõi" if partial else None)


def _print_facts(bulletin: Bulletin, facts: Facts, later: dict[int, list[_Told]]) -> None:
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
            for one, other in later.get(directive.n, []):
                click.echo(f"      → {_FOLLOWS[one.kind]}: {other.id}, {written_date(other.day)}, {other.title}")
                click.echo(f"        {' '.join(one.later_quote.text.split())}")
    if any(later.values()):
        click.echo("Bản tin theo dõi (→) do chương trình tự tìm, có thể sai.")


def _print_corrections(history: list[Correction]) -> None:
    """Print what was decided by hand, the oldest first: the last line of a field is in force."""
    if history:
        click.echo("Hiệu đính:")
    for one in history:
        value = f"đã hiệu đính thành “{one.value}”" if one.value else "đã hiệu đính: không có"
        what = "bỏ hiệu đính, trở lại như trích xuất" if one.value is None else value
        click.echo(f"  - {one.field}: {what} ({written_date(day_of(one.at))}; {one.reason})")


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
    if tell_partial(result.partial):
        return 7
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
def export(settings: Settings, query: tuple[str, ...], form: str, parameters: Parameters) -> int:
    """Xuất kết quả ra tệp (in ra đầu ra chuẩn): csv, jsonl, xlsx; --scope chọn bản tin, chỉ đạo hay cán bộ.

    \b
    bantin export --scope chi-dao --from 2024 > chi-dao.csv
    """
    from indexer.export import RENDERERS, ROWS
    from indexer.library import Library
    from indexer.search import search as find

    if form == "xlsx" and sys.stdout.isatty():
        raise UsageError(
            "Tệp xlsx không xem được trên màn hình.", "Chuyển vào tệp: bantin export --format xlsx > x.xlsx"
        )
    parameters = replace(parameters, q=" ".join(query))
    with Library.open(replace(settings, search_seconds=BATCH_SECONDS)) as library:
        for chunk in RENDERERS[form].render(library, parameters, settings.base_url.rstrip("/")):
            sys.stdout.buffer.write(chunk)
        total = find(library, replace(parameters, page=1, after=None, size=1), facets=False, snippets=False).total
    if RENDERERS[form].download and total > ROWS:
        tell_partial(f"có {total} dòng, tệp giữ {ROWS} dòng đầu; chia nhỏ bằng --from và --to.")
        return 7
    return 0


_VERBS: Final = ("show", "merge", "split", "undo")


@click.command()
@click.argument("words", nargs=-1, metavar="[show ID | merge ID ID | split ID BẢN-TIN... | undo N | TÊN]")
@click.option("--reason", metavar="LÝ DO", help="Lý do (bắt buộc khi gộp hoặc tách).")
@click.option("--decisions", "list_decisions", is_flag=True, help="Liệt kê các quyết định gộp, tách.")
@click.option("--on", "day", metavar="NGÀY", help="Ai giữ chức vụ (--post, --body) vào ngày này, theo các bản tin.")
@with_parameters
@as_json
@with_settings
def officials(
    settings: Settings,
    words: tuple[str, ...],
    reason: str | None,
    list_decisions: bool,
    day: str | None,
    as_json: bool,
    parameters: Parameters,
) -> int:
    """Liệt kê cán bộ theo tên, chức vụ, cơ quan; xem một người; gộp hai người là một, hoặc tách ra.

    \b
    bantin officials "nguyen phuong bac"
    bantin officials --on 15/12/2023 --post "chủ tịch ubnd huyện"
    bantin officials show 3c17bba4b6a8
    bantin officials merge 3c17bba4b6a8 0d44893c35d1 --reason "cùng một người"
    bantin officials split 3c17bba4b6a8 9fd53b16c930 --reason "người khác trùng tên"
    """
    from indexer.cli.people import decide_officials, print_decisions, print_holders, print_official

    verb = words[0] if words else ""
    if day is not None:
        if list_decisions or verb in _VERBS:
            raise UsageError(
                "--on chỉ dùng khi liệt kê cán bộ.", "Ví dụ: bantin officials --on 15/12/2023 --post CHỨC-VỤ"
            )
        return print_holders(settings, replace(parameters, q=" ".join(words), scope="can-bo"), day, as_json)
    if list_decisions:
        print_decisions(settings, as_json)
    elif verb == "show":
        if len(words) != 2:
            raise UsageError("Cần đúng một mã cán bộ.", "Tìm mã theo tên: bantin officials TÊN")
        print_official(settings, words[1], as_json)
    elif verb in _VERBS:
        decide_officials(settings, verb, words[1:], reason)
    else:
        return _list_officials(settings, replace(parameters, q=" ".join(words), scope="can-bo"), as_json)
    return 0


def _list_officials(settings: Settings, parameters: Parameters, as_json: bool) -> int:
    from indexer.library import Library
    from indexer.search import search as find

    with Library.open(settings) as library:
        result = find(library, parameters, facets=False, snippets=False)
    if as_json:
        records = [{"id": hit.id, "name": hit.title, "url": hit.url, **hit.stored} for hit in result.hits]
        print_json({"schema": 1, "total": result.total, "officials": records})
        return 7 if tell_partial(result.partial) else 0
    click.echo(f"{result.total} cán bộ")
    for hit in result.hits:
        click.echo(f"\n{hit.id}  {hit.title}{' (đã hiệu đính)' if hit.stored.get('corrected') else ''}")
        for post in hit.stored["posts"]:
            click.echo(f"  - {post['title']}  {written_span(post['first'], post['last'])}")
    return 7 if tell_partial(result.partial) else 0


@click.command()
@click.argument("bulletin_id", metavar="ID")
@click.argument("field")
@click.argument("value", required=False)
@click.option("--undo", is_flag=True, help="Bỏ hiệu đính của trường này, trở lại như trích xuất.")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao; được lưu cùng hiệu đính.")
@with_settings
def correct(settings: Settings, bulletin_id: str, field: str, value: str | None, undo: bool, reason: str) -> None:
    """Đặt lại một dữ kiện của bản tin ID bằng tay; được giữ qua mọi lần trích xuất lại.

    FIELD: published, event_date, kind, tags, hoặc directive.N.giver, giver_post, addressees, force, due của chỉ đạo
    thứ N. Ngày viết 15/12/2023 hay 2023-12-15; nhiều giá trị cách nhau bằng dấu chấm phẩy; giá trị rỗng: không có.
    Các hiệu đính của một bản tin, kể cả đã bỏ: bantin show ID.

    \b
    bantin correct 9fd53b16c930 directive.3.due 30/06/2024 --reason "theo văn bản gốc"
    bantin correct 9fd53b16c930 directive.3.due --undo --reason "nhầm chỉ đạo"
    """
    from indexer.library import open_configured_engine
    from indexer.operations import follow
    from indexer.store import Store

    if undo != (value is None):
        raise UsageError("Cần hoặc giá trị mới, hoặc --undo.", "Xem: bantin correct --help")
    checked = None if value is None else _checked(field, value)
    with Store.open(settings.data) as store:
        if checked is None:
            store.decisions.undo_correction(bulletin_id, field, reason)
        else:
            store.decisions.correct(bulletin_id, field, checked, reason)
        with decision_kept():
            follow(store, open_configured_engine(settings))
    click.echo(f"{'Đã bỏ hiệu đính' if undo else 'Đã hiệu đính'} {field} của {bulletin_id}.", err=True)


def _checked(field: str, value: str) -> str:
    """Return a value as the store keeps it: days in ISO form, with a time of day where the portal gives one.

    Raises `UsageError` for what is no day: it would stop every later run.
    """
    from indexer.parameters import read_day

    last = field.rpartition(".")[2]
    if last not in ("published", "event_date", "due") or not value.strip():
        return value.strip()
    day, _, time = value.strip().replace("T", " ").partition(" ")
    if day.count("/") + day.count("-") + day.count(".") != 2:
        raise UsageError(f"“{value[:40]}” không phải là một ngày.", "Viết đủ ngày/tháng/năm, ví dụ 15/12/2023.")
    if not time:
        return read_day(day)
    if last != "published" or not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", time):
        raise UsageError(f"“{value[:40]}”: giờ không đúng dạng.", "Chỉ published có giờ, ví dụ 15/12/2023 15:51.")
    return f"{read_day(day)}T{time}"
