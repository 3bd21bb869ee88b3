"""Bank statements of many banks: columns in any order, one amount with a mark or two columns, wrapped rows, sums, page breaks."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from samples import _data, _names, _ruled, _seals
from samples._data import Company
from samples._draw import RED, Sheet
from samples._paper import Paper
from samples._ruled import Grid, Item

ZERO = Decimal(0)
_OUT = (
    "货款",
    "工资",
    "电费",
    "手续费",
    "税款",
    "还贷款",
    "房租",
    "采购付款",
    "往来款",
    "转账支出",
    "网银转账",
    "跨行汇款",
    "短信服务费",
    "社保费",
)
_IN = ("货款", "销售款", "结息", "往来款", "贷款发放", "转账收入", "汇入款", "退款", "现金存入", "网银转入")


@dataclass(frozen=True)
class Booking:
    """A movement; `amount` is positive when money comes in."""

    day: date
    summary: str
    other: str
    account: str
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Look:
    """How a statement is set. `sides` is two (columns), marked (one with 借/贷) or signed (one with a sign)."""

    grid: Grid
    columns: tuple[str, ...]
    names: dict[str, str]
    sides: str
    dates: str
    below: bool
    head: str
    sums: bool
    subtotals: bool
    carried: bool
    repeat: bool
    wide: bool
    empty: str


_NAMES: dict[str, tuple[str, ...]] = {
    "date": ("交易日期", "记账日期", "日期", "交易时间", "入账日期"),
    "summary": ("摘要", "摘要", "用途", "交易摘要", "附言", "业务摘要"),
    "other": ("对方户名", "对方户名", "对方名称", "对方单位名称", "交易对手名称", "对方账户名称"),
    "account": ("对方账号", "对方账号", "对方账户"),
    "balance": ("余额", "余额", "账户余额", "账面余额"),
    "number": ("流水号", "凭证号", "序号", "交易流水号"),
    "mark": ("借贷标志", "借/贷", "收/支", "借贷"),
    "amount": ("交易金额", "发生额", "金额"),
}
_SIDES = (
    ("借方发生额", "贷方发生额"),
    ("借方发生额", "贷方发生额"),
    ("支出", "收入"),
    ("支出金额", "收入金额"),
    ("借方金额", "贷方金额"),
    ("借方", "贷方"),
    ("转出金额", "转入金额"),
)
_SHARES = {
    "date": 1.7,
    "summary": 1.7,
    "other": 3.0,
    "account": 2.4,
    "number": 1.8,
    "mark": 0.9,
    "debit": 1.9,
    "credit": 1.9,
}


def any_look(rng: random.Random) -> Look:
    """A random way of printing."""
    sides = rng.choice(("two", "two", "two", "marked", "signed"))
    debit, credit = rng.choice(_SIDES)
    names = {k: rng.choice(v) for k, v in _NAMES.items()} | {"debit": debit, "credit": credit}
    moves = {
        "two": ["debit", "credit"],
        "marked": rng.choice((["mark", "amount"], ["amount", "mark"])),
        "signed": ["amount"],
    }[sides]
    if sides == "two" and rng.random() < 0.15:
        moves.reverse()
    grid = _ruled.any_grid(rng, (7, 7.5, 8, 8.5), 5.4)
    below = rng.random() < 0.3 and grid.rules in ("rows", "none", "three")
    other = [] if below else ["other"]
    balance = ["balance"] if rng.random() < 0.92 else []
    order = rng.choice(
        (
            ["date", "summary", *moves, *balance, *other],
            ["date", "summary", *other, *moves, *balance],
            ["date", *moves, *balance, *other, "summary"],
            ["date", *other, "summary", *moves, *balance],
            ["date", *moves, *balance, "summary", *other],
        )
    )
    if rng.random() < 0.3:
        order = ["number", *order] if rng.random() < 0.5 else [*order, "number"]
    if rng.random() < 0.3 and not below:
        order.insert(order.index("other") + 1, "account")
    return Look(
        grid=replace(grid, points=grid.points - 0.18 * max(0, len(order) - 6), pad=min(grid.pad, 0.8)),
        columns=tuple(order),
        names=names,
        sides=sides,
        dates=rng.choice(("%Y-%m-%d", "%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S")),
        below=below,
        head=rng.choice(("lines", "lines", "grid", "columns")),
        sums=rng.random() < 0.6,
        subtotals=rng.random() < 0.2,
        carried=rng.random() < 0.35,
        repeat=rng.random() < 0.7,
        wide=rng.random() < 0.35,
        empty=rng.choice(("", "", "0.00", "-")),
    )


def bookings(rng: random.Random, first: date, last: date) -> tuple[Decimal, list[Booking]]:
    """The opening balance and up to sixty movements."""
    opening = Decimal(rng.randrange(10**4, 10 ** rng.choice((7, 8, 9)))) / 100
    count = rng.choice((4, 8, 12, 18, 25, 40, 60))
    days = sorted(_data.day_between(rng, first, last) for _ in range(count))
    balance, out = opening, []
    for day in days:
        amount = (
            Decimal(rng.choice((rng.randrange(100, 10**5), rng.randrange(10**5, 10**7), rng.randrange(1, 900) * 10**5)))
            / 100
        )
        outwards = balance > amount and rng.random() < 0.55
        balance += -amount if outwards else amount
        known = rng.random() < 0.85
        other = (
            _names.enrich(_data.company(rng, date(last.year, 6, 1)), rng).name
            if rng.random() < 0.75
            else _data.a_name(rng)
        )
        out.append(
            Booking(
                day,
                rng.choice(_OUT if outwards else _IN),
                other if known else "",
                _data.digits(rng, rng.choice((15, 17, 19))) if known else "",
                -amount if outwards else amount,
                balance,
            )
        )
    return opening, out


def any_statement(rng: random.Random, c: Company, until: date | None = None) -> Paper:
    """A bank statement of the company's account in a random layout."""
    end = until or _data.day_between(rng, date(2011, 3, 1), date(2025, 6, 30))
    first = date(end.year, max(1, end.month - rng.randrange(0, 6)), 1)
    return _Pages(rng, c, any_look(rng), first, end).paper()


