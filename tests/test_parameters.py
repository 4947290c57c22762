"""Parameters: one search is one short address, and reading it back gives the same search."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import UnknownParameter, UsageError
from indexer.parameters import SELECTIONS, Parameters, read_day, read_parameters

words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy ịạởữ\"'&=?#%+-/", min_size=1, max_size=30).filter(str.strip)


@given(
    q=st.one_of(st.just(""), words),
    chosen=st.dictionaries(st.sampled_from(SELECTIONS), st.lists(words, min_size=1, max_size=3), max_size=3),
    page=st.integers(1, 500),
    since=st.dates().map(lambda d: d.isoformat()) | st.none(),
)
def test_parse_build_parse_gives_the_same_search(
    q: str, chosen: dict[str, list[str]], page: int, since: str | None
) -> None:
    selections = {name: tuple(dict.fromkeys(v.strip() for v in values)) for name, values in chosen.items()}
    parameters = Parameters(q=q.strip(), selections=selections, page=page, since=since)
    read = read_parameters(parse_qsl(parameters.query_string()))
    assert read.query_string() == parameters.query_string()
    assert {name: set(values) for name, values in read.selections.items()} == {
        name: set(values) for name, values in selections.items()
    }
    assert (read.q, read.page, read.since) == (parameters.q, page, since)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("15/12/2023", "2023-12-15", "2023-12-15"),
        ("5/2/2024", "2024-02-05", "2024-02-05"),
        ("2/2024", "2024-02-01", "2024-02-29"),  # a leap year
        ("12/2023", "2023-12-01", "2023-12-31"),  # the month after is in another year
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-12-15", "2023-12-15", "2023-12-15"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("15-12-2023", "2023-12-15", "2023-12-15"),
    ],
)
def test_a_day_a_month_or_a_year_may_be_written(written: str, first: str, last: str) -> None:
    assert read_day(written) == first
    assert read_day(written, last=True) == last


@pytest.mark.parametrize("written", ["31/02/2024", "hôm qua", "15/13/2023", "12", "0/0/0000", "1/1/20233"])
def test_what_is_no_day_is_refused_with_an_example_of_one(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_day(written)
    assert "15/12/2023" in refused.value.hint


def test_an_unknown_parameter_is_named_and_the_known_ones_are_told() -> None:
    with pytest.raises(UnknownParameter) as refused:
        read_parameters([("q", "a"), ("offical", "x")])
    assert "offical" in refused.value.message
    assert "official" in refused.value.hint


def test_what_sharing_adds_to_an_address_is_dropped() -> None:
    read = read_parameters([("q", "a"), ("fbclid", "x"), ("utm_source", "zalo"), ("zarsrc", "1"), ("gclid", "2")])
    assert read == Parameters(q="a")


def test_a_page_for_people_tells_a_wrong_date_beside_the_field_and_goes_on() -> None:
    read = read_parameters([("q", "a"), ("from", "31/02/2024")], lenient=True)
    assert read.since is None
    assert "không có trong lịch" in read.problems["from"]


@pytest.mark.parametrize(
    ("name", "value"), [("scope", "tat-ca"), ("sort", "best"), ("page", "501"), ("size", "101"), ("page", "0")]
)
def test_a_value_that_means_nothing_is_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError):
        read_parameters([(name, value)])


def test_choosing_and_unchoosing_a_value_starts_at_the_first_page_again() -> None:
    start = Parameters(q="a", page=3)
    chosen = start.with_value("year", "2023").with_value("year", "2024")
    assert chosen.selections == {"year": ("2023", "2024")}
    assert chosen.page == 1
    assert chosen.without_value("year", "2023").without_value("year", "2024") == Parameters(q="a")
