"""The re-check over real packages: what falls due is told once, flips are listed, the report is the day's."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, update

from flows import answering, recheck, recheck_notices, rejudge
from register import clock
from samples import _recording, _replay
from settings import Settings
from store import ledger as ledgers
from store.ledger import Ledger, cases, expiries, notices, rechecks
from store.ledger.records import CaseState
from store.ledger.tables import cases as table

DAY = date(2024, 6, 1)
NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
NAMES = ("clean_new_regime", "old_regime")


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The package.json of sample cases."""
    home, made = tmp_path_factory.mktemp("packages"), {}
    for name in NAMES:
        recording = _recording.load(_recording.path(name).read_bytes())
        content = _replay.package_of(_replay.replay(_replay.CASES / name, recording, home / name))
        made[name] = json.dumps(content, ensure_ascii=False)
    return made


@dataclass
class Desk:
    """A data directory with cases in its ledger."""

    settings: Settings
    ledger: Ledger
    contents: dict[str, str]

    def add(self, name: str, case_id: str, revision: int = 1, made_by: dict[str, str] | None = None) -> None:
        """A case, or a new revision of it, with a sample's package."""
        place = f"packages/{case_id}/{revision}"
        folder = self.settings.data / place
        folder.mkdir(parents=True)
        (folder / "package.json").write_text(self.contents[name], encoding="utf-8")
        (folder / "MANIFEST.json").write_text(json.dumps({"versions": made_by or {}}), encoding="utf-8")
        values = {"package": place, "revision": revision, "state": "packaged"}
        with self.ledger.begin() as connection:
            if not connection.execute(update(table).where(table.c.case_id == case_id).values(values)).rowcount:
                values |= {"case_id": case_id, "folder": name, "last_arrival": NOW, "created_at": NOW}
                connection.execute(insert(table).values(values))

    def change(self, name: str, old: str, new: str) -> None:
        """Have a sample say something else from now on."""
        assert old in self.contents[name]
        self.contents = {**self.contents, name: self.contents[name].replace(old, new)}

    def run(self, day: date = DAY) -> recheck.Done:
        return recheck.run(self.settings, self.ledger, datetime.combine(day, time(2), UTC))


@pytest.fixture
def desk(tmp_path: Path, contents: dict[str, str]) -> Iterator[Desk]:
    settings = Settings(data=tmp_path / "data")
    ledger = ledgers.open(settings)
    yield Desk(settings, ledger, contents)
    ledger.close()


def certificate(desk: Desk, case_id: str) -> expiries.Watched:
    return next(
        w for w in expiries.of_case(desk.ledger, case_id) if w.kind == "code_certificate" and w.state != "closed"
    )


def test_the_dates_of_every_package_are_registered_and_told_once(desk: Desk) -> None:
    desk.add("clean_new_regime", "C1")
    desk.add("old_regime", "C2")
    first, second = desk.run(), desk.run()
    assert first.fired > 0
    assert first.news
    assert second.fired == 0
    assert not second.news
    assert second.report.due == first.report.due, "the report is the day's, whoever makes it"
    kinds = {w.kind for c in ("C1", "C2") for w in expiries.of_case(desk.ledger, c)}
    assert kinds >= {
        "licence_term",
        "id_card",
        "code_certificate",
        "credit_report_age",
        "statement_age",
        "annual_report",
    }


def test_the_report_names_case_paper_and_date_and_no_person(desk: Desk, contents: dict[str, str]) -> None:
    desk.add("old_regime", "C2")
    done = desk.run()
    folder = Path(done.folder)
    assert {p.name for p in folder.iterdir()} == {"report.html", "report.json", "expiries.ics"}
    page, calendar = (folder / "report.html").read_text(), (folder / "expiries.ics").read_text()
    told = json.loads((folder / "report.json").read_text())
    assert told["due"][0]["case_id"] == "C2"
    assert "企业信用报告" in page or "信用报告时效" in page
    package = json.loads(contents["old_regime"])
    secrets = [package["case_name"], *(p["name"] for p in package["parties"])]
    secrets += [d["fields"]["id_number"]["value"] for d in package["documents"] if d["type"] == "resident_id_card"]
    for text in (page, calendar, json.dumps(told, ensure_ascii=False)):
        assert not [s for s in secrets if s in text]


