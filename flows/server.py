"""The Prefect server of `heyan up`: on loopback, in one process, on a socket that outlives it."""

from __future__ import annotations

import os
import socket

SOCKET = "HEYAN_UP_PREFECT_SOCKET"
"""The environment's name for the number of the listening socket."""

OWN = "HEYAN_UP_OWN_PREFECT"
"""The environment's name for: the server is a child of this `heyan up`."""

_QUIET = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "30",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "30",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS": "300",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_LOOP_SECONDS": "300",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS": "300",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_LOOP_SECONDS": "300",
    "PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "300",
}
"""A server that has little to do does little; finished runs and events are vacuumed."""


def main() -> None:
    """Serve until SIGTERM."""
    from flows.prefect_home import prepare
    from settings import load

    prepare(load().data.resolve())
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(create_app(final=True), log_config=None, lifespan="on", timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(os.environ[SOCKET]))])
