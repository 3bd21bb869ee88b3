"""Page pictures: from a PDF page or an image file to an RGB array that looks as a person sees it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pi_heif
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageOps

from schemas.core.errors import UnreadableFile

pi_heif.register_heif_opener()

DPI = 300
"""Dots per inch that pages without a picture of their own are drawn at."""

LONGEST_SIDE = 4500
"""Pixels; larger pictures are reduced."""

SHORTEST_SIDE = 700
"""Pixels; thumbnails are enlarged until their shorter side has this size."""

Picture = NDArray[np.uint8]


def of_image_file(path: Path, number: int) -> tuple[Picture, float | None]:
    """Frame `number` (1-based) of an image file, EXIF orientation applied, transparency on white, and its dpi if told.

    Raises:
        UnreadableFile: the data cannot be decoded.
    """
    try:
        with Image.open(path) as image:
            image.seek(number - 1)
            if image.format == "JPEG":
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            turned = ImageOps.exif_transpose(image)
            dpi = turned.info.get("dpi", (None, None))[0]
            return _fitted(_opaque(turned)), float(dpi) if dpi and dpi > 1 else None
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise UnreadableFile("corrupt") from error


def of_pdf_page(page: pdfium.PdfPage) -> tuple[Picture, float]:
    """A drawn PDF page and the dpi it was drawn at; a page that is one scan is drawn at the scan's own resolution."""
    width, height = page.get_size()
    own = _scan_dpi(page, width, height)
    dpi = min(own or DPI, LONGEST_SIDE * 72 / max(width, height, 1.0))
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=True)
    return _fitted(bitmap.to_pil().convert("RGB")), dpi


def _scan_dpi(page: pdfium.PdfPage, width: float, height: float) -> float | None:
    """Resolution of the one picture that covers the page, null when there is none or it is too coarse or fine."""
    for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) < 0.6 * width * height:
            continue
        pixels = max(item.get_px_size())
        dpi = pixels / max(right - left, top - bottom) * 72
        return float(dpi) if 100 <= dpi <= 400 else None
    return None


def covered_by_image(page: pdfium.PdfPage) -> bool:
    """Whether one picture covers most of the page, so that a text layer over it is somebody's OCR, not the paper."""
    width, height = page.get_size()
    for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or (image.mode == "P" and "transparency" in image.info):
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        return Image.fromarray(((values - low) / max(high - low, 1.0) * 255).astype(np.uint8)).convert("RGB")
    return image.convert("RGB")


def _fitted(image: Image.Image) -> Picture:
    longest, shortest = max(image.size), min(image.size)
    factor = 1.0
    if longest > LONGEST_SIDE:
        factor = LONGEST_SIDE / longest
    elif shortest < SHORTEST_SIDE:
        factor = min(SHORTEST_SIDE / max(shortest, 1), 3.0, LONGEST_SIDE / longest)
    if factor != 1.0:
        size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
        image = image.resize(size, Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC)
    return cast(Picture, np.array(image, dtype=np.uint8))
