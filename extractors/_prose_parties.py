"""Who is who in a contract: a name beside its role, whichever of «甲方» and «出租人» stands first.

Names stand after «出租方(甲方):», before «(以下简称出租方)», or beside the role in a cell. Where a name is given only to «甲方»,
the role of 甲方 follows from a heading that names both, or from what the text says 甲方 does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors import _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._prose import Prose
from extractors._sentences import trimmed
from extractors._view import Span
from schemas.core import FieldValue

_LETTER = "[甲乙丙丁]方"
_NAME = r"[\u3400-\u9fffA-Za-z0-9·()\-&]"
_END = (
    r"(?=\s|$|[,。;:]|\((?:以下|下称|简称|盖章|公章|签|身份证|统一|自然人|甲方|乙方)|(?:注册|单位|公司|通讯|联系|家庭)?(?:住所|住址|地址)"
    r"|法定代表|法人代表|负责人|代表人|委托代理|授权代|身份证|证件|联系|电话|统一社会|营业执照|以下简?称|传真|邮政|邮编|开户|账号|签[字章名]|盖章|日期)"
)
_NOT_NAMES = re.compile(
    r"^(?:\(?(?:盖章|公章|签章|签字|签名|签字盖章|盖章签字|全称|姓名|名称)[/或、及]*\)?)+|^\((?:盖|签|公)[^)]{0,8}\)"
)


_NO_NAME = re.compile(r"日期|时间|地址|住所|电话|身份证|证件|联系|法定|授权|委托|代理|盖章|签|年月日|账号|开户")


@dataclass(frozen=True)
class Mention:
    """A name that the text gives to a role (or only to a letter), and where it stands."""

    role: str | None
    letter: str | None
    span: Span


def party(
    prose: Prose,
    roles: Mapping[str, str],
    role: str,
    acts: Mapping[str, Sequence[str]],
    extractor: str,
) -> FieldValue | None:
    """The name of the party of a role.

    Args:
        prose: the text.
        roles: every role of such papers, with the words for it (a pattern).
        role: the role asked for.
        acts: for each role, patterns with `{}` for 甲方 or 乙方 that only that party fits.
        extractor: name and version.
    """
    mentions = list(_mentions(prose, roles))
    named = [m for m in mentions if m.role == role]
    if not named:
        letter = _letter(prose, roles, role, acts)
        named = [m for m in mentions if m.letter == letter and m.role is None] if letter else []
    values = [(m, v) for m in named if (v := _judged(m.span, named, extractor)) is not None]
    return max((v for _, v in values), key=lambda v: (v.usable, v.confidence), default=None)


def _mentions(prose: Prose, roles: Mapping[str, str]) -> Iterator[Mention]:
    every = "|".join(f"(?:{words})" for words in roles.values())
    part = rf"(?:{_LETTER}|{every}|以下[简统合]?称为?|下称|简称|全称|姓名|名称|企业|公司|单位|自然人|盖章|签章|公章|签字|[“”\"'()/、, ])"
    head = re.compile(
        rf"(?:^|(?<=[\s。;,]))(?P<head>(?:{_LETTER}|{every}){part}*)(?:: *| +)(?P<name>{_NAME}{{2,50}}?){_END}",
        re.M,
    )
    for match in head.finditer(prose.text):
        yield from _mention(prose, match, roles)
    called = re.compile(
        rf"(?:^|(?<=[\s。;,:])|(?<=\))[与和及同、])(?:本合同由|由|兹有)?(?P<name>{_NAME}{{2,44}}?)\((?P<head>(?:以下|下称|简称|作为)[^)]{{0,16}})\)",
        re.M,
    )
    for match in called.finditer(prose.text):
        yield from _mention(prose, match, roles)


def _mention(prose: Prose, match: re.Match[str], roles: Mapping[str, str]) -> Iterator[Mention]:
    head = match["head"]
    named = {role for role, words in roles.items() if re.search(words, head)}
    letter = re.search(_LETTER, head)
    if len(named) > 1:
        return
    start, end = match.span("name")
    while (junk := _NOT_NAMES.match(prose.text[start:end])) and junk.end():
        start += junk.end()
    span = trimmed(prose.span(start, end))
    if (
        span.chars
        and not _NO_NAME.match(span.text)
        and not re.search(r"[甲乙丙]方", span.text)
        and not re.search(rf"^(?:{'|'.join(roles.values())})", span.text)
    ):
        yield Mention(next(iter(named), None), letter[0] if letter else None, span)


def _letter(prose: Prose, roles: Mapping[str, str], role: str, acts: Mapping[str, Sequence[str]]) -> str | None:
    """Which of 甲方 and 乙方 has the role; of two parties the one that the other is not."""
    own = _told(prose, roles[role], acts.get(role, ()))
    if own is not None or len(roles) != 2:
        return own
    other = next(r for r in roles if r != role)
    return {"甲方": "乙方", "乙方": "甲方"}.get(_told(prose, roles[other], acts.get(other, ())) or "")


def _told(prose: Prose, words: str, acts: Sequence[str]) -> str | None:
    """The letter that a heading joins with a role's words, else the one that does what only that role does."""
    near = r"[“”\"'()\s,/]*(?:以下[简统合]?称为?|下称|简称)?[“”\"'()\s:]*"
    for letter in ("甲方", "乙方", "丙方"):
        if re.search(rf"{letter}{near}(?:{words})|(?:{words}){near}{letter}", prose.text):
            return letter
    for letter in ("甲方", "乙方"):
        if any(re.search(act.replace("{}", letter), prose.text) for act in acts):
            return letter
    return None


def _judged(span: Span, mentions: Sequence[Mention], extractor: str) -> FieldValue | None:
    parsed = named(span)
    if parsed is None:
        return None
    others = [m.span.text for m in mentions if m.span is not span]
    again = sum(o == span.text for o in others) > 0
    slip = any(o != span.text and SequenceMatcher(None, o, span.text).ratio() > 0.75 for o in others)
    parsed = Parsed(
        parsed.value,
        doubt=parsed.doubt or ("places_differ" if slip and not again else None),
        method="said_again" if again else "",
        least=0.6 if again else parsed.least,
    )
    return judged(span, parsed, extractor, "prose_party")


def named(span: Span) -> Parsed | None:
    """A company's or a person's name."""
    company = _parse.company(span)
    if company is None or company.doubt is None:
        return company
    person = _parse.person(span)
    return person if person is not None and person.doubt is None else company
