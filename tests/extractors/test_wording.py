"""A doubtful wording gives way to what another paper prints clearly; what is printed clearly and differs does not."""

from __future__ import annotations

from extractors._view import PageView
from extractors._wording import REASON, propose
from schemas.core import BoundingBox, Document, Evidence, FieldValue, Line, Page, PageStatus, Status, TextSource

_BOX = BoundingBox(x0=0.1, top=0.1, x1=0.9, bottom=0.14)


def _paper(
    id_: str, field: str, text: str, weak: dict[int, float], status: Status, reason: str | None = None
) -> tuple[Document, PageView]:
    sureness = tuple(weak.get(i, 0.999) for i in range(len(text)))
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
    evidence = Evidence(page=1, box=_BOX, raw=text, method="label", extractor="x/1", sureness=min(sureness))
    value = FieldValue(value=text, status=status, confidence=min(sureness), evidence=evidence, reason=reason)
    document = Document(
        document_id=id_,
        type="paper",
        title_zh="纸",
        type_confidence=1.0,
        pages=(),
        fields={field: value},
        extractor="x/1",
    )
    return document, PageView(page, 1)


def _proposed(*papers: tuple[Document, PageView]) -> list[FieldValue]:
    documents = propose(tuple(d for d, _ in papers), {d.document_id: [view] for d, view in papers})
    return [next(iter(d.fields.values())) for d in documents]


def test_a_doubtful_character_gives_way_and_a_person_decides() -> None:
    clear = _paper("D1", "company_name", "瑞丰电子科技有限公司", {}, Status.ACCEPTED)
    poor = _paper("D2", "company_name", "瑞丰重子科技有限公司", {2: 0.5}, Status.REVIEW, "low_confidence")
    found = _proposed(clear, poor)[1]
    assert found.value == "瑞丰电子科技有限公司"
    assert found.status is Status.REVIEW and found.reason == REASON
    assert found.evidence is not None and found.evidence.raw == "瑞丰重子科技有限公司"


def test_what_is_printed_clearly_and_differs_stays() -> None:
    clear = _paper("D1", "company_name", "瑞丰电子科技有限公司", {}, Status.ACCEPTED)
    other = _paper("D2", "company_name", "瑞沣电子科技有限公司", {7: 0.5}, Status.REVIEW, "low_confidence")
    assert _proposed(clear, other)[1].value == "瑞沣电子科技有限公司"


def test_a_stray_character_before_a_name_is_left_off() -> None:
    clear = _paper("D1", "legal_representative", "刘振华", {}, Status.ACCEPTED)
    poor = _paper("D2", "legal_representative", "供刘振华", {0: 0.6}, Status.REVIEW, "low_confidence")
    assert _proposed(clear, poor)[1].value == "刘振华"


def test_another_person_is_no_model() -> None:
    clear = _paper("D1", "legal_representative", "王建国", {}, Status.ACCEPTED)
    poor = _paper("D2", "legal_representative", "刘振华", {0: 0.3, 1: 0.4}, Status.REVIEW, "low_confidence")
    assert _proposed(clear, poor)[1].value == "刘振华"


def test_two_different_clear_wordings_decide_nothing() -> None:
    one = _paper("D1", "company_name", "瑞丰电子科技有限公司", {}, Status.ACCEPTED)
    two = _paper("D2", "company_name", "瑞丰量子科技有限公司", {}, Status.ACCEPTED)
    poor = _paper("D3", "company_name", "瑞丰重子科技有限公司", {2: 0.5}, Status.REVIEW, "low_confidence")
    assert _proposed(one, two, poor)[2].value == "瑞丰重子科技有限公司"


def test_a_clear_scope_is_open_again_when_its_near_miss_gave_way() -> None:
    scope = "电子产品的研发、生产、销售及技术服务;货物进出口"
    clear = _paper("D1", "business_scope", scope, {}, Status.REVIEW, "differs_from_other_document")
    poor = _paper("D2", "business_scope", scope.replace("研", "砖"), {5: 0.4}, Status.REVIEW, "low_confidence")
    first, second = _proposed(clear, poor)
    assert second.value == scope and second.status is Status.REVIEW
    assert first.reason == "low_confidence" and first.confidence > 0.99
