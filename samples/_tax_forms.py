"""税收完税证明 in its table and coupon forms, before and after the offices were joined in 2018."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import _data, _fonts, _names, _style
from samples._certificate_forms import sealed
from samples._draw import Cell, Sheet
from samples._paper import Paper

_TAXES = (
    ("增值税", "商业(17%、16%、13%)", 1),
    ("企业所得税", "应纳税所得额", 3),
    ("城市维护建设税", "市区(增值税附征)", 1),
    ("教育费附加", "增值税教育费附加", 1),
    ("地方教育附加", "增值税地方教育附加", 1),
    ("印花税", "购销合同", 1),
    ("个人所得税", "工资薪金所得", 1),
    ("房产税", "从价计征", 6),
    ("城镇土地使用税", "土地使用税", 6),
)


def tax_payment(name: str, number: str, place: _data.Place, rng: random.Random, day: date) -> Paper:
    """税收完税证明 in its table and coupon forms, before and after the offices were joined in 2018."""
    rows: list[tuple[str, str, date, date, date, Decimal]] = []
    for _ in range(rng.randrange(2, 9)):
        tax, item, months = rng.choice(_TAXES)
        month = rng.randrange(1, 13 - months + 1)
        year = day.year - 1
        start = date(year, month, 1)
        after = date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
        last = date.fromordinal(after.toordinal() - 1)
        paid = _data.day_between(rng, date.fromordinal(after.toordinal() + 3), date.fromordinal(after.toordinal() + 16))
        rows.append((tax, item, start, last, paid, Decimal(rng.randrange(1200, 90000000)) / 100))
    total = sum((r[5] for r in rows), Decimal(0))
    joined = day >= date(2018, 7, 20)
    office = (
        f"国家税务总局{place.city}{place.district}税务局"
        if joined
        else f"{place.city}{place.district}{rng.choice(('国家', '地方'))}税务局"
    )
    serial = rng.choice(
        (
            f"({_data.digits(rng, 6)}){day.year % 100:02d}{rng.choice(('国证', '地证'))}{_data.digits(rng, 8)}",
            _data.digits(rng, 10),
        )
    )
    v: dict[str, object] = {
        "certificate_number": serial,
        "taxpayer_id": number,
        "taxpayer_name": name,
        "issuing_authority": office,
        "issue_date": day.isoformat(),
        "total_amount": _data.yuan(total),
    }
    paper = Paper("tax_payment_certificate", "tax_payment", v)
    upright = rng.random() < 0.4
    s = Sheet(210, 297) if upright else Sheet(241, 140)
    st = replace(_style.style(rng, 0.5), wide=False)
    points, write = rng.choice((8, 8.5, 9)), rng.choice((_data.chinese, lambda d: f"{d:%Y-%m-%d}"))
    s.text(s.width / 2, 14, "中华人民共和国", 12, "song", align="c")
    s.text(s.width / 2, 22, rng.choice(("税收完税证明", "税 收 完 税 证 明")), 17, "heavy", align="c")
    end = s.text(
        s.width - 78, 14, rng.choice(("No.", "NO:", "№ ")), 9, "times" if _fonts.installed("times") else "song"
    )
    s.text(end + 1, 14, serial, 9, st.font, mark="certificate_number")
    end = s.text(12, 30, "填发日期:", points, st.label)
    s.text(end + 1, 30 + st.dy * 0.4, write(day), points, st.font, mark="issue_date")
    end = s.text(s.width - 100, 30, "税务机关:", points, st.label)
    s.text(end + 1, 30 + st.dy * 0.4, office, points, st.font, mark="issuing_authority")
    room = s.width - 24
    y = _style.grid(
        s,
        replace(st, points=points),
        12,
        33,
        [room * 0.14, room * 0.33, room * 0.13, room * 0.4],
        [[("纳税人识别号", number, "taxpayer_id"), ("纳税人名称", name, "taxpayer_name")]],
        8,
    )
    shares = rng.choice(((0.17, 0.15, 0.2, 0.2, 0.14, 0.14), (0.18, 0.16, 0.16, 0.22, 0.13, 0.15)))
    wide = [room * f for f in shares]
    heads = (
        "原凭证号",
        "税　种" if rng.random() < 0.5 else "税种",
        "品目名称",
        "税款所属时期",
        "入(退)库日期",
        "实缴(退)金额",
    )
    y = s.row(12, y, wide, [Cell(t, None, "c") for t in heads], points, st.label, least=7)
    payments: list[dict[str, object]] = []
    joint = rng.choice(("至", "至", "-", " 至 "))
    money = rng.choice(("{:,.2f}", "{:.2f}"))
    for i, (tax, item, a, b, paid, amount) in enumerate(rows):
        cells = [
            Cell(_data.digits(rng, 18)),
            Cell(tax, f"payments[{i}].tax_kind"),
            Cell(item),
            Cell(f"{a:%Y-%m-%d}{joint}{b:%Y-%m-%d}", f"payments[{i}].period_end"),
            Cell(f"{paid:%Y-%m-%d}", f"payments[{i}].paid_date"),
            Cell(money.format(amount), f"payments[{i}].amount", "r"),
        ]
        y = s.row(12, y, wide, cells, points, st.font, least=7)
        s.mark(f"payments[{i}].period_start", s.marks[f"payments[{i}].period_end"])
        payments.append(
            {
                "tax_kind": tax,
                "period_start": a.isoformat(),
                "period_end": b.isoformat(),
                "paid_date": paid.isoformat(),
                "amount": _data.yuan(amount),
            }
        )
    words = _yuan_in_capitals(total)
    y = s.row(
        12,
        y,
        [room * 0.16, room * 0.84],
        [
            Cell("金额合计", None, "c"),
            Cell(f"(大写){rng.choice(('', '人民币'))}{words}　　¥{total:,.2f}", "total_amount"),
        ],
        points,
        st.font,
        least=8,
    )
    s.text(14, y + 12, "税务机关", points, st.label)
    sealed(s, rng, office, 40, y + 14, 30, rng.choice(("征税专用章", "")), mark="issuing_authority_seal")
    s.text(86, y + 12, f"填票人:{_names.name(rng)}", points, st.label)
    s.text(140, y + 8, "备注:", points, st.label)
    s.text(12, min(y + 30, s.height - 4), "妥善保管、手写无效", points, "song")
    paper.tables = {"payments": payments}
    paper.sheets = [s]
    s.marks.pop("issuing_authority_seal", None)
    return paper


def _yuan_in_capitals(amount: Decimal) -> str:
    """Yuan, jiao and fen in capitals."""
    whole, cents = int(amount), int(amount * 100) % 100
    figures = "零壹贰叁肆伍陆柒捌玖"
    text = _data.in_capitals(Decimal(whole)) + "元"
    if not cents:
        return text + "整"
    text += (figures[cents // 10] + "角") if cents >= 10 else "零"
    return text + (figures[cents % 10] + "分" if cents % 10 else "整")
