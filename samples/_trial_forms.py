"""Trial balances on paper as bookkeeping programs print them: heads on one or two rows, sides or 方向, subtotals, page breaks."""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass, replace
from decimal import Decimal

from samples import _books, _ruled
from samples._books import Account
from samples._data import Company
from samples._draw import Sheet
from samples._paper import Paper
from samples._ruled import Grid, Item

ZERO = Decimal(0)
_COLUMNS = ("opening_debit", "opening_credit", "period_debit", "period_credit", "closing_debit", "closing_credit")
_PARTS = ("opening", "period", "closing")
_SUBS = (
    "人民币户",
    "基本户",
    "一般户",
    "应交增值税",
    "个人所得税",
    "办公费",
    "差旅费",
    "工资",
    "养老保险",
    "本部",
    "门店",
    "进项税额",
)


@dataclass(frozen=True)
class Look:
    """How a trial balance is set. `form` is sides (six columns), direction (方向 and one balance) or flat (one head row)."""

    grid: Grid
    form: str
    ytd: bool
    dots: str
    zero: str
    totals: bool
    subtotals: bool
    repeat: bool
    wide: bool
    indent: float


def any_look(rng: random.Random) -> Look:
    """A random way of printing."""
    grid = _ruled.any_grid(rng, (7, 7.4, 7.8, 8.2), 5.2)
    return Look(
        grid=replace(grid, pad=min(grid.pad, 0.8)),
        form=rng.choice(("sides", "sides", "sides", "direction", "flat")),
        ytd=rng.random() < 0.15,
        dots=rng.choice(("", "", ".", "-")),
        zero=rng.choice(("", "", "", "0.00", "-")),
        totals=rng.random() < 0.8,
        subtotals=rng.random() < 0.15,
        repeat=rng.random() < 0.7,
        wide=rng.random() < 0.6,
        indent=rng.choice((0.0, 2.0, 4.0)),
    )


def accounts(rng: random.Random, c: Company, year: int) -> list[Account]:
    """Accounts of a year with sub-accounts below some of them."""
    standard = rng.choice(("cas_2007", "cas_2019", "small_enterprise"))
    loans = Decimal(rng.randrange(1, 90)) * 100000
    kept = _books.keep(rng, standard, year, c.capital, (loans, loans))
    rows: list[Account] = []
    for account in _books.trial_balance(rng, kept, []):
        rows.append(account)
        if rng.random() < 0.3:
            rows += _parts(rng, account)
    return rows


def _parts(rng: random.Random, whole: Account) -> list[Account]:
    """Two or three sub-accounts that add up to an account."""
    names, out = rng.sample(_SUBS, rng.choice((2, 3))), []
    left = whole
    for i, name in enumerate(names):
        share = Decimal(rng.randrange(10, 60)) / 100 if i < len(names) - 1 else Decimal(1)
        taken = [(v * share).quantize(Decimal("0.01")) for v in (left.opening, left.debit, left.credit)]
        part = Account(f"{whole.code}{i + 1:02d}", name, taken[0], taken[1], taken[2], taken[0] + taken[1] - taken[2])
        rest = [a - b for a, b in zip((left.opening, left.debit, left.credit), taken, strict=True)]
        left = Account("", "", rest[0], rest[1], rest[2], ZERO)
        out.append(part)
    return out


def any_trial_balance(rng: random.Random, c: Company, year: int | None = None) -> Paper:
    """The trial balance of a year in a random layout."""
    year = year or rng.randrange(2010, 2025)
    return _Pages(rng, c, any_look(rng), year).paper()


