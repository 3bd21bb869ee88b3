"""Who investigates and who reviews: three different managers (articles 10 to 13)."""

from __future__ import annotations

from itertools import combinations

from checks import _names
from checks._recorded import managers
from checks._registry import Outcome, check, failed, passed, unknown
from schemas.core import Case, Severity

_ROLES = {"manager_a": "A角", "manager_b": "B角", "third_manager": "第三客户经理"}


@check("EXP-002", title="A角、B角、第三客户经理", article="10-13", severity=Severity.BLOCKING)
def three_managers(case: Case) -> Outcome:
    """A, B and the third manager are three persons, by what was recorded last; nobody named yet decides nothing."""
    named = managers(case)
    shown = "，".join(f"{_ROLES[r]} {n}" for r, n in named.items())
    for one, other in combinations(named, 2):
        if _names.compare(named[one], named[other]) == _names.SAME:
            return failed(f"{_ROLES[one]}与{_ROLES[other]}为同一人：{named[one]}。")
    lacking = "、".join(title for role, title in _ROLES.items() if role not in named)
    if lacking:
        return unknown(f"{shown + '；' if shown else ''}尚未登记{lacking}，请在复核表中填写。")
    return passed(f"{shown}，三人各不相同；各自的意见和表格是否齐备见 IV-16。")
