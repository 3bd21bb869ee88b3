"""Record how the sample cases are read: `python -m samples.record [--goldens] [--case NAME] [--overwrite]`.

Without `--goldens`, every page of the cases is read by the real readers and kept in `samples/recorded`, so that the
tests of everything after reading need no engine. With it, the goldens are written anew from the recorded pages. What
is there already is only replaced with `--overwrite`: look at the difference before it is committed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import settings
from flows import jobs, joins, stages
from flows.story import Direct
from flows.workshop import Workshop
from intake.receive import Receipt
from samples import _recording, _replay
from samples._recording import Recording, SecondReading
from schemas.core.reader import Crop, SecondReader


class _Listening:
    """Passes crops on to a reader and remembers what it said."""

    def __init__(self, reader: SecondReader) -> None:
        self.name = reader.name
        self.heard: list[SecondReading] = []
        self._reader = reader

    def read(self, crops: Sequence[Crop]) -> list[str]:
        texts = self._reader.read(crops)
        self.heard += [SecondReading(image=c.image, box=c.box, text=t) for c, t in zip(crops, texts, strict=True)]
        return texts


def main(arguments: list[str] | None = None) -> int:
    """Record, or write the goldens; 0 when done, 2 when something would be overwritten."""
    names = sorted(folder.name for folder in _replay.CASES.iterdir() if folder.is_dir())
    parser = argparse.ArgumentParser(prog="python -m samples.record", description="Record the sample cases.")
    parser.add_argument("--goldens", action="store_true", help="write the goldens from the recorded pages")
    parser.add_argument("--case", choices=names, action="append")
    parser.add_argument("--overwrite", action="store_true", help="replace what is there")
    chosen = parser.parse_args(arguments)
    cases = chosen.case or names
    where = golden_path if chosen.goldens else _recording.path
    there = [where(case) for case in cases if where(case).exists()]
    if there and not chosen.overwrite:
        print("already there, use --overwrite: " + ", ".join(path.name for path in there), file=sys.stderr)
        return 2
    for case in cases:
        data = golden(case).encode() if chosen.goldens else _recording.dump(record(_replay.CASES / case))
        where(case).parent.mkdir(exist_ok=True)
        where(case).write_bytes(data)
        print(f"{where(case)}  {len(data) / 1000:.0f} kB", flush=True)
    return 0


def golden_path(case: str) -> Path:
    """Where the golden of a case lies."""
    return _recording.HOME / f"{case}.golden.json"


def golden(case: str) -> str:
    """The golden of a case as its recorded pages give it now."""
    recording = _recording.load(_recording.path(case).read_bytes())
    with tempfile.TemporaryDirectory() as work:
        return _replay.golden(_replay.package_of(_replay.replay(_replay.CASES / case, recording, Path(work))))


def record(folder: Path) -> Recording:
    """Read all pages of a case, then ask the second reader what the case asks of it."""
    from ocr.second_reader import Tesseract

    with _own_folder() as root:
        first = settings.load().model_copy(update={"ocr_engine": "rapidocr"})
        shop = joins.workshop(Path(root) / "read", first)
        try:
            pages = _read(shop, folder)
        finally:
            shop.reading.stop()
        # The crops are asked for as a replay will ask for them: from rounded pages.
        rounded = _recording.load(_recording.dump(Recording(pages=pages.pages)))
        second = _Listening(Tesseract(shop.pages.image_path, Path(root) / "crops"))
        _replay.replay(folder, rounded, Path(root) / "replay", second)
    return rounded.model_copy(update={"second": tuple(second.heard)})


@contextmanager
def _own_folder() -> Iterator[str]:
    """A folder for one case; a workshop sends all temporary files to its own, which does not outlive the case."""
    usual = tempfile.tempdir
    try:
        with tempfile.TemporaryDirectory() as root:
            yield root
    finally:
        tempfile.tempdir = usual


def _read(shop: Workshop, folder: Path) -> Recording:
    job = jobs.job(folder, shop.root / "out", None, _replay.INTAKE)
    shop.records.put("job", job.case_id, job)
    receipt = stages.receive_files(shop, job.case_id)
    Direct(shop).each(stages.read_file, stages.files_of(shop, receipt), job.case_id, receipt)
    files = shop.records.need("receipt", receipt, Receipt).files
    pages = [page for file in files for page in shop.reading.pages(file, lambda f, number: None)]
    return Recording(pages=_recording.in_order(pages))


if __name__ == "__main__":
    sys.exit(main())
