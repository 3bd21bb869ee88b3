"""Seals on paper: found in every ink, read around their ring, told from ornament, known to be cut."""

from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ocr import _seal_ring, _seal_year, copy_stamps, seals, stamps, under_stamps
from ocr._seal_ring import Letter
from ocr.engine import RapidEngine, Reading
from ocr.page_image import PictureReader
from samples import _fonts, _seal_styles
from samples._seal_styles import INKS, Style
from schemas.core import BoundingBox, Line, Seal, TextSource

NAME = "杭州市西湖区市场监督管理局"
PLAIN = Style(wear=0.1)


def _page(*pressed: tuple[Image.Image, int, int], width: int = 1200, height: int = 850) -> NDArray[np.uint8]:
    page = Image.new("RGB", (width, height), (252, 250, 246))
    for i in range(5):
        ImageDraw.Draw(page).text((80, 60 + 70 * i), "本证书依法核发请妥善保管", (20, 20, 20), _fonts.font("song", 26))
    for image, x, y in pressed:
        page.paste(image, (x, y), image)
    return np.asarray(page, np.uint8).copy()


def _seal(
    ink: str, style: Style = PLAIN, wide: int = 240, lines: tuple[str, ...] = (), number: str = ""
) -> Image.Image:
    image = _seal_styles.seal(NAME, style, INKS[ink][0], random.Random(4), lines, number)
    return image.resize((wide, round(wide * image.height / image.width)), Image.Resampling.LANCZOS)


@pytest.fixture(scope="module")
def engine() -> RapidEngine:
    return RapidEngine()


@pytest.mark.parametrize("ink", ["red", "faded", "blue"])
def test_a_coloured_seal_is_found_where_it_was_pressed(ink: str) -> None:
    (found,) = stamps.find(_page((_seal(ink), 700, 450)), grey=False, black=False)
    assert found.shape == "round"
    assert abs(found.x - 700) < 12 and abs(found.y - 450) < 12 and abs(found.width - 240) < 18


def test_a_black_seal_on_a_copy_is_found() -> None:
    grey = np.asarray(Image.fromarray(_page((_seal("red"), 700, 450))).convert("L").convert("RGB"), np.uint8).copy()
    (found,) = stamps.find(grey, grey=True, black=True)
    assert found.colour == "black" and abs(found.x - 700) < 15 and abs(found.width - 240) < 20


def test_two_seals_that_overlap_are_two() -> None:
    found = stamps.find(_page((_seal("red"), 640, 450), (_seal("red"), 820, 480)), grey=False, black=False)
    assert sum(s.shape == "round" for s in found) == 2


def test_an_emblem_and_a_red_title_are_no_seals(engine: RapidEngine) -> None:
    page = Image.fromarray(_page())
    pen = ImageDraw.Draw(page)
    pen.ellipse((700, 400, 830, 530), fill=(200, 30, 36))
    pen.text((500, 620), "营业执照", (200, 30, 36), _fonts.font("bold", 90))
    found = seals.find(np.asarray(page, np.uint8).copy(), engine, grey=False)
    assert not [s for s in found if s.shape == "round"]
    assert not [s for s in found if s.shape == "rectangle" and not s.inner]


def test_ring_purpose_and_number_are_read_though_the_seal_is_turned(engine: RapidEngine) -> None:
    style = Style(wear=0.1, turn=14)
    page = _page((_seal("red", style, 300, ("登记专用章",), "3301060102183"), 700, 450))
    (found,) = seals.find(page, engine, grey=False)
    assert found.text == NAME and found.whole and min(found.sureness) > 0.8
    assert found.inner == ("登记专用章",)
    assert found.number in ("3301060102183", None)


def test_an_oval_seal_is_read(engine: RapidEngine) -> None:
    (found,) = seals.find(_page((_seal("red", Style(wear=0.1, flat=0.75), 320), 700, 450)), engine, grey=False)
    assert found.shape == "round" and found.text == NAME


def test_a_seal_that_the_page_cuts_is_not_whole(engine: RapidEngine) -> None:
    page = _page((_seal("red"), 700, 450))
    found = seals.find(np.ascontiguousarray(page[:, :790]), engine, grey=False)
    assert all(not s.whole for s in found if s.shape == "round" and s.text)


def test_a_missing_character_leaves_a_hole() -> None:
    even = [Letter(c, 1.0, 0.3 * i) for i, c in enumerate(NAME)]
    assert _seal_ring.whole(even)
    assert not _seal_ring.whole(even[:4] + even[5:])


def test_several_readings_outvote_a_slip() -> None:
    right = [Letter(c, 0.9, 0.3 * i) for i, c in enumerate("西湖区")]
    slip = [Letter(c, 0.6, 0.3 * i) for i, c in enumerate("两湖区")]
    assert "".join(one.text for one in _seal_ring.agreed([right, slip, right])) == "西湖区"


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (40, 40)])
def test_pictures_of_any_size_have_no_seals(shape: tuple[int, int], engine: RapidEngine) -> None:
    blank = np.full((*shape, 3), 255, np.uint8)
    assert seals.find(blank, engine, grey=False) == () and seals.find(blank, engine, grey=True) == ()


