"""Credit reports of both generations in many layouts: grids, blocks, pairs, repeated heads, many loans, two editions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from samples import _data, _names, _ruled
from samples._credit_loans import EXTRA, FIRST, SECOND, SHARES, ZERO, Loan, any_loans
from samples._credit_pages import Look, Pages
from samples._data import Company
from samples._paper import Paper
from samples._ruled import Item


def any_report(rng: random.Random, c: Company, day: date | None = None) -> Paper:
    """A report of either generation in a random layout."""
    day = day or _data.day_between(rng, date(2012, 6, 1), date(2025, 6, 30))
    second = day >= date(2020, 1, 19)
    kinds = ("block", "block", "block", "rows", "pairs") if second else ("rows", "rows", "rows", "pairs")
    grid = _ruled.any_grid(rng, (7, 7.4, 7.8, 8.2, 8.6), 5.6)
    look = Look(
        grid=replace(grid, rules=rng.choice(("full", "full", "full", "faint", "rows", "none", "frame"))),
        loans=rng.choice(kinds),
        facts=rng.choice(("pairs", "pairs", "head", "lines")),
        repeat=rng.random() < 0.5,
        left=rng.uniform(11, 19),
        number_head=rng.random() < 0.85,
        watermark=rng.random() < 0.2,
        unit="元" if rng.random() < 0.08 else "万元",
        joined=rng.random() < 0.3,
    )
    return _Report(rng, c, day, any_loans(rng, c, day, "0.01" if look.unit == "元" else "100"), look, second).paper()


class _Report(Pages):
    """One report while it is drawn."""

    def paper(self) -> Paper:
        """Draw everything."""
        rng, c, look = self.rng, self.c, self.look
        self.v |= {
            "report_number": self.number,
            "company_name": c.name,
            "unified_social_credit_code": c.uscc if self.second else None,
            "organisation_code": c.organisation_code,
            "loan_card_code": c.loan_card,
            "report_date": self.day.isoformat(),
            "outstanding_count": len(self.open),
            "outstanding_balance": _data.yuan(sum((x.balance for x in self.open), ZERO)),
            "edition": self.edition,
        }
        for _ in range(rng.choice((0, 0, 0, 1, 2))):
            other = _names.enrich(_data.company(rng, self.day), rng)
            amount = Decimal(rng.randrange(5, 300)) * 100000
            self.guarantees.append((other.name, amount, amount if rng.random() < 0.6 else amount / 2))
        self._cover()
        self._identity()
        self._summary()
        self._details()
        self._given()
        self.heading("公共记录明细" if self.second else "公共信息明细")
        self.text("系统中没有信息主体的欠税、民事判决、强制执行、行政处罚记录。")
        for i, s in enumerate(self.sheets, 1):
            form = "第{}页/共{}页" if look.repeat else "第 {} 页 共 {} 页"
            s.text(105, 289, form.format(i, len(self.sheets)), 7.5, look.grid.font, align="c")
        done = Paper("credit_report", f"credit{rng.randrange(1000)}", self.v, self._tables())
        done.sheets = self.sheets
        return done

    def _tables(self) -> dict[str, list[dict[str, object]]]:
        loans: list[dict[str, object]] = [
            {
                "lender": x.lender,
                "kind": x.kind,
                "currency": x.currency,
                "amount": _data.yuan(x.amount),
                "balance": None if x.settled else _data.yuan(x.balance),
                "issue_date": x.opened.isoformat(),
                "due_date": x.due.isoformat(),
                "classification": x.grade,
                "settled_date": x.settled.isoformat() if x.settled else None,
            }
            for x in self.loans
        ]
        given: list[dict[str, object]] = [
            {"beneficiary": n, "amount": _data.yuan(a), "balance": _data.yuan(b)} for n, a, b in self.guarantees
        ]
        return {"loans": loans, "guarantees": given}

    def _cover(self) -> None:
        rng, c, s = self.rng, self.c, self.s
        s.text(105, 30, "企业信用报告", rng.choice((18, 20, 22)), "hei", align="c")
        s.text(105, 37, f"({self.edition})", 10, self.look.grid.font, align="c")
        self.y = 41
        name, card = ("企业名称", "中征码") if self.second else ("名称", rng.choice(("贷款卡编码", "中征码")))
        when = (
            f"{self.day:%Y-%m-%d}"
            if not self.second
            else f"{self.day:%Y-%m-%d} {rng.randrange(9, 18):02d}:{rng.randrange(60):02d}:11"
        )
        when = when if rng.random() < 0.6 else f"{self.day:%Y.%m.%d}"
        pairs = [(name, c.name, "company_name"), (card, c.loan_card, "loan_card_code")]
        if self.second:
            pairs.append(("统一社会信用代码", c.uscc, "unified_social_credit_code"))
        pairs += [
            ("查询机构", rng.choice(("中国人民银行征信中心", c.bank)), ""),
            (rng.choice(("报告时间",)) if self.second else "报告日期", when, "report_date"),
        ]
        self.facts([(a, b, m or None) for a, b, m in pairs])
        unit = "如无特别说明,本报告中的金额类数据项单位均为" + self.look.unit
        if self.look.unit == "元" or rng.random() < 0.8:
            self.text(
                f"报告说明:1.本报告由征信中心出具,依据截止报告时间企业征信系统记录的信息生成。2.{unit}。3.金额类汇总数据项均为人民币计价。"
            )
        else:
            self.joined_unit = True

    joined_unit = False

    def _identity(self) -> None:
        rng, c = self.rng, self.c
        self.heading("身份标识" if self.second else "身份信息")
        pairs: list[tuple[str, str, str | None]] = [
            ("组织机构代码", c.organisation_code, "organisation_code"),
            (
                "登记注册号" if self.second else "登记注册类型",
                c.registration_number if self.second else "企业法人",
                None,
            ),
            ("纳税人识别号(国税)" if self.second else "国税登记号", c.old_taxpayer_id, None),
            ("注册地址" if not self.second else "登记地址", c.address, None),
        ]
        if not self.second:
            pairs.append(("登记注册日期", f"{c.founded:%Y-%m-%d}", None))
            if rng.random() < 0.6:
                reviewed = self.day - timedelta(days=rng.randrange(20, 360))
                pairs += [
                    ("贷款卡状态", "正常", "loan_card_status"),
                    ("最近一次年审日期", f"{reviewed:%Y-%m-%d}", "last_review_date"),
                ]
                self.v |= {"loan_card_status": "正常", "last_review_date": reviewed.isoformat()}
        self.facts(pairs)
        self.heading("主要组成人员信息" if self.second else "高管人员信息", 10)
        people = [("法定代表人", c.head.name, c.head.id_number)]
        if rng.random() < 0.6:
            people.append(
                (rng.choice(("总经理", "财务负责人")), _data.a_name(rng), _data.person(rng, self.day).id_number)
            )
        head = ("职位" if self.second else "职务", "姓名", "证件类型", "证件号码")
        rows = [[Item(t, None, "c") for t in head]]
        for i, (post, name, number) in enumerate(people):
            mark = "legal_representative" if i == 0 else None
            rows.append(
                [Item(post, None, "c"), Item(name, mark, "c"), Item("身份证", None, "c"), Item(number, None, "c")]
            )
        self.rows([2, 2, 2, 3], rows)
        self.v["legal_representative"] = c.head.name

    def _by_class(self) -> dict[str, list[Loan]]:
        return {
            "正常": [x for x in self.open if x.grade == "正常"],
            "关注": [x for x in self.open if x.grade == "关注"],
            "不良": [x for x in self.open if x.grade in ("次级", "可疑", "损失")],
        }

    def _summary(self) -> None:
        groups = self._by_class()
        sums = {k: sum((x.balance for x in g), ZERO) for k, g in groups.items()}
        total = sum(sums.values(), ZERO)
        self.heading("信息概要")
        if self.second:
            first = min((x.opened.year for x in self.loans), default=self.day.year)
            first_row = (
                "首次有信贷交易的年份",
                "发生信贷交易的机构数",
                "当前有未结清信贷交易的机构数",
                "首次有相关还款责任的年份",
            )
            values = (
                str(first),
                str(len({x.lender for x in self.loans})),
                str(len({x.lender for x in self.open})),
                "--",
            )
            self.rows([1, 1, 1, 1], [[Item(t, None, "c") for t in first_row], [Item(t, None, "c") for t in values]])
            self.y += 2
            lent = [
                ("余额", total, ""),
                ("其中:被追偿余额", ZERO, "recourse_balance"),
                ("关注类余额", sums["关注"], "attention_balance"),
            ]
            lent.append(("不良类余额", sums["不良"], "non_performing_balance"))
            given = sum((b for _, _, b in self.guarantees), ZERO)
            other = [
                ("余额", self.money(given)),
                ("其中:关注类余额", self.money(ZERO)),
                ("不良类余额", self.money(ZERO)),
                ("", ""),
            ]
            rows = [[Item("借贷交易", None, "c", span=2), Item("担保交易", None, "c", span=2)]]
            for (a, v, m), (b, w) in zip(lent, other, strict=True):
                rows.append(
                    [Item(a, None, "c"), Item(self.money(v), m or None, "r"), Item(b, None, "c"), Item(w, None, "r")]
                )
            self.rows([1, 1, 1, 1], rows)
            self.v |= {"recourse_balance": "0.00", "attention_balance": _data.yuan(sums["关注"])}
            self.v["non_performing_balance"] = _data.yuan(sums["不良"])
            self.heading("未结清信贷及授信信息概要", 9.5)
        else:
            self.text(
                f"该信息主体于{min((x.opened.year for x in self.loans), default=2010)}年首次有信贷业务记录。当前负债余额为{self.money(total)}{self.look.unit},"
                f"不良和违约负债余额为{self.money(sums['不良'])}{self.look.unit}。"
            )
            self.v["non_performing_balance"] = _data.yuan(sums["不良"])
        count = "账户数" if self.second else "笔数"
        two = self.rng.random() < 0.6
        names = ("正常类", "关注类", "不良类", "合计")
        if two:
            heads = [
                [Item("", None, "c"), *(Item(n, None, "c", span=2) for n in names)],
                [Item("", None, "c"), *(Item(t, None, "c") for _ in names for t in (count, "余额"))],
            ]
        else:
            heads = [[Item("", None, "c"), *(Item(t, None, "c") for n in names for t in (n + count, "余额"))]]
        figures = [(str(len(groups[k])), self.money(sums[k])) for k in ("正常", "关注", "不良")]
        figures.append((str(len(self.open)), self.money(total)))
        zero = ("0", self.money(ZERO))
        body = []
        if self.second:
            body.append([Item("中长期借款", None, "c"), *(Item(t, None, "c") for _ in names for t in zero)])
        body.append(
            [Item("短期借款" if self.second else "贷款", None, "c"), *(Item(t, None, "c") for f in figures for t in f)]
        )
        if self.second or self.rng.random() < 0.3:
            if not self.second:
                body.append([Item("贸易融资", None, "c"), *(Item(t, None, "c") for _ in names for t in zero)])
            body.append([Item("合计", None, "c"), *(Item(t, None, "c") for f in figures for t in f)])
        last = body[-1]
        body[-1] = [
            *last[:-2],
            replace(last[-2], mark="outstanding_count"),
            replace(last[-1], mark="outstanding_balance"),
        ]
        self.rows([2, *(1, 1.6) * 4], [*heads, *body], heads=len(heads))
        if not self.second:
            self.v["attention_balance"] = _data.yuan(sums["关注"])

    def _details(self) -> None:
        self.heading("信贷记录明细")
        unit = f"(金额单位:{self.look.unit})" if self.joined_unit or self.rng.random() < 0.3 else ""
        live = [i for i, x in enumerate(self.loans) if not x.settled]
        closed = [i for i, x in enumerate(self.loans) if x.settled]
        title = (
            self.rng.choice(("未结清信贷—短期借款", "短期借款", "未结清信贷"))
            if self.second
            else self.rng.choice(("当前负债—贷款", "贷款", "未结清贷款"))
        )
        if live:
            self.heading(title + unit, 9.5, self.rng.choice("lc"))
            {"rows": self._as_rows, "block": self._as_blocks, "pairs": self._as_pairs}[self.look.loans](live)
        if closed:
            title = "已结清信贷—短期借款" if self.second else "已还清债务—贷款"
            self.heading(title + unit, 9.5, self.rng.choice("lc"))
            self._closed(closed)

    def _cell(self, i: int, column: str, text: str, align: str = "c") -> Item:
        return Item(text, f"loans[{i}].{column}", align)

    def _shown(self, i: int) -> dict[str, Item]:
        """The cells of a loan by column."""
        x, day = self.loans[i], self._date_form
        return {
            "lender": self._cell(i, "lender", x.lender, "l"),
            "kind": self._cell(i, "kind", x.kind),
            "currency": self._cell(i, "currency", x.currency),
            "amount": self._cell(i, "amount", self.money(x.amount), "r"),
            "balance": self._cell(i, "balance", self.money(x.balance), "r"),
            "opened": self._cell(i, "issue_date", day(x.opened)),
            "due": self._cell(i, "due_date", day(x.due)),
            "grade": self._cell(i, "classification", x.grade),
            "settled": self._cell(i, "settled_date", day(x.settled) if x.settled else "--"),
            "reported": Item(day(x.reported), None, "c"),
            "number": Item(x.number, None, "c"),
        }

    def _date_form(self, day: date) -> str:
        return f"{day:%Y-%m-%d}" if not self.look.joined else f"{day:%Y.%m.%d}"

    def _plain(self, text: str) -> Item:
        return Item(text, None, "c")

    def _as_rows(self, live: Sequence[int]) -> None:
        rng = self.rng
        names = dict(SECOND if self.second else FIRST)
        order = ["lender", "kind", "currency", "amount", "balance", "opened", "due", "grade"]
        extra = rng.sample(["loan_form", "security", "extension", "overdue"], rng.randrange(0, 4))
        if self.second:
            extra.append("reported")
        if rng.random() < 0.25:
            order = ["number", *order]
        if rng.random() < 0.3:
            order = rng.sample(order, len(order))
        columns = [*order, *extra]
        shares = [SHARES.get(k, 1.3) for k in columns]
        rows = [[self._plain(names.get(k) or EXTRA[k][0]) for k in columns]]
        for i in live:
            shown = self._shown(i)
            rows.append([shown[k] if k in shown else self._plain(rng.choice(EXTRA[k][1])) for k in columns])
        self.rows(shares, rows)

    def _as_blocks(self, live: Sequence[int]) -> None:
        """Captions and values in turn; the number of columns is the same in all rows of a block."""
        rng = self.rng
        wide = rng.choice((5, 6, 7))
        order = [
            "number",
            "lender",
            "kind",
            "opened",
            "due",
            "currency",
            "amount",
            "loan_form",
            "security",
            "balance",
            "grade",
        ]
        order += [
            "overdue",
            "overdue_principal",
            "overdue_months",
            "last_day",
            "last_sum",
            "last_form",
            "agreement",
            "history",
        ]
        if rng.random() < 0.3:
            order = [k for k in order if k not in ("agreement", "last_form", "loan_form")]
        order.append("reported")
        for i in live:
            shown = self._shown(i)
            rows: list[list[Item]] = []
            for at in range(0, len(order), wide):
                part = order[at : at + wide]
                pad = [Item()] * (wide - len(part))
                rows.append([*(self._plain(SECOND.get(k) or EXTRA[k][0]) for k in part), *pad])
                rows.append([*(shown[k] if k in shown else self._plain(rng.choice(EXTRA[k][1])) for k in part), *pad])
            self._block(rows, wide)
            self.y += rng.choice((0.0, 2.5))

    def _block(self, rows: Sequence[Sequence[Item]], wide: int) -> None:
        widths = [self.width / wide] * wide
        for i, items in enumerate(rows):
            high = _ruled.height(self.look.grid, widths, items)
            both = high + (_ruled.height(self.look.grid, widths, rows[i + 1]) if i % 2 == 0 else 0)
            if self.y + both > 281:
                self._turn()
            kind = "head" if i % 2 == 0 else "body"
            self.y = _ruled.row(self.s, self.look.grid, self.look.left, self.y, widths, items, kind)

    def _as_pairs(self, live: Sequence[int]) -> None:
        names = SECOND if self.second else FIRST
        order = ["lender", "kind", "currency", "amount", "opened", "due", "balance", "grade"]
        order += ["security", "extension"] if not self.second else ["security", "reported"]
        for i in live:
            shown = self._shown(i)
            flat = []
            for k in order:
                label = names.get(k) or EXTRA[k][0]
                flat.append(
                    (
                        self._plain(label),
                        replace(shown[k], align="l") if k in shown else Item(self.rng.choice(EXTRA[k][1])),
                    )
                )
            rows = [[x for pair in flat[j : j + 2] for x in pair] for j in range(0, len(flat), 2)]
            if self.y + 6 * len(rows) > 280:
                self._turn()
            self.rows([1.3, 2.4, 1.3, 2.4], rows, heads=0)
            self.y += 2.5

    def _closed(self, closed: Sequence[int]) -> None:
        names = SECOND if self.second else FIRST
        columns = ["lender", "kind", "currency", "amount", "opened", "due", "settled", "grade", "closed_by"]
        if self.rng.random() < 0.3:
            columns = ["number", *columns]
        labels = {
            **names,
            "amount": "借款金额" if self.second else "金额",
            "settled": "关闭日期" if self.second else "结清日期",
        }
        rows = [[self._plain(labels.get(k) or EXTRA[k][0]) for k in columns]]
        for i in closed:
            shown = self._shown(i)
            rows.append([shown[k] if k in shown else self._plain(self.rng.choice(EXTRA[k][1])) for k in columns])
        self.rows([SHARES.get(k, 1.3) for k in columns], rows)

    def _given(self) -> None:
        if not self.guarantees:
            return
        self.heading("相关还款责任信息" if self.second else "对外担保信息")
        if self.second:
            heads = ("主借款人", "责任类型", "币种", "还款责任金额", "主业务余额", "五级分类")
        else:
            heads = ("被担保人", "担保形式", "担保币种", "担保金额", "所担保主业务余额", "五级分类")
        rows = [[self._plain(t) for t in heads]]
        for i, (name, amount, balance) in enumerate(self.guarantees):
            rows.append(
                [
                    Item(name, f"guarantees[{i}].beneficiary"),
                    self._plain("保证"),
                    self._plain("人民币"),
                    Item(self.money(amount), f"guarantees[{i}].amount", "r"),
                    Item(self.money(balance), f"guarantees[{i}].balance", "r"),
                    self._plain("正常"),
                ]
            )
        self.rows([3, 1.2, 1.2, 1.8, 2, 1.2], rows)
