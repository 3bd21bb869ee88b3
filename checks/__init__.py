"""Checks of a case: what its papers say against each other, against arithmetic and against the rules of their time.

`judge` runs them all; `reconcile` gives the loan-by-loan table behind FIN-07b, `spread` three years side by side.
"""

from checks._judge import judge
from checks._spread import spread
from checks.borrowings import reconcile

__all__ = ["judge", "reconcile", "spread"]
