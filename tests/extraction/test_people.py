"""Persons across bulletins: who is one, who are two, posts over time, ids that stay, what operators decide."""

from __future__ import annotations

import pytest

from indexer.bulletin import Bulletin, Facts
from indexer.extraction.officials.find import find_officials
from indexer.extraction.people.link import Decision, Person, Sighting, body_key, link, name_key


def sightings(*rows: tuple[str, str, str], authority: str = "phutan.camau.gov.vn", region: str = "") -> list[Sighting]:
    """Return the officials of short texts, each row (bulletin, day, text)."""
    return [
        Sighting(bulletin, day or None, official, authority, region)
        for bulletin, day, text in rows
        for official in find_officials(Bulletin(bulletin, "", text), Facts()).officials
    ]


def titles(person: Person) -> list[str]:
    return [post.title for post in person.posts]


BODIES = [
    ("UBND huyện Phú Tân", "Ủy ban nhân dân huyện Phú Tân"),
    ("Uỷ ban nhân dân TP Hà Nội", "UBND thành phố Hà Nội"),
    ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
    ("Sở TT&amp;TT", "Sở TTTT"),
    ("Sở LĐTB&XH", "Sở Lao động, Thương binh và Xã hội"),
    ("BTV Tỉnh ủy", "Ban Thường vụ Tỉnh uỷ"),
    ("HĐND xã", "Hội đồng nhân dân xã"),
]


@pytest.mark.parametrize(("one", "other"), BODIES)
def test_one_body_has_one_key(one: str, other: str) -> None:
    """Abbreviations, tone placement and commas do not make two bodies of one."""
    assert body_key(one) == body_key(other)


def test_bodies_of_two_districts_have_two_keys() -> None:
    """A name is part of the key."""
    assert body_key("UBND huyện Phú Tân") != body_key("UBND huyện Trần Văn Thời")


def test_a_promotion_keeps_one_person() -> None:
    """Deputy, chairman, then secretary of one district: one person with three posts over time."""
    (person,) = link(
        sightings(
            ("a", "2019-03-01", "Phó Chủ tịch UBND huyện Nguyễn Phương Bắc dự"),
            ("b", "2021-05-02", "đồng chí Nguyễn Phương Bắc, Chủ tịch UBND huyện"),
            ("c", "2023-12-15", "đồng chí Nguyễn Phương Bắc, Tỉnh ủy viên, Bí thư Huyện ủy"),
            ("d", "2024-02-01", "Bí thư Huyện ủy Nguyễn Phương Bắc yêu cầu"),
        )
    )
    assert [(p.title, p.first, p.last) for p in person.posts] == [
        ("Phó Chủ tịch UBND huyện", "2019-03-01", "2019-03-01"),
        ("Chủ tịch UBND huyện", "2021-05-02", "2021-05-02"),
        ("Bí thư Huyện ủy", "2023-12-15", "2024-02-01"),
        ("Tỉnh ủy viên", "2023-12-15", "2023-12-15"),
    ]
    assert person.posts[2].bulletins == ("c", "d")


def test_one_name_in_unrelated_bodies_is_two_persons() -> None:
    """The deputy minister of justice and the deputy chairman of Hà Nội are not one by name alone."""
    people = link(
        sightings(
            ("a", "2013-04-01", "Thứ trưởng Bộ Tư pháp Lê Hồng Sơn"),
            ("b", "2016-04-01", "Phó Chủ tịch UBND Thành phố Lê Hồng Sơn"),
            ("c", "2017-04-01", "Phó Chủ tịch UBND TP Hà Nội Lê Hồng Sơn"),
        )
    )
    assert sorted(len(p.sightings) for p in people) == [1, 2]


def test_an_ellipsis_means_the_body_of_its_own_authority() -> None:
    """ "Chủ tịch UBND huyện" on the pages of two districts are two persons, on the pages of one district one."""
    text = "đồng chí Nguyễn Văn An, Chủ tịch UBND huyện dự"
    here = sightings(("a", "2020-01-01", text), ("b", "2020-02-01", text))
    there = sightings(("c", "2020-03-01", text), authority="tranvanthoi.camau.gov.vn")
    assert [len(p.sightings) for p in link(here)] == [2]
    assert len(link([*here, *there])) == 2


