"""The worker over a real ledger and watcher, with made-up reading: one package a revision, whatever ends it when."""

from __future__ import annotations

import errno
import json
from datetime import timedelta
from pathlib import Path

import pytest

from datapackages.verify import verify
from flows import run as runs
from flows import work
from flows.desk import Desk, fitting
from flows.faults import Stopped
from flows.run import Engine
from flows.work import Worker
from flows.workshop import Workshop
from store.ledger import cases, files, leases, status
from store.ledger.records import CaseRow, CaseState, Claim, FileState, LeaseLost
from tests.flows import fakes
from tests.flows.drops import Office

SHEET = b"2024-03-31,1\n2024-03-31,2\n"


class Bench:
    """An office with a worker."""

    def __init__(self, root: Path) -> None:
        self.office = Office(root, quiet_seconds=5)

    def worker(self, engine: Engine = runs.direct) -> Worker:
        """A worker in a process of its own, as far as the ledger can tell."""
        shop = fakes.workshop(self.office.settings.data)
        return Worker(self.office.settings, self.office.ledger, shop, engine, lambda: self.office.now)

    def drop(self, name: str = "甲/a.csv", data: bytes = SHEET) -> None:
        """A file, taken in, its case ready."""
        self.office.drop(name, data)
        self.office.look(8)

    def claimed(self, worker: Worker) -> Claim:
        """The ready case."""
        held = worker.claim()
        assert held is not None
        return held

    def case(self) -> CaseRow:
        """The only case."""
        (found,) = cases.all_in(self.office.ledger)
        return found

    def case_id(self, name: str) -> str:
        """The id of the case of this folder."""
        return next(case.case_id for case in cases.all_in(self.office.ledger) if case.folder == name)

    def packages(self) -> list[Path]:
        """Every package folder there is, whole ones only."""
        found = sorted((self.office.settings.data / "packages").glob("*/*"))
        assert [verify(folder) for folder in found] == [[]] * len(found)
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def ends(fault: BaseException) -> Engine:
    """An engine that does all its work and then meets a fault."""

    def engine(shop: Workshop, case_id: str) -> tuple[str, str | None]:
        runs.direct(shop, case_id)
        raise fault

    return engine


def test_a_dropped_case_becomes_one_package_and_every_file_says_what_became_of_it(bench: Bench) -> None:
    bench.office.drop("甲/a.csv", SHEET)
    bench.office.drop("甲/b.csv", SHEET)
    bench.office.drop("甲/c.csv", b"GIF89a" + b"." * 40)
    bench.drop("甲/d/e.csv", b"2024-01-01,9\n2024-01-01,8\n")
    worker = bench.worker()
    worker.work(bench.claimed(worker))
    (package,) = bench.packages()
    assert package.name == "1"
    content = json.loads((package / "package.json").read_text())
    assert (content["revision"], content["case_name"]) == (1, "甲")
    states = {row.path: row.state for row in files.of_case(bench.office.ledger, bench.case().case_id)}
    assert states["a.csv"] == states["d/e.csv"] == FileState.PACKAGED
    assert states["b.csv"] == FileState.DUPLICATE
    assert states["c.csv"] == FileState.QUARANTINED
    assert bench.case().state is CaseState.PACKAGED
    assert not any((bench.office.settings.data / "work").iterdir())


def test_a_later_file_gives_the_next_revision_with_what_changed(bench: Bench) -> None:
    worker = bench.worker()
    bench.drop()
    worker.work(bench.claimed(worker))
    bench.drop("甲/z.csv", b"2024-05-05,1\n2024-05-05,3\n")
    worker.work(bench.claimed(worker))
    assert [p.name for p in bench.packages()] == ["1", "2"]
    first, second = cases.revisions_of(bench.office.ledger, bench.case().case_id)
    assert first.changes_json is None
    assert second.changes_json is not None
    assert second.changes_json["documents_added"] == ["guarantee_application"]


def test_asked_again_without_a_change_makes_no_second_package(bench: Bench) -> None:
    worker = bench.worker()
    bench.drop()
    worker.work(bench.claimed(worker))
    assert cases.ask_again(bench.office.ledger, bench.case().case_id, bench.office.now, "asked")
    worker.work(bench.claimed(worker))
    assert [p.name for p in bench.packages()] == ["1"]
    assert (bench.case().state, bench.case().revision) == (CaseState.PACKAGED, 1)


def test_a_damaged_package_is_made_anew_as_the_next_revision(bench: Bench) -> None:
    worker = bench.worker()
    bench.drop()
    worker.work(bench.claimed(worker))
    (bench.packages()[0] / "report.html").write_text("")
    assert cases.ask_again(bench.office.ledger, bench.case().case_id, bench.office.now, "asked")
    worker.work(bench.claimed(worker))
    assert bench.case().revision == 2
    assert verify(bench.office.settings.data / str(bench.case().package)) == []


