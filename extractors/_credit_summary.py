"""The sums that a credit report prints: number and balance of what is owed, by class, recovered, interest overdue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors import _credit_captions as wordings
from extractors import _credit_values as values
from extractors._captions import Caption, without_unit
from extractors._tables import PageTables, Record
from extractors._tables_grid import Grid, GridCell, Piece
from extractors._view import Span, squeeze
from schemas.core import FieldValue, Plain

_TOTALS = ("outstanding_count", "outstanding_balance")
_NUMBER = re.compile(r"-?[\d,.]+")
_TOTAL = re.compile(r"^(?:合计|总计|总合计|小计)$")
_GROUP = re.compile(r"正常|关注|不良|合计|总计")
_BARE_BALANCE = re.compile(r"余额(?:/余额)*")
_NOT_OWED = re.compile(wordings.SETTLED.pattern + "|担保|相关还款责任")
_COUNT = re.compile(r"笔数|账户数")
_SENTENCES = {
    "outstanding_balance": r"(?:当前负债余额|未结清(?:贷款|信贷)?(?:业务)?余额|负债余额合计)(?:合计|共计|总计)?为?:?",
    "non_performing_balance": r"不良(?:类)?(?:和违约)?负债余额为?:?",
    "attention_balance": r"关注类(?:负债)?余额为?:?",
}
_SENTENCE_COUNT = re.compile(r"未结清[^。;]{0,14}?(?<!\d)(\d{1,3})笔")


@dataclass(frozen=True)
class _Figure:
    """A number of a table of sums, with the titles of its row and of its column (all levels)."""

    row: str
    column: str
    unit: str | None
    cell: GridCell


def sums_of(pages: Sequence[PageTables], records: Sequence[Record], money_of: values.Money) -> dict[str, FieldValue]:
    """The sums; what a report of its kind need not print is absent when its caption is nowhere."""
    figures = [f for grid, over in _grids_of_sums(pages) for f in _figures(grid, over)]
    total = _total_row(figures)
    found: dict[str, list[values.Candidate]] = {
        name: []
        for name in (
            "outstanding_count", "outstanding_balance", "attention_balance", "non_performing_balance",
            "recourse_balance", "overdue_interest",
        )
    }  # fmt: skip
    _from_figures(found, figures, total, money_of)
    _from_pairs(found, pages, records, money_of)
    _from_sentences(found, pages, money_of)
    sums = {
        name: values.settle(candidates, required=name.startswith("outstanding")) for name, candidates in found.items()
    }
    total_balance = sums["outstanding_balance"]
    return {name: value if name in _TOTALS else _alike(value, total_balance) for name, value in sums.items()}


def _alike(part: FieldValue, total: FieldValue) -> FieldValue:
    """A balance printed with other decimals than the total is another column's number; one above it cannot be."""
    if not (isinstance(part.value, Decimal) and isinstance(total.value, Decimal)):
        return part
    if values.decimals(part) != values.decimals(total) or part.value > total.value:
        return values.doubted(part, "unlike_its_total")
    return part


def _grids_of_sums(pages: Sequence[PageTables]) -> Iterator[tuple[Grid, list[Piece]]]:
    """Grids with columns for numbers of accounts and for balances, in parts about what is owed; with the text just above."""
    heading = ""
    for page in pages:
        rows = [("".join(p.text for p in row), min(p.box.top for p in row)) for row in page.free]
        for grid in page.grids:
            above = [t for t, top in rows if top < grid.box.top and wordings.HEADING.match(t)]
            heading = above[-1] if above else heading
            texts = [t for row in grid.texts for t in row]
            counted = any(_COUNT.search(without_unit(t)[0]) for t in texts) and any("余额" in t for t in texts)
            if counted and not _NOT_OWED.search(heading):
                yield grid, [p for row in page.free for p in row if _just_above(p, grid)]


def _just_above(piece: Piece, grid: Grid) -> bool:
    return -1 <= (grid.box.top - piece.box.middle_y) / piece.box.height < 3


def _figures(grid: Grid, above: list[Piece]) -> Iterator[_Figure]:
    """Every number of the grid with its titles; rows above the first number are titles.

    Without rulings the titles of groups of columns stand outside of the grid, each over the middle of its group.
    A balance without a class in its title has that of the number of accounts to its left.
    """
    groups = [] if grid.ruled else [p for p in above if _GROUP.search(p.text)]
    titles: list[GridCell] = []
    for row in grid.rows:
        numbers = [c for c in row if _NUMBER.fullmatch(c.text)]
        if not numbers:
            titles += [c for c in row if c.text]
            continue
        name = next((c.text for c in row if c.text and not _NUMBER.fullmatch(c.text)), "")
        counted: tuple[int, str] | None = None
        for cell in numbers:
            over = [
                t.text
                for t in titles
                if t.column < cell.column + cell.column_span and cell.column < t.column + t.column_span
            ]
            if groups:
                x = cell.pieces[0].box.middle_x
                over.append(min(groups, key=lambda p: abs(p.box.middle_x - x)).text)
            units = [unit for t in over if (unit := without_unit(squeeze(t))[1])]
            column = "/".join(over)
            if _COUNT.search(column):
                counted = (cell.column + cell.column_span, column)
            elif counted and counted[0] == cell.column and _BARE_BALANCE.fullmatch(without_unit(squeeze(column))[0]):
                column = f"{_COUNT.sub('', counted[1])}/{column}"
            yield _Figure(name, column, units[-1] if units else None, cell)


