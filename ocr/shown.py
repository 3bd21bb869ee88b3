"""From a PDF's own coordinates to points of the page as it is shown, origin top left."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

_GRID = 1_000_000
_REACH = 1000.0
"""PDF units between the points that the map is taken from."""


class Shown:
    """The map of one page, its crop and its rotation included; taken once, since asking PDFium for every point is slow."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = page.get_size()
        origin, right, up = (self._asked(page, x, y) for x, y in ((0.0, 0.0), (_REACH, 0.0), (0.0, _REACH)))
        self._x0, self._y0 = origin
        self._ax, self._ay = (right[0] - origin[0]) / _REACH, (right[1] - origin[1]) / _REACH
        self._bx, self._by = (up[0] - origin[0]) / _REACH, (up[1] - origin[1]) / _REACH

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the PDF's coordinates is shown."""
        return self._x0 + self._ax * x + self._bx * y, self._y0 + self._ay * x + self._by * y

    def _asked(self, page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, device_x, device_y)
        return device_x.value / _GRID * self.width, device_y.value / _GRID * self.height
