"""The workbook that a person fills in: its sheets and columns, the questions it asks, and what comes back in its cells.

Entry columns are for the person; all others are fixed, and a hidden key sheet holds their digests.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Literal

from schemas.core import Record

SCHEMA = "heyan/review/1"

GUIDE = "填写说明"
FIELDS = "字段核对"
PAPERS = "原件与印章"
ROLES = "经办人员"
OVERRIDES = "结论复核"
KEYS = "_heyan"

YES, NO = "是", "否"
AS_PRINTED = "照印"

MAX_TEXT = 32_000
"""Characters that a cell takes; Excel's own limit is 32,767."""
NOTE_LENGTH = 1000
"""Characters of a note or a reason."""


class Column(Record):
    """A column: its name here, its title on the sheet, its width in characters, whether a person fills it in."""

    name: str
    title: str
    width: int
    entry: bool = False
    choices: tuple[str, ...] = ()


SHEETS: dict[str, tuple[Column, ...]] = {
    FIELDS: (
        Column(name="id", title="编号", width=8),
        Column(name="document", title="材料", width=22),
        Column(name="title", title="字段", width=26),
        Column(name="place", title="位置", width=26),
        Column(name="reading", title="机器读数", width=32),
        Column(name="reason", title="待核原因", width=24),
        Column(name="form", title="更正时怎样填写", width=26),
        Column(name="crop", title="截图", width=48),
        Column(name="confirmed", title="确认", width=8, entry=True, choices=(YES, AS_PRINTED)),
        Column(name="corrected", title="更正为", width=32, entry=True),
        Column(name="not_printed", title="原件未印", width=9, entry=True, choices=(YES,)),
        Column(name="note", title="备注", width=30, entry=True),
    ),
    PAPERS: (
        Column(name="id", title="编号", width=8),
        Column(name="document", title="材料", width=24),
        Column(name="place", title="位置", width=40),
        Column(name="seals", title="机器看到的印章", width=36),
        Column(name="original_seen", title="已核对原件", width=12, entry=True, choices=(YES, NO)),
        Column(name="copy_stamped", title="复印件盖有核对章", width=17, entry=True, choices=(YES, NO)),
        Column(name="sealed", title="应盖的印章齐全", width=16, entry=True, choices=(YES, NO)),
    ),
    ROLES: (
        Column(name="id", title="编号", width=8),
        Column(name="role", title="事项", width=30),
        Column(name="present", title="已有记录", width=40),
        Column(name="answer", title="填写", width=40, entry=True),
    ),
    OVERRIDES: (
        Column(name="id", title="编号", width=8),
        Column(name="check", title="核查编号", width=11),
        Column(name="title", title="核查事项", width=26),
        Column(name="verdict", title="机器结论", width=11),
        Column(name="message", title="说明", width=70),
        Column(name="present", title="已有复核", width=30),
        Column(
            name="override",
            title="复核结论",
            width=11,
            entry=True,
            choices=("相符", "不符", "关注", "无法判断", "不适用"),
        ),
        Column(name="why", title="理由", width=40, entry=True),
        Column(name="evidence", title="依据", width=40, entry=True),
    ),
}

PAPER_MATTERS = ("original_seen", "copy_stamped", "sealed")

ROLE_TITLES = {
    "manager_a": "A角（客户经理）",
    "manager_b": "B角（客户经理）",
    "third_manager": "第三客户经理（复审）",
    "reviewer": "填写人",
    "note": "备注",
}
"""What the sheet of persons asks for, by path; `reviewer` is who filled the workbook in."""

KEY_COLUMNS = ("id", "sheet", "document_id", "path", "state", "present", "shown", "seal")


class Question(Record):
    """One row of a sheet: the matter it asks about.

    `shown` are the fixed cells after the number and before any picture; `state` is a digest of what the question rests on,
    `present` what persons said of it before, by entry column; `crop` the package path of its picture.
    """

    id: str
    sheet: str
    document_id: str
    path: str
    type: str = ""
    shown: tuple[str, ...]
    state: str
    present: tuple[str, ...] = ()
    readable: bool = False
    crop: str | None = None


class Form(Record):
    """All questions about one package; `package` is its folder, to find it again."""

    case_id: str
    revision: int
    package: str
    questions: tuple[Question, ...]


class ReturnedCell(Record):
    """A cell as it came back, nothing evaluated. `text` of a text cell, `number` of a number, `moment` of a date."""

    kind: Literal["text", "number", "date", "flag", "formula", "error", "other"]
    text: str = ""
    number: Decimal | None = None
    moment: datetime | None = None


class ReturnedSheet(Record):
    """A sheet's cells that are not empty, by row and column, both counted from 1."""

    title: str
    cells: dict[tuple[int, int], ReturnedCell]


class Returned(Record):
    """A workbook that came back."""

    sheets: tuple[ReturnedSheet, ...]


def digest(*parts: str) -> str:
    """One short name for several texts; any change gives another."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def fixed(columns: tuple[Column, ...]) -> list[tuple[int, Column]]:
    """The fixed columns that hold text, with their places counted from 1, but for the number in the first."""
    return [(n, c) for n, c in enumerate(columns, 1) if not c.entry and c.name not in ("id", "crop")]


def key_row(form: Form, question: Question) -> tuple[str, ...]:
    """The row of the key sheet that ties a row to its source."""
    row = (
        question.id,
        question.sheet,
        question.document_id,
        question.path,
        question.state,
        digest(*question.present),
        digest(*question.shown),
    )
    return (*row, seal(form.case_id, form.revision, row))


def seal(case_id: str, revision: int, row: tuple[str, ...]) -> str:
    """The digest over a key row, so that a changed one is found."""
    return digest(SCHEMA, case_id, str(revision), *row)
