"""How well a case was judged: expected findings, false alarms, rejected files, missing documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from evaluation.tally import Counts, Score

Json = Mapping[str, Any]

UNLABELLED_CHECKS = frozenset({"DOC-002", "DOC-003"})
"""Stamps on copies and sureness of reading are not labelled: their fails are no false alarms."""

REASONS = {"corrupt_pdf": "corrupt", "encrypted_pdf": "encrypted", "zero_byte": "empty", "oversize_image": "too_large"}
"""Reason codes of the kinds of bad file that labels name."""


def judge(score: Score, case: str, truth: Json, package: Json) -> Counts:
    """Adds a case's findings and files to the score; gives the case's own counts."""
    counts = Counts()
    found = [f for f in package.get("findings") or [] if isinstance(f, dict)]
    expected = truth.get("expected_findings") or []
    allowed = {check for e in expected for check in (e["check"], *e.get("also", []))}
    for anomaly in expected:
        _anomaly(score, counts, case, anomaly, found, _missing_named(truth, package))
    _false_alarms(score, counts, case, found, allowed)
    for rule in truth.get("must_not_flag") or []:
        counts.add(must_not_flag=1)
        bad = [f for f in found if f.get("check") == rule["check"] and f.get("verdict") in rule["verdicts"]]
        if bad and rule["check"] not in allowed:
            counts.add(must_not_flag_violated=1)
            entry = {"case": case, "check": rule["check"], "note": rule.get("note"), "message": bad[0].get("message")}
            score.must_not_flag_violated.append(entry)
    _rejected(counts, truth, package)
    _missing(counts, truth, package)
    return counts


def _missing_named(truth: Json, package: Json) -> bool:
    """Whether the package names a document that is missing indeed."""
    return bool(set(truth.get("missing_documents") or ()) & set(package.get("missing_documents") or ()))


def _anomaly(
    score: Score, counts: Counts, case: str, expected: Json, found: list[dict[str, Any]], missing_named: bool
) -> None:
    """Found: one of the checks that may fire for the cause gave a verdict that counts. Strictly: the check and verdict."""
    checks = {expected["check"], *expected.get("also", [])}
    verdicts = expected.get("accept", [expected["verdict"]])
    ours = [f for f in found if f.get("check") in checks]
    topic = expected.get("topic", expected["check"])
    hit = any(f.get("verdict") in verdicts for f in ours) or (topic == "missing_document" and missing_named)
    exact = any(f.get("check") == expected["check"] and f.get("verdict") == expected["verdict"] for f in ours)
    counts.add(anomalies=1, anomalies_found=int(hit), anomalies_found_strictly=int(exact))
    score.anomalies[topic].add(expected=1, found=int(hit))
    if not hit:
        entry = {name: expected.get(name) for name in ("check", "verdict", "note")}
        got = [f"{f.get('check')}:{f.get('verdict')}" for f in ours]
        score.lost_anomalies.append({"case": case, "topic": topic, **entry, "got": got})


def _false_alarms(score: Score, counts: Counts, case: str, found: list[dict[str, Any]], allowed: set[str]) -> None:
    alarms = [f for f in found if f.get("verdict") == "fail" and f.get("check") not in allowed]
    unlabelled = [f for f in alarms if f.get("check") in UNLABELLED_CHECKS]
    true_alarms = [f for f in alarms if f.get("check") not in UNLABELLED_CHECKS]
    score.false_alarms += [{"case": case, "check": f.get("check"), "message": f.get("message")} for f in true_alarms]
    counts.add(false_alarms=len(true_alarms), fails_of_unlabelled_checks=len(unlabelled))
    counts.add(cases_with_false_alarm=int(bool(true_alarms)))


def _rejected(counts: Counts, truth: Json, package: Json) -> None:
    got = {_name(r): r.get("reason") for r in package.get("rejected_files") or []}
    wanted = {
        _name(r): r.get("reason") or REASONS.get(r.get("kind", "")) for r in truth.get("expected_rejected_files") or []
    }
    hits = wanted.keys() & got.keys()
    with_reason = [name for name, reason in wanted.items() if reason]
    counts.add(
        rejected_files=len(wanted), rejected_files_found=len(hits), rejected_wrongly=len(got.keys() - wanted.keys())
    )
    right = sum(got.get(name) == wanted[name] for name in with_reason)
    counts.add(rejected_files_with_reason=len(with_reason), rejected_files_reason_right=right)


def _name(entry: Json) -> str:
    return PurePosixPath(str(entry.get("file"))).name


def _missing(counts: Counts, truth: Json, package: Json) -> None:
    got = set(package.get("missing_documents") or ())
    wanted = set(truth.get("missing_documents") or ())
    optional = set(truth.get("missing_documents_optional") or ())
    counts.add(missing_documents=len(wanted), missing_documents_found=len(wanted & got))
    counts.add(missing_documents_wrong=len(got - wanted - optional))
