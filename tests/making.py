"""Small files for tests, made by code: papers, damaged papers, archives."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
from PIL import Image


def picture(shade: int = 255, size: tuple[int, int] = (60, 80), form: str = "PNG") -> bytes:
    """A plain picture; `shade` makes its bytes unique."""
    buffer = io.BytesIO()
    Image.new("L", size, shade).save(buffer, form)
    return buffer.getvalue()


def noise(form: str, size: tuple[int, int] = (400, 400)) -> bytes:
    """A picture with enough content that a cut in the middle is a real loss."""
    buffer = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(buffer, form)
    return buffer.getvalue()


def tiff(frames: int) -> bytes:
    """A TIFF of several frames."""
    pages = [Image.new("L", (40, 40), 10 * number) for number in range(frames)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    return buffer.getvalue()


def pdf(pages: int = 1, password: str | None = None, tag: int = 0) -> bytes:
    """A PDF of blank pages; `tag` makes its bytes unique."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200 + tag, 300))
    buffer = io.BytesIO()
    encryption = pikepdf.Encryption(user=password, owner=password) if password else None
    document.save(buffer, encryption=encryption or False, deterministic_id=not password)
    return buffer.getvalue()


def workbook(rows: list[list[object]] | None = None) -> bytes:
    """An XLSX with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or [["科目", "余额"], ["现金", 1.5]]:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(members: dict[str, bytes], flag_utf8: bool = True, stored: bool = False) -> bytes:
    """A ZIP; without the flag, names are GB18030 as Windows writes them in China."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name if flag_utf8 else name.encode("gb18030").decode("cp437"))
            info.compress_type = file.compression
            file.writestr(info, data)
    return _without_flag(buffer.getvalue()) if not flag_utf8 else buffer.getvalue()


def _without_flag(data: bytes) -> bytes:
    """The archive as a program writes it that knows no UTF-8: names re-encoded as the bytes meant, flag cleared."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        infos = source.infolist()
        out = bytearray()
        central = bytearray()
        for info in infos:
            content = source.read(info)
            name = info.filename.encode("cp437")
            fields = (20, 0, 0, 0, 33, info.CRC, len(content), len(content), len(name))
            start = len(out)
            out += b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *fields, 0) + name + content
            central += b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, *fields, 0, 0, 0, 0, 0, start) + name
    end = struct.pack("<HHHHIIH", 0, 0, len(infos), len(infos), len(central), len(out), 0)
    return bytes(out + central) + b"PK\x05\x06" + end


def locked_archive(members: dict[str, bytes]) -> bytes:
    """A ZIP whose members carry the flag of encryption."""
    data = bytearray(archive(members, stored=True))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(mark)
        while found >= 0:
            data[found + place] |= 1
            found = data.find(mark, found + 4)
    return bytes(data)


def compound(streams: list[str]) -> bytes:
    """An OLE2 compound file whose root holds empty streams of these names (DOC, XLS, password-protected XLSX)."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", header, 44, 1, 1, 0, 0x1000)
    struct.pack_into("<IIII", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    root = _entry("Root Entry", 5, child=1)
    entries = [_entry(name, 2, right=n + 2 if n + 1 < len(streams) else None) for n, name in enumerate(streams)]
    directory = b"".join([root, *entries])
    return bytes(header) + fat + directory.ljust(512, b"\0")


def _entry(name: str, kind: int, child: int | None = None, right: int | None = None) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = (0xFFFFFFFF, 0xFFFFFFFF if right is None else right, 0xFFFFFFFF if child is None else child)
    return (encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, *links)).ljust(128, b"\0")


def ofd(text: str = "委托担保申请书", image: bytes | None = None) -> bytes:
    """An OFD of one page: a line of text, or one full-page image as scanners make it."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    content = (
        f'<ofd:TextObject ID="5" Boundary="20 30 120 10" Font="3" Size="8">'
        f'<ofd:TextCode X="0" Y="7" DeltaX="g {len(text) - 1} 8">{text}</ofd:TextCode></ofd:TextObject>'
        if image is None
        else '<ofd:ImageObject ID="5" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="4"/>'
    )
    members = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/DocumentRes.xml": f'<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image">'
        "<ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{content}'
        "</ofd:Layer></ofd:Content></ofd:Page>",
    }
    files = {name: f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode() for name, xml in members.items()}
    return archive(files | ({"Doc_0/Res/scan.png": image} if image else {}))


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file into a case folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
