"""Detail balance lists (往来明细表, 明细余额表): one row a customer, supplier or detail account.

Opening + debit - credit = closing for accounts of debit nature; a balance without 方向 stands on the side that this makes
right for most rows, a negative one on the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _book_sums
from extractors._book_columns import Layout, plain
from extractors._book_rows import BookRow
from extractors._book_sums import Equation, Verdict, words
from extractors._columns import SKIP
from extractors._trial_columns import SIDE, kind_of
from schemas.core import ABSENT, FieldValue, Row

COLUMNS = tuple(f"{part}_{side}" for part in ("opening", "period", "closing") for side in ("debit", "credit"))

_PARTY = re.compile(
    r"(?:往来单位|往来户|往来|客户|供应商|单位|核算项目|辅助核算|债务人|债权人|对方单位|项目|明细(?:科目|项目)?|供货单位)(?:名称|全称)?"
)
_CODE = re.compile(r"(?:往来单位|往来|客户|供应商|单位|核算项目|项目|明细)(?:编[码号]|代码)")
_ACCOUNT_CODE = re.compile(r"(?:会计)?科目(?:编[码号]|代码)")
_ACCOUNT = re.compile(r"(?:会计|总账)?科目(?:名称)?")
_SKIPPED = re.compile(
    r"序号|行次|备注|款项性质|性质|内容|账龄|币种|币别|.*原币|.*外币|业务员|部门|数量|比例|占比|.*率|电话|摘要|发生时间|发生日期"
)
_BARE = re.compile(r"(?:期末|账面|结存)?(?:余额|金额|数|结存)")


def _role(text: str) -> str | None:
    core = plain(text)
    for role, pattern in (
        ("account_code", _ACCOUNT_CODE),
        (SKIP, _CODE),
        ("account_name", _ACCOUNT),
        ("counterparty", _PARTY),
        (SKIP, _SKIPPED),
    ):
        if pattern.fullmatch(core):
            return role
    kind = kind_of(text)
    if kind is not None and kind.startswith("ytd"):
        return SKIP if "_" in kind else None
    if kind is not None and "_" in kind:
        return kind
    return None


def _group(text: str) -> str | None:
    if _role(text) is not None:
        return None
    kind = kind_of(text)
    return kind if kind in ("opening", "closing", "period", "ytd") else None


def _part(text: str) -> str | None:
    if _role(text) is not None:
        return None
    kind = kind_of(text)
    if kind in ("debit", "credit"):
        return kind
    if kind == SIDE:
        return SIDE
    return "balance" if kind == "amount" or _BARE.fullmatch(plain(text)) else None


def _is_amount(role: str) -> bool:
    return role in ("balance", "debit", "credit", "opening", "closing", "period", "ytd") or (
        "_" in role and role.rpartition("_")[2] in ("debit", "credit", "balance")
    )


def _good(roles: frozenset[str]) -> bool:
    return "counterparty" in roles and any(r.startswith("closing") or r == "balance" for r in roles)


LAYOUT = Layout(_role, _good, _is_amount, _group, _part)


def entries_of(rows: Sequence[BookRow]) -> list[BookRow]:
    """The rows, their columns under the names of the package: `balance` alone is the closing one."""
    for row in rows:
        for old, new in (
            ("debit", "period_debit"),
            ("credit", "period_credit"),
            ("balance", "closing_balance"),
            ("opening", "opening_balance"),
            ("closing", "closing_balance"),
        ):
            if old in row.cells:
                row.cells[new] = row.cells.pop(old)
            if old in row.doubts:
                row.doubts[new] = row.doubts.pop(old)
    return list(rows)


def table(
    rows: Sequence[BookRow], contexts: Sequence[dict[str, FieldValue]], size: Decimal, extractor: str
) -> tuple[Row, ...]:
    """Every row of a counterparty or detail account."""
    signed = _signed(rows)
    verdict = _judged(rows, signed)
    return tuple(
        _row(row, i, contexts[i], signed, verdict, size, extractor) for i, row in enumerate(rows) if is_member(row)
    )


def is_member(row: BookRow) -> bool:
    """Whether a row is a counterparty's: named, with an amount, no total."""
    return (
        not _book_sums.is_total(row)
        and bool(row.text("counterparty") or row.text("account_name"))
        and any(_is_amount(r) for r in row.cells)
    )


