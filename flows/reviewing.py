"""Asking a person and taking the answers: a package's questions as a workbook, and a filled one back into the package.

Answers are kept before anything is made of them; then the case is judged again from what was read before, and the package
is written anew as its next revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from datapackages import questions, review_book
from datapackages.opened import Opened, opened
from datapackages.records import carried
from datapackages.verify import verify
from datapackages.words import VERDICTS
from flows import heard, stages
from flows.jobs import Job
from flows.stages import Current, UnderstoodCase
from flows.workshop import Workshop
from intake import answers, returned
from intake.answer_values import REFUSALS
from intake.answers import Answer, Refusal
from schemas.core import CaseFile, Document, FieldReview, OverrideReview, PaperReview, PersonRecord, Record
from schemas.review_form import FIELDS, NO, OVERRIDES, PAPER_MATTERS, PAPERS, ROLES, YES
from store import _atomic
from store.words import DamagedRecord

SUFFIX = ".review.xlsx"


class CannotReview(Exception):
    """The command cannot work on this; the message is Chinese and says what to do."""


class Altered(Exception):
    """The package is not as it was written: it must be made again before anybody answers for it."""


class Asked(Record):
    """A workbook that was written: how many questions it asks."""

    file: str
    package: str
    fields: int
    papers: int
    findings: int


class Flip(Record):
    """A verdict that is another now."""

    check: str
    title: str
    before: str
    after: str


class Applied(Record):
    """What became of a workbook's answers. `said` counts the answers that are new."""

    package: str
    case_id: str
    revision: int
    reviewer: str
    said: int = 0
    refused: tuple[Refusal, ...] = ()
    flipped: tuple[Flip, ...] = ()
    waiting: int = 0
    applied: bool = False


def place_of(case: Path, data: Path) -> Path:
    """A package's folder: the path itself, or the newest revision of the case of this id in a data directory."""
    revisions = (data / "packages" / case.name).glob("[0-9]*") if not case.exists() and case.name == str(case) else ()
    return max((r for r in revisions if r.name.isdigit()), key=lambda r: int(r.name), default=case)


def export(package: Path, out: Path | None, everything: bool = False) -> Asked:
    """Write the workbook of a package's questions, beside the package unless `out` says where.

    Raises:
        NotThere: there is no package.
        Altered: it is not as it was written.
        CannotReview: the workbook cannot be written there.
    """
    found = _intact(package)
    target = out or found.folder.resolve().with_name(found.folder.resolve().name + SUFFIX)
    if target.resolve().is_relative_to(found.folder.resolve()):
        raise CannotReview("--out 不能在数据包之内，否则数据包会被视为已改动")
    form = questions.form_of(found, everything)
    try:
        _atomic.write(target, review_book.render(form, found.folder))
    except OSError as error:
        raise CannotReview(f"无法写入 {target}：{error.strerror}") from None
    counted = [q.sheet for q in form.questions]
    return Asked(
        file=str(target),
        package=str(found.folder),
        fields=counted.count(FIELDS),
        papers=counted.count(PAPERS),
        findings=counted.count(OVERRIDES),
    )


def package_of(file: Path, chosen: Path | None) -> Path:
    """The package that a workbook was exported from, or the one that was chosen instead.

    Raises:
        CannotReview: it is no workbook of ours, or the package is nowhere to be found.
    """
    try:
        told = answers.head(returned.read(file))
    except FileNotFoundError:
        raise CannotReview(f"没有这个文件：{file}") from None
    except (returned.NotReadable, answers.NotOurs) as error:
        raise CannotReview(f"{file}：{error}") from None
    path = chosen or Path(told.package)
    beside = file.resolve().parent / path.name
    found = path if path.is_dir() or chosen is not None else beside
    package = opened(found) if found.is_dir() else None
    if package is None:
        raise CannotReview(f"找不到数据包 {path}；数据包移动过的，请用 --package 指定")
    if package.content["case_id"] != told.case_id:
        raise CannotReview("这个工作簿是从另一个案卷的数据包导出的")
    return package.folder


