"""Engines, and the first of them: PP-OCR detection and recognition through RapidOCR's bundled models on ONNX Runtime.

Detection and recognition are called apart, so that the recogniser's own probabilities per character stay at hand and
lines are cut from the picture at its full resolution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from ocr import alternatives, versions
from schemas.core import Alternative

VERSION = versions.ENGINES["rapidocr"]

DETECTION_SIDE = 1280
"""Longest side, in pixels, of the picture that text is detected on."""

LINE_HEIGHT = 48
"""Pixels; the recogniser's input height."""

MINIMUM_WIDTH = 96
"""Pixels; narrower lines are padded to this width."""

STRIDE = 8
"""Input pixels per step of the recogniser's output."""

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Reading:
    """What the recogniser says about one strip: text, and per character its probability and centre (0..1 of width)."""

    text: str
    sureness: tuple[float, ...]
    centres: tuple[float, ...]
    alternatives: tuple[Alternative, ...] = ()

    @property
    def confidence(self) -> float:
        """Mean probability of the characters; 0 for no text."""
        return sum(self.sureness) / len(self.sureness) if self.sureness else 0.0


class Engine(Protocol):
    """What finds and reads lines; one module an engine, chosen by the setting HEYAN_OCR_ENGINE."""

    def detect(self, channel: Image) -> list[NDArray[np.float32]]:
        """Text lines of a single-channel picture as quadrilaterals (4 x 2 pixels, clockwise from the top left)."""
        ...

    def recognise(self, strips: list[Image]) -> list[Reading]:
        """Read single-channel strips of one line each."""
        ...


class RapidEngine:
    """One loaded pair of models; not safe for use by several threads at once."""

    def __init__(self, threads: int = 1) -> None:
        params = {
            "Global.use_cls": False,
            "Global.max_side_len": 4500,
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            "Det.limit_side_len": DETECTION_SIDE,
            "Det.limit_type": "max",
            "Rec.rec_img_shape": [3, LINE_HEIGHT, MINIMUM_WIDTH],
        }
        reader = RapidOCR(params=params)
        self._detector = reader._load_det_model()
        self._recogniser = reader._load_rec_model()
        self._preparation = self._detector.get_preprocess()
        every = np.repeat(np.arange(256, dtype=np.uint8)[:, None, None], 3, axis=2)
        self._levels = np.moveaxis(self._preparation.normalize(every), 2, 0).astype(np.float32)
        self._characters: list[str] = self._recogniser.postprocess_op.character

    def detect(self, channel: Image) -> list[NDArray[np.float32]]:
        """Text lines of a single-channel picture as quadrilaterals (4 x 2 pixels, clockwise from the top left)."""
        seen = self._for_detection(channel)
        if seen is None:
            return []
        found, _ = self._detector.postprocess_op(self._detector.session(seen), channel.shape[:2])
        if not len(found):
            return []
        return [np.asarray(box, dtype=np.float32) for box in self._detector.sorted_boxes(found)]

    def _for_detection(self, channel: Image) -> NDArray[np.float32] | None:
        """What the library's own preparation makes of three equal channels; null for a picture that is too thin.

        The library computes every value of every channel in double precision; there are but 256 different ones.
        """
        small = self._preparation.resize(channel)
        if small is None:
            return None
        return np.stack([cv2.LUT(small, levels) for levels in self._levels])[None]

    def recognise(self, strips: list[Image]) -> list[Reading]:
        """Read single-channel strips of one line each."""
        return [self._recognise_one(strip) for strip in strips]

    def _recognise_one(self, strip: Image) -> Reading:
        height, width = strip.shape[:2]
        resized = min(max(math.ceil(LINE_HEIGHT * width / max(height, 1)), 8), 3200)
        picture = np.zeros((1, 3, LINE_HEIGHT, max(resized, MINIMUM_WIDTH)), dtype=np.float32)
        picture[0, :, :, :resized] = cv2.resize(strip, (resized, LINE_HEIGHT)).astype(np.float32) / 127.5 - 1.0
        probabilities = self._recogniser.session(picture)[0]
        return self._decode(probabilities, resized)

    def _decode(self, probabilities: NDArray[np.float32], resized: int) -> Reading:
        best = probabilities.argmax(axis=1)
        keep = best != 0
        keep[1:] &= best[1:] != best[:-1]
        steps = np.flatnonzero(keep)
        ends = np.flatnonzero((best != 0) & (np.append(best[1:], 0) != best))
        runs = [(int(a), int(b)) for a, b in zip(steps, ends, strict=True)]
        return Reading(
            text="".join(self._characters[i] for i in best[steps]),
            sureness=tuple(float(p) for p in probabilities[steps, best[steps]]),
            centres=tuple(min(1.0, (float(s) + 0.5) * STRIDE / resized) for s in steps),
            alternatives=alternatives.of(probabilities, best, runs, self._characters),
        )


def cut(channel: Image, quad: NDArray[np.float32]) -> Image:
    """The strip under `quad`, turned level, at full resolution; tall strips are turned by 90 degrees."""
    width = int(max(_length(quad[0] - quad[1]), _length(quad[2] - quad[3]), 1.0))
    height = int(max(_length(quad[0] - quad[3]), _length(quad[1] - quad[2]), 1.0))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    strip = cv2.warpPerspective(
        channel, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.ascontiguousarray(np.rot90(strip)) if height >= 1.5 * width else strip


def _length(vector: NDArray[np.float32]) -> float:
    return float(np.hypot(vector[0], vector[1]))