def test_the_two_districts_phu_tan_stay_two() -> None:
    """One name and one written post, in two provinces: two persons."""
    text = "đồng chí Nguyễn Văn An, Chủ tịch UBND huyện Phú Tân dự"
    one = sightings(("a", "2020-01-01", text), authority="a", region="Cà Mau")
    other = sightings(("b", "2020-01-05", text), authority="b", region="An Giang")
    assert len(link([*one, *other])) == 2
    assert len(link([*one, *sightings(("c", "2020-02-01", text), authority="c", region="Cà Mau")])) == 1


def test_a_bulletin_that_names_both_posts_joins_them() -> None:
    """A person moved between unrelated bodies is one when one bulletin says so."""
    rows = [
        ("a", "2017-01-01", "Phó Chủ tịch UBND huyện Ứng Hòa Nguyễn Hồng Dân dự"),
        ("b", "2019-01-01", "Phó Giám đốc Sở LĐTB&XH Nguyễn Hồng Dân dự"),
    ]
    move = (
        "m",
        "2018-01-04",
        "Đồng chí Nguyễn Hồng Dân, Phó Chủ tịch UBND huyện Ứng Hòa giữ chức vụ Phó Giám đốc Sở LĐTB&XH",
    )
    assert len(link(sightings(*rows))) == 2
    assert len(link(sightings(*rows, move))) == 1


ROWS = [
    ("b", "2020-05-01", "Giám đốc Sở Nội vụ Trần Huy Sáng dự"),
    ("c", "2021-05-01", "Giám đốc Sở Nội vụ Trần Huy Sáng dự"),
    ("z", "2021-06-01", "Trưởng phòng Giáo dục quận Ba Đình Trần Huy Sáng dự"),
]


def test_ids_stay() -> None:
    """Ids are 12 hex digits; an earlier bulletin that comes in later changes none that were given."""
    before = {p.id: p for p in link(sightings(*ROWS))}
    assert all(len(i) == 12 and int(i, 16) >= 0 for i in before)
    known = {(name_key(p.name), s.bulletin): p.id for p in before.values() for s in p.sightings}
    after = link(sightings(("a", "2019-01-01", "Phó Giám đốc Sở Nội vụ Trần Huy Sáng dự"), *ROWS), known=known)
    assert {p.id for p in after} == set(before)
    assert {p.id for p in link(reversed(sightings(*ROWS)))} == set(before)


def test_merges_and_splits_of_an_operator_are_honoured() -> None:
    """A merge makes two one, a split one two; both are marked; a decision on an unknown id changes nothing."""
    one, other = link(sightings(*ROWS))
    (merged,) = link(sightings(*ROWS), [Decision("merge", one.id, other.id)])
    assert merged.id == one.id and merged.corrected and len(merged.sightings) == 3
    assert sorted(titles(merged)) == ["Giám đốc Sở Nội vụ", "Trưởng phòng Giáo dục quận Ba Đình"]
    big = max((one, other), key=lambda p: len(p.sightings))
    parts = link(sightings(*ROWS), [Decision("split", big.id, bulletins=("c",))])
    assert sorted(len(p.sightings) for p in parts) == [1, 1, 1] and sum(p.corrected for p in parts) == 2
    assert len({p.id for p in parts}) == 3
    assert link(sightings(*ROWS), [Decision("merge", "0" * 12, one.id)]) == [one, other]


def test_a_merge_can_be_undone() -> None:
    """Without the decision everything is as before."""
    plain = link(sightings(*ROWS))
    link(sightings(*ROWS), [Decision("merge", plain[0].id, plain[1].id)])
    assert link(sightings(*ROWS)) == plain


def test_unknown_days_do_no_harm() -> None:
    """A bulletin without a date counts for the person, and for no day."""
    (person,) = link(sightings(("a", "", "Giám đốc Sở Nội vụ Trần Huy Sáng dự")))
    assert person.posts[0].first is None and person.posts[0].last is None
