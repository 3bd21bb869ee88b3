"""Every reason that an extractor can give has a Chinese sentence in the report."""

import re
from pathlib import Path

from datapackages.words import REVIEW_REASONS

ROOT = Path(__file__).resolve().parents[2]
_GIVEN = re.compile(r'(?:doubt|reason)"?\s*[=:]\s*(?:[^"\n]*?(?:if|else)\s+)*"([a-z_]+)"')


def test_every_reason_has_words() -> None:
    given = {
        reason
        for pattern in ("extractors/*.py", "flows/review*.py", "flows/heard.py")
        for path in ROOT.glob(pattern)
        for reason in _GIVEN.findall(path.read_text(encoding="utf-8"))
    }
    assert len(given) > 20
    assert sorted(given - set(REVIEW_REASONS)) == []
