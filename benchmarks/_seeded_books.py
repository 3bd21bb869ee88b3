"""Contradictions in statements, ledgers, returns and accounts that are drawn."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from benchmarks._seeded_list import (
    CENT,
    Seed,
    account,
    all_of,
    earned,
    line,
    move,
    moved,
    new_account,
    said,
)
from samples import _books
from samples._books_case import _profit_lines
from samples._seeded_world import World

M = Decimal


def _head_owes(w: World) -> None:
    """A shareholder owes most of the capital."""
    amount = (w.applicant.company.capital * M("0.6")).quantize(CENT)
    new_account("1221", "其他应收款", amount)(w)
    new_account("122101", w.applicant.company.head.name, amount)(w)


def _private_lender(w: World) -> None:
    closing = next(r.closing for r in w.applicant.accounts if r.code == "2241")
    new_account("224101", "欧阳春", closing)(w)


def _paid_back(w: World) -> None:
    """A contribution that leaves again within weeks."""
    name = w.applicant.company.head.name
    move(date(2022, 3, 1), "投资款", name, "2000000.00")(w)
    move(date(2022, 3, 21), "转账", name, "-1900000.00")(w)


def _returned_less(w: World) -> None:
    lines = _profit_lines(w.applicant)
    w.said["cit"] = lines | {1: (lines[1] * M("0.88")).quantize(CENT)}


def _cash_more(w: World) -> None:
    """More cash at the end than the balance sheet has money, the statement adding up in itself."""
    end, begin = w.applicant.books.balance["monetary_funds"]
    w.said["cash"] = {"cash_end": end + 900000, "cash_begin": begin + 900000}


def _retained_more(w: World) -> None:
    moved("other_payables", "other_payables", "0")(w)
    books = w.applicant.books
    extra = (books.balance["total_equity"][0] * M("0.12")).quantize(CENT)
    values = {k: v[0] for k, v in books.balance.items()}
    values["retained_earnings"] += extra
    values["inventories"] += extra
    _sum(w, values)


def _sum(w: World, values: dict[str, Decimal]) -> None:
    from samples import _lines

    books = w.applicant.books
    _lines.add_up(books.standard, "balance_sheet", values)
    books.balance = {k: (values[k], v[1]) for k, v in books.balance.items()}


def _same_sales(w: World) -> None:
    earned(1, revenue=w.applicant.books.income["revenue"][0])(w)


def _old_form(w: World) -> None:
    """The balance sheet in the form of 2007."""
    loans = w.applicant.books.balance["short_term_borrowings"]
    w.applicant.books = _books.keep(random.Random("form"), "cas_2007", 2022, w.applicant.company.capital, loans)


def _less_interest(w: World) -> None:
    i = w.applicant.books.income
    gone = (i["finance_cost"][0] * M("0.8")).quantize(CENT)
    earned(finance_cost=i["finance_cost"][0] - gone, admin_expense=i["admin_expense"][0] + gone)(w)


def _investment_income(share: str) -> object:
    def change(w: World) -> None:
        i = w.applicant.books.income
        earned(investment_income=(i["total_profit"][0] * M(share)).quantize(CENT))(w)

    return change


def _nothing_invested(w: World) -> None:
    """What may hold investments for a while is stock instead, at both ends of the year."""
    books = w.applicant.books
    balance = dict(books.balance)
    for key in ("trading_fin_assets", "short_term_investments", "other_current_assets"):
        amounts = balance.get(key, (M(0), M(0)))
        stock = balance["inventories"]
        balance |= {"inventories": (stock[0] + amounts[0], stock[1] + amounts[1])}
        if key in balance:
            balance[key] = (M(0), M(0))
    w.applicant.books = replace(books, balance=balance)


def _subsidy(w: World) -> None:
    earned(nonoperating_income=w.applicant.books.income["nonoperating_income"][0] + 400000)(w)


def _weak_year(w: World) -> None:
    i = w.applicant.books.income
    keys = ("revenue", "cost", "selling_expense", "admin_expense", "rd_expense", "finance_cost", "taxes_surcharges")
    earned(**{k: (i[k][0] * M("0.7")).quantize(CENT) for k in keys if k in i})(w)


def _costs_parked(w: World) -> None:
    """Stock up by much, sales flat, margin up."""
    i = w.applicant.books.income
    sales = (i["revenue"][1] * M("1.01")).quantize(CENT)
    cost = (sales * i["cost"][1] / i["revenue"][1] - sales * M("0.09")).quantize(CENT)
    earned(revenue=sales, cost=cost)(w)
    b = w.applicant.books.balance["inventories"]
    wanted = (b[1] * M("1.6") - b[0]) / w.applicant.books.balance["total_assets"][0]
    moved("accounts_receivable", "inventories", str(wanted))(w)


def _capital_grew(w: World) -> None:
    moved("paid_in_capital", "other_payables", "0.2", "paid_in_capital", 1)(w)


def _receivables_grew(w: World) -> None:
    b = w.applicant.books.balance["accounts_receivable"]
    wanted = (b[1] * M("1.7") - b[0]) / w.applicant.books.balance["total_assets"][0]
    moved("inventories", "accounts_receivable", str(wanted))(w)


def _not_amortised(w: World) -> None:
    b = w.applicant.books.balance
    share = (b["intangible_assets"][1] - b["intangible_assets"][0]) / b["total_assets"][0]
    moved("inventories", "intangible_assets", str(share))(w)
    left = b["intangible_assets"][1] - w.applicant.books.balance["intangible_assets"][0]
    values = {k: v[0] for k, v in w.applicant.books.balance.items()}
    values["intangible_assets"] += left
    values["inventories"] -= left
    _sum(w, values)


def _tangible_gone(w: World) -> None:
    share = w.applicant.books.balance["total_equity"][0] * M("0.4") / w.applicant.books.balance["total_assets"][0]
    moved("accounts_receivable", "intangible_assets", str(share))(w)


def _building(w: World) -> None:
    share = w.applicant.books.balance["total_equity"][0] * M("0.6") / w.applicant.books.balance["total_assets"][0]
    books = w.applicant.books
    amount = (books.balance["total_assets"][0] * share).quantize(CENT)
    values = {k: v[0] for k, v in books.balance.items()}
    for key, part in (("accounts_receivable", "0.5"), ("inventories", "0.5")):
        values[key] -= (amount * M(part)).quantize(CENT)
        values["construction_in_progress"] += (amount * M(part)).quantize(CENT)
    _sum(w, values)


def _other_company(w: World) -> None:
    w.said["statement_name"] = "青岛同泰五金制品有限公司"


def _other_statement(w: World) -> None:
    books = w.applicant.books
    w.applicant.books = replace(
        books, balance={k: ((v[0] * M("0.8")).quantize(CENT), v[1]) for k, v in books.balance.items()}
    )


BOOKS = (
    Seed("FS-001", "fail", "new", "assets are not liabilities and equity", ("balance",), line("balance", "total_assets", 90000)),
    Seed("FS-002", "fail", "new", "current assets are not the sum of their lines", ("balance",), line("balance", "total_current_assets", 70000)),
    Seed("FS-003", "fail", "new", "current liabilities are not the sum of their lines", ("balance",), line("balance", "total_current_liabilities", 81000)),
    Seed("FS-004", "fail", "new", "net profit is not profit less tax", ("income",), line("income", "net_profit", 56000)),
    Seed("FS-005", "fail", "new", "operating cash flow is not in less out", ("cash",), lambda w: w.said["cash"].update(cfo=M("123456.78"))),
    Seed("FS-006", "fail", "new", "more cash than monetary funds", ("cash",), _cash_more),
    Seed("FS-007", "fail", "new", "retained earnings grew beyond the profit", ("balance",), _retained_more),
    Seed("FS-008", "fail", "new", "opening is not the closing of the year before", ("earlierbalance",), said(closing_factor=M("0.9"))),
    Seed("FS-009", "fail", "new", "a second balance sheet of the same day with other totals", ("balance2",), _other_statement),
    Seed("DOC-004", "fail", "new", "two balance sheets of one day that differ", ("balance2",), _other_statement),
    Seed("FS-011", "fail", "new", "balance sheet of another company", ("balance",), _other_company),
    Seed("FS-013", "warn", "new", "the same revenue in two years", ("income",), _same_sales),
    Seed("FS-014", "warn", "new", "the format of 2007 for 2022", ("balance",), _old_form),
    Seed("FIN-01a", "fail", "new", "ledger holds more receivables than the statement", ("trial",), account("1122", 500000)),
    Seed("FIN-01b", "fail", "new", "a shareholder owes most of the capital", ("trial",), _head_owes),
    Seed("FIN-01c", "fail", "new", "a contribution that leaves again within weeks", ("bank",), _paid_back),
    Seed("FIN-09b", "fail", "new", "a contribution that leaves again within weeks", ("bank",), _paid_back),
    Seed("FIN-01d", "warn", "new", "half of the receivables older than a year", ("ageing",), said(old=True)),
    Seed("FIN-02a", "fail", "new", "ledger holds more stock than the statement", ("trial",), account("1405", 400000)),
    Seed("FIN-02b", "warn", "new", "stock of two fifths of the assets", ("balance",), moved("accounts_receivable", "inventories", "0.2")),
    Seed("FIN-03a", "fail", "new", "notes in the ledger that the statement does not show", ("trial",), new_account("1121", "应收票据", M("300000.00"))),
    Seed("FIN-04a", "fail", "new", "investments in the ledger that the statement does not show", ("trial",), new_account("1511", "长期股权投资", M("300000.00"))),
    Seed("FIN-04b", "warn", "new", "long-term investments of 13 % of the assets", ("balance",), moved("accounts_receivable", "lt_equity_investments", "0.13")),
    Seed("FIN-04c", "fail", "old", "investment income without any investment", ("balance", "income"), all_of(_nothing_invested, _investment_income("0.4"))),  # type: ignore[arg-type]
    Seed("FIN-05a", "fail", "new", "ledger holds more fixed assets than the statement", ("trial",), account("1601", 400000)),
    Seed("FIN-06a", "fail", "new", "ledger holds more intangible assets than the statement", ("trial",), account("1701", 200000)),
    Seed("FIN-06b", "warn", "new", "intangible assets unchanged for a year", ("balance",), _not_amortised),
    Seed("FIN-07a", "fail", "new", "ledger holds more borrowings than the statement", ("trial",), account("2001", 600000)),
    Seed("FIN-07c", "fail", "new", "ledger holds more payables than the statement", ("trial",), account("2202", 400000)),
    Seed("FIN-07d", "warn", "new", "other payables owed to a person", ("trial",), _private_lender),
    Seed("FIN-09c", "warn", "new", "capital grew without any evidence", ("balance",), _capital_grew, drop=("appraisal", "resolution")),
    Seed("FIN-10a", "fail", "new", "ledger holds more sales than the statement", ("trial",), account("6001", 900000)),
    Seed("FIN-10b", "fail", "new", "customers paid half of what the sales make", ("bank",), said(collected=M("0.5"))),
    Seed("FIN-11a", "fail", "new", "ledger holds more cost than the statement", ("trial",), account("6401", 700000)),
    Seed("FIN-11b", "warn", "new", "costs parked in stock", ("balance", "income"), _costs_parked),
    Seed("FIN-12a", "fail", "new", "ledger holds more selling expense than the statement", ("trial",), account("6601", 300000)),
    Seed("FIN-12b", "warn", "new", "a fifth of the interest that the loans make", ("income",), _less_interest),
    Seed("FIN-13", "warn", "new", "investment income of more than a third of the profit", ("balance", "income"), all_of(moved("accounts_receivable", "lt_equity_investments", "0.08"), _investment_income("0.5"))),  # type: ignore[arg-type]
    Seed("FIN-14", "fail", "new", "more non-operating income than the ledger has", ("income",), _subsidy),
    Seed("FIN-15", "warn", "new", "ratios of a balance sheet that does not balance", ("balance",), line("balance", "total_assets", 90000)),
    Seed("TAX-005", "fail", "new", "sales returned for value added tax are 70 % of the revenue", ("vat",), said(taxed=M("0.7"))),
    Seed("TAX-006", "fail", "new", "revenue of the income tax return is 88 % of the statement's", ("cit",), _returned_less),
    Seed("RAT-001", "warn", "new", "current assets below current liabilities", ("balance",), moved("accounts_receivable", "fixed_assets", "0.22")),
    Seed("TRD-001", "warn", "new", "revenue a third below last year's", ("income",), _weak_year),
    Seed("TRD-002", "warn", "new", "receivables outgrow the sales", ("balance",), _receivables_grew),
    Seed("TRD-003", "warn", "new", "tangible net worth falls by two fifths", ("balance",), _tangible_gone),
    Seed("MAJ-001", "warn", "new", "a building under way of more than half the equity", ("balance",), _building),
)  # fmt: skip
"""One for each check that statements, ledgers and returns decide."""
