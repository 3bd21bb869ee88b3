"""The sample cases from their recorded pages: understood, judged, compared with the truth and with what was so before.

`python -m samples.record` records the pages anew, `python -m samples.record --goldens --overwrite` writes the goldens.
"""

from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from evaluation.forms import CODES
from evaluation.score import score
from evaluation.tally import Score
from ocr.versions import reader_of
from samples import _recording, _replay, record
from schemas.core import FileKind, TextSource

CASES = sorted(folder.name for folder in _replay.CASES.iterdir())
FOLDERS = {name: _replay.CASES / name for name in CASES}


@cache
def recording(case: str) -> _recording.Recording:
    return _recording.load(_recording.path(case).read_bytes())


@cache
def package(case: str) -> dict[str, Any]:
    with TemporaryDirectory() as work:
        return _replay.package_of(_replay.replay(FOLDERS[case], recording(case), Path(work)))


@cache
def measured() -> Score:
    with TemporaryDirectory() as packages:
        for case in CASES:
            (Path(packages) / case).mkdir()
            (Path(packages) / case / "package.json").write_text(json.dumps(package(case)), encoding="utf-8")
        return score(_replay.CASES, Path(packages))


def share(part: str, whole: str) -> float:
    totals = measured().totals
    assert totals[whole] > 0
    return totals[part] / totals[whole]


@pytest.mark.parametrize("case", CASES)
def test_the_case_is_understood_as_its_golden_says(case: str) -> None:
    path = record.golden_path(case)
    before, now = path.read_text(encoding="utf-8"), _replay.golden(package(case))
    changed = list(difflib.unified_diff(before.splitlines(), now.splitlines(), path.name, "now", n=1, lineterm=""))
    if changed:
        pytest.fail("\n".join(changed), pytrace=False)


@pytest.mark.parametrize("case", CASES)
def test_pages_were_recorded_by_the_present_readers(case: str) -> None:
    for page in recording(case).pages:
        kind = FileKind.XLSX if page.source is TextSource.SPREADSHEET else FileKind.PDF
        assert page.reader == reader_of(kind), "record the samples anew: python -m samples.record --overwrite"


@pytest.mark.parametrize("case", CASES)
def test_every_page_was_recorded(case: str) -> None:
    documents = json.loads((FOLDERS[case] / "truth.json").read_text(encoding="utf-8"))["documents"]
    assert len(recording(case).pages) >= len({(p["file"], p["page"]) for d in documents for p in d["pages"]})


def test_recordings_keep_what_was_read_and_are_small() -> None:
    for case in CASES:
        assert _recording.dump(recording(case)) == _recording.path(case).read_bytes()
    assert sum(path.stat().st_size for path in _recording.HOME.iterdir()) < 2_000_000


def test_pages_are_classified() -> None:
    assert share("pages_classified", "pages") >= 0.97, dict(measured().confusion)


def test_fields_are_exact() -> None:
    assert share("short_fields_exact", "short_fields") >= 0.95


def test_cells_are_right() -> None:
    assert share("cells_right", "cells") >= 0.97


def test_what_is_accepted_is_right() -> None:
    wrong = measured().wrong_accepted
    assert 1 - share("accepted_right", "accepted") <= 0.005, wrong


def test_no_identifier_is_accepted_wrongly() -> None:
    codes = [wrong for wrong in measured().wrong_accepted if wrong["field"].rpartition(".")[2] in CODES]
    assert codes == []


def test_most_fields_are_accepted() -> None:
    assert share("fields_accepted_right", "fields") >= 0.80


def test_evidence_lies_over_the_value() -> None:
    assert share("boxes_covering", "boxes") >= 0.97, measured().wrong_boxes


def test_seeded_contradictions_are_found() -> None:
    assert measured().lost_anomalies == []


def test_nothing_else_is_blamed() -> None:
    assert measured().false_alarms == []
    assert measured().must_not_flag_violated == []


def test_bad_files_are_rejected_with_the_right_reason_and_good_ones_are_not() -> None:
    totals = measured().totals
    assert totals["rejected_files"] == totals["rejected_files_found"] > 0
    assert totals["rejected_files_with_reason"] == totals["rejected_files_reason_right"]
    assert totals["rejected_wrongly"] == 0


def test_missing_documents_are_named_and_no_others() -> None:
    totals = measured().totals
    assert totals["missing_documents"] == totals["missing_documents_found"]
    assert totals["missing_documents_wrong"] == 0


def test_the_applicant_and_the_date_are_read() -> None:
    assert share("applicant_right", "cases") == 1
    assert share("as_of_right", "cases") == 1
