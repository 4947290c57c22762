"""How what bulletins say of documents agrees with the department's register: date, kind and signer of cited numbers.

`python -m tests.bench.extraction --register` prints it over the portal. A number is given anew each year: a bulletin
cites a registered document when number and year agree, the year being that in the number, else that of the date beside
it, else the bulletin's own.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.bulletin import Bulletin, DocumentNumber, Facts, Official
from indexer.extraction.document_numbers.find import number_key
from indexer.extraction.extractors import extract
from indexer.extraction.words import even
from tests.conftest import SHARED

REGISTER = SHARED / "data" / "texts" / "sotttt_document_register.jsonl.gz"
_SENTENCE_END = re.compile(r"[.!?…;]\s|\n\s*\n")
# "ký ban hành Quyết định số", not "đăng ký", "chữ ký" nor "ký cam kết thực hiện Quyết định số"
_SIGNING = re.compile(r"(?<!đăng\s)(?<!chữ\s)(?<!\w)ký\s(?!kết|cam|hợp)[^.;,()]{0,60}\Z", re.IGNORECASE)
_YEAR = re.compile(r"/((?:19|20)\d{2})/")


@dataclass(frozen=True, slots=True)
class Registered:
    """A document of the register: ISO date, kind in lower case, signers as written there, posts and all."""

    date: str
    kind: str
    signer: str


Register = Mapping[str, tuple[Registered, ...]]


def registered(path: Path = REGISTER) -> Register:
    """Return the documents of the register by the form of their number for comparing."""
    found: dict[str, tuple[Registered, ...]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            one = Registered(record["date"], record["doctype"].casefold(), record["signer"])
            key = number_key(record["number"])
            found[key] = (*found.get(key, ()), one)
    return found


def documents_of(bulletin: Bulletin, number: DocumentNumber, register: Register) -> tuple[Registered, ...]:
    """Return the registered documents that may be the one cited: of its number and year."""
    written = _YEAR.search(number.key)
    year = written[1] if written else (number.issued or bulletin.day or "")[:4]
    return tuple(one for one in register.get(number.key, ()) if one.date[:4] == year)


def signing(bulletin: Bulletin, facts: Facts, number: DocumentNumber) -> tuple[bool, Official | None]:
    """Return whether the sentence says that somebody signs the document, and who, if an official is named for it."""
    text = bulletin.text
    start = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, number.start - 400), number.start)), default=0)
    start = max(start, number.start - 400)
    after = _SENTENCE_END.search(text, number.end, number.end + 200)
    end = after.start() if after else min(len(text), number.end + 200)
    verb = _SIGNING.search(text, start, number.start)
    near = [
        (abs(number.start - at), official.name, official)
        for official in facts.officials
        for at, until in official.mentions
        if start <= at < end and (official.role == "signs" or (verb is not None and until <= verb.start()))
    ]
    return verb is not None or bool(near), min(near)[2] if near else None


def agrees(official: Official, documents: Iterable[Registered]) -> bool:
    """Tell whether one of the documents was signed by the official: "PCT Nguyễn Văn Sửu" holds the name."""
    name = f" {even(official.name)} "
    signers = [" ".join(re.findall(r"[^\W_]+", even(one.signer))) for one in documents]
    return any(name in f" {signer} " for signer in signers)


def agreement(bulletins: Iterable[Bulletin], register: Register) -> tuple[Counter[str], list[str]]:
    """Return how many cited numbers are registered and agree, and a line for each signer that does not."""
    counts: Counter[str] = Counter()
    differing: list[str] = []
    for bulletin in bulletins:
        facts = extract(bulletin)
        for number in facts.document_numbers:
            known = register.get(number.key)
            if known is None:
                continue
            counts["numbers cited"] += 1
            _compare_words(counts, number, known)
            documents = documents_of(bulletin, number, register)
            if documents:
                counts["of the year of a registered document"] += 1
                told, official = signing(bulletin, facts, number)
                counts["signing told"] += told
                if official:
                    counts["signer named"] += 1
                    counts["signer agrees"] += (same := agrees(official, documents))
                    if not same:
                        theirs = "; ".join(one.signer for one in documents)
                        differing.append(f"{bulletin.id} {number.number}: {official.name}, register: {theirs}")
    return counts, differing


def _compare_words(counts: Counter[str], number: DocumentNumber, known: Iterable[Registered]) -> None:
    """Count agreement in date, where the date is of a year of the register, and in kind."""
    dates, kinds = {one.date for one in known}, {one.kind for one in known}
    if number.issued and any(date[:4] == number.issued[:4] for date in dates):
        counts["dated in a year of the register"] += 1
        counts["date agrees"] += number.issued in dates
    if number.type and number.type != "văn bản":
        counts["of a kind"] += 1
        counts["kind agrees"] += number.type in kinds
