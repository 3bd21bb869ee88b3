"""How codes fare under their check digits: `python -m benchmarks.codes [--lines N] [--seed S] [--write]`.

Draws codes as lines of print in many fonts and kinds of damage, a part of them printed wrong on purpose, has the engine
read them and the parsers decode them, and counts what comes out at which margin. `--write` stores the figures in
docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks._printed_codes import KINDS, Printed, draw
from benchmarks.accuracy import PAGE, filled
from extractors import _codes, _decode, _parse
from extractors._acceptance import acceptance
from extractors._fields import judged
from extractors._view import Char, Span, chars_of
from ocr.engine import RapidEngine, Reading
from schemas.core import BoundingBox, FieldValue, Line, TextSource
from schemas.core.acceptance import Sight, features, probability

TARGET = 0.998
"""HEYAN_TARGET_ACCURACY by default."""

_KINDS: Mapping[str, tuple[_codes.Kind, _parse.Parser]] = {
    "credit_code": (_codes.UNIFIED, _parse.credit_code),
    "org_code": (_codes.ORGANISATION, _parse.org_code),
    "registration": (_codes.REGISTRATION, _parse.registration),
    "taxpayer": (_codes.TAXPAYER, _parse.taxpayer),
    "id_number": (_codes.IDENTITY, _parse.id_number),
    "loan_card": (_codes.LOAN_CARD, _parse.loan_card),
    "vin": (_codes.VEHICLE, _parse.vehicle),
}
_NAMES = {
    "credit_code": "unified code",
    "org_code": "organisation code",
    "registration": "registration number",
    "taxpayer": "taxpayer id",
    "id_number": "identity number",
    "loan_card": "loan card code",
    "vin": "vehicle number",
}
_MARGINS = (1.0, 10.0, 30.0, 100.0, 1000.0)


@dataclass(frozen=True)
class Outcome:
    """A drawn line, the value that came of it, what was read, and the best sound string."""

    printed: Printed
    value: FieldValue | None
    read: str
    found: _decode.Decoded | None
    line: float
    """The recogniser's confidence in the whole line, which stands for that in a page."""

    @property
    def right(self) -> bool:
        """Whether the value is what is printed."""
        return self.value is not None and _decode.plain(str(self.value.value)) == self.printed.text

    @property
    def accepted(self) -> bool:
        """Whether the parser's rule and the fitted confidence both accept it."""
        evidence = self.value.evidence if self.value is not None else None
        if self.value is None or evidence is None or not self.value.usable:
            return False
        rule = acceptance(TARGET).fields
        sight = Sight(
            path=f"benchmark.{self.printed.kind}",
            value=self.value.value,
            raw=evidence.raw,
            method=evidence.method,
            sureness=evidence.sureness if evidence.sureness is not None else self.value.confidence,
            page_confidence=self.line,
            doubted=0.0,
            codes=(),
        )
        return probability(rule.coefficients, features(sight)) >= rule.least

    @property
    def repaired(self) -> bool:
        """Whether the value was put together under the check digits."""
        evidence = self.value.evidence if self.value is not None else None
        return evidence is not None and "check_digit_decoded" in evidence.method


def main(arguments: list[str] | None = None) -> int:
    """Print the tables or store them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.codes", description="Codes under their check digits.")
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--write", action="store_true", help="store the tables in docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    tables = markdown(list(outcomes(chosen.lines, chosen.seed)))
    if chosen.write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), "codes", tables), encoding="utf-8")
    else:
        print(tables)
    return 0


def outcomes(lines: int, seed: int) -> Iterator[Outcome]:
    """Drawn lines, each with what comes of it."""
    engine, rng = RapidEngine(), random.Random(seed)
    for _ in range(lines):
        printed = draw(rng)
        kind, parse = _KINDS[printed.kind]
        reading = engine.recognise([printed.strip])[0]
        chars = code_chars(reading)
        if not chars:
            yield Outcome(printed, None, "", None, 0.0)
            continue
        span = Span(1, chars)
        parsed = parse(span)
        value = judged(span, parsed, "benchmark", "label") if parsed is not None else None
        read = _decode.plain("".join(c.text for c in chars))
        yield Outcome(printed, value, read, _decode.best(chars, kind.sound), reading.confidence)


def code_chars(reading: Reading) -> tuple[Char, ...]:
    """The characters behind the label."""
    count = len(reading.text)
    line = Line(
        text=reading.text,
        box=BoundingBox(x0=0.0, top=0.0, x1=1.0, bottom=0.05),
        confidence=reading.confidence,
        source=TextSource.OCR,
        edges=tuple(i / max(count, 1) for i in range(count + 1)),
        sureness=reading.sureness,
        alternatives=reading.alternatives,
    )
    chars = chars_of(line, 0)
    last = max((i for i, c in enumerate(chars) if re.match(r"[\u3400-\u9fff:]", c.text)), default=-1)
    return chars[last + 1 :]


def markdown(found: list[Outcome]) -> str:
    """The tables."""
    wrong_on_purpose = sum(not o.printed.right for o in found)
    return "\n".join(
        [
            f"{len(found)} lines, {wrong_on_purpose} of them printed with one wrong character.",
            "",
            *_by_kind(found),
            "",
            *_by_margin(found),
        ]
    )


def _by_kind(found: list[Outcome]) -> Iterator[str]:
    yield (
        "| code | lines | read right | accepted | wrong accepted | repaired and accepted, right | wrong |"
        " proposed, right | wrong | printed wrong | kept as printed | repaired and accepted |"
    )
    yield "|---" * 12 + "|"
    for kind in (*KINDS, None):
        mine = [o for o in found if kind in (o.printed.kind, None)]
        yield _kind_row("all" if kind is None else _NAMES[kind], mine)


def _kind_row(name: str, mine: list[Outcome]) -> str:
    repaired = [o for o in mine if o.repaired]
    counted = Counter((o.accepted, o.right) for o in repaired)
    misprints = [o for o in mine if not o.printed.right]
    cells = (
        len(mine),
        sum(o.read == o.printed.text for o in mine),
        sum(o.accepted for o in mine),
        sum(o.accepted and not o.right for o in mine),
        counted[True, True],
        counted[True, False],
        counted[False, True],
        counted[False, False],
        len(misprints),
        sum(o.right for o in misprints),
        sum(o.repaired and o.accepted for o in misprints),
    )
    return f"| {name} | " + " | ".join(str(c) for c in cells) + " |"


def _by_margin(found: list[Outcome]) -> Iterator[str]:
    """Repairs that would be possible, by the margin over the next sound string."""
    yield "| margin at least | strong check: right | printed so | wrong | weak check: right | printed so | wrong |"
    yield "|---" * 7 + "|"
    possible = [o for o in found if o.found is not None and o.found.changed and o.read != o.found.text]
    open_ = [o for o in possible if not _KINDS[o.printed.kind][0].valid(o.read)]
    for margin in _MARGINS:
        cells: list[int] = []
        for strong in (True, False):
            mine = [o for o in open_ if o.found and o.found.margin >= margin and _near(o.found)]
            mine = [o for o in mine if _KINDS[o.printed.kind][0].strong is strong]
            right = sum(o.found is not None and o.found.text == o.printed.text for o in mine)
            printed_so = sum(o.read == o.printed.text for o in mine)
            cells += [right, printed_so, len(mine) - right - printed_so]
        yield f"| {margin:g} | " + " | ".join(str(c) for c in cells) + " |"


def _near(found: _decode.Decoded) -> bool:
    return found.changed <= 2 and found.loss <= 30 and found.rest >= 0.5


if __name__ == "__main__":
    sys.exit(main())
