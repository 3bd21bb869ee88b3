"""Every check against the examples of its YAML file: pass, fail or warn, cannot determine, not applicable."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import checks
from checks import _registry
from schemas.core import Verdict
from tests.checks import case_builder

FILES = sorted(p for p in Path(__file__).parent.glob("*.yaml") if not p.name.startswith("_"))
BOOKS: dict[str, dict[str, Any]] = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in FILES}
EXAMPLES = [
    pytest.param(check, e, id=f"{check}: {e['name']}") for check, book in BOOKS.items() for e in book["examples"]
]


@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_example(check: str, example: dict[str, Any]) -> None:
    judgement = checks.judge(case_builder.case(example), strict=True)
    finding = next(f for f in judgement.findings if f.check == check)
    assert finding.verdict == example["expect"], finding.message
    for words in example.get("says", []):
        assert str(words) in finding.message
    cited = {c.field for c in finding.evidence}
    assert set(example.get("cites", [])) <= cited
    if finding.verdict in (Verdict.FAIL, Verdict.WARN) and check != "DOC-001" and not example.get("absence"):
        assert finding.evidence, "a verdict against the applicant shows what it rests on"


@pytest.mark.parametrize("check", sorted(_registry.CHECKS))
def test_every_check_has_examples_of_each_verdict(check: str) -> None:
    book = BOOKS[check]
    seen = {e["expect"] for e in book["examples"]}
    never = set(book.get("never", []))
    assert not seen & never
    for wanted in ({"pass"}, {"fail", "warn"}, {"cannot_determine"}):
        assert seen & wanted or wanted & never, f"{check} has no example of {wanted}"


def test_no_file_is_left_over() -> None:
    assert set(BOOKS) == set(_registry.CHECKS)


@pytest.mark.parametrize("base", ["old", "new", "shop", "person"])
def test_a_clean_case_has_no_fault(base: str) -> None:
    judgement = checks.judge(case_builder.case({"base": base}), strict=True)
    bad = {f.check: f.message for f in judgement.findings if f.verdict in (Verdict.FAIL, Verdict.WARN)}
    assert set(bad) <= {"EXP-001", "CR-008"}, bad
    assert judgement.missing_documents == ()
    assert judgement.visit
