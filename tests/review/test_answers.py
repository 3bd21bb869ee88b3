"""Cells that come back: taken when they are plainly of their kind, refused by name when they are not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from datapackages import questions
from datapackages.opened import opened
from intake import answers, returned
from intake.answer_values import REFUSALS, Refused, value
from intake.answers import Answers
from schemas.core import LONG_TERM
from schemas.review_form import FIELDS, KEYS, OVERRIDES, PAPERS, ROLES, ReturnedCell
from schemas.titles import COLUMNS, TYPES
from schemas.titles import FIELDS as TITLES
from schemas.value_kinds import FORMS, ValueKind, kind_of
from tests.review.reviewed import Reviewed, column, fill, row

ROOT = Path(__file__).resolve().parents[2]
SCOPE = ("营业执照", "经营范围")
CODE = ("营业执照", "统一社会信用代码")


def text(words: str) -> ReturnedCell:
    return ReturnedCell(kind="text", text=words)


def number(digits: str) -> ReturnedCell:
    return ReturnedCell(kind="number", number=Decimal(digits))


def taken(cell: ReturnedCell, path: str, type_: str, as_printed: bool = False) -> object:
    return value(cell, kind_of(type_, path), type_, as_printed)


@pytest.mark.parametrize(
    ("cell", "type_", "path", "wanted"),
    [
        (text("2024年3月1日"), "business_licence", "issue_date", date(2024, 3, 1)),
        (ReturnedCell(kind="date", moment=datetime(2024, 3, 1)), "business_licence", "issue_date", date(2024, 3, 1)),
        (text("长期"), "business_licence", "valid_to", LONG_TERM),
        (text("１，２３４.50 元"), "business_licence", "registered_capital", Decimal("1234.50")),
        (text("12.5万元"), "business_licence", "registered_capital", Decimal("125000.0")),
        (number("1234567.89"), "credit_report", "loans[3].balance", Decimal("1234567.89")),
        (number("36"), "guarantee_application", "term_months", 36),
        (text("4.35"), "loan_contract", "annual_rate", Decimal("4.35")),
        (text("女"), "resident_id_card", "sex", "female"),
        (text("2011、2012年"), "loan_card", "annual_inspection_years", (2011, 2012)),
        (text("无"), "loan_card", "annual_inspection_years", ()),
        (text("9133 0106 5800 0001 4n"), "business_licence", "unified_social_credit_code", "91330106580000014N"),
        (text("580000014"), "organisation_code_certificate", "organisation_code", "58000001-4"),
        (text("monetary_funds"), "balance_sheet", "lines[0].key", "monetary_funds"),
        (text(" 某某 商贸\n有限公司 "), "business_licence", "company_name", "某某商贸有限公司"),
        (text("否"), "receivables_ageing", "receivables[0].related_party", False),
    ],
)
def test_a_value_of_its_kind_is_taken(cell: ReturnedCell, type_: str, path: str, wanted: object) -> None:
    found = taken(cell, path, type_)
    assert (type(found), found) == (type(wanted), wanted)


@pytest.mark.parametrize(
    ("cell", "type_", "path", "code"),
    [
        (ReturnedCell(kind="formula"), "business_licence", "company_name", "formula"),
        (ReturnedCell(kind="error"), "business_licence", "registered_capital", "error_value"),
        (text("2024-02-30"), "business_licence", "issue_date", "not_a_date"),
        (text("2024-03"), "business_licence", "issue_date", "not_a_date"),
        (text("长期"), "business_licence", "issue_date", "not_a_date"),
        (number("45352"), "business_licence", "issue_date", "not_a_date"),
        (
            ReturnedCell(kind="date", moment=datetime(2024, 3, 1, 12)),
            "business_licence",
            "issue_date",
            "not_a_date",
        ),
        (text("约五百万"), "business_licence", "registered_capital", "not_an_amount"),
        (text("$500"), "business_licence", "registered_capital", "not_an_amount"),
        (text("1,23.45"), "business_licence", "registered_capital", "not_an_amount"),
        (number("1e300"), "business_licence", "registered_capital", "not_an_amount"),
        (ReturnedCell(kind="flag", text="True"), "business_licence", "registered_capital", "not_an_amount"),
        (number("36.5"), "guarantee_application", "term_months", "not_a_number"),
        (text("三年"), "guarantee_application", "term_months", "not_a_number"),
        (text("中性"), "resident_id_card", "sex", "not_a_choice"),
        (text("去年"), "loan_card", "annual_inspection_years", "not_years"),
        (text("91330106580000014M"), "business_licence", "unified_social_credit_code", "check_digit"),
        (number("110105194913310027"), "resident_id_card", "id_number", "not_text"),
        (number("5"), "business_licence", "company_name", "not_text"),
        (text("cash"), "balance_sheet", "lines[0].key", "not_a_line_key"),
        (text("长" * 5000), "business_licence", "company_name", "too_long"),
    ],
)
def test_a_value_of_another_kind_is_refused(cell: ReturnedCell, type_: str, path: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        taken(cell, path, type_)
    assert refused.value.code == code


def test_a_number_printed_wrong_may_be_given_as_printed() -> None:
    wrong = text("91330106580000014M")
    assert taken(wrong, "unified_social_credit_code", "business_licence", True) == "91330106580000014M"


def came_back(case: Reviewed, book: Workbook) -> Answers:
    book.save(case.book)
    asked = questions.form_of(opened(case.package), everything=True).questions
    return answers.examine(returned.read(case.book), asked)


def put(title: str, words: tuple[str, ...], **entries: object) -> Callable[[Workbook], None]:
    return lambda book: fill(book, title, words, **entries)


def put_at(title: str, cell: str, content: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[title][cell] = content

    return change


def key_changed(book: Workbook) -> None:
    book[FIELDS].cell(row=2, column=column(book[FIELDS], "confirmed")).value = "是"
    book[KEYS]["D3"] = "company_name"


def row_twice(book: Workbook) -> None:
    book[FIELDS]["A3"] = book[FIELDS]["A2"].value


def sheet_added(book: Workbook) -> None:
    book.create_sheet("另一张")["A1"] = "x"


def reading_overwritten(book: Workbook) -> None:
    sheet = book[FIELDS]
    sheet.cell(row=row(sheet, *SCOPE), column=column(sheet, "reading")).value = "改在这里"


REFUSED: list[tuple[str, Callable[[Workbook], None]]] = [
    ("formula", put(FIELDS, SCOPE, corrected='=HYPERLINK("http://x","y")')),
    ("formula", put(FIELDS, SCOPE, confirmed="=1+1")),
    ("formula", put(ROLES, ("A角",), answer="=A1")),
    ("error_value", put(FIELDS, SCOPE, corrected="#N/A")),
    ("unknown_sheet", sheet_added),
    ("unknown_cell", put_at(FIELDS, "Z2", "说明")),
    ("unknown_row", put_at(FIELDS, "A900", "F9999")),
    ("unknown_row", put_at(PAPERS, "E900", "是")),
    ("duplicate_row", row_twice),
    ("changed_title", put_at(FIELDS, "J1", "更正")),
    ("changed_text", reading_overwritten),
    ("changed_key", key_changed),
    ("changed_key", put_at(KEYS, "E3", "0" * 32)),
    ("changed_key", put_at(KEYS, "C1", "7")),
    ("not_a_choice", put(FIELDS, SCOPE, confirmed="对")),
    ("not_a_choice", put(PAPERS, ("营业执照",), copy_stamped="也许")),
    ("not_a_choice", put(OVERRIDES, ("CR-002",), override="通过", why="x")),
    ("not_text", put(ROLES, ("B角",), answer=12)),
    ("too_long", put(ROLES, ("B角",), answer="长" * 61)),
    ("contradictory", put(FIELDS, SCOPE, confirmed="是", corrected="另一个")),
    ("contradictory", put(FIELDS, SCOPE, not_printed="是", corrected="另一个")),
    ("nothing_to_confirm", put(FIELDS, ("开户许可证", "发证日期"), confirmed="是")),
    ("no_decision", put(FIELDS, SCOPE, note="看不清")),
    ("reason_needed", put(OVERRIDES, ("CR-002",), override="相符")),
    ("verdict_needed", put(OVERRIDES, ("CR-002",), why="已核实")),
    ("check_digit", put(FIELDS, CODE, corrected="91330106580000014M")),
]


@pytest.mark.parametrize(("code", "change"), REFUSED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSED)])
def test_each_kind_of_wrong_cell_is_refused_and_says_what_to_do(
    packaged: Reviewed, tmp_path: Path, code: str, change: Callable[[Workbook], None]
) -> None:
    book = packaged.export(everything=True)
    change(book)
    found = came_back(packaged, book)
    assert code in {r.code for r in found.refused}
    assert found.answers == ()
    assert all(r.message == REFUSALS[r.code] for r in found.refused)


def test_a_number_printed_wrong_is_taken_with_the_word_for_it(packaged: Reviewed) -> None:
    book = packaged.export(everything=True)
    fill(book, FIELDS, CODE, corrected="91330106580000014M", confirmed="照印")
    (answer,) = came_back(packaged, book).answers
    assert (answer.decision, answer.value) == ("as_printed", "91330106580000014M")


def test_rows_may_be_sorted_and_left_out(packaged: Reviewed) -> None:
    book = packaged.export()
    fill(book, FIELDS, SCOPE, confirmed="是")
    sheet = book[FIELDS]
    rows = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=2)]
    for number_, cells in enumerate(reversed(rows[:-1]), 2):
        for place, content in enumerate(cells, 1):
            sheet.cell(row=number_, column=place).value = content
    sheet.delete_rows(len(rows) + 1)
    found = came_back(packaged, book)
    assert (len(found.answers), found.refused) == (1, ())


def test_every_code_is_documented() -> None:
    page = (ROOT / "docs" / "errors.md").read_text()
    assert [c for c, message in REFUSALS.items() if f"| `{c}` | {message} |" not in page] == []


def test_what_is_no_workbook_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(returned.NotReadable):
        returned.read(tmp_path / "a.xlsx")
    book = Workbook()
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(answers.NotOurs):
        answers.head(returned.read(tmp_path / "b.xlsx"))


def test_a_workbook_with_a_document_type_is_not_parsed(packaged: Reviewed, tmp_path: Path) -> None:
    packaged.export()
    hostile = tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(packaged.book) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, b'<!DOCTYPE x [<!ENTITY a "b">]>' + data if name == "xl/workbook.xml" else data)
    with pytest.raises(returned.NotReadable):
        returned.read(hostile)


_TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["是", "否", "长期", "无", "2024-03-01", "2024年13月1日", "1,000.00", "12万元", "男", "¥", "一二三", "٣"]
    ),
    st.from_regex(r"[0-9A-Z.,年月日/-]{1,20}", fullmatch=True),
)
_CELLS = st.one_of(
    st.builds(text, _TEXTS),
    st.decimals(allow_nan=False, allow_infinity=False).map(lambda d: ReturnedCell(kind="number", number=d)),
    st.datetimes().map(lambda m: ReturnedCell(kind="date", moment=m)),
    st.booleans().map(lambda b: ReturnedCell(kind="flag", text=str(b))),
    st.sampled_from([ReturnedCell(kind="formula"), ReturnedCell(kind="error"), ReturnedCell(kind="other")]),
)
_PATHS = [(t, f) for t in TYPES for f in TITLES[t]] + [
    (t, f"{table}[0].{c}") for t, tables in COLUMNS.items() for table, columns in tables.items() for c in columns
]
_PYTHON = {
    "money": Decimal,
    "quantity": Decimal,
    "whole": int,
    "date": date,
    "flag": bool,
    "years": tuple,
    "code": str,
    "choice": str,
    "line_key": str,
    "text": str,
}


def _is_of(found: object, kind: ValueKind) -> bool:
    name = kind.name.removesuffix("_or_long_term")
    open_ended = kind.name != name and found == LONG_TERM
    return open_ended or (isinstance(found, _PYTHON[name]) and (name == "flag" or not isinstance(found, bool)))


@settings(max_examples=600, deadline=None)
@given(cell=_CELLS, path=st.sampled_from(_PATHS), as_printed=st.booleans())
def test_any_cell_is_taken_as_its_kind_or_refused(cell: ReturnedCell, path: tuple[str, str], as_printed: bool) -> None:
    type_, name = path
    kind = kind_of(type_, name)
    assert kind.name in FORMS or kind.choices
    try:
        found = value(cell, kind, type_, as_printed)
    except Refused as refused:
        assert refused.code in REFUSALS
    else:
        assert _is_of(found, kind)
        assert cell.kind not in ("formula", "error", "other")


_CONTENT = st.one_of(
    st.none(), _TEXTS.filter(lambda t: t.isprintable()), st.integers(-(10**18), 10**18), st.floats(allow_nan=False),
    st.booleans(), st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["=1+1", "=CMD|x", "#REF!"]),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_random_cells_anywhere_never_raise_and_only_whole_answers_come_through(
    packaged: Reviewed, data: st.DataObject
) -> None:
    if not packaged.book.with_suffix(".blank.xlsx").exists():
        packaged.export()
        packaged.book.rename(packaged.book.with_suffix(".blank.xlsx"))
    book = load_workbook(packaged.book.with_suffix(".blank.xlsx"))
    for _ in range(data.draw(st.integers(1, 12))):
        sheet = book[data.draw(st.sampled_from([FIELDS, PAPERS, ROLES, OVERRIDES, KEYS]))]
        place = (data.draw(st.integers(1, 9)), data.draw(st.integers(1, 14)))
        sheet.cell(*place).value = data.draw(_CONTENT)
    try:
        found = came_back(packaged, book)
    except answers.NotOurs:
        return
    for answer in found.answers:
        if answer.sheet == FIELDS:
            kind = kind_of(answer.question.type, answer.question.path)
            assert answer.decision is not None
            assert answer.value is None or _is_of(answer.value, kind)
            assert (answer.raw is not None) == (answer.value is not None)
        else:
            assert all(isinstance(word, str) and word for word in answer.words.values())
