"""Who issued a certificate: the name in its seal, or printed beside the label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors._values import Place, value_of
from extractors._view import PageView, tidy
from schemas.core import NOT_FOUND, FieldValue, Seal
from standards import region

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

_ENDINGS = ("分局", "支行", "分行", "委员会", "管理部", "营业部", "中心", "局", "行", "所")


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


_BANK = re.compile(r"(?=[中国]*[人民])[中国人民]{1,4}银行")


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


_NOT_NAME = r"[^\u4e00-\u9fff()]"


def ring_name(seal: Seal) -> str:
    """The name that a round seal's ring says: begun where names begin, without what a number at its foot was taken for."""
    text = turned_right(re.sub(rf"^(?:{_NOT_NAME})+|(?:{_NOT_NAME})+$", "", tidy(seal.text or "")).strip("("))
    if not text.endswith(_ENDINGS) and text[:-1].endswith(_ENDINGS) and (text.endswith("出") or not seal.whole):
        text = text[:-1]
    office = _OFFICE.search(text)
    if office and not region.is_place(text[: office.start()]):
        for lost in (1, 2):
            if region.is_place(text[lost : office.start()]) and not seal.whole:
                return text[lost:]
    return central_bank(text)


_OFFICE = re.compile(
    r"市场(?:和质量)?监督管理|工商行政管理|行政审批|审批服务|质量技术监督|技术监督|国家税务局|地方税务局|税务局|公安局|不动产登记|自然资源|"
    r"国土资源|规划和|房产管理|房屋管理|住房|房地产|标准化|人力资源|民政局|财政局"
)
"""What an authority does; its place stands before it."""


def seal_names(views: Sequence[PageView], pattern: re.Pattern[str]) -> list[tuple[str, Seal, int]]:
    """Round seals whose ring names such an authority: (name, seal, page index), surest first."""
    found = []
    for view in views:
        for seal in view.seals:
            name = ring_name(seal)
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

    A ring is accepted when every character of it was read at its even distance, its place exists, and it reads surely;
    less sureness does when it equals an authority of the place that the paper's address names. A ring that is nearly such
    an authority is proposed as that authority, and any other is shown as read, both for a person to confirm. `near` is
    text of the paper that names the place of a bank's branch.
    """
    found = _candidates(views, pattern, _expected(pattern, address))
    names = []
    for name, seal, page in found[:at_most]:
        expected = _expected(pattern, address) + _expected_of(pattern, seal.number)
        names.append(_Named(name, _nearest(name, expected), seal, page, bool(expected), pattern, near))
    if not names:
        return NOT_FOUND
    names.sort(key=lambda one: one.seal.box.x0)
    doubt = next((one.doubt for one in names if one.doubt is not None), None)
    known = all(one.known for one in names)
    proposed = any(one.nearest is not None for one in names)
    return value_of(
        joined.join(one.nearest or one.name for one in names),
        raw=joined.join(one.seal.text or "" for one in names),
        place=Place(names[0].page, names[0].seal.box),
        confidence=min(one.confidence for one in names),
        sureness=min(one.weakest for one in names),
        method="seal_ring+known_authority" if known or proposed else "seal_ring",
        extractor=extractor,
        doubt=doubt,
        accept=0.6 if known else 0.9,
    )


@dataclass(frozen=True)
class _Named:
    """A seal's name, the expected authority it is or is nearest to, and what speaks for and against it."""

    name: str
    nearest: str | None
    seal: Seal
    page: int
    expected: bool
    pattern: re.Pattern[str]
    near: str

    @property
    def known(self) -> bool:
        """Whether something else on the paper names this authority's place."""
        if self.pattern is CENTRAL_BANK:
            branch = _BRANCH.match(self.name)
            return branch is not None and branch["place"] in self.near
        return self.name == self.nearest

    @property
    def weakest(self) -> float:
        """The least sure character of the name; of old readings the mean."""
        return min(self.seal.sureness, default=self.seal.confidence)

    @property
    def confidence(self) -> float:
        """The weakest character's probability, and for the central bank no more than its branch is known."""
        if self.pattern is CENTRAL_BANK and not self.known and not self._in_place:
            return min(self.weakest, 0.5)
        return self.weakest

    @property
    def doubt(self) -> str | None:
        """Why the name waits for a person."""
        value = self.nearest or self.name
        if self.nearest is not None and self.nearest != self.name:
            return "seal_unclear"
        if not value.endswith(_ENDINGS) or len(value) < 6:
            return "name_incomplete"
        if self.pattern is CENTRAL_BANK:
            return None if self.known or (self.seal.whole and self._in_place) else "name_incomplete"
        if not self.seal.whole:
            return "name_incomplete"
        if self.expected and not self.known:
            return "seal_unclear"
        return None if self.known or self._in_place else "name_incomplete"

    @property
    def _in_place(self) -> bool:
        """Whether the name begins with a place that exists."""
        branch = _BRANCH.match(self.name)
        if branch is not None:
            return any(region.is_place(branch["place"] + kind) for kind in ("市", "县", "省", "地区", "区", ""))
        plain = re.sub(r"^国家税务总局", "", self.name)
        office = _OFFICE.search(plain)
        return office is not None and region.is_place(plain[: office.start()])


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
            name = ring_name(seal)
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
    return _offices(pattern, city, district)


def _expected_of(pattern: re.Pattern[str], number: str | None) -> list[str]:
    """The same from the region code that a registered seal's number begins with."""
    levels = region.names(number[:6]) if number else ()
    if len(levels) < 2:
        return []
    return _offices(pattern, levels[-2] if levels[-2].endswith("市") else "", levels[-1])


def _offices(pattern: re.Pattern[str], city: str, district: str) -> list[str]:
    """Names of the authorities of a place."""
    if not city and not district:
        return []
    stem = re.sub(r"[区县旗]$", "", district)
    areas = [a for a in dict.fromkeys((city + district, district, city)) if a]
    if pattern is TAX:
        return (
            [a + office for a in areas for office in ("国家税务局", "地方税务局", "税务局")]
            + [f"国家税务总局{a}税务局" for a in areas]
            + [city + office + stem + "分局" for office in ("国家税务局", "地方税务局") if city and stem]
        )
    if pattern is REGISTRAR:
        offices = ("市场监督管理局", "工商行政管理局", "行政审批局", "行政审批服务局")
        whole = [a + office for a in areas for office in offices]
        return whole + [
            city + office + part + "分局" for office in offices[:2] for part in (stem, district) if city and part
        ]
    if pattern is QUALITY:
        return [a + office for a in areas for office in ("质量技术监督局", "市场监督管理局")]
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
