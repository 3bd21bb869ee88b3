"""Two kept cases of further papers: a natural person's, and a company's titles, taxes, register print and bank statement."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from samples import (
    _application,
    _bank_forms,
    _certificate_forms,
    _data,
    _identity,
    _income_forms,
    _licence_forms,
    _loan,
    _mortgage_forms,
    _names,
    _person_forms,
    _property_forms,
    _registry_forms,
    _statement_pages,
    _tax_forms,
    _vehicle_forms,
)
from samples._case import CaseFolder, How


def person() -> CaseFolder:
    """A natural person of 2022, married, with a mortgaged flat and a car."""
    rng, as_of = random.Random(20220315), date(2022, 3, 15)
    firm = _names.enrich(_data.company(rng, as_of, founded=date(2009, 9, 2)), rng)
    p = _names.enrich_person(_data.person(rng, as_of, firm.place, "male"), rng)
    spouse = _names.enrich_person(_data.person(rng, as_of, firm.place, "female"), rng)
    case = CaseFolder("person", as_of, {"kind": "person", "name": p.name}, rng)
    wish = _application.wish(rng, as_of, firm.bank, 50)
    home = _property_forms.estate(f"{p.name}、{spouse.name}", p.place, rng, as_of)
    case.pictures(_application.application(p, wish, rng), "DOC_0001.jpg", How("scan", 150))
    case.pictures(_identity.id_card(p, rng, "sheet"), "DOC_0002.jpg", How("scan_clean", 180, 70))
    case.pictures(_person_forms.household_page(p, rng, date(2012, 11, 5), "户主"), "DOC_0003.jpg", How("scan", 190))
    case.pictures(
        _income_forms.income_proof(p, rng, firm.name, date(2022, 3, 4), 16000), "DOC_0004.jpg", How("photocopy", 150)
    )
    case.pictures(_property_forms.real_estate(home, rng, date(2018, 5, 22)), "DOC_0005.pdf", How("scan", 170))
    case.pictures(
        _mortgage_forms.encumbrance(home, rng, firm.bank, Decimal(860000), date(2018, 6, 8)),
        "DOC_0006.jpg",
        How("scan", 160),
    )
    case.pictures(
        _vehicle_forms.vehicle(p.name, p.id_number, p.place, rng, date(2017, 8, 17)), "DOC_0007.jpg", How("scan", 190)
    )
    case.pictures(_person_forms.marriage(p, spouse, rng, date(2011, 5, 20)), "DOC_0008.jpg", How("photo_mild", 200, 70))
    case.quiet("XID-002", "各件为同一人")
    return case


def papers() -> CaseFolder:
    """A company of 2021: licence without a term, account sheet, old titles, a mortgage, taxes, register, bank, cash flows."""
    rng, as_of = random.Random(20210920), date(2021, 9, 20)
    c = _names.enrich(_data.company(rng, as_of, founded=date(2008, 4, 23)), rng)
    c.kind = "有限责任公司(自然人投资或控股)"
    case = CaseFolder("papers", as_of, {"kind": "company", "name": c.name}, rng, regime="L4")
    site = _property_forms.company_estate(c, rng, as_of)
    case.pictures(
        _application.application(c, _application.wish(rng, as_of, c.bank), rng), "scan-01.jpg", How("scan", 150)
    )
    case.pictures(_licence_forms.licence(c, rng, date(2020, 6, 30)), "scan-02.jpg", How("scan", 160))
    case.pictures(_identity.id_card(c.head, rng, "beside"), "scan-03.jpg", How("scan", 190, 70))
    case.pictures(_certificate_forms.account_sheet(c, rng, date(2020, 7, 15)), "scan-04.jpg", How("scan", 150))
    case.pictures(_property_forms.house(site, rng, date(2011, 3, 18)), "scan-05.jpg", How("scan", 170))
    case.pictures(_property_forms.land(site, rng, date(2010, 8, 9)), "scan-06.jpg", How("photocopy", 170))
    case.pictures(
        _mortgage_forms.encumbrance(site, rng, c.bank, Decimal(4500000), date(2014, 2, 26)),
        "scan-07.jpg",
        How("scan", 170),
    )
    case.pictures(
        _vehicle_forms.vehicle(c.name, c.uscc, c.place, rng, date(2019, 12, 3), company=True),
        "scan-08.jpg",
        How("scan", 190),
    )
    case.pictures(
        _tax_forms.tax_payment(c.name, c.uscc, c.place, rng, date(2021, 9, 1)), "scan-09.jpg", How("scan", 180)
    )
    case.digital([_registry_forms.extract(c, rng, as_of)], "公示.pdf")
    case.pictures(_bank_forms.any_statement(rng, c, date(2021, 8, 31)), "scan-10.pdf", How("scan_clean", 160))
    terms = _loan.terms(rng, c.bank, Decimal(2000000), date(2021, 1, 12), "补充流动资金")
    case.digital([_loan.contract(c, terms, rng, 2)], "合同.pdf")
    case.pictures(
        _statement_pages.paper(rng, "cash_flow_statement", c.name, c.head.name, date(2020, 12, 31), "cas_2019", False),
        "scan-11.jpg",
        How("scan_clean", 170),
    )
    case.missing += ["balance_sheet", "credit_report", "income_statement"]
    case.expect("documents_missing", "DOC-001", "资产负债表、利润表、信用报告尚未提交")
    return case
