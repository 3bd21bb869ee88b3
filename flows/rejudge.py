"""What the re-check asks of each open case's newest package: its dates, and what the rules of today say otherwise."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import checks
from datapackages import places
from datapackages.loaded import case_of
from flows import stages
from flows.replay import NotThere, Replay, replay
from ocr.versions import reader
from register.expiries import Limits, expiries_of
from register.ladder import Ladder
from schemas.core import Record
from settings import Settings
from store import versions
from store.ledger import Ledger, cases, expiries, rechecks
from store.ledger.rechecks import FlipCode, Memory
from store.ledger.records import CaseRow, CaseState

log = logging.getLogger(__name__)

OPEN = (CaseState.OPEN, CaseState.READY, CaseState.WORKING, CaseState.PACKAGED, CaseState.NEEDS_ATTENTION)
_BATCH = 200
_NONE = Memory(case_id="", collected=None, judged=None, asked=None, flips=())
NEEDED = "needed"
"""Stands as a verdict for a paper that is required and missing."""


class Versions(Record):
    """What code would read, understand and judge a case now."""

    reader: str
    understanding: str
    checks: str

    @property
    def key(self) -> str:
        """One name for all of them."""
        return hashlib.sha256(f"{self.reader}/{self.understanding}/{self.checks}".encode()).hexdigest()[:16]


def versions_now(settings: Settings) -> Versions:
    """The versions of this installation."""
    return Versions(
        reader=reader(settings.ocr_engine),
        understanding=versions.of(*stages.UNDERSTANDING),
        checks=versions.of(*stages.JUDGEMENT),
    )


def limits(today: date) -> Limits:
    """The days and dates that the register needs, from the dated parameters of the checks."""
    table = checks.parameters_in_force()

    def value(name: str) -> str:
        entries = table[name]
        return next((e.value for e in reversed(entries) if e.since <= today), entries[0].value)

    return Limits(
        credit_report_days=int(value("credit_report_fresh_days")),
        income_proof_days=int(value("income_proof_days")),
        statement_days=int(value("statement_age_days")),
        old_licences_end=date.fromisoformat(value("old_licences_end")),
        longest_capital_term=date.fromisoformat(value("capital_latest_due")),
    )


def open_cases(ledger: Ledger) -> list[CaseRow]:
    """The cases that are not closed and have a package."""
    return [case for case in cases.all_in(ledger, *OPEN) if case.package is not None]


def collected_by(today: date) -> str:
    """One name for the code and the limits that dates are collected by."""
    return hashlib.sha256(f"{versions.of('register')}/{limits(today).model_dump_json()}".encode()).hexdigest()[:16]


def collect(ledger: Ledger, data: Path, found: list[CaseRow], today: date, ladder: Ladder) -> list[str]:
    """Register the dates of every package that is new since the last time; the ids of cases whose package cannot be read."""
    wanted, made_by = limits(today), collected_by(today)
    known = expiries.collected(ledger)
    fresh = [c for c in found if known.get(c.case_id) != f"{c.revision}/{made_by}"]
    unreadable: list[str] = []
    for first in range(0, len(fresh), _BATCH):
        batch = fresh[first : first + _BATCH]
        read = list(_collected(data, batch, wanted, made_by, unreadable))
        expiries.register(ledger, read, today, ladder)
    return unreadable


def _collected(
    data: Path, batch: list[CaseRow], wanted: Limits, made_by: str, unreadable: list[str]
) -> Iterator[expiries.Collected]:
    for row in batch:
        try:
            case = case_of(data / str(row.package))
        except NotThere:
            log.warning("%s: its package cannot be read", row.case_id)
            unreadable.append(row.case_id)
            continue
        # The ledger's id: a package may have been made under another.
        case = case.model_copy(update={"case_id": row.case_id})
        entries = expiries_of(case, wanted)
        yield expiries.Collected(
            case_id=row.case_id, revision=row.revision, key=f"{row.revision}/{made_by}", entries=entries
        )


def judge(ledger: Ledger, data: Path, found: list[CaseRow], now: Versions, today: date) -> int:
    """Judge again every package that other rules judged; how many cases have something new."""
    known, changed = rechecks.memories(ledger), 0
    for row in found:
        key = f"{row.revision}/{now.checks}"
        if known.get(row.case_id, _NONE).judged == key:
            continue
        flips = _flips(data / str(row.package), now)
        if flips is not None:
            changed += rechecks.judged(ledger, row.case_id, key, flips, today)
    return changed


def _flips(package: Path, now: Versions) -> list[FlipCode] | None:
    """What the rules of today say otherwise; null when the package cannot be read."""
    if made_by(package).get("checks") == now.checks:
        return []
    try:
        return list(_codes(replay(package)))
    except NotThere:
        return None


def _codes(found: Replay) -> Iterator[FlipCode]:
    for flip in found.flips:
        yield FlipCode(check=flip.check, before=flip.before, after=flip.after)
    for type_ in sorted(set(found.missing) ^ set(found.missing_before)):
        needed = type_ in found.missing
        yield FlipCode(check=type_, before=None if needed else NEEDED, after=NEEDED if needed else None)


def made_by(package: Path) -> Mapping[str, str]:
    """The versions that made a package; empty when it does not say."""
    try:
        content = json.loads((package / places.MANIFEST).read_bytes())["versions"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return content if isinstance(content, dict) else {}


def outdated(ledger: Ledger, data: Path, now: Versions) -> list[str]:
    """The open cases whose package other code made, and of which no new one was asked for yet."""
    known = rechecks.memories(ledger)
    idle = cases.all_in(ledger, CaseState.PACKAGED)
    waiting = [c for c in idle if c.package and known.get(c.case_id, _NONE).asked != now.key]
    return [c.case_id for c in waiting if dict(made_by(data / str(c.package))) != _merged(data / str(c.package), now)]


def _merged(package: Path, now: Versions) -> dict[str, str]:
    return {**made_by(package), **now.model_dump()}


def manager(package: Path) -> str | None:
    """The A角 whom a person named last, from the package."""
    try:
        records = json.loads((package / places.PACKAGE).read_bytes()).get("records", ())
        named = [r["manager_a"] for r in records if r.get("manager_a")]
    except (OSError, ValueError, AttributeError, TypeError):
        return None
    return str(named[-1]) if named else None
