"""Conditions of random pages: what happens to the paper, how it is taken, what file it becomes; weighted as piles are."""

from __future__ import annotations

import random

from samples._case import How

_PLAIN = ("scan_clean", "scan", "scan", "scan", "photocopy", "photocopy_dark", "photo_mild", "photo", "scan_poor")
_TAKEN = (
    *("scan_clean", "scan", "scan", "scan_crooked", "photocopy", "photocopy_dark", "scan_poor", "scan_cut"),
    *("fax", "bitonal", "bitonal", "photo", "photo_flat", "photo_flat", "photo_far", "photo_steep", "photo_cut"),
    *("photo_close", "photo_curled", "photo_papers", "photo_white", "screen"),
)
_ON_PAPER = (
    *(
        "fold",
        "crumpled",
        "show_through",
        "watermark",
        "watermark_colour",
        "copy_stamp",
        "copy_stamp",
        "copy_stamp_black",
    ),
    *("sealed", "sealed_black", "pen", "faded", "faded_half", "punched"),
)
_LENS = ("glare", "glare_small", "hand_shadow", "finger", "shaken", "defocused", "unbalanced", "dim")
_RESIZED = ("thumbnail", "small", "shaken_badly", "defocused_badly")
_TURNS = ("", "", "", "", "", "", "", "rot90", "rot180", "rot270")
_FILES = (
    "",
    "",
    "",
    "",
    "rgba",
    "palette",
    "misnamed",
    "grey_alpha",
    "deep",
    "deep_grey",
    "cmyk",
    "cmyk_tiff",
    "exif",
    "exif",
    "webp",
    "bmp",
)


def plain(rng: random.Random) -> How:
    """An ordinary scan, copy or photo."""
    return How(rng.choice(_PLAIN), rng.choice((150, 150, 170, 200)), rng.choice((55, 65, 75)), rng.choice(_TURNS))


def rough(rng: random.Random) -> How:
    """Any way of taking a page, with up to three kinds of damage, as any kind of picture file."""
    taken = rng.choice(_TAKEN)
    steps = rng.sample(_ON_PAPER, rng.choice((0, 0, 1, 1, 2))) + [taken]
    if taken.startswith("photo_") or taken == "photo":
        steps += rng.sample(_LENS, rng.choice((0, 0, 1, 1, 2)))
    if rng.random() < 0.08 and taken not in ("fax", "bitonal"):
        steps.append(rng.choice(_RESIZED))
    if rng.random() < 0.03 and not taken.startswith("photo"):
        steps.append("edited")
    dpi = rng.choice((200, 300, 300, 300, 300, 600) if taken == "bitonal" else (150, 150, 170, 200, 200, 240))
    kind = "g4" if taken in ("fax", "bitonal") and rng.random() < 0.7 else rng.choice(_FILES)
    quality = rng.choice((30, 50, 60, 70, 85))
    return How("+".join(steps), dpi, quality, rng.choice(_TURNS) if kind != "exif" else "", kind)


def any_how(rng: random.Random, share: float = 0.5) -> How:
    """A plain page, or with probability `share` a rough one."""
    return rough(rng) if rng.random() < share else plain(rng)
