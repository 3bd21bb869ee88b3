"""Text documents of one company: its charter, a resolution, contracts, reports, and an audit with the auditor's own licence."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from samples import (
    _application,
    _certificates,
    _charter,
    _data,
    _identity,
    _lease,
    _licence,
    _loan,
    _reports,
    _statements,
)
from samples._case import CaseFolder, How
from samples._paper import Paper
from samples._party import Applicant, applicant
from samples._statements import Look


def texts() -> CaseFolder:
    """A company of 2022 whose pile begins with an audit report, the statements in it and the auditor's licence."""
    rng, as_of = random.Random(20220817), date(2022, 8, 17)
    a = applicant(rng, as_of, "cas_2019", founded=date(2012, 3, 14))
    c = a.company
    case = CaseFolder("texts", as_of, {"kind": "company", "name": c.name}, rng, regime="L4")
    firm = _reports.auditors(rng, as_of)
    firm.name = f"{firm.place.city.rstrip('市')}公信会计师事务所有限公司"
    look = Look(font="song", beside=True, zero="", numbers=True)
    case.bundle(
        [
            _reports.audit(c, firm, rng, date(2022, 3, 24), "emphasis", 0),
            _statements.balance_sheet(c.name, c.head.name, a.books, look, rng),
            _statements.income_statement(c.name, c.head.name, a.books, look, rng),
            _licence.licence(firm, rng, date(2020, 6, 11), "landscape"),
        ],
        "01 2021年审.pdf",
        How("scan", 150, 50),
    )
    holders = _charter.holders_of(c, rng, date(2032, 3, 1))
    case.digital([_charter.charter(c, holders, rng, date(2012, 3, 8), 0)], "02 zhangcheng.pdf")
    case.pictures(
        _charter.resolution(c, a.wish, holders, rng, date(2022, 8, 10), 0),
        "IMG_20220811_101522.jpg",
        How("photo_mild", 160, 60),
    )
    day = date(2021, 5, 1)
    case.pictures(_lease.lease(_lease.lease_of(c, rng, day), rng, 0), "CCF_000310.jpg", How("scan", 160))
    case.pictures(_reports.appraisal(c, rng, date(2022, 7, 6), 1), "CCF_000311.pdf", How("scan_clean", 160))
    case.pictures(
        _loan.contract(c, _loan.terms(rng, c.bank, Decimal(3000000), date(2021, 9, 6), "采购原材料"), rng, 1),
        "CCF_000314.jpg",
        How("photocopy", 160),
    )
    case.pictures(_licence.licence(c, rng, date(2019, 11, 20), "landscape"), "CCF_000315.jpg", How("scan", 150, 60))
    case.pictures(_identity.id_card(c.head, rng, "sheet"), "CCF_000316.jpg", How("scan_clean", 190, 70))
    case.pictures(_application.application(c, a.wish, rng), "CCF_000317.jpg", How("scan", 150))
    case.pictures(_certificates.account_permit(c, rng, date(2012, 4, 10)), "CCF_000318.jpg", How("scan", 160))
    case.missing.append("credit_report")
    case.expect("missing_document", "DOC-001", "没有企业信用报告")
    for check, note in (
        ("XID-001", "审计师自己的营业执照不是申请人的"),
        ("LIC-005", "2014-03-01 起停止年检"),
        ("ORG-001", "一照一码,不需代码证"),
    ):
        case.quiet(check, note)
    return case


def drawn(a: Applicant, rng: random.Random, as_of: date) -> list[Paper]:
    """One or two text documents of an applicant, in any wording."""
    c = a.company
    holders = _charter.holders_of(c, rng, _data.anniversary(c.founded, rng.choice((1, 3, 10, 20))))
    lately = as_of - timedelta(days=rng.randrange(3, 40))
    earlier = as_of - timedelta(days=rng.randrange(50, 340))
    makers: tuple[Callable[[], Paper], ...] = (
        lambda: _charter.charter(c, holders, rng, c.founded - timedelta(days=rng.randrange(2, 20))),
        lambda: _charter.resolution(c, a.wish, holders, rng, lately),
        lambda: _lease.lease(_lease.lease_of(c, rng, earlier), rng),
        lambda: _reports.appraisal(c, rng, lately),
        lambda: _reports.audit(c, _reports.auditors(rng, as_of), rng, _audited(as_of, rng), _opinion(rng)),
        lambda: _loan.contract(c, _loan.terms(rng, c.bank, a.wish.amount, earlier, a.wish.purpose), rng),
    )
    return [make() for make in rng.sample(makers, rng.choice((1, 1, 2)))]


def _audited(as_of: date, rng: random.Random) -> date:
    """A day of the spring on which last year's books were audited, before the application."""
    return _data.day_between(rng, date(as_of.year, 1, 15), max(date(as_of.year, 1, 15), as_of - timedelta(days=5)))


def _opinion(rng: random.Random) -> str:
    return rng.choice(("unqualified", "unqualified", "unqualified", *_reports.OPINIONS))
