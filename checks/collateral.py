"""Collateral: whose it is, what lies on it, whether it may be mortgaged at all (8.1(1))."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stdnum.exceptions import InvalidChecksum, ValidationError

from checks import _names, _offer, _papers
from checks._facts import Fact, field_of, name_of, yuan
from checks._offer import Known
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._related import person
from schemas.core import Case, Document, Severity
from schemas.titles import field_title
from standards import chinese_date, vin


def _against(case: Case) -> Callable[..., Outcome]:
    """A fault of what is offered is a failure, of a title that only lies in the pile a warning."""
    return failed if _offer.offered(case) else warned


@check(
    "COL-001",
    title="抵押物权属",
    article="8.1(1)",
    severity=Severity.BLOCKING,
    applies=_offer.has_collateral,
    whole_pile=True,
)
def owner_provides(case: Case) -> Outcome:
    """The owner on each title is one of the case's parties; co-owners and spouse must consent."""
    own = _papers.of_applicant(case)
    known = _offer.parties(own, case)
    outcomes = [_owned(own, title, known) for title in _offer.titles(own)]
    return worst(outcomes, unknown("没有抵押物的权属证书，请客户提供。"))


def _owned(case: Case, title: Document, known: tuple[Known, ...]) -> Outcome:
    """One title."""
    owner, shared = field_of(title, "owner"), field_of(title, "co_ownership")
    if not owner.usable:
        return unknown(f"{name_of(title)}的权利人没有读到或待人工复核", owner)
    roles: dict[str, Known | None] = {}
    for name in _offer.owner_names(title):
        same = [k for k in known if _names.compare(k.name, name) == _names.SAME]
        unsure = [k for k in known if _names.compare(k.name, name) in (_names.CONFUSABLE, _names.UNSURE)]
        if not same and unsure:
            return unknown(f"{name_of(title)}的权利人 {name} 与 {unsure[0].name} 仅个别字不同，请核对原件", owner)
        roles[name] = same[0] if same else None
    strangers = [n for n, k in roles.items() if k is None]
    if strangers:
        message = f"{name_of(title)}的权利人 {'、'.join(strangers)} 不是申请人、法定代表人、股东或已提供身份资料的人"
        return _against(case)(f"{message}，不能作为其提供的反担保物", owner)
    return _consent(case, title, owner, shared, roles)


def _consent(case: Case, title: Document, owner: Fact, shared: Fact, roles: dict[str, Known | None]) -> Outcome:
    """Whether others than the owner must consent."""
    message = f"{name_of(title)}的权利人 " + "、".join(f"{n}（{k.role}）" for n, k in roles.items() if k)
    cited = (owner, shared, *(k.fact for k in roles.values() if k))
    if "共有" in shared.text or len(roles) > 1:
        return unknown(f"{message}，{shared.text or '数人共有'}，须全体共有人书面同意", *cited)
    people = [n for n in roles if person(n)]
    if not people:
        return passed(message, *cited)
    spouse = _offer.spouse(case, people[0])
    who = f"配偶 {spouse.text} 的书面同意" if spouse else "配偶的书面同意或单身证明"
    return unknown(f"{message}，须有{who}", *cited, spouse)


_SEIZED = re.compile(r"查封|扣押|冻结")
_ENCUMBERED = re.compile(r"抵押|质押|他项")


@check("COL-002", title="抵押、查封", article="8.1(1)", severity=Severity.BLOCKING, applies=_offer.has_collateral)
def free_of_encumbrance(case: Case) -> Outcome:
    """No mortgage, no seizure; a clean certificate does not prove it, the registry must be asked on the day."""
    outcomes = [*(_encumbrance(case, d) for d in case.of_type("encumbrance_certificate")), *_words(case)]
    secured = [_secured(d) for d in case.of_type("credit_report")]
    note = "、".join(s for s in secured if s)
    nothing = "资料中没有抵押、查封记载，但权证不能证明没有；请当日到登记机关查询（IV-11）。" + note
    return worst(outcomes, unknown(nothing, *(field_of(d, "owner") for d in _offer.titles(case))))


def _secured(report: Document) -> str:
    """Whether the credit report lists loans that may be secured."""
    kinds = [str(row["kind"].value) for row in report.tables.get("loans", ()) if "kind" in row and row["kind"].value]
    found = [k for k in kinds if "抵押" in k or "按揭" in k]
    return f"信用报告有{'、'.join(dict.fromkeys(found))}，请查抵押物。" if found else ""


def _encumbrance(case: Case, paper: Document) -> Outcome:
    """One certificate of an encumbrance."""
    matter, amount, holder = (field_of(paper, n) for n in ("right_or_matter", "secured_amount", "right_holder"))
    where, end = field_of(paper, "location"), field_of(paper, "term_end")
    estates = case.of_type("property_certificate")
    met = [t for t in estates if _offer.of_property(t, (paper,), alone=False)]
    what = f"{where.text or '（坐落未读到）'} 已设{matter.text or '他项权'}"
    cited = (matter, amount, holder, where, end, field_of(paper, "unit_number"))
    if matter.weak:
        return unknown(f"{what}，待人工复核", *cited)
    if _SEIZED.search(matter.text):
        return failed(f"{where.text} 已被{matter.text}", *cited)
    if estates and not met:
        return unknown(f"{what}，与所附权证的坐落不同或坐落未读到，请核对是否同一抵押物", *cited)
    sum_ = f"在先债权 {yuan(amount.amount)}" if amount.usable and amount.amount is not None else "在先债权金额未读到"
    term = f"，履行期限至 {end.text}" if end.usable else ""
    released = "；期限已过，请查是否注销" if end.usable and end.day and end.day < case.as_of else ""
    return warned(f"{what}，权利人 {holder.text or '（未读到）'}，{sum_}{term}{released}", *cited)


