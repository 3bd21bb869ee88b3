"""Who a credit report is about and when it was made: codes, names and dates at every place where they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from extractors import _credit_captions as wordings
from extractors import _credit_values as values
from extractors._tables import PageTables, Record
from extractors._tables_grid import Piece
from extractors._view import Char, Span
from schemas.core import ABSENT, FieldValue, Plain
from standards import loan_card, organisation_code, uscc

Understand = Callable[[str], tuple[Plain, bool] | None]
"""Text to value and whether a check digit or grammar confirms it; null when it is no such thing."""

_REPORT_NUMBER = re.compile(r"[A-Z]{0,3}\d{10,30}")
_ON_ROWS = {
    "report_number": re.compile(r"(?:报告编号|报告单号|报告号|N[OoQ0]\.?)[:.]*(?P<v>[A-Z]{0,2}\d{14,26})(?![0-9A-Z])"),
    "loan_card_code": re.compile(
        r"(?:贷款卡编[码号]|贷款卡号码?|中征码)(?:\([^)]*\))?:*(?P<v>[0-9A-Z]{16})(?![0-9A-Z])"
    ),
    "unified_social_credit_code": re.compile(r"(?:统一)?社会信用代码:*(?P<v>[0-9A-Z]{18})(?![0-9A-Z])"),
    "organisation_code": re.compile(r"组织机构代码:*(?P<v>[0-9A-Z]{8}[-—–一]?[0-9X])(?![0-9A-Z])"),
    "report_date": re.compile(
        r"(?<!信息)报告(?:日期|时间|生成时间|生成日期):*(?P<v>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)"
    ),
}
_DATE_TOKEN = re.compile(r"\d{4}[-./年]\d{1,2}[-./月](?:\d{2}|\d(?!\d))日?")
_TOKENS = {
    "report_number": re.compile(r"(?<![0-9A-Z])[A-Z]{0,3}\d{10,30}(?![0-9A-Z])"),
    "loan_card_code": re.compile(r"(?<![0-9A-Z])[0-9A-Z]{3}\d{13}(?![0-9A-Z])"),
    "unified_social_credit_code": re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])"),
    "organisation_code": re.compile(r"(?<![0-9A-Z])[0-9A-Z]{8}[-—–一]?[0-9X](?![0-9A-Z])"),
    "report_date": _DATE_TOKEN,
    "last_review_date": _DATE_TOKEN,
    "query_date": _DATE_TOKEN,
}
_CHECKED = frozenset(("loan_card_code", "unified_social_credit_code", "organisation_code"))
"""Keys whose values carry check digits."""
_OF_OTHERS = re.compile(r"上级机构|实际控制人|关联|出资人|担保|还款责任|高管|组成人员")
"""Parts that print names and codes of other companies and of persons."""
_OTHERS_KEYS = frozenset(("inquiry", "relation", "investor", "position", "lender", "beneficiary"))
_TITLE_EDITION = re.compile("(?P<v>" + "|".join(wordings.EDITIONS) + ")|[(](?P<w>[\u4e00-\u9fff]{2,6}版)[)]")


def identity_of(pages: Sequence[PageTables], records: Sequence[Record]) -> dict[str, FieldValue]:
    """The fields of the head and of the identity part."""
    pairs = list(_pairs(pages, records))

    def best(key: str, understand: Understand, required: bool = True) -> FieldValue:
        spans = [(span, "pair") for k, span in pairs if k == key] + [(s, "row") for s in _on_rows(pages, key)]
        return values.settle(_candidates(_distinct(spans), key, understand), required=required)

    report_date = best("report_date", _date)
    return {
        "report_number": best("report_number", _report_number),
        "edition": _edition(pages),
        "company_name": best("company_name", _name),
        "unified_social_credit_code": best(
            "unified_social_credit_code", _uscc, required=_says(pages, "统一社会信用代码")
        ),
        "organisation_code": _in_tax_numbers(
            best("organisation_code", _organisation_code, required=_says(pages, "组织机构代码")), pairs
        ),
        "loan_card_code": best("loan_card_code", _loan_card),
        "report_date": report_date if report_date.value is not None else best("query_date", _date),
        "legal_representative": _legal_representative(pairs, records),
        "loan_card_status": best("loan_card_status", _status, required=False),
        "last_review_date": best("last_review_date", _date, required=False),
    }


def _in_tax_numbers(code: FieldValue, pairs: Sequence[tuple[str, Span]]) -> FieldValue:
    """The code with the old 15-character tax numbers as witnesses: they end in it."""
    if not isinstance(code.value, str) or code.confidence < 0.5:
        return code
    nine = organisation_code.compact(code.value)
    ends = [s for key, s in pairs if key in ("national_tax_number", "local_tax_number") and s.text.endswith(nine)]
    return values.supported(code, 0.99, "tax_number") if ends else code


def _says(pages: Sequence[PageTables], words: str) -> bool:
    return any(words in page.view.text for page in pages)


def _distinct(spans: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Spans that are not part of another one; of equal ones the first."""
    kept: list[tuple[Span, str]] = []
    for span, how in sorted(spans, key=lambda s: -len(s[0].chars)):
        places = {_place(span, c) for c in span.chars}
        if not any(places <= {_place(other, c) for c in other.chars} for other, _ in kept):
            kept.append((span, how))
    return kept


