"""Dates: every written form, the year that is not written, what only looks like a date, roles and doubts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from indexer.bulletin import Bulletin, Date, Facts, Page
from indexer.extraction.dates.find import find_dates, resolve_year
from indexer.reading.compose import compose


def dates(text: str, published: str | None = "2019-05-20T10:00", title: str = "Bản tin") -> tuple[Date, ...]:
    bulletin = compose(Page(title, text, published=published), "x")
    found = find_dates(bulletin, Facts()).dates
    assert all(bulletin.text[d.start : d.end] == d.text for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return found


def isos(text: str, published: str | None = "2019-05-20T10:00") -> list[str]:
    return [d.iso for d in dates(text, published)]


FORMS = [
    ("Ngày 15/12/2018, UBND huyện họp.", ["2018-12-15"], "figures"),
    ("ngày 15 tháng 12 năm 2018", ["2018-12-15"], "words"),
    ("Hà Nội, ngày 05 tháng 3 năm 2019", ["2019-03-05"], "letterhead"),
    ("họp ngày 22.4 tại trụ sở", ["2019-04-22"], "a point, no year"),
    ("ngày 28-12-2012", ["2012-12-28"], "dashes"),
    ("Sáng 6/5, đoàn làm việc", ["2019-05-06"], "part of the day"),
    ("Sáng sớm 11/5, phường ra quân", ["2019-05-11"], "early morning"),
    ("Sáng nay 14/5, tại Hà Nội", ["2019-05-14"], "this morning"),
    ("Ngày\n26/3/2013, Bộ Tư pháp", ["2013-03-26"], "a line break inside"),
    ("ngày 13 /8/2012", ["2012-08-13"], "a blank before the slash"),
    ("n gày 29/01, Bộ có Công văn", ["2019-01-29"], "a broken word"),
    ("Chiều 2 8 /1, Đảng ủy họp", ["2019-01-28"], "broken digits"),
    ("ngày 16 / 9/ 2 01 5, Sở họp", ["2015-09-16"], "a broken year"),
    ("từ tháng 5/2012", ["2012-05"], "month and year"),
    ("tháng 12 năm 2014", ["2014-12"], "month and year in words"),
    ("trong hai ngày 15 và 16/3/2019", ["2019-03-15", "2019-03-16"], "two days"),
    ("các ngày 12, 13 và\n14/5/2021", ["2021-05-12", "2021-05-13", "2021-05-14"], "three days"),
    ("từ ngày 10 đến ngày 12/5/2023", ["2023-05-10", "2023-05-12"], "a range of days"),
    ("ngày 12-13/5 tại huyện", ["2019-05-12", "2019-05-13"], "a range with a dash"),
    ("ngày 29 đến 2/10/2018", ["2018-09-29", "2018-10-02"], "a range over the end of a month"),
    ("từ ngày 15/12 đến ngày 10/1/2019", ["2018-12-15", "2019-01-10"], "a range over the new year"),
    ("Ngày 1-2 tháng 6, trẻ uống vitamin", ["2019-06-01", "2019-06-02"], "a list before words"),
    ("từ ngày 6-1 đến ngày 7-2-1930", ["1930-01-06", "1930-02-07"], "dashes all over"),
    ("(27/7/1947-27/7/2017)", ["1947-07-27", "2017-07-27"], "glued"),
    ("từ ngày 26/9-2/10 tại Văn Miếu", ["2019-09-26", "2019-10-02"], "glued, no year"),
    ("dịp Quốc khánh 2/9 và Ngày Phụ nữ Việt Nam (20/10).", ["2019-09-02", "2019-10-20"], "feasts"),
    ("từ tháng 11 đến tháng 2/2014", ["2013-11", "2014-02"], "months over the new year"),
    ("ngày 15/12/18, huyện họp", ["2018-12-15"], "a short year"),
    ("Lễ phát động ngày 5/5. 11 đơn vị tham gia", ["2019-05-05"], "a count in the next sentence"),
    ("diễn ra ngày 1-10/2017", ["2017-10-01"], "a dash and a slash"),
    ("Sáng 9/5/2019\n, huyện", ["2019-05-09"], "a comma on the next line"),
    ("từ nay đến 15/6 phải xong", ["2019-06-15"], "until"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), FORMS, ids=[row[2] for row in FORMS])
def test_each_form_is_read(text: str, expected: list[str], remark: str) -> None:
    """A date is found in every form that official texts use."""
    assert isos(text) == expected, remark


def test_a_day_of_every_year_is_that_of_the_year_of_publication() -> None:
    """ "9-11 hằng năm" has a day and a month; its year is the bulletin's."""
    assert isos("Ngày Trồng cây 9-11 hằng năm") == ["2019-11-09"]
    assert isos("báo cáo trước ngày 30 tháng 4 hằng năm và trước ngày 25/11 của năm") == ["2019-04-30", "2019-11-25"]


def test_the_name_of_a_day_makes_a_dash_a_date() -> None:
    """ "Ngày Nhà giáo Việt Nam 20-11" is a day; figures behind other words are not."""
    assert isos("nhân Ngày Nhà giáo Việt Nam 20-11, huyện tổ chức mít tinh") == ["2019-11-20"]
    assert isos("thắng đội bạn 2-1, mỗi xã có 3-4 tổ") == []


