"""Whether the statements are good enough for ratios, and ratios that call for attention (5.1.4(15))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checks import _parameters
from checks._periods import Period, periods
from checks._ratios import Result, ratios
from checks._registry import Outcome, check, passed, unknown, warned, worst
from checks._statement import has_statements
from schemas.core import Case, Citation, Finding, Severity, Verdict

VERIFIED = "数据已核对"
UNVERIFIED = "数据未核对"
_SUMS = ("FS-001", "FS-002", "FS-003", "FS-004")
"""The identities without which nothing is known of a statement's figures."""


def against(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that forbid to call ratios verified: a failure of weight in the statements (D.4) or the ledgers (D.5)."""
    heavy = (Severity.BLOCKING, Severity.HIGH)
    return tuple(f for f in findings if _of_statements(f) and f.verdict is Verdict.FAIL and f.severity in heavy)


def _of_statements(found: Finding) -> bool:
    """Whether a finding is one of D.4 or D.5."""
    return found.check.startswith(("FS-", "FIN-"))


def undecided(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The identities of the statements that could not be judged."""
    return tuple(f for f in findings if f.check in _SUMS and f.verdict is Verdict.CANNOT_DETERMINE)


def verified(findings: tuple[Finding, ...]) -> bool:
    """Whether ratios may be published as on verified data: every identity was judged and nothing of weight failed."""
    sums = [f for f in findings if f.check in _SUMS]
    return bool(sums) and not against(findings) and all(f.verdict in (Verdict.PASS, Verdict.WARN) for f in sums)


@check(
    "FIN-15",
    title="财务比率的数据质量",
    article="5.1.4(15)",
    severity=Severity.HIGH,
    applies=has_statements,
    over_findings=True,
)
def good_enough(case: Case, findings: tuple[Finding, ...]) -> Outcome:
    """Ratios are on verified data only when no check of weight on statements or ledgers failed."""
    bad, open_ = against(findings), undecided(findings)
    if bad:
        names = "、".join(f"{f.check} {f.title}" for f in bad)
        message = f"{names}不符，财务比率仍予计算，但只能标注“{UNVERIFIED}”，不能作为结论依据。"
        return Outcome(Verdict.WARN, message, quoted=_once(c for f in bad for c in f.evidence))
    if not verified(findings):
        names = "、".join(f"{f.check} {f.title}" for f in open_)
        message = f"{names or '报表勾稽'}不能判断，财务比率暂标注“{UNVERIFIED}”；复核有关数据后再判断。"
        return Outcome(Verdict.CANNOT_DETERMINE, message, quoted=_once(c for f in open_ for c in f.evidence))
    return passed(f"报表和账表核对没有重要不符，财务比率可标注“{VERIFIED}”。")


def _once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each place once."""
    return tuple({(c.document_id, c.field): c for c in citations}.values())


_WATCH = {
    "current_ratio": ("watch_current_ratio", False, "短期偿债能力弱"),
    "quick_ratio": ("watch_quick_ratio", False, "变现能力弱，偿债依赖存货和预付款"),
    "debt_ratio": ("watch_debt_ratio", True, "负债偏高"),
    "interest_cover": ("watch_interest_cover", False, "盈利难以覆盖利息"),
    "ar_days": ("watch_ar_days", True, "应收账款回收慢"),
}
"""Ratio, its watch band, whether to be above it is what calls for attention, and what that means."""


@check(
    "RAT-001",
    title="财务比率",
    article="5.1.4(15)",
    severity=Severity.MEDIUM,
    applies=has_statements,
    over_findings=True,
)
def ratios_of_note(case: Case, findings: tuple[Finding, ...]) -> Outcome:
    """The ratios of the latest statements against the watch bands, with the mark of the data's quality."""
    period = latest_whole(case)
    if period is None:
        return unknown("没有同期的资产负债表和利润表，不能计算财务比率。")
    results = ratios(period)
    quality = VERIFIED if verified(findings) else UNVERIFIED
    listing = "、".join(f"{r.definition.title} {r.shown}" for r in results if r.value is not None)
    outcome = worst(_watched(case.as_of, results), unknown("没有可计算的财务比率"))
    words = outcome.message.rstrip("。")
    head = f"{period.title}（{quality}）：" + (f"{words}。" if outcome.verdict is not Verdict.PASS else "")
    return Outcome(outcome.verdict, f"{head}全部比率：{listing or '无'}。", outcome.cited, outcome.parameters)


def latest_whole(case: Case) -> Period | None:
    """The latest period until the date of judgement with both balance sheet and income statement of its own."""
    found = [p for p in periods(case) if p.balance and p.income and p.balance.name == "ending" and p.end <= case.as_of]
    return found[-1] if found else None


def _watched(as_of: date, results: tuple[Result, ...]) -> Iterator[Outcome]:
    """Each ratio that has a watch band."""
    for result in results:
        if result.definition.id not in _WATCH:
            continue
        name, above, meaning = _WATCH[result.definition.id]
        limit = _parameters.number(name, as_of)
        title = result.definition.title
        if result.value is None and result.reason and result.reason.endswith("不大于零"):
            yield passed(f"{title}不适用（{result.reason}）", *result.facts)
        elif result.value is None:
            yield unknown(f"{title}不能计算（{result.reason}）", *result.facts)
        elif result.value > limit if above else result.value < limit:
            bound = f"{limit:.0%}" if result.definition.unit == "share" else f"{limit.normalize():f}"
            yield warned(
                f"{title} {result.shown}，{'高于' if above else '低于'}关注线 {bound}，{meaning}", *result.facts
            )
        else:
            yield passed(f"{title} {result.shown}", *result.facts)
