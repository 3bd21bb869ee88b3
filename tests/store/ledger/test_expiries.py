"""The register in the ledger: every rung once, with downtime, two schedulers, jumping clocks, newer scans and snoozes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import URL, delete, insert, select

from register.expiries import Expiry
from register.ladder import Ladder
from store.ledger import Ledger, expiries
from store.ledger.engine import open_url
from store.ledger.expiries import Collected
from store.ledger.expiry_tables import expiries as table
from store.ledger.expiry_tables import recheck_runs, rechecked, rungs, snoozes
from store.ledger.tables import cases, metadata

DAY = date(2026, 6, 30)
LADDER = Ladder()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def a_case(ledger: Ledger, case_id: str = "C1", state: str = "packaged", folder: str = "x") -> None:
    """A case without files."""
    with ledger.begin() as connection:
        connection.execute(
            insert(cases).values(
                case_id=case_id, folder=folder, state=state, revision=1, last_arrival=NOW, created_at=NOW, package="p"
            )
        )


def entry(day: date | None = DAY, subject: str = "id_card:a", confirmed: bool = True) -> Expiry:
    """A date of an identity card."""
    return Expiry(
        subject=subject,
        kind="id_card",
        document_type="resident_id_card",
        document_id="D001",
        party_id="P01",
        role="applicant",
        field="valid_to",
        day=day,
        state="dated" if day else "long_term",
        confirmed=confirmed,
    )


def collect(
    ledger: Ledger, *entries: Expiry, case_id: str = "C1", revision: int = 1, today: date = date(2026, 1, 1)
) -> None:
    found = Collected(case_id=case_id, revision=revision, key=str(revision), entries=entries)
    expiries.register(ledger, [found], today, LADDER)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with one case."""
    opened = open_url(URL.create("sqlite", database=str(tmp_path / "ledger.sqlite3")))
    a_case(opened)
    yield opened
    opened.close()


def fired(ledger: Ledger) -> list[tuple[int, bool]]:
    """All rungs with whether each was told by itself, in order."""
    with ledger.read() as connection:
        return [(r, n) for r, n in connection.execute(select(rungs.c.rung, rungs.c.newest).order_by(rungs.c.rung))]


def test_the_migrations_make_the_tables_that_the_code_uses(ledger: Ledger) -> None:
    with ledger.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_rung_fires_on_its_day_and_only_once(ledger: Ledger) -> None:
    collect(ledger, entry())
    seen = {}
    for n in range(200):
        today = date(2026, 4, 1) + timedelta(n)
        for _ in range(2):
            if expiries.fire(ledger, today, LADDER):
                seen[(today - DAY).days] = len(expiries.fired_on(ledger, today))
    assert seen == dict.fromkeys([-60, -30, -7, 0, *range(7, 110, 7)], 1)


def test_after_downtime_all_missed_rungs_count_as_fired_and_the_last_one_tells(ledger: Ledger) -> None:
    collect(ledger, entry())
    expiries.fire(ledger, date(2026, 5, 1), LADDER)
    assert expiries.fire(ledger, DAY + timedelta(15), LADDER) == 5
    assert fired(ledger) == [(-60, True), (-30, False), (-7, False), (0, False), (7, False), (14, True)]


def test_a_date_long_past_when_it_is_met_fires_once_and_not_for_every_week(ledger: Ledger) -> None:
    collect(ledger, entry(date(2012, 1, 1)))
    assert expiries.fire(ledger, date(2026, 1, 1), LADDER) == 1
    assert expiries.fire(ledger, date(2026, 1, 1), LADDER) == 0
    assert expiries.fire(ledger, date(2026, 1, 8), LADDER) == 1


@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-80, 60)), min_size=1, max_size=20))
def test_two_schedulers_whose_clocks_jump_fire_each_rung_exactly_once(
    ledger: Ledger, visits: list[tuple[str, int]]
) -> None:
    with ledger.begin() as connection:
        for emptied in (rungs, snoozes, recheck_runs, table, rechecked):
            connection.execute(delete(emptied))
    collect(ledger, entry())
    schedulers = {"a": ledger, "b": open_url(ledger.engine.url)}
    total = sum(expiries.fire(schedulers[who], DAY + timedelta(n), LADDER) for who, n in visits)
    schedulers["b"].close()
    rungs_fired = [r for r, _ in fired(ledger)]
    assert total == len(rungs_fired)
    met = [r for _, n in visits if (r := LADDER.reached(DAY, DAY + timedelta(n))) is not None]
    last = max((n for _, n in visits), default=0)
    assert rungs_fired == [r for r in (-60, -30, -7, 0, *range(7, 70, 7)) if met and met[0] <= r <= last]


