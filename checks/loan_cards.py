"""The loan card, while there were loan cards: its status and its yearly review (5.1.4(7))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks import _credit_report, _papers, _parameters
from checks._facts import Fact, facts, field_of
from checks._registry import Outcome, check, failed, passed, unknown, worst
from schemas.core import Case, Severity


def _before_abolition(case: Case) -> str | None:
    """Applies to companies until loan cards were abolished; to sole proprietors who show a card or a report."""
    reason = _papers.incorporated(case)
    if reason and not (case.of_type("loan_card") or case.of_type("credit_report")):
        return reason
    end = _parameters.day("loan_card_abolished")
    return None if case.as_of < end else f"{end.isoformat()} 起贷款卡发放和年审取消。"


@check(
    "CR-003",
    title="贷款卡状态和年审",
    article="5.1.4(7)",
    severity=Severity.HIGH,
    by_date=True,
    applies=_before_abolition,
)
def card_in_force(case: Case) -> Outcome:
    """The card's status is normal, and it was reviewed within the last twelve months."""
    outcomes = [*_status(case), *_review(case)]
    return worst(outcomes, unknown("没有读到贷款卡状态或年审记录，请看贷款卡和信用报告。"))


def _status(case: Case) -> Iterator[Outcome]:
    """The status that the newest report prints."""
    report = _credit_report.newest(case)
    status = field_of(report, "loan_card_status") if report else None
    if status is None or status.value is None:
        return
    if not status.usable:
        yield unknown("贷款卡状态待人工复核", status)
    elif "正常" in status.text or "有效" in status.text:
        yield passed(f"贷款卡状态{status.text}", status)
    else:
        yield failed(f"贷款卡状态为「{status.text}」", status)


def _review(case: Case) -> Iterator[Outcome]:
    """The last review by its date in the report, else by the years on the card."""
    report = _credit_report.newest(case)
    day = field_of(report, "last_review_date") if report else None
    years = [f for f in facts(case, "loan_card.annual_inspection_years")]
    if day is not None and day.usable and day.day is not None:
        yield _by_day(case, day, day.day)
    elif any(f.usable for f in years):
        yield _by_year(case, years)
    elif years or (day is not None and day.value is not None):
        yield unknown("贷款卡年审记录待人工复核", day, *years)


def _by_day(case: Case, fact: Fact, reviewed: date) -> Outcome:
    """Whether the review lies within the months allowed."""
    months = _parameters.days("loan_card_review_months", case.as_of)
    message = f"最近一次年审 {reviewed.isoformat()}，距 {case.as_of.isoformat()}"
    if reviewed >= _months_before(case.as_of, months):
        return passed(f"{message}不超过 {months} 个月", fact)
    return failed(f"{message}超过 {months} 个月，应补办年审", fact)


def _months_before(day: date, months: int) -> date:
    """The same day some months earlier, the first of the next month where there is none.

    >>> _months_before(date(2012, 4, 20), 12), _months_before(date(2012, 2, 29), 12)
    (datetime.date(2011, 4, 20), datetime.date(2011, 3, 1))
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return date(year, month + 2, 1)


def _by_year(case: Case, years: list[Fact]) -> Outcome:
    """A stamp of last year may be within twelve months; one of an earlier year cannot be."""
    stamped = sorted({y for f in years if f.usable and isinstance(f.value, tuple) for y in f.value})
    listed = "、".join(str(y) for y in stamped) or "无"
    if stamped and stamped[-1] >= case.as_of.year - 1:
        return passed(f"贷款卡有 {listed} 年年审记录", *years)
    if not all(f.usable for f in years):
        return unknown(f"贷款卡年审记录（{listed}）待人工复核", *years)
    return failed(
        f"贷款卡只有 {listed} 年年审记录，{case.as_of.isoformat()} 应有 {case.as_of.year - 1} 年以后的", *years
    )
