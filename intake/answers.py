"""The answers in a workbook that came back: each cell validated, each row tied to the question it was exported for.

Nothing here decides what becomes of an answer; a cell that cannot be taken is named with its code and a Chinese message.
"""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from intake import answer_rows
from intake.answer_rows import Entries, Row
from intake.answer_values import REFUSALS
from schemas import review_form
from schemas.core import Record, TypedPlain
from schemas.core.review import Decision
from schemas.review_form import (
    GUIDE,
    KEY_COLUMNS,
    KEYS,
    MAX_TEXT,
    SCHEMA,
    SHEETS,
    Column,
    Question,
    Returned,
    ReturnedCell,
    ReturnedSheet,
)
from standards import plain_text


class Refusal(Record):
    """A cell that is not taken, and why."""

    sheet: str
    cell: str
    code: str
    message: str


class Answer(Record):
    """What a person said on one question; of a row of papers, roles or overrides by column in `words`.

    `stale` when the question was changed since it was exported; `sheet` and `cell` say where the answer stands.
    """

    question: Question
    sheet: str
    cell: str
    stale: bool
    decision: Decision | None = None
    value: TypedPlain = None
    raw: str | None = None
    note: str | None = None
    words: dict[str, str] = {}


class Answers(Record):
    """Everything that was said, and everything that was refused."""

    answers: tuple[Answer, ...]
    refused: tuple[Refusal, ...]


class Head(Record):
    """What the workbook says it belongs to."""

    case_id: str
    revision: str
    package: str


class NotOurs(Exception):
    """The workbook is none that was exported for a review; the message is Chinese."""


def head(returned: Returned) -> Head:
    """Which package the workbook was exported from.

    Raises:
        NotOurs: it has no key sheet of ours.
    """
    for sheet in returned.sheets:
        row = [sheet.cells.get((1, n), _EMPTY).text for n in range(1, 5)]
        if sheet.title == KEYS and row[0] == SCHEMA:
            return Head(case_id=row[1], revision=row[2], package=row[3])
    raise NotOurs("这不是 heyan review export 导出的工作簿，或其中隐藏的校验工作表已丢失；请重新导出后填写")


def examine(returned: Returned, questions: tuple[Question, ...]) -> Answers:
    """Every answer that can be taken, and every cell that cannot; `questions` are those that the package asks now.

    Raises:
        NotOurs: it has no key sheet of ours.
    """
    book = _Book(returned, questions)
    book.examine()
    return Answers(answers=tuple(book.answers), refused=tuple(book.refused))


_EMPTY = ReturnedCell(kind="text")
_Cells = dict[int, ReturnedCell]


