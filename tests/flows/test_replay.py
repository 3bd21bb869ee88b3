"""Judging again from the package alone: the same verdicts by the same rules, other ones by other rules."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import checks
from flows import rulebook
from flows.replay import BadParameter, NotThere, replay
from samples import _recording, _replay
from schemas.core import Verdict

CASES = _replay.CASES
NAMES = sorted(p.name.removesuffix(".json.gz") for p in _recording.HOME.glob("*.json.gz"))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every sample case's package.json, made from its recorded pages."""
    home = tmp_path_factory.mktemp("packages")
    made = {}
    for name in NAMES:
        recording = _recording.load(_recording.path(name).read_bytes())
        content = _replay.package_of(_replay.replay(CASES / name, recording, home / f"{name}.work"))
        made[name] = home / name / "package.json"
        made[name].parent.mkdir()
        made[name].write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return made


def parameters(folder: Path, text: str) -> Path:
    file = folder / "trial.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_package_judged_again_by_the_same_rules_says_the_same(packages: dict[str, Path]) -> None:
    assert len(packages) >= 9
    for name, package in packages.items():
        found = replay(package)
        assert (name, found.flips, found.reworded) == (name, (), ())
        assert not found.changed
        assert found.checks == len(json.loads(package.read_text())["findings"]) > 60


def test_a_later_date_flips_what_expires_and_names_what_is_missing_now(packages: dict[str, Path]) -> None:
    found = replay(packages["old_regime"], as_of=date(2019, 6, 1))
    flips = {f.check: (f.before, f.after) for f in found.flips}
    assert flips["LIC-007"][1] is Verdict.FAIL
    assert flips["LIC-005"][1] is Verdict.NOT_APPLICABLE
    assert found.changed
    assert "loan_card" not in found.missing


def test_another_threshold_flips_its_check_and_is_shown_as_used(packages: dict[str, Path], tmp_path: Path) -> None:
    days = "credit_report_fresh_days:\n  - {value: '1', from: 2000-01-01, article: '5.1.4(7)', source: 试算, verified: false}\n"
    found = replay(packages["clean_new_regime"], parameters=parameters(tmp_path, days))
    assert [(f.check, f.before, f.after) for f in found.flips] == [("CR-001", Verdict.PASS, Verdict.WARN)]
    told = "\n".join(rulebook.told(found))
    assert "CR-001" in told
    assert "相符 → 关注" in told
    assert replay(packages["clean_new_regime"]).flips == (), "what was tried is forgotten"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "no_such_limit:\n  - {value: '1', from: 2000-01-01, article: '3', source: x, verified: false}\n",
            "no_such_limit",
        ),
        (
            "credit_report_fresh_days:\n  - {value: soon, from: 2000-01-01, article: '3', source: x, verified: false}\n",
            "数字",
        ),
        ("credit_report_fresh_days: 30\n", "列表"),
        ("credit_report_fresh_days:\n  - {value: '30', from: 2000-01-01}\n", "article"),
        ("- 1\n", "没有参数"),
        ("a: [\n", "YAML"),
    ],
)
def test_parameters_that_cannot_be_used_are_refused_by_name(
    packages: dict[str, Path], tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(BadParameter, match=says):
        replay(packages["person"], parameters=parameters(tmp_path, text))


def test_what_is_no_package_is_refused_without_quoting_it(packages: dict[str, Path], tmp_path: Path) -> None:
    content = json.loads(packages["person"].read_text(encoding="utf-8"))
    content["documents"][0]["fields"]["application_date"] = {"value": "昨天", "status": "accepted", "confidence": 1}
    (tmp_path / "package.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(NotThere) as refused:
        replay(tmp_path)
    assert "昨天" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_rule_is_told_with_every_value_its_source_and_what_is_not_verified() -> None:
    told = "\n".join(rulebook.shown("cr-001", date(2024, 1, 1)))
    assert "credit_report_fresh_days" in told
    assert "未核实" in told
    assert "FIN-04b" in "\n".join(rulebook.shown("long_term_investment_share", date(2024, 1, 1)))
    with pytest.raises(BadParameter, match="XYZ-9"):
        rulebook.shown("XYZ-9", date(2024, 1, 1))


def test_every_parameter_is_used_by_some_rule() -> None:
    used = {p.name for rule in checks.rules(date(2024, 1, 1)) for p in rule.parameters}
    assert set(checks.parameters_in_force()) - used == set()


def test_a_difference_of_parameters_is_told_for_the_day(tmp_path: Path) -> None:
    text = (
        "credit_report_fresh_days:\n"
        "  - {value: '30', from: 2000-01-01, article: '5.1.4(7)', source: x, verified: false}\n"
        "  - {value: '20', from: 2025-01-01, article: '5.1.4(7)', source: x, verified: false}\n"
    )
    file = parameters(tmp_path, text)
    assert rulebook.changes(None, file, date(2024, 1, 1)) == ()
    (only,) = rulebook.changes(None, file, date(2025, 1, 1))
    assert (only.name, only.before, only.after) == ("credit_report_fresh_days", "30", "20")
