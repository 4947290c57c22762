"""The line to the cluster: hosts, credentials, and errors in our own types.

Credentials come from the environment only, never from a file that might be shown: BANTIN_OPENSEARCH_USER,
BANTIN_OPENSEARCH_PASSWORD and BANTIN_OPENSEARCH_CA (a file of certificates to trust).
"""

from __future__ import annotations

import json
import os
import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final
from urllib.parse import quote, urlsplit

from indexer.errors import EngineUnavailable, SettingsError

ATTEMPTS: Final = 4  # in turn at all nodes, when one does not answer
PAUSE: Final = 0.1  # seconds before the second attempt; longer before later ones
SECONDS: Final = 30.0  # for an answer, where a request names no time of its own
_HINT: Final = "Kiểm tra opensearch_hosts và các máy của cụm tìm kiếm, rồi chạy lại."
_LOGIN: Final = "Kiểm tra BANTIN_OPENSEARCH_USER, BANTIN_OPENSEARCH_PASSWORD và quyền của tài khoản đó."


class Missing(Exception):
    """No such index; told apart because a generation may be deleted while somebody reads it."""


class Exists(Exception):
    """An index of that name is there already: what was asked for had been done before the line broke."""


class Busy(Exception):
    """The cluster asks to be left alone for a while, or a line broke: the same request may work later.

    ``slow``: all the time that the request had is over.
    """

    def __init__(self, why: str, *, slow: bool = False) -> None:
        super().__init__(why)
        self.slow = slow


class Cluster:
    """Sends requests to whichever node answers; safe to share between threads."""

    def __init__(self, hosts: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.hosts = tuple(hosts)
        self._client = _client(self.hosts, os.environ if environment is None else environment)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        parameters: Mapping[str, Any] | None = None,
        seconds: float = SECONDS,
    ) -> Any:
        """Return the answer to a request that may be sent twice; the next attempt goes to another node.

        ``body``: JSON, or bytes of several lines of it. Raises `Missing`, `Exists` and `EngineUnavailable`.
        """
        why: Busy | None = None
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(PAUSE * attempt)
            try:
                return self.attempt(method, path, body, parameters=parameters, seconds=seconds)
            except Busy as error:
                why = error
                if error.slow:
                    break
        raise EngineUnavailable(f"Cụm tìm kiếm {', '.join(self.hosts)} không trả lời ({why}).", _HINT) from why

    def attempt(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        parameters: Mapping[str, Any] | None = None,
        seconds: float = SECONDS,
    ) -> Any:
        """Do the same once, and raise `Busy` where a later attempt may help."""
        from opensearchpy import exceptions

        asked = {**(parameters or {}), "request_timeout": seconds}
        lines = {"content-type": "application/x-ndjson"} if isinstance(body, bytes) else None
        try:
            return self._client.transport.perform_request(method, path, params=asked, body=body, headers=lines)
        except exceptions.ConnectionError as error:
            why = type(error.info).__name__ if isinstance(error.info, Exception) else "mất kết nối"
            raise Busy(why, slow=isinstance(error, exceptions.ConnectionTimeout)) from error
        except exceptions.TransportError as error:
            raise _translated(error) from error
        except exceptions.SerializationError as error:
            raise Busy("câu trả lời bị cắt") from error

    def search(self, index: str, body: Mapping[str, Any], seconds: float = SECONDS) -> Any:
        """Return the answer to one search."""
        return self.call("POST", f"/{quote(index)}/_search", dict(body), seconds=seconds)

    def several(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Return the answers to several searches in one index, asked at once."""
        lines = b"".join(b"{}\n" + json.dumps(body).encode() + b"\n" for body in bodies)
        answers: list[Any] = self.call("POST", f"/{quote(index)}/_msearch", lines)["responses"]
        for answer in answers:
            if "error" in answer:
                if answer["error"].get("type") == "index_not_found_exception":
                    raise Missing(index)
                raise EngineUnavailable(f"Cụm tìm kiếm không trả lời được: {answer['error'].get('type')}.", _HINT)
        return answers

    def close(self) -> None:
        """Close all connections."""
        self._client.close()


def _translated(error: Any) -> Exception:
    """Return our own error for what the cluster answered."""
    status, kind = error.status_code, str(error.error)
    if status == 404:
        return Missing(kind)
    if kind == "resource_already_exists_exception":
        return Exists(kind)
    if status in (401, 403) and "block" not in kind:
        return EngineUnavailable(f"Cụm tìm kiếm từ chối tài khoản ({status}).", _LOGIN)
    if status in (429, 502, 503, 504):
        return Busy(f"{status} {kind[:80]}")
    reason = ""
    with suppress(AttributeError, KeyError, IndexError, TypeError):
        reason = error.info["error"]["root_cause"][0]["reason"]
    return EngineUnavailable(f"Cụm tìm kiếm báo lỗi {status} {kind}: {reason[:300]}.", _HINT)


def _client(hosts: Sequence[str], environment: Mapping[str, str]) -> Any:
    try:
        from opensearchpy import OpenSearch
    except ImportError as error:
        raise SettingsError(
            "engine = opensearch cần thêm thư viện opensearch-py.", "Cài: pip install 'bantin[opensearch]'"
        ) from error
    user, password = environment.get("BANTIN_OPENSEARCH_USER"), environment.get("BANTIN_OPENSEARCH_PASSWORD", "")
    more: dict[str, Any] = {}
    if user:
        # Not as http_auth, which can only be latin-1: a password may have Vietnamese letters (RFC 7617, UTF-8).
        more["headers"] = {"authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}
    if any(urlsplit(host).scheme == "https" for host in hosts):
        more |= {"verify_certs": True, "ca_certs": environment.get("BANTIN_OPENSEARCH_CA") or None}
    return OpenSearch([_checked(host) for host in hosts], max_retries=0, retry_on_timeout=False, maxsize=16, **more)


def _checked(host: str) -> str:
    """Return an address; raises `SettingsError` for one that cannot be meant, or that carries a password."""
    parts = urlsplit(host)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"opensearch_hosts: {host!r} không phải địa chỉ.", "Ví dụ: https://tim1.example.vn:9200")
    if parts.password or parts.username:
        raise SettingsError("opensearch_hosts không được chứa tài khoản.", _LOGIN)
    return host
