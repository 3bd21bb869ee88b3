"""Statements in layouts of many programs: page shapes, column orders, headings, units, rules, print sizes, noise around the table."""

from __future__ import annotations

import calendar
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from samples import _data, _fonts, _ruled, _seals, _statement_rows
from samples._draw import BLACK, POINT, RED, Sheet
from samples._paper import Paper
from samples._ruled import Grid, Item
from samples._statement_rows import Figures, Line

_UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000)}
_NAMES = {"元": "yuan", "千元": "thousand_yuan", "万元": "ten_thousand_yuan"}
_TITLES = {"balance_sheet": "资产负债表", "income_statement": "利润表", "cash_flow_statement": "现金流量表"}
_COLUMNS = {
    "balance_sheet": ("ending", "opening"),
    "income_statement": ("current", "prior"),
    "cash_flow_statement": ("current", "prior"),
}


@dataclass(frozen=True)
class Look:
    """How one statement is printed; `shape` is beside, single (one page) or pages (cut between assets and claims)."""

    grid: Grid
    shape: str
    unit: str
    decimals: int
    thousands: bool
    minus: str
    zero: str
    heads: tuple[str, str]
    prior_first: bool
    numbers: str
    notes: bool
    two_rows: bool
    unit_at: str
    cut: bool
    figures_font: str | None
    indent: float


def any_look(rng: random.Random, statement: str, end: date, standard: str, scale: Decimal) -> Look:
    """A random way of printing a statement of a period that ends on `end`."""
    balance = statement == "balance_sheet"
    figures = _ruled.amount_font(rng)
    unit = rng.choice(("元",) * 7 + ("万元", "万元", "千元"))
    shape = rng.choice(("beside", "beside", "beside", "single", "pages")) if balance else "single"
    return Look(
        grid=replace(_ruled.any_grid(rng), points=9.5 if shape == "pages" else 9.0),
        shape=shape,
        unit=unit if scale > 10**6 or unit == "元" else "元",
        decimals=2 if unit == "元" else rng.choice((0, 2, 2, 2, 4)) if unit == "万元" else rng.choice((0, 0, 2)),
        thousands=rng.random() < 0.85,
        minus=rng.choice(("-", "-", "-", "-", "brackets", "red-", "－" if figures is None else "-")),
        zero=rng.choice(("", "", "", "-", "—", "0.00", "0.00", "--", "0")),
        heads=_heads(rng, statement, end, standard),
        prior_first=rng.random() < 0.25,
        numbers=rng.choice(("", "行次", "行次", "行次", "序号")),
        notes=rng.random() < 0.2,
        two_rows=rng.random() < 0.1,
        unit_at=rng.choice(("line", "line", "line", "line", "title", "head", "below")),
        cut=rng.random() < 0.06,
        figures_font=figures,
        indent=rng.choice((0.0, 1.5, 2.5, 4.0)),
    )


def _heads(rng: random.Random, statement: str, end: date, standard: str) -> tuple[str, str]:
    """Headings of this and the earlier column."""
    year = end.year
    if statement == "balance_sheet":
        dated = (f"{year}年{end.month}月{end.day}日", f"{year - 1}年12月31日")
        late = standard in ("cas_2019", "cas_2019a")
        pairs = [("期末余额", "年初余额"), ("期末余额", "期初余额"), ("期末数", "年初数"), ("期末数", "期初数"), dated]
        pairs += [("期末余额", "上年年末余额"), ("期末余额", "上年年末\n余额")] * (2 if late else 0)
        return rng.choice([*pairs, ("年末余额", "年初余额"), ("年末数", "年初数"), ("期 末 余 额", "年 初 余 额")])
    pairs = [("本期金额", "上期金额"), ("本年金额", "上年金额"), ("本期数", "上期数"), ("本年数", "上年数")]
    pairs += [("本年累计金额", "上年金额"), ("本期金额", "上年同期金额"), ("本期发生额", "上期发生额")]
    pairs += [("本年累计数", "上年同期数"), (f"{year}年度", f"{year - 1}年度")] if end.month == 12 else []
    return rng.choice(pairs)


