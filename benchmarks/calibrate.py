"""Fit the confidence: `python -m benchmarks.calibrate [--write] --learn CASES PACKAGES ... [--judge NAME CASES PACKAGES ...]`.

CASES are labelled cases and PACKAGES what `heyan run CASES --batch --out PACKAGES` made of them. Cases to learn from are
drawn apart from those that are measured on; a set given with `--judge` is only measured, at every target. With `--write`
the fitted rules replace `extractors/acceptance.json` and the tables those in docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import PAGE, ROOT, filled
from evaluation.calibration import ENOUGH, Fitted, by_severity, fit, interval, reliability
from evaluation.observations import Observation, observe
from evaluation.score import score
from extractors._acceptance import acceptance
from schemas.core.acceptance import probability

STORED = ROOT / "extractors" / "acceptance.json"
PARTS = {"fields": ("field", "identifier"), "cells": ("cell",)}
"""Each of the two models, and the parts of a document that it speaks of."""


def main(arguments: list[str] | None = None) -> int:
    """Fit and print, or store; 0 when done, 2 when there is nothing to learn from."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibrate", description="Fit the confidence.")
    parser.add_argument("--learn", nargs=2, action="append", type=Path, default=[], metavar=("CASES", "PACKAGES"))
    parser.add_argument("--judge", nargs=3, action="append", default=[], metavar=("NAME", "CASES", "PACKAGES"))
    parser.add_argument("--write", action="store_true", help="replace the stored rules and the tables of the docs")
    chosen = parser.parse_args(arguments)
    if chosen.learn:
        learnt = _learn([o for cases, packages in chosen.learn for o in observe(cases, packages)])
        if learnt is None:
            print("no labelled values, or no wrong one among them: nothing to learn from", file=sys.stderr)
            return 2
        stored, text = learnt
        if chosen.write:
            STORED.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _show("confidence", text, chosen.write)
    rules = json.loads(STORED.read_text(encoding="utf-8"))
    judged = [
        line for name, cases, packages in chosen.judge for line in _judged(name, Path(cases), Path(packages), rules)
    ]
    if judged:
        _show("targets", "\n".join(judged) + "\n", chosen.write)
    return 0


def _show(section: str, text: str, write: bool) -> None:
    print(text)
    if write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), section, text), encoding="utf-8")


def _learn(observations: Sequence[Observation]) -> tuple[dict[str, object], str] | None:
    stored: dict[str, object] = {}
    lines: list[str] = []
    for name, parts in PARTS.items():
        mine = [o for o in observations if o.part in parts]
        try:
            fitted = fit(mine)
        except ValueError:
            return None
        stored[name] = fitted.stored()
        lines += [_heading(name, mine), "", *_curve(mine, fitted), "", *_costs(mine, fitted), ""]
    return stored, "\n".join(lines)


def _heading(name: str, observations: Sequence[Observation]) -> str:
    cases = len({o.case for o in observations})
    wrong = sum(not o.right for o in observations)
    few = sum(n < ENOUGH for n in _seen(observations).values())
    return (
        f"**{name.capitalize()}**: {len(observations)} values of {cases} applicants, {wrong} of them wrong, "
        f"{sum(not o.digital for o in observations)} read from pictures; "
        f"{few} of {len(_seen(observations))} fields have fewer than {ENOUGH} examples."
    )


def _seen(observations: Sequence[Observation]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for o in observations:
        if not o.digital:
            seen[o.path] = seen.get(o.path, 0) + 1
    return seen


def _curve(observations: Sequence[Observation], fitted: Fitted) -> list[str]:
    """The reliability curve."""
    lines = ["| probability | mean | values | right | share right | 95 % interval |", "|---|---|---|---|---|---|"]
    for one in reliability(observations, fitted.chances):
        low, high = interval(one.right, one.count)
        lines.append(
            f"| {one.low:g} to {one.high:g} | {one.expected:.4f} | {one.count} | {one.right} "
            f"| {one.right / one.count:.4f} | {low:.4f} to {high:.4f} |"
        )
    return lines


def _costs(observations: Sequence[Observation], fitted: Fitted) -> list[str]:
    """What each target costs, among values read from pictures."""
    lines = ["| target | least probability | accepted | share of open values | wrong | 95 % interval of right |"]
    lines += ["|---|---|---|---|---|---|"]
    pictures = [(c, o) for c, o in zip(fitted.chances, observations, strict=True) if not o.digital]
    for target, least in fitted.least.items():
        accepted = [o for c, o in pictures if c >= least]
        right = sum(o.right for o in accepted)
        low, high = interval(right, len(accepted))
        lines.append(
            f"| {target:g} | {least:.4f} | {len(accepted)} | {len(accepted) / max(1, len(pictures)):.4f} "
            f"| {len(accepted) - right} | {low:.4f} to {high:.4f} |"
        )
    return lines


def _judged(name: str, cases: Path, packages: Path, rules: Mapping[str, Any]) -> list[str]:
    """How a set that was not learnt from fares at every target: accepted, wrong and coverage, by severity."""
    observations = list(observe(cases, packages))
    totals = score(cases, packages).groups["severity"]
    lines = [f"**{name}**", "", "| part | severity | target | accepted | wrong | right, 95 % interval | coverage |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for part, parts in PARTS.items():
        for severity in by_severity(observations):
            mine = [o for o in observations if o.part in parts and o.severity == severity]
            for target in rules[part]["least"]:
                accepted = [o for o in mine if _accepts(part, target, o)]
                right = sum(o.right for o in accepted)
                low, high = interval(right, len(accepted))
                lines.append(
                    f"| {part} | {severity} | {target} | {len(accepted)} | {len(accepted) - right} "
                    f"| {low:.4f} to {high:.4f} | {100 * min(1.0, right / max(1, totals[severity][part])):.2f} % |"
                )
    return [*lines, ""]


def _accepts(part: str, target: str, o: Observation) -> bool:
    rule = getattr(acceptance(float(target)), part)
    known = o.digital or "witness:code" in o.features or rule.knows(o.path)
    return bool(known and probability(rule.coefficients, o.features) >= rule.least)


if __name__ == "__main__":
    sys.exit(main())
