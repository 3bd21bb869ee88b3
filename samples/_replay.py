"""A sample case from its recorded pages to its case file: all stages but reading, and the golden that they are held to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from datapackages.render import package_json
from flows import jobs, joins, stages
from flows.workshop import Understanding, Workshop
from samples._recording import Recording, SecondReading, key
from schemas.core import CaseFile, Page, PageStatus, SourceFile, TextSource
from schemas.core.reader import Crop, SecondReader
from store.pages import PageStore

CASES = Path(__file__).parent / "cases"

INTAKE = date(2026, 1, 5)
"""The day on which the samples count as received."""

Json = dict[str, Any]


class RecordedPool:
    """Gives recorded pages as if they were read now; a page that was not recorded is unreadable."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {(page.sha256, page.number): page for page in pages}

    def read(self, file: SourceFile, number: int) -> Future[Page]:
        """The recorded page."""
        future: Future[Page] = Future()
        future.set_result(self._pages.get((file.sha256, number)) or _not_recorded(file, number))
        return future

    def kill(self) -> None:
        """There is no process to end."""


class RecordedSecondReader:
    """Gives recorded second readings; a crop that was not recorded cannot be read."""

    name = "tesseract"

    def __init__(self, readings: Sequence[SecondReading]) -> None:
        self._texts = {key(r.image, r.box): r.text for r in readings}

    def read(self, crops: Sequence[Crop]) -> list[str]:
        """The recorded text of each crop."""
        return [self._texts.get(key(crop.image, crop.box), "") for crop in crops]


def replay(folder: Path, recording: Recording, work: Path, second: SecondReader | None = None) -> CaseFile:
    """The case file of a sample case from its recorded pages.

    Args:
        folder: the sample case.
        recording: its pages and second readings.
        work: an empty folder for intermediate results.
        second: asked instead of the recorded second readings.
    """
    reader = second or RecordedSecondReader(recording.second)

    def understand(pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore) -> Understanding:
        return joins.understanding(pages, files, reader)

    shop = Workshop(work, 1, understand, joins.opinion, lambda store, workers: RecordedPool(recording.pages))
    job = jobs.job(folder, work / "out", None, INTAKE)
    shop.records.put("job", job.case_id, job)
    try:
        receipt = stages.receive_files(shop, job.case_id)
        case = stages.understand(shop, job.case_id, receipt)
        return shop.records.need("casefile", stages.judge(shop, job.case_id, receipt, case), CaseFile)
    finally:
        shop.reading.stop()


def package_of(case_file: CaseFile) -> Json:
    """What package.json would hold, without pictures."""
    return package_json(case_file, datetime(2026, 1, 5, tzinfo=UTC))


def golden(package: Json) -> str:
    """What a golden keeps of a package, one value a line."""
    kept = {
        "as_of": package["as_of"],
        "applicant": package["applicant"],
        "documents": [_document(document) for document in package["documents"]],
        "findings": [f"{f['check']} {f['verdict']}" for f in package["findings"]],
        "missing_documents": package["missing_documents"],
        "rejected_files": {r["file"]: r["reason"] for r in package["rejected_files"]},
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _document(document: Json) -> Json:
    return {
        "type": document["type"],
        "pages": [f"{p['file']}#{p['page']}" + " duplicate" * bool(p["duplicate_of"]) for p in document["pages"]],
        "fields": {name: _value(value) for name, value in document["fields"].items()},
        "tables": {name: _rows(rows) for name, rows in document["tables"].items()},
    }


def _value(value: Json) -> str:
    return f"{value['status']} {json.dumps(value['value'], ensure_ascii=False)}"


def _rows(rows: Sequence[Json]) -> str:
    cells = [cell for row in rows for cell in row.values()]
    return f"{len(rows)} rows, {sum(cell['status'] == 'accepted' for cell in cells)} of {len(cells)} values accepted"


def _not_recorded(file: SourceFile, number: int) -> Page:
    return Page(
        sha256=file.sha256,
        number=number,
        status=PageStatus.UNREADABLE,
        reason="crashed",
        width=0,
        height=0,
        source=TextSource.OCR,
        reader="none",
    )
