"""The calendar feed (RFC 5545): one all-day event a date that is watched, for any calendar that can subscribe to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_WIDTH = 75
"""Bytes a line may have."""


class Event(NamedTuple):
    """A day in the calendar; `uid` stays the same from feed to feed."""

    uid: str
    day: date
    summary: str
    alarms: tuple[int, ...] = ()
    """Days before it on which the calendar reminds."""


def feed(events: Iterable[Event], made: datetime) -> str:
    """The feed's text, lines ended by CRLF as the standard wants."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(events, made))


def _lines(events: Iterable[Event], made: datetime) -> Iterator[str]:
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//heyan//expiries//ZH", "CALSCALE:GREGORIAN")
    yield from ("X-WR-CALNAME:核验到期日历", "REFRESH-INTERVAL;VALUE=DURATION:P1D")
    for event in events:
        yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}")
        if event.day < date.max:
            yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
        yield from (f"SUMMARY:{_escaped(event.summary)}", "TRANSP:TRANSPARENT")
        for days in event.alarms:
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.summary)}")
            yield from (f"TRIGGER:-P{days}D", "END:VALARM")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _escaped(text: str) -> str:
    r"""Text as the standard wants it.

    >>> print(_escaped("a,b;c\\d\ne"))
    a\,b\;c\\d\ne
    """
    for plain, marked in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(plain, marked)
    return text


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes; no character is cut."""
    if len(line) * 4 <= _WIDTH or len(line.encode()) <= _WIDTH:
        return line
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _WIDTH - bool(pieces):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + char, size + width
    return "\r\n ".join([*pieces, piece])
