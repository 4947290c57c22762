"""Parts of the cluster's engine that need no node."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.engines import open_engine
from indexer.engine.opensearch.compile import behind
from indexer.engine.opensearch.counting import _before, exact, starting
from indexer.engine.opensearch.documents import Kept, pack, source_of, unpack
from indexer.engine.opensearch.mapping import SEPARATOR, Names, bounded, properties
from indexer.engine.port import After, Request
from indexer.errors import SettingsError
from tests.engine.documents import document


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), max_size=50))
def test_places_of_tokens_come_back(steps: list[tuple[int, int]]) -> None:
    """Whatever gaps and lengths they have."""
    offsets, last = [], 0
    for gap, length in steps:
        offsets.append((last + gap, last + gap + length))
        last += gap + length
    assert unpack(pack(offsets)) == [place for pair in offsets for place in pair]


def test_a_document_comes_back() -> None:
    """Text, stored record, terms and places; every field written is one of the mapping."""
    import json

    made = document(
        "a", "Huyện ủy “Phú Tân”, 15/12", title="Họp", keywords={"official": ("Hòa", "Hoà")}, stored='{"n":1}'
    )
    source = json.loads(source_of(made))
    assert set(source) <= set(properties())
    kept = Kept(source)
    assert (kept.text, kept.stored) == (made.text, made.stored)
    assert kept.terms("syllable") == list(made.terms["syllable"])
    assert kept.terms("word") == list(made.terms["word"])
    assert [kept.span(n, n) for n in range(len(made.offsets))] == list(made.offsets)
    assert source["official_forms"] == [f"hoa{SEPARATOR}Hòa", f"hoa{SEPARATOR}Hoà"]


def test_a_term_without_end_is_cut_and_told_apart() -> None:
    """Lucene refuses terms of more than 32,766 bytes."""
    one, other = "đ" * 40_000, "đ" * 40_001
    assert len(bounded(one).encode()) < 32_766
    assert bounded(one) != bounded(other)
    assert bounded("nông") == "nông"


def bucket(key: str, count: int, error: int = 0) -> dict[str, Any]:
    return {"key": key, "doc_count": count, "doc_count_error_upper_bound": error}


COUNTS = [
    ("no shard left anything out", 0, [bucket("a", 3), bucket("b", 3)], [("a", 3), ("b", 3)]),
    ("what was left out is less than the last one shown", 2, [bucket("a", 9), bucket("b", 5), bucket("c", 1, 2)], None),
    ("a value beyond might have as many", 2, [bucket("a", 9), bucket("b", 3), bucket("c", 2, 1)], "again"),
    ("one shown is not counted everywhere", 2, [bucket("a", 9), bucket("b", 5, 2)], "again"),
    ("what was left out might have as many", 5, [bucket("a", 9), bucket("b", 5)], "again"),
    ("fewer came than were asked for", 1, [bucket("a", 9)], "again"),
]


@pytest.mark.parametrize(("remark", "error", "buckets", "expected"), COUNTS, ids=[case[0] for case in COUNTS])
def test_counts_are_taken_when_nothing_could_change_them(remark: str, error: int, buckets: Any, expected: Any) -> None:
    """Else the shards are asked again."""
    found = exact({"buckets": buckets, "doc_count_error_upper_bound": error}, 2)
    if expected == "again":
        assert found is None, remark
    else:
        assert found == [(one["key"], one["doc_count"]) for one in buckets[:2]], remark


def test_signs_of_the_pattern_language_stand_for_themselves() -> None:
    """A value may hold any sign."""
    assert starting("05-nq/hu (a.b)") == r"05\-nq/hu \(a\.b\).*"


@given(st.text(min_size=1, max_size=5), st.text(max_size=3))
def test_the_place_before_a_prefix_is_before_all_that_start_so(prefix: str, rest: str) -> None:
    """In the order of code points."""
    assert _before(prefix) < prefix <= prefix + rest


def test_going_on_behind_any_key() -> None:
    """Whatever somebody writes into an address, the cluster gets numbers that it can read."""
    for key in (1.5, -1.0, 0.0, 1e300, float("inf"), float("-inf"), float("nan")):
        for sort in ("relevance", "newest", "oldest"):
            place, identity = behind(Request(sort=sort), After(key, "a"))
            assert abs(place) <= 2**127
            assert identity == "a"
    assert behind(Request(), After(0.1, "a"))[0] == 0.10000000149011612


def test_only_our_own_indexes_are_ours() -> None:
    """A longer prefix, another scope or ending is somebody else's."""
    names = Names("bantin")
    assert names.parse("bantin-chi-dao-g000012") == ("chi-dao", 12)
    for other in ("bantin-ban-tin", "bantin-ban-tin-g12", "bantin-2-ban-tin-g000001", "x-bantin-ban-tin-g000001"):
        assert names.parse(other) is None


@pytest.mark.parametrize(
    ("told", "options"),
    [
        ("opensearch_prefix", {"prefix": "Bản tin"}),
        ("opensearch_prefix", {"prefix": "*"}),
        ("opensearch_hosts", {"hosts": []}),
        ("opensearch_hosts", {"hosts": ["máy chủ"]}),
        ("opensearch_hosts", {"hosts": ["https://ai:mật@tim.example.vn:9200"]}),
        ("opensearch_shards", {"shards": 0}),
    ],
)
def test_a_wrong_setting_stops_the_start(told: str, options: dict[str, Any], tmp_path: Path) -> None:
    """And names itself; a password in an address is none."""
    pytest.importorskip("opensearchpy")
    with pytest.raises(SettingsError) as refused:
        open_engine("opensearch", tmp_path / "index", **{"hosts": ["http://127.0.0.1:9"], **options})
    assert told in str(refused.value)
    assert "mật" not in str(refused.value)


def test_the_client_is_loaded_for_a_cluster_only() -> None:
    """Nobody else has to install it: the table of engines, this engine's module and another engine go without."""
    code = """
import sys
from indexer.engine.engines import open_engine
import indexer.engine.opensearch.engine
open_engine("memory")
print([name for name in ("opensearchpy", "urllib3", "requests") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
