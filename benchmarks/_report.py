"""The figures of a benchmark as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

TARGETS = {"ratio": 1.35, "text_pages_a_second": 20, "table_pages_a_second": 5, "peak_gib": 3.0}


def markdown(figures: Json) -> str:
    """The report; a part that was not measured is left out."""
    machine = figures["machine"]
    lines = [
        "# Speed and memory",
        "",
        "Written by `make bench WRITE=--write`. Figures of one run; compare them with each other, not with those of"
        " another machine.",
        "",
        f"Machine: {machine['cores']} cores, {machine['processor']}, {machine['system']}, Python {machine['python']}.",
    ]
    for name, part in (("ratio", _ratio), ("digital", _digital), ("memory", _memory), ("profile", _profile)):
        if name in figures:
            lines += ["", *part(figures[name])]
    return "\n".join(lines) + "\n"


def _ratio(found: Json) -> list[str]:
    seconds, cpu = found["ratio_seconds"], found["ratio_cpu"]
    return [
        "## The whole job and the bare engine",
        "",
        f"{found['pages']} image pages of {found['cases']} applicants, {found['rounds']} rounds in turn. Bare engine:"
        " RapidOCR alone on the red channels of the same pages, drawn beforehand; detection on at most 1280 pixels,"
        " recognition from a width of 96 on, no line classifier, 2 processes of one thread. Whole job: `heyan run` on"
        " the files, into an empty folder, to finished packages. Both start their processes and load their models.",
        "",
        "| | pages a minute, best | median | CPU seconds a page | seconds of each round | peak memory |",
        "|---|---|---|---|---|---|",
        _row("bare engine", found["bare"]),
        _row("whole job", found["job"]),
        "",
        f"**Ratio of time: {seconds['median']:.2f}** (medians; best runs {seconds['best']:.2f}; rounds"
        f" {_numbers(seconds['rounds'])}; target at most {TARGETS['ratio']}). Ratio of CPU seconds: {cpu['median']:.2f}.",
    ]


def _row(name: str, found: Json) -> str:
    cells = (
        f"{found['pages_a_minute_best']:.1f}",
        f"{found['pages_a_minute_median']:.1f}",
        f"{found['cpu_seconds_a_page']:.2f}",
        _numbers(found["seconds"]),
        _gib(found["peak_bytes"]),
    )
    return f"| {name} | " + " | ".join(cells) + " |"


def _digital(found: Json) -> list[str]:
    rows = (
        ("running text", "text_pages_a_second"),
        ("a ruled table", "table_pages_a_second"),
        ("a ruled table with a seal, whose text the engine reads", "sealed_table_pages_a_second"),
    )
    return [
        "## Born-digital pages",
        "",
        "One process, from the file to the stored page with its picture.",
        "",
        "| page | pages a second | target |",
        "|---|---|---|",
        *(f"| {name} | {found[rate]:.1f} | {TARGETS.get(rate, '')} |" for name, rate in rows),
    ]


def _memory(found: Json) -> list[str]:
    return [
        "## Memory",
        "",
        f"One case of {found['pages']} pages: peak of the whole process tree **{_gib(found['peak_bytes'])}** (resident"
        f" sets added up, what processes share counts for each; target at most {TARGETS['peak_gib']:.0f} GiB), in"
        f" {found['seconds']:.0f} seconds.",
    ]


def _profile(found: Json) -> list[str]:
    total = sum(found["cpu_seconds"].values())
    return [
        "## Where the time goes",
        "",
        f"CPU seconds of the same job on {found['pages']} pages in one process; each stage without those inside it.",
        "",
        "| stage | seconds | share | a page |",
        "|---|---|---|---|",
        *(
            f"| {name} | {seconds:.2f} | {100 * seconds / total:.1f} % | {1000 * seconds / found['pages']:.0f} ms |"
            for name, seconds in found["cpu_seconds"].items()
        ),
        f"| all | {total:.2f} | 100 % | {1000 * total / found['pages']:.0f} ms |",
    ]


def _numbers(values: list[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def _gib(amount: int) -> str:
    return f"{amount / 2**30:.2f} GiB"
