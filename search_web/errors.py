"""Errors as people and programs see them: a Vietnamese page, or application/problem+json; never a traceback."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import BantinError

log = logging.getLogger("bantin.web")

# What a status means to a reader: heading, and what to do next.
_SAID = {
    400: ("Yêu cầu không đúng", "Xem lại địa chỉ, hoặc tìm lại từ đầu."),
    404: ("Không tìm thấy trang này", "Trang có thể đã đổi địa chỉ. Hãy tìm theo tiêu đề hoặc nội dung."),
    405: ("Cách gọi này không dùng được", "Trang này chỉ để xem."),
    410: ("Nội dung này đã được gỡ", "Nội dung đã được gỡ theo yêu cầu và không còn ở đây."),
    413: ("Yêu cầu quá lớn", "Rút ngắn nội dung gửi đi."),
    414: ("Địa chỉ quá dài", "Rút ngắn câu tìm."),
    431: ("Yêu cầu quá lớn", "Rút ngắn câu tìm."),
    500: ("Có lỗi ở máy chủ", "Xin thử lại sau ít phút."),
    503: ("Chưa trả lời được lúc này", "Xin thử lại sau ít phút."),
}


def register_errors(app: Flask) -> None:
    """Give every error one shape."""
    app.register_error_handler(BantinError, _of_bantin)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unforeseen)


def _of_bantin(error: BantinError) -> Response:
    if error.status >= 500:
        log.error("%s: %s", error.kind, error.message)
    return answer(error.status, error.message, error.hint, error.kind)


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    title, hint = _SAID.get(status, _SAID[400] if status < 500 else _SAID[500])
    return answer(status, title, hint, "HTTP")


def _unforeseen(error: Exception) -> Response:
    log.exception("unforeseen error at %s", request.path, exc_info=error)
    return answer(500, *_SAID[500], "Internal")


def answer(status: int, title: str, hint: str, kind: str) -> Response:
    """Return an error as a page, or as problem+json where a program asked."""
    if wants_json():
        problem = {"type": f"urn:bantin:{kind}", "title": title, "status": status, "detail": hint or title}
        error = {"type": kind, "title": title, "detail": title, "hint": hint}
        body = json.dumps({**problem, "schema": 1, "error": error}, ensure_ascii=False)
        response = Response(body, status, content_type="application/problem+json; charset=utf-8")
    else:
        heading = _SAID.get(status, (title, ""))[0]
        page = render_template("error.html", status=status, heading=heading, message=title, hint=hint)
        response = Response(page, status, content_type="text/html; charset=utf-8")
    if status == 503:
        response.headers["Retry-After"] = "5"
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_json() -> bool:
    """Tell whether the one who asks is a program."""
    return request.path.startswith("/api/") or request.path.endswith((".json", ".jsonl"))
