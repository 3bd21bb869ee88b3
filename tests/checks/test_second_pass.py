"""Checks over findings come after all others, see what those found, and take over their evidence."""

from collections.abc import Iterator

import pytest

from checks import _registry
from checks._registry import CHECKS, Outcome, check
from schemas.core import Case, Finding, Severity, Verdict
from tests.checks import case_builder


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = dict(CHECKS)
    yield
    CHECKS.clear()
    CHECKS.update(before)


def test_a_check_over_findings_sees_every_other_finding_and_no_second_pass() -> None:
    seen: list[tuple[Finding, ...]] = []

    @check("TST-004", title="试", article="1", severity=Severity.LOW, over_findings=True)
    def body(case: Case, findings: tuple[Finding, ...]) -> Outcome:
        seen.append(findings)
        quoted = next(f for f in findings if f.evidence)
        return Outcome(Verdict.WARN, "见", quoted=quoted.evidence)

    findings = _registry.findings(case_builder.case({"base": "new"}), strict=True)
    later = {c.id for c in CHECKS.values() if c.over_findings}
    assert {f.check for f in seen[0]} == set(CHECKS) - later
    assert [f.check for f in seen[0]] == [f.check for f in findings if f.check not in later]
    assert findings[0].check == "TST-004"
    assert findings[0].evidence == next(f for f in seen[0] if f.evidence).evidence


def test_its_arguments_are_case_and_findings() -> None:
    with pytest.raises(ValueError, match="arguments"):

        @check("TST-005", title="试", article="1", severity=Severity.LOW, over_findings=True)
        def body(case: Case) -> Outcome:
            raise AssertionError
