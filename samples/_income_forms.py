"""Employers' proofs of income in many wordings."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import _data, _names, _seals, _style
from samples._certificate_forms import day_writer
from samples._data import Person
from samples._draw import Sheet
from samples._paper import Paper
from samples._style import Row


def income_proof(p: Person, rng: random.Random, employer: str, day: date, monthly: int) -> Paper:
    """An employer's letter in many wordings, by month or year, in figures, capitals or both; or a ruled form."""
    post = rng.choice(
        ("销售经理", "车间主任", "财务主管", "工程师", "总经理", "会计", "项目经理", "仓库管理员", "行政主管")
    )
    yearly = Decimal(monthly * 12)
    v: dict[str, object] = {
        "name": p.name,
        "id_number": p.id_number,
        "employer": employer,
        "position": post,
        "annual_income": _data.yuan(yearly),
        "issue_date": day.isoformat(),
    }
    s, st = Sheet(210, 297), replace(_style.style(rng, 0.25), place="beside")
    s.text(
        105,
        46,
        rng.choice(("收入证明", "个人收入证明", "在职及收入证明", "工作及收入证明", "职工收入证明")),
        rng.choice((18, 22)),
        rng.choice(("hei", "heavy", "song")),
        align="c",
    )
    y = 70.0
    if rng.random() < 0.25:
        s.text(30, y, f"致:{rng.choice(_data.BANKS)}股份有限公司", 12, "song")
        y += 12
    if rng.random() < 0.2:
        rows: list[list[Row | str]] = [
            [("姓名", p.name, "name"), ("性别", "男" if p.sex == "male" else "女", None)],
            [("身份证号码", p.id_number, "id_number")],
            [("工作单位", employer, "employer")],
            [("职务", post, "position"), ("入职时间", f"{day.year - rng.randrange(2, 15)}年3月", None)],
            [("年收入", f"{yearly:,.2f}元", "annual_income")],
        ]
        y = _style.grid(s, replace(st, points=11), 28, y, [30, 50, 30, 44], rows, 11) + 8
    else:
        y = s.runs(
            28,
            y,
            154,
            _letter(p, rng, employer, post, monthly, yearly),
            rng.choice((12, 13, 14)),
            st.font,
            rng.choice((1.7, 1.9, 2.1)),
        )
    y = s.paragraph(
        28,
        y + 2,
        154,
        rng.choice(
            (
                "本单位对上述内容的真实性负责。特此证明。",
                "特此证明!",
                "以上情况属实,特此证明。如有虚假,我单位愿承担相应法律责任。",
            )
        ),
        12,
        st.font,
        1.9,
        indent=2,
    )
    foot = y + 30
    lead = rng.choice(("单位名称(公章):", "单位(盖章):", "单位全称(盖章):", "", "公司名称:"))
    end = s.text(82 if lead else 105, foot, lead, 12, "song")
    if "employer" not in s.marks or lead:
        s.text(end, foot, employer, 12, st.font, mark="employer")
    if rng.random() < 0.4:
        s.text(
            82,
            foot + 9,
            f"联系人:{_names.name(rng)}　联系电话:0{rng.randrange(311, 899)}-{_data.digits(rng, 7)}",
            11,
            "song",
        )
    write = day_writer(rng)
    s.text(178, foot + 19, write(day), 12, st.font, align="r", mark="issue_date")
    s.stamp(_seals.round_seal(employer, rng=rng), 148 + rng.uniform(-10, 8), foot + rng.uniform(-2, 8), 41)
    paper = Paper("income_proof", "income", v)
    paper.sheets = [s]
    return paper


def _letter(
    p: Person, rng: random.Random, employer: str, post: str, monthly: int, yearly: Decimal
) -> list[tuple[str, str | None]]:
    words, month = f"{_data.in_capitals(yearly)}元整", f"{monthly:,.2f}"
    style = rng.randrange(6)
    who = [
        (p.name, "name"),
        (rng.choice(("(身份证号码:", ",身份证号:", "(身份证号:", ",居民身份证号码")), None),
        (p.id_number, "id_number"),
    ]
    close = ")" if who[1][0].startswith("(") else ""
    if style == 0:
        return [
            ("　　兹证明", None),
            *who,
            (close + ",系我单位正式员工,现任", None),
            (post, "position"),
            ("职务,近一年税后年收入为人民币" + words + "(¥", None),
            (f"{yearly:,.2f}", "annual_income"),
            (")。", None),
        ]
    if style == 1:
        return [
            ("　　兹证明我单位员工", None),
            *who,
            (close + f",自{rng.randrange(2001, 2012)}年5月起在我公司工作,担任", None),
            (post, "position"),
            ("一职,年收入约", None),
            (f"{yearly:.0f}", "annual_income"),
            (f"元(大写:{words})。", None),
        ]
    if style == 2:
        return [
            ("　　", None),
            *who,
            (close + "为我公司正式员工,职务为", None),
            (post, "position"),
            (",月平均收入为人民币", None),
            (month, None),
            ("元,年收入合计人民币", None),
            (f"{yearly:,.2f}", "annual_income"),
            ("元。", None),
        ]
    if style == 3:
        return [
            ("　　兹证明", None),
            (p.name, "name"),
            (rng.choice(("先生", "女士", "同志")) + ",身份证号码为", None),
            (p.id_number, "id_number"),
            (",系本单位职工,现从事", None),
            (post, "position"),
            ("工作,其上年度总收入为人民币(大写)", None),
            (words, "annual_income"),
            (f",小写¥{yearly:,.2f}元。", None),
        ]
    if style == 4:
        return [
            ("　　我单位", None),
            *who,
            (close + ",现担任", None),
            (post, "position"),
            (f"岗位,月均税后收入{month}元(人民币{_data.in_capitals(Decimal(monthly))}元整),全年收入", None),
            (f"{yearly:,.2f}", "annual_income"),
            ("元。", None),
        ]
    return [
        ("　　兹有我单位员工", None),
        *who,
        (close + "。该员工在本公司任", None),
        (post, "position"),
        ("职务,年薪人民币", None),
        (f"{yearly / 10000:.2f}", "annual_income"),
        ("万元(税前)。", None),
    ]
