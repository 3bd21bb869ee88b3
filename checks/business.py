"""The licence against the loan that is asked for: its term and its scope (article 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks import _papers, _term
from checks._facts import Fact, best, facts, field_of, name_of
from checks._registry import Outcome, check, not_applicable, passed, unknown, warned, worst
from schemas.core import Case, Severity
from standards import chinese_date


@check("LIC-004", title="营业期限覆盖担保期", article="6(3)", severity=Severity.MEDIUM, applies=_papers.company)
def term_covers_loan(case: Case) -> Outcome:
    """The term of business does not end before the loan would."""
    papers = _papers.licences(case)
    end = best(f for d in papers if (f := field_of(d, "valid_to")).value is not None)
    if end is None:
        if case.applicant.sole_proprietor and papers:
            return not_applicable("个体工商户执照不记载营业期限。")
        return unknown("没有读到营业期限，请查章程或公示系统。")
    if not end.usable:
        return unknown("营业期限待人工复核。", end)
    if end.value == chinese_date.LONG_TERM:
        return passed("营业期限为长期。", end)
    due, term = _term.due(case), best(facts(case, "guarantee_application.term_months"))
    if due is None or end.day is None:
        return unknown("没有读到申请担保期限或营业期限的日期，不能比较。", end, term)
    message = f"营业期限至 {end.day.isoformat()}，担保期满约 {due.isoformat()}"
    if end.day >= due:
        return passed(f"{message}，可以覆盖。", end, term)
    if case.as_of_source == "intake":
        return unknown(f"{message}；判断日为收件日，申请日期待确认。", end, term)
    return warned(f"{message}，营业期限先于借款届满。", end, term)


_SPECIAL = {
    "房地产": ("房地产开发", "购房", "购地", "土地储备", "土地出让金"),
    "证券投资": ("股票", "证券", "期货", "基金", "理财", "股权投资"),
    "资金借贷": ("转贷", "放贷", "借给", "出借", "过桥"),
}
"""Purposes of kinds of business that a company is in only when its scope says so."""

_LICENSED = re.compile(
    r"食品(?:生产|经营|销售|批发|零售)|预包装食品|餐饮服务|危险化学品(?:经营|生产|批发|零售)|道路(?:普通)?货物运输|劳务派遣|典当"
    r"|药品(?:生产|批发|零售|经营)|第三类医疗器械|烟草|成品油|烟花爆竹|矿产资源?开采|民用爆炸物|人力资源服务"
)
_EXCEPT = re.compile(r"[（(](?:[^（()）]*(?:不含|除|不包括)[^（()）]*)[)）]")
_EVERYDAY = re.compile(
    r"流动资金|周转|原材料|原料|材料|货款|采购|进货|工资|设备|备货|经营|生产|支付|归还|偿还|购买|购置|补充|技术改造|装修|租金|税款"
)


@check("LIC-009", title="借款用途与经营范围", article="6(1)", severity=Severity.MEDIUM, applies=_papers.company)
def purpose_in_scope(case: Case) -> Outcome:
    """The loan serves the business that the licence allows, and what needs a permit has one."""
    scope = best(f for d in _papers.licences(case) if (f := field_of(d, "business_scope")).value is not None)
    purpose = best(facts(case, "guarantee_application.purpose"))
    outcomes = [*_licensed(scope)] if scope is not None and scope.usable else []
    if scope is None or purpose is None or not (scope.usable and purpose.usable):
        outcomes.append(unknown("经营范围或借款用途没有读到或待人工复核", scope, purpose))
    else:
        outcomes.append(_purpose(scope, purpose))
    return worst(outcomes, unknown(""))


def _licensed(scope: Fact) -> Iterator[Outcome]:
    """Businesses in the scope that need a permit of their own, which is no paper that the pile can hold."""
    text = _EXCEPT.sub("", scope.text)
    after = text.partition("许可项目")[2]
    words = list(dict.fromkeys(_LICENSED.findall(text)))
    if after or words:
        what = "、".join(words) or "许可项目"
        yield warned(f"{name_of(scope.document)}经营范围有须许可的经营项目（{what}），请查验有效的许可证件", scope)


def _purpose(scope: Fact, purpose: Fact) -> Outcome:
    """Whether the purpose is everyday business, or a business in the scope."""
    message = f"借款用途「{purpose.text}」"
    for kind, words in _SPECIAL.items():
        word = next((w for w in words if w in purpose.text), None)
        if word is not None and word not in scope.text and kind not in scope.text:
            return warned(f"{message}涉及{kind}，不在经营范围内", purpose, scope)
    shared = next((p for p in _pairs(purpose.text) if p in scope.text), None)
    if shared is not None or _EVERYDAY.search(purpose.text):
        return passed(f"{message}属于日常经营或在经营范围内", purpose, scope)
    return unknown(f"{message}是否在经营范围内，请人工判断", purpose, scope)


def _pairs(text: str) -> Iterator[str]:
    """Every two Chinese characters that follow each other."""
    return iter(re.findall(r"(?=([一-龥]{2}))", text))
