"""`heyan explain`: an investigator sees each step from pixels to value and status, for every kind of value."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from datapackages import explain_words
from datapackages.build import build
from datapackages.details import PageOf
from datapackages.explain import Explanation, explain
from datapackages.opened import NotThere
from datapackages.verify import verify
from samples import _recording, _replay
from schemas.core import BoundingBox, Line, Page, PageStatus, TextSource, Trace
from tests.datapackages.sample_case import NAME_BOX, Prepared

ROOT = Path(__file__).resolve().parents[2]
LABEL_BOX = BoundingBox(x0=0.1, top=0.2, x1=0.2, bottom=0.23)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a sample case from its recorded pages, without page images."""
    work = tmp_path_factory.mktemp("explain")
    case = _replay.CASES / "old_regime"
    recording = _recording.load(_recording.path("old_regime").read_bytes())
    pages = {(page.sha256, page.number): page for page in recording.pages}
    case_file = _replay.replay(case, recording, work / "work")
    return build(
        case_file,
        case / "files",
        lambda sha: work / sha,
        work / "package",
        datetime(2026, 1, 5, tzinfo=UTC),
        page_of=lambda sha256, number: pages.get((sha256, number)),
    )


def told(package: Path, document: str, field: str) -> tuple[Explanation, str]:
    found = explain(package, document, field)
    return found, found.text()


def fact(found: Explanation, step: str) -> dict[str, Any]:
    return next(s.facts for s in found.steps if s.name == step)


def test_a_printed_field_is_followed_from_its_file_to_its_status(recorded: Path) -> None:
    found, text = told(recorded, "business_licence", "company_name")
    value = json.loads((recorded / "package.json").read_text(encoding="utf-8"))
    licence = next(d for d in value["documents"] if d["type"] == "business_licence")
    assert found.value == licence["fields"]["company_name"]["value"]
    assert licence["pages"][0]["file"] in text
    assert "页面" in text and "按印好的栏目名称找到" in text and "内容在它右边" in text
    assert fact(found, "located")["label"]
    weakest = fact(found, "reading")["weakest"]
    assert isinstance(weakest, dict) and 0 < weakest["probability"] <= 1
    assert weakest["text"] in str(found.value).replace("(", "（").replace(")", "）")
    assert fact(found, "decision")["threshold"] is not None
    assert text.index("来源文件") < text.index("识别原文") < text.index("判定") < text.index("用于核查")


def test_a_number_names_its_check_digit(recorded: Path) -> None:
    _, text = told(recorded, "resident_id_card", "公民身份号码")
    assert "校验位相符 ✓" in text


def test_an_authority_is_read_from_its_seal(recorded: Path) -> None:
    found, text = told(recorded, "business_licence", "issuing_authority")
    (piece,) = fact(found, "reading")["pieces"]
    assert piece["source"] == "seal"
    assert "展开外圈文字" in text and piece["text"] in text


def test_a_cell_is_named_by_its_line_and_by_its_number(recorded: Path) -> None:
    found, text = told(recorded, "balance_sheet", "lines[monetary_funds].ending")
    assert found.field_title == "货币资金·期末余额"
    assert "行名读作“货币资金”" in text
    assert explain(recorded, "balance_sheet", found.field).value == found.value


def test_a_spreadsheet_cell_tells_its_sheet_and_cell(recorded: Path) -> None:
    found, text = told(recorded, "trial_balance", "accounts[1002].closing_debit")
    assert found.bbox is None
    assert re.search(r"工作表“.+”单元格 [A-Z]+\d+", text)
    assert "不经识别" in text


def test_every_value_can_be_explained(recorded: Path) -> None:
    documents = json.loads((recorded / "package.json").read_text(encoding="utf-8"))["documents"]
    paths = [
        (d["document_id"], path)
        for d in documents
        for path in (
            *d["fields"],
            *(f"{t}[{i}].{c}" for t, rows in d["tables"].items() for i, row in enumerate(rows[:3]) for c in row),
        )
    ]
    assert len(paths) > 100
    for document_id, path in paths:
        found, text = told(recorded, document_id, path)
        assert found.steps[-2].name == "decision" and "None" not in text, (path, text)


def test_a_missing_field_tells_where_it_was_looked_for(prepared: Prepared, tmp_path: Path) -> None:
    _, text = told(_package(prepared, tmp_path), "business_licence", "issue_date")
    assert "缺：应有而未找到" in text
    assert "没有值。找过的范围：本材料第 1 页" in text
    assert "发照日期" in text


def test_a_blank_field_tells_where_its_label_stands(prepared: Prepared, tmp_path: Path) -> None:
    trace = Trace(sought=("实收资本",), label="实收资本", page=1, box=LABEL_BOX)
    package = _package(prepared, tmp_path, paid_in_capital=trace)
    found, text = told(package, "D001", "paid_in_capital")
    assert "不需要核对" in text
    assert "栏目“实收资本”在第 1 页（横 10.0%、纵 20.0% 处）读到了，其后没有可以辨认的内容" in text
    assert found.draw(tmp_path / "label.png")


def test_a_field_that_was_looked_for_by_its_labels_names_them(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path, issue_date=Trace(sought=("发照日期", "核准日期")))
    assert "找过栏目名称：发照日期、核准日期；都没有读到" in told(package, "D001", "issue_date")[1]


