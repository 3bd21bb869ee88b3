"""The reconciliations as the report shows them: the interval, the waterfall, the three lists, each line with its place."""

from __future__ import annotations

from dataclasses import dataclass

from datapackages.links import Links, PlaceView
from datapackages.tables_json import reconciliations
from datapackages.values import money
from datapackages.words import RECONCILIATION_LISTS, VERDICTS
from schemas.core import CaseFile, Reconciliation, ReconciliationRow, ReconciliationStep, Verdict


@dataclass(frozen=True)
class LoanView:
    """A row of a reconciliation."""

    tone: str
    lender: str
    kind: str
    issue_date: str
    due_date: str
    amount: str
    balance: str
    low: str
    high: str
    treatment: str
    place: PlaceView | None


@dataclass(frozen=True)
class LoanList:
    """One of the three lists."""

    title: str
    tone: str
    rows: list[LoanView]


@dataclass(frozen=True)
class StepView:
    """A step of the waterfall."""

    label: str
    amount: str
    strong: bool
    places: list[PlaceView]


@dataclass(frozen=True)
class ReconciliationView:
    """A reconciliation."""

    anchor: str
    title: str
    statement_date: str
    report_date: str
    book: str
    low: str
    high: str
    tolerance: str
    verdict: str
    verdict_word: str
    explanation: str
    steps: list[StepView]
    lists: list[LoanList]
    note: str


def views(case_file: CaseFile, links: Links) -> list[ReconciliationView]:
    """The reconciliations of the case, short-term borrowings first."""
    return [_view(name, found, links) for name, found in reconciliations(case_file).items()]


def _view(name: str, found: Reconciliation, links: Links) -> ReconciliationView:
    return ReconciliationView(
        anchor=f"r-{name.replace('_', '-')}",
        title=found.title,
        statement_date=found.statement_date,
        report_date=found.report_date,
        book=money(found.book),
        low=money(found.low),
        high=money(found.high),
        tolerance=money(found.tolerance),
        verdict=found.verdict.value,
        verdict_word=VERDICTS[found.verdict],
        explanation=found.explanation,
        steps=[_step(step, links) for step in found.steps],
        lists=[_list(kind, title, found, links) for kind, title in RECONCILIATION_LISTS.items()],
        note=note(found),
    )


def note(found: Reconciliation) -> str:
    """What a reader must know of the lists: without contracts or a ledger by lender, no loan finds its counterpart."""
    if not found.rows or any(row.list != "only_in_report" for row in found.rows):
        return ""
    return "没有账内借款明细或借款合同可逐笔对应，各笔均列在「仅信用报告有」；是否漏记以合计核对为准。"


def _step(step: ReconciliationStep, links: Links) -> StepView:
    return StepView(
        label=step.label,
        amount=money(step.amount),
        strong=not step.label.startswith(("加", "减", "容差")),
        places=[links.of(c) for c in step.citations],
    )


def _list(kind: str, title: str, found: Reconciliation, links: Links) -> LoanList:
    rows = [_loan(row, found.verdict, links) for row in found.rows if row.list == kind]
    return LoanList(title=title, tone=kind, rows=rows)


def _tone(row: ReconciliationRow, verdict: Verdict) -> str:
    """How a loan is shown: those outside the reckoning pale, those without a counterpart marked when the books differ."""
    if _is_nothing(row.high):
        return "left_out"
    if row.list == "matched" or verdict is Verdict.PASS:
        return "matched"
    return "wrong" if row.list == "only_in_report" and verdict is Verdict.FAIL else "watch"


def _is_nothing(amount: str) -> bool:
    return not amount.strip("0.")


def _loan(row: ReconciliationRow, verdict: Verdict, links: Links) -> LoanView:
    return LoanView(
        tone=_tone(row, verdict),
        lender=row.lender,
        kind=row.kind,
        issue_date=row.issue_date or "",
        due_date=row.due_date or "",
        amount=money(row.amount),
        balance=money(row.balance),
        low=money(row.low),
        high=money(row.high),
        treatment=row.treatment,
        place=links.of(row.citation) if row.citation else None,
    )
