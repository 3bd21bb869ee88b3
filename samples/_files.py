"""Pictures as files: the formats, colour modes and mislabelled endings that scanners, phones and chat programs produce."""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

ENDINGS = {
    "rgba": "png",
    "palette": "png",
    "misnamed": "png",
    "grey_alpha": "png",
    "deep": "tif",
    "deep_grey": "tif",
    "g4": "tif",
    "cmyk": "jpg",
    "cmyk_tiff": "tif",
    "exif": "jpg",
    "webp": "webp",
    "bmp": "bmp",
    "coarse": "jpg",
}
"""Kind of file to the ending that it goes by."""

_TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
"""EXIF orientation to how the stored pixels lie when the picture is shown upright."""


def encode(image: Image.Image, kind: str, quality: int, dpi: int, orientation: int = 6) -> bytes:
    """The picture as a file of a kind of `ENDINGS`; an upright viewer shows every kind alike.

    Raises:
        KeyError: no such kind.
    """
    return {
        "rgba": lambda: _png(_transparent(image), dpi),
        "palette": lambda: _palette(image, dpi),
        "grey_alpha": lambda: _png(_transparent(image).convert("LA"), dpi),
        "misnamed": lambda: _saved(image.convert("RGB"), "JPEG", quality=quality, dpi=(dpi, dpi)),
        "deep": lambda: _deep(image.convert("RGB")),
        "deep_grey": lambda: _deep(image.convert("L")),
        "g4": lambda: _saved(_bilevel(image), "TIFF", compression="group4", dpi=(dpi, dpi)),
        "cmyk": lambda: _saved(image.convert("CMYK"), "JPEG", quality=quality, dpi=(dpi, dpi)),
        "cmyk_tiff": lambda: _saved(image.convert("CMYK"), "TIFF", compression="tiff_lzw", dpi=(dpi, dpi)),
        "exif": lambda: _turned(image, quality, dpi, orientation),
        "webp": lambda: _saved(image.convert("RGB"), "WEBP", quality=quality),
        "bmp": lambda: _saved(image.convert("RGB"), "BMP", dpi=(dpi, dpi)),
        "coarse": lambda: _saved(image.convert("RGB"), "JPEG", quality=30, dpi=(dpi, dpi)),
    }[kind]()


def _saved(image: Image.Image, name: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def _png(image: Image.Image, dpi: int) -> bytes:
    return _saved(image, "PNG", dpi=(dpi, dpi))


def _transparent(image: Image.Image) -> Image.Image:
    """The paper's white taken out, as cut-out tools do: what lies below it is black."""
    pixels = np.asarray(image.convert("RGB"), np.float32)
    darkness = 255 - pixels.min(axis=2)
    alpha = np.clip(darkness * 4 - 60, 0, 255)
    share = alpha[..., None] / 255
    ink = np.where(share > 0.004, (pixels - 255 * (1 - share)) / np.maximum(share, 0.004), 0)
    return Image.fromarray(np.dstack([np.clip(ink, 0, 255), alpha]).astype(np.uint8), "RGBA")


def _palette(image: Image.Image, dpi: int) -> bytes:
    """Few colours, the paper's own transparent."""
    small = image.convert("RGB").quantize(24, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = small.getpalette() or []
    lightest = max(range(len(colours) // 3), key=lambda i: sum(colours[3 * i : 3 * i + 3]))
    colours[3 * lightest : 3 * lightest + 3] = [0, 0, 0]
    small.putpalette(colours)
    return _saved(small, "PNG", transparency=lightest, dpi=(dpi, dpi))


def _deep(image: Image.Image) -> bytes:
    """Sixteen bits a channel."""
    pixels = np.asarray(image).astype(np.uint16) * 257
    flat = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    done, data = cv2.imencode(".tif", flat)
    assert done
    return data.tobytes()


def _bilevel(image: Image.Image) -> Image.Image:
    """Black and white by a threshold between paper and print."""
    grey = image.convert("L")
    level, _ = cv2.threshold(np.asarray(grey), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return grey.point(lambda v: 255 if v > level else 0).convert("1")


def _turned(image: Image.Image, quality: int, dpi: int, orientation: int) -> bytes:
    """Stored as the sensor lay, with the orientation told in EXIF."""
    stored = image.convert("RGB").transpose(_TURNS[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _saved(stored, "JPEG", quality=quality, dpi=(dpi, dpi), exif=exif)
