"""A page as it was read: lines of text with their places, tables, seals, codes and quality figures."""

from __future__ import annotations

from enum import StrEnum

from schemas.core._base import Record
from schemas.core.geometry import BoundingBox


class TextSource(StrEnum):
    """Where a text comes from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    SECOND_READER = "second_reader"
    SPREADSHEET = "spreadsheet"


Alternative = tuple[int, str, float]
"""Another reading of one character: its index in the line, the text instead of it, and the recogniser's probability.

The text is empty when there may be no character, and longer when one may have been passed over before or behind it.
"""


class Line(Record):
    """A run of text that was read in one go.

    `edges` holds len(text) + 1 horizontal positions (fractions of the page's width): character i lies between edges[i]
    and edges[i + 1]. `sureness` holds one probability (0..1) per character; for a text layer all are 1.
    """

    text: str
    box: BoundingBox
    confidence: float
    source: TextSource
    edges: tuple[float, ...]
    sureness: tuple[float, ...]
    alternatives: tuple[Alternative, ...] = ()
    """Other readings that the recogniser held possible; none where it was certain or tells none."""

    def part(self, start: int, end: int) -> BoundingBox:
        """The box of characters start..end (end exclusive)."""
        return BoundingBox(x0=self.edges[start], top=self.box.top, x1=self.edges[end], bottom=self.box.bottom)


class Cell(Record):
    """One cell of a table. Rows and columns count from 0; `reference` is a spreadsheet's address such as B7."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str
    box: BoundingBox | None
    confidence: float
    source: TextSource
    reference: str | None = None
    number: str | None = None
    """The exact decimal value of a spreadsheet's numeric cell, null for text."""


class Table(Record):
    """A grid of cells; `ruled` when its lines are printed."""

    box: BoundingBox | None
    rows: int
    columns: int
    ruled: bool
    cells: tuple[Cell, ...]


class Seal(Record):
    """A stamp. `colour` is red, blue or black, `shape` round (ovals too), rectangle or unclear.

    `text` is a round seal's ring when it was read; `inner` holds the level lines inside, such as the year of an annual inspection.
    """

    box: BoundingBox
    shape: str
    colour: str
    text: str | None
    confidence: float
    inner: tuple[str, ...] = ()
    inner_sureness: tuple[float, ...] = ()
    """The weakest character's probability of each line of `inner`."""
    sureness: tuple[float, ...] = ()
    """One probability per character of `text`; agreement of several readings where one was not sure."""
    whole: bool = True
    """False when the ring's characters stand at uneven distances: one of them was not read."""
    number: str | None = None
    """The thirteen digits along the foot of a registered seal."""


class Code(Record):
    """A QR or bar code; `symbology` as the decoder names it."""

    box: BoundingBox
    symbology: str
    payload: str


class Quality(Record):
    """Figures about the picture; all are heuristic. Null where they mean nothing (text layer, spreadsheet)."""

    dpi: float | None = None
    sharpness: float | None = None
    contrast: float | None = None
    skew_degrees: float | None = None
    text_confidence: float | None = None
    photo: bool = False
    grey: bool = False
    blur: float | None = None
    """Width of a stroke's edge in pixels."""
    glare: float | None = None
    """Share of the page that a reflection wiped out."""
    text_height: float | None = None
    """Height of the usual line in pixels."""
    bilevel: float | None = None
    """Share of pure black and white."""
    moire: float | None = None
    """How far the strongest period of the colours stands out."""
    cut_sides: int | None = None
    """Sides of the picture that the sheet or its text runs over."""
    editor: str | None = None
    """The picture editor that the file was saved by."""
    codes: tuple[str, ...] = ()
    """What is wrong with the picture, the gravest first: illegible, blurred, glare, cut_border, low_resolution,
    rephotographed_screen, edited_image, photocopy."""


class PageStatus(StrEnum):
    """Whether a page's content is at hand."""

    READ = "read"
    UNREADABLE = "unreadable"


class Page(Record):
    """One page of one file, upright.

    `sha256` is the file's; `number` counts from 1; `width` and `height` are the upright image's pixels (0 for a sheet);
    `rotation` is the clockwise turn in degrees that made it upright; `fingerprint` is a perceptual hash (hex) of the image.
    For a spreadsheet, `sheet` names the sheet and the content stands in `tables`.
    """

    sha256: str
    number: int
    status: PageStatus
    reason: str | None = None
    width: int
    height: int
    rotation: int = 0
    sheet: str | None = None
    source: TextSource
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()
    codes: tuple[Code, ...] = ()
    quality: Quality = Quality()
    fingerprint: str | None = None
    image: str | None = None
    """SHA-256 of the stored upright image (PNG or JPEG), null for a sheet."""
    transform: tuple[float, ...] | None = None
    """Row-major 3x3 homography from fractions of the file's own page, turned upright, to fractions of the stored image;
    null when they are the same picture (no perspective or skew was taken out)."""
    reader: str
    """Name and version of what read the page; part of the page store's key."""
