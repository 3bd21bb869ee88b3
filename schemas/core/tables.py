"""What the checks lay out beside their verdicts: tables that an investigator and a third manager read."""

from __future__ import annotations

from schemas.core._base import Record
from schemas.core.case import Reconciliation
from schemas.core.cash import CashPlan
from schemas.core.parties import PartySheet
from schemas.core.spread import Spread


class Tables(Record):
    """The tables of a case; each is left out where its papers are not there.

    `reconciliations` are named `borrowings`, `lt_borrowings` and `notes_payable`.
    """

    reconciliations: dict[str, Reconciliation] = {}
    spread: Spread | None = None
    cash_plan: CashPlan | None = None
    parties: tuple[PartySheet, ...] = ()
