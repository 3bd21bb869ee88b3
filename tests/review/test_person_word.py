"""A person's word end to end: asked, answered, kept, judged again, packaged anew, and standing over later readings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from datapackages.records import carried
from datapackages.verify import verify
from flows import reviewing
from schemas.review_form import FIELDS, KEYS, OVERRIDES, PAPERS, ROLES
from tests.review.reviewed import NOW, Reviewed, column, fill

SCOPE = ("营业执照", "经营范围")


def test_answers_become_the_next_revision_with_both_readings_kept(case: Reviewed) -> None:
    before = case.content()
    book = case.export()
    fill(book, FIELDS, SCOPE, confirmed="是", note="与原件一致")
    fill(book, FIELDS, ("税务登记证", "发证日期"), corrected="2014年7月13日")
    fill(book, FIELDS, ("开户许可证", "发证日期"), not_printed="是")
    applied = case.apply(book)
    assert (applied.applied, applied.refused, applied.said, applied.revision) == (True, (), 3, 2)
    scope = case.field("business_licence", "business_scope")
    assert (scope["status"], scope["confidence"], scope["value"]) == ("corrected", 1.0, scope["machine"]["value"])
    assert scope["word"] == {
        "reviewer": "王芳",
        "at": NOW.isoformat().replace("+00:00", "Z"),
        "decision": "confirmed",
        "note": "与原件一致",
    }
    assert scope["machine"]["status"] == "review"
    date = case.field("tax_registration_certificate", "issue_date")
    assert (date["value"], date["status"], date["raw"]) == ("2014-07-13", "corrected", "2014年7月13日")
    assert (date["machine"]["value"], date["bbox"]) == ("2014-07-03", date["machine"]["bbox"])
    missing = case.field("account_opening_permit", "issue_date")
    assert (missing["value"], missing["status"], missing.get("reason")) == (None, "missing", None)
    after = case.content()
    assert len(after["review"]) == len(before["review"]) - 3
    assert after["revision"] == before["revision"] + 1 == 2
    assert json.loads((case.package / "MANIFEST.json").read_text())["revision"] == 2
    assert not verify(case.package)


def test_papers_flip_the_check_of_originals_and_roles_are_recorded(case: Reviewed) -> None:
    assert case.verdict("DOC-002") == "cannot_determine"
    book = case.export()
    for number in range(2, book[PAPERS].max_row + 1):
        for name in ("original_seen", "copy_stamped"):
            book[PAPERS].cell(row=number, column=column(book[PAPERS], name)).value = "是"
    fill(book, ROLES, ("A角",), answer="张三")
    fill(book, ROLES, ("B角",), answer="李四")
    fill(book, ROLES, ("第三客户经理",), answer="赵六")
    fill(book, ROLES, ("填写人",), answer="钱七")
    applied = case.apply(book)
    assert case.verdict("DOC-002") == "pass"
    assert "DOC-002" in {f.check for f in applied.flipped}
    assert case.verdict("EXP-002") == "pass"
    (record,) = case.content()["records"]
    assert (record["manager_a"], record["manager_b"], record["third_manager"]) == ("张三", "李四", "赵六")
    assert applied.reviewer == record["reviewer"] == "钱七"
    book = case.export()
    fill(book, PAPERS, ("营业执照",), original_seen="否")
    fill(book, ROLES, ("B角",), answer="张三")
    case.apply(book)
    assert case.verdict("DOC-002") == "fail"
    assert case.verdict("EXP-002") == "fail"


def test_a_corrected_value_drives_a_check_and_the_date_of_judgement(case: Reviewed) -> None:
    book = case.export(everything=True)
    licence = case.field("business_licence", "company_name")["value"]
    fill(book, FIELDS, ("营业执照", "名称"), corrected=f"{licence}分公司")
    fill(book, FIELDS, ("委托担保申请书", "申请日期"), corrected="2016-05-20")
    applied = case.apply(book)
    assert applied.refused == ()
    assert (case.content()["as_of"], case.content()["as_of_source"]) == ("2016-05-20", "application")
    assert any(f.before == "pass" and f.after in ("fail", "warn") for f in applied.flipped)


def test_an_override_stands_beside_the_machine_verdict(case: Reviewed) -> None:
    book = case.export()
    verdict = case.verdict("CR-002")
    fill(book, OVERRIDES, ("CR-002",), override="相符", why="已向发证机关核实", evidence="电话记录")
    case.apply(book)
    assert case.verdict("CR-002") == verdict
    finding = next(f for f in case.content()["findings"] if f["check"] == "CR-002")
    assert (finding["override"]["verdict"], finding["override"]["in_force"]) == ("pass", True)
    assert "人工复核：相符。已向发证机关核实" in (case.package / "report.html").read_text()
    texts = [str(c.value) for r in load_workbook(case.package / "workbook.xlsx")["核查结论"] for c in r]
    assert any("已向发证机关核实" in text for text in texts)


def test_nothing_is_applied_when_a_cell_is_refused_unless_asked_for(case: Reviewed) -> None:
    book = case.export()
    fill(book, FIELDS, SCOPE, confirmed="是")
    fill(book, FIELDS, ("税务登记证", "发证日期"), corrected="去年夏天")
    before = (case.package / "package.json").read_bytes()
    applied = case.apply(book)
    assert not applied.applied
    assert [r.code for r in applied.refused] == ["not_a_date"]
    assert (case.package / "package.json").read_bytes() == before
    assert not list((case.root / "out" / ".heyan" / "words").rglob("*.json"))
    applied = case.apply(partly=True)
    assert applied.applied
    assert (applied.said, len(applied.refused)) == (1, 1)
    assert case.field("business_licence", "business_scope")["status"] == "corrected"
    assert case.field("tax_registration_certificate", "issue_date")["status"] == "review"


def test_the_same_workbook_again_changes_nothing_and_an_older_one_never_undoes_a_later_word(case: Reviewed) -> None:
    book = case.export()
    fill(book, FIELDS, SCOPE, confirmed="是")
    case.apply(book)
    before = (case.package / "package.json").read_bytes()
    again = case.apply()
    assert (again.applied, again.refused, again.said) == (False, (), 0)
    assert (case.package / "package.json").read_bytes() == before
    fill(book, FIELDS, SCOPE, confirmed=None, corrected="另一个范围")
    stale = case.apply(book)
    assert [r.code for r in stale.refused] == ["changed_since_export"]
    assert len(list((case.root / "out" / ".heyan" / "words").rglob("*.json"))) == 1


def test_a_later_run_keeps_the_words_and_so_does_one_whose_store_was_lost(case: Reviewed) -> None:
    first = case.run()["revision"]
    book = case.export()
    fill(book, FIELDS, SCOPE, corrected="另一个范围")
    case.apply(book)
    applied = (case.package / "package.json").read_bytes()
    case.run()
    assert (case.package / "package.json").read_bytes() == applied
    shutil.rmtree(case.root / "out" / ".heyan")
    case.run()
    assert case.field("business_licence", "business_scope")["value"] == "另一个范围"
    assert case.content()["revision"] == first + 2
    assert len(carried(case.package, case.content()["case_id"])) == 1


def test_another_file_that_moves_the_numbers_of_documents_moves_no_word(case: Reviewed) -> None:
    book = case.export()
    fill(book, FIELDS, SCOPE, corrected="另一个范围")
    fill(book, PAPERS, ("营业执照",), original_seen="否")
    case.apply(book)
    ids = {d["type"]: d["document_id"] for d in case.content()["documents"]}
    (case.folder / "files" / "2015.xlsx").unlink()
    case.run()
    moved = {d["type"]: d["document_id"] for d in case.content()["documents"]}
    assert ids["business_licence"] != moved["business_licence"]
    assert case.field("business_licence", "business_scope")["value"] == "另一个范围"
    assert case.verdict("DOC-002") == "fail"


def test_a_changed_source_is_asked_again_and_nothing_else(case: Reviewed) -> None:
    book = case.export()
    fill(book, FIELDS, SCOPE, corrected="另一个范围")
    fill(book, FIELDS, ("税务登记证", "发证日期"), corrected="2014-07-13")
    case.apply(book)
    case.scan_again("2016-04-12 09.41.02.jpg")
    content = case.run()
    licence = next(d["document_id"] for d in content["documents"] if d["type"] == "business_licence")
    asked = [(i["document_id"], i["field"]) for i in content["review"] if i["reason"] == "source_changed"]
    assert asked == [(licence, "business_scope")]
    scope = case.field("business_licence", "business_scope")
    assert (scope["status"], "另一个范围" in str(scope["value"])) == ("review", False)
    assert case.field("tax_registration_certificate", "issue_date")["value"] == "2014-07-13"
    book = case.export()
    fill(book, FIELDS, SCOPE, confirmed="是")
    assert case.apply(book).applied
    assert case.field("business_licence", "business_scope")["status"] == "corrected"
    assert not [i for i in case.content()["review"] if i["reason"] == "source_changed"]


def test_an_altered_package_is_neither_exported_nor_answered(case: Reviewed) -> None:
    book = case.export()
    fill(book, FIELDS, SCOPE, confirmed="是")
    (case.package / "report.html").write_text("altered")
    with pytest.raises(reviewing.Altered):
        reviewing.export(case.package, None)
    with pytest.raises(reviewing.Altered):
        case.apply(book)


def test_the_workbook_is_found_with_its_package_wherever_both_are_moved(case: Reviewed, tmp_path: Path) -> None:
    case.export()
    shutil.move(case.root / "out", tmp_path / "moved")
    found = reviewing.package_of(tmp_path / "moved" / case.book.name, None)
    assert found == tmp_path / "moved" / case.package.name


def test_the_key_sheet_is_hidden_and_text_is_never_a_formula(case: Reviewed) -> None:
    book = case.export()
    assert book[KEYS].sheet_state == "veryHidden"
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert all(sheet.protection.sheet for sheet in book)


def test_a_case_of_the_service_is_named_by_its_id(tmp_path: Path) -> None:
    for revision in ("1", "9", "10", "10.review.xlsx"):
        (tmp_path / "packages" / "C0123456789ab" / revision).mkdir(parents=True)
    newest = tmp_path / "packages" / "C0123456789ab" / "10"
    assert reviewing.place_of(Path("C0123456789ab"), tmp_path) == newest
    assert reviewing.place_of(newest, tmp_path) == newest
    assert reviewing.place_of(Path("Cffffffffffff"), tmp_path) == Path("Cffffffffffff")
