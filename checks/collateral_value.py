"""Collateral: whether the papers describe one thing, and what it is worth against the debt (8.1(2)(3))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks import _offer, _parameters, _wishes
from checks._facts import Fact, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity

_ZERO = Decimal(0)
_AREA = re.compile(r"(\d+(?:\.\d+)?)(?:平方米|平米|㎡|m2|m²)")
_USES = {
    "住宅": re.compile(r"住宅|公寓|别墅"),
    "商业": re.compile(r"商业|商铺|店铺|商服"),
    "工业": re.compile(r"工业|厂房|仓储|仓库"),
    "办公": re.compile(r"办公|写字楼"),
}


@check("COL-004", title="抵押物描述一致", article="8.1(2)", severity=Severity.MEDIUM, applies=_offer.has_collateral)
def one_description(case: Case) -> Outcome:
    """Place, area and use are the same on the title, the appraisal, the mortgage and the lease."""
    estates = tuple(d for d in _offer.titles(case) if d.type == "property_certificate")
    appraisals = case.of_type("appraisal_report")
    alone = len(estates) == 1 and len(appraisals) == 1
    outcomes = [o for t in estates for o in _compared(case, t, alone)]
    return worst(outcomes, unknown("没有可以与权证比较的评估报告或租赁合同，抵押物的坐落和状况须实地查看（IV-10）。"))


def _compared(case: Case, title: Document, alone: bool) -> Iterator[Outcome]:
    """One title against the papers about its property."""
    for paper in _offer.of_property(title, case.of_type("appraisal_report"), alone):
        yield _location(title, paper)
        yield from _area(case, title, field_of(paper, "subject"), _stated_area(paper), more_only=False)
        yield from _use(title, field_of(paper, "subject"))
    for lease in case.of_type("lease_contract"):
        where = field_of(lease, "location")
        owned = field_of(lease, "lessor").text in _offer.owner_names(title)
        if owned and where.value is not None and _offer.same_place(field_of(title, "location").text, where.text):
            let = field_of(lease, "area_sqm")
            yield from _area(case, title, let, let.amount, more_only=True)


def _location(title: Document, paper: Document) -> Outcome:
    """The place on two papers."""
    a, b = field_of(title, "location"), field_of(paper, "location")
    if not (a.usable and b.usable):
        return unknown("坐落没有读到或待人工复核，不能比较", a, b)
    same = _offer.same_place(a.text, b.text)
    message = f"{name_of(title)}坐落「{a.text}」，{name_of(paper)}「{b.text}」"
    if same:
        return passed(f"{message}，一致", a, b)
    if same is None:
        return unknown(f"{message}，详略不同，是否同一处请实地核对", a, b)
    return warned(f"{message}，不一致，请实地核对", a, b)


def _stated_area(paper: Document) -> Decimal | None:
    """The area in the words of an appraisal's subject."""
    found = _AREA.search(field_of(paper, "subject").text.replace(",", ""))
    return Decimal(found[1]) if found else None


def _area(case: Case, title: Document, told: Fact, area: Decimal | None, *, more_only: bool) -> Iterator[Outcome]:
    """The area on two papers; a lease may be of a part."""
    ours = field_of(title, "area_sqm")
    if area is None or not told.usable or not ours.usable or not ours.amount:
        return
    over = area - ours.amount
    message = f"{name_of(title)}面积 {ours.text} 平方米，{name_of(told.document)} {area} 平方米"
    limit = _parameters.number("collateral_area_share", case.as_of) * ours.amount
    if over > limit or (over < -limit and not more_only):
        yield warned(f"{message}，不一致", ours, told)
    else:
        yield passed(f"{message}，相符", ours, told)


def _use(title: Document, told: Fact) -> Iterator[Outcome]:
    """The use on two papers, where both name one."""
    ours = field_of(title, "use")
    if not (ours.usable and told.usable):
        return
    x, y = ({k for k, words in _USES.items() if words.search(f.text)} for f in (ours, told))
    if x and y and not x & y:
        yield warned(
            f"{name_of(title)}用途「{ours.text}」，{name_of(told.document)}评估对象「{told.text}」，用途不同",
            ours,
            told,
        )


@check("COL-005", title="抵押物价值和期限", article="8.1(3)", severity=Severity.HIGH, applies=_offer.has_collateral)
def worth_the_debt(case: Case) -> Outcome:
    """The right to the land and the vehicle's life outlast the loan; appraised values at their rates cover the debt."""
    debt, held = _wishes.debt(case), _offer.titles(case)
    if debt is None:
        return unknown("申请金额或期限没有读到或待人工复核，不能比较抵押物的价值和期限。")
    ends = [o for t in held if (o := _outlasts(case, t, debt)) is not None]
    return worst([*ends, _covers(case, held, debt)], unknown(""))


