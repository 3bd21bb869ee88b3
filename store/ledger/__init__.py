"""The ledger: every case and file that ever appeared, each in exactly one state, and what happened to it.

It is the business state; Prefect's tables are only its servants. Modules beside hold the questions and the changes, as
functions of a `Ledger`; time is handed in by the caller and never read inside.
"""

from __future__ import annotations

from store.ledger.engine import Ledger, LedgerTooNew, open

__all__ = ["Ledger", "LedgerTooNew", "open"]
