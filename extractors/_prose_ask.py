"""Questions to running text: how much, until when, at what rate. Each value belongs to the phrase that stands nearest to it.

A question names phrases of its own, best first, and phrases that take a value away from it (a deposit is no rent). Where a
clause has no phrase at all, the heading of its section speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from extractors._fields import judged
from extractors._parse import Parsed, Parser
from extractors._prose import Mark, Prose
from extractors._prose_values import Value
from extractors._sentences import counting, trimmed
from extractors._view import Char, Span
from schemas.core import FieldValue, Plain


@dataclass(frozen=True)
class Question:
    """Which values answer: their kind, the phrases that announce them (groups, best first), phrases of other values.

    `reach` is how many characters may stand between phrase and value; `headings` lets a section's heading answer.
    """

    label: str
    phrases: tuple[tuple[str, ...], ...]
    others: tuple[str, ...] = ()
    reach: int = 40
    headings: bool = True


@dataclass(frozen=True)
class Answer:
    """A value that answers, the rank of the phrase that says so (0 is best), and that phrase's place."""

    value: Value
    rank: int
    mark: Mark | None = None


_HEADING = 90
"""Rank of a value that only its section's heading speaks for."""


def answers(prose: Prose, question: Question) -> list[Answer]:
    """All values that answer, best first, then in the order of the text."""
    marks = prose.marks(_labelled(question))
    found = [a for v in prose.of(question.label) if (a := _answer(prose, question, marks, v)) is not None]
    return sorted(found, key=lambda a: (a.rank, a.value.start))


def _labelled(question: Question) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {str(i): words for i, words in enumerate(question.phrases)}
    return {**groups, "other": question.others} if question.others else groups


def _answer(prose: Prose, question: Question, marks: Sequence[Mark], value: Value) -> Answer | None:
    start, end = prose.clause_at(value.start)
    before = [m for m in marks if start <= m.start and m.end <= value.start and value.start - m.end <= question.reach]
    owner = before[-1] if before else None
    if owner is None:
        after = [m for m in marks if value.end <= m.start < min(end, value.end + 8)]
        owner = after[0] if after and not _another_between(prose, value, after[0]) else None
    if owner is not None:
        return None if owner.label == "other" else Answer(value, int(owner.label), owner)
    if not question.headings:
        return None
    heading = heading_of(prose, start)
    if heading is None:
        return None
    own = [m for m in marks if heading[0] <= m.start and m.end <= heading[1]]
    return Answer(value, _HEADING, own[0]) if own and own[0].label != "other" else None


def _another_between(prose: Prose, value: Value, mark: Mark) -> bool:
    return any(value.end <= v.start < mark.start for v in prose.of(value.label))


_HEAD = re.compile(r"(?:第[一二三四五六七八九十百零〇\d]{1,4}[条章节]|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.])")


def heading_of(prose: Prose, index: int) -> tuple[int, int] | None:
    """The section heading above: a short line with a section's number and no full stop."""
    end = index
    for _ in range(12):
        start = prose.text.rfind("\n", 0, max(0, end - 1)) + 1
        line = prose.text[start:end].strip()
        if _HEAD.match(line):
            return (start, end) if len(line) <= 24 and not re.search("[。,;]", line) else None
        if start == 0:
            return None
        end = start
    return None


def settled(
    prose: Prose,
    found: Sequence[Answer],
    extractor: str,
    as_value: Callable[[Value], Plain] = lambda v: v.value,
    doubt: str = "several_amounts",
) -> FieldValue | None:
    """The best answer as a field's value; equally good ones that differ let it wait for a person.

    An answer that the text gives twice needs less sureness of its characters.
    """
    if not found:
        return None
    best = found[0]
    rivals = [a for a in found if a.rank == best.rank]
    same = [a for a in found if as_value(a.value) == as_value(best.value)]
    differ = any(as_value(a.value) != as_value(best.value) for a in rivals)
    span = prose.span(best.value.start, best.value.end)
    again = best.value.twice or len(same) > 1
    parsed = Parsed(
        as_value(best.value),
        doubt=best.value.doubt or (doubt if differ else None) or _begun_before(prose, best.value.start),
        method="digits=capitals" if best.value.twice else "said_again" if again else "",
        least=0.6 if again else 0.95,
    )
    return judged(span, counting(parsed, span, _own(span)), extractor, "prose")


def _begun_before(prose: Prose, start: int) -> str | None:
    """A doubt when figures run on before the value: its beginning was read as something else."""
    return "text_incomplete" if re.search(r"\d[,.]?\s?$", prose.text[max(0, start - 3) : start]) else None


def _own(span: Span) -> list[Char]:
    """The characters that a value rests on: figures, not brackets and units."""
    own = [
        c
        for c in span.chars
        if c.text.isdigit() or c.text in "零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿"
    ]
    return own or list(span.chars)


def phrase(
    prose: Prose,
    patterns: Sequence[str],
    parse: Parser,
    extractor: str,
    found_by: str = "prose",
    from_: int = 0,
    to: int | None = None,
) -> FieldValue | None:
    """The group `value` of the first pattern whose text is understood; of several such the first that may be accepted."""
    best: FieldValue | None = None
    for pattern in patterns:
        for match in re.finditer(pattern, prose.text[from_:to]):
            span = trimmed(prose.span(from_ + match.start("value"), from_ + match.end("value")))
            parsed = parse(span) if span.chars else None
            if parsed is None:
                continue
            value = judged(span, parsed, extractor, found_by)
            if value.usable:
                return value
            if best is None or (value.value is not None and value.confidence > best.confidence):
                best = value
        if best is not None and best.value is not None:
            return best
    return best


_THROUGH = re.compile(r"[\s(]*(?:起|开始|始|零时|0时)*[\s,、)]*(?:计算)?,?(?:[至到]|-|—|~|―)+(?:期满)?[\s:]*")


def periods(prose: Prose) -> list[tuple[Value, Value]]:
    """Pairs of dates with nothing but «to» between them, the first the earlier."""
    days = [(v, v.value) for v in prose.of("DAY") if isinstance(v.value, date)]
    return [
        (a, b)
        for (a, first), (b, last) in zip(days, days[1:], strict=False)
        if _THROUGH.fullmatch(prose.text[a.end : b.start]) and first < last
    ]


def period_of(prose: Prose, question: Question, extractor: str, names: tuple[str, str]) -> dict[str, FieldValue | None]:
    """Both ends of the period that a question's phrases announce; the only one of the text needs no phrase."""
    pairs = periods(prose)
    ranks = {a.value.start: a.rank for a in answers(prose, question)}
    asked = sorted(((ranks[a.start], a.start, a, b) for a, b in pairs if a.start in ranks), key=lambda x: x[:2])
    if asked:
        rank, _, first, last = asked[0]
        differ = any(r == rank and (a.value, b.value) != (first.value, last.value) for r, _, a, b in asked)
    elif len({(a.value, b.value) for a, b in pairs}) == 1:
        (first, last), differ = pairs[0], False
    else:
        return dict.fromkeys(names)
    return {
        name: settled(prose, [Answer(v, 0)], extractor) if not differ else _doubtful(prose, v, extractor)
        for name, v in zip(names, (first, last), strict=True)
    }


def _doubtful(prose: Prose, value: Value, extractor: str) -> FieldValue:
    span = prose.span(value.start, value.end)
    return judged(span, Parsed(value.value, doubt="several_terms"), extractor, "prose")
