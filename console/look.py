"""The pages as HTML and the figures as metrics. Every name is escaped by the template; nothing is fetched from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from console import words
from schemas.core.service import CaseStanding, FileStanding, Standing
from store.running import Service


def overview(standing: Standing, service: Service | None) -> bytes:
    """The list of cases with what needs a person."""
    return _page("overview.html.j2").render(standing=standing, service=service, title="核验").encode()


def one_case(
    case: CaseStanding, files: Sequence[FileStanding], revisions: Sequence[int], has_receipt: bool, now: datetime
) -> bytes:
    """One case: its files, its packages."""
    values = {"case": case, "files": files, "revisions": revisions, "has_receipt": has_receipt, "now": now}
    return _page("case.html.j2").render(values, title=case.name).encode("utf-8", "replace")


def metrics(standing: Standing, service: Service | None) -> bytes:
    """The figures in Prometheus' text format; no names."""
    return "".join(f"{line}\n" for line in _metrics(standing, service)).encode()


def _metrics(standing: Standing, service: Service | None) -> Iterator[str]:
    yield "# TYPE heyan_cases gauge"
    yield from (f'heyan_cases{{state="{state}"}} {number}' for state, number in standing.case_states.items())
    yield "# TYPE heyan_files gauge"
    yield from (f'heyan_files{{state="{state}"}} {number}' for state, number in standing.file_states.items())
    for name, number in (
        ("queue", standing.queue),
        ("overdue", standing.overdue),
        ("needs_attention", standing.needs_attention),
    ):
        yield f"# TYPE heyan_{name} gauge"
        yield f"heyan_{name} {number}"
    if standing.last_runs:
        yield "# TYPE heyan_last_package_seconds gauge"
        yield f"heyan_last_package_seconds {standing.last_runs[0].made_at.timestamp():.0f}"
    children = service.children.items() if service else ()
    yield "# TYPE heyan_process_up gauge"
    yield from (f'heyan_process_up{{process="{name}"}} {int(child.pid is not None)}' for name, child in children)
    yield "# TYPE heyan_process_restarts_total counter"
    yield from (f'heyan_process_restarts_total{{process="{name}"}} {child.restarts}' for name, child in children)


def moment(at: datetime | None) -> str:
    """A point in time as the office's clock shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if at else "—"


@cache
def _page(name: str) -> Template:
    environment = Environment(loader=PackageLoader("console"), autoescape=True, undefined=StrictUndefined)
    environment.filters["moment"] = moment
    environment.globals["words"] = words
    return environment.get_template(name)
