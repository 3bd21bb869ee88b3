"""Values that cannot be what they claim to be wait for a person, however sure the reader is of their characters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from extractors import _same_standard, _sane
from schemas.core import BoundingBox, Document, Evidence, FieldValue, Plain, Status

_BOX = BoundingBox(x0=0.1, top=0.1, x1=0.4, bottom=0.12)


def _value(value: Plain, raw: str | None = None, method: str = "label") -> FieldValue:
    evidence = Evidence(page=1, box=_BOX, raw=raw or str(value), method=method, extractor="x/1", sureness=0.999)
    return FieldValue(value=value, status=Status.ACCEPTED, confidence=0.999, evidence=evidence)


def _document(
    fields: Mapping[str, FieldValue], rows: tuple[dict[str, FieldValue], ...] = (), type_: str = "paper"
) -> Document:
    return Document(
        document_id="D1",
        type=type_,
        title_zh="纸",
        type_confidence=1.0,
        pages=(),
        fields=dict(fields),
        tables={"entries": rows} if rows else {},
        extractor="x/1",
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("company_name", "长沙市聚源机械有限公司报告时间2022.04.06"),
        ("counterparty", "湖南省嘉华贸易有限公司653994510056410结息"),
        ("lender", "国建设银行重庆高新支行"),
        ("counterparty", "有限公司"),
        ("legal_representative", "曾磊核对"),
        ("company_type", "个体46万元"),
        ("right_type", "国有建"),
    ],
)
def test_mixed_and_torn_texts_are_not_accepted(field: str, text: str) -> None:
    (found,) = _sane.doubt([_document({field: _value(text)})])
    assert found.fields[field].status is Status.REVIEW
    assert found.fields[field].value == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("company_name", "长沙市聚源精密机械科技有限公司"),
        ("lender", "中国建设银行股份有限公司重庆高新支行"),
        ("legal_representative", "曾磊"),
        ("company_type", "有限责任公司(自然人投资或控股)"),
        ("right_type", "国有建设用地使用权/房屋所有权"),
    ],
)
def test_whole_texts_stay_accepted(field: str, text: str) -> None:
    (found,) = _sane.doubt([_document({field: _value(text)})])
    assert found.fields[field].status is Status.ACCEPTED


def test_an_amount_unlike_its_column_is_not_accepted() -> None:
    amounts = ["1,204.50", "88.10", "48245871", "9,310.00", "12.75", "640.00"]
    rows = tuple({"credit": _value(Decimal(a.replace(",", "")), a)} for a in amounts)
    (found,) = _sane.doubt([_document({}, rows)])
    statuses = [row["credit"].status for row in found.tables["entries"]]
    assert statuses == [Status.ACCEPTED] * 2 + [Status.REVIEW] + [Status.ACCEPTED] * 3


def test_a_column_of_whole_numbers_is_as_it_is() -> None:
    rows = tuple({"credit": _value(Decimal(n), str(n))} for n in (1200, 88, 48245871, 9310, 12))
    (found,) = _sane.doubt([_document({}, rows)])
    assert all(row["credit"].status is Status.ACCEPTED for row in found.tables["entries"])


@pytest.mark.parametrize(("name", "raw"), [("area_sqm", "64"), ("area_sqm", "4.96"), ("term_months", "2")])
def test_quantities_that_lost_figures_are_not_accepted(name: str, raw: str) -> None:
    (found,) = _sane.doubt([_document({name: _value(Decimal(raw), raw)})])
    assert found.fields[name].reason == "odd_quantity"


def test_a_standard_that_a_sheet_does_not_tell_is_that_of_the_periods_other_sheets() -> None:
    end = _value(date(2022, 12, 31))
    told = _document({"period_end": end, "standard": _value("small_enterprise", method="lines")}, type_="balance_sheet")
    guessed = _document({"period_end": end, "standard": _value("cas_2019", method="year")}, type_="cash_flow_statement")
    found = _same_standard.agree([told, guessed])[1].fields["standard"]
    assert found.value == "small_enterprise"
    assert found.evidence is not None and "other_document" in found.evidence.method


@pytest.mark.parametrize(
    ("name", "value", "raw", "status"),
    [
        ("registered_capital", Decimal(10020000), "人民币壹仟贰万元整", Status.REVIEW),
        ("registered_capital", Decimal(12000000), "人民币壹仟贰佰万元整", Status.ACCEPTED),
        ("registered_capital", Decimal(10020000), "人民币壹仟零贰万元整", Status.ACCEPTED),
        ("address", "宁波市海曙区解放路72号19幢623室有限公司", None, Status.REVIEW),
        ("address", "宁波市海曙区解放路72号19幢623室", None, Status.ACCEPTED),
        ("address", "杭州市文三路8号某某机械有限公司院内", None, Status.ACCEPTED),
    ],
)
def test_a_lost_numeral_and_words_behind_an_address_wait(
    name: str, value: Plain, raw: str | None, status: Status
) -> None:
    (paper,) = _sane.doubt([_document({name: _value(value, raw)})])
    assert paper.fields[name].status is status
