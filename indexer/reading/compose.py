"""From a page as read to a bulletin: one text, normalised once, with the title on top."""

from __future__ import annotations

from indexer.analysis.normalise import clean
from indexer.bulletin import Bulletin, Page
from indexer.errors import EmptySource


def compose(page: Page, bulletin_id: str) -> Bulletin:
    """Return the bulletin of a page; raises `EmptySource` when the page holds no text at all."""
    title = " ".join(clean(page.title).split())
    body = clean(page.text)
    if not title and not body:
        raise EmptySource(f"{bulletin_id}: không tìm thấy chữ nào.", "Xem lại tệp; nếu là bản quét, hãy cài tesseract.")
    text = f"{title}\n\n{body}" if title and body else title or body
    return Bulletin(
        id=bulletin_id,
        title=title,
        text=text,
        body=len(text) - len(body),
        published=page.published,
        address=page.address,
        source=page.source,
        tags=page.tags,
        attachments=page.attachments,
        scanned=page.scanned,
    )
