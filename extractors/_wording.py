"""A doubtful wording that another paper of the case prints clearly: the clear one is proposed, and a person decides.

Only characters that were read doubtfully may give way. What is printed clearly and differs stays as it is: it may be the
very contradiction that an investigator looks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors._view import Char, PageView, chars_of
from extractors._witness import PROSE, alike, facts, key_of
from schemas.core import BoundingBox, Document, FieldValue, Status

REASON = "read_as_other_document"

_OPEN = frozenset({"low_confidence", "differs_from_other_document", "text_incomplete", "name_incomplete", "not_a_name"})
"""Reasons of doubt about single characters."""

_WEAK = 0.7
"""A character less sure than this may give way to another; a name may well differ from the next paper's on purpose."""

_EXTRA = 0.9
"""A character less sure than this may be none at all, and one may be lost beside it."""

_MOST = 0.12
"""Share of a wording that may differ; at least one character may."""


@dataclass(frozen=True)
class Letters:
    """A wording with how sure each of its characters is."""

    text: str
    sureness: tuple[float, ...]


def propose(documents: tuple[Document, ...], views: Mapping[str, Sequence[PageView]]) -> tuple[Document, ...]:
    """Documents with clear wordings of other papers in the place of doubtful ones, to be looked at by a person.

    Args:
        documents: the documents of a case.
        views: the pages of each document, by its id.
    """
    known = [
        (d.document_id, kind, name, value, letters_of(value, views[d.document_id]))
        for d, kind, name, value in facts(documents)
    ]
    changes: dict[tuple[str, str], FieldValue] = {}
    for id_, kind, name, value, own in known * 2:  # twice: what gave way itself is no model for others
        if value.status is Status.REVIEW and value.reason in _OPEN:
            others = {
                str(v.value)
                for i, k, n, v, o in known
                if k == kind and i != id_ and _is_clear(v, o) and (i, n) not in changes
            }
            wording = _nearest(own, others, kind in PROSE)
            if wording is not None:
                changes[id_, name] = _proposed(value, wording)
    for id_, kind, name, value, own in known:
        if value.reason == "differs_from_other_document" and _is_clear(value, own) and (id_, name) not in changes:
            near = [(i, n, v) for i, k, n, v, _ in known if k == kind and i != id_ and alike(value, v)]
            if near and all(changes.get((i, n), v).value == value.value for i, n, v in near):
                changes[id_, name] = value.model_copy(
                    update={"reason": "low_confidence", "confidence": min(own.sureness)}
                )
    return tuple(_changed(d, changes) for d in documents)


def _changed(document: Document, changes: Mapping[tuple[str, str], FieldValue]) -> Document:
    mine = {name: value for (id_, name), value in changes.items() if id_ == document.document_id}
    return document.model_copy(update={"fields": document.fields | mine}) if mine else document


def _is_clear(value: FieldValue, own: Letters) -> bool:
    """Whether nothing but another paper's wording speaks against it."""
    return value.status is Status.ACCEPTED or (
        value.reason == "differs_from_other_document" and min(own.sureness, default=0.0) >= _EXTRA
    )


def letters_of(value: FieldValue, views: Sequence[PageView]) -> Letters:
    """The value's letters with their sureness, found again on the page."""
    assert value.evidence is not None
    text = key_of(value)
    if value.evidence.box is None:
        return Letters(text, (1.0,) * len(text))
    printed = _letters(views[value.evidence.page - 1], value.evidence.box)
    sureness = [0.0] * len(text)
    matcher = SequenceMatcher(None, "".join(c.text for c in printed), text, autojunk=False)
    for start, at, length in matcher.get_matching_blocks():
        for offset in range(length):
            sureness[at + offset] = printed[start + offset].sureness
    return Letters(text, tuple(sureness))


def _letters(view: PageView, box: BoundingBox) -> list[Char]:
    """The letters and digits in a box, row by row."""
    lines = [
        (line.box.middle_y, chars_of(line, index))
        for index, line in enumerate(view.lines)
        if box.top - 0.002 <= line.box.middle_y <= box.bottom + 0.002
    ]
    inside = [
        (round(y, 2), c.x0, c) for y, chars in lines for c in chars if box.x0 - 0.002 <= c.middle_x <= box.x1 + 0.002
    ]
    return [c for _, _, c in sorted(inside, key=lambda i: i[:2]) if re.fullmatch(r"[^\W_]", c.text)]


def _nearest(own: Letters, others: set[str], prose: bool) -> str | None:
    """The one wording of the others that differs in doubtful characters only; null when none or several do."""
    fitting = {_bare(other): other for other in sorted(others) if _differs_weakly(own, _bare(other), prose)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _differs_weakly(own: Letters, theirs: str, prose: bool) -> bool:
    """Whether what differs was read doubtfully; copied prose may also have lost a character without a trace."""
    if own.text == theirs or len(theirs) < 2:
        return False
    differing = 0
    for step, i, j, k, m in SequenceMatcher(None, own.text, theirs, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        differing += max(j - i, m - k)
        if step == "insert" and prose and m - k <= 2:
            continue
        weak = own.sureness[i:j] if j > i else own.sureness[max(0, i - 1) : i + 1]
        if min(weak, default=0.0) >= (_WEAK if step == "replace" else _EXTRA):
            return False
    return differing <= max(1, round(_MOST * len(theirs)))


def _proposed(value: FieldValue, wording: str) -> FieldValue:
    assert value.evidence is not None
    evidence = value.evidence.model_copy(update={"method": f"{value.evidence.method}+proposed"})
    return value.model_copy(
        update={"value": wording, "confidence": min(value.confidence, 0.5), "reason": REASON, "evidence": evidence}
    )
