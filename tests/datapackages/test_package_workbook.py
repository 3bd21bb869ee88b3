"""The workbook holds the case as safe, typed tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from datapackages import workbook
from schemas.core import RejectedFile
from tests.datapackages.sample_case import Prepared


@pytest.fixture
def book(package: Path) -> Workbook:
    return load_workbook(package / "workbook.xlsx")


def _rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in book[sheet].iter_rows(min_row=2)]


def test_the_sheets_stand_in_their_order(book: Workbook) -> None:
    expected = [
        "案件",
        "文件清单",
        "字段",
        "报表",
        "贷款明细",
        "核查结论",
        "借款核对",
        "实地核查",
        "待核对",
        "退回文件",
        "科目余额",
    ]
    assert book.sheetnames == expected
    assert all(book[name].freeze_panes == "A2" for name in expected)


def test_text_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    address = next(row for row in book["字段"].iter_rows() if row[2].value == "住所")[3]
    assert (address.value, address.data_type) == ("=1+1", "s")


def test_money_is_a_number_and_a_date_a_date(book: Workbook) -> None:
    fields = {row[2]: row[3] for row in _rows(book, "字段")}
    assert fields["注册资本"] == 5000000
    assert fields["报告日期"] == datetime(2012, 4, 6)
    assert fields["营业期限至"] == "长期"
    assert _rows(book, "贷款明细")[0][2:6] == ("样例银行", None, None, None)


def test_findings_rejections_and_reconciliation_are_there(book: Workbook) -> None:
    finding = next(row for row in _rows(book, "核查结论") if row[0] == "FIN-07b")
    assert finding[2:5] == ("不符", "阻断", "第五条(一)4(7)")
    assert finding[6] == "企业信用报告·样例银行·余额：1,200,000.00"
    assert _rows(book, "退回文件") == [("空.pdf", "空文件", "文件没有内容,请重新扫描。")]
    assert _rows(book, "借款核对")[1][:2] == ("账面短期借款", 500000)


def test_text_that_a_workbook_cannot_hold_is_cleaned(prepared: Prepared, tmp_path: Path) -> None:
    name = "坏\x00\x0b名" + b"\xc4".decode("utf-8", "surrogateescape") + "长" * 40_000
    case = prepared.altered(rejected=(RejectedFile(file=name, reason="corrupt", message="。"),)).case_file
    (tmp_path / "w.xlsx").write_bytes(workbook.render(case))
    value = load_workbook(tmp_path / "w.xlsx")["退回文件"]["A2"].value
    assert isinstance(value, str)
    assert value.startswith("坏名?长")
