"""The status page over HTTP: what it shows, what it escapes, what it refuses."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from console.site import Site
from settings import Settings
from store import ledger as ledgers
from store.ledger.tables import cases, files, revisions

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
NAME = "<script>alert(1)</script>&\"'公司"
CASE = "C0123456789ab"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with one packaged case whose names are hostile."""
    data = tmp_path / "data"
    ledger = ledgers.open(Settings(data=data))
    with ledger.begin() as connection:
        connection.execute(
            insert(cases).values(
                case_id=CASE,
                folder=NAME,
                state="packaged",
                revision=1,
                package=f"packages/{CASE}/1",
                last_arrival=NOW,
                created_at=NOW,
            )
        )
        row = {"disk": "x", "disk_key": "x", "place": "archive", "size": 5, "mtime_ns": 1, "device": "1", "inode": "1"}
        when = {"seen_at": NOW, "changed_at": NOW, "state_at": NOW}
        note = "<img src=x onerror=alert(1)>"
        connection.execute(insert(files).values(case_id=CASE, path=NAME, state="packaged", note=note, **row, **when))
        made = {"package": f"packages/{CASE}/1", "content_key": "k", "made_at": NOW}
        connection.execute(insert(revisions).values(case_id=CASE, revision=1, **made))
    ledger.close()
    package = data / "packages" / CASE / "1"
    (package / "originals").mkdir(parents=True)
    (package / "report.html").write_text("报告")
    (package / "originals" / "report.html").write_text("<script>")
    (data / "secret.html").write_text("secret")
    return data


@pytest.fixture
def site(data: Path) -> Iterator[Site]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    site = Site(Settings(data=data), listening)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield site
    site.shutdown()
    thread.join()
    site.server_close()


def ask(site: Site, path: str, method: str = "GET", host: str | None = None) -> tuple[int, str, str]:
    """Status, text and content policy of an answer."""
    port = site.socket.getsockname()[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), answer.getheader("Content-Security-Policy") or ""
    connection.close()
    return found


@pytest.mark.parametrize("path", ["/", f"/case/{CASE}"])
def test_names_are_escaped(site: Site, path: str) -> None:
    status, text, policy = ask(site, path)
    assert status == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    assert "<img" not in text
    assert "default-src 'none'" in policy


def test_nothing_is_fetched_from_outside(site: Site) -> None:
    assert "://" not in ask(site, "/")[1]
    assert "://" not in ask(site, f"/case/{CASE}")[1]


def test_the_report_is_served_and_nothing_beside_it(site: Site) -> None:
    assert ask(site, f"/package/{CASE}/1/report.html")[:2] == (200, "报告")
    for path in (
        f"/package/{CASE}/1/originals/report.html",
        f"/package/{CASE}/1/../../../secret.html",
        f"/package/{CASE}/1/pages/..%2f..%2f..%2fsecret.html",
        f"/package/{CASE}/2/report.html",
        "/package/C000000000000/1/report.html",
        "/secret.html",
        "/case/C000000000000",
        "/receipt/../secret",
        f"/receipt/{CASE}",
    ):
        assert ask(site, path)[0] == 404, path


def test_a_link_in_a_package_leads_nowhere_else(site: Site, data: Path) -> None:
    (data / "packages" / CASE / "1" / "workbook.xlsx").symlink_to(data / "ledger.sqlite3")
    assert ask(site, f"/package/{CASE}/1/workbook.xlsx")[0] == 404


def test_the_receipt_is_served(site: Site, data: Path) -> None:
    receipt = data / "receipts" / CASE / "_回执.html"
    receipt.parent.mkdir(parents=True)
    receipt.write_text("回执")
    assert ask(site, f"/receipt/{CASE}")[:2] == (200, "回执")
    assert f"/receipt/{CASE}" in ask(site, f"/case/{CASE}")[1]


def test_it_only_shows(site: Site) -> None:
    assert ask(site, "/", method="POST")[0] == 501
    assert ask(site, "/", method="DELETE")[0] == 501
    assert ask(site, "/", method="HEAD")[:2] == (200, "")


def test_a_page_under_another_name_is_refused(site: Site) -> None:
    assert ask(site, "/", host="evil.example:80")[0] == 403
    assert ask(site, "/", host="localhost")[0] == 200


def test_machines_are_told(site: Site) -> None:
    assert json.loads(ask(site, "/health")[1]) == {"status": "ok"}
    status, text, _ = ask(site, "/ready")
    assert (status, json.loads(text)["down"]) == (503, ["watch", "work"])
    assert json.loads(ask(site, "/version")[1])["heyan"]
    metrics = ask(site, "/metrics")[1]
    assert 'heyan_cases{state="packaged"} 1\n' in metrics
    assert "公司" not in metrics


def test_a_ledger_that_cannot_be_read_is_said_and_asked_again(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ledger.sqlite3").write_bytes(b"this is no database" * 100)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    site = Site(Settings(data=tmp_path / "data"), listening)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        assert ask(site, "/")[0] == 503
        assert ask(site, "/health")[0] == 200
    finally:
        site.shutdown()
        thread.join()
        site.server_close()
