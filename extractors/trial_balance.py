"""科目余额表 (trial balance; 发生额及余额表) out of the company's ledger program.

Issuer: the company's bookkeeping program. Layouts seen: 期初余额, 本期发生额, (本年累计,) 期末余额 over 借方 and 贷方 in two
header rows; one header row; one balance column with 方向; as XLSX, XLS, CSV, print or scan, over several pages with or
without repeated headers. Traps: codes with and without dots, leading blanks, names indented by level, 小计 rows that repeat
a code and 合计 rows (left out: they would count twice), 本年累计 columns (left out).
Source: 会计基础工作规范 (财政部令第98号), 企业会计准则——应用指南 附录 会计科目.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractors import _amounts, _trial_blurred, _trial_columns
from extractors._columns import Assignment
from extractors._fragments import Fragment, fragments
from extractors._mend import Cell, Equation, linear, mend
from extractors._statement_head import Head, day_field, owner_field, read_head, unit_of
from extractors._trial_columns import TrialHeader
from extractors._trial_rows import AccountRow, read_rows
from extractors._values import ACCEPT, Extraction, value_of
from extractors._view import PageView
from schemas.core import ABSENT, FieldValue, Row, Status
from standards import money

TITLE_ZH = "科目余额表"
VERSION = "trial_balance/1"

_TITLES = ("科目余额表", "发生额及余额表", "科目余额汇总表", "试算平衡表", "总账科目余额", "余额表", "科目汇总")
_ACCOUNT = re.compile(
    r"(?:1001|1002|1012|1121|1122|1123|1131|1221|1231|14(?:0[1-8]|11)|1511|160[1-6]|170[12]|1801|1901"
    r"|2001|22(?:0[1-5]|11|21|31|32|41)|2501|2502|2701|400[12]|410[1345]|5001|5101|5301|60[05]1|6111|6301|640[1-3]|660[1-3]"
    r"|6701|6711|6801|6901|5[47]\d1|540[1-3]|560[1-3]|5801)(?:[.\-]?\d{2,3})*"
)
"""Account numbers of the usual charts."""

_COLUMNS = tuple(f"{part}_{side}" for part in ("opening", "period", "closing") for side in ("debit", "credit"))
_PAIRS = (("opening_debit", "opening_credit"), ("period_debit", "period_credit"), ("closing_debit", "closing_credit"))


def recognise(view: PageView) -> float:
    """How surely the page is of this type (0..1)."""
    items = fragments(view)
    header = _trial_columns.find(items)
    heading = "".join(f.squeezed for f in sorted(items, key=lambda f: f.middle_y)[:10])
    titled = any(t in heading for t in _TITLES)
    accounts = len({f.squeezed[:4] for f in items if _ACCOUNT.fullmatch(f.squeezed)})
    roles = {c.role for c in header.columns} if header is not None else set()
    sides = sum(r.endswith(("_debit", "_credit", "_balance")) for r in roles)
    if header is None:
        return _following(items)
    return round(min(0.99, 0.3 + 0.07 * min(sides, 6) + (0.2 if titled else 0.0) + 0.02 * min(accounts, 6)), 4)


def _following(items: Sequence[Fragment]) -> float:
    """How surely a page without a header carries one on: account numbers above each other, amounts beside them."""
    codes = [f for f in items if _ACCOUNT.fullmatch(f.squeezed)]
    if len(codes) < 3:
        return 0.0
    left = sorted(f.x0 for f in codes)[len(codes) // 2]
    column = [f for f in codes if abs(f.x0 - left) < 0.05]
    amounts = [f for f in items if f.is_amount_like and re.search(r"\d[.,]\d\d$", f.squeezed)]
    rows = sum(any(abs(a.middle_y - c.middle_y) < c.height for a in amounts) for c in column)
    if left > 0.25 or rows < 3 or rows < 0.6 * len(codes) or len(amounts) < 2 * rows:
        return 0.0
    return round(min(0.7, 0.5 + 0.02 * rows), 4)


def extract(views: Sequence[PageView]) -> Extraction:
    """The ledger's owner, period and `accounts`."""
    header: TrialHeader | None = None
    places: Assignment | None = None
    above: list[Fragment] = []
    rows: list[AccountRow] = []
    blurred = False
    for view in views:
        items = fragments(view)
        found = _trial_columns.find(items)
        if header is None and (found is None or not _says_codes(found)):
            told = _trial_blurred.header_by_sums(items)
            found, blurred = told or found, told is not None
        header = found or header
        if header is None:
            above += items
            continue
        top = found.bottom if found is not None else -1.0
        above += [f for f in items if found is not None and f.middle_y < found.top and not rows]
        more, places = read_rows(header.columns, [f for f in items if f.middle_y > top], places)
        rows += more
    head = read_head(above)
    fields = {
        "company_name": owner_field(head, VERSION),
        "period_start": day_field(head, 1, VERSION),
        "period_end": day_field(head, 2, VERSION),
    }
    table = _table(rows, head)
    return Extraction(fields=fields, tables={"accounts": tuple(map(_doubted, table)) if blurred else table})


