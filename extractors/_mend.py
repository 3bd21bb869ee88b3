"""Misread amounts found by their sums: the one cell of a failing sum that another reading of the recogniser puts right.

A cell is mended only when it alone explains the failure: some sum through it fails, all sums through it hold with the other
reading, and no other cell of a failing sum has a reading that does the same. Readings that the recogniser did not hold
possible are never tried, so a sheet that is out of balance on paper stays so. Cells where nothing is printed belong to no
sum; one that is printed and could not be understood makes its sums say nothing about the others.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors._amounts import Reading

Cell = Hashable
Values = Mapping[Cell, Decimal]


@dataclass(frozen=True)
class Equation:
    """Cells that belong together; `off` is what their sum is away from where it should be, 0 when it holds."""

    members: frozenset[Cell]
    off: Callable[[Values], Decimal]


def linear(terms: Mapping[Cell, int]) -> Equation:
    """Cells whose amounts, each times its sign, add up to nothing."""

    def off(values: Values) -> Decimal:
        return sum((sign * values[cell] for cell, sign in terms.items() if cell in values), Decimal(0))

    return Equation(frozenset(terms), off)


def mend(
    values: Values, others: Mapping[Cell, Sequence[Reading]], equations: Sequence[Equation]
) -> dict[Cell, Reading]:
    """The cells to be read otherwise, each with its other reading.

    Args:
        values: the amounts as they were read; a cell that could not be understood is not among them.
        others: further readings of doubtful cells.
        equations: all sums that these cells stand in.
    """
    through: dict[Cell, list[Equation]] = {}
    for equation in equations:
        for cell in equation.members:
            through.setdefault(cell, []).append(equation)
    found: dict[Cell, Reading] = {}
    clashing: set[Cell] = set()
    for equation in equations:
        if equation.off(values) == 0:
            continue
        fixes = [
            (cell, reading)
            for cell in equation.members
            for reading in others.get(cell, ())
            if _puts_right(cell, reading, values, through[cell])
        ]
        if len({(cell, reading.amount.value) for cell, reading in fixes}) == 1:
            cell, reading = fixes[0]
            if cell in found and found[cell].amount.value != reading.amount.value:
                clashing.add(cell)
            found[cell] = reading
    return {cell: reading for cell, reading in found.items() if cell not in clashing}


def _puts_right(cell: Cell, reading: Reading, values: Values, equations: Sequence[Equation]) -> bool:
    """Whether all sums through the cell hold with this reading; a sum of cells that were not understood says nothing."""
    changed = {**values, cell: reading.amount.value}
    known = all(values.get(member) is not None for e in equations for member in e.members if member != cell)
    return known and reading.amount.value != 0 and all(equation.off(changed) == 0 for equation in equations)
