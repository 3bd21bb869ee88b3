"""Rows of a trial balance: accounts with their codes, names and amounts; totals and repeated subtotals apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors._columns import SKIP, Assignment, Column, assign, unheaded
from extractors._fragments import Fragment, levels
from extractors._grid_rows import GridRow, fill, rows_of
from extractors._trial_columns import CODE, NAME, SIDE

_CODE_TEXT = re.compile(r"[0-9A-Z][0-9A-Z.\-_\\/]{1,24}")
_FUSED = re.compile(r"(\d{4}[\d.\-]*)(?=[\u4e00-\u9fff])")
_TOTAL = re.compile(r"合计|总计|小计|本[年月期]累计")


@dataclass
class AccountRow:
    """One row: its code, its name's fragments, its amounts and sides by role, and doubts by role."""

    code: Fragment | None
    name: list[Fragment]
    numbers: dict[str, Fragment]
    sides: list[Fragment]
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def name_text(self) -> str:
        """The account's name."""
        return "".join(f.text for f in self.name).strip()

    @property
    def is_total(self) -> bool:
        """Whether it adds up other rows (合计, -小计)."""
        text = self.name_text + (self.code.text if self.code is not None else "")
        return _TOTAL.search(text) is not None


def read_rows(
    columns: Sequence[Column], body: Sequence[Fragment], before: Assignment | None
) -> tuple[list[AccountRow], Assignment | None]:
    """The rows of one page below its header."""
    items = [f for f in _divided(body) if not f.is_dash]
    values = [c for c in columns if "_" in c.role or c.role == SKIP]
    marks = _marks(columns, items)
    codes, texts = _codes(columns, values, [f for f in items if id(f) not in marks])
    chosen = {id(f) for f in codes} | {id(f) for f in texts} | set(marks)
    numbers = [f for f in items if f.is_amount_like and id(f) not in chosen]
    if not numbers or not values:
        return [], before
    astray = {id(f) for stack in unheaded(values, numbers) for f in stack}
    numbers = [f for f in numbers if id(f) not in astray]
    assigned = assign(numbers, values)
    rows = rows_of([(f, 0) for f in (*codes, *texts)])
    code_ids = {id(f) for f in codes}
    placed = [(f, 0, values[assigned.of[i]].role) for i, f in enumerate(numbers) if values[assigned.of[i]].role != SKIP]
    placed += [(f, 0, f"{SIDE}{marks[id(f)]}") for f in items if id(f) in marks]
    fill(rows, placed)
    for i in assigned.unclear:
        for row in rows:
            for role, f in row.numbers.items():
                if f is numbers[i]:
                    row.doubts.setdefault(role, "column_unclear")
    return [_account(row, code_ids) for row in rows], assigned


_MARKS = ("借", "贷", "货", "平", "借方", "贷方")


def _marks(columns: Sequence[Column], items: Sequence[Fragment]) -> dict[int, int]:
    """The marks of 方向 with the column that each stands in, from left to right; 货 is a misread 贷."""
    sides = sorted((c for c in columns if c.role == SIDE), key=lambda c: c.x0)
    if not sides:
        return {}
    return {
        id(f): min(range(len(sides)), key=lambda k: abs(sides[k].middle_x - f.middle_x))
        for f in items
        if f.squeezed in _MARKS
    }


def _divided(body: Sequence[Fragment]) -> list[Fragment]:
    """Codes that were read together with the name behind them divided from it."""
    done: list[Fragment] = []
    for f in body:
        match = _FUSED.match(f.squeezed)
        if match is None or not f.chars:
            done.append(f)
            continue
        level = levels([f])[0]
        done += [level.part(0, match.end()), level.part(match.end(), len(level.text))]
    return done


def _codes(
    columns: Sequence[Column], values: Sequence[Column], items: Sequence[Fragment]
) -> tuple[list[Fragment], list[Fragment]]:
    """Fragments left of the values: codes (digits in the code's column) and texts."""
    heads = [c for c in columns if c.role in (CODE, NAME)]
    has_code = any(c.role == CODE for c in heads)
    left = min((c.x0 for c in values), default=1.0)
    codes: list[Fragment] = []
    texts: list[Fragment] = []
    for f in items:
        nearest = min([*heads, *values], key=lambda c: _apart(f, c)) if heads else None
        if has_code and nearest is not None and nearest.role == CODE and _CODE_TEXT.fullmatch(f.squeezed):
            codes.append(f)
        elif not f.is_amount_like and f.x0 < left:
            texts.append(f)
    return codes, texts


def _apart(f: Fragment, column: Column) -> float:
    """Distance between a fragment and a header, nothing when one lies over the other."""
    gap = max(column.x0 - f.x1, f.x0 - column.x1, 0.0)
    return gap + 0.01 * abs(column.middle_x - f.middle_x)


def _account(row: GridRow, codes: set[int]) -> AccountRow:
    code = next((f for f in row.labels if id(f) in codes), None)
    marks = [row.numbers.pop(role) for role in sorted(row.numbers) if role.startswith(SIDE)]
    return AccountRow(code, [f for f in row.labels if f is not code], row.numbers, marks, row.doubts)
