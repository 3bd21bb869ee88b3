"""Drawn pieces of paper with seals of every kind on them, and what is printed on each: truth for `benchmarks.seals`."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from samples import _data, _fonts, _scan, _seal_styles, _seals

Picture = NDArray[np.uint8]

CAPTURES = ("scan_clean", "scan", "scan_poor", "photo", "photocopy", "photocopy_dark", "bilevel")
COLOURS = ("red", "faded", "blue")

_SIZE = (1600, 1130)
"""Pixels of a piece of paper at 150 dpi: a sheet of 27 x 19 cm."""

_FILLER = "兹证明该企业依照法律法规的规定办理登记手续经审查符合条件予以核准有关事项如下请妥善保管本证件不得涂改转让出租"


@dataclass(frozen=True)
class Pressed:
    """A seal that was pressed: where (pixels), what it says, whose it is, and an address of the place."""

    box: tuple[float, float, float, float]
    shape: str
    colour: str
    text: str
    lines: tuple[str, ...]
    number: str
    kind: str
    address: str


@dataclass(frozen=True)
class Piece:
    """A picture and the seals on it."""

    picture: Picture
    capture: str
    grey: bool
    seals: tuple[Pressed, ...]


def piece(seed: int) -> Piece:
    """The piece of paper number `seed`: one or two seals, or none among things that look like one."""
    rng = random.Random(seed)
    capture = CAPTURES[seed % len(CAPTURES)]
    grey = capture in ("photocopy", "photocopy_dark", "bilevel")
    page = _paper(rng)
    count = 0 if seed % 9 == 8 else 2 if seed % 5 == 4 else 1
    if not count:
        _lookalikes(page, rng)
    pressed: list[Pressed] = []
    for i in range(count):
        pressed.append(_press(page, rng, i, grey))
    picture, matrix = taken(page, capture, rng)
    moved = tuple(_moved(p, matrix, picture.shape) for p in pressed)
    return Piece(picture, capture, grey, moved)


def _paper(rng: random.Random) -> Image.Image:
    tint = rng.choice(((255, 255, 255), (252, 250, 244), (250, 244, 246), (240, 244, 250)))
    page = Image.new("RGB", _SIZE, tint)
    pen = ImageDraw.Draw(page)
    points = rng.choice((20, 23, 26))
    face = _fonts.font(rng.choice(("song", "sans", "serif")), points)
    y = 30
    while y < _SIZE[1] - 40:
        start = rng.randrange(20, 900)
        text = "".join(rng.choice(_FILLER) for _ in range(rng.randrange(6, 26)))
        if rng.random() < 0.55:
            pen.text((start, y), text, (25, 25, 28), face)
        y += round(points * rng.uniform(1.5, 3.0))
    if rng.random() < 0.4:
        left, top = rng.randrange(30, 200), rng.randrange(60, 260)
        for i in range(6):
            pen.line((left, top + 60 * i, left + 1060, top + 60 * i), (30, 30, 30), 2)
            pen.line((left + 212 * i, top, left + 212 * i, top + 300), (30, 30, 30), 2)
    return page


def _lookalikes(page: Image.Image, rng: random.Random) -> None:
    """A red emblem, a logo, a code of squares, a round frame: nothing of it a seal."""
    pen = ImageDraw.Draw(page)
    x, y = rng.randrange(150, 1400), rng.randrange(150, 850)
    pen.ellipse((x - 60, y - 60, x + 60, y + 60), fill=(200, 30, 36))
    for i in range(5):
        pen.regular_polygon((x - 30 + 15 * i, y - 20, 9), 5, fill=(250, 210, 60))
    x, y = rng.randrange(150, 1400), rng.randrange(150, 850)
    for i in range(25):
        for j in range(25):
            if rng.random() < 0.5:
                pen.rectangle((x + 5 * i, y + 5 * j, x + 5 * i + 4, y + 5 * j + 4), fill=(0, 0, 0))
    x, y = rng.randrange(150, 1400), rng.randrange(150, 950)
    pen.ellipse((x - 45, y - 45, x + 45, y + 45), outline=(20, 90, 170), width=9)
    pen.text((x, y), "合", (20, 90, 170), _fonts.font("bold", 44), anchor="mm")


def _press(page: Image.Image, rng: random.Random, index: int, grey: bool) -> Pressed:
    colour = "red" if grey else rng.choice(("red", "red", "red", "faded", "blue"))
    text, lines, number, kind, address = _wording(rng)
    if kind == "copy_check":
        image = _seals.box_stamp(list(lines), rng.choice(_seal_styles.INKS[colour]), rng)
        wide = rng.uniform(200, 290)
    else:
        oval = kind != "authority" and rng.random() < 0.2
        image = _seal_styles.seal(
            text,
            _seal_styles.any_style(rng, len(text), oval),
            rng.choice(_seal_styles.INKS[colour]),
            rng,
            lines,
            number,
        )
        wide = rng.uniform(200, 265) if kind != "inspection" else rng.uniform(170, 220)
    high = wide * image.height / image.width
    x = rng.uniform(40, _SIZE[0] - 60 - wide) if not index else rng.uniform(900, _SIZE[0] - wide - 5)
    if index == 0 and rng.random() < 0.5:
        x = rng.uniform(40, 600)
    y = rng.uniform(20, _SIZE[1] - 20 - high)
    stamp = image.resize((round(wide * 2), round(high * 2)), Image.Resampling.LANCZOS).resize(
        (round(wide), round(high)), Image.Resampling.LANCZOS
    )
    x0, y0 = round(x), round(y)
    overlay(page, stamp, x0, y0)
    shape = "rectangle" if kind == "copy_check" else "round"
    box = (x0, y0, x0 + wide, y0 + high)
    return Pressed(box, shape, "black" if grey else colour, text, lines, number, kind, address)


def overlay(page: Image.Image, stamp: Image.Image, x0: int, y0: int) -> None:
    """Press a stamp's ink on the page; what is printed shows through."""
    ground = np.asarray(page, np.float32).copy()
    layer = np.asarray(stamp, np.float32)
    layer = layer[max(0, -y0) :, max(0, -x0) :]
    x0, y0 = max(0, x0), max(0, y0)
    part = ground[y0 : y0 + layer.shape[0], x0 : x0 + layer.shape[1]]
    layer = layer[: part.shape[0], : part.shape[1]]
    alpha = layer[..., 3:] / 255
    part[:] = part * (1 - alpha) + alpha * np.minimum(part, layer[..., :3] * (0.25 + 0.75 * part / 255))
    page.paste(Image.fromarray(ground.astype(np.uint8)))


