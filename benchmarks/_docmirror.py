"""docmirror in the comparison, run by its own command in an environment of its own.

It is never installed beside heyan: `python -m benchmarks.compare --docmirror PATH` names the command of a separate virtual
environment with `docmirror[pdf,ocr]`. Only business licences are given to it: they are the one certificate that it has a
plug-in for. Its items are taken as accepted when its own output has no warning.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import _watch
from standards import capital_amount, chinese_date

Json = dict[str, Any]

TYPE = "business_licence"

KEYS = {
    "company_name": "company_name",
    "subject_name": "company_name",
    "unified_social_credit_code": "unified_social_credit_code",
    "registration_number": "registration_number",
    "license_id": "registration_number",
    "company_type": "company_type",
    "address": "address",
    "legal_representative": "legal_representative",
    "registered_capital": "registered_capital",
    "paid_in_capital": "paid_in_capital",
    "date_of_establishment": "establishment_date",
    "establishment_date": "establishment_date",
    "business_scope": "business_scope",
    "registration_authority": "issuing_authority",
    "registration_date": "issue_date",
    "issue_date": "issue_date",
}
"""Its names of items, and heyan's; a `business_term` holds both ends of the term."""


def run(command: Path, cases: Path, out: Path) -> tuple[float, int]:
    """Read every licence of the set into a `package.json` a case; CPU seconds and pages."""
    cpu, pages = 0.0, 0
    shutil.rmtree(out, ignore_errors=True)
    for path in sorted(cases.glob("*/truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        documents = []
        for document in (d for d in truth["documents"] if d["type"] == TYPE):
            work = out / path.parent.name / document["document_id"]
            work.mkdir(parents=True)
            found = _watch.run(
                [command, path.parent / "files" / document["pages"][0]["file"], "--output-dir", work],
                work / "log",
            )
            cpu, pages = cpu + found.cpu, pages + len(document["pages"])
            documents.append({k: document[k] for k in ("document_id", "type", "pages")} | _read(work))
        content = json.dumps({"documents": documents}, ensure_ascii=False, indent=1)
        (out / path.parent.name).mkdir(exist_ok=True)
        (out / path.parent.name / "package.json").write_text(content, encoding="utf-8")
    return cpu, pages


def _read(work: Path) -> Json:
    found = next(iter(work.glob("*/001_community.json")), None)
    content: Json = json.loads(found.read_text(encoding="utf-8")) if found else {}
    accepted = bool(content) and not content["warnings"]
    fields = {
        name: {"value": value, "status": "accepted" if accepted else "review", "confidence": float(accepted)}
        for name, value in values_of(content)
    }
    return {"fields": fields, "tables": {}}


def values_of(content: Json) -> Iterator[tuple[str, object]]:
    """Its items as heyan's fields, dates and amounts parsed."""
    for section in content.get("sections", []):
        for item in section["items"]:
            text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(item["value"] or "")))
            if item["key"] == "business_term":
                first, last = chinese_date.parse_period(text)
                yield "valid_from", _day(first)
                yield "valid_to", _day(last)
            elif item["key"] in KEYS and text:
                yield KEYS[item["key"]], _value(KEYS[item["key"]], text)


_SHAPES = {"unified_social_credit_code": r"[0-9A-Z]{18}", "registration_number": r"\d{13,15}"}


def _day(day: object) -> object:
    return day if day is None or isinstance(day, str) else str(day)


def _value(name: str, text: str) -> object:
    if name.endswith("_date"):
        days = chinese_date.find_all(text)
        return days[0].isoformat() if days else text
    if name.endswith("_capital"):
        amount = capital_amount.parse(text) or capital_amount.parse(re.split(r"(?<=整)|(?<=万元)", text)[0])
        return text if amount is None else f"{amount:.2f}"
    shape = _SHAPES.get(name)
    match = re.search(shape, text.upper()) if shape else None
    return match[0] if match else text
