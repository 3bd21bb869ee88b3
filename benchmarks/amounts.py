"""How misread amounts fare under their sums: `python -m benchmarks.amounts [--columns N] [--seed S] [--write]`.

Draws columns of amounts with their total, well and badly, a part of them out of balance on paper by one digit, has the
engine read every cell, and counts which cells the sums put right, and whether a column that is out of balance stays so.
`--write` stores the figures in docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from benchmarks._printed_codes import LATIN, line, misprinted, worn
from benchmarks.accuracy import PAGE, filled
from benchmarks.codes import code_chars
from extractors import _amounts
from extractors._mend import Cell, linear, mend
from ocr.engine import RapidEngine
from samples import _fonts


def main(arguments: list[str] | None = None) -> int:
    """Print the table or store it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.amounts", description="Amounts under their sums.")
    parser.add_argument("--columns", type=int, default=400)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--write", action="store_true", help="store the table in docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    table = markdown(measure(chosen.columns, chosen.seed))
    if chosen.write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), "amounts", table), encoding="utf-8")
    else:
        print(table)
    return 0


def measure(columns: int, seed: int) -> Counter[str]:
    """What happened, counted, for columns that balance on paper and columns that do not."""
    engine, rng, counted = RapidEngine(), random.Random(seed), Counter[str]()
    for _ in range(columns):
        amounts = _column(rng)
        texts = [f"{a:,.2f}" for a in amounts]
        balanced = rng.random() < 0.6
        if not balanced:
            at = rng.randrange(len(texts))
            texts[at] = _tampered(texts[at], rng)
        for event in _events(texts, engine, rng):
            counted[f"{'balanced' if balanced else 'unbalanced'} {event}"] += 1
    return counted


def _column(rng: random.Random) -> list[Decimal]:
    """Some amounts and their total."""
    parts = [Decimal(rng.randrange(1, 10 ** rng.randrange(4, 10))) / 100 for _ in range(rng.randrange(2, 7))]
    return [*parts, sum(parts, Decimal(0))]


def _tampered(text: str, rng: random.Random) -> str:
    """One digit changed, half of the time for one that looks alike."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    changed = misprinted("".join(text[i] for i in places), rng)
    return "".join(changed[places.index(i)] if i in places else c for i, c in enumerate(text))


def _events(texts: Sequence[str], engine: RapidEngine, rng: random.Random) -> Iterator[str]:
    harm, size = rng.random(), rng.randrange(34, 60)
    font = rng.choice(_fonts.installed(*LATIN))
    strips = [worn(line([(text, font)], size, rng), harm, rng) for text in texts]
    cells = [code_chars(reading) for reading in engine.recognise(strips)]
    printed = {i: _amounts.read(text) for i, text in enumerate(texts)}
    read = {i: a for i, chars in enumerate(cells) if (a := _amounts.read("".join(c.text for c in chars))) is not None}
    values: dict[Cell, Decimal] = {i: a.value for i, a in read.items()}
    others: dict[Cell, Sequence[_amounts.Reading]] = {
        i: readings for i, chars in enumerate(cells) if (readings := _amounts.readings(chars))
    }
    last = len(texts) - 1
    total = linear({i: -1 if i == last else 1 for i in range(len(texts))})
    yield "column"
    wrong = {i for i, a in printed.items() if a is not None and (i not in read or read[i].value != a.value)}
    if len(wrong) == 1:
        yield "one cell misread"
    if total.off(values) != 0:
        yield "sum fails"
    for i, reading in mend(values, others, [total]).items():
        truth = printed[i] if isinstance(i, int) else None
        right = truth is not None and truth.value == reading.amount.value
        yield "put right" if right else "put wrong, read right" if i not in wrong else "put wrong"


def markdown(counted: Counter[str]) -> str:
    """The table."""
    events = ("column", "one cell misread", "sum fails", "put right", "put wrong, read right", "put wrong")
    head = (
        "columns",
        "one cell misread",
        "sum as read fails",
        "put right",
        "right cell changed",
        "misread cell changed wrong",
    )
    rows = [
        f"| {name} | " + " | ".join(str(counted[f"{key} {event}"]) for event in events) + " |"
        for key, name in (("balanced", "balances on paper"), ("unbalanced", "one digit printed wrong"))
    ]
    return "\n".join(["| column | " + " | ".join(head) + " |", "|---" * 7 + "|", *rows])


if __name__ == "__main__":
    sys.exit(main())
