"""The comparison is fair to the others: their label regexes find what is printed plainly, and all are scored alike."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from benchmarks import _baselines, _compare_set, _docmirror, accuracy, compare
from benchmarks._label_regexes import FIELDS, Read, fields_of, rows_of

LICENCE = [
    [("营业执照", 400)],
    [("（副　本）", 420)],
    [("统一社会信用代码", 100), ("91610113517585590T", 400)],
    [("名 称", 100), ("样例机械有限公司", 300), ("注册资本", 700), ("人民币贰佰万元整", 900)],
    [("住　　所：杭州市西湖区文三路1号", 100), ("成立日期 2014年06月18日", 700)],
    [("经营范围", 100), ("机械设备的制造;", 300), ("营业期限", 700), ("2014年6月18日至长期", 900)],
    [("机械设备的销售。", 300)],
    [("登记机关", 700)],
    [("2021年9月8日", 700)],
]


def lines(rows: list[list[tuple[str, int]]], confidence: float = 0.99) -> list[Read]:
    return [
        Read(text, confidence, x, 40 * i, x + 18 * len(text), 40 * i + 20)
        for i, row in enumerate(rows)
        for text, x in row
    ]


def test_label_regexes_find_what_is_printed_plainly() -> None:
    found = fields_of("business_licence", rows_of(lines(LICENCE)))
    assert {name: entry["value"] for name, entry in found.items() if entry["value"] is not None} == {
        "unified_social_credit_code": "91610113517585590T",
        "company_name": "样例机械有限公司",
        "registered_capital": "2000000.00",
        "address": "杭州市西湖区文三路1号",
        "establishment_date": "2014-06-18",
        "valid_from": "2014-06-18",
        "valid_to": "long_term",
        "business_scope": "机械设备的制造;机械设备的销售。",
        "issue_date": "2021-09-08",
        "copy_kind": "duplicate",
    }
    assert {entry["status"] for entry in found.values()} == {"accepted", "missing"}


def test_a_line_that_is_not_sure_is_not_accepted() -> None:
    found = fields_of("business_licence", rows_of(lines(LICENCE, 0.8)))
    assert {entry["status"] for entry in found.values()} == {"review", "missing"}


def test_the_set_holds_each_certificate_page_as_a_picture_with_its_truth(tmp_path: Path) -> None:
    homes = sorted(path.parent for path in accuracy.SAMPLES.glob("*/truth.json"))
    pages = _compare_set.build(homes, tmp_path, 100)
    files = sorted(tmp_path.glob("*/files/*"))
    assert len(files) == pages >= 15
    for file in files:
        Image.open(file).verify()
    labelled = [d for t in tmp_path.glob("*/truth.json") for d in json.loads(t.read_text("utf-8"))["documents"]]
    assert {d["type"] for d in labelled} == set(FIELDS)
    assert {
        (t.parent / "files" / p["file"]).is_file()
        for t in tmp_path.glob("*/truth.json")
        for d in json.loads(t.read_text("utf-8"))["documents"]
        for p in d["pages"]
    } == {True}


def test_all_are_scored_alike_in_one_table(tmp_path: Path) -> None:
    homes = sorted(path.parent for path in accuracy.SAMPLES.glob("*/truth.json"))
    _compare_set.build(homes, tmp_path / "set", 4)
    for name in compare.NAMES:
        for path in (tmp_path / "set").glob("*/truth.json"):
            made = _baselines.package(
                json.loads(path.read_text("utf-8")), path.parent / "files", lambda file: lines(LICENCE)
            )
            home = tmp_path / name / path.parent.name
            home.mkdir(parents=True)
            (home / "package.json").write_text(json.dumps(made), encoding="utf-8")
        (tmp_path / f"{name}.cost.json").write_text('{"cpu": 8.0, "pages": 4}')
    text = compare.table(tmp_path / "set", tmp_path)
    rows = [line for line in text.splitlines() if "| 2.0 |" in line]
    assert len(rows) == 7
    assert len({row.split("|", 3)[3] for row in rows if "| business licences |" in row}) == 1
    assert not any("docmirror" in row and "all certificates" in row for row in rows)


def test_items_of_the_peer_become_fields() -> None:
    items = [
        {"key": "date_of_establishment", "value": "2000年9月29日"},
        {"key": "business_term", "value": "自2000年9月29日至长期"},
        {"key": "registered_capital", "value": "300万元"},
        {"key": "unheard_of", "value": "x"},
    ]
    assert dict(_docmirror.values_of({"sections": [{"items": items}]})) == {
        "establishment_date": "2000-09-29",
        "valid_from": "2000-09-29",
        "valid_to": "long_term",
        "registered_capital": "3000000.00",
    }


def test_the_comparison_has_its_place_in_the_documentation() -> None:
    page = accuracy.PAGE.read_text(encoding="utf-8")
    assert "python -m benchmarks.compare" in page
    assert accuracy.filled(page, compare.SECTION, "| a table |").count("| a table |") == 1
