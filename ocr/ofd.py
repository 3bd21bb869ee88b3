"""OFD pages (GB/T 33190): the text with its places, and a picture of the page with its images, rules and text.

ofdkit reads the container and the text; images and straight rules are placed here. An OFD made by a scanner is one
image a page and no text, and its picture is then read like any scan.
"""

from __future__ import annotations

import io
import math
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import ofdkit
from ofdkit.package import Package
from PIL import Image, ImageDraw, ImageFont

from schemas.core import BoundingBox, Line, TextSource
from schemas.core.errors import UnreadableFile

DPI = 300
PIXEL_LIMIT = 80_000_000
"""Pixels of a page's picture; larger pages are drawn at a lower resolution."""

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
_ASCENT = 0.86
_SAME_BASELINE = 0.4
_SAME_WORD = 0.35
_DEPTH = 16


class _Run(NamedTuple):
    """Text in millimetres on the page; `y` is the baseline, `edges` the x between the characters."""

    text: str
    y: float
    size: float
    edges: tuple[float, ...]


@dataclass(frozen=True)
class _Placed:
    """An image or path with the page coordinates (mm) of its object space: x = a u + c v + e, y = b u + d v + f."""

    element: ET.Element
    matrix: tuple[float, float, float, float, float, float]

    def at(self, u: float, v: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * u + c * v + e, b * u + d * v + f


def page_picture(path: Path, number: int) -> tuple[Image.Image, tuple[Line, ...]]:
    """The picture of page `number` (from 1) and its lines of text.

    Raises:
        UnreadableFile: corrupt, when the page's content is missing or damaged.
    """
    try:
        with ofdkit.open(path) as document, Package(path) as package:
            page = document.pages[number - 1]
            if page.location is None:
                raise UnreadableFile("corrupt")
            runs = _joined([_run(run) for run in page.runs if run.text.strip()])
            return _draw(package, page.location, page.box, runs), _lines(runs, page.box)
    except (ofdkit.OFDError, IndexError, ET.ParseError) as error:
        raise UnreadableFile("corrupt") from error


def _run(run: ofdkit.TextRun) -> _Run:
    """The run with its characters' edges, spread over its width by their usual widths."""
    weights = [1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in run.text]
    scale = run.width / (sum(weights) or 1)
    edges = [run.x]
    for weight in weights:
        edges.append(edges[-1] + weight * scale)
    return _Run(run.text, run.y, max(run.size, 0.1), tuple(edges))


def _joined(runs: list[_Run]) -> list[_Run]:
    """Runs that continue each other on one baseline as one run (many producers place every character by itself)."""
    joined: list[_Run] = []
    for run in sorted(runs, key=lambda r: (round(r.y / max(r.size * _SAME_BASELINE, 0.1)), r.edges[0])):
        last = joined[-1] if joined else None
        if last and abs(last.y - run.y) <= _SAME_BASELINE * last.size and _continues(last, run):
            joined[-1] = _Run(last.text + run.text, last.y, last.size, (*last.edges[:-1], *run.edges))
        else:
            joined.append(run)
    return joined


def _continues(left: _Run, right: _Run) -> bool:
    gap = right.edges[0] - left.edges[-1]
    return -0.5 * left.size <= gap <= _SAME_WORD * left.size and abs(left.size - right.size) <= 0.2 * left.size


def _lines(runs: list[_Run], box: tuple[float, float, float, float]) -> tuple[Line, ...]:
    x0, y0, width, height = box
    lines = []
    for run in runs:
        edges = tuple(min(1.0, max(0.0, (x - x0) / width)) for x in run.edges)
        top = min(1.0, max(0.0, (run.y - _ASCENT * run.size - y0) / height))
        bottom = min(1.0, max(0.0, (run.y + (1 - _ASCENT) * run.size - y0) / height))
        if edges[-1] > edges[0] and bottom > top:
            lines.append(
                Line(
                    text=run.text,
                    box=BoundingBox(x0=edges[0], top=top, x1=edges[-1], bottom=bottom),
                    confidence=1.0,
                    source=TextSource.TEXT_LAYER,
                    edges=edges,
                    sureness=(1.0,) * len(run.text),
                )
            )
    return tuple(lines)


def _draw(package: Package, location: str, box: tuple[float, float, float, float], runs: list[_Run]) -> Image.Image:
    x0, y0, width, height = box
    if not (0 < width < 1e5 and 0 < height < 1e5):
        raise UnreadableFile("corrupt")
    scale = min(DPI / 25.4, math.sqrt(PIXEL_LIMIT / (width * height)))
    canvas = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    pen = ImageDraw.Draw(canvas)
    root = package.read_xml(location)
    media = _media(package, location, root)
    for placed in _placed(root):
        if _name(placed.element) == "ImageObject":
            _paste(canvas, package, media.get(placed.element.get("ResourceID", "")), placed, (x0, y0, scale))
        else:
            for segment in _segments(placed):
                pen.line([((x - x0) * scale, (y - y0) * scale) for x, y in segment], fill="black", width=2)
    for run in runs:
        _write(pen, run, (x0, y0, scale))
    return canvas


def _name(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _named(root: ET.Element, *names: str) -> Iterator[ET.Element]:
    return (element for element in root.iter() if _name(element) in names)


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(part) for part in (text or "").split()]
    except ValueError:
        return []


def _placed(root: ET.Element) -> Iterator[_Placed]:
    """Images and paths of the page's layers, in drawing order."""
    for layer in _named(root, "Layer"):
        yield from _in_block(layer, 0)


def _in_block(block: ET.Element, depth: int) -> Iterator[_Placed]:
    for element in block:
        if _name(element) == "PageBlock" and depth < _DEPTH:
            yield from _in_block(element, depth + 1)
        elif _name(element) in ("ImageObject", "PathObject"):
            x, y = (_numbers(element.get("Boundary")) + [0.0, 0.0])[:2]
            a, b, c, d, e, f = _numbers(element.get("CTM"))[:6] or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
            yield _Placed(element, (a, b, c, d, e + x, f + y))


def _media(package: Package, location: str, page: ET.Element) -> dict[str, str]:
    """Entry names of the images that the document and the page declare, by resource id."""
    found: dict[str, str] = {}
    start = package.find("OFD.xml") or ""
    for body in _named(package.read_xml(start), "DocRoot"):
        document = package.resolve(start, body.text)
        if document:
            found |= _media_of(package, document, package.read_xml(document), "PublicRes", "DocumentRes")
    return found | _media_of(package, location, page, "PageRes")


def _media_of(package: Package, base: str, root: ET.Element, *kinds: str) -> dict[str, str]:
    found = {}
    for reference in _named(root, *kinds):
        resource = package.resolve(base, reference.text)
        if resource is None:
            continue
        resources = package.read_xml(resource)
        folder = resources.get("BaseLoc", "").strip("/")
        for medium in _named(resources, "MultiMedia"):
            file = next((e.text for e in _named(medium, "MediaFile")), None) or ""
            entry = package.resolve(resource, f"{folder}/{file}") or package.resolve(resource, file)
            if entry:
                found[medium.get("ID", "")] = entry
    return found


def _paste(
    canvas: Image.Image, package: Package, entry: str | None, placed: _Placed, view: tuple[float, float, float]
) -> None:
    """Draw an image into the unit square of its object space."""
    if entry is None:
        return
    try:
        with Image.open(io.BytesIO(package.read(entry))) as opened:
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFile("corrupt") from error
    x0, y0, scale = view
    a, b, c, d, e, f = placed.matrix
    a, b, c, d = (n * scale for n in (a, b, c, d))
    e, f = (e - x0) * scale, (f - y0) * scale
    determinant = a * d - b * c
    if abs(determinant) < 1e-6:
        return
    # The inverse: from a pixel of the canvas to a pixel of the image.
    w, h = image.width / determinant, image.height / determinant
    back = (d * w, -c * w, (c * f - d * e) * w, -b * h, a * h, (b * e - a * f) * h)
    layer = image.transform(canvas.size, Image.Transform.AFFINE, back, Image.Resampling.BICUBIC)
    canvas.paste(layer, mask=layer.getchannel("A"))


def _segments(placed: _Placed) -> Iterator[list[tuple[float, float]]]:
    """The stroked straight pieces of a path (curves by their end points), in page millimetres."""
    if placed.element.get("Stroke", "true").lower() == "false":
        return
    tokens = next((e.text for e in _named(placed.element, "AbbreviatedData")), None) or ""
    points: list[tuple[float, float]] = []
    for command, values in _commands(tokens.split()):
        if command in "MS" and len(points) > 1:
            yield points
        if command in "MS":
            points = []
        if command == "C":
            points = [*points, *points[:1]]
        elif len(values) >= 2:
            points = [*points, placed.at(values[-2], values[-1])]
    if len(points) > 1:
        yield points


def _commands(tokens: list[str]) -> Iterator[tuple[str, list[float]]]:
    command, values = "", list[float]()
    for token in [*tokens, "M"]:
        if token.isalpha() and len(token) == 1:
            if command:
                yield command, values
            command, values = token, []
        else:
            values += _numbers(token)


@lru_cache(maxsize=64)
def _font(pixels: int) -> ImageFont.FreeTypeFont | None:
    found = next((name for name in _FONTS if Path(name).exists()), None)
    return ImageFont.truetype(found, pixels) if found else None


def _write(pen: ImageDraw.ImageDraw, run: _Run, view: tuple[float, float, float]) -> None:
    x0, y0, scale = view
    font = _font(max(4, min(2000, round(run.size * scale))))
    if font is None:
        return
    for character, x in zip(run.text, run.edges, strict=False):
        pen.text(((x - x0) * scale, (run.y - y0) * scale), character, fill="black", font=font, anchor="ls")
