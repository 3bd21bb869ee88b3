"""Every quality code that reading can give has Chinese words and an advice."""

from __future__ import annotations

from datapackages.quality_advice import ADVICE, advice, short
from ocr import quality
from schemas.core import Quality


def test_every_code_has_words() -> None:
    worst = Quality(blur=20.0, text_height=9.0, glare=1.0, cut_sides=4, moire=1e4, grey=True)
    codes = {*quality.codes_of(worst, 10**7), "blurred", "edited_image"}
    assert codes == set(ADVICE)


def test_low_resolution_tells_the_resolution_to_scan_at() -> None:
    assert "200 dpi" in advice(["low_resolution"])
    assert short(["blurred", "low_resolution"]) == "图像模糊、分辨率过低"
