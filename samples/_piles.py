"""How an applicant's papers become files: one by one, all in one PDF, small ones on one sheet, pages apart, scanned twice."""

from __future__ import annotations

import random
from dataclasses import replace

from samples import _conditions, _files, _scan
from samples._case import CaseFolder, How
from samples._gather import fits
from samples._paper import Paper

_ENDINGS = ("jpg", "jpg", "pdf", "pdf", "tif", "jpeg", "png")
_SEVERAL = ("pdf", "pdf", "tiff")
_DIGITAL = ("credit_report", "balance_sheet", "income_statement", "guarantee_application")
_SMALL = ("resident_id_card", "loan_card", "household_register_page", "marriage_certificate", "vehicle_certificate")


def put(case: CaseFolder, papers: list[Paper], rng: random.Random) -> None:
    """File the papers; most stand alone."""
    small = [paper for paper in papers if paper.type in _SMALL]
    if len(small) > 1 and rng.random() < 0.4 and fits(small[:3]):
        case.together(small[:3], f"{name(case, rng)}.jpg", _single(_conditions.any_how(rng), "jpg"))
        papers = [paper for paper in papers if paper not in small[:3]]
    if rng.random() < 0.12:
        papers = rng.sample(papers, len(papers))
        each = [replace(_conditions.any_how(rng), kind="") for _ in papers]
        case.bundle(papers, f"{name(case, rng)}.pdf", each=each)
        return
    for paper in papers:
        one(case, paper, rng)


def one(case: CaseFolder, paper: Paper, rng: random.Random) -> None:
    """File one paper."""
    stem, how = name(case, rng), _conditions.any_how(rng)
    if rng.random() < 0.2 and paper.type in _DIGITAL:
        case.digital([paper], f"{stem}.pdf")
    elif len(paper.sheets) == 1:
        ending = _files.ENDINGS.get(how.kind) or rng.choice(_ENDINGS)
        case.pictures(paper, f"{stem}.{ending}", how)
        if rng.random() < 0.05:
            _again(case, paper, rng)
    elif rng.random() < 0.25:
        plain = replace(how, kind="")
        case.apart(paper, [f"{stem}-{i}.{rng.choice(('jpg', 'pdf'))}" for i in range(len(paper.sheets))], plain)
    else:
        case.pictures(paper, f"{stem}.{rng.choice(_SEVERAL)}", replace(how, kind=""))


def _single(how: How, ending: str) -> How:
    """The same way of taking, as a kind of file that goes by this ending."""
    return how if _files.ENDINGS.get(how.kind, ending) == ending else replace(how, kind="")


def _again(case: CaseFolder, paper: Paper, rng: random.Random) -> None:
    """The same paper scanned once more."""
    how, file = _conditions.plain(rng), f"{name(case, rng)}.jpg"
    case.files[file] = case.pictures(paper, "", how, keep=False)[0]
    page = {"file": file, "page": 1, "family": "sample", "severity": _scan.severity_of(how.look)}
    case.duplicates.append({**page, "degradations": [*how.marks, "duplicate_scan"], "duplicate": True})


def name(case: CaseFolder, rng: random.Random) -> str:
    """A file name that means nothing."""
    stem = rng.choice(
        (f"IMG_{rng.randrange(1000, 9999)}", f"CCF_{rng.randrange(10**5, 10**6)}", f"Scan {len(case.files) + 1}")
    )
    return f"{len(case.files) + 1:02d}-{stem}"
