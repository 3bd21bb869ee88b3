"""Arithmetic of the statements, before anything is concluded from them (D.4, 5.1.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from checks import _papers, _parameters
from checks._compare import one_digit_apart, tolerance, two_sources, unit_mismatch
from checks._facts import Fact, names_of, yuan
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import (
    COLUMN_TITLES,
    Column,
    Sum,
    column,
    columns,
    evaluate,
    explained_by_unmapped,
    formulas,
    label_at,
    lacks_line,
)
from schemas.core import Case, Document, Severity, Verdict
from schemas.statement_lines import Formula, label_of

_ASSETS = ("total_current_assets", "total_nc_assets", "total_assets", "fixed_assets")
_CLAIMS = ("total_current_liabilities", "total_nc_liabilities", "total_liabilities", "total_equity")
_PROFIT = ("main_profit", "operating_profit", "total_profit", "net_profit", "total_comprehensive_income")
_FLEXIBLE = {"balance_sheet": ("treasury_stock", "accumulated_depreciation")}
_IMPAIRMENTS = ("asset_impairment", "credit_impairment")


def _has_statements(case: Case) -> str | None:
    """Applies to companies, and to sole proprietors who hand in statements."""
    if _papers.incorporated(case) and not (case.of_type("balance_sheet") or case.of_type("income_statement")):
        return _papers.incorporated(case)
    return None


@check("FS-001", title="资产负债表平衡", article="5.1.4", severity=Severity.BLOCKING, applies=_has_statements)
def balanced(case: Case) -> Outcome:
    """Assets equal liabilities and equity, by both printed totals and by their sum."""
    sums = (
        Formula(total="total_assets", terms=(("total_liabilities_equity", 1),)),
        Formula(total="total_liabilities_equity", terms=(("total_liabilities", 1), ("total_equity", 1))),
    )
    return _judged(case, "balance_sheet", lambda _: sums, ("total_assets", "total_liabilities_equity"))


@check("FS-002", title="资产合计", article="5.1.4", severity=Severity.HIGH, applies=_has_statements)
def assets_add_up(case: Case) -> Outcome:
    """Current assets, non-current assets and their total."""
    return _judged(case, "balance_sheet", lambda c: _chosen(c, _ASSETS), ("total_current_assets", "total_assets"))


@check("FS-003", title="负债和权益合计", article="5.1.4", severity=Severity.HIGH, applies=_has_statements)
def claims_add_up(case: Case) -> Outcome:
    """Current and non-current liabilities, their total, and equity."""
    needed = ("total_current_liabilities", "total_liabilities", "total_equity")
    return _judged(case, "balance_sheet", lambda c: _chosen(c, _CLAIMS), needed)


@check("FS-004", title="利润计算", article="5.1.4", severity=Severity.HIGH, applies=_has_statements)
def profit_adds_up(case: Case) -> Outcome:
    """Operating profit, total profit and net profit; and tax that fits the profit."""
    arithmetic = _judged(
        case, "income_statement", lambda c: _chosen(c, _PROFIT), ("operating_profit", "total_profit", "net_profit")
    )
    taxes = [_tax(case, column(d, "current")) for d in case.of_type("income_statement")]
    return worst([arithmetic, *(t for t in taxes if t is not None)], arithmetic)


def _chosen(sheet: Column, totals: tuple[str, ...]) -> tuple[Formula, ...]:
    """The sums of the statement's format for the totals named."""
    return tuple(f for f in formulas(sheet.document.type, sheet.standard) if f.total in totals)


def _judged(case: Case, type_: str, sums: Callable[[Column], Iterable[Formula]], needed: tuple[str, ...]) -> Outcome:
    """All sums of all statements of a type, both columns."""
    outcomes: list[Outcome] = []
    for document in case.of_type(type_):
        sheets = columns(document)
        if not sheets:
            outcomes.append(unknown(f"没有读到{names_of([document])}的金额"))
        for sheet in sheets:
            outcomes += _of_column(case, sheet, sums(sheet), needed, sheets)
    documents = case.of_type(type_)
    result = worst(outcomes, unknown(f"没有{'资产负债表' if type_ == 'balance_sheet' else '利润表'}。"))
    if result.verdict is Verdict.PASS:
        return Outcome(Verdict.PASS, f"{names_of(documents)}的 {len(outcomes)} 项合计均相符。", result.cited)
    return result


