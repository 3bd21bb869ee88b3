"""Fit the confidence: `python -m evaluation.calibrate [--write] CASES PACKAGES [CASES PACKAGES ...]`.

CASES are labelled cases, drawn apart from those that are measured on; PACKAGES what `heyan run CASES --batch --out
PACKAGES` made of them. Prints the reliability curve and what each target costs; with `--write` the fitted rules replace
`extractors/acceptance.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.calibration import Fitted, fit, interval, reliability
from evaluation.observations import Observation, observe

STORED = Path(__file__).resolve().parents[1] / "extractors" / "acceptance.json"
PARTS = {"fields": ("field", "identifier"), "cells": ("cell",)}
"""Each of the two models, and the parts of a document that it speaks of."""


def main(arguments: list[str] | None = None) -> int:
    """Fit and print, or store; 0 when done, 2 when there is nothing to learn from."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.calibrate", description="Fit the confidence.")
    parser.add_argument("folders", type=Path, nargs="+", help="labelled cases and their packages, in pairs")
    parser.add_argument("--write", action="store_true", help="replace the stored rules")
    chosen = parser.parse_args(arguments)
    if len(chosen.folders) % 2:
        parser.error("cases and packages come in pairs")
    observations = [
        o for i in range(0, len(chosen.folders), 2) for o in observe(chosen.folders[i], chosen.folders[i + 1])
    ]
    stored: dict[str, object] = {}
    for name, parts in PARTS.items():
        mine = [o for o in observations if o.part in parts]
        try:
            fitted = fit(mine)
        except ValueError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
        stored[name] = fitted.stored()
        print("\n".join([f"{name}: {len(mine)} values", "", *table(mine, fitted), ""]))
    if chosen.write:
        STORED.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def table(observations: Sequence[Observation], fitted: Fitted) -> list[str]:
    """The reliability curve, and coverage and accuracy at each target, as Markdown."""
    lines = ["| expected | values | right | share right | 95 % interval |", "|---|---|---|---|---|"]
    for one in reliability(observations, fitted.chances):
        low, high = interval(one.right, one.count)
        lines.append(
            f"| {one.low:g} to {one.high:g} (mean {one.expected:.4f}) | {one.count} | {one.right} "
            f"| {one.right / one.count:.4f} | {low:.4f} to {high:.4f} |"
        )
    lines += ["", "| target | least probability | accepted | coverage | wrong | 95 % interval of the share right |"]
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


if __name__ == "__main__":
    sys.exit(main())
