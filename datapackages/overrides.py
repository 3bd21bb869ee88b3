"""A person's verdicts beside the machine's, which never change: the last word on each finding."""

from __future__ import annotations

from typing import Any

from datapackages.words import VERDICTS
from schemas.core import Case, Finding

Json = dict[str, Any]


def of_finding(case: Case, finding: Finding) -> Json | None:
    """The last word on a finding, with who and when; `in_force` is false when the finding has changed since."""
    said = [(record, o) for record in case.records for o in record.overrides if o.check == finding.check]
    if not said:
        return None
    record, override = said[-1]
    same = (override.machine_verdict, override.machine_message) == (finding.verdict.value, finding.message)
    return {
        "verdict": override.verdict,
        "reason": override.reason,
        "evidence": override.evidence,
        "reviewer": record.reviewer,
        "at": record.at.isoformat(timespec="seconds"),
        "in_force": same,
    }


def words(override: Json | None) -> str:
    """The override for a reader; empty when there is none."""
    if override is None:
        return ""
    told = f"人工复核：{VERDICTS[override['verdict']]}。{override['reason']}"
    told += f"（依据：{override['evidence']}）" if override["evidence"] else ""
    told += f"——{override['reviewer']}，{override['at'][:10]}"
    return told if override["in_force"] else f"{told}（此后机器结论已变，须重新复核）"
