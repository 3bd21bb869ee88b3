"""Identity cards and household registers (5.1.1, 5.2.1(1))."""

from __future__ import annotations

import dataclasses
from datetime import date

from checks import _names, _papers, _parameters, _term
from checks._facts import Fact, facts, field_of, package_value
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity
from schemas.titles import VALUES, field_title
from standards import chinese_date, resident_id


def _all_cards(case: Case) -> tuple[Document, ...]:
    """The identity cards, one a person."""
    return _papers.id_cards(case)


def _of(card: Document, outcome: Outcome) -> Outcome:
    """The outcome with the person's name in front of its message."""
    name = card.field("name").value
    return outcome if name is None else dataclasses.replace(outcome, message=f"{name}：{outcome.message}")


@check("IDP-001", title="身份证号码", article="5.1.1;5.2.1(1)", severity=Severity.HIGH)
def number_fits_person(case: Case) -> Outcome:
    """Check character, calendar date, birth date and sex agree."""
    return worst((_of(d, _number(case, d)) for d in _all_cards(case)), unknown("没有居民身份证。"))


def _number(case: Case, card: Document) -> Outcome:
    """The number of one card."""
    fact = field_of(card, "id_number")
    if fact.value is None:
        return unknown("没有读到公民身份号码", field_of(card, "name"))
    if not fact.usable:
        return unknown("公民身份号码待人工复核", fact)
    number = resident_id.compact(fact.text)
    if len(number) == 15:
        old = case.as_of >= _parameters.day("first_generation_id_end")
        return failed("仍为 15 位号码的第一代身份证，已停止使用", fact) if old else unknown("15 位号码没有校验位", fact)
    problem = _digits(number)
    if problem:
        return failed(f"公民身份号码 {number} {problem}", fact)
    return _against_print(card, fact, number)


def _digits(number: str) -> str | None:
    """What is wrong with the number itself."""
    if len(number) != 18 or not number[:17].isdigit() or not number.isascii():
        return "不是 18 位有效号码"
    if number[17] != resident_id.calc_check_digit(number):
        return f"校验位应为 {resident_id.calc_check_digit(number)}，号码有误或系伪造"
    return None if resident_id.is_valid(number) else "内的出生日期不存在"


def _against_print(card: Document, fact: Fact, number: str) -> Outcome:
    """The number against the birth date and the sex printed on the card."""
    birth, sex = field_of(card, "birth_date"), field_of(card, "sex")
    outcomes = []
    if birth.day and birth.day != resident_id.birth_date(number):
        message = f"卡面出生 {birth.day.isoformat()}，号码内为 {resident_id.birth_date(number).isoformat()}"
        outcomes.append(
            failed(message, birth, fact) if birth.usable else warned(f"{message}（识别待复核）", birth, fact)
        )
    if sex.value is not None and sex.value != resident_id.sex(number):
        printed, inside = (VALUES["sex"].get(s, s) for s in (sex.text, resident_id.sex(number)))
        message = f"卡面性别 {printed}，号码内为 {inside}"
        outcomes.append(failed(message, sex, fact) if sex.usable else warned(f"{message}（识别待复核）", sex, fact))
    if not outcomes and not resident_id.region_known(number):
        outcomes.append(warned(f"号码 {number} 的地区码未见于行政区划表，请核对", fact))
    if not outcomes and not (birth.usable and sex.usable):
        outcomes.append(unknown("出生日期或性别未读到或待人工复核，号码校验位正确", fact, birth, sex))
    return worst(outcomes, passed("号码校验位、出生日期、性别相符", fact, birth, sex))


@check("IDP-002", title="身份证有效期", article="5.1.1", severity=Severity.HIGH, by_date=True)
def card_is_valid(case: Case) -> Outcome:
    """The card has not expired on the date, and will not before the guarantee ends."""
    return worst((_validity(case, d) for d in _all_cards(case)), unknown("没有居民身份证。"))


def _validity(case: Case, card: Document) -> Outcome:
    """The validity of one card."""
    end, name = field_of(card, "valid_to"), field_of(card, "name")
    who = f"{name.text}的" if name.value is not None else ""
    if end.value is None:
        side = "缺国徽面（有效期限）" if field_of(card, "issuing_authority").value is None else "没有读到有效期限"
        return unknown(f"{who}身份证{side}", name)
    if not end.usable:
        return unknown(f"{who}身份证有效期限待人工复核", end)
    if end.value == chinese_date.LONG_TERM:
        return passed(f"{who}身份证长期有效", end)
    if end.day is None:
        return unknown(f"{who}身份证有效期限不是日期", end)
    if end.day < case.as_of:
        return failed(f"{who}身份证有效期至 {end.day.isoformat()}，至 {case.as_of.isoformat()} 已过期", end)
    due = _term.due(case)
    if due and end.day < due:
        return warned(f"{who}身份证有效期至 {end.day.isoformat()}，早于担保期满（约 {due.isoformat()}）", end)
    return passed(f"{who}身份证有效期至 {end.day.isoformat()}", end)


