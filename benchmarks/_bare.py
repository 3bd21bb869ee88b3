"""The bare engine: RapidOCR alone on pictures that are ready: `python -m benchmarks._bare FOLDER`.

Two processes of one thread each share the pictures; detection on at most 1280 pixels, recognition from a width of 96 on,
no line classifier, no memory arena. Nothing is done with what it reads.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

PROCESSES = 2

PARAMETERS = {
    "Global.use_cls": False,
    "Global.max_side_len": 4500,
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
    "Det.limit_side_len": 1280,
    "Det.limit_type": "max",
    "Rec.rec_img_shape": [3, 48, 96],
}


_engine: Any = None


def _start() -> None:
    global _engine
    os.environ["OMP_NUM_THREADS"] = "1"
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    _engine = RapidOCR(params=PARAMETERS)


def _read(path: str) -> int:
    import cv2
    import numpy as np

    red = np.load(path)
    found = _engine(cv2.merge([red, red, red]))
    return sum(map(len, found.txts or ()))


def main(folder: Path) -> int:
    """Read all pictures of the folder; prints how many characters were read."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn, initializer=_start) as pool:
        print(sum(pool.map(_read, [str(path) for path in sorted(folder.glob("*.npy"))])))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
