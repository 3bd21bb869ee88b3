"""Trial balances whose headings were lost: columns that add up say what they are."""

from __future__ import annotations

from extractors import trial_balance
from extractors._view import PageView
from schemas.core import Status
from tests.extractors.paper import Paper

_ROWS = (
    ("1001", "库存现金", "500.00", "", "300.00", "200.00", "600.00", ""),
    ("1002", "银行存款", "9000.00", "", "700.00", "800.00", "8900.00", ""),
    ("1122", "应收账款", "100.00", "", "50.00", "", "150.00", ""),
    ("2001", "短期借款", "", "4000.00", "100.00", "", "", "3900.00"),
    ("2202", "应付账款", "", "600.00", "", "400.00", "", "1000.00"),
    ("4001", "实收资本", "", "5000.00", "250.00", "", "", "4750.00"),
)
_PLACES = (60, 150, 300, 420, 540, 660, 780, 900)


def _page(closing: bool = True) -> PageView:
    paper = Paper()
    paper.line((400, "科目余额表"))
    paper.line((300, "期木全证"), (540, "本年文生"), (780, "私末全证"))
    for row in _ROWS:
        texts = row if closing else (*row[:6], row[7], row[6])
        paper.line(
            *(
                (x, text.rjust(8) if i > 1 else text)
                for i, (x, text) in enumerate(zip(_PLACES, texts, strict=True))
                if text
            )
        )
    return PageView(paper.page(), 1)


def test_columns_that_add_up_need_no_headings() -> None:
    accounts = trial_balance.extract([_page()]).tables["accounts"]
    found = {r["account_code"].value: {k: str(v.value) for k, v in r.items()} for r in accounts}
    assert len(found) == 6
    assert (found["1001"]["opening_debit"], found["1001"]["closing_debit"]) == ("500.00", "600.00")
    assert (found["2202"]["period_credit"], found["2202"]["closing_credit"]) == ("400.00", "1000.00")


def test_columns_that_do_not_add_up_say_nothing() -> None:
    assert not trial_balance.extract([_page(closing=False)]).tables["accounts"]


def test_nothing_told_by_sums_is_accepted() -> None:
    for row in trial_balance.extract([_page()]).tables["accounts"]:
        assert all(value.status is not Status.ACCEPTED for value in row.values() if value.value is not None)
