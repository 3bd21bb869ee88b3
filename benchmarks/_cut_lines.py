"""Lines of every kind of field with a seal pressed over them at random: is a value that the seal cut ever accepted?"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks import _sealed
from extractors import _covered, _parse, _sane
from extractors._fields import Field, Form, read
from extractors._parse import Parser
from extractors._view import PageView
from ocr import page_image, quality, seals
from ocr.engine import Engine, cut
from samples import _data, _fonts, _seal_styles
from schemas.core import Document, FieldValue, Page, PageStatus, Quality, Status, TextSource
from standards import capital_amount, chinese_date

_SIZE = (1240, 520)


@dataclass(frozen=True)
class Outcome:
    """A value under a seal: what was printed, what was read, whether it was accepted."""

    kind: str
    colour: str
    printed: str
    read: str
    accepted: bool
    right: bool


def _values(rng: random.Random) -> list[tuple[str, str, str, Parser]]:
    """Kind, label, printed value, parser."""
    place = rng.choice(_data.PLACES)
    company = f"{place.city}{rng.choice(('华瑞', '天泽', '宏业'))}{rng.choice(('机械', '食品', '电子科技'))}有限公司"
    day = f"20{rng.randrange(10, 24)}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"
    amount = f"{rng.randrange(10**5, 10**8):,}.{rng.randrange(100):02d}"
    name = rng.choice(_data.SURNAMES) + rng.choice(_data.GIVEN_MALE)
    address = f"{place.city}{place.district}解放路{rng.randrange(1, 300)}号{rng.randrange(1, 30)}幢{rng.randrange(101, 2900)}室"
    return [
        ("company_name", "名称", company, _parse.company),
        ("date", "日期", day, _parse.day),
        ("capital", "注册资本", f"人民币{rng.choice(('伍佰', '壹仟贰佰', '捌拾'))}万元整", _parse.capital),
        ("amount", "金额", amount, _parse.capital),
        ("legal_representative", "法定代表人", name, _parse.person),
        ("address", "住所", address, _parse.text),
        ("account", "账号", _data.digits(rng, rng.choice((12, 15, 19))), _parse.account),
        ("authority", "登记机关", f"{place.city}{place.district}市场监督管理局", _parse.authority),
        ("scope", "经营范围", "机械设备、电子产品、日用百货的销售;货物进出口", _parse.prose),
    ]


def outcomes(seed: int, engine: Engine) -> list[Outcome]:
    """What became of the values of one piece of paper."""
    rng = random.Random(seed)
    page = Image.new("RGB", _SIZE, (252, 251, 247))
    pen = ImageDraw.Draw(page)
    printed = rng.sample(_values(rng), 4)
    face = _fonts.font(rng.choice(("song", "serif", "sans")), rng.choice((26, 30)))
    spans = []
    for i, (_, label, text, _) in enumerate(printed):
        y = 60 + 115 * i
        pen.text((60, y), label + ":", (25, 25, 28), face)
        x = 60 + face.getlength(label + ":") + rng.randrange(10, 60)
        pen.text((x, y), text, (25, 25, 28), face)
        spans.append((x, x + face.getlength(text), y))
    colour = ("red", "blue", "faded", "black")[seed % 4]
    grey = colour == "black"
    for x0, x1, y in (spans[rng.randrange(2)], spans[2 + rng.randrange(2)]):
        _press(page, rng, "red" if grey else colour, rng.choice((x0, x1, x1, rng.uniform(x0, x1))), y)
    picture, _ = _sealed.taken(page, _capture(rng, grey), rng)
    return [
        _outcome(kind, colour, text, value)
        for (kind, _, text, _), value in zip(printed, _read(picture, printed, engine), strict=True)
    ]


def _capture(rng: random.Random, grey: bool) -> str:
    return rng.choice(("photocopy", "photocopy_dark", "bilevel") if grey else ("scan_clean", "scan", "scan_poor"))


def _press(page: Image.Image, rng: random.Random, colour: str, x: float, y: float) -> None:
    """A seal of which some part lies over the place."""
    text = "杭州华瑞机械制造有限公司"
    image = _seal_styles.seal(
        text, _seal_styles.any_style(rng, len(text)), rng.choice(_seal_styles.INKS[colour]), rng, ("财务专用章",)
    )
    wide = rng.randrange(200, 260)
    angle, reach = rng.uniform(0, 2 * np.pi), rng.choice((0.0, 0.4, 0.75, 0.9, 1.0)) * wide / 2
    left, top = round(x + reach * np.cos(angle) - wide / 2), round(y + 15 + reach * np.sin(angle) - wide / 2)
    _sealed.overlay(page, image.resize((wide, wide), Image.Resampling.LANCZOS), left, top)


def _read(picture: NDArray[np.uint8], printed: list[tuple[str, str, str, Parser]], engine: Engine) -> list[FieldValue]:
    channel = page_image._channel(picture)
    height, width = channel.shape
    quads = engine.detect(channel)
    readings = engine.recognise([cut(channel, quad) for quad in quads])
    lines = [page_image.line_of(r, q, width, height) for r, q in zip(readings, quads, strict=True)]
    grey = quality.is_grey(picture)
    page = Page(
        sha256="0",
        number=1,
        status=PageStatus.READ,
        width=width,
        height=height,
        source=TextSource.OCR,
        lines=tuple(line for line in lines if line is not None),
        seals=seals.find(picture, engine, grey),
        quality=Quality(grey=grey),
        reader="",
    )
    view = PageView(page, 1)
    form = Form({kind: Field((label,), parser) for kind, label, _, parser in printed})
    fields = read(form, [view], "benchmark")
    document = Document(
        document_id="D001", type="unknown", title_zh="", type_confidence=1.0, pages=(), fields=fields, extractor=""
    )
    (checked,) = _covered.doubt(_sane.doubt([document]), {"D001": [view]})
    return [checked.fields[kind] for kind, *_ in printed]


def _outcome(kind: str, colour: str, printed: str, value: FieldValue) -> Outcome:
    raw = value.evidence.raw if value.evidence is not None else ""
    return Outcome(kind, colour, printed, raw, value.status is Status.ACCEPTED, _right(kind, printed, value))


def _right(kind: str, printed: str, value: FieldValue) -> bool:
    if kind == "date":
        return value.value == chinese_date.parse(printed)
    if kind in ("capital", "amount"):
        return value.value == capital_amount.parse(printed)
    return _same(str(value.value or "")) == _same(printed)


def _same(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
