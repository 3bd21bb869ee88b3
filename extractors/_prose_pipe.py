"""spaCy's side of the pipeline: tokens, clauses, and the matchers of values. Imported only when text is to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from extractors._prose_values import Value, value_of_match

_TOKEN = re.compile(
    r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{17}[\dXx](?![\dA-Za-z])|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[A-Za-z]+|.",
    re.DOTALL,
)

_Pattern = list[dict[str, Any]]

_CAPITAL: dict[str, Any] = {"TEXT": {"IN": list("零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿")}}
_FIGURES: dict[str, Any] = {"TEXT": {"IN": list("零〇○一二三四五六七八九十百千万亿两")}}
_NUMBER: dict[str, Any] = {"TEXT": {"REGEX": r"^\d+(?:,\d{3})*(?:\.\d+)?$"}}
_WHOLE: dict[str, Any] = {"TEXT": {"REGEX": r"^\d{1,3}$"}}
_YUAN: dict[str, Any] = {"TEXT": {"IN": ["元", "圆"]}}
_CENTS: _Pattern = [
    {"TEXT": {"IN": list("角分零壹贰叁肆伍陆柒捌玖")}, "OP": "*"},
    {"TEXT": {"IN": ["整", "正"]}, "OP": "?"},
]
_SIZE: dict[str, Any] = {"TEXT": {"IN": ["万", "亿", "千"]}, "OP": "?"}
_NUMERAL: dict[str, Any] = {"TEXT": {"IN": list("零〇○Oo一二三四五六七八九十廿")}}
_OPENING: dict[str, Any] = {"TEXT": {"IN": list("([〔【")}}
_CLOSING: dict[str, Any] = {"TEXT": {"IN": list(")]〕】")}}

_PATTERNS: dict[str, list[_Pattern]] = {
    "MONEY": [
        [{**_CAPITAL, "OP": "{2,}"}, {**_YUAN}, *_CENTS],
        [{**_CAPITAL, "OP": "{1,}"}, {"TEXT": {"IN": ["佰", "仟", "万", "亿"]}}, {"TEXT": "圆"}],
        [{**_FIGURES, "OP": "{1,}"}, {"TEXT": {"IN": ["百", "千", "万", "亿"]}}, _YUAN, {"TEXT": "整", "OP": "?"}],
        [{"TEXT": {"IN": ["¥", "￥", "RMB"]}}, {"TEXT": ":", "OP": "?"}, _NUMBER, _SIZE, {**_YUAN, "OP": "?"}],
        [_NUMBER, _SIZE, _YUAN, {"TEXT": {"IN": ["整", "正"]}, "OP": "?"}],
        [{"TEXT": {"REGEX": r"^\d{1,3}(?:,\d{3})+\.\d\d$"}}],
    ],
    "DAY": [
        [{"TEXT": {"REGEX": r"^(?:19|20)\d{2}$"}}, {"TEXT": "年"}, _WHOLE, {"TEXT": "月"}, _WHOLE, {"TEXT": "日"}],
        [{**_NUMERAL, "OP": "{4}"}, {"TEXT": "年"}, {**_NUMERAL, "OP": "{1,2}"}, {"TEXT": "月"}]
        + [{**_NUMERAL, "OP": "{1,3}"}, {"TEXT": "日"}],
        [{"TEXT": {"REGEX": r"^(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}$"}}],
    ],
    "MONTHS": [
        [_WHOLE, {"TEXT": "个"}, {"TEXT": "月"}],
        [_WHOLE, {"TEXT": "年"}, {"TEXT": {"IN": ["半", "期"]}, "OP": "?"}],
        [{"TEXT": {"IN": list("壹贰叁肆伍陆柒捌玖拾")}, "OP": "{1,3}"}, {"TEXT": "年"}, {"TEXT": "半", "OP": "?"}],
        [{"TEXT": {"IN": list("一二三四五六七八九十两")}, "OP": "{1,3}"}, {"TEXT": "年"}, {"TEXT": "半", "OP": "?"}],
        [{"TEXT": {"IN": list("一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾")}, "OP": "{1,3}"}]
        + [{"TEXT": "个"}, {"TEXT": "月"}],
        *([{"TEXT": c} for c in words] for words in ("长期", "永久", "永久存续", "不约定期限", "无固定期限")),
    ],
    "PER_CENT": [
        [_NUMBER, {"TEXT": {"IN": ["%", "‰"]}}],
        [{"TEXT": "百"}, {"TEXT": "分"}, {"TEXT": "之"}, {**_FIGURES, "OP": "{1,4}"}]
        + [{"TEXT": "点", "OP": "?"}, {**_FIGURES, "OP": "*"}],
    ],
    "AREA": [
        [_NUMBER, {"TEXT": "平"}, {"TEXT": "方"}, {"TEXT": "米"}],
        [_NUMBER, {"TEXT": "平"}, {"TEXT": "米"}],
        [_NUMBER, {"TEXT": "亩"}],
        [_NUMBER, {"TEXT": "m"}, {"TEXT": "2"}],
    ],
    "NUMBER": [
        [{"TEXT": {"REGEX": r"^[\u4e00-\u9fffA-Za-z]+$"}, "OP": "{1,12}"}, _OPENING]
        + [{"TEXT": {"REGEX": r"^(?:19|20)\d{2}$"}}, _CLOSING]
        + [{"TEXT": {"REGEX": r"^[\u4e00-\u9fffA-Za-z\d-]+$"}, "OP": "{0,8}"}, {"TEXT": "号"}],
    ],
    "IDENTITY": [[{"TEXT": {"REGEX": r"^\d{17}[\dXx]$"}}]],
}
"""Token patterns of each kind of value."""

_STOPS = frozenset("。;!?\n")


@Language.component("clauses")
def _clauses(doc: Doc) -> Doc:
    """A clause ends with a full stop, a semicolon or a line."""
    for i, token in enumerate(doc):
        token.is_sent_start = i == 0 or doc[i - 1].text in _STOPS
    return doc


class _Tokens:
    """Single characters, whole figures, whole Latin words."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text, which join to it again."""
        words = _TOKEN.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@Language.factory("values")
