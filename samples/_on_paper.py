"""What happens to the paper itself: folds, ink that shines through, watermarks, stamps, pens, faded toner."""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples import _fonts, _seals
from samples._draw import RED, Colour
from samples._shot import Shot, light, noise_of, picture, rgb
from samples._step import Step

_PURPOSES = ("办理融资担保业务", "申请贷款", "银行授信", "委托担保", "办理开户")
_WATERMARKS = ("仅供担保业务使用", "再次复印无效", "内部资料 注意保密", "扫描全能王", "仅限本次业务使用 他用无效")
_NOTES = ("与原件一致", "已核对", "复印件", "同意", "请补充原件", "附后", "经办", "见原件")
_PENS: tuple[Colour, ...] = ((26, 32, 110), (22, 22, 26), (170, 30, 40), (40, 60, 150))
_BLACK: Colour = (30, 30, 34)


def _spot(shot: Shot, rng: random.Random) -> tuple[float, float]:
    """Pixels of a place where something is printed, else of any place."""
    w, h = shot.image.size
    if not shot.values:
        return rng.uniform(0.15, 0.85) * w, rng.uniform(0.15, 0.85) * h
    x0, y0, x1, y1 = rng.choice(shot.values)
    return rng.uniform(x0, x1) * w, rng.uniform(y0, y1) * h


def _inked(shot: Shot, mark: Image.Image, x: float, y: float, width: float, strength: float = 1.0) -> Shot:
    """A mark pressed on the paper with its middle at (x, y), multiplied with what lies below."""
    size = (max(1, round(width)), max(1, round(width * mark.height / mark.width)))
    small = mark.resize(size, Image.Resampling.LANCZOS)
    white = Image.new("RGB", small.size, "white")
    white.paste(small, (0, 0), small.getchannel("A").point(lambda a: int(a * strength)))
    page = shot.image.convert("RGB").copy()
    at = (round(x - size[0] / 2), round(y - size[1] / 2))
    under = page.crop((*at, at[0] + size[0], at[1] + size[1]))
    page.paste(ImageChops.multiply(under, white), at)
    return shot.replaced(page)


