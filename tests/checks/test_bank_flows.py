"""Receipts and payments of bank statements: whose they are, which count, and how many days they cover."""

from datetime import date

from checks import _bank_flows
from checks._bank_flows import Flows
from tests.checks import case_builder

HOLDER = "甲乙机械有限公司"
UNTIL = date(2022, 4, 19)


def flows(holder: str | None = HOLDER, base: str = "flows", until: date = UNTIL, **example: object) -> Flows:
    return _bank_flows.flows(case_builder.case({"base": base, **example}), holder, until)


def days(found: Flows) -> tuple[list[str], list[str]]:
    return [b.day.text for b in found.receipts], [b.day.text for b in found.payments]


def test_money_that_moved_counts_and_nothing_else() -> None:
    assert days(flows()) == (["2021-07-01", "2022-01-05"], ["2021-08-01", "2022-02-01"])
    zeros = {
        f"bank_statement.entries[{n}].{c}": 0 for n, c in ((0, "debit"), (1, "credit"), (2, "debit"), (3, "credit"))
    }
    assert days(flows(change=zeros)) == days(flows())
    small = {"bank_statement.entries[0].credit": "0.50", "bank_statement.entries[1].debit": "0.50"}
    assert days(flows(change=small)) == days(flows())


def test_an_employer_s_wages_count_though_the_person_owns_it() -> None:
    owned = {"articles_of_association": {"shareholders": [{"name": "丁戊贸易公司"}]}}
    found = flows("李明", "wages", date(2022, 8, 30), add=[owned])
    assert len(found.receipts) == 2


def test_a_statement_without_a_name_may_be_the_holder_s() -> None:
    assert len(flows(change={"bank_statement.account_name": None}).papers) == 1
    assert len(flows(change={"bank_statement.account_name": "丁戊贸易公司"}).papers) == 0


def test_without_a_holder_every_statement_counts_and_nothing_is_its_own() -> None:
    nobody = {"bank_statement.entries[0].counterparty": None}
    assert len(flows(None, change=nobody).receipts) == 2


def test_a_statement_is_old_only_when_its_end_is_sure() -> None:
    old = {"bank_statement.period_start": "2020-01-01", "bank_statement.period_end": "2020-12-31"}
    assert len(flows(change=old).papers) == 0
    assert len(flows(change={**old, "bank_statement.period_end": "2020-12-31?"}).papers) == 1


def test_rows_without_a_balance_are_two_bookings() -> None:
    row = {"date": "2021-07-01", "summary": "货款", "counterparty": "丁戊贸易公司", "debit": None, "credit": 700}
    change = {"bank_statement.entries": [{**row, "balance": None}, {**row, "balance": None}]}
    assert flows(change=change).total_in == 1400


def test_an_end_that_waits_for_a_person_covers_nothing() -> None:
    assert flows().days == 365
    assert flows(change={"bank_statement.period_start": "2020-01-01"}).days == 365
    assert flows(change={"bank_statement.period_end": "2022-04-19?"}).days == 0


def test_an_account_holds_what_its_last_statement_says() -> None:
    later: dict[str, object] = {"account_name": HOLDER, "account_number": "571900000000001"}
    later |= {"period_start": "2022-04-20", "period_end": "2022-04-30", "closing_balance": 4100000, "entries": []}
    earlier = {**later, "period_start": "2021-03-01", "period_end": "2021-04-30", "closing_balance": 99}
    for paper, closing in ((later, 4100000), (earlier, 3500000)):
        found = _bank_flows.opening(flows(add=[{"bank_statement": paper}]).papers)
        assert [f.amount for f in found] == [closing]