def _doubted(row: Row) -> Row:
    """A row of a page whose headings were lost: which account it is, and what it holds, waits for a person."""
    return {
        name: value.model_copy(update={"status": Status.REVIEW, "reason": "column_unclear"})
        if value.value is not None
        else value
        for name, value in row.items()
    }


def _says_codes(header: TrialHeader) -> bool:
    """Whether the header's first columns were read: one without them has lost others too."""
    return any(c.role == _trial_columns.CODE for c in header.columns)


def _table(rows: Sequence[AccountRow], head: Head) -> tuple[Row, ...]:
    accounts = [r for r in rows if r.code is not None and r.numbers and not r.is_total]
    size = money.size_of(unit_of(head) or "元")
    misread = _misread(rows, accounts)
    sure = _balanced(rows, accounts, misread)
    table: list[Row] = []
    for row in accounts:
        values = {role: ABSENT for role in _COLUMNS}
        values |= {
            role: _value(row, role, f, size, role in sure, mended=misread.get((id(row), role)))
            for role, f in row.numbers.items()
            if role in values
        }
        values |= _by_side(row, size)
        table.append({"account_code": _code(row), "account_name": _name(row), **values})
    return tuple(table)


def _amount(f: Fragment) -> _amounts.Amount | None:
    if f.exact is not None:
        return _amounts.Amount(Decimal(f.exact), 2, False)
    return _amounts.read(f.text)


def _value(
    row: AccountRow,
    role: str,
    f: Fragment,
    size: Decimal,
    sure: bool,
    doubt: str | None = None,
    mended: _amounts.Amount | None = None,
) -> FieldValue:
    amount = mended or _amount(f)
    confidence = f.sureness * (0.9 if amount is not None and amount.repaired else 1.0)
    method = "cell" if f.exact is not None else "column"
    if mended is not None:
        method += "+sum_decoded"
        doubt = doubt or (None if sure else "sum_fails")
    if sure and f.sureness >= 0.35:
        confidence, method = max(confidence, 0.985), f"{method}+sum"
    return value_of(
        amount.value * size if amount is not None else None,
        raw=f.text,
        place=f.place,
        confidence=confidence,
        method=method,
        extractor=VERSION,
        doubt=row.doubts.get(role) or doubt,
        accept=ACCEPT,
    )


def _by_side(row: AccountRow, size: Decimal) -> dict[str, FieldValue]:
    """Balances of one column, put on the side that 方向 names; an unnamed side waits for a person."""
    found: dict[str, FieldValue] = {}
    balances = [
        (role, f) for role, f in sorted(row.numbers.items(), key=lambda p: p[1].x0) if role.endswith("_balance")
    ]
    marks = sorted(row.sides, key=lambda f: f.x0)
    for role, f in balances:
        near = [m for m in marks if m.x0 < f.x1] or marks
        side = near[-1].squeezed[:1].replace("货", "贷") if near else ""
        amount = _amount(f)
        if side == "平" or (not side and amount is not None and amount.value == 0):
            continue
        target = role.removesuffix("_balance") + ("_credit" if side == "贷" else "_debit")
        found[target] = _value(row, role, f, size, False, None if side else "side_unknown")
    return found


