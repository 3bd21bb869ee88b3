"""Matters that may change the applicant's standing: investments, restructuring, litigation, management (5.1.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from checks import _bank_flows, _credit_report, _names, _papers, _parameters, _wishes
from checks._compare import tolerance
from checks._facts import Fact, best, cell_of, facts, field_of, name_of, yuan
from checks._measure import ZERO, figures, last_sheet
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import Column, column
from schemas.core import Case, Document, Severity

_BUILDING = ("construction_in_progress", "construction_materials")
_HELD = ("lt_equity_investments", "lt_bond_investments")
_FIELDS = re.compile(r"房地产|酒店|矿|餐饮|农业|养殖|旅游|物流|影视|光伏|教育|医疗|股权")
_NEW = re.compile(r"投资|项目|新建|收购|开办|建设|入股")


@check("MAJ-001", title="重大投资", article="5.1.5(1)", severity=Severity.HIGH, applies=_papers.company)
def investments_are_bearable(case: Case) -> Outcome:
    """Investments under way and planned are at most half of the equity, and within the main business."""
    return worst([*_outside(case), _burden(case)], unknown(""))


def _outside(case: Case) -> Iterator[Outcome]:
    """A planned investment in a business that the licence does not name."""
    purpose = _wishes.asked(case, "purpose")
    scope = best(facts(case, "business_licence.business_scope", "registry_extract.business_scope"))
    if purpose is None or scope is None or not (purpose.usable and scope.usable):
        return
    field = _FIELDS.search(purpose.text)
    if field is not None and _NEW.search(purpose.text) and field.group() not in scope.text:
        message = f"拟投资「{purpose.text}」不在主营业务内，请分析对主营业务资金的影响"
        yield warned(message, purpose, scope)


def _burden(case: Case) -> Outcome:
    """What is being built, held and planned, as a share of the equity."""
    sheet = last_sheet(case)
    equity = sheet.fact("total_equity") if sheet else None
    if sheet is None or equity is None or not equity.usable or equity.amount is None:
        return unknown("所有者权益没有读到或待人工复核，不能判断投资规模", equity)
    built, held, spent = figures(sheet, *_BUILDING), figures(sheet, *_HELD), _spent(case, sheet)
    cells = [*built.cells, *held.cells, *spent[1]]
    if built.doubtful or held.doubtful or spent[2]:
        return unknown("在建工程、长期投资或购建支出待人工复核", *cells)
    under_way = max(_sum(built.cells), spent[0]) + _sum(held.cells)
    planned, sure, wish = _planned(case)
    if planned is None:
        return unknown("申请金额没有读到或待人工复核，不能计入拟投资额", *wish, *cells)
    message = (
        f"在建工程和购建支出 {yuan(max(_sum(built.cells), spent[0]))}，长期投资 {yuan(_sum(held.cells))}，拟投资 "
        f"{yuan(planned)}，净资产 {yuan(equity.amount)}"
    )
    return _judged(case, message, (under_way, planned, sure), equity, [*cells, *wish])


def _judged(case: Case, message: str, sums: tuple[Decimal, Decimal, bool], equity: Fact, cells: list[Fact]) -> Outcome:
    """The verdict on the share; `sums` are what is under way, what is planned, and whether the plan is all investment."""
    under_way, planned, sure = sums
    own = equity.amount or ZERO
    limit = max(own, ZERO) * _parameters.number("investment_share", case.as_of)
    certain = under_way + (planned if sure else ZERO)
    if certain > limit:
        return warned(f"{message}，超过净资产的一半，须分析风险度", equity, *cells)
    if under_way + planned > limit:
        return unknown(f"{message}；申请书没有写明投资部分的金额，不能判断是否超过净资产的一半", equity, *cells)
    return passed(f"{message}，未超过净资产的一半", equity, *cells)


def _sum(cells: tuple[Fact, ...]) -> Decimal:
    return sum((f.amount or ZERO for f in cells), ZERO)


def _spent(case: Case, sheet: Column) -> tuple[Decimal, tuple[Fact, ...], bool]:
    """What the cash-flow statement of the same period paid for fixed assets: amount, cells, whether doubtful."""
    for paper in case.of_type("cash_flow_statement"):
        if sheet.end is not None and field_of(paper, "period_end").day == sheet.end:
            paid = figures(column(paper, "current"), "cf_capex")
            return _sum(paid.cells), paid.cells, paid.doubtful
    return ZERO, (), False


def _planned(case: Case) -> tuple[Decimal | None, bool, list[Fact]]:
    """What the loan will be invested: its amount when its purpose names fixed assets, and whether it names nothing else."""
    purpose, wish = _wishes.asked(case, "purpose"), _wishes.asked(case, "amount")
    if purpose is None:
        return ZERO, True, []
    found = _wishes.kinds(purpose.text)
    if purpose.usable and _wishes.ASSETS not in found and not _NEW.search(purpose.text):
        return ZERO, True, [purpose]
    if wish is None or not wish.usable or wish.amount is None:
        return None, False, [f for f in (purpose, wish) if f is not None]
    alone = purpose.usable and not found & {_wishes.WORKING, _wishes.REFINANCING}
    return wish.amount, alone, [purpose, wish]


_ENDING = re.compile(r"清算|破产")


@check("MAJ-002", title="改制重组迹象", article="5.1.5(2)", severity=Severity.HIGH, applies=_papers.incorporated)
def no_restructuring(case: Case) -> Outcome:
    """No sign of liquidation, of less capital or of other owners within two years; pledges of shares no paper here tells."""
    outcomes = [*_liquidation(case), *_less_capital(case), *_other_owners(case)]
    days = [f for f in facts(case, "registry_extract.issue_date") if f.usable and f.day]
    last = max(days, key=lambda f: f.day or date.min, default=None)
    note = f"登记机关最近核准日期 {last.text}，" if last else ""
    nothing = f"{note}资料中没有发现清算、减资或股东变更；股权出质、冻结和合并须查公示系统并询问企业（IV-08）。"
    return worst(outcomes, unknown(nothing, last))


def _liquidation(case: Case) -> Iterator[Outcome]:
    """Words of an ending in the register's status or in a name of the applicant."""
    paths = ("registry_extract.operating_status", "bank_statement.account_name", "registry_extract.company_name")
    for fact in facts(case, *paths):
        if _ENDING.search(fact.text):
            message = f"{name_of(fact.document)}载明「{fact.text}」"
            yield failed(message, fact) if fact.usable else unknown(f"{message}，待人工复核", fact)