NO_DATES = [
    ("đạt và vượt 15/16 chỉ tiêu, 08/8 xã, 32/39 trường", "counts"),
    ("khối quận có 7/11 đơn vị xếp hạng khá; được 7/10 điểm", "counts that could be days"),
    ("không quá 1/3 số lượng ủy viên, đủ tuổi công tác từ 1/2 khóa", "fractions"),
    ("trực 24/7 và hoạt động 24/24h", "round the clock"),
    ("tăng 8,9% so cùng kỳ, đạt 82,05%, 10.2 tỷ đồng", "figures"),
    ("Quyết định số 42/2014/QĐ-TTg và Thông tư số 12/2018", "document numbers"),
    ("giai đoạn 2016-2020, nhiệm kỳ 2020 - 2025, năm 2023", "bare years"),
    ("trong tháng 11, quý 4/2016, ngày 20 hằng tháng", "no year or no month"),
    ("tức ngày 15/12 âm lịch", "the moon's calendar"),
    ("tăng so với ngày 21/4 năm trước", "a day of the year before, which is not named"),
    ("tại phố 19/12, quận Hoàn Kiếm", "a street"),
    ("phiên bản 3.0.12, IP 10.2.2.1, điện thoại 04.3.7366617", "versions and telephones"),
    ("từ 2-3 ngày, từ 5 - 10 năm, tỉ số 5-4", "ranges of counts"),
    ("lần thứ 01/2018, tỷ lệ 1/500 và 1/2000", "ordinals and scales"),
    ("lúc 8h30 - 9h30, 14h-17h", "times"),
]


@pytest.mark.parametrize(("text", "remark"), NO_DATES, ids=[row[1] for row in NO_DATES])
def test_what_only_looks_like_a_date_is_left_alone(text: str, remark: str) -> None:
    """Counts, numbers of documents, times and bare years are no dates."""
    assert isos(text) == [], remark


YEARS = [
    (29, 12, "2018-01-04", "past", 2017, "a report in January of December"),
    (15, 1, "2018-12-20", "future", 2019, "a term in December for January"),
    (6, 9, "2017-09-20", "past", 2017, "two weeks ago"),
    (2, 9, "2020-02-24", "near", 2020, "a feast of this year"),
    (31, 3, "2023-03-01", "future", 2023, "a term this month"),
    (29, 2, "2019-03-01", "near", 2020, "only a leap year has it"),
]


@pytest.mark.parametrize(("day", "month", "published", "prefer", "year", "remark"), YEARS, ids=[r[5] for r in YEARS])
def test_a_missing_year_comes_from_publication(
    day: int, month: int, published: str, prefer: str, year: int, remark: str
) -> None:
    """The sensible year depends on whether the text reports or sets a term."""
    assert resolve_year(day, month, published, prefer) == year, remark  # type: ignore[arg-type]


def test_without_a_day_of_publication_the_year_of_the_text_is_taken_with_doubt() -> None:
    """An undated bulletin may still name its year; the date then says that it was guessed."""
    (one,) = dates("Năm 2016, huyện họp ngày 5/4.", published=None)
    assert one.iso == "2016-04-05" and one.doubt
    assert dates("Huyện họp ngày 5/4.", published=None) == ()


ROLES = [
    ("Nghị quyết số 15/2008/QH12 ngày 29/5/2008 của Quốc hội", "document"),
    ("báo cáo kết quả trước ngày 15/6/2019", "due"),
    ("chậm nhất ngày 30/6/2019", "due"),
    ("Công văn có hiệu lực từ ngày 1/6/2019", "other"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_words_before_a_date_say_what_it_is_for(text: str, role: str) -> None:
    """Dates of documents and terms are told from the rest."""
    assert [d.role for d in dates(text)] == [role]


def test_the_line_with_the_time_of_publication_is_known() -> None:
    """A portal prints its time of publication over the text."""
    assert [d.role for d in dates("15:51 20/05/2019\nSáng 19/5, huyện họp.")] == ["publication", "other"]


DOUBTS = [
    ("Thứ hai, ngày 14/5/2019", "lịch", "the weekday is wrong"),
    ("ngày 31/02/2019 tại huyện", "không có trong lịch", "no such day"),
    ("Chỉ thị số 04/CT-TTg ngày 8/3/3013", "không hợp lý", "an impossible year"),
    ("Chỉ thị số 23/CT-UBND ngày 30/12/2019 của UBND", "sau ngày đăng", "signed after the bulletin"),
    ("THỨ 7\n27/09/201\n14h", "thiếu chữ số", "a lost digit"),
]


@pytest.mark.parametrize(("text", "word", "remark"), DOUBTS, ids=[row[2] for row in DOUBTS])
def test_a_slip_of_the_text_is_doubted(text: str, word: str, remark: str) -> None:
    """A date that contradicts itself or its bulletin says why in Vietnamese."""
    (one,) = dates(text)
    assert one.doubt and word in one.doubt, remark


def test_a_sound_date_is_not_doubted() -> None:
    """The right weekday and a past day give no doubt."""
    (one,) = dates("Thứ ba, ngày 14/5/2019")
    assert one.doubt is None


def test_a_date_in_the_title_counts() -> None:
    """The title is part of the text."""
    (one,) = dates("Nội dung.", title="Lịch tiếp công dân ngày 3/6/2019")
    assert one.iso == "2019-06-03" and one.start == 19


def test_hostile_runs_of_digits_cost_little() -> None:
    """A hundred thousand characters of near-dates are read in linear time."""
    import time

    for unit in ("1, ", "12-", "ngày 1 và 2 ", "1/1/", "tháng 1, 2, ", "2 0 1 "):
        bulletin = Bulletin("x", "", unit * (100_000 // len(unit)), published="2019-05-20")
        began = time.process_time()
        find_dates(bulletin, Facts())
        assert time.process_time() - began < 1.5, unit
