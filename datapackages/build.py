"""The package of a case, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from datapackages import crops, details, manifest, originals, places, render, report, workbook
from datapackages.crops import ImagePath
from datapackages.details import PageOf
from schemas.core import CaseFile


def build(
    case_file: CaseFile,
    case_folder: Path,
    image_path: ImagePath,
    target: Path,
    created_at: datetime,
    revision: int = 1,
    versions: Mapping[str, str] | None = None,
    page_of: PageOf | None = None,
) -> Path:
    """Writes the package to `target`, replacing one that is there.

    Everything is written to a hidden folder beside `target`, flushed to the disk and then renamed, so that `target` never
    holds half a package.

    Args:
        case_file: everything about the case.
        case_folder: where the case's files lie as they arrived.
        image_path: gives the stored upright page image of a hash.
        target: the package's folder.
        created_at: the one moment that the package names.
        revision: counts the packages of the case from 1.
        versions: names and versions for the manifest (reader, checks, parameters).
        page_of: gives a page as it was read, for the details of its values.

    Returns:
        `target`.

    Raises:
        OriginalChanged: a file of the case was altered or removed after it was read.
        OSError: the disk is full or not writable.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(target)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    folder.chmod(0o755)
    try:
        _fill(folder, case_file, case_folder, image_path, created_at, revision)
        _explain(folder, case_file, page_of or _not_at_hand)
        (folder / places.MANIFEST).write_bytes(manifest.make(folder, case_file, revision, versions or {}))
        _flush(folder)
        _put_in_place(folder, target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return target


def _fill(
    folder: Path, case_file: CaseFile, case_folder: Path, image_path: ImagePath, created_at: datetime, revision: int
) -> None:
    """Writes every file but the manifest."""
    originals.copy(case_file, case_folder, folder / places.ORIGINALS)
    pages = _copy_pages(case_file, image_path, folder)
    pictures = crops.cut(case_file, image_path)
    for name, data in pictures.crops.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    content = render.package_json(case_file, created_at, revision, pictures.crops, pages)
    (folder / places.PACKAGE).write_bytes(render.dump(content))
    page = report.render(case_file, created_at, revision, pictures, pages)
    (folder / places.REPORT).write_bytes(page)
    (folder / places.WORKBOOK).write_bytes(workbook.render(case_file, pages))


def _explain(folder: Path, case_file: CaseFile, page_of: PageOf) -> None:
    """Writes how each value was read."""
    for document in case_file.case.documents:
        path = folder / places.details(document.document_id)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(details.dump(details.of_document(document, page_of)))


def _not_at_hand(sha256: str, number: int) -> None:
    return None


def _copy_pages(case_file: CaseFile, image_path: ImagePath, folder: Path) -> dict[str, str]:
    """Copies the upright page images; gives their package paths by hash. A lost image is left out."""
    copied: dict[str, str] = {}
    (folder / places.PAGES).mkdir()
    for document in case_file.case.documents:
        for page in document.pages:
            if page.image is None or page.image in copied:
                continue
            source = image_path(page.image)
            if source.is_file():
                copied[page.image] = places.page_image(page, source.suffix)
                shutil.copyfile(source, folder / copied[page.image])
    return copied


def _prefix(target: Path) -> str:
    return f".{target.name}.building-"


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.replaced")


def _clear_leftovers(target: Path) -> None:
    """Takes away what a run that was cut off left behind; an old package set aside comes back if none took its place."""
    if _old(target).exists() and not target.exists():
        _old(target).rename(target)
    shutil.rmtree(_old(target), ignore_errors=True)
    for leftover in target.parent.iterdir():
        if leftover.name.startswith(_prefix(target)):
            shutil.rmtree(leftover, ignore_errors=True)


def _flush(folder: Path) -> None:
    for directory, _, names in os.walk(folder):
        for name in names:
            _sync(Path(directory, name))
        _sync(Path(directory))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put_in_place(folder: Path, target: Path) -> None:
    """Renames the finished folder to its final name; an older package steps aside for that moment and is then deleted."""
    old = _old(target)
    if target.exists():
        target.rename(old)
    try:
        folder.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    _sync(target.parent)
    shutil.rmtree(old, ignore_errors=True)
