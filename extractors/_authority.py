"""Who issued a certificate: the name in its seal, or printed beside the label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

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
LAND = re.compile(
    r"(?:国土资源|自然资源|规划|住房|房屋|房产|房地产|房管|不动产登记|土地|住建|城乡建设)[\u4e00-\u9fff]{0,14}"
)
_LAND_OFFICES = (
    "国土资源局",
    "自然资源局",
    "自然资源和规划局",
    "规划和自然资源局",
    "国土资源和房屋管理局",
    "不动产登记中心",
    "房产管理局",
    "房屋管理局",
    "住房保障和房产管理局",
    "住房和城乡建设局",
)

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


_BRANCH = re.compile(
    r"^中国人民银行(?P<place>(?!中?心)[\u4e00-\u9fff]{2,}?)(?<!中心)(?<!中)(?<!心)(中心支行|分行|支行|营业管理部|管理部|总部)$"
)
"""A branch: a place of two characters or more and its kind."""


def central_bank(text: str) -> str:
    """A ring of the central bank from its beginning, characters that can only be one thing filled in."""
    match = _BANK.search(text)
    if match is None:
        return text
    turned = text[match.end() :] + text[: match.start()]
    branch = re.sub(r"^[国中]+|[国中]+$", "", turned)
    whole = re.sub(r"(中心)?支$", lambda m: m[0] + "行", branch)
    return "中国人民银行" + whole


def seal_names(views: Sequence[PageView], pattern: re.Pattern[str]) -> list[tuple[str, Seal, int]]:
    """Round seals whose ring names such an authority: (name, seal, page index), surest first."""
    found = []
    for view in views:
        for seal in view.seals:
            name = turned_right(re.sub(r"^[^\u4e00-\u9fff]+|[^\u4e00-\u9fff)]+$", "", tidy(seal.text or "")))
            if pattern is CENTRAL_BANK:
                name = central_bank(name)
            if pattern.search(name):
                found.append((name, seal, view.index))
    return sorted(found, key=lambda item: -item[1].confidence)


def from_seal(
    views: Sequence[PageView],
    pattern: re.Pattern[str],
    extractor: str,
    joined: str = "、",
    at_most: int = 1,
    address: FieldValue | None = None,
    near: str = "",
) -> FieldValue:
    """The authority named by the page's seals; several seals are joined.

    A ring is accepted when it reads surely, or when it equals an authority of the place that the paper's address names.
    A ring that is nearly such an authority is proposed as that authority, and any other is shown as read, both for a
    person to confirm. `near` is text of the paper that names the place of a bank's branch.
    """
    expected = _expected(pattern, address)
    names = [
        (_nearest(name, expected), name, seal, page) for name, seal, page in _candidates(views, pattern, expected)
    ][:at_most]
    if not names:
        return NOT_FOUND
    names.sort(key=lambda item: item[2].box.x0)
    confidence = min(seal.confidence for _, _, seal, _ in names)
    text = joined.join(proposed or name for proposed, name, _, _ in names)
    known = all(proposed == name for proposed, name, _, _ in names)
    repaired = any(proposed is not None and proposed != name for proposed, name, _, _ in names)
    if pattern is CENTRAL_BANK and not all(
        (m := _BRANCH.match(name)) and m["place"] in near for _, name, _, _ in names
    ):
        confidence = min(confidence, 0.5)
    strange = bool(expected) and not known
    whole = all((proposed or name).endswith(_ENDINGS) and len(proposed or name) >= 6 for proposed, name, _, _ in names)
    return value_of(
        text,
        raw=joined.join(seal.text or "" for _, _, seal, _ in names),
        place=Place(names[0][3], names[0][2].box),
        confidence=confidence,
        method="seal_ring+known_authority" if known or repaired else "seal_ring",
        extractor=extractor,
        doubt="seal_unclear" if repaired or strange else None if whole else "name_incomplete",
        accept=0.85 if known else 0.985,
    )


def _candidates(
    views: Sequence[PageView], pattern: re.Pattern[str], expected: list[str]
) -> list[tuple[str, Seal, int]]:
    """Seals that name such an authority, or nearly one of the place's."""
    named = seal_names(views, pattern)
    if named or not expected:
        return named
    near = []
    for view in views:
        for seal in view.seals:
            name = turned_right(re.sub(r"[^\u4e00-\u9fff()]", "", tidy(seal.text or "")))
            if (
                seal.shape == "round"
                and not re.search(r"年检|专用章|公司", name)
                and _nearest(name, expected) is not None
            ):
                near.append((name, seal, view.index))
    return sorted(near, key=lambda item: -item[1].confidence)


_PLACE = re.compile(
    r"^(?:(?P<province>[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟))?)?"
    r"(?P<district>[\u4e00-\u9fff]{1,8}?(?:区|县|旗|市))?"
)


def _expected(pattern: re.Pattern[str], address: FieldValue | None) -> list[str]:
    """Names of the authorities that a paper with this address may carry."""
    match = _PLACE.match(str(address.value)) if address is not None and isinstance(address.value, str) else None
    city, district = (match["city"] or "", match["district"] or "") if match else ("", "")
    if not city and not district:
        return []
    stem = re.sub(r"[区县旗]$", "", district)
    areas = [a for a in dict.fromkeys((city + district, district, city)) if a]
    if pattern is TAX:
        return [a + office for a in areas for office in ("国家税务局", "地方税务局", "税务局")] + [
            city + office + stem + "分局" for office in ("国家税务局", "地方税务局") if city and stem
        ]
    if pattern is REGISTRAR:
        offices = ("市场监督管理局", "工商行政管理局", "行政审批局", "行政审批服务局")
        whole = [a + office for a in areas for office in offices]
        return whole + [
            city + office + part + "分局" for office in offices[:2] for part in (stem, district) if city and part
        ]
    if pattern is LAND:
        return [a + office for a in areas for office in _LAND_OFFICES]
    return []


def _nearest(name: str, expected: list[str]) -> str | None:
    """The expected name that a reading is, or is clearly nearest to; null when none is near or two are alike near."""
    if name in expected:
        return name
    ranked = sorted(((SequenceMatcher(None, name, e, autojunk=False).ratio(), e) for e in set(expected)), reverse=True)
    if not ranked or ranked[0][0] < 0.6:
        return None
    margin = 0.02 if ranked[0][0] > 0.93 else 0.05
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin:
        return None
    return ranked[0][1]
