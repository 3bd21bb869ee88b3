"""What a file is, its bytes say."""

import zipfile
from pathlib import Path

from intake.sniff import Foreign, sniff


def test_archive_of_stored_pdfs_is_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.4\n%%EOF")
    assert sniff(path) is Foreign.ZIP
