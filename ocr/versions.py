"""Names and versions of the readers, apart from their code so that a look into the page store loads no model library.

Raise a number whenever the same page would be read differently: stored pages of other versions are read anew.
"""

from schemas.core import FileKind

ENGINES = {"rapidocr": "ppocrv6-small/1", "tesseract": "tesseract-chi_sim/1"}
"""Selectable engines, by the name of the setting, with their versions."""

_READING = "read/9"


def reader(engine: str = "rapidocr") -> str:
    """Name and version of reading with an engine."""
    return f"{_READING}+{ENGINES[engine]}"


READER = reader()
SPREADSHEET = "spreadsheet/1"

_SHEETS = {FileKind.XLSX, FileKind.XLS, FileKind.CSV}


def reader_of(kind: FileKind, engine: str = "rapidocr") -> str:
    """What reads the pages of a file of this kind with an engine."""
    return SPREADSHEET if kind in _SHEETS else reader(engine)
