"""Which faults are worth another try: those of the machine or the network, never those of a file or of the code."""

from __future__ import annotations

import errno
from concurrent.futures.process import BrokenProcessPool

ATTEMPTS = 3
"""How often a step is tried in all."""

_TRANSIENT = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.EINTR,
        errno.EIO,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.ECONNRESET,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.ENETUNREACH,
    }
)


class Stopped(Exception):
    """The run was interrupted; what is finished stays, and the next run goes on from there."""


def is_transient(error: BaseException) -> bool:
    """Whether the same step may well succeed when it is tried again."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _TRANSIENT
    return isinstance(error, BrokenProcessPool | TimeoutError)
