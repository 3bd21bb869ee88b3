"""What happens at the moment of taking a picture, or to the picture later: glare, shadows, fingers, shake, resizing, edits."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from PIL import Image, ImageFilter

from samples._shot import Shot, grain, noise_of, picture, rgb, soft_spot
from samples._step import Step


def _glare(shot: Shot, rng: random.Random, most: float) -> Shot:
    """A lamp mirrored on the sheet: white in its middle, with a wide pale halo."""
    size, x, y = shot.image.size, rng.uniform(0.2, 0.8), rng.uniform(0.15, 0.85)
    rx, ry, angle = rng.uniform(0.04, 0.13) * most, rng.uniform(0.03, 0.1) * most, rng.uniform(0, math.pi)
    core = np.clip(1.7 * soft_spot(size, x, y, rx, ry, angle), 0, 1)
    halo = 0.35 * soft_spot(size, x, y, 3 * rx, 3 * ry, angle)
    share = np.maximum(core, halo)[..., None]
    pixels = rgb(shot)
    return shot.replaced(picture(pixels + (255 - pixels) * share))


def _hand_shadow(shot: Shot, rng: random.Random) -> Shot:
    """The shadow of the hand and phone that take the picture."""
    size = shot.image.size
    x, y = rng.choice(((rng.uniform(0.2, 0.8), 1.0), (0.0, rng.uniform(0.3, 0.9)), (1.0, rng.uniform(0.3, 0.9))))
    shade = np.clip(2.2 * soft_spot(size, x, y, rng.uniform(0.25, 0.5), rng.uniform(0.2, 0.45)), 0, 1)
    for _ in range(rng.choice((0, 2, 3))):
        finger = soft_spot(
            size, x + rng.uniform(-0.2, 0.2), y - rng.uniform(0.2, 0.5), 0.04, 0.2, rng.uniform(-0.4, 0.4)
        )
        shade = np.maximum(shade, np.clip(2.5 * finger, 0, 1))
    return shot.replaced(picture(rgb(shot) * (1 - rng.uniform(0.3, 0.6) * shade[..., None])))


def _finger(shot: Shot, rng: random.Random) -> Shot:
    """A finger that holds the sheet and covers what lies below it."""
    w, h = shot.image.size
    long, wide = rng.uniform(0.08, 0.16) * max(w, h), rng.uniform(0.03, 0.05) * max(w, h)
    side = rng.choice(("left", "right", "below"))
    x, y = {
        "left": (0, rng.uniform(0.3, 0.9) * h),
        "right": (w, rng.uniform(0.3, 0.9) * h),
        "below": (rng.uniform(0.2, 0.8) * w, h),
    }[side]
    lean = rng.uniform(-25, 25) + (90 if side == "below" else 0)
    mask = np.zeros((h, w), np.uint8)
    cv2.ellipse(mask, (round(x), round(y)), (round(long), round(wide)), lean, 0, 360, 255, -1)
    solid = cv2.GaussianBlur(mask, (0, 0), max(1.0, wide / 12)).astype(np.float32)[..., None] / 255
    shade = cv2.GaussianBlur(mask, (0, 0), wide / 3).astype(np.float32)[..., None] / 255
    skin = np.array(rng.choice(((224, 180, 152), (206, 158, 128), (236, 198, 172))), np.float32)
    tone = skin * (0.7 + 0.4 * shade)
    pixels = rgb(shot) * (1 - 0.35 * shade)
    return shot.replaced(picture(pixels * (1 - solid) + tone * solid))


def _shaken(shot: Shot, rng: random.Random, least: float, most: float) -> Shot:
    """Motion blur; lengths in millimetres on the paper."""
    length = max(2, round(rng.uniform(least, most) * shot.millimetre))
    angle = rng.uniform(0, math.pi)
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    end = (length + round(length / 2 * math.cos(angle)), length + round(length / 2 * math.sin(angle)))
    start = (2 * length - end[0], 2 * length - end[1])
    cv2.line(kernel, start, end, 1.0, 1)
    kernel /= kernel.sum()
    return shot.replaced(picture(cv2.filter2D(rgb(shot), -1, kernel, borderType=cv2.BORDER_REPLICATE)))


def _defocused(shot: Shot, rng: random.Random, least: float, most: float) -> Shot:
    """A lens out of focus; radius in millimetres on the paper."""
    blur = rng.uniform(least, most) * shot.millimetre
    soft = np.asarray(shot.image.convert("RGB").filter(ImageFilter.GaussianBlur(blur)), np.float32)
    return shot.replaced(picture(grain(soft, rng, 1.5)))


def _unbalanced(shot: Shot, rng: random.Random) -> Shot:
    """Two lights of different colours, one on each side."""
    w, h = shot.image.size
    angle = rng.uniform(0, 2 * math.pi)
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    run = ((xs / w - 0.5) * math.cos(angle) + (ys / h - 0.5) * math.sin(angle))[..., None] + 0.5
    warm = np.array([1.0, rng.uniform(0.8, 0.92), rng.uniform(0.55, 0.8)], np.float32)
    cold = np.array([rng.uniform(0.75, 0.92), rng.uniform(0.9, 1.0), 1.0], np.float32)
    return shot.replaced(picture(rgb(shot) * (warm + (cold - warm) * np.clip(run, 0, 1))))


def _dim(shot: Shot, rng: random.Random) -> Shot:
    """Too little light: dark and grainy."""
    pixels = rgb(shot) * rng.uniform(0.3, 0.55)
    noise = noise_of(rng).standard_normal(pixels.shape, dtype=np.float32) * rng.uniform(4, 9)
    return shot.replaced(picture(pixels + noise))


def _thumbnail(shot: Shot, rng: random.Random) -> Shot:
    """A preview picture saved from a chat or a web page: some 500 pixels on its shorter side."""
    return _resized(shot, rng.uniform(460, 640) / min(shot.image.size))


def _small(shot: Shot, rng: random.Random) -> Shot:
    """Scanned at 96 to 120 dpi."""
    return _resized(shot, rng.uniform(96, 120) / shot.dpi)


def _resized(shot: Shot, factor: float) -> Shot:
    if factor >= 1:
        return shot
    size = (max(1, round(shot.image.width * factor)), max(1, round(shot.image.height * factor)))
    scale = np.diag([size[0] / shot.image.width, size[1] / shot.image.height, 1.0])
    return shot.replaced(shot.image.resize(size, Image.Resampling.BICUBIC), scale)


def _edited(shot: Shot, rng: random.Random) -> Shot:
    """One or two values typed over in a picture editor: a patch without the noise and blur of its surroundings.

    The value stays the same, so that the page's truth does; what gives the edit away is the patch.
    """
    if not shot.values or shot.bends:
        return shot
    pixels = rgb(shot)
    h, w = pixels.shape[:2]
    for value in rng.sample(shot.values, min(len(shot.values), rng.choice((1, 1, 2)))):
        x0, y0, x1, y1 = shot.box(value)
        left, top, right, bottom = (round(v) for v in (x0 * w - 3, y0 * h - 3, x1 * w + 4, y1 * h + 4))
        part = pixels[max(0, top) : bottom, max(0, left) : right]
        if part.shape[0] < 8 or part.shape[1] < 12:
            continue
        paper = np.percentile(part.reshape(-1, 3), 75, axis=0)
        ink = np.percentile(part.reshape(-1, 3), 3, axis=0)
        grey = cv2.GaussianBlur(part.mean(axis=2), (0, 0), 0.6)
        dark = np.clip((paper.mean() - grey) / max(float(paper.mean() - ink.mean()), 1.0) * 1.5 - 0.3, 0, 1)[..., None]
        part[:] = paper + (ink - paper) * dark
    return shot.replaced(picture(pixels))


STEPS = {
    "glare": Step("after", "hard", lambda shot, rng: _glare(shot, rng, 1.0)),
    "glare_small": Step("after", "moderate", lambda shot, rng: _glare(shot, rng, 0.5)),
    "hand_shadow": Step("after", "moderate", _hand_shadow),
    "finger": Step("after", "hard", _finger),
    "shaken": Step("after", "hard", lambda shot, rng: _shaken(shot, rng, 0.35, 0.8)),
    "shaken_badly": Step("after", "hard", lambda shot, rng: _shaken(shot, rng, 0.9, 1.8)),
    "defocused": Step("after", "hard", lambda shot, rng: _defocused(shot, rng, 0.16, 0.3)),
    "defocused_badly": Step("after", "hard", lambda shot, rng: _defocused(shot, rng, 0.4, 0.8)),
    "unbalanced": Step("after", "moderate", _unbalanced),
    "dim": Step("after", "hard", _dim),
    "thumbnail": Step("after", "hard", _thumbnail),
    "small": Step("after", "hard", _small),
    "edited": Step("after", "moderate", _edited),
}
"""What light, hands and software do, by name."""
