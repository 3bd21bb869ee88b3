"""Do the tests notice a wrong check: `python -m benchmarks.mutation [--modules A,B] [--sample N] [--seed S] [--write]`.

Changes one operator, bound, figure, verdict, condition or statement of checks/ at a time, in the loaded module, and asks the
examples and tests that run the changed lines. `--write` stores the table in docs/checks-mutation.md.
"""

from __future__ import annotations
import __future__

import argparse
import ast
import gc
import importlib
import random
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType

import pytest

from benchmarks._mutants import Mutant, mutants
from benchmarks._probes import CHECKS, ROOT, Probe, Reach, choose_afresh, lines_naming, probes, reach
from checks import _registry

PAGE = ROOT / "docs" / "checks-mutation.md"
SECONDS = 5.0
"""CPU time that a mutant may take on one question, before it counts as noticed."""
_FLAGS = __future__.annotations.compiler_flag


class TooLong(BaseException):
    """A mutant that does not come to an end."""


class Unfit(Exception):
    """A change that cannot be put into the loaded module."""


@dataclass(frozen=True)
class Outcome:
    """A mutant and the name of the question that noticed it; null when none did."""

    mutant: Mutant
    noticed: str | None
    asked: int


def main(arguments: list[str] | None = None) -> int:
    """Print the share of noticed mutants of each module and those that survive."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description="Mutants of checks/.")
    parser.add_argument("--modules", default="", help="names of modules, separated by commas; all when empty")
    parser.add_argument("--sample", type=int, default=0, help="mutants of each module at most; 0 for all")
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--write", action="store_true", help="store the table in docs/checks-mutation.md")
    chosen = parser.parse_args(arguments)
    names = [n for n in chosen.modules.split(",") if n] or sorted(p.stem for p in CHECKS.glob("*.py"))
    sources = {n: (CHECKS / f"{n}.py").read_text(encoding="utf-8") for n in names if n != "__init__"}
    found: list[Outcome] = []
    known = reach(probes())
    functions = _live()
    gc.freeze()
    for name, source in sources.items():
        found += run(name, source, known, functions, chosen.sample, random.Random(f"{chosen.seed} {name}"))
        survivors(found, name)
    table = markdown(found, chosen.sample, chosen.seed)
    print(table)
    if chosen.write:
        PAGE.write_text(_filled(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


def run(name: str, source: str, known: Reach, functions: Functions, sample: int, rng: random.Random) -> list[Outcome]:
    """Each mutant of a module, or a sample of them, with what became of it."""
    tree = ast.parse(source)
    module = importlib.import_module(f"checks.{name}")
    every = list(mutants(name, tree))
    if sample and sample < len(every):
        every = sorted(rng.sample(every, sample), key=lambda m: m.line)
    outcomes = []
    lucky: Counter[Probe] = Counter()
    for mutant in every:
        candidates = sorted(_reaching(mutant, known), key=lambda p: -lucky[p])
        lines = {(name, n) for n in range(mutant.line, mutant.last + 1)}
        choose_afresh(bool(lines & known.choosing) or not isinstance(mutant.top, ast.FunctionDef))
        try:
            with _put_in(mutant, module, functions):
                noticed = _first(candidates)
        except Unfit:
            continue
        if noticed is not None:
            lucky[noticed] += 1
        outcomes.append(Outcome(mutant, noticed.name if noticed else None, len(candidates)))
    return outcomes


def _reaching(mutant: Mutant, known: Reach) -> list[Probe]:
    """The questions that run the changed lines; those that use the name, for a constant of the module."""
    lines = {(mutant.module, n) for n in range(mutant.line, mutant.last + 1)}
    if not isinstance(mutant.top, ast.FunctionDef | ast.ClassDef):
        names = _targets(mutant.top)
        lines = {line for name in names for line in lines_naming(name)}
        if not any(line in known.by_line for line in lines):
            lines = {line for line in known.by_line if line[0] == mutant.module}
    elif isinstance(mutant.top, ast.FunctionDef) and mutant.attribute == "args" or _in_decorator(mutant):
        last = mutant.top.end_lineno or mutant.top.lineno
        lines = {(mutant.module, n) for n in range(mutant.top.lineno, last + 1)}
        ids = _ids(mutant.top)
        if ids:
            return [p for p in known.probes if p.name.split(":")[0] in ids]
    return list(dict.fromkeys(p for line in sorted(lines) for p in known.by_line.get(line, ())))


def _ids(top: ast.stmt) -> set[str]:
    """The ids that a check's decorator gives."""
    if not isinstance(top, ast.FunctionDef):
        return set()
    calls = [d for d in top.decorator_list if isinstance(d, ast.Call)]
    return {a.value for c in calls for a in c.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}


