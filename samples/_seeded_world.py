"""Clean applicants whose papers are drawn one by one, so that a contradiction changes only the papers that show it.

Every paper is drawn with chance of its own: what is not changed has the same bytes in every variant of an applicant.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from samples import _print
from samples._case import CaseFolder, How
from samples._paper import Paper
from samples._party import Applicant
from samples._seeded_print import Printed, reprint, retype

SCAN = "scan"
DIGITAL = "born-digital"
SHEET = "spreadsheet"


@dataclass(frozen=True)
class Drawn:
    """A paper as it is handed in: scanned, born-digital, or the bytes of a spreadsheet."""

    paper: Paper
    form: str = SCAN
    data: bytes = b""
    look: str = "scan_clean"
    dpi: int = 170


@dataclass
class World:
    """The facts of an applicant. `said` are facts of single papers, `over` what is printed over them (paper, value)."""

    name: str
    as_of: date
    applicant: Applicant
    said: dict[str, Any] = field(default_factory=dict)
    over: dict[str, dict[str, Printed]] = field(default_factory=dict)


Slot = Callable[[World, random.Random], Drawn]
Slots = Mapping[str, Slot]


@dataclass(frozen=True)
class Base:
    """A clean applicant and how each of their papers is drawn."""

    world: World
    slots: Slots
    more: Slots = field(default_factory=dict)
    """Papers that only some contradictions add."""


@dataclass(frozen=True)
class File:
    """A paper's file; `pages` are those that must be read from pictures."""

    name: str
    data: bytes
    form: str
    pages: int


def files(base: Base, slots: Iterable[str], change: Callable[[World], None] | None = None) -> dict[str, File]:
    """The files of some papers, drawn from the facts after `change`, by the paper."""
    world = copy.deepcopy(base.world)
    if change is not None:
        change(world)
    return {slot: _file(world, slot, base.slots[slot] if slot in base.slots else base.more[slot]) for slot in slots}


def _drawn(world: World, slot: str, draw: Slot) -> Drawn:
    made = draw(world, _chance(world, slot))
    over = world.over.get(slot, {})
    if made.form == SHEET and over:
        return Drawn(made.paper, SHEET, retype(made.paper, made.data, over))
    for mark, text in over.items():
        reprint(made.paper, mark, str(text))
    return made


def _file(world: World, slot: str, draw: Slot) -> File:
    """The paper's file; its name says nothing of the paper but its place in the pile."""
    made = _drawn(world, slot, draw)
    if made.form == SHEET:
        return File(f"{slot}.{'xlsx' if made.data[:2] == b'PK' else 'csv'}", made.data, SHEET, 0)
    if made.form == DIGITAL:
        return File(f"{slot}.pdf", _print.pdf(made.paper.sheets, ""), DIGITAL, 0)
    case = CaseFolder(world.name, world.as_of, {}, _chance(world, f"{slot}/scan"))
    name = f"{slot}.{'jpg' if len(made.paper.sheets) == 1 else 'pdf'}"
    case.pictures(made.paper, name, How(made.look, made.dpi, 72))
    return File(name, case.files[name], SCAN, len(made.paper.sheets))


def _chance(world: World, what: str) -> random.Random:
    return random.Random(f"{world.name}/{what}")


def save(folder: Path, content: Iterable[File]) -> Path:
    """Write files into a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file in content:
        (folder / file.name).write_bytes(file.data)
    return folder
