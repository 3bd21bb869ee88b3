r"""Text as files can hold it and as papers print it: no control characters, no spaces inside Chinese.

>>> storable("a\x07b\r\nc", 9)
'ab\nc'
>>> one_line(" 某某　商贸\n有限 公司  Ltd Co（杭州） ")
'某某商贸有限公司 Ltd Co(杭州)'
"""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_INSIDE = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")


def storable(text: str, length: int) -> str:
    """The text without what XML forbids, with plain line breaks, at most `length` characters."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")[:length]


def one_line(text: str) -> str:
    """The text NFKC-normalised, on one line, with single spaces and none between Chinese characters."""
    plain = " ".join(_CONTROL.sub("", unicodedata.normalize("NFKC", text)).split())
    return _INSIDE.sub("", plain)
