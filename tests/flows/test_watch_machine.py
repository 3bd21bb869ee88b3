"""Random drops, growth, renames, deletions, work and kills at every commit: no file is lost, none stands twice."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.ledger import cases
from store.ledger.records import CaseRow, CaseState, FileState, Place
from tests.flows.drops import Office, pdf

FOLDERS = ("甲", "乙", "")
NAMES = ("1.pdf", "2.pdf", "深/1.pdf", "表.csv")
FINAL = {FileState.PACKAGED, FileState.DUPLICATE, FileState.QUARANTINED}


class Killed(BaseException):
    """The process ends here."""


class Inbox(RuleBasedStateMachine):
    """People and one watcher at one inbox."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="heyan-machine-"))
        self.office = Office(self.root)
        self.countdown = -1
        self.promised: dict[tuple[str, str], bytes] = {}
        self.packaged: set[tuple[str, int]] = set()
        self.number = 0
        self._arm()

    def teardown(self) -> None:
        self._drain()
        self.office.ledger.close()
        shutil.rmtree(self.root, ignore_errors=True)

    def _arm(self) -> None:
        self.office.ledger.fault = self._fault
        settle = self.office.watch.originals.settle

        def settling(contents: object) -> None:
            self._fault("before originals")
            settle(contents)  # type: ignore[arg-type]
            self._fault("after originals")

        self.office.watch.originals.settle = settling  # type: ignore[method-assign]

    def _fault(self, point: str) -> None:
        if self.countdown == 0:
            self.countdown = -1
            raise Killed(point)
        self.countdown -= self.countdown > 0

    def _alive(self, step: object) -> None:
        """Do a step; when it is killed, start anew."""
        try:
            step()  # type: ignore[operator]
        except Killed:
            self.office.kill()
            self._arm()

    def _files(self) -> list[Path]:
        found = (p for p in sorted(self.office.inbox.rglob("*")) if p.is_file())
        return [p for p in found if p.name in {Path(n).name for n in NAMES} | {"neu.pdf"}]

    @initialize()
    def first(self) -> None:
        self.drop("甲", "1.pdf", False)

    @rule(folder=st.sampled_from(FOLDERS), name=st.sampled_from(NAMES), same=st.booleans())
    def drop(self, folder: str, name: str, same: bool) -> None:
        """A new file, or the content of an earlier one again; it may write over what lies there."""
        self.number += not same
        self.office.drop(f"{folder}/{name}".lstrip("/"), pdf(self.number))

    @precondition(lambda self: self._files())
    @rule(data=st.data())
    def cut(self, data: st.DataObject) -> None:
        """A file is being written anew and has no end yet."""
        path = data.draw(st.sampled_from(self._files()))
        self.office.drop(str(path.relative_to(self.office.inbox)), path.read_bytes()[:-3])

    @precondition(lambda self: self._files())
    @rule(data=st.data(), folder=st.sampled_from(FOLDERS))
    def rename(self, data: st.DataObject, folder: str) -> None:
        path = data.draw(st.sampled_from(self._files()))
        target = self.office.inbox / folder / "neu.pdf"
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            path.rename(target)

    @precondition(lambda self: self._files())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(self._files())).unlink()

    @rule(times=st.integers(1, 3))
    def look(self, times: int) -> None:
        self._alive(lambda: self.office.look(times))
        self._promise()

    @rule()
    def quiet(self) -> None:
        self._alive(lambda: self.office.look(1, 61))
        self._promise()

    @rule()
    def work(self) -> None:
        self._alive(self.office.work)

    @rule(after=st.integers(0, 5))
    def kill_soon(self, after: int) -> None:
        self.countdown = after

    @rule()
    def late(self) -> None:
        self._alive(lambda: self.office.look(1, 700))

    def _promise(self) -> None:
        """What the ledger says is held is promised from then on."""
        for row in self.office.rows():
            if row.sha256 is not None:
                self.promised[row.case_id, row.sha256] = b""

    @invariant()
    def every_file_is_in_one_state_and_one_place(self) -> None:
        rows = self.office.rows()
        live = [r.disk for r in rows if r.place is Place.INBOX]
        assert len(live) == len(set(live))
        for row in rows:
            if row.sha256 is not None:
                assert self.office.watch.originals.is_sound(row.sha256)
            else:
                assert row.state in {FileState.SEEN, FileState.QUARANTINED, FileState.NEEDS_ATTENTION}

    def _drain(self) -> None:
        """No more faults; everybody works to the end."""
        self.countdown = -1
        lying = {p: p.read_bytes() for p in self._files()}
        for _ in range(6):
            self._alive(lambda: self.office.look(2))
            self._alive(lambda: self.office.look(1, 700))
            self._alive(self.office.work)
        rows = self.office.rows()
        contents = {r.sha256: self.office.held(r) for r in rows if r.sha256}
        for path, content in lying.items():
            assert content in contents.values(), f"{path} is lost"
        for row in rows:
            assert row.superseded or row.state in FINAL or row.reason == "vanished", (row.path, row.state, row.reason)
        assert {key for _, key in self.promised} <= set(contents)
        for case_id in {r.case_id for r in rows}:
            part = [r for r in rows if r.case_id == case_id and not r.superseded and r.sha256]
            kept = [r.sha256 for r in part if r.state is FileState.PACKAGED]
            refused = {r.sha256 for r in part if r.state is FileState.QUARANTINED}
            assert len(kept) == len(set(kept)), "one content, packaged twice"
            assert set(kept) | refused == {r.sha256 for r in part}, "a content is in no package"
            assert not set(kept) & refused
        states = {c.state for c in _cases(self.office)}
        assert states <= {CaseState.PACKAGED, CaseState.CLOSED, CaseState.NEEDS_ATTENTION}, states


def _cases(office: Office) -> list[CaseRow]:
    return cases.all_in(office.ledger)


TestInbox = Inbox.TestCase
TestInbox.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
