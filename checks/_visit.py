"""What only an investigator can see, with the findings of the case that make it matter (IV-01 to IV-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from checks import _papers, _parameters
from checks._statement import column, latest
from schemas.core import Case, Finding, Verdict, VisitItem

_WORDS = {Verdict.FAIL: "不符", Verdict.WARN: "需关注", Verdict.CANNOT_DETERMINE: "资料不能判断"}
_LONGEST = 120
"""Characters of a finding's message that are quoted."""


@dataclass(frozen=True)
class _Item:
    """One item: its article, what to ask or look at, whom it concerns, and the checks whose findings make it matter.

    What `checks` leave open is a reason too; of `found` only what they find, for papers rarely decide them.
    """

    id: str
    article: str
    task: str
    concerns: Callable[[Case], bool]
    checks: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


def _always(case: Case) -> bool:
    return True


def _company(case: Case) -> bool:
    return case.applicant.kind != "person"


def _books(case: Case) -> bool:
    return _papers.incorporated(case) is None


def _person(case: Case) -> bool:
    return case.applicant.kind == "person" or case.applicant.sole_proprietor


def _income(case: Case) -> bool:
    return case.applicant.kind == "person" or bool(case.of_type("income_proof"))


def _notes(case: Case) -> bool:
    """Notes receivable of 10 % of total assets, or of a million yuan."""
    document = latest(case, "balance_sheet", case.as_of)
    if document is None or not _books(case):
        return False
    sheet = column(document, "ending")
    notes, total = sheet.amount("notes_receivable") or Decimal(0), sheet.amount("total_assets") or Decimal(0)
    large = _parameters.number("notes_amount", case.as_of)
    return notes >= large or (total > 0 and notes >= total * _parameters.number("notes_share", case.as_of))


def _collateral(case: Case) -> bool:
    """Titles, mortgages or appraisals in the pile, or a counter-guarantee that speaks of a mortgage or pledge."""
    offered = str(case.field("guarantee_application.counter_guarantee").value or "")
    held = any(case.of_type(t) for t in _TITLES)
    return held or any(word in offered for word in ("抵押", "质押", "房", "设备", "土地"))


