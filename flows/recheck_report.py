"""The day's report from the ledger: page, JSON, calendar feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import checks
from datapackages.words import VERDICTS
from flows import rejudge
from register import clock, words
from register import report as reports
from register.calendar_feed import Event, feed
from register.report import Changed, Entry, Late, Report
from schemas.core import Verdict
from schemas.titles import type_title
from store import _atomic
from store.ledger import Ledger, cases, expiries, rechecks
from store.ledger import notices as queued
from store.ledger.expiries import Watched
from store.ledger.rechecks import CaseFlips, FlipCode
from store.ledger.records import CaseState

FOLDER = "rechecks"
COMING_DAYS = 60
_STATES = {"open": "收件中", "ready": "待处理", "working": "处理中", "needs_attention": "需人工处理"}
Places = Mapping[str, Path]
"""The newest package of each open case."""


def make(ledger: Ledger, places: Places, unreadable: list[str], today: date, now: datetime) -> Report:
    """The day's report."""
    manager = managers(places)
    fired = expiries.fired_on(ledger, today)
    missed: dict[int, list[int]] = {}
    for rung in fired:
        if not rung.newest:
            missed.setdefault(rung.watched.id, []).append(rung.rung)
    soon = today + timedelta(days=COMING_DAYS)
    listed = [w for w in expiries.watched(ledger) if not w.confirmed or (w.day is not None and today < w.day <= soon)]
    return Report(
        day=today,
        made_at=now.astimezone(clock.CHINA),
        due=tuple(
            _entry(f.watched, today, manager(f.watched.case_id), f.rung, missed.get(f.watched.id, ()))
            for f in fired
            if f.newest
        ),
        flips=tuple(c for case in rechecks.flipped_on(ledger, today) for c in _changed(case, manager)),
        overdue=tuple(_overdue(ledger, now)),
        coming=tuple(
            _entry(w, today, manager(w.case_id)) for w in listed if w.day is not None and today < w.day <= soon
        ),
        unconfirmed=tuple(_entry(w, today, manager(w.case_id)) for w in listed if not w.confirmed),
        counts=expiries.counts(ledger) | {f"notices_{k}": n for k, n in queued.counts(ledger).items()},
        remarks=tuple(_remarks(ledger, unreadable, now)),
    )


Manager = Callable[[str], str | None]
"""The A角 of a case."""


def managers(places: Places) -> Manager:
    """Looks up the A角 of cases in their packages, each once."""
    return cache(lambda case_id: rejudge.manager(places[case_id]) if case_id in places else None)


def _entry(
    found: Watched, today: date, manager: str | None, rung: int | None = None, missed: list[int] | tuple[()] = ()
) -> Entry:
    return Entry.model_construct(
        id=found.id,
        case_id=found.case_id,
        manager=manager,
        what=words.called(found.kind, found.document_type, found.field, found.role),
        kind=found.kind,
        document_type=found.document_type,
        document_id=found.document_id,
        field=found.field,
        role=found.role,
        day=found.day,
        rung=rung,
        missed_rungs=tuple(missed),
        confirmed=found.confirmed,
        distance=words.distance(found.day, today) if found.day else "",
    )


def _changed(case: CaseFlips, manager: Manager) -> Iterator[Changed]:
    for flip in case.flips:
        yield Changed(
            case_id=case.case_id,
            manager=manager(case.case_id),
            check=flip.check,
            title=check_title(flip.check),
            before=flip.before,
            after=flip.after,
            told=told(flip),
        )


@cache
def _titles() -> dict[str, str]:
    return {rule.check: rule.title for rule in checks.rules(date.today())}


def check_title(check: str) -> str:
    """The title of a check, or of the paper that is named instead of one."""
    return _titles().get(check) or type_title(check)


def told(flip: FlipCode) -> str:
    """What changed.

    >>> told(FlipCode(check="LIC-001", before="pass", after="warn"))
    '相符 → 关注'
    >>> told(FlipCode(check="loan_card", before="needed", after=None))
    '不再需要'
    """
    if rejudge.NEEDED in (flip.before, flip.after):
        return "需要补充" if flip.after else "不再需要"
    before, after = (VERDICTS[Verdict(v)] if v else "（没有这一项）" for v in (flip.before, flip.after))
    return f"{before} → {after}"


def _overdue(ledger: Ledger, now: datetime) -> Iterator[Late]:
    waiting = cases.all_in(ledger, *(CaseState(s) for s in clock.WORKING))
    late = [c for c in waiting if clock.is_overdue(c.state.value, c.due_at, now)]
    for case in sorted(late, key=lambda c: c.due_at or now):
        assert case.due_at is not None
        yield Late(case_id=case.case_id, due_at=case.due_at.astimezone(clock.CHINA), state=_STATES[case.state.value])


def _remarks(ledger: Ledger, unreadable: list[str], now: datetime) -> Iterator[str]:
    if unreadable:
        yield f"{len(unreadable)} 个案卷的数据包无法读取，其日期未能登记：{'、'.join(unreadable[:20])}。请用 heyan verify 检查。"
    dead = len(queued.dead_letters(ledger))
    if dead:
        yield f"{dead} 条提醒多次发送失败，请检查提醒地址后用 heyan recheck --resend 重发。"
    limit = clock.limit_said(now)
    if limit:
        yield f"{limit}。"


def write(data: Path, report: Report, ledger: Ledger, now: datetime) -> Path:
    """Write page, JSON and calendar feed; their folder.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    folder = data / FOLDER / report.day.isoformat()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    calendar = feed(_events(ledger), now).encode()
    _atomic.write(folder / "report.json", report.model_dump_json(by_alias=False, indent=1).encode())
    _atomic.write(folder / "report.html", reports.page(report))
    _atomic.write(folder / "expiries.ics", calendar)
    _atomic.write(data / FOLDER / "expiries.ics", calendar)
    return folder


def _events(ledger: Ledger) -> Iterator[Event]:
    for found in expiries.watched(ledger, "dated"):
        if found.day is not None:
            doubt = "" if found.confirmed else "（待核对）"
            what = words.called(found.kind, found.document_type, found.field, found.role)
            yield Event(
                uid=f"{found.case_id}-{found.id}@heyan",
                day=found.day,
                summary=f"{found.case_id} {what}到期{doubt}",
                alarms=(7,),
            )
