"""Trial balances as spreadsheets and as delimited text in GB18030, and statements as spreadsheets."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
from openpyxl.utils import get_column_letter

from samples import _lines
from samples._books import Account, Books
from samples._paper import Paper

_COLUMNS = ("opening_debit", "opening_credit", "period_debit", "period_credit", "closing_debit", "closing_credit")


def _sides(account: Account) -> tuple[Decimal | None, ...]:
    def split(v: Decimal, debit: bool) -> Decimal | None:
        return abs(v) if v and (v > 0) == debit else None

    return (
        split(account.opening, True),
        split(account.opening, False),
        account.debit or None,
        account.credit or None,
        split(account.closing, True),
        split(account.closing, False),
    )


def trial_balance(
    name: str, year: int, accounts: list[Account], rng: random.Random, form: str = "xlsx"
) -> tuple[Paper, bytes]:
    """The trial balance of a year and the file that holds it; `form` is xlsx or csv (GB18030, with a preamble)."""
    rows = []
    for account in accounts:
        values = (None if v is None else f"{v:.2f}" for v in _sides(account))
        rows.append(
            {"account_code": account.code, "account_name": account.name, **dict(zip(_COLUMNS, values, strict=True))}
        )
    v: dict[str, object] = {"company_name": name, "period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    paper = Paper("trial_balance", "tb", v, {"accounts": rows})
    data = _workbook(paper, name, year, accounts, rng) if form == "xlsx" else _delimited(name, year, accounts)
    return paper, data


def _workbook(paper: Paper, name: str, year: int, accounts: list[Account], rng: random.Random) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "科目余额表"
    sheet["A1"] = "科 目 余 额 表"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = f"核算单位：{name}"
    sheet["E2"] = rng.choice((f"会计期间：{year}.01-{year}.12", f"期间：{year}年01月至{year}年12月"))
    sheet["H2"] = "单位：元"
    for column, text in (
        ("A", "科目编码"),
        ("B", "科目名称"),
        ("C", "期初余额"),
        ("E", "本期发生额"),
        ("G", "期末余额"),
    ):
        sheet[f"{column}3"] = text
    for pair in ("C3:D3", "E3:F3", "G3:H3", "A3:A4", "B3:B4"):
        sheet.merge_cells(pair)
    for i in range(6):
        sheet.cell(4, 3 + i, ("借方", "贷方")[i % 2])
    for number, account in enumerate(accounts, 5):
        sheet.cell(number, 1, account.code)
        sheet.cell(number, 2, ("" if len(account.code) == 4 else "    ") + account.name)
        paper.cells[f"accounts[{account.code}].account_name"] = f"B{number}"
        for i, v in enumerate(_sides(account)):
            if v is not None:
                sheet.cell(number, 3 + i, float(v)).number_format = "#,##0.00"
                paper.cells[f"accounts[{account.code}].{_COLUMNS[i]}"] = f"{get_column_letter(3 + i)}{number}"
    last = 5 + len(accounts)
    sheet.cell(last, 2, "合计")
    for i in range(6):
        total = sum((_sides(a)[i] or Decimal(0) for a in accounts if len(a.code) == 4), Decimal(0))
        sheet.cell(last, 3 + i, float(total)).number_format = "#,##0.00"
    paper.cells.update(company_name="A2", period_start="E2", period_end="E2")
    sheet.column_dimensions["B"].width = 26
    return saved(book)


def _delimited(name: str, year: int, accounts: list[Account]) -> bytes:
    lines = ["科目余额表,,,,,,,", f"单位名称:{name},,,,期间:{year}-01至{year}-12,,,单位:元", "科目代码,科目名称,年初借方余额,年初贷方余额,本期借方发生额,本期贷方发生额,期末借方余额,期末贷方余额"]  # fmt: skip
    for account in accounts:
        lines.append(
            ",".join([account.code, account.name, *("" if v is None else f"{v:.2f}" for v in _sides(account))])
        )
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def statement_workbook(paper: Paper, books: Books, kind: str) -> bytes:
    """A statement as a spreadsheet, one line a row; sets the paper's cells in place of its sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    balance = kind == "balance_sheet"
    rows = _lines.assets(books.standard) + _lines.claims(books.standard) if balance else _lines.income(books.standard)
    values, columns = (books.balance, ("ending", "opening")) if balance else (books.income, ("current", "prior"))
    sheet["A1"] = "资产负债表" if balance else "利润表"
    sheet["A2"] = f"编制单位：{paper.fields['company_name']}"
    sheet["B2"] = f"{books.year}年12月31日" if balance else f"{books.year}年度"
    sheet["C2"] = "单位：元"
    for i, text in enumerate(("项目", "期末余额" if balance else "本期金额", "年初余额" if balance else "上期金额"), 1):
        sheet.cell(3, i, text)
    paper.sheets, truth = [], []
    for number, (key, label) in enumerate(rows, 4):
        sheet.cell(number, 1, label)
        if key:
            for i, v in enumerate(values[key]):
                sheet.cell(number, 2 + i, float(v))
                paper.cells[f"lines[{key}].{columns[i]}"] = f"{'BC'[i]}{number}"
            truth.append(
                {"key": key, "label": label, columns[0]: f"{values[key][0]:.2f}", columns[1]: f"{values[key][1]:.2f}"}
            )
    paper.tables["lines"] = truth
    paper.cells.update(company_name="A2", period_end="B2", unit="C2")
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes, the same on every run."""
    moment = datetime(2020, 1, 1)
    book.properties.created = book.properties.modified = moment
    buffer, out = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _still(data)
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _still(data: bytes) -> bytes:
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", data)
