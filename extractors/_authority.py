"""Who issued a certificate: the name in its seal, or printed beside the label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors._values import Place, value_of
from extractors._view import PageView, tidy
from schemas.core import NOT_FOUND, FieldValue, Seal

REGISTRAR = re.compile(
    r"(工商行政管理局|市场监督管理局|市场和质量监督管理委员会|行政审批局|行政审批服务局|审批服务管理局)"
)
TAX = re.compile(r"(国家税务局|地方税务局|税务局)")
QUALITY = re.compile(r"(质量技术监督局|技术监督局|标准化研究院|市场监督管理局)")
CENTRAL_BANK = re.compile(r"(中国?人民银行|国?人民银行)")
POLICE = re.compile(r"公安局")

_ENDINGS = ("分局", "支行", "分行", "委员会", "管理部", "营业部", "局", "行", "所")


def turned_right(text: str) -> str:
    """A ring's text begun in the wrong place, turned so that it ends as a name does."""
    for ending in _ENDINGS:
        if text.endswith(ending):
            return text
    for split in range(1, min(6, len(text))):
        head, tail = text[:split], text[split:]
        if head.endswith(_ENDINGS) and (tail + head).endswith(_ENDINGS):
            return tail + head
    return text


_BANK = re.compile(r"(?:(?:中国|中|国)?人民|中国人?民)银行")


def central_bank(text: str) -> tuple[str, bool]:
    """A ring of the central bank from its beginning, and whether characters that can only be one thing were filled in."""
    match = _BANK.search(text)
    if match is None:
        return text, False
    turned = text[match.end() :] + text[: match.start()]
    branch = re.sub(r"^[国中]+|[国中]+$", "", turned)
    whole = re.sub(r"(中心)?支$", lambda m: m[0] + "行", branch)
    name = "中国人民银行" + whole
    return name, name != text


def seal_names(views: Sequence[PageView], pattern: re.Pattern[str]) -> list[tuple[str, Seal, int]]:
    """Round seals whose ring names such an authority: (name, seal, page index), surest first."""
    found = []
    for view in views:
        for seal in view.seals:
            name = turned_right(re.sub(r"^[^\u4e00-\u9fff]+|[^\u4e00-\u9fff)]+$", "", tidy(seal.text or "")))
            if pattern is CENTRAL_BANK:
                name, _ = central_bank(name)
            if pattern.search(name):
                found.append((name, seal, view.index))
    return sorted(found, key=lambda item: -item[1].confidence)


def from_seal(
    views: Sequence[PageView], pattern: re.Pattern[str], extractor: str, joined: str = "、", at_most: int = 1
) -> FieldValue:
    """The authority named by the page's seals; several seals are joined. A ring is accepted only when it reads surely."""
    names = seal_names(views, pattern)[:at_most]
    if not names:
        return NOT_FOUND
    names.sort(key=lambda item: item[1].box.x0)
    confidence = min(seal.confidence for _, seal, _ in names)
    text = joined.join(name for name, _, _ in names)
    box = names[0][1].box
    whole = all(name.endswith(_ENDINGS) and len(name) >= 6 for name, _, _ in names)
    return value_of(
        text,
        raw=joined.join(seal.text or "" for _, seal, _ in names),
        place=Place(names[0][2], box),
        confidence=confidence,
        method="seal_ring",
        extractor=extractor,
        doubt=None if whole else "name_incomplete",
        accept=0.985,
    )