def _fold(shot: Shot, rng: random.Random) -> Shot:
    """One to three creases: a thin worn line and a change of brightness across it."""
    pixels = rgb(shot).copy()
    h, w = pixels.shape[:2]
    for _ in range(rng.choice((1, 1, 2, 3))):
        level = rng.random() < 0.6
        place, slope = rng.choice((1 / 3, 1 / 2, 2 / 3)) + rng.uniform(-0.02, 0.02), rng.uniform(-0.01, 0.01)
        ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
        off = ys - (place * h + slope * xs) if level else xs - (place * w + slope * ys)
        reach = 9 * shot.millimetre
        shade = 1 - rng.uniform(0.05, 0.22) * np.exp(-np.abs(off) / reach) * (off * rng.choice((-1, 1)) > 0)
        pixels *= shade[..., None]
        wear = cv2.resize(noise_of(rng).random((h // 6 + 1, w // 6 + 1)).astype(np.float32), (w, h))
        crease = np.exp(-((off / (0.22 * shot.millimetre)) ** 2)) * np.clip(wear * 1.6 - 0.3, 0, 1)
        pixels += (rng.choice((235.0, 150.0)) - pixels) * (crease * rng.uniform(0.4, 0.9))[..., None]
    return shot.replaced(picture(pixels))


def _crumpled(shot: Shot, rng: random.Random) -> Shot:
    """Facets of a sheet that was crushed and smoothed."""
    w, h = shot.image.size
    small = cv2.GaussianBlur(noise_of(rng).standard_normal((48, 36)).astype(np.float32), (0, 0), 1.3)
    facets = np.abs(cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC))
    slope = cv2.Sobel(facets, cv2.CV_32F, 1, 0, ksize=3) + cv2.Sobel(facets, cv2.CV_32F, 0, 1, ksize=3)
    slope /= max(float(np.percentile(np.abs(slope), 99.5)), 1e-6)
    return shot.replaced(picture(rgb(shot) * (1 - rng.uniform(0.06, 0.16) * np.clip(slope, -1, 1) - 0.05)[..., None]))


def _show_through(shot: Shot, rng: random.Random) -> Shot:
    """The back of the sheet, mirrored and blurred, shining through."""
    back = shot.image.convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    back = ImageChops.offset(back, rng.randrange(back.width), rng.randrange(back.height))
    soft = np.asarray(back.filter(ImageFilter.GaussianBlur(0.3 * shot.millimetre)), np.float32)[..., None]
    return shot.replaced(picture(rgb(shot) * (1 - rng.uniform(0.08, 0.24) * (1 - soft / 255))))


def _watermark(shot: Shot, rng: random.Random, colour: Colour, strength: float) -> Shot:
    """A short text tiled aslant over the whole sheet."""
    w, h = shot.image.size
    text, size = rng.choice(_WATERMARKS), round(rng.uniform(4.5, 9) * shot.millimetre)
    face = _fonts.font(rng.choice(("hei", "song", "sans")), size)
    wide, high = round(face.getlength(text) + size * rng.uniform(1, 4)), round(size * rng.uniform(3, 7))
    side = round(1.5 * max(w, h))
    tiles = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(tiles)
    for row, y in enumerate(range(0, side, high)):
        for x in range(-(row % 2) * wide // 2, side, wide):
            pen.text((x, y), text, 255, face)
    tiles = tiles.rotate(rng.choice((30, 45, 20, -30)), Image.Resampling.BICUBIC)
    left, top = (side - w) // 2, (side - h) // 2
    share = np.asarray(tiles.crop((left, top, left + w, top + h)), np.float32)[..., None] / 255 * strength
    pixels = rgb(shot)
    mark = np.array(colour, np.float32)
    over = pixels + (mark - pixels) * share if rng.random() < 0.3 else pixels * (1 - share * (1 - mark / 255))
    return shot.replaced(picture(over))


def _copy_stamp(shot: Shot, rng: random.Random, colour: Colour) -> Shot:
    """The rectangle that says what this copy may be used for, over printed values."""
    purpose = rng.choice(_PURPOSES)
    lines = rng.choice(
        (
            [f"此复印件仅用于{purpose}"],
            ["此复印件仅用于", purpose],
            [f"此复印件仅用于{purpose}", "再次复印无效"],
            ["复印件与原件一致", f"仅限{purpose}使用", "   年  月  日"],
        )
    )
    x, y = _spot(shot, rng)
    stamp = _seals.box_stamp(lines, colour, random.Random(rng.random()), 8)
    return _inked(shot, stamp, x, y, rng.uniform(45, 80) * shot.millimetre, rng.uniform(0.55, 1))


def _sealed(shot: Shot, rng: random.Random, colour: Colour) -> Shot:
    """A company's round seal over printed values, as on copies that the company certifies."""
    owner = rng.choice(("江州宏远商贸有限公司", "海西市长信建材有限责任公司", "北原新力机械制造股份有限公司"))
    x, y = _spot(shot, rng)
    seal = _seals.round_seal(
        owner, rng.choice(("", "合同专用章", "财务专用章")), "", colour, random.Random(rng.random())
    )
    return _inked(shot, seal, x, y, rng.uniform(34, 44) * shot.millimetre, rng.uniform(0.6, 1))


def _pen(shot: Shot, rng: random.Random) -> Shot:
    """A hand's marks: values circled or underlined, ticks, a written word, a scrawl."""
    mm, colour = shot.millimetre, rng.choice(_PENS)
    layer = Image.new("L", shot.image.size, 0)
    pen = ImageDraw.Draw(layer)
    for _ in range(rng.randrange(2, 6)):
        x, y = _spot(shot, rng)
        _stroke(layer, pen, rng, x, y, mm)
    soft = layer.filter(ImageFilter.GaussianBlur(0.06 * mm))
    page = shot.image.convert("RGB").copy()
    page.paste(Image.new("RGB", page.size, colour), (0, 0), soft.point(lambda v: int(v * 0.85)))
    return shot.replaced(page)


def _stroke(layer: Image.Image, pen: ImageDraw.ImageDraw, rng: random.Random, x: float, y: float, mm: float) -> None:
    width, kind = max(1, round(rng.uniform(0.3, 0.6) * mm)), rng.choice(("circle", "under", "tick", "word", "scrawl"))
    if kind == "word":
        face, text = _fonts.font("kai", round(rng.uniform(4.5, 8) * mm)), rng.choice(_NOTES)
        word = Image.new("L", (round(face.getlength(text)) + 20, round(10 * mm)), 0)
        ImageDraw.Draw(word).text((8, 4), text, 255, face)
        word = word.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC, expand=True)
        layer.paste(255, (round(x), round(y + rng.uniform(-9, 9) * mm)), word)
        return
    t = np.linspace(0, 1, 60)
    if kind == "circle":
        a, b = rng.uniform(8, 22) * mm, rng.uniform(3, 6) * mm
        turn = 2 * np.pi * (1.08 * t) + rng.uniform(0, 6)
        px, py = x + a * np.cos(turn) * (1 + 0.05 * t), y + b * np.sin(turn) * (1 + 0.08 * t)
    elif kind == "under":
        px, py = x + (t - 0.5) * rng.uniform(20, 50) * mm, y + 2.6 * mm + np.sin(9 * t) * 0.4 * mm
    elif kind == "tick":
        px, py = x + t * 7 * mm, y + np.where(t < 0.3, t * 9, 2.7 - (t - 0.3) * 13) * mm
    else:
        wave = rng.uniform(18, 30)
        px, py = x + t * 26 * mm, y + np.sin(wave * t) * 3 * mm * np.sin(np.pi * t) + np.cos(wave / 2.3 * t) * 2 * mm
    pen.line([(float(u), float(v)) for u, v in zip(px, py, strict=True)], 255, width, joint="curve")


def _faded(shot: Shot, rng: random.Random, contrast: float) -> Shot:
    """Toner or thermal print that has lost its black, unevenly."""
    depth = contrast * rng.uniform(0.85, 1.2) * light(shot.image.size, rng, 0.25)
    paper = np.float32(rng.uniform(238, 252))
    return shot.replaced(picture(paper - (paper - np.minimum(rgb(shot), paper)) * depth))


def _punched(shot: Shot, rng: random.Random) -> Shot:
    """Two or four holes of a binder and the shadow of a staple."""
    page, mm = shot.image.convert("RGB").copy(), shot.millimetre
    pen = ImageDraw.Draw(page)
    x, radius = rng.uniform(8, 12) * mm, 2.8 * mm
    for share in rng.choice(((0.365, 0.635), (0.2, 0.4, 0.6, 0.8))):
        y = share * page.height
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(40, 40, 44))
    pen.line((4 * mm, 6 * mm, 13 * mm, 5 * mm), (120, 120, 122), max(1, round(0.5 * mm)))
    return shot.replaced(page)


def _grey_watermark(shot: Shot, rng: random.Random) -> Shot:
    tone = rng.randrange(70, 170)
    return _watermark(shot, rng, (tone, tone, tone), rng.uniform(0.3, 0.7))


def _colour_watermark(shot: Shot, rng: random.Random) -> Shot:
    return _watermark(shot, rng, rng.choice(((220, 60, 60), (60, 110, 220), (90, 170, 90))), rng.uniform(0.25, 0.5))


STEPS = {
    "fold": Step("paper", "moderate", _fold),
    "crumpled": Step("paper", "moderate", _crumpled),
    "show_through": Step("paper", "moderate", _show_through),
    "watermark": Step("paper", "hard", _grey_watermark),
    "watermark_colour": Step("paper", "hard", _colour_watermark),
    "copy_stamp": Step("paper", "hard", lambda shot, rng: _copy_stamp(shot, rng, rng.choice((RED, (40, 60, 160))))),
    "copy_stamp_black": Step("paper", "hard", lambda shot, rng: _copy_stamp(shot, rng, _BLACK)),
    "sealed": Step("paper", "hard", lambda shot, rng: _sealed(shot, rng, RED)),
    "sealed_black": Step("paper", "hard", lambda shot, rng: _sealed(shot, rng, (60, 60, 64))),
    "pen": Step("paper", "hard", _pen),
    "faded": Step("paper", "hard", lambda shot, rng: _faded(shot, rng, 0.32)),
    "faded_half": Step("paper", "moderate", lambda shot, rng: _faded(shot, rng, 0.6)),
    "punched": Step("paper", "clean", _punched),
}
"""What can happen to paper, by name."""
