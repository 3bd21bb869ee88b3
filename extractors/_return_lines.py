"""Tax returns: numbered lines under one or more columns of amounts, and the formulas that the form itself prints.

A line's number stands in a column of its own (栏次, 行次), often with its formula (17=12+13-14-15+16); other forms print the
formula behind the label (三、利润总额(10+11-12)). Formulas that hold bear out their lines; a line that breaks one waits for a
person. A printed formula that was misread is replaced by the one that the form is known to have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors import _book_sums
from extractors._book_rows import Block, BookRow, amount_of
from extractors._book_sums import Equation, Key, Verdict, told, value
from schemas.core import ABSENT, FieldValue

Formula = tuple[tuple[int, int], ...]
"""Signed line numbers."""

_NUMBER = re.compile(r"^(\d{1,2})(?!\d)")
_TERMS = re.compile(r"\d{1,2}(?:[+\-]\d{1,2})+")
_RATE = re.compile(r"(\d{1,2}(?:\.\d+)?)%")


@dataclass
class ReturnLine:
    """A numbered line; `formula` is what the form prints for it."""

    number: int
    label: str
    formula: Formula
    row: BookRow


def lines_of(blocks: Sequence[Block]) -> list[ReturnLine]:
    """Every numbered line, in printing order; a number that stands twice counts once, its first row."""
    rows = [row for block in blocks for row in block.rows if not row.is_text and row.text("label").strip()]
    numbers = [_number(row) for row in rows]
    found: dict[int, ReturnLine] = {}
    for i, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        if number is None and 0 < i < len(rows) - 1:
            before, after = numbers[i - 1], numbers[i + 1]
            number = before + 1 if before is not None and after == before + 2 else None
        if number is not None and number not in found:
            found[number] = ReturnLine(number, row.text("label").strip(), _formula(number, row), row)
    return list(found.values())


def _number(row: BookRow) -> int | None:
    match = _NUMBER.match(_flat(row.text("number")))
    return int(match[1]) if match is not None and 1 <= int(match[1]) <= 60 else None


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text).replace("—", "-").replace("–", "-").replace("＝", "=").replace("＋", "+")


def _formula(number: int, row: BookRow) -> Formula:
    """The formula in the number's cell or in brackets behind the label."""
    cell = _flat(row.text("number"))
    text = cell.partition("=")[2] if "=" in cell else ""
    if not text:
        match = re.search(r"[(]([^()]*\d[+\-]\d[^()]*)[)]?", _flat(row.text("label")))
        text = match[1] if match else ""
    terms = _TERMS.match(text)
    if terms is None:
        return ()
    return tuple((int(n), -1 if sign == "-" else 1) for sign, n in re.findall(r"([+\-]?)(\d{1,2})", terms[0]))


def judged(
    lines: Sequence[ReturnLine],
    roles: Sequence[str],
    known: Mapping[int, Formula],
    strict: Mapping[str, frozenset[int] | None],
) -> Verdict:
    """What the formulas say.

    Args:
        lines: the return's lines.
        roles: the columns of amounts.
        known: formulas that the form is known to have, by line.
        strict: for each column the lines whose formulas must hold in it; null for all, others only bear out.
    """
    rows = [line.row for line in lines]
    amounts = _book_sums.amounts_of(rows, roles)
    at = {line.number: i for i, line in enumerate(lines)}
    equations: list[Equation] = []
    for i, line in enumerate(lines):
        for role in roles:
            options = [
                e for f in dict.fromkeys((line.formula, known.get(line.number, ()))) if (e := _equation(f, i, at, role))
            ]
            holding = [e for e in options if _book_sums.gap(e, amounts) == 0]
            must = strict.get(role)
            if holding:
                equations.append(holding[0])
            elif options and (i, role) in amounts and (must is None or line.number in must):
                equations.append(options[-1])
    return _book_sums.judge(equations, amounts, rows)


def _equation(formula: Formula, total: int, at: Mapping[int, int], role: str) -> Equation:
    terms: tuple[tuple[Key, int], ...] = tuple(((at[n], role), sign) for n, sign in formula if n in at)
    return (*terms, ((total, role), -1)) if len(terms) >= 2 else ()


def number_value(line: ReturnLine, keyed: bool, extractor: str) -> FieldValue:
    """The line's number; a label that belongs to it vouches for it. One that was not read follows from its neighbours'."""
    cell = line.row.cells.get("number")
    if not cell or _number(line.row) is None:
        return told(line.number, line.row.cells["label"], extractor, None if keyed else "row_unclear", accept=0.85)
    return told(line.number, cell, extractor, accept=0.85 if keyed else 0.95)


def label_value(line: ReturnLine, keyed: bool, extractor: str) -> FieldValue:
    """The label as printed."""
    cell = line.row.cells["label"]
    return told(line.label, cell, extractor, line.row.doubts.get("label"), accept=0.8 if keyed else 0.93)


def key_value(line: ReturnLine, key: str | None, extractor: str) -> FieldValue:
    """The line's key, absent when it has none."""
    return ABSENT if key is None else told(key, line.row.cells["label"], extractor, accept=0.7)


def amount(line: ReturnLine, index: int, role: str, verdict: Verdict, extractor: str) -> FieldValue:
    """An amount, or a rate (25%) as a fraction."""
    cell = line.row.cells.get(role)
    if not cell:
        return ABSENT
    rate = _RATE.fullmatch(cell[0].squeezed)
    if rate is not None:
        return told(Decimal(rate[1]) / 100, cell, extractor, accept=0.97)
    if amount_of(cell[0]) is None and not re.search(r"\d", cell[0].squeezed):
        return ABSENT
    return value(line.row, (index, role), verdict, extractor)
