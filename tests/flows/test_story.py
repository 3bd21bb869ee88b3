"""The story of a case: what is done once is not done again, and no fault of a page or a case spreads."""

from __future__ import annotations

import json
import os
import unicodedata
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from datapackages.verify import verify
from flows import reading
from flows import run as runs
from flows.faults import Stopped
from flows.jobs import batch, job
from flows.outcome import Outcome, exit_status
from flows.workshop import Opinion, Workshop
from schemas.core import SourceFile
from tests import making
from tests.flows import fakes
from tests.making import put

TODAY = date(2024, 5, 6)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "某某商贸有限公司"
    put(folder, "a.pdf", making.pdf(3))
    put(folder, "b/c.zip", making.archive({"表.csv": "2024-03-31,1\n2024-03-31,2\n".encode("gb18030")}))
    put(folder, "bad.pdf", b"%PDF-1.7 broken")
    return folder


def outcome(shop: Workshop, folder: Path, as_of: date | None = None) -> Outcome:
    (found,) = runs.run(shop, [job(folder, folder.parents[1] / "out", as_of, TODAY)], runs.direct, lambda o: None)
    return found


def package(found: Outcome) -> dict[str, Any]:
    assert found.package
    loaded: dict[str, Any] = json.loads((Path(found.package) / "package.json").read_text())
    return loaded


def test_a_folder_becomes_a_package_that_verifies(tmp_path: Path, case: Path) -> None:
    found = outcome(fakes.workshop(tmp_path / "data"), case)
    assert found.error is None
    content = package(found)
    assert content["case_name"] == "某某商贸有限公司"
    assert "某某" not in str(content["case_id"])
    assert [d["pages"][0]["file"] for d in content["documents"]] == ["a.pdf", "b/c.zip/表.csv"]
    assert [r["reason"] for r in content["rejected_files"]] == ["corrupt"]
    assert Path(found.package or "") == tmp_path / "out" / "某某商贸有限公司"
    assert not verify(Path(found.package or ""))
    assert exit_status([found]) == 3


def test_running_again_reads_nothing_and_leaves_the_package_alone(tmp_path: Path, case: Path) -> None:
    first = package(outcome(fakes.workshop(tmp_path / "data"), case))
    assert len(fakes.FakePool.reads) == 3
    assert package(outcome(fakes.workshop(tmp_path / "data"), case)) == first
    assert fakes.FakePool.reads == []


def test_an_altered_package_is_made_again_without_reading(tmp_path: Path, case: Path) -> None:
    found = outcome(fakes.workshop(tmp_path / "data"), case)
    report = Path(found.package or "") / "report.html"
    report.write_text("altered")
    outcome(fakes.workshop(tmp_path / "data"), case)
    assert report.read_text() != "altered"
    assert fakes.FakePool.reads == []


def test_a_new_file_is_all_that_is_read(tmp_path: Path, case: Path) -> None:
    outcome(fakes.workshop(tmp_path / "data"), case)
    put(case, "new.pdf", making.pdf(2, tag=5))
    found = outcome(fakes.workshop(tmp_path / "data"), case)
    assert len(fakes.FakePool.reads) == 2
    assert found.documents == 3


def test_the_date_of_judgement_comes_from_option_application_or_intake(tmp_path: Path, case: Path) -> None:
    option = package(outcome(fakes.workshop(tmp_path / "data"), case, date(2020, 1, 2)))
    assert (option["as_of"], option["as_of_source"]) == ("2020-01-02", "option")
    application = package(outcome(fakes.workshop(tmp_path / "data"), case))
    assert (application["as_of"], application["as_of_source"]) == ("2024-03-31", "application")
    (case / "b" / "c.zip").unlink()
    intake = package(outcome(fakes.workshop(tmp_path / "data"), case))
    assert (intake["as_of"], intake["as_of_source"]) == ("2024-05-06", "intake")
    assert {"document_id": "D001", "field": "application_date", "reason": "as_of_is_intake_date"} in intake["review"]


