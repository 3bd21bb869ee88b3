"""A company of May 2023 with its books, returns, bank account and the building that it offers, all of which agree."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from samples import (
    _application,
    _book_assets,
    _book_tables,
    _books,
    _certificates,
    _charter,
    _credit,
    _identity,
    _ledgers,
    _licence,
    _loan,
    _mortgage_forms,
    _property_forms,
    _registry_forms,
    _reports,
    _returns,
    _seeded_files,
    _statements,
    _tax_forms,
)
from samples._book_grid import Look as GridLook
from samples._books_case import _profit_lines
from samples._paper import Paper
from samples._property_forms import Estate
from samples._seeded_files import Move
from samples._seeded_print import reprint, retype
from samples._seeded_steady import steady
from samples._seeded_world import DIGITAL, SHEET, Base, Drawn, Slot, World
from samples._statements import Look

AS_OF = date(2023, 5, 16)
CENT = Decimal("0.01")


@cache
def base() -> Base:
    """The company and its papers."""
    rng, a = steady("seeded/new", AS_OF, "cas_2019", date(2014, 6, 18))
    c = a.company
    c.term_end = date(2044, 6, 17)
    c.kind = "有限责任公司(自然人投资或控股)"
    a.wish = replace(
        a.wish, amount=Decimal(1000000), months=12, purpose="采购原材料", day=AS_OF, counter="公司厂房抵押"
    )
    a.report_day = date(2023, 5, 4)
    holders = _charter.holders_of(c, rng, date(2016, 6, 18))
    site = Estate(
        owner=c.name,
        location=f"{c.place.town}工业北路36号1幢",
        unit=f"{c.place.code}004011GB00127F00010001",
        use=("工业用地", "厂房"),
        plot=Decimal("4120.50"),
        built=Decimal("3260.80"),
        term=(date(2012, 4, 1), date(2062, 3, 31)),
        place=c.place,
    )
    said: dict[str, Any] = {
        "licence_shown": {},
        "permit_shown": {},
        "application_shown": {},
        "card_shown": {},
        "report_shown": {},
        "guarantee": None,
        "holders": holders,
        "resolved": a.wish,
        "site": site,
        "value": Decimal(9800000),
        "cash": {},
        "moves": [],
        "opinion": "unqualified",
        "prior": 1,
        "taxed": Decimal(1),
        "charter_capital": c.capital,
        "guarantor": _reports.auditors(rng, AS_OF),
    }
    return Base(World("seeded-new", AS_OF, a, said), SLOTS, MORE)


def _licence_of(w: World, rng: random.Random) -> Drawn:
    return Drawn(_licence.licence(w.applicant.company, rng, date(2021, 9, 8), "landscape", (), w.said["licence_shown"]))


def _card(w: World, rng: random.Random) -> Drawn:
    return Drawn(_identity.id_card(w.applicant.company.head, rng, "beside", w.said["card_shown"]), dpi=200)


def _application_of(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    return Drawn(_application.application(a.company, a.wish, rng, shown=w.said["application_shown"]))


def _permit(w: World, rng: random.Random) -> Drawn:
    return Drawn(_certificates.account_permit(w.applicant.company, rng, date(2014, 8, 5), w.said["permit_shown"]))


def _report(w: World, rng: random.Random) -> Drawn:
    a, said = w.applicant, w.said
    paper = _credit.report(a.company, rng, a.report_day, a.loans, said["report_shown"], said["guarantee"])
    return Drawn(paper, DIGITAL)


def _balance(w: World, rng: random.Random) -> Drawn:
    a, look = w.applicant, Look(font="song", zero="", numbers=False)
    name = w.said.get("statement_name", a.company.name)
    return Drawn(_statements.balance_sheet(name, a.company.head.name, a.books, look, rng), dpi=190)


def _income(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    return Drawn(_statements.income_statement(a.company.name, a.company.head.name, a.books, Look(zero="0.00"), rng))


def _earlier(w: World, rng: random.Random) -> Drawn:
    """The income statement of the year before, whose own year before was a little weaker."""
    a = w.applicant
    before = {k: (v[1], (v[1] * Decimal("0.93")).quantize(CENT)) for k, v in a.books.income.items()}
    books = _books.Books(a.books.standard, a.books.year - 1, dict(a.books.balance), before)
    paper = _statements.income_statement(a.company.name, a.company.head.name, books, Look(zero="0.00"), rng)
    return Drawn(paper, SHEET, _ledgers.statement_workbook(paper, books, "income_statement"))


def _earlier_balance(w: World, rng: random.Random) -> Drawn:
    """The balance sheet of the year before, its closing balances as `said` lets them be."""
    a = w.applicant
    factor = w.said.get("closing_factor", Decimal(1))
    before = {k: ((v[1] * factor).quantize(CENT), v[1]) for k, v in a.books.balance.items()}
    books = _books.Books(a.books.standard, a.books.year - 1, before, a.books.income)
    paper = _statements.balance_sheet(a.company.name, a.company.head.name, books, Look(zero="0.00"), rng)
    return Drawn(paper, SHEET, _ledgers.statement_workbook(paper, books, "balance_sheet"))


def _cash(w: World, rng: random.Random) -> Drawn:
    """The cash flows that lead from one balance sheet to the other."""
    b, i = w.applicant.books.balance, w.applicant.books.income
    begin, end = b["monetary_funds"][1], b["monetary_funds"][0]
    sold = (
        (i["revenue"][0] * Decimal("1.13")).quantize(CENT) + b["accounts_receivable"][1] - b["accounts_receivable"][0]
    )
    sold += b["contract_liabilities"][0] - b["contract_liabilities"][1]
    borrowed, repaid = b["short_term_borrowings"]
    interest = (i["finance_cost"][0] * Decimal("0.9")).quantize(CENT)
    wages, taxes = (i["revenue"][0] / 20).quantize(CENT), (i["revenue"][0] / 40).quantize(CENT)
    capex, other = Decimal("310000.00"), Decimal("42000.00")
    lines = {
        "cf_sales": sold,
        "cf_other_op_in": other,
        "cf_op_in": sold + other,
        "cf_employees": wages,
        "cf_taxes": taxes,
    }
    lines |= {"cf_capex": capex, "cf_inv_out": capex, "cfi": -capex, "cf_borrow_in": borrowed, "cf_fin_in": borrowed}
    lines |= {"cf_repay": repaid, "cf_div_int": interest, "cf_fin_out": repaid + interest}
    lines |= {"cff": borrowed - repaid - interest, "net_increase": end - begin, "cash_begin": begin, "cash_end": end}
    lines["cfo"] = lines["net_increase"] - lines["cfi"] - lines["cff"]
    lines["cf_op_out"] = lines["cf_op_in"] - lines["cfo"]
    lines["cf_purchases"] = lines["cf_op_out"] - wages - taxes
    lines |= w.said["cash"]
    paper, data = _seeded_files.cash_flow(w.applicant.company.name, w.applicant.books.year, lines)
    return Drawn(paper, SHEET, data)


def _trial(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    return _sheet(_ledgers.trial_balance(a.company.name, a.books.year, a.accounts, rng))


def _closing(w: World, code: str) -> Decimal:
    return abs(next(x.closing for x in w.applicant.accounts if x.code == code))


def _receivables(w: World, rng: random.Random) -> Drawn:
    c, year = w.applicant.company, w.applicant.books.year
    total = _closing(w, "1122")
    return _sheet(_book_tables.detail_balances(c.name, year, rng, GridLook(), "xlsx", 14, total, "1122"))


def _ageing(w: World, rng: random.Random) -> Drawn:
    """Receivables of which few (or, if said, many) are older than a year."""
    c, year = w.applicant.company, w.applicant.books.year
    while True:
        paper, data = _book_tables.ageing(c.name, year, rng, GridLook(), "xlsx", 9, _closing(w, "1122"))
        young = sum(Decimal(b["total"] or 0) for b in paper.tables["buckets"] if (b["months_to"] or 99) <= 12)
        share = 1 - young / _closing(w, "1122")
        if paper.fields["total_provision"] and (
            share > Decimal("0.5") if w.said.get("old") else share < Decimal("0.28")
        ):
            return _sheet((paper, data))


def _assets(w: World, rng: random.Random) -> Drawn:
    c, year = w.applicant.company, w.applicant.books.year
    totals = (_closing(w, "1601"), _closing(w, "1602"))
    return _sheet(_book_assets.assets(c.name, year, rng, GridLook(), "xlsx", 4, totals))


def _vat(w: World, rng: random.Random) -> Drawn:
    """The return of December, whose sales of the year are the revenue times `taxed`."""
    a = w.applicant
    while True:
        paper, data = _returns.vat(a.company, a.books.year, rng, GridLook(), "xlsx")
        if paper.fields["form_kind"] == "general" and str(paper.fields["period_end"]).endswith("12-31"):
            break
    sales = (a.books.income["revenue"][0] * w.said["taxed"]).quantize(CENT)
    cells = {f"items[{n}].ytd": Decimal("0.00") for n in range(10)} | {"items[0].ytd": sales, "items[1].ytd": sales}
    cells |= {"items[10].ytd": (sales * Decimal("0.13")).quantize(CENT)}
    return Drawn(paper, SHEET, retype(paper, data or b"", {k: v for k, v in cells.items() if k in paper.cells}))


def _cit(w: World, rng: random.Random) -> Drawn:
    known = w.said.get("cit") or _profit_lines(w.applicant)
    return _sheet(_returns.cit(w.applicant.company, w.applicant.books.year, rng, GridLook(), "xlsx", "annual", known))


def moves(w: World) -> list[Move]:
    """Money from customers in the measure of the sales, month by month, and what is paid from it."""
    a = w.applicant
    b, revenue = a.books.balance, a.books.income["revenue"][0]
    collected = revenue * Decimal("1.13") + b["accounts_receivable"][1] - b["accounts_receivable"][0]
    share = w.said.get("collected", Decimal(1))
    found = []
    for n in range(17):
        year, month = 2022 + n // 12, n % 12 + 1
        into = (collected / 12 * share).quantize(CENT)
        out = (collected / 12 * Decimal("0.93")).quantize(CENT)
        if (year, month) == (2023, 5):
            into, out = (into / 3).quantize(CENT), (out / 3).quantize(CENT)
        found.append(Move(date(year, month, 8), "货款", f"{'华东北南中'[n % 5]}源贸易有限公司", into))
        found.append(Move(date(year, month, 12), "采购款", "同济钢材有限公司", -out))
        found.append(Move(date(year, month, 10), "代发工资", "代发工资户", -(collected / 12 / 20).quantize(CENT)))
    return [*found, *w.said["moves"]]


def _bank(year: int) -> Slot:
    """A year of the account; the last payment of 2022 brings it to the ledger's balance."""

    def draw(w: World, rng: random.Random) -> Drawn:
        c, closing = w.applicant.company, _closing(w, "1002")
        opening = closing - 200000
        own = [m for m in moves(w) if m.day.year == year]
        if year == 2022:
            rest = closing - opening - sum((m.amount for m in own), Decimal(0))
            own.append(Move(date(2022, 12, 28), "采购款" if rest < 0 else "收回保证金", "同济钢材有限公司", rest))
            first, last = date(2022, 1, 1), date(2022, 12, 31)
        else:
            opening, first, last = closing, date(2023, 1, 1), date(2023, 5, 15)
        return _sheet(_seeded_files.bank_list(c.name, c.account, c.bank, first, last, opening, own))

    return draw


