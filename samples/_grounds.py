"""What a sheet lies on when somebody photographs it: wood, cloth, a white table, other papers, a screen's dark rim."""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples import _fonts
from samples._shot import Pixels, noise_of

_WOODS = ((122, 84, 56), (168, 150, 122), (92, 60, 40), (196, 170, 136))
_PLAIN = ((92, 96, 102), (60, 70, 66), (30, 32, 36), (150, 60, 52), (48, 74, 120), (206, 204, 198))
_LINES = (
    "送货单 第二联",
    "会议纪要",
    "0.00 1,250.00 33,800.00",
    "收款收据",
    "第 3 页",
    "备注",
    "合计 人民币(大写)",
    "2019 年 月 日",
)


def ground(size: tuple[int, int], rng: random.Random, kind: str = "") -> Pixels:
    """A ground of `size`; `kind` is wood, plain, cloth, white, papers or rim, any of the first five when empty."""
    kind = kind or rng.choice(("wood", "wood", "plain", "cloth", "white", "papers"))
    made = {"wood": _wood, "plain": _plain, "cloth": _cloth, "white": _white, "papers": _papers, "rim": _rim}
    return made[kind](size, rng)


def _flat(size: tuple[int, int], colour: tuple[int, int, int]) -> Pixels:
    return np.full((size[1], size[0], 3), colour, np.float32)


def _wood(size: tuple[int, int], rng: random.Random) -> Pixels:
    shape = (90, 6) if rng.random() < 0.5 else (6, 90)
    veins = cv2.resize(noise_of(rng).uniform(-16, 16, shape).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(_flat(size, rng.choice(_WOODS)) + veins[..., None], np.float32)


def _plain(size: tuple[int, int], rng: random.Random) -> Pixels:
    speckle = noise_of(rng).standard_normal((size[1], size[0])).astype(np.float32) * rng.uniform(1, 9)
    return np.asarray(_flat(size, rng.choice(_PLAIN)) + speckle[..., None], np.float32)


def _cloth(size: tuple[int, int], rng: random.Random) -> Pixels:
    """A checked table cloth."""
    pitch = rng.uniform(0.03, 0.09) * max(size)
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    checks = (np.sin(xs * 2 * np.pi / pitch) > 0).astype(np.float32) + (np.sin(ys * 2 * np.pi / pitch) > 0)
    a, b = np.array(rng.choice(_PLAIN), np.float32), np.array(rng.choice(_WOODS), np.float32)
    return np.asarray(a + (b - a) * (checks / 2)[..., None], np.float32)


def _white(size: tuple[int, int], rng: random.Random) -> Pixels:
    tone = rng.randrange(196, 236)
    ramp = np.linspace(rng.uniform(-14, 0), rng.uniform(0, 14), size[0], dtype=np.float32)[None, :, None]
    return np.asarray(_flat(size, (tone, tone, tone - rng.randrange(0, 8))) + ramp, np.float32)


def _papers(size: tuple[int, int], rng: random.Random) -> Pixels:
    """Other printed sheets below, lying any way, on wood or a plain table."""
    image = Image.fromarray(np.clip((_wood if rng.random() < 0.5 else _plain)(size, rng), 0, 255).astype(np.uint8))
    wide, high = round(size[0] * 0.7), round(size[1] * 0.7)
    for _ in range(rng.choice((1, 2, 3))):
        tone = rng.randrange(225, 252)
        sheet = Image.new("RGBA", (wide, high), (tone, tone, tone, 255))
        pen = ImageDraw.Draw(sheet)
        points = max(9, wide // 40)
        for y in range(points * 2, high - points * 2, points * 2):
            pen.text(
                (points * 2, y), "  ".join(rng.choices(_LINES, k=3)), (70, 70, 74, 255), _fonts.font("song", points)
            )
        sheet = sheet.rotate(rng.uniform(0, 360), Image.Resampling.BICUBIC, expand=True)
        at = (rng.randrange(-wide // 2, size[0] - wide // 3), rng.randrange(-high // 2, size[1] - high // 3))
        image.paste(sheet, at, sheet)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(max(size) / 1500)), np.float32)


def _rim(size: tuple[int, int], rng: random.Random) -> Pixels:
    return np.asarray(_flat(size, (14, 14, 16)) + noise_of(rng).uniform(0, 5, (size[1], size[0], 1)), np.float32)
