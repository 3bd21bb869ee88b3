"""The decorator that makes a function a check, and the runner that turns checks into findings.

A check takes plain values, named by field paths, or the whole case. The runner answers for the author: a missing or
doubtful input is `cannot_determine` without a call, evidence is attached, and an error in one check never stops the others.
"""

from __future__ import annotations

import hashlib
import inspect
import logging
import re
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from checks import _parameters
from checks._facts import Fact, best, facts
from schemas.core import Case, Citation, Finding, Severity, Verdict
from schemas.titles import field_title, type_title

log = logging.getLogger(__name__)

Applies = Callable[[Case], str | None]
"""Why a check does not apply to a case, null when it does."""


@dataclass(frozen=True)
class Outcome:
    """What a check found: verdict, Chinese message, the facts it rests on, and the thresholds it used.

    `quoted` is the evidence that it takes over from other checks' findings.
    """

    verdict: Verdict
    message: str
    cited: tuple[Fact, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    quoted: tuple[Citation, ...] = ()


def passed(message: str, *cited: Fact | None) -> Outcome:
    """The rule holds."""
    return Outcome(Verdict.PASS, message, _present(cited))


def failed(message: str, *cited: Fact | None) -> Outcome:
    """The rule is violated beyond tolerance, on confirmed values."""
    return Outcome(Verdict.FAIL, message, _present(cited))


def warned(message: str, *cited: Fact | None) -> Outcome:
    """Within the grey band, or the evidence is weak."""
    return Outcome(Verdict.WARN, message, _present(cited))


def unknown(message: str, *cited: Fact | None) -> Outcome:
    """An input is missing, doubtful, or outside the documents."""
    return Outcome(Verdict.CANNOT_DETERMINE, message, _present(cited))


def not_applicable(message: str, *cited: Fact | None) -> Outcome:
    """The regime, the date or the kind of applicant excludes the rule."""
    return Outcome(Verdict.NOT_APPLICABLE, message, _present(cited))


def _present(cited: Iterable[Fact | None]) -> tuple[Fact, ...]:
    """The facts that point at a place on paper, each once."""
    unique: dict[tuple[str, str], Fact] = {}
    for fact in cited:
        if fact is not None and fact.field.evidence is not None:
            unique.setdefault((fact.document.document_id, fact.path), fact)
    return tuple(unique.values())


_ORDER = (Verdict.FAIL, Verdict.WARN, Verdict.CANNOT_DETERMINE, Verdict.PASS, Verdict.NOT_APPLICABLE)


def worst(outcomes: Iterable[Outcome], nothing: Outcome) -> Outcome:
    """One outcome for several: the gravest verdict, the messages that bear it, all of their facts."""
    found = list(outcomes)
    if not found:
        return nothing
    verdict = min((o.verdict for o in found), key=_ORDER.index)
    bearing = [o for o in found if o.verdict == verdict]
    if verdict is Verdict.FAIL:
        bearing += [o for o in found if o.verdict is Verdict.WARN]
    parameters = {k: v for o in bearing for k, v in o.parameters.items()}
    message = "；".join(dict.fromkeys(o.message.rstrip("。") for o in bearing)) + "。"
    return Outcome(verdict, message, _present(f for o in bearing for f in o.cited), parameters)


@dataclass(frozen=True)
class Check:
    """A registered check."""

    id: str
    title: str
    article: str
    severity: Severity
    applies: tuple[Applies, ...]
    inputs: dict[str, str]
    optional: frozenset[str]
    body: Callable[..., Outcome]
    whole_pile: bool
    by_date: bool
    over_findings: bool = False

    def outcome(self, case: Case, before: tuple[Finding, ...] = ()) -> Outcome:
        """The check's result; errors of the body come through. `before` are the findings of the first pass."""
        for predicate in self.applies:
            reason = predicate(case)
            if reason:
                return Outcome(Verdict.NOT_APPLICABLE, reason)
        if self.over_findings:
            return self.body(case, before)
        outcome = self._of_values(case) if self.inputs else self.body(case)
        if self.by_date and outcome.verdict is Verdict.FAIL and case.as_of_source == "intake":
            note = f"（判断日 {case.as_of.isoformat()} 为收件日，申请日期待确认）"
            return replace(outcome, verdict=Verdict.WARN, message=outcome.message.rstrip("。") + note)
        return outcome

    def _of_values(self, case: Case) -> Outcome:
        """The result of a check of plain values."""
        found = {name: best(facts(case, path)) for name, path in self.inputs.items()}
        lacking = [n for n, f in found.items() if (f is None or not f.usable) and n not in self.optional]
        if lacking:
            return unknown("；".join(_lack(self.inputs[n], found[n]) for n in lacking) + "。", *found.values())
        values = {name: fact.value if fact and fact.usable else None for name, fact in found.items()}
        result = self.body(**values)
        return Outcome(result.verdict, result.message, _present(found.values()), result.parameters)


def _lack(path: str, fact: Fact | None) -> str:
    """What is missing or doubtful, in Chinese."""
    type_, name = path.split(".", 1)
    what = f"《{type_title(type_)}》的{field_title(type_, name)}"
    return f"{what}待人工复核" if fact else f"缺少{what}"


CHECKS: dict[str, Check] = {}

_ID = re.compile(r"[A-Z]{2,3}-\d{2,3}[a-e]?")


def check(
    id_: str,
    *,
    title: str,
    article: str,
    severity: Severity,
    applies: Applies | tuple[Applies, ...] = (),
    whole_pile: bool = False,
    by_date: bool = False,
    over_findings: bool = False,
    **inputs: str,
) -> Callable[[Callable[..., Outcome]], Callable[..., Outcome]]:
    """Register a function as a check.

    With `inputs` (argument name = `type.field`) the function gets plain values; an argument whose annotation allows None may
    be missing. Without, it gets the case; with `whole_pile` the papers of other companies are still in it.
    With `over_findings` it gets the case and the findings of all checks without that mark, which are judged first.
    A check marked `by_date` stands or falls with the date of judgement: while that is only the day of receipt, it warns where
    it would fail.

    Raises:
        ValueError: the id is malformed or taken, or the arguments are not the declared inputs.
    """

    def register(body: Callable[..., Outcome]) -> Callable[..., Outcome]:
        if not _ID.fullmatch(id_) or id_ in CHECKS:
            raise ValueError(f"check id {id_} is malformed or taken")
        arguments = inspect.signature(body).parameters
        wanted = set(inputs) or ({"case", "findings"} if over_findings else {"case"})
        if set(arguments) != wanted:
            raise ValueError(f"{id_}: arguments {sorted(arguments)} are not the inputs {sorted(wanted)}")
        optional = frozenset(n for n, p in arguments.items() if "None" in str(p.annotation))
        predicates = applies if isinstance(applies, tuple) else (applies,)
        CHECKS[id_] = Check(
            id_, title, article, severity, predicates, dict(inputs), optional, body, whole_pile, by_date, over_findings
        )
        return body

    return register


def findings(case: Case, pile: Case | None = None, *, strict: bool = False) -> tuple[Finding, ...]:
    """The findings of all checks, by article and id.

    Args:
        case: the applicant's own papers.
        pile: all papers, for the checks that want them; `case` when null.
        strict: whether an error in a check is raised instead of recorded.
    """
    found: dict[str, Finding] = {}
    for later in (False, True):
        before = tuple(found[id_] for id_ in sorted(found, key=_place))
        for check_ in (c for c in CHECKS.values() if c.over_findings is later):
            papers = (pile or case) if check_.whole_pile else case
            found[check_.id] = finding(check_, papers, before, strict=strict)
    return tuple(found[id_] for id_ in sorted(found, key=_place))


def _place(id_: str) -> tuple[list[int], str]:
    """Order of the regulation's articles, then of ids."""
    return [int(n) for n in re.findall(r"\d+", CHECKS[id_].article.split(";")[0])], id_


def finding(check_: Check, case: Case, before: tuple[Finding, ...] = (), *, strict: bool = False) -> Finding:
    """The finding of one check; `before` are the findings of the first pass, for a check over findings."""
    with _parameters.used() as used:
        try:
            outcome = check_.outcome(case, before)
        except Exception as error:
            if strict:
                raise
            outcome = Outcome(Verdict.CANNOT_DETERMINE, _error_message(check_.id, error))
    return Finding(
        check=check_.id,
        title=check_.title,
        verdict=outcome.verdict,
        severity=check_.severity,
        article=check_.article,
        message=outcome.message,
        evidence=(*(fact.cite() for fact in outcome.cited), *outcome.quoted),
        parameters={**used, **outcome.parameters},
    )


def _error_message(id_: str, error: Exception) -> str:
    """Log where an error came from (never what it says, which may be personal data) and give its number."""
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    number = hashlib.sha256("/".join([id_, type(error).__name__, *places]).encode()).hexdigest()[:8]
    log.error("check %s error %s: %s at %s", id_, number, type(error).__name__, " > ".join(places[-3:]))
    return f"程序错误（编号 {number}），本项未能检查，请人工核对并告知维护人员。"
