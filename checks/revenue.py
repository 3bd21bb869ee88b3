"""Sales: ledger, and the money that came in for them (5.1.4(10))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checks import _names, _papers, _parameters
from checks._compare import tolerance
from checks._facts import Fact, cell_of, field_of, yuan
from checks._measure import ZERO, Year, figures, last_year, total_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._related import circle
from checks._statement import column
from checks._three_way import books
from checks._turnover import Flow, flows_fit
from schemas.core import Case, Document, Severity

_FLOW = Flow("revenue", ("sales",), 1)


@check(
    "FIN-10a",
    title="营业收入总账、明细与报表核对",
    article="5.1.4(10)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def sales_fit_ledger(case: Case) -> Outcome:
    """Revenue of the income statement is the turnover of the sales accounts and of their details."""
    return flows_fit(case, (_FLOW,), "营业收入")


@check("FIN-10b", title="货款回笼", article="5.1.4(10)", severity=Severity.HIGH, applies=_papers.incorporated)
def sales_were_collected(case: Case) -> Outcome:
    """What customers paid, by bank statements and by the cash-flow statement, fits revenue and the change of receivables."""
    year = last_year(case)
    if year is None or not year.whole:
        return unknown("没有同一截止日的资产负债表和全年利润表，不能核对货款回笼。")
    used = [figures(year.income, "revenue")]
    used += [figures(s, "accounts_receivable", *_ADVANCES) for s in (year.sheet, year.opening)]
    cells = [f for x in used for f in x.cells]
    if any(x.doubtful for x in used) or total_of(year.income, "revenue") <= 0:
        return unknown("营业收入、应收账款或预收款项没有读到或待人工复核。", *cells)
    found = [_by_bank(case, year, cells), *_by_flows(case, year, cells)]
    return worst(found, found[0])


_ADVANCES = ("advances_received", "contract_liabilities")


def _span(paper: Document) -> tuple[date, date] | None:
    """First and last day of a paper's period, when both are printed."""
    begins, ends = (field_of(paper, n).day for n in ("period_start", "period_end"))
    return (begins, ends) if begins and ends else None


def _bounds(year: Year) -> tuple[date, date]:
    """First and last day of a whole year."""
    span = _span(year.income.document)
    assert span is not None
    return span


def _expected(year: Year) -> tuple[Decimal, Decimal]:
    """What must have come in, without and with the highest rate of value added tax: the rate is not printed."""
    sales = total_of(year.income, "revenue")
    start, _ = _bounds(year)
    change = total_of(year.opening, "accounts_receivable") - total_of(year.sheet, "accounts_receivable")
    change += total_of(year.sheet, *_ADVANCES) - total_of(year.opening, *_ADVANCES)
    return sales + change, sales * (1 + _parameters.number("vat_rate_high", start)) + change


def _by_flows(case: Case, year: Year, cells: list[Fact]) -> Iterator[Outcome]:
    """Cash from sales in the cash-flow statement of the same year."""
    low, high = _expected(year)
    band = _parameters.number("cash_sales_band", case.as_of)
    for paper in case.of_type("cash_flow_statement"):
        if field_of(paper, "period_end").day != year.sheet.end:
            continue
        received = figures(column(paper, "current"), "cf_sales")
        amount = sum((f.amount or ZERO for f in received.cells), ZERO)
        if not received.cells or received.doubtful:
            continue
        message = f"现金流量表销售收现 {yuan(amount)}，按收入和应收、预收变动应为 {yuan(low)}（不含税）至 {yuan(high)}（含税）"
        if low * (1 - band) <= amount <= high * (1 + band):
            yield passed(message, *received.cells, *cells)
        else:
            yield warned(f"{message}，超出 {band:.0%}", *received.cells, *cells)


_NOT_SALES = re.compile(
    r"贷款|借款|放款|放贷|投资款|出资|增资|注资|退款|退回|退汇|冲正|转存|内部|往来款调拨|利息|结息|理财|赎回|保证金|补贴|退税|押金"
)


