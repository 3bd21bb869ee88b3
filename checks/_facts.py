"""Facts: values together with the document and the field path that they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from schemas.core import Case, Citation, Document, FieldValue, Plain, Row, Status
from schemas.titles import VALUES, type_title
from standards import money
from standards.script import simplified

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Fact:
    """A value at its place: the document, the field path (`loans[3].balance`) and the value with its evidence."""

    document: Document
    path: str
    field: FieldValue

    @property
    def value(self) -> Plain | None:
        """The plain value."""
        return self.field.value

    @property
    def usable(self) -> bool:
        """Whether a check may rely on it."""
        return self.field.usable

    @property
    def weak(self) -> bool:
        """Whether something was read that a person must confirm first."""
        return self.field.value is not None and not self.field.usable

    @property
    def unread(self) -> bool:
        """Whether something may be printed there that was not read."""
        return self.value is None and (self.field.status == Status.REVIEW or self.field.confidence < 0.5)

    @property
    def text(self) -> str:
        """The value as text, empty when there is none."""
        return str(self.value) if self.value is not None else ""

    @property
    def day(self) -> date | None:
        """The value when it is a date."""
        return self.value if isinstance(self.value, date) else None

    @property
    def amount(self) -> Decimal | None:
        """The value when it is an amount or a whole number."""
        if isinstance(self.value, bool):
            return None
        return Decimal(self.value) if isinstance(self.value, int | Decimal) else None

    @property
    def ulp(self) -> Decimal:
        """Size of the last printed digit in yuan, from the raw text and the ratio of value to printed number."""
        return ulp_of(self.field)

    def cite(self) -> Citation:
        """The citation for a finding."""
        evidence = self.field.evidence
        box = evidence.box if evidence else None
        return Citation(
            document_id=self.document.document_id,
            field=self.path,
            value=package_value(self.value),
            page=evidence.page if evidence else None,
            bbox=(box.x0, box.top, box.x1, box.bottom) if box else None,
            sheet=evidence.sheet if evidence else None,
            cell=evidence.cell if evidence else None,
        )


def ulp_of(field: FieldValue) -> Decimal:
    """Size of the last printed digit in yuan. A spreadsheet's number is exact to the cent of its unit."""
    value, evidence = field.value, field.evidence
    if not isinstance(value, int | Decimal) or evidence is None:
        return CENT
    printed = money.parse(evidence.raw)
    if evidence.cell is not None or not printed:
        return CENT
    unit = abs(Decimal(value) / printed)
    exponent = printed.as_tuple().exponent
    size = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return max(CENT, unit * size) if unit in _UNIT_SIZES else CENT


_UNIT_SIZES = frozenset(Decimal(10) ** n for n in (0, 3, 4, 6, 7, 8))


def package_value(value: Plain | None) -> str | int | bool | list[int] | None:
    """A value as the package writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return list(value) if isinstance(value, tuple) else value


def field_of(document: Document, name: str) -> Fact:
    """The fact at a header field."""
    return Fact(document, name, document.field(name))


def cell_of(document: Document, table: str, index: int, row: Row, column: str) -> Fact:
    """The fact at a table cell; a column that the row does not have is an absent value."""
    return Fact(document, f"{table}[{index}].{column}", row.get(column, _NO_COLUMN))


_NO_COLUMN = FieldValue(value=None, status=Status.MISSING, confidence=1.0, reason="no_column")


def has_column(row: Row, column: str) -> bool:
    """Whether the paper has the column at all."""
    return column in row


def facts(case: Case, *paths: str) -> Iterator[Fact]:
    """Every value at the paths `type.field`, over all documents of that type; empty fields are left out."""
    for path in paths:
        type_, name = path.split(".", 1)
        for document in case.of_type(type_):
            fact = field_of(document, name)
            if fact.value is not None:
                yield fact


def best(candidates: Iterable[Fact]) -> Fact | None:
    """The first usable fact, else the first weak one."""
    found = list(candidates)
    return next((f for f in found if f.usable), found[0] if found else None)


def name_of(document: Document) -> str:
    """How a message calls a document, with what tells it from others of its type."""
    title = f"《{type_title(document.type)}》"
    kind = document.field("tax_authority_kind").value
    if kind is not None:
        return title + f"（{VALUES['tax_authority_kind'].get(str(kind), str(kind))}）"
    end = document.field("period_end").value
    return title + f"（{end.isoformat()}）" if isinstance(end, date) else title


def names_of(documents: Iterable[Document]) -> str:
    """The documents' names, each once, joined by 、."""
    return "、".join(dict.fromkeys(name_of(d) for d in documents))


def yuan(amount: Decimal) -> str:
    """An amount as messages print it.

    >>> yuan(Decimal('-1234567.5'))
    '-1,234,567.50元'
    """
    return f"{amount:,.2f}元"


def same_text(a: object, b: object) -> bool:
    """Equality of two texts without regard to white space, case and traditional characters."""
    return _flat(a) == _flat(b)


def _flat(text: object) -> str:
    return simplified(re.sub(r"\s", "", str(text)).upper())
