"""The credit report: age, identity, adverse records (5.1.4(7), 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checks import _credit_report, _loans, _names, _papers, _parameters
from checks._facts import Fact, best, facts, field_of, name_of, yuan
from checks._loans import Loan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity
from standards import loan_card, organisation_code, uscc


@check(
    "CR-001",
    title="信用报告时效",
    article="5.1.4(7)",
    severity=Severity.HIGH,
    by_date=True,
    applies=_credit_report.applies,
)
def fresh(case: Case) -> Outcome:
    """The report is at most 30 days old (90 with a warning), of the right generation and for lenders."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    printed = field_of(report, "report_date")
    if printed.day is None or not printed.usable:
        return unknown("信用报告日期没有读到或待人工复核。", printed)
    outcomes = [_age(case, printed, printed.day), _edition(report), _generation(report, printed.day)]
    return worst([o for o in outcomes if o is not None], unknown(""))


def _age(case: Case, fact: Fact, printed: date) -> Outcome:
    """Days between the report and the date of judgement."""
    age = (case.as_of - printed).days
    fresh_days = _parameters.days("credit_report_fresh_days", case.as_of)
    stale_days = _parameters.days("credit_report_stale_days", case.as_of)
    message = f"信用报告日期 {printed.isoformat()}，距 {case.as_of.isoformat()} {age} 天"
    if age < 0:
        return unknown(f"信用报告日期 {printed.isoformat()} 晚于判断日，不能判断时效", fact)
    if age <= fresh_days:
        return passed(message, fact)
    if age <= stale_days:
        return warned(f"{message}，超过 {fresh_days} 天，应重新查询", fact)
    return failed(f"{message}，超过 {stale_days} 天，必须重新查询", fact)


def _edition(report: Document) -> Outcome | None:
    """The self-query edition is no basis for credit, by its own words."""
    edition = field_of(report, "edition")
    if edition.value is not None and "自主" in edition.text:
        return warned("为自主查询版，报告声明不作为金融机构授信依据", edition)
    return None


def _generation(report: Document, printed: date) -> Outcome | None:
    """Sections that only second-generation reports have, in a report from before they existed."""
    start = _parameters.day("second_generation_report_from")
    sections = [x.section for x in _loans.loans_of(report) if x.section.text in ("中长期借款", "短期借款", "循环透支")]
    if sections and printed < start:
        return warned(f"报告日早于二代征信上线（{start.isoformat()}），却为二代格式", *sections[:1])
    return None


@check("CR-002", title="信用报告主体", article="5.1.1", severity=Severity.HIGH, applies=_credit_report.applies)
def of_applicant(case: Case) -> Outcome:
    """Name, legal representative and codes of the report are the applicant's."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    parts = (_name, _representative, _unified, _organisation, _card_code)
    outcomes = [o for part in parts if (o := part(case, report)) is not None]
    return worst(
        outcomes, unknown("信用报告与证件没有可比较的名称、代码。", *facts(case, "credit_report.company_name"))
    )


def _name(case: Case, report: Document) -> Outcome | None:
    """The company name against the licence's."""
    ours, theirs = best(facts(case, "business_licence.company_name")), field_of(report, "company_name")
    if ours is None or theirs.value is None:
        return None
    match = _names.compare(ours.text, theirs.text)
    if match == _names.SAME:
        return passed("信用报告名称与营业执照一致", ours, theirs)
    message = f"信用报告名称「{theirs.text}」与营业执照「{ours.text}」不一致"
    if match == _names.DIFFERENT and ours.usable and theirs.usable:
        return failed(f"{message}，是否查错企业", ours, theirs)
    return warned(f"{message}，请核对", ours, theirs)


def _representative(case: Case, report: Document) -> Outcome | None:
    """The legal representative against the licence's."""
    ours = best(f for d in _papers.licences(case) if (f := field_of(d, "legal_representative")).value is not None)
    theirs = field_of(report, "legal_representative")
    if ours is None or theirs.value is None:
        return None
    match = _names.compare(ours.text, theirs.text)
    if match == _names.SAME:
        return passed("信用报告法定代表人与营业执照一致", ours, theirs)
    message = f"信用报告法定代表人「{theirs.text}」与营业执照「{ours.text}」不一致"
    if match == _names.UNSURE:
        return unknown(f"{message}（有生僻字未能识别）", ours, theirs)
    if match == _names.DIFFERENT and ours.usable and theirs.usable:
        return failed(f"{message}，是否已变更", ours, theirs)
    return warned(f"{message}，请核对", ours, theirs)


def _organisation(case: Case, report: Document) -> Outcome | None:
    """The organisation code against the certificate's, else the one inside the licence's unified code."""
    ours = best(facts(case, "organisation_code_certificate.organisation_code"))
    ours = ours or best(facts(case, "business_licence.unified_social_credit_code"))
    theirs = field_of(report, "organisation_code")
    if ours is None or theirs.value is None:
        return None
    code = organisation_code.compact(ours.text)
    code = uscc.organisation_code(code) if len(code) == 18 else code
    if code == organisation_code.compact(theirs.text):
        return passed("信用报告组织机构代码与证件一致", ours, theirs)
    message = f"信用报告组织机构代码 {theirs.text} 与{name_of(ours.document)} {ours.text} 不一致"
    sure = ours.usable and theirs.usable
    return failed(message, ours, theirs) if sure else warned(f"{message}（识别待复核）", ours, theirs)


