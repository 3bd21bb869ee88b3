"""Closed cases go after their time and leave a certificate; backup and restore give back all that there was."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from datapackages import manifest
from flows import backup, retention
from register.expiries import Expiry
from register.ladder import Ladder
from settings import Settings
from store import ledger as ledgers
from store.ledger import Ledger, cases, closing, expiries
from store.ledger.records import CaseState
from store.ledger.tables import cases as case_table
from store.ledger.tables import files as file_table
from store.ledger.tables import metadata, revisions
from store.originals import Originals

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
SECRET = "甲乙机械有限公司"


def a_package(folder: Path, case_id: str, pages: list[str], name: str) -> None:
    """A package with a manifest that holds."""
    folder.mkdir(parents=True)
    documents = [{"pages": [{"sha256": sha} for sha in pages]}]
    content = {"case_id": case_id, "case_name": name, "documents": documents}
    data = json.dumps(content, ensure_ascii=False).encode()
    (folder / "package.json").write_bytes(data)
    resource = {"path": "package.json", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "role": "data"}
    (folder / "MANIFEST.json").write_bytes(manifest.dump({"case_id": case_id, "resources": [resource]}))


@dataclass
class Service:
    """A data directory as the service leaves it."""

    settings: Settings
    ledger: Ledger

    @property
    def data(self) -> Path:
        return self.settings.data

    def add(self, case_id: str, name: str, *contents: bytes) -> list[str]:
        """A packaged case with everything that is kept of one; the hashes of its files."""
        originals, hashes = Originals(self.data), []
        for content in contents:
            sha, _ = originals.keep(io.BytesIO(content))
            hashes.append(sha)
            self.put(f"pages/{sha[:2]}/{sha}/00001-x.json", json.dumps({"image": sha, "text": name}))
            self.put(f"images/{sha[:2]}/{sha}.png", "picture")
            self.put(f"records/receipt/{sha[:20]}.json", json.dumps({"files": [sha], "name": name}))
        a_package(self.data / f"packages/{case_id}/1", case_id, hashes, name)
        self.put(f"records/casefile/{case_id}k.json", json.dumps({"case_id": case_id, "name": name}))
        self.put(f"words/{case_id}/1.json", name)
        self.put(f"receipts/{case_id}/_回执.html", name)
        self.put(f"archive/{name}/a.pdf", name)
        self.put(f"inbox/{name}/_回执.json", name)
        with self.ledger.begin() as connection:
            known = {"case_id": case_id, "last_arrival": NOW, "created_at": NOW, "state": "packaged", "revision": 1}
            connection.execute(insert(case_table).values(folder=name, package=f"packages/{case_id}/1", **known))
            connection.execute(
                insert(revisions).values(
                    case_id=case_id, revision=1, package=f"packages/{case_id}/1", content_key="k", made_at=NOW
                )
            )
            for number, sha in enumerate(hashes):
                connection.execute(insert(file_table).values(a_file(case_id, number, f"{name}{number}.pdf", sha)))
        entry = Expiry(
            subject="id_card:a",
            kind="id_card",
            document_type="resident_id_card",
            document_id="D001",
            party_id=None,
            role="applicant",
            field="valid_to",
            day=date(2026, 3, 5),
            state="dated",
            confirmed=True,
        )
        found = expiries.Collected(case_id=case_id, revision=1, key="1", entries=(entry,))
        expiries.register(self.ledger, [found], NOW.date(), Ladder())
        expiries.fire(self.ledger, NOW.date(), Ladder())
        return hashes

    def put(self, place: str, text: str) -> None:
        path = self.data / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def holding(self, text: str) -> list[str]:
        """The files that hold a text, the ledger too, or have it in their names."""
        found = []
        for path in self.data.rglob("*"):
            if path.is_file() and (text.encode() in path.read_bytes() or text in str(path)):
                found.append(path.relative_to(self.data).as_posix())
        return sorted(found)


def a_file(case_id: str, number: int, path: str, sha: str) -> dict[str, object]:
    known = {"place": "archive", "size": 3, "mtime_ns": 1, "device": "1", "inode": "1", "state": "packaged"}
    times = {"seen_at": NOW, "changed_at": NOW, "state_at": NOW}
    key = hashlib.sha256(f"{case_id}{number}".encode()).hexdigest()
    return {"case_id": case_id, "path": path, "disk": path, "disk_key": key, "sha256": sha} | known | times


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = Settings(data=tmp_path / "data", retention_days=30)
    ledger = ledgers.open(settings)
    yield Service(settings, ledger)
    ledger.close()


def test_a_closed_case_goes_after_its_time_and_nothing_of_it_stays(service: Service) -> None:
    (sha,) = service.add("C1", SECRET, b"one")
    closing.close(service.ledger, "C1", NOW)
    assert retention.purge_due(service.settings, service.ledger, NOW + timedelta(days=29)) == []
    assert service.holding(SECRET)
    (place,) = retention.purge_due(service.settings, service.ledger, NOW + timedelta(days=31))
    assert service.holding(SECRET) == []
    assert service.holding(sha) == ["deletions/C1.html", "deletions/C1.json", "ledger.sqlite3"]
    told = json.loads((service.data / "deletions/C1.json").read_text())
    assert told["originals"] == [sha]
    digest = hashlib.sha256((service.data / "deletions/C1.json").read_bytes()).hexdigest()
    page = (service.data / place).read_text()
    assert "删除证明" in page
    assert digest in page
    (deletion,) = closing.deletions_of(service.ledger)
    assert deletion.finished_at is not None
    assert retention.purge_due(service.settings, service.ledger, NOW + timedelta(days=90)) == [], "once"


def test_a_case_on_hold_stays_until_it_is_released(service: Service) -> None:
    service.add("C1", SECRET, b"one")
    closing.close(service.ledger, "C1", NOW)
    closing.hold(service.ledger, "C1", NOW, True)
    late = NOW + timedelta(days=400)
    assert retention.purge_due(service.settings, service.ledger, late) == []
    closing.hold(service.ledger, "C1", NOW, False)
    assert len(retention.purge_due(service.settings, service.ledger, late)) == 1


def test_what_another_case_has_too_stays(service: Service) -> None:
    shared, mine = service.add("C1", SECRET, b"shared", b"mine")
    service.add("C2", "丙丁商贸有限公司", b"shared")
    closing.close(service.ledger, "C1", NOW)
    retention.purge_due(service.settings, service.ledger, NOW + timedelta(days=31))
    originals = Originals(service.data)
    assert originals.is_sound(shared)
    assert not originals.path(mine).exists()
    assert (service.data / "packages/C2/1/package.json").exists()
    assert (service.data / "archive/丙丁商贸有限公司/a.pdf").exists()
    assert json.loads((service.data / "deletions/C1.json").read_text())["kept_for_other_cases"] == [shared]
    assert [w.case_id for w in expiries.watched(service.ledger)] == ["C2"]


def test_a_purge_that_was_cut_short_goes_on_and_its_certificate_is_whole(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sha,) = service.add("C1", SECRET, b"one")
    closing.close(service.ledger, "C1", NOW)
    with monkeypatch.context() as patch:
        patch.setattr(closing, "forget", lambda *a: (_ for _ in ()).throw(OSError("killed")))
        with pytest.raises(OSError, match="killed"):
            retention.purge_due(service.settings, service.ledger, NOW + timedelta(days=31))
    assert len(retention.purge_due(service.settings, service.ledger, NOW + timedelta(days=32))) == 1
    assert json.loads((service.data / "deletions/C1.json").read_text())["originals"] == [sha]


def test_without_a_time_nothing_is_ever_purged(service: Service) -> None:
    service.add("C1", SECRET, b"one")
    closing.close(service.ledger, "C1", NOW)
    settings = service.settings.model_copy(update={"retention_days": None})
    assert retention.purge_due(settings, service.ledger, NOW + timedelta(days=9999)) == []


def test_a_purged_case_is_not_opened_again_and_a_case_at_work_is_not_closed(service: Service) -> None:
    service.add("C1", SECRET, b"one")
    closing.close(service.ledger, "C1", NOW)
    closing.reopen(service.ledger, "C1", NOW)
    case = cases.get(service.ledger, "C1")
    assert case is not None
    assert (case.state, case.closed_at) == (CaseState.PACKAGED, None)
    assert cases.ask_again(service.ledger, "C1", NOW, "x")
    assert cases.claim(service.ledger, NOW, "w", 60)
    with pytest.raises(closing.NotPossible):
        closing.close(service.ledger, "C1", NOW)
    with pytest.raises(closing.NotPossible):
        closing.close(service.ledger, "C9", NOW)


def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """The whole ledger."""
    with ledger.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def test_a_restore_on_an_empty_machine_gives_the_ledger_and_every_package_back(
    service: Service, tmp_path: Path
) -> None:
    hashes = service.add("C1", SECRET, b"one") + service.add("C2", "丙丁商贸有限公司", b"two", b"three")
    made = backup.back_up(service.data, service.ledger, tmp_path / "backup", NOW)
    settings = Settings(data=tmp_path / "fresh")
    restored = backup.restore(settings, tmp_path / "backup")
    assert (restored.packages, restored.damaged) == (2, ())
    assert restored.rows == made.rows > 0
    fresh = ledgers.open(settings)
    assert rows(fresh) == rows(service.ledger)
    assert expiries.fire(fresh, NOW.date(), Ladder()) == 0, "a rung that fired before does not fire again"
    fresh.close()
    assert all(Originals(tmp_path / "fresh").is_sound(sha) for sha in hashes)


def test_a_package_that_was_damaged_in_the_backup_is_named(service: Service, tmp_path: Path) -> None:
    service.add("C1", SECRET, b"one")
    backup.back_up(service.data, service.ledger, tmp_path / "backup", NOW)
    (tmp_path / "backup/packages/C1/1/package.json").write_text("{}")
    assert backup.restore(Settings(data=tmp_path / "fresh"), tmp_path / "backup").damaged == ("packages/C1/1",)


def test_a_backup_is_never_written_over_something_nor_restored_over_something(service: Service, tmp_path: Path) -> None:
    service.add("C1", SECRET, b"one")
    backup.back_up(service.data, service.ledger, tmp_path / "backup", NOW)
    for target in (tmp_path / "backup", service.data / "backup"):
        with pytest.raises(backup.NotPossible):
            backup.back_up(service.data, service.ledger, target, NOW)
    with pytest.raises(backup.NotPossible):
        backup.restore(service.settings, tmp_path / "backup")
    (tmp_path / "backup/backup.json").unlink()
    with pytest.raises(backup.NotPossible, match="不是完整的备份"):
        backup.restore(Settings(data=tmp_path / "fresh"), tmp_path / "backup")
