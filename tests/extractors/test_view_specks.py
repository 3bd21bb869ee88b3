"""Specks of dust beside the lone characters of spread labels."""

from __future__ import annotations

import pytest

from extractors._view import PageView
from tests.extractors.paper import Paper


@pytest.mark.parametrize(
    ("printed", "seen"),
    [("地。", "地"), ("址.", "址"), ("一.", "一."), ("5.", "5."), ("元整。", "元整。"), ("A.", "A.")],
)
def test_a_speck_behind_a_lone_character_is_no_part_of_it(printed: str, seen: str) -> None:
    paper = Paper()
    paper.line((40, printed))
    assert PageView(paper.page(), 1).text == seen
