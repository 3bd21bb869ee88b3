"""How many public records a credit report counts: taxes owed, judgments, enforcements, penalties.

A report prints the numbers in a table of its summary (欠税记录条数 …), or says in one sentence that there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import _credit_values as values
from extractors._tables import PageTables
from extractors._tables_grid import Grid
from extractors._view import Span
from schemas.core import ABSENT, FieldValue

KINDS = {
    "tax_arrears_count": "欠税",
    "civil_judgment_count": "民事判决",
    "enforcement_count": "强制执行",
    "penalty_count": "行政处罚",
}
_NONE = re.compile(r"(?:没有|未查询到|未发现|不存在)(?P<what>[^。;,没未不]{2,40}?)记录(?!条|笔|数)")
_CAPTION = r"(?:\d+[、.])?{}(?:记录|信息)?(?:条数|笔数|数量|数)"
_NUMBER = re.compile(r"\d{1,3}(?=条|笔|$)")


def counts_of(pages: Sequence[PageTables]) -> dict[str, FieldValue]:
    """The numbers; absent where the report says nothing of the kind, and for enforcements under way, which none counts."""
    found = {
        name: values.settle([*_said(pages, kind), *_counted(pages, kind)], required=False)
        for name, kind in KINDS.items()
    }
    return {**found, "open_enforcement_count": ABSENT}


def _said(pages: Sequence[PageTables], kind: str) -> Iterator[values.Candidate]:
    """Sentences that there is no record of a kind."""
    for page in pages:
        for match in page.view.find(_NONE):
            if kind in match["what"]:
                span = page.view.span_of(match, "what")
                yield values.Candidate(0, span, span.sureness, "sentence+none")


def _counted(pages: Sequence[PageTables], kind: str) -> Iterator[values.Candidate]:
    """Numbers right of their caption, or below it in a grid."""
    caption = re.compile(_CAPTION.format(kind))
    for page in pages:
        rows = [[(p.text, Span(p.page, p.chars)) for p in row] for row in page.free]
        for grid in page.grids:
            rows += [[(c.text, c.span) for c in row if c.text] for row in grid.rows]
            yield from _below(grid, caption)
        for row in rows:
            for (label, _), (number, span) in zip(row, row[1:], strict=False):
                if caption.fullmatch(label) and _NUMBER.fullmatch(number.rstrip("条笔")):
                    yield _candidate(span)


def _below(grid: Grid, caption: re.Pattern[str]) -> Iterator[values.Candidate]:
    """Numbers in the row under their caption."""
    for above, under in zip(grid.rows, grid.rows[1:], strict=False):
        for cell in above:
            if caption.fullmatch(cell.text):
                numbers = [c for c in under if c.column == cell.column and _NUMBER.fullmatch(c.text)]
                yield from (_candidate(c.span) for c in numbers)


def _candidate(span: Span) -> values.Candidate:
    number = _NUMBER.search(span.text)
    return values.Candidate(int(number[0]) if number else 0, span, span.sureness, "pair+whole")
