"""The decorator refuses what would go wrong later, and the runner answers for the author."""

import logging
from collections.abc import Callable, Iterator

import pytest

from checks import _parameters, _registry
from checks._registry import CHECKS, Outcome, check, failed, finding, passed, unknown, warned, worst
from schemas.core import Case, Severity, Verdict
from tests.checks import case_builder


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = dict(CHECKS)
    yield
    CHECKS.clear()
    CHECKS.update(before)


def _register(id_: str = "TST-001", **inputs: str) -> None:
    @check(
        id_,
        title="试",
        article="3",
        severity=Severity.LOW,
        applies=(),
        whole_pile=False,
        by_date=False,
        over_findings=False,
        **inputs,
    )
    def body(name: str, report: str | None) -> Outcome:
        return passed(f"{name} {report}")


INPUTS = {"name": "business_licence.company_name", "report": "credit_report.company_name"}


def test_an_id_is_taken_once() -> None:
    _register(**INPUTS)
    with pytest.raises(ValueError, match="taken"):
        _register(**INPUTS)


@pytest.mark.parametrize("id_", ["tst-001", "TST001", "T-1", ""])
def test_an_id_is_well_formed(id_: str) -> None:
    with pytest.raises(ValueError, match="malformed"):
        _register(id_, **INPUTS)


def test_arguments_are_the_declared_inputs() -> None:
    with pytest.raises(ValueError, match="arguments"):
        _register(name="business_licence.company_name")
    with pytest.raises(ValueError, match="arguments"):
        _register()


def test_plain_values_are_passed_with_their_evidence() -> None:
    _register(**INPUTS)
    result = finding(CHECKS["TST-001"], case_builder.case({"base": "new"}))
    assert result.verdict is Verdict.PASS
    assert {(c.document_id, c.field) for c in result.evidence} == {
        ("doc-002", "company_name"),
        ("doc-005", "company_name"),
    }
    assert result.evidence[0].page == 1
    assert result.evidence[0].bbox == (0.1, 0.1, 0.2, 0.12)


def test_an_optional_input_is_passed_when_it_is_sure() -> None:
    _register(**INPUTS)
    names = {"business_licence.company_name": "甲", "credit_report.company_name": "乙"}
    assert finding(CHECKS["TST-001"], case_builder.case({"base": "new", "change": names})).message == "甲 乙"
    names["credit_report.company_name"] = "乙?"
    assert finding(CHECKS["TST-001"], case_builder.case({"base": "new", "change": names})).message == "甲 None"


def test_an_optional_input_may_be_missing() -> None:
    _register(**INPUTS)
    result = finding(CHECKS["TST-001"], case_builder.case({"base": "new", "drop": ["credit_report"]}))
    assert result.message.endswith("None")


@pytest.mark.parametrize(("value", "words"), [("甲?", "待人工复核"), (None, "缺少《营业执照》")])
def test_a_missing_or_doubtful_input_is_not_decided(value: str | None, words: str) -> None:
    _register(**INPUTS)
    result = finding(
        CHECKS["TST-001"], case_builder.case({"base": "new", "change": {"business_licence.company_name": value}})
    )
    assert result.verdict is Verdict.CANNOT_DETERMINE
    assert words in result.message


def test_a_predicate_excludes_a_case() -> None:
    @check("TST-002", title="试", article="3", severity=Severity.LOW, applies=lambda case: "不适用的原因")
    def body(case: Case) -> Outcome:
        raise AssertionError

    result = finding(CHECKS["TST-002"], case_builder.case({}))
    assert (result.verdict, result.message) == (Verdict.NOT_APPLICABLE, "不适用的原因")


def test_an_error_is_numbered_logged_without_personal_data_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    @check("TST-003", title="试", article="3", severity=Severity.LOW)
    def body(case: Case) -> Outcome:
        raise KeyError("李明")

    case = case_builder.case({"base": "new"})
    with caplog.at_level(logging.ERROR):
        findings = _registry.findings(case)
    result = next(f for f in findings if f.check == "TST-003")
    assert result.verdict is Verdict.CANNOT_DETERMINE
    assert "程序错误" in result.message
    assert len(findings) == len(CHECKS)
    assert "KeyError" in caplog.text
    assert "李明" not in caplog.text
    with pytest.raises(KeyError):
        _registry.findings(case, strict=True)


def test_parameters_are_dated_sourced_and_shown_with_the_finding() -> None:
    for entries in _parameters.table().values():
        assert all(e.value and e.article and e.source for e in entries)
    result = next(f for f in _registry.findings(case_builder.case({"base": "new"})) if f.check == "CR-001")
    assert result.parameters == {"credit_report_fresh_days": "30", "credit_report_stale_days": "90"}


def test_every_check_names_its_article_and_title() -> None:
    for registered in CHECKS.values():
        assert registered.title
        assert any(c.isdigit() for c in registered.article)


def test_an_error_is_never_a_pass() -> None:
    @check("TST-004", title="试", article="3", severity=Severity.LOW)
    def body(case: Case) -> Outcome:
        raise KeyError("李明")

    result = finding(CHECKS["TST-004"], case_builder.case({}))
    assert result.verdict is Verdict.CANNOT_DETERMINE
    assert "程序错误" in result.message
    with pytest.raises(KeyError):
        finding(CHECKS["TST-004"], case_builder.case({}), strict=True)


@pytest.mark.parametrize(
    ("source", "found", "verdict"),
    [
        ("intake", failed, Verdict.WARN),
        ("intake", passed, Verdict.PASS),
        ("intake", unknown, Verdict.CANNOT_DETERMINE),
        ("application", failed, Verdict.FAIL),
    ],
)
def test_only_a_failure_is_softened_while_the_date_is_that_of_receipt(
    source: str, found: Callable[[str], Outcome], verdict: Verdict
) -> None:
    @check("TST-005", title="试", article="3", severity=Severity.LOW, by_date=True)
    def body(case: Case) -> Outcome:
        return found("已过期。")

    result = finding(CHECKS["TST-005"], case_builder.case({"as_of_source": source}))
    assert result.verdict is verdict
    assert ("为收件日" in result.message) is (verdict is Verdict.WARN)


def test_the_gravest_outcome_decides_and_warnings_stand_beside_failures() -> None:
    good, open_, warning, bad = (
        o(w) for o, w in ((passed, "好。"), (unknown, "未知。"), (warned, "关注。"), (failed, "不符。"))
    )
    found = [(o.verdict, o.message) for o in (worst(x, good) for x in ([warning, good, bad], [good, warning, open_]))]
    assert found == [(Verdict.FAIL, "不符；关注。"), (Verdict.WARN, "关注。")]
    assert worst([bad, bad, open_], good).message == "不符。"
    assert (worst([open_, warning, warned("又。")], good)).message == "关注；又。"
    assert worst([good, open_], bad).message == "未知。"
    assert worst([passed("又。"), good], bad).message == "又；好。"
    assert worst([], bad) is bad
