"""Turns sheets into pictures and into born-digital PDF pages."""

from __future__ import annotations

import io
import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples import _fonts
from samples._draw import POINT, Area, Picture, Sheet, Stroke, Text


def raster(sheet: Sheet, dpi: int) -> Image.Image:
    """The sheet as an RGB picture, without any trace of scanning."""
    k = dpi / 25.4
    image = Image.new("RGB", (round(sheet.width * k), round(sheet.height * k)), sheet.paper)
    pen = ImageDraw.Draw(image)
    for op in sheet.ops:
        if isinstance(op, Text):
            _text(image, pen, op, k)
        elif isinstance(op, Stroke):
            pen.line((op.x0 * k, op.y0 * k, op.x1 * k, op.y1 * k), op.colour, max(1, round(op.width * k)))
        elif isinstance(op, Area):
            x0, y0, x1, y1 = op.box
            pen.rectangle((x0 * k, y0 * k, x1 * k, y1 * k), op.colour)
        else:
            _picture(image, op, k)
    return image


def _text(image: Image.Image, pen: ImageDraw.ImageDraw, op: Text, k: float) -> None:
    pixels = round(op.points * POINT * k)
    face = _fonts.font(op.font, pixels)
    if op.style == "plain":
        pen.text((op.x * k, op.y * k), op.text, op.colour, face, anchor="ls")
        return
    wide, high = int(face.getlength(op.text)) + 2 * pixels, pixels * 3
    mask = Image.new("L", (wide, high), 0)
    at = (op.x * k - pixels, op.y * k - 2 * pixels)
    if op.style == "dots":
        ImageDraw.Draw(mask).text((pixels, 2 * pixels), op.text, 255, face, anchor="ls", stroke_width=0)
        mask = Image.fromarray(_dotted(np.asarray(mask), k))
    else:
        _write(mask, op, face, pixels)
    image.paste(op.colour, (round(at[0]), round(at[1])), mask)


def _dotted(mask: NDArray[np.uint8], k: float) -> NDArray[np.uint8]:
    """A mask weakened between the needles of a dot-matrix printer."""
    pitch = max(2.0, 0.22 * k)
    y, x = np.mgrid[0 : mask.shape[0], 0 : mask.shape[1]]
    needle = 0.78 + 0.22 * np.cos(2 * np.pi * x / pitch) * np.cos(2 * np.pi * y / pitch)
    return np.asarray(mask * needle, np.uint8)


def _write(mask: Image.Image, op: Text, face: ImageFont.FreeTypeFont, pixels: int) -> None:
    """Characters as a hand writes them: each a little turned and off the line."""
    rng, x = random.Random(op.text), float(pixels)
    for char in op.text:
        one = Image.new("L", (pixels * 2, pixels * 2), 0)
        ImageDraw.Draw(one).text((pixels // 2, pixels * 3 // 2), char, 255, face, anchor="ls")
        one = one.rotate(rng.uniform(-7, 7), Image.Resampling.BICUBIC)
        at = (round(x - pixels / 2), round(pixels / 2 + rng.uniform(-0.06, 0.06) * pixels))
        mask.paste(ImageChops.lighter(mask.crop((*at, at[0] + one.width, at[1] + one.height)), one), at)
        x += _fonts.advance(op.font, char) * pixels


def _picture(image: Image.Image, op: Picture, k: float) -> None:
    x0, y0, x1, y1 = (round(v * k) for v in op.box)
    lens = Image.Resampling.NEAREST if op.image.mode == "1" else Image.Resampling.LANCZOS
    small = op.image.resize((max(1, x1 - x0), max(1, y1 - y0)), lens)
    if small.mode != "RGBA":
        image.paste(small.convert("RGB"), (x0, y0))
        return
    if not op.ink:
        image.paste(small, (x0, y0), small)
        return
    under = image.crop((x0, y0, x1, y1))
    white = Image.new("RGB", small.size, "white")
    white.paste(small, (0, 0), small)
    image.paste(ImageChops.multiply(under, white), (x0, y0))


def pdf(sheets: list[Sheet], title: str = "") -> bytes:
    """Born-digital pages with embedded, subset fonts; the same sheets give the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for sheet in sheets:
        canvas.setPageSize((sheet.width / POINT, sheet.height / POINT))
        for op in sheet.ops:
            _pdf_op(canvas, op, sheet.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _pdf_op(canvas: Canvas, op: Text | Stroke | Area | Picture, height: float) -> None:
    if isinstance(op, Text):
        canvas.setFillColorRGB(*(c / 255 for c in op.colour))
        canvas.setFont(_embedded(op.font), op.points)
        canvas.drawString(op.x / POINT, (height - op.y) / POINT, op.text)
    elif isinstance(op, Stroke):
        canvas.setStrokeColorRGB(*(c / 255 for c in op.colour))
        canvas.setLineWidth(op.width / POINT)
        canvas.line(op.x0 / POINT, (height - op.y0) / POINT, op.x1 / POINT, (height - op.y1) / POINT)
    elif isinstance(op, Area):
        x0, y0, x1, y1 = op.box
        canvas.setFillColorRGB(*(c / 255 for c in op.colour))
        canvas.rect(x0 / POINT, (height - y1) / POINT, (x1 - x0) / POINT, (y1 - y0) / POINT, stroke=0, fill=1)
    else:
        x0, y0, x1, y1 = op.box
        reader = ImageReader(
            op.image.resize((min(360, op.image.width), min(360, op.image.width) * op.image.height // op.image.width))
        )
        canvas.drawImage(reader, x0 / POINT, (height - y1) / POINT, (x1 - x0) / POINT, (y1 - y0) / POINT, mask="auto")


def _embedded(name: str) -> str:
    """The font's name in the PDF; outlines that cannot be embedded are set in a similar face."""
    name = name if name in _fonts.EMBEDDABLE else {"serif": "song", "heavy": "hei", "bold": "hei"}.get(name, "micro")
    if name not in pdfmetrics.getRegisteredFontNames():
        path, face = _fonts.source(name)
        pdfmetrics.registerFont(TTFont(name, str(path), subfontIndex=face))
    return name


def pictures_pdf(pages: list[tuple[bytes, int, int, int]]) -> bytes:
    """A scanner's PDF: one JPEG (bytes, width, height, dpi) a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for data, width, height, dpi in pages:
        wide, high = width * 72 / dpi, height * 72 / dpi
        canvas.setPageSize((wide, high))
        canvas.drawImage(ImageReader(io.BytesIO(data)), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
