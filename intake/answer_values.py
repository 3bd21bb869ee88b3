"""A cell that a person filled in, taken as a value of a kind, or refused with a code of `REFUSALS`.

What is not plainly of its kind is refused, never guessed at.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from datetime import date, time
from decimal import Decimal

from schemas.core import LONG_TERM, Plain
from schemas.review_form import NO, NOTE_LENGTH, YES, ReturnedCell
from schemas.value_kinds import ValueKind, line_keys
from standards import chinese_date, money, plain_text

REFUSALS = {
    "formula": "单元格里是公式；请直接填写内容",
    "error_value": "单元格里是错误值（如 #N/A）；请直接填写内容",
    "unknown_sheet": "导出的工作簿里没有这个工作表；请删除",
    "unknown_cell": "这里不是填写栏；请清空，要说明的写在备注栏",
    "unknown_row": "导出时没有这一行；请删除，不要自行增加行",
    "duplicate_row": "同一编号的行出现了不止一次；请只留一行",
    "changed_title": "栏目名称或次序被改动；请恢复，或重新导出后填写",
    "changed_text": "固定内容被改动；请恢复原样，更正请写在“更正为”一栏",
    "changed_key": "此行的校验信息被改动或丢失；请重新导出后填写",
    "changed_since_export": "导出之后，这一项的读数、结论或记录已经变动；请重新导出后填写",
    "not_a_choice": "不是可选的内容；请从下拉列表中选择",
    "not_text": "应以文本填写；数字格的号码会丢失位数，请先把单元格设为文本再填",
    "not_a_date": "不是明确的日期；请写成 2024-03-31",
    "not_an_amount": "不是明确的金额；请写成 1234567.89（元），或 123.45万元",
    "not_a_number": "不是明确的数字",
    "not_years": "不是明确的年度；请写成 2011、2012，没有则写“无”",
    "not_a_line_key": "没有这个科目键",
    "check_digit": "号码的位数或校验位不符；请对照原件，原件确实如此印制的，在“确认”栏选“照印”",
    "too_long": "文字过长",
    "contradictory": "“确认”“更正为”“原件未印”只能选其一（“照印”须与“更正为”同填，或单独确认读数）",
    "nothing_to_confirm": "没有读数可以确认；请填“更正为”或“原件未印”",
    "no_decision": "只写了备注；请同时填“确认”“更正为”或“原件未印”",
    "reason_needed": "复核结论须写明理由",
    "verdict_needed": "写了理由或依据，请同时选复核结论",
}
"""Why a cell is not taken, by code."""

_DAY = re.compile(r"\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日?|\d{4})")
_LONG_TERM = frozenset({"长期", "长期有效", "永久", "永久有效", "无固定期限", "不约定期限"})
_WHOLE = re.compile(r"\d{1,9}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_QUANTITY = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_MONEY_LIMIT = Decimal(10) ** 15
_CODE = re.compile(r"[0-9A-Z*()\-_第号]{1,40}")
_UNCHECKED = {"registration_number": re.compile(r"\d{13}"), "resident_id": re.compile(r"\d{15}")}
"""Older forms that carry no check digit."""
_TEXT_LENGTH = 4000


class Refused(Exception):
    """A cell is not taken; `code` is one of `REFUSALS`. What stands in the cell is never part of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sound(cell: ReturnedCell) -> ReturnedCell:
    """The cell.

    Raises:
        Refused: it holds a formula or an error.
    """
    if cell.kind in ("formula", "error", "other"):
        raise Refused("formula" if cell.kind == "formula" else "error_value")
    return cell


def chosen(cell: ReturnedCell, choices: tuple[str, ...]) -> str:
    """One of `choices`; a tick of a spreadsheet stands for yes and no.

    Raises:
        Refused: it is none of them.
    """
    cell = sound(cell)
    text = {"True": YES, "False": NO}.get(cell.text) if cell.kind == "flag" else plain_text.one_line(cell.text)
    for choice in choices:
        if cell.kind in ("text", "flag") and text == unicodedata.normalize("NFKC", choice):
            return choice
    raise Refused("not_a_choice")


def words(cell: ReturnedCell, length: int = NOTE_LENGTH) -> str:
    """Free text on one line.

    Raises:
        Refused: it is no text, or too long.
    """
    if sound(cell).kind != "text":
        raise Refused("not_text")
    text = plain_text.one_line(cell.text)
    if not text:
        raise Refused("not_text")
    if len(text) > length:
        raise Refused("too_long")
    return text


