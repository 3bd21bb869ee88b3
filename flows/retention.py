"""Purging closed cases after their time, with a certificate of deletion; a case on hold stays.

Everything that the data directory holds of a case goes: packages, originals that no other case has, pages and their pictures,
what stages remembered, persons' words, receipts; names and paths leave the ledger. A purge that was cut short is taken up
again from the certificate's draft. Files that still lie in the inbox are not ours to delete: the certificate counts them.
"""

from __future__ import annotations

import hashlib
import html
import json
import logging
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from datapackages.slip import NAME_HTML, NAME_JSON
from flows.desk import fitting
from schemas.core import Record
from settings import Settings
from store import _atomic
from store.ledger import Ledger, closing
from store.ledger.records import CaseRow
from store.originals import Originals

log = logging.getLogger(__name__)

FOLDER = "deletions"
_OF_A_CASE = ("packages", "work", "unpacked", "words", "receipts", "quarantine", "archive")
"""Folders below which a case has one of its own, by id or by the name of its drop."""


class Certificate(Record):
    """What was deleted. It names the case by id and contents by hash; `left_in_inbox` files are for a person to delete."""

    schema_: str = "heyan/deletion/1"
    case_id: str
    closed_at: datetime
    decided_at: datetime
    finished_at: datetime | None
    retention_days: int
    revisions: int
    originals: tuple[str, ...]
    original_bytes: int
    kept_for_other_cases: tuple[str, ...]
    left_in_inbox: int


def purge_due(settings: Settings, ledger: Ledger, now: datetime) -> list[str]:
    """Purge the cases whose time has come; the paths of their certificates.

    Raises:
        OSError: something could not be deleted; the next time goes on from there.
        sqlalchemy.exc.OperationalError: the ledger could not be compacted: others keep it busy.
    """
    if settings.retention_days is None:
        return []
    before = now - timedelta(days=settings.retention_days)
    done = [_purge(settings, settings.retention_days, ledger, case, now) for case in closing.to_purge(ledger, before)]
    if done:
        closing.compact(ledger)
    return done


def _purge(settings: Settings, days: int, ledger: Ledger, case: CaseRow, now: datetime) -> str:
    data = settings.data.resolve()
    draft = data / FOLDER / f"{case.case_id}.json"
    certificate = _drafted(draft) or _certificate(ledger, days, case, now)
    _atomic.write(draft, certificate.model_dump_json(indent=1).encode())
    _delete(data, settings.inbox_folder, case, certificate)
    finished = certificate.model_copy(update={"finished_at": now})
    content = finished.model_dump_json(indent=1).encode()
    _atomic.write(draft, content)
    page = draft.with_suffix(".html")
    _atomic.write(page, _page(finished, hashlib.sha256(content).hexdigest()))
    place = page.relative_to(data).as_posix()
    counts = {"originals": len(certificate.originals), "revisions": certificate.revisions}
    closing.forget(ledger, case.case_id, now, place, counts)
    log.info("%s: purged", case.case_id)
    return place


def _drafted(path: Path) -> Certificate | None:
    try:
        return Certificate.model_validate(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return None


def _certificate(ledger: Ledger, days: int, case: CaseRow, now: datetime) -> Certificate:
    assert case.closed_at is not None
    held, shared, left = closing.contents(ledger, case.case_id)
    return Certificate(
        case_id=case.case_id,
        closed_at=case.closed_at,
        decided_at=closing.decide(ledger, case.case_id, now).decided_at,
        finished_at=None,
        retention_days=days,
        revisions=case.revision,
        originals=tuple(sorted(held.keys() - shared)),
        original_bytes=sum(size for sha, size in held.items() if sha not in shared),
        kept_for_other_cases=tuple(sorted(shared)),
        left_in_inbox=left,
    )


def _delete(data: Path, inbox: Path, case: CaseRow, certificate: Certificate) -> None:
    contents = _page_hashes(data / "packages" / case.case_id) | set(certificate.originals)
    _forget_pages(data, contents)
    _forget_records(data / "records", [case.case_id, *contents])
    originals = Originals(data)
    for sha256 in certificate.originals:
        originals.path(sha256).unlink(missing_ok=True)
    for folder in _OF_A_CASE:
        for name in (case.case_id, fitting(case.folder)):
            _remove(data / folder, name)
    _remove_receipts(inbox / fitting(case.folder))


def _remove_receipts(folder: Path) -> None:
    """Take our own receipts out of the drop, and the drop when nothing else is in it; a read-only inbox keeps them."""
    for name in (NAME_HTML, NAME_JSON):
        with suppress(OSError):
            (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()


def _remove(parent: Path, name: str) -> None:
    """Remove what `name` stands for below `parent`, and nothing outside of it."""
    path = parent / name
    if not name or path.parent != parent or name in (".", ".."):
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _page_hashes(packages: Path) -> set[str]:
    """The files whose pages the case's packages hold, members of archives among them."""
    found: set[str] = set()
    for package in packages.glob("*/package.json"):
        try:
            documents = json.loads(package.read_bytes())["documents"]
            found |= {str(page["sha256"]) for document in documents for page in document["pages"]}
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return {sha for sha in found if re.fullmatch(r"[0-9a-f]{64}", sha)}


def _forget_pages(data: Path, contents: Iterable[str]) -> None:
    """Remove pages as they were read, and their pictures; another case that has them too reads them again."""
    for sha256 in contents:
        folder = data / "pages" / sha256[:2] / sha256
        for entry in folder.glob("*.json"):
            try:
                image = json.loads(entry.read_bytes()).get("image")
            except (OSError, ValueError, AttributeError):
                image = None
            if isinstance(image, str) and re.fullmatch(r"[0-9a-f]{64}", image):
                for picture in (data / "images" / image[:2]).glob(f"{image}.*"):
                    picture.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _forget_records(records: Path, names: Iterable[str]) -> None:
    """Remove what stages remembered of a case: every record that names the case or one of its files."""
    told = re.compile(b"|".join(re.escape(name.encode()) for name in names))
    for path in records.rglob("*.json"):
        if told.search(path.name.encode()) or told.search(path.read_bytes()):
            path.unlink(missing_ok=True)


def _page(certificate: Certificate, digest: str) -> bytes:
    """The certificate for people."""
    rows = (
        ("案卷", certificate.case_id),
        ("结案时间", certificate.closed_at.isoformat(timespec="seconds")),
        ("保存期限", f"{certificate.retention_days} 天"),
        ("删除时间", (certificate.finished_at or certificate.decided_at).isoformat(timespec="seconds")),
        ("数据包", f"{certificate.revisions} 版，已全部删除"),
        ("原始文件", f"{len(certificate.originals)} 个，{certificate.original_bytes} 字节，已删除"),
        ("其他案卷也有而保留的文件", f"{len(certificate.kept_for_other_cases)} 个"),
        ("仍在收件文件夹、须人工删除的文件", f"{certificate.left_in_inbox} 个"),
        ("删除清单（JSON）的 SHA-256", digest),
    )
    body = "".join(f"<tr><th>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>" for name, value in rows)
    listed = "".join(f"<li><code>{sha}</code></li>" for sha in certificate.originals)
    style = "body{font:15px/1.7 sans-serif;max-width:900px;margin:40px auto}th{text-align:left;padding-right:24px}"
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>删除证明 {certificate.case_id}</title>'
        f"<style>{style}</style><h1>删除证明</h1><table>{body}</table><h2>已删除的原始文件（SHA-256）</h2><ol>{listed}</ol></html>"
    ).encode()
