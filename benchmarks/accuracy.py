"""Fill docs/accuracy.md: `python -m benchmarks.accuracy [--write] CASES PACKAGES`.

CASES are labelled cases and PACKAGES what `heyan run CASES --batch --out PACKAGES` (or `heyan evaluate CASES --out
PACKAGES`) made of them. Only figures are stored, never a value or a file's name.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.labels import SEVERITIES, SOURCES
from evaluation.score import score
from evaluation.tally import RATES, Counts, Score

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
SAMPLES = ROOT / "samples" / "cases"

_MEASURES: tuple[tuple[str, str, str], ...] = (
    ("pages classified", "page_classification", "≥ 99 %"),
    ("documents with exactly their pages", "documents_with_exact_pages", ""),
    ("short fields exact", "short_fields_exact", "≥ 98 %"),
    ("identifiers exact", "identifiers_exact", ""),
    ("long texts exact", "long_texts_exact", ""),
    ("accepted fields right", "promised_fields_right", "≥ 99.8 %"),
    ("accepted cells right", "promised_cells_right", "≥ 99.8 %"),
    ("accepted identifiers right", "accepted_identifiers_right", "100 %"),
    ("fields accepted and right (coverage)", "field_coverage_right", "≥ 90 %"),
    ("table cells right", "cells_right", "≥ 99 %"),
    ("table rows found", "rows_found", ""),
    ("boxes over the true box", "boxes_covering", ""),
    ("expected findings found", "anomalies_found", "≥ 90 %"),
    ("bad files rejected", "rejected_files_found", "100 %"),
    ("bad files with the right reason", "rejected_files_reason_right", "100 %"),
    ("date of judgement right", "as_of_right", ""),
    ("applicant right", "applicant_right", ""),
)

_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("pages classified", "pages_classified", "pages"),
    ("fields exact", "short_fields_exact", "short_fields"),
    ("long texts exact", "long_texts_exact", "long_texts"),
    ("accepted fields right", "promised_fields_right", "promised_fields"),
    ("accepted cells right", "promised_cells_right", "promised_cells"),
    ("identifiers accepted right", "accepted_identifiers_right", "accepted_identifiers"),
    ("coverage", "fields_accepted_right", "fields"),
    ("cells right", "cells_right", "cells"),
)


def main(arguments: list[str] | None = None) -> int:
    """Print the tables or store them; 0 when done, 2 when no case or no package was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description="Fill docs/accuracy.md.")
    parser.add_argument("cases", type=Path, help="labelled cases")
    parser.add_argument("packages", type=Path, help="their packages")
    parser.add_argument("--write", action="store_true", help="store the tables in docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    found = score(chosen.cases, chosen.packages)
    if not found.totals["cases"] or found.totals["packages_missing"] == found.totals["cases"]:
        print("no labelled case, or no package of one", file=sys.stderr)
        return 2
    section = "samples" if chosen.cases.resolve() == SAMPLES else "labelled set"
    tables = markdown(found)
    if chosen.write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), section, tables), encoding="utf-8")
    else:
        print(tables)
    return 0


def filled(page: str, section: str, tables: str) -> str:
    """The page with the tables between the section's marks.

    Raises:
        ValueError: the page has no such marks.
    """
    marked = re.compile(rf"(<!-- {section}: begin -->\n).*?(<!-- {section}: end -->)", re.DOTALL)
    if not marked.search(page):
        raise ValueError(f"no marks for {section!r}")
    return marked.sub(lambda found: f"{found[1]}\n{tables}\n{found[2]}", page)


def markdown(found: Score) -> str:
    """Every measure with its counts, then by kind of page and by type, then what is still wrong."""
    totals = found.totals
    lines = [f"{totals['cases']:.0f} cases, {totals['pages']:.0f} pages, {totals['documents']:.0f} documents.", ""]
    lines += ["| measure | | count | target |", "|---|---|---|---|"]
    lines += [
        _measure(name, totals, *RATES[rate], target) for name, rate, target in _MEASURES if totals[RATES[rate][1]]
    ]
    lines += _single_numbers(totals)
    for title, group in (("severity", "severity"), ("read from", "source"), ("type", "type")):
        lines += ["", *_group(title, found.groups[group])]
    return "\n".join([*lines, "", *_mistakes(found)]) + "\n"


def _measure(name: str, totals: Counts, part: str, whole: str, target: str) -> str:
    return f"| {name} | {_percent(totals, part, whole)} | {totals[part]:.0f} of {totals[whole]:.0f} | {target} |"


def _single_numbers(totals: Counts) -> list[str]:
    error = totals["long_text_error_sum"] / max(1, totals["long_texts"])
    wrong = totals["accepted"] - totals["accepted_right"]
    return [
        f"| wrong accepted values | {_percent_of(wrong, totals['accepted'])} | {wrong:.0f} | ≤ 0.2 % |",
        f"| character errors in long texts | {100 * error:.2f} % | | |",
        f"| false alarms | | {totals['false_alarms']:.0f} | ≤ 4 |",
        f"| flagged though it must not be | | {totals['must_not_flag_violated']:.0f} of {totals['must_not_flag']:.0f}"
        " | 0 |",
        f"| good files rejected | | {totals['rejected_wrongly']:.0f} | 0 |",
        f"| documents wrongly called missing | | {totals['missing_documents_wrong']:.0f} | 0 |",
    ]


def _group(title: str, groups: Mapping[str, Counts]) -> list[str]:
    head = [f"| {title} | " + " | ".join(name for name, _, _ in _COLUMNS) + " |", "|---" * (len(_COLUMNS) + 1) + "|"]
    return head + [_group_row(name, groups[name]) for name in sorted(groups, key=_order)]


def _group_row(name: str, counts: Counts) -> str:
    cells = (
        f"{_percent(counts, part, whole)} ({counts[part]:.0f} of {counts[whole]:.0f})" if counts[whole] else "-"
        for _, part, whole in _COLUMNS
    )
    return f"| {name.replace('_', ' ') if name in SOURCES else f'`{name}`'} | " + " | ".join(cells) + " |"


def _order(name: str) -> tuple[int, str]:
    known = (*SEVERITIES, *SOURCES)
    return (known.index(name) if name in known else len(known)), name


def _mistakes(found: Score) -> list[str]:
    groups = (
        ("Pages of the wrong type", Counter({name: int(count) for name, count in found.confusion.items()})),
        ("Wrong accepted values", Counter(_field(wrong["type"], wrong["field"]) for wrong in found.wrong_accepted)),
        ("Expected findings not found", Counter(str(lost["check"]) for lost in found.lost_anomalies)),
        ("False alarms", Counter(str(alarm["check"]) for alarm in found.false_alarms)),
        ("Flagged though it must not be", Counter(str(flag["check"]) for flag in found.must_not_flag_violated)),
    )
    return [f"{title}: {_counted(counter)}." for title, counter in groups if counter] or ["No mistake was made."]


def _field(type_: str, path: str) -> str:
    plain = re.sub(r"\[[0-9]+\]", "", path)
    return f"{type_}.{plain}"


def _counted(counter: Counter[str]) -> str:
    parts: Sequence[tuple[str, int]] = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"`{name}`" + (f" x {count}" if count > 1 else "") for name, count in parts)


def _percent(counts: Counts, part: str, whole: str) -> str:
    return _percent_of(counts[part], counts[whole])


def _percent_of(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