def test_schedulers_at_the_same_moment_share_the_rungs(ledger: Ledger) -> None:
    collect(ledger, *(entry(DAY + timedelta(n % 50), f"id_card:{n}") for n in range(3000)))
    counted: Counter[str] = Counter()

    def work(name: str) -> None:
        mine = open_url(ledger.engine.url)
        for n in range(0, 60, 10):
            counted[name] += expiries.fire(mine, DAY + timedelta(n - 30), LADDER)
        mine.close()

    threads = [threading.Thread(target=work, args=(f"{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counted.values()) == len(fired(ledger)) > 3000


def test_a_newer_scan_closes_the_older_date(ledger: Ledger) -> None:
    collect(ledger, entry())
    collect(ledger, entry(date(2046, 6, 30)), revision=2, today=date(2026, 5, 5))
    old, new = expiries.of_case(ledger, "C1")
    assert (old.state, old.closed_why, old.closed_on) == ("closed", "replaced", date(2026, 5, 5))
    assert (new.state, new.day) == ("dated", date(2046, 6, 30))
    assert expiries.fire(ledger, DAY, LADDER) == 0


def test_a_paper_that_left_the_case_is_no_longer_watched_and_comes_back_with_its_rungs(ledger: Ledger) -> None:
    collect(ledger, entry())
    expiries.fire(ledger, date(2026, 6, 1), LADDER)
    collect(ledger, revision=2)
    assert [w.closed_why for w in expiries.of_case(ledger, "C1")] == ["gone"]
    collect(ledger, entry(), revision=3)
    assert expiries.fire(ledger, date(2026, 6, 2), LADDER) == 0
    assert [w.state for w in expiries.of_case(ledger, "C1")] == ["dated"]


def test_a_person_confirms_a_date_and_its_rungs_stay(ledger: Ledger) -> None:
    collect(ledger, entry(confirmed=False))
    assert expiries.fire(ledger, DAY, LADDER) == 1
    assert expiries.counts(ledger)["unconfirmed"] == 1
    collect(ledger, entry(), revision=2)
    assert expiries.counts(ledger)["unconfirmed"] == 0
    assert expiries.fire(ledger, DAY, LADDER) == 0


def test_an_open_end_is_registered_and_never_due(ledger: Ledger) -> None:
    collect(ledger, entry(None))
    assert expiries.fire(ledger, date(2099, 1, 1), LADDER) == 0
    assert expiries.counts(ledger)["long_term"] == 1


def test_a_snooze_is_silent_and_what_was_missed_is_told_as_one(ledger: Ledger) -> None:
    collect(ledger, entry())
    (watched,) = expiries.watched(ledger)
    expiries.snooze(ledger, watched.id, date(2026, 7, 2), "新证正在办理", NOW)
    assert expiries.fire(ledger, date(2026, 7, 1), LADDER) == 0
    assert expiries.fire(ledger, date(2026, 7, 2), LADDER) == 1
    assert expiries.snoozes_of(ledger, watched.id) == [(date(2026, 7, 2), "新证正在办理")]
    with pytest.raises(expiries.NotRegistered):
        expiries.snooze(ledger, 99, DAY, "", NOW)


def test_a_closed_case_is_not_watched(ledger: Ledger) -> None:
    a_case(ledger, "C2", state="closed")
    collect(ledger, entry(), case_id="C2")
    expiries.close_cases(ledger, date(2026, 2, 2))
    assert [w.closed_why for w in expiries.of_case(ledger, "C2")] == ["case_closed"]


def test_an_end_at_the_last_day_of_the_calendar_is_no_fault(ledger: Ledger) -> None:
    collect(ledger, entry(date.max), entry(date.min, "id_card:b"))
    assert expiries.fire(ledger, date(2026, 1, 1), LADDER) == 1
