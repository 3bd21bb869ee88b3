"""What the loan is for, whether so much is needed, and how long (article 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks import _names, _need, _parameters, _wishes
from checks._facts import Fact, best, facts, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Severity

_NOT_FOR = re.compile(r"(?:不得|不用于|不能|不可|禁止|严禁)[^。;；]*")
_FORBIDDEN = re.compile(
    r"炒[股房]|股票|证券投资|期货|理财|股权(?:投资|收购)|收购.{0,8}股权|入股|赌|高利贷|民间借[贷款]"
    r"|(?:个人|私人).{0,2}(?:借款|债务|欠款|借贷)"
)
_PROPERTY = re.compile(r"房地产|购[地房]|买[地房]|土地(?:竞拍|出让金|储备)|投资.{0,4}(?:商品房|房产|写字楼|商铺)")


@check("USE-001", title="借款用途一致、合规", article="6(1)", severity=Severity.HIGH)
def one_lawful_purpose(case: Case) -> Outcome:
    """Application, loan contract and resolution name one purpose, and none that is forbidden."""
    held = list(_purposes(case))
    if not held:
        return unknown("没有读到借款用途。")
    outcomes = [o for f in held if (o := _forbidden(case, f)) is not None]
    outcomes += [_agree(held[0], other) for other in held[1:]]
    alone = f"借款用途「{held[0].text}」没有借款合同或股东会决议可以比较，贸易合同请客户经理核对"
    return worst(outcomes, unknown(alone, held[0]))


def _purposes(case: Case) -> Iterator[Fact]:
    """The purpose on the application, on the contract of this loan and on the last resolution."""
    wish = _wishes.asked(case, "purpose")
    if wish is not None:
        yield wish
    for document in (_wishes.contract(case), _wishes.resolution(case)):
        if document is not None and (fact := field_of(document, "purpose")).value is not None:
            yield fact


def _forbidden(case: Case, purpose: Fact) -> Outcome | None:
    """A purpose that no guarantee may serve: shares, speculation in property, private debts; null when there is none."""
    text = _NOT_FOR.sub("", _names.plain(purpose.text))
    found = _FORBIDDEN.search(text)
    if found is None and _PROPERTY.search(text) is None:
        return None
    message = f"{name_of(purpose.document)}的借款用途「{purpose.text}」"
    if not purpose.usable:
        return unknown(f"{message}待人工复核", purpose)
    if found is not None:
        return failed(f"{message}涉及「{found.group()}」，属禁止用途", purpose)
    return _building(case, message, purpose)


def _building(case: Case, message: str, purpose: Fact) -> Outcome | None:
    """Land and buildings are the business of a developer, and speculation for anybody else; null for a developer."""
    if case.applicant.kind == "person":
        return unknown(f"{message}涉及购房或房地产，请核实是否自住", purpose)
    scope = best(facts(case, "business_licence.business_scope", "registry_extract.business_scope"))
    if scope is None or not scope.usable:
        return unknown(f"{message}涉及房地产，经营范围没有读到或待人工复核", purpose, scope)
    if "房地产开发" in scope.text or "房地产经营" in scope.text:
        return None
    return failed(f"{message}涉及房地产，而经营范围内没有房地产开发", purpose, scope)


def _agree(a: Fact, b: Fact) -> Outcome:
    """Two papers' purposes: the same words, one inside of the other, or at least one kind of use in common."""
    x, y = (_names.plain(f.text) for f in (a, b))
    message = f"{name_of(a.document)}「{a.text}」，{name_of(b.document)}「{b.text}」"
    if not (a.usable and b.usable):
        return unknown(f"借款用途待人工复核：{message}", a, b)
    if x in y or y in x:
        return passed(f"借款用途一致：{message}", a, b)
    ours, theirs = _wishes.kinds(x), _wishes.kinds(y)
    if not ours or not theirs:
        return unknown(f"借款用途写法不同，是否一致请人工判断：{message}", a, b)
    if ours & theirs:
        return passed(f"借款用途同为{'、'.join(sorted(ours & theirs))}：{message}", a, b)
    return warned(f"借款用途不一致：{message}", a, b)


def _has_books(case: Case) -> str | None:
    """Applies to companies, and to others who hand in statements."""
    plain = case.applicant.kind == "person" or case.applicant.sole_proprietor
    if plain and not case.of_type("balance_sheet"):
        return "申请人没有财务报表，流动资金需求公式不适用。"
    return None


