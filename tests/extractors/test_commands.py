"""Every document type is a command: `python -m extractors.X FILE` on a page of the samples."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from extractors._registry import document_types
from flows.glance import golden_path, main
from samples import _recording, _replay
from schemas.core import Page
from store.pages import PageStore

ROOT = Path(__file__).resolve().parents[2]
GUARD = """

if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
"""


@cache
def recorded() -> dict[str, tuple[Page, ...]]:
    """The recorded pages of the sample cases, by their file's hash."""
    pages: dict[str, list[Page]] = {}
    for path in sorted(_recording.HOME.glob("*.json.gz")):
        for page in _recording.load(path.read_bytes()).pages:
            pages.setdefault(page.sha256, []).append(page)
    return {sha256: tuple(found) for sha256, found in pages.items()}


@cache
def samples() -> dict[str, tuple[Path, str]]:
    """A file and the page numbers of one document of each type that the samples hold."""
    found: dict[str, tuple[Path, str]] = {}
    for truth in sorted(_replay.CASES.glob("*/truth.json")):
        for document in json.loads(truth.read_text(encoding="utf-8"))["documents"]:
            file = truth.parent / "files" / document["pages"][0]["file"]
            numbers = [str(p["page"]) for p in document["pages"] if p["file"] == document["pages"][0]["file"]]
            if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() in recorded():
                found.setdefault(document["type"], (file, ",".join(numbers)))
    return found


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory for the command alone."""
    monkeypatch.setenv("HEYAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def prepare(data: Path, file: Path, picture: Image.Image | None = None) -> None:
    """Put the file's recorded pages into the page store, with a picture or without."""
    store = PageStore(data)
    image = None
    if picture is not None:
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        image = store.put_image(buffer.getvalue(), ".png")
    for page in recorded()[hashlib.sha256(file.read_bytes()).hexdigest()]:
        store.put(page.model_copy(update={"image": image}))


@pytest.mark.parametrize("type_", sorted(document_types()))
def test_a_type_can_be_run(type_: str) -> None:
    source = (ROOT / "extractors" / f"{type_}.py").read_text(encoding="utf-8")
    assert source.endswith(GUARD)


@pytest.mark.parametrize("type_", sorted(document_types()))
def test_a_type_reads_a_sample_page(type_: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, pages = samples().get(type_) or samples()["business_licence"]
    prepare(data, file)
    assert main(type_, [str(file), "--pages", pages]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{document_types()[type_].VERSION}  ")
    if type_ in samples():
        assert " accepted " in told or " review " in told


def test_the_module_itself_is_the_command(tmp_path: Path) -> None:
    file, _ = next(s for s in [samples()["trial_balance"]] if s[0].suffix in (".xlsx", ".xls", ".csv"))
    line = [sys.executable, "-m", "extractors.trial_balance", str(file)]
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "accounts[0].account_code" in done.stdout


def test_the_page_is_drawn_with_labels_and_values(data: Path, tmp_path: Path) -> None:
    file, pages = samples()["business_licence"]
    prepare(data, file, Image.new("RGB", (1000, 700), "white"))
    assert main("business_licence", [str(file), "--pages", pages, "--draw", str(tmp_path / "drawn")]) == 0
    (picture,) = (tmp_path / "drawn").iterdir()
    with Image.open(picture) as page:
        colours = {colour for _, colour in page.getcolors(1 << 20) or []}
    assert {(214, 30, 40), (25, 90, 200)} <= colours


def test_a_golden_is_recorded_once_and_tells_differences(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, pages = samples()["loan_card"]
    file = tmp_path / source.name
    file.write_bytes(source.read_bytes())
    prepare(data, file)
    assert main("loan_card", [str(file), "--pages", pages, "--record"]) == 0
    golden = golden_path(file, "loan_card")
    before = golden.read_text(encoding="utf-8")
    assert main("loan_card", [str(file), "--pages", pages]) == 0
    assert main("loan_card", [str(file), "--pages", pages, "--record"]) == 2
    assert golden.read_text(encoding="utf-8") == before
    golden.write_text(before.replace("loan_card_code", "some_code"), encoding="utf-8")
    assert main("loan_card", [str(file), "--pages", pages]) == 1
    assert "some_code" in capsys.readouterr().out


def test_what_cannot_be_read_is_said(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.rar").write_bytes(b"Rar!\x1a\x07\x00rest")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 cut")
    assert main("loan_card", [str(tmp_path / "x.rar")]) == 2
    assert main("loan_card", [str(tmp_path / "x.pdf")]) == 2
    assert main("loan_card", [str(tmp_path / "nowhere.pdf")]) == 2
    said = capsys.readouterr().err
    assert "RAR" in said and "已损坏" in said and "Traceback" not in said


def test_types_load_nothing_of_the_house_above_them() -> None:
    code = "import sys; from extractors._registry import document_types; document_types(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {name.split(".")[0] for name in done.stdout.split()} & {"flows", "store", "ocr", "datapackages"}
