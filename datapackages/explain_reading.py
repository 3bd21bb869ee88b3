"""The characters behind a value: what was read under its box, how surely, and what else it might have been."""

from __future__ import annotations

from datapackages.explain_words import COLOURS, SHAPES, SOURCES
from datapackages.opened import Json

SURE = 0.99
"""Characters below this are listed one by one."""

_MOST = 12
"""More weak characters than this are summed up."""


def reading_step(entry: Json, value: Json, read: Json | None) -> tuple[list[str], Json]:
    """Chinese lines and facts: the raw text, its reader, its weakest character."""
    lines = [f"原文：{entry['raw']}"]
    pieces: list[Json] = value.get("reading", [])
    if "cell" in entry:
        return [*lines, "由电子表格直接读取，不经识别"], {"raw": entry["raw"], "source": "spreadsheet"}
    if not pieces:
        said = "数据包里没有逐字记录" if read is None else "此处没有单独的文字行（由版面上的多处内容得出）"
        return [*lines, said], {"raw": entry["raw"], "pieces": []}
    for piece in pieces:
        lines += _piece(piece)
    weakest = weakest_of(pieces)
    if weakest is not None:
        lines += _weak(pieces, weakest)
    return lines, {"raw": entry["raw"], "pieces": pieces, "weakest": weakest}


def _piece(piece: Json) -> list[str]:
    source = SOURCES.get(piece["source"], piece["source"])
    if piece["source"] == "seal":
        return [seal_words(piece)]
    if piece["source"] == "code":
        return [f"{source}（{piece['symbology']}），自带纠错：{piece['text']}"]
    if "sureness" not in piece:
        return [f"“{piece['text']}”：{source}"]
    sure = [p for char, p in zip(piece["text"], piece["sureness"], strict=True) if not char.isspace()]
    if not sure:
        return []
    figures = f"逐字概率最低 {min(sure):.4f}，平均 {sum(sure) / len(sure):.4f}"
    return [f"“{piece['text']}”：{source}，{len(sure)} 字，{figures}"]


def seal_words(seal: Json) -> str:
    """A seal's colour, shape, ring and inner lines."""
    shape = f"{COLOURS.get(seal['colour'], seal['colour'])}{SHAPES.get(seal['shape'], seal['shape'])}"
    ring = f"外圈“{seal['text']}”，把握 {seal['confidence']:.4f}" if seal["text"] else "外圈没有读出"
    parts = ["外圈有字没有读出"] if seal["text"] and not seal["whole"] else []
    parts += [f"内文：{'、'.join(seal['inner'])}"] if seal["inner"] else []
    parts += [f"编号 {seal['number']}"] if seal["number"] else []
    return "；".join([f"{shape}印章，{ring}", *parts])


def weakest_of(pieces: list[Json]) -> Json | None:
    """The least sure character: its text, its probability, and where it stands (piece and character count from 1)."""
    found = [
        (p, n, i, piece)
        for n, piece in enumerate(pieces, 1)
        for i, p in enumerate(piece.get("sureness", []), 1)
        if not piece["text"][i - 1].isspace()
    ]
    if not found:
        return None
    p, n, i, piece = min(found, key=lambda item: item[:3])
    return {"text": piece["text"][i - 1], "probability": p, "piece": n, "character": i}


def _weak(pieces: list[Json], weakest: Json) -> list[str]:
    part = f"第 {weakest['piece']} 段" if len(pieces) > 1 else ""
    lines = [f"最弱的字：{part}第 {weakest['character']} 字“{weakest['text']}”，概率 {weakest['probability']:.4f}"]
    others = [
        f"{piece['text'][i]} {p:.4f}"
        for piece in pieces
        for i, p in enumerate(piece.get("sureness", []))
        if p < SURE and not piece["text"][i].isspace()
    ]
    if len(others) > 1:
        more = f" 等 {len(others)} 字" if len(others) > _MOST else ""
        lines.append(f"概率低于 {SURE} 的字：{'，'.join(others[:_MOST])}{more}")
    return lines + [line for piece in pieces for line in _alternatives(piece)]


def _alternatives(piece: Json) -> list[str]:
    """Other readings that the recogniser held possible, by character."""
    held: dict[int, list[str]] = {}
    for index, text, probability in piece.get("alternatives", []):
        held.setdefault(index, []).append(f"{f'“{text}”' if text else '没有字'} {probability:.4f}")
    return [
        f"候选：第 {index + 1} 字读作“{piece['text'][index]}”，也可能是 {'、'.join(others)}"
        for index, others in sorted(held.items())
        if index < len(piece["text"])
    ]
