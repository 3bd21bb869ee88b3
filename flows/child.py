"""`python -m flows.child NAME` runs `flows.NAME` as a process of `heyan up`: it ends with its parent and logs ids only.

Linux ends it with its parent at once; elsewhere a thread looks every second.
"""

from __future__ import annotations

import ctypes
import faulthandler
import importlib
import os
import signal
import sys
import threading
import time

PARENT = "HEYAN_UP_PID"
"""The environment's name for the process id of `heyan up`."""

RENEW = 75
"""Exit status of a process that wants to be started afresh at once, to give back what memory it took."""

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Have this process killed when its parent is gone, however that went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    threading.Thread(target=_watch, args=(parent,), daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main() -> None:
    """Run the process named on the command line."""
    import settings
    from flows import logs

    faulthandler.enable()
    # The terminal sends Ctrl-C to every process; only `heyan up` decides when its children stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    name = sys.argv[1]
    if os.environ.get(PARENT):
        end_with_parent(int(os.environ[PARENT]))
    logs.start(settings.load().data, name)
    sys.exit(importlib.import_module(f"flows.{name}").main())


if __name__ == "__main__":
    main()
