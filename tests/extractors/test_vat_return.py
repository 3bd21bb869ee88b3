"""Value added tax returns: both forms, formulas beside the line numbers, dashes, and supplements that are other papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors import cit_return, vat_return
from extractors._view import PageView, views
from schemas.core import Page, Status
from standards import uscc
from tests.extractors.ledger_pages import line, page, sheet, table

_STEM = "91330106580000013"
TAXPAYER = _STEM + uscc.calc_check_digit(_STEM)
HEAD = [
    line(500, 40, "增值税及附加税费申报表(一般纳税人适用)", align="centre"),
    line(60, 80, "税款所属时间:自2021年12月1日至2021年12月31日"),
    line(700, 80, "填表日期:2022年1月10日"),
    line(60, 110, f"纳税人识别号(统一社会信用代码):{TAXPAYER}"),
    line(560, 110, "纳税人名称:青山纸业有限公司"),
    line(600, 176, "一般项目", align="centre"),
    line(840, 176, "即征即退项目", align="centre"),
]
COLUMNS = [
    ("项目", 50.0, 330.0),
    ("栏次", 330.0, 480.0),
    ("本月数", 480.0, 600.0),
    ("本年累计", 600.0, 720.0),
    ("本月数", 720.0, 840.0),
    ("本年累计", 840.0, 950.0),
]
ROWS = [
    ("(一)按适用税率计税销售额", "1", "1,000.00", "9,000.00", "0.00", "0.00"),
    ("(二)按简易办法计税销售额", "5", "0.00", "0.00", "0.00", "0.00"),
    ("(四)免税销售额", "8", "20.00", "60.00", "——", "——"),
    ("销项税额", "11", "130.00", "1,170.00", "0.00", "0.00"),
    ("进项税额", "12", "90.00", "900.00", "0.00", "0.00"),
    ("上期留抵税额", "13", "10.00", "——", "0.00", "——"),
    ("进项税额转出", "14", "5.00", "5.00", "0.00", "0.00"),
    ("应抵扣税额合计", "17=12+13-14-15+16", "95.00", "——", "0.00", "——"),
    ("实际抵扣税额", "18", "95.00", "900.00", "0.00", "0.00"),
    ("应纳税额", "19=11-18", "35.00", "270.00", "0.00", "0.00"),
    ("应纳税额合计", "24=19+21-23", "35.00", "270.00", "0.00", "0.00"),
    ("本期应补(退)税额", "34=24-28-29", "35.00", "——", "0.00", "——"),
]


def _scan(rows: Sequence[tuple[str, ...]] = ROWS) -> Page:
    return page(HEAD + table(COLUMNS, rows))


def test_the_head_and_the_lines_of_a_general_taxpayer() -> None:
    result = vat_return.extract(views([_scan()]))
    assert {n: v.value for n, v in result.fields.items()} == {
        "form_kind": "general",
        "taxpayer_id": TAXPAYER,
        "taxpayer_name": "青山纸业有限公司",
        "period_start": date(2021, 12, 1),
        "period_end": date(2021, 12, 31),
        "filing_date": date(2022, 1, 10),
    }
    lines = {r["number"].value: r for r in result.tables["items"]}
    assert list(lines) == [1, 5, 8, 11, 12, 13, 14, 17, 18, 19, 24, 34]
    assert (lines[1]["current"].value, lines[1]["ytd"].value) == (Decimal("1000.00"), Decimal("9000.00"))
    assert lines[1]["key"].value == "taxed_sales"
    assert (lines[34]["key"].value, lines[34]["ytd"].value) == ("tax_to_pay", None)
    assert lines[8]["refund_current"].value is None


def test_formulas_vouch_for_weak_digits_and_stop_wrong_ones() -> None:
    source = _scan()
    lines = [i.model_copy(update={"sureness": (0.7,) * len(i.text)}) if i.text == "130.00" else i for i in source.lines]
    read = vat_return.extract(views([source.model_copy(update={"lines": tuple(lines)})]))
    assert next(r for r in read.tables["items"] if r["number"].value == 11)["current"].usable
    wrong = [r if r[0] != "销项税额" else ("销项税额", "11", "180.00", *r[3:]) for r in ROWS]
    read = vat_return.extract(views([_scan(wrong)]))
    value = next(r for r in read.tables["items"] if r["number"].value == 11)["current"]
    assert value.status is Status.REVIEW


def test_a_workbook_of_a_small_scale_taxpayer() -> None:
    rows: list[list[object]] = [
        ["增值税纳税申报表(小规模纳税人适用)"],
        [f"纳税人识别号:{TAXPAYER}", None, "纳税人名称:青山纸业有限公司"],
        ["税款所属期:2018年1月1日至2018年3月31日"],
        ["项目", "栏次", "本期数", None, "本年累计", None],
        [None, None, "货物及劳务", "服务、不动产和无形资产", "货物及劳务", "服务、不动产和无形资产"],
        ["(一)应征增值税不含税销售额(3%征收率)", "1", Decimal("100"), Decimal("7"), Decimal("100"), Decimal("7")],
        ["本期应纳税额", "15", Decimal("3"), Decimal("0.21"), Decimal("3"), Decimal("0.21")],
        ["应纳税额合计", "20=15-16", Decimal("3"), Decimal("0.21"), Decimal("3"), Decimal("0.21")],
    ]
    result = vat_return.extract(views([sheet(rows, {(3, 2): (1, 2), (3, 4): (1, 2)})]))
    assert result.fields["form_kind"].value == "small_scale"
    assert result.fields["period_end"].value == date(2018, 3, 31)
    first = result.tables["items"][0]
    assert (first["key"].value, first["current"].value, first["services_current"].value) == ("taxed_sales", 100, 7)


def test_it_is_told_from_its_supplements_and_from_income_tax() -> None:
    view = PageView(_scan(), 1)
    assert vat_return.recognise(view) > 0.8
    assert cit_return.recognise(view) < 0.5
    title = line(500, 40, "增值税及附加税费申报表附列资料(一)", align="centre")
    assert vat_return.recognise(PageView(page([title, *HEAD[1:], *table(COLUMNS, ROWS)]), 1)) < 0.5