def _in_decorator(mutant: Mutant) -> bool:
    return (
        isinstance(mutant.top, ast.FunctionDef)
        and any(node is mutant.parent for d in mutant.top.decorator_list for node in [mutant.top, *ast.walk(d)])
        and (mutant.parent is not mutant.top or mutant.attribute == "decorator_list")
    )


def _targets(top: ast.stmt) -> list[str]:
    targets = top.targets if isinstance(top, ast.Assign) else [top.target] if isinstance(top, ast.AnnAssign) else []
    return [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]


def _first(candidates: list[Probe]) -> Probe | None:
    """The first question that is not answered rightly any more."""
    for probe in candidates:
        if not _right(probe.ask):
            return probe
    return None


def _right(ask: Callable[[], None]) -> bool:
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        ask()
    except (Exception, TooLong, pytest.fail.Exception):
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return True


def _stop(*_: object) -> None:
    raise TooLong


Functions = dict[tuple[object, ...], list[FunctionType]]


def _key(code: CodeType) -> tuple[object, ...]:
    """What tells the functions of a file from each other, lambdas of one line too."""
    return code.co_filename, code.co_qualname, code.co_firstlineno, code.co_names, code.co_varnames


def _live() -> Functions:
    """The functions of checks/ that are in use now, those inside others too."""
    found: Functions = defaultdict(list)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(CHECKS)):
            found[_key(thing.__code__)].append(thing)
    return found


@contextmanager
def _put_in(mutant: Mutant, module: ModuleType, functions: Functions) -> Iterator[None]:
    """The module with the change, inside the block."""
    if _in_decorator(mutant):
        with _registered(mutant, module):
            yield
    elif isinstance(mutant.top, ast.FunctionDef | ast.ClassDef):
        with _recoded(mutant, module, functions):
            yield
    else:
        with _rebound(mutant, module):
            yield


@contextmanager
def _recoded(mutant: Mutant, module: ModuleType, functions: Functions) -> Iterator[None]:
    file = str(module.__file__)
    before = _compiled(mutant.top, file)
    old = mutant.swap()
    try:
        after = _compiled(mutant.top, file)
    except (SyntaxError, ValueError, TypeError):
        raise Unfit from None
    finally:
        mutant.restore(old)
    pairs = [(f, new) for was, new in _pairs(before, after) if was != new for f in functions.get(_key(was), ())]
    if not pairs:
        raise Unfit
    kept = [(f, f.__code__) for f, _ in pairs]
    try:
        for function, code in pairs:
            if len(code.co_freevars) != len(function.__code__.co_freevars):
                raise Unfit
            function.__code__ = code
        yield
    finally:
        for function, code in kept:
            function.__code__ = code


def _compiled(top: ast.stmt, file: str) -> CodeType:
    code: CodeType = compile(ast.Module([top], []), file, "exec", flags=_FLAGS, dont_inherit=True)
    return code


