"""What the recogniser held possible besides its text, from made-up frames and from the real engine on poor print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr import alternatives
from ocr.engine import RapidEngine
from ocr.page_image import line_of
from schemas.core import Alternative, Line

SIGNS = ["", "1", "3", "8", "B"]


def _frames(*rows: dict[str, float]) -> NDArray[np.float32]:
    """Frames with these probabilities; what is left over goes to the blank."""
    frames = np.zeros((len(rows), len(SIGNS)), np.float32)
    for frame, row in zip(frames, rows, strict=True):
        for sign, probability in row.items():
            frame[SIGNS.index(sign)] = probability
        frame[0] += 1.0 - frame.sum()
    return frames


def _found(frames: NDArray[np.float32], runs: list[tuple[int, int]], signs: list[str]) -> tuple[Alternative, ...]:
    return alternatives.of(frames, frames.argmax(axis=1), runs, signs)


def test_another_character_in_the_same_frames() -> None:
    frames = _frames({}, {"8": 0.7, "B": 0.25, "3": 0.04}, {})
    assert _found(frames, [(1, 1)], SIGNS) == ((0, "B", 0.25), (0, "3", 0.04), (0, "", 0.01))


def test_a_character_passed_over_between_two() -> None:
    frames = _frames({"1": 1.0}, {}, {"3": 0.4}, {}, {"8": 1.0})
    assert _found(frames, [(0, 0), (4, 4)], SIGNS) == ((1, "38", 0.4),)


def test_a_character_that_may_stand_twice() -> None:
    frames = _frames({"1": 1.0}, {"1": 0.8}, {"1": 1.0})
    assert (0, "11", 0.2) in _found(frames, [(0, 2)], SIGNS)


def test_certain_frames_leave_nothing() -> None:
    assert _found(_frames({"1": 1.0}, {}, {"8": 0.9995, "B": 0.0005}), [(0, 0), (2, 2)], SIGNS) == ()


@pytest.fixture(scope="module")
def engine() -> RapidEngine:
    return RapidEngine()


def _print(text: str, scale: float) -> NDArray[np.uint8]:
    picture = Image.new("L", (620, 60), 255)
    ImageDraw.Draw(picture).text((14, 8), text, fill=90, font=ImageFont.load_default(40))
    small = picture.resize((int(620 * scale), int(60 * scale)), Image.Resampling.BILINEAR)
    return np.asarray(cv2.GaussianBlur(np.asarray(small), (0, 0), 1.8), np.uint8)


def test_poor_print_has_other_readings_and_they_stay_with_the_line(engine: RapidEngine) -> None:
    text = "91330106580000014N"
    readings = engine.recognise([_print(text, s) for s in (0.24, 0.3)])
    assert any(r.alternatives for r in readings)
    quad = np.array([[0, 0], [100, 0], [100, 10], [0, 10]], np.float32)
    for reading in readings:
        line = line_of(reading, quad, 200, 100)
        if line is None:
            continue
        assert all(0 <= i < len(line.text) and 0.0 < p <= 1.0 for i, _, p in line.alternatives)
        assert Line.model_validate_json(line.model_dump_json()) == line


def test_a_line_recorded_without_other_readings_still_loads(engine: RapidEngine) -> None:
    line = line_of(
        engine.recognise([_print("123", 0.6)])[0], np.array([[0, 0], [9, 0], [9, 9], [0, 9]], np.float32), 10, 10
    )
    assert line is not None
    stored = line.model_dump(mode="json")
    del stored["alternatives"]
    assert Line.model_validate(stored).alternatives == ()
