"""Pages that fill from top to bottom with headings, tables and boxes of facts, as printed reports do."""

from __future__ import annotations

from decimal import Decimal

from samples._draw import Cell, Sheet


class Flow:
    """Pages of A4; `s` is the current sheet and `y` where it is filled to, in millimetres."""

    def __init__(self, number: str, font: str, head: str) -> None:
        self.sheets: list[Sheet] = []
        self.number, self.font, self.head = number, font, head
        self._turn()

    def _turn(self) -> None:
        self.s, self.y = Sheet(210, 297), 24.0
        self.sheets.append(self.s)
        self.s.text(192, 13, f"{self.head}{self.number}", 7.5, self.font, align="r")

    def room(self, height: float) -> None:
        """Turn the page when less than `height` is left."""
        if self.y + height > 278:
            self._turn()

    def heading(self, text: str, points: float = 12, align: str = "c") -> None:
        """Print a heading."""
        self.room(24)
        self.y += 7
        self.s.text(105 if align == "c" else 18, self.y, text, points, "hei", align=align)
        self.y += 3

    def table(self, widths: list[float], rows: list[list[Cell]], heads: int = 1, points: float = 8.2) -> None:
        """Print a table; its first `heads` rows come again on a new page."""
        scale = 174 / sum(widths)
        widths = [w * scale for w in widths]
        for i, row in enumerate(rows):
            if self.y > 268:
                self._turn()
                for head in rows[:heads]:
                    self.y = self.s.row(18, self.y, widths, head, points, self.font, shade=(232, 238, 244))
            shade = (232, 238, 244) if i < heads else None
            self.y = self.s.row(18, self.y, widths, row, points, self.font, 1.1, 6.4, shade=shade)

    def facts(self, rows: list[tuple[str, str, str | None]], columns: int = 2) -> None:
        """Label-value boxes, so many pairs a row."""
        pairs = [(Cell(a, None, "c"), Cell(b, m)) for a, b, m in rows]
        while len(pairs) % columns:
            pairs.append((Cell(), Cell()))
        self.table(
            [30, 57] * columns,
            [[x for pair in pairs[i : i + columns] for x in pair] for i in range(0, len(pairs), columns)],
            heads=0,
        )

    def finish(self) -> list[Sheet]:
        """Number the pages."""
        for i, s in enumerate(self.sheets, 1):
            s.text(105, 288, f"第 {i} 页 / 共 {len(self.sheets)} 页", 7.5, self.font, align="c")
        return self.sheets


def cells(*texts: str, align: str = "c") -> list[Cell]:
    """Unmarked table cells."""
    return [Cell(t, None, align) for t in texts]


def wan(amount: Decimal) -> str:
    """An amount in ten thousand yuan."""
    return f"{amount / 10000:,.2f}"


def paragraph(flow: Flow, text: str) -> float:
    """Print a paragraph in the flow; the y below it."""
    return flow.s.paragraph(18, flow.y + 4, 174, text, 8.6, flow.font, 1.5, indent=2)