class _Values:
    """Marks values and parses them; an amount in digits and the same in capitals beside it are one value."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._matcher = Matcher(nlp.vocab)
        for label, patterns in _PATTERNS.items():
            self._matcher.add(label, patterns, greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        """Add the values to the document's data and spans."""
        spans = filter_spans(self._matcher(doc, as_spans=True))
        found = [v for s in spans if (v := _value(doc, s.label_, s.start_char, s.end_char)) is not None]
        doc.user_data["values"] = tuple(_paired(doc.text, sorted(found, key=lambda v: v.start)))
        return doc


def _value(doc: Doc, label: str, start: int, end: int) -> Value | None:
    text = doc.text
    if label == "MONTHS" and (
        re.match(r"度|[十\d]{1,2}月|[初末底级]", text[end : end + 3]) or text[start - 1 : start] == "第"
    ):
        return None
    if label == "MONEY":
        before = _CURRENCY.search(text, max(0, start - 12), start)
        start = before.start() if before else start
    return value_of_match(label, text[start:end], start, end)


_CURRENCY = re.compile(r"(?:人民币|RMB)?(?:\(?[大小]写\)?)?[:¥￥]*$")


_BETWEEN = re.compile(r"[\s,(:]*(?:人民币|RMB)?[\s(:]*(?:大写|小写|即|计)?[\s):]*(?:金额|人民币)?[:¥￥]*")


def _paired(text: str, values: Iterable[Value]) -> list[Value]:
    """Neighbouring amounts that say the same in digits and capitals made one."""
    joined: list[Value] = []
    for value in values:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.label == value.label == "MONEY"
            and not before.twice
            and value.start - before.end < 16
            and _BETWEEN.fullmatch(text[before.end : value.start])
            and _spelt(text, before) != _spelt(text, value)
        ):
            whole = value_of_match("MONEY", text[before.start : value.end], before.start, value.end)
            if whole is not None:
                joined[-1] = whole
                continue
        joined.append(value)
    return joined


def _spelt(text: str, value: Value) -> bool:
    return re.search(r"\d", text[value.start : value.end]) is None


def built() -> Language:
    """A blank Chinese pipeline with the components of this module."""
    nlp = Chinese()
    nlp.tokenizer = _Tokens(nlp.vocab)
    nlp.add_pipe("clauses")
    nlp.add_pipe("values")
    return nlp


def ruler(nlp: Language, phrases: tuple[tuple[str, tuple[str, ...]], ...], key: str) -> SpanRuler:
    """A component that marks phrases under `key`, the longest at each place."""
    rules = SpanRuler(nlp, spans_key=key, spans_filter=_longest, overwrite=True)
    rules.add_patterns([{"label": label, "pattern": word} for label, words in phrases for word in words])
    return rules


def _longest(old: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    """Only the phrases marked last, none overlapping."""
    return filter_spans(new)
