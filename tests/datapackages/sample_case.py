"""A small case as plain data, with page images whose values are patches of a known colour."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw

from datapackages.build import build
from schemas.core import (
    ABSENT,
    NOT_FOUND,
    Applicant,
    BoundingBox,
    Case,
    CaseFile,
    Citation,
    Document,
    Evidence,
    FieldValue,
    FileKind,
    Finding,
    Judgement,
    PageRef,
    PageStatus,
    Party,
    Plain,
    Reconciliation,
    ReconciliationRow,
    RejectedFile,
    ReviewItem,
    Severity,
    SourceFile,
    Status,
    Verdict,
    VisitItem,
)

NAME_BOX = BoundingBox(x0=0.3, top=0.2, x1=0.7, bottom=0.23)
LOAN_BOX = BoundingBox(x0=0.6, top=0.5, x1=0.8, bottom=0.52)
RED, BLUE = (200, 30, 30), (30, 60, 200)
CREATED = datetime(2026, 1, 2, 3, 4, 5)


@dataclass
class Prepared:
    """A case on disk, ready to be packaged."""

    case_file: CaseFile
    folder: Path
    images: Path

    def image_path(self, sha: str) -> Path:
        return self.images / f"{sha}.png"

    def build(self, target: Path, created_at: datetime = CREATED) -> Path:
        return build(self.case_file, self.folder, self.image_path, target, created_at)

    def altered(self, **changes: object) -> Prepared:
        return Prepared(self.case_file.model_copy(update=changes), self.folder, self.images)


def on_page(value: Plain, box: BoundingBox, raw: str, status: Status = Status.ACCEPTED, page: int = 1) -> FieldValue:
    evidence = Evidence(page=page, box=box, raw=raw, method="ocr", extractor="test/1")
    reason = "low_confidence" if status is Status.REVIEW else None
    return FieldValue(value=value, status=status, confidence=0.998, evidence=evidence, reason=reason)


def in_sheet(value: Plain, cell: str, raw: str) -> FieldValue:
    evidence = Evidence(page=1, sheet="余额表", cell=cell, raw=raw, method="spreadsheet", extractor="test/1")
    return FieldValue(value=value, status=Status.ACCEPTED, confidence=1.0, evidence=evidence)


def draw(folder: Path, box: BoundingBox, colour: tuple[int, int, int]) -> str:
    """Stores a white page with one coloured patch; gives its hash."""
    image = Image.new("RGB", (800, 1100), "white")
    patch = (box.x0 * 800, box.top * 1100, box.x1 * 800, box.bottom * 1100)
    ImageDraw.Draw(image).rectangle(patch, fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    sha = hashlib.sha256(out.getvalue()).hexdigest()
    (folder / f"{sha}.png").write_bytes(out.getvalue())
    return sha


def _files(folder: Path) -> dict[str, str]:
    """Writes what the applicant handed in; gives the hash of every file that was read."""
    (folder / "证照").mkdir(parents=True)
    (folder / "证照" / "执照.pdf").write_bytes(b"%PDF licence")
    (folder / "余额表.xlsx").write_bytes(b"PK sheet")
    (folder / "空.pdf").write_bytes(b"")
    (folder / "Thumbs.db").write_bytes(b"junk")
    with zipfile.ZipFile(folder / "报告.zip", "w") as archive:
        archive.writestr("信用报告.pdf", b"%PDF report")
    licence = hashlib.sha256(b"%PDF licence").hexdigest()
    report, sheet = hashlib.sha256(b"%PDF report").hexdigest(), hashlib.sha256(b"PK sheet").hexdigest()
    return {"证照/执照.pdf": licence, "报告.zip/信用报告.pdf": report, "余额表.xlsx": sheet}


def _documents(hashes: dict[str, str], images: Path) -> tuple[Document, ...]:
    def page(file: str, image: str | None, sheet: str | None = None) -> PageRef:
        return PageRef(file=file, sha256=hashes[file], page=1, status=PageStatus.READ, image=image, sheet=sheet)

    licence = Document(
        document_id="D001",
        type="business_licence",
        title_zh="营业执照",
        type_confidence=0.99,
        party_id="P1",
        pages=(page("证照/执照.pdf", draw(images, NAME_BOX, RED)),),
        fields={
            "company_name": on_page("杭州<b>样例</b>机械有限公司", NAME_BOX, "杭州<b>样例</b>机械有限公司"),
            "registered_capital": on_page(Decimal("5E+6"), NAME_BOX, "人民币伍佰万元整"),
            "valid_to": on_page("long_term", NAME_BOX, "长期"),
            "address": on_page("=1+1", NAME_BOX, "=1+1", Status.REVIEW),
            "annual_inspection_years": on_page((2010, 2011), NAME_BOX, "2010 2011"),
            "paid_in_capital": ABSENT,
            "issue_date": NOT_FOUND,
        },
        extractor="business_licence/1",
    )
    loan = {
        "lender": on_page("样例银行", LOAN_BOX, "样例银行"),
        "balance": on_page(Decimal("1200000"), LOAN_BOX, "120"),
    }
    report = Document(
        document_id="D002",
        type="credit_report",
        title_zh="企业信用报告",
        type_confidence=0.99,
        pages=(page("报告.zip/信用报告.pdf", draw(images, LOAN_BOX, BLUE)),),
        fields={"report_date": on_page(date(2012, 4, 6), LOAN_BOX, "2012年4月6日")},
        tables={"loans": (loan,)},
        extractor="credit_report/1",
    )
    account = {"account_code": in_sheet("1001", "A5", "1001"), "closing_debit": in_sheet(Decimal("12.5"), "G5", "12.5")}
    accounts = Document(
        document_id="D003",
        type="trial_balance",
        title_zh="科目余额表",
        type_confidence=1.0,
        pages=(page("余额表.xlsx", None, "余额表"),),
        fields={"company_name": in_sheet("样例公司", "A2", "样例公司")},
        tables={"accounts": (account,)},
        extractor="trial_balance/1",
    )
    return licence, report, accounts


def _judgement() -> Judgement:
    cited = Citation(
        document_id="D002", field="loans[0].balance", value="1200000.00", page=1, bbox=(0.6, 0.5, 0.8, 0.52)
    )
    name = Citation(
        document_id="D001", field="company_name", value="杭州样例机械有限公司", page=1, bbox=(0.3, 0.2, 0.7, 0.23)
    )
    findings = (
        Finding(
            check="LIC-003",
            title="营业期限",
            verdict=Verdict.PASS,
            severity=Severity.BLOCKING,
            article="5.1.1(1)",
            message="长期有效。",
            evidence=(name,),
        ),
        Finding(
            check="FIN-07b",
            title="短期借款与信用报告",
            verdict=Verdict.FAIL,
            severity=Severity.BLOCKING,
            article="5.1.4(7)",
            message="账面少记 700,000.00 元。",
            evidence=(cited,),
            parameters={"tolerance": "50.01"},
        ),
    )
    visit = (VisitItem(item="IV-06", article="5.1.4(2)", why="盘点存货"),)
    return Judgement(
        findings=findings, missing_documents=("loan_card",), wanted_documents=("loan_contract",), visit=visit
    )


def _borrowings() -> Reconciliation:
    row = ReconciliationRow(
        list="only_in_report",
        lender="样例银行",
        kind="流动资金贷款",
        issue_date="2011-08-08",
        due_date="2012-08-07",
        amount="1200000.00",
        balance="1200000.00",
        low="1200000.00",
        high="1200000.00",
        treatment="按余额计入",
        citation=None,
    )
    return Reconciliation(
        statement_date="2011-12-31",
        report_date="2012-04-06",
        book="500000.00",
        low="1200000.00",
        high="1200000.00",
        tolerance="50.01",
        verdict=Verdict.FAIL,
        explanation="账面少记。",
        rows=(row,),
    )


def prepare(tmp_path: Path) -> Prepared:
    """Writes the case under `tmp_path`."""
    folder, images = tmp_path / "inbox" / "样例", tmp_path / "images"
    images.mkdir()
    hashes = _files(folder)
    kinds = {"证照/执照.pdf": FileKind.PDF, "报告.zip/信用报告.pdf": FileKind.PDF, "余额表.xlsx": FileKind.XLSX}
    files = tuple(
        SourceFile(path=name, sha256=hashes[name], kind=kind, size=12, pages=1, location="elsewhere")
        for name, kind in sorted(kinds.items())
    )
    case = Case(
        case_id="c-1",
        case_name="样例",
        as_of=date(2012, 4, 20),
        as_of_source="application",
        applicant=Applicant(kind="company", sole_proprietor=False, name="杭州<b>样例</b>机械有限公司"),
        parties=(Party(party_id="P1", role="applicant", kind="company", name="杭州<b>样例</b>机械有限公司"),),
        documents=_documents(hashes, images),
    )
    case_file = CaseFile(
        case=case,
        judgement=_judgement(),
        files=files,
        rejected=(RejectedFile(file="空.pdf", reason="empty", message="文件没有内容,请重新扫描。"),),
        review=(ReviewItem(document_id="D001", field="address", reason="low_confidence"),),
        borrowings=_borrowings(),
    )
    return Prepared(case_file, folder, images)
