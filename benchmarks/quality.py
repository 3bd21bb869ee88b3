"""How often each quality code is given to drawn pages that have the damage, and to pages that do not.

`python -m benchmarks.quality [--rounds N]` prints the table of docs/accuracy.md. Lines are detected, not read.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
from collections.abc import Iterator
from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocr import paper, quality
from ocr.page_image import _channel, engine_of
from samples import _certificates, _identity, _licence, _print, _scan, _statements
from samples._draw import Sheet
from samples._party import applicant
from samples._statements import Look

DAMAGE = {
    "illegible": ("defocused_badly",),
    "blurred": ("defocused", "shaken", "shaken_badly"),
    "glare": ("glare", "glare_small"),
    "cut_border": ("scan_cut", "photo_cut"),
    "low_resolution": ("thumbnail", "small"),
    "rephotographed_screen": ("screen",),
    "photocopy": ("photocopy", "photocopy_dark", "fax", "bitonal"),
}
"""The steps of drawing that each code stands for; the code of editors is told by the file's own words and not drawn."""

WAYS = (
    *("scan_clean", "scan", "scan_poor", "photo", "photo_flat", "photo_far", "photo_steep", "fold+scan", "faded+scan"),
    *("photocopy", "photocopy_dark", "fax", "bitonal", "screen", "scan_cut", "photo_cut"),
    *("defocused+scan", "defocused+photo_flat", "shaken+photo", "shaken_badly+photo_flat", "defocused_badly+scan"),
    *("glare+photo_flat", "glare_small+photo_flat", "thumbnail+scan", "small+scan"),
)


def main(arguments: list[str] | None = None) -> int:
    """Draw, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--rounds", type=int, default=4, help="pages for every way of taking them")
    chosen = parser.parse_args(arguments)
    print(table(list(_measured(chosen.rounds))))
    return 0


def table(found: list[tuple[str, tuple[str, ...]]]) -> str:
    """Markdown of detection and false alarms; `found` holds what happened to each page and the codes it was given."""
    rows = ["| code | pages with the damage | told | pages without | false alarms |", "|---|---|---|---|---|"]
    for code, steps in DAMAGE.items():
        grave = {"blurred", "illegible"} if code in ("blurred", "illegible") else {code}
        have = [codes for how, codes in found if set(how.split("+")) & set(steps)]
        free = [codes for how, codes in found if not set(how.split("+")) & _alike(code)]
        told, alarms = (sum(bool(grave & set(codes)) for codes in group) for group in (have, free))
        rows.append(f"| `{code}` | {len(have)} | {told} | {len(free)} | {alarms} |")
    return "\n".join(rows)


def _alike(code: str) -> set[str]:
    """Steps that may rightly be given the code."""
    both = DAMAGE["blurred"] + DAMAGE["illegible"] if code in ("blurred", "illegible") else DAMAGE[code]
    return {*both, *(("faded",) if code == "photocopy" else ())}


def _measured(rounds: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    engine, sheets = engine_of("rapidocr"), _sheets()
    for number in range(rounds):
        for place, how in enumerate(WAYS):
            rng = random.Random(f"{how}/{number}")
            picture = _taken(sheets[(number + place) % len(sheets)], how, rng)
            sheet = paper.find_sheet(picture)
            flat = picture if sheet is None else paper.flatten(picture, sheet)[0]
            quads = engine.detect(_channel(flat))
            boxes = np.array([(*q.min(axis=0), *q.max(axis=0)) for q in quads], np.float64).reshape(-1, 4)
            sides = paper.open_sides(sheet, picture.shape)
            yield how, quality.figures_of(flat, boxes, sheet is not None, sides).codes


def _taken(sheet: Sheet, how: str, rng: random.Random) -> NDArray[np.uint8]:
    dpi = rng.choice((150, 170, 200))
    marks = tuple(
        (a / sheet.width, b / sheet.height, c / sheet.width, d / sheet.height) for a, b, c, d in sheet.marks.values()
    )
    shot = _scan.take(_print.raster(sheet, dpi), how, rng, marks, dpi)
    data = _scan.jpeg(shot.image, rng.choice((55, 70, 85)), dpi)
    return np.array(Image.open(io.BytesIO(data)).convert("RGB"), np.uint8)


def _sheets() -> list[Sheet]:
    rng = random.Random(11)
    a = applicant(rng, date(2021, 5, 4), "cas_2007")
    c = a.company
    papers = [
        _licence.licence(c, rng, date(2020, 3, 1), "landscape"),
        _statements.balance_sheet(c.name, c.head.name, a.books, Look(font="song", beside=True), rng),
        _certificates.account_permit(c, rng, date(2014, 8, 5)),
        _identity.id_card(c.head, rng, "sheet"),
        _statements.income_statement(c.name, c.head.name, a.books, Look(font="hei", zero="0.00"), rng),
    ]
    return [p.sheets[0] for p in papers]


if __name__ == "__main__":
    cv2.setNumThreads(1)
    sys.exit(main())
