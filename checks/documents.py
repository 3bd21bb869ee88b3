"""The pile as a whole: what is missing, impossible dates, two versions of one paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks import _papers
from checks._facts import Fact, cell_of, field_of, name_of, names_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity
from schemas.titles import field_title, type_title


@check("DOC-001", title="必备资料齐全", article="3", severity=Severity.BLOCKING, whole_pile=True)
def complete(case: Case) -> Outcome:
    """Every document that the applicant's kind and the date require is there and is the applicant's.

    Whether a paper is missing cannot be told while a page that nobody could have recognised may be it.
    """
    own = _papers.of_applicant(case)
    absent = _papers.missing(own)
    names = "、".join(f"《{type_title(t)}》" for t in absent)
    if absent and case.as_of_source == "intake" and not set(absent) & set(_papers.required_always(own)):
        day = case.as_of.isoformat()
        return unknown(f"判断日 {day} 为收件日而非申请日，是否必须提供{names}尚不能确定，请先确认申请日期。")
    others = _papers.of_others(case)
    note = f"另有其他单位的资料：{names_of(others)}，不作为申请人资料。" if others else ""
    if absent and (lost := _papers.illegible(case)):
        return unknown(
            f"未见{names}；{_why(own)}另有 {len(lost)} 份资料无法辨认，是否缺少尚不能确定，请查是否在其中或重新扫描。{note}"
        )
    if absent:
        return failed(f"缺少{names}；{_why(own)}{_papers.unread(case)}{note}", *(_named(d) for d in others))
    return passed(
        f"{case.as_of.isoformat()}应有的{len(_papers.required(own))}类资料均已提供。{note}",
        *(_named(d) for d in others),
    )


def _named(document: Document) -> Fact:
    """The name on a paper of another company."""
    return field_of(document, _papers.name_field(document.type))


def _why(case: Case) -> str:
    """Why these papers are required, in one clause."""
    if case.applicant.kind == "person":
        return "自然人申请人必须提供。"
    if case.applicant.sole_proprietor:
        return "个体工商户必须提供。"
    regime = "持 18 位统一社会信用代码执照" if _papers.generation(case) == "uscc" else "持 15 位注册号执照"
    return f"企业申请人在 {case.as_of.isoformat()}（{regime}）必须提供。"


_UNTIL_NOW = ("issue_date", "report_date", "application_date", "registration_date", "establishment_date", "birth_date")
_STARTS = ("valid_from", "period_start", "start_date", "establishment_date")
_ENDS = {
    "valid_from": "valid_to",
    "period_start": "period_end",
    "start_date": "end_date",
    "establishment_date": "issue_date",
}
_NOT_YET = ("resident_id_card", "organisation_code_certificate")


@check("DOC-005", title="日期合理", article="3", severity=Severity.MEDIUM)
def possible_dates(case: Case) -> Outcome:
    """No issue date or statement date after the date of judgement, and no period that ends before it starts."""
    found = [o for d in case.documents for o in (*_future(d, case.as_of), *_reversed(d), *_future_loans(d))]
    read = [f for d in case.documents for n in d.fields if (f := field_of(d, n)).day and f.usable]
    if not read:
        return unknown("没有可用的日期。")
    return worst(found, passed(f"已核对 {len(read)} 个日期，均合理。"))


def _future(document: Document, as_of: date) -> Iterator[Outcome]:
    """Dates that lie after the date of judgement."""
    names = _UNTIL_NOW + (("period_end",) if "statement" in document.type or "balance" in document.type else ())
    names += ("valid_from",) if document.type in _NOT_YET else ()
    for fact in (field_of(document, name) for name in names):
        if fact.day and fact.day > as_of:
            title = field_title(document.type, fact.path)
            message = f"{name_of(document)}的{title} {fact.day.isoformat()} 晚于判断日 {as_of.isoformat()}"
            yield failed(message, fact) if fact.usable else warned(f"{message}（识别待复核）", fact)


def _reversed(document: Document) -> Iterator[Outcome]:
    """Periods that end before they start."""
    for name in _STARTS:
        start, end = field_of(document, name), field_of(document, _ENDS[name])
        if start.day and end.day and end.day < start.day:
            what = f"{field_title(document.type, end.path)} {end.day.isoformat()}"
            message = (
                f"{name_of(document)}的{what} 早于{field_title(document.type, start.path)} {start.day.isoformat()}"
            )
            sure = start.usable and end.usable
            yield failed(message, start, end) if sure else warned(f"{message}（识别待复核）", start, end)


def _future_loans(document: Document) -> Iterator[Outcome]:
    """Loans of a credit report that were granted after the report, or end before they start."""
    report = field_of(document, "report_date")
    for index, row in enumerate(document.tables.get("loans", ())):
        start, end = (cell_of(document, "loans", index, row, c) for c in ("issue_date", "due_date"))
        if not (start.usable and start.day):
            continue
        if report.usable and report.day and start.day > report.day:
            yield failed(f"信用报告第 {index + 1} 笔贷款发放日 {start.day} 晚于报告日 {report.day}", start, report)
        if end.usable and end.day and end.day < start.day:
            yield failed(f"信用报告第 {index + 1} 笔贷款到期日 {end.day} 早于发放日 {start.day}", start, end)


_IDENTITY: dict[str, tuple[str, ...]] = {
    "balance_sheet": ("period_end",),
    "income_statement": ("period_start", "period_end"),
    "cash_flow_statement": ("period_start", "period_end"),
    "business_licence": ("issue_date", "copy_kind"),
    "resident_id_card": ("id_number", "valid_from"),
    "credit_report": ("report_number",),
}
_COMPARED: dict[str, tuple[str, ...]] = {
    "business_licence": ("unified_social_credit_code", "registration_number", "company_name", "legal_representative")
    + ("registered_capital", "establishment_date", "valid_to"),
    "resident_id_card": ("name", "sex", "birth_date", "valid_to"),
    "credit_report": ("report_date", "outstanding_count", "outstanding_balance"),
}
_TOTALS = (
    "total_assets",
    "total_liabilities",
    "total_equity",
    "revenue",
    "total_profit",
    "net_profit",
    "cfo",
    "cash_end",
)


@check("DOC-004", title="同一资料没有两个版本", article="3", severity=Severity.HIGH)
def one_version(case: Case) -> Outcome:
    """Papers of one type and one date or period do not contradict each other."""
    groups: dict[tuple[object, ...], list[Document]] = {}
    for document in case.documents:
        names = _IDENTITY.get(document.type)
        values = [document.field(n) for n in names or ()]
        if names and all(v.usable for v in values):
            groups.setdefault((document.type, *(v.value for v in values)), []).append(document)
    pairs = [(group[0], other) for group in groups.values() for other in group[1:]]
    found = [o for a, b in pairs for o in _contradictions(a, b)]
    return worst(found, passed("没有发现同一资料的不同版本。" if not pairs else "重复提供的资料内容一致。"))


def _contradictions(a: Document, b: Document) -> Iterator[Outcome]:
    """Usable values that two versions of a paper print differently."""
    for x, y in (*_same_fields(a, b), *_same_totals(a, b)):
        if x.usable and y.usable and x.value != y.value:
            title = field_title(a.type, x.path)
            yield failed(f"两份{name_of(a)}的{title}不同：{x.text} / {y.text}", x, y)


def _same_fields(a: Document, b: Document) -> Iterator[tuple[Fact, Fact]]:
    """The header fields to compare."""
    for name in _COMPARED.get(a.type, ()):
        yield field_of(a, name), field_of(b, name)


def _same_totals(a: Document, b: Document) -> Iterator[tuple[Fact, Fact]]:
    """The closing totals of two statements."""
    columns = ("ending",) if a.type == "balance_sheet" else ("current",)
    rows = [{r["key"].value: i for i, r in enumerate(d.tables.get("lines", ())) if "key" in r} for d in (a, b)]
    for key in _TOTALS:
        if key in rows[0] and key in rows[1]:
            for column in columns:
                cells = [
                    cell_of(d, "lines", r[key], d.tables["lines"][r[key]], column)
                    for d, r in zip((a, b), rows, strict=True)
                ]
                yield cells[0], cells[1]
