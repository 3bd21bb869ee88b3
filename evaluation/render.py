"""The score as a text table: every rate with its counts, since labelled sets are small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evaluation.labels import SEVERITIES, SOURCES
from evaluation.tally import RATES, Counts, Score

Line = tuple[str, str]

_LINES: tuple[Line, ...] = (
    ("page classification", "page_classification"),
    ("documents found", "documents_found"),
    ("  with exactly their pages", "documents_with_exact_pages"),
    ("  wholly right", "documents_wholly_right"),
    ("short fields exact", "short_fields_exact"),
    ("  identifiers exact", "identifiers_exact"),
    ("long texts exact", "long_texts_exact"),
    ("accepted values right", "accepted_right"),
    ("  accepted identifiers right", "accepted_identifiers_right"),
    ("  accepted fields right", "accepted_fields_right"),
    ("  accepted cells right", "accepted_cells_right"),
    ("cases without a wrong accepted value", "cases_without_wrong_accepted"),
    ("coverage of fields", "field_coverage"),
    ("  accepted and right", "field_coverage_right"),
    ("coverage of cells", "cell_coverage"),
    ("table cells right", "cells_right"),
    ("  rows found", "rows_found"),
    ("boxes over the true box", "boxes_covering"),
    ("expected findings", "anomalies_found"),
    ("  with the very check and verdict", "anomalies_found_strictly"),
    ("rejected files found", "rejected_files_found"),
    ("  with the right reason", "rejected_files_reason_right"),
    ("missing documents named", "missing_documents_found"),
    ("reference date right", "as_of_right"),
    ("applicant right", "applicant_right"),
)

_COLUMNS = (
    ("classified", "pages_classified", "pages"),
    ("fields exact", "short_fields_exact", "short_fields"),
    ("coverage", "fields_accepted", "fields"),
    ("accepted right", "accepted_right", "accepted"),
    ("identifiers", "accepted_identifiers_right", "accepted_identifiers"),
    ("cells right", "cells_right", "cells"),
)


def text(score: Score, longest_list: int = 20) -> str:
    """The report; lists of single mistakes are cut at `longest_list` entries."""
    totals = score.totals
    lines = [f"{totals['cases']:.0f} cases, {totals['packages_missing']:.0f} without a package", ""]
    lines += [_rate(name, totals, *RATES[rate]) for name, rate in _LINES]
    lines += _counts(totals)
    for group in ("severity", "source", "family", "type"):
        lines += ["", *_group(group, score.groups[group])]
    lines += _lists(score, longest_list)
    return "\n".join(lines)


def _rate(name: str, counts: Counts, part: str, whole: str) -> str:
    return f"{name:<38}{_percent(counts, part, whole)}  {counts[part]:.0f} of {counts[whole]:.0f}"


def _percent(counts: Mapping[str, float], part: str, whole: str) -> str:
    divisor = counts[whole]
    return f"{100 * counts[part] / divisor:7.2f} %" if divisor else f"{'-':>7}  "


def _counts(totals: Counts) -> list[str]:
    error = totals["long_text_error_sum"] / max(1, totals["long_texts"])
    flagged = f"{totals['must_not_flag_violated']:.0f} of {totals['must_not_flag']:.0f}"
    numbers = (
        ("long text character error rate", f"{error:.4f}"),
        ("wrong accepted values", f"{totals['accepted'] - totals['accepted_right']:.0f}"),
        ("rows that the paper does not have", f"{totals['rows_extra']:.0f}"),
        ("false alarms", f"{totals['false_alarms']:.0f} in {totals['cases_with_false_alarm']:.0f} cases"),
        ("must not be flagged, but was", flagged),
        ("files rejected wrongly", f"{totals['rejected_wrongly']:.0f}"),
        ("documents wrongly called missing", f"{totals['missing_documents_wrong']:.0f}"),
    )
    return [f"{name:<38}{number:>9}" for name, number in numbers]


def _group(title: str, groups: Mapping[str, Counts]) -> list[str]:
    head = f"{title:<32}" + "".join(f"{name:>24}" for name, _, _ in _COLUMNS)
    return [head, *(_group_line(key, groups[key]) for key in sorted(groups, key=_order))]


def _group_line(key: str, counts: Counts) -> str:
    cells = (f"{_percent(counts, part, whole)} of {counts[whole]:.0f}" for _, part, whole in _COLUMNS)
    return f"{key:<32}" + "".join(f"{cell:>24}" for cell in cells)


def _order(key: str) -> tuple[int, str]:
    known = (*SEVERITIES, *SOURCES)
    return (known.index(key) if key in known else len(known)), key


def _lists(score: Score, longest: int) -> list[str]:
    confusion = sorted(score.confusion.items(), key=lambda item: (-item[1], item[0]))
    parts: tuple[tuple[str, list[str]], ...] = (
        ("pages of the wrong type", [f"{name}  x{count:.0f}" for name, count in confusion]),
        ("expected findings that were not found", [_described(x, "got") for x in score.lost_anomalies]),
        ("false alarms", [_described(x, "message") for x in score.false_alarms]),
        ("flagged though it must not be", [_described(x, "message") for x in score.must_not_flag_violated]),
        ("WRONG ACCEPTED VALUES", [_described(x, "accepted", "truth") for x in score.wrong_accepted]),
        ("boxes beside the true box", [_described(x) for x in score.wrong_boxes]),
    )
    lines: list[str] = []
    for title, entries in parts:
        lines += _listed(title, entries, longest)
    return lines


def _listed(title: str, entries: list[str], longest: int) -> Iterable[str]:
    if not entries:
        return []
    rest = [f"  and {len(entries) - longest} more"] if len(entries) > longest else []
    return ["", f"{title} ({len(entries)})", *(f"  {entry}" for entry in entries[:longest]), *rest]


def _described(entry: Mapping[str, Any], *details: str) -> str:
    """The entry on one line: where it is, then its details."""
    names = ("case", "document_id", "type", "field", "topic", "check", "note")
    place = " ".join(str(entry[name]) for name in names if entry.get(name))
    return "; ".join([place, *(f"{name} {entry.get(name)!r}" for name in details)])
