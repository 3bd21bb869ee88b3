"""What a package asks a person: doubtful values, papers to be held against originals, who works on the case, verdicts.

Everything is taken from the package itself, so that the same package always asks the same questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datapackages import places
from datapackages.opened import Opened
from datapackages.values import json_value, shown_text
from datapackages.words import SEALS, VERDICTS, reason_words
from schemas import review_form
from schemas.core import FieldReview
from schemas.review_form import FIELDS, MAX_TEXT, OVERRIDES, PAPER_MATTERS, PAPERS, ROLE_TITLES, ROLES, Form, Question
from schemas.titles import COLUMNS, column_title, field_title, type_title
from schemas.titles import FIELDS as KNOWN_FIELDS
from schemas.value_kinds import kind_of
from standards import plain_text

Json = dict[str, Any]

CASE = "case"
"""Stands for the document's id where there is no document."""
_APPLICATION = "guarantee_application"
_OPEN = ("fail", "warn", "cannot_determine")
_NAMING = ("label", "lender", "account_name", "beneficiary", "tax_kind", "counterparty", "name", "date")


def form_of(package: Opened, everything: bool = False) -> Form:
    """The questions of a package; with `everything` also about values and verdicts that wait for nobody."""
    content = package.content
    crops = _hashes(package.folder)
    questions = [
        *_numbered("F", _fields(content, crops, everything)),
        *_numbered("P", (_paper(content, d) for d in content["documents"])),
        *_numbered("R", (_role(content, path) for path in ROLE_TITLES)),
        *_numbered("O", (_override(f) for f in content["findings"] if everything or f["verdict"] in _OPEN)),
    ]
    return Form(
        case_id=content["case_id"],
        revision=content["revision"],
        package=str(package.folder.resolve()),
        questions=tuple(questions),
    )


def _numbered(letter: str, questions: Iterator[Question]) -> list[Question]:
    return [q.model_copy(update={"id": f"{letter}{n:04d}"}) for n, q in enumerate(questions, 1)]


def _hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the package, as its manifest has it."""
    listed = json.loads((folder / places.MANIFEST).read_bytes())["resources"]
    return {r["path"]: r["sha256"] for r in listed}


def _fields(content: Json, crops: dict[str, str], everything: bool) -> Iterator[Question]:
    documents = {d["document_id"]: d for d in content["documents"]}
    waiting = {(i["document_id"], i["field"]): i["reason"] for i in content["review"]}
    for (id_, path), reason in waiting.items():
        document = documents.get(id_)
        if document is not None:
            yield _field(document, path, reason, crops)
        elif id_ == CASE:
            yield _case_field(content, path, reason)
    if everything:
        for document in content["documents"]:
            for path in _paths(document):
                if (document["document_id"], path) not in waiting:
                    yield _field(document, path, None, crops)


def _paths(document: Json) -> Iterator[str]:
    yield from dict.fromkeys([*document["fields"], *KNOWN_FIELDS.get(document["type"], {})])
    for table, rows in document["tables"].items():
        columns = COLUMNS.get(document["type"], {}).get(table, {})
        for index, row in enumerate(rows):
            yield from (f"{table}[{index}].{column}" for column in dict.fromkeys([*row, *columns]))


def entry_of(document: Json, path: str) -> Json | None:
    """The entry at a field's name or a cell; None where the document has none."""
    if path in document["fields"]:
        found: Json = document["fields"][path]
        return found
    head, bracket, rest = path.partition("[")
    index, _, column = rest.partition("].")
    rows = document["tables"].get(head, ())
    if not bracket or not index.isdecimal() or int(index) >= len(rows):
        return None
    cell: Json | None = rows[int(index)].get(column)
    return cell


def _field(document: Json, path: str, reason: str | None, crops: dict[str, str]) -> Question:
    entry = entry_of(document, path) or {}
    name = path.rsplit(".", 1)[-1]
    crop = entry.get("crop")
    machine = entry.get("machine") or entry
    page = _page(document, machine.get("page"))
    state = [page.get("sha256"), page.get("page"), crops.get(crop or ""), machine.get("raw"), machine.get("value")]
    reading = shown_text(name, entry.get("value"))
    if machine is not entry:
        reading += f"（人工填写；机器读作：{shown_text(name, machine.get('value')) or '未读到'}）"
    return Question(
        id="",
        sheet=FIELDS,
        document_id=document["document_id"],
        path=path,
        type=document["type"],
        shown=_texts(
            f"{document['document_id']} {document['title_zh']}",
            _title(document, path),
            _place(page, entry),
            reading or "（未读到）",
            reason_words(reason),
            kind_of(document["type"], path).form,
        ),
        state=_state(document["type"], *state),
        present=_said(entry.get("word"), entry.get("value")),
        readable=entry.get("value") is not None,
        crop=crop,
    )


