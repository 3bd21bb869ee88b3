"""Balance sheets and income statements as companies print them: beside one another or in one column, either column first."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from samples import _data, _fonts, _lines, _seals
from samples._books import Books
from samples._draw import Cell, Sheet
from samples._paper import Paper


@dataclass(frozen=True)
class Look:
    """How a statement is printed."""

    font: str = "song"
    prior_first: bool = False
    numbers: bool = True
    beside: bool = True
    zero: str = ""
    ten_thousand: bool = False
    points: float = 8.0
    seal: bool = True


def random_look(rng: random.Random, ten_thousand: bool = False) -> Look:
    """A random way of printing."""
    return Look(
        font=rng.choice(("song", "hei", "serif", "micro")),
        prior_first=rng.random() < 0.3,
        numbers=rng.random() < 0.6,
        beside=rng.random() < 0.7,
        zero=rng.choice(("", "", "-", "0.00", "0.00")),
        ten_thousand=ten_thousand,
        points=rng.choice((7.6, 8.0, 8.4)),
        seal=rng.random() < 0.7,
    )


def shown(value: Decimal, look: Look) -> str:
    """A figure as printed: thousands separated, in the statement's unit."""
    if value == 0:
        return look.zero
    return f"{value / 10000 if look.ten_thousand else value:,.2f}"


def _truth(value: Decimal, look: Look) -> str | None:
    return None if value == 0 and look.zero != "0.00" else f"{value:.2f}"


def _foot(s: Sheet, y: float, head: str, rng: random.Random, left: float, right: float) -> None:
    middle = _data.a_name(rng, "female")
    last = _data.a_name(rng, "female")
    first = rng.choice(("单位负责人", "法定代表人", "企业负责人"))
    s.text(left, y, f"{first}:{head}", 8.5)
    s.text((left + right) / 2, y, f"主管会计工作负责人:{middle}", 8.5, align="c")
    s.text(right, y, f"会计机构负责人:{last}", 8.5, align="r")


def balance_sheet(name: str, head: str, books: Books, look: Look, rng: random.Random) -> Paper:
    """The balance sheet at the end of `books.year`."""
    standard = books.standard
    rows = [(k, label, *books.balance[k]) for k, label in _lines.assets(standard) + _lines.claims(standard) if k]
    truth = [
        {"key": k, "label": label, "ending": _truth(a, look), "opening": _truth(b, look)} for k, label, a, b in rows
    ]
    v: dict[str, object] = {
        "company_name": name,
        "period_end": f"{books.year}-12-31",
        "unit": "ten_thousand_yuan" if look.ten_thousand else "yuan",
        "standard": standard,
    }
    s = Sheet(297, 210) if look.beside else Sheet(210, 297)
    w, left = s.width, 14.0
    s.text(
        w / 2, 16 if look.beside else 14, "资 产 负 债 表" if rng.random() < 0.5 else "资产负债表", 16, "hei", align="c"
    )
    form = "会小企01表" if standard == "small_enterprise" else "会企01表"
    s.text(w - left, 17, form, 8, look.font, align="r")
    top = 24 if look.beside else 20.0
    end = s.text(left, top, rng.choice(("编制单位:", "单位名称:", "编制单位：")), 9, look.font)
    s.text(end, top, name, 9, look.font, mark="company_name")
    s.text(w / 2 + 10, top, f"{books.year}年12月31日", 9, look.font, align="c", mark="period_end")
    s.text(
        w - left,
        top,
        f"{rng.choice(('单位', '金额单位'))}:{'万元' if look.ten_thousand else rng.choice(('元', '人民币元'))}",
        9,
        look.font,
        align="r",
        mark="unit",
    )
    heads = (
        "上年年末余额" if standard == "cas_2019" and rng.random() < 0.6 else rng.choice(("年初余额", "年初余额")),
        "期末余额",
    )
    body = _Body(s, look, books.balance, heads, "lines")
    back: Sheet | None = None
    if look.beside:
        left_rows, right_rows = _lines.assets(standard), _lines.claims(standard)
        count = max(len(left_rows), len(right_rows))
        height = min(5.0, 158 / (count + 1))
        body.table(left, top + 2, (w - 2 * left) / 2, left_rows, "资　　产", count, height, 1)
        y = body.table(
            left + (w - 2 * left) / 2,
            top + 2,
            (w - 2 * left) / 2,
            right_rows,
            "负债和所有者权益",
            count,
            height,
            1 + count,
        )
    else:
        first, second = _lines.assets(standard), _lines.claims(standard)
        y = body.table(left, top + 4, w - 2 * left, first, "资　　产", len(first), 6.6, 1)
        s.text(w / 2, y + 6, "第1页 共2页", 8, look.font, align="c")
        back = body.s = Sheet(210, 297)
        _top(back, name, books, look, 20.0, left)
        y = body.table(left, 24, w - 2 * left, second, "负债和所有者权益", len(second), 6.0, len(first) + 1)
        _foot(back, y + 8, head, rng, left, w - left)
    if look.beside:
        _foot(s, min(y + 6, s.height - 4), head, rng, left, w - left)
    if look.seal:
        s.stamp(_seals.round_seal(name, rng=rng), left + 38, top + rng.uniform(-2, 3), 38)
    paper = Paper("balance_sheet", f"bs{books.year}", v, {"lines": truth})
    paper.sheets = [s] if back is None else [s, back]
    return paper