def test_a_page_that_always_ends_its_process_is_unreadable_and_tried_by_the_next_run(
    tmp_path: Path, case: Path
) -> None:
    def fault(file: SourceFile, number: int) -> None:
        if number == 2:
            raise BrokenProcessPool

    found = outcome(fakes.workshop(tmp_path / "data", fault), case)
    assert found.unreadable_pages == 1
    assert package(found)["status"] == "partial"
    assert exit_status([found]) == 3
    again = outcome(fakes.workshop(tmp_path / "data"), case)
    assert again.unreadable_pages == 0
    assert [number for _, number in fakes.FakePool.reads] == [2]


def test_a_page_that_never_ends_is_given_up_and_the_others_are_read(
    tmp_path: Path, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE_SECONDS", 0.05)

    def fault(file: SourceFile, number: int) -> None:
        if number == 3:
            raise TimeoutError

    found = outcome(fakes.workshop(tmp_path / "data", fault), case)
    pages = package(found)["documents"][0]["pages"]
    assert [(p["status"], p["reason"]) for p in pages] == [("read", None), ("read", None), ("unreadable", "timeout")]


def test_a_crash_in_the_middle_leaves_no_package_and_the_next_run_goes_on(tmp_path: Path, case: Path) -> None:
    def crash(case: object) -> Opinion:
        raise RuntimeError("a fault of the program")

    found = outcome(fakes.workshop(tmp_path / "data", judge=crash), case)
    assert (found.package, found.error) == (None, "RuntimeError")
    assert exit_status([found]) == 4
    assert not (tmp_path / "out" / case.name).exists()
    again = outcome(fakes.workshop(tmp_path / "data"), case)
    assert again.package
    assert fakes.FakePool.reads == []


def test_a_stopped_run_keeps_its_pages(tmp_path: Path, case: Path) -> None:
    shop = fakes.workshop(tmp_path / "data")
    shop.reading.stop()
    with pytest.raises(Stopped):
        outcome(shop, case)
    assert not (tmp_path / "out").exists()


def test_a_fault_in_one_case_leaves_the_others_alone(tmp_path: Path, case: Path) -> None:
    put(tmp_path / "in" / "空", "x.pdf", b"")
    put(tmp_path / "in", "loose.pdf", making.pdf())
    put(tmp_path / "in", "Thumbs.db", b"x")
    folders, loose = batch(tmp_path / "in")
    assert [f.name for f in loose] == ["loose.pdf"]
    jobs = [job(folder, tmp_path / "out", None, TODAY) for folder in folders]
    found = runs.run(fakes.workshop(tmp_path / "data"), jobs, runs.direct, lambda o: None)
    assert [bool(o.package) for o in found] == [True, False]
    assert [r.reason for r in found[1].rejected] == ["empty"]


def test_files_with_odd_names_are_packaged_with_their_bytes(tmp_path: Path, case: Path) -> None:
    odd = {
        os.fsdecode("执照.pdf".encode("gb18030")): "执照.pdf",
        unicodedata.normalize("NFD", "é.pdf"): "é.pdf",
        "é.pdf": "é (2).pdf",
        "a\\b.pdf": "a\\b.pdf",
    }
    case = case.rename(case.with_name(os.fsdecode("某某公司".encode("gb18030"))))
    for number, name in enumerate(odd):
        put(case, name, making.pdf(tag=20 + number))
    found = outcome(fakes.workshop(tmp_path / "data"), case)
    assert (found.error, found.case_name) == (None, "某某公司")
    originals = {p.name: p.read_bytes() for p in (Path(found.package or "") / "originals").iterdir() if p.is_file()}
    assert {making.pdf(tag=20 + n) for n in range(4)} <= set(originals.values())
    assert set(odd.values()) <= set(originals)


def test_a_labelled_case_keeps_its_files_apart_from_its_labels(tmp_path: Path) -> None:
    put(tmp_path / "one", "truth.json", b"{}")
    put(tmp_path / "one", "files/a.pdf", making.pdf())
    made = job(tmp_path / "one", tmp_path / "out", None, TODAY)
    assert (made.folder.name, made.case_name) == ("files", "one")
    assert made.case_id == job(tmp_path / "two" / ".." / "one", tmp_path, None, TODAY).case_id
