"""One statement against another of the same kind: opening against prior closing, versions of one period, months (D.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks._compare import tolerance, two_sources, unit_mismatch
from checks._facts import Fact, field_of, name_of, names_of, yuan
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import COLUMN_TITLES, COLUMNS, Column, column, has_statements
from schemas.core import Case, Document, Severity, Verdict
from schemas.statement_lines import label_of


@check("FS-008", title="年初数与上年末数", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def opening_is_last_closing(case: Case) -> Outcome:
    """The opening column is the closing column of the previous year's statement."""
    pairs = [
        (later, earlier)
        for type_ in COLUMNS
        for later in case.of_type(type_)
        for earlier in case.of_type(type_)
        if _follows(later, earlier)
    ]
    nothing = unknown("没有相邻两年的报表，不能核对年初数。")
    return worst((_continuity(case, later, earlier) for later, earlier in pairs), nothing)


def _follows(later: Document, earlier: Document) -> bool:
    """Whether `earlier` closes the year before the one `later` belongs to."""
    a, b = field_of(later, "period_end"), field_of(earlier, "period_end")
    if not (a.usable and a.day and b.usable) or b.day != date(a.day.year - 1, 12, 31):
        return False
    return later.type == "balance_sheet" or (a.day.month, a.day.day) == (12, 31)


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
    if len(opening.cells[key]) > 1 or len(closing.cells[key]) > 1:
        return None
    (a,), (b,) = opening.cells[key], closing.cells[key]
    if (a.amount is None and b.amount is None) or a.unread or b.unread:
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


_TOTALS = {
    "balance_sheet": (
        *("total_current_assets", "total_nc_assets", "total_assets", "total_current_liabilities"),
        *("total_nc_liabilities", "total_liabilities", "total_equity"),
    ),
    "income_statement": ("revenue", "operating_profit", "total_profit", "net_profit"),
    "cash_flow_statement": ("cfo", "cfi", "cff", "net_increase", "cash_end"),
}
"""The lines by which two versions of a statement are told apart."""

_OF_A_GROUP = ("minority_interest", "parent_equity", "parent_net_profit", "minority_net_profit")


@check("FS-009", title="报表没有不同版本", article="5.1.4", severity=Severity.BLOCKING, applies=has_statements)
def one_set_of_books(case: Case) -> Outcome:
    """Every statement of one period, audited, filed for tax or handed in, prints the same totals."""
    pairs = [pair for type_ in COLUMNS for pair in _versions(case.of_type(type_))]
    if not pairs:
        return unknown("同一期间只有一套报表，没有审计、报税等其他版本可以核对；请取得经审计或报税的报表。")
    found = [o for pair in pairs for o in _compared(case, *pair)]
    result = worst(found, unknown("同一期间的报表没有可以比较的合计。"))
    if result.verdict is Verdict.PASS:
        titles = "、".join(dict.fromkeys(name_of(a) for a, _ in pairs))
        return Outcome(Verdict.PASS, f"{titles}的各版本 {len(found)} 项合计一致。", result.cited)
    return result


def _versions(statements: tuple[Document, ...]) -> Iterator[tuple[Document, Document]]:
    """Two statements of one kind and period; later ones are compared with the first."""
    first: dict[object, Document] = {}
    for document in statements:
        end, start = field_of(document, "period_end"), field_of(document, "period_start")
        if not end.usable or (start.value is not None and not start.usable):
            continue
        seen = first.setdefault((end.value, start.value), document)
        if seen is not document:
            yield seen, document


def is_group(sheet: Column) -> bool:
    """Whether the statement is that of a group: a line that only groups have holds an amount."""
    return any(sheet.amount(key) for key in _OF_A_GROUP)


def _compared(case: Case, a: Document, b: Document) -> Iterator[Outcome]:
    """Every total of two versions."""
    x, y = (column(d, COLUMNS[d.type][0]) for d in (a, b))
    if is_group(x) != is_group(y):
        yield unknown(f"{name_of(a)}一份为合并报表，一份为单户报表，不能比较")
        return
    for key in _TOTALS[a.type]:
        outcome = _same_total(case, x, y, key)
        if outcome is not None:
            yield outcome


