"""The registrar and its public register: who issued the licence, annual reports, status (5.1.1(1))."""

from __future__ import annotations

from datetime import date, timedelta

from checks import _papers, _parameters, _recorded
from checks._facts import Fact, best, cell_of, field_of, name_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity, Verdict
from standards import region


@check("LIC-001", title="登记机关", article="5.1.1(1)", severity=Severity.HIGH, applies=_papers.company)
def issued_by_registrar(case: Case) -> Outcome:
    """The licence names and bears the seal of a registrar that existed then and sits where the number says."""
    papers = _papers.licences(case)
    unsealed = [d for d in papers if _recorded.on_paper(case, d).sealed is False]
    if unsealed:
        return failed("营业执照没有登记机关印章（经办人记录），请查公示系统核实。", *(_number(d) for d in unsealed))
    named = best(f for d in papers if (f := field_of(d, "issuing_authority")).value is not None)
    if named is None:
        return unknown("没有读到营业执照的登记机关，请看原件。", *(_number(d) for d in papers))
    if not named.usable:
        return unknown("营业执照的登记机关待人工复核。", named)
    return worst([_era(named), _place(named)], unknown(""))


def _number(document: Document) -> Fact | None:
    """The licence's number."""
    return best(f for n in ("unified_social_credit_code", "registration_number") if (f := field_of(document, n)).value)


def _era(named: Fact) -> Outcome:
    """Whether there were registrars of that name when the licence was issued."""
    issued = field_of(named.document, "issue_date")
    message = f"登记机关 {named.text}"
    if not any(word in named.text for word in _REGISTRARS):
        return warned(f"{message} 不是登记机关的名称", named)
    if not issued.usable or issued.day is None:
        return passed(message, named)
    for word, (first, last) in _REGISTRARS.items():
        early = first is not None and issued.day < _parameters.day(first)
        late = last is not None and issued.day >= _parameters.day(last)
        if word in named.text and (early or late):
            return warned(f"{message} 与发照日期 {issued.day.isoformat()} 的机关名称不符", named, issued)
    return passed(f"{message} 与发照日期相符", named, issued)


_REGISTRARS: dict[str, tuple[str | None, str | None]] = {
    "市场监督": ("registrar_renamed_from", None),
    "市场和质量": ("registrar_renamed_from", None),
    "行政审批": ("approval_bureau_from", None),
    "数据": ("approval_bureau_from", None),
    "工商行政": (None, "registrar_renamed_until"),
    "工商局": (None, "registrar_renamed_until"),
    "政务服务": ("approval_bureau_from", None),
    "综合执法": ("registrar_renamed_from", None),
}
"""What registrars are called, with the parameters of the first day and of the day from which no longer."""


def _place(named: Fact) -> Outcome:
    """Whether the registrar's city is the one whose code stands in the licence's number."""
    number = _number(named.document)
    code = _region(number) if number is not None and number.usable else ""
    cities = region.prefectures(named.text)
    if not cities or not region.names(code):
        return passed(f"登记机关 {named.text}", named)
    if any(code.startswith(c) or c.startswith(code.rstrip("0")) for c in cities):
        return passed(f"登记机关 {named.text} 与号码内的地区码 {code} 相符", named, number)
    where = "".join(region.names(code)) or code
    return warned(f"登记机关 {named.text} 与号码内的地区码 {code}（{where}）不符", named, number)


def _region(number: Fact) -> str:
    """The six digits of the registrar inside a licence's number; empty when there are none."""
    text = number.text.replace(" ", "")
    digits = text[2:8] if number.path == "unified_social_credit_code" else text[:6]
    return digits if len(text) in (15, 18) and digits.isdigit() else ""


def _since_publication(case: Case) -> str | None:
    """Applies since companies publish annual reports."""
    start = _parameters.day("publication_from")
    return None if case.as_of >= start else f"{start.isoformat()} 以前没有年度报告公示和经营异常名录。"


@check(
    "LIC-006",
    title="年度报告和经营异常",
    article="5.1.1(1)",
    severity=Severity.HIGH,
    by_date=True,
    applies=(_papers.company, _since_publication),
)
def published(case: Case) -> Outcome:
    """The last annual report that is due was filed, and no entry in the list of abnormal operations stands."""
    extracts = case.of_type("registry_extract")
    if not extracts:
        return unknown("没有企业信用信息公示报告，请到公示系统查询年度报告和经营异常名录。")
    extract = _newest(extracts)
    return worst([*_abnormal(extract), _report(case, extract), _age(case, extract)], unknown(""))


