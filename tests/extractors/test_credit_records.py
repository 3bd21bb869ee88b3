"""Public records of a credit report: counted in a table, or said not to be."""

import pytest

from extractors._credit_records import KINDS
from tests.extractors.paper import Paper
from tests.extractors.test_credit_report import read

CAPTIONS = [f"{kind}记录条数" for kind in KINDS.values()]


def _paper() -> Paper:
    paper = Paper()
    paper.line((380, "企业信用报告"))
    return paper


def test_a_sentence_says_that_there_are_none() -> None:
    paper = _paper()
    paper.line((40, "系统中没有信息主体的欠税、民事判决、强制执行、行政处罚记录。"))
    fields = read([paper.page()]).fields
    assert [fields[name].value for name in KINDS] == [0, 0, 0, 0]
    assert fields["open_enforcement_count"].value is None


def test_a_sentence_speaks_only_of_what_it_names() -> None:
    paper = _paper()
    paper.line((40, "系统中没有信息主体的欠税记录。"))
    fields = read([paper.page()]).fields
    assert fields["tax_arrears_count"].value == 0
    assert fields["penalty_count"].value is None
    assert fields["penalty_count"].reason is None


def test_numbers_stand_below_their_captions() -> None:
    paper = _paper()
    paper.table([40, 240, 440, 640, 840], [CAPTIONS, ["0", "2", "13", "1"]])
    fields = read([paper.page()]).fields
    assert [fields[name].value for name in KINDS] == [0, 2, 13, 1]


def test_numbers_stand_beside_their_captions() -> None:
    paper = _paper()
    for caption, number in zip(CAPTIONS, ["1", "0", "2", "0"], strict=True):
        paper.line((40, caption), (400, number))
    fields = read([paper.page()]).fields
    assert [fields[name].value for name in KINDS] == [1, 0, 2, 0]


@pytest.mark.parametrize("text", ["没有逾期 欠税记录条数", "信用额度 无 欠税记录", "欠税记录"])
def test_a_caption_alone_says_nothing(text: str) -> None:
    paper = _paper()
    paper.line((40, text))
    assert read([paper.page()]).fields["tax_arrears_count"].value is None