def _top(s: Sheet, name: str, books: Books, look: Look, top: float, left: float) -> None:
    """A continuation page's head: title, company, date and unit once more."""
    s.text(s.width / 2, top - 6, "资产负债表（续）", 14, "hei", align="c")
    s.text(left, top, f"编制单位:{name}", 9, look.font)
    s.text(s.width / 2 + 14, top, f"{books.year}年12月31日", 9, look.font, align="c")
    s.text(s.width - left, top, f"单位:{'万元' if look.ten_thousand else '元'}", 9, look.font, align="r")


class _Body:
    """The ruled table of a statement."""

    def __init__(
        self,
        s: Sheet,
        look: Look,
        values: dict[str, tuple[Decimal, Decimal]],
        heads: tuple[str, str],
        table: str,
        columns: tuple[str, str] = ("ending", "opening"),
    ) -> None:
        self.s, self.look, self.values, self.heads, self.name, self.columns = s, look, values, heads, table, columns

    def table(
        self,
        x: float,
        y: float,
        width: float,
        rows: list[tuple[str | None, str]],
        title: str,
        count: int,
        height: float,
        first: int,
    ) -> float:
        look, number = self.look, 9.0 if self.look.numbers else 0.0
        label = (width - number) * (0.42 if look.beside else 0.5)
        value = (width - number - label) / 2
        widths = [label, *([number] if number else []), value, value]
        order = [0, 1] if not look.prior_first else [1, 0]
        points = min(look.points, (height - 0.7) / 0.3528 / 1.25)
        longest = max(_fonts.advance(look.font, "　" + text) for _, text in rows)
        points = max(min(points, (label - 1.8) / longest / 0.3528), 5.5)
        heads = [self.heads[1], self.heads[0]]
        cells = [
            Cell(title, None, "c"),
            *([Cell("行次", None, "c")] if number else []),
            *(Cell(heads[i], None, "c") for i in order),
        ]
        y = self.s.row(x, y, widths, cells, points, look.font, 0.8, height, slack=0.3)
        for i in range(count):
            key, text = rows[i] if i < len(rows) else (None, "")
            pair = self.values.get(key or "", (Decimal(0), Decimal(0)))
            total = bool(key) and "total" in str(key)
            face = "hei" if total and look.font == "song" else None
            figures = [
                Cell(shown(pair[j], look) if key else "", f"{self.name}[{key}].{self.columns[j]}" if key else None, "r")
                for j in order
            ]
            name = text if not key or total or not look.beside or text[:1] in "一二三四五六减加　" else "　" + text
            line = str(first + i) if text and not (key is None and text.endswith("：")) else ""
            y = self.s.row(
                x,
                y,
                widths,
                [Cell(name, font=face), *([Cell(line, None, "c")] if number else []), *figures],
                points,
                look.font,
                0.8,
                height,
                slack=0.3,
            )
        return y


def income_statement(name: str, head: str, books: Books, look: Look, rng: random.Random) -> Paper:
    """The income statement of `books.year`."""
    standard, rows = books.standard, _lines.income(books.standard)
    truth = [
        {
            "key": k,
            "label": label,
            "current": _truth(books.income[k][0], look),
            "prior": _truth(books.income[k][1], look),
        }
        for k, label in rows
        if k
    ]
    v: dict[str, object] = {
        "company_name": name,
        "period_start": f"{books.year}-01-01",
        "period_end": f"{books.year}-12-31",
        "unit": "ten_thousand_yuan" if look.ten_thousand else "yuan",
        "standard": standard,
    }
    s, left = Sheet(210, 297), rng.choice((20.0, 26.0))
    s.text(105, 26, rng.choice(("利 润 表", "利润表")), 17, "hei", align="c")
    s.text(210 - left, 33, "会小企02表" if standard == "small_enterprise" else "会企02表", 8.5, look.font, align="r")
    end = s.text(left, 40, rng.choice(("编制单位:", "单位名称:")), 9.5, look.font)
    s.text(end, 40, name, 9.5, look.font, mark="company_name")
    s.text(118, 40, rng.choice((f"{books.year}年度", f"{books.year}年1-12月")), 9.5, look.font, mark="period_end")
    s.mark("period_start", s.marks["period_end"])
    s.text(210 - left, 40, f"单位:{'万元' if look.ten_thousand else '元'}", 9.5, look.font, align="r", mark="unit")
    heads = ("上年金额", "本年累计金额") if standard == "small_enterprise" else ("上期金额", "本期金额")
    look = Look(look.font, look.prior_first, look.numbers, False, look.zero, look.ten_thousand, 9.2, look.seal)
    body = _Body(s, look, books.income, heads, "lines", ("current", "prior"))
    y = body.table(left, 43, 210 - 2 * left, rows, "项　　　目", len(rows), min(8.0, 215 / (len(rows) + 1)), 1)
    _foot(s, y + 8, head, rng, left, 210 - left)
    if look.seal:
        s.stamp(_seals.round_seal(name, rng=rng), 150, y + rng.uniform(-8, 8), 40)
    paper = Paper("income_statement", f"is{books.year}", v, {"lines": truth})
    paper.sheets = [s]
    return paper
