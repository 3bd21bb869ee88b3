"""How fast the whole job is, against the bare engine on the same pages: `make bench`, or `python -m benchmarks`.

Figures of one run may be compared with each other, not with those of another day or machine; so the ratio counts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import _bare, _papers, _report, _watch

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results.md"
PARTS = ("ratio", "digital", "memory", "profile")
CASE_PAGES = 60

Json = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 when every command that was measured succeeded."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument("--cases", type=Path, default=ROOT / "samples" / "cases", help="labelled cases")
    parser.add_argument("--pages", type=int, help="no more image pages than this")
    parser.add_argument("--rounds", type=int, default=2, help="how often bare engine and whole job are run, in turn")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--write", action="store_true", help=f"store the figures in {RESULTS.name}")
    chosen = parser.parse_args(arguments)
    figures = _measured(chosen)
    text = _report.markdown(figures)
    if chosen.write:
        RESULTS.write_text(text, encoding="utf-8")
    print(json.dumps(figures, ensure_ascii=False, indent=1) if chosen.json else text)
    return 0


def _measured(chosen: argparse.Namespace) -> Json:
    pages = _papers.image_pages(chosen.cases, chosen.pages)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Callable[[], Json]] = {
        "ratio": lambda: _ratio(pages, out, chosen.rounds),
        "digital": lambda: _digital_pages(out),
        "memory": lambda: _memory(pages, out),
        "profile": lambda: _profiled(pages, out),
    }
    figures: Json = {"machine": _machine()}
    for name in chosen.only or PARTS:
        _say(f"measuring: {name}")
        figures[name] = parts[name]()
    return figures


def _ratio(pages: list[_papers.PageOf], out: Path, rounds: int) -> Json:
    """Bare engine and whole job in turn on the same pages."""
    pictures, folder = out / "pictures", _papers.folders(pages, out / "input")
    _papers.red_channels(pages, pictures)
    runs: dict[str, list[_watch.Watched]] = {"bare": [], "job": []}
    for number in range(1, rounds + 1):
        _say(f"  round {number} of {rounds}: bare engine, {len(pages)} pages")
        runs["bare"].append(_run([sys.executable, "-m", "benchmarks._bare", pictures], out / "bare.log"))
        _say(f"  round {number} of {rounds}: whole job")
        runs["job"].append(_run(_job(folder, out / "packages", "--batch"), out / "job.log"))
    shutil.rmtree(pictures)
    return {
        "pages": len(pages),
        "cases": len(list(folder.iterdir())),
        "rounds": rounds,
        **{name: _summary(found, len(pages)) for name, found in runs.items()},
        "ratio_seconds": _ratios(runs, "seconds"),
        "ratio_cpu": _ratios(runs, "cpu"),
    }


def _job(folder: Path, target: Path, *options: str) -> list[str | Path]:
    shutil.rmtree(target, ignore_errors=True)
    return [sys.executable, ROOT / "heyan.py", "run", folder, "--out", target, "--json", *options]


def _run(command: list[str | Path], log: Path) -> _watch.Watched:
    os.environ["HEYAN_WORKERS"] = str(_bare.PROCESSES)
    found = _watch.run(command, log)
    if found.status not in (0, 3):
        raise SystemExit(f"exit status {found.status}, see {log}")
    return found


def _summary(runs: list[_watch.Watched], pages: int) -> Json:
    seconds = [run.seconds for run in runs]
    return {
        "seconds": [round(s, 2) for s in seconds],
        "cpu_seconds": [round(run.cpu, 2) for run in runs],
        "pages_a_minute_best": round(60 * pages / min(seconds), 1),
        "pages_a_minute_median": round(60 * pages / statistics.median(seconds), 1),
        "cpu_seconds_a_page": round(min(run.cpu for run in runs) / pages, 3),
        "peak_bytes": max(run.peak for run in runs),
    }


def _ratios(runs: dict[str, list[_watch.Watched]], what: str) -> Json:
    """Whole job over bare engine: of the best, of the medians, and round by round."""
    bare, job = ([float(getattr(run, what)) for run in runs[name]] for name in ("bare", "job"))
    return {
        "best": round(min(job) / min(bare), 3),
        "median": round(statistics.median(job) / statistics.median(bare), 3),
        "rounds": [round(j / b, 3) for j, b in zip(job, bare, strict=True)],
    }


def _digital_pages(out: Path) -> Json:
    from benchmarks import _digital

    return {name: round(rate, 1) for name, rate in _digital.measure(ROOT, out / "digital").items()}


def _memory(pages: list[_papers.PageOf], out: Path) -> Json:
    """Peak memory of the process tree for one large case."""
    folder = _papers.one_case(pages, CASE_PAGES, out / "large")
    found = _run(_job(folder, out / "large-package"), out / "large.log")
    (outcome,) = json.loads(found.output)["cases"]
    return {
        "pages": outcome["pages"],
        "rejected": len(outcome["rejected"]),
        "peak_bytes": found.peak,
        "processes": found.processes,
        "seconds": round(found.seconds, 1),
    }


def _profiled(pages: list[_papers.PageOf], out: Path) -> Json:
    from benchmarks import _profile

    folder = _papers.folders(pages, out / "profile-input")
    shutil.rmtree(out / "profile", ignore_errors=True)
    seconds = _profile.profile(sorted(folder.iterdir()), out / "profile")
    return {"pages": len(pages), "cpu_seconds": {name: round(value, 2) for name, value in seconds.items()}}


def _machine() -> Json:
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": names[0] if names else platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
