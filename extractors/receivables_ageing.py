"""应收账款账龄表 (receivables by age; 账龄分析表) out of a company's books.

Issuer: the company. A row a customer: balance at a day, its parts by age, often the provision (坏账准备) and whether the
customer is a related party. Layouts seen: 1年以内, 1-2年 … 5年以上; 3个月以内, 3-6个月, 6-12个月; days; a word 账龄 over the ages or
none; the balance before or behind them. Traps: ages in Chinese numerals or with (含1年); shares of the balance among the
columns (left out); 小计 and 合计 rows (no rows of the table, they vouch for the others).
Source: 企业会计准则第37号——金融工具列报 (ageing of receivables), 会计基础工作规范.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _book_rows, _book_sums, _words
from extractors._ages import ROLE, age_of, span_of
from extractors._book_columns import HeadColumn, Layout, find, plain
from extractors._book_head import account_field, heading_of, own_head
from extractors._book_rows import Block, BookRow
from extractors._book_sums import Equation, Key, Verdict, told, words
from extractors._columns import SKIP
from extractors._fragments import fragments
from extractors._statement_head import day_field, owner_field, unit_field, unit_of
from extractors._values import Extraction
from extractors._view import PageView
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row
from standards import money

TITLE_ZH = "应收账款账龄表"
VERSION = "receivables_ageing/1"

BUCKETS = 10
"""Most ages of a table."""

_NAME = re.compile(
    r"(?:客户|往来单位|债务人|欠款单位|对方单位|债务单位|购货单位|欠款人|单位|往来户)(?:名称|全称)?|名称"
)
_BALANCE = re.compile(
    r"(?:期末|年末|本期|账面|其他|应收|预付|[账帐]款|款项?|欠款|合计)*(?:余额|金额|合计|原值)(?:合计)?|(?:其他)?应收[账帐]?款|期末数|合计数?|欠款"
)
_PROVISION = re.compile(r"(?:计提|应计提|已计提|期末)?(?:坏账|减值|信用减值|坏账减值)(?:准备|损失)?(?:金额|余额)?")
_RELATED = re.compile(r"(?:是否)?(?:为)?关联(?:方|关系|企业)?(?:标志|标识)?|与本公司关系")
_NET = re.compile(r"(?:账面)?(?:净额|净值|价值)")
_SKIPPED = re.compile(
    r".*(?:比例|占比|率|期初|年初|编码|编号|代码|序号|备注|说明|电话|联系|负责人|业务员|日期|币种).*|%|本年.*|借方.*|贷方.*"
)


def _role(text: str) -> str | None:
    age = age_of(text)
    if age is not None:
        return age
    words_ = plain(text)
    if _SKIPPED.fullmatch(words_):
        return SKIP
    for role, pattern in (
        ("related_party", _RELATED),
        ("provision", _PROVISION),
        ("net", _NET),
        ("counterparty", _NAME),
        ("balance", _BALANCE),
    ):
        if pattern.fullmatch(words_):
            return role
    return None


def _good(roles: frozenset[str]) -> bool:
    return "counterparty" in roles and sum(r.startswith(ROLE) for r in roles) >= 2


LAYOUT = Layout(
    _role,
    _good,
    lambda role: role in ("balance", "provision", "net") or role.startswith(ROLE),
    spans=lambda text: re.fullmatch(r"其?中?[账帐]龄(?:分[段析布]|情况|结构)?", text) is not None,
)


def recognise(view: PageView) -> float:
    """How surely the page is a table of receivables by age (0..1)."""
    items = fragments(view)
    header = find(items, LAYOUT)
    if header is None:
        return 0.0
    heading = heading_of(items, header.top)
    roles = [c.role for c in header.columns]
    ages = sum(r.startswith(ROLE) for r in roles)
    if re.search(r"应付|预收", heading) or _words.count(_words.page_text(view), (r"审计报告", r"财务报表附注")):
        return 0.2
    titled = "账龄" in heading or "帐龄" in heading
    score = 0.45 + 0.03 * min(ages, 5) + (0.3 if titled else 0.0) + (0.05 if "balance" in roles else 0.0)
    return round(min(0.98, score), 4)


def extract(views: Sequence[PageView]) -> Extraction:
    """The head, every customer with balance and ages, and what the ages are."""
    blocks = _book_rows.read(views, LAYOUT)
    head = own_head(blocks)
    size = money.size_of(unit_of(head) or "元")
    columns = blocks[0].header.columns if blocks else ()
    ages = sorted({c.role for c in columns if c.role.startswith(ROLE)}, key=span_of)[:BUCKETS]
    rows = [row for block in blocks for row in block.rows]
    verdict = _judged(rows, ages)
    sums = [i for i, row in enumerate(rows) if _book_sums.is_total(row)]
    last = sums[-1] if sums else None
    fields = {
        "company_name": owner_field(head, VERSION),
        "account_name": account_field(blocks, VERSION),
        "period_end": day_field(head, 2, VERSION),
        "unit": unit_field(head, VERSION),
        "total_balance": _total(rows, last, "balance", verdict, size),
        "total_provision": _total(rows, last, "provision", verdict, size),
    }
    table = tuple(
        _customer(row, i, ages, verdict, size, doubt=_blank(row)) for i, row in enumerate(rows) if _is_customer(row)
    )
    buckets = tuple(_bucket(_header_of(blocks, age), age, rows, last, verdict, size) for age in ages)
    return Extraction(fields=fields, tables={"receivables": table, "buckets": buckets})


def _is_customer(row: BookRow) -> bool:
    return bool(row.cells) and not _book_sums.is_total(row) and any(LAYOUT.is_amount(r) for r in row.cells)


def _blank(row: BookRow) -> str | None:
    """Amounts of a row whose customer was not read may belong to another row."""
    return None if row.text("counterparty") else "row_unclear"


def _judged(rows: Sequence[BookRow], ages: Sequence[str]) -> Verdict:
    """Ages add up to balances and to wider ages, customers to totals, balances less provisions to what is left."""
    roles = ("balance", "provision", "net", *ages)
    amounts = _book_sums.amounts_of(rows, roles)
    inner = {a: [b for b in ages if b != a and _within(b, a)] for a in ages}
    widest = [a for a in ages if not any(a in parts for parts in inner.values())]
    equations: list[Equation] = []
    for i in range(len(rows)):
        if (i, "balance") in amounts:
            equations.append((*(((i, a), 1) for a in widest), ((i, "balance"), -1)))
        if (i, "net") in amounts:
            equations.append((((i, "balance"), 1), ((i, "provision"), -1), ((i, "net"), -1)))
        equations += [
            (*(((i, b), 1) for b in parts), ((i, a), -1)) for a, parts in inner.items() if parts and (i, a) in amounts
        ]
    equations += _book_sums.totals(rows, _is_customer, roles, amounts)
    return _book_sums.judge(equations, amounts, rows)


def _within(inner: str, outer: str) -> bool:
    (a, b), (c, d) = span_of(inner), span_of(outer)
    return c <= a and b <= d


def _total(rows: Sequence[BookRow], last: int | None, role: str, verdict: Verdict, size: Decimal) -> FieldValue:
    if last is None:
        return ABSENT
    return _book_sums.value(rows[last], (last, role), verdict, VERSION, size)


def _customer(row: BookRow, index: int, ages: Sequence[str], verdict: Verdict, size: Decimal, doubt: str | None) -> Row:
    def amount(role: str) -> FieldValue:
        key: Key = (index, role)
        return _book_sums.value(row, key, verdict, VERSION, size, doubt)

    parts = {f"bucket_{n}": amount(ages[n - 1]) if n <= len(ages) else ABSENT for n in range(1, BUCKETS + 1)}
    return {
        "counterparty": words(row, "counterparty", VERSION) if row.text("counterparty") else NOT_FOUND,
        "balance": amount("balance"),
        **parts,
        "provision": amount("provision"),
        "related_party": _related(row),
    }


def _related(row: BookRow) -> FieldValue:
    """The mark: 是, √ or a relation for a related party, 否, × or 非关联方 for any other."""
    cell = row.cells.get("related_party")
    text = row.text("related_party")
    if not cell or not text:
        return ABSENT
    yes = re.search(r"是|√|[VvYy]|关联|子公司|股东|母公司|控制", text) is not None
    no = re.search(r"否|非|无|[×xXNn]|不", text) is not None
    return told(not no if yes != no or no else None, cell, VERSION)


def _header_of(blocks: Sequence[Block], age: str) -> HeadColumn:
    return next(c for block in blocks for c in block.header.columns if c.role == age)


def _bucket(
    column: HeadColumn, age: str, rows: Sequence[BookRow], last: int | None, verdict: Verdict, size: Decimal
) -> Row:
    start, end = span_of(age)
    assert column.source is not None
    cell = [column.source]
    return {
        "label": told(column.text, cell, VERSION),
        "months_from": told(start, cell, VERSION),
        "months_to": told(end, cell, VERSION) if end < 1000 else ABSENT,
        "total": _total(rows, last, age, verdict, size),
    }


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
