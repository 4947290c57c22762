"""Errors as people and programs see them: a Vietnamese page, or application/problem+json; never a traceback."""

from __future__ import annotations

import json
import logging
from typing import Final

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError
from werkzeug.http import HTTP_STATUS_CODES

from indexer.errors import BantinError, NotFound, QueryTooLong, UsageError
from search_web.security import Busy

log = logging.getLogger("bantin.web")

# What a status means to a reader: heading, and what to do next.
SAID: Final = {
    400: ("Yêu cầu không đúng", "Xem lại địa chỉ, hoặc tìm lại từ đầu."),
    404: ("Không tìm thấy trang này", "Trang có thể đã đổi địa chỉ. Hãy tìm theo tiêu đề hoặc nội dung."),
    405: ("Cách gọi này không dùng được", "Trang này chỉ để xem."),
    410: ("Nội dung này đã được gỡ", "Nội dung đã được gỡ theo yêu cầu và không còn ở đây."),
    413: ("Yêu cầu quá lớn", "Rút ngắn nội dung gửi đi."),
    414: ("Truy vấn quá dài", "Rút ngắn câu tìm, hoặc chỉ giữ những từ quan trọng."),
    431: ("Truy vấn quá dài", "Rút ngắn câu tìm, hoặc chỉ giữ những từ quan trọng."),
    500: ("Có lỗi ở máy chủ", "Xin thử lại sau ít phút."),
    503: ("Chưa trả lời được lúc này", "Xin thử lại sau ít phút."),
}
_TOO_LONG: Final = "Truy vấn quá dài"
_MACHINES: Final = (".json", ".jsonl", ".csv", ".xlsx", ".atom")


class NotHere(NotFound):
    """What a page was asked for is not there, said in words for those who read pages and never with a command."""

    @property
    def kind(self) -> str:
        """Programs know one kind of not found."""
        return NotFound.__name__


# Errors whose words are for those who ask; all others speak to operators and name folders and commands.
FOR_READERS: Final = (UsageError, Busy, NotHere)


def register_errors(app: Flask) -> None:
    """Give every error one shape."""
    app.register_error_handler(BantinError, _of_bantin)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unforeseen)


def _of_bantin(error: BantinError) -> Response:
    if error.status >= 500 and not isinstance(error, Busy):
        log.error("%s: %s", error.kind, error.message)
    heading, hint = SAID.get(error.status, SAID[500])
    if isinstance(error, QueryTooLong):
        heading = _TOO_LONG
    if not isinstance(error, FOR_READERS):
        return answer(error.status, heading, "", hint, error.kind)
    return answer(error.status, heading, error.message, error.hint or hint, error.kind)


def _of_http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):  # a host that is not ours: no page can be made, since no address can
        return Response("Địa chỉ máy chủ không đúng.\n", 400, content_type="text/plain; charset=utf-8")
    status = error.code or 500
    heading, hint = SAID.get(status, SAID[400] if status < 500 else SAID[500])
    response = answer(status, heading, "", hint, "HTTP")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _unforeseen(error: Exception) -> Response:
    log.error("unforeseen error at %r", request.path, exc_info=error)
    return answer(500, SAID[500][0], "", SAID[500][1], "Internal")


def answer(status: int, heading: str, message: str, hint: str, kind: str) -> Response:
    """Return an error as a page, or as problem+json where a program asked."""
    if wants_json():
        detail = message or heading
        problem = {"type": f"urn:bantin:{kind}", "title": heading, "status": status, "detail": detail}
        error = {"type": kind, "title": heading, "detail": detail, "hint": hint}
        body = json.dumps({**problem, "schema": 1, "error": error}, ensure_ascii=False)
        response = Response(body, status, content_type="application/problem+json; charset=utf-8")
    else:
        page = render_template("error.html", status=status, heading=heading, message=message, hint=hint)
        response = Response(page, status, content_type="text/html; charset=utf-8")
    if status == 503:
        response.headers["Retry-After"] = "5"
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_json() -> bool:
    """Tell whether the one who asks is a program."""
    return _is_for_programs(request.path)


def _is_for_programs(path: str) -> bool:
    return path.startswith("/api/") or path.endswith(_MACHINES)


def server_page(app: Flask, status: int, path: str) -> tuple[str, str, bytes]:
    """Return status line, content type and body for a request that the server refuses before any view sees it."""
    heading, hint = SAID.get(status, SAID[400])
    with app.test_request_context("/api/" if _is_for_programs(path.partition("?")[0]) else "/tim-kiem"):
        response = answer(status, heading, "", hint, "HTTP")
        body = response.get_data()
    return f"{status} {HTTP_STATUS_CODES.get(status, 'Bad Request')}", response.content_type, body
