"""Lines in, page out: where the title ends, which line is the date, what is chrome. Every reader of text ends here."""

from __future__ import annotations

from dataclasses import replace

from indexer.analysis.normalise import clean
from indexer.bulletin import Attachment, Page
from indexer.reading.chrome import cut_chrome
from indexer.reading.letterhead import letterhead, titled
from indexer.reading.published import published_of

_TITLE_CHARACTERS = 400
_TITLE_LINES = 6
_ABOVE_LINES = 60  # how far down a page its title is looked for


def page_of_lines(
    lines: list[str], *, title: str | None = None, published: str | None = None, whole: bool = False
) -> Page:
    """Return the page that a portal's text makes: ``title`` and ``published`` are what is known already.

    ``whole``: the lines are those of the whole page, so what stands above the title is the portal's.

    The forms understood: title, date line, body; a document with its letterhead; a title line and a body; a body.
    """
    cut = cut_chrome(lines)
    kept = _without_blanks_in_front(list(cut.lines))
    attachments = tuple(Attachment(name, "") for name in cut.attachments)
    found, body, date = _head(kept, title, _ABOVE_LINES if whole else 1)
    page = Page(found, "\n".join(body), published or date, tags=cut.tags, attachments=attachments)
    return page if page.title and page.published else _from_letterhead(page, body)


def _from_letterhead(page: Page, body: list[str]) -> Page:
    head = letterhead(body)
    return replace(page, title=page.title or head.title, published=page.published or head.signed)


def _head(lines: list[str], title: str | None, above: int) -> tuple[str, list[str], str | None]:
    """Split title, body and the date line between them."""
    if title is not None:
        below = _below_title(lines, title, above)
        body, date = _drop_date(lines if below is None else below)
        return title, body, date
    seen = 0
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        date = published_of(line)
        if date:
            heading = " ".join(part.strip() for part in lines[:i] if part.strip())
            if len(heading) > _TITLE_CHARACTERS:
                break
            return (heading, lines[i + 1 :], date) if heading else _first_line(lines[i + 1 :], date)
        seen += 1
        if seen > _TITLE_LINES:
            break
    return _first_line(lines, None)


def _first_line(lines: list[str], date: str | None) -> tuple[str, list[str], str | None]:
    """Take the first line as the title when it can be one: short, with text below, and no letterhead."""
    lines = _without_blanks_in_front(lines)
    if not lines or letterhead(lines).found:
        return "", lines, date
    first = lines[0].strip()
    if len(first) > _TITLE_CHARACTERS or not any(line.strip() for line in lines[1:]):
        return "", lines, date
    title, taken = titled(first, lines[1:4])
    return title, lines[taken:], date


def _below_title(lines: list[str], title: str, above: int) -> list[str] | None:
    """Return what stands below the title, over however many lines it was broken; what stands above is the portal's.

    None when the title is not among the first lines.
    """
    wanted = _bare(title)
    for start, line in enumerate(lines[:above]):
        got = ""
        for i in range(start, min(start + _TITLE_LINES, len(lines))):
            got += _bare(lines[i])
            if got and got == wanted:
                return _without_blanks_in_front(lines[i + 1 :])
            if not wanted.startswith(got):
                break
        if len(line) > _TITLE_CHARACTERS:
            return None
    return None


def _bare(text: str) -> str:
    return "".join(clean(text).casefold().split())


def _drop_date(lines: list[str]) -> tuple[list[str], str | None]:
    date = published_of(lines[0]) if lines else None
    return (lines[1:], date) if date else (lines, None)


def _without_blanks_in_front(lines: list[str]) -> list[str]:
    for i, line in enumerate(lines):
        if line.strip():
            return lines[i:]
    return []