def _total_row(figures: list[_Figure]) -> list[_Figure]:
    """The figures of the row of totals; of the only row when there is one."""
    totals = [f for f in figures if _TOTAL.match(f.row)]
    if totals:
        return [f for f in totals if f.cell.row == totals[0].cell.row and f.cell.page == totals[0].cell.page]
    rows = {(f.cell.page, f.cell.row, f.row) for f in figures}
    return figures if len(rows) == 1 else []


def _from_figures(
    found: dict[str, list[values.Candidate]], figures: list[_Figure], total: list[_Figure], money_of: values.Money
) -> None:
    counts = [f for f in total if _COUNT.search(f.column)]
    balances = [f for f in total if "余额" in f.column]
    for name, group in (("outstanding_count", counts), ("outstanding_balance", balances)):
        whole = [f for f in group if re.search(r"合计|总计", f.column)] or (group if len(group) == 1 else [])
        for figure in whole[-1:]:
            _add(found[name], figure.cell.span, figure.unit, money_of, "sums", whole_number=name.endswith("count"))
    for name, title in (("attention_balance", "关注"), ("non_performing_balance", "不良")):
        for figure in [f for f in balances if title in f.column][:1]:
            _add(found[name], figure.cell.span, figure.unit, money_of, "sums")
    for name, title in (("overdue_interest", "欠息"), ("recourse_balance", "追偿")):
        for figure in [f for f in figures if title in f.row and "余额" in f.column][-1:]:
            _add(found[name], figure.cell.span, figure.unit, money_of, "sums")


_PAIRED = {
    "balance": "outstanding_balance",
    "debt_balance": "outstanding_balance",
    "recourse_balance": "recourse_balance",
    "attention_balance": "attention_balance",
    "non_performing_balance": "non_performing_balance",
    "overdue_interest": "overdue_interest",
}


def _from_pairs(
    found: dict[str, list[values.Candidate]],
    pages: Sequence[PageTables],
    records: Sequence[Record],
    money_of: values.Money,
) -> None:
    """Captions with their number beside them; of two on one page the left one speaks of borrowing, the right of guarantees."""
    for page in pages:
        lending = "借贷交易" in page.view.text
        best: dict[str, tuple[float, Caption, Span]] = {}
        for caption, span in _pairs(page):
            name = _PAIRED.get(caption.key)
            if name is None or (caption.key == "balance" and not lending):
                continue
            if name not in best or span.box.x0 < best[name][0]:
                best[name] = (span.box.x0, caption, span)
        for name, (_, caption, span) in best.items():
            _add(found[name], span, caption.unit, money_of, "pair")
    for record in records:
        for key in _PAIRED.keys() - {"balance"}:
            entry = record.entries.get(key)
            if entry and not entry.paired and not found[_PAIRED[key]] and "lender" not in record.headed:
                _add(found[_PAIRED[key]], entry.cell.span, entry.unit or record.unit, money_of, "column")


def _pairs(page: PageTables) -> Iterator[tuple[Caption, Span]]:
    """Captions of sums and the number right of them, in grids and in free rows."""
    rows: list[list[tuple[str, Span]]] = [
        [(c.text, c.span) for c in row if c.text] for g in page.grids for row in g.rows
    ]
    rows += [[(p.text, Span(p.page, p.chars)) for p in row] for row in page.free]
    for row in rows:
        for (label, _), (number, span) in zip(row, row[1:], strict=False):
            caption = wordings.CAPTIONS.match(label)
            if caption and _NUMBER.fullmatch(number.removesuffix("万元").removesuffix("元")):
                yield caption, span


def _from_sentences(
    found: dict[str, list[values.Candidate]], pages: Sequence[PageTables], money_of: values.Money
) -> None:
    for page in pages:
        for name, pattern in _SENTENCES.items():
            for match in page.view.find(pattern + r"(?P<n>\d[\d,.]*\d(?:百万元|万元|元))"):
                _add(found[name], page.view.span_of(match, "n"), None, money_of, "sentence")
        if not found["outstanding_count"]:
            for match in page.view.find(_SENTENCE_COUNT):
                _add(
                    found["outstanding_count"],
                    page.view.span_of(match, 1),
                    None,
                    money_of,
                    "sentence",
                    whole_number=True,
                )


def _add(
    into: list[values.Candidate],
    span: Span,
    unit: str | None,
    money_of: values.Money,
    method: str,
    whole_number: bool = False,
) -> None:
    read = values.whole(span) if whole_number else values.amount(span, unit, money_of)
    value: Plain | None = read.value
    if value is None:
        return
    how = read.evidence.method.split("+")[-1] if read.evidence else ""
    into.append(values.Candidate(value, span, read.confidence if read.reason else span.sureness, f"{method}+{how}"))
