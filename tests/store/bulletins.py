"""Bulletins for tests of the store and the pipeline: small, Vietnamese, with a directive each."""

from __future__ import annotations

from indexer.bulletin import Attachment, Bulletin, Directive, Facts
from indexer.store.originals import digest_of
from indexer.store.records import Incoming

BODY = (
    "Sáng ngày 15/12/2023, Huyện ủy Phú Tân tổ chức Hội nghị tổng kết công tác năm. Đồng chí Nguyễn Phương Bắc, Bí thư "
    "Huyện ủy yêu cầu các phòng, ban tập trung xây dựng nông thôn mới, hoàn thành trước ngày 30/6/2024; quan tâm "
    "các hộ nghèo."
)


def incoming(
    page: str, title: str, body: str = BODY, *, location: str | None = None, published: str = "2023-12-15"
) -> Incoming:
    """Return a bulletin as the pipeline hands it over, with one directive: its body."""
    text = f"{title}\n\n{body}"
    start = len(title) + 2
    raw = text.encode()
    attachments = (Attachment("Báo cáo.pdf", "/bao-cao.pdf"),)
    bulletin = Bulletin(page, title, text, start, published, tags=("hội nghị",), attachments=attachments)
    facts = Facts(directives=(Directive(start, len(text), body, n=1, force="yêu cầu"),))
    return Incoming(location or f"/nguon/{page}.txt", bulletin, facts, raw, digest_of(raw), "luật-1", "bộ đọc-1")
