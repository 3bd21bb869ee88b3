"""Where a cited value stands: in words, and as a link to the page's image in the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datapackages import places
from datapackages.find import title
from datapackages.values import cited
from schemas.core import CaseFile, Citation


@dataclass(frozen=True)
class PlaceView:
    """A cited value: its paper, what it is, what it says, where it stands; `href` leads there, `crop` is its picture."""

    document: str
    document_id: str
    field: str
    value: str
    where: str
    href: str | None
    crop: str | None

    @property
    def words(self) -> str:
        """The place in one line.

        >>> PlaceView("贷款卡", "D001", "贷款卡编码", "1", "第1页", None, None).words
        '贷款卡 D001 第1页'
        """
        return " ".join(part for part in (self.document, self.document_id, self.where) if part)


class Links:
    """The places of a case; `page_images` are the package paths of page images, `crops` the pictures by their paths."""

    def __init__(
        self, case_file: CaseFile, page_images: Mapping[str, str] | None = None, crops: Mapping[str, str] | None = None
    ) -> None:
        self._documents = {d.document_id: d for d in case_file.case.documents}
        self._images = page_images or {}
        self._crops = crops or {}

    def of(self, citation: Citation) -> PlaceView:
        """The place of a cited value."""
        document = self._documents.get(citation.document_id)
        in_sheet = f"{citation.sheet or ''}!{citation.cell}" if citation.cell else ""
        return PlaceView(
            document=document.title_zh if document else "",
            document_id=citation.document_id,
            field=title(document, citation.field) if document else citation.field,
            value=cited(citation),
            where=in_sheet or f"第{citation.page}页" * bool(citation.page),
            href=self._image(citation),
            crop=self._crops.get(places.crop(citation.document_id, citation.field)),
        )

    def _image(self, citation: Citation) -> str | None:
        """The page image that the value stands on; null for a spreadsheet and for a page whose image is lost."""
        document = self._documents.get(citation.document_id)
        if document is None or citation.cell or not citation.page or citation.page > len(document.pages):
            return None
        image = document.pages[citation.page - 1].image
        return self._images.get(image) if image else None
