"""A word stays with the place on the page that it was said of, whatever is read there later."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from flows import heard
from schemas.core import (
    Applicant,
    BoundingBox,
    Case,
    Document,
    Evidence,
    FieldReview,
    FieldValue,
    PageRef,
    PageStatus,
    PersonRecord,
    Row,
    RowPlace,
    Status,
)

PAGE = PageRef(file="a.pdf", sha256="aa", page=1, status=PageStatus.READ)
NOW = datetime(2026, 1, 6, tzinfo=UTC)


def read(value: Decimal | str, top: float) -> FieldValue:
    box = BoundingBox(x0=0.1, top=top, x1=0.3, bottom=top + 0.02)
    evidence = Evidence(page=1, box=box, raw=str(value), method="row", extractor="x/1")
    return FieldValue(value=value, status=Status.REVIEW, confidence=0.5, evidence=evidence, reason="low_confidence")


def line(number: int) -> Row:
    top = 0.1 * number
    return {"lender": read(f"第{number}银行", top), "amount": read(Decimal(number), top)}


def report(*rows: Row, pages: tuple[PageRef, ...] = (PAGE,), id_: str = "D001") -> Document:
    return Document(
        document_id=id_,
        type="credit_report",
        title_zh="企业信用报告",
        type_confidence=1.0,
        pages=pages,
        fields={"company_name": read("某某公司", 0.05)},
        tables={"loans": rows},
        extractor="x/1",
    )


def case(*documents: Document) -> Case:
    applicant = Applicant(kind="company", sole_proprietor=False, name=None)
    return Case(
        case_id="C1",
        case_name="x",
        as_of=date(2026, 1, 1),
        as_of_source="intake",
        applicant=applicant,
        documents=documents,
    )


def word(document: Document, path: str, value: Decimal | str | None, at: int = 0) -> PersonRecord:
    table, index, column = heard.split(path)
    review = FieldReview(
        document_id=document.document_id,
        type=document.type,
        path=path,
        source="aa#1",
        row=heard.row_place(document, table, index, "aa#1") if column else None,
        decision="corrected" if value is not None else "not_printed",
        value=value,
        raw=str(value) if value is not None else None,
        machine=heard.value_at(document, path),
    )
    moment = NOW.replace(hour=at)
    return PersonRecord(reviewer="王芳", at=moment, fields=(review,), sources=heard.sources_of(document))


def test_a_row_that_moved_in_the_table_keeps_its_word() -> None:
    said = word(report(line(2), line(3)), "loans[1].amount", Decimal(33))
    (document,) = heard.hear(case(report(line(1), line(2), line(3))), [said]).documents
    assert [r["amount"].value for r in document.tables["loans"]] == [1, 2, 33]


def test_a_reading_that_changed_on_the_same_page_changes_no_word() -> None:
    said = word(report(), "company_name", "某某商贸公司")
    later = report().model_copy(update={"fields": {"company_name": read("别的公司", 0.05)}, "document_id": "D009"})
    known = heard.hear(case(later), [said])
    field = known.documents[0].fields["company_name"]
    assert (field.value, field.status, field.machine) == (
        "某某商贸公司",
        Status.CORRECTED,
        later.fields["company_name"],
    )
    assert known.records[0].fields[0].document_id == "D009"


def test_the_last_word_counts_and_the_first_reading_stays() -> None:
    document = report()
    said = [word(document, "company_name", "一"), word(document, "company_name", None, 1)]
    field = heard.hear(case(document), said).documents[0].fields["company_name"]
    assert (field.value, field.status, field.reason) == (None, Status.MISSING, None)
    assert field.machine == document.fields["company_name"]


def test_a_cell_that_was_not_read_stands_in_its_row() -> None:
    document = report(line(1), line(2))
    known = heard.hear(case(document), [word(document, "loans[1].balance", Decimal(5))])
    row = known.documents[0].tables["loans"][1]
    assert row["balance"].usable
    assert row["balance"].evidence is not None and row["amount"].evidence is not None
    assert row["balance"].evidence.box == row["amount"].evidence.box


def test_a_word_on_a_row_that_is_gone_waits_without_being_lost() -> None:
    document = report(line(1), line(2))
    known = heard.hear(case(report(line(1))), [word(document, "loans[1].amount", Decimal(5))])
    assert [r["amount"].value for r in known.documents[0].tables["loans"]] == [1]
    assert known.records[0].fields[0].value == Decimal(5)
    (item,) = heard.unplaced(known)
    assert (item.document_id, item.field, item.reason) == ("D001", "loans[1].amount", heard.SOURCE_CHANGED)


def test_only_papers_that_came_later_are_asked_again() -> None:
    old, other = report(), report(pages=(PAGE.model_copy(update={"sha256": "bb"}),), id_="D002")
    said = word(old, "company_name", "一").model_copy(update={"sources": ("aa#1", "bb#1")})
    new = report(pages=(PAGE.model_copy(update={"sha256": "cc"}),), id_="D003")
    known = heard.hear(case(other, new), [said]).documents
    assert [d.fields["company_name"].reason for d in known] == ["low_confidence", heard.SOURCE_CHANGED]
    assert known[1].fields["company_name"].status is Status.REVIEW


def test_a_record_survives_json() -> None:
    said = word(report(line(1)), "loans[0].amount", Decimal("12.50"))
    assert PersonRecord.model_validate_json(said.model_dump_json()) == said
    assert RowPlace.model_validate_json(RowPlace().model_dump_json()) == RowPlace()
