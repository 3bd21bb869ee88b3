"""Rows of a bank statement, from paper or from a sheet, as cells by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors._captions import Caption, Captions
from extractors._tables import Record, read_pages, records
from extractors._tables_grid import Piece, in_order
from extractors._tables_open import looks_like, visual_rows
from extractors._values import Place
from extractors._view import PageView, Span, squeeze, tidy
from schemas.core import Cell, Table, TextSource

CAPTIONS = Captions(
    {
        "date": ("交易日期", "日期", "交易日", "业务日期", "交易时间", "交易日期时间", "发生日期"),
        "booked": ("记账日期", "记帐日期", "入账日期", "入帐日期", "记账日", "记账时间", "入账时间"),
        "summary": ("摘要", "交易摘要", "摘要说明", "业务摘要", "摘要信息"),
        "purpose": ("用途", "附言", "备注", "交易附言", "用途/附言", "摘要/用途", "用途/摘要", "交易备注", "交易用途"),
        "type": ("交易类型", "业务类型", "交易种类", "交易名称"),
        "counterparty": (
            "对方户名",
            "对方名称",
            "对方账户名称",
            "对方帐户名称",
            "对方账户名",
            "对方单位",
            "对方单位名称",
            "对方户名/名称",
            "交易对手",
            "交易对手名称",
            "交易对手户名",
            "对手户名",
            "对手名称",
            "收付款人名称",
            "收(付)款人名称",
            "收/付方名称",
            "收付方名称",
            "对方姓名",
        ),
        "debit": (
            "借方发生额",
            "借方金额",
            "借方",
            "借方发生金额",
            "支出",
            "支出金额",
            "转出金额",
            "付款金额",
            "支取",
            "支取金额",
            "付方金额",
            "借方交易金额",
            "转出",
            "借方发生额/支出",
            "支出/借方",
        ),
        "credit": (
            "贷方发生额",
            "贷方金额",
            "贷方",
            "贷方发生金额",
            "收入",
            "收入金额",
            "转入金额",
            "收款金额",
            "存入",
            "存入金额",
            "收方金额",
            "贷方交易金额",
            "转入",
            "贷方发生额/收入",
            "收入/贷方",
        ),
        "amount": ("交易金额", "发生额", "金额", "发生金额", "交易发生额"),
        "mark": ("借贷标志", "借贷", "借/贷", "收支", "收/支", "借贷方向", "收支标志", "交易方向", "借贷标识", "方向"),
        "balance": (
            "余额",
            "账户余额",
            "帐户余额",
            "账面余额",
            "本次余额",
            "当前余额",
            "交易后余额",
            "联机余额",
            "本次账户余额",
        ),
        "account": ("对方账号", "对方帐号", "对方账户", "对手账号", "交易对手账号", "收(付)款人账号", "收/付方账号"),
        "bank": ("对方行名", "对方开户行", "对方银行", "对方开户银行", "交易对手开户行", "对方开户机构"),
        "number": (
            "流水号",
            "交易流水号",
            "流水",
            "序号",
            "凭证号",
            "凭证号码",
            "凭证种类",
            "凭证种类/号",
            "凭证",
            "交易流水",
        ),
        "other": ("币种", "柜员号", "交易网点", "网点", "渠道", "交易渠道", "钞汇", "机构号", "交易机构", "现转标志"),
    },
    {"date": "date", "booked": "date"} | dict.fromkeys(("debit", "credit", "amount", "balance"), "amount"),
)

_OWN = Captions(
    {
        "own_number": ("账号", "帐号", "本方账号", "客户账号", "账户", "查询账号"),
        "own_name": ("户名", "账户名称", "本方户名", "本方账户名称", "客户名称", "单位名称"),
    },
    {},
)
"""Columns of exports that repeat the account on every row; on paper these words are captions of the head."""

DATE = re.compile(r"(?:19|20)\d{2}(?:[-./年]\d{1,2}[-./月]\d{1,2}日?|[01]\d[0-3]\d)")


@dataclass(frozen=True)
class Item:
    """One cell's text with its place and the probability of its weakest character; `number` is a sheet's exact value."""

    text: str
    place: Place
    sureness: float
    number: str | None = None
    span: Span | None = None
    doubt: str | None = None


BankRow = dict[str, Item]


def rows_of(views: Sequence[PageView]) -> list[BankRow]:
    """Every row under captions, over all pages; which are bookings is for the caller to say."""
    paper = [v for v in views if v.page.source is not TextSource.SPREADSHEET]
    rows = _paper_rows(paper) if paper else []
    for view in views:
        if view.page.source is TextSource.SPREADSHEET:
            rows += [row for table in view.tables for row in _sheet_rows(view, table)]
    return rows


def _paper_rows(views: Sequence[PageView]) -> list[BankRow]:
    pages = read_pages(views, CAPTIONS, lambda text: False)
    return [
        _with_name_below(dict(row)) if "counterparty" not in record.headed else _items(dict(row))
        for record in records(pages, CAPTIONS, lambda text: False, frozenset())
        for row in _levels(record)
    ]


def _items(row: Mapping[str, Sequence[Piece]]) -> BankRow:
    return {
        key: _of_span(Span(pieces[0].page, tuple(c for p in in_order(pieces) for c in p.chars)))
        for key, pieces in row.items()
    }


def _with_name_below(row: Mapping[str, Sequence[Piece]]) -> BankRow:
    """A row without a column for the other party: what stands under the summary may be their name, which a person decides."""
    items = _items(row)
    for key in ("summary", "purpose"):
        lines = visual_rows(row[key]) if key in row else []
        if len(lines) >= 2:
            below = _items({"counterparty": [p for line in lines[1:] for p in line]})["counterparty"]
            first = _items({key: lines[0]})[key]
            return {
                **items,
                key: replace(first, doubt="row_unclear"),
                "counterparty": replace(below, doubt="row_unclear"),
            }
    return items


def _levels(record: Record) -> list[list[tuple[str, list[Piece]]]]:
    """The record's cells, level by level where several balances stand below each other: a row of one amount joined its neighbour."""
    cells = {key: [p for p in entry.cell.pieces if p.chars] for key, entry in record.entries.items()}
    balances = [p for p in cells.get("balance", []) if looks_like("amount", p.text)]
    levels = sorted({round(p.box.middle_y, 4) for p in balances})
    if len(balances) < 2 or len(levels) != len(balances):
        return [[(key, pieces) for key, pieces in cells.items() if pieces]]
    rows: list[dict[str, list[Piece]]] = [{} for _ in levels]
    for key, pieces in cells.items():
        for piece in pieces:
            nearest = min(range(len(levels)), key=lambda i: abs(levels[i] - piece.box.middle_y))
            rows[nearest].setdefault(key, []).append(piece)
    return [list(row.items()) for row in rows]


