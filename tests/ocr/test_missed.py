"""Lone figures that detection passes over are offered to the recogniser; rulings, specks and pictures are not."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import missed
from schemas.core import BoundingBox, Line, TextSource

WIDTH, HEIGHT = 1000, 600


def _page() -> NDArray[np.uint8]:
    """Three rows of a label with a figure far to its right, a ruling, a speck and a block."""
    page = np.full((HEIGHT, WIDTH), 250, np.uint8)
    for row, figure in enumerate(("7", "320", "4")):
        cv2.putText(page, "Label text", (60, 120 + 90 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 3)
        cv2.putText(page, figure, (700, 120 + 90 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 3)
    cv2.line(page, (40, 320), (960, 320), 20, 2)
    cv2.circle(page, (500, 110), 2, 20, -1)
    cv2.rectangle(page, (400, 380), (600, 580), 20, -1)
    return page


def _line(top: int, x0: int = 55, x1: int = 240) -> Line:
    box = BoundingBox(x0=x0 / WIDTH, top=(top - 28) / HEIGHT, x1=x1 / WIDTH, bottom=(top + 8) / HEIGHT)
    edges = tuple(np.linspace(box.x0, box.x1, 6).tolist())
    return Line(text="Label", box=box, confidence=1.0, source=TextSource.OCR, edges=edges, sureness=(1.0,) * 5)


def test_lone_figures_in_a_row_with_text_are_found() -> None:
    found = missed.find(_page(), [_line(120), _line(210), _line(300)])
    centres = sorted((round(float(q[:, 1].mean()) / 90), float(q[:, 0].mean())) for q in found)
    assert [row for row, _ in centres] == [1, 2, 3]
    assert all(690 < x < 780 for _, x in centres)


def test_what_was_read_is_not_offered_again() -> None:
    lines = [_line(120), _line(210), _line(300), _line(120, 695, 730), _line(210, 695, 775), _line(300, 695, 730)]
    assert missed.find(_page(), lines) == []


def test_a_page_without_text_offers_nothing() -> None:
    assert missed.find(_page(), []) == []


def _columns_of_zeros(rows: int) -> tuple[NDArray[np.uint8], list[Line]]:
    """A page of labels with two columns of noughts, none of which was read."""
    page = np.full((HEIGHT * 4, WIDTH), 250, np.uint8)
    lines = []
    for row in range(rows):
        y = 60 + 44 * row
        cv2.putText(page, "Label text", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 3)
        for x in (500, 800):
            cv2.putText(page, "0", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 3)
        high = HEIGHT * 4
        box = BoundingBox(x0=55 / WIDTH, top=(y - 28) / high, x1=240 / WIDTH, bottom=(y + 8) / high)
        edges = tuple(np.linspace(box.x0, box.x1, 6).tolist())
        lines.append(Line(text="Label", box=box, confidence=1, source=TextSource.OCR, edges=edges, sureness=(1.0,) * 5))
    return page, lines


def test_columns_of_noughts_are_found_however_many() -> None:
    page, lines = _columns_of_zeros(50)
    assert len(missed.find(page, lines)) == 100


def test_a_narrow_character_is_cut_as_it_stands() -> None:
    page = _page()
    box = BoundingBox(x0=700 / WIDTH, top=90 / HEIGHT, x1=712 / WIDTH, bottom=125 / HEIGHT)
    line = Line(text="①", box=box, confidence=0.5, source=TextSource.OCR, edges=(box.x0, box.x1), sureness=(0.5,))
    strip = missed.upright(page, missed.quad_of(line, page))
    assert strip.shape[0] > strip.shape[1]
