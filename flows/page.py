"""The status page's process."""

from __future__ import annotations

import os
import signal
import socket
import threading

SOCKET = "HEYAN_UP_PAGE_SOCKET"
"""The environment's name for the number of the listening socket."""


def main() -> None:
    """Serve until SIGTERM."""
    from console.site import Site
    from settings import load

    site = Site(load(), socket.socket(fileno=int(os.environ[SOCKET])))
    # `shutdown` waits for the loop that this thread runs, so it is called from another one.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=site.shutdown).start())
    site.serve_forever(poll_interval=1.0)