def paper(
    rng: random.Random,
    statement: str,
    name: str,
    head: str,
    end: date,
    standard: str,
    group: bool = False,
) -> Paper:
    """A statement of `name` for the period to `end` in a random layout."""
    scale = Decimal(10) ** rng.choice((5, 6, 6, 7, 7, 7, 8, 8, 9, 10))
    step = Decimal(rng.choice(("0.01",) * 8 + ("1", "100", "10000")))
    look = any_look(rng, statement, end, standard, scale)
    drawn = _statement_rows.figures(rng, statement, standard, scale, step, group)
    page = _Statement(rng, look, drawn, name, head, end, group)
    return page.paper()


class _Statement:
    """One statement while it is drawn."""

    def __init__(
        self, rng: random.Random, look: Look, drawn: Figures, name: str, head: str, end: date, group: bool
    ) -> None:
        self.rng, self.look, self.drawn, self.name, self.head, self.end, self.group = (
            rng,
            look,
            drawn,
            name,
            head,
            end,
            group,
        )
        self.columns = _COLUMNS[drawn.statement]
        self.printed: set[str] = set()
        self.sheets: list[Sheet] = []
        self.line_number = 0

    def paper(self) -> Paper:
        """Draw it and say what is true."""
        if len(self.drawn.lines) > 64 and self.look.shape == "single":
            self.look = replace(self.look, shape="pages")
        {"beside": self._beside, "single": self._single, "pages": self._pages}[self.look.shape]()
        kind, year_start = self.drawn.statement, date(self.end.year, 1, 1)
        v: dict[str, object] = {"company_name": self.name}
        if kind != "balance_sheet":
            v["period_start"] = year_start.isoformat()
        v |= {"period_end": self.end.isoformat(), "unit": _NAMES[self.look.unit], "standard": self.drawn.standard}
        done = Paper(kind, f"{kind}{self.end.year}{self.rng.randrange(1000)}", v, {"lines": self._truth()})
        done.sheets = self.sheets
        return done

    def _truth(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for line in self.drawn.lines:
            if line.key is None or line.key not in self.printed:
                continue
            pair = self.drawn.values[line.key]
            values = {c: self._true(line.key, pair[i]) for i, c in enumerate(self.columns)}
            rows.append({"key": line.key, "label": line.label.replace("　", ""), **values})
        return rows

    def _rounded(self, key: str, value: Decimal) -> tuple[Decimal, int]:
        """The figure in the printed unit and its decimals."""
        if key.endswith("_eps"):
            return value, 2
        places = self.look.decimals
        return (value / _UNITS[self.look.unit]).quantize(Decimal(1).scaleb(-places)), places

    def _true(self, key: str, value: Decimal) -> str | None:
        shown, _ = self._rounded(key, value)
        if shown == 0:
            return "0.00" if self.look.zero[:1] == "0" else None
        return f"{shown if key.endswith('_eps') else shown * _UNITS[self.look.unit]:.2f}"

    def _figure(self, key: str, value: Decimal, column: str) -> Item:
        look, (shown, places) = self.look, self._rounded(key, value)
        mark = f"lines[{key}].{column}"
        if shown == 0:
            return Item(look.zero, mark if look.zero[:1] == "0" else None, "r", font=look.figures_font)
        text, colour = f"{abs(shown):,.{places}f}" if look.thousands else f"{abs(shown):.{places}f}", BLACK
        if shown < 0:
            text = f"({text})" if look.minus == "brackets" else text if look.minus == "red" else look.minus[-1] + text
            colour = RED if look.minus.startswith("red") else BLACK
        return Item(text, mark, "r", colour, look.figures_font)

    def _items(self, line: Line | None) -> list[Item]:
        """The cells of one row: label, number, note, both figures."""
        look, rng = self.look, self.rng
        cells = [Item()] if line is None else [Item(line.label, None, "l", indent=self._indent(line))]
        counted = line is not None and line.kind != "head"
        self.line_number += counted
        if look.numbers:
            cells.append(Item(str(self.line_number) if counted else "", None, "c"))
        if look.notes:
            note = rng.choice(("", "", f"五、{self.line_number}", f"六({self.line_number})", str(self.line_number)))
            cells.append(Item(note if counted else "", None, "c"))
        for i in (1, 0) if look.prior_first else (0, 1):
            cells.append(
                self._figure(line.key, self.drawn.values[line.key][i], self.columns[i])
                if line is not None and line.key
                else Item(look.zero if counted and look.zero in ("0.00", "-", "—") else "", None, "r")
            )
        return cells

    def _indent(self, line: Line) -> float:
        return self.look.indent * (line.depth if line.kind != "sum" else 0)

    def _head_rows(self, title: str) -> list[list[Item]]:
        look = self.look
        shown = [look.heads[i] for i in ((1, 0) if look.prior_first else (0, 1))]
        if look.unit_at == "head":
            shown = [f"{text}\n({look.unit})" for text in shown]
        side = [Item(t, None, "c") for t in (look.numbers, "附注" if look.notes else "") if t]
        if not look.two_rows:
            return [[Item(title, None, "c"), *side, *(Item(t, None, "c") for t in shown)]]
        upper = [Item(title, None, "c"), *side, Item("金　额", None, "c", span=2)]
        return [upper, [Item(), *(Item() for _ in side), *(Item(t, None, "c") for t in shown)]]

    def _widths(self, width: float) -> list[float]:
        look = self.look
        number, note = (0.06 * width if look.numbers else 0), (0.09 * width if look.notes else 0)
        label = (width - number - note) * self.rng.uniform(0.4, 0.5)
        value = (width - number - note - label) / 2
        return [label, *([number] if look.numbers else []), *([note] if look.notes else []), value, value]

    def _fit(self, widths: Sequence[float], lines: Sequence[Line], high: float, least: float, count: int) -> Grid:
        """The grid with the largest print that fits the height and the widest figure."""
        grid = self.look.grid
        height = min(7.5, high / (count + 2))
        widest = max(
            (
                _fonts.advance(item.font or grid.font, item.text)
                for line in lines
                if line.key
                for item in (self._figure(line.key, v, "") for v in self.drawn.values[line.key])
            ),
            default=6.0,
        )
        points = min(grid.points, (height - 0.5) / POINT / 1.15, (widths[-1] - 1.6) / widest / POINT)
        if self.rng.random() < 0.6:
            longest = max(_fonts.advance(grid.font, line.label) for line in lines)
            points = min(points, max((widths[0] - 2 - self.look.indent) / longest / POINT, least))
        grid = replace(grid, points=max(points, 4.6), height=height, pad=min(grid.pad, 0.8))
        for _ in range(8):
            wrapped = sum(_ruled.height(grid, widths, [Item(line.label, indent=self._indent(line))]) for line in lines)
            if wrapped + (count - len(lines)) * grid.height <= high - 1.5 * grid.height:
                break
            grid = replace(grid, points=max(grid.points * 0.95, 4.4), height=grid.height * 0.96)
        return grid

    def _table(
        self,
        s: Sheet,
        x: float,
        y: float,
        widths: Sequence[float],
        grid: Grid,
        lines: Sequence[Line | None],
        title: str,
    ) -> float:
        """Print the rows that the sheet has room for; the y below them."""
        if self.look.cut and self.look.shape != "beside":
            lines = lines[: max(6, int(len(lines) * self.rng.uniform(0.5, 0.95)))]
        for items in self._head_rows(title):
            y = _ruled.row(s, grid, x, y, widths, items, "head")
        for i, line in enumerate(lines):
            last = "last" if i == len(lines) - 1 else "body"
            if y + grid.height > s.height - 6:
                break
            y = _ruled.row(s, grid, x, y, widths, self._items(line), last)
            if line is not None and line.key:
                self.printed.add(line.key)
        return y

    def _halves(self) -> tuple[list[Line], list[Line]]:
        keys = [line.key for line in self.drawn.lines]
        cut = keys.index("total_assets") + 1
        return list(self.drawn.lines[:cut]), list(self.drawn.lines[cut:])

    def _beside(self) -> None:
        rng = self.rng
        s = Sheet(297, 210) if rng.random() < 0.75 else Sheet(210, 297)
        left, top = rng.uniform(9, 18), self._top(s, 0)
        assets, claims = self._halves()
        count = max(len(assets), len(claims))
        half = (s.width - 2 * left) / 2
        gap = rng.choice((0.0, 0.0, 0.0, 3.0))
        blank = [None] * (count - len(claims))
        right: list[Line | None] = [*claims[:-1], *blank, claims[-1]] if rng.random() < 0.7 else [*claims, *blank]
        wide: list[Line | None] = [*assets[:-1], *[None] * (count - len(assets)), assets[-1]]
        widths = self._widths(half - gap / 2)
        high = min(s.height - top - 16, count * 6.4)
        grid = min((self._fit(widths, part, high, 6.0, count) for part in (assets, claims)), key=lambda g: g.points)
        title = rng.choice(("负债和所有者权益", "负债和所有者权益（或股东权益）", "负债及所有者权益", "负债和股东权益"))
        titles = (rng.choice(("资　　产", "资产", "资 产", "项目")), title)
        y = self._table(s, left, top, widths, grid, wide, titles[0])
        y = max(y, self._table(s, left + half + gap / 2, top, widths, grid, right, titles[1]))
        self._foot(s, y + 5, left)
        self.sheets.append(s)

    def _single(self) -> None:
        s = Sheet(210, 297)
        left, top = self.rng.uniform(12, 26), self._top(s, 0)
        high = min(s.height - top - 16, len(self.drawn.lines) * 8.0)
        title = self.rng.choice(("项　　目", "项目", "项 目")) if self.drawn.statement != "balance_sheet" else "项目"
        widths = self._widths(s.width - 2 * left)
        grid = self._fit(widths, self.drawn.lines, high, 6.0, len(self.drawn.lines))
        y = self._table(s, left, top, widths, grid, self.drawn.lines, title)
        self._foot(s, y + 6, left)
        self.sheets.append(s)

    def _pages(self) -> None:
        left = self.rng.uniform(14, 26)
        titles = ("资　　产", "负债和所有者权益（或股东权益）") if self.rng.random() < 0.8 else ("项目", "项目")
        for number, part in enumerate(self._halves()):
            s = Sheet(210, 297)
            top = self._top(s, number)
            widths = self._widths(s.width - 2 * left)
            grid = self._fit(widths, part, min(250, len(part) * 7.5), 6.0, len(part))
            y = self._table(s, left, top, widths, grid, part, titles[number])
            if number:
                self._foot(s, y + 6, left)
            s.text(s.width / 2, s.height - 8, f"第{number + 1}页 共2页", 7.5, self.look.grid.font, align="c")
            self.sheets.append(s)

    def _when(self) -> str:
        rng, e = self.rng, self.end
        if self.drawn.statement == "balance_sheet":
            texts = [_data.chinese(e)] * 4 + [f"{e:%Y-%m-%d}", f"{e:%Y.%m.%d}", f"{e.year}年{e.month:02d}月{e.day}日"]
            return rng.choice([*texts, _data.numerals(e), f"{e.year} 年 {e.month} 月 {e.day} 日"])
        if e.month == 12:
            return rng.choice(
                (f"{e.year}年度", f"{e.year}年度", f"{e.year}年1-12月", f"{e.year}年 度", f"{e.year}年12月")
            )
        return rng.choice((f"{e.year}年1-{e.month}月", f"{e.year}年{e.month}月"))

    def _top(self, s: Sheet, number: int) -> float:
        """Title, company, date and unit; the y where the table begins."""
        rng, look, f = self.rng, self.look, self.look.grid.font
        if number and rng.random() < 0.25:
            return 14.0
        middle, left = s.width / 2, rng.uniform(10, 20)
        title = ("合并" if self.group else "") + _TITLES[self.drawn.statement]
        title = title if rng.random() < 0.7 else " ".join(title)
        title += "(续)" if number else ""
        y = rng.uniform(11, 17)
        if rng.random() < 0.2:
            s.text(rng.choice((left, middle)), 6.5, rng.choice(_NOISE).format(name=self.name), 6.5, f)
        s.text(middle, y, title, rng.choice((13, 15, 16, 18)), rng.choice(("hei", "song", "sans", "bold")), align="c")
        form = self._form()
        if form and rng.random() < 0.75:
            s.text(s.width - left, y, form, 7.5, f, align="r")
        own = {"company_name": None, "period_end": None, "unit": None} if number else {}
        y += rng.uniform(5, 9)
        if rng.random() < 0.12:
            s.text(middle, y, self._when(), 9, f, align="c", mark=own.get("period_end", "period_end"))
            y += 5.5
            when = False
        else:
            when = True
        end = s.text(
            left,
            y,
            rng.choice(("编制单位:", "单位名称:", "编制单位：", "编制单位: ", "企业名称:", "公司名称:", "编报单位:")),
            8.5,
            f,
        )
        s.text(end, y, self.name, 8.5, f, mark=own.get("company_name", "company_name"))
        if when:
            s.text(
                middle + rng.uniform(5, 24),
                y,
                self._when(),
                8.5,
                f,
                align="c",
                mark=own.get("period_end", "period_end"),
            )
        text = rng.choice(
            (
                "单位:{}",
                "单位:{}",
                "金额单位:{}",
                "单位:人民币{}",
                "(单位:{})",
                "货币单位:{}",
                "单位: {}",
                "金额单位:人民币{}",
            )
        )
        if look.unit_at in ("line", "head"):
            s.text(s.width - left, y, text.format(look.unit), 8.5, f, align="r", mark=own.get("unit", "unit"))
        elif look.unit_at == "title":
            s.text(middle, y + 4.5, text.format(look.unit), 8.5, f, align="c", mark=own.get("unit", "unit"))
            y += 4.5
        else:
            y += 5
            s.text(s.width - left, y, text.format(look.unit), 8.5, f, align="r", mark=own.get("unit", "unit"))
        if not number and "period_end" in s.marks and self.drawn.statement != "balance_sheet":
            s.mark("period_start", s.marks["period_end"])
        return y + rng.uniform(1.5, 3)

    def _form(self) -> str:
        number = {"balance_sheet": 1, "income_statement": 2, "cash_flow_statement": 3}[self.drawn.statement]
        if self.drawn.standard == "small_enterprise":
            return f"会小企0{number}表"
        return self.rng.choice(
            (f"会企0{number}表", f"会企0{number}表", f"会{'合' if self.group else '企'}0{number}表", "")
        )

    def _foot(self, s: Sheet, y: float, left: float) -> None:
        rng, f = self.rng, self.look.grid.font
        first = rng.choice(("单位负责人", "法定代表人", "企业负责人", "公司负责人"))
        others = [_data.a_name(rng), _data.a_name(rng)]
        if rng.random() < 0.85 and y < s.height - 3:
            s.text(left, y, f"{first}:{self.head}", 8, f)
            s.text(s.width / 2, y, f"主管会计工作负责人:{others[0]}", 8, f, align="c")
            s.text(
                s.width - left,
                y,
                f"{rng.choice(('会计机构负责人', '制表人', '会计机构负责人(会计主管人员)'))}:{others[1]}",
                8,
                f,
                align="r",
            )
        if rng.random() < 0.15 and y < s.height - 9:
            s.text(
                s.width - left,
                s.height - 5,
                f"打印日期:{self.end.year + 1}-01-{rng.randrange(10, 29)} 10:2{rng.randrange(9)}:07",
                7,
                f,
                align="r",
            )
        if rng.random() < 0.6:
            where = rng.choice(
                ((left + 38, 24.0), (s.width * 0.72, y), (s.width * rng.uniform(0.3, 0.8), y * rng.uniform(0.4, 0.9)))
            )
            s.stamp(_seals.round_seal(self.name, rng=rng), *where, rng.uniform(36, 42))


_NOISE = (
    "{name}",
    "用友T3 财务报表",
    "打印时间:2021-01-14 09:31:22",
    "第1页 共1页",
    "浪潮财务软件",
    "http://localhost:8080/report/print",
)


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def any_statements(rng: random.Random, name: str, head: str, year: int, number: int) -> list[Paper]:
    """So many statements of any type, format, period and layout of years up to `year`."""
    out: list[Paper] = []
    for _ in range(number):
        kind = rng.choice(("balance_sheet", "balance_sheet", "income_statement", "cash_flow_statement"))
        fits = [s for s in _statement_rows.STANDARDS if _statement_rows.YEARS[s][0] <= year]
        standard = rng.choice(fits)
        first, last = _statement_rows.YEARS[standard]
        y = rng.randrange(first, min(last, year) + 1)
        month = 12 if rng.random() < 0.75 else rng.randrange(1, 12)
        group = rng.random() < 0.25 and standard not in ("small_enterprise", "old_2001")
        out.append(paper(rng, kind, name, head, month_end(y, month), standard, group))
    return out


def format_of(rng: random.Random, usual: str, year: int) -> str:
    """A format that companies used in a year; mostly the `usual` one."""
    fits = [s for s in _statement_rows.STANDARDS if _statement_rows.YEARS[s][0] <= year <= _statement_rows.YEARS[s][1]]
    return usual if not fits or (usual in fits and rng.random() < 0.4) else rng.choice(fits)
