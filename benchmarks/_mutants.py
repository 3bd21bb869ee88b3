"""Small wrong changes of a module: each replaces one node of its syntax tree.

Left out by rule, because no user can notice them:

- wording: text constants and format specifications (the figures inside a message are changed, its words are not);
- what is only for developers: docstrings, annotations, `__repr__`, logging, the text of exceptions, error numbers;
- the bound that does not matter: `max(x, 0)` and `min(x, 0)` do not see it;
- `strict` of `zip`, which only tells developers that two lengths differ;
- guards of types: `x is not None` or `x.day` beside `x.usable`, and `x or 0` for an amount: a usable value is never null, and
  an amount that is null and one that is nothing add up alike. They stand there for the type checker.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLS = {"any": "all", "all": "any", "max": "min", "min": "max"}
_VERDICTS = {
    "failed": ("warned", "passed"),
    "warned": ("failed", "passed"),
    "passed": ("unknown",),
    "unknown": ("passed",),
    "not_applicable": ("unknown",),
}
_MEMBERS = {"FAIL": "WARN", "WARN": "FAIL", "PASS": "CANNOT_DETERMINE", "CANNOT_DETERMINE": "PASS"}
_UNSEEN_FUNCTIONS = ("__repr__", "__str__", "_error_message")


@dataclass(frozen=True)
class Mutant:
    """One change: where it stands, in words, the statement that it is compiled with, and the node to put in."""

    module: str
    line: int
    last: int
    kind: str
    change: str
    top: ast.stmt
    parent: ast.AST
    attribute: str
    index: int | None
    new: object

    def swap(self) -> object:
        """Put the change in; the node that stood there."""
        if self.index is None:
            old = getattr(self.parent, self.attribute)
            setattr(self.parent, self.attribute, self.new)
        else:
            items = getattr(self.parent, self.attribute)
            old = items[self.index]
            items[self.index] = self.new
        return old

    def restore(self, old: object) -> None:
        """Take the change back."""
        if self.index is None:
            setattr(self.parent, self.attribute, old)
        else:
            getattr(self.parent, self.attribute)[self.index] = old


@dataclass(frozen=True)
class _Place:
    """A node with its place in its parent, the top-level statement and the lines that reach it."""

    node: ast.AST
    parent: ast.AST
    attribute: str
    index: int | None
    top: ast.stmt
    first: int
    last: int


def mutants(module: str, tree: ast.Module) -> Iterator[Mutant]:
    """All changes of a module that count."""
    for top in tree.body:
        if isinstance(top, ast.Import | ast.ImportFrom) or _unseen(top):
            continue
        for place in _places(top):
            for kind, new, words in _changes(place):
                yield Mutant(
                    module,
                    place.first,
                    place.last,
                    kind,
                    words,
                    top,
                    place.parent,
                    place.attribute,
                    place.index,
                    _located(new, place.node),
                )


def _located(new: object, old: ast.AST) -> object:
    if isinstance(new, ast.expr | ast.stmt):
        ast.copy_location(new, old)
        ast.fix_missing_locations(new)
    return new


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _places(top: ast.stmt) -> Iterator[_Place]:
    """The nodes below a top-level statement."""
    yield from _below(top, top, top.lineno, top.end_lineno or top.lineno)


def _below(node: ast.AST, top: ast.stmt, first: int, last: int) -> Iterator[_Place]:
    for attribute, value in ast.iter_fields(node):
        if attribute in ("annotation", "returns", "format_spec", "bases", "targets", "target") or (
            isinstance(node, ast.Raise) or (isinstance(node, ast.ClassDef) and attribute == "decorator_list")
        ):
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if not isinstance(child, ast.AST) or _unseen(child):
                continue
            if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and index and _is_nothing(child):
                continue
            span = (first, last)
            if isinstance(child, ast.stmt):
                span = _header(child)
            elif isinstance(child, ast.expr) and attribute == "test" and isinstance(node, ast.If | ast.While):
                span = (child.lineno, child.end_lineno or child.lineno)
            yield _Place(child, node, attribute, index, top, *span)
            yield from _below(child, top, *span)


def _header(node: ast.stmt) -> tuple[int, int]:
    """The lines of a statement, without those of the block below it."""
    body = getattr(node, "body", None)
    last = node.end_lineno or node.lineno
    if isinstance(body, list) and body:
        last = max(body[0].lineno - 1, node.lineno)
    return node.lineno, last


def _unseen(node: ast.AST) -> bool:
    """Whether nothing below the node shows."""
    if _is_text(node):
        return True
    if isinstance(node, ast.FunctionDef) and node.name in _UNSEEN_FUNCTIONS:
        return True
    call = node.value if isinstance(node, ast.Expr) else node
    if not isinstance(call, ast.Call):
        return False
    root = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(root, ast.Name) and root.id in ("log", "re")


Change = tuple[str, object, str]


def _changes(place: _Place) -> Iterator[Change]:
    node = place.node
    if isinstance(node, ast.Compare):
        yield from _comparisons(node, place)
    elif isinstance(node, ast.BoolOp):
        yield from _conditions(node, place)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "boolean", node.operand, _words(node, node.operand)
    elif isinstance(node, ast.BinOp):
        yield from _arithmetic(node)
    elif isinstance(node, ast.Constant):
        yield from _constants(node, place)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Attribute):
        yield from _members(node)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.comprehension):
        yield from _filters(node)
    elif isinstance(node, ast.IfExp) and not (_is_wording(node.body) or _is_wording(node.orelse)):
        for kept in (node.body, node.orelse):
            yield "condition", kept, _words(node, kept)


def _words(old: ast.AST, new: ast.AST) -> str:
    return f"{_short(old)} → {_short(new)}"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:87] + "..."


def _comparisons(node: ast.Compare, place: _Place) -> Iterator[Change]:
    if _beside_usable(node, place):
        return
    for index, operator in enumerate(node.ops):
        other = _BOUNDARY.get(type(operator))
        if other is None:
            continue
        ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
        new = ast.Compare(node.left, ops, node.comparators)
        yield "comparison", new, _words(node, new)


def _is_guard(node: ast.AST) -> bool:
    """`… is (not) None`."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Is | ast.IsNot)
        and isinstance(node.comparators[0], ast.Constant)
        and node.comparators[0].value is None
    )


