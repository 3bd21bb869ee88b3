"""What only an investigator can see, with the reasons that the findings give (IV-01 to IV-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from checks import _papers, _parameters
from checks._statement import column, latest
from schemas.core import Case, Finding, Verdict, VisitItem

_WORDS = {Verdict.FAIL: "不符", Verdict.WARN: "需关注", Verdict.CANNOT_DETERMINE: "资料不能判断"}


@dataclass(frozen=True)
class _Item:
    """One item: its article, what to do, whom it concerns, and the checks whose findings make it urgent."""

    id: str
    article: str
    task: str
    concerns: Callable[[Case], bool]
    checks: tuple[str, ...] = ()


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
    """Property or vehicles in the pile, or a counter-guarantee that speaks of a mortgage or pledge."""
    offered = str(case.field("guarantee_application.counter_guarantee").value or "")
    held = case.of_type("property_certificate") or case.of_type("vehicle_certificate")
    return bool(held) or any(word in offered for word in ("抵押", "质押", "房", "设备", "土地"))


_STATEMENTS = (
    *("FS-001", "FS-002", "FS-003", "FS-004", "FS-005", "FS-006", "FS-007", "FS-008", "FS-009", "FS-010", "FS-011"),
    *("FS-012", "FS-013", "FIN-15", "TRD-002", "TRD-003"),
)
_OFTEN_OPEN = frozenset(
    ["FS-005", "FS-006", "FS-009", "FS-010", "FS-011", "FS-012", "FIN-15", "TRD-001", "TRD-002", "TRD-003", "RAT-001"]
)
"""Checks that papers rarely decide: what they leave open is no reason for a visit, what they find is."""

_ITEMS = (
    _Item(
        "IV-01",
        "5.1.1(1)",
        "查看证照原件，到公示系统核实执照，查看经营场所和实际经营",
        _company,
        (
            "DOC-001",
            "DOC-002",
            "DOC-008",
            "LIC-001",
            "LIC-002",
            "LIC-003",
            "LIC-005",
            "LIC-006",
            "LIC-007",
            "LIC-008",
            "ORG-001",
            "ORG-002",
            "XID-001",
            "XID-003",
            "XID-004",
            "DOC-004",
            "DOC-005",
        ),
    ),
    _Item(
        "IV-02",
        "5.1.1",
        "面见法定代表人（负责人），核对签字权限和印鉴",
        _company,
        ("XID-002", "XID-007", "XID-008", "IDP-001", "IDP-002", "IDP-003", "LIC-010"),
    ),
    _Item(
        "IV-03",
        "5.1.1(3);5.2.3(4)",
        "到税务机关查限制出境、欠税公告、重大税收违法名单",
        _always,
        ("TAX-001", "TAX-002", "TAX-003", "TAX-004", "TAX-007", "TAX-008"),
    ),
    _Item("IV-04", "5.1.3(1)(2)", "了解行业政策、企业行业地位和竞争对手", _company, ("TRD-001",)),
    _Item(
        "IV-05",
        "5.1.4(1)(10)",
        "函证大额往来，查股东往来来源，到银行柜台取得全部账户对账单",
        _books,
        ("FIN-01a", "FIN-07b", "FIN-09a", "XID-005", *_STATEMENTS),
    ),
    _Item("IV-06", "5.1.4(2)(5)", "盘点存货和设备，查看权属、状况，估计可抵押价值", _company, ("FS-002",)),
    _Item("IV-07", "5.1.4(3)", "查看应收票据原件、承兑人信用和背书", _notes),
    _Item("IV-08", "5.1.5(1)(2)(4)", "询问新投资、重组、管理层变动的打算", _company, ("FIN-04b",)),
    _Item("IV-09", "5.1.5(3);5.2.3(3)", "查询企业、主要股东和个人的诉讼、执行情况", _always, ("CR-005",)),
    _Item("IV-10", "8.1(2)(3)", "查看抵押物的位置、状态、占用和租赁，了解市价和变现", _collateral),
    _Item("IV-11", "8.1(1)", "当日到登记机关查询抵押物权属和他项权利", _collateral, ("EXP-001",)),
    _Item("IV-12", "5.2.1(2)", "了解健康、生活状况和民事行为能力", _person, ("PER-001",)),
    _Item("IV-13", "5.2.2(1)", "到单位核实收入证明", _income),
    _Item("IV-14", "5.2.3(1)(2)", "了解交往圈、信誉，有无赌博、吸毒", _person),
    _Item("IV-15", "6;7", "核实借款用途、贸易背景、资金需求和还款来源", _always, ("CR-001", "FIN-07b")),
    _Item("IV-16", "9", "A角、B角分别作出风险结论，第三客户经理复核", _always),
)


def visit(case: Case, findings: tuple[Finding, ...]) -> tuple[VisitItem, ...]:
    """The items that concern the case, each with what the findings leave open."""
    by_id = {f.check: f for f in findings}
    return tuple(_visit_item(item, by_id) for item in _ITEMS if item.concerns(case))


def _visit_item(item: _Item, by_id: dict[str, Finding]) -> VisitItem:
    """An item and its reasons."""
    found = [by_id[c] for c in item.checks if c in by_id and by_id[c].verdict in _WORDS]
    open_ = [f for f in found if not (f.verdict is Verdict.CANNOT_DETERMINE and f.check in _OFTEN_OPEN)]
    order = list(_WORDS)
    reasons = [f"{f.check} {f.title}{_WORDS[f.verdict]}" for f in sorted(open_, key=lambda f: order.index(f.verdict))]
    why = item.task + (f"；重点：{'、'.join(reasons)}" if reasons else "") + "。"
    return VisitItem(item=item.id, article=item.article, why=why)