def _recent(case: Case, day: date | None) -> bool:
    """Whether a day lies within the months looked at."""
    months = _parameters.days("change_months", case.as_of)
    return day is not None and 0 <= (case.as_of - day).days <= months * 30.4375


def _less_capital(case: Case) -> Iterator[Outcome]:
    """Paid-in capital that is less at the end of a year than at its beginning."""
    for paper in case.of_type("balance_sheet"):
        ending, opening = (column(paper, name).fact("paid_in_capital") for name in ("ending", "opening"))
        end = field_of(paper, "period_end")
        if ending is None or opening is None or not (ending.usable and opening.usable and end.usable):
            continue
        fell = (opening.amount or ZERO) - (ending.amount or ZERO)
        if _recent(case, end.day) and fell > tolerance((ending.ulp, opening.ulp)):
            yield warned(
                f"{name_of(paper)}实收资本年初 {yuan(opening.amount or ZERO)}，期末 {yuan(ending.amount or ZERO)}，"
                "是否减资，请查工商变更",
                opening,
                ending,
            )


def _other_owners(case: Case) -> Iterator[Outcome]:
    """Two charters, the later one recent, that name different shareholders."""
    dated = [(f.day, d) for d in case.of_type("articles_of_association") if (f := field_of(d, "signed_date")).usable]
    charters = [d for day, d in sorted(((day, d) for day, d in dated if day), key=lambda pair: pair[0])]
    for before, after in zip(charters, charters[1:], strict=False):
        if not _recent(case, field_of(after, "signed_date").day):
            continue
        old, new = _owners(before), _owners(after)
        if not all(f.usable for f in (*old, *new)) or not old or not new:
            continue
        gone = [f for f in old if all(_names.compare(f.text, g.text) == _names.DIFFERENT for g in new)]
        come = [f for f in new if all(_names.compare(f.text, g.text) == _names.DIFFERENT for g in old)]
        if gone or come:
            said = "、".join([*(f"退出 {f.text}" for f in gone), *(f"新增 {f.text}" for f in come)])
            yield warned(f"两份公司章程的股东不同：{said}，请查股权变更原因", *gone, *come)


