"""The ledger: migrations, one change whole or not at all, claims under a lease."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import store.ledger as ledgers
from intake.scan import Entry, Scan
from settings import Settings
from store.ledger import arrivals, cases, events, files, sightings
from store.ledger.arrivals import Kept
from store.ledger.engine import HEAD, Ledger, LedgerTooNew, alembic_config
from store.ledger.records import CaseState, Claim, FileOutcome, FileState, LeaseLost, Made
from store.ledger.tables import metadata

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    found = ledgers.open(settings)
    yield found
    found.close()


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def fill(ledger: Ledger, *names: str, case: str = "甲") -> None:
    """A ready case with stable files."""
    entries = tuple(Entry(case, n, f"{case}/{n}", 3, 1, "1", n) for n in names)
    sightings.sight(ledger, NOW, Scan(entries, {}, frozenset()), lambda folder: (f"C{folder}", folder))
    seen = [f for f in arrivals.arriving(ledger, NOW) if f.path in names]
    arrivals.settle(ledger, NOW, [Kept(file=f, sha256=f.path * 3) for f in seen])
    assert arrivals.make_ready(ledger, NOW, 0, {}) == [f"C{case}"]


def claimed(ledger: Ledger, now: datetime = NOW, owner: str = "w") -> Claim:
    held = cases.claim(ledger, now, owner, 60)
    assert held is not None
    return held


def test_an_empty_database_is_brought_up_to_the_tables_of_today(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    for module in pkgutil.iter_modules(ledgers.__path__):
        importlib.import_module(f"store.ledger.{module.name}")
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_opening_again_changes_nothing(settings: Settings, ledger: Ledger) -> None:
    fill(ledger, "a")
    again = ledgers.open(settings)
    assert len(files.of_case(again, "C甲")) == 1
    again.close()


def test_a_ledger_of_a_newer_heyan_is_left_alone(settings: Settings, ledger: Ledger) -> None:
    with ledger.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerTooNew):
        ledgers.open(settings)


def test_the_database_is_durable_and_waits_for_others(ledger: Ledger) -> None:
    with ledger.read() as connection:
        pragmas = [connection.execute(text(f"PRAGMA {p}")).scalar() for p in ("journal_mode", "synchronous")]
        assert pragmas == ["wal", 2]
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 30_000


def test_a_change_that_is_interrupted_leaves_no_trace(ledger: Ledger) -> None:
    def fault(point: str) -> None:
        if point == "before claim":
            raise KeyboardInterrupt

    fill(ledger, "a")
    before = len(events.of_case(ledger, "C甲"))
    ledger.fault = fault
    with pytest.raises(KeyboardInterrupt):
        cases.claim(ledger, NOW, "w", 60)
    case = cases.get(ledger, "C甲")
    assert case is not None
    assert (case.state, case.attempts, len(events.of_case(ledger, "C甲"))) == (CaseState.READY, 0, before)


def test_a_case_is_claimed_by_one(settings: Settings, ledger: Ledger) -> None:
    fill(ledger, "a", "b")
    other = ledgers.open(settings)
    held = claimed(ledger)
    assert cases.claim(other, NOW, "other", 60) is None
    assert {f.state for f in held.files} == {FileState.CLAIMED}
    other.close()


def test_a_finished_case_has_its_package_and_every_file_its_outcome(ledger: Ledger) -> None:
    fill(ledger, "a", "b")
    held = claimed(ledger)
    bad = next(f.id for f in held.files if f.path == "b")
    outcome = FileOutcome(state=FileState.QUARANTINED, reason="encrypted", note="设有密码")
    made = Made(path="packages/C/1", content_key="k", kind="company", changes={"fields": []})
    assert cases.finish(ledger, held, NOW, made, {bad: outcome}) is CaseState.PACKAGED
    assert {f.path: (f.state, f.reason) for f in files.of_case(ledger, "C甲")} == {
        "a": ("packaged", None),
        "b": ("quarantined", "encrypted"),
    }
    (revision,) = cases.revisions_of(ledger, "C甲")
    assert (revision.revision, revision.package, revision.changes_json) == (1, "packages/C/1", {"fields": []})
    case = cases.get(ledger, "C甲")
    assert case is not None
    assert (case.kind, case.lease_owner, case.attempts) == ("company", None, 0)


def test_a_case_without_a_readable_file_needs_attention(ledger: Ledger) -> None:
    fill(ledger, "a")
    assert cases.finish(ledger, claimed(ledger), NOW, None, {}) is CaseState.NEEDS_ATTENTION
    assert cases.revisions_of(ledger, "C甲") == []


def test_a_fault_is_tried_three_times_with_pauses(ledger: Ledger) -> None:
    fill(ledger, "a")
    assert cases.fail(ledger, claimed(ledger), NOW, "BrokenProcessPool", retryable=True) is CaseState.READY
    assert cases.claim(ledger, later(1), "w", 60) is None
    second = claimed(ledger, later(30))
    assert (second.attempt, second.files[0].state) == (2, FileState.CLAIMED)
    assert cases.fail(ledger, second, later(30), "BrokenProcessPool", retryable=True) is CaseState.READY
    third = claimed(ledger, later(300))
    assert cases.fail(ledger, third, later(300), "BrokenProcessPool", retryable=True) is CaseState.NEEDS_ATTENTION
    assert [f.state for f in files.of_case(ledger, "C甲")] == [FileState.STABLE]
    assert cases.ask_again(ledger, "C甲", later(400), "by_hand")
    assert claimed(ledger, later(400)).attempt == 1


def test_a_bug_is_not_tried_again(ledger: Ledger) -> None:
    fill(ledger, "a")
    assert cases.fail(ledger, claimed(ledger), NOW, "KeyError", retryable=False) is CaseState.NEEDS_ATTENTION


def test_a_lease_that_is_renewed_is_kept(ledger: Ledger) -> None:
    fill(ledger, "a")
    held = cases.renew(ledger, claimed(ledger), later(50), 60)
    assert cases.release_expired(ledger, later(100)) == []
    assert held.lease_until == later(110)
    assert cases.release_expired(ledger, later(111)) == ["C甲"]


def test_who_comes_too_late_changes_nothing(ledger: Ledger) -> None:
    fill(ledger, "a")
    late = claimed(ledger)
    cases.release_expired(ledger, later(100))
    held = claimed(ledger, later(200), "other")
    made = Made(path="packages/C/1", content_key="late")
    for call in (
        lambda: cases.finish(ledger, late, later(201), made, {}),
        lambda: cases.renew(ledger, late, later(201), 60),
        lambda: cases.fail(ledger, late, later(201), "x", retryable=True),
        lambda: cases.read(ledger, late, later(201), late.files[0].id),
    ):
        with pytest.raises(LeaseLost):
            call()
    cases.finish(ledger, held, later(202), made.model_copy(update={"content_key": "right"}), {})
    assert [r.content_key for r in cases.revisions_of(ledger, "C甲")] == ["right"]


def test_a_file_of_a_claim_may_be_told_as_read(ledger: Ledger) -> None:
    fill(ledger, "a")
    held = claimed(ledger)
    cases.read(ledger, held, NOW, held.files[0].id)
    assert files.counts(ledger)[FileState.READ] == 1
    cases.finish(ledger, held, NOW, Made(path="p", content_key="k"), {})
    assert files.counts(ledger)[FileState.PACKAGED] == 1


def test_times_need_a_zone(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="zone"):
        cases.claim(ledger, datetime(2026, 1, 1), "w", 60)
