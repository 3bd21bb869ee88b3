"""Identity cards: what stands on the lines below the address is not the address."""

from __future__ import annotations

from extractors import resident_id_card as card
from extractors._view import PageView
from standards import resident_id
from tests.extractors.paper import Paper

NUMBER = "33010619800203123"
NUMBER += resident_id.calc_check_digit(NUMBER)


def test_an_address_of_three_lines_ends_above_the_number() -> None:
    paper = Paper()
    paper.text(60, "姓名", 100)
    paper.text(170, "沈青禾", 100)
    paper.text(60, "性别", 140)
    paper.text(170, "男", 140)
    paper.text(270, "民族", 140)
    paper.text(380, "汉", 140)
    paper.text(60, "出生", 180)
    paper.text(170, "1980 年 2 月 3 日", 180)
    paper.text(60, "住址", 220)
    for i, line in enumerate(("浙江省杭州市西湖区紫荆北路", "257号锦绣家园4号楼3单元", "464号")):
        paper.text(170, line, 220 + 19 * i)
    paper.text(60, "公民身份号码", 285)
    paper.text(240, NUMBER, 284)
    fields = card.extract([PageView(paper.page(), 1)]).fields
    assert fields["address"].value == "浙江省杭州市西湖区紫荆北路257号锦绣家园4号楼3单元464号"
    assert fields["id_number"].value == NUMBER
