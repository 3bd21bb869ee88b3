"""heyan beside other ways to read the same certificates: `python -m benchmarks.compare [--write]`.

The pages are the certificates on image pages of `samples/cases` and of random cases (`--random`, `--seed`), each page a
picture file of its own. RapidOCR and Tesseract as they are installed, with label regexes, are told each paper's type; heyan
has to find it. docmirror joins where `--docmirror` (or DOCMIRROR) names its command in an environment of its own. All are
scored by the same code, `evaluation`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks import _compare_set, _docmirror, _watch, accuracy
from evaluation.score import score
from evaluation.tally import Counts
from samples import random_cases

ROOT = Path(__file__).resolve().parents[1]
SECTION = "comparison"

NAMES = {
    "rapidocr": "RapidOCR, label regexes",
    "tesseract": "Tesseract, label regexes",
    "docmirror": "docmirror",
    "heyan": "heyan",
}

Json = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Read, score and print; 0 when every engine ran to its end."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description="Compare ways to read.")
    parser.add_argument("--random", type=int, default=6, help="random cases beside the samples")
    parser.add_argument("--seed", type=int, default=4242)
    parser.add_argument("--pages", type=int, default=60, help="no more pages than this")
    parser.add_argument("--docmirror", type=Path, default=os.environ.get("DOCMIRROR"), help="docmirror's command")
    parser.add_argument("--only", choices=NAMES, action="append", help="run these, take what is there of the others")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "compare")
    parser.add_argument("--write", action="store_true", help="store the table in docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    out: Path = chosen.out
    cases = out / "set"
    if not chosen.only or not cases.is_dir():
        pages = _compare_set.build(_sources(out, chosen.random, chosen.seed), cases, chosen.pages)
        _say(f"{pages} pages")
    for name in chosen.only or [n for n in NAMES if n != "docmirror" or chosen.docmirror]:
        _say(f"reading: {name}")
        cost = _ENGINES[name](cases, out / name, chosen.docmirror) | {"version": _version(name, chosen.docmirror)}
        (out / f"{name}.cost.json").write_text(json.dumps(cost))
    text = table(cases, out) + f"Random cases: {chosen.random}, seed {chosen.seed}.\n"
    if chosen.write:
        page = accuracy.PAGE.read_text(encoding="utf-8")
        accuracy.PAGE.write_text(accuracy.filled(page, SECTION, text), encoding="utf-8")
    print(text)
    return 0


def _version(name: str, command: Path | None) -> str:
    if name == "tesseract":
        import pytesseract

        return str(pytesseract.get_tesseract_version()).splitlines()[0]
    if name == "docmirror":
        told = subprocess.run([str(command), "--version"], capture_output=True, text=True, check=False).stdout
        return told.strip().split(" ")[-1]
    return metadata.version(name)


def _sources(out: Path, count: int, seed: int) -> list[Path]:
    drawn = random_cases(seed, count, out / "random") if count else []
    return [*sorted(path.parent for path in accuracy.SAMPLES.glob("*/truth.json")), *sorted(drawn)]


def _baseline(name: str) -> Callable[[Path, Path, Path | None], Json]:
    def run(cases: Path, out: Path, command: Path | None) -> Json:
        return _watched([sys.executable, "-m", "benchmarks._baselines", name, cases, out], cases, out)

    return run


def _heyan(cases: Path, out: Path, command: Path | None) -> Json:
    folders = out.with_name("heyan-input")
    shutil.rmtree(folders, ignore_errors=True)
    for home in sorted(path.parent for path in cases.glob("*/truth.json")):
        shutil.copytree(home / "files", folders / home.name)
    return _watched([sys.executable, ROOT / "heyan.py", "run", folders, "--batch", "--out", out, "--json"], cases, out)


def _watched(command: list[str | Path], cases: Path, out: Path) -> Json:
    shutil.rmtree(out, ignore_errors=True)
    found = _watch.run(command, out.with_suffix(".log"))
    if found.status not in (0, 3):
        raise SystemExit(f"exit status {found.status}, see {out.with_suffix('.log')}")
    return {"cpu": found.cpu, "pages": len(list(cases.glob("*/files/*")))}


def _peer(cases: Path, out: Path, command: Path | None) -> Json:
    if command is None:
        raise SystemExit("docmirror's command is not named")
    cpu, pages = _docmirror.run(command, cases, out)
    return {"cpu": cpu, "pages": pages}


_ENGINES: dict[str, Callable[[Path, Path, Path | None], Json]] = {
    "rapidocr": _baseline("rapidocr"),
    "tesseract": _baseline("tesseract"),
    "docmirror": _peer,
    "heyan": _heyan,
}


def table(cases: Path, out: Path) -> str:
    """One table: all certificates, then the licences alone, where docmirror takes part."""
    ready = [name for name in NAMES if (out / f"{name}.cost.json").is_file()]
    scores = {name: score(cases, out / name) for name in ready}
    lines = [
        "| papers | read by | fields exact | accepted and right (coverage) | wrong among accepted | CPU seconds a page |",
        "|---|---|---|---|---|---|",
    ]
    for name in ready:
        if name != "docmirror":
            lines.append(_row("all certificates", name, scores[name].totals, out))
    for name in ready:
        lines.append(_row("business licences", name, scores[name].groups["type"][_docmirror.TYPE], out))
    pages = len(list(cases.glob("*/files/*")))
    types = sorted(
        {d["type"] for path in cases.glob("*/truth.json") for d in json.loads(path.read_text())["documents"]}
    )
    return (
        f"{pages} pages; types: {', '.join(f'`{t}`' for t in types)}.\n\n"
        + "\n".join(lines)
        + "\n\n"
        + _versions(ready, out)
    )


def _row(papers: str, name: str, counts: Counts, out: Path) -> str:
    cost = json.loads((out / f"{name}.cost.json").read_text())
    exact = counts["short_fields_exact"] + counts["long_texts_exact"]
    wrong = counts["accepted"] - counts["accepted_right"]
    cells = [
        _share(exact, counts["fields"]),
        _share(counts["fields_accepted_right"], counts["fields"]),
        _share(wrong, counts["accepted"]),
        f"{cost['cpu'] / cost['pages']:.1f}",
    ]
    return f"| {papers} | {NAMES[name]} | " + " | ".join(cells) + " |"


def _versions(ready: Sequence[str], out: Path) -> str:
    costs = {name: json.loads((out / f"{name}.cost.json").read_text()) for name in ready}
    told = [f"{NAMES[name].partition(',')[0]} {cost['version']}" for name, cost in costs.items() if cost.get("version")]
    return f"Versions: {', '.join(told)}.\n" if told else ""


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} % ({part:.0f} of {whole:.0f})" if whole else "-"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
