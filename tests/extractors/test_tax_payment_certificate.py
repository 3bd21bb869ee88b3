"""Certificates of tax payments: rows, and the total that vouches for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import tax_payment_certificate as certificate
from extractors._view import PageView
from schemas.core import Page, Status
from standards import organisation_code
from tests.extractors.paper import Paper

_ORGANISATION = "58000001" + organisation_code.calc_check_digit("58000001")
TAXPAYER = "330106" + _ORGANISATION
ROWS = [
    ["3330000000000001", "增值税", "商业(17%)", "2012-03-01至2012-03-31", "2012-04-12", "12,345.60"],
    ["3330000000000002", "城市维护建设税", "增值税附征", "2012-03-01至2012-03-31", "2012-04-12", "864.19"],
    ["3330000000000003", "教育费附加", "增值税附征", "2012-03-01至2012-03-31", "2012-04-12", "370.37"],
]


def _page(
    rows: list[list[str]] = ROWS,
    total: str = "(大写)壹万叁仟伍佰捌拾元壹角陆分",
    digits: str = "¥13,580.16",
    ruled: bool = True,
) -> Page:
    paper = Paper(size=11)
    paper.line((420, "中华人民共和国"))
    paper.line((430, "税收完税证明"))
    paper.line((700, "No.(20120412)33国证00001234"))
    paper.line((60, "填发日期:2012年4月20日"), (460, "税务机关:江城市滨江区国家税务局"))
    widths = [160, 130, 130, 210, 120, 130]
    head = ["纳税人识别号", TAXPAYER, "<", "纳税人名称", "江城云海机电设备有限公司", "<"]
    captions = ["原凭证号", "税种", "品目名称", "税款所属时期", "入(退)库日期", "实缴(退)金额"]
    foot = ["金额合计", total, "<", "<", "<", digits]
    paper.table(widths, [head, captions, *rows, foot], ruled=ruled)
    paper.line((60, "妥善保管、手写无效"))
    return paper.page()


def test_head_rows_and_total() -> None:
    view = PageView(_page(), 1)
    result = certificate.extract([view])
    assert certificate.recognise(view) >= 0.8
    assert {n: f.value for n, f in result.fields.items()} == {
        "certificate_number": "(20120412)33国证00001234",
        "taxpayer_id": TAXPAYER,
        "taxpayer_name": "江城云海机电设备有限公司",
        "issuing_authority": "江城市滨江区国家税务局",
        "issue_date": date(2012, 4, 20),
        "total_amount": Decimal("13580.16"),
    }
    rows = result.tables["payments"]
    assert [r["tax_kind"].value for r in rows] == ["增值税", "城市维护建设税", "教育费附加"]
    assert rows[0]["period_start"].value == date(2012, 3, 1)
    assert rows[0]["period_end"].value == date(2012, 3, 31)
    assert rows[1]["paid_date"].value == date(2012, 4, 12)
    assert [r["amount"].value for r in rows] == [Decimal("12345.60"), Decimal("864.19"), Decimal("370.37")]
    assert all(f.usable for r in rows for f in r.values())


def test_amounts_vouched_for_by_their_sum_are_accepted_though_badly_read() -> None:
    page = _page()
    lines = tuple(
        x.model_copy(update={"sureness": (0.8,) * len(x.text)}) if x.text == "864.19" else x for x in page.lines
    )
    rows = certificate.extract([PageView(page.model_copy(update={"lines": lines}), 1)]).tables["payments"]
    assert rows[1]["amount"].usable
    assert rows[1]["amount"].evidence is not None and "sum_witness" in rows[1]["amount"].evidence.method


def test_a_sum_that_differs_leaves_amounts_to_a_person() -> None:
    rows = [*ROWS[:2], [*ROWS[2][:5], "370.87"]]
    page = _page(rows)
    lines = tuple(x.model_copy(update={"sureness": (0.98,) * len(x.text)}) for x in page.lines)
    result = certificate.extract([PageView(page.model_copy(update={"lines": lines}), 1)])
    assert all(r["amount"].status is Status.REVIEW for r in result.tables["payments"])


def test_without_rulings_and_with_a_month_alone() -> None:
    rows = [[*r[:3], "2012年3月", *r[4:]] for r in ROWS]
    result = certificate.extract([PageView(_page(rows, ruled=False), 1)])
    payments = result.tables["payments"]
    assert [r["amount"].value for r in payments] == [Decimal("12345.60"), Decimal("864.19"), Decimal("370.37")]
    assert {r["period_end"].value for r in payments} == {date(2012, 3, 31)}


def test_a_registration_certificate_is_none() -> None:
    paper = Paper()
    paper.line((400, "税务登记证"))
    paper.line((60, "纳税人名称"), (300, "江城云海机电设备有限公司"))
    paper.line((60, "纳税人识别号"), (300, TAXPAYER))
    assert certificate.recognise(PageView(paper.page(), 1)) < 0.5


def test_a_lost_point_is_given_back_where_all_amounts_then_add_up() -> None:
    rows = [[*ROWS[0][:5], "1234560"], [*ROWS[1][:5], "86419"], ROWS[2]]
    found = certificate.extract([PageView(_page(rows), 1)]).tables["payments"]
    assert [r["amount"].value for r in found] == [Decimal("12345.60"), Decimal("864.19"), Decimal("370.37")]
    assert "sum_decoded" in str(found[0]["amount"].evidence)
    other = [[*ROWS[0][:5], "1234561"], ROWS[1], ROWS[2]]
    found = certificate.extract([PageView(_page(other), 1)]).tables["payments"]
    assert not found[0]["amount"].usable


def test_dates_with_a_lost_hyphen() -> None:
    rows = [[*ROWS[0][:3], "2012-03-01至201203-31", "201204-12", ROWS[0][5]], *ROWS[1:]]
    first = certificate.extract([PageView(_page(rows), 1)]).tables["payments"][0]
    assert (first["period_end"].value, first["paid_date"].value) == (date(2012, 3, 31), date(2012, 4, 12))


def test_amounts_whose_commas_were_read_as_points_are_read_from_their_first_digit() -> None:
    rows = [[*ROWS[0][:5], "12.345.60"], *ROWS[1:]]
    found = certificate.extract([PageView(_page(rows), 1)]).tables["payments"][0]["amount"]
    assert found.value == Decimal("12345.60")
    assert found.evidence is not None and "amount_grammar" in found.evidence.method
