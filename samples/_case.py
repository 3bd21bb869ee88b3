"""Gathers papers into files of an applicant's folder and writes what is true of them."""

from __future__ import annotations

import io
import json
import random
import shutil
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from samples import _files, _print, _scan
from samples._draw import Sheet
from samples._gather import gather
from samples._paper import TITLES, Paper

TURNS = {"rot90": Image.Transpose.ROTATE_270, "rot180": Image.Transpose.ROTATE_180, "rot270": Image.Transpose.ROTATE_90}


@dataclass(frozen=True)
class How:
    """How a page becomes a picture: `look` names what happens to it as `_scan.take` wants it, `turn` a key of `TURNS`.

    `kind` is a kind of `_files.ENDINGS`; when empty, the file's ending decides.
    """

    look: str = "scan"
    dpi: int = 150
    quality: int = 66
    turn: str = ""
    kind: str = ""

    @property
    def marks(self) -> list[str]:
        """What the truth says about the page."""
        return [*self.look.split("+"), *([self.turn] if self.turn else []), *([self.kind] if self.kind else [])]


@dataclass
class CaseFolder:
    """An applicant's folder while it is being drawn."""

    name: str
    as_of: date
    applicant: dict[str, Any]
    rng: random.Random
    sole: bool = False
    regime: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    documents: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    must_not_flag: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)

    def pictures(self, paper: Paper, file: str, how: How = How(), keep: bool = True) -> list[bytes]:
        """Draw a paper's pages; a file of one picture, or `x.pdf`, `x.tiff` of several; remember it unless not `keep`."""
        shots = [self._shot(sheet, how) for sheet in paper.sheets]
        data = [_scan.jpeg(image, how.quality, how.dpi) for image, _ in shots]
        if keep:
            self.remember(paper, file, [shot for _, shot in shots], how)
            self.write(file, [image for image, _ in shots], data, how)
        return data

    def _shot(self, sheet: Sheet, how: How) -> tuple[Image.Image, _scan.Shot]:
        values = tuple(
            (x0 / sheet.width, y0 / sheet.height, x1 / sheet.width, y1 / sheet.height)
            for x0, y0, x1, y1 in sheet.marks.values()
        )
        shot = _scan.take(_print.raster(sheet, how.dpi), how.look, self.rng, values, how.dpi)
        return (shot.image.transpose(TURNS[how.turn]) if how.turn else shot.image), shot

    def write(self, file: str, images: list[Image.Image], data: list[bytes], how: How) -> None:
        """Put the pages into a file of the kind that its ending names (a `.png` is one)."""
        if how.kind:
            turn = self.rng.choice((3, 6, 8)) if how.kind == "exif" else 6
            self.files[file] = _files.encode(images[0], how.kind, how.quality, how.dpi, turn)
            return
        ending = file.rsplit(".", 1)[-1].lower()
        buffer = io.BytesIO()
        if ending == "pdf":
            self.files[file] = _print.pictures_pdf(
                [(d, i.width, i.height, how.dpi) for d, i in zip(data, images, strict=True)]
            )
        elif ending in ("tif", "tiff"):
            images[0].save(
                buffer,
                "TIFF",
                save_all=True,
                append_images=[image.copy() for image in images[1:]],
                compression="jpeg",
                quality=how.quality,
                dpi=(how.dpi, how.dpi),
            )
            self.files[file] = buffer.getvalue()
        elif ending in ("png", "webp", "bmp"):
            images[0].save(buffer, ending.upper(), **({"quality": how.quality} if ending == "webp" else {}))
            self.files[file] = buffer.getvalue()
        else:
            self.files[file] = data[0]

    def together(self, papers: list[Paper], file: str, how: How = How()) -> None:
        """Several small papers of one page each on one sheet."""
        sheet, moved = gather(papers, self.rng)
        image, shot = self._shot(sheet, how)
        for paper in moved:
            self.remember(paper, file, [shot], how)
            self.documents[-1]["pages"][0]["degradations"].append("several_documents_on_one_page")
        self.write(file, [image], [_scan.jpeg(image, how.quality, how.dpi)], how)

    def bundle(self, papers: list[Paper], file: str, how: How = How(), each: list[How] | None = None) -> None:
        """Several papers in one scanned PDF; `each` tells how every paper is taken when they differ."""
        pages: list[tuple[bytes, int, int, int]] = []
        for paper, own in zip(papers, each or [how] * len(papers), strict=True):
            shots = [self._shot(sheet, own) for sheet in paper.sheets]
            self.remember(paper, file, [shot for _, shot in shots], own, len(pages) + 1)
            pages += [
                (_scan.jpeg(image, own.quality, own.dpi), image.width, image.height, own.dpi) for image, _ in shots
            ]
        self.files[file] = _print.pictures_pdf(pages)

    def digital(self, papers: list[Paper], file: str) -> None:
        """Papers in one born-digital PDF."""
        first = 1
        for paper in papers:
            self.remember(paper, file, [], How("born_digital"), first)
            first += len(paper.sheets)
        self.files[file] = _print.pdf([sheet for paper in papers for sheet in paper.sheets], "")

    def sheet_file(self, paper: Paper, file: str, data: bytes) -> None:
        """A spreadsheet or delimited text."""
        self.remember(paper, file, [], How("born_digital"), count=1)
        self.files[file] = data

    def apart(self, paper: Paper, files: list[str], how: How = How()) -> None:
        """A paper's pages in files of their own."""
        shots = [self._shot(sheet, how) for sheet in paper.sheets]
        self.remember(paper, files[0], [shot for _, shot in shots], how)
        for page, file, (image, _) in zip(self.documents[-1]["pages"], files, shots, strict=True):
            page.update(file=file, page=1)
            self.write(file, [image], [_scan.jpeg(image, how.quality, how.dpi)], how)

    def remember(
        self, paper: Paper, file: str, shots: list[_scan.Shot], how: How, first: int = 1, count: int | None = None
    ) -> None:
        """Note the truth of a paper that stands in `file` from page `first` on."""
        page = {"severity": _scan.severity_of(how.look), "degradations": how.marks, "family": "sample"}
        number = count if count is not None else len(paper.sheets)
        values = {name: _nfkc(v) for name, v in paper.fields.items()}
        tables = {t: [{k: _nfkc(v) for k, v in row.items()} for row in rows] for t, rows in paper.tables.items()}
        self.documents.append(
            {
                "document_id": f"T{len(self.documents) + 1:03d}",
                "key": paper.key,
                "type": paper.type,
                "title_zh": TITLES[paper.type],
                "pages": [{"file": file, "page": first + i, **page} for i in range(number)],
                "fields": values,
                "tables": tables,
                "boxes": _boxes(paper, shots, values, tables),
            }
        )

    def rename(self, old: str, new: str) -> bytes:
        """Name a file anew in the truth; its bytes, which leave the folder (`new` may lie in an archive)."""
        for document in self.documents:
            for page in document["pages"]:
                if page["file"] == old:
                    page["file"] = new
        return self.files.pop(old)

    def junk(self, sheet: Sheet, file: str, how: How, key: str = "unknown") -> None:
        """A page that is none of the known papers."""
        self.pictures(Paper("unknown", key, sheets=[sheet]), file, how)

    def reject(self, file: str, data: bytes | None, kind: str, reason: str) -> None:
        """A file that must be refused with a reason code."""
        if data is not None:
            self.files[file] = data
        self.rejected.append({"file": file, "kind": kind, "note": reason})

    def expect(
        self,
        topic: str,
        check: str,
        note: str,
        verdict: str = "fail",
        also: tuple[str, ...] = (),
        accept: tuple[str, ...] = ("fail",),
    ) -> None:
        """A seeded contradiction and the check that must find it."""
        self.findings.append(
            {
                "topic": topic,
                "check": check,
                "also": list(also),
                "verdict": verdict,
                "accept": list(accept),
                "note": note,
            }
        )

    def quiet(self, check: str, note: str) -> None:
        """A fail of this check would be a false alarm."""
        self.must_not_flag.append({"check": check, "verdicts": ["fail"], "note": note})

    def truth(self) -> dict[str, Any]:
        """The label of the case."""
        present = {d["type"] for d in self.documents}
        return {
            "schema": "heyan/truth/1",
            "case_id": self.name,
            "split": "sample",
            "family": "sample",
            "as_of": self.as_of.isoformat(),
            "applicant": self.applicant,
            "sole_proprietor": self.sole,
            "regime": self.regime,
            "documents": self.documents,
            "expected_findings": self.findings,
            "must_not_flag": self.must_not_flag,
            "missing_documents": self.missing,
            "missing_documents_optional": sorted(
                {
                    "capital_verification_report",
                    "trial_balance",
                    "household_register_page",
                    "income_proof",
                    "account_opening_permit",
                }
                - present
                - set(self.missing)
            )
            if self.sole
            else [],
            "expected_rejected_files": self.rejected,
            "duplicate_pages": self.duplicates,
        }

    def save(self, out: Path) -> Path:
        """Write `out/<name>` anew: files, truth.json and expected.json."""
        home = out / self.name
        shutil.rmtree(home, ignore_errors=True)
        for file, data in self.files.items():
            path = home / "files" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        _json(home / "truth.json", self.truth())
        _json(
            home / "expected.json",
            {
                "case": self.name,
                "as_of": self.as_of.isoformat(),
                "contradictions": self.findings,
                "rejected_files": self.rejected,
                "missing_documents": self.missing,
            },
        )
        return home


