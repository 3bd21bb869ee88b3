"""Pieces that several papers share: labels with values, borders, codes as bar and QR codes, dates under seals."""

from __future__ import annotations

import random

import numpy as np
import zxingcpp
from PIL import Image

from samples._draw import Colour, Sheet


def pair(
    sheet: Sheet,
    x: float,
    y: float,
    label: str,
    value: str,
    mark: str | None,
    label_width: float = 24,
    width: float = 90,
    points: float = 11,
    label_font: str = "hei",
    font: str = "song",
    gap: float = 4,
    colon: bool = False,
    leading: float = 1.4,
    style: str = "plain",
    colour: Colour = (24, 24, 28),
    label_points: float | None = None,
) -> float:
    """A label spread over its column and its (wrapped) value beside it; return the base line below."""
    sheet.text(x, y, label, label_points or points, label_font, spread=label_width)
    if colon:
        sheet.text(x + label_width + 0.5, y, ":", points, label_font)
    if not value:
        return y + points * 0.3528 * leading
    return sheet.paragraph(
        x + label_width + gap, y, width, value, points, font, leading, mark, style=style, colour=colour
    )


def border(sheet: Sheet, colour: Colour, margin: float, rng: random.Random) -> None:
    """A certificate's ornamental border: nested frames with a row of small lozenges."""
    w, h = sheet.width, sheet.height
    for inset, thick in ((margin, 1.1), (margin + 1.8, 0.3), (margin + 7, 0.3), (margin + 8.2, 0.7)):
        sheet.frame((inset, inset, w - inset, h - inset), thick, colour)
    step, middle, kind = rng.choice((4.0, 5.0, 6.0)), margin + 4.4, rng.choice((0, 1))
    for i in range(int((w - 2 * margin - 4) / step)):
        x = margin + 4 + i * step
        for y in (middle, h - middle):
            _ornament(sheet, x, y, step, colour, kind)
    for i in range(1, int((h - 2 * margin - 4) / step)):
        y = margin + 4 + i * step
        for x in (middle, w - middle):
            _ornament(sheet, x, y, step, colour, kind)


def _ornament(sheet: Sheet, x: float, y: float, step: float, colour: Colour, kind: int) -> None:
    r = step * 0.42
    if kind:
        for a, b, c, d in ((-r, 0, 0, -r), (0, -r, r, 0), (r, 0, 0, r), (0, r, -r, 0)):
            sheet.line(x + a, y + b, x + c, y + d, 0.35, colour)
    else:
        sheet.line(x - r, y - r, x + r, y + r, 0.35, colour)
        sheet.line(x - r, y + r, x + r, y - r, 0.35, colour)


def qr(payload: str) -> Image.Image:
    """A QR code with its quiet zone."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(np.array(code.to_image(scale=4))).convert("L")


def code39(text: str) -> Image.Image:
    """A Code 39 bar code, without the text below."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code39)
    bars = np.array(code.to_image(scale=3))
    row = bars[bars.shape[0] // 2 : bars.shape[0] // 2 + 1]
    return Image.fromarray(np.repeat(row, 90, axis=0)).convert("L")


def emblem(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A plain round device in red and gold that stands where a national emblem would."""
    from PIL import ImageDraw

    image = Image.new("RGBA", (240, 240), (200, 30, 36, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((4, 4, 236, 236), fill=(206, 160, 50, 255))
    pen.ellipse((20, 20, 220, 220), fill=(200, 34, 36, 255))
    pen.rectangle((70, 130, 170, 160), fill=(226, 184, 70, 255))
    for cx, cy, r in ((120, 76, 18), (80, 92, 8), (160, 92, 8), (98, 112, 7), (142, 112, 7)):
        pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=(236, 200, 80, 255))
    sheet.picture(image, (x - size / 2, y - size / 2, x + size / 2, y + size / 2))
