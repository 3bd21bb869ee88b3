"""An existing package judged again: under other parameters, by the rules of today, or at another date, without reading a scan.

The package stays as it is; what would be said otherwise is told.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import checks
from checks import BadParameter
from datapackages.loaded import case_of
from datapackages.opened import NotThere, opened
from schemas.core import Finding, Record, Severity, Verdict

__all__ = ["BadParameter", "Flip", "NotThere", "Replay", "replay"]

AGAINST = (Verdict.FAIL, Verdict.WARN)


class Flip(Record):
    """A check whose verdict is another one; null where one side does not have the check. `message` is the new one."""

    check: str
    title: str
    article: str
    severity: Severity
    before: Verdict | None
    after: Verdict | None
    message: str


class Replay(Record):
    """What judging again says. `flips` are other verdicts, `reworded` the checks that only say it in other words."""

    package: str
    as_of_before: date
    as_of: date
    checks: int
    flips: tuple[Flip, ...]
    reworded: tuple[str, ...]
    missing_before: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether a verdict or the list of missing papers is another one."""
        return bool(self.flips) or self.missing_before != self.missing


def replay(package: Path, as_of: date | None = None, parameters: Path | None = None) -> Replay:
    """Judge a package again.

    Args:
        package: the package's folder, or its package.json.
        as_of: the date to judge at; the package's own when null.
        parameters: a file or folder of dated parameters that are laid over those in force.

    Raises:
        NotThere: there is no package, or it cannot be read back.
        BadParameter: the parameters cannot be used.
        OSError: there are no such parameters.
    """
    case = case_of(package)
    judged_at = case if as_of is None else case.model_copy(update={"as_of": as_of, "as_of_source": "option"})
    with checks.tried(checks.parameters(parameters)) if parameters else nullcontext():
        judgement = checks.judge(judged_at)
    content = opened(package).content
    before = {f["check"]: f for f in content["findings"]}
    after = {f.check: f for f in judgement.findings}
    told = {id_: _flip(before.get(id_), after.get(id_)) for id_ in sorted(before.keys() | after.keys())}
    same = [id_ for id_, flip in told.items() if flip is None]
    return Replay(
        package=str(package),
        as_of_before=case.as_of,
        as_of=judged_at.as_of,
        checks=len(after),
        flips=tuple(sorted((f for f in told.values() if f is not None), key=_weight)),
        reworded=tuple(id_ for id_ in same if before[id_]["message"] != after[id_].message),
        missing_before=tuple(content["missing_documents"]),
        missing=judgement.missing_documents,
    )


def _flip(before: dict[str, str] | None, after: Finding | None) -> Flip | None:
    """Another verdict of one check; null when it is the same."""
    old = Verdict(before["verdict"]) if before else None
    new = after.verdict if after else None
    if old == new:
        return None
    told = {n: getattr(after, n) for n in _TOLD} if after else {n: (before or {})[n] for n in _TOLD}
    return Flip.model_validate(told | {"before": old, "after": new})


_TOLD = ("check", "title", "article", "severity", "message")


def _weight(flip: Flip) -> tuple[bool, int, str]:
    """Flips to or from a verdict against the applicant first, the gravest before."""
    against = flip.before in AGAINST or flip.after in AGAINST
    return not against, list(Severity).index(flip.severity), flip.check