def test_a_value_under_review_says_why(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path, address=Trace(threshold=0.999))
    found, text = told(package, "营业执照", "住所")
    assert found.status == "review"
    assert "没有达到门槛" in text
    assert "待人工核对：识别把握不足（low_confidence）" in text


def test_the_weakest_character_and_what_else_it_might_be(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path, page_of=lambda sha256, number: _page(sha256, number))
    found, text = told(package, "D001", "company_name")
    assert "最弱的字：第 4 字“样”，概率 0.9120" in text
    assert "第 4 字读作“样”，也可能是 “祥” 0.0810" in text
    assert fact(found, "reading")["pieces"][0]["text"] == "杭州<样例机械有限公司"


def test_the_page_is_drawn_with_the_value_marked(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path)
    assert explain(package, "D001", "company_name").draw(tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as page:
        reds = [(x, y) for x in range(page.width) for y in range(page.height) if page.getpixel((x, y)) == (214, 30, 40)]
    left, top = min(x for x, _ in reds) / 800, min(y for _, y in reds) / 1100
    right, bottom = max(x for x, _ in reds) / 800, max(y for _, y in reds) / 1100
    assert abs(left - NAME_BOX.x0) < 0.01 and abs(right - NAME_BOX.x1) < 0.01
    assert abs(top - NAME_BOX.top) < 0.01 and abs(bottom - NAME_BOX.bottom) < 0.01


def test_what_is_not_there_is_answered_with_what_is(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path)
    with pytest.raises(NotThere, match="D002 企业信用报告"):
        explain(package, "loan_card", "loan_card_code")
    with pytest.raises(NotThere, match="company_name（名称）"):
        explain(package, "D001", "colour")
    with pytest.raises(NotThere, match="共 1 行"):
        explain(package, "credit_report", "loans[7].balance")
    with pytest.raises(NotThere, match="没有这个数据包"):
        explain(tmp_path / "nowhere", "D001", "company_name")


def test_details_are_part_of_what_is_verified(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path)
    assert verify(package) == []
    file = package / "details" / "D001.json"
    file.write_bytes(file.read_bytes().replace(b'"threshold"', b'"thresholds"') + b" ")
    assert [p.path for p in verify(package)] == ["details/D001.json"]
    assert "可能已被改动：details/D001.json" in told(package, "D001", "company_name")[1]


def test_the_command_prints_text_or_one_object_and_draws(prepared: Prepared, tmp_path: Path) -> None:
    package = _package(prepared, tmp_path)
    line = [sys.executable, str(ROOT / "heyan.py"), "explain"]

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*line, *map(str, words)], capture_output=True, text=True, cwd=tmp_path, check=False)

    done = run(package / "package.json", "D001", "company_name", "--draw", tmp_path / "x.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert "结论：已采信" in done.stdout and (tmp_path / "x.png").exists()
    told_ = json.loads(run(package, "D001", "company_name", "--json").stdout)
    assert [s["name"] for s in told_["steps"]][:2] == ["source", "page"]
    wrong = run(package, "D009", "company_name")
    assert wrong.returncode == 2 and "D001" in wrong.stderr
    with (package / "package.json").open("ab") as file:
        file.write(b" ")
    assert run(package, "D001", "company_name").returncode == 5


_METHODS = (
    re.compile(r'method(?:="|=f"|\.append\("| = ")([^"]+)"'),
    re.compile(r'judged\([^\n]*(?:VERSION|extractor), "([a-z_]+)"\)'),
)


def test_every_step_of_a_method_has_words() -> None:
    used = {
        step
        for path in (ROOT / "extractors").glob("*.py")
        for pattern in _METHODS
        for method in pattern.findall(path.read_text(encoding="utf-8"))
        for step in method.split("+")
        if re.fullmatch(r"[a-z][a-z_=*0-9]+", step)
    }
    assert len(used) > 25
    assert sorted(step for step in used if not explain_words.known(step)) == []


def _package(prepared: Prepared, tmp_path: Path, page_of: PageOf | None = None, **traces: Trace) -> Path:
    """The sample case's package, the licence's fields with these traces."""
    case = prepared.case_file.case
    licence, *rest = case.documents
    fields = licence.fields | {n: licence.fields[n].model_copy(update={"trace": t}) for n, t in traces.items()}
    documents = (licence.model_copy(update={"fields": fields}), *rest)
    case_file = prepared.case_file.model_copy(update={"case": case.model_copy(update={"documents": documents})})
    made = Prepared(case_file, prepared.folder, prepared.images)
    return build(
        made.case_file, made.folder, made.image_path, tmp_path / "package", datetime(2026, 1, 5), page_of=page_of
    )


def _page(sha256: str, number: int) -> Page:
    """The licence's page: the label and, under the name's box, its characters."""
    text = "杭州<样例机械有限公司"
    step = NAME_BOX.width / len(text)
    name = Line(
        text=text,
        box=NAME_BOX,
        confidence=0.99,
        source=TextSource.OCR,
        edges=tuple(NAME_BOX.x0 + i * step for i in range(len(text) + 1)),
        sureness=tuple(0.912 if char == "样" else 0.999 for char in text),
        alternatives=((3, "祥", 0.081),),
    )
    return Page(
        sha256=sha256,
        number=number,
        status=PageStatus.READ,
        width=800,
        height=1100,
        source=TextSource.OCR,
        lines=(name,),
        reader="read/1+ppocrv6-small/1",
    )
