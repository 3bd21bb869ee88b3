"""Forms with printed labels: a table of fields, and the loop that reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors._locate import Label, Located, locate
from extractors._parse import Parsed, Parser
from extractors._values import ACCEPT, from_span
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Trace


@dataclass(frozen=True)
class Field:
    """A labelled field. `optional` ones may be left blank or not be printed at all: without a value they are absent."""

    labels: tuple[str, ...]
    parse: Parser
    multiline: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Form:
    """A form's fields, and further labels that only end other fields' values."""

    fields: Mapping[str, Field]
    stops: tuple[str, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict)
    """Fields that are read from another field's span, such as both ends of a period."""
    loose: bool = False
    """Labels may follow a value without white or punctuation between them."""

    def located(self, view: PageView) -> dict[str, list[Located]]:
        """Where each field's label and value stand on a page."""
        synonyms: dict[str, Sequence[str]] = {k: f.labels for k, f in self.fields.items() if k not in self.shared}
        synonyms["(stop)"] = self.stops
        return locate(view, synonyms, frozenset(k for k, f in self.fields.items() if f.multiline), loose=self.loose)


def read(form: Form, views: Sequence[PageView], extractor: str) -> dict[str, FieldValue]:
    """Every field of a form; of several places with its label, the first whose value is understood."""
    places = [form.located(view) for view in views]
    values: dict[str, FieldValue] = {}
    for name, spec in form.fields.items():
        source = form.shared.get(name, name)
        found = [item for page in places for item in page.get(source, [])]
        values[name] = _first(spec, found, extractor, form.fields[source].labels)
    return values


def _first(spec: Field, found: list[Located], extractor: str, sought: tuple[str, ...]) -> FieldValue:
    best: FieldValue | None = None
    for item in found:
        if item.span is None:
            continue
        parsed = spec.parse(item.span)
        if parsed is None:
            continue
        value = judged(item.span, parsed, extractor, "label" if item.label.exact else "label_slip")
        value = traced(value, sought, item.label)
        if best is None or (
            value.value is not None and (best.value is None or value.confidence > best.confidence + 0.05)
        ):
            best = value
    if best is not None:
        return best
    return traced(ABSENT if spec.optional else NOT_FOUND, sought, found[0].label if found else None)


def traced(value: FieldValue, sought: tuple[str, ...], label: Label | None) -> FieldValue:
    """The value with the labels that were looked for, and the one that was found."""
    trace = (value.trace or Trace()).model_copy(update={"sought": sought})
    if label is not None:
        trace = trace.model_copy(update={"label": label.text, "page": label.page, "box": label.box})
    return value.model_copy(update={"trace": trace})


def judged(span: Span, parsed: Parsed, extractor: str, found_by: str) -> FieldValue:
    """A parsed span as a value with its status.

    A check digit that fails does not forbid accepting a number whose every character is nearly certain: it is printed so.
    """
    doubt = parsed.doubt
    accept = parsed.least if parsed.least is not None else ACCEPT
    if doubt == "check_digit" and span.sureness * parsed.factor >= accept:
        doubt = None
    method = "+".join(step for step in (found_by, parsed.method) if step)
    return from_span(
        span, parsed.value, method=method, extractor=extractor, factor=parsed.factor, doubt=doubt, accept=accept
    )
