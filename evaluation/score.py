"""The score of packages against labelled cases.

A labelled case is `<case>/truth.json`; its package is the newest `<case>/**/package.json`. A case without a package counts
as one where nothing was read. "Accepted" is the status accepted or corrected: a promise that the value may be used unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation import documents, findings, labels
from evaluation.forms import CODES, plain_text
from evaluation.pairing import PageKey, page_key, page_keys, pair_documents
from evaluation.tally import Counts, Score

Json = Mapping[str, Any]

UNREAD_TYPES = frozenset({"unknown"})


def score(truth_dir: Path, packages_dir: Path, only: Collection[str] | None = None) -> Score:
    """Scores every labelled case of `truth_dir` (or those named in `only`) against its package in `packages_dir`."""
    result = Score()
    for case, truth in labels.cases(truth_dir):
        if only is None or case in only:
            _score_case(result, case, truth, labels.package(packages_dir, case))
    return result


def _score_case(result: Score, case: str, truth: Json, package: Json | None) -> None:
    own = Counts()
    own.add(cases=1, packages_missing=int(package is None))
    content: Json = package or {}
    _case_facts(own, truth, content, package is not None)
    found = [d for d in content.get("documents") or [] if isinstance(d, dict)]
    _pages(result, own, truth, found)
    pairs = pair_documents(truth["documents"], found)
    _documents(result, own, truth, found, pairs)
    _promises(result, own, case, truth, found, pairs)
    _boxes(result, own, case, truth, found, pairs)
    own.add(**findings.judge(result, case, truth, content))
    own.add(cases_without_wrong_accepted=int(package is not None and own["accepted"] == own["accepted_right"]))
    result.totals.add(**own)
    result.cases.append({"case": case, "family": truth.get("family"), **own})


def _case_facts(own: Counts, truth: Json, package: Json, packed: bool) -> None:
    name = (package.get("applicant") or {}).get("name") or ""
    right = packed and plain_text(name) == plain_text(truth["applicant"]["name"] or "")
    own.add(as_of_right=int(package.get("as_of") == truth.get("as_of")), applicant_right=int(right))


def _pages(result: Score, own: Counts, truth: Json, found: Sequence[Json]) -> None:
    """A page is classified when the types of its documents are exactly the true ones."""
    wanted: dict[PageKey, set[str]] = defaultdict(set)
    kind: dict[PageKey, dict[str, str]] = {}
    got: dict[PageKey, set[str]] = defaultdict(set)
    for document in truth["documents"]:
        for page in document["pages"]:
            wanted[page_key(page)].add(document["type"])
            one = {"pages": [page]}
            kind[page_key(page)] = {"severity": labels.severity(one), "source": labels.source(one)}
    for document in found:
        for key in page_keys(document):
            got[key].add(str(document.get("type")))
    for key, types in wanted.items():
        right = got[key] == types
        own.add(pages=1, pages_classified=int(right))
        if not right:
            result.confusion["+".join(sorted(types)) + " -> " + ("+".join(sorted(got[key])) or "(nothing)")] += 1
        for type_ in types:
            for counts in _grouped(result, type=type_, family=truth.get("family"), **kind[key]):
                counts.add(pages=1, pages_classified=int(type_ in got[key]))


def _grouped(result: Score, **keys: object) -> list[Counts]:
    return [result.groups[group][str(key)] for group, key in keys.items()]


def _groups_of(result: Score, type_: str, truth: Json, document: Json) -> list[Counts]:
    keys = {"type": type_, "family": truth.get("family")}
    return _grouped(result, **keys, severity=labels.severity(document), source=labels.source(document))


def _documents(result: Score, own: Counts, truth: Json, found: Sequence[Json], pairs: Mapping[int, int]) -> None:
    for i, document in enumerate(truth["documents"]):
        if document["type"] in UNREAD_TYPES:
            continue
        other = found[pairs[i]] if i in pairs else None
        counts = documents.read_well(document, other)
        exact = other is not None and page_keys(other) == page_keys(document)
        counts.add(documents_exact_pages=int(exact))
        for where in [own, *_groups_of(result, document["type"], truth, document)]:
            where.add(**counts)


def _promises(
    result: Score, own: Counts, case: str, truth: Json, found: Sequence[Json], pairs: Mapping[int, int]
) -> None:
    """Every promised value of every package document, also of those that no labelled document stands for."""
    for document, label, basis in labels_of(truth, found, pairs):
        where = [own, *_groups_of(result, str(document.get("type")), truth, basis)]
        for path, name, value, true, right in documents.promises(label, document):
            code = name in CODES
            part = "cells" if "[" in path else "fields"
            numbers = {"accepted": 1, "accepted_right": int(right), "accepted_identifiers": int(code)}
            numbers |= {f"promised_{part}": 1, f"promised_{part}_right": int(right)}
            for counts in where:
                counts.add(**numbers, accepted_identifiers_right=int(code and right))
            if not right:
                entry = {"case": case, "document_id": document.get("document_id"), "type": document.get("type")}
                result.wrong_accepted.append({**entry, "field": path, "accepted": value, "truth": true})


def labels_of(truth: Json, found: Sequence[Json], pairs: Mapping[int, int]) -> Iterator[tuple[Json, Json | None, Json]]:
    """Every package document with its label (null where no such document lies) and the labelled pages it lies on.

    A document of nothing but second scans, whose first scan is the labelled one, has no label to be judged by.
    """
    labelled = {j: truth["documents"][i] for i, j in pairs.items()}
    again = {page_key(page) for page in truth.get("duplicate_pages") or () if isinstance(page, dict)}
    for j, document in enumerate(found):
        if j not in labelled and again and page_keys(document) <= again:
            continue
        label = labelled.get(j) or _overlapping(document, truth["documents"])
        yield document, label, label or _pages_under(document, truth["documents"])


def _overlapping(document: Json, truth: Sequence[Json]) -> Json | None:
    """The labelled document of the same type that shares the most pages, the first of equals."""
    pages = page_keys(document)
    shared = [(len(pages & page_keys(t)), -i) for i, t in enumerate(truth) if t["type"] == document.get("type")]
    most, negative = max(shared, default=(0, 0))
    return truth[-negative] if most else None


def _pages_under(document: Json, truth: Sequence[Json]) -> Json:
    """The labelled pages that a document lies on, whatever their type."""
    pages = page_keys(document)
    return {"pages": [page for t in truth for page in t["pages"] if page_key(page) in pages]}


def _boxes(result: Score, own: Counts, case: str, truth: Json, found: Sequence[Json], pairs: Mapping[int, int]) -> None:
    for i, j in pairs.items():
        document = truth["documents"][i]
        where = [own, *_groups_of(result, document["type"], truth, document)]
        for path, right in documents.boxes(document, found[j]):
            for counts in where:
                counts.add(boxes=1, boxes_covering=int(right))
            if not right:
                entry = {"case": case, "document_id": found[j].get("document_id"), "type": document["type"]}
                result.wrong_boxes.append({**entry, "field": path})