class _Pages:
    """One statement while it is drawn."""

    def __init__(self, rng: random.Random, c: Company, look: Look, first: date, last: date) -> None:
        self.rng, self.c, self.look, self.first, self.last = rng, c, look, first, last
        self.opening, self.moves = bookings(rng, first, last)
        self.sheets: list[Sheet] = []
        self.v: dict[str, object] = {"account_name": c.name, "account_number": c.account, "bank_name": c.bank}
        self.left = rng.uniform(8, 16)

    @property
    def closing(self) -> Decimal:
        """The last balance."""
        return self.moves[-1].balance

    def paper(self) -> Paper:
        """Draw it and say what is true."""
        self.v |= {"period_start": self.first.isoformat(), "period_end": self.last.isoformat()}
        self.v |= {"opening_balance": None, "closing_balance": None}
        self._turn()
        self._rows()
        self._foot()
        for i, s in enumerate(self.sheets, 1):
            text = self.rng.choice(
                (f"第{i}页 共{len(self.sheets)}页", f"第 {i} 页/共 {len(self.sheets)} 页", f"{i}/{len(self.sheets)}")
            )
            s.text(s.width / 2, s.height - 6, text, 7, self.look.grid.font, align="c")
        s = self.sheets[self.rng.choice((0, -1))]
        if self.rng.random() < 0.6:
            seal = _seals.round_seal(self.c.bank + "业务专用章", rng=self.rng)
            s.stamp(seal, s.width * self.rng.uniform(0.6, 0.85), s.height * self.rng.uniform(0.2, 0.8), 38)
        paper = Paper("bank_statement", f"bank{self.rng.randrange(1000)}", self.v, {"entries": self._truth()})
        paper.sheets = self.sheets
        return paper

    def _truth(self) -> list[dict[str, object]]:
        shown = set(self.look.columns)
        return [
            {
                "date": m.day.isoformat(),
                "summary": m.summary,
                "counterparty": m.other or None,
                "debit": f"{-m.amount:.2f}" if m.amount < 0 else self._zero(),
                "credit": f"{m.amount:.2f}" if m.amount > 0 else self._zero(),
                "balance": f"{m.balance:.2f}" if "balance" in shown else None,
            }
            for m in self.moves
        ]

    def _zero(self) -> str | None:
        return "0.00" if self.look.empty == "0.00" and self.look.sides == "two" else None

    def _turn(self) -> None:
        s = Sheet(297, 210) if self.look.wide else Sheet(210, 297)
        self.s, self.y = s, 14.0
        first = not self.sheets
        self.sheets.append(s)
        if first:
            self._head()
        elif self.look.repeat and self.rng.random() < 0.5:
            s.text(s.width / 2, 12, self.title, 12, "hei", align="c")
            s.text(self.left, 18, f"户名:{self.c.name}　账号:{self.c.account}", 8, self.look.grid.font)
            self.y = 21.0

    title = "对账单"

    def _head(self) -> None:
        rng, s, c, f = self.rng, self.s, self.c, self.look.grid.font
        bank = next((b for b in _data.BANKS if c.bank.startswith(b)), "")
        self.title = rng.choice(
            (
                "账户交易明细",
                "银行对账单",
                "对账单",
                "单位账户对账单",
                "交易明细清单",
                "账户明细查询",
                "活期账户交易明细",
            )
        )
        title = (bank if rng.random() < 0.6 else "") + self.title
        s.text(s.width / 2, 13, title, rng.choice((13, 15, 17)), "hei", align="c")
        dash = rng.choice(("至", "-", "~", "—"))
        form = rng.choice(("%Y-%m-%d", "%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d"))
        period = (
            f"{self.first.strftime(form)}{dash if dash != '-' or '-' not in form else '至'}{self.last.strftime(form)}"
        )
        pairs = [
            (rng.choice(("户名", "账户名称", "客户名称", "户　名")), c.name, "account_name"),
            (rng.choice(("账号", "账号", "账户号码", "客户账号")), c.account, "account_number"),
            (rng.choice(("开户行", "开户银行", "开户机构", "开户网点")), c.bank, "bank_name"),
            (rng.choice(("起止日期", "查询期间", "对账期间", "日期范围")), period, "period_start"),
            ("币种", rng.choice(("人民币", "CNY", "人民币元")), ""),
        ]
        if rng.random() < 0.5:
            pairs.append(("期初余额", f"{self.opening:,.2f}", "opening_balance"))
            self.v["opening_balance"] = f"{self.opening:.2f}"
        if rng.random() < 0.2:
            pairs.append(("期末余额", f"{self.closing:,.2f}", "closing_balance"))
            self.v["closing_balance"] = f"{self.closing:.2f}"
        if rng.random() < 0.4:
            pairs.append(("打印日期", f"{self.last + timedelta(days=3):%Y-%m-%d}", ""))
        self.y = 21.0
        if self.look.head == "grid":
            widths = [(s.width - 2 * self.left) * w / 6 for w in (0.8, 2.2, 0.8, 2.2)]
            pairs += [("", "", "")] * (len(pairs) % 2)
            for i in range(0, len(pairs), 2):
                items = [x for a, b, m in pairs[i : i + 2] for x in (Item(a, None, "c"), Item(b, m or None))]
                self.y = _ruled.row(s, replace(self.look.grid, rules="full"), self.left, self.y, widths, items)
            self.y += 3
        else:
            step = 2 if self.look.head == "columns" else rng.choice((1, 2))
            for i in range(0, len(pairs), step):
                for j, (a, b, m) in enumerate(pairs[i : i + step]):
                    end = s.text(self.left + j * s.width * 0.48, self.y, f"{a}:", 8.5, f)
                    s.text(end + 0.6, self.y, b, 8.5, f, mark=m or None)
                self.y += 5.2
        if "period_start" in s.marks:
            s.mark("period_end", s.marks["period_start"])

    def _items(self, i: int) -> list[Item]:
        m, look = self.moves[i], self.look
        stamp = f"{self.rng.randrange(8, 18):02d}:{self.rng.randrange(60):02d}:{self.rng.randrange(60):02d}"
        day = m.day.strftime(look.dates.replace("%H:%M:%S", stamp))
        out = m.amount < 0
        mark = self._mark_words[0 if out else 1]
        signed = f"{m.amount:,.2f}" if look.sides == "signed" else f"{abs(m.amount):,.2f}"
        plus = "+" if look.sides == "signed" and not out and self._plus else ""
        side = "debit" if out else "credit"
        cells = {
            "date": Item(day, f"entries[{i}].date", "c"),
            "summary": Item(m.summary, f"entries[{i}].summary"),
            "other": Item(m.other, f"entries[{i}].counterparty" if m.other else None),
            "account": Item(m.account, None),
            "balance": Item(f"{m.balance:,.2f}", f"entries[{i}].balance", "r"),
            "number": Item(f"{self._serial + i}", None, "c"),
            "mark": Item(mark, None, "c"),
            "amount": Item(plus + signed, f"entries[{i}].{side}", "r", RED if out and self._red else (24, 24, 28)),
            "debit": self._side(i, -m.amount, "debit"),
            "credit": self._side(i, m.amount, "credit"),
        }
        return [cells[k] for k in look.columns]

    def _side(self, i: int, amount: Decimal, side: str) -> Item:
        if amount <= 0:
            return Item(self.look.empty, f"entries[{i}].{side}" if self.look.empty == "0.00" else None, "r")
        return Item(f"{amount:,.2f}", f"entries[{i}].{side}", "r")

    def _rows(self) -> None:
        look, rng = self.look, self.rng
        self._mark_words = rng.choice((("借", "贷"), ("支", "收"), ("支出", "收入"), ("D", "C"), ("往", "来")))
        self._plus, self._red, self._serial = rng.random() < 0.4, rng.random() < 0.3, rng.randrange(1, 90000)
        shares = [_SHARES.get(k, 1.9) + (0.9 if k == "date" and "%H" in look.dates else 0) for k in look.columns]
        self.widths = [(self.s.width - 2 * self.left) * w / sum(shares) for w in shares]
        self._captions()
        if look.carried and "balance" in look.columns:
            self._note("承前页" if rng.random() < 0.5 else "期初余额", self.opening)
            if self.v["opening_balance"] is None:
                self.v["opening_balance"] = f"{self.opening:.2f}"
        start = 0
        for i in range(len(self.moves)):
            items = self._items(i)
            if self.y + _ruled.height(look.grid, self.widths, items) * (2 if look.below else 1) > self.s.height - 16:
                if look.subtotals:
                    self._sums("本页合计", start, i)
                self._turn()
                start = i
                if look.repeat:
                    self._captions()
            kind = "last" if i == len(self.moves) - 1 else "body"
            self.y = _ruled.row(self.s, look.grid, self.left, self.y, self.widths, items, kind)
            if look.below and self.moves[i].other:
                at = self.left + self.widths[0] + 1
                self.s.text(
                    at,
                    self.y + 2.4,
                    self.moves[i].other,
                    look.grid.points,
                    look.grid.font,
                    mark=f"entries[{i}].counterparty",
                )
                self.y += 4.2

    def _captions(self) -> None:
        items = [Item(self.look.names[k], None, "c") for k in self.look.columns]
        self.y = _ruled.row(self.s, self.look.grid, self.left, self.y, self.widths, items, "head")

    def _note(self, text: str, balance: Decimal) -> None:
        cells = {"summary": Item(text), "balance": Item(f"{balance:,.2f}", "opening_balance", "r")}
        items = [cells.get(k, Item()) for k in self.look.columns]
        self.y = _ruled.row(self.s, self.look.grid, self.left, self.y, self.widths, items)

    def _sums(self, title: str, start: int, end: int) -> None:
        out = sum((-m.amount for m in self.moves[start:end] if m.amount < 0), ZERO)
        into = sum((m.amount for m in self.moves[start:end] if m.amount > 0), ZERO)
        if self.look.sides != "two":
            return
        cells = {
            "summary": Item(title),
            "debit": Item(f"{out:,.2f}", None, "r"),
            "credit": Item(f"{into:,.2f}", None, "r"),
        }
        items = [cells.get(k, Item()) for k in self.look.columns]
        self.y = _ruled.row(self.s, self.look.grid, self.left, self.y, self.widths, items)

    def _foot(self) -> None:
        if not self.look.sums:
            return
        if self.rng.random() < 0.5:
            self._sums(self.rng.choice(("合计", "本期合计", "总计")), 0, len(self.moves))
        if self.y > self.s.height - 22:
            return
        out = [m for m in self.moves if m.amount < 0]
        into = [m for m in self.moves if m.amount > 0]
        f, y = self.look.grid.font, self.y + 6
        sums = f"借方合计:{-sum((m.amount for m in out), ZERO):,.2f}({len(out)}笔)　贷方合计:{sum((m.amount for m in into), ZERO):,.2f}({len(into)}笔)"
        end = self.s.text(self.left, y, sums, 8, f)
        if self.v["closing_balance"] is None:
            end = self.s.text(end + 4, y, "期末余额:", 8, f)
            self.s.text(end, y, f"{self.closing:,.2f}", 8, f, mark="closing_balance")
            self.v["closing_balance"] = f"{self.closing:.2f}"
