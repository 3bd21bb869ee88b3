"""What is offered as a counter-guarantee, and who the owners of it may be (article 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks import _names, _papers, _wishes
from checks._facts import Fact, field_of
from checks._related import circle
from checks.addresses import road
from schemas.core import Case, Document

_PLEDGED = re.compile(r"抵押|质押|房产|厂房|不动产|土地|设备|车辆|存货")
_PAPERS = ("property_certificate", "vehicle_certificate", "encumbrance_certificate", "appraisal_report")


def offered(case: Case) -> bool | None:
    """Whether the application offers things and not only persons; null when it was not read."""
    wish = _wishes.asked(case, "counter_guarantee")
    return None if wish is None or not wish.usable else _PLEDGED.search(wish.text) is not None


def has_collateral(case: Case) -> str | None:
    """Applies where titles are in the pile, or the application offers things."""
    if offered(case) or any(case.of_type(t) for t in _PAPERS):
        return None
    return None if offered(case) is None else "反担保措施没有抵押、质押，也没有提供权证，不适用。"


def titles(case: Case) -> tuple[Document, ...]:
    """Titles to property and vehicles, but for premises that the applicant only rents."""
    held = (*case.of_type("property_certificate"), *case.of_type("vehicle_certificate"))
    landlords = [
        f.text for d in case.of_type("lease_contract") if _rents(case, d) and (f := field_of(d, "lessor")).value
    ]
    return tuple(d for d in held if not any(o in landlords for o in owner_names(d)))


def _rents(case: Case, lease: Document) -> bool:
    """Whether the applicant is the tenant."""
    tenant = field_of(lease, "lessee")
    return tenant.value is None or _names.compare(tenant.text, case.applicant.name or "") == _names.SAME


def owner_names(title: Document) -> tuple[str, ...]:
    """The owners that a title names.

    Several are joined by 、; white space around them does not count.
    """
    return tuple(n.strip() for n in re.split(r"[、,，;；/]", field_of(title, "owner").text) if n.strip())


@dataclass(frozen=True)
class Known:
    """A person or company of the case: the name, what they are to it, and where that is said (null for the applicant)."""

    name: str
    role: str
    fact: Fact | None


def parties(case: Case, pile: Case) -> tuple[Known, ...]:
    """Everybody whom the case knows: the applicant, its head and owners, holders of cards, spouses, other companies."""
    found = [Known(case.applicant.name, "申请人", None)] if case.applicant.name else []
    head = _papers.legal_representative(case)
    found += [Known(head.text, "法定代表人", head)] if head is not None else []
    found += [Known(f.text, "股东", f) for f in circle(case).names]
    found += [Known(f.text, "提供身份资料的个人", f) for f in _people(case)]
    others = _papers.of_others(pile)
    found += [Known(f.text, "其他单位", f) for d in others if (f := field_of(d, _papers.name_field(d.type))).value]
    return tuple(found)


def _people(case: Case) -> Iterator[Fact]:
    """Names on identity cards, household registers and marriage certificates."""
    for type_ in ("resident_id_card", "household_register_page"):
        yield from (f for d in case.of_type(type_) if (f := field_of(d, "name")).value is not None)
    for paper in case.of_type("marriage_certificate"):
        yield from (f for n in ("party_a_name", "party_b_name") if (f := field_of(paper, n)).value is not None)


def spouse(case: Case, name: str) -> Fact | None:
    """The spouse by a marriage certificate in the pile."""
    for paper in case.of_type("marriage_certificate"):
        a, b = field_of(paper, "party_a_name"), field_of(paper, "party_b_name")
        for this, other in ((a, b), (b, a)):
            if this.value is not None and other.value is not None and _names.compare(this.text, name) == _names.SAME:
                return other
    return None


def place(location: str) -> tuple[str, tuple[str, ...]]:
    """Road and numbers of a location, which tell it from others.

    >>> place('成都市武侯区中南路199号10幢1单元1304室')
    ('中南路', ('199', '10', '1', '1304'))
    """
    text = _names.plain(location)
    return road(text), tuple(re.findall(r"\d+", text))


def same_place(a: str, b: str) -> bool | None:
    """Whether two locations are one: null when one says less than the other, or too little.

    >>> same_place('甲市乙路1号2室', '乙路1号2室'), same_place('乙路1号', '乙路1号2室'), same_place('乙路1号', '丙路1号')
    (True, None, False)
    """
    (x, m), (y, n) = place(a), place(b)
    if x != y:
        return None if x in y or y in x or _names.compare(x, y) != _names.DIFFERENT else False
    if not x:
        return True if _names.plain(a) == _names.plain(b) else None
    if m == n:
        return True
    return None if m[: len(n)] == n or n[: len(m)] == m else False


def of_property(title: Document, papers: tuple[Document, ...], alone: bool) -> tuple[Document, ...]:
    """The papers about a title's property: by unit number, else by place; the only one goes with the only title."""
    unit, here = field_of(title, "unit_number"), field_of(title, "location")
    found = []
    for paper in papers:
        other, where = field_of(paper, "unit_number"), field_of(paper, "location")
        if unit.value is not None and other.value is not None:
            met = unit.text == other.text
        elif where.value is None or here.value is None:
            met = alone or (title.type == "vehicle_certificate" and where.value is None)
        else:
            met = same_place(here.text, where.text) is not False
        if met or (alone and paper.type == "appraisal_report"):
            found.append(paper)
    return tuple(found)


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
