"""Several small papers laid on one sheet, as a back office copies cards and slips together."""

from __future__ import annotations

import random
from dataclasses import replace

from samples._draw import Area, Box, Picture, Sheet, Stroke, Text
from samples._paper import Paper


def fits(papers: list[Paper], width: float = 210, height: float = 297) -> bool:
    """Whether single-page papers find room below one another on a sheet of so many millimetres."""
    sheets = [paper.sheets[0] for paper in papers]
    single = all(len(paper.sheets) == 1 for paper in papers)
    return single and max(s.width for s in sheets) <= width - 8 and sum(s.height + 6 for s in sheets) <= height


def gather(
    papers: list[Paper], rng: random.Random, width: float = 210, height: float = 297
) -> tuple[Sheet, list[Paper]]:
    """One sheet that shows all papers, and each paper with that sheet's size and its marks where they are now."""
    whole, y = Sheet(width, height), 4.0
    moved: list[Paper] = []
    spare = (height - sum(p.sheets[0].height for p in papers) - 8) / max(len(papers), 1)
    for paper in papers:
        small = paper.sheets[0]
        x, y = rng.uniform(3, max(3.1, width - small.width - 3)), y + rng.uniform(0.1, 0.9) * max(spare, 0)
        whole.fill((x, y, x + small.width, y + small.height), small.paper)
        whole.ops += [_shifted(op, x, y) for op in small.ops]
        alone = Sheet(width, height)
        alone.marks = {name: _box(box, x, y) for name, box in small.marks.items()}
        whole.marks |= {f"{len(moved)}/{name}": box for name, box in alone.marks.items()}
        moved.append(replace(paper, sheets=[alone]))
        y += small.height + 2
    return whole, moved


def _box(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _shifted(op: Text | Stroke | Area | Picture, x: float, y: float) -> Text | Stroke | Area | Picture:
    if isinstance(op, Text):
        return replace(op, x=op.x + x, y=op.y + y)
    if isinstance(op, Stroke):
        return replace(op, x0=op.x0 + x, y0=op.y0 + y, x1=op.x1 + x, y1=op.y1 + y)
    return replace(op, box=_box(op.box, x, y))
