"""How much heyan takes in, so that no file can exhaust the machine."""

from __future__ import annotations

from schemas.core import Record


class Limits(Record):
    """Ceilings for a file and for all archives of a case together."""

    file_bytes: int = 200 * 2**20
    pages: int = 1000
    archive_bytes: int = 2 * 2**30
    """Unpacked size of all archives of a case."""
    archive_entries: int = 5000
    archive_depth: int = 3
    """Archives inside archives."""
    ratio: int = 100
    """Unpacked to packed size; an archive above it is a bomb once it unpacks to more than `ratio_from` bytes."""
    ratio_from: int = 100 * 2**20


class Budget:
    """What is left of the limits for archives while a case is received."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bytes = limits.archive_bytes
        self._entries = limits.archive_entries

    def spend(self, entries: int, unpacked: int, packed: int) -> bool:
        """Take an archive's share; False, and nothing taken, when it is more than is left or packed suspiciously well."""
        bomb = unpacked > self.limits.ratio_from and unpacked > self.limits.ratio * max(packed, 1)
        if bomb or entries > self._entries or unpacked > self._bytes:
            return False
        self._entries -= entries
        self._bytes -= unpacked
        return True
