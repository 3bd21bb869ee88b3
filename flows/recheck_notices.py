"""Messages to those in charge: queued with what they tell, sent with retries. They name cases by id."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import date, datetime

from flows import recheck_report
from register import clock, notices, words
from settings import Settings
from store.ledger import Ledger, expiries, rechecks
from store.ledger import notices as queued
from store.ledger.expiries import Fired
from store.ledger.rechecks import CaseFlips

log = logging.getLogger(__name__)


def addresses(settings: Settings) -> tuple[str, ...]:
    """Where notices go.

    Raises:
        OSError: the file of addresses cannot be read.
    """
    named = settings.notice_urls.get_secret_value() if settings.notice_urls else ""
    listed = settings.notice_file.read_text(encoding="utf-8") if settings.notice_file else ""
    return notices.addresses(f"{named}\n{listed}")


def queue(settings: Settings, ledger: Ledger, places: recheck_report.Places, today: date, now: datetime) -> int:
    """Queue messages about everything that is new, in the transaction that notes it as told; how many."""
    try:
        channels = [queued.channel(a) for a in addresses(settings)]
    except OSError as error:
        log.error("the file of notice addresses cannot be read, errno %s", error.errno)
        return 0
    manager, number = recheck_report.managers(places), 0
    with ledger.begin("queue_notices") as connection:
        fired, flips = expiries.untold(connection), rechecks.untold(connection)
        lines = [(manager(f.watched.case_id), _line(f)) for f in fired]
        lines += [(manager(c.case_id), line) for c in flips for line in _flip_lines(c)]
        for message in notices.messages(lines if channels else ()):
            body = message.model_dump(mode="json")
            key = hashlib.sha256(f"{today}/{now.isoformat()}/{number}/{body}".encode()).hexdigest()
            queued.queue(connection, today, now, key, channels, body)
            number += 1
        expiries.tell(connection, fired)
        rechecks.tell(connection, flips)
    return number


def _line(fired: Fired) -> notices.Line:
    found = fired.watched
    what = words.called(found.kind, found.document_type, found.field, found.role)
    return notices.Line(case_id=found.case_id, what=what, day=found.day, confirmed=found.confirmed)


def _flip_lines(case: CaseFlips) -> Iterator[notices.Line]:
    for flip in case.flips:
        yield notices.Line(
            case_id=case.case_id,
            what=f"{flip.check} {recheck_report.check_title(flip.check)}：{recheck_report.told(flip)}",
        )


def deliver(settings: Settings, ledger: Ledger, now: datetime, limit: int = 20) -> int:
    """Send what is waiting; how many messages went out. What cannot be sent is tried again later."""
    try:
        known = {queued.channel(a): a for a in addresses(settings)}
    except OSError:
        return 0
    delivered = 0
    for notice in queued.take(ledger, now, limit):
        fault = _send(known.get(notice.channel), notice, clock.today(now))
        if fault is None:
            queued.sent(ledger, notice, now)
            delivered += 1
        else:
            log.warning("notice %d was not delivered: %s", notice.id, fault)
            queued.failed(ledger, notice, now, fault, final=fault in ("no_such_channel", "bad_address", "no_body"))
    return delivered


def _send(address: str | None, notice: queued.Notice, today: date) -> str | None:
    if address is None:
        return "no_such_channel"
    if notice.body is None:
        return "no_body"
    title, body = notices.text(notices.Message.model_validate(notice.body), today)
    return notices.send(address, title, body)
