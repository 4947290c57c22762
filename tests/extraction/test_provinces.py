"""Every province counts alike, whichever portals the rules were tried on."""

from __future__ import annotations

import pytest

from indexer.bulletin import Bulletin, Facts
from indexer.extraction.directives.words import rank_of
from indexer.extraction.extractors import extract
from indexer.extraction.places.provinces import is_place, is_province, provinces


def test_the_names_of_both_times_are_known_without_their_kind() -> None:
    """63 provinces until 2025, 34 since, many of one name; what is mostly a common word is left out."""
    assert {"hà nội", "cà mau", "hà giang", "tuyên quang", "hồ chí minh", "huế"} <= provinces()
    assert not {"hòa bình", "bình định"} & provinces()
    assert not [name for name in provinces() if name.startswith(("tỉnh ", "thành phố "))]


@pytest.mark.parametrize("name", ["Hà Nội", "Cà Mau", "Lào Cai"])
def test_a_province_alone_and_its_committee_are_bodies_of_the_second_rank(name: str) -> None:
    assert rank_of(name) == rank_of(f"UBND {name}") == 2
    assert is_province(name) and is_place(name)
    assert not is_province(f"Sở Y tế {name}")


@pytest.mark.parametrize("name", ["Hà Nội", "Cà Mau", "Lào Cai"])
def test_a_province_is_directed_by_its_name_alone(name: str) -> None:
    """The Prime Minister asks a province: whichever it is, it is the addressee."""
    title = f"Thủ tướng làm việc với {name}"
    body = f"Phát biểu kết luận, Thủ tướng Phạm Minh Chính yêu cầu {name} đẩy nhanh tiến độ giải ngân vốn đầu tư công."
    text = f"{title}\n\n{body}"
    facts: Facts = extract(Bulletin("x", title, text, len(title) + 2, "2024-05-06"))
    assert [directive.addressees for directive in facts.directives] == [(name,)]


@pytest.mark.parametrize("place", ["Hà Nội", "Cà Mau", "An Giang"])
def test_a_dateline_of_any_province_begins_the_sentence_of_the_event(place: str) -> None:
    """The day behind a province's name is the event's, not one that is told further on."""
    title = "Hội nghị triển khai nhiệm vụ"
    body = f"Báo {place} ngày 12/3/2024, hội nghị được tổ chức; ngày 5/2/2024 UBND tỉnh họp chuẩn bị."
    facts = extract(Bulletin("x", title, f"{title}\n\n{body}", len(title) + 2, "2024-03-13"))
    assert facts.event_date == "2024-03-12"
