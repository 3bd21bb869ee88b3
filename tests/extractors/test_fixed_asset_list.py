"""Lists of fixed assets: classes in a column or over their assets, subtotals, lives in years or months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors import fixed_asset_list
from extractors._view import PageView, views
from schemas.core import Page
from tests.extractors.ledger_pages import line, page, sheet, table

HEAD = [
    line(500, 80, "固定资产清单", align="centre"),
    line(60, 130, "单位名称:青山纸业有限公司"),
    line(940, 130, "截止日期:2021年12月31日", align="right"),
]
COLUMNS = [
    ("资产名称", 50.0, 210.0),
    ("数量", 210.0, 270.0),
    ("购置日期", 270.0, 400.0),
    ("使用年限", 400.0, 480.0),
    ("原值", 480.0, 630.0),
    ("累计折旧", 630.0, 780.0),
    ("净值", 780.0, 940.0),
]
ROWS = [
    ("机器设备", "", "", "", "", "", ""),
    ("数控车床", "2", "2016-05-20", "10", "1,000.00", "400.00", "600.00"),
    ("空压机", "1", "2019-01-08", "10", "200.00", "50.00", "150.00"),
    ("小计", "3", "", "", "1,200.00", "450.00", "750.00"),
    ("运输设备", "", "", "", "", "", ""),
    ("轻型货车", "1", "2020-03-15", "4", "80.00", "30.00", "50.00"),
    ("小计", "1", "", "", "80.00", "30.00", "50.00"),
    ("合计", "4", "", "", "1,280.00", "480.00", "800.00"),
]


def _scan(rows: Sequence[tuple[str, ...]] = ROWS) -> Page:
    return page(HEAD + table(COLUMNS, rows))


def test_assets_take_the_class_over_them_and_subtotals_are_no_assets() -> None:
    result = fixed_asset_list.extract(views([_scan()]))
    rows = result.tables["assets"]
    assert [(r["name"].value, r["asset_class"].value) for r in rows] == [
        ("数控车床", "机器设备"),
        ("空压机", "机器设备"),
        ("轻型货车", "运输设备"),
    ]
    assert [r["quantity"].value for r in rows] == [2, 1, 1]
    assert rows[0]["acquisition_date"].value == date(2016, 5, 20)
    assert rows[2]["life_months"].value == 48
    assert result.fields["total_net_value"].value == Decimal("800.00")
    assert all(r[c].usable for r in rows for c in ("cost", "accumulated_depreciation", "net_value"))


def test_a_net_value_that_does_not_follow_waits_for_a_person() -> None:
    wrong = [*ROWS[:2], ("空压机", "1", "2019-01-08", "10", "200.00", "50.00", "130.00"), *ROWS[3:]]
    rows = fixed_asset_list.extract(views([_scan(wrong)])).tables["assets"]
    assert rows[1]["net_value"].value == Decimal("130.00")
    assert not rows[1]["net_value"].usable
    assert rows[1]["cost"].usable and rows[0]["net_value"].usable


def test_a_workbook_with_codes_months_and_a_column_for_the_class() -> None:
    rows: list[list[object]] = [
        ["固定资产卡片列表"],
        ["卡片编号", "固定资产名称", "类别名称", "使用月限", "开始使用日期", "本月折旧额", "原值", "累计折旧", "净值"],
        ["00001", "办公楼", "房屋建筑物", Decimal("240"), "2012-06", Decimal("4"), Decimal("960"), Decimal("380"), Decimal("580")],
        ["合计", None, None, None, None, Decimal("4"), Decimal("960"), Decimal("380"), Decimal("580")],
    ]  # fmt: skip
    (row,) = fixed_asset_list.extract(views([sheet(rows)])).tables["assets"]
    assert row["asset_code"].value == "00001"
    assert (row["asset_class"].value, row["life_months"].value) == ("房屋建筑物", 240)
    assert row["acquisition_date"].value == date(2012, 6, 1)
    assert (row["cost"].value, row["period_depreciation"].value) == (960, 4)


def test_it_is_recognised() -> None:
    assert fixed_asset_list.recognise(PageView(_scan(), 1)) > 0.75