def _pairs(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The code objects inside, those of before with those of after."""
    mine = [c for c in before.co_consts if isinstance(c, CodeType)]
    theirs = [c for c in after.co_consts if isinstance(c, CodeType)]
    for was, new in zip(mine, theirs, strict=True) if len(mine) == len(theirs) else ():
        yield was, new
        yield from _pairs(was, new)


@contextmanager
def _registered(mutant: Mutant, module: ModuleType) -> Iterator[None]:
    """The check registered with the changed decorator."""
    assert isinstance(mutant.top, ast.FunctionDef)
    kept = dict(_registry.CHECKS)
    old = mutant.swap()
    try:
        decorators = [compile(ast.Expression(d), "decorator", "eval", flags=_FLAGS) for d in mutant.top.decorator_list]
        ids = _ids(mutant.top)
        if not ids:
            raise Unfit
        for id_ in ids:
            body = _registry.CHECKS.pop(id_).body
        try:
            for code in decorators:
                eval(code, vars(module))(body)  # noqa: S307
        except ValueError:
            raise Unfit from None
        yield
    finally:
        mutant.restore(old)
        _registry.CHECKS.clear()
        _registry.CHECKS.update(kept)


@contextmanager
def _rebound(mutant: Mutant, module: ModuleType) -> Iterator[None]:
    """The constants of the statement with the changed value, wherever they are imported."""
    names = _targets(mutant.top)
    if not names:
        raise Unfit
    old = mutant.swap()
    scope = dict(vars(module))
    try:
        exec(_compiled(mutant.top, str(module.__file__)), scope)  # noqa: S102
    except Exception:
        raise Unfit from None
    finally:
        mutant.restore(old)
    kept: list[tuple[ModuleType, str, object]] = []
    for other in [m for n, m in sys.modules.items() if n.split(".")[0] == "checks"]:
        for name in names:
            if name in vars(other) and vars(other)[name] is vars(module)[name]:
                kept.append((other, name, vars(other)[name]))
    try:
        for other, name, _ in kept:
            setattr(other, name, scope[name])
        yield
    finally:
        for other, name, value in kept:
            setattr(other, name, value)


def survivors(found: list[Outcome], name: str) -> None:
    """Print the mutants of a module that nothing noticed."""
    mine = [o for o in found if o.mutant.module == name]
    killed = sum(o.noticed is not None for o in mine)
    print(f"{name}: {killed}/{len(mine)}", flush=True)
    for outcome in mine:
        if outcome.noticed is None:
            m = outcome.mutant
            print(f"    {m.module}.py:{m.line} {m.kind}: {m.change} (asked {outcome.asked})", flush=True)


def markdown(found: list[Outcome], sample: int, seed: int) -> str:
    """The table of modules, and of kinds of change."""
    which = f"at most {sample} mutants a module, drawn with seed {seed}" if sample else "every mutant"
    lines = [f"{which[0].upper()}{which[1:]}.", "", "| module | mutants | noticed | share |", "|---|---|---|---|"]
    for name in [*sorted({o.mutant.module for o in found}), None]:
        mine = [o for o in found if name in (o.mutant.module, None)]
        lines.append(_row(f"`{name}`" if name else "**all**", mine))
    lines += ["", "| kind of change | mutants | noticed | share |", "|---|---|---|---|"]
    for kind in sorted({o.mutant.kind for o in found}):
        lines.append(_row(kind, [o for o in found if o.mutant.kind == kind]))
    return "\n".join(lines)


def _row(name: str, mine: list[Outcome]) -> str:
    killed = sum(o.noticed is not None for o in mine)
    return f"| {name} | {len(mine)} | {killed} | {100 * killed / max(len(mine), 1):.1f} % |"


def _filled(page: str, table: str) -> str:
    marked = re.compile(r"(<!-- mutation: begin -->\n).*?(<!-- mutation: end -->)", re.DOTALL)
    return marked.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", page)


signal.signal(signal.SIGVTALRM, _stop)

if __name__ == "__main__":
    sys.exit(main())
