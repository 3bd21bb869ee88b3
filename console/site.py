"""The HTTP side of the status page: GET on loopback, nothing else. Packages are served as they are and read-only."""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from console import look
from settings import Settings
from store import ledger as ledgers
from store import running
from store.ledger import cases, status

log = logging.getLogger(__name__)

RECEIPT = "_回执.html"

_SERVED = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
_IN_PACKAGE = re.compile(
    r"/package/(C[0-9a-f]{12,40})/([1-9]\d{0,6})/((?:report\.html|workbook\.xlsx|package\.json)|(?:pages|crops)/[\w.-]+\.(?:png|jpg))"
)
_CASE = re.compile(r"/case/(C[0-9a-f]{12,40})")
_RECEIPT = re.compile(r"/receipt/(C[0-9a-f]{12,40})")
_NEEDED = ("watch", "work")
"""Processes without which nothing goes on."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Answer = tuple[HTTPStatus, str, bytes]
_HTML, _JSON, _TEXT = _SERVED[".html"], _SERVED[".json"], "text/plain; version=0.0.4; charset=utf-8"


class Site(ThreadingHTTPServer):
    """The status page on a listening socket that is handed in."""

    daemon_threads = True

    def __init__(self, settings: Settings, listening: socket.socket) -> None:
        super().__init__(listening.getsockname()[:2], _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.data = settings.data.resolve()
        self._settings = settings
        self._ledger: ledgers.Ledger | None = None

    @property
    def ledger(self) -> ledgers.Ledger:
        """The ledger, opened when it is first asked for: the page is there before it is."""
        if self._ledger is None:
            self._ledger = ledgers.open(self._settings)
        return self._ledger

    def answer(self, path: str) -> Answer:
        """The answer to a GET."""
        fixed: dict[str, Callable[[], Answer]] = {
            "/": self._overview,
            "/health": lambda: _json(HTTPStatus.OK, {"status": "ok"}),
            "/ready": self._ready,
            "/version": lambda: _json(HTTPStatus.OK, {"heyan": version("heyan")}),
            "/metrics": self._metrics,
            "/status.json": self._status,
        }
        if path in fixed:
            return fixed[path]()
        if found := _CASE.fullmatch(path):
            return self._case(found[1])
        if found := _RECEIPT.fullmatch(path):
            return self._receipt(found[1])
        if found := _IN_PACKAGE.fullmatch(path):
            return self._file(self.data / "packages", f"{found[1]}/{found[2]}/{found[3]}")
        return _nothing()

    def _overview(self) -> Answer:
        standing = status.standing(self.ledger, datetime.now(UTC))
        return HTTPStatus.OK, _HTML, look.overview(standing, running.state(self.data))

    def _status(self) -> Answer:
        standing = status.standing(self.ledger, datetime.now(UTC))
        return HTTPStatus.OK, _JSON, standing.model_dump_json(indent=1).encode()

    def _metrics(self) -> Answer:
        standing = status.standing(self.ledger, datetime.now(UTC), most=0)
        return HTTPStatus.OK, _TEXT, look.metrics(standing, running.state(self.data))

    def _ready(self) -> Answer:
        """Whether files are taken in and worked on."""
        service = running.state(self.data)
        down = [name for name in _NEEDED if service is None or service.children[name].pid is None]
        try:
            status.standing(self.ledger, datetime.now(UTC), most=0)
        except (SQLAlchemyError, ledgers.LedgerTooNew):
            down.append("ledger")
        return _json(HTTPStatus.SERVICE_UNAVAILABLE if down else HTTPStatus.OK, {"ready": not down, "down": down})

    def _case(self, case_id: str) -> Answer:
        now = datetime.now(UTC)
        found = status.case_standing(self.ledger, case_id, now)
        if found is None:
            return _nothing()
        case, files = found
        has_receipt = (self.data / "receipts" / case_id / RECEIPT).is_file()
        made = [revision.revision for revision in reversed(cases.revisions_of(self.ledger, case_id))]
        return HTTPStatus.OK, _HTML, look.one_case(case, files, made, has_receipt, now)

    def _receipt(self, case_id: str) -> Answer:
        return self._file(self.data / "receipts", f"{case_id}/{RECEIPT}")

    def _file(self, root: Path, name: str) -> Answer:
        path = (root / name).resolve()
        if not path.is_relative_to(root.resolve()) or not path.is_file():
            return _nothing()
        return HTTPStatus.OK, _SERVED[path.suffix], path.read_bytes()


def _json(code: HTTPStatus, content: object) -> Answer:
    return code, _JSON, json.dumps(content, ensure_ascii=False).encode()


def _nothing() -> Answer:
    return HTTPStatus.NOT_FOUND, _HTML, "<!DOCTYPE html><meta charset=utf-8><p>没有这一页。".encode()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Site
    timeout = 30
    server_version = "heyan"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer, if the browser means this host: a page elsewhere must not reach it under another name."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        if host not in ("127.0.0.1", "localhost"):
            self._send((HTTPStatus.FORBIDDEN, _HTML, b""))
            return
        try:
            found = self.server.answer(self.path.partition("?")[0])
        except (SQLAlchemyError, ledgers.LedgerTooNew, OSError) as fault:
            log.warning("a page could not be made: %s", type(fault).__name__)
            text = "<!DOCTYPE html><meta charset=utf-8><meta http-equiv=refresh content=5><p>暂时读不到台账，稍后自动重试。"
            found = (HTTPStatus.SERVICE_UNAVAILABLE, _HTML, text.encode())
        self._send(found)

    do_HEAD = do_GET

    def _send(self, answer: Answer) -> None:
        code, kind, body = answer
        self.send_response(code)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged: addresses are nobody's business, and the page asks every ten seconds."""
