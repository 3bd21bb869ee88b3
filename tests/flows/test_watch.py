"""The watcher: every file that ever lay in the inbox is known once, held before it leaves, and told about."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from flows import clearing
from intake.scan import on_disk
from store.ledger.records import CaseState, FileOutcome, FileState, Place
from tests.flows.drops import Office, pdf


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path)
    yield found
    found.ledger.close()


def test_a_case_is_due_within_a_working_day_from_its_first_look(office: Office) -> None:
    office.drop("甲公司/执照.pdf", pdf(1))
    office.look()
    due = office.case("甲公司").due_at
    assert due is not None and due > office.case("甲公司").created_at


def test_a_drop_is_taken_packaged_and_archived(office: Office) -> None:
    office.drop("甲公司/执照.pdf", pdf(1))
    assert office.look()
    assert office.states("甲公司") == {"执照.pdf": "seen"}
    assert not office.look()
    assert office.states("甲公司") == {"执照.pdf": "stable"}
    assert office.case("甲公司").state is CaseState.OPEN
    office.look(1, 61)
    (held,) = office.work()
    assert (held.revision, held.folder) == (1, "甲公司")
    assert office.case("甲公司").state is CaseState.PACKAGED
    office.look()
    (row,) = office.rows("甲公司")
    assert (row.state, row.place) == (FileState.PACKAGED, Place.ARCHIVE)
    assert not (office.inbox / "甲公司/执照.pdf").exists()
    assert (office.settings.data / "archive/甲公司/执照.pdf").read_bytes() == office.held(row) == pdf(1)


def test_a_growing_file_is_waited_for(office: Office) -> None:
    for length in range(5, 12):
        office.drop("甲/大.pdf", pdf(1)[:length])
        assert office.look()
    office.look(10)
    assert office.states("甲") == {"大.pdf": "seen"}, "it has no end yet"
    office.drop("甲/大.pdf", pdf(1))
    office.look()
    assert office.states("甲") == {"大.pdf": "seen"}
    office.look()
    (row,) = office.rows("甲")
    assert (row.state, office.held(row)) == (FileState.STABLE, pdf(1))


def test_a_file_without_its_end_is_taken_in_the_end(office: Office) -> None:
    office.drop("甲/断.pdf", b"%PDF-1.4 cut")
    office.look(2)
    office.look(1, 61)
    assert office.states("甲") == {"断.pdf": "stable"}


def test_a_file_that_stalled_and_grew_on_is_one_file(office: Office) -> None:
    office.drop("甲/表.csv", "科目,余额\n".encode())
    office.look(3)
    office.drop("甲/表.csv", "科目,余额\n现金,1\n".encode())
    office.settle()
    (held,) = office.work()
    whole = [f for f in held.files if not f.superseded]
    assert [office.held(f) for f in whole] == ["科目,余额\n现金,1\n".encode()]
    assert [r.superseded for r in office.rows("甲")] == [True, False], "the older content stays as history"


def test_a_file_that_is_only_touched_stays_the_same(office: Office) -> None:
    path = office.drop("甲/a.pdf")
    office.look(2)
    os.utime(path)
    office.settle()
    assert office.states("甲") == {"a.pdf": "stable"}
    office.work()
    os.utime(path)
    office.settle()
    assert len(office.rows("甲")) == 1
    assert office.work() == []


def test_a_renamed_file_is_one_file(office: Office) -> None:
    path = office.drop("甲/扫描.pdf")
    office.look(2)
    path.rename(path.with_name("营业执照.pdf"))
    office.look(2)
    assert office.states("甲") == {"营业执照.pdf": "stable"}


def test_a_file_that_is_renamed_while_it_arrives_is_one_file(office: Office) -> None:
    path = office.drop("甲/扫描.pdf.filepart", pdf(3)[:12])
    office.look(2)
    path.rename(path.with_name("扫描.pdf"))
    office.drop("甲/扫描.pdf", pdf(3))
    office.look(3)
    last = office.rows("甲")[-1]
    assert (last.path, last.state, office.held(last)) == ("扫描.pdf", FileState.STABLE, pdf(3))
    assert all(r.state is FileState.NEEDS_ATTENTION and r.reason == "vanished" for r in office.rows("甲")[:-1])


def test_a_renamed_folder_is_one_case(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.drop("甲/b.pdf", pdf(2))
    office.look(2)
    (office.inbox / "甲").rename(office.inbox / "甲有限公司")
    office.settle()
    assert office.case("甲").state is CaseState.CLOSED
    assert [(c.folder, len(c.files)) for c in office.work()] == [("甲有限公司", 2)]


def test_a_folder_that_was_moved_in_is_seen_whole(office: Office, tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / "outside" / "深" / f"{number}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf(number))
    (tmp_path / "outside").rename(office.inbox / "乙")
    office.settle()
    assert [(c.folder, len(c.files)) for c in office.work()] == [("乙", 5)]


def test_loose_files_are_a_case_of_their_own_with_advice_and_stay(office: Office) -> None:
    office.drop("散.pdf", pdf(1))
    office.drop("甲/a.pdf", pdf(2))
    office.settle()
    office.work()
    office.look(2)
    assert (office.inbox / "散.pdf").exists()
    assert "申请人" in str(office.receipt("")["advice"])
    (office.inbox / "散.pdf").rename(office.inbox / "甲/散.pdf")
    office.settle()
    (held,) = [c for c in office.work() if c.folder == "甲"]
    assert sorted(f.path for f in held.files) == ["a.pdf", "散.pdf"]


def test_duplicates_in_a_case_are_named_and_make_no_new_revision(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.settle()
    office.work()
    office.look()
    office.drop("甲/再扫.pdf", pdf(1))
    office.settle()
    assert office.states("甲")["再扫.pdf"] == "duplicate"
    assert office.work() == []
    assert office.case("甲").state is CaseState.PACKAGED
    (told,) = [f for f in _files(office.receipt("甲")) if f["file"] == "再扫.pdf"]
    assert told["duplicate_of"] == "a.pdf"


def test_the_same_paper_of_two_applicants_is_no_duplicate(office: Office) -> None:
    office.drop("甲/担保人.pdf", pdf(1))
    office.drop("乙/担保人.pdf", pdf(1))
    office.settle()
    assert [len(c.files) for c in office.work()] == [1, 1]


def test_a_ready_mark_makes_the_case_ready_at_once_but_only_once(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.drop("甲/_READY", b"")
    office.look(2)
    assert office.case("甲").state is CaseState.READY
    office.work()
    office.drop("甲/b.pdf", pdf(2))
    office.look(3)
    assert office.case("甲").state is CaseState.OPEN
    (office.inbox / "甲/_READY").touch()
    office.look()
    assert office.case("甲").state is CaseState.READY


def test_what_arrives_later_gives_a_new_revision(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.settle()
    office.work()
    office.look()
    office.drop("甲/b.pdf", pdf(2))
    office.settle()
    (held,) = office.work()
    assert (held.revision, len(held.files)) == (2, 2)


def test_what_arrives_during_work_is_in_the_next_revision(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.settle()
    held = office.claim()
    assert held is not None
    office.drop("甲/b.pdf", pdf(2))
    office.look(3)
    assert office.finish(held) is CaseState.OPEN
    office.look(1, 61)
    (later,) = office.work()
    assert [(f.path, f.state) for f in later.files] == [("a.pdf", "packaged"), ("b.pdf", "claimed")]


def test_another_file_under_a_name_that_was_archived_is_added(office: Office) -> None:
    office.drop("甲/scan001.pdf", pdf(1))
    office.settle()
    office.work()
    office.look()
    office.drop("甲/scan001.pdf", pdf(2))
    office.settle()
    (held,) = office.work()
    assert [f.path for f in held.files] == ["scan001.pdf", "scan001 (2).pdf"]
    office.look()
    archived = sorted(p.name for p in (office.settings.data / "archive/甲").iterdir())
    assert archived == ["scan001 (2).pdf", "scan001.pdf"]


def test_links_pipes_and_empty_files_are_refused(office: Office) -> None:
    office.drop("甲/空.pdf", b"")
    (office.inbox / "甲/链接.pdf").symlink_to("/etc/passwd")
    (office.inbox / "乙").symlink_to("/etc")
    os.mkfifo(office.inbox / "甲/管道.pdf")
    office.look(2)
    office.look(1, 61)
    assert office.states("甲") == {
        "空.pdf": "quarantined empty",
        "链接.pdf": "quarantined unsafe_path",
        "管道.pdf": "quarantined unsupported",
    }
    assert [(r.path, r.reason) for r in office.rows() if r.path == "乙"] == [("乙", "unsafe_path")]


def test_what_cannot_be_read_is_told_at_once(office: Office) -> None:
    office.drop("甲/说明.txt", "你好".encode())
    office.drop("甲/包.rar", b"Rar!\x1a\x07\0abc")
    office.look(2)
    told = {f["file"]: f["message"] for f in _files(office.receipt("甲"))}
    assert "纯文本" in str(told["说明.txt"])
    assert "RAR" in str(told["包.rar"])


def test_a_refused_file_goes_to_the_quarantine_with_its_reason(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.drop("甲/包.rar", b"Rar!\x1a\x07\0abc")
    office.settle()
    office.work()
    office.look()
    folder = office.settings.data / "quarantine/甲"
    assert (folder / "包.rar").exists()
    assert "ZIP" in (folder / "包.rar.原因.txt").read_text()


def test_a_file_that_vanishes_before_it_is_taken_is_told(office: Office) -> None:
    path = office.drop("甲/a.pdf")
    office.look()
    path.unlink()
    office.look()
    assert office.states("甲") == {"a.pdf": "needs_attention vanished"}
    office.drop("甲/a.pdf", pdf(9))
    office.look(2)
    assert office.states("甲") == {"a.pdf": "stable"}


def test_a_file_that_is_taken_away_after_its_receipt_stays_in_the_case(office: Office) -> None:
    path = office.drop("甲/a.pdf", pdf(1))
    office.look(2)
    path.unlink()
    office.settle()
    (held,) = office.work()
    assert [office.held(f) for f in held.files] == [pdf(1)]


def test_an_inbox_that_is_away_for_a_while_changes_nothing(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.drop("甲/b.pdf", pdf(2)[:12])
    office.look(2)
    office.inbox.rename(office.inbox.with_name("away"))
    office.inbox.mkdir()
    office.look(3)
    office.inbox.rmdir()
    office.inbox.with_name("away").rename(office.inbox)
    office.look(2)
    assert office.states("甲") == {"a.pdf": "stable", "b.pdf": "seen"}
    assert [r.place for r in office.rows("甲")] == [Place.INBOX, Place.INBOX]


def test_a_busy_file_is_tried_again_and_given_up_for_now(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.drop("甲/忙.pdf", pdf(1))
    office.drop("甲/好.pdf", pdf(2))
    opened = os.open

    def busy(path: object, flags: int, *rest: int) -> int:
        if "忙" in str(path):
            raise OSError(errno.EBUSY, "busy")
        return opened(path, flags, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", busy)
    office.settle()
    assert office.states("甲") == {"忙.pdf": "seen busy", "好.pdf": "stable"}
    assert office.case("甲").state is CaseState.OPEN
    office.look(2, 601)
    assert office.states("甲")["忙.pdf"] == "needs_attention busy"
    assert office.case("甲").state is CaseState.READY
    monkeypatch.undo()
    office.look(2, 31)
    assert office.states("甲")["忙.pdf"] == "stable"


def test_a_file_that_changes_while_it_is_copied_is_left_for_the_next_look(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.drop("甲/a.pdf", pdf(1))
    keep = office.watch.originals.keep

    def slow(source: BinaryIO) -> tuple[str, int]:
        found = keep(source)
        path.write_bytes(pdf(2))
        return found

    office.look()
    monkeypatch.setattr(office.watch.originals, "keep", slow)
    office.look()
    monkeypatch.undo()
    office.look(3)
    (row,) = office.rows("甲")
    assert office.held(row) == pdf(2)


def test_a_full_disk_loses_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.look()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        office.look()
    assert office.states("甲") == {"a.pdf": "seen disk_full"}
    assert (office.inbox / "甲/a.pdf").exists()
    monkeypatch.undo()
    office.look(2)
    assert office.states("甲") == {"a.pdf": "stable"}


def test_a_read_only_inbox_keeps_its_files_and_the_receipt_lies_in_the_data(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("甲/a.pdf", pdf(1))

    monkeypatch.setattr(clearing, "_rename", _read_only)
    office.settle()
    office.work()
    office.look(3)
    assert (office.inbox / "甲/a.pdf").exists()
    (row,) = office.rows("甲")
    assert (row.state, row.place) == (FileState.PACKAGED, Place.INBOX)
    assert (office.settings.data / "receipts" / office.case("甲").case_id / "_回执.html").exists()


def _read_only(*ignored: object) -> bool:
    raise clearing.ReadOnly


def test_names_of_every_kind_are_kept_apart(office: Office) -> None:
    composed, decomposed = unicodedata.normalize("NFC", "é.pdf"), unicodedata.normalize("NFD", "é.pdf")
    long = "长" * 83 + ".pdf"
    office.drop(f"甲/{composed}", pdf(1))
    office.drop(f"甲/{decomposed}", pdf(2))
    office.drop(f"甲/{long}", pdf(3))
    foreign = os.fsencode(office.inbox / "甲") + b"/" + "税务.pdf".encode("gb18030")
    Path(os.fsdecode(foreign)).write_bytes(pdf(4))
    office.settle()
    assert set(office.states("甲")) == {"é.pdf", "é (2).pdf", long, "税务.pdf"}
    (held,) = office.work()
    assert {office.held(f) for f in held.files} == {pdf(n) for n in (1, 2, 3, 4)}
    assert all(on_disk(office.inbox, f.disk).exists() for f in held.files)
    office.look()
    assert [p for p in (office.inbox / "甲").iterdir() if not p.name.startswith("_回执")] == []


def test_junk_receipts_and_half_copies_are_no_files(office: Office) -> None:
    for name in ("Thumbs.db", "~$表.xlsx", "x.tmp", "x.pdf.part", "_回执.html", "_READY", "__MACOSX/a.pdf"):
        office.drop(f"甲/{name}")
    office.drop("甲/a.pdf")
    office.settle()
    assert set(office.states("甲")) == {"a.pdf"}


def test_receipts_follow_the_work(office: Office) -> None:
    office.drop("甲/a<b>.pdf", pdf(1))
    office.drop("甲/模糊.pdf", pdf(2))
    office.look(2)
    assert office.receipt("甲")["missing_documents"] is None
    office.look(1, 61)
    held = office.claim()
    assert held is not None
    office.look()
    assert office.receipt("甲")["state"] == "working"
    blurred = FileOutcome(state=FileState.PACKAGED, quality=({"page": 3, "codes": ["blurred"]},))
    office.finish(held, 模糊=blurred)
    office.look()
    told = office.receipt("甲")
    assert told["missing_documents"] == [{"type": "credit_report", "title": "企业信用报告"}]
    (told_of,) = [f for f in _files(told) if f["file"] == "模糊.pdf"]
    assert "重新扫描" in str(told_of["pages"])
    html = (office.inbox / "甲/_回执.html").read_text()
    assert "a&lt;b&gt;.pdf" in html
    assert "企业信用报告" in html


def test_a_clock_that_is_set_back_delays_nothing(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.look()
    office.now = office.now.replace(year=2020)
    office.settle()
    assert office.case("甲").state is CaseState.READY
    office.now = office.now.replace(year=2019)
    office.look()
    assert len(office.work()) == 1


def test_an_expired_lease_is_given_back_and_the_late_worker_is_refused(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.settle()
    first = office.claim()
    assert first is not None
    office.look(2, 121)
    assert office.states("甲") == {"a.pdf": "stable"}
    office.look(1, 30)
    (second,) = office.work()
    assert second.attempt == 2
    with pytest.raises(Exception, match=first.case_id):
        office.finish(first)
    assert office.case("甲").revision == 1


def test_an_original_that_is_lost_is_taken_again(office: Office) -> None:
    office.drop("甲/a.pdf", pdf(1))
    office.look(2)
    (row,) = office.rows("甲")
    assert row.sha256 is not None
    office.watch.originals.path(row.sha256).unlink()
    office.watch.reconcile(office.now)
    office.settle()
    (held,) = office.work()
    assert office.held(held.files[0]) == pdf(1)


def test_files_stay_in_the_inbox_where_that_is_set(tmp_path: Path) -> None:
    office = Office(tmp_path, keep_inbox=True)
    office.drop("甲/a.pdf", pdf(1))
    office.settle()
    office.work()
    office.settle()
    assert (office.inbox / "甲/a.pdf").exists()
    assert office.work() == []


def test_a_file_that_is_written_while_it_is_archived_comes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.drop("甲/a.pdf", pdf(1))
    office.settle()
    office.work()
    rename = Path.rename

    def written(self: Path, target: Path) -> Path:
        if self == path.resolve():
            self.write_bytes(pdf(2))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", written)
    office.look()
    monkeypatch.undo()
    assert path.read_bytes() == pdf(2)
    office.settle()
    (held,) = office.work()
    assert pdf(2) in {office.held(f) for f in held.files}


def _files(receipt: dict[str, object]) -> list[dict[str, object]]:
    found = receipt["files"]
    assert isinstance(found, list)
    return found
