"""The sample cases, read without a single mistake: every contradiction is found, and nothing else is blamed."""

import json
from pathlib import Path
from typing import Any

import pytest

import checks
import samples
from schemas.core import Applicant, Case, Verdict
from tests.checks import case_builder

CASES = sorted((Path(samples.__file__).parent / "cases").glob("*/truth.json"))


def _read(truth: dict[str, Any]) -> Case:
    """The case as a perfect reader would hand it over."""
    documents = tuple(
        case_builder.document(d["type"], {**d["fields"], **d["tables"]}, number)
        for number, d in enumerate(truth["documents"], 1)
    )
    return Case(
        case_id="case",
        case_name="case",
        as_of=truth["as_of"],
        as_of_source="application",
        applicant=Applicant(sole_proprietor=truth["sole_proprietor"], **truth["applicant"]),
        documents=documents,
    )


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
def test_a_sample_case(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    judgement = checks.judge(_read(truth), strict=True)
    found = {f.check: f for f in judgement.findings}
    explained: set[str] = set()
    for expected in truth["expected_findings"]:
        explained |= {expected["check"], *expected["also"]}
        assert found[expected["check"]].verdict in expected["accept"], expected["note"]
    blamed = {f.check: f.message for f in judgement.findings if f.verdict is Verdict.FAIL and f.check not in explained}
    assert not blamed
    assert set(judgement.missing_documents) == set(truth["missing_documents"])


def test_there_are_sample_cases() -> None:
    assert len(CASES) >= 4
