"""A company that hands in its books: ledgers, receivables by age, fixed assets and tax returns beside its statements."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from samples import _application, _book_assets, _book_tables, _ledgers, _returns, _statements
from samples._book_grid import Look
from samples._case import CaseFolder, How
from samples._paper import Paper
from samples._party import Applicant, applicant
from samples._statements import Look as StatementLook


def books() -> CaseFolder:
    """A company of 2022 whose books agree with one another; its certificates are still to come."""
    rng, as_of = random.Random(20220318), date(2022, 3, 18)
    a = applicant(rng, as_of, "small_enterprise", founded=date(2013, 9, 4))
    c, year = a.company, a.books.year
    case = CaseFolder("books", as_of, {"kind": "company", "name": c.name}, rng, regime="L4")
    case.missing = ["account_opening_permit", "business_licence", "credit_report", "resident_id_card"]
    case.pictures(_application.application(c, a.wish, rng), "a01.jpg", How("scan", 160))
    look = StatementLook(font="song", zero="0.00")
    for paper, kind, file in (
        (_statements.balance_sheet(c.name, c.head.name, a.books, look, rng), "balance_sheet", "zcfzb.xlsx"),
        (_statements.income_statement(c.name, c.head.name, a.books, look, rng), "income_statement", "lrb.xlsx"),
    ):
        case.sheet_file(paper, file, _ledgers.statement_workbook(paper, a.books, kind))
    _put(case, _ledgers.trial_balance(c.name, year, a.accounts, rng), "kmyeb.xlsx")
    _details(case, a, rng)
    _tax(case, a, rng)
    case.expect("documents_missing", "DOC-001", "营业执照、身份证、信用报告、开户许可证尚未提交")
    return case


def _put(case: CaseFolder, made: tuple[Paper, bytes | None], file: str, how: How | None = None) -> None:
    """A table in the file that it was made for: a workbook, delimited text, or a scan."""
    paper, data = made
    if data is not None:
        case.sheet_file(paper, file, data)
    else:
        case.pictures(paper, file, how or How())


def _closing(a: Applicant, code: str) -> Decimal:
    return abs(next(x.closing for x in a.accounts if x.code == code))


def _details(case: CaseFolder, a: Applicant, rng: random.Random) -> None:
    """Details that come to the balances of the trial balance."""
    name, year = a.company.name, a.books.year
    receivable, payable = _closing(a, "1122"), _closing(a, "2202")
    plain = Look()
    made = _book_tables.detail_balances(name, year, rng, plain, "xlsx", 14, receivable, "1122")
    _put(case, made, "往来-应收.xlsx")
    _put(case, _book_tables.detail_balances(name, year, rng, plain, "csv", 9, payable, "2202"), "往来-应付.csv")
    ruled = Look(font="song", points=9.0)
    _put(case, _book_tables.ledger(name, year, rng, ruled, count=9), "a05.jpg", How("scan", 160))
    bare = Look(font="hei", rules="level", points=9.0, zero="-")
    made = _book_tables.ageing(name, year, rng, bare, count=11, total=receivable)
    _put(case, made, "a06.jpg", How("photocopy", 160))
    worn = (_closing(a, "1601"), _closing(a, "1602"))
    made = _book_assets.assets(name, year, rng, Look(font="micro"), count=16, totals=worn)
    _put(case, made, "a07.jpg", How("photo_mild", 170))


def _tax(case: CaseFolder, a: Applicant, rng: random.Random) -> None:
    """Returns: born-digital and scanned; the year's agrees with the income statement."""
    c, year = a.company, a.books.year
    yearly, _ = _returns.cit(c, year, rng, Look(font="song"), kind="annual", known=_profit_lines(a))
    case.digital([yearly], "企业所得税年度申报.pdf")
    monthly, _ = _returns.vat(c, year, rng, Look(font="song"))
    case.pictures(monthly, "a09.jpg", How("scan", 180))
    quarterly, _ = _returns.cit(c, year, rng, Look(font="hei", rules="level"), kind="prepayment")
    case.pictures(quarterly, "a10.jpg", How("scan", 160))


def _profit_lines(a: Applicant) -> dict[int, Decimal]:
    """The annual return's first lines as the income statement has them; what has no line of its own stands in line 9."""
    income = {key: values[0] for key, values in a.books.income.items()}
    keys = {1: "revenue", 2: "cost", 3: "taxes_surcharges", 4: "selling_expense", 5: "admin_expense", 6: "finance_cost"}
    lines = {n: income.get(key, Decimal("0.00")) for n, key in keys.items()}
    lines |= {11: income.get("nonoperating_income", Decimal(0)), 12: income.get("nonoperating_expense", Decimal(0))}
    rest = income["operating_profit"] - lines[1] + sum((lines[n] for n in (2, 3, 4, 5, 6)), Decimal(0))
    return lines | {9: rest}
