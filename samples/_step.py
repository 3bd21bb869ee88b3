"""One thing that happens to a page on its way into a file."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples._shot import Shot

KINDS = ("paper", "capture", "after")
"""In the order that they happen: to the paper itself, by the way of taking it, by lens, light and hand."""

SEVERITIES = ("clean", "moderate", "hard")


@dataclass(frozen=True)
class Step:
    """What happens, when in the order, and how hard it makes the page."""

    kind: str
    severity: str
    do: Callable[[Shot, random.Random], Shot]