def _by_bank(case: Case, year: Year, cells: list[Fact]) -> Outcome:
    """Customers' payments in twelve months of bank statements of all accounts."""
    start, end = _bounds(year)
    spans = [(p, span) for p in case.of_type("bank_statement") if (span := _span(p)) is not None]
    touching = [(p, (begins, ends)) for p, (begins, ends) in spans if begins <= end and ends >= start]
    inside = [p for p, _ in touching]
    if not _covers(touching, start, end) or not _all_accounts(case, year, inside):
        return unknown("银行对账单没有覆盖全年和全部账户，不能核对货款回笼；请到柜台取得全部账户的对账单", *cells)
    receipts = [f for p in inside for f in _from_customers(case, p, start, end)]
    if any(f.weak for f in receipts):
        return unknown("对账单有进账金额待人工复核，不能核对货款回笼", *receipts)
    collected = sum((f.amount or ZERO for f in receipts), ZERO)
    low, high = _expected(year)
    names = ("collection_pass_low", "collection_pass_high", "collection_warn_low", "collection_warn_high")
    limit = [_parameters.number(n, case.as_of) for n in names]
    message = (
        f"对账单客户回款 {yuan(collected)}，按收入和应收、预收变动应为 {yuan(low)}（不含税）至 {yuan(high)}（含税）"
    )
    if limit[0] * low <= collected <= limit[1] * high:
        return passed(message, *cells)
    if limit[2] * low <= collected <= limit[3] * high:
        return warned(f"{message}，相差较大", *cells, *receipts[:20])
    return failed(f"{message}，收入没有回款支持", *cells, *receipts[:20])


def _covers(papers: list[tuple[Document, tuple[date, date]]], start: date, end: date) -> bool:
    """Whether every account's statements run through the whole year."""
    accounts: dict[str, list[tuple[date, date]]] = {}
    for paper, span in papers:
        accounts.setdefault(field_of(paper, "account_number").text, []).append(span)
    return all(_whole(spans, start, end) for spans in accounts.values())


def _whole(spans: list[tuple[date, date]], start: date, end: date) -> bool:
    """Whether periods follow on one another from start to end, a few days apart at most."""
    reached = start - timedelta(1)
    for begins, ends in sorted(spans):
        if begins > reached + timedelta(3):
            return False
        reached = max(reached, ends)
    return reached >= end - timedelta(2)


def _all_accounts(case: Case, year: Year, papers: list[Document]) -> bool:
    """Whether the closing balances of the statements are the bank deposits of the ledger, or the monetary funds."""
    last = [p for p in papers if field_of(p, "period_end").day == year.sheet.end]
    closing = [f for p in last if (f := field_of(p, "closing_balance")).usable and f.amount is not None]
    total = sum((f.amount or ZERO for f in closing), ZERO)
    within = tolerance(f.ulp for f in closing)
    deposits = [b.net("bank") for b in books(case) if b.sheet.end == year.sheet.end]
    deposits += [year.sheet.amount("monetary_funds") or ZERO]
    return bool(closing) and any(abs(total - d) <= within for d in deposits)


def _from_customers(case: Case, paper: Document, start: date, end: date) -> Iterator[Fact]:
    """Receipts but for loans, own transfers, shareholders and refunds."""
    near = circle(case)
    for index, row in enumerate(paper.tables.get("entries", ())):
        cell = {c: cell_of(paper, "entries", index, row, c) for c in ("date", "summary", "counterparty", "credit")}
        party = cell["counterparty"].text
        own = _names.compare(party, case.applicant.name or "") == _names.SAME
        day = cell["date"].day
        counts = cell["credit"].amount and day is not None and start <= day <= end
        if counts and not own and not near.near(party) and not _NOT_SALES.search(cell["summary"].text + party):
            yield cell["credit"]