def _of_column(
    case: Case, sheet: Column, sums: Iterable[Formula], needed: tuple[str, ...], sheets: tuple[Column, ...]
) -> list[Outcome]:
    """The sums of one column; a needed total that is not printed cannot be judged."""
    outcomes = []
    for formula in sums:
        result = evaluate(sheet, formula)
        if result is not None and (result.operands or formula.total in needed):
            outcomes.append(_verdict(case, sheet, result, sheets))
        elif formula.total in needed:
            outcomes.append(unknown(f"{_where(sheet)}没有读到{label_of(formula.total)}", sheet.fact(formula.total)))
    return outcomes


def _where(sheet: Column) -> str:
    """Which statement and which column."""
    return f"{names_of([sheet.document])}{COLUMN_TITLES[sheet.name]}"


def _within(result: Sum) -> Decimal:
    """Rounding allowance over all operands (T1)."""
    return tolerance([result.total.ulp, *(f.ulp for f, _ in result.operands)])


def _verdict(case: Case, sheet: Column, result: Sum, sheets: tuple[Column, ...]) -> Outcome:
    """What one sum says."""
    allowed = _within(result)
    cited = (result.total, *(f for f, _ in result.operands))
    label = label_of(result.formula.total)
    if abs(result.difference) <= allowed:
        return passed(f"{_where(sheet)}{label}相符", result.total)
    if not result.operands:
        return unknown(f"{_where(sheet)}没有读到{label}的各项", result.total)
    message = (
        f"{_where(sheet)}{label}印 {yuan(result.printed)}，按{_basis(result)}应为 {yuan(result.computed)}，"
        f"相差 {yuan(abs(result.difference))}"
    )
    other_sign = _other_sign(sheet, result)
    if other_sign:
        return other_sign
    message += _suspect(result)
    if result.doubtful:
        return unknown(f"{message}；有 {len(result.doubtful)} 个数待人工复核", *cited)
    stray = explained_by_unmapped(sheet, result.difference, allowed)
    if stray:
        return unknown(f"{message}；恰为未识别科目的金额，请确认其归属", *cited, *stray)
    if _line_lost(sheet, result, sheets):
        return unknown(f"{message}；可能有一行没有读到，请核对原表", *cited)
    share = _parameters.number("arithmetic_warn_share", case.as_of)
    if abs(result.difference) <= share * abs(result.printed):
        return warned(f"{message}，差额很小", *cited)
    return failed(message, *cited)


def _basis(result: Sum) -> str:
    """What the right value is computed from."""
    labels = [label_at(f) for f, _ in result.operands]
    return "、".join(labels) if len(labels) <= 3 else "各项"


def _other_sign(sheet: Column, result: Sum) -> Outcome | None:
    """A sum that holds once a line that some print with the other sign is turned round."""
    keys = _IMPAIRMENTS if sheet.document.type == "income_statement" else _FLEXIBLE["balance_sheet"]
    present = {k: -s for k, s in result.formula.terms if k in keys and sheet.amount(k)}
    for turned in [{k: s} for k, s in present.items()] + ([present] if len(present) > 1 else []):
        again = evaluate(sheet, result.formula, turned)
        if again is None or abs(again.difference) > _within(again):
            continue
        labels = "、".join(label_of(k) for k in turned)
        cited = [result.total, *(sheet.fact(k) for k in turned)]
        if sheet.document.type == "balance_sheet":
            return passed(f"{_where(sheet)}{label_of(result.formula.total)}相符（{labels}以负数填列）", *cited)
        return warned(f"{_where(sheet)}{labels}的正负号与报表格式的惯例相反，按相反符号计算则相符", *cited)
    return None


def _suspect(result: Sum) -> str:
    """The one doubtful operand in which a single digit would explain the difference."""
    operands = [
        f for f, _ in ((result.total, -1), *result.operands) if f.field.confidence < _SURE and f.amount is not None
    ]
    found = [f for f in operands if one_digit_apart(f.amount or _NOTHING, _right(result, f))]
    if len(found) != 1:
        return ""
    fact = found[0]
    printed, right = yuan(fact.amount or _NOTHING), yuan(_right(result, fact))
    return f"；若{label_at(fact)}的 {printed} 实为 {right}（一位数字之差）则相符，请看原件"


_SURE = 0.98
_NOTHING = Decimal(0)


def _right(result: Sum, fact: Fact) -> Decimal:
    """What an operand, or the total, would have to be for the sum to hold."""
    if fact is result.total:
        return result.computed
    sign = next(s for f, s in result.operands if f is fact)
    return (fact.amount or _NOTHING) + sign * result.difference


