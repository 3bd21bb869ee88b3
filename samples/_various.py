"""The papers of a random applicant, each in one of its many layouts; which of them a case holds is drawn too."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from samples import (
    _application,
    _certificate_forms,
    _certificates,
    _data,
    _identity,
    _income_forms,
    _licence,
    _licence_forms,
    _mortgage_forms,
    _names,
    _person_forms,
    _property_forms,
    _registry_forms,
    _tax_forms,
    _vehicle_forms,
)
from samples._data import Company, Person
from samples._paper import Paper

_USUAL = 0.2
"""Share of the papers that are drawn as the kept cases draw them."""


def words(c: Company, rng: random.Random) -> Company:
    """The company under names from the wider stock of words, mostly."""
    return c if rng.random() < 0.15 else _names.enrich(c, rng)


def licence(c: Company, rng: random.Random, issued: date, form: str, inspections: tuple[int, ...] = ()) -> Paper:
    """A licence; those with a page of inspections only as the kept cases have them."""
    if form == "old" and rng.random() < 0.7 or rng.random() < _USUAL:
        return _licence.licence(c, rng, issued, form, inspections)
    return _licence_forms.licence(c, rng, issued, form.startswith("old"))


def card(p: Person, rng: random.Random) -> Paper:
    """An identity card."""
    return _person_forms.id_card(p, rng)


def permit(c: Company, rng: random.Random, opened: date) -> Paper:
    """An account permit or the sheet that took its place."""
    if rng.random() < _USUAL:
        return _certificates.account_permit(c, rng, opened)
    return _certificate_forms.account_permit(c, rng, opened)


def code(c: Company, rng: random.Random, valid_from: date) -> Paper:
    """A code certificate."""
    draw = _certificates.organisation_code if rng.random() < _USUAL else _certificate_forms.organisation_code
    return draw(c, rng, valid_from)


def tax(c: Company, rng: random.Random, kind: str, issued: date) -> Paper:
    """A tax registration."""
    draw = _certificates.tax_registration if rng.random() < _USUAL else _certificate_forms.tax_registration
    return draw(c, rng, kind, issued)


def loan_card(c: Company, rng: random.Random, years: tuple[int, ...], issued: date) -> Paper:
    """A loan card."""
    draw = _certificates.loan_card if rng.random() < _USUAL else _certificate_forms.loan_card
    return draw(c, rng, years, issued)


def household(p: Person, rng: random.Random, registered: date) -> Paper:
    """A page of the household register."""
    draw = _identity.household_page if rng.random() < _USUAL else _person_forms.household_page
    return draw(p, rng, registered)


def income(p: Person, rng: random.Random, employer: str, day: date, monthly: int) -> Paper:
    """A proof of income."""
    draw = _identity.income_proof if rng.random() < _USUAL else _income_forms.income_proof
    return draw(p, rng, employer, day, monthly)


def extras(c: Company, rng: random.Random, as_of: date) -> list[Paper]:
    """Papers that a company may add: register, titles, mortgages, vehicles, taxes paid."""
    since = max(c.founded + timedelta(days=200), date(2003, 1, 1))
    day = _data.day_between(rng, since, as_of - timedelta(days=30))
    building = _property_forms.company_estate(c, rng, as_of)
    wanted: list[Paper] = []
    if as_of.year >= 2014 and rng.random() < 0.4:
        draw = _registry_forms.extract if rng.random() < 0.7 else _registry_forms.annual_report
        wanted.append(draw(c, rng, as_of))
    if rng.random() < 0.4:
        wanted.append(_property_forms.any_property(building, rng, day))
    if rng.random() < 0.25:
        secured = Decimal(rng.randrange(10, 900)) * 100000
        wanted.append(_mortgage_forms.encumbrance(building, rng, c.bank, secured, day))
    if rng.random() < 0.25:
        wanted.append(_vehicle_forms.vehicle(c.name, c.uscc, c.place, rng, day, company=True))
    if rng.random() < 0.35:
        number = c.uscc if as_of >= date(2015, 10, 1) else c.old_taxpayer_id
        wanted.append(
            _tax_forms.tax_payment(c.name, number, c.place, rng, as_of - timedelta(days=rng.randrange(2, 60)))
        )
    return wanted


def person_papers(p: Person, c: Company, rng: random.Random, as_of: date) -> list[Paper]:
    """What a natural person hands in: card, register page, income, home, car, marriage; `c` employs them."""
    spouse = _names.enrich_person(_data.person(rng, as_of, p.place, "female" if p.sex == "male" else "male"), rng)
    wed = _data.day_between(rng, date(as_of.year - 6, 1, 1), as_of - timedelta(days=90))
    home = _property_forms.personal_estate(p, rng, as_of)
    papers = [
        card(p, rng),
        household(p, rng, _data.day_between(rng, date(2003, 1, 1), as_of)),
        income(p, rng, c.name, as_of - timedelta(days=rng.randrange(2, 28)), rng.randrange(4, 60) * 1000),
    ]
    if rng.random() < 0.7:
        papers.append(_person_forms.marriage(p, spouse, rng, wed))
        papers.append(card(spouse, rng))
    if rng.random() < 0.7:
        papers.append(_property_forms.any_property(home, rng, _data.day_between(rng, date(2004, 1, 1), as_of)))
    if rng.random() < 0.4:
        day = _data.day_between(rng, date(2008, 6, 1), as_of)
        papers.append(_mortgage_forms.encumbrance(home, rng, c.bank, Decimal(rng.randrange(3, 60)) * 100000, day))
    if rng.random() < 0.6:
        day = _data.day_between(rng, date(2006, 1, 1), as_of)
        papers.append(_vehicle_forms.vehicle(p.name, p.id_number, p.place, rng, day))
    if rng.random() < 0.4:
        papers.append(_tax_forms.tax_payment(p.name, p.id_number, p.place, rng, as_of - timedelta(days=20)))
    return papers


def person_application(p: Person, c: Company, rng: random.Random, as_of: date) -> Paper:
    """A natural person's application to borrow from the bank of `c`."""
    return _application.application(p, _application.wish(rng, as_of, c.bank, 80), rng, hand=rng.random() < 0.4)
