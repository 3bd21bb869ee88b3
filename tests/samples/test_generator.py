"""The generator: the same seed gives the same bytes, and boxes follow what is drawn through every warp."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from PIL import Image, ImageDraw

from samples import _books, _data, _ledgers, _lines, _scan
from samples._case import packed
from samples._draw import Sheet
from samples._party import applicant
from samples._print import pictures_pdf, raster
from standards import capital_amount, chinese_date, resident_id, uscc

LOOKS = [*sorted(_scan.STEPS), "fold+copy_stamp+photo_curled+glare_small", "show_through+fax", "pen+scan_cut+small"]


def page_with_a_black_box() -> Image.Image:
    page = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(page).rectangle((200, 300, 320, 380), fill="black")
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_gives_the_same_picture_twice(look: str) -> None:
    first, second = (_scan.take(page_with_a_black_box(), look, random.Random(5)) for _ in range(2))
    assert _scan.jpeg(first.image, 70, 150) == _scan.jpeg(second.image, 70, 150)
    assert first.box((0.1, 0.1, 0.2, 0.2)) == second.box((0.1, 0.1, 0.2, 0.2))


@pytest.mark.parametrize("look", LOOKS)
def test_boxes_follow_the_page_through_its_warp(look: str) -> None:
    shot = _scan.take(page_with_a_black_box(), look, random.Random(11))
    x0, y0, x1, y1 = shot.box((200 / 600, 300 / 800, 320 / 600, 380 / 800))
    gray = np.asarray(shot.image.convert("L"))
    rows = slice(int(y0 * gray.shape[0]), int(y1 * gray.shape[0]))
    inside = gray[rows, int(x0 * gray.shape[1]) : int(x1 * gray.shape[1])]
    left = gray[rows, int((x0 - 0.08) * gray.shape[1]) : int((x0 - 0.02) * gray.shape[1])]
    dark = 0.72 * np.median(left)
    assert (inside < dark).mean() > 0.75
    assert (left < dark).mean() < 0.1


def test_files_have_the_same_bytes_on_every_run() -> None:
    def made() -> tuple[bytes, bytes, bytes, bytes]:
        rng = random.Random(3)
        a = applicant(rng, date(2022, 6, 1), "cas_2019")
        book = _ledgers.trial_balance("甲公司", 2021, a.accounts, rng)[1]
        text = _ledgers.trial_balance("甲公司", 2021, a.accounts, rng, "csv")[1]
        sheet = Sheet(60, 40)
        sheet.frame((5, 5, 50, 30))
        picture = _scan.take(raster(sheet, 150), "scan", rng).image
        jpeg = _scan.jpeg(picture, 60, 150)
        return book, text, pictures_pdf([(jpeg, *picture.size, 150)]), packed({"甲.jpg": jpeg}, gbk=True)

    assert made() == made()


@pytest.mark.parametrize("seed", range(12))
def test_people_and_companies_have_valid_numbers_and_possible_cards(seed: int) -> None:
    c = _data.company(random.Random(seed), date(2021, 5, 4))
    assert uscc.is_valid(c.uscc) and c.uscc[8:17] == c.organisation_code.replace("-", "")
    assert resident_id.birth_date(c.head.id_number) == c.head.birth
    assert resident_id.sex(c.head.id_number) == c.head.sex
    assert c.head.valid_from <= date(2021, 5, 4) and (c.head.valid_to or date.max) >= date(2021, 5, 4)


@pytest.mark.parametrize("standard", ["cas_2007", "cas_2019", "small_enterprise"])
@pytest.mark.parametrize("grain", ["0.01", "100"])
def test_books_balance_in_every_format_and_unit(standard: str, grain: str) -> None:
    loans = (Decimal(2_000_000), Decimal(1_500_000))
    books = _books.keep(random.Random(standard + grain), standard, 2022, Decimal(8_000_000), loans, grain)
    assert set(books.balance) == set(_lines.keys(standard, "balance_sheet"))
    for side in (0, 1):
        assert books.balance["total_assets"][side] == books.balance["total_liabilities_equity"][side]
    assert all(v % Decimal(grain) == 0 for pair in books.balance.values() for v in pair)
    earned = sum(books.balance[k][0] - books.balance[k][1] for k in ("retained_earnings", "surplus_reserve"))
    assert earned == books.income["net_profit"][0]


@pytest.mark.parametrize("amount", [200_000, 1_005_000, 5_000_000, 10_500_000, 30_000_000, 100_020_000])
def test_amounts_in_capitals_read_back(amount: int) -> None:
    assert capital_amount.parse(f"{_data.in_capitals(Decimal(amount))}元整") == amount


@pytest.mark.parametrize("day", [date(2012, 10, 21), date(2009, 1, 30), date(2010, 11, 10)])
def test_dates_in_numerals_read_back(day: date) -> None:
    assert chinese_date.parse(_data.numerals(day)) == day
