"""How the worker runs a case: as a Prefect flow while the server answers, else, or when that fails, by plain calls."""

from __future__ import annotations

import json
import logging
import os
import time
import urllib.request
from datetime import datetime

from flows import run as runs
from flows.faults import Stopped
from flows.server import OWN
from flows.workshop import Workshop

log = logging.getLogger(__name__)

_SECONDS = 2.0
_PATIENCE = {"PREFECT_API_REQUEST_TIMEOUT": "10", "PREFECT_CLIENT_MAX_RETRIES": "1"}
"""The business never waits for the server: it answers soon, or the case is run without it."""


def case_engine(shop: Workshop, case_id: str) -> tuple[str, str | None]:
    """From folder to package; keys of receipt and case file."""
    if not answers():
        return runs.direct(shop, case_id)
    for name, value in _PATIENCE.items():
        os.environ.setdefault(name, value)
    try:
        return runs.prefect(shop, case_id)
    except Stopped:
        raise
    except Exception as fault:
        # What is done is in the stores; a fault of the case itself shows again.
        log.warning("%s: the flow ended with %s; going on without Prefect", case_id, type(fault).__name__)
        return runs.direct(shop, case_id)


def answers() -> bool:
    """Whether the Prefect server answers at once."""
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return False
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=_SECONDS) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def close_dead_runs(before: datetime) -> int:
    """Tell the server that runs which began before this worker did have crashed, which it does not find out; how many.

    Waits until the server answers. For the server of this `heyan up` alone, whose worker there is one of at a time.
    """
    if not os.environ.get(OWN):
        return 0
    while not answers():
        time.sleep(_SECONDS)
    question = {
        "flows": {"name": {"any_": ["case"]}},
        "flow_runs": {
            "state": {"type": {"any_": ["RUNNING", "PENDING"]}},
            "start_time": {"before_": before.isoformat()},
        },
        "limit": 200,
    }
    crashed = {"state": {"type": "CRASHED", "name": "Crashed"}, "force": True}
    try:
        dead = [str(run["id"]) for run in json.loads(_post("flow_runs/filter", question))]
        for run in dead:
            _post(f"flow_runs/{run}/set_state", crashed)
    except (OSError, ValueError) as fault:
        log.info("runs left open could not be closed: %s", type(fault).__name__)
        return 0
    return len(dead)


def _post(path: str, content: object) -> bytes:
    request = urllib.request.Request(
        f"{os.environ['PREFECT_API_URL']}/{path}",
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return bytes(answer.read())