@pytest.mark.parametrize("moment", ["before hold", "after hold", "before finish", "before read", "after read"])
def test_killed_at_any_moment_there_is_one_package_in_the_end(
    bench: Bench, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def fault(point: str) -> None:
        if point == moment:
            raise Killed

    bench.drop()
    worker = bench.worker()
    held = bench.claimed(worker)
    monkeypatch.setattr(bench.office.ledger, "fault", fault)
    with pytest.raises(Killed):
        worker.work(held)
    monkeypatch.setattr(work, "is_dead", lambda name: True)
    bench.office.kill()
    again = bench.worker()
    again.take_over()
    again.work(bench.claimed(again))
    assert [p.name for p in bench.packages()] == ["1"]
    assert bench.case().state is CaseState.PACKAGED
    assert len(cases.revisions_of(bench.office.ledger, bench.case().case_id)) == 1


def test_a_worker_that_lost_its_lease_leaves_the_others_package_alone(bench: Bench) -> None:
    bench.drop()
    slow, quick = bench.worker(), bench.worker()
    late = bench.claimed(slow)
    bench.office.now += timedelta(seconds=work.LEASE_SECONDS + 1)
    assert cases.release_expired(bench.office.ledger, bench.office.now)
    bench.office.now += timedelta(seconds=cases.RETRY_SECONDS[0] + 1)
    quick.work(bench.claimed(quick))
    (before,) = bench.packages()
    made = before.stat().st_ino
    slow.work(late)
    assert before.stat().st_ino == made
    assert len(bench.packages()) == 1
    with pytest.raises(LeaseLost):
        leases.mark_read(bench.office.ledger, late, bench.office.now)


def test_a_stop_and_a_full_disk_cost_no_try(bench: Bench) -> None:
    bench.drop()
    stopped = bench.worker(ends(Stopped()))
    stopped.work(bench.claimed(stopped))
    assert (bench.case().state, bench.case().attempts) == (CaseState.READY, 0)
    full = bench.worker(ends(OSError(errno.ENOSPC, "no space left")))
    full.work(bench.claimed(full))
    assert (bench.case().state, bench.case().attempts, bench.case().reason) == (CaseState.READY, 0, "disk_full")
    assert full.claim() is None
    bench.office.now += timedelta(seconds=61)
    worker = bench.worker()
    worker.work(bench.claimed(worker))
    assert len(bench.packages()) == 1


def test_after_three_faults_a_person_must_look(bench: Bench) -> None:
    bench.drop()
    worker = bench.worker(ends(ValueError("张三")))
    for _ in range(cases.ATTEMPTS):
        worker.work(bench.claimed(worker))
        bench.office.now += timedelta(minutes=5)
    assert worker.claim() is None
    assert (bench.case().state, bench.case().reason) == (CaseState.NEEDS_ATTENTION, "ValueError")


def test_a_case_that_ends_its_worker_again_and_again_waits_for_a_person(bench: Bench) -> None:
    bench.drop()
    worker = bench.worker()
    for death in range(leases.DEATHS):
        bench.claimed(worker)
        assert bench.case().attempts == 1, death
        assert leases.release_dead(bench.office.ledger, bench.office.now, lambda name: True)
        bench.office.now += timedelta(minutes=5)
    assert (bench.case().state, bench.case().reason) == (CaseState.NEEDS_ATTENTION, "worker_died")


def test_a_living_worker_keeps_its_case() -> None:
    assert not work.is_dead(work.owner())
    host, _, born = work.owner().rpartition("/")
    assert work.is_dead(f"{host}/{float(born) - 100:.2f}")
    assert not work.is_dead("another-machine/1/1.0")


def test_files_without_a_readable_one_need_a_person(bench: Bench) -> None:
    bench.drop("甲/a.csv", b"GIF89a" + b"." * 40)
    worker = bench.worker()
    held = worker.claim()
    if held is not None:
        worker.work(held)
    assert bench.case().state is CaseState.NEEDS_ATTENTION
    assert bench.packages() == []


def test_names_too_long_for_the_disk_are_cut_and_stay_apart(bench: Bench) -> None:
    long = "长" * 90
    assert len(fitting(f"{long}甲.pdf").encode()) <= 255
    assert fitting(f"{long}甲.pdf") != fitting(f"{long}乙.pdf")
    assert fitting(f"{long}甲.pdf").endswith(".pdf")
    assert fitting("../../a/b.pdf") == "a/b.pdf"


def test_a_lost_original_is_a_fault_of_the_case_alone(bench: Bench) -> None:
    bench.drop()
    worker = bench.worker()
    held = bench.claimed(worker)
    (member,) = held.files
    desk = Desk(bench.office.settings.data.resolve(), held)
    (original,) = (bench.office.settings.data / "originals").glob(f"*/{member.sha256}")
    original.chmod(0o600)
    original.unlink()
    with pytest.raises(FileNotFoundError):
        desk.lay_out(None)


def test_the_standing_counts_what_needs_a_person(bench: Bench) -> None:
    bench.drop()
    worker = bench.worker()
    worker.work(bench.claimed(worker))
    bench.drop("乙/bad.csv", b"GIF89a" + b"." * 40)
    cases.set_due(bench.office.ledger, bench.case_id("乙"), bench.office.now - timedelta(days=1))
    found = status.standing(bench.office.ledger, bench.office.now)
    assert found.cases[0].name == "乙"
    assert found.cases[0].overdue
    assert (found.overdue, found.case_states["packaged"]) == (1, 1)
    assert found.needs_attention >= 1
    assert [run.name for run in found.last_runs] == ["甲"]
    assert len(status.standing(bench.office.ledger, bench.office.now, most=1).cases) == 1
