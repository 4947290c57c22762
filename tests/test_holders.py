"""Who held a post on a day: attested on both sides of it, else nearest before; typed with or without marks."""

from __future__ import annotations

import pytest

from indexer.cli.index import index_paths
from indexer.errors import UsageError
from indexer.holders import holders_on
from indexer.library import Library
from indexer.parameters import read_parameters
from indexer.settings import Settings, load_settings

SEEN = """
2018-03-14  Phan Văn Đởm     Chủ tịch UBND huyện Phú Tân
2019-08-20  Phan Văn Đởm     Chủ tịch Ủy ban nhân dân huyện Phú Tân
2019-02-18  Trần Quốc Vĩnh   Phó Chủ tịch UBND huyện Phú Tân
2020-12-18  Trần Quốc Vĩnh   Chủ tịch UBND huyện Phú Tân
2023-09-22  Trần Quốc Vĩnh   Chủ tịch UBND huyện Phú Tân
2018-05-02  Ngô Văn Tấn      Chủ tịch UBND huyện Tân Hòa
2024-05-02  Ngô Văn Tấn      Chủ tịch UBND huyện Tân Hòa
2018-06-01  Lê Văn Tám       Phó Bí thư Thường trực Huyện ủy
2022-06-01  Lê Văn Tám       Phó Bí thư Thường trực Huyện ủy
2021-06-01  Trần Thị Bảy     Giám đốc Sở Thông tin và Truyền thông
2023-06-01  Trần Thị Bảy     Giám đốc Sở TT&TT
2024-06-01  Phan Văn Đởm     nguyên Chủ tịch UBND huyện Phú Tân
"""


# One post over the years, its body spelled in two ways; a bulletin without a date; a former holder.
CHANGED = """
2013-07-01  Phan Lan Tú       Giám đốc Sở TT&TT Hà Nội
2018-01-04  Phan Lan Tú       Giám đốc Sở Thông tin và Truyền thông Hà Nội
2018-02-01  Nguyễn Ngọc Kỳ    Giám đốc Sở TT&TT Hà Nội
2018-02-01  Dư Văn Chỉnh      Phó Giám đốc Sở TT&TT Hà Nội
2020-06-01  Nguyễn Ngọc Kỳ    Giám đốc Sở TT&TT Hà Nội
2021-06-01  Phan Lan Tú       nguyên Giám đốc Sở TT&TT Hà Nội
            Trần Huy Sáng     Giám đốc Sở Nội vụ
"""