def _outlasts(case: Case, title: Document, debt: _wishes.Debt) -> Outcome | None:
    """Whether a title's right or a vehicle's usual life ends before the loan; null when it does not, or no day is printed."""
    vehicle = title.type == "vehicle_certificate"
    fact = field_of(title, "registration_date" if vehicle else "valid_to")
    if fact.day is None:
        return None
    years = _parameters.days("vehicle_life_years", case.as_of) if vehicle else 0
    end = _offer.years_later(fact.day, years)
    if end >= debt.due:
        return None
    what = f"车辆登记于 {fact.text}，使用年限按 {years} 年计" if vehicle else f"{name_of(title)}土地使用期限"
    message = f"{what}至 {end.isoformat()}，早于担保到期日 {debt.due.isoformat()}"
    if not fact.usable:
        return unknown(f"{message}；日期待人工复核", fact)
    return (failed if _offer.offered(case) else warned)(message, fact, *debt.cited)


_KINDS = (
    ("vehicle", "车辆", re.compile(r"车")),
    ("equipment", "设备", re.compile(r"设备|机器|机床|生产线")),
    ("house", "房产", re.compile(r"房|住宅|公寓|别墅|商铺|店铺|楼|建筑物|不动产")),
    ("land", "土地", re.compile(r"土地|地块|宗地")),
)


def _covers(case: Case, held: tuple[Document, ...], debt: _wishes.Debt) -> Outcome:
    """The sum of appraised values at their rates against principal and interest."""
    papers = case.of_type("appraisal_report")
    if not papers:
        return unknown("没有抵押物评估报告，价值须评估（IV-10）", *(field_of(t, "owner") for t in held))
    values = [_value(case, p) for p in papers]
    unclear = [v for v in values if isinstance(v, Outcome)]
    counted = [v for v in values if not isinstance(v, Outcome)]
    total = sum((v[0] for v in counted), _ZERO)
    cited = [f for v in counted for f in v[2]]
    message = (
        f"{'；'.join(v[1] for v in counted)}，合计可抵 {yuan(total)}，担保本息 {yuan(debt.total)}"
        f"{'（利率假定）' if debt.assumed else ''}"
    )
    if counted and total >= debt.total:
        return passed(f"{message}，足以覆盖", *cited, *debt.cited)
    if unclear:
        return worst(unclear, unknown(""))
    estates = [t for t in held if t.type == "property_certificate"]
    alone = len(estates) == 1 and len(papers) == 1
    bare = [t for t in held if not _offer.of_property(t, papers, alone and t in estates)]
    if bare:
        return unknown(f"{message}；另有 {len(bare)} 件权证没有评估", *cited, *debt.cited)
    return (failed if _offer.offered(case) else warned)(f"{message}，不足以覆盖", *cited, *debt.cited)


def _value(case: Case, paper: Document) -> tuple[Decimal, str, tuple[Fact, ...]] | Outcome:
    """What one appraisal counts for, in yuan with words and cells; or why it counts for nothing."""
    worth, day, subject = (field_of(paper, n) for n in ("appraised_value", "valuation_date", "subject"))
    until = field_of(paper, "valid_to")
    day = day if day.day is not None else field_of(paper, "report_date")
    if not (worth.usable and day.usable) or worth.amount is None or day.day is None:
        return unknown("评估价值或评估基准日没有读到或待人工复核", worth, day)
    months = _parameters.number("appraisal_months", case.as_of)
    old = Decimal((case.as_of - day.day).days) / Decimal("30.4375") > months
    if old or (until.usable and until.day is not None and until.day < case.as_of):
        return warned(f"评估基准日 {day.text}，已超过 {months} 个月或有效期，请重新评估", day, until)
    text = f"{subject.text}{field_of(paper, 'location').text}" if subject.usable else ""
    kind = next(((key, title) for key, title, words in _KINDS if words.search(text)), None)
    if kind is None:
        return unknown("评估对象没有读到或待人工复核，不能确定抵押率", subject, worth)
    rate = _parameters.number(f"collateral_rate_{kind[0]}", case.as_of)
    return worth.amount * rate, f"{kind[1]}评估 {yuan(worth.amount)} × {rate:.0%}", (worth, day, subject)
