"""The stages of a case, each: load by key -> one call into a stage's package -> save under a key.

Every argument and result is an id, a hash or a key, never a name or a person's data, so that an engine may record
them. Each stage can be run again at any time: what is done already is taken from the stores.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from flows import heard, joins, review
from flows.jobs import Job
from flows.workshop import Workshop
from intake.receive import Receipt, receive
from ocr.versions import READER, reader, reader_of
from schemas.core import Case, CaseFile, Page, PersonRecord, Record, ReviewItem, SourceFile
from store import records, versions

log = logging.getLogger(__name__)

UNDERSTANDING = ("extractors", "schemas", "standards", "ocr", "flows")
JUDGEMENT = ("checks", "schemas", "standards")
PACKAGE = ("datapackages", "schemas", "standards")

CACHED: dict[str, Callable[[], str]] = {
    "read_file": lambda: READER,
    "understand": lambda: versions.of(*UNDERSTANDING),
    "judge": lambda: versions.of(*JUDGEMENT),
}
"""Stages whose result depends on their arguments and their code alone, with the code's version."""


class Packaged(Record):
    """Which content a package holds, and where it lies."""

    case_file: str
    target: str
    revision: int = 1


class Current(Record):
    """What a case's last package was made of, before persons were heard."""

    receipt: str
    case: str


class UnderstoodCase(Record):
    """A case with what a person must look at."""

    case: Case
    review: tuple[ReviewItem, ...]


def receive_files(shop: Workshop, case_id: str) -> str:
    """Receive the case's folder; the key of its receipt."""
    shop.watcher.stage(case_id, "receive")
    job = shop.records.need("job", case_id, Job)
    from ocr.inspect import inspect

    receipt = receive(job.folder, unpacked(shop, case_id), inspect)
    receipt = receipt.model_copy(update={"rejected": receipt.rejected + job.refused})
    shop.watcher.received(case_id, len(receipt.files), sum(file.pages for file in receipt.files))
    log.info("%s: %d files, %d rejected", case_id, len(receipt.files), len(receipt.rejected))
    return shop.records.put("receipt", records.key(receipt.model_dump_json()), receipt)


def files_of(shop: Workshop, receipt: str) -> list[str]:
    """The hashes of the files to be read."""
    return [file.sha256 for file in shop.records.need("receipt", receipt, Receipt).files]


def read_file(shop: Workshop, case_id: str, receipt: str, sha256: str) -> str:
    """Read all pages of one file into the page store; the file's hash."""
    file = next(f for f in shop.records.need("receipt", receipt, Receipt).files if f.sha256 == sha256)
    _pages(shop, case_id, file)
    return sha256


def understand(shop: Workshop, case_id: str, receipt: str) -> str:
    """Pages to documents with fields; the key of the case."""
    shop.watcher.stage(case_id, "understand")
    job = shop.records.need("job", case_id, Job)
    files = shop.records.need("receipt", receipt, Receipt).files
    pages = {file.sha256: shop.reading.pages(file, lambda f, n: None) for file in files}
    name = _case_key(shop, job, files, pages)
    if shop.records.get("case", name, UnderstoodCase) is None:
        found = shop.understand(pages, files, shop.pages)
        case = Case(
            case_id=case_id,
            case_name=job.case_name,
            as_of=job.intake_date,
            as_of_source="intake",
            applicant=found.applicant,
            parties=found.parties,
            documents=found.documents,
        )
        as_of, source = _as_of(job, case, ())
        case = case.model_copy(update={"as_of": as_of, "as_of_source": source})
        shop.records.put("case", name, UnderstoodCase(case=case, review=review.items(case)))
    return name


def hear(shop: Workshop, case_id: str, receipt: str, case: str) -> str:
    """Let persons' words stand where they spoke; the key of the case, the same when nobody did.

    It looks at the disk, so that no earlier result takes the place of a word.
    """
    from datapackages.records import carried

    job = shop.records.need("job", case_id, Job)
    shop.words.adopt(case_id, carried(Path(job.target), case_id))
    shop.records.put("current", case_id, Current(receipt=receipt, case=case))
    said = shop.words.of(case_id)
    if not said:
        return case
    when = (str(job.as_of), str(job.intake_date))
    name = records.key(case, *when, *(r.model_dump_json() for r in said), versions.of(*UNDERSTANDING))
    if shop.records.get("case", name, UnderstoodCase) is None:
        understood = joins.parties(heard.hear(shop.records.need("case", case, UnderstoodCase).case, said))
        as_of, source = _as_of(job, understood, said)
        known = understood.model_copy(update={"as_of": as_of, "as_of_source": source})
        shop.records.put(
            "case", name, UnderstoodCase(case=known, review=(*review.items(known), *heard.unplaced(known)))
        )
    return name


