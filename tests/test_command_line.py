"""The command line as a user meets it: exit statuses, one JSON object, where it writes, interruption."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests import making
from tests.making import put

ROOT = Path(__file__).resolve().parents[1]
LEDGER = "科目编码,科目名称,期末余额\n1001,库存现金,1.50\n1002,银行存款,2.50\n".encode("gb18030")


def command(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run heyan in a folder of its own."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("HEYAN_")} | environment
    line = [sys.executable, str(ROOT / "heyan.py"), *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, cwd=cwd, env=variables, check=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "某某公司"
    put(folder, "a.csv", LEDGER)
    return folder


def test_a_clean_case_ends_with_0_and_says_where_the_package_lies(tmp_path: Path, case: Path) -> None:
    done = command("run", case, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "out" / "某某公司") in done.stdout
    assert "某某公司" in done.stderr
    assert command("verify", tmp_path / "out" / "某某公司", cwd=tmp_path).returncode == 0


def test_nothing_is_written_outside_the_output(tmp_path: Path, case: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    before = sorted((tmp_path / "in").rglob("*"))
    command("run", case, "--out", tmp_path / "out", cwd=tmp_path, HOME=str(home), TMPDIR=str(home))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "in", "out"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [".heyan", "某某公司"]
    assert sorted((tmp_path / "in").rglob("*")) == before
    assert not list(home.rglob("*"))


def test_the_cache_lies_in_the_data_directory_when_one_is_set(tmp_path: Path, case: Path) -> None:
    command("run", case, "--out", tmp_path / "out", cwd=tmp_path, HEYAN_DATA=str(tmp_path / "data"))
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["某某公司"]
    assert (tmp_path / "data" / "records").is_dir()


def test_rejected_files_end_with_3_and_a_duplicate_does_not(tmp_path: Path, case: Path) -> None:
    put(case, "again.csv", LEDGER)
    assert command("run", case, "--out", tmp_path / "out", cwd=tmp_path).returncode == 0
    put(case, "old.doc", making.compound(["WordDocument"]))
    done = command("run", case, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 3
    assert "old.doc（unsupported）" in done.stdout
    assert "另存为 PDF" in done.stdout


def test_nothing_to_package_ends_with_4(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.pdf", b"")
    done = command("run", tmp_path / "in", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 4
    assert not (tmp_path / "out" / "in").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["run"],
        ["run", "missing", "--out", "out"],
        ["run", "in", "--out", "out", "--as-of", "yesterday"],
        ["run", "in", "--out", "in/out"],
        ["run", "in", "--out", "out", "--engine", "steam"],
        ["run", "in/某某公司", "--out", "out", "--batch"],
        ["verify", "missing"],
        ["dance"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_why(tmp_path: Path, case: Path, words: list[str]) -> None:
    done = command(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named(tmp_path: Path, case: Path) -> None:
    done = command("run", case, "--out", tmp_path / "out", cwd=tmp_path, HEYAN_WORKERS="many")
    assert done.returncode == 2
    assert "HEYAN_WORKERS" in done.stderr
    put(tmp_path, "heyan.toml", b"wrokers = 2\n")
    assert "WROKERS" in command("run", case, "--out", tmp_path / "out", cwd=tmp_path).stderr


def test_json_is_one_object_and_all_there_is(tmp_path: Path, case: Path) -> None:
    put(tmp_path / "in" / "空", "x.rar", b"Rar!\x1a\x07\x00rest")
    put(tmp_path / "in", "loose.csv", LEDGER)
    done = command("run", tmp_path / "in", "--batch", "--out", tmp_path / "out", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert told["exit_status"] == done.returncode == 3
    assert [bool(c["package"]) for c in told["cases"]] == [True, False]
    assert told["cases"][1]["rejected"][0]["reason"] == "unsupported"
    assert "loose.csv" in done.stderr
    package = told["cases"][0]["package"]
    assert json.loads(command("verify", package, "--json", cwd=tmp_path).stdout)["intact"] is True


def test_an_altered_package_ends_with_5(tmp_path: Path, case: Path) -> None:
    command("run", case, "--out", tmp_path / "out", cwd=tmp_path)
    package = tmp_path / "out" / "某某公司"
    (package / "originals" / "a.csv").write_bytes(LEDGER.replace(b"1.50", b"9.50"))
    done = command("verify", package, cwd=tmp_path)
    assert done.returncode == 5
    assert "a.csv" in done.stdout


def test_doctor_says_what_is_wrong(tmp_path: Path) -> None:
    assert command("doctor", cwd=tmp_path).returncode == 0
    done = command("doctor", "--json", cwd=tmp_path, PATH="/nowhere")
    assert done.returncode == 6
    (bad,) = [c for c in json.loads(done.stdout)["checks"] if not c["ok"]]
    assert "tesseract-ocr-chi-sim" in bad["advice"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_its_children_leaves_no_package_and_ends_with_130(
    tmp_path: Path, case: Path, number: signal.Signals
) -> None:
    put(case, "a.pdf", making.pdf(400))
    heeding = ["env", "--default-signal=INT"]  # what a background shell starts would ignore Ctrl-C
    line = [*heeding, sys.executable, str(ROOT / "heyan.py"), "run", str(case), "--out", str(tmp_path / "out")]
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        while "第 " not in process.stderr.readline():
            assert process.poll() is None
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.send_signal(number)
        rest = process.stderr.read()
        assert process.wait() == 130
    assert "再次运行会接着做" in rest
    assert not (tmp_path / "out" / case.name).exists()
    psutil.wait_procs(children, timeout=30)
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    kept = list((tmp_path / "out" / ".heyan" / "pages").rglob("*.json"))
    assert kept


def test_a_killed_run_is_completed_by_the_next_without_reading_finished_pages_again(tmp_path: Path) -> None:
    put(tmp_path / "in" / "case", "a.pdf", making.pdf(6))
    code = f"""