def _words(case: Case) -> Iterator[Outcome]:
    """Words of a mortgage or seizure on the title itself."""
    for title in _offer.titles(case):
        for name in ("right_type", "co_ownership", "use", "certificate_number"):
            fact = field_of(title, name)
            told = f"{name_of(title)}{field_title(title.type, name)}「{fact.text}」"
            if fact.value is None or not (_SEIZED.search(fact.text) or _ENCUMBERED.search(fact.text)):
                continue
            if not fact.usable:
                yield unknown(f"{told}待人工复核", fact)
            elif _SEIZED.search(fact.text):
                yield failed(f"{told}，已被查封", fact)
            else:
                yield warned(f"{told}，已有抵押", fact)


_HOMESTEAD = re.compile(r"宅基地")
_DOUBTFUL = {
    "集体土地": re.compile(r"集体"),
    "划拨土地": re.compile(r"划拨"),
    "公益设施": re.compile(r"学校|教育|科教|幼儿园|医院|医疗|公共设施|公益|宗教|福利|军事"),
    "预售或预告登记": re.compile(r"预售|预告|预购"),
}
_UNIT = re.compile(r"\d{12}[A-Z]{2}\d{5}[A-Z]\d{8}")


@check("COL-003", title="抵押物合法性", article="8.1(1)", severity=Severity.HIGH, applies=_offer.has_collateral)
def may_be_mortgaged(case: Case) -> Outcome:
    """No homestead, collective, allotted or public land, not let, not merely pre-sold; numbers of the right form."""
    outcomes = [_title(case, t) for t in _offer.titles(case)]
    return worst(outcomes, unknown("没有抵押物的权属证书，不能判断能否抵押。"))


def _title(case: Case, title: Document) -> Outcome:
    """One title."""
    if title.type == "vehicle_certificate":
        return _vehicle(title)
    found = [*_kind_of_land(title), *_unit_number(title), *_leased(case, title)]
    return worst([*found, _granted(title)], unknown(""))


def _kind_of_land(title: Document) -> Iterator[Outcome]:
    """Kinds of land and building that may not be mortgaged, or not without more."""
    for name in ("right_type", "use", "certificate_number"):
        fact = field_of(title, name)
        if fact.value is None:
            continue
        told = f"{name_of(title)}{field_title(title.type, name)}「{fact.text}」"
        if _HOMESTEAD.search(fact.text):
            yield failed(f"{told}为宅基地，不能抵押", fact) if fact.usable else unknown(f"{told}待人工复核", fact)
            continue
        kinds = [k for k, words in _DOUBTFUL.items() if words.search(fact.text)]
        if kinds:
            message = f"{told}为{'、'.join(kinds)}，能否抵押须查明"
            yield warned(message, fact) if fact.usable else unknown(f"{told}待人工复核", fact)


def _unit_number(title: Document) -> Iterator[Outcome]:
    """The number of the unit has twenty-eight characters in fixed places."""
    unit = field_of(title, "unit_number")
    if unit.usable and not _UNIT.fullmatch(re.sub(r"\s", "", unit.text)):
        yield warned(f"{name_of(title)}的不动产单元号「{unit.text}」不是 28 位规定格式，请核对原件", unit)


def _leased(case: Case, title: Document) -> Iterator[Outcome]:
    """A lease of the property by its owner that runs on: the tenant stays."""
    owners, where = _offer.owner_names(title), field_of(title, "location")
    for lease in case.of_type("lease_contract"):
        lessor, at, end = (field_of(lease, n) for n in ("lessor", "location", "end_date"))
        here = where.value is not None and at.value is not None and _offer.same_place(where.text, at.text) is not False
        over = end.usable and end.day is not None and end.day < case.as_of
        if lessor.usable and lessor.text in owners and here and not over:
            yield warned(f"{where.text} 已出租至 {end.text or '（未读到）'}，租赁先于抵押的须保留租赁", lessor, at, end)


def _granted(title: Document) -> Outcome:
    """Land with a last day of use was granted for money; without one it may have been allotted."""
    kind, use, end = (field_of(title, n) for n in ("right_type", "use", "valid_to"))
    cells = (kind, use, end)
    if not use.usable or (kind.value is not None and not kind.usable):
        return unknown(f"{name_of(title)}的权利类型或用途没有读到或待人工复核", *cells)
    if not end.usable or end.value == chinese_date.LONG_TERM:
        return unknown(f"{name_of(title)}没有土地使用期限，土地是出让还是划拨请查权利性质", *cells)
    return passed(
        f"{name_of(title)}：{kind.text or '权利类型未记载'}，用途 {use.text}，土地使用期限至 {end.text}", *cells
    )


def _vehicle(title: Document) -> Outcome:
    """The vehicle's number."""
    number = field_of(title, "vin")
    if not number.usable:
        return unknown("车辆识别代号没有读到或待人工复核", number)
    message = f"车辆识别代号 {number.text}"
    try:
        vin.validate(number.text)
    except InvalidChecksum:
        if number.text.startswith("L"):
            return failed(f"{message} 第 9 位校验位不符，号码有误或系伪造", number)
        return warned(f"{message} 第 9 位校验位不符，进口车可能没有校验位，请核对实车", number)
    except ValidationError:
        return failed(f"{message} 不是 17 位有效代号", number)
    return passed(f"{message} 校验位正确", number)
