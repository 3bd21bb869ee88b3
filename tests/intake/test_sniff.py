"""What a file is, its bytes say."""

import zipfile
from pathlib import Path

from intake.sniff import Foreign, sniff


def test_archive_of_stored_pdfs_is_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.4\n%%EOF")
    assert sniff(path) is Foreign.ZIP


def test_compound_file_of_zeros_is_unknown_not_an_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.doc"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert sniff(path) is Foreign.UNKNOWN
