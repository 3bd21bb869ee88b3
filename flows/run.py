"""Running jobs to their packages: two cases at a time, so that reading never waits for checking or writing."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait

from datapackages.originals import OriginalChanged
from flows.faults import Stopped
from flows.jobs import Job
from flows.outcome import Outcome, packaged, unpackaged
from flows.story import Direct, package_case
from flows.workshop import Workshop
from intake.receive import Receipt
from schemas.core import CaseFile

log = logging.getLogger(__name__)

CASES_AT_ONCE = 2
"""With Prefect it is one: a flow is started after the other, against one temporary server."""
_TRIES = 2

Engine = Callable[[Workshop, str], tuple[str, str | None]]
"""Takes a case from folder to package: its id to the keys of receipt and case file."""

OnOutcome = Callable[[Outcome], None]


def direct(shop: Workshop, case_id: str) -> tuple[str, str | None]:
    """The stages as plain calls."""
    return package_case(shop, case_id, Direct(shop))


def prefect(shop: Workshop, case_id: str) -> tuple[str, str | None]:
    """The stages as tasks of a Prefect flow."""
    from flows.prefect_home import prepare

    prepare(shop.root)
    from flows.case import case_flow

    receipt, case_file = case_flow(str(shop.root), case_id)
    assert receipt is not None
    return receipt, case_file


def run(shop: Workshop, jobs: Sequence[Job], engine: Engine, on_outcome: OnOutcome) -> list[Outcome]:
    """Run all jobs; a fault in one leaves the others alone.

    Raises:
        KeyboardInterrupt: after every reading process has been ended.
    """
    at_once = 1 if engine is prefect else CASES_AT_ONCE
    threads = ThreadPoolExecutor(at_once, thread_name_prefix="case")
    futures = [threads.submit(_one, shop, job, engine, on_outcome) for job in jobs]
    try:
        _wait(futures)
        return [future.result() for future in futures]
    finally:
        for future in futures:
            future.cancel()
        shop.reading.stop()
        threads.shutdown(wait=True, cancel_futures=True)


def _wait(futures: list[Future[Outcome]]) -> None:
    """Wait in short stretches, so that Ctrl-C is heard at once."""
    pending = set(futures)
    while pending:
        _, pending = wait(pending, timeout=0.2)


def _one(shop: Workshop, job: Job, engine: Engine, on_outcome: OnOutcome) -> Outcome:
    outcome = _outcome(shop, job, engine)
    on_outcome(outcome)
    return outcome


def _outcome(shop: Workshop, job: Job, engine: Engine) -> Outcome:
    start = time.monotonic()
    receipt: str | None = None
    try:
        shop.records.put("job", job.case_id, job)
        receipt, case_file = tried(shop, job, engine)
        if case_file is not None:
            content = shop.records.need("casefile", case_file, CaseFile)
            return packaged(job.case_name, job.target, content, time.monotonic() - start)
        error = None
    except (Stopped, CancelledError):
        raise Stopped from None
    except Exception as fault:
        error = type(fault).__name__
        # Without the message: it may quote what stands in the papers.
        log.error("%s: %s\n%s", job.case_id, error, "".join(traceback.format_tb(fault.__traceback__)))
    received = shop.records.get("receipt", receipt, Receipt) if receipt else None
    return unpackaged(job.case_id, job.case_name, received, error, time.monotonic() - start)


def tried(shop: Workshop, job: Job, engine: Engine) -> tuple[str, str | None]:
    """The engine's result; once more from the start when the folder changed meanwhile or a stored result was damaged."""
    for _ in range(_TRIES - 1):
        try:
            return engine(shop, job.case_id)
        except OriginalChanged:
            log.warning("%s: the folder changed while it was read; starting again", job.case_id)
        except LookupError:
            log.warning("%s: a stored result is damaged; starting again", job.case_id)
            shop.forget_identity()
    return engine(shop, job.case_id)
