"""A doubtful or lost reading on papers of the loan, the collateral or the bank alone never makes a failure."""

from typing import Any

import pytest

from checks import _papers, _registry
from schemas.core import Case, Verdict
from tests.checks import case_builder
from tests.checks.test_robustness import _doubtful, _lost, _with

ASKED = {
    "guarantee_application.counter_guarantee": "厂房抵押，第三方企业保证",
    "guarantee_application.purpose": "采购原材料",
}
OWNERS = [{"name": "李明", "subscribed": 4100000}, {"name": "王芳", "subscribed": 3900000}]
PAPERS = [
    {"shareholder_resolution": {"amount": 2000000, "purpose": "采购原材料", "signatories": [{"name": "李明"}]}},
    {"articles_of_association": {"signed_date": "2020-01-01", "shareholders": OWNERS}},
    {"encumbrance_certificate": {"right_or_matter": "抵押权", "location": "杭州市文三路18号2幢", "secured_amount": 1}},
    {
        "vehicle_certificate": {
            "owner": "甲乙机械有限公司",
            "vin": "LSVAM4187C2184847",
            "registration_date": "2015-01-01",
        }
    },
    {"loan_contract": {"start_date": "2022-04-20", "end_date": "2023-04-19", "annual_rate": 5}},
    {"registry_extract": {"operating_status": "存续", "report_date": "2022-04-01"}},
]
WAGES = {
    "income_proof.annual_income": 100000,
    "guarantee_application.amount": 50000,
    "guarantee_application.term_months": 12,
}
EXAMPLES: list[dict[str, Any]] = [
    {"base": "flows", "change": ASKED},
    {"base": "pledge", "change": ASKED, "add": PAPERS},
    {"base": "wages", "change": WAGES},
]
CHECKS = [c for c in _registry.CHECKS.values() if c.id[:3] in ("MAJ", "USE", "REP", "COL", "PER", "EXP")]


def failures(pile: Case) -> set[str]:
    own = _papers.of_applicant(pile)
    found = (_registry.finding(c, pile if c.whole_pile else own, strict=True) for c in CHECKS)
    return {f"{f.check} {f.message}" for f in found if f.verdict is Verdict.FAIL}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["base"]))
def test_doubt_is_no_failure(example: dict[str, Any]) -> None:
    clean = case_builder.case(example)
    fields = [(0, i, n) for i, d in enumerate(clean.documents) for n in d.fields]
    cells = [
        (0, i, table, row, column)
        for i, d in enumerate(clean.documents)
        for table, held in d.tables.items()
        for row in range(len(held))
        for column in held[row]
        if column not in ("key", "label")
    ]
    assert not failures(clean)
    assert not {f for p in (*fields, *cells) for how in (_doubtful, _lost) for f in failures(_with(clean, p, how))}
