"""What a person said in one row, by sheet: the entries taken together, or the cells refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from intake.answer_values import Refused, chosen, value, words
from schemas.review_form import (
    AS_PRINTED,
    FIELDS,
    NOTE_LENGTH,
    OVERRIDES,
    PAPERS,
    ROLES,
    SHEETS,
    YES,
    Question,
    ReturnedCell,
)
from schemas.value_kinds import kind_of
from standards import plain_text

Entries = dict[str, tuple[int, ReturnedCell]]
"""The filled entry cells of a row by column name, each with its column's number."""

Said = dict[str, Any]
"""Attributes of an answer; empty when the row is refused."""

NAME_LENGTH = 60

T = TypeVar("T")


class Row:
    """The entries of one row; remembers whether a cell was refused."""

    def __init__(self, entries: Entries, refuse: Callable[[int, str], None]) -> None:
        self.entries = entries
        self.refused = False
        self._refuse = refuse

    def take(self, name: str, taker: Callable[[ReturnedCell], T]) -> T | None:
        """The entry as `taker` takes it; None when there is none or it is refused."""
        if name not in self.entries:
            return None
        place, cell = self.entries[name]
        try:
            return taker(cell)
        except Refused as refusal:
            self.refused = True
            self._refuse(place, refusal.code)
            return None

    def refuse(self, code: str) -> Said:
        """Refuse the row as a whole, at its first entry."""
        self.refused = True
        self._refuse(min(place for place, _ in self.entries.values()), code)
        return {}

    def raw(self, name: str) -> str | None:
        """An entry as the person wrote it."""
        if name not in self.entries:
            return None
        cell = self.entries[name][1]
        if cell.kind == "number" and cell.number is not None:
            return format(cell.number, "f")
        return cell.moment.date().isoformat() if cell.moment is not None else plain_text.one_line(cell.text)


def field(row: Row, question: Question) -> Said:
    """A value confirmed, corrected, or said not to be printed."""
    confirmed = row.take("confirmed", partial(chosen, choices=_choices(FIELDS)["confirmed"]))
    unprinted = row.take("not_printed", partial(chosen, choices=(YES,)))
    note = row.take("note", words)
    as_printed = confirmed == AS_PRINTED
    kind = kind_of(question.type, question.path)
    given = row.take("corrected", lambda cell: value(cell, kind, question.type, as_printed))
    if row.refused:
        return {}
    corrected = "corrected" in row.entries
    if (unprinted and (confirmed or corrected)) or (corrected and confirmed == YES):
        return row.refuse("contradictory")
    if not (confirmed or corrected or unprinted):
        return row.refuse("no_decision")
    if confirmed and not corrected and not question.readable:
        return row.refuse("nothing_to_confirm")
    decision = "as_printed" if as_printed else "corrected" if corrected else "confirmed"
    said: Said = {"decision": "not_printed" if unprinted else decision, "note": note}
    return said | ({"value": given, "raw": row.raw("corrected")} if corrected else {})


def paper(row: Row, question: Question) -> Said:
    """What was seen on a paper; each entry stands for itself."""
    found = {name: row.take(name, partial(chosen, choices=choices)) for name, choices in _choices(PAPERS).items()}
    return _words(found)


def role(row: Row, question: Question) -> Said:
    """A person's name, or a note."""
    length = NOTE_LENGTH if question.path == "note" else NAME_LENGTH
    return _words({"answer": row.take("answer", partial(words, length=length))})


def override(row: Row, question: Question) -> Said:
    """A verdict with its reason."""
    found = {
        "override": row.take("override", partial(chosen, choices=_choices(OVERRIDES)["override"])),
        "why": row.take("why", words),
        "evidence": row.take("evidence", words),
    }
    if row.refused:
        return {}
    if found["override"] is None or found["why"] is None:
        return row.refuse("reason_needed" if found["override"] else "verdict_needed")
    return _words(found)


TAKERS: dict[str, Callable[[Row, Question], Said]] = {FIELDS: field, PAPERS: paper, ROLES: role, OVERRIDES: override}


def _choices(sheet: str) -> dict[str, tuple[str, ...]]:
    return {c.name: c.choices for c in SHEETS[sheet] if c.entry}


def _words(found: dict[str, str | None]) -> Said:
    said = {name: word for name, word in found.items() if word is not None}
    return {"words": said} if said else {}