def _owners(charter: Document) -> list[Fact]:
    """The names of a charter's shareholders."""
    rows = charter.tables.get("shareholders", ())
    cells = [cell_of(charter, "shareholders", i, row, "name") for i, row in enumerate(rows)]
    return [f for f in cells if f.value is not None]


_COUNTS = ("civil_judgment_count", "enforcement_count", "open_enforcement_count")


@check("MAJ-003", title="诉讼和执行", article="5.1.5(3)", severity=Severity.HIGH, applies=_papers.company)
def no_litigation(case: Case) -> Outcome:
    """No judgment or enforcement in the credit report, and no payment to a court; that none exists no paper proves."""
    report = _credit_report.newest(case)
    records = [f for n in _COUNTS if (f := field_of(report, n)).amount] if report else []
    outcomes = [_record(f) for f in records]
    outcomes += [o for o in (_courts(case),) if o is not None]
    nothing = "资料中没有发现诉讼、执行记录，但不能证明没有；请查询法院和执行信息（IV-09）。"
    return worst(outcomes, unknown(nothing))


def _record(fact: Fact) -> Outcome:
    """A number of records in the credit report."""
    kind = {"civil_judgment_count": "民事判决", "enforcement_count": "强制执行"}.get(fact.path, "未结案强制执行")
    message = f"信用报告有 {fact.text} 条{kind}记录，请查金额和进展"
    return warned(message, fact) if fact.usable else unknown(f"{message}（待人工复核）", fact)


def _courts(case: Case) -> Outcome | None:
    """Payments to courts and for enforcement; null when the bank statements show none."""
    held = _bank_flows.flows(case, case.applicant.name, case.as_of)
    paid = [b for b in held.bookings if b.court and b.debit.amount]
    if not paid:
        return None
    cells = [f for b in paid for f in (b.debit, b.day)]
    total = sum((b.debit.amount or ZERO for b in paid), ZERO)
    message = f"对账单有付给法院或被执行的款项 {len(paid)} 笔共 {yuan(total)}"
    if any(b.weak for b in paid):
        return unknown(f"{message}，待人工复核", *cells)
    sheet = last_sheet(case)
    equity = sheet.fact("total_equity") if sheet else None
    limit = _parameters.number("litigation_fail_share", case.as_of)
    if equity is not None and equity.usable and equity.amount is not None and total > limit * max(equity.amount, ZERO):
        return failed(f"{message}，超过净资产 {yuan(equity.amount)} 的 {limit:.0%}", equity, *cells)
    return warned(f"{message}，请查案由和进展", *cells)


@check("MAJ-004", title="管理层变动", article="5.1.5(4)", severity=Severity.MEDIUM, applies=_papers.incorporated)
def management_is_stable(case: Case) -> Outcome:
    """The legal representative did not change twice within two years; what is intended only the people can say."""
    named: list[Fact] = []
    for _, head in sorted(_heads(case), key=lambda pair: pair[0]):
        if all(_changed(known, head) for known in named):
            named.append(head)
    changes = list(zip(named, named[1:], strict=False))
    listed = "、".join(f"{a.text} → {b.text}" for a, b in changes)
    cited = [f for pair in changes for f in pair]
    months = _parameters.days("change_months", case.as_of)
    if len(changes) >= _parameters.days("management_changes", case.as_of):
        return warned(f"{months} 个月内法定代表人变更 {len(changes)} 次：{listed}。", *cited)
    found = f"{months} 个月内法定代表人变更：{listed}；" if changes else ""
    return unknown(f"{found}董事、管理人员的变动和变动意向须面谈了解（IV-08）。", *cited)


_DATED = {
    "business_licence": "issue_date",
    "account_opening_permit": "issue_date",
    "tax_registration_certificate": "issue_date",
    "credit_report": "report_date",
    "registry_extract": "report_date",
    "articles_of_association": "signed_date",
    "guarantee_application": "application_date",
}


def _heads(case: Case) -> Iterator[tuple[date, Fact]]:
    """The legal representative on papers dated within the months looked at."""
    for type_, name in _DATED.items():
        for paper in case.of_type(type_):
            day, head = field_of(paper, name), field_of(paper, "legal_representative")
            if day.usable and day.day and head.usable and _recent(case, day.day):
                yield day.day, head


def _changed(a: Fact, b: Fact) -> bool:
    """Whether two papers name different persons, a misread character aside."""
    return _names.compare(a.text, b.text) == _names.DIFFERENT
