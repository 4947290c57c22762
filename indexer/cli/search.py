"""Commands that search: `search`, `run`, `evaluate`, `analyze`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.options import (
    BATCH_SECONDS,
    as_json,
    colour,
    print_json,
    tell_partial,
    with_parameters,
    with_settings,
    written_date,
)
from indexer.errors import UsageError
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.parameters import Parameters
    from indexer.search import FoundHit, Result


@click.command()
@click.argument("query", nargs=-1)
@with_parameters
@click.option("--facet", "facets", multiple=True, metavar="TÊN", help="In thêm các giá trị của một nhóm lọc.")
@click.option("--fail-empty", is_flag=True, help="Mã thoát 4 khi không tìm thấy gì.")
@as_json
@with_settings
def search(
    settings: Settings,
    query: tuple[str, ...],
    facets: tuple[str, ...],
    fail_empty: bool,
    as_json: bool,
    parameters: Parameters,
) -> int:
    """Tìm QUERY trong bản tin (mặc định), chỉ đạo hoặc cán bộ.

    \b
    bantin search "nong thon moi"
    bantin search --scope chi-dao --giver "Nguyễn Phương Bắc"
    bantin search '"giữ vững an ninh chính trị"' --from 2023 --json
    """
    from indexer.library import Library
    from indexer.schema import facets_of
    from indexer.search import search as find

    known = [field.name for field in facets_of(parameters.scope)]
    if unknown := [name for name in facets if name not in known]:
        raise UsageError(f"Không có nhóm lọc “{unknown[0][:40]}” ở đây.", f"Các nhóm: {', '.join(known)}.")
    with Library.open(settings) as library:
        result = find(library, replace(parameters, q=" ".join(query)), facets=bool(facets) or as_json)
    if as_json:
        print_json(result.record())
    else:
        _print_result(result, facets)
    if tell_partial(result.partial):
        return 7
    return 4 if fail_empty and not result.total else 0


def _print_result(result: Result, facets: tuple[str, ...]) -> None:
    for note in result.notes:
        click.echo(note.vi, err=True)
    if result.nearest:
        click.echo("Không có kết quả nào chứa đủ các từ; dưới đây là những kết quả gần nhất.", err=True)
    if result.did_you_mean:
        click.echo(f"Có phải bạn muốn tìm: {result.did_you_mean}", err=True)
    if result.offer:
        click.echo(f"Không kể dấu thì có {_number(result.offer.count)} kết quả: {result.offer.text}", err=True)
    first = (result.parameters.page - 1) * result.parameters.size + 1
    click.echo(f"{_number(result.total)} kết quả ({result.described})")
    for place, hit in enumerate(result.hits, first):
        _print_hit(place, hit)
    for name in facets:
        click.echo(f"\n{name}:")
        for value in result.facets.get(name, ()):
            click.echo(f"  {_number(value.count):>6}  {value.value}")


def _print_hit(place: int, hit: FoundHit) -> None:
    heading = hit.title or hit.id
    click.echo(f"\n{place}. {click.style(heading, bold=True) if colour() else heading}")
    details = [written_date(hit.published), hit.id]
    if hit.scope == "chi-dao":
        details = [*(str(hit.stored[key]) for key in ("giver", "force") if hit.stored.get(key)), *details]
    click.echo("   " + " · ".join(details))
    if hit.snippet:
        click.echo("   " + _marked(hit))
    if hit.why:
        click.echo(f"   ({', '.join(hit.why)})")


def _marked(hit: FoundHit) -> str:
    """Return the snippet with its marks in colour, on a terminal that has any."""
    if not colour():
        return hit.snippet
    pieces, end = [], 0
    for start, stop in hit.marks:
        pieces += [hit.snippet[end:start], click.style(hit.snippet[start:stop], fg="yellow", bold=True)]
        end = stop
    return "".join([*pieces, hit.snippet[end:]])


def _number(value: int) -> str:
    """Return a number as it is written in Vietnam: 3.357."""
    return f"{value:,}".replace(",", ".")


@click.command()
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--scope", default="ban-tin", metavar="…", help="Tìm trong: ban-tin, chi-dao, can-bo.")
@click.option("--size", default=10, type=click.IntRange(1, 100), metavar="N", help="Số dòng cho mỗi câu hỏi.")
@with_settings
def run(settings: Settings, queries: Path, scope: str, size: int) -> None:
    """Chạy các dòng 'id<TAB>câu hỏi' của QUERIES, in kết quả dạng TREC (query Q0 id rank score bantin)."""
    for line in _run(settings, queries, scope, size):
        sys.stdout.write(line + "\n")


@click.command()
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("qrels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--scope", default="ban-tin", metavar="…", help="Tìm trong: ban-tin, chi-dao, can-bo.")
@with_settings
def evaluate(settings: Settings, queries: Path, qrels: Path, scope: str) -> None:
    """Chấm các câu hỏi của QUERIES theo đáp án QRELS (dạng TREC); in MRR@10, recall@10, nDCG@10."""
    from indexer.evaluate import evaluate as score

    print_json(score(list(_run(settings, queries, scope, 10)), _lines(qrels)))


def _lines(path: Path) -> list[str]:
    """Return the lines of a text file; raises `UsageError` when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: không phải tệp UTF-8.", "Lưu lại tệp bằng mã UTF-8.") from error


def _run(settings: Settings, queries: Path, scope: str, size: int) -> list[str]:
    from indexer.evaluate import read_queries
    from indexer.evaluate import run as trec
    from indexer.library import Library
    from indexer.parameters import read_parameters
    from indexer.search import search as find

    # A run is measured: it waits for whole answers, where a page for people would show what it has.
    with Library.open(replace(settings, search_seconds=BATCH_SECONDS)) as library:

        def ranked(text: str) -> list[tuple[str, float]]:
            parameters = read_parameters([("scope", scope), ("size", str(size))])
            result = find(library, replace(parameters, q=text), facets=False, snippets=False)
            return [(same, hit.score) for hit in result.hits for same in (hit.id, *library.store.pages.aliases(hit.id))]

        return list(trec(read_queries(_lines(queries)), ranked))


@click.command()
@click.argument("text")
@as_json
def analyze(text: str, as_json: bool) -> None:
    """Xem TEXT được tách thành những gì: âm tiết, dạng không dấu, từ, cặp, chữ viết tắt."""
    from indexer.analysis.abbreviations import of_short
    from indexer.analysis.analyse import analyse
    from indexer.analysis.normalise import clean

    found = analyse(clean(text))
    long = {word: [" ".join(row.long) for row in of_short(word)] for word in clean(text).split()}
    abbreviations = {word: forms for word, forms in long.items() if forms}
    table = {"syllable": found.syllable, "folded": found.folded, "word": found.word, "pair": found.pair}
    if as_json:
        offsets = [list(span) for span in found.offsets]
        body = {"text": clean(text), "terms": table, "offsets": offsets, "abbreviations": abbreviations}
        print_json({"schema": 1, **body})
        return
    for name, terms in table.items():
        click.echo(f"{name:9} {' '.join(terms)}")
    for short, forms in abbreviations.items():
        click.echo(f"{short} = {'; '.join(forms)}")
