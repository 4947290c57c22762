"""How good the ranking is: queries in, a TREC run out; a run and judgements in, figures out.

The figures are those of the scorer that is kept unchanged under ``tests/quality``, and equal to it: MRR@10, recall@10
(found over the lesser of 10 and the number of relevant documents) and nDCG@10 with gain ``2 ** grade - 1``, the mean
over all queries that have a relevant document; a query without an answer scores 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import log2
from typing import Final

from indexer.errors import QueryTooLong, UsageError

DEPTH: Final = 10
TAG: Final = "bantin"

Found = Iterable[tuple[str, float]]


def read_queries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield id and text of each ``id<TAB>query`` line, empty ones skipped. Raises `UsageError` naming a bad line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, tab, text = line.rstrip("\r\n").partition("\t")
        if not tab or not name.strip() or len(name.split()) != 1:
            raise UsageError(f"Dòng {number} không có dạng id<TAB>truy vấn.", "Mỗi dòng: mã, một tab, câu truy vấn.")
        yield name.strip(), text.strip()


def run(queries: Iterable[tuple[str, str]], search: Callable[[str], Found]) -> Iterator[str]:
    """Yield the lines of a TREC run, ``query Q0 id rank score bantin``, as ``search`` gives ids and scores, best first.

    ``search`` gives every id of a merged duplicate. A query that is over a limit has no answer: no line.
    """
    for name, text in queries:
        try:
            found = search(text)
        except QueryTooLong:
            continue
        for rank, (document, score) in enumerate(dict(found).items(), 1):
            yield f"{name} Q0 {document} {rank} {score:.6f} {TAG}"


def evaluate(run_lines: Iterable[str], qrels_lines: Iterable[str]) -> dict[str, float]:
    """Return the figures of a run against judgements (``query 0 document relevance``), as the scorer names them.

    Raises `UsageError` naming a line that has another number of columns, or when no query has a relevant document.
    """
    relevant = _relevant(qrels_lines)
    ranked: dict[str, list[tuple[int, str]]] = {}
    for query, _, document, rank, _, _ in _rows(run_lines, 6, "run"):
        ranked.setdefault(query, []).append((_number(rank, "run"), document))
    mrr = recall = ndcg = 0.0
    for query, grades in relevant.items():
        top = list(dict.fromkeys(document for _, document in sorted(ranked.get(query, []))))[:DEPTH]
        places = [place for place, document in enumerate(top) if document in grades]
        mrr += 1 / (places[0] + 1) if places else 0.0
        recall += len(places) / min(DEPTH, len(grades))
        ndcg += _ndcg(top, grades)
    count = len(relevant)
    means = {"mrr": mrr / count, "recall": recall / count, "ndcg": ndcg / count}
    return {"queries": count, **{f"{name}@{DEPTH}": round(mean, 4) for name, mean in means.items()}}


def _ndcg(top: list[str], grades: Mapping[str, int]) -> float:
    gain = sum(_gain(grades[document], place) for place, document in enumerate(top) if document in grades)
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return gain / sum(_gain(grade, place) for place, grade in enumerate(best))


def _gain(grade: int, place: int) -> float:
    return float((2**grade - 1) / log2(place + 2))


def _relevant(lines: Iterable[str]) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for query, _, document, grade in _rows(lines, 4, "qrels"):
        if _number(grade, "qrels") > 0:
            relevant.setdefault(query, {})[document] = int(grade)
    if not relevant:
        raise UsageError("Không có truy vấn nào có tài liệu phù hợp.", "Xem lại tệp qrels.")
    return relevant


def _rows(lines: Iterable[str], columns: int, name: str) -> Iterator[list[str]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            parts = line.split()
            if len(parts) != columns:
                raise UsageError(f"{name}, dòng {number}: cần {columns} cột, thấy {len(parts)}.", "Xem lại tệp này.")
            yield parts


def _number(text: str, name: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(f"{name}: “{text}” không phải là số nguyên.", "Xem lại tệp này.") from error
