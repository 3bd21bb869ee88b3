"""The order in which the lines of a cell are read."""

from __future__ import annotations

import pytest

from extractors._tables_grid import in_order, pieces_of
from extractors._view import views
from tests.extractors.paper import Paper


@pytest.mark.parametrize(
    ("lines", "reads"),
    [
        ([(50, 100, "江城信用社"), (49, 106, "城关支行")], "江城信用社城关支行"),
        ([(50, 100, "江城信用社"), (150, 106, "城关支行")], "江城信用社城关支行"),
        ([(150, 100, "城关支行"), (50, 106, "江城信用社")], "江城信用社城关支行"),
        ([(50, 106, "城关支行"), (49, 100, "江城信用社")], "江城信用社城关支行"),
    ],
    ids=["two lines set close", "one line askew", "one line askew the other way", "whatever was found first"],
)
def test_lines_of_a_cell(lines: list[tuple[int, int, str]], reads: str) -> None:
    paper = Paper()
    for x, y, text in lines:
        paper.text(x, text, y)
    pieces = pieces_of(views([paper.page()])[0])
    assert "".join(piece.text for piece in in_order(pieces)) == reads
