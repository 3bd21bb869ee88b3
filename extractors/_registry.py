"""The document types: every public module of this package is one; nothing else registers them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import extractors
from extractors._values import Extraction
from extractors._view import PageView

UNKNOWN = "unknown"
UNKNOWN_ZH = "未识别"


class DocumentType(Protocol):
    """What a document type's module offers."""

    TITLE_ZH: str
    VERSION: str

    def recognise(self, view: PageView) -> float:
        """How surely the page is of this type (0..1)."""
        ...

    def extract(self, views: Sequence[PageView]) -> Extraction:
        """The fields and tables of one document."""
        ...


@cache
def document_types() -> dict[str, DocumentType]:
    """Type name to module, in alphabetical order."""
    names = sorted(m.name for m in pkgutil.iter_modules(extractors.__path__) if not m.name.startswith("_"))
    return {name: importlib.import_module(f"extractors.{name}") for name in names}
