"""Every document type is a command: `python -m extractors.X FILE [--pages 1-3] [--draw [FOLDER]] [--record]`.

A command is a front door: it reads the file with all that the house has and so looks up to `flows`, against the direction
of imports. It is the one exception of the layers (docs/adr/0010-a-type-is-a-command.md), nothing else imports this module,
and the import happens only when a type is run as a program.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def main(module: str, arguments: Sequence[str] | None = None) -> int:
    """Read a file as the type whose module file is `module`; the exit status."""
    from flows.glance import main as glance

    return glance(Path(module).stem, arguments)
