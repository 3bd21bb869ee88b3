"""Whose seal a stamp is, told from what it says, and what on the paper it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors._authority import ring_name
from extractors._view import PageView, squeeze
from schemas.core import BoundingBox, DocumentSeal, FieldValue, Row, Seal, Status

_KINDS: tuple[tuple[str, str], ...] = (
    ("copy_check", r"核对|原件|核验|经办人"),
    ("copy_use", r"复印|他用无效|仅供|仅限|使用$"),
    ("inspection", r"年检|年审|年度|检验|验讫|已检"),
    ("firm", r"会计师|事务所|资产评估|房地产(?:土地)?估价|土地评估|评估(?:有限|咨询)"),
    (
        "authority",
        r"人民银行|管理局|监督局|审批局|税务局|税务总局|公安局|派出所|分局|委员会|登记中心|车辆管理所|人民政府",
    ),
    (
        "authority",
        r"资源局|建设局|民政局|财政局|规划局|国土|不动产登记|住房和城乡|法院|检察院|标准化研究院|工商|征信中心",
    ),
    ("bank", r"银行|信用(?:合作)?社|信用联社|农商行|储蓄"),
    ("contract", r"合同专?用?章|合同章"),
    ("finance", r"财务专?用?章|财务章"),
    ("invoice", r"发票专?用?章"),
    ("company", r"公司|厂|集团|企业|商行|超市|经营部|商店|合作社|中心|学校|医院|酒店|店$|部$"),
)
"""Kind and what its text holds, the first that fits; contract and finance seals are a company's."""

_SIGNED = re.compile(
    r"签字|签名|签章|盖章|[公印]章|法定代表人|负责人|授权代理人|经办人|申请人|借款人|(?:发证|登记|发照|颁发)(?:机关|单位)"
)

_SURE = 0.9
"""Weakest character of a seal whose text may be used unseen."""


def kind_of(seal: Seal) -> str:
    """authority, company, bank, contract, finance, invoice, firm, copy_check, copy_use, inspection, personal or unknown."""
    ring = ring_name(seal) if seal.text else ""
    text = squeeze(ring + "".join(seal.inner))
    for kind, pattern in _KINDS:
        if re.search(pattern, text):
            return kind
    if seal.shape == "rectangle" and re.fullmatch(r"[\u4e00-\u9fff]{1,4}印?|印?[\u4e00-\u9fff]{1,3}", text):
        return "personal"
    return "unknown"


def seals_of(
    views: Sequence[PageView], fields: Mapping[str, FieldValue], tables: Mapping[str, Sequence[Row]]
) -> tuple[DocumentSeal, ...]:
    """The seals of a document in the order of its pages, from top to bottom."""
    values = list(_values(fields, tables))
    facts = {str(value.value) for _, value in values if isinstance(value.value, str)}
    found = []
    for view in views:
        for seal in sorted(view.seals, key=lambda s: (s.box.top, s.box.x0)):
            found.append(_document_seal(view, seal, values, facts))
    return tuple(found)


def _document_seal(
    view: PageView, seal: Seal, values: Sequence[tuple[str, FieldValue]], facts: set[str]
) -> DocumentSeal:
    kind = kind_of(seal)
    text = (ring_name(seal) or None) if seal.text else None
    status, reason = _status(seal, kind, text, facts)
    covered = [
        path
        for path, value in values
        if value.evidence is not None
        and value.evidence.page == view.index
        and value.evidence.box is not None
        and "seal" not in value.evidence.method
        and _covers(seal, value.evidence.box)
    ]
    signature = any(_SIGNED.search(squeeze(line.text)) and _near(seal, line.box) for line in view.lines)
    return DocumentSeal(
        kind=kind,
        shape=seal.shape,
        colour=seal.colour,
        text=text,
        inner=seal.inner,
        number=seal.number,
        status=status,
        reason=reason,
        confidence=min(seal.sureness, default=seal.confidence),
        page=view.index,
        box=seal.box,
        covers_signature=signature,
        covers=tuple(covered),
    )


def _status(seal: Seal, kind: str, text: str | None, facts: set[str]) -> tuple[Status, str | None]:
    """Accepted when every character was read surely, or when the paper itself names the seal's owner."""
    if kind == "unknown" or (text is None and not seal.inner):
        return Status.REVIEW, "seal_unread"
    if text is None:
        weakest = min(seal.inner_sureness, default=0.0)
        return (Status.ACCEPTED, None) if weakest >= _SURE else (Status.REVIEW, "low_confidence")
    if text in facts:
        return Status.ACCEPTED, None
    if not seal.whole:
        return Status.REVIEW, "name_incomplete"
    if min(seal.sureness, default=0.0) < _SURE:
        return Status.REVIEW, "low_confidence"
    return Status.ACCEPTED, None


def _values(fields: Mapping[str, FieldValue], tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, FieldValue]]:
    """Every value of a document with its path."""
    yield from fields.items()
    for table, rows in tables.items():
        for index, row in enumerate(rows):
            for column, value in row.items():
                yield f"{table}[{index}].{column}", value


def _covers(seal: Seal, box: BoundingBox) -> bool:
    """Whether a seal lies over a tenth or more of a value's width."""
    return _shared(seal.box, box) > 0.1 and box.top < seal.box.bottom and seal.box.top < box.bottom


def _near(seal: Seal, box: BoundingBox) -> bool:
    """Whether a seal lies over a line, or right beside its end."""
    high = box.height
    level = box.top - 0.5 * high < seal.box.bottom and seal.box.top < box.bottom + 0.5 * high
    return level and seal.box.x0 < box.x1 + 0.25 * seal.box.width and box.x0 < seal.box.x1


def _shared(one: BoundingBox, other: BoundingBox) -> float:
    """Share of the other's width that the one lies over."""
    return max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0)) / max(other.width, 1e-6)
