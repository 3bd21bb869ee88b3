"""Logs of the service: one JSON object a line in the data directory, ids only; what an exception says is left out."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

FOLDER = "logs"
_BYTES, _KEPT = 10 * 2**20, 5


class JsonLines(logging.Formatter):
    """A record as JSON. Of an exception the class and the places are kept; its message may quote the papers."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "process": self._process,
            "pid": record.process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            line["stack"] = "".join(traceback.format_tb(record.exc_info[2]))
        return json.dumps(line, ensure_ascii=False)


def start(data: Path, process: str) -> None:
    """Log what this process and its libraries say, from the level in HEYAN_LOG (INFO) for heyan, WARNING for others."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / f"{process}.jsonl", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
    )
    handler.setFormatter(JsonLines(process))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    for name in ("flows", "store", "intake", "console", "register", "heyan"):
        logging.getLogger(name).setLevel(os.environ.get("HEYAN_LOG", "INFO"))
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("heyan").critical("ended by a fault", exc_info=(kind, error, trace))