def _case_field(content: Json, path: str, reason: str) -> Question:
    """What the application would say, where there is none."""
    return Question(
        id="",
        sheet=FIELDS,
        document_id=CASE,
        path=path,
        type=_APPLICATION,
        shown=_texts(
            "案件（没有申请书）",
            field_title(_APPLICATION, path),
            "",
            "（未读到）",
            reason_words(reason),
            kind_of(_APPLICATION, path).form,
        ),
        state=_state(CASE, path, sorted(p["sha256"] for d in content["documents"] for p in d["pages"])),
        present=(),
    )


def said_of(review: FieldReview) -> tuple[str, ...]:
    """A person's word as a question's `present` has it."""
    value = json_value(review.path.rsplit(".", 1)[-1], review.value)
    return _said({"decision": review.decision, "note": review.note}, value)


def _said(word: Json | None, value: object) -> tuple[str, ...]:
    if word is None:
        return ()
    return (word["decision"], json.dumps(value, ensure_ascii=False), word.get("note") or "")


def _page(document: Json, number: int | None) -> Json:
    pages: list[Json] = document["pages"]
    return pages[number - 1] if number is not None and 1 <= number <= len(pages) else pages[0] if pages else {}


def _place(page: Json, entry: Json) -> str:
    if entry.get("cell"):
        return f"{page.get('file', '')} {entry.get('sheet') or ''}!{entry['cell']}"
    return f"{page.get('file', '')} 第{page['page']}页" if page else ""


def _title(document: Json, path: str) -> str:
    """The field's title; a cell is named by its row's own label."""
    head, bracket, rest = path.partition("[")
    index, _, column = rest.partition("].")
    rows = document["tables"].get(head, ())
    if not bracket or not index.isdecimal() or int(index) >= len(rows):
        return field_title(document["type"], path)
    row = rows[int(index)]
    name = next((str(row[c]["value"]) for c in _NAMING if c in row and row[c]["value"] is not None), "")
    title = column_title(document["type"], head, column)
    return f"{name}·{title}（第{int(index) + 1}行）" if name else field_title(document["type"], path)


def _paper(content: Json, document: Json) -> Question:
    id_ = document["document_id"]
    present: dict[str, str] = {}
    for record in content.get("records", ()):
        for paper in record["papers"]:
            if paper["document_id"] == id_:
                present |= {m: "是" if paper[m] else "否" for m in PAPER_MATTERS if paper[m] is not None}
    pages = [f"{p['file']} 第{p['page']}页" for p in document["pages"]]
    seals = [SEALS.get(s["kind"], s["kind"]) + (f"（{s['text']}）" if s["text"] else "") for s in document["seals"]]
    return Question(
        id="",
        sheet=PAPERS,
        document_id=id_,
        path="",
        type=document["type"],
        shown=_texts(f"{id_} {type_title(document['type'])}", "；".join(pages), "；".join(seals)),
        state=_state(document["type"], [[p["sha256"], p["page"]] for p in document["pages"]]),
        present=tuple(present.get(m, "") for m in PAPER_MATTERS),
    )


def _role(content: Json, path: str) -> Question:
    said = [r[path] for r in content.get("records", ()) if path != "reviewer" and r.get(path)]
    present = said[-1] if said else ""
    return Question(
        id="",
        sheet=ROLES,
        document_id=CASE,
        path=path,
        shown=_texts(ROLE_TITLES[path], present),
        state=_state(path),
        present=(present,),
    )


def _override(finding: Json) -> Question:
    said = finding.get("override") or {}
    present = (VERDICTS.get(said.get("verdict", ""), ""), said.get("reason") or "", said.get("evidence") or "")
    words = "；".join(part for part in present if part)
    return Question(
        id="",
        sheet=OVERRIDES,
        document_id=CASE,
        path=finding["check"],
        shown=_texts(finding["check"], finding["title"], VERDICTS[finding["verdict"]], finding["message"], words),
        state=_state(finding["check"], finding["verdict"], finding["message"]),
        present=present,
    )


def _state(*parts: object) -> str:
    return review_form.digest(*(json.dumps(part, ensure_ascii=False) for part in parts))


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(plain_text.storable(text, MAX_TEXT) for text in texts)
