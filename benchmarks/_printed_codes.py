"""Codes drawn as lines of print, well and badly: many fonts, sizes and kinds of damage, some printed wrong on purpose."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples import _fonts
from standards import loan_card, organisation_code, registration_number, resident_id, uscc, vin

Strip = NDArray[np.uint8]

LATIN = (
    "times",
    "arial",
    "courier",
    "narrow",
    "sans",
    "bold",
    "serif",
    "song",
    "hei",
    "micro",
    "gbsong",
    "kai",
    "heavy",
)
_LETTERS = "ABCDEFGHJKLMNPQRTUWXY"
_VIN = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Printed:
    """A drawn line: what kind of code it is, what is printed, whether that is right, how badly it is damaged (0..1)."""

    kind: str
    text: str
    right: bool
    harm: float
    strip: Strip


def draw(rng: random.Random, wrong_share: float = 0.25) -> Printed:
    """A line with a code on it."""
    kind = rng.choice(tuple(_MAKERS))
    text = _MAKERS[kind](rng)
    right = rng.random() >= wrong_share
    if not right:
        text = misprinted(text, rng)
    harm = rng.random()
    return Printed(kind, text, right, harm, worn(_line(kind, text, rng), harm, rng))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _region(rng: random.Random) -> str:
    return (
        rng.choice(("11", "12", "31", "32", "33", "37", "41", "44", "50", "51", "61"))
        + f"{rng.randrange(1, 30):02d}"
        + (f"{rng.randrange(1, 30):02d}")
    )


def _subject(rng: random.Random) -> str:
    """An organisation code without its hyphen: eight digits, or MA and six characters as since 2015."""
    if rng.random() < 0.5:
        body = _digits(rng, 8)
    else:
        body = "MA" + "".join(
            rng.choice("0123456789" + _LETTERS) if i in (0, 2) else rng.choice("0123456789") for i in range(6)
        )
    return body + organisation_code.calc_check_digit(body)


def _credit_code(rng: random.Random) -> str:
    body = rng.choice(("91", "91", "91", "92", "93")) + _region(rng) + _subject(rng)
    return body + uscc.calc_check_digit(body)


def _registration(rng: random.Random) -> str:
    body = _region(rng) + _digits(rng, 8)
    return body + registration_number.calc_check_digit(body)


def _identity(rng: random.Random) -> str:
    born = f"{rng.randrange(1940, 2004)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    body = _region(rng) + born + _digits(rng, 3)
    return body + resident_id.calc_check_digit(body)


def _loan_card(rng: random.Random) -> str:
    body = (_digits(rng, 3) if rng.random() < 0.7 else rng.choice(_LETTERS) + _digits(rng, 2)) + _digits(rng, 11)
    return body + loan_card.calc_check_digits(body)


def _vin(rng: random.Random) -> str:
    raw = "L" + "".join(rng.choice(_VIN) for _ in range(9)) + rng.choice(_VIN) + _digits(rng, 6)
    return raw[:8] + vin.calc_check_digit(raw) + raw[9:]


_MAKERS: dict[str, Callable[[random.Random], str]] = {
    "credit_code": _credit_code,
    "org_code": _subject,
    "registration": _registration,
    "taxpayer": lambda rng: _region(rng) + _subject(rng),
    "id_number": _identity,
    "loan_card": _loan_card,
    "vin": _vin,
}
KINDS = tuple(_MAKERS)
"""Kinds of codes, by the names of their parsers."""

_LABELS = {
    "credit_code": "统一社会信用代码",
    "org_code": "代码",
    "registration": "注册号",
    "taxpayer": "纳税人识别号",
    "id_number": "公民身份号码",
    "loan_card": "贷款卡编码",
    "vin": "车辆识别代号",
}


_ALIKE = {"0": "6", "1": "7", "3": "8", "4": "1", "5": "6", "6": "0", "7": "1", "8": "3", "9": "0"}
"""For some characters, one that looks nearly the same."""


def misprinted(text: str, rng: random.Random) -> str:
    """One character changed for another of its sort, half of the time for one that looks nearly the same."""
    alike = [i for i, c in enumerate(text) if c in _ALIKE]
    if alike and rng.random() < 0.5:
        at = rng.choice(alike)
        return text[:at] + _ALIKE[text[at]] + text[at + 1 :]
    at = rng.randrange(len(text))
    others = "0123456789" if text[at].isdigit() else _LETTERS
    return text[:at] + rng.choice([c for c in others if c != text[at]]) + text[at + 1 :]


def _line(kind: str, text: str, rng: random.Random) -> Strip:
    """The code with its label before it or alone."""
    shown = text[:8] + "-" + text[8:] if kind == "org_code" else text
    if kind == "id_number" and rng.random() < 0.2:
        shown = " ".join((text[:6], text[6:14], text[14:]))
    label = (_LABELS[kind] + rng.choice((":", "：", " ")), rng.choice(_fonts.installed("song", "hei", "kai", "sans")))
    code = (shown, rng.choice(_fonts.installed(*LATIN)))
    return line(
        [label, code] if rng.random() < 0.5 else [code], rng.randrange(34, 60), rng, rng.choice((0, 0, 0, 0.12))
    )


def line(parts: list[tuple[str, str]], size: int, rng: random.Random, wide: float = 0.0) -> Strip:
    """Texts with their fonts in a line, black on white, `size` pixels high, `wide` sizes of white between characters."""
    spread = wide * size
    width = sum(int(_fonts.font(f, size).getlength(t) + spread * len(t)) for t, f in parts) + 2 * size
    picture = Image.new("L", (width, 2 * size), 255)
    pen = ImageDraw.Draw(picture)
    x = float(size)
    for part, font_name in parts:
        font = _fonts.font(font_name, size)
        for char in part if spread else [part]:
            pen.text((x, 1.45 * size), char, fill=0, font=font, anchor="ls")
            x += font.getlength(char) + spread
    ink = np.argwhere(np.asarray(picture) < 128)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0)
    pad = rng.uniform(0.08, 0.25) * size
    box = (int(left - pad), int(top - pad), int(right + pad), int(bottom + pad))
    return np.asarray(picture.crop(box), np.uint8)


def worn(strip: Strip, harm: float, rng: random.Random) -> Strip:
    """The line after scanning: coarser, blurred, faded, grainy; now and then with a stroke, a spot, or in black and white."""
    noise = np.random.default_rng(rng.randrange(2**32))
    height, width = strip.shape
    scale = max(0.14, rng.uniform(0.28, 0.6) * (1.15 - 0.75 * harm))
    small = cv2.resize(strip, (max(8, int(width * scale)), max(8, int(height * scale))), interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 0.3 + 0.9 * harm * rng.random())
    if rng.random() < 0.25 * harm:
        grey = _stroke(grey, rng)
    ink = 1.0 - rng.random() * 0.75 * harm
    grey = 250 - (250 - grey) * ink + noise.standard_normal(grey.shape) * (1 + 14 * harm * rng.random() * ink)
    if rng.random() < 0.2:
        grey = np.where(grey > 250 - 250 * ink * rng.uniform(0.3, 0.6), 255, 0).astype(np.float32)
    if rng.random() < 0.15 * harm:
        grey = _spot(grey, rng)
    done = np.clip(grey, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", done, [cv2.IMWRITE_JPEG_QUALITY, int(90 - 60 * harm * rng.random())])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def _stroke(grey: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    """A ruling or a pen's stroke through the line."""
    height, width = grey.shape
    ends = (0, rng.randrange(height)), (width, rng.randrange(height))
    return np.asarray(cv2.line(grey.copy(), *ends, float(rng.randrange(30, 160)), 1, cv2.LINE_AA), np.float32)


def _spot(grey: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    """A pale spot: glare, or what lifting a seal's ink leaves."""
    height, width = grey.shape
    mask = np.zeros((height, width), np.float32)
    cv2.circle(mask, (rng.randrange(width), rng.randrange(height)), rng.randrange(3, max(4, height)), 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), height / 8)
    return np.asarray(grey + (250 - grey) * mask * rng.uniform(0.5, 1.0), np.float32)
