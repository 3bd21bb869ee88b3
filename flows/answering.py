"""When each case must be answered: within one working day of its papers (工作手册 art. 9 and 10)."""

from __future__ import annotations

from register import clock
from settings import Settings
from store.ledger import cases
from store.ledger.engine import Ledger
from store.ledger.records import CaseState

_WAITING = tuple(state for state in CaseState if state.value in clock.WORKING)


def due_times(settings: Settings, ledger: Ledger) -> None:
    """Give every case that waits for an answer its due time; papers that come after an answer start a new term."""
    for case in cases.all_in(ledger, *_WAITING):
        again = case.revision > 0 and case.due_at is not None and case.due_at < case.last_arrival
        if case.due_at is None or again:
            received = case.last_arrival if case.revision else case.created_at
            cases.set_due(ledger, case.case_id, clock.due(received, settings.office_closes).at)
