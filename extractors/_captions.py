"""Captions of columns and fields: which printed wording means which key, and the unit printed with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from extractors._view import squeeze

_UNIT = re.compile(
    r"[(\[【/](?:单位:?|人民币|折人民币|RMB)*(?P<unit>百万元|千万元|亿元|万元|千元|元)?(?:人民币)?[)\]】]?$"
)
_REMARK = re.compile(r"\([^()]*\)?$")


@dataclass(frozen=True)
class Caption:
    """A recognised caption: its key, what its values are (text, amount, date, code, count), the unit printed with it."""

    key: str
    kind: str
    unit: str | None


@dataclass(frozen=True)
class Captions:
    """Wordings by key, with the kind of each key's values."""

    wordings: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    _memo: dict[str, Caption | None] = field(default_factory=dict, compare=False, repr=False)

    def match(self, text: str) -> Caption | None:
        """The caption that the text is, wholly; one wrong character in four or more is forgiven when only one key fits."""
        text = squeeze(text)
        if text not in self._memo:
            self._memo[text] = self._match(text)
        return self._memo[text]

    def match_any(self, readings: Iterable[str]) -> Caption | None:
        """The first caption among several readings of one place."""
        return next((caption for text in readings if (caption := self.match(text))), None)

    def _match(self, text: str) -> Caption | None:
        core = text.strip(":;,.*、·。|_-").removeprefix("其中:").removeprefix("其中")
        bare, unit = without_unit(core)
        for candidate in dict.fromkeys((core, bare, _REMARK.sub("", bare))):
            key = self._index.get(candidate)
            if key is not None:
                return Caption(key, self.kinds.get(key, "text"), unit)
        key = self._near(bare)
        return Caption(key, self.kinds.get(key, "text"), unit) if key else None

    @property
    def _index(self) -> dict[str, str]:
        return _index(tuple((key, names) for key, names in self.wordings.items()))

    def _near(self, text: str) -> str | None:
        if len(text) < 4:
            return None
        keys = {key for name, key in self._index.items() if len(name) == len(text) and _differing(name, text) == 1}
        return keys.pop() if len(keys) == 1 else None


@lru_cache(maxsize=32)
def _index(wordings: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {squeeze(name): key for key, names in wordings for name in names}


def _differing(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def without_unit(text: str) -> tuple[str, str | None]:
    """The caption without its unit, and the unit.

    >>> without_unit('借据金额(万元)'), without_unit('余额')
    (('借据金额', '万元'), ('余额', None))
    """
    match = _UNIT.search(text)
    if match is None or match["unit"] is None:
        return text, None
    return text[: match.start()], match["unit"]
