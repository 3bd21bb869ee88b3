"""What stands above a statement's or ledger's table: whose it is, which period, which unit, which form."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors._fragments import Fragment, Level, levels
from extractors._values import value_of
from schemas.core import NOT_FOUND, FieldValue
from standards import money

_OWNER = re.compile(
    r"(?:编制单位|编报单位|编制企业|编表单位|填报单位|报表单位|单位名称|核算单位|企业名称|公司名称|纳税人名称|会计主体|账套名称|账套|单位)"
    r"(?:\(盖?章\)|\(公章\))?[:;]"
)
_OWNER_END = re.compile(
    r"\d{4}[年./-]|[(]?(?:金额|货币)?单位[:;]|(?:截[止至])?日期[:;]|期间[:;]|会计期间|月份[:;]|[(]?盖章|会企|会小企|币[别种]|打印"
)
_COMPANY = re.compile(
    r"[\u4e00-\u9fff()A-Za-z·]{4,40}?(?:有限公司|有限责任公司|股份公司|集团|厂|合作社|经营部|商行|中心)"
)
_UNIT = re.compile(r"(?:(?<![制报表算填])单位[:;,.]?|金额)(?:人民币|CNY|RMB)?[:]?\(?(百万元|千万元|亿元|万元|千元|元)")
_CURRENCY_UNIT = re.compile(r"人民币(百万元|千万元|亿元|万元|千元|元)")
_FORM = re.compile(r"会(小?)企\(?0?[1-4]表")
_YEAR = r"(?P<y>[12]\d{3})"
_TO = r"(?:-+|—+|–|~|至|到|一|―)"
_PERIODS = tuple(
    re.compile(p)
    for p in (
        rf"{_YEAR}[年./-](?P<m0>\d{{1,2}})(?:[月./-](?P<d0>\d{{1,2}}))?[月日]?{_TO}(?P<y2>[12]\d{{3}})[年./-](?P<m>\d{{1,2}})(?:[月./-](?P<d>\d{{1,2}})日?)?",
        rf"{_YEAR}年(?P<m0>\d{{1,2}})月?{_TO}(?P<m>\d{{1,2}})月",
        rf"{_YEAR}[年./-](?P<m>\d{{1,2}})[月./-](?P<d>\d{{1,2}})(?!\d)日?",
        rf"{_YEAR}年第?(?P<q>[1-4一二三四])季度",
        rf"{_YEAR}年(?P<m>\d{{1,2}})月",
        rf"{_YEAR}年度?",
        rf"(?<!\d){_YEAR}[.-](?P<m>\d{{1,2}})(?![\d.-])",
    )
)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")
_UNITS = {"元": "yuan", "千元": "thousand_yuan", "万元": "ten_thousand_yuan", "百万元": "million_yuan"}


@dataclass(frozen=True)
class Head:
    """What was found above the table; null fragments where nothing was."""

    owner: Fragment | None
    unit: Fragment | None
    form: Fragment | None
    period: tuple[Fragment, date, date] | None


def read_head(above: Sequence[Fragment]) -> Head:
    """The head from the fragments above and beside a table's header band."""
    rows = levels(above)
    return Head(
        _owner(rows) or _company(rows),
        _first(rows, _UNIT, 1) or _first(rows, _CURRENCY_UNIT, 1),
        _first(rows, _FORM, 0),
        _period(rows),
    )


def _first(rows: Sequence[Level], pattern: re.Pattern[str], group: int) -> Fragment | None:
    for row in rows:
        match = pattern.search(row.text)
        if match:
            return row.part(match.start(group), match.end(group))
    return None


def _owner(rows: Sequence[Level]) -> Fragment | None:
    """The name behind 编制单位: and its like."""
    for row in rows:
        match = _OWNER.search(row.text)
        if match is None:
            continue
        end = _OWNER_END.search(row.text, match.end())
        stop = end.start() if end else len(row.text)
        if stop - match.end() >= 2 and not _UNIT.match(row.text[match.start() :]):
            return row.part(match.end(), stop)
    return None


def _company(rows: Sequence[Level]) -> Fragment | None:
    """A company's name that stands alone above the title."""
    for row in rows:
        match = _COMPANY.search(row.text)
        if match:
            return row.part(match.start(), match.end())
    return None


def _period(rows: Sequence[Level]) -> tuple[Fragment, date, date] | None:
    """The period or day that the table is for: the one nearest above the table."""
    for row in reversed(rows):
        text = _CHINESE_YEAR.sub(lambda m: m[0].translate(_CHINESE_DIGITS), row.text)
        for pattern in _PERIODS:
            match = pattern.search(text)
            found = _days(match) if match else None
            if match is not None and found is not None:
                return row.part(match.start(), match.end()), *found
    return None


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of what a match says; a bare month or day begins with the year."""
    g = match.groupdict()
    year = int(g.get("y2") or g["y"])
    quarter = g.get("q")
    month = (
        int(g["m"])
        if g.get("m")
        else 3 * ("1234".find(quarter) % 4 + 1 if quarter in tuple("1234") else "一二三四".find(quarter or "四") + 1)
    )
    try:
        last = int(g["d"]) if g.get("d") else calendar.monthrange(year, month)[1]
        start = date(int(g["y"]), int(g["m0"]) if g.get("m0") and g.get("y2") else 1, 1)
        end = date(year, month, last)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return (start, end) if 1985 <= year <= 2100 and start <= end else None


def owner_field(head: Head, extractor: str) -> FieldValue:
    """`company_name`."""
    f = head.owner
    if f is None:
        return NOT_FOUND
    name = f.text.strip(" :;,.-_")
    fits = _COMPANY.fullmatch(name) is not None
    return value_of(
        name or None,
        raw=f.text,
        place=f.place,
        confidence=_letters(f) * (1.0 if fits else 0.9),
        method="label",
        extractor=extractor,
    )


def _letters(f: Fragment) -> float:
    """The weakest character but for brackets, which a name has in pairs."""
    paired = f.text.count("(") == f.text.count(")")
    return min((c.sureness for c in f.chars if not (paired and c.text in "()")), default=f.sureness)


def day_field(head: Head, which: int, extractor: str) -> FieldValue:
    """`period_start` (1) or `period_end` (2)."""
    if head.period is None:
        return NOT_FOUND
    f, *days = head.period
    return value_of(
        days[which - 1],
        raw=f.text,
        place=f.place,
        confidence=f.sureness,
        method="date",
        extractor=extractor,
        accept=0.95,
    )


def unit_field(head: Head, extractor: str) -> FieldValue:
    """`unit`, in the package's words."""
    if head.unit is None:
        return NOT_FOUND
    f = head.unit
    return value_of(
        _UNITS.get(f.squeezed),
        raw=f.text,
        place=f.place,
        confidence=f.sureness,
        method="label",
        extractor=extractor,
        accept=0.9,
    )


def unit_of(head: Head) -> str | None:
    """The printed unit, null when there is none."""
    return head.unit.squeezed if head.unit is not None and head.unit.squeezed in money.UNITS else None
