"""Whose account the rows of a subsidiary ledger belong to: what stands over a block or between its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors._book_head import ACCOUNTS
from extractors._fragments import Fragment, Level, levels
from extractors._values import value_of
from schemas.core import ABSENT, FieldValue

_ACCOUNT = re.compile(r"(?<!方)(?:会计|总账|总帐|明细|一级|核算)?科目(?:名称|编[码号])?[:]")
_PARTY = re.compile(
    r"(?:往来单位|往来户|客户|供应商|核算项目|辅助核算|辅助项|单位往来|债务人|债权人|对方单位)(?:名称)?[:]"
)
_END = re.compile(
    r"(?:期间|日期|月份|会计期间|单位|币[别种]|第\d+页|页码|往来|客户|供应商|核算|辅助|编制|科目|年度|打印|账套)[^:]{0,4}[:]"
    r"|(?:19|20)\d{2}[-./年]|第\d+页|(?:借|贷)方$"
)
_CODE = re.compile(r"[\[(【]?(\d{4}(?:[.\-]?\d{2,4})*)[\])】]?")
_PARTY_CODE = re.compile(r"^[\[(【]?[0-9A-Za-z.\-]{2,12}[\])】]?[-_ ]*(?=[\u4e00-\u9fff])")


@dataclass
class Context:
    """The account and the counterparty that the next rows belong to."""

    values: dict[str, FieldValue] = field(default_factory=dict)

    def value(self, name: str) -> FieldValue:
        """`account_code`, `account_name` or `counterparty`; absent when nothing names it."""
        return self.values.get(name, ABSENT)


def next_context(before: Context, items: Sequence[Fragment], extractor: str) -> Context:
    """The context after a piece of text: what it names counts, and an account that it does not name goes on."""
    found = Context()
    _take(found, items, extractor)
    if not found.values:
        return before
    if "account_name" in found.values or "account_code" in found.values:
        return found
    return Context({k: v for k, v in before.values.items() if k != "counterparty"} | found.values)


def _take(context: Context, items: Sequence[Fragment], extractor: str) -> None:
    """Read what a piece of text above or between rows says about account and counterparty."""
    for level in levels(items):
        account, party = _ACCOUNT.search(level.text), _PARTY.search(level.text)
        if account is not None:
            context.values.update(_account(level, account.end(), extractor))
        elif party is None and not context.values.get("account_name"):
            context.values.update(_titled(level, extractor))
        if party is not None:
            start, end = _trimmed(level.text, party.end())
            skip = _PARTY_CODE.match(level.text[start:end])
            start += skip.end() if skip else 0
            if end - start >= 2:
                context.values["counterparty"] = _value(level.part(start, end), "label", extractor)


def _trimmed(text: str, start: int) -> tuple[int, int]:
    end = _END.search(text, start)
    stop = end.start() if end else len(text)
    while start < stop and text[start] in "_-:,.;· ":
        start += 1
    while start < stop and text[stop - 1] in "_-:,.;·| ":
        stop -= 1
    return start, stop


def _account(level: Level, at: int, extractor: str) -> dict[str, FieldValue]:
    start, end = _trimmed(level.text, at)
    found: dict[str, FieldValue] = {}
    code = _CODE.match(level.text[start:end])
    if code is not None:
        found["account_code"] = _value(
            level.part(start + code.start(1), start + code.end(1)), "label", extractor, digits=True
        )
        start, _ = start + code.end(), end
        while start < end and level.text[start] in "_-:,.; ":
            start += 1
    if end > start:
        found["account_name"] = _value(level.part(start, end), "label", extractor)
    return found


_TITLE = re.compile(
    rf"^[^:]{{0,24}}?({'|'.join(sorted(ACCOUNTS, key=len, reverse=True))})[^:]{{0,6}}(?:明细|余额|日记)"
)


def _titled(level: Level, extractor: str) -> dict[str, FieldValue]:
    """The account that a title names (应收账款明细账)."""
    match = _TITLE.search(level.text.replace("帐", "账"))
    if match is None:
        return {}
    return {"account_name": _value(level.part(match.start(1), match.end(1)), "vocabulary", extractor)}


def _value(f: Fragment, method: str, extractor: str, digits: bool = False) -> FieldValue:
    text = f.squeezed.strip("_-:,.;") if digits else f.text.strip(" _-:,.;").replace("应收帐款", "应收账款")
    return value_of(
        text or None,
        raw=f.text,
        place=f.place,
        confidence=f.sureness,
        method=method,
        extractor=extractor,
        accept=0.97 if digits else 0.93,
    )
