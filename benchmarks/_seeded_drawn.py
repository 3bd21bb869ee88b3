"""Contradictions between papers that are drawn: certificates, persons, the credit report, the request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from benchmarks._seeded_list import (
    Change,
    Seed,
    company,
    loan,
    move,
    one_more_loan,
    over,
    said,
    wish,
)
from samples import _data
from samples._seeded_world import World
from standards import resident_id, uscc

M = Decimal


def _old_registrar(w: World) -> None:
    w.applicant.company.extra["authority"] = w.applicant.company.commerce_authority


def _other_unified(c: _data.Company) -> str:
    stem = "91" + c.place.code + "76543211" + "8"
    return stem + uscc.calc_check_digit(stem)


def _wrong_registration(w: World) -> None:
    c = w.applicant.company
    c.registration_number = c.registration_number[:-1] + str((int(c.registration_number[-1]) + 3) % 10)


def _other_code(w: World) -> None:
    w.said["code_shown"] = {"organisation_code": "76543211-8"}


def _other_taxpayer(w: World) -> None:
    c = w.applicant.company
    w.said["national_shown"] = {"taxpayer_id": c.place.code + "765432118"}


def _other_place(w: World) -> None:
    c = w.applicant.company
    other = next(p for p in _data.PLACES if p.province != c.place.province)
    w.applicant.company = replace(c, address=f"{other.province}{other.town}兴园路88号")


def _other_name(c: _data.Company) -> str:
    return c.name.replace(c.brand, "华润" if c.brand != "华润" else "恒通")


def _shown(slot: str, **values: object) -> Change:
    """Values that one paper prints otherwise; a function is asked about the company."""

    def change(w: World) -> None:
        c = w.applicant.company
        w.said[slot] = {k: v(c) if callable(v) else v for k, v in values.items()}

    return change


def _unpaid_on_licence(w: World) -> None:
    w.said["licence_shown"] = {"paid_in_capital": _data.yuan(w.applicant.company.capital / 5)}


def _less_capital(w: World) -> None:
    w.applicant.company = replace(w.applicant.company, capital=w.applicant.company.capital / 2)


def _born(p: _data.Person, birth: date, issued: date, until: date | None) -> _data.Person:
    body = f"{p.id_number[:6]}{birth:%Y%m%d}{p.id_number[14:17]}"
    number = body + resident_id.calc_check_digit(body)
    return replace(p, birth=birth, id_number=number, valid_from=issued, valid_to=until)


def _aged(birth: date, issued: date, until: date | None) -> Change:
    def change(w: World) -> None:
        w.applicant.company.head = _born(w.applicant.company.head, birth, issued, until)
        if "registered" in w.said:
            w.said["registered"] = w.applicant.company.head

    return change


def _other_registered(w: World) -> None:
    w.said["registered"] = _born(w.applicant.company.head, date(1984, 7, 12), date(2015, 3, 11), None)


def _other_operator(w: World) -> None:
    import random

    w.said["card_of"] = _data.person(random.Random("another operator"), w.as_of, w.applicant.company.place, "male")


def _other_shares(w: World) -> None:
    c, (first, *rest) = w.applicant.company, w.said["holders"]
    w.said["holders"] = [replace(first, name="欧阳春" if first.name != "欧阳春" else "司马秋"), *rest]
    assert c.capital


def _due_near_ours(w: World) -> None:
    loan(due=date(2024, 5, 25), opened=date(2022, 9, 29))(w)


def _resolved_less(w: World) -> None:
    w.said["resolved"] = replace(w.applicant.wish, amount=w.applicant.wish.amount / 2)


def _site(**values: object) -> Change:
    def change(w: World) -> None:
        w.said["site"] = replace(w.said["site"], **values)

    return change


def _owner_head(w: World) -> None:
    _site(owner=w.applicant.company.head.name)(w)


def _surety(w: World) -> None:
    w.applicant.wish = replace(w.applicant.wish, counter="第三方企业连带责任保证")
    w.said["guarantor"].name = "青岛同泰五金制品有限公司"
    w.said["guarantor"].term_end = date(2023, 3, 31)


def _guaranteed(w: World) -> None:
    w.said["guarantee"] = ("苏北禾丰农业发展有限公司", w.applicant.books.balance["total_equity"][0] * 2)


def _long_loan(w: World) -> None:
    bank = "中国邮政储蓄银行股份有限公司西安分行"
    values = {"lender": bank, "kind": "固定资产贷款", "amount": M(2200000), "balance": M(2200000)}
    one_more_loan(**values, opened=date(2010, 9, 8), due=date(2013, 9, 7))(w)


def _hidden_loan(w: World) -> None:
    bank = "中国邮政储蓄银行股份有限公司西安分行"
    one_more_loan(lender=bank, amount=M(1600000), balance=M(1600000), opened=date(2011, 9, 21), due=date(2012, 9, 20))(
        w
    )


def _report_shown(**values: object) -> Change:
    return _shown("report_shown", **values)


DRAWN = (
    Seed("LIC-001", "warn", "new", "licence of 2021 issued by an office that was renamed in 2018", ("licence",), _old_registrar),
    Seed("LIC-002", "fail", "old", "wrong check digit in the registration number", ("licence",), _wrong_registration),
    Seed("LIC-003", "fail", "old", "business term ended before the application", ("licence",), company(term_end=date(2012, 4, 1))),
    Seed("LIC-004", "warn", "new", "business term ends before the loan", ("licence",), company(term_end=date(2023, 12, 31))),
    Seed("LIC-005", "fail", "old", "no inspection stamp of the year required", ("licence",), said(inspections=(2007, 2008))),
    Seed("LIC-006", "fail", "new", "listed among abnormal enterprises and not removed", ("registry",), said(listed=True)),
    Seed("LIC-007", "fail", "old", "licence of 15 digits in 2018", ("application",), wish(day=date(2018, 3, 1))),
    Seed("LIC-008", "fail", "new", "register says revoked", ("registry",), over("registry", operating_status="吊销,未注销")),
    Seed("LIC-009", "warn", "shop", "purpose outside the scope of business", ("application",), wish(purpose="缴纳土地出让金")),
    Seed("LIC-010", "fail", "shop", "card of another person than the operator", ("card",), _other_operator),
    Seed("ORG-001", "fail", "old", "code certificate expired", ("code",), said(code_from=date(2008, 3, 2))),
    Seed("ORG-002", "fail", "old", "code of another organisation", ("code",), _other_code),
    Seed("TAX-001", "warn", "old", "no local tax registration", drop=("local",)),
    Seed("TAX-002", "fail", "old", "taxpayer number of another organisation", ("national",), _other_taxpayer),
    Seed("TAX-004", "warn", "new", "a late fee among the payments", ("taxes",), over("taxes", payments__0__tax_kind="滞纳金")),
    Seed("TAX-007", "warn", "new", "business tax paid in 2022", ("taxes",), over("taxes", payments__0__tax_kind="营业税")),
    Seed("IDP-001", "fail", "new", "birth date that the number does not have", ("card",), _shown("card_shown", birth_date="1971-03-12")),
    Seed("IDP-002", "fail", "new", "card of the legal representative expired", ("card",), _aged(date(1974, 5, 9), date(2003, 4, 2), date(2023, 4, 2))),
    Seed("IDP-003", "fail", "new", "card valid for fifteen years", ("card",), _aged(date(1974, 5, 9), date(2015, 4, 2), date(2030, 4, 2))),
    Seed("XID-001", "fail", "new", "credit report of a company of another name", ("report",), _report_shown(company_name=_other_name)),
    Seed("XID-002", "fail", "new", "permit names another legal representative", ("permit",), _shown("permit_shown", legal_representative="欧阳春")),
    Seed("XID-003", "fail", "old", "code certificate gives an address in another province", ("code",), _other_place),
    Seed("XID-004", "fail", "new", "application states another company's code", ("application",), _shown("application_shown", unified_social_credit_code=_other_unified)),
    Seed("XID-005", "fail", "old", "verification of half the registered capital", ("verification",), _less_capital),
    Seed("XID-006", "fail", "new", "charter names a shareholder whom the register does not know", ("charter", "resolution"), _other_shares),
    Seed("XID-007", "warn", "new", "application names another legal representative", ("application",), _shown("application_shown", legal_representative="欧阳春")),
    Seed("XID-008", "fail", "new", "account of another legal representative", ("permit",), _shown("permit_shown", legal_representative="欧阳春")),
    Seed("DOC-001", "fail", "old", "no code certificate", drop=("code",)),
    Seed("DOC-005", "fail", "new", "credit report dated after the application", ("report",), lambda w: setattr(w.applicant, "report_day", w.as_of + timedelta(days=9))),
    Seed("DOC-006", "warn", "person", "amount in words is not that in figures", ("application",), over("application", amount="人民币贰佰万元整(¥1,000,000.00)")),
    Seed("DOC-008", "warn", "old", "seal of another city's office than the one named", ("code",), over("code", issuing_authority="成都市质量技术监督局")),
    Seed("EXP-001", "fail", "person", "the applicant's card expired", ("card",), _aged(date(1984, 7, 2), date(2002, 2, 1), date(2022, 2, 1))),
    Seed("CR-001", "fail", "new", "credit report of more than ninety days ago", ("report",), lambda w: setattr(w.applicant, "report_day", date(2023, 1, 9))),
    Seed("CR-002", "fail", "new", "credit report of another company", ("report",), _report_shown(company_name=_other_name)),
    Seed("CR-003", "fail", "old", "loan card not reviewed for a year", ("loancard",), said(card_years=(2008, 2009))),
    Seed("CR-004", "warn", "new", "more loans counted than listed", ("report",), _report_shown(outstanding_count=3)),
    Seed("CR-005", "fail", "new", "a loan classed substandard", ("report",), loan(grade="次级")),
    Seed("CR-006", "fail", "new", "guarantees for others of twice the equity", ("report",), _guaranteed),
    Seed("CR-008", "warn", "new", "all loans due within ninety days", ("report",), loan(opened=date(2022, 7, 1), due=date(2023, 6, 30))),
    Seed("FIN-07b", "fail", "old", "a short-term loan that the books do not have", ("report",), _hidden_loan),
    Seed("FIN-08a", "fail", "old", "a long-term loan that the books do not have", ("report",), _long_loan),
    Seed("FIN-09a", "fail", "old", "licence shows a fifth of the capital paid", ("licence",), _unpaid_on_licence),
    Seed("FS-012", "fail", "new", "adverse opinion of the auditor", ("audit",), said(opinion="adverse")),
    Seed("MAJ-002", "fail", "new", "register says that the company is wound up", ("registry",), over("registry", operating_status="清算")),
    Seed("MAJ-003", "fail", "new", "a court took more than a tenth of the equity", ("bank2",), move(date(2023, 3, 3), "执行款", "济南市历下区人民法院", "-2500000.00")),
    Seed("USE-001", "fail", "new", "money to buy shares", ("application",), wish(purpose="收购丙方公司股权")),
    Seed("USE-002", "warn", "new", "far more than the working capital needs", ("application",), wish(amount=M(30000000))),
    Seed("USE-003", "warn", "new", "working capital for two years", ("application",), wish(months=24)),
    Seed("USE-004", "fail", "new", "resolution on half of the amount", ("resolution",), _resolved_less),
    Seed("REP-001", "warn", "new", "more to pay back than comes in", ("application",), wish(amount=M(50000000))),
    Seed("REP-002", "warn", "new", "another loan due within days of ours", ("report",), _due_near_ours),
    Seed("REP-003", "fail", "person", "principal beyond cash and inflow", ("application",), wish(amount=M(5000000))),
    Seed("COL-001", "fail", "new", "the building belongs to a stranger", ("title",), _site(owner="欧阳春")),
    Seed("COL-002", "warn", "new", "the building is mortgaged", ("mortgage",)),
    Seed("COL-003", "fail", "new", "a homestead", ("title",), over("title", right_type="宅基地使用权/房屋所有权")),
    Seed("COL-004", "warn", "new", "appraisal of another building", ("appraisal",), said(appraised_place="济南市历下区文昌西路99号3幢")),
    Seed("COL-005", "fail", "new", "worth less than the debt", ("appraisal",), said(value=M(900000))),
    Seed("COL-006", "fail", "new", "surety by a company whose licence expired", ("application", "guarantor"), _surety),
    Seed("FIN-05b", "warn", "new", "the legal representative owns the building", ("title",), _owner_head),
    Seed("PER-001", "fail", "person", "register page with another number", ("register",), _other_registered),
    Seed("PER-002", "warn", "person", "over 65 when the loan is due", ("card", "register", "income"), _aged(date(1956, 8, 3), date(2006, 3, 2), None)),
    Seed("PER-004", "fail", "person", "wages of a third of the income proved", ("wages",), said(paid=M("5200.00"))),
    Seed("PER-005", "warn", "person", "income that cannot bear the debt", ("income", "wages"), said(monthly=2000, paid=M("2000.00"))),
    Seed("PER-007", "warn", "person", "a payment to a court", ("wages",), move(date(2021, 11, 3), "案款", "石家庄市长安区人民法院", "-3000.00")),
)  # fmt: skip
"""One for each check that such papers decide."""
