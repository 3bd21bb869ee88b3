"""One address on all papers: the city must be the same, another road is worth a visit (5.1.1)."""

from __future__ import annotations

import re

from checks import _names, _papers
from checks._facts import Fact, facts, field_of, name_of, names_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Severity
from standards import region

_PATHS = (
    "organisation_code_certificate.address",
    "tax_registration_certificate.address",
    "registry_extract.address",
    "articles_of_association.address",
)


@check("XID-003", title="地址一致", article="5.1.1", severity=Severity.MEDIUM, applies=_papers.company)
def one_address(case: Case) -> Outcome:
    """The address is in one city and on one road wherever it stands."""
    licences = [f for d in _papers.licences(case) if (f := field_of(d, "address")).value is not None]
    held = [*licences[:1], *facts(case, *_PATHS)]
    sure = [f for f in held if f.usable]
    if len(held) < 2:
        return unknown("读到地址的资料不足两份，不能比较。", *held)
    if len(sure) < 2:
        return unknown("地址待人工复核，不能比较。", *held)
    reference = sure[0]
    outcomes = [_pair(reference, other) for other in sure[1:]]
    agreed = passed(f"{names_of(f.document for f in sure)}的地址一致：{reference.text}。", *sure)
    return worst([o for o in outcomes if o is not None], agreed)


def _pair(a: Fact, b: Fact) -> Outcome | None:
    """Two addresses; null when they name the same city and road, as far as they name any."""
    x, y = (_names.plain(f.text) for f in (a, b))
    message = f"{name_of(a.document)}地址「{a.text}」，{name_of(b.document)}「{b.text}」"
    cities = region.prefectures(x), region.prefectures(y)
    if all(cities) and not cities[0] & cities[1]:
        return failed(f"{message}，不在同一城市", a, b)
    roads = road(x), road(y)
    if roads[0] in roads[1] or roads[1] in roads[0]:
        return None
    if _names.compare(*roads) != _names.DIFFERENT:
        return unknown(f"{message}，路名有一个形近字不同，请核对原件", a, b)
    return warned(f"{message}，路名不同，注册地和经营地都应实地查看", a, b)


_DIVISION = re.compile(r".*(?:省|自治区|市|区|县|旗|镇|乡|街道)")


def road(address: str) -> str:
    """The road (or village, or estate) of an address: what stands between the divisions and the first number.

    >>> road('浙江省杭州市西湖区华昌路451号6幢701室'), road('青岛市市北区人民东路377号'), road('成都市武侯区')
    ('华昌路', '人民东路', '')
    """
    head = re.split(r"[\d(一二三四五六七八九十]+(?:号|弄|幢|栋|座|层|楼|室)|\d", address)[0]
    return _DIVISION.sub("", head)