class _Pages:
    """One trial balance while it is drawn."""

    def __init__(self, rng: random.Random, c: Company, look: Look, year: int) -> None:
        self.rng, self.c, self.look, self.year = rng, c, look, year
        self.accounts = accounts(rng, c, year)
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.left = rng.uniform(9, 15)
        self.month = rng.choice((12, 12, 12, rng.randrange(1, 12)))

    def paper(self) -> Paper:
        """Draw it and say what is true."""
        self._turn()
        shares = self._shares()
        self.widths = [(self.s.width - 2 * self.left) * w / sum(shares) for w in shares]
        self._captions()
        for i, account in enumerate(self.accounts):
            if self.y + self.look.grid.height > self.s.height - 14:
                self._turn()
                if self.look.repeat:
                    self._captions()
            last = i == len(self.accounts) - 1 and not self.look.totals
            self._row(account, "last" if last else "body")
            if self.look.subtotals and len(account.code) > 4 and self._ends(i):
                self._row(replace(self._parent(account), name="小计"), "body", marked=False)
        if self.look.totals:
            self._total()
        for i, s in enumerate(self.sheets, 1):
            s.text(s.width / 2, s.height - 6, f"第{i}页 共{len(self.sheets)}页", 7, self.look.grid.font, align="c")
        end = f"{self.year}-{self.month:02d}-{_last(self.year, self.month)}"
        v: dict[str, object] = {"company_name": self.c.name, "period_start": f"{self.year}-01-01", "period_end": end}
        paper = Paper("trial_balance", f"tb{self.rng.randrange(1000)}", v, {"accounts": self._truth()})
        paper.sheets = self.sheets
        return paper

    def _ends(self, i: int) -> bool:
        return i + 1 == len(self.accounts) or len(self.accounts[i + 1].code) == 4

    def _parent(self, account: Account) -> Account:
        return next(a for a in self.accounts if a.code == account.code[:4])

    def _code(self, account: Account) -> str:
        code = account.code
        return code[:4] + (self.look.dots + code[4:] if len(code) > 4 else "")

    def _sides(self, a: Account) -> tuple[Decimal, ...]:
        def split(v: Decimal) -> tuple[Decimal, Decimal]:
            return (v, ZERO) if v > 0 else (ZERO, -v)

        return (*split(a.opening), a.debit, a.credit, *split(a.closing))

    def _truth(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for a in self.accounts:
            values = {k: self._true(k, v) for k, v in zip(_COLUMNS, self._sides(a), strict=True)}
            rows.append({"account_code": self._code(a), "account_name": a.name, **values})
        return rows

    def _true(self, column: str, value: Decimal) -> str | None:
        if value:
            return f"{value:.2f}"
        printed = self.look.zero == "0.00" and (self.look.form != "direction" or column.startswith("period"))
        return "0.00" if printed else None

    def _figure(self, value: Decimal, mark: str | None) -> Item:
        if value:
            return Item(f"{value:,.2f}", mark, "r")
        return Item(self.look.zero, mark if self.look.zero == "0.00" else None, "r")

    def _row(self, a: Account, kind: str, marked: bool = True) -> None:
        code, deep = self._code(a), len(a.code) > 4
        base = f"accounts[{code}]."
        amounts = dict(zip(_COLUMNS, self._sides(a), strict=True))

        def figure(column: str) -> Item:
            return self._figure(amounts[column], base + column if marked else None)

        items = [
            Item(code, None),
            Item(a.name, base + "account_name" if marked else None, indent=self.look.indent if deep else 0),
        ]
        if self.look.form == "direction":
            for part in _PARTS:
                if part == "period":
                    items += [figure("period_debit"), figure("period_credit")]
                    items += [figure("period_debit"), figure("period_credit")] if self.look.ytd else []
                    continue
                debit, credit = amounts[f"{part}_debit"], amounts[f"{part}_credit"]
                side = "debit" if debit or not credit else "credit"
                items.append(Item("借" if debit else "贷" if credit else "平", None, "c"))
                value = figure(f"{part}_{side}")
                items.append(value if debit or credit else replace(value, mark=None))
        else:
            items += [figure(k) for k in _COLUMNS[:4]]
            items += [replace(figure(k), mark=None) for k in _COLUMNS[2:4]] if self.look.ytd else []
            items += [figure(k) for k in _COLUMNS[4:]]
        self.y = _ruled.row(self.s, self.look.grid, self.left, self.y, self.widths, items, kind)

    def _total(self) -> None:
        tops = [self._sides(a) for a in self.accounts if len(a.code) == 4]
        sums = [sum((row[i] for row in tops), ZERO) for i in range(6)]
        figures = [Item(f"{v:,.2f}", None, "r") for v in sums]
        if self.look.form == "direction":
            blank = [Item(), Item()]
            items = [*blank, *figures[2:4], *(figures[2:4] if self.look.ytd else []), *blank]
        else:
            items = [*figures[:4], *(figures[2:4] if self.look.ytd else []), *figures[4:]]
        row = [Item(), Item(self.rng.choice(("合计", "总计", "合　计"))), *items]
        self.y = _ruled.row(self.s, self.look.grid, self.left, self.y, self.widths, row, "last")

    def _shares(self) -> list[float]:
        ytd = [1.9, 1.9] if self.look.ytd else []
        if self.look.form == "direction":
            return [1.3, 2.6, 0.6, 1.9, 1.9, 1.9, *ytd, 0.6, 1.9]
        return [1.3, 2.6, *[1.9] * 4, *ytd, 1.9, 1.9]

    def _captions(self) -> None:
        look, grid = self.look, self.look.grid
        code, name = self._words[0], self._words[1]
        opening, period, closing = self._words[2]
        start = [Item(code, None, "c"), Item(name, None, "c")]
        ytd = "本年累计"
        if look.form == "flat":
            parts = [opening, period, *([ytd] if look.ytd else []), closing]
            heads = [
                Item(
                    f"{p.removesuffix('余额').removesuffix('发生额')}{s}{'发生额' if p == period else '余额'}",
                    None,
                    "c",
                )
                for p in parts
                for s in ("借方", "贷方")
            ]
            heads = [
                Item(
                    h.text.replace("本年累计借方余额", "本年累计借方").replace("本年累计贷方余额", "本年累计贷方"),
                    None,
                    "c",
                )
                for h in heads
            ]
            self.y = _ruled.row(self.s, grid, self.left, self.y, self.widths, [*start, *heads], "head")
            return
        middle = [Item(period, None, "c", span=2), *([Item(ytd, None, "c", span=2)] if look.ytd else [])]
        upper = [*start, Item(opening, None, "c", span=2), *middle, Item(closing, None, "c", span=2)]
        pair = [Item("借方", None, "c"), Item("贷方", None, "c")]
        single = [Item("方向", None, "c"), Item("余额", None, "c")] if look.form == "direction" else pair
        lower = [Item(), Item(), *single, *pair, *(pair if look.ytd else []), *single]
        self.y = _ruled.row(self.s, grid, self.left, self.y, self.widths, upper, "head")
        self.y = _ruled.row(self.s, grid, self.left, self.y, self.widths, lower, "head")

    def _turn(self) -> None:
        rng, f = self.rng, self.look.grid.font
        s = Sheet(297, 210) if self.look.wide else Sheet(210, 297)
        first = not self.sheets
        self.s, self.y = s, 14.0
        self.sheets.append(s)
        if not first and not (self.look.repeat and rng.random() < 0.6):
            return
        if first:
            self.title = rng.choice(
                ("科目余额表", "科目余额表", "发生额及余额表", "总账科目余额表", "科 目 余 额 表", "试算平衡表")
            )
            codes = (
                rng.choice(("科目编码", "科目代码", "编码", "科目编号")),
                rng.choice(("科目名称", "科目名称", "会计科目", "名称")),
            )
            parts = (
                rng.choice(("期初余额", "年初余额")),
                rng.choice(("本期发生额", "本期发生", "本年发生额")),
                rng.choice(("期末余额", "期末余额")),
            )
            self._words = (*codes, parts)
            word = rng.choice(("单位名称:", "核算单位:", "编制单位:", "公司:", "账套:"))
            m = self.month
            period = rng.choice(
                (
                    f"{self.year}年1月至{self.year}年{m}月",
                    f"{self.year}.01-{self.year}.{m:02d}",
                    f"{self.year}年1-{m}月",
                )
            )
            self._heads = (word, rng.choice(("会计期间:", "期间:", "日期:", "")) + period)
        s.text(s.width / 2, 12, self.title, rng.choice((13, 15)), "hei", align="c")
        end = s.text(self.left, 19, self._heads[0], 8.5, f)
        s.text(end, 19, self.c.name, 8.5, f, mark="company_name" if first else None)
        s.text(s.width / 2 + 15, 19, self._heads[1], 8.5, f, align="c", mark="period_end" if first else None)
        if first:
            s.mark("period_start", s.marks["period_end"])
        s.text(s.width - self.left, 19, "单位:元", 8.5, f, align="r")
        self.y = 21.5

    _words: tuple[str, str, tuple[str, str, str]] = ("", "", ("", "", ""))
    _heads = ("", "")
    title = ""


def _last(year: int, month: int) -> int:

    return calendar.monthrange(year, month)[1]