def judge(shop: Workshop, case_id: str, receipt: str, case: str) -> str:
    """Run the checks; the key of the case file."""
    shop.watcher.stage(case_id, "judge")
    name = records.key(case, receipt, versions.of(*JUDGEMENT))
    if shop.records.get("casefile", name, CaseFile) is None:
        received = shop.records.need("receipt", receipt, Receipt)
        understood = shop.records.need("case", case, UnderstoodCase)
        opinion = shop.judge(understood.case)
        case_file = CaseFile(
            case=understood.case,
            judgement=opinion.judgement,
            files=received.files,
            rejected=received.rejected,
            review=understood.review,
            borrowings=opinion.borrowings,
            tables=opinion.tables,
        )
        shop.records.put("casefile", name, case_file)
    return name


def package(shop: Workshop, case_id: str, case_file: str) -> str:
    """Write the package, unless the same one is there unaltered; the key of what it holds."""
    from datapackages.build import build
    from datapackages.verify import verify

    shop.watcher.stage(case_id, "package")
    job = shop.records.need("job", case_id, Job)
    target = Path(job.target)
    there = shop.records.get("packaged", case_id, Packaged)
    key = content_key(case_file)
    revision = job.revision or _revision(there, key, target, case_id)
    wanted = Packaged(case_file=key, target=job.target, revision=revision)
    if key != job.previous and (there != wanted or not target.is_dir() or verify(target)):
        content = shop.records.need("casefile", case_file, CaseFile)
        build(
            content,
            job.folder,
            shop.pages.image_path,
            target,
            datetime.now().astimezone(),
            wanted.revision,
            versions=_versions(shop),
            page_of=_page_of(shop, content.files),
        )
        shop.records.put("packaged", case_id, wanted)
    shutil.rmtree(unpacked(shop, case_id), ignore_errors=True)
    return case_file


def _revision(there: Packaged | None, content: str, target: Path, case_id: str) -> int:
    """The number of the package: that of the same content again, else the next after the one that lies there."""
    from datapackages.records import revision_of

    if there is None or there.target != str(target):
        return revision_of(target, case_id) + 1
    return there.revision if there.case_file == content else max(there.revision, revision_of(target, case_id)) + 1


def content_key(case_file: str) -> str:
    """What a package of this case file holds and is written by; the same again would be the same package."""
    return records.key(case_file, versions.of(*PACKAGE))


def _page_of(shop: Workshop, files: tuple[SourceFile, ...]) -> Callable[[str, int], Page | None]:
    """Pages as they were read, from the page store."""
    readers = {file.sha256: reader_of(file.kind, shop.engine) for file in files}
    return lambda sha256, number: shop.pages.get(sha256, number, readers[sha256]) if sha256 in readers else None


def _versions(shop: Workshop) -> dict[str, str]:
    """What read, understood and judged the case, for the manifest."""
    return {
        "reader": reader(shop.engine),
        "understanding": versions.of(*UNDERSTANDING),
        "checks": versions.of(*JUDGEMENT),
    }


def unpacked(shop: Workshop, case_id: str) -> Path:
    """Where the case's archives are unpacked while it is read."""
    return shop.root / "unpacked" / case_id


def _pages(shop: Workshop, case_id: str, file: SourceFile) -> tuple[Page, ...]:
    return shop.reading.pages(file, lambda f, number: shop.watcher.page(case_id, f.path, number))


def _case_key(shop: Workshop, job: Job, files: tuple[SourceFile, ...], pages: dict[str, tuple[Page, ...]]) -> str:
    """Everything that the case's content depends on."""
    named = [f"{file.path} {file.sha256}" for file in files]
    read = [page.model_dump_json() for file in files for page in pages[file.sha256]]
    when = [str(job.as_of), str(job.intake_date), f"{shop.target:g}"]
    return records.key(job.case_name, *when, *named, *read, versions.of(*UNDERSTANDING))


def _as_of(job: Job, case: Case, said: Sequence[PersonRecord]) -> tuple[date, str]:
    """The date that validity is judged at, and where it comes from."""
    if job.as_of is not None:
        return job.as_of, "option"
    applied = review.application_date(case.documents) or heard.application_date(said)
    return (applied, "application") if applied is not None else (job.intake_date, "intake")
