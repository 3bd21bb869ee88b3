"""Checks of a case: what its papers say against each other, against arithmetic and against the rules of their time.

`judge` runs them all; `reconcile` gives the loan-by-loan table behind FIN-07b, `reconciliations` also those of long-term
borrowings and notes payable. `spread` puts three years side by side, with ratios. `cash_plan` gives the money in and out until
the loan falls due, behind REP-001 to REP-003. `rules` tells every check with the dated parameters that it looks up; `tried`
judges by others.
"""

from checks._cash import cash_plan
from checks._judge import judge
from checks._parameters import BadParameter, tried
from checks._parameters import read as parameters
from checks._parameters import table as parameters_in_force
from checks._party_table import party_table
from checks._rules import Difference, differences, rules
from checks._spread import spread
from checks.borrowings import reconcile, reconciliations

__all__ = [
    "BadParameter",
    "Difference",
    "cash_plan",
    "differences",
    "judge",
    "parameters",
    "parameters_in_force",
    "party_table",
    "reconcile",
    "reconciliations",
    "rules",
    "spread",
    "tried",
]