def _mark(row: BookRow, part: str) -> str:
    """The side printed beside a balance, or the row's only one."""
    own = row.text(f"{part}_{SIDE}")
    marks = sorted(row.cells.get(SIDE, ()), key=lambda f: f.x0)
    amount = row.cells.get(f"{part}_balance")
    if not own and marks and amount:
        before = [m for m in marks if m.x0 < amount[0].x0]
        own = before[-1].text if before else marks[0].text if part == "closing" else ""
    return re.sub(r"\W|方", "", own)[:1]


def _signed(rows: Sequence[BookRow]) -> dict[tuple[int, str], Decimal]:
    """Every amount by cell; single balances signed by their side, debit positive."""
    found: dict[tuple[int, str], Decimal] = {}
    natural = _natural(rows)
    for i, row in enumerate(rows):
        for role in row.cells:
            amount = row.amount(role) if _is_amount(role) else None
            if amount is None:
                continue
            if role.endswith("_balance"):
                mark = _mark(row, role.removesuffix("_balance"))
                side = {"借": 1, "贷": -1, "平": 0}.get(mark, natural)
                amount = amount * side if side or not amount else amount
            found[(i, role)] = amount
    return found


def _natural(rows: Sequence[BookRow]) -> int:
    """+1 for accounts of debit nature, -1 for those of credit nature, 0 when nothing tells."""
    votes = told = 0
    for row in rows:
        opening, closing = row.amount("opening_balance") or Decimal(0), row.amount("closing_balance")
        move = (row.amount("period_debit") or Decimal(0)) - (row.amount("period_credit") or Decimal(0))
        if closing is None or not move:
            continue
        votes += (opening + move == closing) - (opening - move == closing)
        told += 1
    return 0 if not told or not votes else 1 if votes > 0 else -1


_SIGNS = (
    ("opening_balance", 1),
    ("opening_debit", 1),
    ("opening_credit", -1),
    ("period_debit", 1),
    ("period_credit", -1),
    ("closing_balance", -1),
    ("closing_debit", -1),
    ("closing_credit", 1),
)


def _judged(rows: Sequence[BookRow], signed: dict[tuple[int, str], Decimal]) -> Verdict:
    """Rows lead from opening to closing, counterparties add up to the totals."""
    roles = [r for r, _ in _SIGNS if any((i, r) in signed for i in range(len(rows)))]
    equations: list[Equation] = []
    if any(r.startswith("period") for r in roles) and any(r.startswith("opening") for r in roles):
        equations = [tuple(((i, r), s) for r, s in _SIGNS) for i in range(len(rows))]
    equations += _book_sums.totals(rows, is_member, roles, signed)
    return _book_sums.judge(equations, signed, rows)


def _row(
    row: BookRow,
    i: int,
    context: dict[str, FieldValue],
    signed: dict[tuple[int, str], Decimal],
    verdict: Verdict,
    size: Decimal,
    extractor: str,
) -> Row:
    def named(role: str) -> FieldValue:
        own = words(row, role, extractor)
        return own if own.value is not None else context.get(role, ABSENT)

    amounts = {role: _book_sums.value(row, (i, role), verdict, extractor, size) for role in COLUMNS}
    for part in ("opening", "closing"):
        role = f"{part}_balance"
        if role in row.cells and (i, role) in signed:
            amounts |= _on_side(row, i, part, signed[(i, role)], verdict, size, extractor)
    return {
        "account_code": named("account_code"),
        "account_name": named("account_name"),
        "counterparty": named("counterparty"),
        **amounts,
    }


def _on_side(
    row: BookRow, i: int, part: str, signed: Decimal, verdict: Verdict, size: Decimal, extractor: str
) -> dict[str, FieldValue]:
    """A single balance on the side where it belongs; one whose side nothing tells waits for a person."""
    role, mark = f"{part}_balance", _mark(row, part)
    read = row.amount(role) or Decimal(0)
    known = mark in tuple("借贷平") or (i, role) in verdict.held or not read
    value = _book_sums.value(row, (i, role), verdict, extractor, size, None if known else "side_unknown")
    side = "credit" if mark == "贷" or (mark != "借" and signed < 0) else "debit"
    if mark not in ("借", "贷") and read < 0 and isinstance(value.value, Decimal):
        value = value.model_copy(update={"value": abs(value.value)})
    return {f"{part}_{side}": value}