def _wording(rng: random.Random) -> tuple[str, tuple[str, ...], str, str, str]:
    """Ring, level lines, number at the foot, kind, address of the place."""
    place = rng.choice(_data.PLACES)
    city, district, stem = place.city, place.district, place.district.rstrip("区县市")
    address = f"{place.city}{place.district}解放路{rng.randrange(1, 300)}号"
    number = place.code + _data.digits(rng, 7) if rng.random() < 0.6 else ""
    sort = rng.choices(
        ("authority", "company", "contract", "finance", "bank", "firm", "inspection", "copy_check"),
        (46, 12, 6, 6, 6, 5, 12, 7),
    )[0]
    firm = city.removesuffix("市") + rng.choice(("华瑞", "天泽", "宏业", "金桥", "嘉诚", "正大"))
    trade = rng.choice(("机械制造", "纺织品", "电子科技", "建筑工程", "食品", "物流"))
    company = f"{firm}{trade}有限公司"
    if sort == "authority":
        name, line = rng.choice(
            (
                (f"{city}{district}市场监督管理局", ""),
                (f"{city}{district}行政审批局", ""),
                (f"{city}工商行政管理局{stem}分局", ""),
                (f"{city}{district}质量技术监督局", "代码专用章"),
                (f"{city}{district}国家税务局", ""),
                (f"{city}{district}地方税务局", ""),
                (f"国家税务总局{city}{district}税务局", "征税专用章"),
                (f"{city}公安局{stem}分局", "户口专用章"),
                (f"{city}不动产登记中心", "登记专用章"),
                (f"{city}自然资源和规划局", "不动产登记专用章"),
                (f"{city}住房和城乡建设局", ""),
                (f"中国人民银行{city.removesuffix('市')}中心支行", rng.choice(("", "账户管理专用章"))),
                (f"{city}公安局交通警察支队车辆管理所", ""),
            )
        )
        return name, (line,) if line else (), number if not line else "", "authority", address
    if sort == "inspection":
        year = rng.randrange(2006, 2014)
        name = rng.choice((f"{city}工商局{stem}分局年检专用章", f"中国人民银行{city.removesuffix('市')}年审专用章"))
        return name, (f"{year}年{rng.choice(('', '度'))}",), "", "inspection", address
    if sort == "copy_check":
        return "", rng.choice((("与原件核对无误",), ("与原件核对一致", "经办人:"), ("核对章",))), "", sort, address
    if sort == "bank":
        return f"中国建设银行{city.removesuffix('市')}{stem}支行", ("业务专用章",), "", "bank", address
    if sort == "firm":
        return f"{firm}会计师事务所有限公司", (), number, "firm", address
    if sort == "contract":
        return company, ("合同专用章", "(1)") if rng.random() < 0.3 else ("合同专用章",), number, "contract", address
    if sort == "finance":
        return company, ("财务专用章",), number, "finance", address
    return company, (), number, "company", address