def _candidates(spans: Sequence[tuple[Span, str]], key: str, understand: Understand) -> list[values.Candidate]:
    found = []
    for span, method in spans:
        core = _token(values.core_of(span), key)
        meant = understand(core.text)
        if meant is not None:
            sure = values.telling(core) if key in _CHECKED else core.sureness
            found.append(values.Candidate(meant[0], core, sure, method, meant[1], key in _CHECKED))
    return found


def _token(span: Span, key: str) -> Span:
    """The one stretch of the span that is written as the key's values are; the span when there is none or are several."""
    pattern = _TOKENS.get(key)
    matches = list(pattern.finditer("".join(c.text for c in span.chars))) if pattern else []
    return Span(span.page, span.chars[matches[0].start() : matches[0].end()]) if len(matches) == 1 else span


def _place(span: Span, char: Char) -> tuple[int, int, float, str]:
    return span.page, char.line, round(char.x0, 5), char.text


def _pairs(pages: Sequence[PageTables], records: Sequence[Record]) -> Iterator[tuple[str, Span]]:
    """Captions' keys with the values beside, after a colon, or below them."""
    for record in records:
        foreign = bool(record.headed & _OTHERS_KEYS) or _is_foreign(record.heading.text if record.heading else "")
        for key, entry in record.entries.items():
            if not foreign or key == "legal_representative":
                yield key, entry.cell.span
    for page in pages:
        for grid in page.grids:
            for cells in grid.rows:
                for cell in cells:
                    yield from _in_text(list(cell.pieces))


def _is_foreign(heading: str) -> bool:
    return _OF_OTHERS.search(heading) is not None


def _in_text(row: list[Piece]) -> Iterator[tuple[str, Span]]:
    """«caption: value» in one piece or two neighbouring ones."""
    for i, piece in enumerate(row):
        head, colon, tail = piece.text.partition(":")
        caption = wordings.CAPTIONS.match(head)
        if caption is None:
            continue
        if tail:
            yield caption.key, Span(piece.page, piece.chars[len(head) + 1 :])
        elif i + 1 < len(row) and ":" not in row[i + 1].text and wordings.CAPTIONS.match(row[i + 1].text) is None:
            yield caption.key, Span(row[i + 1].page, row[i + 1].chars)


def _on_rows(pages: Sequence[PageTables], key: str) -> Iterator[Span]:
    """Values that follow their caption on one line, whatever stands between, outside of other companies' parts."""
    pattern = _ON_ROWS.get(key)
    if pattern is None:
        return
    heading = ""
    for page in pages:
        for row in page.view.rows:
            if wordings.HEADING.match(row.text):
                heading = row.text
            for match in pattern.finditer(row.text) if not _is_foreign(heading) else ():
                yield Span(page.view.index, row.chars[match.start("v") : match.end("v")])


