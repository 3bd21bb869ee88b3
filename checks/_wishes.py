"""What the applicant asks for: amount, term and purpose, what the loan will cost, and the contract of this very loan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks import _parameters, _term
from checks._facts import Fact, best, facts, field_of
from schemas.core import Case, Document


def asked(case: Case, name: str) -> Fact | None:
    """A field of the application, confirmed before doubtful; null when nothing was read."""
    return best(facts(case, f"guarantee_application.{name}"))


def amount(case: Case) -> Fact | None:
    """The amount to be guaranteed, in yuan; null unless it is confirmed and above nothing."""
    fact = asked(case, "amount")
    return fact if fact is not None and fact.usable and (fact.amount or 0) > 0 else None


def contract(case: Case) -> Document | None:
    """The contract of the loan that is asked for: it begins no earlier than some weeks before the day of judgement."""
    first = case.as_of - timedelta(_parameters.days("contract_lead_days", case.as_of))
    starts = [(f.day, d) for d in case.of_type("loan_contract") if (f := field_of(d, "start_date")).usable and f.day]
    new = [(day, d) for day, d in starts if day >= first]
    return max(new, key=lambda pair: pair[0])[1] if new else None


def due(case: Case) -> date | None:
    """When the loan must be paid back: by its contract, else by the term that is asked for."""
    paper = contract(case)
    end = field_of(paper, "end_date") if paper else None
    return end.day if end is not None and end.usable and end.day else _term.due(case)


@dataclass(frozen=True)
class Debt:
    """What must be paid when the loan falls due: principal and interest in yuan; `assumed` when the rate is a default."""

    principal: Decimal
    rate: Decimal
    assumed: bool
    due: date
    start: date
    cited: tuple[Fact, ...]

    @property
    def interest(self) -> Decimal:
        """Simple interest over the whole term, to the cent."""
        days = max((self.due - self.start).days, 0)
        return (self.principal * self.rate * days / 365).quantize(Decimal("0.01"))

    @property
    def total(self) -> Decimal:
        """Principal and interest."""
        return self.principal + self.interest


def debt(case: Case) -> Debt | None:
    """The debt that the loan would be; null when amount or term is not confirmed."""
    principal, end, paper = amount(case), due(case), contract(case)
    if principal is None or principal.amount is None or end is None:
        return None
    rate = field_of(paper, "annual_rate") if paper else None
    known = rate is not None and rate.usable and rate.amount is not None
    share = rate.amount / 100 if known and rate and rate.amount else _parameters.number("loan_rate_assumed", case.as_of)
    term = asked(case, "term_months")
    cited = tuple(f for f in (principal, term, rate if known else None) if f is not None)
    return Debt(principal.amount, share, not known, end, case.as_of, cited)


WORKING, ASSETS, REFINANCING = "流动资金", "固定资产", "偿还借款"
_KINDS = {
    WORKING: re.compile(r"流动资金|周转|原材料|原料|材料|货款|采购|进货|备货|工资|日常经营|供应商|生产经营"),
    ASSETS: re.compile(r"设备|厂房|固定资产|技改|技术改造|基建|扩建|新建|装修|生产线|购置.{0,4}车|建设项目"),
    REFINANCING: re.compile(r"还贷|(?:归还|偿还).{0,8}(?:贷款|借款)|借新还旧|置换|续贷|转贷"),
}


def kinds(purpose: str) -> frozenset[str]:
    """What kinds of use a purpose names; empty when its words tell none.

    >>> sorted(kinds('购置生产设备及补充流动资金')), kinds('其他')
    (['固定资产', '流动资金'], frozenset())
    """
    return frozenset(kind for kind, words in _KINDS.items() if words.search(purpose))


def resolution(case: Case) -> Document | None:
    """The last resolution of the shareholders."""
    papers = case.of_type("shareholder_resolution")
    return max(papers, key=lambda d: field_of(d, "resolution_date").text, default=None)
