"""Tesseract (chi_sim) as the reading engine, through pytesseract; slower and weaker than the first, wholly independent."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytesseract
from numpy.typing import NDArray

from ocr.engine import Image, Reading

_GAP = 1.6
"""Line heights of white that divide columns on one line."""


class TesseractEngine:
    """Finds lines with Tesseract's page layout and reads strips in one process a page."""

    def detect(self, channel: Image) -> list[NDArray[np.float32]]:
        """Text lines, divided where white separates columns, as quadrilaterals in pixels."""
        words = self._words(pytesseract.image_to_data(_clear(channel), "chi_sim", "--psm 3", output_type="dict"))
        runs: list[list[tuple[int, int, int, int]]] = []
        last_line: object = None
        for line, box in words:
            height = box[3] - box[1]
            if runs and line == last_line and box[0] - runs[-1][-1][2] < _GAP * height:
                runs[-1].append(box)
            else:
                runs.append([box])
            last_line = line
        return [_quad(run) for run in runs]

    def recognise(self, strips: list[Image]) -> list[Reading]:
        """Read strips of one line each; characters of a word share its probability and divide its width."""
        if not strips:
            return []
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for i, strip in enumerate(strips):
                path = Path(folder) / f"{i:04d}.png"
                cv2.imwrite(str(path), cv2.copyMakeBorder(strip, 8, 8, 8, 8, cv2.BORDER_REPLICATE))
                paths.append(str(path))
            listing = Path(folder) / "strips.txt"
            listing.write_text("\n".join(paths) + "\n", encoding="utf-8")
            data = pytesseract.image_to_data(str(listing), "chi_sim", "--psm 7", output_type="dict")
        return [_reading(data, i + 1, strip.shape[1]) for i, strip in enumerate(strips)]

    @staticmethod
    def _words(data: dict[str, list[Any]]) -> list[tuple[tuple[int, ...], tuple[int, int, int, int]]]:
        found: list[tuple[tuple[int, ...], tuple[int, int, int, int]]] = []
        for i, text in enumerate(data["text"]):
            if not str(text).strip():
                continue
            line = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
            x, y, w, h = (int(data[k][i]) for k in ("left", "top", "width", "height"))
            found.append((line, (x, y, x + w, y + h)))
        return found


def _clear(channel: Image) -> Image:
    """Paper made even and white: divided by its own background."""
    paper = cv2.medianBlur(cv2.dilate(channel, np.ones((15, 15), np.uint8)), 51)
    return np.asarray(cv2.divide(channel, paper, scale=255), dtype=np.uint8)


def _quad(run: list[tuple[int, int, int, int]]) -> NDArray[np.float32]:
    x0, y0 = min(b[0] for b in run) - 3, min(b[1] for b in run) - 3
    x1, y1 = max(b[2] for b in run) + 3, max(b[3] for b in run) + 3
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32)


def _reading(data: dict[str, list[Any]], page: int, width: int) -> Reading:
    text, sureness, centres = "", [], []
    for i, word in enumerate(data["text"]):
        word = str(word).strip()
        if data["page_num"][i] != page or not word:
            continue
        left, span = int(data["left"][i]) - 8, int(data["width"][i])
        for n in range(len(word)):
            sureness.append(max(0.0, float(data["conf"][i]) / 100))
            centres.append(min(1.0, max(0.0, (left + span * (n + 0.5) / len(word)) / max(width, 1))))
        text += word
    return Reading(text=text, sureness=tuple(sureness), centres=tuple(centres))
