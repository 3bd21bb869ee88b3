"""Sums within one statement: every printed total against its lines (T1), and what may explain a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from checks import _parameters
from checks._compare import one_digit_apart, tolerance, unit_mismatch
from checks._facts import Fact, names_of, yuan
from checks._registry import Outcome, failed, passed, unknown, warned, worst
from checks._statement import (
    COLUMN_TITLES,
    Column,
    Sum,
    columns,
    evaluate,
    explained_by_unmapped,
    formulas,
    label_at,
    lacks_line,
)
from schemas.core import Case, Verdict
from schemas.statement_lines import Formula, label_of
from schemas.titles import type_title

_FLEXIBLE = {
    "balance_sheet": ("treasury_stock", "accumulated_depreciation"),
    "income_statement": ("asset_impairment", "credit_impairment"),
    "cash_flow_statement": ("cf_op_out", "cf_inv_out", "cf_fin_out"),
}
"""Lines that some print with the other sign."""


def chosen(sheet: Column, totals: tuple[str, ...]) -> tuple[Formula, ...]:
    """The sums of the statement's format for the totals named."""
    return tuple(f for f in formulas(sheet.document.type, sheet.standard) if f.total in totals)


def judged(case: Case, type_: str, sums: Callable[[Column], Iterable[Formula]], needed: tuple[str, ...]) -> Outcome:
    """All sums of all statements of a type, both columns."""
    outcomes: list[Outcome] = []
    for document in case.of_type(type_):
        sheets = columns(document)
        if not sheets:
            outcomes.append(unknown(f"没有读到{names_of([document])}的金额"))
        for sheet in sheets:
            outcomes += _of_column(case, sheet, sums(sheet), needed, sheets)
    documents = case.of_type(type_)
    result = worst(outcomes, unknown(f"没有{type_title(type_)}。"))
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
            outcomes.append(unknown(f"{where(sheet)}没有读到{label_of(formula.total)}", sheet.fact(formula.total)))
    return outcomes


def where(sheet: Column) -> str:
    """Which statement and which column."""
    return f"{names_of([sheet.document])}{COLUMN_TITLES[sheet.name]}"


def within(result: Sum) -> Decimal:
    """Rounding allowance over all operands (T1)."""
    return tolerance([result.total.ulp, *(f.ulp for f, _ in result.operands)])


def _verdict(case: Case, sheet: Column, result: Sum, sheets: tuple[Column, ...]) -> Outcome:
    """What one sum says."""
    allowed = within(result)
    cited = (result.total, *(f for f, _ in result.operands))
    label = label_of(result.formula.total)
    if abs(result.difference) <= allowed:
        return passed(f"{where(sheet)}{label}相符", result.total)
    if not result.operands:
        return unknown(f"{where(sheet)}没有读到{label}的各项", result.total)
    message = (
        f"{where(sheet)}{label}印 {yuan(result.printed)}，按{_basis(result)}应为 {yuan(result.computed)}，"
        f"相差 {yuan(abs(result.difference))}"
    )
    other_sign = _other_sign(sheet, result)
    if other_sign:
        return other_sign
    message += _suspect(result)
    if unit_mismatch(result.printed, result.computed):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *cited)
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
    keys = _FLEXIBLE[sheet.document.type]
    present = {k: -s for k, s in result.formula.terms if k in keys}
    for turned in [*({k: s} for k, s in present.items()), present]:
        again = evaluate(sheet, result.formula, turned)
        if again is None or abs(again.difference) > within(again):
            continue
        labels = "、".join(label_of(k) for k in turned)
        cited = [result.total, *(sheet.fact(k) for k in turned)]
        if sheet.document.type != "income_statement":
            return passed(f"{where(sheet)}{label_of(result.formula.total)}相符（{labels}以负数填列）", *cited)
        return warned(f"{where(sheet)}{labels}的正负号与报表格式的惯例相反，按相反符号计算则相符", *cited)
    return None


def _suspect(result: Sum) -> str:
    """The one operand in which a single digit would explain the difference; doubtful readings are asked first."""
    read = [f for f in (result.total, *(f for f, _ in result.operands)) if not _digital(f)]
    unsure = [f for f in read if f.field.confidence < _SURE]
    for operands in (unsure, read):
        found = [f for f in operands if one_digit_apart(f.amount or _NOTHING, _right(result, f))]
        if len(found) == 1:
            fact = found[0]
            printed, right = yuan(fact.amount or _NOTHING), yuan(_right(result, fact))
            place = f"第 {fact.field.evidence.page} 页" if fact.field.evidence else ""
            return f"；若{place}{label_at(fact)}的 {printed} 实为 {right}（一位数字之差）则相符，请看原件"
    return ""


def _digital(fact: Fact) -> bool:
    """Whether nothing was recognised: a spreadsheet's cell cannot be misread."""
    return fact.field.evidence is not None and fact.field.evidence.cell is not None


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
    return any(o is not None and o.operands and abs(o.difference) > within(o) for o in others)