def _same_total(case: Case, x: Column, y: Column, key: str) -> Outcome | None:
    """One total of two versions; null when one of them does not print it."""
    a, b = x.fact(key), y.fact(key)
    if a is None or b is None or a.amount is None or b.amount is None:
        return None
    verdict = two_sources(a, b, case.as_of)
    message = f"两份{name_of(x.document)}的{label_of(key)}不同：{yuan(a.amount)} / {yuan(b.amount)}"
    if verdict is Verdict.PASS:
        return passed(f"{label_of(key)}一致", a, b)
    if unit_mismatch(a.amount, b.amount):
        return warned(f"{message}，疑为金额单位不同（元/万元）", a, b)
    if not (a.usable and b.usable):
        return unknown(f"{message}；有读数待人工复核", a, b)
    if verdict is Verdict.WARN:
        return warned(f"{message}，差额很小", a, b)
    return failed(f"{message}，报表有不同版本，请查明哪一份真实", a, b)


@dataclass(frozen=True)
class _Span:
    """An income statement of some months of one year."""

    document: Document
    year: int
    first: int
    last: int

    @property
    def revenue(self) -> Fact | None:
        """Its revenue."""
        return column(self.document, "current").fact("revenue")


@check("FS-010", title="中期利润表", article="5.1.4", severity=Severity.MEDIUM, applies=has_statements)
def months_make_the_year(case: Case) -> Outcome:
    """Revenue of the months adds up to the year to date, and the year to date does not fall."""
    statements = case.of_type("income_statement")
    spans = [s for d in statements if (s := _span(d)) is not None]
    if not spans:
        return unknown("没有期间已确认的利润表。" if statements else "没有利润表。")
    if len(spans) == len(statements) and all((s.first, s.last) == (1, 12) for s in spans):
        return not_applicable("只有年度利润表，没有中期利润表。")
    return worst([*_never_falling(spans), *_months(spans)], unknown("中期利润表不足两份，不能核对各月与本年累计。"))


def _span(document: Document) -> _Span | None:
    """The months that an income statement tells of; null when its period is not sure or not within one year."""
    start, end = field_of(document, "period_start"), field_of(document, "period_end")
    if not (start.usable and end.usable and start.day and end.day) or start.day.year != end.day.year:
        return None
    return _Span(document, end.day.year, start.day.month, end.day.month)


def _never_falling(spans: list[_Span]) -> Iterator[Outcome]:
    """Revenue of the year to date, from one date to the next of a year."""
    to_date = sorted((s for s in spans if s.first == 1), key=lambda s: (s.year, s.last))
    for earlier, later in zip(to_date, to_date[1:], strict=False):
        if earlier.year != later.year or earlier.last == later.last:
            continue
        names = names_of([earlier.document]), names_of([later.document])
        a, b = earlier.revenue, later.revenue
        if a is None or b is None or a.amount is None or b.amount is None:
            yield unknown(f"{names[0]}、{names[1]}没有读到营业收入", a, b)
            continue
        message = f"本年累计营业收入：{names[0]} {yuan(a.amount)}，{names[1]} {yuan(b.amount)}"
        if b.amount >= a.amount - tolerance((a.ulp, b.ulp)):
            yield passed(f"{message}，没有减少", a, b)
        elif not (a.usable and b.usable):
            yield unknown(f"{message}，反而减少；有读数待人工复核", a, b)
        elif unit_mismatch(a.amount, b.amount):
            yield warned(f"{message}，疑为金额单位不同（元/万元）", a, b)
        else:
            yield failed(f"{message}，累计数反而减少", a, b)


def _months(spans: list[_Span]) -> Iterator[Outcome]:
    """The months of a year against the year to date, where all of them are at hand."""
    for whole in (s for s in spans if s.first == 1 < s.last):
        single = {s.last: s for s in spans if s.year == whole.year and s.first == s.last}
        months = [single.get(m) for m in range(1, whole.last + 1)]
        if all(m is not None for m in months):
            yield _added(whole, [m for m in months if m is not None])


def _added(whole: _Span, months: list[_Span]) -> Outcome:
    """A year to date against its months."""
    total, parts = whole.revenue, [m.revenue for m in months]
    known = [f for f in parts if f is not None and f.amount is not None and f.usable]
    if total is None or total.amount is None or not total.usable or len(known) < len(parts):
        return unknown("各月利润表的营业收入没有读全或待人工复核", total, *parts)
    added = sum((f.amount for f in known if f.amount is not None), Decimal(0))
    message = f"{name_of(whole.document)}累计营业收入 {yuan(total.amount)}，1 至 {whole.last} 月合计 {yuan(added)}"
    if abs(total.amount - added) <= tolerance(f.ulp for f in (total, *known)):
        return passed(f"{message}，相符", total, *known)
    if unit_mismatch(total.amount, added):
        return warned(f"{message}，疑为金额单位不同（元/万元）", total, *known)
    return failed(f"{message}，相差 {yuan(abs(total.amount - added))}", total, *known)
