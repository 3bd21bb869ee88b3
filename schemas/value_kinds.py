"""What kind of value a field or a table's column holds, as its document type's schema says, for whoever fills one in.

>>> kind_of("business_licence", "valid_to").form
'日期，如 2024-03-31，或“长期”'
>>> kind_of("credit_report", "loans[3].balance").name
'money'
>>> kind_of("resident_id_card", "sex").choices
{'男': 'male', '女': 'female'}
"""

from __future__ import annotations

import importlib
import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin

from schemas.core import Record
from schemas.statement_lines import STATEMENTS, lines
from schemas.titles import QUANTITIES, TYPES, VALUES

CODES = {
    "unified_social_credit_code": "uscc",
    "organisation_code": "organisation_code",
    "loan_card_code": "loan_card",
    "taxpayer_id": "taxpayer_id",
    "id_number": "resident_id",
    "party_a_id_number": "resident_id",
    "party_b_id_number": "resident_id",
    "vin": "vin",
}
"""Fields that hold a number with check digits, and the module of `standards` that knows it."""

FORMS = {
    "money": "金额，单位元，如 1234567.89；也可写明单位，如 123.45万元",
    "quantity": "数字，如 12.5",
    "whole": "整数",
    "whole_or_long_term": "整数，或“长期”",
    "date": "日期，如 2024-03-31",
    "date_or_long_term": "日期，如 2024-03-31，或“长期”",
    "flag": "是 或 否",
    "years": "年度，以顿号分隔，如 2011、2012；没有则写“无”",
    "code": "号码，按印制的填写，校验位须相符",
    "line_key": "科目键，如 monetary_funds",
    "text": "文字",
}

_CELL = re.compile(r"(?P<table>\w+)\[\d+\]\.(?P<column>\w+)")


class ValueKind(Record):
    """A kind: its name (a key of `FORMS`, or `choice`), the words to choose from with their codes, the code's standard."""

    name: str
    choices: dict[str, str] = {}
    standard: str | None = None

    @property
    def form(self) -> str:
        """How such a value is written, in Chinese."""
        return "、".join(self.choices) + "（选一项）" if self.name == "choice" else FORMS[self.name]


def kind_of(type_: str, path: str) -> ValueKind:
    """The kind of the value at a field's name or at a cell such as `loans[3].balance`; text where nothing is known."""
    cell = _CELL.fullmatch(path)
    kinds = _annotations(type_)
    name = cell["column"] if cell else path
    annotation = kinds.get(cell["table"], {}).get(name) if cell else kinds.get(name)
    if name == "key" and type_ in STATEMENTS:
        return ValueKind(name="line_key")
    if name == "registration_number" and type_ == "business_licence":
        return ValueKind(name="code", standard="registration_number")
    if name in CODES:
        return ValueKind(name="code", standard=CODES[name])
    return _of_annotation(name, annotation)


def line_keys(type_: str) -> frozenset[str]:
    """The keys of a statement's lines."""
    return frozenset(line.key for line in lines(type_))


def _of_annotation(name: str, annotation: object) -> ValueKind:
    kinds = get_args(annotation)
    if bool in kinds:
        return ValueKind(name="flag")
    if Decimal in kinds:
        return ValueKind(name="quantity" if name in QUANTITIES else "money")
    open_ended = "_or_long_term" * any(get_origin(k) is Literal for k in kinds)
    if int in kinds:
        return ValueKind(name="whole" + open_ended)
    if date in kinds:
        return ValueKind(name="date" + open_ended)
    if any(get_origin(k) is tuple for k in kinds):
        return ValueKind(name="years")
    if name in VALUES and annotation is not None:
        return ValueKind(name="choice", choices={word: code for code, word in VALUES[name].items()})
    return ValueKind(name="text")


@cache
def _annotations(type_: str) -> dict[str, Any]:
    if type_ not in TYPES or type_ == "unknown":
        return {}
    module = importlib.import_module(f"schemas.{type_}")
    paper: type[Record] = getattr(module, "".join(part.title() for part in type_.split("_")))
    return {name: _columns(info.annotation) for name, info in paper.model_fields.items()}


def _columns(annotation: object) -> object:
    """The annotations of a table's columns, or the field's own."""
    inner = get_args(annotation)
    if inner and isinstance(inner[0], type) and issubclass(inner[0], Record):
        return {name: info.annotation for name, info in inner[0].model_fields.items()}
    return annotation
