"""What all numbers and notations share: removing what a printer or a reader puts between characters."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-‐-―_·.,、:;\u200b\ufeff]+")


def plain(text: str) -> str:
    """NFKC form without any white space.

    >>> plain('１ ２３４ （元）')
    '1234(元)'
    """
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text))


def code(text: str) -> str:
    """A code in capitals without white space, hyphens, dots and the like.

    >>> code(' 58000001－4 ')
    '580000014'
    """
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
