"""What stands at the head of statements: whose they are, of which days and scope, in which format (D.4, 5.1.4)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checks import _names, _papers, _parameters
from checks._compare import materiality
from checks._facts import Fact, best, facts, field_of, name_of, yuan
from checks._periods import years
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import COLUMNS, Column, column, has_statements
from checks.continuity import is_group
from schemas.core import Case, Document, Severity
from schemas.titles import VALUES, type_title


def _statements(case: Case) -> tuple[Document, ...]:
    """All statements of the three kinds."""
    return tuple(d for type_ in COLUMNS for d in case.of_type(type_))


@check("FS-011", title="报表主体、期间、口径", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def of_the_applicant_and_its_years(case: Case) -> Outcome:
    """The statements are the applicant's, of one scope, at month-ends, of the last three year-ends and the latest month."""
    statements = _statements(case)
    if not statements:
        return unknown("没有财务报表。")
    found = [o for d in statements for o in (*_owner(case, d), *_day(d))]
    found += [*_scope(case), *_series(case)]
    return worst(found, unknown("报表的编制单位、日期没有读到。"))


def _owner(case: Case, document: Document) -> Iterator[Outcome]:
    """The reporting company against the licence's name, else the applicant's."""
    theirs = field_of(document, "company_name")
    ours = best(facts(case, "business_licence.company_name", "guarantee_application.applicant_name"))
    if theirs.value is None or ours is None:
        return
    match = _names.compare(ours.text, theirs.text)
    message = f"{name_of(document)}编制单位「{theirs.text}」与申请人「{ours.text}」"
    if match == _names.SAME:
        yield passed(f"{message}一致", theirs, ours)
    elif not (theirs.usable and ours.usable):
        yield unknown(f"{message}不一致；有读数待人工复核", theirs, ours)
    elif match == _names.DIFFERENT:
        yield failed(f"{message}不一致，是否为他人报表", theirs, ours)
    else:
        yield warned(f"{message}只差形近字，请核对", theirs, ours)


def _day(document: Document) -> Iterator[Outcome]:
    """The day a statement closes on is the last of a month."""
    end = field_of(document, "period_end")
    if end.day is None or not end.usable:
        yield unknown(f"《{type_title(document.type)}》的报表日没有读到或待人工复核", end)
    elif end.day.day != monthrange(end.day.year, end.day.month)[1]:
        yield failed(f"{name_of(document)}的报表日 {end.day.isoformat()} 不是月末", end)
    else:
        yield passed(f"{name_of(document)}报表日为月末", end)


def _scope(case: Case) -> Iterator[Outcome]:
    """Balance sheet and income statement of one day are both of the group or both of the company."""
    for sheet in case.of_type("balance_sheet"):
        for income in case.of_type("income_statement"):
            ends = [field_of(d, "period_end") for d in (sheet, income)]
            if not all(f.usable for f in ends) or ends[0].value != ends[1].value:
                continue
            groups = [is_group(c) for c in (column(sheet, "ending"), column(income, "current"))]
            if groups[0] != groups[1]:
                kinds = ["合并" if g else "单户" for g in groups]
                message = f"{name_of(sheet)}似为{kinds[0]}报表，{name_of(income)}似为{kinds[1]}报表，口径不同"
                yield warned(message, *ends)


def _series(case: Case) -> Iterator[Outcome]:
    """The last year-ends and the latest month are there."""
    wanted = _parameters.days("annual_statements_wanted", case.as_of)
    lacking = [
        f"{year} 年度{type_title(type_)}"
        for year in _last_years(case, wanted)
        for type_ in ("balance_sheet", "income_statement")
        if not any(_ends(d) == date(year, 12, 31) for d in case.of_type(type_))
    ]
    days = [f for d in case.of_type("balance_sheet") if (f := field_of(d, "period_end")).usable and f.day]
    newest = max((f.day for f in days if f.day and f.day <= case.as_of), default=None)
    reach = _parameters.days("statement_age_days", case.as_of)
    if newest is None or case.as_of - newest > timedelta(days=reach):
        lacking.append(f"{reach} 天以内的最近一期报表")
    if lacking:
        yield unknown(f"缺少{'、'.join(lacking)}", *days)
    else:
        yield passed(f"近 {wanted} 年度和最近一期报表齐全", *days)


def _ends(document: Document) -> date | None:
    end = field_of(document, "period_end")
    return end.day if end.usable else None


def _last_years(case: Case, wanted: int) -> list[int]:
    """The financial years whose statements must exist: the last ones that are due, and none before the founding."""
    due = _parameters.days("annual_statements_due_months", case.as_of)
    newest = case.as_of.year - (1 if case.as_of.month > due or _has_year(case, case.as_of.year - 1) else 2)
    founded = _papers.licence(case)
    start = field_of(founded, "establishment_date").day if founded else None
    return [y for y in range(newest, newest - wanted, -1) if start is None or start.year <= y]


def _has_year(case: Case, year: int) -> bool:
    return any(p.end.year == year and p.balance and p.balance.name == "ending" for p in years(case))


@check("FS-014", title="报表格式", article="5.1.4", severity=Severity.MEDIUM, applies=has_statements)
def format_of_its_time(case: Case) -> Outcome:
    """Each statement is in a format of its year, and no material amount stands on an unknown line."""
    found = [o for d in _statements(case) for o in (_format(case, d), _unknown_lines(case, d))]
    return worst(found, unknown("没有财务报表。"))


def _format(case: Case, document: Document) -> Outcome:
    """The format's years hold the statement's."""
    printed, end = field_of(document, "standard"), field_of(document, "period_end")
    if not printed.usable or printed.text not in VALUES["standard"] or not end.usable or end.day is None:
        return unknown(f"{name_of(document)}的报表格式或日期不能确定", printed, end)
    first, last = (int(y) for y in _parameters.text(f"format_years_{printed.text}", case.as_of).split("-"))
    title = VALUES["standard"].get(printed.text, printed.text)
    message = f"{name_of(document)}采用{title}格式"
    if first <= end.day.year <= last:
        return passed(message, printed, end)
    era = f"{first} 年起适用" if end.day.year < first else f"适用至 {last} 年度"
    return warned(f"{message}，该格式{era}，请了解执行的会计准则，并查报表是否后来编制", printed, end)


def _unknown_lines(case: Case, document: Document) -> Outcome:
    """Amounts on lines that are not known, in both columns."""
    sheets = [column(document, name) for name in COLUMNS[document.type]]
    least = materiality(_size(case, sheets[0]), case.as_of)
    stray = [f for sheet in sheets for f in sheet.unmapped if abs(f.amount or Decimal(0)) > least]
    if stray:
        amounts = "、".join(f"「{_label(f)}」{yuan(f.amount)}" for f in stray if f.amount is not None)
        return unknown(f"{name_of(document)}有未识别的科目 {amounts}，请确认其归属", *stray)
    return passed(f"{name_of(document)}没有未识别的大额科目")


def _size(case: Case, sheet: Column) -> Decimal | None:
    """Total assets of the statement, else of any balance sheet."""
    own = sheet.amount("total_assets")
    others = (column(d, "ending").amount("total_assets") for d in case.of_type("balance_sheet"))
    return own if own is not None else next((a for a in others if a is not None), None)


def _label(fact: Fact) -> str:
    """The printed label of a cell's line."""
    row = fact.document.tables["lines"][int(fact.path.split("[")[1].split("]")[0])]
    return str(row["label"].value) if "label" in row else ""