def value(cell: ReturnedCell, kind: ValueKind, type_: str, as_printed: bool) -> Plain:
    """The cell as a value of a document type's field.

    Args:
        cell: what the person filled in.
        kind: what the field holds.
        type_: the document type, for the keys of a statement's lines.
        as_printed: the person says that a number stands on the paper just so, right or wrong.

    Raises:
        Refused: it is not plainly such a value.
    """
    sound(cell)
    if kind.name.startswith("date"):
        return _date(cell, kind.name)
    if kind.name == "money":
        return _money(cell)
    if kind.name == "quantity":
        return Decimal(_digits(cell, _QUANTITY))
    if kind.name.startswith("whole"):
        open_ended = kind.name.endswith("long_term") and cell.kind == "text" and _plain(cell) in _LONG_TERM
        return LONG_TERM if open_ended else int(_digits(cell, _WHOLE))
    if kind.name == "flag":
        return chosen(cell, (YES, NO)) == YES
    if kind.name == "choice":
        return kind.choices[chosen(cell, tuple(kind.choices))]
    if kind.name == "years":
        return _years(cell)
    if kind.name == "code":
        return _code(cell, kind.standard or "", as_printed)
    text = words(cell, _TEXT_LENGTH)
    if kind.name == "line_key" and text not in line_keys(type_):
        raise Refused("not_a_line_key")
    return text


def _plain(cell: ReturnedCell) -> str:
    return "".join(unicodedata.normalize("NFKC", cell.text).split())


def _date(cell: ReturnedCell, kind: str) -> date | str:
    if cell.kind == "date" and cell.moment is not None:
        if cell.moment.time() != time() or not 1850 <= cell.moment.year <= 2150:
            raise Refused("not_a_date")
        return cell.moment.date()
    text = _plain(cell)
    if cell.kind == "text" and kind == "date_or_long_term" and text in _LONG_TERM:
        return LONG_TERM
    day = chinese_date.parse(text) if cell.kind == "text" and _DAY.fullmatch(text) else None
    if not isinstance(day, date):
        raise Refused("not_a_date")
    return day


def _money(cell: ReturnedCell) -> Decimal:
    found = cell.number if cell.kind == "number" else None
    if cell.kind == "text" and "$" not in cell.text and money.is_amount(cell.text):
        found = money.parse(cell.text)
    if found is None or abs(found) >= _MONEY_LIMIT or round(found, 4) != found:
        raise Refused("not_an_amount")
    return Decimal(format(found, "f"))


def _digits(cell: ReturnedCell, pattern: re.Pattern[str]) -> str:
    """The digits of a number, typed as one or as text."""
    text = _plain(cell) if cell.kind == "text" else ""
    if cell.kind == "number" and cell.number is not None and abs(cell.number) < _MONEY_LIMIT:
        whole = cell.number == cell.number.to_integral_value()
        text = str(int(cell.number)) if whole else format(cell.number, "f")
    if not text.isascii() or not pattern.fullmatch(text):
        raise Refused("not_a_number")
    return text


def _years(cell: ReturnedCell) -> tuple[int, ...]:
    text = _digits(cell, _WHOLE) if cell.kind == "number" else _plain(cell) if cell.kind == "text" else ""
    if text == "无":
        return ()
    parts = [part.removesuffix("年") for part in re.split(r"[、,;/]", text)]
    if not all(_YEAR.fullmatch(part) for part in parts):
        raise Refused("not_years")
    return tuple(sorted({int(part) for part in parts}))


def _code(cell: ReturnedCell, standard: str, as_printed: bool) -> str:
    if cell.kind != "text":
        raise Refused("not_text")
    text = _plain(cell).upper()
    if as_printed:
        if not _CODE.fullmatch(text):
            raise Refused("check_digit")
        return text
    rules = importlib.import_module(f"standards.{standard}")
    compact: str = rules.compact(text)
    if standard in _UNCHECKED and _UNCHECKED[standard].fullmatch(compact):
        return compact
    if not compact.isascii() or not rules.is_valid(compact):
        raise Refused("check_digit")
    formed: str = rules.format(compact) if standard == "organisation_code" else compact
    return formed
