"""A company of May 2012 with the papers of its day, all of which agree."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from samples import _application, _certificates, _credit, _identity, _ledgers, _licence, _reports, _statements
from samples._paper import Paper
from samples._seeded_steady import steady
from samples._seeded_world import DIGITAL, SHEET, Base, Drawn, Slot, World
from samples._statements import Look

AS_OF = date(2012, 5, 23)


@cache
def base() -> Base:
    """The company and its papers."""
    _, a = steady("seeded/old", AS_OF, "cas_2007", date(2006, 3, 21))
    a.company.term_end = date(2026, 3, 20)
    a.company.kind = "有限责任公司(自然人投资或控股)"
    a.wish = replace(a.wish, amount=Decimal(1000000), months=12, purpose="采购原材料", day=AS_OF)
    a.report_day = date(2012, 5, 9)
    said = {
        "licence_shown": {},
        "inspections": (2008, 2009, 2010),
        "code_from": date(2010, 9, 2),
        "code_shown": {},
        "national_shown": {},
        "permit_shown": {},
        "card_years": (2009, 2010, 2011),
        "opinion": "unqualified",
    }
    return Base(World("seeded-old", AS_OF, a, said), SLOTS)


def _licence_of(w: World, rng: random.Random) -> Drawn:
    c, said = w.applicant.company, w.said
    return Drawn(_licence.licence(c, rng, date(2008, 7, 16), "old", said["inspections"], said["licence_shown"]))


def _code(w: World, rng: random.Random) -> Drawn:
    return Drawn(_certificates.organisation_code(w.applicant.company, rng, w.said["code_from"], w.said["code_shown"]))


def _tax(kind: str) -> Slot:
    def draw(w: World, rng: random.Random) -> Drawn:
        shown = w.said["national_shown"] if kind == "national" else {}
        return Drawn(_certificates.tax_registration(w.applicant.company, rng, kind, date(2009, 8, 11), shown))

    return draw


def _loan_card(w: World, rng: random.Random) -> Drawn:
    return Drawn(_certificates.loan_card(w.applicant.company, rng, w.said["card_years"], date(2008, 4, 9)))


def _permit(w: World, rng: random.Random) -> Drawn:
    return Drawn(_certificates.account_permit(w.applicant.company, rng, date(2006, 4, 28), w.said["permit_shown"]))


def _verification(w: World, rng: random.Random) -> Drawn:
    return Drawn(_certificates.capital_verification(w.applicant.company, rng, date(2006, 3, 17)), DIGITAL)


def _card(w: World, rng: random.Random) -> Drawn:
    return Drawn(_identity.id_card(w.applicant.company.head, rng, "beside"), dpi=200)


def _application_of(w: World, rng: random.Random) -> Drawn:
    return Drawn(_application.application(w.applicant.company, w.applicant.wish, rng, old=True))


def _report(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    return Drawn(_credit.report(a.company, rng, a.report_day, a.loans))


def _balance(w: World, rng: random.Random) -> Drawn:
    a, look = w.applicant, Look(font="song", zero="", beside=True)
    name = w.said.get("statement_name", a.company.name)
    return Drawn(_statements.balance_sheet(name, a.company.head.name, a.books, look, rng))


def _income(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    return Drawn(_statements.income_statement(a.company.name, a.company.head.name, a.books, Look(zero=""), rng))


def _trial(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    return Drawn(*_sheet(_ledgers.trial_balance(a.company.name, a.books.year, a.accounts, rng, "csv")))


def _audit(w: World, rng: random.Random) -> Drawn:
    firm = _reports.auditors(rng, w.as_of)
    return Drawn(_reports.audit(w.applicant.company, firm, rng, date(2012, 3, 9), w.said["opinion"], 1), DIGITAL)


def _sheet(made: tuple[Paper, bytes]) -> tuple[Paper, str, bytes]:
    return made[0], SHEET, made[1]


SLOTS: dict[str, Slot] = {
    "licence": _licence_of,
    "code": _code,
    "national": _tax("national"),
    "local": _tax("local"),
    "loancard": _loan_card,
    "permit": _permit,
    "verification": _verification,
    "card": _card,
    "application": _application_of,
    "report": _report,
    "balance": _balance,
    "income": _income,
    "trial": _trial,
    "audit": _audit,
}
