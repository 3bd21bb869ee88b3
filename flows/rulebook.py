"""The rules in words for those who keep them: what each check asks, by which dated values, and what other values would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import checks
from checks import BadParameter, rules
from datapackages.words import SEVERITIES, VERDICTS
from flows.replay import Flip, NotThere, Replay, replay
from schemas.core import Record

__all__ = ["BadParameter", "NotThere", "Trial", "changes", "listed", "rules", "shown", "told", "trial"]


class Trial(Record):
    """Packages judged by other parameters."""

    parameters: int
    replays: tuple[Replay, ...]
    unreadable: tuple[str, ...]


def listed(as_of: date) -> list[str]:
    """One line a check: id, weight, article, title, the parameters as they hold."""
    return [
        f"{rule.check:<8} {SEVERITIES[rule.severity]:<3} {rule.article:<16} {rule.title}"
        + "".join(f"；{p.name}={p.now}" for p in rule.parameters)
        for rule in rules(as_of)
    ]


def shown(wanted: str, as_of: date) -> list[str]:
    """All about one check, or about one parameter: its values in time with article and source.

    Raises:
        BadParameter: there is no such check and no such parameter.
    """
    for rule in rules(as_of):
        if rule.check.lower() == wanted.lower():
            return [
                f"{rule.check} {rule.title}",
                f"条款：{rule.article}；分量：{SEVERITIES[rule.severity]}",
                *([f"比较：{'、'.join(rule.inputs)}"] if rule.inputs else []),
                f"规则：{rule.says}",
                *(line for p in rule.parameters for line in _values(p.name)),
            ]
    if wanted in checks.parameters_in_force():
        users = [rule.check for rule in rules(as_of) if any(p.name == wanted for p in rule.parameters)]
        return [*_values(wanted), f"使用：{'、'.join(users) or '没有核对项'}"]
    raise BadParameter(f"没有核对项或参数 {wanted}；全部见 heyan rules list")


def _values(name: str) -> list[str]:
    """A parameter's values in order of time."""
    return [f"参数 {name}："] + [
        f"  自 {e.since.isoformat()} 起 {e.value}；条款 {e.article}；来源：{e.source}；{'已核实' if e.verified else '未核实，请公司确认'}"
        for e in checks.parameters_in_force()[name]
    ]


def changes(before: Path | None, after: Path, on: date) -> tuple[checks.Difference, ...]:
    """Where two sets of parameters differ on a day; `before` is what is in force when null.

    Raises:
        BadParameter: a file cannot be used.
        OSError: nothing can be read there.
    """
    present = checks.parameters_in_force()
    old = {**present, **checks.parameters(before)} if before else present
    return checks.differences(old, {**present, **checks.parameters(after)}, on)


def trial(parameters: Path, packages: Sequence[Path], as_of: date | None) -> Trial:
    """Try parameters: are they well-formed, and what would they change in these packages?

    Raises:
        BadParameter: the parameters cannot be used.
        OSError: nothing can be read there.
    """
    table = checks.parameters(parameters)
    with checks.tried(table):
        pass
    replays, unreadable = [], []
    for package in packages:
        try:
            replays.append(replay(package, as_of, parameters))
        except NotThere as error:
            unreadable.append(str(error))
    return Trial(parameters=len(table), replays=tuple(replays), unreadable=tuple(unreadable))


def told(found: Replay) -> list[str]:
    """What judging again changed, in words."""
    dated = "" if found.as_of == found.as_of_before else f"（原判断日 {found.as_of_before.isoformat()}）"
    lines = [
        f"{found.package}：判断日 {found.as_of.isoformat()}{dated}，核对 {found.checks} 项，结论改变 {len(found.flips)} 项"
    ]
    lines += [_flip(flip) for flip in found.flips]
    if found.missing != found.missing_before:
        lines.append(
            f"  应有而缺少的材料：{'、'.join(found.missing) or '无'}（原：{'、'.join(found.missing_before) or '无'}）"
        )
    return lines


def _flip(flip: Flip) -> str:
    before = VERDICTS[flip.before] if flip.before else "（没有这一项）"
    after = VERDICTS[flip.after] if flip.after else "（没有这一项）"
    return f"  {flip.check} {flip.title}：{before} → {after}。{flip.message}"
