"""The clock's process: what it does every minute, what a fault leaves alone; the commands of those who keep the service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

import heyan
from flows import answering, recheck, retention
from flows import clock as clocks
from register.expiries import Expiry
from register.ladder import Ladder
from settings import Settings
from store import ledger as ledgers
from store.ledger import Ledger, cases, expiries, rechecks
from store.ledger.expiries import Collected
from store.ledger.records import CaseState
from store.ledger.tables import cases as table
from store.ledger.tables import revisions

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
runner = CliRunner()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    opened = ledgers.open(settings)
    with opened.begin() as connection:
        known = {"case_id": "C1", "folder": "x", "last_arrival": NOW, "created_at": NOW, "state": "packaged"}
        connection.execute(insert(table).values(revision=1, package="packages/C1/1", **known))
        made = {"case_id": "C1", "revision": 1, "package": "packages/C1/1", "content_key": "k", "made_at": NOW}
        connection.execute(insert(revisions).values(made))
    yield opened
    opened.close()


def watch(ledger: Ledger, day: date) -> None:
    """Register a date by hand."""
    entry = Expiry(
        subject="id_card:a",
        kind="id_card",
        document_type="resident_id_card",
        document_id="D001",
        party_id=None,
        role="applicant",
        field="valid_to",
        day=day,
        state="dated",
        confirmed=True,
    )
    expiries.register(ledger, [Collected(case_id="C1", revision=1, key="1", entries=(entry,))], day, Ladder())


def test_the_clock_rechecks_once_a_day_and_catches_up(settings: Settings, ledger: Ledger) -> None:
    time = [NOW]
    clock = clocks.Clock(settings, ledger, lambda: time[0])
    for hours in (0, 1, 23, 25, 24 * 7):
        time[0] = NOW + timedelta(hours=hours)
        clock.look()
        clock.look()
    days = [d for n in range(8) if rechecks.run_of(ledger, d := NOW.date() + timedelta(n))]
    assert days == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)]


def test_a_fault_in_one_part_leaves_the_others_alone_and_its_words_out_of_the_log(
    settings: Settings, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(recheck, "run", lambda *a: 1 / len(""))
    done: list[str] = []
    secret = ["甲乙", "机械"]
    monkeypatch.setattr(retention, "purge_due", lambda *a: done.append("purged"))
    monkeypatch.setattr(answering, "due_times", lambda *a: (_ for _ in ()).throw(ValueError("".join(secret))))
    clocks.Clock(settings, ledger, lambda: NOW).look()
    assert done == ["purged"]
    assert "ZeroDivisionError" in caplog.text
    assert "甲乙机械" not in caplog.text


def test_packages_of_an_older_version_are_asked_for_one_by_one_while_nothing_waits(
    settings: Settings, ledger: Ledger
) -> None:
    with ledger.begin() as connection:
        known = {"folder": "y", "last_arrival": NOW, "created_at": NOW, "state": "packaged", "revision": 1}
        connection.execute(insert(table).values(case_id="C2", package="packages/C2/1", **known))
    clock = clocks.Clock(settings, ledger, lambda: NOW)
    clock.look()
    assert len(cases.all_in(ledger, CaseState.READY)) == 1
    clock.look()
    assert len(cases.all_in(ledger, CaseState.READY)) == 1, "the first is not done yet"


def test_recheck_by_hand_ends_with_7_when_something_is_due_and_then_with_0(settings: Settings, ledger: Ledger) -> None:
    watch(ledger, date(2026, 3, 5))
    words = ["recheck", "--as-of", "2026-03-02", "--data", str(settings.data), "--json"]
    first = runner.invoke(heyan.app, words)
    assert first.exit_code == 7, first.output
    told = json.loads(first.stdout)
    assert (told["fired"], told["due"][0]["case_id"], told["due"][0]["distance"]) == (1, "C1", "还有 3 天")
    assert Path(told["folder"], "report.html").is_file()
    assert runner.invoke(heyan.app, words).exit_code == 0


def test_a_snooze_by_hand_needs_a_day_and_a_reason(settings: Settings, ledger: Ledger) -> None:
    watch(ledger, date(2026, 3, 5))
    (found,) = expiries.of_case(ledger, "C1")
    words = ["recheck", "--data", str(settings.data), "--snooze", str(found.id)]
    assert runner.invoke(heyan.app, words).exit_code == 2
    assert runner.invoke(heyan.app, [*words, "--until", "2026-03-09", "--reason", "新证在办"]).exit_code == 0
    quiet = runner.invoke(heyan.app, ["recheck", "--as-of", "2026-03-06", "--data", str(settings.data)])
    assert quiet.exit_code == 0, quiet.output
    loud = runner.invoke(heyan.app, ["recheck", "--as-of", "2026-03-09", "--data", str(settings.data)])
    assert loud.exit_code == 7
    assert "已过 4 天" in loud.stdout


def test_a_case_is_closed_held_and_opened_again_by_hand(settings: Settings, ledger: Ledger) -> None:
    def said(*words: str) -> int:
        return runner.invoke(heyan.app, ["close", *words, "--data", str(settings.data)]).exit_code

    assert said("C1") == 0
    assert said("C1", "--hold") == 0
    case = cases.get(ledger, "C1")
    assert case is not None
    assert (case.state, case.hold) == (CaseState.CLOSED, True)
    assert said("C1", "--reopen") == 0
    assert said("C1", "--hold", "--release") == 2
    assert said("C9") == 2


def test_backup_and_restore_by_hand(settings: Settings, ledger: Ledger, tmp_path: Path) -> None:
    watch(ledger, date(2026, 3, 5))
    made = runner.invoke(heyan.app, ["backup", str(tmp_path / "b"), "--data", str(settings.data), "--json"])
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["rows"] >= 3
    words = ["restore", str(tmp_path / "b"), "--data", str(tmp_path / "fresh")]
    assert runner.invoke(heyan.app, words).exit_code == 5, "the ledger names a package that never was"
    assert runner.invoke(heyan.app, words).exit_code == 2, "it is not empty any more"


@pytest.mark.parametrize("words", [["recheck"], ["close", "C1"], ["backup", "b"], ["recheck", "--resend"]])
def test_without_a_ledger_nothing_is_made_and_the_command_says_so(tmp_path: Path, words: list[str]) -> None:
    done = runner.invoke(heyan.app, [*words, "--data", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert not (tmp_path / "none").exists()