def apply(shop: Workshop, file: Path, package: Path, reviewer: str, partly: bool, now: datetime) -> Applied:
    """Take the answers of a workbook into the package at `package`.

    Nothing is taken when any cell is refused, unless `partly`.

    Raises:
        Altered: the package is not as it was written.
        CannotReview: what was read for the package is not at hand, or nothing can be written.
    """
    try:
        return _apply(shop, file, package, reviewer, partly, now)
    except LookupError:
        raise CannotReview(_NOT_AT_HAND) from None
    except DamagedRecord as error:
        raise CannotReview(f"已保存的人工记录 {error} 已损坏，请从备份恢复") from None
    except OSError as error:
        raise CannotReview(f"无法写入：{error.strerror}；已保存的答复不会丢失，处理后再运行一次") from None


def _apply(shop: Workshop, file: Path, package: Path, reviewer: str, partly: bool, now: datetime) -> Applied:
    found = _intact(package)
    case_id, revision = found.content["case_id"], found.content["revision"]
    asked = questions.form_of(found, everything=True).questions
    examined = answers.examine(returned.read(file), asked)
    taken, refused = _settled(examined)
    who = next((a.words["answer"] for a in taken if a.sheet == ROLES and a.question.path == "reviewer"), reviewer)
    told = Applied(package=str(found.folder), case_id=case_id, revision=revision, reviewer=who, refused=refused)
    news = [a for a in taken if (a.sheet, a.question.path) != (ROLES, "reviewer")]
    if not news or (refused and not partly):
        return told.model_copy(update={"waiting": len(found.content["review"])})
    case, current = _at_hand(shop, found)
    shop.words.adopt(case_id, carried(found.folder, case_id))
    present = heard.hear(case.case, shop.words.of(case_id))
    record = _record(news, {d.document_id: d for d in present.documents}, who, now, revision)
    shop.words.add(case_id, record)
    content = _made_anew(shop, case, current, found.folder)
    after = opened(found.folder).content
    return told.model_copy(
        update={
            "said": len(news),
            "revision": after["revision"],
            "applied": True,
            "waiting": len(content.review),
            "flipped": _flipped(found.content, content),
        }
    )


def _intact(package: Path) -> Opened:
    found = opened(package)
    if verify(found.folder):
        raise Altered(f"数据包已被改动或不完整：{found.folder}；请重新运行 heyan run 后再导出")
    return found


def _settled(examined: answers.Answers) -> tuple[list[Answer], tuple[Refusal, ...]]:
    """The answers that are new, and the refusals; what was said before is passed over, what changed since is refused."""
    taken, refused = [], list(examined.refused)
    for answer in examined.answers:
        if _is_known(answer):
            continue
        if answer.stale:
            code = "changed_since_export"
            refused.append(Refusal(sheet=answer.sheet, cell=answer.cell, code=code, message=REFUSALS[code]))
        else:
            taken.append(answer)
    return taken, tuple(refused)


def _is_known(answer: Answer) -> bool:
    """Whether the package has it so already, as when a workbook is applied twice."""
    present = answer.question.present
    if answer.sheet == FIELDS:
        return bool(present) and _word(answer, answer.question.document_id) == present
    if answer.sheet == PAPERS:
        return all(answer.words.get(m, p) == p for m, p in zip(PAPER_MATTERS, present, strict=True))
    if answer.sheet == ROLES:
        return answer.words["answer"] == present[0]
    return (answer.words["override"], answer.words["why"], answer.words.get("evidence", "")) == present


def _word(answer: Answer, document_id: str) -> tuple[str, ...]:
    """The answer as a package would carry it; a confirmation keeps the value that is there."""
    assert answer.decision is not None
    path = answer.question.path
    review = FieldReview(
        document_id=document_id,
        type=answer.question.type,
        path=path,
        source="",
        decision=answer.decision,
        value=answer.value,
        note=answer.note,
    )
    said = questions.said_of(review)
    confirming = answer.raw is None and answer.decision != "not_printed"
    return (said[0], answer.question.present[1], said[2]) if confirming else said


def _at_hand(shop: Workshop, found: Opened) -> tuple[UnderstoodCase, Current]:
    """What was read for the package, before anybody was heard."""
    case_id = found.content["case_id"]
    current = shop.records.get("current", case_id, Current)
    case = shop.records.get("case", current.case, UnderstoodCase) if current else None
    if current is None or case is None or shop.records.get("job", case_id, Job) is None:
        raise CannotReview(_NOT_AT_HAND)
    if _papers(case.case.documents) != [
        (d["document_id"], d["type"], [f"{p['sha256']}#{p['page']}" for p in d["pages"]])
        for d in found.content["documents"]
    ]:
        raise CannotReview(_NOT_AT_HAND)
    return case, current


