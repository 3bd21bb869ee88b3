"""QR and bar codes, read on the colour picture with zxing."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from schemas.core import BoundingBox, Code

_FORMATS = zxingcpp.BarcodeFormat.QRCode | zxingcpp.BarcodeFormat.Code39 | zxingcpp.BarcodeFormat.Code128


def find(picture: NDArray[np.uint8]) -> tuple[Code, ...]:
    """Every code that decodes; places are fractions of the picture as given."""
    height, width = picture.shape[:2]
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    codes = []
    for found in zxingcpp.read_barcodes(grey, formats=_FORMATS):
        place = found.position
        xs = [p.x for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
        ys = [p.y for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
        box = BoundingBox(
            x0=max(0, min(xs)) / width,
            top=max(0, min(ys)) / height,
            x1=min(width, max(xs)) / width,
            bottom=min(height, max(ys)) / height,
        )
        codes.append(Code(box=box, symbology=found.format.name, payload=found.text))
    return tuple(codes)
