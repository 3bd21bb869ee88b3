"""Checks of a case: what its papers say against each other, against arithmetic and against the rules of their time.

`judge` runs them all; `reconcile` gives the loan-by-loan table behind FIN-07b, `reconciliations` also those of long-term
borrowings and notes payable. `spread` puts three years side by side, with ratios.
"""

from checks._judge import judge
from checks._spread import spread
from checks.borrowings import reconcile, reconciliations

__all__ = ["judge", "reconcile", "reconciliations", "spread"]