def _newest(extracts: tuple[Document, ...]) -> Document:
    """The extract printed last."""
    return max(extracts, key=lambda d: field_of(d, "report_date").text)


def _abnormal(extract: Document) -> list[Outcome]:
    """Entries in the list of abnormal operations."""
    outcomes = []
    for index, row in enumerate(extract.tables.get("abnormal", ())):
        reason, listed, removed = (cell_of(extract, "abnormal", index, row, c) for c in _ENTRY)
        what = f"经营异常名录：{listed.text or '日期未读到'} 列入，{reason.text or '原因未读到'}"
        if removed.value is not None:
            outcomes.append(passed(f"{what}，已于 {removed.text} 移出", removed))
        elif removed.unread or not (listed.usable or reason.usable):
            outcomes.append(warned(f"{what}，是否移出待人工复核", listed, reason))
        else:
            outcomes.append(failed(f"{what}，尚未移出", listed, reason))
    return outcomes


_ENTRY = ("reason", "listed_on", "removed_on")


def _report(case: Case, extract: Document) -> Outcome:
    """Whether the annual report that is due was filed."""
    due = date(case.as_of.year, 6, 30)
    if case.as_of <= due:
        due = date(case.as_of.year - 1, 6, 30)
    year, printed = field_of(extract, "report_year"), field_of(extract, "report_date")
    founded = best(f for d in _papers.licences(case) if (f := field_of(d, "establishment_date")).usable)
    if due < _parameters.day("first_annual_report_due"):
        return passed("首次年度报告尚未到期")
    if founded is not None and founded.day is not None and founded.day.year >= due.year:
        return passed(f"{founded.day.isoformat()} 成立，首次年度报告尚未到期", founded)
    needed = due.year - 1
    if not year.usable or not isinstance(year.value, int):
        return unknown(f"公示报告没有读到已报送的年度报告，应有 {needed} 年度报告", year)
    message = f"已公示 {year.value} 年度报告"
    if year.value >= needed:
        return passed(f"{message}，满足 {needed} 年度要求", year)
    if printed.usable and printed.day is not None and printed.day > due:
        lacking = f"{message}，{needed} 年度报告应于 {due.isoformat()} 前报送而未见"
        return (
            unknown(f"{lacking}；个体工商户可报纸质年报", year)
            if case.applicant.sole_proprietor
            else failed(lacking, year)
        )
    return unknown(f"{message}；公示报告打印于 {needed} 年度报告到期以前或日期未读到，请重新查询", year, printed)


def _age(case: Case, extract: Document) -> Outcome:
    """An extract that is too old proves nothing about today."""
    printed = field_of(extract, "report_date")
    limit = _parameters.days("registry_extract_days", case.as_of)
    if not printed.usable or printed.day is None:
        return unknown("公示报告的打印日期没有读到，请重新查询", printed)
    if printed.day < case.as_of - timedelta(days=limit):
        return unknown(f"公示报告打印于 {printed.day.isoformat()}，超过 {limit} 天，请重新查询", printed)
    return passed(f"公示报告打印于 {printed.day.isoformat()}，没有未移出的异常记录", printed)


_ALIVE = ("存续", "在业", "开业", "在营", "正常", "登记成立")
_DEAD = ("吊销", "注销", "清算", "停业", "歇业", "撤销", "责令关闭")


@check("LIC-008", title="经营状态", article="5.1.1", severity=Severity.BLOCKING, applies=_papers.company)
def in_operation(case: Case) -> Outcome:
    """The register shows the company in operation."""
    extracts = case.of_type("registry_extract")
    if not extracts:
        return unknown("没有企业信用信息公示报告，请到公示系统查询经营状态。")
    status = field_of(_newest(extracts), "operating_status")
    if not status.usable:
        return unknown("公示报告的登记状态没有读到或待人工复核。", status)
    message = f"{name_of(status.document)}登记状态为「{status.text}」"
    if any(word in status.text for word in _DEAD):
        return failed(f"{message}，不能办理担保。", status)
    if "迁出" in status.text:
        return warned(f"{message}，请到迁入地登记机关查询。", status)
    if not any(word in status.text for word in _ALIVE):
        return unknown(f"{message}，不能判断是否在经营。", status)
    age = _age(case, status.document)
    return passed(f"{message}。", status) if age.verdict is Verdict.PASS else age
