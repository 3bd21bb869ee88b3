"""Where a claimed case is worked on: its files laid out as they were dropped, its package until it is put in its place.

work/<case id>/files        links to the originals under the names of the drop
work/<case id>/package-N    the package that claim N makes
packages/<case id>/<revision>
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from datapackages.slip import REASONS
from flows.jobs import Job
from intake.messages import BY_CODE
from schemas.core import RejectedFile
from store.ledger.records import Claim, FileRow
from store.originals import Originals, sync_folder

_NAME_BYTES = 255


class Desk:
    """The folders of one claim below the data directory `root`."""

    def __init__(self, root: Path, held: Claim) -> None:
        self.held = held
        self._root = root
        self._originals = Originals(root)
        self.folder = root / "work" / held.case_id
        self.files = self.folder / "files"
        self.package = self.folder / f"package-{held.token}"

    @property
    def place(self) -> str:
        """Where the package will lie, relative to the data directory."""
        return f"packages/{self.held.case_id}/{self.held.revision}"

    def lay_out(self, previous: str | None) -> Job:
        """Lay out the files and say what is to be done; `previous` is what the newest package holds.

        Raises:
            FileNotFoundError: an original is not in the store.
            OSError: the disk is full.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        self.files.mkdir(mode=0o700, parents=True)
        for file in self._members():
            self._link(file)
        return Job(
            case_id=self.held.case_id,
            case_name=self.held.folder,
            folder_uri=self.files.as_uri(),
            target=str(self.package),
            as_of=None,
            intake_date=self.held.created_at.astimezone().date(),
            revision=self.held.revision,
            previous=previous,
            refused=tuple(_refused(file) for file in self.held.files if file.sha256 is None and file.reason),
        )

    def put_in_place(self) -> None:
        """Give the package its name. What lies there was never recorded: its maker was ended before it could tell.

        Raises:
            OSError: the disk failed.
        """
        target = self._root / self.place
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if target.exists():
            target.rename(self.folder / f"stale-{self.held.token}")
        self.package.rename(target)
        sync_folder(target.parent)
        sync_folder(target.parent.parent)

    def clear(self) -> None:
        """Take everything away that is not kept."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _members(self) -> Iterator[FileRow]:
        return (file for file in self.held.files if file.sha256 is not None)

    def _link(self, file: FileRow) -> None:
        assert file.sha256 is not None
        source, target = self._originals.path(file.sha256), self.files / fitting(file.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(source, target)


def fitting(path: str) -> str:
    """The path with every name of a length that file systems take; a name that is cut ends in a hash of the whole."""
    return "/".join(_cut(part) for part in PurePosixPath(path).parts if part not in ("..", "/"))


def _cut(name: str) -> str:
    if len(name.encode()) <= _NAME_BYTES:
        return name
    suffix = PurePosixPath(name).suffix if len(PurePosixPath(name).suffix) < 10 else ""
    tail = "~" + hashlib.sha256(name.encode()).hexdigest()[:8] + suffix
    return name.encode()[: _NAME_BYTES - len(tail.encode())].decode(errors="ignore") + tail


def _refused(file: FileRow) -> RejectedFile:
    reason = file.reason or "corrupt"
    message = file.note or BY_CODE.get(reason) or REASONS.get(reason) or BY_CODE["corrupt"]
    # Waiting and vanished files have reasons of the ledger's own; a package knows those of reception only.
    return RejectedFile(file=file.path, reason=reason if reason in BY_CODE else "corrupt", message=message)


def newest_content(revisions: Sequence[tuple[str, str]], root: Path) -> str | None:
    """What the newest package holds, None when there is none or it is damaged: then it is made anew.

    Args:
        revisions: content key and place of each package, oldest first.
        root: the data directory.
    """
    from datapackages.verify import verify

    if not revisions:
        return None
    key, place = revisions[-1]
    folder = root / place
    return key if folder.is_dir() and not verify(folder) else None