def _charter_of(w: World, rng: random.Random) -> Drawn:
    c = replace(w.applicant.company, capital=w.said["charter_capital"])
    return Drawn(_charter.charter(c, w.said["holders"], rng, date(2014, 6, 10), 0), DIGITAL)


def _resolution(w: World, rng: random.Random) -> Drawn:
    a, said = w.applicant, w.said
    return Drawn(_charter.resolution(a.company, said["resolved"], said["holders"], rng, date(2023, 5, 12), 0), DIGITAL)


def _registry(w: World, rng: random.Random) -> Drawn:
    """An extract with last year's report, of the shareholders of the charter, without abnormal entries unless said."""
    listed = w.said.get("listed", False)
    while True:
        paper = _registry_forms.extract(w.applicant.company, rng, AS_OF)
        year = paper.fields["report_year"]
        entries = paper.tables["abnormal"]
        right = any(e["removed_on"] is None for e in entries) if listed else not entries
        if year == 2022 and right and len(paper.tables["shareholders"]) == len(w.said["holders"]):
            break
    for n, holder in enumerate(w.said["holders"]):
        reprint(paper, f"shareholders[{n}].name", holder.name)
        shown = f"{holder.amount / 10000:.2f}"
        reprint(paper, f"shareholders[{n}].subscribed", shown)
        if any(f"shareholders[{n}].paid" in s.marks for s in paper.sheets):
            reprint(paper, f"shareholders[{n}].paid", shown)
    return Drawn(paper, DIGITAL)


