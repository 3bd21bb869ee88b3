"""Values that a seal may have cut: what it covers is not accepted unless its place and its grammar say that it is whole.

A reader is as sure of a line that ends under a seal as of any other. So the place decides: whether ink of the seal lies over
the value or right beyond one of its ends, whether its characters stand at even distances, and whether a value of its kind
could end there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from extractors._view import Char, PageView
from schemas.core import BoundingBox, Document, FieldValue, Seal, Status

REASON = "cut_by_seal"

_VOUCHED = re.compile(r"check_digit(?!_fails)|other_document|qr_code|seal|stamps|sums|capitals|barcode|code39")
"""Steps of a method that know a value to be whole, whatever lies over it."""

_WORDS = frozenset(
    [
        "key",
        "label",
        "section",
        "kind",
        "currency",
        "classification",
        "loan_card_status",
        "sex",
        "ethnicity",
        "withholding_obligation",
        "unit",
        "standard",
        "edition",
        "copy_kind",
        "tax_authority_kind",
        "tax_kind",
        "relation_to_head",
        "co_ownership",
        "document_kind",
    ]
)
"""Values out of a short list of words: a word of the list is whole."""

_ENDED = re.compile(
    r"(公司|事务所|合作社|委员会|管理局|监督局|税务局|公安局|分局|支行|分行|银行|号|室|日|元|整|元整|\.\d\d|\*\d\d|章)$"
)
"""How names, dates, addresses and amounts end."""

_BEGUN = re.compile(r"^(人民币|[¥￥$]|RMB|(?:19|20)\d\d[年.\-/])")
"""How a value begins that has lost nothing before: no plain figure."""


_CLEAR = 0.98
"""Least probability of every character of a value that ink of print's own darkness lies over."""


def doubt(documents: Sequence[Document], views: Mapping[str, Sequence[PageView]]) -> tuple[Document, ...]:
    """The documents with accepted values that a seal may have cut put before a person."""
    return tuple(_checked(d, views.get(d.document_id, ())) for d in documents)


def _checked(document: Document, views: Sequence[PageView]) -> Document:
    if not any(view.page.seals for view in views):
        return document
    pages = {view.index: view for view in views}
    fields = {name: _value(name, value, pages) for name, value in document.fields.items()}
    tables = {
        name: tuple({column: _value(column, value, pages) for column, value in row.items()} for row in rows)
        for name, rows in document.tables.items()
    }
    return document.model_copy(update={"fields": fields, "tables": tables})


def _value(name: str, value: FieldValue, pages: Mapping[int, PageView]) -> FieldValue:
    evidence = value.evidence
    if (
        name in _WORDS
        or value.status is not Status.ACCEPTED
        or evidence is None
        or evidence.box is None
        or value.value is None
    ):
        return value
    view = pages.get(evidence.page)
    if view is None or _VOUCHED.search(evidence.method) or all(line.source == "text_layer" for line in view.lines):
        return value
    alone = isinstance(value.value, str) and re.fullmatch(r"[\u4e00-\u9fff]", value.value)
    if not alone and not any(may_cut(seal, view, evidence.box, value) for seal in view.page.seals):
        return value
    return value.model_copy(
        update={"status": Status.REVIEW, "confidence": min(value.confidence, 0.5), "reason": REASON}
    )


def may_cut(seal: Seal, view: PageView, box: BoundingBox, value: FieldValue) -> bool:
    """Whether this seal may have taken a part of the value at `box`."""
    assert value.evidence is not None
    inside, before, after = _inked(seal, view, box)
    if not before and not after and (seal.colour == "red" or not inside):
        return False
    if seal.colour != "red" and inside and _weakest(view, box) < _CLEAR:
        return True
    text = re.sub(r"\s", "", value.evidence.raw)
    if isinstance(value.value, str) and re.search(r"(专用章|合同章|财务章)$", text):
        return True
    if after and not _ends(text, value):
        return True
    if before and not _begins(text, value, red=seal.colour == "red"):
        return True
    return _holed(view, box)


def _ends(text: str, value: FieldValue) -> bool:
    if isinstance(value.value, date):
        return bool(re.search(r"日$|\d[.\-/年]\d{1,2}[.\-/月]\d\d$", text))
    if isinstance(value.value, Decimal | int):
        return bool(re.search(r"\.\d\d$|[元整%]$", text))
    return bool(_ENDED.search(text))


def _begins(text: str, value: FieldValue, red: bool) -> bool:
    """Whether nothing can be missing before the text. Print under red ink is read; under other ink it may be gone."""
    if isinstance(value.value, date):
        return bool(re.match(r"^(?:19|20)\d\d|^[二一]", text))
    if _BEGUN.match(text):
        return True
    return red and bool(re.match(r"^[(（]?[\u4e00-\u9fff]", text)) and not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text)


def _inked(seal: Seal, view: PageView, box: BoundingBox) -> tuple[bool, bool, bool]:
    """Whether the seal's ink lies over the value, right before its beginning, right after its end."""
    aspect = view.page.height / max(view.page.width, 1)
    one = box.height * aspect
    rows = [box.top + share * box.height for share in (0.15, 0.5, 0.85)]
    steps = max(8, int(3 * box.width / max(one, 1e-6)))
    over = any(_ink(seal, box.x0 + box.width * i / steps, y) for i in range(steps + 1) for y in rows)
    near = [0.1 * i * one for i in range(13)]
    before = any(_ink(seal, box.x0 - step, y) for step in near for y in rows)
    after = any(_ink(seal, box.x1 + step, y) for step in near for y in rows)
    return over, before, after


def _ink(seal: Seal, x: float, y: float) -> bool:
    """Whether a place lies where a seal of this shape has ink: a rim, a ring of characters, a star."""
    if seal.shape != "round":
        return seal.box.contains_point(x, y)
    u = 2 * (x - seal.box.middle_x) / max(seal.box.width, 1e-6)
    v = 2 * (y - seal.box.middle_y) / max(seal.box.height, 1e-6)
    reach = (u * u + v * v) ** 0.5
    return 0.5 < reach < 1.07 or reach < 0.38 or (reach < 1.0 and bool(seal.inner) and v > 0.2)


def _holed(view: PageView, box: BoundingBox) -> bool:
    """Whether characters are missing between those that were read: a distance wider than its two characters need."""
    by_line: dict[int, list[Char]] = {}
    for char in view.chars:
        if box.x0 - 1e-4 <= char.middle_x <= box.x1 + 1e-4 and char.top < box.middle_y < char.bottom:
            by_line.setdefault(char.line, []).append(char)
    return any(_uneven(sorted(chars, key=lambda c: c.middle_x)) for chars in by_line.values())


def _weakest(view: PageView, box: BoundingBox) -> float:
    """The least sure character of a value."""
    return min(
        (c.sureness for c in view.chars if box.contains_point(c.middle_x, (c.top + c.bottom) / 2) and c.text.isalnum()),
        default=0.0,
    )


def _uneven(chars: Sequence[Char]) -> bool:
    pairs = list(zip(chars, chars[1:], strict=False))
    units = sorted((b.middle_x - a.middle_x) / (_width(a) + _width(b)) for a, b in pairs)
    if len(units) < 3:
        return False
    unit = units[len(units) // 2]
    return any(
        (b.middle_x - a.middle_x) > 1.5 * unit * (_width(a) + _width(b)) for a, b in pairs if _plain(a) and _plain(b)
    )


def _width(char: Char) -> float:
    """Half of a character's width in ems."""
    return 0.25 if char.text.isascii() else 0.5


def _plain(char: Char) -> bool:
    return char.text.isalnum()
