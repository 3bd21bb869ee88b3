"""Odd files, lines that run together, watermarks, characters printed over rulings: nothing here needs an engine."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ocr import grids, picture, slant, watermarks
from samples import _files
from schemas.core import BoundingBox, Line, TextSource


def page() -> Image.Image:
    image = Image.new("RGB", (900, 1200), "white")
    pen = ImageDraw.Draw(image)
    for y in range(100, 1100, 60):
        pen.rectangle((100, y, 700, y + 24), fill="black")
    return image


@pytest.mark.parametrize("kind", sorted(_files.ENDINGS))
def test_every_kind_of_file_shows_the_same_page(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"page.{_files.ENDINGS[kind]}"
    file.write_bytes(_files.encode(page(), kind, 70, 150))
    shown = picture.of_image_file(file, 1)[0]
    assert shown.shape == (1200, 900, 3)
    assert float(np.abs(shown.astype(int) - np.asarray(page()).astype(int)).mean()) < 12


def quads_of(turn: NDArray[np.float64] | None = None) -> list[NDArray[np.float32]]:
    boxes = [np.array([[100, y], [700, y], [700, y + 24], [100, y + 24]], np.float64) for y in range(100, 1100, 60)]
    matrix = np.eye(3) if turn is None else turn
    return [cv2.perspectiveTransform(b[None], matrix)[0].astype(np.float32) for b in boxes]


def test_lines_that_run_together_become_parallel() -> None:
    tilted = np.array([[1, 0, 0], [0.02, 1, 0], [8e-5, 0, 1]], np.float64)
    _, matrix, _ = slant.straightened(np.full((1300, 1000, 3), 255, np.uint8), quads_of(tilted))
    level = [cv2.perspectiveTransform(q[None].astype(np.float64), matrix)[0] for q in quads_of(tilted)]
    assert max(abs(float(q[1, 1] - q[0, 1])) for q in level) < 3
    assert all(q.min() >= 0 and q[:, 0].max() <= 1000 and q[:, 1].max() <= 1300 for q in level)


def test_a_level_page_is_left_alone() -> None:
    blank = np.full((1300, 1000, 3), 255, np.uint8)
    shown, matrix, skew = slant.straightened(blank, quads_of())
    assert shown is blank and np.array_equal(matrix, np.eye(3)) and skew == 0


def test_a_watermark_is_lifted_and_print_stays() -> None:
    channel = np.asarray(page().convert("L")).copy()
    tiles = []
    for x in (50, 800):
        for y in (200, 500, 800, 1000):
            tile = cv2.boxPoints(((x, y), (80, 14), 30)).astype(np.float32)
            under = channel.copy()
            cv2.fillConvexPoly(under, tile.astype(np.int32), 190)
            channel = np.minimum(channel, under)
            points = tile[np.argsort(tile[:, 0])]
            left, right = points[:2], points[2:]
            left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
            tiles.append(np.array([left[0], right[0], right[1], left[1]], np.float32))
    lifted = watermarks.without(channel, [*quads_of(), *tiles])
    assert lifted is not None
    assert channel[200, 800] == 190 and lifted[200, 800] > 240
    assert lifted[110, 400] < 30 and not ((lifted > 60) & (lifted < 230)).mean() > 0.01
    assert watermarks.without(channel, quads_of()) is None


def test_the_last_digit_over_a_ruling_stays_with_its_number() -> None:
    grid = grids.Grid(np.eye(3), (0, 100, 200), (0, 50, 100), {(r, c): (r, c) for r in (0, 1) for c in (0, 1)})
    text = "1,234.56"
    edges = tuple((20 + 11 * i) / 200 for i in range(len(text) + 1))
    box = BoundingBox(x0=edges[0], top=0.1, x1=edges[-1], bottom=0.4)
    line = Line(text=text, box=box, confidence=1, source=TextSource.OCR, edges=edges, sureness=(1.0,) * len(text))
    table, _ = grids.table_of(grid, (line,), 200, 100)
    assert [c.text for c in table.cells if c.text] == [text]
