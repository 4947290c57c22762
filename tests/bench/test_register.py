"""Bulletins against the register: which document is cited, is its signing told, does the signer agree."""

from __future__ import annotations

import pytest

from indexer.bulletin import Page
from indexer.reading.compose import compose
from tests.bench.register import Registered, agreement

SUU = "Phó Chủ tịch UBND thành phố Hà Nội Nguyễn Văn Sửu"


def register(number: str, date: str, signer: str) -> dict[str, tuple[Registered, ...]]:
    """Return a register of one decision, in the spelling of keys."""
    return {number: (Registered(date, "quyết định", signer),)}


@pytest.mark.parametrize(
    ("said", "told", "named", "agrees"),
    [
        (f"Ngày 04/4/2013, {SUU} ký ban hành Quyết định số 2442/QĐ-UBND về việc phê duyệt Đề án.", 1, 1, 1),
        (f"Ngày 04/4/2013, {SUU} đã ký Quyết định số 2442/QĐ-UBND phê duyệt Đề án.", 1, 1, 1),
        (
            "Ngày 04/4/2013, Chủ tịch UBND thành phố Hà Nội Nguyễn Thế Thảo ký ban hành Quyết định số 2442/QĐ-UBND.",
            1, 1, 0,
        ),
        ("Ngày 04/4/2013, Chủ tịch UBND Thành phố ký ban hành Quyết định số 2442/QĐ-UBND về Đề án.", 1, 0, 0),
        (f"{SUU} chủ trì hội nghị. UBND Thành phố vừa ký Quyết định số 2442/QĐ-UBND về Đề án.", 1, 0, 0),
        (f"{SUU} yêu cầu các đơn vị đăng ký thực hiện Quyết định số 2442/QĐ-UBND về Đề án.", 0, 0, 0),
        (f"{SUU} dự lễ ký cam kết thực hiện Quyết định số 2442/QĐ-UBND về Đề án.", 0, 0, 0),
    ],
)  # fmt: skip
def test_a_signer_counts_where_the_sentence_says_that_he_signs(said: str, told: int, named: int, agrees: int) -> None:
    bulletin = compose(Page("Phê duyệt Đề án thương mại điện tử", said, published="2013-04-10"), "a")
    counts, differing = agreement([bulletin], register("2442/QĐ-UBND", "2013-04-04", "PCT Nguyễn Văn Sửu"))
    assert (counts["signing told"], counts["signer named"], counts["signer agrees"]) == (told, named, agrees)
    assert counts["numbers cited"] == counts["of the year of a registered document"] == 1
    assert len(differing) == named - agrees
    if differing:
        assert differing == ["a 2442/QĐ-UBND: Nguyễn Thế Thảo, register: PCT Nguyễn Văn Sửu"]


@pytest.mark.parametrize(
    ("said", "same_year"),
    [
        ("Thực hiện Quyết định số 68/QĐ-UBND ngày 17/3/2017 của UBND Thành phố.", 1),
        ("Thực hiện Quyết định số 68/QĐ-UBND ngày 06/4/2016 của UBND Thành phố.", 0),
        ("Thực hiện Quyết định số 68/QĐ-UBND của UBND Thành phố.", 0),  # by the bulletin's own year, 2016
    ],
)
def test_a_number_of_another_year_is_another_document(said: str, same_year: int) -> None:
    bulletin = compose(Page("Thực hiện kế hoạch", said, published="2016-12-15"), "a")
    counts, _ = agreement([bulletin], register("68/QĐ-UBND", "2017-03-17", "Ngô Văn Quý"))
    assert (counts["numbers cited"], counts["of the year of a registered document"]) == (1, same_year)
