"""What import-linter cannot see: the two single modules, and the start of the command line."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN = {p.name for p in ROOT.iterdir() if (p / "__init__.py").exists()} | {"heyan", "settings"}
HEAVY = {"cv2", "numpy", "onnxruntime", "pdfplumber", "PIL", "prefect", "pydantic", "pypdfium2", "rapidocr", "rich"}


def imported(module: str) -> set[str]:
    """Top-level names that a module imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_settings_stand_alone() -> None:
    assert not imported("settings.py") & OWN


def test_the_front_door_knows_no_machinery() -> None:
    assert imported("heyan.py") & OWN <= {"flows", "store", "datapackages", "evaluation", "settings"}
    assert not imported("heyan.py") & HEAVY


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = "import sys, heyan; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not set(done.stdout.split()) & HEAVY


def test_the_lock_names_no_index_and_no_library_that_is_not_for_us() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    assert "pymupdf" not in lock.lower()
    assert "opencv-python==" in lock
    assert all("--hash=" in block for block in lock.replace("\\\n", "").splitlines() if "==" in block)


def test_no_file_is_longer_than_500_lines() -> None:
    sources = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, cwd=ROOT, check=True)
    lengths = {name: len((ROOT / name).read_text().splitlines()) for name in sources.stdout.split()}
    assert {name: length for name, length in lengths.items() if length > 500} == {}
