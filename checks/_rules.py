"""The rules as they stand: every check with its article and the dated parameters that it looks up."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date
from types import CodeType, FunctionType, ModuleType

from checks import _parameters
from checks._parameters import Entry, Table
from checks._registry import CHECKS, Check
from schemas.core import Record, Severity
from schemas.titles import TYPES, field_title, type_title


class Parameter(Record):
    """A parameter with its values in order of time; `now` is the one that holds on the day asked for."""

    name: str
    now: str
    entries: tuple[Entry, ...]


class Rule(Record):
    """A check as its users know it.

    `says` is the rule in English as its author wrote it down; `inputs` are the Chinese names of the fields it compares, empty
    for a rule over the whole case. `documents` are the types of papers that it looks at; `person` tells whether it asks what
    a person recorded.
    """

    check: str
    title: str
    article: str
    severity: Severity
    says: str
    inputs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    documents: tuple[str, ...]
    person: bool


class Difference(Record):
    """A parameter whose value differs between two sets on a day; null where a set does not have it."""

    name: str
    before: str | None
    after: str | None


def rules(as_of: date) -> tuple[Rule, ...]:
    """All checks by id, with the parameters as they hold on `as_of`."""
    return tuple(_rule(CHECKS[id_], as_of) for id_ in sorted(CHECKS))


def differences(before: Table, after: Table, on: date) -> tuple[Difference, ...]:
    """The parameters whose values on a day differ."""
    names = sorted(before.keys() | after.keys())
    found = [(name, _at(before, name, on), _at(after, name, on)) for name in names]
    return tuple(Difference(name=n, before=b, after=a) for n, b, a in found if b != a)


def _at(table: Table, name: str, on: date) -> str | None:
    return _parameters.holding(table[name], on).value if name in table else None


def _rule(check: Check, as_of: date) -> Rule:
    table = _parameters.table()
    functions: tuple[Callable[..., object], ...] = (check.body, *check.applies)
    reached = [r for function in functions for r in _reached(function)]
    texts = {text for thing in reached for text in _texts(thing)} | set(check.inputs.values())
    begun = tuple(text for text in texts if re.fullmatch(r"[a-z_]+_", text))
    used = sorted(name for name in table if name in texts or name.startswith(begun))
    return Rule(
        check=check.id,
        title=check.title,
        article=check.article,
        severity=check.severity,
        says=inspect.cleandoc(check.body.__doc__ or ""),
        inputs=tuple(_field(path) for path in check.inputs.values()),
        parameters=tuple(
            Parameter(name=n, now=_parameters.holding(table[n], as_of).value, entries=table[n]) for n in used
        ),
        documents=tuple(t for t in TYPES if t != "unknown" and any(t == x.split(".")[0] for x in texts)),
        person=any("records" in _names(r) for r in reached if isinstance(r, CodeType)),
    )


def _field(path: str) -> str:
    type_, name = path.split(".", 1)
    return f"《{type_title(type_)}》{field_title(type_, name)}"


def _reached(function: Callable[..., object]) -> Iterator[object]:
    """The code of a function and of all of this package's functions that it may call, and the tables that they look in."""
    seen: set[int] = set()
    waiting: list[object] = [function]
    while waiting:
        thing = waiting.pop()
        thing = inspect.unwrap(thing) if callable(thing) else thing
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, type):
            waiting += [m.fget if isinstance(m, property) else m for m in vars(thing).values()]
        elif isinstance(thing, FunctionType) and _ours(thing):
            yield thing.__code__
            waiting += _called(thing)
        elif isinstance(thing, tuple | list | dict | frozenset | set):
            yield thing


def _texts(thing: object) -> Iterator[str]:
    """The texts in a function's code, or in a table of constants."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, CodeType):
        yield from (text for constant in thing.co_consts for text in _texts(constant))
    elif isinstance(thing, tuple | list | frozenset | set):
        yield from (text for item in thing for text in _texts(item))
    elif isinstance(thing, dict):
        yield from _texts((*thing.keys(), *thing.values()))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _called(function: FunctionType) -> Iterator[object]:
    """What a function's names stand for: functions and classes of this package, and those of its modules."""
    names = set(_names(function.__code__))
    cells = [c.cell_contents for c in function.__closure__ or ()]
    for thing in [function.__globals__[n] for n in names if n in function.__globals__] + cells:
        if isinstance(thing, ModuleType) and thing.__name__.startswith("checks."):
            yield from (vars(thing)[n] for n in names if n in vars(thing))
        elif isinstance(thing, tuple | list | dict | frozenset | set) or _ours(thing):
            yield thing


def _ours(thing: object) -> bool:
    return isinstance(thing, type | FunctionType) and thing.__module__.startswith("checks.")
