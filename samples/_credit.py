"""Enterprise credit reports of both generations, with the loans that the books must agree with."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samples import _data
from samples._data import Company
from samples._draw import Cell
from samples._flow import Flow, cells, paragraph, wan
from samples._paper import Paper


@dataclass(frozen=True)
class Loan:
    """A loan in the report; `settled` when it is paid back."""

    lender: str
    amount: Decimal
    balance: Decimal
    opened: date
    due: date
    grade: str = "正常"
    kind: str = "流动资金贷款"
    settled: date | None = None


def loans(rng: random.Random, c: Company, year_end: date, report: date, count: int | None = None) -> list[Loan]:
    """Short-term loans that were open on `year_end` and still are on `report`, and two settled ones."""
    out, city, bank_names = [], c.place.city.rstrip("市"), rng.sample(_data.BANKS, 4)
    for i in range(count or rng.randrange(1, 4)):
        opened = _data.day_between(rng, report - timedelta(days=340), year_end - timedelta(days=5))
        amount = Decimal(rng.choice((80, 100, 150, 200, 260, 300, 450))) * 10000
        out.append(
            Loan(
                f"{bank_names[i]}股份有限公司{city}{rng.choice(('分行', '高新支行', '城东支行'))}",
                amount,
                amount,
                opened,
                _data.anniversary(opened, 1) - timedelta(days=rng.choice((0, 1))),
            )
        )
    for i in range(2):
        opened = _data.day_between(rng, date(year_end.year - 3, 2, 1), date(year_end.year - 2, 11, 1))
        due = _data.anniversary(opened, 1)
        out.append(
            Loan(
                f"{bank_names[3 - i]}股份有限公司{city}分行",
                Decimal(rng.choice((100, 200, 300))) * 10000,
                Decimal(0),
                opened,
                due,
                settled=due - timedelta(days=rng.randrange(0, 20)),
            )
        )
    return out


def open_total(entries: list[Loan]) -> Decimal:
    """Balance of the loans that are not settled."""
    return sum((x.balance for x in entries if not x.settled), Decimal(0))


def _truth(entries: list[Loan]) -> list[dict[str, object]]:
    return [
        {
            "lender": x.lender,
            "kind": x.kind,
            "currency": "人民币",
            "amount": _data.yuan(x.amount),
            "balance": None if x.settled else _data.yuan(x.balance),
            "issue_date": x.opened.isoformat(),
            "due_date": x.due.isoformat(),
            "classification": x.grade,
            "settled_date": x.settled.isoformat() if x.settled else None,
        }
        for x in entries
    ]


def report(
    c: Company,
    rng: random.Random,
    day: date,
    entries: list[Loan],
    shown: dict[str, str] | None = None,
    guarantee: tuple[str, Decimal] | None = None,
) -> Paper:
    """The report of the generation that was printed on `day`; open loans first, then settled ones."""
    second = day >= date(2020, 1, 19)
    entries = [x for x in entries if not x.settled] + [x for x in entries if x.settled]
    count = sum(1 for x in entries if not x.settled)
    number = (f"{day:%Y%m%d}" if second else f"B{day:%Y%m%d}") + _data.digits(rng, 14 if second else 11)
    v: dict[str, object] = {
        "report_number": number,
        "company_name": c.name,
        "unified_social_credit_code": c.uscc if second else None,
        "organisation_code": c.organisation_code,
        "loan_card_code": c.loan_card,
        "report_date": day.isoformat(),
        "outstanding_count": count,
        "outstanding_balance": _data.yuan(open_total(entries)),
    }
    v.update(shown or {})
    given = (
        [{"beneficiary": guarantee[0], "amount": _data.yuan(guarantee[1]), "balance": _data.yuan(guarantee[1])}]
        if guarantee
        else []
    )
    paper = Paper("credit_report", "credit", v, {"loans": _truth(entries), "guarantees": given})
    flow = Flow(number, rng.choice(("song", "micro")), "NO." if second else "报告编号:")
    flow.s.marks.clear()
    flow.s.mark("report_number", (150, 10, 193, 14))
    (_second if second else _first)(flow, c, rng, day, entries, v, guarantee)
    paper.sheets = flow.finish()
    return paper


def _first(
    flow: Flow,
    c: Company,
    rng: random.Random,
    day: date,
    entries: list[Loan],
    v: dict[str, object],
    guarantee: tuple[str, Decimal] | None,
) -> None:
    s = flow.s
    s.text(105, 34, "企业信用报告", 20, "hei", align="c")
    s.text(105, 41, "(银行版)", 10, flow.font, align="c")
    flow.y = 46
    flow.facts(
        [
            ("名称", str(v["company_name"]), "company_name"),
            ("贷款卡编码", str(v["loan_card_code"]), "loan_card_code"),
            ("报告日期", f"{day:%Y-%m-%d}", "report_date"),
            ("查询机构", c.bank, None),
        ]
    )
    flow.heading("身份信息")
    flow.facts(
        [
            ("注册地址", c.address, None),
            ("登记注册类型", "企业", None),
            ("登记注册号", c.registration_number, None),
            ("登记注册日期", f"{c.founded:%Y-%m-%d}", None),
            ("组织机构代码", str(v["organisation_code"]), "organisation_code"),
            ("有效截止日期", f"{c.term_end:%Y-%m-%d}" if c.term_end else "--", None),
            ("国税登记号", c.old_taxpayer_id, None),
            ("地税登记号", c.old_taxpayer_id, None),
            ("贷款卡状态", "正常", None),
            ("最近一次年审日期", f"{day.year if day.month > 6 else day.year - 1}-05-{rng.randrange(10, 28)}", None),
        ]
    )
    flow.heading("主要出资人信息", 10)
    flow.table(
        [50, 24, 50, 26, 24],
        [
            cells("出资方名称", "证件类型", "证件号码", "出资金额", "占比"),
            cells(c.head.name, "身份证", c.head.id_number, f"{c.capital * 6 / 10 / 10000:.2f}", "60%"),
        ],
    )
    flow.heading("高管人员信息", 10)
    flow.table(
        [40, 30, 30, 60],
        [
            cells("职务", "姓名", "证件类型", "证件号码"),
            cells("法定代表人", str(v.get("legal_representative", c.head.name)), "身份证", c.head.id_number),
        ],
    )
    total, count = wan(open_total(entries)), str(v["outstanding_count"])
    flow.heading("信息概要")
    flow.y = paragraph(
        flow,
        f"该信息主体于{min(x.opened for x in entries).year}年首次有信贷业务记录。当前负债余额为{total}万元,不良和违约负债余额为0.00万元。对外担保金额合计{wan(guarantee[1]) if guarantee else '0.00'}万元。",
    )
    bad = sum((x.balance for x in entries if x.grade == "关注" and not x.settled), Decimal(0))
    watched = sum(1 for x in entries if x.grade == "关注" and not x.settled)
    flow.table(
        [24, 18, 26, 18, 26, 18, 26, 18, 26],
        [
            cells("", "正常类笔数", "余额", "关注类笔数", "余额", "不良类笔数", "余额", "合计笔数", "余额"),
            [
                *cells(
                    "贷款",
                    str(int(count) - watched),
                    wan(open_total(entries) - bad),
                    str(watched),
                    wan(bad),
                    "0",
                    "0.00",
                ),
                Cell(count, "outstanding_count", "c"),
                Cell(total, "outstanding_balance", "c"),
            ],
        ],
    )
    flow.heading("信贷记录明细")
    flow.heading("当前负债　—　贷款(金额单位:万元)", 9, "l")
    rows = [
        cells(
            "授信机构",
            "种类",
            "币种",
            "借据金额",
            "借据余额",
            "放款日期",
            "到期日期",
            "五级分类",
            "贷款形式",
            "担保",
            "展期",
        )
    ]
    for i, x in enumerate(entries):
        if not x.settled:
            rows.append([*_marked(i, x, True), *cells("新增贷款", "有", "无")])
    flow.table([42, 22, 14, 18, 18, 20, 20, 15, 17, 10, 10], rows, points=7.6)
    flow.heading("已还清债务　—　贷款(金额单位:万元)", 9, "l")
    rows = [cells("授信机构", "种类", "币种", "金额", "放款日期", "到期日期", "结清日期", "五级分类", "结清方式")]
    for i, x in enumerate(entries):
        if x.settled:
            shown_loan = _marked(i, x, False)
            rows.append(
                [
                    *shown_loan[:4],
                    *shown_loan[5:7],
                    Cell(f"{x.settled:%Y-%m-%d}", f"loans[{i}].settled_date", "c"),
                    shown_loan[7],
                    Cell("正常收回", None, "c"),
                ]
            )
    flow.table([46, 24, 16, 20, 22, 22, 22, 16, 18], rows, points=7.6)
    _guarantees(flow, guarantee, "对外担保信息")


def _marked(i: int, x: Loan, with_balance: bool) -> list[Cell]:
    def cell(text: str, column: str, align: str = "c") -> Cell:
        return Cell(text, f"loans[{i}].{column}", align)

    return [
        cell(x.lender, "lender", "l"),
        cell(x.kind, "kind"),
        cell("人民币", "currency"),
        cell(wan(x.amount), "amount", "r"),
        cell(wan(x.balance), "balance", "r") if with_balance else Cell(),
        cell(f"{x.opened:%Y-%m-%d}", "issue_date"),
        cell(f"{x.due:%Y-%m-%d}", "due_date"),
        cell(x.grade, "classification"),
    ]


def _guarantees(flow: Flow, guarantee: tuple[str, Decimal] | None, title: str) -> None:
    if guarantee is None:
        return
    flow.heading(title)
    name, amount = guarantee
    flow.table(
        [60, 30, 30, 30],
        [
            cells("被担保人", "担保方式", "担保金额", "担保余额"),
            [
                Cell(name, "guarantees[0].beneficiary"),
                Cell("保证", None, "c"),
                Cell(wan(amount), "guarantees[0].amount", "r"),
                Cell(wan(amount), "guarantees[0].balance", "r"),
            ],
        ],
    )


def _second(
    flow: Flow,
    c: Company,
    rng: random.Random,
    day: date,
    entries: list[Loan],
    v: dict[str, object],
    guarantee: tuple[str, Decimal] | None,
) -> None:
    s = flow.s
    s.text(105, 36, "企业信用报告", 21, "hei", align="c")
    s.text(105, 43, rng.choice(("(授信机构版)", "(银行版)")), 10, flow.font, align="c")
    flow.y = 49
    flow.facts(
        [
            ("企业名称", str(v["company_name"]), "company_name"),
            ("中征码", str(v["loan_card_code"]), "loan_card_code"),
            ("统一社会信用代码", str(v["unified_social_credit_code"]), "unified_social_credit_code"),
            ("查询机构", "中国人民银行征信中心", None),
            (
                "报告时间",
                f"{day:%Y-%m-%d} {rng.randrange(9, 17):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}",
                "report_date",
            ),
        ],
        1,
    )
    flow.y = paragraph(
        flow,
        "报告说明:1.本报告由征信中心出具,依据截止报告时间企业征信系统记录的信息生成。2.如无特别说明,本报告中的金额类数据项单位均为万元。3.如无特别说明,本报告中的金额类汇总数据项均为人民币计价。4.如信息记录斜体展示,则说明信息主体对此条记录存在异议。",
    )
    flow.heading("身份标识")
    flow.facts(
        [
            ("组织机构代码", str(v["organisation_code"]), "organisation_code"),
            ("纳税人识别号", c.uscc, None),
            ("登记注册号", c.registration_number, None),
            ("经济类型", "有限责任公司", None),
        ]
    )
    _summary(flow, entries, v)
    flow.heading("基本信息")
    flow.facts(
        [
            ("企业规模", rng.choice(("小型企业", "微型企业")), None),
            ("成立年份", str(c.founded.year), None),
            ("登记地址", c.address, None),
            ("存续状态", "正常", None),
        ]
    )
    flow.heading("注册资本及主要出资人信息", 10)
    flow.table(
        [56, 30, 50, 24],
        [
            cells("出资方名称", "身份类别", "身份标识号码", "出资比例"),
            cells(c.head.name, "自然人", c.head.id_number, "60%"),
        ],
    )
    flow.heading("主要组成人员信息", 10)
    flow.table([40, 40, 60], [cells("职位", "姓名", "证件号码"), cells("法定代表人", c.head.name, c.head.id_number)])
    flow.heading("信贷记录明细")
    flow.heading("未结清信贷　—　短期借款", 9.5, "l")
    rows = [
        cells(
            "授信机构",
            "业务种类",
            "币种",
            "借款金额",
            "余额",
            "开立日期",
            "到期日",
            "五级分类",
            "担保方式",
            "逾期总额",
            "信息报告日期",
        )
    ]
    reported = date(day.year, day.month, 1) - timedelta(days=1)
    for i, x in enumerate(entries):
        if not x.settled:
            rows.append([*_marked(i, x, True), *cells("保证", "0.00", f"{reported:%Y-%m-%d}")])
    flow.table([40, 22, 14, 18, 18, 20, 20, 15, 14, 14, 20], rows, points=7.4)
    flow.heading("已结清信贷　—　短期借款", 9.5, "l")
    rows = [cells("授信机构", "业务种类", "币种", "借款金额", "开立日期", "到期日", "关闭日期", "五级分类", "还款形式")]
    for i, x in enumerate(entries):
        if x.settled:
            shown_loan = _marked(i, x, False)
            rows.append(
                [
                    *shown_loan[:4],
                    *shown_loan[5:7],
                    Cell(f"{x.settled:%Y-%m-%d}", f"loans[{i}].settled_date", "c"),
                    shown_loan[7],
                    Cell("正常还款", None, "c"),
                ]
            )
    flow.table([46, 24, 16, 20, 22, 22, 22, 16, 18], rows, points=7.4)
    _guarantees(flow, guarantee, "相关还款责任信息")
    flow.heading("公共记录明细")
    flow.y = paragraph(flow, "系统中没有信息主体的欠税、民事判决、强制执行、行政处罚记录。")


def _summary(flow: Flow, entries: list[Loan], v: dict[str, object]) -> None:
    total, count = wan(open_total(entries)), str(v["outstanding_count"])
    first = min(x.opened for x in entries).year
    lenders, current = len({x.lender for x in entries}), len({x.lender for x in entries if not x.settled})
    watched = [x for x in entries if x.grade == "关注" and not x.settled]
    bad = sum((x.balance for x in watched), Decimal(0))
    flow.heading("信息概要")
    flow.table(
        [40, 40, 48, 46],
        [
            cells(
                "首次有信贷交易的年份",
                "发生信贷交易的机构数",
                "当前有未结清信贷交易的机构数",
                "首次有相关还款责任的年份",
            ),
            cells(str(first), str(lenders), str(current), "--"),
        ],
    )
    flow.y += 2
    flow.table(
        [44, 43, 44, 43],
        [
            cells("借贷交易", "", "担保交易", ""),
            [Cell("余额", None, "c"), Cell(total, None, "r"), Cell("余额", None, "c"), Cell("0.00", None, "r")],
            [
                Cell("其中:被追偿余额", None, "c"),
                Cell("0.00", None, "r"),
                Cell("其中:关注类余额", None, "c"),
                Cell("0.00", None, "r"),
            ],
            [
                Cell("关注类余额", None, "c"),
                Cell(wan(bad), None, "r"),
                Cell("不良类余额", None, "c"),
                Cell("0.00", None, "r"),
            ],
            [Cell("不良类余额", None, "c"), Cell("0.00", None, "r"), *cells("--", "--")],
        ],
    )
    flow.heading("未结清信贷及授信信息概要", 10)
    normal = str(int(count) - len(watched))
    zero = ["0", "0.00"]
    rows = [
        cells("", "正常类账户数", "余额", "关注类账户数", "余额", "不良类账户数", "余额", "合计账户数", "余额"),
        cells("中长期借款", *zero * 4),
        cells("短期借款", normal, wan(open_total(entries) - bad), str(len(watched)), wan(bad), *zero, count, total),
    ]
    rows.append(
        [
            *cells("合计", normal, wan(open_total(entries) - bad), str(len(watched)), wan(bad), *zero),
            Cell(count, "outstanding_count", "c"),
            Cell(total, "outstanding_balance", "c"),
        ]
    )
    flow.table([24, 20, 22, 20, 22, 20, 22, 20, 22], rows, points=7.8)
