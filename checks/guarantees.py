"""Guarantees that the applicant gave for others, and public records against it (5.1.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checks import _credit_report, _loans, _parameters
from checks._facts import Fact, cell_of, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import column, latest
from schemas.core import Case, Document, PageStatus, Severity

_ZERO = Decimal(0)
_BAD = ("不良", "次级", "可疑", "损失")


@dataclass(frozen=True)
class _Guarantee:
    """One guarantee: for whom, how much, the debt's balance, and its class where the report prints one."""

    beneficiary: Fact
    amount: Fact
    balance: Fact
    classification: Fact

    @property
    def burden(self) -> Fact:
        """What may have to be paid: the balance of the debt, else the amount guaranteed."""
        return self.balance if self.balance.value is not None or self.balance.unread else self.amount


def _guarantees(report: Document) -> tuple[_Guarantee, ...]:
    """The rows that print an amount or a name."""
    rows = report.tables.get("guarantees", ())
    found = [_Guarantee(*(cell_of(report, "guarantees", i, row, c) for c in _COLUMNS)) for i, row in enumerate(rows)]
    return tuple(g for g in found if g.burden.value is not None or g.beneficiary.value is not None)


_COLUMNS = ("beneficiary", "amount", "balance", "classification")


@check("CR-006", title="对外担保", article="5.1.5", severity=Severity.HIGH, applies=_credit_report.applies)
def guarantees_are_bearable(case: Case) -> Outcome:
    """Guarantees for others are at most half of the equity, and no debt that is guaranteed is bad."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    given = _guarantees(report)
    if not given:
        return _none_given(report)
    outcomes = [o for g in given if (o := _debt(g)) is not None]
    return worst([*outcomes, _burden(case, given)], unknown(""))


def _none_given(report: Document) -> Outcome:
    """No guarantee was read: that there is none can be said only of a report of which everything was read."""
    read = all(p.status is PageStatus.READ for p in report.pages)
    details = _loans.loans_of(report)
    if read and (details or field_of(report, "outstanding_count").usable):
        return passed("信用报告没有列示对外担保。", field_of(report, "report_date"))
    return unknown("信用报告没有读全，不能判断有无对外担保。", field_of(report, "report_date"))


def _debt(guarantee: _Guarantee) -> Outcome | None:
    """The class of the debt that is guaranteed; null when it is normal or not printed."""
    graded = guarantee.classification
    if not ("关注" in graded.text or any(word in graded.text for word in _BAD)):
        return None
    message = f"为 {guarantee.beneficiary.text or '（未读到）'} 担保的债务五级分类为{graded.text}"
    cited = (graded, guarantee.beneficiary)
    return failed(message, *cited) if graded.usable else warned(f"{message}（待复核）", *cited)


def _burden(case: Case, given: tuple[_Guarantee, ...]) -> Outcome:
    """The sum of all guarantees against the equity of the latest balance sheet."""
    cells = [g.burden for g in given]
    document = latest(case, "balance_sheet", case.as_of)
    equity = column(document, "ending").fact("total_equity") if document else None
    if not all(f.usable for f in cells):
        return unknown("对外担保的金额没有读到或待人工复核", *cells)
    total = sum((f.amount or _ZERO for f in cells), _ZERO)
    message = f"对外担保 {len(given)} 笔共 {yuan(total)}"
    if document is None or equity is None or not equity.usable or equity.amount is None:
        return unknown(f"{message}；资产负债表的所有者权益没有读到或待人工复核", *cells, equity)
    message += f"，{name_of(document)}所有者权益 {yuan(equity.amount)}"
    cited = (*cells, *(g.beneficiary for g in given), equity)
    if equity.amount <= 0:
        return failed(f"{message}，已无净资产承担担保责任", *cited)
    share = total / equity.amount
    message += f"，占 {share:.1%}"
    if share > _parameters.number("guarantees_fail_share", case.as_of):
        return failed(f"{message}，超过净资产，或有负债过大", *cited)
    if share > _parameters.number("guarantees_warn_share", case.as_of):
        return warned(f"{message}，超过一半，请了解被担保人的偿债能力", *cited)
    return passed(message, *cited)


_RECORDS = {
    "tax_arrears_count": "欠税",
    "civil_judgment_count": "民事判决",
    "enforcement_count": "强制执行",
    "penalty_count": "行政处罚",
}
"""Numbers of public records that a report prints."""


@check(
    "CR-007",
    title="公共记录",
    article="5.1.5(3);5.1.1(3)",
    severity=Severity.HIGH,
    applies=_credit_report.applies,
)
def no_public_records(case: Case) -> Outcome:
    """The report shows no tax owed, no judgment, no penalty, and nothing under enforcement."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    counts = [(field_of(report, name), title) for name, title in _RECORDS.items()]
    found = [o for fact, title in counts for o in _record(fact, title)]
    facts = [fact for fact, _ in counts]
    running = field_of(report, "open_enforcement_count")
    if running.usable and running.amount:
        found.append(failed(f"信用报告有 {running.text} 条强制执行尚未结案", running))
    if found:
        return worst(found, unknown(""))
    lacking = [title for fact, title in counts if not fact.usable]
    if lacking:
        return unknown(f"信用报告的{'、'.join(lacking)}记录条数没有读到，请看报告公共记录部分。", *facts)
    return passed("信用报告没有欠税、民事判决、强制执行和行政处罚记录。", *facts)


def _record(fact: Fact, title: str) -> Iterator[Outcome]:
    """Records of one kind."""
    if fact.amount:
        doubt = "" if fact.usable else "（待复核）"
        ask = "，请查是否结案" if title == "强制执行" else ""
        yield warned(f"信用报告有 {fact.text} 条{title}记录{ask}{doubt}", fact)
