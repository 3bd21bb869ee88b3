"""The sample cases that are kept in the repository."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import (
    _application,
    _books,
    _certificates,
    _credit,
    _data,
    _identity,
    _kept,
    _ledgers,
    _licence,
    _statements,
    _texts,
)
from samples._books_case import books
from samples._case import CaseFolder, How
from samples._hostile import hostile
from samples._paper import Paper
from samples._party import Applicant, applicant
from samples._statements import Look


def clean_new_regime() -> CaseFolder:
    """A company of 2023 with one number for everything; nothing is wrong."""
    rng, as_of = random.Random(20230516), date(2023, 5, 16)
    a = applicant(rng, as_of, "cas_2019", founded=date(2014, 6, 18))
    c = a.company
    case = CaseFolder("clean_new_regime", as_of, {"kind": "company", "name": c.name}, rng, regime="L4")
    case.pictures(_licence.licence(c, rng, date(2021, 9, 8), "landscape"), "mmexport16842231.jpg", How("scan", 170))
    case.pictures(_identity.id_card(c.head, rng, "sheet"), "CCF_000012.pdf", How("scan_clean", 200, 70))
    case.pictures(_application.application(c, a.wish, rng), "CCF_000013.pdf", How("scan"))
    case.pictures(_certificates.account_permit(c, rng, date(2014, 8, 5)), "Screenshot_0516.jpg", How("photo_mild", 190))
    case.pictures(
        _credit.report(c, rng, a.report_day, a.loans, guarantee=("苏北禾丰农业发展有限公司", Decimal(800000))),
        "打印件-4.pdf",
        How("scan_clean", 170),
    )
    look = Look(font="song", beside=True, zero="", numbers=False)
    case.pictures(_statements.balance_sheet(c.name, c.head.name, a.books, look, rng), "打印件-5.pdf", How("scan", 180))
    case.digital(
        [_statements.income_statement(c.name, c.head.name, a.books, Look(font="micro", zero="0.00"), rng)],
        "export(1).pdf",
    )
    case.sheet_file(*_named(_ledgers.trial_balance(c.name, a.books.year, a.accounts, rng), "账套导出.xlsx"))
    for check, note in (
        ("LIC-005", "2014-03-01 起停止年检"),
        ("ORG-001", "一照一码,不需代码证"),
        ("TAX-001", "一照一码,不需税务登记证"),
        ("FIN-07b", "短期借款与信用报告一致"),
    ):
        case.quiet(check, note)
    return case


def _named(made: tuple[Paper, bytes], file: str) -> tuple[Paper, str, bytes]:
    return made[0], file, made[1]


def old_regime() -> CaseFolder:
    """A company of 2012 with its licence, code and tax certificates, loan card and capital verification."""
    rng, as_of = random.Random(20120523), date(2012, 5, 23)
    a = applicant(rng, as_of, "cas_2007", founded=date(2006, 3, 21))
    c = a.company
    case = CaseFolder("old_regime", as_of, {"kind": "company", "name": c.name}, rng, regime="L1")
    case.pictures(
        _licence.licence(c, rng, date(2009, 7, 16), "old", (2008, 2009, 2010)),
        "Image0003.jpg",
        How("scan", 150, 66, "rot90"),
    )
    case.pictures(_certificates.organisation_code(c, rng, date(2010, 9, 2)), "Image0004.jpg", How("scan", 200))
    case.bundle(
        [
            _certificates.tax_registration(c, rng, "national", date(2009, 8, 11)),
            _certificates.tax_registration(c, rng, "local", date(2009, 8, 12)),
        ],
        "税.pdf",
        How("scan", 150),
    )
    case.pictures(
        _certificates.loan_card(c, rng, (2009, 2010, 2011), date(2008, 4, 9)), "Image0007.jpg", How("photo_mild", 180)
    )
    case.pictures(_certificates.account_permit(c, rng, date(2006, 4, 28)), "Image0008.tif", How("photocopy", 180))
    case.pictures(
        _certificates.capital_verification(c, rng, date(2006, 3, 17)), "新建 Microsoft 文档.pdf", How("photocopy", 150)
    )
    case.pictures(_identity.id_card(c.head, rng, "beside"), "Image0010.jpg", How("photocopy", 200, 70))
    case.pictures(_application.application(c, a.wish, rng, old=True, hand=True), "Image0011.jpg", How("scan", 160))
    case.pictures(_credit.report(c, rng, a.report_day, a.loans), "xybg.pdf", How("scan", 170))
    statements = [
        _statements.balance_sheet(c.name, c.head.name, a.books, Look(font="song", prior_first=True, zero=""), rng),
        _statements.income_statement(c.name, c.head.name, a.books, Look(font="song", zero="-", prior_first=True), rng),
    ]
    case.bundle(statements, "2011年.pdf", How("scan_clean", 170))
    case.sheet_file(*_named(_ledgers.trial_balance(c.name, a.books.year, a.accounts, rng, "csv"), "kmye2011.csv"))
    case.quiet("LIC-005", "2012-05-23 在 6 月 30 日以前,2010 年度年检仍有效")
    case.quiet("FIN-07b", "短期借款与信用报告一致")
    return case


def contradictions() -> CaseFolder:
    """A company of 2016, still on its 15-digit papers, with six contradictions between them."""
    rng, as_of = random.Random(20160412), date(2016, 4, 12)
    a = applicant(rng, as_of, "cas_2007", founded=date(2008, 10, 9))
    c = a.company
    c.head = replace(c.head, valid_from=date(2006, 2, 14), valid_to=date(2016, 2, 14), birth=c.head.birth)
    c.head = _aged(c.head, date(1986, 7, 2))
    case = CaseFolder("contradictions", as_of, {"kind": "company", "name": c.name}, rng, regime="L2")
    case.pictures(_licence.licence(c, rng, date(2014, 6, 25), "old_2014"), "2016-04-12 09.41.02.jpg", How("scan", 160))
    case.pictures(_identity.id_card(c.head, rng, "apart"), "2016-04-12 09.42.pdf", How("scan_clean", 200, 72))
    case.expect("id_card_expired", "IDP-002", f"身份证 2016-02-14 到期,申请日 {as_of}", also=("EXP-001",))
    other = _data.organisation_code_of(rng, c.founded)
    case.pictures(
        _certificates.organisation_code(c, rng, date(2013, 5, 7), {"organisation_code": other}),
        "2016-04-12 09.44.jpg",
        How("photo_mild", 190),
    )
    case.expect(
        "organisation_code_mismatch",
        "ORG-002",
        f"代码证 {other} / 税务登记证、信用报告 {c.organisation_code}",
        also=("XID-004", "TAX-002", "CR-002"),
    )
    case.pictures(
        _certificates.tax_registration(c, rng, "joint", date(2014, 7, 3)), "2016-04-12 09.45.jpg", How("scan", 150)
    )
    wrong = c.name.replace(c.brand, c.brand[0] + "润" if c.brand[1] != "润" else c.brand[0] + "恒")
    case.pictures(
        _certificates.account_permit(c, rng, date(2008, 11, 20), {"company_name": wrong}),
        "2016-04-12 09.46.png",
        How("photocopy", 110),
    )
    case.expect(
        "company_name_differs",
        "XID-001",
        f"开户许可证 {wrong} / 营业执照 {c.name}",
        also=("XID-007", "XID-008", "CR-002", "FS-011"),
        accept=("fail", "warn"),
    )
    case.pictures(_application.application(c, a.wish, rng, old=True), "2016-04-12 09.47.jpg", How("photo", 170))
    _lending(case, a, c, rng)
    return case


def _aged(p: _data.Person, birth: date) -> _data.Person:
    """The same person with another date of birth and the number that goes with it."""
    from standards import resident_id

    body = f"{p.id_number[:6]}{birth:%Y%m%d}{p.id_number[14:17]}"
    return replace(p, birth=birth, id_number=body + resident_id.calc_check_digit(body))


def _lending(case: CaseFolder, a: Applicant, c: _data.Company, rng: random.Random) -> None:
    """The credit report names a loan that the books do not know; the balance sheet does not balance."""
    day, bank = date(2015, 9, 21), f"中国邮政储蓄银行股份有限公司{c.place.city.rstrip('市')}分行"
    hidden = _credit.Loan(bank, Decimal(1600000), Decimal(1600000), day, _data.anniversary(day, 1))
    case.pictures(_credit.report(c, rng, a.report_day, [*a.loans, hidden]), "2016-04-12 09.50.pdf", How("scan", 170))
    case.expect(
        "borrowing_missing_from_books",
        "FIN-07b",
        "信用报告中的 1600000.00 贷款(邮储银行)不在账上",
        also=("FIN-07a", "FIN-08a"),
    )
    books = _books.Books(a.books.standard, a.books.year, dict(a.books.balance), a.books.income)
    ending, opening = books.balance["total_assets"]
    books.balance["total_assets"] = (ending + Decimal("90000.00"), opening)
    case.expect(
        "balance_sheet_not_balancing",
        "FS-001",
        "资产总计比负债和所有者权益总计多 90000.00",
        also=("FS-002", "FS-003", "FIN-07c", "FS-008", "FS-007", "FIN-15"),
    )
    case.pictures(
        _statements.balance_sheet(c.name, c.head.name, books, Look(font="serif", zero="-", beside=True), rng),
        "2016-04-12 09.53.pdf",
        How("scan", 180),
    )
    case.pictures(
        _statements.income_statement(c.name, c.head.name, a.books, Look(font="serif", zero=""), rng),
        "2016-04-12 09.54.jpg",
        How("scan", 150, 66, "rot180"),
    )
    case.sheet_file(*_named(_ledgers.trial_balance(c.name, a.books.year, a.accounts, rng), "2015.xlsx"))
    case.quiet("LIC-005", "2014-03-01 起停止年检")
    case.quiet("LIC-007", "2017-12-31 以前旧照仍可使用")


def sole_proprietor() -> CaseFolder:
    """A sole proprietor of 2017 on a 15-digit licence with a joint tax registration."""
    rng, as_of = random.Random(20170608), date(2017, 6, 8)
    c = _data.company(rng, as_of, sole=True, founded=date(2011, 8, 17))
    case = CaseFolder("sole_proprietor", as_of, {"kind": "company", "name": c.name}, rng, sole=True, regime="L2")
    c.extra["authority"] = c.commerce_authority
    case.pictures(_licence.licence(c, rng, date(2014, 9, 3), "old_2014"), "wx_20170608_1.jpg", How("photo", 170))
    case.apart(
        _identity.id_card(c.head, rng, "apart"), ["wx_20170608_2.jpg", "wx_20170608_3.jpg"], How("photo_mild", 220, 72)
    )
    case.pictures(
        _certificates.tax_registration(c, rng, "joint", date(2014, 9, 22)),
        "wx_20170608_4.jpg",
        How("photocopy_dark", 150),
    )
    wish = _application.wish(rng, as_of, c.bank, 50)
    case.pictures(_application.application(c, wish, rng, old=True, hand=True), "wx_20170608_5.jpg", How("scan", 160))
    case.pictures(
        _identity.household_page(c.head, rng, date(2009, 3, 12)), "wx_20170608_6.jpg", How("photocopy", 220, 72)
    )
    case.quiet("LIC-007", "个体工商户旧执照继续有效")
    case.quiet("LIC-005", "2014-03-01 起停止年检")
    case.quiet("XID-002", "执照的经营者、税务登记证的负责人与身份证为同一人")
    return case


CASES: dict[str, Callable[[], CaseFolder]] = {
    "clean_new_regime": clean_new_regime,
    "old_regime": old_regime,
    "contradictions": contradictions,
    "hostile": hostile,
    "sole_proprietor": sole_proprietor,
    "books": books,
    "texts": _texts.texts,
    "person": _kept.person,
    "papers": _kept.papers,
}
"""Every sample case by its name."""
