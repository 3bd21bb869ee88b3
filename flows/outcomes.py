"""What became of each file of a case, for the ledger: from the receipt and the pages of its case file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.desk import fitting
from intake.receive import Receipt
from schemas.core import CaseFile, PageRef, PageStatus, RejectedFile
from store.ledger.records import FileOutcome, FileRow, FileState


def outcomes(files: Sequence[FileRow], receipt: Receipt, content: CaseFile | None) -> dict[int, FileOutcome]:
    """The outcome of each file by its id. A member of an archive counts for its archive."""
    pages = [page for document in content.case.documents for page in document.pages] if content else []
    first = _first_of_each_content(files)
    return {
        file.id: _outcome(file, fitting(file.path), receipt, pages, first) for file in files if file.sha256 is not None
    }


def _first_of_each_content(files: Sequence[FileRow]) -> Mapping[str, int]:
    """The file that is read for each content: the first by name, as reception takes them."""
    found: dict[str, int] = {}
    for file in sorted(files, key=lambda f: fitting(f.path)):
        if file.sha256:
            found.setdefault(file.sha256, file.id)
    return found


def _outcome(
    file: FileRow, name: str, receipt: Receipt, pages: Sequence[PageRef], first: Mapping[str, int]
) -> FileOutcome:
    rejected = [r for r in receipt.rejected if _of(name, r.file)]
    taken = [f for f in receipt.files if _of(name, f.path)]
    if not taken:
        return _not_taken(file, rejected, first)
    own = [page for page in pages if _of(name, page.file)]
    unread = [page for page in own if page.status is PageStatus.UNREADABLE]
    quality = _quality(own)
    if unread:
        count = len({(page.sha256, page.page) for page in unread})
        return FileOutcome(
            state=FileState.NEEDS_ATTENTION,
            reason=unread[0].reason or "unreadable",
            note=f"有 {count} 页无法读取，请重新扫描后补交。",
            quality=quality,
        )
    losses = [r for r in rejected if r.reason != "duplicate"]
    if not losses:
        return FileOutcome(state=FileState.PACKAGED, quality=quality)
    note = f"压缩包内有 {len(losses)} 个文件没有采用：{losses[0].message}"
    return FileOutcome(state=FileState.PACKAGED, reason=losses[0].reason, note=note, quality=quality)


def _not_taken(file: FileRow, rejected: Sequence[RejectedFile], first: Mapping[str, int]) -> FileOutcome:
    if not rejected:
        return FileOutcome(state=FileState.PACKAGED, reason="ignored")
    if all(r.reason == "duplicate" for r in rejected):
        other = first.get(file.sha256 or "")
        return FileOutcome(
            state=FileState.DUPLICATE,
            reason="duplicate",
            note=rejected[0].message,
            duplicate_of=other if other != file.id else None,
        )
    worst = next(r for r in rejected if r.reason != "duplicate")
    return FileOutcome(state=FileState.QUARANTINED, reason=worst.reason, note=worst.message)


def _of(name: str, path: str) -> bool:
    return path == name or path.startswith(f"{name}/")


def _quality(pages: Sequence[PageRef]) -> tuple[dict[str, Any], ...]:
    """Pages that are worth a new scan, once each."""
    found = {(page.sha256, page.page): page for page in pages if page.quality.codes}
    return tuple({"page": page.page, "codes": list(page.quality.codes)} for page in found.values())
