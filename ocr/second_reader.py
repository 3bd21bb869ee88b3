"""The second reader: Tesseract (chi_sim) through pytesseract, many crops a process."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytesseract
from numpy.typing import NDArray

from schemas.core.reader import Crop

_LINE = 44
"""Pixels; the height that a crop's line is brought to, which Tesseract reads best."""


class Tesseract:
    """Reads crops of stored page images; each call starts one process for all its crops.

    Args:
        image_path: where the image of a hash lies.
        work: folder for passing pictures to the process; emptied after each call.
    """

    name = "tesseract"

    def __init__(self, image_path: Callable[[str], Path], work: Path) -> None:
        self._image_path = image_path
        self._work = work

    def read(self, crops: Sequence[Crop]) -> list[str]:
        """The text of each crop; all empty when Tesseract is not installed or fails."""
        if not crops:
            return []
        self._work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._work) as folder:
            try:
                return self._read_in(Path(folder), crops)
            except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, RuntimeError):
                return [""] * len(crops)

    def _read_in(self, folder: Path, crops: Sequence[Crop]) -> list[str]:
        pictures: dict[str, NDArray[np.uint8]] = {}
        paths = []
        for index, crop in enumerate(crops):
            if crop.image not in pictures:
                pictures = {crop.image: _channel(self._image_path(crop.image))}
            path = folder / f"{index:04d}.png"
            cv2.imwrite(str(path), _strip(pictures[crop.image], crop))
            paths.append(str(path))
        listing = folder / "crops.txt"
        listing.write_text("\n".join(paths) + "\n", encoding="utf-8")
        text = pytesseract.image_to_string(
            str(listing), lang="chi_sim", config="--psm 7 --oem 1", timeout=20 + 2 * len(crops)
        )
        pages = text.split("\f")
        return [pages[i].strip() if i < len(pages) else "" for i in range(len(crops))]


def _channel(path: Path) -> NDArray[np.uint8]:
    """The stored image without red ink, as the first reader saw it."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        return np.full((8, 8), 255, dtype=np.uint8)
    blue, green, red = cv2.split(image)
    redness = cv2.subtract(red, cv2.max(green, blue))
    return np.asarray(cv2.add(red, cv2.convertScaleAbs(redness, alpha=0.6)), dtype=np.uint8)


def _strip(picture: NDArray[np.uint8], crop: Crop) -> NDArray[np.uint8]:
    """The crop with a margin, paper made white, at the line height that suits Tesseract."""
    height, width = picture.shape
    box = crop.box
    line = max(1.0, box.height * height)
    margin = 0.18 * line
    x0, x1 = int(max(0, box.x0 * width - margin)), int(min(width, box.x1 * width + margin) + 1)
    y0, y1 = int(max(0, box.top * height - margin)), int(min(height, box.bottom * height + margin) + 1)
    part = picture[y0:y1, x0:x1]
    if part.size == 0:
        return np.full((8, 8), 255, dtype=np.uint8)
    paper = float(np.percentile(part, 85))
    dark = float(np.percentile(part, 2))
    clear = np.clip((part.astype(np.float32) - dark) / max(paper - dark, 1.0) * 255, 0, 255).astype(np.uint8)
    scale = min(4.0, max(0.4, _LINE / max(y1 - y0, 1)))
    resized = cv2.resize(clear, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.copyMakeBorder(resized, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)
