"""Counts of one evaluation, in all and by group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


class Counts(dict[str, float]):
    """Numbers by name; a name that was never counted is 0."""

    def __missing__(self, name: str) -> float:
        return 0

    def add(self, **numbers: float) -> None:
        """Adds each number to its name."""
        for name, number in numbers.items():
            self[name] += number


def _groups() -> dict[str, dict[str, Counts]]:
    return {name: defaultdict(Counts) for name in ("type", "family", "severity", "source")}


def share(counts: Counts, part: str, whole: str) -> float | None:
    """`part` of `whole` (0..1), None when there is nothing to divide by."""
    return counts[part] / counts[whole] if counts[whole] else None


@dataclass
class Score:
    """What an evaluation found.

    `totals` and the counters of `groups` (by type, family, severity and source) use plain names: `short_fields` and
    `short_fields_exact`, `accepted` and `accepted_right`, and so on; RATES says which pairs make a rate.
    """

    totals: Counts = field(default_factory=Counts)
    groups: dict[str, dict[str, Counts]] = field(default_factory=_groups)
    wrong_accepted: list[dict[str, Any]] = field(default_factory=list)
    wrong_boxes: list[dict[str, Any]] = field(default_factory=list)
    anomalies: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    lost_anomalies: list[dict[str, Any]] = field(default_factory=list)
    false_alarms: list[dict[str, Any]] = field(default_factory=list)
    must_not_flag_violated: list[dict[str, Any]] = field(default_factory=list)
    confusion: Counts = field(default_factory=Counts)
    cases: list[dict[str, Any]] = field(default_factory=list)

    def rates(self) -> dict[str, float | None]:
        """Every rate of the whole set (0..1), null where there is nothing to measure."""
        return {name: share(self.totals, part, whole) for name, (part, whole) in RATES.items()}

    def as_dict(self) -> dict[str, Any]:
        """The whole score as plain data for JSON."""
        return {
            "rates": self.rates(),
            "totals": dict(sorted(self.totals.items())),
            "by": {g: {k: dict(sorted(c.items())) for k, c in sorted(d.items())} for g, d in self.groups.items()},
            "anomalies": {topic: dict(counts) for topic, counts in sorted(self.anomalies.items())},
            "wrong_accepted": self.wrong_accepted,
            "wrong_boxes": self.wrong_boxes,
            "lost_anomalies": self.lost_anomalies,
            "false_alarms": self.false_alarms,
            "must_not_flag_violated": self.must_not_flag_violated,
            "confusion": dict(self.confusion),
            "cases": self.cases,
        }


RATES = {
    "page_classification": ("pages_classified", "pages"),
    "documents_found": ("documents_found", "documents"),
    "documents_with_exact_pages": ("documents_exact_pages", "documents"),
    "documents_wholly_right": ("documents_wholly_right", "documents"),
    "short_fields_exact": ("short_fields_exact", "short_fields"),
    "identifiers_exact": ("identifiers_exact", "identifiers"),
    "long_texts_exact": ("long_texts_exact", "long_texts"),
    "long_text_character_error": ("long_text_error_sum", "long_texts"),
    "accepted_right": ("accepted_right", "accepted"),
    "accepted_identifiers_right": ("accepted_identifiers_right", "accepted_identifiers"),
    "promised_fields_right": ("promised_fields_right", "promised_fields"),
    "promised_cells_right": ("promised_cells_right", "promised_cells"),
    "accepted_fields_right": ("fields_accepted_right", "fields_accepted"),
    "accepted_cells_right": ("cells_accepted_right", "cells_accepted"),
    "field_coverage": ("fields_accepted", "fields"),
    "field_coverage_right": ("fields_accepted_right", "fields"),
    "cell_coverage": ("cells_accepted", "cells"),
    "cells_right": ("cells_right", "cells"),
    "rows_found": ("rows_found", "rows"),
    "boxes_covering": ("boxes_covering", "boxes"),
    "anomalies_found": ("anomalies_found", "anomalies"),
    "anomalies_found_strictly": ("anomalies_found_strictly", "anomalies"),
    "rejected_files_found": ("rejected_files_found", "rejected_files"),
    "rejected_files_reason_right": ("rejected_files_reason_right", "rejected_files_with_reason"),
    "missing_documents_found": ("missing_documents_found", "missing_documents"),
    "as_of_right": ("as_of_right", "cases"),
    "applicant_right": ("applicant_right", "cases"),
    "cases_without_wrong_accepted": ("cases_without_wrong_accepted", "cases"),
}
"""Rate to its part and its whole among the counts."""
