"""The baselines of the comparison: `python -m benchmarks._baselines ENGINE SET OUT`.

Reads every page of the set with a library as it comes, takes the fields by label regexes, and writes a `package.json` a
case that holds just what the comparison scores. What was read lies beside it in `lines.json` and is taken from there when
it is there already. Engines: rapidocr (the library's defaults, whole page), tesseract (chi_sim,
whole page at the library's defaults).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._label_regexes import Read, fields_of, rows_of

Json = dict[str, Any]
Reader = Callable[[Path], list[Read]]


def rapidocr() -> Reader:
    """RapidOCR as it is installed, one thread."""
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    def read(path: Path) -> list[Read]:
        found = engine(str(path))
        if found.boxes is None:
            return []
        return [
            Read(text, float(score), box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max())
            for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
        ]

    return read


def tesseract() -> Reader:
    """Tesseract with the Chinese model; a line's confidence is the mean of its words'."""
    import pytesseract

    def read(path: Path) -> list[Read]:
        found = pytesseract.image_to_data(str(path), lang="chi_sim", output_type=pytesseract.Output.DICT)
        lines: dict[tuple[int, ...], list[int]] = {}
        for i, text in enumerate(found["text"]):
            if text.strip():
                place = (found["block_num"][i], found["par_num"][i], found["line_num"][i])
                lines.setdefault(place, []).append(i)
        return [_line(found, words) for words in lines.values()]

    return read


def _line(found: Json, words: list[int]) -> Read:
    def ends(start: str, size: str) -> list[int]:
        return [found[start][i] + found[size][i] for i in words]

    return Read(
        text=" ".join(found["text"][i] for i in words),
        confidence=sum(float(found["conf"][i]) for i in words) / len(words) / 100,
        x0=min(found["left"][i] for i in words),
        top=min(found["top"][i] for i in words),
        x1=max(ends("left", "width")),
        bottom=max(ends("top", "height")),
    )


ENGINES: dict[str, Callable[[], Reader]] = {"rapidocr": rapidocr, "tesseract": tesseract}


def package(truth: Json, files: Path, read: Reader) -> Json:
    """What the baseline makes of a case: the labelled documents' types and pages, with the fields that it found."""
    read_pages: dict[str, list[Read]] = {}
    documents = []
    for document in truth["documents"]:
        rows = []
        for page in document["pages"]:
            if page["file"] not in read_pages:
                read_pages[page["file"]] = read(files / page["file"])
            rows += rows_of(read_pages[page["file"]])
        fields = fields_of(document["type"], rows)
        documents.append({k: document[k] for k in ("document_id", "type", "pages")} | {"fields": fields, "tables": {}})
    return {"documents": documents}


def _remembering(read: Reader, memory: Path) -> Reader:
    """A reader that keeps what it read in a file."""
    known: dict[str, list[list[Any]]] = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}

    def again(path: Path) -> list[Read]:
        if path.name not in known:
            known[path.name] = [[r.text, *map(float, (r.confidence, r.x0, r.top, r.x1, r.bottom))] for r in read(path)]
            memory.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        return [Read(*line) for line in known[path.name]]

    return again


def main(engine: str, cases: Path, out: Path) -> int:
    """Read the set with one engine."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    read = ENGINES[engine]()
    for path in sorted(cases.glob("*/truth.json")):
        target = out / path.parent.name
        target.mkdir(parents=True, exist_ok=True)
        reader = _remembering(read, target / "lines.json")
        made = package(json.loads(path.read_text(encoding="utf-8")), path.parent / "files", reader)
        (target / "package.json").write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
