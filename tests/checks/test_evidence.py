"""Findings show the cells that bear them, and no others."""

from typing import Any

import checks
from tests.checks import case_builder


def cited(check: str, example: dict[str, Any]) -> list[str]:
    judgement = checks.judge(case_builder.case(example), strict=True)
    return sorted(c.field or "" for f in judgement.findings if f.check == check for c in f.evidence)


def account(n: int, code: str, name: str, **closing: object) -> dict[str, object]:
    cells = {"account_code": code, "account_name": name, "closing_debit": None, "closing_credit": None} | closing
    return {f"trial_balance.accounts[{n}].{k}": v for k, v in cells.items()}


def test_a_creditor_that_is_suspected_and_not_the_others() -> None:
    change = account(12, "2202", "其他应付款", closing_credit=130002)
    change |= account(13, "220201", "王强", closing_credit=60001)
    change |= account(14, "220202", "丁戊运输公司", closing_credit=70001)
    assert cited("FIN-07d", {"base": "books", "change": change}) == ["accounts[13].closing_credit"]


def test_details_of_the_line_s_side_and_not_those_of_the_other() -> None:
    change = account(12, "2202", "应付账款", closing_credit="1600000.50")
    change |= account(13, "220201", "壬癸钢铁公司", closing_credit=1700000)
    change |= account(14, "220202", "丁戊运输公司", closing_debit=100000)
    change |= account(15, "220203", "己庚五金厂", closing_credit="0.50")
    change |= account(16, "220204", "甲子印刷厂", closing_credit=0)
    change |= {"balance_sheet.lines.accounts_payable": [1500000, 1]}
    found = cited("FIN-07c", {"base": "books", "change": change})
    assert found == ["accounts[13].closing_credit", "accounts[15].closing_credit", "lines[9].ending"]


def test_loans_that_were_settled_before_the_statement_are_not_shown() -> None:
    change = {"balance_sheet.lines.short_term_borrowings": [1500000, 1]}
    found = cited("FIN-07b", {"base": "old", "change": change})
    assert "loans[0].balance" in found
    assert not [f for f in found if f.startswith("loans[2]")]


def test_the_account_itself_and_not_its_details() -> None:
    change = {"balance_sheet.lines.short_term_borrowings": [1500000, 1]}
    assert cited("FIN-07a", {"base": "books", "change": change}) == ["accounts[10].closing_credit", "lines[8].ending"]