def _line_lost(sheet: Column, result: Sum, sheets: tuple[Column, ...]) -> bool:
    """Whether a line was probably not read: the sum falls short in every column, and the format has lines not found."""
    if not lacks_line(sheet, result):
        return False
    others = [evaluate(c, result.formula) for c in sheets if c.name != sheet.name]
    return any(o is not None and o.operands and abs(o.difference) > _within(o) for o in others)


def _tax(case: Case, sheet: Column) -> Outcome | None:
    """Income tax on a loss, or none on a large profit."""
    profit, tax = sheet.fact("total_profit"), sheet.fact("income_tax")
    if profit is None or tax is None or not profit.usable or profit.amount is None:
        return None
    paid = tax.amount or Decimal(0)
    if profit.amount < 0 < paid and tax.usable:
        return warned(f"{_where(sheet)}亏损 {yuan(-profit.amount)}，却有所得税费用 {yuan(paid)}", profit, tax)
    if profit.amount > _parameters.number("untaxed_profit", case.as_of) and paid == 0 and not tax.unread:
        return warned(f"{_where(sheet)}利润总额 {yuan(profit.amount)}，所得税费用为零", profit, tax)
    return None


@check("FS-008", title="年初数与上年末数", article="5.1.4", severity=Severity.HIGH, applies=_has_statements)
def opening_is_last_closing(case: Case) -> Outcome:
    """The opening column is the closing column of the previous year's statement."""
    pairs = [
        (later, earlier)
        for type_ in ("balance_sheet", "income_statement")
        for later in case.of_type(type_)
        for earlier in case.of_type(type_)
        if _follows(later, earlier)
    ]
    if not pairs:
        return unknown("没有相邻两年的报表，不能核对年初数。")
    return worst((_continuity(case, later, earlier) for later, earlier in pairs), unknown(""))


def _follows(later: Document, earlier: Document) -> bool:
    """Whether `earlier` closes the year before the one `later` belongs to."""
    if not (later.field("period_end").usable and earlier.field("period_end").usable):
        return False
    a, b = later.field("period_end").value, earlier.field("period_end").value
    if not (isinstance(a, date) and isinstance(b, date)) or b != date(a.year - 1, 12, 31):
        return False
    return later.type == "balance_sheet" or (a.month, a.day) == (12, 31)


_COMPARABLE = ("total_assets", "total_liabilities", "total_equity", "revenue", "total_profit", "net_profit")


def _continuity(case: Case, later: Document, earlier: Document) -> Outcome:
    """All lines of one pair of statements."""
    names = ("opening", "ending") if later.type == "balance_sheet" else ("prior", "current")
    opening, closing = column(later, names[0]), column(earlier, names[1])
    keys = [k for k in opening.cells if k in closing.cells]
    if opening.standard != closing.standard:
        keys = [k for k in keys if k in _COMPARABLE]
    outcomes = [o for k in keys if (o := _same_line(case, opening, closing, k)) is not None]
    where = f"{names_of([later])}{COLUMN_TITLES[names[0]]}数"
    return worst(outcomes, not_applicable(f"{where}没有可比项目"))


def _same_line(case: Case, opening: Column, closing: Column, key: str) -> Outcome | None:
    """One line's opening against last year's closing; null when neither prints an amount."""
    a, b = opening.fact(key), closing.fact(key)
    if a is None or b is None or (a.amount is None and b.amount is None) or a.unread or b.unread:
        return None
    if len(opening.cells[key]) > 1 or len(closing.cells[key]) > 1:
        return None
    x, y = a.amount or Decimal(0), b.amount or Decimal(0)
    verdict = two_sources(a, b, case.as_of)
    if verdict is Verdict.PASS:
        return passed(f"{names_of([opening.document])}{COLUMN_TITLES[opening.name]}数与上年报表一致", a, b)
    message = (
        f"{label_of(key)}：{names_of([opening.document])}{COLUMN_TITLES[opening.name]} {yuan(x)}，"
        f"{names_of([closing.document])}{COLUMN_TITLES[closing.name]} {yuan(y)}"
    )
    if unit_mismatch(x, y):
        return warned(f"{message}，疑为金额单位不同（元/万元）", a, b)
    sure = (a.usable or a.amount is None) and (b.usable or b.amount is None)
    if not sure or verdict is Verdict.WARN or opening.standard != closing.standard or opening.name == "prior":
        return warned(f"{message}，不一致" + ("" if sure else "（识别待复核）"), a, b)
    return failed(f"{message}，没有追溯调整的说明", a, b)