class _Book:
    """The state of one examination."""

    def __init__(self, returned: Returned, questions: tuple[Question, ...]) -> None:
        self._returned = returned
        self._head = head(returned)
        self._asked = {(q.sheet, q.document_id, q.path): q for q in questions}
        self._keys = self._key_rows()
        self.answers: list[Answer] = []
        self.refused: list[Refusal] = []

    def examine(self) -> None:
        for sheet in self._returned.sheets:
            if sheet.title in SHEETS:
                self._sheet(sheet, SHEETS[sheet.title])
            elif sheet.title not in (KEYS, GUIDE):
                self._refuse(sheet.title, (1, 1), "unknown_sheet")

    def _key_rows(self) -> dict[str, tuple[str, ...]]:
        """The key sheet's rows by number; empty texts for what is no text."""
        sheet = next(s for s in self._returned.sheets if s.title == KEYS)
        last = max((row for row, _ in sheet.cells), default=0)
        rows = (
            tuple(sheet.cells.get((n, c), _EMPTY).text for c in range(1, len(KEY_COLUMNS) + 1))
            for n in range(3, last + 1)
        )
        return {row[0]: row for row in rows if row[0]}

    def _refuse(self, sheet: str, place: tuple[int, int], code: str) -> None:
        cell = f"{get_column_letter(place[1])}{place[0]}"
        self.refused.append(Refusal(sheet=sheet, cell=cell, code=code, message=REFUSALS[code]))

    def _sheet(self, sheet: ReturnedSheet, columns: tuple[Column, ...]) -> None:
        rows: dict[int, _Cells] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if column > len(columns) or columns[column - 1].name == "crop" and row > 1:
                self._refuse(sheet.title, (row, column), "unknown_cell")
            else:
                rows.setdefault(row, {})[column] = cell
        wrong = self._wrong_titles(sheet.title, columns, rows.pop(1, {}))
        seen: set[str] = set()
        for number, cells in rows.items():
            if not wrong:
                self._row(sheet.title, columns, number, cells, seen)
            else:
                for place in (p for p in cells if columns[p - 1].entry):
                    self._refuse(sheet.title, (number, place), "changed_title")

    def _wrong_titles(self, sheet: str, columns: tuple[Column, ...], cells: _Cells) -> list[int]:
        wrong = [n for n, c in enumerate(columns, 1) if not _same(cells.get(n, _EMPTY), c.title)]
        for place in wrong:
            self._refuse(sheet, (1, place), "changed_title")
        return wrong

    def _row(self, sheet: str, columns: tuple[Column, ...], number: int, cells: _Cells, seen: set[str]) -> None:
        """One row: its number must be known once, its fixed cells as they were exported, then its entries."""
        id_ = cells.get(1, _EMPTY).text.strip()
        key = self._keys.get(id_)
        if key is None or key[1] != sheet:
            lost = [c for c in columns if id_ and c.name == "id"]
            for place in cells:
                self._refuse(sheet, (number, place), "unknown_row" if lost or place > 1 else "unknown_cell")
            return
        if id_ in seen:
            self._refuse(sheet, (number, 1), "duplicate_row")
            return
        seen.add(id_)
        if key[-1] != review_form.seal(self._head.case_id, _number(self._head.revision), key[:-1]):
            self._refuse(sheet, (number, 1), "changed_key")
            return
        if self._fixed_are_changed(sheet, columns, number, cells, key):
            return
        entries = {c.name: (n, cells[n]) for n, c in enumerate(columns, 1) if c.entry and n in cells}
        if entries:
            self._entries(sheet, number, entries, key)

    def _fixed_are_changed(
        self, sheet: str, columns: tuple[Column, ...], number: int, cells: _Cells, key: tuple[str, ...]
    ) -> bool:
        """Whether a fixed cell is not as exported; told cell by cell where the package still asks the same."""
        fixed = review_form.fixed(columns)
        texts = [_text(cells.get(place, _EMPTY)) for place, _ in fixed]
        if review_form.digest(*texts) == key[6]:
            return False
        question = self._asked.get((key[1], key[2], key[3]))
        exported = question.shown if question and review_form.digest(*question.shown) == key[6] else None
        changed = [place for n, (place, _) in enumerate(fixed) if exported is not None and texts[n] != exported[n]]
        for place in changed or [1]:
            self._refuse(sheet, (number, place), "changed_text")
        return True

    def _entries(self, sheet: str, number: int, entries: Entries, key: tuple[str, ...]) -> None:
        first = (number, min(place for place, _ in entries.values()))
        question = self._asked.get((key[1], key[2], key[3]))
        if question is None:
            self._refuse(sheet, first, "changed_since_export")
            return
        stale = question.state != key[4] or review_form.digest(*question.present) != key[5]
        cell = f"{get_column_letter(first[1])}{first[0]}"
        row = Row(entries, lambda place, code: self._refuse(sheet, (number, place), code))
        said = answer_rows.TAKERS[sheet](row, question)
        if said:
            self.answers.append(Answer(question=question, sheet=sheet, cell=cell, stale=stale, **said))


def _same(cell: ReturnedCell, title: str) -> bool:
    return cell.kind == "text" and _text(cell) == title


def _text(cell: ReturnedCell) -> str:
    """A fixed cell's text; what is no text cannot be what was exported."""
    return plain_text.storable(cell.text, MAX_TEXT) if cell.kind == "text" else f"\0{cell.kind}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1
