"""The worst pages: CPU seconds and memory above the loaded models, `python -m benchmarks.worst`.

The limits are 30 seconds on one core and 1 GiB; the command prints and does not judge.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import cv2
import numpy as np
from PIL import Image, ImageDraw

from ocr import picture
from ocr.page_image import PictureReader
from samples import _fonts

A3_600 = (7016, 9921)


def main() -> int:
    """Read every page in a process of its own memory peak, which only grows; the largest comes last."""
    cv2.setNumThreads(1)
    reader = PictureReader()
    loaded = _peak()
    print("| page | CPU seconds | MiB above the loaded models, so far |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, draw in PAGES.items():
            file = Path(folder) / "page"
            file.write_bytes(draw())
            start = time.process_time()
            reader.read(*picture.of_image_file(file, 1))
            print(f"| {name} | {time.process_time() - start:.1f} | {(_peak() - loaded) / 1024:.0f} |", flush=True)
    return 0


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _saved(image: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "TIFF" if image.mode == "1" else "JPEG", **options)
    return buffer.getvalue()


def _noise() -> bytes:
    pixels = np.random.default_rng(1).integers(0, 256, (2339, 1654, 3), dtype=np.uint8)
    return _saved(Image.fromarray(pixels))


def _written(size: tuple[int, int], lines: int, mode: str) -> bytes:
    """A page of `lines` amounts in five columns."""
    image = Image.new("L", size, 255)
    pen, rows = ImageDraw.Draw(image), -(-lines // 5)
    face = _fonts.font("song", max(10, size[1] // rows * 2 // 3))
    for number in range(lines):
        at = (size[0] * (number % 5 + 0.1) / 5, size[1] * (number // 5 + 0.1) / rows)
        pen.text(at, f"{number * 7919 % 10**7:,}.{number % 100:02d}", 0, face)
    return _saved(image.convert(mode), **({"compression": "group4"} if mode == "1" else {}))


PAGES: dict[str, Callable[[], bytes]] = {
    "noise, 200 dpi A4": _noise,
    "a thousand lines, 300 dpi A4": lambda: _written((2480, 3508), 1000, "RGB"),
    "black and white, 600 dpi A3": lambda: _written(A3_600, 300, "1"),
    "colour, 100 megapixels": lambda: _written((10000, 10000), 300, "RGB"),
}

if __name__ == "__main__":
    sys.exit(main())