import sys, time
from datetime import date
from pathlib import Path
from flows import run as runs
from flows.jobs import job
from tests.flows import fakes
def slow(file, number):
    if number > 3 and "slow" in sys.argv:
        print("page", number, flush=True); time.sleep(600)
root = Path({str(tmp_path)!r})
shop = fakes.workshop(root / "data", slow)
runs.run(shop, [job(root / "in" / "case", root / "out", None, date(2024, 1, 1))], runs.direct, lambda o: None)
print(sorted(n for _, n in fakes.FakePool.reads))
"""
    with subprocess.Popen([sys.executable, "-c", code, "slow"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        while len(kept := {p.name[:5] for p in (tmp_path / "data" / "pages").rglob("*.json")}) < 3:
            time.sleep(0.05)
        process.kill()
    assert not (tmp_path / "out").exists()
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    reads = {f"{n:05d}" for n in json.loads(again.stdout)}
    assert kept == {"00001", "00002", "00003"}
    assert reads == {"00004", "00005", "00006"}
    assert (tmp_path / "out" / "case" / "package.json").exists()


def test_a_review_goes_out_and_comes_back(tmp_path: Path, case: Path) -> None:
    from openpyxl import load_workbook

    command("run", case, "--out", tmp_path / "out", cwd=tmp_path)
    package, book = tmp_path / "out" / "某某公司", tmp_path / "out" / "某某公司.review.xlsx"
    asked = json.loads(command("review", "export", package, "--json", cwd=tmp_path).stdout)
    assert (asked["file"], asked["papers"]) == (str(book), 1)
    filled = load_workbook(book)
    filled["经办人员"]["D2"] = "=1+1"
    filled["经办人员"]["D3"] = "李四"
    filled.save(book)
    done = command("review", "apply", book, "--reviewer", "王芳", cwd=tmp_path)
    assert done.returncode == 8
    assert "经办人员!D2（formula）" in done.stdout
    assert json.loads((package / "package.json").read_text())["records"] == []
    done = command("review", "apply", book, "--partly", "--reviewer", "王芳", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (told["exit_status"], told["applied"], told["revision"]) == (done.returncode, True, 2) == (8, True, 2)
    filled["经办人员"]["D2"] = "张三"
    filled.save(book)
    assert command("review", "apply", book, cwd=tmp_path).returncode == 0
    records = json.loads((package / "package.json").read_text())["records"]
    assert [(r["reviewer"] == "王芳", r["manager_a"], r["manager_b"]) for r in records] == [
        (True, None, "李四"),
        (False, "张三", None),
    ]
    assert command("verify", package, cwd=tmp_path).returncode == 0
    (package / "report.html").write_text("altered")
    assert command("review", "export", package, cwd=tmp_path).returncode == 5
    assert command("review", "apply", book, cwd=tmp_path).returncode == 5
    assert command("review", "apply", package / "report.html", cwd=tmp_path).returncode == 2
    assert command("review", "export", tmp_path / "missing", cwd=tmp_path).returncode == 2
    assert command("review", "export", package, "--out", package / "x.xlsx", cwd=tmp_path).returncode in (2, 5)
