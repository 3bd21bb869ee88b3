"""Receivables by age: whatever the ages, sums that bear out or contradict, totals that are no customers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractors import receivables_ageing, subsidiary_ledger
from extractors._ages import age_of
from extractors._view import PageView, views
from schemas.core import Page, Status
from tests.extractors.ledger_pages import line, moved, page, sheet, table

HEAD = [
    line(500, 80, "应收账款账龄分析表", align="centre"),
    line(60, 130, "编制单位:青山纸业有限公司"),
    line(940, 130, "截止日期:2021年12月31日", align="right"),
    line(940, 160, "单位:元", align="right"),
]
COLUMNS = [
    ("客户名称", 50.0, 300.0),
    ("期末余额", 300.0, 430.0),
    ("1年以内", 430.0, 560.0),
    ("1-2年", 560.0, 690.0),
    ("2年以上", 690.0, 820.0),
    ("是否关联方", 820.0, 940.0),
]
ROWS = [
    ("江城云海机电有限公司", "30.00", "20.00", "10.00", "", "否"),
    ("滨江五金商行", "5.50", "", "", "5.50", "是"),
    ("青山实业\n股份有限公司", "8.25", "8.25", "", "", "否"),
    ("合计", "43.75", "28.25", "10.00", "5.50", ""),
]


def _scan(rows: Sequence[tuple[str, ...]] = ROWS) -> Page:
    return page(HEAD + table(COLUMNS, rows))


def _weak(source: Page, text: str, sureness: float = 0.8) -> Page:
    lines = [
        i.model_copy(update={"sureness": (sureness,) * len(i.text)}) if i.text == text else i for i in source.lines
    ]
    return source.model_copy(update={"lines": tuple(lines)})


def test_customers_ages_and_totals_of_a_scan_without_rulings() -> None:
    result = receivables_ageing.extract(views([_scan()]))
    rows = result.tables["receivables"]
    assert [r["counterparty"].value for r in rows] == ["江城云海机电有限公司", "滨江五金商行", "青山实业股份有限公司"]
    assert [r["balance"].value for r in rows] == [Decimal("30.00"), Decimal("5.50"), Decimal("8.25")]
    assert [r["bucket_3"].value for r in rows] == [None, Decimal("5.50"), None]
    assert [r["related_party"].value for r in rows] == [False, True, False]
    assert result.fields["total_balance"].value == Decimal("43.75")
    assert result.fields["account_name"].value == "应收账款"
    spans = [(b["months_from"].value, b["months_to"].value) for b in result.tables["buckets"]]
    assert spans == [(0, 12), (12, 24), (24, None)]


def test_a_tilted_page_in_another_order_gives_the_same() -> None:
    tilted = moved(_scan(), lambda x, y: (0.004, 0.006 * (x - 0.5)), seed=3)
    plain, other = (receivables_ageing.extract(views([p])).tables["receivables"] for p in (_scan(), tilted))
    assert [{k: v.value for k, v in r.items()} for r in plain] == [{k: v.value for k, v in r.items()} for r in other]


def test_ages_that_add_up_vouch_for_weak_digits() -> None:
    rows = receivables_ageing.extract(views([_weak(_scan(), "20.00")])).tables["receivables"]
    assert rows[0]["bucket_1"].usable


def test_an_amount_that_breaks_its_sums_is_never_accepted() -> None:
    wrong = [("江城云海机电有限公司", "30.00", "26.00", "10.00", "", "否"), *ROWS[1:]]
    row = receivables_ageing.extract(views([_scan(wrong)])).tables["receivables"][0]
    assert row["bucket_1"].status is Status.REVIEW
    assert row["bucket_1"].reason == "sum_differs"
    assert row["bucket_2"].usable


def test_a_total_that_is_printed_wrong_stays_so_and_waits() -> None:
    wrong = [*ROWS[:3], ("合计", "93.75", "28.25", "10.00", "5.50", "")]
    result = receivables_ageing.extract(views([_scan(wrong)]))
    assert result.fields["total_balance"].value == Decimal("93.75")
    assert not result.fields["total_balance"].usable
    assert all(r["balance"].usable for r in result.tables["receivables"])


def test_a_workbook_with_a_word_over_the_ages() -> None:
    rows: list[list[object]] = [
        ["其他应收款账龄表"],
        ["编制单位:青山纸业有限公司", None, None, "2021年12月31日", "单位:万元"],
        ["单位名称", "账龄", None, None, "余额"],
        [None, "3个月以内", "3-12个月", "一年以上", None],
        ["滨江五金商行", Decimal("1"), None, Decimal("0.5"), Decimal("1.5")],
        ["合计", Decimal("1"), None, Decimal("0.5"), Decimal("1.5")],
    ]
    result = receivables_ageing.extract(views([sheet(rows, {(2, 1): (1, 3)})]))
    row = result.tables["receivables"][0]
    assert (row["balance"].value, row["bucket_1"].value, row["bucket_3"].value) == (15000, 10000, 5000)
    assert [b["months_to"].value for b in result.tables["buckets"]] == [3, 12, None]
    assert result.fields["account_name"].value == "其他应收款"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("6个月以内(含6个月)", "age_0_6"),
        ("0-30天", "age_0_1"),
        ("四至五年", "age_48_60"),
        ("4-6个月", "age_3_6"),
        ("账面价值", None),
    ],
)
def test_ages_as_they_are_printed(text: str, role: str | None) -> None:
    assert age_of(text) == role


def test_it_is_told_from_other_lists() -> None:
    view = PageView(_scan(), 1)
    assert receivables_ageing.recognise(view) > 0.8
    assert subsidiary_ledger.recognise(view) < 0.5
    payable = [line(500, 80, "应付账款账龄分析表", align="centre"), *HEAD[1:]]
    assert receivables_ageing.recognise(PageView(page(payable + table(COLUMNS, ROWS)), 1)) < 0.5
