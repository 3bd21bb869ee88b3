"""One file read as one document type, for who works on that type: `python -m extractors.X FILE`.

Prints every field with its status and value. `--draw` writes the pages with the boxes of labels (blue) and values (red);
`--record` writes the golden beside the file and never overwrites one. Where a golden lies, a difference is printed and
ends with status 1.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import settings
from datapackages import draw
from datapackages.manifest import sha256
from datapackages.render import field_value
from datapackages.values import shown
from extractors._assemble import read_as
from flows import joins
from flows.workshop import Workshop
from intake.messages import BY_CODE, for_kind
from intake.sniff import Foreign, sniff
from ocr.inspect import inspect
from schemas.core import Document, FieldValue, Page, PageStatus, SourceFile
from schemas.core.errors import UnreadableFile

DIFFERENT, USAGE = 1, 2


def main(type_: str, arguments: Sequence[str] | None = None) -> int:
    """Read a file as `type_`; 0 when done, 1 when it differs from its golden, 2 when it cannot be done."""
    parser = argparse.ArgumentParser(prog=f"python -m extractors.{type_}", description=f"Read a file as {type_}.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", help="only these, such as 2 or 1,3-5")
    parser.add_argument(
        "--draw", type=Path, nargs="?", const=Path(), metavar="FOLDER", help="write the pages with boxes"
    )
    parser.add_argument("--record", action="store_true", help="write the golden beside the file")
    chosen = parser.parse_args(arguments)
    golden = golden_path(chosen.file, type_)
    if chosen.record and golden.exists():
        return _say(f"{golden} is there already; look at it, and delete it before recording anew")
    try:
        file = source(chosen.file)
        numbers = _numbers(chosen.pages, file.pages)
    except (OSError, ValueError) as error:
        return _say(f"{chosen.file}: {error}")
    except UnreadableFile as error:
        return _say(f"{chosen.file}: {getattr(error, 'message', None) or BY_CODE[error.code]}")
    with tempfile.TemporaryDirectory() as work:
        return _read(type_, file, numbers, chosen, golden, Path(work))


def _read(
    type_: str, file: SourceFile, numbers: Sequence[int], chosen: argparse.Namespace, golden: Path, work: Path
) -> int:
    loaded = settings.load()
    shop = joins.workshop(loaded.data if "data" in loaded.model_fields_set else work, loaded)
    try:
        pages = shop.reading.pages(file, lambda f, n: None, numbers)
        document = _document(type_, file, pages, shop, loaded.target_accuracy)
        print("\n".join(_told(document, pages)))
        if chosen.draw is not None:
            for path in drawn(document, shop, chosen.draw, f"{chosen.file.stem}.{type_}"):
                print(path)
    finally:
        shop.reading.stop()
    return _compared(golden_text(document), golden, chosen.record)


def _document(type_: str, file: SourceFile, pages: Sequence[Page], shop: Workshop, target: float) -> Document:
    if shop.engine == "tesseract":
        return read_as(type_, pages, file.path, None, target)
    from ocr.second_reader import Tesseract

    return read_as(type_, pages, file.path, Tesseract(shop.pages.image_path, shop.root / "tmp"), target)


def source(path: Path) -> SourceFile:
    """The file as intake would hand it on.

    Raises:
        OSError: it cannot be opened.
        UnreadableFile: it cannot be read.
    """
    kind = sniff(path)
    if isinstance(kind, Foreign):
        raise ValueError(for_kind(kind))
    return SourceFile(
        path=path.name,
        sha256=sha256(path),
        kind=kind,
        size=path.stat().st_size,
        pages=inspect(path, kind),
        location=str(path),
    )


def _numbers(text: str | None, count: int) -> list[int]:
    """Page numbers from `1,3-5`; all when nothing is given.

    >>> _numbers("1,3-4", 5), _numbers(None, 2)
    ([1, 3, 4], [1, 2])
    """
    if text is None:
        return list(range(1, count + 1))
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    if not all(1 <= number <= count for number in found):
        raise ValueError(f"it has {count} pages")
    return found


def _values(document: Document) -> Iterator[tuple[str, str, FieldValue]]:
    """Path, plain name and value of every field and cell."""
    for name, value in document.fields.items():
        yield name, name, value
    for table, rows in document.tables.items():
        for index, row in enumerate(rows):
            for column, value in row.items():
                yield f"{table}[{index}].{column}", column, value


def _told(document: Document, pages: Sequence[Page]) -> list[str]:
    lost = [f"page {page.number} cannot be read: {page.reason}" for page in pages if page.status is not PageStatus.READ]
    head = (
        f"{document.extractor}  {document.title_zh}  {len(pages)} pages  recognised as such: {document.type_confidence}"
    )
    return [head, *lost, *(_row(path, name, value) for path, name, value in _values(document))]


def _row(path: str, name: str, value: FieldValue) -> str:
    evidence = value.evidence
    place = f"p{evidence.page} {evidence.cell or ''}".strip() if evidence else ""
    how = " ".join(part for part in (value.reason, evidence.method if evidence else None) if part)
    return (
        f"{path:30} {value.status.value:8} {value.confidence:.4f}  {shown(name, value.value)}  {place} {how}".rstrip()
    )


def drawn(document: Document, shop: Workshop, folder: Path, name: str) -> list[Path]:
    """Write every page of the document that has a picture, with the boxes on it; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, page in enumerate(document.pages, 1):
        if page.image is None:
            continue
        path = folder / f"{name}.p{page.page:03d}.png"
        draw.boxes(shop.pages.image_path(page.image), list(_boxes(document, number)), path)
        written.append(path)
    return written


def _boxes(document: Document, number: int) -> Iterator[draw.Mark]:
    for path, _, value in _values(document):
        evidence, trace = value.evidence, value.trace
        if trace is not None and trace.box is not None and trace.page == number:
            yield draw.Mark(trace.box, draw.LABEL)
        if evidence is not None and evidence.box is not None and evidence.page == number:
            yield draw.Mark(evidence.box, draw.VALUE, path)


def golden_path(file: Path, type_: str) -> Path:
    """Where the golden of a file read as a type lies: beside it."""
    return file.with_name(f"{file.name}.{type_}.golden.json")


def golden_text(document: Document) -> str:
    """What a golden keeps: status and value of every field and cell, one a line."""
    values = {path: _kept(name, value) for path, name, value in _values(document)}
    return json.dumps({"type": document.type, "values": values}, ensure_ascii=False, indent=1) + "\n"


def _kept(name: str, value: FieldValue) -> str:
    entry = field_value(name, value, "", frozenset())
    return f"{entry['status']} {json.dumps(entry['value'], ensure_ascii=False)}"


def _compared(text: str, golden: Path, record: bool) -> int:
    if record:
        golden.write_text(text, encoding="utf-8")
        print(f"{golden} written")
        return 0
    if not golden.exists():
        return 0
    before = golden.read_text(encoding="utf-8")
    print(*difflib.unified_diff(before.splitlines(), text.splitlines(), golden.name, "now", lineterm="", n=0), sep="\n")
    return DIFFERENT if before != text else 0


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return USAGE
