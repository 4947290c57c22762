"""What `bantin officials` does beside listing: one person, who held a post on a day, decisions on who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.options import decision_kept, print_json, tell_partial, written_date, written_span
from indexer.days import day_of
from indexer.errors import UsageError
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.holders import Holder
    from indexer.parameters import Parameters


def print_official(settings: Settings, person_id: str, as_json: bool) -> None:
    """Print one person: posts with the days on which bulletins give them, and the bulletins."""
    from indexer.persons import person
    from indexer.store import Store

    with Store.open(settings.data, readonly=True) as store:
        found = person(store, person_id)
    posts = [
        {"title": p.title, "body": p.body, "former": p.former, "first": p.first, "last": p.last} for p in found.posts
    ]
    seen = [{"bulletin": s.bulletin, "day": s.day, "role": s.official.role} for s in found.sightings]
    if as_json:
        body = {"id": found.id, "name": found.name, "corrected": found.corrected, "posts": posts, "sightings": seen}
        print_json({"schema": 1, "official": body})
        return
    click.echo(f"{found.id}  {found.name}{' (đã hiệu đính)' if found.corrected else ''}")
    for post in found.posts:
        click.echo(f"  - {post.title}  {written_span(post.first, post.last)}")
    for sighting in seen:
        click.echo(f"    {written_date(sighting['day'])}  {sighting['bulletin']}  {sighting['role']}")


def print_holders(settings: Settings, parameters: Parameters, day: str, as_json: bool) -> int:
    """Print who held a post on a day as far as bulletins show it; returns the exit code."""
    from indexer.holders import holders_on
    from indexer.library import Library
    from indexer.parameters import read_day

    on = read_day(day.strip())
    with Library.open(settings) as library:
        found = holders_on(library, parameters, on)
    start = (parameters.page - 1) * parameters.size
    shown, total = found.holders[start : start + parameters.size], len(found.holders)
    if as_json:
        records = [
            {"id": h.person.id, "name": h.person.title, "url": h.person.url, **h.person.stored, "posts": list(h.posts)}
            for h in shown
        ]
        print_json({"schema": 1, "total": total, "on": on, "attested": found.attested, "officials": records})
        return 7 if tell_partial(found.partial) else 0
    if found.attested:
        click.echo(f"{total} cán bộ được thấy giữ chức vụ từ ngày {written_date(on)} về trước và từ ngày ấy về sau")
    else:
        click.echo(f"Không ai được thấy giữ chức vụ này cả trước lẫn sau ngày {written_date(on)}.")
        click.echo("Gần nhất trước ngày đó:" if total else "Trước ngày đó cũng không có ai.")
    for holder in shown:
        _print_holder(holder)
    click.echo("\nNgày đầu và ngày cuối là ngày của bản tin, không phải ngày nhận hay thôi chức.")
    return 7 if tell_partial(found.partial) else 0


def _print_holder(holder: Holder) -> None:
    mark = " (đã hiệu đính)" if holder.person.stored.get("corrected") else ""
    click.echo(f"\n{holder.person.id}  {holder.person.title}{mark}")
    for post in holder.posts:
        click.echo(f"  - {post['title']}")
        first, last = written_date(post["first"]), written_date(post["last"])
        span = f"từ {first} đến {last}" if first != last else f"chỉ ngày {first}"
        click.echo(f"    được thấy giữ chức này {span}")


def decide_officials(settings: Settings, verb: str, words: tuple[str, ...], reason: str | None) -> None:
    """Keep a decision on persons and let the index follow it."""
    from indexer.library import open_configured_engine
    from indexer.operations import follow
    from indexer.persons import decide, undo
    from indexer.store import Store

    if verb == "undo":
        if len(words) != 1 or not words[0].isdecimal():
            raise UsageError("Cần số thứ tự của quyết định.", "Xem: bantin officials --decisions")
    elif len(words) < 2 or not reason:
        raise UsageError("Cần mã cán bộ, đối tượng và --reason.", "Xem: bantin officials --help")
    with Store.open(settings.data) as store:
        if verb == "undo":
            undo(store, int(words[0]))
        else:
            decide(store, verb, words[0], words[1:], reason or "")
        with decision_kept():
            follow(store, open_configured_engine(settings))
    click.echo("Đã ghi quyết định.", err=True)


def print_decisions(settings: Settings, as_json: bool) -> None:
    """Print all decisions on persons, numbered as `undo` counts them."""
    from indexer.store import Store

    with Store.open(settings.data, readonly=True) as store:
        kept = store.decisions.merges()
    if as_json:
        rows = [{"n": n, "verb": m.verb, "subject": m.subject, "object": m.object, "reason": m.reason, "at": m.at}
                for n, m in enumerate(kept, 1)]  # fmt: skip
        print_json({"schema": 1, "decisions": rows})
        return
    for n, merge in enumerate(kept, 1):
        click.echo(
            f"{n}. {merge.verb} {merge.subject} {merge.object}: {merge.reason} ({written_date(day_of(merge.at))})"
        )
