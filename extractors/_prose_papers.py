"""What many text documents have: a number, a firm that signs, a date at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._prose import Prose
from extractors._prose_ask import phrase
from extractors._sentences import counting
from extractors._view import PageView, Span
from schemas.core import FieldValue

_AFTER_LABEL = (
    r"(?:合同|协议|报告|文件|评估报告|审计报告)?(?:书)?(?:编号|文号|号码)[::]\s*(?P<value>[^\n: ]{4,40})",
    r"(?:^|[\n( ])N[oO]\.?[::]?\s*(?P<value>[A-Za-z0-9\-]{4,30})",
)


def contract_number(prose: Prose, extractor: str) -> FieldValue | None:
    """The number that is printed behind its label."""
    return phrase(prose, _AFTER_LABEL, _number, extractor)


def report_number(prose: Prose, extractor: str, kinds: str) -> FieldValue | None:
    """A report's number of the shape «某审字[2022]第018号»; `kinds` are the characters that tell such numbers.

    What the label before the number or a wording in capitals left in front of it is cut off.
    """
    labelled = phrase(prose, _AFTER_LABEL, _number, extractor)
    best: FieldValue | None = labelled
    for value in prose.of("NUMBER"):
        text = str(value.value)
        if not re.search(rf"[{kinds}][\u4e00-\u9fff]{{0,3}}[\[(〔【]", text):
            continue
        cut = re.search(r"(?:编号|文号|号|报告|为|的|据|:)(?=[\u4e00-\u9fff]{1,10}[\[(〔【])", text)
        span = prose.span(value.start + (cut.end() if cut else 0), value.end)
        found = judged(span, _shaped(span), extractor, "prose_number")
        if best is None or (found.usable and not best.usable) or found.value == best.value:
            best = found
        if best.usable:
            break
    return best


def _number(span: Span) -> Parsed | None:
    value = re.sub(r"(?:第\d+页.*|签[订署约].*|日期.*|共\d+页.*)$", "", span.text).strip(" _:,.。")
    if _parse.is_blank(value) or not re.search(r"\d", value):
        return None
    usual = re.fullmatch(r"[\w()\[\]\-/〔〕【】.]{4,40}", value)
    parsed = Parsed(value, least=0.95, doubt=None if usual else "unusual_number")
    return counting(parsed, span, [c for c in span.chars if c.text not in "()[]〔〕【】"])


def _shaped(span: Span) -> Parsed:
    return counting(Parsed(span.text, least=0.9), span, [c for c in span.chars if c.text not in "()[]〔〕【】"])


def firm(views: Sequence[PageView], prose: Prose, ending: str, extractor: str) -> FieldValue | None:
    """The name of the firm that signs: a line of its own that ends with `ending`, rather low than high.

    The same name on a second line vouches for it.
    """
    pattern = rf"(?:^|(?<=[\s:]))(?P<value>[\u4e00-\u9fff()]{{2,24}}{ending})(?=\s|$|\(盖章|\(公章|中国注册|[,。])"
    found = list(re.finditer(pattern, prose.text, re.M))
    if not found:
        return None
    spans = [prose.span(*m.span("value")) for m in found]
    texts = [s.text for s in spans]
    best = max(reversed(spans), key=lambda s: (texts.count(s.text), s.sureness))
    again = texts.count(best.text) > 1 or any(
        best.text == re.sub(r"\s", "", s.text or "") for v in views for s in v.seals
    )
    parsed = Parsed(best.text, method="said_again" if again else "", least=0.6 if again else 0.93)
    return judged(best, parsed, extractor, "prose_firm")
