"""Tax returns against the income statement: value added tax (5.1.4(10)) and income tax (5.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks import _papers, _parameters, _returns
from checks._compare import tolerance, unit_mismatch
from checks._facts import Fact, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._returns import VatReturn
from checks._statement import column
from schemas.core import Case, Document, Severity
from schemas.titles import field_title

_ZERO = Decimal(0)


@check(
    "TAX-005", title="增值税销售额与营业收入", article="5.1.4(10)", severity=Severity.HIGH, applies=_papers.incorporated
)
def sales_support_revenue(case: Case) -> Outcome:
    """Sales declared for the year to date are the revenue of the same period."""
    returns = _returns.vat_returns(case)
    if not returns:
        return unknown("没有增值税纳税申报表，营业收入没有申报数可核对。")
    found = [o for r in returns if (o := _sales(case, r)) is not None]
    return worst(found, unknown("没有与申报表累计数同期的利润表，不能比较。", *(r.end for r in returns)))


def _sales(case: Case, declared: VatReturn) -> Outcome | None:
    """One return against the income statement of the same year to date; null without one."""
    document = _returns.statement(case, declared.end.day) if declared.end.usable and declared.end.day else None
    if document is None:
        return None
    revenue = column(document, "current").fact("revenue")
    cells = declared.sales
    if revenue is None or not revenue.usable or not revenue.amount or not cells or not all(f.usable for f in cells):
        return unknown(f"{name_of(document)}营业收入或增值税累计销售额没有读到或待人工复核", revenue, *cells)
    total = sum((f.amount or _ZERO for f in cells), _ZERO)
    share = abs(total - revenue.amount) / abs(revenue.amount)
    message = f"增值税申报累计销售额 {yuan(total)}，{name_of(document)}营业收入 {yuan(revenue.amount)}，差 {share:.1%}"
    cited = (revenue, *cells)
    if share <= _parameters.number("vat_sales_pass_share", case.as_of):
        return passed(message, *cited)
    if unit_mismatch(total, revenue.amount):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *cited)
    if share <= _parameters.number("vat_sales_warn_share", case.as_of):
        return warned(f"{message}，请说明时间差、免税或未开票收入", *cited)
    return failed(f"{message}，营业收入得不到纳税申报支持", *cited)


@check("TAX-006", title="所得税申报与利润表", article="5.1.4", severity=Severity.BLOCKING, applies=_papers.incorporated)
def one_set_of_books(case: Case) -> Outcome:
    """Revenue, cost and profit of the income tax return are those of the income statement."""
    returns = case.of_type("cit_return")
    if not returns:
        return unknown("没有企业所得税申报表，利润表没有申报数可核对。")
    found = [o for d in returns for o in _lines(case, d)]
    return worst(
        found, unknown("没有与所得税申报表同期的利润表，不能比较。", *(field_of(d, "period_end") for d in returns))
    )


def _lines(case: Case, declared: Document) -> Iterator[Outcome]:
    """The three lines of one return against the statement of the same period."""
    end = field_of(declared, "period_end")
    document = _returns.statement(case, end.day) if end.usable and end.day else None
    if document is None:
        return
    sheet = column(document, "current")
    for name in ("revenue", "cost", "total_profit"):
        yield _line(case, field_of(declared, name), sheet.fact(name), document)


def _line(case: Case, declared: Fact, booked: Fact | None, document: Document) -> Outcome:
    """One line (T2; a difference of up to 1 % is a warning, a larger one hints at two sets of books)."""
    title = field_title("cit_return", declared.path)
    if booked is None or not booked.usable or not declared.usable:
        return unknown(f"{title}在所得税申报表或{name_of(document)}没有读到或待人工复核", declared, booked)
    x, y = declared.amount or _ZERO, booked.amount or _ZERO
    message = f"{title}：所得税申报 {yuan(x)}，{name_of(document)} {yuan(y)}"
    if abs(x - y) <= tolerance((declared.ulp, booked.ulp)):
        return passed(f"{message}，一致", declared, booked)
    if unit_mismatch(x, y):
        return warned(f"{message}，疑为金额单位不同（元/万元）", declared, booked)
    if abs(x - y) <= _parameters.number("income_tax_warn_share", case.as_of) * max(abs(x), abs(y)):
        return warned(f"{message}，略有差异", declared, booked)
    kind = field_of(declared.document, "form_kind")
    if kind.text == "prepayment":
        return warned(f"{message}，不一致（预缴申报，年末可能有调整）", declared, booked)
    return failed(f"{message}，不一致，疑有两套账，请逐行核对", declared, booked)