def _report_number(text: str) -> tuple[Plain, bool] | None:
    text = text.removeprefix("NO.").removeprefix("No.").lstrip(".:")
    return (text, True) if _REPORT_NUMBER.fullmatch(text) else None


def _name(text: str) -> tuple[Plain, bool] | None:
    """A company's name: at least four characters, most of them Chinese, and no caption."""
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return (text, True) if len(text) >= 4 and chinese >= 0.6 * len(text) else None


def _uscc(text: str) -> tuple[Plain, bool] | None:
    number = uscc.compact(text)
    return (number, uscc.is_valid(number)) if re.fullmatch(r"[0-9A-Z]{18}", number) else None


def _organisation_code(text: str) -> tuple[Plain, bool] | None:
    number = organisation_code.compact(text.replace("一", "-"))
    if not re.fullmatch(r"[0-9A-Z]{9}", number):
        return None
    return organisation_code.format(number), organisation_code.is_valid(number)


def _loan_card(text: str) -> tuple[Plain, bool] | None:
    number = loan_card.compact(text)
    return (number, loan_card.is_valid(number)) if re.fullmatch(r"[0-9A-Z]{16}", number) else None


def _date(text: str) -> tuple[Plain, bool] | None:
    found: date | None = values.date_in(text)
    return (found, True) if found else None


def _status(text: str) -> tuple[Plain, bool] | None:
    return (text, text in wordings.STATUSES) if 2 <= len(text) <= 6 and not values.is_blank(text) else None


def _edition(pages: Sequence[PageTables]) -> FieldValue:
    for page in pages:
        head = page.view.rows[:20]
        if not any("信用报告" in row.text for row in head):
            continue
        for row in head:
            match = _TITLE_EDITION.search(row.text)
            if match:
                group = "v" if match["v"] else "w"
                span = Span(page.view.index, row.chars[match.start(group) : match.end(group)])
                return values.word(span, wordings.EDITIONS)
    return ABSENT


def _legal_representative(pairs: Sequence[tuple[str, Span]], records: Sequence[Record]) -> FieldValue:
    spans = [(span, "pair") for key, span in pairs if key == "legal_representative"]
    for record in records:
        if record.text("position").startswith("法定代表人") and record.text("person_name"):
            spans.append((record.entries["person_name"].cell.span, "officers"))
    return values.settle(_candidates(_distinct(spans), "legal_representative", _person), required=False)


def _person(text: str) -> tuple[Plain, bool] | None:
    return (text, True) if re.fullmatch(r"[\u3400-\u9fff·]{2,12}", text) else None


def matching(fields: dict[str, FieldValue]) -> dict[str, FieldValue]:
    """Fields that hold one another as witnesses: the unified code its organisation code, the number its date."""
    return _same_subject(_dated_number(fields))


def _dated_number(fields: dict[str, FieldValue]) -> dict[str, FieldValue]:
    """Report numbers begin with the day of the report, after a letter in the first generation."""
    number, day = fields["report_number"], fields["report_date"]
    if not (isinstance(number.value, str) and isinstance(day.value, date)):
        return fields
    if not number.value.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").startswith(f"{day.value:%Y%m%d}"):
        return fields
    if min(number.confidence, day.confidence) < 0.6:
        return fields
    return fields | {"report_date": values.supported(day, 0.99, "report_number")}


def _same_subject(fields: dict[str, FieldValue]) -> dict[str, FieldValue]:
    code, unified = fields["organisation_code"], fields["unified_social_credit_code"]
    if not (isinstance(code.value, str) and isinstance(unified.value, str)):
        return fields
    if organisation_code.compact(code.value) != unified.value[8:17]:
        return fields
    return fields | {
        "organisation_code": _raised(code, unified),
        "unified_social_credit_code": _raised(unified, code),
    }


def _raised(value: FieldValue, witness: FieldValue) -> FieldValue:
    return values.supported(value, 0.99, "same_subject") if min(value.confidence, witness.confidence) >= 0.6 else value
