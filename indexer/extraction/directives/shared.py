"""Which members of a list share the head of the member before them, so that both are one addressee."""

from __future__ import annotations

import re

# "PTNT", "MT", "TT": a field of a department in short; these are bodies of their own.
_FIELD = re.compile(r"(?!UBND|HĐND|MTTQ|LĐLĐ|BCĐ|BTC)[A-ZĐ]{2,6}")
_PLAIN = re.compile(r"các (?:đảng bộ|chi bộ|ban|tổng công ty|công ty|tập đoàn|phòng)")
_SHARING = ("đảng bộ", "chi bộ", "văn phòng", "công ty", "tổng công ty", "ban ")
_PLACE = r"(?:quận|huyện|thị xã|thành phố|thị trấn|phường|xã|tỉnh)"
_OF_PLACES = re.compile(rf"^(?:[\w-]+ ){{1,6}}các {_PLACE} (?!(?:trên|trong|liên|thuộc|về|của)\s)\w")
_A_PLACE = re.compile(rf"{_PLACE} [A-ZĐÂƯƠ]")


def shares_head(chunk: str, key: str, left: str, separator: str) -> bool:
    """Tell whether ``chunk`` goes on under the head of ``left``; ``key`` is ``chunk`` in lower case, as ``left`` is."""
    if _OF_PLACES.match(left) and _A_PLACE.match(chunk):
        return True  # "UBND các quận Hoàn Kiếm, Ba Đình và thị xã Sơn Tây"
    if "," not in separator:
        return "và" in separator and _FIELD.fullmatch(chunk) is not None  # "Sở Nông nghiệp và PTNT"
    if left.endswith("thị ủy") and key.startswith("đảng ủy"):
        return True  # "Ban Tuyên giáo các quận, huyện, thị ủy, đảng ủy trực thuộc"
    return _PLAIN.fullmatch(left) is not None and key.startswith(_SHARING)  # "các Đảng bộ, Chi bộ trực thuộc"
