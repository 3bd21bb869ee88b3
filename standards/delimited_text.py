r"""Delimited text (CSV) as Chinese software writes it: GB18030 without any mark, UTF-8 with or without one, UTF-16.

>>> decode('科目,期末余额\n现金,1.00\n'.encode('gb18030'))
'科目,期末余额\n现金,1.00\n'
>>> delimiter('科目\t期末余额\n现金\t1.00\n')
'\t'
>>> delimiter('一封没有表格的信，写给银行。') is None
True
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter

DELIMITERS = ",\t;|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PRINTING = "\t\n\r\f\v\x1a"


def decode(data: bytes) -> str | None:
    """The text, or None when the bytes are no text in any of these encodings."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    return _decoded(data, "utf-8") or _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if all(c >= " " or c in _PRINTING for c in text) else None


def delimiter(text: str) -> str | None:
    """The character between the columns, or None when the text is no table.

    A table has at least two rows, and at least half of its rows have the same number of columns, two or more.
    """
    lines = [line for line in text.splitlines() if line.strip()][:200]
    best: tuple[int, int, str] | None = None
    for candidate in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        width, count = max(widths.items(), key=lambda item: item[1] * (item[0] > 1), default=(0, 0))
        if width > 1 and count > 1 and 2 * count >= len(lines) and (best is None or (count, width) > best[:2]):
            best = (count, width, candidate)
    return best[2] if best else None


def rows(text: str) -> list[list[str]]:
    """The cells, row by row; one column when there is no delimiter."""
    return list(csv.reader(text.splitlines(), delimiter=delimiter(text) or ","))
