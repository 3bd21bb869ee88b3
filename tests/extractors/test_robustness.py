"""A form reads the same when its page is shifted, scaled, shuffled or sprinkled with noise: only places relative to each other count."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from extractors._classify import pieces_of
from extractors._registry import document_types
from extractors._view import PageView
from samples import _recording, _replay
from schemas.core import BoundingBox, Line, Page, TextSource

FORMS = (
    "business_licence",
    "organisation_code_certificate",
    "tax_registration_certificate",
    "resident_id_card",
    "guarantee_application",
    "account_opening_permit",
    "loan_card",
)


def _recorded() -> list[tuple[str, Page]]:
    pages = []
    for folder in sorted(_replay.CASES.iterdir()):
        for page in _recording.load(_recording.path(folder.name).read_bytes()).pages:
            pieces = pieces_of(page)
            if len(pieces) == 1 and pieces[0].type in FORMS:
                pages.append((pieces[0].type, page))
    return pages


PAGES = _recorded()


def _moved(page: Page, place: Callable[[BoundingBox], BoundingBox]) -> Page:
    def line(item: Line) -> Line:
        box = place(item.box)
        scale = box.width / max(item.box.width, 1e-9)
        edges = tuple(box.x0 + (edge - item.box.x0) * scale for edge in item.edges)
        return item.model_copy(update={"box": box, "edges": edges})

    return page.model_copy(
        update={
            "lines": tuple(line(item) for item in page.lines),
            "seals": tuple(s.model_copy(update={"box": place(s.box)}) for s in page.seals),
            "codes": tuple(c.model_copy(update={"box": place(c.box)}) for c in page.codes),
            "tables": (),
        }
    )


def _shrunk(box: BoundingBox) -> BoundingBox:
    return BoundingBox(
        x0=0.03 + 0.93 * box.x0, top=0.02 + 0.93 * box.top, x1=0.03 + 0.93 * box.x1, bottom=0.02 + 0.93 * box.bottom
    )


def _same(box: BoundingBox) -> BoundingBox:
    return box


def _values(type_: str, page: Page) -> dict[str, object]:
    return {name: v.value for name, v in document_types()[type_].extract([PageView(page, 1)]).fields.items()}


def test_every_form_is_among_the_samples() -> None:
    assert {type_ for type_, _ in PAGES} == set(FORMS)


@pytest.mark.parametrize("index", range(len(PAGES)))
def test_shrinking_and_shifting_changes_no_value(index: int) -> None:
    type_, page = PAGES[index]
    assert _values(type_, _moved(page, _shrunk)) == _values(type_, _moved(page, _same))


@pytest.mark.parametrize("index", range(len(PAGES)))
def test_the_order_of_lines_does_not_matter(index: int) -> None:
    type_, page = PAGES[index]
    lines = list(page.lines)
    random.Random(index).shuffle(lines)
    assert _values(type_, page.model_copy(update={"lines": tuple(lines)})) == _values(type_, page)


@pytest.mark.parametrize("index", range(len(PAGES)))
def test_specks_at_the_edge_change_no_value(index: int) -> None:
    type_, page = PAGES[index]
    specks = tuple(
        Line(
            text=text,
            box=BoundingBox(x0=0.001, top=top, x1=0.006, bottom=top + 0.004),
            confidence=0.4,
            source=TextSource.OCR,
            edges=tuple(0.001 + 0.005 * i / len(text) for i in range(len(text) + 1)),
            sureness=(0.4,) * len(text),
        )
        for text, top in (("·", 0.003), ("、", 0.992), ("'", 0.985))
    )
    assert _values(type_, page.model_copy(update={"lines": page.lines + specks})) == _values(type_, page)
