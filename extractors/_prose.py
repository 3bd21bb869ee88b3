"""The pipeline that reads running text: spaCy with rules, for contracts, reports, charters, resolutions and letters.

Tokens are single Chinese characters, whole figures and whole Latin words. The pipeline marks clauses, values (money, days,
months, per cent, areas, numbers of papers) and phrases that say what a value is. Spans carry the boxes of their characters
through `Writing`. Nothing is downloaded and nothing is trained (docs/adr/0008); spaCy is imported when the first text
document of a process is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from extractors._prose_text import Writing, writing_of
from extractors._prose_values import Value
from extractors._view import PageView, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import SpanRuler
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Mark:
    """A phrase that says what a value is, as `start`..`end` of the text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Prose:
    """A document's text with what the pipeline marked in it."""

    writing: Writing
    doc: Doc

    @property
    def text(self) -> str:
        """The text; a line break ends a paragraph."""
        return self.writing.text

    def span(self, start: int, end: int) -> Span:
        """The printed characters of a stretch of the text."""
        return self.writing.span(start, end)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value of the text, in order."""
        return tuple(self.doc.user_data["values"])

    def of(self, *labels: str) -> Iterator[Value]:
        """The values of some kinds."""
        return (value for value in self.values if value.label in labels)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every clause: a sentence, or a line of its own."""
        return tuple((s.start_char, s.end_char) for s in self.doc.sents)

    def clause_at(self, index: int) -> tuple[int, int]:
        """The clause around a character."""
        return next(((a, b) for a, b in self.clauses if a <= index < b), (0, len(self.text)))

    def marks(self, phrases: Mapping[str, Sequence[str]]) -> tuple[Mark, ...]:
        """Where phrases stand, the longest at each place, none inside of a value; keys are labels."""
        ruler = _ruler(tuple((label, tuple(words)) for label, words in phrases.items()))
        doc = ruler(self.doc)
        found = [Mark(s.label_, s.start_char, s.end_char) for s in doc.spans[_MARKS]]
        kept = [m for m in found if not any(v.start < m.end and m.start < v.end for v in self.values)]
        return tuple(sorted(kept, key=lambda m: m.start))


_MARKS = "marks"


def prose(views: Sequence[PageView]) -> Prose:
    """A document's running text with its values and clauses marked."""
    writing = writing_of(views)
    return Prose(writing, pipeline()(writing.text))


@cache
def pipeline() -> Language:
    """The pipeline, loaded once a process."""
    from extractors import _prose_pipe

    return _prose_pipe.built()


@cache
def _ruler(phrases: tuple[tuple[str, tuple[str, ...]], ...]) -> SpanRuler:
    """A spaCy component that marks phrases; made once for each set of phrases."""
    from extractors import _prose_pipe

    return _prose_pipe.ruler(pipeline(), phrases, _MARKS)