class _Given:
    """An engine that hands back what it was given."""

    def __init__(self, readings: list[Reading]) -> None:
        self.readings = readings

    def detect(self, channel: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        return []

    def recognise(self, strips: list[NDArray[np.uint8]]) -> list[Reading]:
        return self.readings[: len(strips)]


def _read_as(*readings: tuple[str, float]) -> _Given:
    return _Given([Reading(text, (sure,) * len(text), (0.5,) * len(text)) for text, sure in readings])


@pytest.mark.parametrize(
    ("first", "again", "text"),
    [
        ("009年", [("中2009年", 0.9), ("2009年度", 0.97), ("009年审", 0.99)], "2009年度"),
        ("2010年際", [("2010年", 0.99), ("2010年", 0.99), ("2010", 0.9)], "2010年"),
        ("2010", [("2016年", 0.9), ("2018年", 0.9), ("", 0.9)], "2010"),
        ("登记专用章", [("2016年", 0.9)] * 3, "登记专用章"),
        ("2010年3月5日", [("2016年", 0.9)] * 3, "2010年3月5日"),
    ],
)
def test_the_year_is_what_several_readings_agree_on(first: str, again: list[tuple[str, float]], text: str) -> None:
    stamp = np.full((320, 320), 255, np.uint8)
    reading = Reading(first, (0.9,) * len(first), (0.5,) * len(first))
    assert _seal_year.read(stamp, 230, 260, reading, _read_as(*again)).text == text


def test_a_year_under_the_ends_of_the_ring_is_read(engine: RapidEngine) -> None:
    page = _page((_seal("red", Style(wear=0.1, turn=8), 190, ("2009年度",)), 700, 450))
    (found,) = seals.find(page, engine, grey=False)
    assert found.inner == ("2009年度",) or found.inner == ("2009年",)


GREY = (150, 150, 150)


def _copy_page(wording: tuple[str, ...] = ("此复印件仅供办理贷款担保使用", "他用无效")) -> NDArray[np.uint8]:
    """A form in black print with a paler framed stamp over the representative's name."""
    page = Image.new("RGB", (1200, 850), (250, 250, 250))
    pen = ImageDraw.Draw(page)
    pen.rectangle((90, 255, 560, 375), outline=GREY, width=5)
    for i, text in enumerate(wording):
        pen.text((110 + 120 * i, 275 + 45 * i), text, GREY, _fonts.font("kai", 30))
    for y, text in ((200, "名称 青岛新元食品股份有限公司"), (282, "法定代表人 吴玉兰"), (400, "注册资本 贰仟万元整")):
        pen.text((130, y), text, (20, 20, 20), _fonts.font("song", 30))
    return np.asarray(page, np.uint8).copy()


def _line(text: str, x0: float, top: float, x1: float, bottom: float) -> Line:
    box = BoundingBox(x0=x0 / 1200, top=top / 850, x1=x1 / 1200, bottom=bottom / 850)
    return Line(text=text, box=box, confidence=0.9, source=TextSource.OCR, edges=(), sureness=(0.9,) * len(text))


SAID = (_line("他用无效", 230, 318, 352, 354),)


def test_a_framed_stamp_in_the_colour_of_print_is_a_seal_with_its_words(engine: RapidEngine) -> None:
    found = seals.find(_copy_page(), engine, grey=False, lines=SAID)
    (stamp,) = [s for s in found if s.shape == "rectangle"]
    assert stamp.colour == "black" and "他用无效" in stamp.inner
    assert not any("吴玉兰" in text for text in stamp.inner)
    assert stamp.box.contains_point(330 / 1200, 315 / 850) and stamp.box.width < 0.45


def test_a_frame_of_a_form_is_no_stamp_without_such_words(engine: RapidEngine) -> None:
    other = (_line("注册资本贰仟万元整", 130, 400, 420, 436),)
    assert not [s for s in seals.find(_copy_page(), engine, grey=False, lines=other) if s.shape == "rectangle"]


def test_print_under_a_paler_stamp_is_read_without_it() -> None:
    reader = PictureReader()
    page = _copy_page()
    stamp = copy_stamps.find(page, SAID, [])[0]
    box = BoundingBox(
        x0=stamp.x / 1200,
        top=stamp.y / 850,
        x1=(stamp.x + stamp.width) / 1200,
        bottom=(stamp.y + stamp.height) / 850,
    )
    seal = Seal(box=box, shape="rectangle", colour="black", text=None, confidence=0.0)
    spoilt = _line("法是代表欠供吴玉", 130, 282, 380, 318)
    lines = under_stamps.reread(page, (spoilt,), [seal], lambda part, corner: reader._part(part, corner, 1200, 850))
    assert any(line.text.replace(" ", "") == "法定代表人吴玉兰" for line in lines) and spoilt not in lines
