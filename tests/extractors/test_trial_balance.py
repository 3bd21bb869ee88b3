"""Trial balances: workbooks and scans, two-row headers, one balance with its side, subtotals, several pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import balance_sheet, trial_balance
from extractors._view import PageView, views
from schemas.core import Line, Page, Status
from tests.extractors.ledger_pages import line, moved, page, sheet, table

HEAD = [
    line(500, 80, "科目余额表", align="centre"),
    line(60, 140, "核算单位:青山纸业有限公司"),
    line(940, 140, "月份:2013.01-2013.12", align="right"),
]
PARTS = [("期初余额", 330, 530), ("本期发生额", 530, 730), ("期末余额", 730, 930)]
ROWS = [
    ("1001", "库存现金", "40.00", "", "10.00", "20.00", "30.00", ""),
    ("1602", "累计折旧", "", "15.00", "", "5.00", "", "20.00"),
    ("2202.01", "应付账款_甲", "", "25.00", "25.00", "10.00", "", "10.00"),
    ("合计", "", "40.00", "40.00", "35.00", "35.00", "30.00", "30.00"),
]


def _columns() -> list[tuple[str, float, float]]:
    columns: list[tuple[str, float, float]] = [("科目编码", 50, 150), ("科目名称", 150, 330)]
    for x in range(330, 930, 200):
        columns += [("借方", x, x + 100), ("贷方", x + 100, x + 200)]
    return columns


def _scan() -> Page:
    over: list[Line] = [line((x0 + x1) / 2, 180, text, align="centre") for text, x0, x1 in PARTS]
    return page(HEAD + over + table(_columns(), ROWS))


def _plain(*pages: Page) -> list[dict[str, object]]:
    extraction = trial_balance.extract(views(pages))
    return [{name: value.value for name, value in row.items()} for row in extraction.tables["accounts"]]


EXPECTED = [
    ("1001", "库存现金", 40, None, 10, 20, 30, None),
    ("1602", "累计折旧", None, 15, None, 5, None, 20),
    ("2202.01", "应付账款_甲", None, 25, 25, 10, None, 10),
]


def test_a_scan_with_two_header_rows_and_no_rulings() -> None:
    extraction = trial_balance.extract(views([_scan()]))
    assert [tuple(v.value for v in row.values()) for row in extraction.tables["accounts"]] == EXPECTED
    assert extraction.fields["company_name"].value == "青山纸业有限公司"
    assert extraction.fields["period_start"].value == date(2013, 1, 1)
    assert extraction.fields["period_end"].value == date(2013, 12, 31)


def test_values_do_not_depend_on_place_or_order() -> None:
    tilted = moved(_scan(), lambda x, y: (0.005, 0.006 * (x - 0.5) - 0.01), seed=5)
    assert _plain(tilted) == _plain(_scan())


def test_pages_that_follow_with_and_without_a_header() -> None:
    more = [("6601", "销售费用", "", "", "7.00", "7.00", "", "")]
    bare = page(table([("", x0, x1) for _, x0, x1 in _columns()], more, top=60), number=2)
    assert [row["account_code"] for row in _plain(_scan(), bare)] == ["1001", "1602", "2202.01", "6601"]
    over = [line((x0 + x1) / 2, 180, text, align="centre") for text, x0, x1 in PARTS]
    again = page(over + table(_columns(), more), number=2)
    assert _plain(_scan(), again)[-1]["period_credit"] == Decimal("7.00")


def test_a_workbook_with_merged_headers_subtotals_and_the_year_to_date() -> None:
    rows: list[list[object]] = [
        ["发生额及余额表"],
        ["单位名称:青山纸业有限公司", None, None, None, None, None, "2013年1-12月"],
        ["科目编码", "科目名称", "年初余额", None, "本期发生额", None, "本年累计发生额", None, "期末余额", None],
        [None, None, "借方", "贷方", "借方", "贷方", "借方", "贷方", "借方", "贷方"],
        [
            " 1001",
            "库存现金",
            Decimal("40"),
            None,
            Decimal("10"),
            Decimal("20"),
            Decimal("99"),
            Decimal("98"),
            Decimal("30"),
            None,
        ],
        ["1001", "库存现金-小计", Decimal("40"), None, Decimal("10"), Decimal("20"), None, None, Decimal("30"), None],
        ["100201", "    银行存款", Decimal("0"), None, None, None, None, None, Decimal("0"), None],
        ["合计", None, Decimal("40"), None, Decimal("10"), Decimal("20"), None, None, Decimal("30"), None],
    ]
    merges = {(2, c): (1, 2) for c in (2, 4, 6, 8)} | {(2, 0): (2, 1), (2, 1): (2, 1)}
    found = _plain(sheet(rows, merges))
    assert [tuple(row.values()) for row in found] == [
        ("1001", "库存现金", 40, None, 10, 20, 30, None),
        ("100201", "银行存款", 0, None, None, None, 0, None),
    ]


def test_one_balance_column_is_put_on_its_side() -> None:
    heads = ["科目代码", "科目名称", "方向", "期初余额", "本期借方", "本期贷方", "方向", "期末余额"]
    rows: list[list[object]] = [
        ["科目余额表"],
        ["编制单位:青山纸业有限公司", "2013年12月"],
        list(heads),
        ["1001", "库存现金", "借", Decimal("40"), Decimal("10"), Decimal("20"), "借", Decimal("30")],
        ["2001", "短期借款", "贷", Decimal("9"), None, Decimal("1"), "贷", Decimal("10")],
        ["2202", "应付账款", "平", Decimal("0"), None, None, "平", Decimal("0")],
    ]
    assert [tuple(row.values()) for row in _plain(sheet(rows))] == [
        ("1001", "库存现金", 40, None, 10, 20, 30, None),
        ("2001", "短期借款", None, 9, None, 1, None, 10),
        ("2202", "应付账款", None, None, None, None, None, None),
    ]


def test_debits_that_equal_credits_vouch_for_weak_digits_and_others_wait() -> None:
    def weak(source: Page, text: str) -> Page:
        lines = [i.model_copy(update={"sureness": (0.8,) * len(i.text)}) if i.text == text else i for i in source.lines]
        return source.model_copy(update={"lines": tuple(lines)})

    balanced = trial_balance.extract(views([weak(_scan(), "15.00")])).tables["accounts"]
    assert balanced[1]["opening_credit"].usable
    source = _scan()
    lines = [i for i in source.lines if i.text not in ("40.00", "合计")]
    loose = trial_balance.extract(views([weak(source.model_copy(update={"lines": tuple(lines)}), "15.00")]))
    assert loose.tables["accounts"][1]["opening_credit"].status is Status.REVIEW


def test_it_is_told_from_a_balance_sheet() -> None:
    view = PageView(_scan(), 1)
    assert trial_balance.recognise(view) > 0.8
    assert balance_sheet.recognise(view) < 0.5
