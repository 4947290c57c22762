"""Due dates in the forms that real texts use; the day named is the last day allowed."""

from __future__ import annotations

import pytest

from indexer.extraction.directives.due import find_due
from indexer.extraction.words import even

PUBLISHED = "2024-02-20"

# (words, due or None, the words that say so or None, remark)
CASES = [
    ("hoàn thành trước ngày 20/3/2024", "2024-03-20", "hoàn thành trước ngày 20/3/2024", "full date"),
    ("báo cáo kết quả trước ngày 20/3", "2024-03-20", "trước ngày 20/3", "year of publication"),
    ("gửi về Sở trước 30/11", "2024-11-30", "trước 30/11", "no 'ngày', later in the year"),
    ("báo cáo chậm nhất ngày 05 tháng 3 năm 2024", "2024-03-05", "chậm nhất ngày 05 tháng 3 năm 2024", "in words"),
    ("nộp chậm nhất là ngày 15-4-2024", "2024-04-15", "chậm nhất là ngày 15-4-2024", "with hyphens"),
    ("xong trong tháng 9/2024", "2024-09-30", "xong trong tháng 9/2024", "last day of the month"),
    ("rà soát, hoàn thành trong tháng 02/2024", "2024-02-29", "hoàn thành trong tháng 02/2024", "leap year"),
    ("thẩm định dự toán trong quý II/2024", "2024-06-30", "trong quý II/2024", "last day of the quarter"),
    ("giải ngân đạt 75% đến hết quý III/2024", "2024-09-30", "đến hết quý III/2024", "until the end of a quarter"),
    ("duy trì chốt trực đến hết ngày 31/12/2024", "2024-12-31", "đến hết ngày 31/12/2024", "until a day"),
    ("từ nay đến 15/10 phải khởi công", "2024-10-15", "từ nay đến 15/10", "from now on"),
    ("đắp đập trước 17 giờ ngày 05/8/2024", "2024-08-05", "trước 17 giờ ngày 05/8/2024", "with the hour"),
    ("tổ chức đại hội, hoàn thành trước tháng 4/2024", "2024-03-31", "hoàn thành trước tháng 4/2024", "before a month"),
    ("hoàn thành trong năm 2024", "2024-12-31", "hoàn thành trong năm 2024", "a year that limits"),
    ("gửi báo cáo trước ngày 10/01", "2025-01-10", "trước ngày 10/01", "the next such day"),
    ("gửi sơ kết trước ngày 10/01 của năm", "2024-01-10", "trước ngày 10/01", "a day of the year spoken of"),
    ("thời hạn cuối cùng là ngày 30/6/2024", "2024-06-30", "thời hạn cuối cùng là ngày 30/6/2024", "a last term"),
    (
        "trình trước ngày 1.3.2024, triển khai trước 1.5.2024",
        "2024-03-01",
        "trước ngày 1.3.2024",
        "of several the first",
    ),
    ("không để kéo dài quá quý I/2024", "2024-03-31", "kéo dài quá quý I/2024", "not beyond a quarter"),
    ("đến ngày 15/3/2024 phải có văn bản trả lời", "2024-03-15", "đến ngày 15/3/2024", "until a day, with 'phải'"),
    ("báo cáo trước ngày 10 hằng tháng", None, None, "comes back each month"),
    ("báo cáo trước 15 giờ hằng ngày", None, None, "comes back each day"),
    ("báo cáo trước ngày 25/3 hằng năm", None, None, "comes back each year"),
    ("thực hiện Chỉ thị số 01/CT-UBND ngày 04/01/2024", None, None, "the date of a document"),
    ("tuyên truyền kỳ thi từ ngày 20/6/2024 đến ngày 28/6/2024", None, None, "when something takes place"),
    ("tuyên truyền kỳ thi diễn ra từ ngày 20 đến ngày 28/6/2024", None, None, "a range within one month"),
    ("tập trung thực hiện cao điểm từ tháng 6/2024 đến hết tháng 8/2024", None, None, "a range of months"),
    ("báo cáo kết quả thực hiện (tính đến 31/5/2024)", None, None, "as of when"),
    ("hoàn thành các chỉ tiêu, nhiệm vụ đề ra trong năm 2024", None, None, "a year that only dates"),
    ("khắc phục 15/16 chỉ tiêu trước kỳ họp", None, None, "a fraction"),
    ("hoàn thành trước ngày 31/02/2024", None, None, "no such day"),
]


@pytest.mark.parametrize(("words", "due", "said", "remark"), CASES, ids=[case[3] for case in CASES])
def test_the_last_day_allowed_is_found_with_its_words(
    words: str, due: str | None, said: str | None, remark: str
) -> None:
    """Each form gives the last day allowed and the slice that says so; forms that limit nothing give none."""
    found = find_due(words, even(words), 0, len(words), PUBLISHED)
    assert (found[0] if found else None) == due, remark
    if found:
        assert found[1].text == said == words[found[1].start : found[1].end]


def test_without_a_day_of_publication_only_dates_with_a_year_count() -> None:
    """Nobody knows the year of "trước 30/11" in an undated bulletin."""
    assert find_due("trước 30/11", "trước 30/11", 0, 11, None) is None
    found = find_due("trước 30/11/2024", "trước 30/11/2024", 0, 16, None)
    assert found is not None and found[0] == "2024-11-30"