def _json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _nfkc(value: object) -> object:
    return unicodedata.normalize("NFKC", value) if isinstance(value, str) else value


def _boxes(
    paper: Paper, shots: list[_scan.Shot], fields: dict[str, Any], tables: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    """Boxes (or spreadsheet cells) of the values that are printed."""
    known = {name for name, v in fields.items() if v not in (None, [])}
    keys = {"lines": "key", "accounts": "account_code"}
    for table, rows in tables.items():
        for i, row in enumerate(rows):
            known |= {
                f"{table}[{row[keys[table]] if table in keys else i}].{k}" for k, v in row.items() if v is not None
            }
    found: dict[str, Any] = {}
    for name, (page, box) in paper.boxes().items():
        if name in known:
            found[name] = {"page": page, "bbox": shots[page - 1].box(box) if shots else [round(v, 5) for v in box]}
    for name, cell in paper.cells.items():
        if name in known:
            found[name] = {"page": 1, "cell": cell}
    return found


class _GbkInfo(zipfile.ZipInfo):
    """A ZIP entry whose name is written in GBK without the UTF-8 flag, as older Chinese tools do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def packed(entries: dict[str, bytes], gbk: bool = False) -> bytes:
    """A ZIP archive, the same bytes on every run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = (_GbkInfo if gbk else zipfile.ZipInfo)(name, (2021, 6, 1, 9, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()