def _unified(case: Case, report: Document) -> Outcome | None:
    """The unified code against the licence's."""
    ours, theirs = (
        best(facts(case, "business_licence.unified_social_credit_code")),
        field_of(report, "unified_social_credit_code"),
    )
    if ours is None or theirs.value is None:
        return None
    if uscc.compact(ours.text) == uscc.compact(theirs.text):
        return passed("信用报告统一社会信用代码与营业执照一致", ours, theirs)
    message = f"信用报告统一社会信用代码 {theirs.text} 与营业执照 {ours.text} 不一致"
    sure = ours.usable and theirs.usable
    return failed(message, ours, theirs) if sure else warned(f"{message}（识别待复核）", ours, theirs)


def _card_code(case: Case, report: Document) -> Outcome | None:
    """The loan card code: check digits, and the same as on the card."""
    code, card = field_of(report, "loan_card_code"), best(facts(case, "loan_card.loan_card_code"))
    if code.value is None:
        return None
    if not code.usable:
        return unknown("中征码待人工复核", code)
    if card is not None and loan_card.compact(card.text) != loan_card.compact(code.text):
        message = f"信用报告中征码 {code.text} 与贷款卡 {card.text} 不一致"
        return failed(message, code, card) if card.usable else warned(f"{message}（识别待复核）", code, card)
    if not loan_card.is_valid(code.text):
        return warned(f"中征码 {code.text} 校验位不对", code)
    return passed(f"中征码 {code.text} 校验位正确", code, card)


_BAD = ("次级", "可疑", "损失")
_HEADER = {
    "non_performing_balance": ("不良类余额", failed),
    "recourse_balance": ("被追偿余额", failed),
    "overdue_interest": ("欠息", failed),
    "attention_balance": ("关注类余额", warned),
}


@check("CR-005", title="不良信用记录", article="5.1", severity=Severity.BLOCKING, applies=_credit_report.applies)
def nothing_adverse(case: Case) -> Outcome:
    """No unsettled loan is overdue, classed below normal, or paid by a guarantor; no interest is owed."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    loans = _loans.loans_of(report)
    found = [*_summary(report), *(o for x in loans if x.open for o in _adverse(case, report, x))]
    if found:
        return worst(found, unknown(""))
    opened = [x for x in loans if x.open]
    count = field_of(report, "outstanding_count")
    if not loans and not (count.usable and count.value == 0):
        return unknown("没有读到信用报告的贷款明细。", count)
    unclassed = [x for x in opened if not x.classification.usable and not x.recourse]
    if unclassed:
        return unknown(
            f"{len(unclassed)} 笔未结清贷款的五级分类没有读到或待人工复核。", *(x.classification for x in unclassed)
        )
    if count.usable and isinstance(count.value, int) and count.value > len(opened):
        return unknown(f"概要有 {count.value} 笔未结清，明细只读到 {len(opened)} 笔，请核对。", count)
    return passed(
        f"未结清的 {len(opened)} 笔贷款五级分类均为正常，没有逾期、欠息、垫款。",
        *(x.classification for x in opened),
        count,
    )


def _summary(report: Document) -> Iterator[Outcome]:
    """Adverse balances of the report's summary."""
    for name, (title, make) in _HEADER.items():
        fact = field_of(report, name)
        if fact.amount:
            usable = fact.usable
            yield (
                make(f"{title} {yuan(fact.amount)}", fact)
                if usable
                else warned(f"{title} {yuan(fact.amount)}（待复核）", fact)
            )


def _adverse(case: Case, report: Document, loan: Loan) -> Iterator[Outcome]:
    """What is wrong with one unsettled loan."""
    who = f"{loan.lender.text or '第 ' + str(loan.index + 1) + ' 笔贷款'} {yuan(loan.balance.amount or loan.amount.amount or Decimal(0))}"
    graded = loan.classification
    if any(word in graded.text for word in _BAD):
        message = f"{who} 五级分类为{graded.text}"
        yield failed(message, graded, loan.balance) if graded.usable else warned(f"{message}（待复核）", graded)
    elif "关注" in graded.text:
        yield warned(f"{who} 五级分类为关注", graded, loan.balance)
    if loan.overdue.amount:
        message = f"{who} 逾期 {yuan(loan.overdue.amount)}"
        yield failed(message, loan.overdue) if loan.overdue.usable else warned(f"{message}（待复核）", loan.overdue)
    if loan.recourse:
        yield failed(f"{who} 为垫款或被追偿", loan.section, loan.kind, loan.balance)
    yield from _past_due(case, report, loan, who)


def _past_due(case: Case, report: Document, loan: Loan, who: str) -> Iterator[Outcome]:
    """A balance that stands after the day it was due."""
    at = loan.as_of.day or field_of(report, "report_date").day
    if not (loan.due.day and at and loan.due.day < at and loan.balance.amount):
        return
    message = f"{who} 已于 {loan.due.day.isoformat()} 到期，{at.isoformat()} 仍有余额"
    delay = timedelta(days=_parameters.days("reporting_delay_days", case.as_of))
    sure = loan.due.usable and loan.balance.usable and loan.settled.value is None
    if sure and (loan.as_of.usable or at - loan.due.day > delay):
        yield failed(f"{message}，已逾期", loan.due, loan.balance)
    else:
        yield warned(f"{message}，请查是否逾期或展期", loan.due, loan.balance)
