"""No extraction, however strange, makes a check raise; and doubtful readings alone never make a failure."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checks
from checks import _papers, _registry
from schemas import statement_lines, titles
from schemas.core import (
    ABSENT,
    NOT_FOUND,
    Applicant,
    BoundingBox,
    Case,
    Document,
    Evidence,
    FieldValue,
    Row,
    Status,
    Verdict,
)
from tests.checks import case_builder

CODES = [
    "330106000012340",
    "91330106580000014N",
    "58000001-4",
    "330106580000014",
    "440305199012314535",
    "3301000001234521",
]
WORDS = [
    "甲乙机械有限公司",
    "李明",
    "national",
    "joint",
    "long_term",
    "正常",
    "次级",
    "银行承兑汇票",
    "small_enterprise",
    "",
    "□?",
]
PLAIN = st.one_of(
    st.sampled_from(CODES + WORDS),
    st.text(max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**10), max_value=10**10, places=2),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.lists(st.integers(1990, 2030), max_size=4).map(tuple),
)
BOX = BoundingBox(x0=0.1, top=0.1, x1=0.2, bottom=0.2)


@st.composite
def field_values(draw: st.DrawFn) -> FieldValue:
    kind = draw(st.integers(0, 9))
    if kind < 2:
        return ABSENT if kind else NOT_FOUND
    value = draw(PLAIN)
    raw = draw(st.sampled_from([str(value), "", "12.50", "x"]))
    place: dict[str, Any] = {"sheet": "1", "cell": "B7"} if kind == 2 else {"box": BOX}
    evidence = Evidence(page=1, raw=raw, method="m", extractor="e", **place)
    status = draw(st.sampled_from([Status.ACCEPTED, Status.REVIEW, Status.CORRECTED]))
    return FieldValue(value=value, status=status, confidence=draw(st.floats(0, 1)), evidence=evidence)


KEYS = [line.key for s in statement_lines.STATEMENTS for line in statement_lines.lines(s)]


@st.composite
def rows(draw: st.DrawFn, type_: str, table: str) -> Row:
    row = {c: draw(field_values()) for c in titles.COLUMNS[type_][table] if draw(st.booleans())}
    if table == "lines" and draw(st.booleans()):
        row["key"] = case_builder.field("key", draw(st.sampled_from(KEYS)))
    return row


@st.composite
def documents(draw: st.DrawFn, number: int) -> Document:
    type_ = draw(st.sampled_from(sorted(titles.TYPES)))
    fields = {name: draw(field_values()) for name in titles.FIELDS.get(type_, {}) if draw(st.integers(0, 3))}
    tables = {t: tuple(draw(st.lists(rows(type_, t), max_size=4))) for t in titles.COLUMNS.get(type_, {})}
    return case_builder.document(type_, {}, number).model_copy(update={"fields": fields, "tables": tables})


@st.composite
def cases(draw: st.DrawFn) -> Case:
    return Case(
        case_id="case",
        case_name="case",
        as_of=draw(st.dates(min_value=date(2005, 1, 1), max_value=date(2030, 1, 1))),
        as_of_source=draw(st.sampled_from(["option", "application", "intake"])),
        applicant=Applicant(
            kind=draw(st.sampled_from(["company", "company", "person"])),
            sole_proprietor=draw(st.booleans()),
            name=draw(st.sampled_from([None, "甲乙机械有限公司"])),
        ),
        documents=tuple(draw(documents(i)) for i in range(draw(st.integers(0, 6)))),
    )


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases())
def test_no_extraction_makes_a_check_raise(case: Case) -> None:
    judgement = checks.judge(case, strict=True)
    assert len(judgement.findings) == len(_registry.CHECKS)
    assert all(f.message for f in judgement.findings)
    checks.reconcile(case)
    checks.cash_plan(case)
    assert {d for s in checks.party_table(case) for d in s.documents} <= {d.document_id for d in case.documents}


PATHS: list[tuple[Any, ...]] = [
    (base, i, name)
    for base in ("old", "new", "shop", "person")
    for i, entry in enumerate(case_builder.BASES[base]["documents"])
    for content in entry.values()
    for name in content
    if name not in case_builder.TABLES
]
CELLS: list[tuple[Any, ...]] = [
    (base, i, table, row, column)
    for base in ("old", "new")
    for i, document in enumerate(case_builder.case({"base": base}).documents)
    for table, held in document.tables.items()
    for row in range(len(held))
    for column in held[row]
    if column not in ("key", "label")
]


def _doubtful(value: FieldValue) -> FieldValue:
    """A reading that a person must confirm, and that says something else than the paper."""
    old = value.value
    new = old + Decimal(111) if isinstance(old, Decimal) else date(2001, 1, 1) if isinstance(old, date) else f"{old}误"
    return value.model_copy(update={"value": new, "status": Status.REVIEW, "confidence": 0.5})


def _lost(value: FieldValue) -> FieldValue:
    """A value that was not found on the page."""
    return NOT_FOUND


def _with(case: Case, place: tuple[Any, ...], change: Callable[[FieldValue], FieldValue]) -> Case:
    """The case with one value changed; values that are absent stay so."""
    papers = list(case.documents)
    paper = papers[place[1]]
    if len(place) == 3:
        fields = {**paper.fields, place[2]: _changed(paper.fields[place[2]], change)}
        papers[place[1]] = paper.model_copy(update={"fields": fields})
    else:
        _, _, table, row, column = place
        held = [dict(r) for r in paper.tables[table]]
        held[row][column] = _changed(held[row][column], change)
        papers[place[1]] = paper.model_copy(update={"tables": {**paper.tables, table: tuple(held)}})
    return case.model_copy(update={"documents": tuple(papers)})


def _changed(value: FieldValue, change: Callable[[FieldValue], FieldValue]) -> FieldValue:
    return value if value.value is None else change(value)


@pytest.mark.parametrize("change", [_doubtful, _lost])
@pytest.mark.parametrize("base", ["old", "new", "shop", "person"])
def test_a_doubtful_or_lost_reading_is_never_a_failure(base: str, change: Callable[[FieldValue], FieldValue]) -> None:
    clean = case_builder.case({"base": base})
    failures = {
        place: (f.check, f.message)
        for place in PATHS + CELLS
        if place[0] == base
        for f in checks.judge(_with(clean, place, change), strict=True).findings
        if f.verdict is Verdict.FAIL
    }
    assert not failures


def test_a_blank_page_pile_is_no_failure_but_for_absence() -> None:
    case = case_builder.case({"base": "old"})
    blank = tuple(d.model_copy(update={"fields": {}, "tables": {}}) for d in case.documents)
    judgement = checks.judge(case.model_copy(update={"documents": blank}), strict=True)
    assert not [f for f in judgement.findings if f.verdict in (Verdict.FAIL, Verdict.PASS) and f.check[:3] != "DOC"]
    assert _papers.missing(case) == ()
