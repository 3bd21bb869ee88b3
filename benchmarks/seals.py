"""How well seals are found, read and told apart: `python -m benchmarks.seals [--count N] [--write]`, on drawn pieces of paper.

Only seals are read, no lines of text, so that several hundred cost a few minutes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import cv2

from benchmarks import _cut_lines, _sealed
from extractors import _authority, _seal_kinds
from extractors._values import Place, value_of
from extractors._view import PageView
from ocr import seals
from ocr.engine import RapidEngine
from schemas.core import FieldValue, Page, PageStatus, Seal, Status, TextSource

ACCURACY = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
BEGIN, END = "<!-- seals: begin -->", "<!-- seals: end -->"

_PATTERNS = (
    _authority.REGISTRAR,
    _authority.TAX,
    _authority.QUALITY,
    _authority.CENTRAL_BANK,
    _authority.POLICE,
    _authority.LAND,
)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seals", description="Measure the reading of seals.")
    parser.add_argument("--count", type=int, default=280, help="pieces of paper")
    parser.add_argument("--first", type=int, default=0, help="number of the first piece")
    parser.add_argument("--list", action="store_true", help="print each seal that was not found or misread")
    parser.add_argument("--write", action="store_true", help="store the table in docs/accuracy.md")
    parser.add_argument("--cut", action="store_true", help="press seals over lines and count cut values accepted")
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    if chosen.cut:
        print(_cut(chosen.first, chosen.count))
        return 0
    table = _table(*_measured(chosen.first, chosen.count, chosen.list))
    print(table)
    if chosen.write:
        text = ACCURACY.read_text(encoding="utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        ACCURACY.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", encoding="utf-8")
    return 0


def _measured(first: int, count: int, show: bool) -> tuple[dict[str, Counter[str]], dict[str, list[float]]]:
    """Counts by row of the table, CPU seconds by capture."""
    engine = RapidEngine()
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, list[float]] = defaultdict(list)
    for seed in range(first, first + count):
        piece = _sealed.piece(seed)
        start = time.process_time()
        found = list(seals.find(piece.picture, engine, piece.grey))
        seconds[piece.capture].append(time.process_time() - start)
        height, width = piece.picture.shape[:2]
        for seal in piece.seals:
            match = next((f for f in found if _same_place(f, seal, width, height)), None)
            if match is not None:
                found.remove(match)
            counts = _judged(match, seal)
            for name in ("all", piece.capture, f"{seal.colour} ink", f"kind {seal.kind}"):
                rows[name].update(counts)
            if show and seal.shape == "round" and not counts["exact"]:
                print(seed, piece.capture, seal.colour, seal.text, seal.lines, "|", match and (match.text, match.inner))
        for extra in found:
            if extra.shape != "unclear":
                for name in ("all", piece.capture):
                    rows[name]["false"] += 1
                if show:
                    print(seed, piece.capture, "false", extra.shape, extra.text, extra.inner)
    return rows, seconds


def _cut(first: int, count: int) -> str:
    """What became of values that seals were pressed over, by the seal's ink."""
    engine = RapidEngine()
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for seed in range(first, first + count):
        for one in _cut_lines.outcomes(seed, engine):
            wrong = one.accepted and not one.right
            rows[one.colour].update(values=1, right=int(one.right), accepted=int(one.accepted), wrong=int(wrong))
            if wrong:
                print(f"{seed}: {one.kind}: {one.printed} read {one.read}")
    lines = ["| ink | values | read right | accepted | accepted wrong |", "|---|---|---|---|---|"]
    lines += [f"| {ink} | {c['values']} | {c['right']} | {c['accepted']} | {c['wrong']} |" for ink, c in rows.items()]
    return "\n".join(lines)


def _same_place(found: Seal, seal: _sealed.Pressed, width: int, height: int) -> bool:
    x0, y0, x1, y1 = seal.box
    size = max(x1 - x0, y1 - y0)
    return (
        abs(found.box.middle_x * width - (x0 + x1) / 2) < 0.25 * size
        and abs(found.box.middle_y * height - (y0 + y1) / 2) < 0.25 * size
    )


def _judged(found: Seal | None, seal: _sealed.Pressed) -> dict[str, int]:
    """What is right about a seal: found, ring text, level lines, number, kind, and accepted as an authority."""
    counts = {"seals": 1, "found": int(found is not None), "exact": 0}
    counts["kinds"] = int(found is not None and _seal_kinds.kind_of(found) == seal.kind)
    if seal.lines:
        counts["lined"] = 1
        counts["lines"] = int(found is not None and _plain("".join(seal.lines)) == _plain("".join(found.inner)))
    if seal.shape != "round":
        return counts | {"exact": counts.get("lines", 0)}
    text = _authority.ring_name(found) if found is not None else ""
    counts |= {"rings": 1, "exact": int(text == seal.text), "right_rings": int(text == seal.text)}
    counts |= {"characters": len(seal.text), "errors": _distance(text, seal.text)}
    if seal.number:
        counts |= {"numbered": 1, "numbers": int(found is not None and found.number == seal.number)}
        counts["numbers_wrong"] = int(found is not None and found.number not in (None, seal.number))
    if seal.kind == "authority":
        value = _issuer(found, seal)
        accepted = value is not None and value.status is Status.ACCEPTED
        counts |= {"authorities": 1, "accepted": int(accepted)}
        counts["accepted_right"] = int(accepted and value is not None and value.value == seal.text)
    return counts


def _issuer(found: Seal | None, seal: _sealed.Pressed) -> FieldValue | None:
    """The authority as a certificate would take it from this seal, under the witness of the paper's address."""
    if found is None:
        return None
    pattern = next((p for p in _PATTERNS if p.search(seal.text)), None)
    if pattern is None:
        return None
    page = Page(
        sha256="0",
        number=1,
        status=PageStatus.READ,
        width=1,
        height=1,
        source=TextSource.OCR,
        seals=(found,),
        reader="",
    )
    address = value_of(
        seal.address, raw="", place=Place(1, found.box), confidence=1.0, method="benchmark", extractor="benchmark"
    )
    return _authority.from_seal([PageView(page, 1)], pattern, "benchmark", address=address, near=seal.address)


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


def _table(rows: dict[str, Counter[str]], seconds: dict[str, list[float]]) -> str:
    head = "| | seals | found | false | text exact | character errors | level lines | numbers (wrong) | kind right | accepted | accepted right | ms |"
    lines = [head, "|" + "---|" * 12]
    order = ["all", *_sealed.CAPTURES, "red ink", "faded ink", "blue ink", "black ink"]
    for name in [n for n in [*order, *sorted(n for n in rows if n.startswith("kind"))] if n in rows]:
        c = rows[name]
        time_of = seconds.get(name) or ([s for part in seconds.values() for s in part] if name == "all" else [])
        spent = f"{1000 * sum(time_of) / len(time_of):.0f}" if time_of else ""
        lines.append(
            f"| {name} | {c['seals']} | {_share(c['found'], c['seals'])} | {c['false']} | {_share(c['right_rings'], c['rings'])} "
            f"| {_share(c['errors'], c['characters'])} | {_share(c['lines'], c['lined'])} "
            f"| {_share(c['numbers'], c['numbered'])} ({c['numbers_wrong']}) | {_share(c['kinds'], c['seals'])} "
            f"| {_share(c['accepted'], c['authorities'])} | {c['accepted_right']} of {c['accepted']} | {spent} |"
        )
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
