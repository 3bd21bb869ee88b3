"""Names and versions of the readers, apart from their code so that a look into the page store loads no model library.

Raise a number whenever the same page would be read differently: stored pages of other versions are read anew.
"""

from schemas.core import FileKind

ENGINE = "ppocrv6-small/1"
READER = f"read/4+{ENGINE}"
SPREADSHEET = "spreadsheet/1"

_SHEETS = {FileKind.XLSX, FileKind.XLS, FileKind.CSV}


def reader_of(kind: FileKind) -> str:
    """What reads the pages of a file of this kind."""
    return SPREADSHEET if kind in _SHEETS else READER