def _of_span(span: Span) -> Item:
    return Item(span.text, Place(span.page, span.box), span.sureness, span=span)


def item_of(view: PageView, cell: Cell) -> Item:
    """A sheet's cell."""
    return Item(
        tidy(cell.text), Place(view.index, sheet=view.page.sheet, cell=cell.reference), cell.confidence, cell.number
    )


def _sheet_rows(view: PageView, table: Table) -> Iterator[BankRow]:
    """Rows below the captions; captions that stand again are skipped."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    header: dict[int, Caption] = {}
    for number in sorted(by_row):
        cells = by_row[number]
        captions = {c.column: m for c in cells if (m := CAPTIONS.match(squeeze(c.text))) is not None}
        if len(captions) >= 3 and len(captions) >= 0.5 * len(cells):
            header = _extended(header, captions) if number - 1 in by_row and header else captions
            header = {c.column: m for c in cells if (m := _OWN.match(squeeze(c.text))) is not None} | header
            continue
        if header:
            row: BankRow = {}
            for cell in sorted(cells, key=lambda c: c.column):
                caption = header.get(cell.column)
                if caption is not None and caption.key not in row:
                    row[caption.key] = item_of(view, cell)
            if row:
                yield row


def _extended(header: dict[int, Caption], captions: dict[int, Caption]) -> dict[int, Caption]:
    """Captions on two rows: the lower ones are nearer to the values."""
    return {**header, **captions} if len(header) > len(captions) else captions
