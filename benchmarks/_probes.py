"""What the tests of the checks ask, as calls in this process, with the lines of checks/ that each call runs."""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from checks import _papers, _registry
from schemas.core import Case, Verdict

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ROOT / "checks"
TESTS = ROOT / "tests" / "checks"
_SLOW = ("test_robustness", "test_check_examples", "test_docstrings", "test_doubtful_offers")
"""Examples and docstrings are asked one by one; random cases take too long for each mutant."""

Line = tuple[str, int]


@dataclass(eq=False)
class Probe:
    """A question to the checks: `ask` raises AssertionError, or anything, when the answer is wrong."""

    name: str
    ask: Callable[[], None]


@dataclass
class Reach:
    """Which questions run a line, and the lines that find an applicant's own papers in a case."""

    probes: list[Probe] = field(default_factory=list)
    by_line: dict[Line, list[Probe]] = field(default_factory=lambda: defaultdict(list))
    choosing: set[Line] = field(default_factory=set)


_OWN: dict[int, Case] = {}
_AFRESH = [False]


def _own(case: Case) -> Case:
    """The applicant's own papers, found once for each case unless that is what was changed."""
    if _AFRESH[0]:
        return _papers.of_applicant(case)
    if id(case) not in _OWN:
        _OWN[id(case)] = _papers.of_applicant(case)
    return _OWN[id(case)]


def choose_afresh(wanted: bool) -> None:
    """Whether each question finds the applicant's own papers again."""
    _AFRESH[0] = wanted


def probes() -> Iterator[Probe]:
    """The examples, the doctests and the tests of tests/checks that take no fixture."""
    yield from _examples()
    yield from _docstrings()
    yield from _functions()


def _examples() -> Iterator[Probe]:
    builder = importlib.import_module("tests.checks.case_builder")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(TESTS.glob("*.yaml")):
        if path.name.startswith("_"):
            continue
        for example in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["examples"]:  # noqa: S506
            yield Probe(f"{path.stem}: {example['name']}", _example(path.stem, example, builder.case(example)))


def _example(id_: str, example: dict[str, Any], case: Case) -> Callable[[], None]:
    def ask() -> None:
        check = _registry.CHECKS[id_]
        own = _own(case)
        if check.over_findings:
            finding = next(f for f in _registry.findings(own, case, strict=True) if f.check == id_)
        else:
            finding = _registry.finding(check, case if check.whole_pile else own, strict=True)
        assert finding.verdict == example["expect"]
        assert all(str(words) in finding.message for words in example.get("says", []))
        assert set(example.get("cites", [])) <= {c.field for c in finding.evidence}
        if finding.verdict in (Verdict.FAIL, Verdict.WARN) and id_ != "DOC-001" and not example.get("absence"):
            assert finding.evidence

    return ask


def _docstrings() -> Iterator[Probe]:
    finder, runner = doctest.DocTestFinder(exclude_empty=True), doctest.DocTestRunner(verbose=False)
    for path in sorted(CHECKS.glob("*.py")):
        module = importlib.import_module(f"checks.{path.stem}" if path.stem != "__init__" else "checks")
        for test in finder.find(module):
            if test.examples:
                yield Probe(f"doctest {test.name}", _doctest(runner, test))


def _doctest(runner: doctest.DocTestRunner, test: doctest.DocTest) -> Callable[[], None]:
    def ask() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            assert runner.run(test, clear_globs=False).failed == 0

    return ask


def _functions() -> Iterator[Probe]:
    for path in sorted(TESTS.glob("test_*.py")):
        if path.stem in _SLOW:
            continue
        module = importlib.import_module(f"tests.checks.{path.stem}")
        for name, test in vars(module).items():
            if name.startswith("test_") and inspect.isfunction(test) and not hasattr(test, "hypothesis"):
                yield from _calls(f"{path.stem}.{name}", test)


def _calls(name: str, test: Callable[..., None]) -> Iterator[Probe]:
    """One probe for each set of parameters; none for a test that takes a fixture."""
    sets: list[dict[str, Any]] = [{}]
    for mark in getattr(test, "pytestmark", []):
        if mark.name == "parametrize":
            sets = [known | more for known in sets for more in _parameters(*mark.args[:2])]
    wanted = set(inspect.signature(test).parameters)
    for values in sets:
        if set(values) == wanted:
            yield Probe(name, _call(test, values))


def _parameters(names: str | tuple[str, ...], rows: list[Any]) -> list[dict[str, Any]]:
    columns = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    rows = [getattr(row, "values", row) if not isinstance(row, dict) else row for row in rows]
    return [dict(zip(columns, row if len(columns) > 1 else [row], strict=True)) for row in rows]


def _call(test: Callable[..., None], values: dict[str, Any]) -> Callable[[], None]:
    def ask() -> None:
        before = dict(_registry.CHECKS)
        try:
            test(**values)
        finally:
            _registry.CHECKS.clear()
            _registry.CHECKS.update(before)

    return ask


def reach(every: Iterable[Probe]) -> Reach:
    """The questions that are answered rightly now, with the lines of checks/ that they run."""
    found, names = Reach(), {str(path): path.stem for path in CHECKS.glob("*.py")}
    folder = str(CHECKS)
    seen: set[tuple[str, int]] = set()

    def local(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401
        seen.add((frame.f_code.co_filename, frame.f_lineno))
        return local

    def top(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401
        return local(frame, event, _) if frame.f_code.co_filename.startswith(folder) else None

    def lines(ask: Callable[[], object]) -> set[Line]:
        seen.clear()
        sys.settrace(top)
        try:
            ask()
        finally:
            sys.settrace(None)
        return {(names[file], line) for file, line in seen if file in names}

    choose_afresh(True)
    for probe in every:
        try:
            reached = lines(probe.ask)
        except Exception:
            print(f"left out, not answered rightly: {probe.name}", file=sys.stderr)
            continue
        found.probes.append(probe)
        for line in reached:
            found.by_line[line].append(probe)
    choose_afresh(False)
    for base in ("old", "new", "books", "shop", "person", "pledge"):
        case: Case = importlib.import_module("tests.checks.case_builder").case({"base": base})
        found.choosing |= lines(partial(_papers.of_applicant, case))
    return found


def lines_naming(name: str) -> set[Line]:
    """The lines of checks/ inside functions that use a name."""
    found: set[Line] = set()
    for path in CHECKS.glob("*.py"):
        for top in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(top, ast.FunctionDef | ast.ClassDef):
                for node in ast.walk(top):
                    if (isinstance(node, ast.Name) and node.id == name) or (
                        isinstance(node, ast.Attribute) and node.attr == name
                    ):
                        found |= {(path.stem, n) for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    return found
