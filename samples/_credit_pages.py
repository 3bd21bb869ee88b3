"""The sheets of a drawn credit report: running heads, headings, tables that go on to the next sheet."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from samples import _data, _ruled
from samples._credit_loans import Loan
from samples._data import Company
from samples._draw import Sheet
from samples._ruled import Grid, Item


@dataclass(frozen=True)
class Look:
    """How a report is set. `loans` is rows, block (captions and values in turn) or pairs (caption beside value)."""

    grid: Grid
    loans: str
    facts: str
    repeat: bool
    left: float
    number_head: bool
    watermark: bool
    unit: str
    joined: bool


class Pages:
    """One report's sheets while they are drawn."""

    def __init__(self, rng: random.Random, c: Company, day: date, loans: list[Loan], look: Look, second: bool) -> None:
        self.rng, self.c, self.day, self.loans, self.look, self.second = rng, c, day, loans, look, second
        self.open = [x for x in loans if not x.settled]
        self.number = (
            f"{day:%Y%m%d}{_data.digits(rng, 14)}"
            if second
            else f"{rng.choice('BBC')}{day:%Y%m%d}{_data.digits(rng, 11)}"
        )
        self.edition = rng.choice(
            ("自主查询版", "授信机构版", "银行版") if second else ("银行版", "自主查询版", "银行版")
        )
        self.sheets: list[Sheet] = []
        self.v: dict[str, object] = {}
        self.guarantees: list[tuple[str, Decimal, Decimal]] = []
        self._turn()

    @property
    def width(self) -> float:
        """Width of the tables."""
        return 210 - 2 * self.look.left

    def _turn(self) -> None:
        self.s, self.y = Sheet(210, 297), 20.0
        self.sheets.append(self.s)
        if self.look.watermark:
            for y in (90, 170, 250):
                self.s.text(105, y, rng_text(self.rng), 30, "hei", (226, 226, 230), align="c")
        if self.look.number_head or len(self.sheets) == 1:
            label = "NO." if self.second else "报告编号:"
            end = self.s.text(199 - self.look.left + 10, 12, self.number, 7.5, "song/times", align="r")
            wide = self.s.ops[-1]
            x0 = getattr(wide, "x", end - 40)
            self.s.text(x0 - 1, 12, label, 7.5, self.look.grid.font, align="r")
            if len(self.sheets) == 1:
                self.s.mark("report_number", (end - 38, 9.0, end, 12.6))

    def money(self, amount: Decimal) -> str:
        """An amount in the report's unit."""
        return f"{amount / (10000 if self.look.unit == '万元' else 1):,.2f}"

    def heading(self, text: str, points: float = 11, align: str = "c", room: float = 24) -> None:
        """A heading; a new page when little room is left."""
        if self.y + room > 280:
            self._turn()
        self.y += 6.5
        x = self.s.width / 2 if align == "c" else self.look.left
        self.s.text(x, self.y, text, points, "hei", align=align)
        self.y += 2.5

    def text(self, text: str) -> None:
        """A paragraph."""
        if self.y > 268:
            self._turn()
        self.y = self.s.paragraph(self.look.left, self.y + 4, self.width, text, 8, self.look.grid.font, 1.5, indent=2)

    def rows(self, shares: Sequence[float], rows: Sequence[Sequence[Item]], heads: int = 1, keep: int = 1) -> None:
        """A table; `keep` rows stay on one page together."""
        widths = [self.width * w / sum(shares) for w in shares]
        grid = self.look.grid
        if len(shares) > 8:
            grid = replace(grid, points=min(grid.points, 9.2 - 0.22 * len(shares)), pad=0.5)
        for i, items in enumerate(rows):
            high = _ruled.height(grid, widths, items)
            starts = (i - heads) % keep == 0 if i >= heads else i == 0
            if self.y + high * (keep if starts else 1) > 280 or (i < heads and i == 0 and self.y > 262):
                self._turn()
                if self.look.repeat and i >= heads:
                    for head in rows[:heads]:
                        self.y = _ruled.row(self.s, grid, self.look.left, self.y, widths, head, "head")
            kind = "head" if i < heads else "last" if i == len(rows) - 1 else "body"
            self.y = _ruled.row(self.s, grid, self.look.left, self.y, widths, items, kind)

    def facts(self, pairs: Sequence[tuple[str, str, str | None]]) -> None:
        """Labels and values: side by side in cells, over one another, or as lines of text."""
        look = self.look
        if look.facts == "lines":
            for label, value, mark in pairs:
                if self.y > 276:
                    self._turn()
                self.y += 5.6
                end = self.s.text(look.left + 4, self.y, label + ":", 8.6, look.grid.font)
                self.s.text(end + 1, self.y, value, 8.6, look.grid.font, mark=mark)
            return
        if look.facts == "head":
            for i in range(0, len(pairs), 4):
                part = [*pairs[i : i + 4]]
                part += [("", "", None)] * (4 - len(part))
                rows = [[Item(a, None, "c") for a, _, _ in part], [Item(b, m, "c") for _, b, m in part]]
                self.rows([1, 1, 1, 1], rows)
            return
        columns = 1 if len(pairs) > 5 and self.rng.random() < 0.25 else 2
        flat = [(Item(a, None, "c"), Item(b, m)) for a, b, m in pairs]
        while len(flat) % columns:
            flat.append((Item(), Item()))
        rows = [[x for pair in flat[i : i + columns] for x in pair] for i in range(0, len(flat), columns)]
        self.rows([2, 4] * columns, rows, heads=0)


def rng_text(rng: random.Random) -> str:
    """Words of a watermark."""
    return rng.choice(("征信中心", "仅供本机构使用", "CREDIT REPORT", "自主查询"))