def _tops(accounts: Sequence[AccountRow]) -> list[AccountRow]:
    """Accounts that are part of no other."""
    codes = [_plain(r) for r in accounts]
    known = set(codes)
    return [r for r, c in zip(accounts, codes, strict=True) if not any(c[:n] in known for n in range(3, len(c)))]


_Misread = Mapping[tuple[int, str], _amounts.Amount]


def _misread(rows: Sequence[AccountRow], accounts: Sequence[AccountRow]) -> _Misread:
    """Cells that their sums show to be misread, as the recogniser's other readings have them."""
    shown = [*accounts, *(r for r in rows if r.is_total)]
    cells = [(r, role, f) for r in shown for role, f in r.numbers.items() if role in _COLUMNS and f.exact is None]
    others: dict[Cell, Sequence[_amounts.Reading]] = {
        (id(r), role): readings for r, role, f in cells if (readings := _amounts.readings(f.chars))
    }
    if not others:
        return {}
    values: dict[Cell, Decimal] = {
        (id(r), role): a.value
        for r in shown
        for role, f in r.numbers.items()
        if role in _COLUMNS and (a := _amount(f)) is not None
    }
    found = mend(values, others, _equations(rows, accounts))
    return {(id(r), role): found[id(r), role].amount for r, role, _ in cells if (id(r), role) in found}


def _equations(rows: Sequence[AccountRow], accounts: Sequence[AccountRow]) -> list[Equation]:
    """Debits equal credits; what an account had, and what moved, is what it has; a column's accounts are its total."""
    tops = _tops(accounts)
    totals = [r for r in rows if r.is_total and re.fullmatch(r"[合总]计", r.name_text)]
    equations: list[dict[Cell, int]] = []
    for debit, credit in _PAIRS:
        if any(debit in r.numbers for r in tops) and any(credit in r.numbers for r in tops):
            signs = ((debit, 1), (credit, -1))
            equations.append({(id(r), role): sign for r in tops for role, sign in signs if role in r.numbers})
    for role in _COLUMNS:
        if len(totals) == 1 and role in totals[0].numbers:
            column: dict[Cell, int] = {(id(r), role): 1 for r in tops if role in r.numbers}
            equations.append(column | {(id(totals[0]), role): -1})
    if all(any(role in r.numbers for r in accounts) for role in _COLUMNS):
        moves = tuple(zip(_COLUMNS, (1, -1, 1, -1, -1, 1), strict=True))
        equations += [{(id(r), role): sign for role, sign in moves if role in r.numbers} for r in accounts]
    return [linear(terms) for terms in equations if len(terms) > 1]


def _balanced(rows: Sequence[AccountRow], accounts: Sequence[AccountRow], misread: _Misread) -> frozenset[str]:
    """Columns whose sum over accounts that are part of no other is the printed total; debits that equal credits vouch for both."""
    held: set[str] = set()
    tops = _tops(accounts)

    def amount(row: AccountRow, role: str) -> _amounts.Amount | None:
        return misread.get((id(row), role)) or _amount(row.numbers[role])

    sums: dict[str, Decimal] = {}
    for role in _COLUMNS:
        amounts = [a.value for r in tops if role in r.numbers and (a := amount(r, role)) is not None]
        sums[role] = sum(amounts, Decimal(0))
        totals = [a.value for r in rows if r.is_total and role in r.numbers and (a := amount(r, role))]
        if sums[role] and sums[role] in totals:
            held.add(role)
    for debit, credit in _PAIRS:
        if sums[debit] and sums[debit] == sums[credit]:
            held |= {debit, credit}
    return frozenset(held)


def _plain(row: AccountRow) -> str:
    return re.sub(r"\D", "", row.code.text if row.code is not None else "")


def _code(row: AccountRow) -> FieldValue:
    f = row.code
    assert f is not None
    return value_of(f.squeezed, raw=f.text, place=f.place, confidence=f.sureness, method="column", extractor=VERSION)


def _name(row: AccountRow) -> FieldValue:
    if not row.name:
        return ABSENT
    return value_of(
        row.name_text,
        raw=row.name_text,
        place=row.name[0].place,
        confidence=min(f.sureness for f in row.name),
        method="column",
        extractor=VERSION,
    )


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