def _title(w: World, rng: random.Random) -> Drawn:
    while True:
        paper = _property_forms.real_estate(w.said["site"], rng, date(2018, 5, 22))
        if paper.fields["co_ownership"] == "单独所有":
            return Drawn(paper)


def _appraisal(w: World, rng: random.Random) -> Drawn:
    site, c = w.said["site"], w.applicant.company
    while True:
        paper = _reports.appraisal(c, rng, date(2023, 4, 6), 2)
        if paper.fields["owner"] == c.name:
            break
    reprint(paper, "location", f"位于{w.said.get('appraised_place', site.location)}的房地产")
    reprint(paper, "appraised_value", f"人民币{w.said['value']:,.2f}元")
    return Drawn(paper, DIGITAL)


def _audit(w: World, rng: random.Random) -> Drawn:
    firm = _reports.auditors(rng, w.as_of)
    return Drawn(_reports.audit(w.applicant.company, firm, rng, date(2023, 3, 9), w.said["opinion"], 1), DIGITAL)


def _contract(w: World, rng: random.Random) -> Drawn:
    """The contract of the oldest open loan."""
    a = w.applicant
    loan = min((x for x in a.loans if not x.settled), key=lambda x: x.opened)
    terms = _loan.Terms(
        "2022年借字第0817号", loan.lender, loan.amount, Decimal("4.35"), loan.opened, loan.due, "采购原材料"
    )
    return Drawn(_loan.contract(a.company, w.said.get("terms", terms), rng, 0), DIGITAL)


