"""The guarantee application: a typed form, or one that is filled in by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples import _data, _seals
from samples._data import Company, Person
from samples._draw import Cell, Sheet
from samples._paper import Paper

PURPOSES = ("采购原材料", "补充流动资金", "支付货款", "购置生产设备", "采购钢材及配件", "扩大经营备货")
SOURCES = ("销售回款", "主营业务收入", "应收账款回款及销售收入", "经营利润")
COUNTERS = ("法定代表人个人连带责任保证", "股东个人房产抵押", "应收账款质押及股东连带保证", "机器设备抵押")


@dataclass(frozen=True)
class Wish:
    """What the applicant asks for."""

    amount: Decimal
    months: int
    purpose: str
    lender: str
    source: str
    counter: str
    day: date
    guarantor: str


def wish(rng: random.Random, day: date, lender: str, largest: int = 500) -> Wish:
    """A random request of `day`, at most `largest` ten thousand yuan."""
    amount = Decimal(rng.choice([n for n in (20, 50, 80, 100, 150, 200, 300, 400, 500) if n <= largest]) * 10000)
    return Wish(
        amount,
        rng.choice((6, 12, 12, 12, 24)),
        rng.choice(PURPOSES),
        lender,
        rng.choice(SOURCES),
        rng.choice(COUNTERS),
        day,
        rng.choice(_data.GUARANTORS),
    )


def application(
    c: Company | Person,
    w: Wish,
    rng: random.Random,
    old: bool = False,
    hand: bool = False,
    shown: dict[str, str] | None = None,
) -> Paper:
    """The application of a company (or a person); `hand` writes the entries by hand."""
    firm = isinstance(c, Company)
    head = c.head.name if isinstance(c, Company) else None
    code = c.uscc if isinstance(c, Company) and not old else None
    v: dict[str, object] = {
        "applicant_name": c.name,
        "unified_social_credit_code": code,
        "legal_representative": head,
        "amount": _data.yuan(w.amount),
        "term_months": w.months,
        "purpose": w.purpose,
        "lender": w.lender,
        "repayment_source": w.source,
        "counter_guarantee": w.counter,
        "application_date": w.day.isoformat(),
    }
    v.update(shown or {})
    s = Sheet(210, 297)
    s.text(105, 34, rng.choice(("委托担保申请书", "委 托 担 保 申 请 书")), 22, rng.choice(("hei", "heavy")), align="c")
    s.text(24, 50, rng.choice((f"{w.guarantor}:", f"致:{w.guarantor}")), 12, "song")
    y = s.paragraph(
        24,
        60,
        162,
        "本申请人因经营需要拟向金融机构融资,现申请贵公司提供担保,并对所提供资料的真实性、完整性负责。具体情况如下:",
        11.5,
        "song",
        1.6,
        indent=2,
    )
    rows: list[tuple[str, str, str | None]] = [
        ("申请人" if firm else "申请人姓名", str(v["applicant_name"]), "applicant_name")
    ]
    if isinstance(c, Company):
        rows.append(
            ("统一社会信用代码", str(v["unified_social_credit_code"]), "unified_social_credit_code")
            if code
            else (
                ("营业执照注册号", c.registration_number, None)
                if c.sole
                else ("组织机构代码", c.organisation_code, None)
            )
        )
        rows.append(
            (
                "经营者" if c.sole else rng.choice(("法定代表人", "法定代表人姓名")),
                str(v["legal_representative"]),
                "legal_representative",
            )
        )
    else:
        rows.append(("身份证号码", c.id_number, None))
    tens = f"{w.amount / 10000:.0f}"
    amount = rng.choice(
        (
            f"人民币{_data.in_capitals(w.amount)}元整(¥{w.amount:,.2f})",
            f"人民币(大写){_data.in_capitals(w.amount)}元整　小写:{w.amount:,.2f}元",
            f"{tens}万元(大写:{_data.in_capitals(w.amount)}元整)",
        )
    )
    rows += [
        ("申请担保金额", amount, "amount"),
        ("担保期限", f"{w.months}个月", "term_months"),
        (rng.choice(("贷款银行", "融资机构")), w.lender, "lender"),
        (rng.choice(("借款用途", "贷款用途")), w.purpose, "purpose"),
        (rng.choice(("还款来源", "第一还款来源")), w.source, "repayment_source"),
        (rng.choice(("反担保措施", "反担保方式")), w.counter, "counter_guarantee"),
    ]
    left = rng.choice((38.0, 44.0))
    for label, value, mark in rows:
        base = y
        y = s.row(
            24,
            y,
            [left, 162 - left],
            [Cell(label, None, "c"), Cell("" if hand else value, mark)],
            11.5,
            rng.choice(("song", "song")),
            2.5,
            12 if hand else 11,
        )
        if hand:
            s.text(24 + left + 3, base + 8, value, 13.5, "kai", (30, 42, 96), mark=mark, style="hand")
    s.text(100, y + 18, "申请人(盖章):", 11.5, "song")
    if firm:
        s.text(
            100,
            y + 32,
            "法定代表人(签字):" if not (isinstance(c, Company) and c.sole) else "经营者(签字):",
            11.5,
            "song",
        )
        s.text(142, y + 32, str(head), 18, "kai", (26, 34, 90), style="hand")
        s.stamp(_seals.round_seal(c.name, rng=rng), 150, y + 22, 42)
    else:
        s.text(130, y + 18, c.name, 18, "kai", (26, 34, 90), style="hand")
    end = s.text(100, y + 46, "申请日期:", 11.5, "song")
    s.text(
        end,
        y + 46,
        _data.chinese(w.day),
        11.5 if not hand else 13,
        "song" if not hand else "kai",
        mark="application_date",
        style="hand" if hand else "plain",
    )
    paper = Paper("guarantee_application", "app", v)
    paper.sheets = [s]
    return paper
