"""One seeded contradiction for every check that can fail or warn: `python -m benchmarks.contradictions [--write]`.

Clean applicants are drawn, read and judged; then, for each contradiction, only the papers that show it are drawn anew
and the pile is judged again. A contradiction that no drawn paper can show is put into the record that was read.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._seeded_books import BOOKS
from benchmarks._seeded_drawn import DRAWN
from benchmarks._seeded_list import Seed
from benchmarks._seeded_records import NEVER, RECORDS
from benchmarks._seeded_run import Reader, Told, told
from benchmarks.accuracy import PAGE, filled
from samples import _seeded_new, _seeded_old, _seeded_persons, _seeded_world
from samples._seeded_world import SCAN, Base, File

BASES: Mapping[str, Callable[[], Base]] = {
    "new": _seeded_new.base,
    "old": _seeded_old.base,
    "shop": _seeded_persons.shop,
    "person": _seeded_persons.person,
}
SEEDS = (*DRAWN, *BOOKS, *RECORDS)
AGAINST = ("fail", "warn")


@dataclass(frozen=True)
class Outcome:
    """What came of a contradiction: the check's verdict before and after, and the other verdicts that turned."""

    seed: Seed
    forms: str
    pages: int
    before: str
    after: str
    others: tuple[str, ...]
    message: str

    @property
    def right(self) -> bool:
        """Whether the check says what it should, and did not before."""
        return self.after == self.seed.verdict and self.before != self.seed.verdict


def main(arguments: list[str] | None = None) -> int:
    """Print or store the table; 0 when every check said what it should, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contradictions", description=__doc__)
    parser.add_argument("--write", action="store_true", help="store the table in docs/accuracy.md")
    parser.add_argument("--only", action="append", metavar="CHECK", help="these checks alone")
    parser.add_argument("--work", type=Path, help="keep what was drawn and read here for the next run")
    chosen = parser.parse_args(arguments)
    seeds = [s for s in SEEDS if not chosen.only or s.check in chosen.only]
    with tempfile.TemporaryDirectory() as own:
        found = list(outcomes(seeds, chosen.work or Path(own)))
    tables = markdown(found)
    if chosen.write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), "contradictions", tables), encoding="utf-8")
    else:
        print(tables)
        for one in found:
            if not one.right:
                print(f"{one.seed.check}: {one.before} -> {one.after}, wanted {one.seed.verdict}: {one.message}")
    return 0 if all(o.right for o in found) else 1


def outcomes(seeds: Sequence[Seed], work: Path) -> Iterator[Outcome]:
    """Each contradiction with what came of it."""
    reader = Reader(work)
    clean: dict[str, tuple[dict[str, File], Told]] = {}
    try:
        for seed in seeds:
            base = BASES[seed.base]()
            if seed.base not in clean:
                papers = _seeded_world.files(base, base.slots)
                clean[seed.base] = papers, reader.tell(f"clean-{seed.base}", papers.values())
            one = _outcome(reader, seed, base, *clean[seed.base])
            print(
                f"{seed.check} {one.before} -> {one.after}{'' if one.right else '  NOT'}", file=sys.stderr, flush=True
            )
            yield one
    finally:
        reader.stop()


def _outcome(reader: Reader, seed: Seed, base: Base, papers: Mapping[str, File], twin: Told) -> Outcome:
    changed: dict[str, File] = {}
    if seed.record is not None:
        after, forms = told(seed.record(twin.case)), "record"
    else:
        changed = _seeded_world.files(base, seed.slots, seed.change)
        pile = {slot: file for slot, file in {**papers, **changed}.items() if slot not in seed.drop}
        after = reader.tell(f"{seed.check}-{seed.verdict}", pile.values())
        forms = ", ".join(sorted({f.form for f in changed.values()})) or "paper left out"
    checks = sorted(twin.findings.keys() | after.findings.keys())
    turned = [c for c in checks if c != seed.check and twin.verdict(c) != after.verdict(c)]
    others = tuple(f"{c} {after.verdict(c)}" for c in turned if after.verdict(c) in AGAINST)
    message = after.findings[seed.check].message if seed.check in after.findings else ""
    pages = sum(f.pages for f in changed.values() if f.form == SCAN)
    return Outcome(seed, forms, pages, twin.verdict(seed.check), after.verdict(seed.check), others, message)


def markdown(found: Sequence[Outcome]) -> str:
    """Counts, the table of checks and contradictions, and the checks that never fail or warn."""
    right = sum(o.right for o in found)
    drawn = [o for o in found if o.forms != "record"]
    scanned = [o for o in found if SCAN in o.forms]
    lines = [
        f"{len(found)} contradictions for {len({o.seed.check for o in found})} checks; **{right} of {len(found)} found**"
        f" with the intended verdict ({100 * right / max(1, len(found)):.1f} %). {len(drawn)} are drawn and read"
        f" ({sum(o.right for o in drawn)} found), {len(scanned)} of them on {sum(o.pages for o in scanned)} scanned pages"
        f" ({sum(o.right for o in scanned)} found); {len(found) - len(drawn)} are put into the record"
        f" ({sum(o.right for o in found if o.forms == 'record')} found).",
        "",
        "| check | contradiction | on | clean | found | intended | other checks that turned to fail or warn |",
        "|---|---|---|---|---|---|---|",
    ]
    for o in sorted(found, key=lambda o: o.seed.check):
        mark = "" if o.right else " **(not as intended)**"
        others = ", ".join(f"`{c.split()[0]}` {c.split()[1]}" for c in o.others)
        lines.append(
            f"| `{o.seed.check}` | {o.seed.what} | {o.forms} | {o.before} | {o.after}{mark} | {o.seed.verdict} | {others} |"
        )
    lines += ["", "Checks that nothing in a pile of papers makes fail or warn:", ""]
    lines += [f"- `{n.check}`: {n.why}" for n in NEVER]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