def indexed(seen: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index over one bulletin for each line."""
    folder = tmp_path_factory.mktemp("bản tin")
    for n, line in enumerate(seen.strip("\n").splitlines()):
        day, name, post = (part.strip() for part in (line[:10], line[12:29], line[29:]))
        written = "/".join(reversed(day.split("-")))
        when = f"08:00 {written}\nSáng {written}, " if day else ""
        text = f"Họp giao ban số {n}\n\n{when}đồng chí {name}, {post} chủ trì cuộc họp.\n"
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    settings = load_settings(None, {}, data_dir=str(tmp_path_factory.mktemp("data")))
    index_paths(settings, [folder], full=False, jobs=1)
    return settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index over the first list."""
    return indexed(SEEN, tmp_path_factory)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index over the second list."""
    return indexed(CHANGED, tmp_path_factory)


def asked(settings: Settings, day: str, **chosen: str) -> tuple[bool, list[tuple[str, str, str]]]:
    """Return whether the answer is attested, and names with the days first and last seen."""
    parameters = read_parameters([("scope", "can-bo"), ("size", "1"), *chosen.items()])
    with Library.open(settings) as library:
        found = holders_on(library, parameters, day)
    return found.attested, sorted((h.person.title, p["first"], p["last"]) for h in found.holders for p in h.posts)


DOM = ("Phan Văn Đởm", "2018-03-14", "2019-08-20")
VINH = ("Trần Quốc Vĩnh", "2020-12-18", "2023-09-22")
TAN = ("Ngô Văn Tấn", "2018-05-02", "2024-05-02")


@pytest.mark.parametrize(
    ("day", "attested", "who"),
    [
        ("2018-03-14", True, [DOM]),  # the first day it was seen
        ("2019-08-20", True, [DOM]),  # the last
        ("2021-01-01", True, [VINH]),
        ("2020-01-01", False, [DOM]),  # after the one, before the other: who was seen last before it
        ("2024-01-01", False, [VINH]),
        ("2024-06-01", False, [VINH]),  # "nguyên Chủ tịch" holds it no more
        ("2018-03-13", False, []),  # nobody is named before the first sighting
    ],
)
def test_who_held_a_post_on_a_day(
    settings: Settings, day: str, attested: bool, who: list[tuple[str, str, str]]
) -> None:
    assert asked(settings, day, post="Chủ tịch UBND huyện Phú Tân") == (attested, who)


@pytest.mark.parametrize(
    "post",
    [
        "Chủ tịch Ủy ban nhân dân huyện Phú Tân",
        "CHỦ TỊCH UBND HUYỆN PHÚ TÂN",
        "chu tich ubnd huyen phu tan",
        "chu tich uy ban nhan dan huyen Phu Tan",
        "CT UBND huyện Phú Tân",
        "Chủ tịch UBND huyện Phú Tân, tỉnh Cà Mau",
    ],
)
def test_a_post_is_found_however_it_is_written(settings: Settings, post: str) -> None:
    assert asked(settings, "2021-01-01", post=post) == (True, [VINH])


def test_a_post_of_which_less_is_said_is_held_in_every_such_body_and_never_by_a_deputy(settings: Settings) -> None:
    assert asked(settings, "2019-02-18", post="chủ tịch UBND huyện") == (True, [TAN, DOM])
    assert asked(settings, "2019-02-18", post="phó chủ tịch")[1] == [("Trần Quốc Vĩnh", "2019-02-18", "2019-02-18")]


def test_a_body_that_bulletins_never_name_in_full_counts_where_nobody_is_named_so(settings: Settings) -> None:
    """Bulletins of one huyện say "Huyện ủy" and leave the name out; "huyện ủy" is no part of "UBND huyện"."""
    tam = [("Lê Văn Tám", "2018-06-01", "2022-06-01")]
    for post in (
        "Phó Bí thư Huyện ủy Phú Tân",
        "pho bi thu huyen uy",
        "pho bi thu thuong truc huyen uy",
        "PBT Huyện ủy",
    ):
        assert asked(settings, "2020-01-01", post=post) == (True, tam), post
    assert asked(settings, "2020-01-01", body="huyen uy phu tan") == (True, tam)


def test_a_body_selects_posts_in_it(settings: Settings) -> None:
    bay = ("Trần Thị Bảy", "2021-06-01", "2023-06-01")
    for body in ("Sở TT&TT", "so thong tin va truyen thong", "Sở Thông tin và Truyền thông"):
        assert asked(settings, "2022-01-01", body=body) == (True, [bay]), body
    assert asked(settings, "2022-01-01", body="UBND huyện Phú Tân", post="Giám đốc") == (False, [])
    assert asked(settings, "2022-01-01", body="UBND huyện Tân Hòa") == (True, [TAN])


def test_what_is_no_post_is_held_by_nobody_and_a_name_narrows_down(settings: Settings) -> None:
    assert asked(settings, "2022-01-01", post="thủ quỹ của xóm") == (False, [])
    assert asked(settings, "2022-01-01", q="ngo van tan") == (True, [TAN])
    assert asked(settings, "2022-01-01", q="khong ai ca") == (False, [])
    assert len(asked(settings, "2022-01-01")[1]) == 4
    with pytest.raises(UsageError, match="--after"):
        asked(settings, "2022-01-01", after="1.0~x")


@pytest.mark.parametrize(
    ("day", "attested", "who"),
    [
        ("2015-01-01", True, ["Phan Lan Tú"]),
        ("2019-01-01", True, ["Nguyễn Ngọc Kỳ"]),
        ("2020-09-01", False, ["Nguyễn Ngọc Kỳ"]),  # soon after the last sighting
        ("2012-01-01", False, []),  # before the first one nobody is named
        ("2023-01-01", False, ["Nguyễn Ngọc Kỳ"]),  # long after: still no more than the last one seen, with his days
    ],
)
def test_a_post_changes_hands_and_its_body_is_spelled_in_two_ways(
    changed: Settings, day: str, attested: bool, who: list[str]
) -> None:
    """Between two sightings it is certain; a deputy and a former holder never count."""
    found = asked(changed, day, post="Giám đốc Sở Thông tin và Truyền thông", body="Sở Thông tin và Truyền thông")
    assert (found[0], [name for name, _first, _last in found[1]]) == (attested, who)


def test_a_bulletin_without_a_date_names_a_holder_on_no_day(changed: Settings) -> None:
    assert asked(changed, "2020-01-01", post="Giám đốc Sở Nội vụ", body="Sở Nội vụ") == (False, [])
