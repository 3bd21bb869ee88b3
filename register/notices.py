"""Messages to the people in charge: case id, paper, field, date, A角; nothing else about anybody.

Sent through apprise (mail, WeCom, DingTalk, webhook and what else it knows); its addresses are secrets and come from the
environment or a file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from register.words import distance
from schemas.core import Record

if TYPE_CHECKING:
    import apprise

LINES = 12
"""Lines a message: WeCom takes 2,048 bytes."""


class Line(Record):
    """One thing to be told: a date (`day`), or another verdict (`day` null)."""

    case_id: str
    what: str
    day: date | None = None
    confirmed: bool = True


class Message(Record):
    """What one message says, for one A角."""

    manager: str | None
    lines: tuple[Line, ...]


def messages(told: Iterable[tuple[str | None, Line]]) -> Iterator[Message]:
    """Lines grouped by A角, in messages of a size that every channel takes."""
    ordered = sorted(told, key=lambda pair: (pair[0] or "", pair[1].day or date.min, pair[1].case_id, pair[1].what))
    for manager, group in groupby(ordered, key=lambda pair: pair[0]):
        lines = [line for _, line in group]
        for first in range(0, len(lines), LINES):
            yield Message(manager=manager, lines=tuple(lines[first : first + LINES]))


def text(message: Message, today: date) -> tuple[str, str]:
    """Title and body.

    >>> line = Line(case_id="C1", what="居民身份证·有效期至（申请人）", day=date(2024, 6, 30), confirmed=False)
    >>> print(*text(Message(manager="赵一", lines=(line,)), date(2024, 6, 23)), sep="|")
    核验到期提醒 1 项|A角：赵一
    案卷 C1：居民身份证·有效期至（申请人） 2024-06-30，还有 7 天（读数待人工核对）
    """
    head = f"A角：{message.manager or '未指定'}"
    return f"核验到期提醒 {len(message.lines)} 项", "\n".join([head, *(_line(line, today) for line in message.lines)])


def _line(line: Line, today: date) -> str:
    if line.day is None:
        return f"案卷 {line.case_id}：{line.what}"
    doubt = "" if line.confirmed else "（读数待人工核对）"
    return f"案卷 {line.case_id}：{line.what} {line.day.isoformat()}，{distance(line.day, today)}{doubt}"


def addresses(text_: str) -> tuple[str, ...]:
    """Addresses as an operator writes them: one a line, or parted by white space; lines that start with # are comments.

    >>> addresses("json://a/b  mailto://c@d.e json://a/b")
    ('json://a/b', 'mailto://c@d.e')
    """
    lines = (line.strip() for line in text_.splitlines())
    return tuple(dict.fromkeys(word for line in lines if not line.startswith("#") for word in line.split()))


def usable(address: str) -> bool:
    """Whether apprise understands the address."""
    return len(_apprise([address])) == 1


def send(address: str, title: str, body: str) -> str | None:
    """Send one message; null when it was delivered, else a code. Nothing is logged: addresses hold secrets."""
    service = _apprise([address])
    if not len(service):
        return "bad_address"
    try:
        return None if service.notify(title=title, body=body) else "not_delivered"
    except Exception as error:
        return type(error).__name__


def _apprise(found: Sequence[str]) -> apprise.Apprise:
    """Apprise with these addresses, but for those that it does not understand."""
    import apprise  # takes half a second

    logging.getLogger("apprise").disabled = True
    service = apprise.Apprise(asset=apprise.AppriseAsset(app_id="heyan", app_desc="核验", async_mode=False))
    for address in found:
        service.add(address)
    return service
