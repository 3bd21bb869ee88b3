"""Whose seal it is, which authorities are believed, and what a seal may have cut."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import _covered
from extractors._authority import REGISTRAR, TAX, from_seal, ring_name
from extractors._seal_kinds import kind_of, seals_of
from extractors._values import Place, value_of
from extractors._view import PageView
from schemas.core import BoundingBox, Document, FieldValue, Line, Page, PageStatus, Plain, Seal, Status, TextSource

BOX = BoundingBox(x0=0.6, top=0.6, x1=0.8, bottom=0.8)


def _seal(text: str | None, sure: float = 0.99, **more: object) -> Seal:
    given = {"box": BOX, "shape": "round", "colour": "red", "confidence": sure} | more
    return Seal.model_validate(given | {"text": text, "sureness": tuple([sure] * len(text or ""))})


def _line(text: str, x0: float, x1: float, top: float = 0.69) -> Line:
    step = (x1 - x0) / len(text)
    return Line(
        text=text,
        box=BoundingBox(x0=x0, top=top, x1=x1, bottom=top + 0.02),
        confidence=0.99,
        source=TextSource.OCR,
        edges=tuple(x0 + step * i for i in range(len(text) + 1)),
        sureness=tuple([0.995] * len(text)),
    )


def _view(*seals: Seal, lines: tuple[Line, ...] = ()) -> PageView:
    page = Page(
        sha256="0",
        number=1,
        status=PageStatus.READ,
        width=1000,
        height=1000,
        source=TextSource.OCR,
        seals=seals,
        lines=lines,
        reader="test",
    )
    return PageView(page, 1)


def _value(value: Plain, raw: str, box: BoundingBox, method: str = "label") -> FieldValue:
    return value_of(value, raw=raw, place=Place(1, box), confidence=0.99, method=method, extractor="test")


ADDRESS = _value("杭州市西湖区文三路5号", "杭州市西湖区文三路5号", BOX)


@pytest.mark.parametrize(
    ("text", "inner", "shape", "kind"),
    [
        ("杭州市西湖区市场监督管理局", (), "round", "authority"),
        ("中国人民银行杭州中心支行", ("账户管理专用章",), "round", "authority"),
        ("国家税务总局杭州市西湖区税务局", ("发票专用章",), "round", "authority"),
        ("中国建设银行杭州西湖支行", ("业务专用章",), "round", "bank"),
        ("杭州天泽纺织品有限公司", (), "round", "company"),
        ("杭州天泽纺织品有限公司", ("合同专用章", "(1)"), "round", "contract"),
        ("杭州天泽纺织品有限公司", ("财务专用章",), "round", "finance"),
        ("杭州天泽纺织品有限公司", ("发票专用章",), "round", "invoice"),
        ("浙江正大会计师事务所有限公司", (), "round", "firm"),
        ("杭州市工商局西湖分局年检专用章", ("2010年度",), "round", "inspection"),
        (None, ("与原件核对无误", "经办人:"), "rectangle", "copy_check"),
        (None, ("此复印件仅用于办理贷款",), "rectangle", "copy_use"),
        (None, ("王建华印",), "rectangle", "personal"),
        (None, (), "round", "unknown"),
    ],
)
def test_a_seal_says_whose_it_is(text: str | None, inner: tuple[str, ...], shape: str, kind: str) -> None:
    assert kind_of(_seal(text, inner=inner, shape=shape)) == kind


def test_an_authority_of_a_place_that_exists_is_accepted() -> None:
    value = from_seal([_view(_seal("杭州市西湖区市场监督管理局"))], REGISTRAR, "test")
    assert value.usable and value.value == "杭州市西湖区市场监督管理局"


@pytest.mark.parametrize(
    "seal",
    [
        _seal("市西湖区市场监督管理局"),
        _seal("杭州市两湖区市场监督管理局"),
        _seal("杭州市西湖区市场监督管理局", whole=False),
        _seal("杭州市西湖区市场监督管理局", sure=0.55),
        _seal("自张家港市市场监督管理局"),
    ],
    ids=["beginning lost", "no such place", "a hole", "unsure", "a stray character"],
)
def test_a_doubtful_ring_waits_for_a_person(seal: Seal) -> None:
    assert not from_seal([_view(seal)], REGISTRAR, "test").usable
    assert not from_seal([_view(seal)], REGISTRAR, "test", address=ADDRESS).usable


def test_the_papers_address_proposes_the_authority() -> None:
    value = from_seal([_view(_seal("杭州市两湖区国家税务局"))], TAX, "test", address=ADDRESS)
    assert value.value == "杭州市西湖区国家税务局" and value.status is Status.REVIEW


def test_the_address_vouches_for_a_less_sure_ring() -> None:
    value = from_seal([_view(_seal("杭州市西湖区国家税务局", sure=0.75))], TAX, "test", address=ADDRESS)
    assert value.usable


def test_digits_at_the_foot_are_no_part_of_the_name() -> None:
    assert ring_name(_seal("长沙市不动产登记中心出2")) == "长沙市不动产登记中心"


def test_a_document_lists_its_seals_and_what_they_cover() -> None:
    name = _line("杭州天泽纺织品有限公司", 0.45, 0.7)
    view = _view(
        _seal("杭州天泽纺织品有限公司", number="3301060102183"),
        lines=(name, _line("法定代表人(签字):", 0.5, 0.65, 0.75)),
    )
    fields = {"company_name": _value("杭州天泽纺织品有限公司", name.text, name.box)}
    (seal,) = seals_of([view], fields, {})
    assert (seal.kind, seal.status, seal.number) == ("company", Status.ACCEPTED, "3301060102183")
    assert seal.covers == ("company_name",) and seal.covers_signature


def _after(value: FieldValue, line: Line, colour: str) -> FieldValue:
    view = _view(_seal("某某有限公司", colour=colour), lines=(line,))
    document = Document(
        document_id="D", type="unknown", title_zh="", type_confidence=1, pages=(), fields={"f": value}, extractor="t"
    )
    (checked,) = _covered.doubt([document], {"D": [view]})
    return checked.fields["f"]


@pytest.mark.parametrize("colour", ["red", "blue", "black"])
@pytest.mark.parametrize(
    ("value", "text"),
    [("王建", "王建"), ("杭州天泽纺织", "杭州天泽纺织"), (Decimal("1234"), "1,234"), ("6222", "62220000")],
)
def test_a_line_that_ends_at_a_seal_is_not_accepted_as_whole(colour: str, value: Plain, text: str) -> None:
    line = _line(text, 0.45, 0.605)
    assert _after(_value(value, text, line.box), line, colour).reason == _covered.REASON


@pytest.mark.parametrize("colour", ["blue", "black"])
def test_a_figure_that_begins_at_a_seal_may_have_lost_its_front(colour: str) -> None:
    line = _line("234.50", 0.795, 0.9)
    assert _after(_value(Decimal("234.50"), "234.50", line.box), line, colour).reason == _covered.REASON


def test_values_that_nothing_covers_or_that_are_vouched_for_stay_accepted() -> None:
    clear = _line("王建", 0.1, 0.2)
    assert _after(_value("王建", "王建", clear.box), clear, "black").usable
    code = _line("91330106580000014N", 0.4, 0.62)
    assert _after(_value("91330106580000014N", code.text, code.box, "label+check_digit"), code, "black").usable


def test_a_name_that_ends_as_names_do_stays_accepted_under_red_ink() -> None:
    line = _line("杭州天泽纺织品有限公司", 0.45, 0.62)
    assert _after(_value(line.text, line.text, line.box), line, "red").usable


def test_a_single_character_is_no_text() -> None:
    stray = _line("杭", 0.1, 0.13)
    assert _after(_value("杭", "杭", stray.box), stray, "blue").reason == _covered.REASON


def test_a_hole_under_black_ink_is_seen() -> None:
    line = _line("杭州天泽纺织品有限公司", 0.45, 0.72)
    edges = tuple(e + (0.03 if i > 5 else 0) for i, e in enumerate(line.edges))
    holed = line.model_copy(update={"edges": edges, "box": line.box.model_copy(update={"x1": edges[-1]})})
    assert _after(_value(line.text, line.text, holed.box), holed, "black").reason == _covered.REASON
