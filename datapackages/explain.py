"""From pixels to value and status: every step behind one value of an existing package, told to an investigator.

Everything comes from the package itself (package.json, details/, the page image); nothing is read again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from datapackages import draw, explain_steps, places
from datapackages.explain_steps import Known, Step
from datapackages.opened import Json, NotThere, asked, opened
from datapackages.values import JsonValue, shown_text
from schemas.core import BoundingBox


@dataclass(frozen=True)
class Explanation:
    """A value and its steps. `value` is as package.json has it; `altered` names files that are not as they were made."""

    package: str
    case_id: str
    document_id: str
    type: str
    document_title: str
    field: str
    field_title: str
    value: JsonValue
    status: str
    reason: str | None
    page: int | None
    bbox: list[float] | None
    image: str | None
    label: Json | None
    altered: list[str]
    steps: list[Step]

    def as_dict(self) -> Json:
        """Plain data for JSON."""
        return asdict(self)

    def text(self) -> str:
        """The steps as an investigator reads them."""
        shown = shown_text(self.field.rsplit(".", 1)[-1], self.value) or "（空）"
        lines = [
            f"{self.document_title} {self.document_id} · {self.field_title}（{self.field}）",
            f"{shown}　{explain_steps.status_words(self.status, self.reason)}",
        ]
        for number, step in enumerate(self.steps, 1):
            lines += ["", f"{number}. {step.title}", *(f"   {line}" for line in step.lines)]
        if self.altered:
            lines += ["", f"注意：以下文件与清单不符，可能已被改动：{'、'.join(self.altered)}"]
        return "\n".join(lines)

    def draw(self, target: Path) -> bool:
        """Write the page with the value (red) and its label (blue) marked; False when neither stands on a page image.

        Raises:
            NotThere: the page image cannot be read, or the target not be written.
        """
        label = self.label or {}
        marks = [draw.Mark(_box(self.bbox), draw.VALUE)] if self.bbox else []
        marks += [draw.Mark(_box(label["bbox"]), draw.LABEL)] if label and label["page"] == self.page else []
        if self.image is None or not marks:
            return False
        try:
            draw.boxes(Path(self.package) / self.image, marks, target)
        except (OSError, ValueError) as error:
            raise NotThere(f"图画不出来：{error}") from None
        return True


def _box(sides: list[float]) -> BoundingBox:
    x0, top, x1, bottom = sides
    return BoundingBox(x0=x0, top=top, x1=x1, bottom=bottom)


def explain(package: Path, document: str, field_: str) -> Explanation:
    """The steps behind one value.

    Args:
        package: the package's folder or its package.json.
        document: a document's id, or a type that only one document has.
        field_: a field's name or Chinese title, or a cell such as `lines[3].ending` or `lines[monetary_funds].ending`.

    Raises:
        NotThere: there is no such package, document or field.
    """
    there = opened(package)
    paper = there.document(document)
    value = asked(paper, field_)
    details = there.details(paper["document_id"])
    known = Known(
        there,
        paper,
        value,
        (details or {}).get("pages", []),
        (details or {}).get("values", {}).get(value.path, {}),
        details is not None,
    )
    return _explanation(known)


def _explanation(known: Known) -> Explanation:
    entry, paper, page, label = known.entry, known.document, known.page, known.value.get("label")
    number = entry.get("page") or (label["page"] if label else None)
    image = paper["pages"][number - 1]["image"] if number else None
    used = [places.PACKAGE, *([places.details(paper["document_id"])] if known.detailed else [])]
    used += [name for name in (image, entry.get("crop")) if name]
    return Explanation(
        package=str(known.package.folder),
        case_id=known.package.content["case_id"],
        document_id=paper["document_id"],
        type=paper["type"],
        document_title=paper["title_zh"],
        field=known.asked.path,
        field_title=known.asked.title,
        value=entry.get("value"),
        status=entry.get("status", "missing"),
        reason=entry.get("reason"),
        page=number,
        bbox=entry.get("bbox"),
        image=image,
        label=label,
        altered=known.package.altered(used),
        steps=explain_steps.found(known) if page is not None else explain_steps.missing(known),
    )