def taken(page: Image.Image, capture: str, rng: random.Random) -> tuple[Picture, NDArray[np.float64]]:
    """The piece as a file holds it, and the map from its flat pixels."""
    if capture == "photo":
        return _photo(page, rng)
    shot = _scan.take(page, "photocopy" if capture == "bilevel" else capture, rng)
    image = shot.image
    if capture == "bilevel":
        image = image.convert("L").point(lambda v: 255 if v > 150 else 0)
        return np.asarray(image.convert("RGB"), np.uint8).copy(), shot.matrix
    return _jpeg(image, rng.choice((60, 75, 85))), shot.matrix


def _photo(page: Image.Image, rng: random.Random) -> tuple[Picture, NDArray[np.float64]]:
    """A photo after its sheet was laid flat: what bends remains, uneven light, blur, noise."""
    w, h = page.size
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    moved = corners + np.array([[rng.uniform(-0.05, 0.05) * w, rng.uniform(-0.05, 0.05) * h] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32)).astype(np.float64)
    flat = cv2.warpPerspective(
        np.asarray(page),
        matrix,
        (w, h),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(235, 232, 226),
    )
    noise = np.random.default_rng(rng.randrange(2**32))
    light = cv2.resize(noise.uniform(0.65, 1, (5, 4)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    grain = noise.standard_normal((h, w), dtype=np.float32)[..., None] * 3.5
    pixels = np.asarray(flat, np.float32) * light[..., None] * np.array([1.0, 0.97, 0.91], np.float32) + grain
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.0)))
    return _jpeg(image, rng.choice((70, 80))), matrix


def _jpeg(image: Image.Image, quality: int) -> Picture:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"), np.uint8).copy()


def _moved(seal: Pressed, matrix: NDArray[np.float64], shape: tuple[int, ...]) -> Pressed:
    x0, y0, x1, y1 = seal.box
    points = cv2.perspectiveTransform(np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], np.float64), matrix)[0]
    low, high = points.min(axis=0), points.max(axis=0)
    return Pressed(
        (float(low[0]), float(low[1]), float(high[0]), float(high[1])),
        seal.shape,
        seal.colour,
        seal.text,
        seal.lines,
        seal.number,
        seal.kind,
        seal.address,
    )