def _taxes(w: World, rng: random.Random) -> Drawn:
    c = w.applicant.company
    return Drawn(_tax_forms.tax_payment(c.name, c.uscc, c.place, rng, date(2023, 4, 20)), DIGITAL)


def _mortgage(w: World, rng: random.Random) -> Drawn:
    site, bank = w.said["site"], w.applicant.company.bank
    return Drawn(_mortgage_forms.encumbrance(site, rng, bank, Decimal(4500000), date(2022, 2, 26)), DIGITAL)


def _second_balance(w: World, rng: random.Random) -> Drawn:
    """Another balance sheet of the same day."""
    a = w.applicant
    paper = _statements.balance_sheet(a.company.name, a.company.head.name, a.books, Look(zero="0.00"), rng)
    return Drawn(paper, SHEET, _ledgers.statement_workbook(paper, a.books, "balance_sheet"))


def _guarantor(w: World, rng: random.Random) -> Drawn:
    """The licence of a company that stands surety."""
    return Drawn(_licence.licence(w.said["guarantor"], rng, date(2019, 6, 11), "landscape"))


def _sheet(made: tuple[Paper, bytes | None]) -> Drawn:
    return Drawn(made[0], SHEET, made[1] or b"")


SLOTS: dict[str, Slot] = {
    "licence": _licence_of,
    "card": _card,
    "application": _application_of,
    "permit": _permit,
    "report": _report,
    "balance": _balance,
    "income": _income,
    "earlier": _earlier,
    "cash": _cash,
    "trial": _trial,
    "receivables": _receivables,
    "ageing": _ageing,
    "assets": _assets,
    "vat": _vat,
    "cit": _cit,
    "bank": _bank(2022),
    "bank2": _bank(2023),
    "charter": _charter_of,
    "resolution": _resolution,
    "registry": _registry,
    "title": _title,
    "appraisal": _appraisal,
    "audit": _audit,
    "taxes": _taxes,
}
MORE: dict[str, Slot] = {
    "earlierbalance": _earlier_balance,
    "contract": _contract,
    "mortgage": _mortgage,
    "balance2": _second_balance,
    "guarantor": _guarantor,
}
"""Papers that only some contradictions add."""
