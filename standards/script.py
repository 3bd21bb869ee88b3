"""Chinese script: simplified and traditional forms, by OpenCC's tables (https://github.com/BYVoid/OpenCC).

Certificates of the mainland are printed in simplified characters (国家通用语言文字法, Art. 9 and 14).
"""

from __future__ import annotations

from functools import cache

import opencc


@cache
def simplified(text: str) -> str:
    """The text in simplified characters.

    >>> simplified('黃國強')
    '黄国强'
    """
    return str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