def test_the_calendar_holds_every_dated_entry_in_lines_of_the_standards_length(desk: Desk) -> None:
    desk.add("old_regime", "C2")
    calendar = (Path(desk.run().folder) / "expiries.ics").read_bytes()
    assert calendar.count(b"BEGIN:VEVENT") == sum(1 for _ in expiries.watched(desk.ledger, "dated")) > 0
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert calendar.endswith(b"END:VCALENDAR\r\n")


def test_a_new_revision_with_a_newer_certificate_closes_the_older_date(desk: Desk) -> None:
    desk.add("old_regime", "C2")
    desk.run()
    before = certificate(desk, "C2")
    assert before.day is not None
    desk.change("old_regime", before.day.isoformat(), "2049-01-01")
    desk.add("old_regime", "C2", revision=2)
    desk.run(DAY + timedelta(1))
    assert certificate(desk, "C2").day == date(2049, 1, 1)
    old = next(w for w in expiries.of_case(desk.ledger, "C2") if w.id == before.id)
    assert (old.state, old.closed_why) == ("closed", "replaced")


def test_other_rules_flip_an_open_case_and_are_told_once(desk: Desk) -> None:
    package = json.loads(desk.contents["clean_new_regime"])
    finding = next(f for f in package["findings"] if f["verdict"] == "pass")
    finding["verdict"] = "fail"
    package["missing_documents"] = ["loan_card"]
    desk.contents = {**desk.contents, "clean_new_regime": json.dumps(package, ensure_ascii=False)}
    desk.add("clean_new_regime", "C1", made_by={"checks": "other"})
    done = desk.run()
    told = {f.check: f.told for f in done.report.flips}
    assert told == {finding["check"]: "不符 → 相符", "loan_card": "不再需要"}
    assert done.flipped == 1
    again = desk.run()
    assert again.flipped == 0
    assert again.report.flips == done.report.flips


def test_a_package_that_these_rules_made_is_not_judged_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    current = rejudge.versions_now(desk.settings)
    desk.add("clean_new_regime", "C1", made_by={"checks": current.checks})
    monkeypatch.setattr(rejudge, "replay", lambda package: pytest.fail("was judged again"))
    assert desk.run().flipped == 0


def test_a_package_that_an_older_engine_made_is_asked_for_anew_once(desk: Desk) -> None:
    current = rejudge.versions_now(desk.settings)
    desk.add("clean_new_regime", "C1", made_by={**current.model_dump(), "reader": "older"})
    desk.add("old_regime", "C2", made_by={**current.model_dump(), "heyan": "0.0.1"})
    assert rejudge.outdated(desk.ledger, desk.settings.data, current) == ["C1"]
    rechecks.asked(desk.ledger, "C1", current.key)
    assert rejudge.outdated(desk.ledger, desk.settings.data, current) == []


def test_a_package_that_cannot_be_read_is_named_and_leaves_the_others_alone(desk: Desk) -> None:
    desk.add("clean_new_regime", "C1")
    desk.add("old_regime", "C2")
    (desk.settings.data / "packages/C1/1/package.json").write_text("{")
    done = desk.run()
    assert done.fired > 0
    assert any("C1" in remark for remark in done.report.remarks)


def test_a_closed_case_is_neither_watched_nor_judged(desk: Desk) -> None:
    desk.add("old_regime", "C2")
    with desk.ledger.begin() as connection:
        connection.execute(update(table).values(state=CaseState.CLOSED))
    done = desk.run()
    assert (done.fired, done.report.coming) == (0, ())


def test_the_days_run_is_done_once_and_a_missed_one_at_once(desk: Desk) -> None:
    at = datetime(2024, 6, 1, 3, 0, tzinfo=clock.CHINA)
    assert recheck.is_due(desk.settings, desk.ledger, at), "there never was one"
    recheck.run(desk.settings, desk.ledger, at)
    assert not recheck.is_due(desk.settings, desk.ledger, at)
    assert not recheck.is_due(desk.settings, desk.ledger, at + timedelta(days=1)), "before its hour"
    assert recheck.is_due(desk.settings, desk.ledger, at + timedelta(days=1, hours=5))
    assert recheck.is_due(desk.settings, desk.ledger, at + timedelta(days=3)), "the machine was off"


