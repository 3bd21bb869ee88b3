"""A package is whole or it is not there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from datapackages.originals import OriginalChanged
from datapackages.verify import verify
from schemas.core import Applicant, Citation, Judgement, ReviewItem
from tests.datapackages.sample_case import BLUE, CREATED, RED, Prepared


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_originals_are_there_byte_for_byte_with_rejected_ones_and_without_junk(
    package: Path, prepared: Prepared
) -> None:
    originals = _tree(package / "originals")
    arrived = _tree(prepared.folder)
    assert originals == {name: arrived[name] for name in ("证照/执照.pdf", "余额表.xlsx", "报告.zip", "空.pdf")}


def test_crops_show_the_value(package: Path) -> None:
    for name, colour in (("D001/company_name.jpg", RED), ("D002/loans-0-balance.jpg", BLUE)):
        with Image.open(package / "crops" / name) as crop:
            middle = crop.getpixel((crop.width // 2, crop.height // 2))
            assert isinstance(middle, tuple)
            assert all(abs(a - b) < 25 for a, b in zip(middle, colour, strict=True))
            assert crop.width < 400


def test_page_images_are_the_stored_ones(package: Path, prepared: Prepared) -> None:
    assert sorted(_tree(package / "pages").values()) == sorted(_tree(prepared.images).values())


def test_building_again_gives_the_same_bytes(prepared: Prepared, tmp_path: Path) -> None:
    first = _tree(prepared.build(tmp_path / "a"))
    again = _tree(prepared.build(tmp_path / "b"))
    assert first == again
    later = _tree(prepared.build(tmp_path / "c", CREATED + timedelta(days=1)))
    assert {n for n in first if first[n] != later[n]} == {"package.json", "report.html", "MANIFEST.json"}


def test_a_new_package_replaces_the_old_one(prepared: Prepared, tmp_path: Path) -> None:
    target = prepared.build(tmp_path / "out" / "case")
    (target / "stray.txt").write_text("old")
    prepared.build(target)
    assert verify(target) == []
    assert [p.name for p in target.parent.iterdir()] == ["case"]


def test_a_failed_build_leaves_no_package_and_no_litter(prepared: Prepared, tmp_path: Path) -> None:
    (prepared.folder / "余额表.xlsx").write_bytes(b"other bytes")
    with pytest.raises(OriginalChanged):
        prepared.build(tmp_path / "out" / "case")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_failed_build_keeps_the_package_that_was_there(prepared: Prepared, tmp_path: Path) -> None:
    target = prepared.build(tmp_path / "out" / "case")
    before = _tree(target)
    (prepared.folder / "证照" / "执照.pdf").unlink()
    with pytest.raises(OriginalChanged):
        prepared.build(target)
    assert _tree(target) == before


def test_what_a_killed_run_left_behind_is_cleared(prepared: Prepared, tmp_path: Path) -> None:
    target = tmp_path / "out" / "case"
    (tmp_path / "out" / ".case.building-x").mkdir(parents=True)
    (tmp_path / "out" / ".case.replaced").mkdir()
    prepared.build(target)
    assert [p.name for p in target.parent.iterdir()] == ["case"]


def test_a_lost_page_image_does_not_stop_the_package(prepared: Prepared, tmp_path: Path) -> None:
    for image in prepared.images.iterdir():
        image.write_bytes(b"no picture")
    assert verify(prepared.build(tmp_path / "out")) == []


def test_a_link_out_of_the_case_folder_is_not_followed(prepared: Prepared, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (prepared.folder / "空.pdf").unlink()
    (prepared.folder / "空.pdf").symlink_to(tmp_path / "secret.pdf")
    package = prepared.build(tmp_path / "out")
    assert not (package / "originals" / "空.pdf").exists()


def test_a_case_where_nothing_could_be_read_still_has_an_intact_package(prepared: Prepared, tmp_path: Path) -> None:
    case = prepared.case_file.case
    empty = prepared.altered(
        case=case.model_copy(
            update={"documents": (), "applicant": Applicant(kind="company", sole_proprietor=False, name=None)}
        ),
        judgement=Judgement(findings=(), missing_documents=(), wanted_documents=(), visit=()),
        files=(),
        review=(ReviewItem(document_id="case", field="application_date", reason="as_of_is_intake_date"),),
        borrowings=None,
    )
    package = empty.build(tmp_path / "out")
    assert verify(package) == []
    assert "未读到申请日期" in (package / "report.html").read_text("utf-8")


def test_a_finding_on_a_cell_that_is_gone_is_shown_all_the_same(prepared: Prepared, tmp_path: Path) -> None:
    cited = Citation(document_id="D002", field="loans[9].balance", value="1.00", page=1, bbox=(0.6, 0.5, 0.8, 0.52))
    lost = Citation(document_id="D999", field="amount", value=None, page=None, bbox=None)
    finding = prepared.case_file.judgement.findings[1].model_copy(update={"evidence": (cited, lost)})
    judgement = prepared.case_file.judgement.model_copy(update={"findings": (finding,)})
    package = prepared.altered(judgement=judgement).build(tmp_path / "out")
    assert (package / "crops" / "D002" / "loans-9-balance.jpg").is_file()
    assert verify(package) == []
