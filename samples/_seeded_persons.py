"""A sole proprietor of 2017 and a natural person of 2022, whose papers agree."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from samples import (
    _application,
    _certificates,
    _data,
    _identity,
    _income_forms,
    _licence,
    _party,
    _property_forms,
    _seeded_files,
)
from samples._seeded_files import Move
from samples._seeded_world import DIGITAL, SHEET, Base, Drawn, Slot, World

SHOP_DAY, PERSON_DAY = date(2017, 6, 8), date(2022, 3, 15)


@cache
def shop() -> Base:
    """A shop on a licence of 15 digits with a joint tax registration."""
    rng = random.Random("seeded/shop")
    a = _party.applicant(rng, SHOP_DAY, "small_enterprise", sole=True, founded=date(2011, 8, 17))
    a.company.extra["authority"] = a.company.commerce_authority
    a.wish = replace(a.wish, amount=Decimal(200000), months=12, purpose="采购货物", day=SHOP_DAY)
    return Base(World("seeded-shop", SHOP_DAY, a, {"card_of": a.company.head}), SHOP)


@cache
def person() -> Base:
    """An employee with a register page, an income, a flat and an account that receives the wages."""
    rng = random.Random("seeded/person")
    a = _party.applicant(rng, PERSON_DAY, "small_enterprise", founded=date(2009, 9, 2))
    c = a.company
    c.head = _born(c.head, date(1984, 7, 2), date(2015, 3, 11))
    a.wish = replace(a.wish, amount=Decimal(90000), months=12, purpose="装修住房", day=PERSON_DAY)
    home = _property_forms.estate(c.head.name, c.head.place, rng, PERSON_DAY)
    said = {"registered": c.head, "monthly": 16000, "paid": Decimal("16000.00"), "home": home, "moves": []}
    return Base(World("seeded-person", PERSON_DAY, a, said), PERSON)


def _born(p: _data.Person, birth: date, issued: date) -> _data.Person:
    """The same person with another birth, and the card and the number that go with it."""
    from standards import resident_id

    body = f"{p.id_number[:6]}{birth:%Y%m%d}{p.id_number[14:17]}"
    number = body + resident_id.calc_check_digit(body)
    return replace(p, birth=birth, id_number=number, valid_from=issued, valid_to=_data.anniversary(issued, 20))


def _licence_of(w: World, rng: random.Random) -> Drawn:
    return Drawn(_licence.licence(w.applicant.company, rng, date(2014, 9, 3), "old_2014"))


def _shop_card(w: World, rng: random.Random) -> Drawn:
    return Drawn(_identity.id_card(w.said["card_of"], rng, "beside"), dpi=200)


def _joint(w: World, rng: random.Random) -> Drawn:
    return Drawn(_certificates.tax_registration(w.applicant.company, rng, "joint", date(2014, 9, 22)))


def _shop_application(w: World, rng: random.Random) -> Drawn:
    return Drawn(_application.application(w.applicant.company, w.applicant.wish, rng, old=True))


def _card(w: World, rng: random.Random) -> Drawn:
    return Drawn(_identity.id_card(w.applicant.company.head, rng, "beside"), dpi=200)


def _application_of(w: World, rng: random.Random) -> Drawn:
    return Drawn(_application.application(w.applicant.company.head, w.applicant.wish, rng), DIGITAL)


def _register(w: World, rng: random.Random) -> Drawn:
    return Drawn(_identity.household_page(w.said["registered"], rng, date(2012, 11, 5)), dpi=200)


def _income(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    proof = _income_forms.income_proof(a.company.head, rng, a.company.name, date(2022, 3, 4), w.said["monthly"])
    return Drawn(proof, DIGITAL)


def _home(w: World, rng: random.Random) -> Drawn:
    return Drawn(_property_forms.real_estate(w.said["home"], rng, date(2018, 5, 22)), DIGITAL)


def _wages(w: World, rng: random.Random) -> Drawn:
    a = w.applicant
    months = [(2021, n) for n in range(3, 13)] + [(2022, 1), (2022, 2), (2022, 3)]
    moves = [Move(date(y, m, 10), "工资", a.company.name, w.said["paid"]) for y, m in months]
    moves += [Move(date(y, m, 20), "消费", "某某商场", Decimal("-4100.00")) for y, m in months[:-1]]
    name = a.company.head.name
    made = _seeded_files.bank_list(
        name,
        "6222020012345678903",
        a.company.bank,
        date(2021, 3, 1),
        date(2022, 3, 14),
        Decimal("20000.00"),
        [*moves, *w.said["moves"]],
    )
    return Drawn(made[0], SHEET, made[1])


SHOP: dict[str, Slot] = {"licence": _licence_of, "card": _shop_card, "tax": _joint, "application": _shop_application}
PERSON: dict[str, Slot] = {
    "application": _application_of,
    "card": _card,
    "register": _register,
    "income": _income,
    "home": _home,
    "wages": _wages,
}
