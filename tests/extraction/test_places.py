"""Places: codes as of the bulletin's time, what became of them, and two units of one name told apart."""

from __future__ import annotations

import pytest

from indexer.bulletin import Facts, Page, Place
from indexer.extraction.places.find import find_places
from indexer.extraction.places.units import by_name, full_name, name_form, now_of, parent_of, units
from indexer.reading.compose import compose


def places(text: str, published: str = "2023-12-15", source: str | None = None, title: str = "Bản tin") -> list[Place]:
    bulletin = compose(Page(title, text, published=published, source=source), "x")
    found = find_places(bulletin, Facts()).places
    assert all(bulletin.text[p.start : p.end] == p.text for p in found)
    return list(found)


def codes(text: str, **about: str) -> list[tuple[str, str | None]]:
    return [(" ".join(p.text.split()), p.code) for p in places(text, **about)]


def test_two_districts_of_one_name_are_told_apart_by_the_province() -> None:
    """Huyện Phú Tân is in Cà Mau and in An Giang."""
    assert codes("huyện Phú Tân, tỉnh Cà Mau") == [("huyện Phú Tân", "972"), ("tỉnh Cà Mau", "96")]
    assert codes("huyện Phú Tân, tỉnh An Giang") == [("huyện Phú Tân", "888"), ("tỉnh An Giang", "89")]


def test_a_commune_of_its_own_name_decides_the_district() -> None:
    """Only one district has a town of the name Cái Đôi Vàm; the seed names no province at all."""
    found = codes("huyện Phú Tân chỉ đạo xây dựng thị trấn Cái Đôi Vàm và xã Phú Thuận")
    assert found == [("huyện Phú Tân", "972"), ("thị trấn Cái Đôi Vàm", "32212"), ("xã Phú Thuận", "32214")]


def test_the_source_decides_when_the_text_does_not() -> None:
    """A portal of Cà Mau writes about the huyện Phú Tân of Cà Mau."""
    assert codes("huyện Phú Tân họp", source="https://phutan.camau.gov.vn/tin") == [("huyện Phú Tân", "972")]


def test_an_ambiguous_name_has_no_code() -> None:
    """Without anything to tell them apart, no code is claimed, but the name is kept."""
    (one,) = places("Đoàn công tác đến huyện Phú Tân.")
    assert one.code is None and one.name == "huyện Phú Tân" and one.now == ()


def test_what_became_of_a_commune_on_1_july_2025() -> None:
    """A town became a commune; a divided commune lists all that took it over; a province that stays lists none."""
    town, province = places("thị trấn Cái Đôi Vàm, thành phố Hà Nội")
    assert [(n.code, n.name) for n in town.now] == [("32212", "xã Cái Đôi Vàm, tỉnh Cà Mau")]
    assert province.now == ()
    divided = [unit for unit in units().values() if unit.era == "old" and len(unit.successors) > 1]
    assert len(divided) > 300 and all(len(now_of(unit)) > 1 for unit in divided[:20])


def test_a_district_lists_the_communes_on_its_ground() -> None:
    """Districts ended in 2025: what is there now are communes."""
    (district, _) = places("huyện Phú Tân, tỉnh Cà Mau")
    assert "xã Cái Đôi Vàm, tỉnh Cà Mau" in {n.name for n in district.now} and len(district.now) >= 3


def test_a_merged_province_names_the_one_of_today() -> None:
    """Bạc Liêu is part of Cà Mau."""
    (one,) = places("tỉnh Bạc Liêu")
    assert [n.name for n in one.now] == ["tỉnh Cà Mau"]


def test_after_the_reform_new_units_are_meant() -> None:
    """A bulletin of 2026 means the commune of today."""
    (one, _) = places("xã Cái Đôi Vàm, tỉnh Cà Mau", published="2026-03-05")
    assert one.code == "32212" and one.name == "xã Cái Đôi Vàm, tỉnh Cà Mau" and one.now == ()


LISTS = [
    ("các huyện Sóc Sơn, Ba Vì, Ứng Hòa và Mỹ Đức", ["016", "271", "281", "282"]),
    ("các quận: Hoàn Kiếm, Ba Đình, Tây Hồ", ["002", "001", "003"]),
    ("các huyện, thị xã: Quốc Oai, Sơn Tây, Chương Mỹ", ["275", "269", "277"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_shares_its_type(text: str, expected: list[str]) -> None:
    """One type word stands for all names of a list."""
    assert [p.code for p in places(text, source="https://sotttt.hanoi.gov.vn/")] == expected


WRITTEN = [
    ("thành phố Hà\nNội", "01"),
    ("TP. Hồ Chí Minh", "79"),
    ("TPHCM", "79"),
    ("tỉnh Đắc Lắc", "66"),
    ("tỉnh Khánh Hoà", "56"),
    ("Sở Thông tin và Truyền thông Hà Nội", "01"),
    ("tỉnh Bà Rịa - Vũng Tàu", "77"),
]


@pytest.mark.parametrize(("text", "code"), WRITTEN)
def test_ways_of_writing_one_name(text: str, code: str) -> None:
    """Line breaks, short forms, old spellings and tone placement do not hide a name."""
    assert [p.code for p in places(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "các xã, thị trấn trên địa bàn huyện",
        "Chủ tịch Hồ Chí Minh",
        "tư tưởng Hồ Chí Minh",
        "biển Thái Bình Dương",
        "đồng chí Nguyễn Hà Nam",
        "Thành phố thông minh",
    ],
)
def test_what_names_no_unit(text: str) -> None:
    """Generic words, persons and oceans are no units."""
    assert places(text) == []


def test_every_unit_has_its_parent_and_its_successors() -> None:
    """The list holds together: each parent and each successor is in it, each former commune has a successor."""
    for unit in units().values():
        assert unit.type and unit.name
        assert unit.level == 1 or parent_of(unit) is not None, unit
        level = 1 if unit.level == 1 else 3
        assert all(("new", level, code) in units() for code in unit.successors), unit
        assert unit.era == "new" or unit.level == 2 or unit.successors, unit


def test_a_bare_name_stands_for_all_who_bear_it() -> None:
    """A bare name gives all units that bear it, of all times."""
    names = {full_name(unit) for unit in by_name()[name_form("phú tân")]}
    assert {"huyện Phú Tân, tỉnh Cà Mau", "huyện Phú Tân, tỉnh An Giang", "xã Phú Tân, tỉnh Cà Mau"} <= names
