"""The head of a tax return: taxpayer, period and day of filing, wherever they stand above or below its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractors import _parse
from extractors._book_rows import Block
from extractors._book_sums import told
from extractors._fields import judged
from extractors._fragments import Fragment, Level, levels
from extractors._parse import Parsed
from extractors._view import Char, Span
from schemas.core import NOT_FOUND, FieldValue

_DAY = r"(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}日?|[-./]\d{1,2}[-./]\d{1,2})"
_ID = re.compile(r"(?:纳税人)?识别号(?:\([^()]*\)?)?[:]?(?P<value>[0-9A-Za-z]{15,20})")
_NAME = re.compile(
    r"纳税人名称(?:\([^()]*\)?)?[:]?(?:\(公章\)|\(盖?章\))?(?P<value>[\u4e00-\u9fff()A-Za-z·]{4,50}?)"
    r"(?=法定|注册|登记|金额|所属|开户|电话|税款|营业|生产|填表|单位|\||$)"
)
_PERIOD = re.compile(rf"所属(?:时间|期间|时期|期)(?:起止)?[:]?自?(?P<value>{_DAY}(?:至|到|-+|—+|~){{1,3}}{_DAY})")
_FILED = re.compile(rf"(?:填表|填报|申报|填写)日期[:]?(?P<value>{_DAY})")


def read(blocks: Sequence[Block], items: Sequence[Fragment], extractor: str) -> dict[str, FieldValue]:
    """Taxpayer, period and day of filing out of everything that stands on the form's pages."""
    rows = levels([*(f for block in blocks[:1] for f in block.above), *items])
    return {
        "taxpayer_id": _found(rows, _ID, _parse.taxpayer, extractor),
        "taxpayer_name": _found(rows, _NAME, _parse.company, extractor),
        "period_start": _found(rows, _PERIOD, _parse.period(0), extractor),
        "period_end": _found(rows, _PERIOD, _parse.period(1), extractor),
        "filing_date": _found(rows, _FILED, _parse.day, extractor),
    }


def _found(
    rows: Sequence[Level], pattern: re.Pattern[str], parse: Callable[[Span], Parsed | None], extractor: str
) -> FieldValue:
    for row, match in _matches(rows, pattern):
        f = row.part(match.start("value"), match.end("value"))
        chars = f.chars or tuple(Char(c, 0.0, 0.0, 0.0, 0.0, 1.0, -1) for c in f.squeezed)
        span = Span(f.place.page, chars)
        parsed = parse(span)
        if parsed is None:
            continue
        return judged(span, parsed, extractor, "label") if f.chars else told(parsed.value, [f], extractor, parsed.doubt)
    return NOT_FOUND


def _matches(rows: Sequence[Level], pattern: re.Pattern[str]) -> Iterator[tuple[Level, re.Match[str]]]:
    for row in rows:
        match = pattern.search(row.text)
        if match is not None:
            yield row, match
