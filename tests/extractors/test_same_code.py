"""Codes and names on several papers: who vouches for whom, who is proposed, who must wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from extractors import _near_names, _same_code
from extractors._reread import confirm
from extractors._view import PageView
from extractors._witness import agree
from schemas.core import (
    BoundingBox,
    Document,
    Evidence,
    FieldValue,
    Line,
    Page,
    PageRef,
    PageStatus,
    Quality,
    Status,
    TextSource,
)
from schemas.core.reader import Crop
from standards import organisation_code, uscc

ORGANISATION = "58000001" + organisation_code.calc_check_digit("58000001")
UNIFIED = "91330106" + ORGANISATION + uscc.calc_check_digit("91330106" + ORGANISATION)
_BOX = BoundingBox(x0=0.1, top=0.1, x1=0.9, bottom=0.14)

Paper = tuple[Document, PageView]


def _paper(
    id_: str,
    field: str,
    text: str,
    weak: Mapping[int, float] | None = None,
    reason: str | None = None,
    value: str | date | None = None,
    type_: str = "paper",
) -> Paper:
    sureness = tuple((weak or {}).get(i, 0.9992) for i in range(len(text)))
    edges = tuple(0.1 + 0.8 * i / len(text) for i in range(len(text) + 1))
    line = Line(text=text, box=_BOX, confidence=0.9, source=TextSource.OCR, edges=edges, sureness=sureness)
    page = Page(
        sha256=id_,
        number=1,
        status=PageStatus.READ,
        width=100,
        height=100,
        source=TextSource.OCR,
        lines=(line,),
        reader="x",
    )
    found = FieldValue(
        value=value or text,
        status=Status.REVIEW if reason else Status.ACCEPTED,
        confidence=min(sureness),
        evidence=Evidence(page=1, box=_BOX, raw=text, method="label", extractor="x/1", sureness=min(sureness)),
        reason=reason,
    )
    ref = PageRef(file="f", sha256=id_, page=1, status=PageStatus.READ, quality=Quality(), image=id_)
    document = Document(
        document_id=id_,
        type=type_,
        title_zh="纸",
        type_confidence=1.0,
        pages=(ref,),
        fields={field: found},
        extractor="x/1",
    )
    return document, PageView(page, 1)


def _values(documents: Sequence[Document]) -> list[FieldValue]:
    return [next(iter(d.fields.values())) for d in documents]


def _agreed(*papers: Paper) -> list[FieldValue]:
    return _values(_same_code.agree(tuple(d for d, _ in papers)))


def _proposed(*papers: Paper) -> list[FieldValue]:
    return _values(_same_code.propose(tuple(d for d, _ in papers), {d.document_id: [v] for d, v in papers}))


LICENCE = _paper("D1", "unified_social_credit_code", UNIFIED)


@pytest.mark.parametrize("reason", ["low_confidence", "check_digit_decoded"])
def test_the_code_inside_a_licence_vouches_for_a_code_certificate(reason: str) -> None:
    shown = organisation_code.format(ORGANISATION)
    value = _agreed(LICENCE, _paper("D2", "organisation_code", shown, {3: 0.7}, reason))[1]
    assert value.usable
    assert value.evidence is not None and value.evidence.method.endswith("+other_document")


def test_a_doubtful_code_vouches_for_nothing() -> None:
    one = _paper("D1", "unified_social_credit_code", UNIFIED, {3: 0.7}, "low_confidence")
    two = _paper("D2", "unified_social_credit_code", UNIFIED, {3: 0.7}, "low_confidence")
    assert not any(v.usable for v in _agreed(one, two))


@pytest.mark.parametrize("read", [UNIFIED.replace("3", "8", 1), UNIFIED.replace("3", "", 1), "1" + UNIFIED])
def test_a_near_miss_in_a_doubtful_character_is_proposed_for_a_person(read: str) -> None:
    place = next(i for i, c in enumerate(read + "#") if i >= len(UNIFIED) or c != UNIFIED[i])
    value = _proposed(LICENCE, _paper("D2", "unified_social_credit_code", read, {place: 0.6}, "check_digit"))[1]
    assert value.value == UNIFIED
    assert (value.status, value.reason) == (Status.REVIEW, "read_as_other_document")
    assert value.evidence is not None and value.evidence.raw == read


def test_a_near_miss_that_is_printed_clearly_stays() -> None:
    read = UNIFIED.replace("3", "8", 1)
    value = _proposed(LICENCE, _paper("D2", "unified_social_credit_code", read, {9: 0.6}, "check_digit"))[1]
    assert value.value == read


def _with_qr(paper: Paper, payload: str) -> Paper:
    document, view = paper
    qr = FieldValue(
        value=payload,
        status=Status.ACCEPTED,
        confidence=1.0,
        evidence=Evidence(page=1, box=_BOX, raw=payload, method="qr_code", extractor="x/1"),
    )
    return document.model_copy(update={"fields": document.fields | {"qr_payload": qr}}), view


@pytest.mark.parametrize("payload", [f"http://www.gsxt.gov.cn/index.html?uniscid={UNIFIED}", f"cid={UNIFIED};t=1"])
def test_the_qr_code_proposes_its_code_for_a_doubtful_printed_one(payload: str) -> None:
    read = UNIFIED.replace("3", "8", 1)
    paper = _paper("D1", "unified_social_credit_code", read, {2: 0.6}, "check_digit")
    value = _proposed(_with_qr(paper, payload))[0]
    assert (value.value, value.status, value.reason) == (UNIFIED, Status.REVIEW, "read_as_qr_code")


def test_a_clear_printed_code_that_contradicts_its_qr_code_stays() -> None:
    read = UNIFIED.replace("3", "8", 1)
    paper = _paper("D1", "unified_social_credit_code", read, {9: 0.6}, "check_digit")
    assert _proposed(_with_qr(paper, f"uniscid={UNIFIED}"))[0].value == read


def test_another_code_is_no_model() -> None:
    read = UNIFIED.replace("3", "8", 1).replace("1", "7")
    value = _proposed(LICENCE, _paper("D2", "unified_social_credit_code", read, {2: 0.6}, "check_digit"))[1]
    assert value.value == read


def _doubted(*papers: Paper) -> list[str | None]:
    views = {d.document_id: [v] for d, v in papers}
    return [v.reason for v in _values(_near_names.doubt(tuple(d for d, _ in papers), views))]


def test_two_short_names_that_nearly_agree_and_are_not_certain_both_wait() -> None:
    one = _paper("D1", "legal_representative", "张伟民", {1: 0.975})
    two = _paper("D2", "legal_representative", "张玮民", {1: 0.98})
    assert _doubted(one, two) == ["differs_from_other_document"] * 2


def test_of_two_names_that_nearly_agree_only_the_uncertain_waits() -> None:
    one = _paper("D1", "legal_representative", "张伟民")
    two = _paper("D2", "legal_representative", "张玮民", {1: 0.98})
    assert _doubted(one, two) == [None, "differs_from_other_document"]
    assert _doubted(one, _paper("D2", "legal_representative", "张玮民")) == [None, None]


def test_a_name_that_a_third_paper_prints_too_stays() -> None:
    papers = [_paper(f"D{i}", "legal_representative", "张伟民", {1: 0.98}) for i in (1, 2)]
    other = _paper("D3", "legal_representative", "张玮民", {1: 0.98})
    assert _doubted(*papers, other) == [None, None, "differs_from_other_document"]


def test_two_bad_copies_do_not_vouch_for_each_other() -> None:
    bad = [_paper(f"D{i}", "company_name", "临江五金有限公司", {2: 0.5}, "low_confidence")[0] for i in (1, 2)]
    assert not any(v.usable for v in _values(agree(tuple(bad))))
    clear = _paper("D3", "company_name", "临江五金有限公司")[0]
    assert all(v.usable for v in _values(agree((*bad, clear))))


class _Reader:
    """A second reader that says what it is told to."""

    name = "tesseract"

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, crops: Sequence[Crop]) -> list[str]:
        """The same text for each crop."""
        return [self._text] * len(crops)


def _confirmed(paper: Paper, text: str) -> FieldValue:
    return _values(confirm((paper[0],), _Reader(text), 0.998))[0]


def test_a_repaired_code_is_accepted_when_the_second_reader_reads_it_so() -> None:
    read = ORGANISATION.replace("8", "3", 1)
    shown = organisation_code.format(ORGANISATION)
    paper = _paper("D1", "organisation_code", read, {1: 0.6}, "check_digit_decoded", shown)
    assert _confirmed(paper, shown).usable
    assert not _confirmed(paper, read).usable


def test_the_date_of_judgement_waits_when_the_second_reader_reads_another_day() -> None:
    text = "2012年3月15日"
    paper = _paper("D1", "application_date", text, {7: 0.98}, value=date(2012, 3, 15), type_="guarantee_application")
    assert _confirmed(paper, "2012 年 3 月 15 日").usable
    assert _confirmed(paper, "20l2年").usable
    other = _confirmed(paper, "2012年3月16日")
    assert (other.status, other.reason) == (Status.REVIEW, "readers_disagree")


class _Asked(_Reader):
    """Remembers how much it was asked for."""

    asked = 0

    def read(self, crops: Sequence[Crop]) -> list[str]:
        """The same text for each crop."""
        self.asked += len(crops)
        return super().read(crops)


def test_the_second_reader_is_not_asked_for_what_it_cannot_settle() -> None:
    hopeless, worthwhile = _Asked("林树声"), _Asked("林树声")
    blurred = _paper("D1", "legal_representative", "林树声", {1: 0.5}, "low_confidence")[0]
    confirm((blurred,), hopeless, 1.0)
    confirm((blurred,), worthwhile, 0.98)
    assert (hopeless.asked, worthwhile.asked) == (0, 1)