_TITLES = ("property_certificate", "vehicle_certificate", "encumbrance_certificate", "appraisal_report")
_STATEMENTS = ("FS-001", "FS-002", "FS-003", "FS-004", "FS-008")
_SELDOM = ("FS-005", "FS-006", "FS-007", "FS-009", "FS-010", "FS-011", "FS-012", "FS-013", "FS-014")
_ITEMS = (
    _Item(
        "IV-01",
        "5.1.1(1)",
        "查看证照原件，到公示系统核实执照，查看经营场所和实际经营",
        _company,
        ("DOC-001", "DOC-002", "DOC-004", "DOC-005", "DOC-008", "LIC-001", "LIC-002", "LIC-003", "LIC-005", "LIC-006")
        + ("LIC-007", "LIC-008", "ORG-001", "ORG-002", "XID-001", "XID-003", "XID-004"),
        ("DOC-006", "DOC-007", "LIC-004", "LIC-009", "CR-002", "CR-003"),
    ),
    _Item(
        "IV-02",
        "5.1.1",
        "面见法定代表人（负责人），问清由谁签署、有无授权，核对印鉴与银行预留印鉴",
        _company,
        ("XID-002", "XID-007", "XID-008", "IDP-001", "IDP-002", "IDP-003", "LIC-010", "USE-004"),
        ("MAJ-004",),
    ),
    _Item(
        "IV-03",
        "5.1.1(3);5.2.3(4)",
        "到税务机关查限制出境、欠税公告、重大税收违法名单",
        _always,
        ("TAX-001", "TAX-002", "TAX-003", "TAX-004", "TAX-007", "TAX-008"),
        ("TAX-005", "TAX-006", "CR-007"),
    ),
    _Item(
        "IV-04",
        "5.1.3(1)(2)",
        "了解行业政策、企业行业地位和竞争对手",
        _company,
        (),
        ("TRD-001", "TRD-002", "TRD-003", "RAT-001", "LIC-009"),
    ),
    _Item(
        "IV-05",
        "5.1.4(1)(10)",
        "函证大额往来，查股东往来来源，到银行柜台取得全部账户对账单",
        _books,
        ("FIN-01a", "FIN-01b", "FIN-07b", "FIN-09a", "FIN-10b", "XID-005", *_STATEMENTS),
        ("FIN-01c", "FIN-01d", "FIN-07a", "FIN-07c", "FIN-07d", "FIN-07e", "FIN-08a", "FIN-08b", "FIN-09b", "FIN-09c")
        + ("FIN-10a", "FIN-11a", "FIN-12a", "FIN-12b", "FIN-13", "FIN-14", "FIN-15", "XID-006", "TAX-005", "TAX-006")
        + ("TRD-002", "TRD-003", "CR-004", *_SELDOM),
    ),
    _Item(
        "IV-06",
        "5.1.4(2)(5)",
        "盘点存货和设备，查看权属、状况、存放地点，问清哪些可以抵押、价值多少",
        _company,
        ("FS-002", "FIN-02b", "FIN-05b"),
        ("FIN-02a", "FIN-05a", "FIN-06a", "FIN-06b", "FIN-11b"),
    ),
    _Item("IV-07", "5.1.4(3)", "查看应收票据原件、承兑人信用和背书，问清有无追索", _notes, ("FIN-03b",), ("FIN-03a",)),
    _Item(
        "IV-08",
        "5.1.5(1)(2)(4)",
        "询问新投资、合并分立改制、管理层变动的打算，查股权出质和冻结",
        _company,
        ("FIN-04b", "MAJ-001", "MAJ-002", "MAJ-004"),
        ("FIN-04a", "FIN-04c", "FIN-13", "XID-006"),
    ),
    _Item(
        "IV-09",
        "5.1.5(3);5.2.3(3)",
        "到法院和执行信息公开网查询企业、主要股东和个人的诉讼、执行情况",
        _always,
        ("CR-005", "CR-007", "MAJ-003", "PER-007"),
        ("CR-006", "TAX-004", "FIN-14"),
    ),
    _Item(
        "IV-10",
        "8.1(2)(3)",
        "查看抵押物的位置、状态、占用和租赁，了解市价和变现",
        _collateral,
        ("COL-003", "COL-004", "COL-005"),
        ("FIN-05b",),
    ),
    _Item(
        "IV-11", "8.1(1)", "当日到登记机关查询抵押物权属和他项权利", _collateral, ("COL-001", "COL-002"), ("COL-003",)
    ),
    _Item(
        "IV-12", "5.2.1(2)", "面见本人，了解健康、生活状况和民事行为能力", _person, ("PER-001", "PER-002", "PER-003")
    ),
    _Item("IV-13", "5.2.2(1)", "到单位核实收入证明，问清税前税后、发放方式", _income, ("PER-004",), ("PER-005",)),
    _Item("IV-14", "5.2.3(1)(2)", "走访邻居、同事，了解交往圈、信誉，有无赌博、吸毒", _person, ("PER-006",)),
    _Item(
        "IV-15",
        "6;7",
        "核实借款用途、贸易背景、资金需求和还款来源，预计回款是否可靠",
        _always,
        ("CR-001", "FIN-07b", "USE-001", "USE-002", "USE-003", "REP-001", "REP-002", "REP-003"),
        ("CR-008", "FIN-10b", "LIC-009", "PER-005"),
    ),
    _Item(
        "IV-16",
        "9",
        "A角、B角分别作出信用等级、期限、费率和反担保的风险结论，第三客户经理复核",
        _always,
        ("EXP-002",),
        ("COL-005", "COL-006", "REP-003", "EXP-001", "FIN-15", "RAT-001"),
    ),
)


def visit(case: Case, findings: tuple[Finding, ...]) -> tuple[VisitItem, ...]:
    """The items that concern the case, each with what the findings say or leave open."""
    by_id = {f.check: f for f in findings}
    return tuple(_visit_item(item, by_id) for item in _ITEMS if item.concerns(case))


def _visit_item(item: _Item, by_id: dict[str, Finding]) -> VisitItem:
    """An item and its reasons: faults with their words, what papers leave open by its name."""
    held = [by_id[c] for c in dict.fromkeys((*item.checks, *item.found)) if c in by_id]
    faults = [f for verdict in (Verdict.FAIL, Verdict.WARN) for f in held if f.verdict is verdict]
    open_ = [f for f in held if f.check in item.checks and f.verdict is Verdict.CANNOT_DETERMINE]
    parts = [item.task]
    if faults:
        parts.append(f"重点：{'；'.join(_quoted(f) for f in faults)}")
    if open_:
        parts.append(f"{_WORDS[Verdict.CANNOT_DETERMINE]}：{'，'.join(f'{f.check} {f.title}' for f in open_)}")
    findings = tuple(f.check for f in (*faults, *open_))
    why = "；".join(parts) + "。"
    return VisitItem(item=item.id, article=item.article, why=why, task=item.task, findings=findings)


def _quoted(finding: Finding) -> str:
    """A fault as the visit list quotes it."""
    message = finding.message.rstrip("。")
    short = message if len(message) <= _LONGEST else message[:_LONGEST] + "…"
    return f"{finding.check} {finding.title}{_WORDS[finding.verdict]}（{short}）"
