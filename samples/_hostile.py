"""The hostile case: a complete applicant between damaged, foreign, doubled and dangerous files."""

from __future__ import annotations

import io
import random
import struct
from datetime import date

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from samples import _application, _certificates, _credit, _identity, _ledgers, _licence, _print, _scan, _statements
from samples._case import CaseFolder, How, packed
from samples._draw import Cell, Sheet
from samples._paper import Paper
from samples._party import applicant
from samples._statements import Look


def hostile() -> CaseFolder:
    """A company of 2021 whose folder holds everything that a careless sender may put there."""
    rng, as_of = random.Random(20210915), date(2021, 9, 15)
    a = applicant(rng, as_of, "small_enterprise", founded=date(2016, 11, 2))
    c = a.company
    case = CaseFolder("hostile", as_of, {"kind": "company", "name": c.name}, rng, regime="L4")
    licence = _licence.licence(c, rng, date(2020, 12, 1), "landscape")
    case.pictures(licence, "IMG_E4471.jpg", How("scan", 160))
    case.files["IMG_E4471.png"] = case.rename("IMG_E4471.jpg", "IMG_E4471.png")
    _second_scan(case, licence)
    case.pictures(_identity.id_card(c.head, rng, "sheet"), "a.jpg", How("scan", 180, 70))
    case.pictures(_certificates.account_permit(c, rng, date(2016, 12, 6)), "b.jpg", How("scan_clean", 170))
    inside = {
        "身份证.jpg": case.rename("a.jpg", "法人资料.zip/身份证.jpg"),
        "开户/许可证.jpg": case.rename("b.jpg", "法人资料.zip/开户/许可证.jpg"),
    }
    case.files["法人资料.zip"] = packed(inside, gbk=True)
    case.pictures(_application.application(c, a.wish, rng), "委托.webp", How("photocopy_dark", 150, 70))
    case.digital([_credit.report(c, rng, a.report_day, a.loans)], "report.bin")
    case.pictures(
        _statements.balance_sheet(c.name, c.head.name, a.books, Look(font="hei", zero="0.00", beside=True), rng),
        "未命名.jpeg",
        How("scan", 180),
    )
    income = _statements.income_statement(c.name, c.head.name, a.books, Look(), rng)
    case.sheet_file(income, "工作簿1.xlsx", _ledgers.statement_workbook(income, a.books, "income_statement"))
    _strangers(case)
    _refused(case, _credit.report(c, rng, a.report_day, a.loans).sheets)
    case.files.update(
        {
            "Thumbs.db": b"\xd0\xcf\x11\xe0 thumbs",
            "~$报表.docx": b"\x05owner",
            "desktop.ini": b"[.ShellClassInfo]\r\n",
            "__MACOSX/._IMG.jpg": b"\x00\x05\x16\x07",
        }
    )
    case.quiet("DOC-004", "营业执照同一页扫描两次")
    case.quiet("FIN-07b", "短期借款与信用报告一致")
    return case


def _second_scan(case: CaseFolder, licence: Paper) -> None:
    """The licence scanned once more, a little darker and crooked, and the very same file under another name."""
    how = How("photocopy", 150)
    case.files["IMG_E4472.jpg"] = case.pictures(licence, "", how, keep=False)[0]
    case.duplicates.append(
        {
            "file": "IMG_E4472.jpg",
            "page": 1,
            "family": "sample",
            "severity": _scan.SEVERITY[how.look],
            "degradations": [how.look, "duplicate_scan"],
            "duplicate": True,
        }
    )
    case.reject("副本/IMG_E4471(2).png", case.files["IMG_E4471.png"], "same_bytes", "duplicate")


def _strangers(case: CaseFolder) -> None:
    """Pages that are no known paper: a notice, a delivery note, a photo of nothing."""
    notice = Sheet(210, 297)
    notice.text(105, 60, "关于国庆节放假安排的通知", 20, "hei", align="c")
    notice.paragraph(
        30,
        84,
        150,
        "各部门:经研究决定,国庆节放假七天,请各部门提前做好值班安排,注意防火防盗,节后按时到岗。值班电话见附表。",
        14,
        "song",
        1.8,
        indent=2,
    )
    notice.text(178, 150, "综合办公室", 14, "song", align="r")
    case.junk(notice, "通知.jpg", How("scan", 120))
    note = Sheet(210, 148)
    note.text(105, 24, "送 货 单", 20, "hei", align="c")
    y = note.row(20, 36, [60, 30, 40, 40], [Cell(t, None, "c") for t in ("品名规格", "数量", "单价", "备注")], 11)
    for name, count, price in (
        ("包装纸箱 40×30", "200", "3.20"),
        ("封箱胶带", "50", "4.50"),
        ("缠绕膜", "12", "28.00"),
    ):
        y = note.row(20, y, [60, 30, 40, 40], [Cell(name), Cell(count, None, "r"), Cell(price, None, "r"), Cell()], 11)
    case.junk(note, "IMG_E4480.jpg", How("photo", 130))
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((900, 700)).convert("RGB").save(buffer, "JPEG", quality=60)
    case.files["风景.jpg"] = buffer.getvalue()
    case.remember(Paper("unknown", "view"), "风景.jpg", [], How("photo"), count=1)


def _refused(case: CaseFolder, sheets: list[Sheet]) -> None:
    """Files that cannot be taken, each with the reason that must be given."""
    good = _print.pdf(sheets[:1])
    case.reject(
        "扫描0001.pdf", good[: len(good) // 3].replace(b"obj", b"o\x00j") + b"\x00" * 200, "corrupt_pdf", "corrupt"
    )
    case.reject("流水(加密).pdf", _locked(), "encrypted_pdf", "encrypted")
    case.reject("扫描0002.pdf", b"", "zero_byte", "empty")
    case.reject("章程.doc", _word(), "doc", "unsupported")
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    body = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>股东会决议</w:t></w:r></w:p></w:body></w:document>'
    case.reject(
        "决议.docx", packed({"[Content_Types].xml": types, "word/document.xml": body.encode()}), "docx", "unsupported"
    )
    case.reject("照片.rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "rar", "unsupported")
    case.reject("备份.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(200)), "7z", "unsupported")
    bomb = packed({"0.bin": b"\x00" * (130 * 2**20)})
    case.files["归档.zip"] = packed({"归档.zip": bomb})
    case.reject("归档.zip/归档.zip", None, "archive_bomb", "archive_bomb")
    case.files["补充.zip"] = packed({"../../etc/逃逸.jpg": b"\xff\xd8\xff\xe0 not inside"})
    case.reject("补充.zip/逃逸.jpg", None, "unsafe_path", "unsafe_path")


def _word() -> bytes:
    """An old Word file: a compound file of one FAT sector, one directory sector and a `WordDocument` stream."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    shape = struct.pack("<8s16xHHHHH6x9I", magic, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    head = shape + struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, end, *range(3, 10), end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\x00\x00" if name else b""
        return struct.pack("<64sHBBIII16x4x8x8xIQ", raw, len(raw), kind, 1, free, free, child, start, size)

    directory = (
        entry("Root Entry", 5, 1, end, 0) + entry("WordDocument", 2, free, 2, 4096) + entry("", 0, free, 0, 0) * 2
    )
    return head + fat + directory + b"\xec\xa5" + bytes(4094)


def _locked() -> bytes:
    """A PDF that asks for a password."""
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, invariant=1, encrypt=StandardEncryption("geheim-20210915", ownerPassword="owner-20210915", strength=128)
    )
    canvas.drawString(72, 720, "locked")
    canvas.save()
    return buffer.getvalue()
