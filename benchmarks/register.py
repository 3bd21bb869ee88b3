"""The cost of a re-check by the number of registered dates: `python -m benchmarks.register [--dates N] [--write]`.

Registers dates of invented cases in a ledger (SQLite, durable writes as in service), lets a year of downtime pass and
re-checks: every date that ended fires its missed rungs, messages are queued, report, JSON and calendar are written. Then the
re-check of the next day, as it is on most days. `--write` stores the table in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import insert, update

from benchmarks.accuracy import filled
from flows import recheck, rejudge
from register.expiries import Expiry
from register.ladder import Ladder
from settings import Settings
from store import ledger as ledgers
from store.ledger import Ledger, expiries
from store.ledger.expiry_tables import rechecked
from store.ledger.tables import cases

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"
DATES_A_CASE = 10
FIRST = date(2026, 1, 5)
_BATCH = 500


def main(arguments: list[str] | None = None) -> int:
    """Print the table or store it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register", description="Re-checks by size.")
    parser.add_argument("--dates", type=int, default=100_000)
    parser.add_argument("--write", action="store_true", help="store the table in docs/reliability.md")
    chosen = parser.parse_args(arguments)
    table = markdown([measure(chosen.dates // part) for part in (8, 4, 2, 1)])
    if chosen.write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), "register", table), encoding="utf-8")
    else:
        print(table)
    return 0


def measure(dates: int) -> dict[str, float]:
    """Seconds of each step for so many dates."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(data=Path(home), notice_urls=SecretStr("json://localhost:9/"))
        ledger = ledgers.open(settings)
        start = time.perf_counter()
        _register(ledger, dates, settings)
        registered = time.perf_counter()
        first = _run(settings, ledger, FIRST)
        met = time.perf_counter()
        late = _run(settings, ledger, FIRST + timedelta(days=365))
        caught_up = time.perf_counter()
        quiet = _run(settings, ledger, FIRST + timedelta(days=366))
        end = time.perf_counter()
        ledger.close()
    return {
        "dates": dates,
        "register": registered - start,
        "first": met - registered,
        "first_rungs": first,
        "year": caught_up - met,
        "year_rungs": late,
        "day": end - caught_up,
        "day_rungs": quiet,
    }


def _run(settings: Settings, ledger: Ledger, day: date) -> int:
    return recheck.run(settings, ledger, datetime.combine(day, clock_time(1), UTC)).fired


def _register(ledger: Ledger, dates: int, settings: Settings) -> None:
    """Cases with their dates, as if their packages had been read."""
    rng, now = random.Random(7), datetime(2026, 1, 1, tzinfo=UTC)
    ids = [f"C{n:012x}" for n in range(dates // DATES_A_CASE)]
    known = {"folder": "x", "state": "packaged", "revision": 1, "last_arrival": now, "created_at": now}
    with ledger.begin() as connection:
        connection.execute(insert(cases), [{"case_id": i, "package": f"packages/{i}/1", **known} for i in ids])
    key = rejudge.collected_by(FIRST)
    for first in range(0, len(ids), _BATCH):
        found = [
            expiries.Collected(case_id=i, revision=1, key=f"1/{key}", entries=tuple(_entries(rng)))
            for i in ids[first : first + _BATCH]
        ]
        expiries.register(ledger, found, FIRST, Ladder())
    with ledger.begin() as connection:
        connection.execute(update(rechecked).values(judged=f"1/{rejudge.versions_now(settings).checks}"))


def _entries(rng: random.Random) -> Iterator[Expiry]:
    """Dates from half a year ago to ten years ahead."""
    for number in range(DATES_A_CASE):
        yield Expiry(
            subject=f"id_card:{number}",
            kind="id_card",
            document_type="resident_id_card",
            document_id=f"D{number:03d}",
            party_id="P01",
            role="applicant",
            field="valid_to",
            day=FIRST + timedelta(days=rng.randrange(-180, 3650)),
            state="dated",
            confirmed=rng.random() < 0.9,
        )


def markdown(rows: list[dict[str, float]]) -> str:
    """The table, with what each date costs."""
    head = (
        "| dates | registered | first re-check (rungs) | after a year's downtime (rungs) | the next day (rungs) | worst, µs a date |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: |\n"
    )
    return head + "\n".join(
        f"| {r['dates']:,.0f} | {r['register']:.1f} s | {r['first']:.1f} s ({r['first_rungs']:,.0f}) "
        f"| {r['year']:.1f} s ({r['year_rungs']:,.0f}) | {r['day']:.1f} s ({r['day_rungs']:,.0f}) "
        f"| {max(r['first'], r['year'], r['day']) / r['dates'] * 1e6:.0f} |"
        for r in rows
    )


if __name__ == "__main__":
    sys.exit(main())
