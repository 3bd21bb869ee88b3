"""Random applicants for calibration: any period, layout, way of scanning and severity."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from samples import _application, _book_random, _certificates, _data, _ledgers, _money_papers, _piles, _texts, _various
from samples._case import CaseFolder
from samples._paper import Paper
from samples._party import Applicant, applicant


def draw(seed: int, count: int, out: Path, seldom: bool = False) -> list[Path]:
    """Draw `count` cases under `out`, named by seed and number; the same seed gives the same cases.

    With `seldom`, piles of the papers that applicants rarely add, so that there are examples enough of each.
    """
    one = _seldom if seldom else _one
    return [one(seed, number).save(out) for number in range(count)]


def _seldom(seed: int, number: int) -> CaseFolder:
    """Text documents, books, titles, mortgages and old certificates of one company, without the usual papers."""
    rng = random.Random(f"{seed}/seldom/{number}")
    as_of = _data.day_between(rng, date(2012, 2, 10), date(2014, 2, 20))
    if number % 3:
        as_of = _data.day_between(rng, date(2017, 2, 10), date(2024, 9, 30))
    a = applicant(rng, as_of, "cas_2007" if as_of.year < 2019 else "cas_2019")
    c = _various.words(a.company, rng)
    name = f"seldom-{seed}-{number:03d}"
    case = CaseFolder(name, as_of, {"kind": "company", "name": c.name}, rng, regime="L1" if number % 3 == 0 else "L4")
    papers = [*_texts.drawn(a, rng, as_of), *_texts.drawn(a, rng, as_of)]
    papers += [*_various.extras(c, rng, as_of), *_various.extras(c, rng, as_of)]
    papers += [p for p in _various.person_papers(c.head, c, rng, as_of) if p.type != "resident_id_card"]
    if number % 3 == 0:
        day = max(as_of - timedelta(days=rng.randrange(40, 1300)), c.founded)
        papers += [_various.code(c, rng, day), _various.tax(c, rng, rng.choice(("national", "local", "joint")), day)]
        papers.append(_various.loan_card(c, rng, tuple(range(as_of.year - 3, as_of.year)), c.founded))
        papers.append(_certificates.capital_verification(c, rng, c.founded - timedelta(days=5)))
    _piles.put(case, papers, rng)
    for paper, data in _book_random.drawn(a, rng):
        if data is None:
            _piles.one(case, paper, rng)
    return case


def _one(seed: int, number: int) -> CaseFolder:
    rng = random.Random(f"{seed}/{number}")
    year = rng.choice((2011, 2012, 2013, 2015, 2016, 2018, 2020, 2021, 2022, 2023, 2024))
    as_of = _data.day_between(rng, date(year, 2, 10), date(year, 9, 30))
    old = as_of < date(2015, 10, 1)
    if rng.random() < 0.18:
        return _person(rng, f"random-{seed}-{number:03d}", as_of)
    if rng.random() < 0.15:
        return _sole(rng, f"random-{seed}-{number:03d}", as_of, old)
    standard = (
        rng.choice(("cas_2007", "cas_2007", "small_enterprise"))
        if year < 2019
        else rng.choice(("cas_2019", "cas_2019", "small_enterprise"))
    )
    a = applicant(
        rng,
        as_of,
        standard if as_of.year > 2013 or standard != "small_enterprise" else "cas_2007",
        grain=rng.choice(("0.01", "0.01", "0.01", "100")),
    )
    _various.words(a.company, rng)
    case = CaseFolder(
        f"random-{seed}-{number:03d}",
        as_of,
        {"kind": "company", "name": a.company.name},
        rng,
        regime="L1" if old else "L4",
    )
    words = _texts.drawn(a, rng, as_of) if rng.random() < 0.35 else []
    _piles.put(case, [*_papers(a, rng, as_of, old), *words], rng)
    made = _ledgers.trial_balance(a.company.name, a.books.year, a.accounts, rng, rng.choice(("xlsx", "csv")))
    case.sheet_file(made[0], f"{_piles.name(case, rng)}.{'xlsx' if made[1][:2] == b'PK' else 'csv'}", made[1])
    for paper, data in _book_random.drawn(a, rng) if rng.random() < 0.3 else []:
        if data is None:
            _piles.one(case, paper, rng)
        else:
            case.sheet_file(paper, f"{_piles.name(case, rng)}.{'xlsx' if data[:2] == b'PK' else 'csv'}", data)
    return case


def _sole(rng: random.Random, name: str, as_of: date, old: bool) -> CaseFolder:
    """A sole proprietor: licence, card, application, household register page; with an old licence a tax registration."""
    c = _various.words(_data.company(rng, as_of, sole=True), rng)
    case = CaseFolder(name, as_of, {"kind": "company", "name": c.name}, rng, sole=True, regime="L1" if old else "L4")
    issued = _data.day_between(rng, c.founded if old else max(c.founded, date(2015, 10, 1)), as_of - timedelta(days=20))
    form = "old_2014" if old else "landscape" if issued >= date(2019, 3, 1) else "portrait"
    wish = _application.wish(rng, as_of, c.bank, 80)
    proof_day, wage = as_of - timedelta(days=9), rng.randrange(5, 40) * 1000
    papers = [
        _various.licence(c, rng, issued, form),
        _various.card(c.head, rng),
        _application.application(c, wish, rng, old=old, hand=rng.random() < 0.4),
        _various.household(c.head, rng, _data.day_between(rng, date(2003, 1, 1), as_of)),
        _various.income(c.head, rng, c.name, proof_day, wage),
    ]
    if old:
        papers.append(_various.tax(c, rng, "joint", issued))
    papers += _various.extras(c, rng, as_of)
    _piles.put(case, papers, rng)
    return case


def _person(rng: random.Random, name: str, as_of: date) -> CaseFolder:
    """A natural person: application, card, household register, income, and what they own."""
    c = _various.words(_data.company(rng, as_of), rng)
    case = CaseFolder(name, as_of, {"kind": "person", "name": c.head.name}, rng)
    papers = [_various.person_application(c.head, c, rng, as_of), *_various.person_papers(c.head, c, rng, as_of)]
    _piles.put(case, papers, rng)
    return case


def _papers(a: Applicant, rng: random.Random, as_of: date, old: bool) -> list[Paper]:
    c = a.company
    issued = _data.day_between(rng, c.founded, as_of - timedelta(days=60))
    form = (
        ("old" if as_of < date(2014, 3, 1) else "old_2014")
        if old
        else ("landscape" if issued >= date(2019, 3, 1) else "portrait")
    )
    if form == "portrait" and issued < date(2015, 10, 1):
        issued = _data.day_between(rng, date(2015, 10, 1), min(as_of, date(2019, 2, 28)))
    last = as_of.year - (2 if as_of.month <= 6 else 1)
    years = tuple(y for y in range(max(c.founded.year, last - 3), last + 1)) if form == "old" else ()
    if form == "old":
        issued = (
            _data.day_between(rng, c.founded, min(date(last - 3, 12, 31), as_of))
            if c.founded <= date(last - 3, 12, 31)
            else c.founded
        )
    opened = c.founded + timedelta(days=rng.randrange(10, 90))
    papers = [
        _various.licence(c, rng, issued, form, years),
        _various.card(c.head, rng),
        _application.application(c, a.wish, rng, old=old, hand=rng.random() < 0.25),
        _various.permit(c, rng, opened),
        *_money_papers.papers(a, rng, as_of),
    ]
    papers += _various.extras(c, rng, as_of)
    if old:
        valid = as_of - timedelta(days=rng.randrange(40, 1300))
        papers.append(_various.code(c, rng, max(valid, c.founded)))
        for kind in rng.choice((("joint",), ("national", "local"))):
            papers.append(_various.tax(c, rng, kind, max(valid, c.founded)))
        papers.append(_certificates.capital_verification(c, rng, c.founded - timedelta(days=rng.randrange(3, 20))))
        papers.append(_various.loan_card(c, rng, tuple(range(as_of.year - 3, as_of.year)), opened))
    return papers
