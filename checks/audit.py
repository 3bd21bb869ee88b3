"""The auditor's opinion (D.4, 5.1.4)."""

from __future__ import annotations

from collections.abc import Callable

from checks import _names
from checks._facts import best, facts, field_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import has_statements
from schemas.core import Case, Document, Severity
from schemas.titles import VALUES

_MAKE: dict[str, tuple[Callable[..., Outcome], str]] = {
    "unqualified": (passed, ""),
    "emphasis": (warned, "，请阅读强调事项"),
    "qualified": (warned, "，请阅读保留的事项及其影响"),
    "adverse": (failed, "，报表不能作为判断依据"),
    "disclaimer": (failed, "，报表不能作为判断依据"),
}


@check("FS-012", title="审计意见", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def audited(case: Case) -> Outcome:
    """An unqualified opinion passes; emphasis, qualification or no opinion warns; adverse or disclaimed fails."""
    reports = [d for d in case.of_type("audit_report") if _ours(case, d)]
    return worst((_opinion(d) for d in reports), unknown("没有申请人的审计报告，报表是否经审计不能确定。"))


def _ours(case: Case, report: Document) -> bool:
    """Whether the report is on the applicant, as far as its name tells."""
    theirs, ours = field_of(report, "company_name"), best(facts(case, "business_licence.company_name"))
    if theirs.value is None or ours is None:
        return True
    return _names.distance(theirs.text, ours.text) <= _SLIPS


_SLIPS = 2
"""Characters in which a company's name may be misread; a name that differs by more is another company's."""


def _opinion(report: Document) -> Outcome:
    """What one report says."""
    opinion, end = field_of(report, "opinion"), field_of(report, "period_end")
    year = f"{end.day.year} 年度" if end.day else ""
    if opinion.value is None and not opinion.unread:
        return warned(f"{year}审计报告没有发表审计意见", opinion, field_of(report, "report_number"), end)
    if opinion.text not in _MAKE or not opinion.usable:
        return unknown(f"{year}审计报告的意见没有读到或待人工复核", opinion)
    make, advice = _MAKE[opinion.text]
    return make(f"{year}审计报告为{VALUES['opinion'][opinion.text]}{advice}", opinion, end)