def test_a_run_that_was_cut_short_is_done_again_to_the_same_report(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add("old_regime", "C2")
    with monkeypatch.context() as patch:
        patch.setattr("flows.recheck_report.write", lambda *a: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(OSError, match="full"):
            desk.run()
    run = rechecks.run_of(desk.ledger, DAY)
    assert run is not None
    assert run.finished_at is None
    done = desk.run()
    assert done.fired == 0
    assert len(done.report.due) > 0


def test_due_times_follow_the_calendar_and_papers_after_an_answer_start_a_new_term(desk: Desk) -> None:
    desk.add("old_regime", "C2")
    friday = datetime(2024, 9, 27, 10, tzinfo=clock.CHINA)
    values = {"state": "open", "revision": 0, "created_at": friday, "last_arrival": friday, "package": None}
    with desk.ledger.begin() as connection:
        connection.execute(update(table).values(values))
    answering.due_times(desk.settings, desk.ledger)
    case = cases.get(desk.ledger, "C2")
    assert case is not None
    assert case.due_at == datetime(2024, 9, 29, 17, 30, tzinfo=clock.CHINA), "the Sunday before the holiday is worked"
    later = friday + timedelta(days=20)
    with desk.ledger.begin() as connection:
        connection.execute(update(table).values(revision=1, last_arrival=later))
    answering.due_times(desk.settings, desk.ledger)
    case = cases.get(desk.ledger, "C2")
    assert case is not None
    assert case.due_at is not None
    assert case.due_at.date() == date(2024, 10, 18)
    done = recheck.run(desk.settings, desk.ledger, later + timedelta(days=7))
    assert [late.case_id for late in done.report.overdue] == ["C2"]


class Receiver(BaseHTTPRequestHandler):
    """A webhook that keeps what it gets, or refuses it."""

    got: ClassVar[list[str]] = []
    status: ClassVar[int] = 200

    def do_POST(self) -> None:
        self.got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def webhook() -> Iterator[str]:
    Receiver.got, Receiver.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_a_notice_goes_out_once_with_case_paper_date_and_manager_only(
    desk: Desk, webhook: str, contents: dict[str, str]
) -> None:
    package = json.loads(contents["old_regime"])
    package["records"] = [{"reviewer": "x", "at": "2024-01-01T00:00:00", "manager_a": "赵一"}]
    desk.contents = {"old_regime": json.dumps(package, ensure_ascii=False)}
    desk.settings = desk.settings.model_copy(update={"notice_urls": SecretStr(webhook)})
    desk.add("old_regime", "C2")
    done = desk.run()
    desk.run()
    sent = recheck_notices.deliver(desk.settings, desk.ledger, NOW + timedelta(hours=2))
    assert recheck_notices.deliver(desk.settings, desk.ledger, NOW + timedelta(hours=2)) == 0
    text = "".join(json.loads(got)["message"] for got in Receiver.got)
    assert sent == len(Receiver.got) >= 1
    assert text.count("案卷 C2") == len(done.report.due)
    assert "A角：赵一" in text
    secrets = [package["case_name"], *(p["name"] for p in package["parties"])]
    assert not [s for s in secrets if s in text]
    assert notices.counts(desk.ledger) == {"sent": sent}


def test_a_notice_that_is_refused_is_tried_again_and_ends_as_a_dead_letter(desk: Desk, webhook: str) -> None:
    desk.settings = desk.settings.model_copy(update={"notice_urls": SecretStr(webhook)})
    desk.add("old_regime", "C2")
    desk.run()
    Receiver.status = 500
    at, tries = NOW + timedelta(hours=2), 0
    while not notices.dead_letters(desk.ledger):
        recheck_notices.deliver(desk.settings, desk.ledger, at)
        at, tries = at + timedelta(days=2), tries + 1
        assert tries < 20
    assert tries == len(notices.BACK_OFF) + 1
    Receiver.status = 200
    assert notices.revive(desk.ledger, at) >= 1
    assert recheck_notices.deliver(desk.settings, desk.ledger, at) >= 1
    assert notices.dead_letters(desk.ledger) == []


def test_the_ledger_holds_no_address(desk: Desk, webhook: str) -> None:
    desk.settings = desk.settings.model_copy(update={"notice_urls": SecretStr(webhook)})
    desk.add("old_regime", "C2")
    desk.run()
    desk.ledger.close()
    for file in desk.settings.data.glob("ledger.sqlite3*"):
        assert webhook.encode() not in file.read_bytes()
    assert webhook not in repr(desk.settings)


def test_addresses_in_a_file_are_used_too(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "urls"
    file.write_text("# 部门\njson://localhost/a\n")
    both = desk.settings.model_copy(update={"notice_file": file, "notice_urls": SecretStr("json://localhost/b")})
    assert recheck_notices.addresses(both) == ("json://localhost/b", "json://localhost/a")
