"""The benchmarks still fit the code that they measure, and their reports say what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from benchmarks import _digital, _papers, _profile, _report, accuracy
from evaluation.score import score
from ocr import text_layer
from ocr.read import _tables
from samples import _print

FIGURES = {
    "machine": {"cores": 2, "processor": "some processor", "system": "Linux", "python": "3.11"},
    "digital": {"text_pages_a_second": 21.5, "table_pages_a_second": 6.25, "sealed_table_pages_a_second": 4.5},
    "memory": {"pages": 60, "peak_bytes": 2**31, "seconds": 80.0},
    "profile": {"pages": 10, "cpu_seconds": {"recognise lines": 15.0, "seals": 5.0}},
}


@pytest.mark.parametrize("path", sorted({path for _, path in _profile.STAGES}))
def test_a_profiled_function_is_there(path: str) -> None:
    owner, name = _profile._owner(path)
    assert callable(getattr(owner, name))


def test_a_stage_does_not_count_what_it_calls() -> None:
    watch = _profile.Stopwatch()
    with watch.stage("outer"), watch.stage("inner"):
        sum(range(2_000_000))
    assert watch.seconds["inner"] > 10 * watch.seconds["outer"] >= 0


def test_the_drawn_table_is_found_with_all_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_bytes(_print.pdf([_digital._table_page()]))
    (page,) = pdfium.PdfDocument(path)
    lines = text_layer.lines_of(page, text_layer.glyphs_of(page))
    (table,) = _tables(path, 1, page, np.zeros((1, 1, 3), np.uint8), lines, 0)
    assert (table.rows, table.columns) == (32, 8)
    assert all(cell.text for cell in table.cells)


def test_there_are_enough_image_pages() -> None:
    pages = _papers.image_pages(accuracy.SAMPLES)
    assert len(pages) >= 40
    assert all(file.suffix not in (".xlsx", ".csv", ".bin") for file, _ in pages)
    assert len(_papers.image_pages(accuracy.SAMPLES, 4)) >= 4


def test_a_large_case_repeats_pages_in_files_of_their_own(tmp_path: Path) -> None:
    pages = _papers.image_pages(accuracy.SAMPLES, 3)
    folder = _papers.one_case(pages, 7, tmp_path / "case")
    contents = [file.read_bytes() for file in folder.iterdir()]
    assert len(contents) == len(set(contents)) >= 7


def test_the_report_names_figures_and_targets() -> None:
    text = _report.markdown(FIGURES)
    assert "| running text | 21.5 | 20 |" in text
    assert "**2.00 GiB**" in text
    assert "| recognise lines | 15.00 | 75.0 % | 1500 ms |" in text
    assert "bare engine" not in text


def test_accuracy_is_stored_between_its_marks_only(tmp_path: Path) -> None:
    page = accuracy.PAGE.read_text(encoding="utf-8")
    for section in ("samples", "labelled set"):
        new = accuracy.filled(page, section, "| a table |")
        assert new.count("| a table |") == 1
        assert new.split("<!-- " + section)[0] == page.split("<!-- " + section)[0]
    with pytest.raises(ValueError, match="no marks"):
        accuracy.filled(page, "another", "")


def test_accuracy_gives_counts_and_no_values(tmp_path: Path) -> None:
    truth = json.loads((accuracy.SAMPLES / "old_regime" / "truth.json").read_text(encoding="utf-8"))
    licence = next(d for d in truth["documents"] if d["type"] == "business_licence")
    fields = {name: {"value": "不是这个", "status": "accepted"} for name in licence["fields"]}
    (tmp_path / "old_regime").mkdir()
    package = {"documents": [{"type": "business_licence", "pages": licence["pages"], "fields": fields, "tables": {}}]}
    (tmp_path / "old_regime" / "package.json").write_text(json.dumps(package), encoding="utf-8")
    pages = sum(
        len(
            {(p["file"], p["page"]) for d in json.loads(t.read_text(encoding="utf-8"))["documents"] for p in d["pages"]}
        )
        for t in accuracy.SAMPLES.glob("*/truth.json")
    )
    text = accuracy.markdown(score(accuracy.SAMPLES, tmp_path))
    assert "`business_licence.company_name`" in text
    assert f"1 of {pages}" in text
    assert "不是这个" not in text
    assert truth["applicant"]["name"] not in text