_NOT_AT_HAND = (
    "没有找到这个数据包的读取记录（.heyan 或 HEYAN_DATA），或资料在此之后又有变动；请对原资料文件夹再运行一次 heyan run"
)


def _papers(documents: Iterable[Document]) -> list[tuple[str, str, list[str]]]:
    return [(d.document_id, d.type, list(heard.sources_of(d))) for d in documents]


def _record(
    said: Sequence[Answer], documents: dict[str, Document], reviewer: str, now: datetime, revision: int
) -> PersonRecord:
    """The answers as one record of one person."""
    roles = {a.question.path: a.words["answer"] for a in said if a.sheet == ROLES}
    everything = list(documents.values())
    return PersonRecord(
        reviewer=reviewer,
        at=now,
        revision=revision,
        fields=tuple(_field(a, documents, everything) for a in said if a.sheet == FIELDS),
        papers=tuple(_paper(a, documents[a.question.document_id], everything) for a in said if a.sheet == PAPERS),
        overrides=tuple(_override(a) for a in said if a.sheet == OVERRIDES),
        sources=tuple(source for d in everything for source in heard.sources_of(d)),
        **roles,
    )


def _field(answer: Answer, documents: dict[str, Document], everything: list[Document]) -> FieldReview:
    question = answer.question
    assert answer.decision is not None
    document = documents.get(question.document_id)
    place: dict[str, Any] = {"source": heard.CASE}
    present = machine = None
    if document is not None:
        present = heard.value_at(document, question.path)
        machine = present.machine if present is not None and present.word is not None else present
        evidence = machine.evidence if machine else None
        sources = heard.sources_of(document)
        source = sources[evidence.page - 1 if evidence and evidence.page <= len(sources) else 0]
        table, index, column = heard.split(question.path)
        row = heard.row_place(document, table, index, source) if column else None
        place = {"source": source, "ordinal": heard.ordinal_of(everything, document, source), "row": row}
    confirming = answer.raw is None and answer.decision != "not_printed"
    return FieldReview(
        document_id=question.document_id,
        type=question.type,
        path=question.path,
        decision=answer.decision,
        value=present.value if confirming and present else answer.value,
        raw=answer.raw,
        note=answer.note,
        machine=machine,
        **place,
    )


def _paper(answer: Answer, document: Document, everything: list[Document]) -> PaperReview:
    sources = heard.sources_of(document)
    same = [d.document_id for d in everything if d.type == document.type and heard.sources_of(d) == sources]
    seen = {matter: {YES: True, NO: False}[word] for matter, word in answer.words.items()}
    return PaperReview(
        document_id=document.document_id,
        type=document.type,
        sources=sources,
        ordinal=same.index(document.document_id),
        original_seen=seen.get("original_seen"),
        copy_stamped=seen.get("copy_stamped"),
        sealed=seen.get("sealed"),
    )


def _override(answer: Answer) -> OverrideReview:
    codes = {word: code for code, word in VERDICTS.items()}
    shown = answer.question.shown
    return OverrideReview(
        check=answer.question.path,
        machine_verdict=codes[shown[2]],
        machine_message=shown[3],
        verdict=codes[answer.words["override"]],
        reason=answer.words["why"],
        evidence=answer.words.get("evidence"),
    )


def _made_anew(shop: Workshop, case: UnderstoodCase, current: Current, folder: Path) -> CaseFile:
    """Hear, judge and package again; the originals are those of the package itself."""
    case_id = case.case.case_id
    job = shop.records.need("job", case_id, Job)
    own: dict[str, str | None] = {
        "folder_uri": (folder.resolve() / "originals").as_uri(),
        "target": str(folder.resolve()),
    }
    own |= {"revision": None, "previous": None}
    shop.records.put("job", case_id, job.model_copy(update=own))
    try:
        known = stages.hear(shop, case_id, current.receipt, current.case)
        case_file = stages.judge(shop, case_id, current.receipt, known)
        stages.package(shop, case_id, case_file)
    finally:
        shop.records.put("job", case_id, job)
    return shop.records.need("casefile", case_file, CaseFile)


def _flipped(before: dict[str, Any], after: CaseFile) -> tuple[Flip, ...]:
    was = {f["check"]: f["verdict"] for f in before["findings"]}
    changed = [f for f in after.judgement.findings if was.get(f.check, f.verdict.value) != f.verdict.value]
    return tuple(Flip(check=f.check, title=f.title, before=was[f.check], after=f.verdict.value) for f in changed)