@check("USE-002", title="借款金额与资金需求", article="6(2)", severity=Severity.HIGH, applies=_has_books)
def amount_is_needed(case: Case) -> Outcome:
    """The amount is no more than the gap of working capital, reckoned in two ways."""
    wish, purpose = _wishes.asked(case, "amount"), _wishes.asked(case, "purpose")
    if wish is None or not wish.usable or wish.amount is None or purpose is None or not purpose.usable:
        return unknown("申请金额或借款用途没有读到或待人工复核。", wish, purpose)
    if _wishes.WORKING not in _wishes.kinds(purpose.text):
        return unknown(
            f"借款用途「{purpose.text}」不是流动资金，资金需求须按合同金额和自有资金比例测算。", wish, purpose
        )
    need = _need.working_capital(case)
    if isinstance(need, str):
        return unknown(f"流动资金需求不能测算：{need}。", wish, purpose)
    margin = _parameters.number("need_margin", case.as_of)
    message = f"申请 {yuan(wish.amount)}；{need.words}"
    cited = (wish, purpose, *need.cells)
    if wish.amount > margin * need.total:
        return warned(f"{message}。申请金额超过全部营运资金量的 {margin} 倍，请说明用途。", *cited)
    if wish.amount <= margin * need.gap:
        return passed(f"{message}。申请金额不超过缺口的 {margin} 倍。", *cited)
    return unknown(f"{message}。申请金额是否超过缺口，取决于自有资金和原有借款是否续作，请客户经理核实。", *cited)


@check("USE-003", title="借款期限与资金周转", article="6(3)", severity=Severity.MEDIUM)
def term_fits_use(case: Case) -> Outcome:
    """The term is no shorter than the cash cycle, at most a year for working capital, and that of the contract."""
    term, purpose = _wishes.asked(case, "term_months"), _wishes.asked(case, "purpose")
    if term is None or not term.usable or term.amount is None or purpose is None or not purpose.usable:
        return unknown("申请期限或借款用途没有读到或待人工复核。", term, purpose)
    cycle = _of_cycle(case, term, purpose)
    return worst([*_of_kind(case, term, purpose), *_of_contract(case, term), cycle], cycle)


def _of_kind(case: Case, term: Fact, purpose: Fact) -> Iterator[Outcome]:
    """Working capital alone is not lent for more than a year."""
    most = _parameters.number("working_capital_months", case.as_of)
    months = term.amount or Decimal(0)
    if _wishes.kinds(purpose.text) == {_wishes.WORKING} and months > most:
        yield warned(f"流动资金借款期限 {months} 个月，超过 {most} 个月", term, purpose)


def _of_contract(case: Case, term: Fact) -> Iterator[Outcome]:
    """The contract of this loan runs as long as the application asks."""
    paper = _wishes.contract(case)
    if paper is None:
        return
    start, end = field_of(paper, "start_date"), field_of(paper, "end_date")
    if start.day is None or end.day is None:
        return
    message = f"借款合同自 {start.day.isoformat()} 至 {end.day.isoformat()}，申请期限 {term.text} 个月"
    if not end.usable:
        yield unknown(f"{message}；到期日待人工复核", start, end, term)
        return
    asked = float(term.amount or 0) * 365.25 / 12
    apart = abs((end.day - start.day).days - asked)
    if apart > _parameters.days("term_tolerance_days", case.as_of):
        yield warned(f"{message}，两者不符", start, end, term)
    else:
        yield passed(f"{message}，两者相符", start, end, term)


def _of_cycle(case: Case, term: Fact, purpose: Fact) -> Outcome:
    """The term against the days in which money comes back from goods and customers."""
    if _has_books(case) or _wishes.WORKING not in _wishes.kinds(purpose.text):
        return passed(f"申请期限 {term.text} 个月，用途「{purpose.text}」", term, purpose)
    cycle = _need.cycle(case)
    if isinstance(cycle, str):
        return unknown(f"资金周转天数不能测算：{cycle}", term, purpose)
    days = float(term.amount or 0) * 365.25 / 12
    message = f"申请期限 {term.text} 个月（约 {days:.0f} 天），{cycle.words}"
    if days < float(cycle.days):
        return warned(f"{message}；期限短于周转天数，到期时资金可能尚未收回", term, *cycle.cells)
    return passed(f"{message}；期限不短于周转天数", term, *cycle.cells)
