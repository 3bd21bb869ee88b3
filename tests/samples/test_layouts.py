"""Papers in many layouts: the same seed draws the same sheet, and every value that is true of it has its place on it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from samples import (
    _certificate_forms,
    _data,
    _income_forms,
    _licence_forms,
    _mortgage_forms,
    _names,
    _person_forms,
    _property_forms,
    _registry_forms,
    _tax_forms,
    _vehicle_forms,
)
from samples._data import Company
from samples._paper import Paper

EARLY, LATE = date(2012, 6, 8), date(2021, 6, 8)


def company(rng: random.Random, day: date, sole: bool = False) -> Company:
    return _names.enrich(_data.company(rng, day, sole), rng)


def estate(rng: random.Random, day: date) -> _property_forms.Estate:
    return _property_forms.company_estate(company(rng, day), rng, day)


def married(rng: random.Random) -> Paper:
    c = company(rng, LATE)
    return _person_forms.marriage(c.head, _names.place_and_person(rng, c), rng, EARLY)


DRAW: dict[str, Callable[[random.Random], Paper]] = {
    "licence": lambda r: _licence_forms.licence(company(r, LATE), r, date(2019, 9, 2)),
    "old_licence": lambda r: _licence_forms.licence(company(r, EARLY, r.random() < 0.5), r, EARLY, old=True),
    "code": lambda r: _certificate_forms.organisation_code(company(r, EARLY), r, EARLY),
    "tax": lambda r: _certificate_forms.tax_registration(company(r, EARLY), r, "joint", EARLY),
    "permit": lambda r: _certificate_forms.account_permit(company(r, LATE), r, EARLY),
    "loan_card": lambda r: _certificate_forms.loan_card(company(r, EARLY), r, (2009, 2010), date(2008, 1, 5)),
    "title": lambda r: _property_forms.any_property(estate(r, LATE), r, r.choice((EARLY, LATE))),
    "mortgage": lambda r: _mortgage_forms.encumbrance(
        estate(r, LATE), r, "兴业银行支行", Decimal(860000), r.choice((EARLY, LATE))
    ),
    "vehicle": lambda r: _vehicle_forms.vehicle("沈青禾", "330106198002031236", _data.PLACES[0], r, EARLY),
    "card": lambda r: _person_forms.id_card(company(r, LATE).head, r),
    "household": lambda r: _person_forms.household_page(company(r, LATE).head, r, EARLY),
    "marriage": married,
    "income": lambda r: _income_forms.income_proof(company(r, LATE).head, r, "江城云海机电设备有限公司", LATE, 9000),
    "taxes": lambda r: _tax_forms.tax_payment("江城云海有限公司", "91330106580000014T", _data.PLACES[0], r, LATE),
    "register": lambda r: _registry_forms.extract(company(r, LATE), r, LATE),
    "annual": lambda r: _registry_forms.annual_report(company(r, LATE), r, LATE),
}

_UNPLACED = {"copy_kind", "tax_authority_kind"}
"""What a paper says without printing it at one place."""


@pytest.mark.parametrize("kind", sorted(DRAW))
def test_every_true_value_has_a_place_on_the_paper(kind: str) -> None:
    for seed in range(8):
        paper = DRAW[kind](random.Random(f"{kind}/{seed}"))
        places = paper.boxes()
        missing = {n for n, v in paper.fields.items() if v not in (None, [])} - _UNPLACED - set(places)
        assert not missing, f"seed {seed}"
        assert all(0 <= box[0] < box[2] <= 1.01 and 0 <= box[1] < box[3] <= 1.01 for _, box in places.values())


@pytest.mark.parametrize("kind", sorted(DRAW))
def test_a_seed_draws_the_same_sheet_and_seeds_differ(kind: str) -> None:
    first, again, other = (DRAW[kind](random.Random(f"{kind}/{seed}")) for seed in (1, 1, 2))
    assert first.boxes() == again.boxes()
    assert first.fields == again.fields
    assert first.boxes() != other.boxes()