def _mentions_usable(node: ast.AST) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr in ("usable", "weak") for n in ast.walk(node))


def _beside_usable(node: ast.AST, place: _Place) -> bool:
    """A guard against null of a value that is known as usable."""
    if not _is_guard(node) or not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Attribute):
        return False
    parent = place.parent
    return isinstance(parent, ast.BoolOp) and any(_mentions_usable(v) for v in parent.values if v is not node)


def _conditions(node: ast.BoolOp, place: _Place) -> Iterator[Change]:
    if isinstance(node.op, ast.Or) and (_is_nothing(node.values[-1]) or _is_wording(node.values[-1])):
        return
    if not any(_beside_usable(v, _Place(v, node, "", None, place.top, 0, 0)) for v in node.values):
        other = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        yield "boolean", other, _words(node, other)
    for value in node.values:
        if _beside_usable(value, _Place(value, node, "", None, place.top, 0, 0)):
            continue
        if isinstance(node.op, ast.And) and (_is_guard(value) or isinstance(value, ast.Name)) and len(node.values) > 1:
            continue  # without it the rest raises or is never asked: a guard of types
        if isinstance(value, ast.Attribute) and value.attr == "day" and _mentions_usable(node):
            continue
        rest = [v for v in node.values if v is not value]
        new = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield "condition", new, _words(node, new)


def _is_wording(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_nothing(node: ast.AST) -> bool:
    """`0`, `Decimal(0)`, `ZERO`, `""`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decimal" and node.args:
        node = node.args[0]
    if isinstance(node, ast.Constant):
        return node.value in (0, "", None)
    return isinstance(node, ast.Name) and node.id.strip("_") in ("ZERO", "NOTHING", "ABSENT")


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    other = _ARITHMETIC.get(type(node.op))
    if other is None or any(_is_sequence(n) for n in (node.left, node.right)):
        return
    new = ast.BinOp(node.left, other(), node.right)
    yield "arithmetic", new, _words(node, new)


def _is_sequence(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp):
        return _is_sequence(node.left) or _is_sequence(node.right)
    if isinstance(node, ast.Name) and node.id in ("message", "note", "words"):
        return True
    return isinstance(node, ast.JoinedStr | ast.Tuple | ast.List | ast.ListComp)


def _constants(node: ast.Constant, place: _Place) -> Iterator[Change]:
    parent = place.parent
    if isinstance(parent, ast.keyword) and parent.arg == "strict":
        return
    if isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value), f"{node.value} → {not node.value}"
    elif isinstance(node.value, int):
        if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in _CALLS:
            return
        if isinstance(parent, ast.BoolOp):
            return
        yield "constant", ast.Constant(node.value + 1), f"{node.value} → {node.value + 1}"
    elif isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "Decimal":
        digits = str(node.value)
        if digits.lstrip("-").replace(".", "", 1).isdigit():
            more = digits[:-1] + str((int(digits[-1]) + 1) % 10)
            yield "constant", ast.Constant(more), f"Decimal({digits}) → Decimal({more})"


def _calls(node: ast.Call) -> Iterator[Change]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _CALLS:
        new = ast.Call(ast.Name(_CALLS[name], ast.Load()), node.args, node.keywords)
        if not (name in ("max", "min") and any(k.arg == "default" for k in node.keywords) and len(node.args) == 0):
            yield "call", new, _words(node, new)
    for other in _VERDICTS.get(name, ()):
        yield "verdict", ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords), f"{name} → {other}"
    if name in ("failed", "warned") and len(node.args) > 1:
        new = ast.Call(node.func, node.args[:1], [])
        yield "argument", new, f"{name} without its evidence"
    if name == "check":
        for keyword in node.keywords:
            if keyword.arg in ("applies", "by_date", "whole_pile"):
                rest = [k for k in node.keywords if k is not keyword]
                yield "argument", ast.Call(node.func, node.args, rest), f"check without {keyword.arg}"
    elif name in ("sum", "abs", "max", "min") and name == "abs":
        yield "call", node.args[0], _words(node, node.args[0])


def _members(node: ast.Attribute) -> Iterator[Change]:
    if isinstance(node.value, ast.Name) and node.value.id == "Verdict" and node.attr in _MEMBERS:
        new = ast.Attribute(node.value, _MEMBERS[node.attr], ast.Load())
        yield "verdict", new, _words(node, new)


def _statements(node: ast.stmt) -> Iterator[Change]:
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Continue):
        yield "statement", ast.Pass(), f"{_short(node)} → (removed)"
    elif isinstance(node, ast.If) and not _is_guard(node.test):
        for value in (True, False):
            new = ast.If(ast.Constant(value), node.body, node.orelse)
            ast.copy_location(new.test, node.test)
            yield "condition", new, f"if {_short(node.test)} → if {value}"


def _filters(node: ast.comprehension) -> Iterator[Change]:
    for test in node.ifs:
        if _is_guard(test) or isinstance(test, ast.Name | ast.NamedExpr):
            continue
        rest = [t for t in node.ifs if t is not test]
        new = ast.comprehension(node.target, node.iter, rest, node.is_async)
        yield "condition", new, f"if {_short(test)} → (removed)"