@check("IDP-003", title="身份证有效期长度", article="5.1.1", severity=Severity.HIGH)
def span_fits_age(case: Case) -> Outcome:
    """A card is valid 5, 10 or 20 years or for ever, by the age at issue (居民身份证法 art. 5)."""
    return worst((_of(d, _span(d)) for d in _all_cards(case)), unknown("没有居民身份证。"))


def _span(card: Document) -> Outcome:
    """The span of one card."""
    birth, start, end = (field_of(card, n) for n in ("birth_date", "valid_from", "valid_to"))
    if not (birth.usable and start.usable and end.usable and birth.day and start.day):
        return unknown("出生日期或有效期限未读到或待人工复核", birth, start, end)
    age = start.day.year - birth.day.year - ((start.day.month, start.day.day) < (birth.day.month, birth.day.day))
    years = 5 if age < 16 else 10 if age <= 25 else 20 if age <= 45 else None
    if years is None:
        fits = end.value == chinese_date.LONG_TERM
        expected = "长期"
    else:
        last = _years_later(start.day, years)
        fits = end.day is not None and abs((end.day - last).days) <= 2
        expected = f"{years} 年"
    message = f"签发时 {age} 岁，有效期应为{expected}，卡面为 {start.day.isoformat()} 至 {_shown(end)}"
    return passed(message, start, end) if fits else failed(message, birth, start, end)


def _years_later(day: date, years: int) -> date:
    """The same day of a later year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _shown(fact: Fact) -> str:
    """A validity's end as people say it."""
    return "长期" if fact.value == chinese_date.LONG_TERM else fact.text


def _has_register(case: Case) -> str | None:
    """Applies to persons, and to others whose pile holds a household register."""
    if case.applicant.kind == "person" or case.of_type("household_register_page"):
        return None
    return "企业申请人未提供户口簿，不适用。"


_SHARED = ("name", "id_number", "birth_date", "sex")


@check("PER-001", title="身份证与户口簿一致", article="5.2.1(1)", severity=Severity.BLOCKING, applies=_has_register)
def card_fits_register(case: Case) -> Outcome:
    """Name, number, birth date and sex are the same on the card and in the household register."""
    pages = case.of_type("household_register_page")
    cards = _all_cards(case)
    if not pages or not cards:
        return unknown(
            "缺少身份证或户口簿，不能比较。", *facts(case, "resident_id_card.name", "household_register_page.name")
        )
    outcomes = [_of(card, _pair(card, page)) for card in cards if (page := _page_of(card, pages)) is not None]
    if case.applicant.kind == "person" and not any(_is_applicant(case, c) and _page_of(c, pages) for c in cards):
        outcomes.append(unknown("没有申请人本人的户口簿页", *facts(case, "household_register_page.name")))
    return worst(outcomes, unknown("户口簿页与身份证没有对应的人。", *facts(case, "household_register_page.name")))


def _is_applicant(case: Case, card: Document) -> bool:
    """Whether the card is the applicant's, or nobody knows whose."""
    name = card.field("name").value
    return name is None or not case.applicant.name or _names.compare(str(name), case.applicant.name) == _names.SAME


def _page_of(card: Document, pages: tuple[Document, ...]) -> Document | None:
    """The register page of the card's person: same name, else same number."""
    for field in ("name", "id_number"):
        value = card.field(field).value
        match = next((p for p in pages if value is not None and p.field(field).value == value), None)
        if match is not None:
            return match
    return None


def _pair(card: Document, page: Document) -> Outcome:
    """One person's card against the register page."""
    outcomes = []
    for field in _SHARED:
        a, b = field_of(card, field), field_of(page, field)
        if a.value is None or b.value is None:
            outcomes.append(unknown(f"{field_title('resident_id_card', field)}未读到", a, b))
        elif a.value != b.value:
            shown = " / ".join(str(VALUES.get(field, {}).get(f.text, package_value(f.value))) for f in (a, b))
            message = f"{field_title('resident_id_card', field)}不一致，身份证 / 户口簿：{shown}"
            sure = a.usable and b.usable
            outcomes.append(failed(message, a, b) if sure else warned(f"{message}（识别待复核）", a, b))
        else:
            same = a.usable or b.usable
            outcomes.append(passed("身份证与户口簿一致", a, b) if same else unknown("读数待人工复核", a, b))
    return worst(outcomes, unknown(""))
