"""Draw the sample cases again: `python -m samples.generate [--out DIR] [--case NAME] [--random COUNT --seed SEED]`.

The same code, fonts and libraries give the same bytes. Random cases serve calibration and are not kept in the repository.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from samples import random_cases
from samples._fonts import MissingFont


def main(arguments: list[str] | None = None) -> int:
    """Draw the cases; 0 when all are drawn, 6 when a font is missing."""
    from samples._cases import CASES

    parser = argparse.ArgumentParser(prog="python -m samples.generate", description="Draw the sample cases.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "cases")
    parser.add_argument("--case", choices=sorted(CASES), action="append")
    parser.add_argument("--random", type=int, default=0, metavar="COUNT", help="draw random cases instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seldom", action="store_true", help="random piles of the papers that are seldom handed in")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.random:
            homes = random_cases(chosen.seed, chosen.random, chosen.out, chosen.seldom)
        else:
            homes = [CASES[name]().save(chosen.out) for name in chosen.case or CASES]
    except MissingFont as missing:
        print(missing, file=sys.stderr)
        return 6
    for home in homes:
        size = sum(p.stat().st_size for p in home.rglob("*") if p.is_file())
        print(f"{home}  {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
