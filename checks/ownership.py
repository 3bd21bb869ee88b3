"""Shareholders and their shares: charter and register say the same, and all shares are a hundred per cent (5.1.4(9))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checks import _names, _papers, _parameters
from checks._compare import tolerance
from checks._facts import Fact, cell_of, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Row, Severity

_SOURCES = ("articles_of_association", "registry_extract")
_DATES = {"articles_of_association": "signed_date", "registry_extract": "report_date"}
_WHOLE = Decimal(100)
_ZERO = Decimal(0)


@dataclass(frozen=True)
class _Holder:
    """A shareholder on one paper: the name, the amount promised and, where printed, the share in per cent."""

    name: Fact
    subscribed: Fact
    ratio: Fact

    @property
    def cells(self) -> tuple[Fact, ...]:
        """The cells that were read."""
        return tuple(f for f in (self.name, self.ratio, self.subscribed) if f.value is not None)

    @property
    def doubtful(self) -> bool:
        """Whether the name, or both amount and share, wait for a person or were not read."""
        return not self.name.usable or not (self.ratio.usable or self.subscribed.usable)


@check("XID-006", title="股东和出资比例一致", article="5.1.4(9)", severity=Severity.HIGH, applies=_papers.incorporated)
def same_owners(case: Case) -> Outcome:
    """Charter and register name the same shareholders with the same shares, which add up to the whole."""
    papers = [d for t in _SOURCES if (d := _newest(case, t)) is not None]
    tables = [(d, _holders(d)) for d in papers]
    held = [(d, holders) for d, holders in tables if holders]
    if not held:
        return unknown("没有读到公司章程或公示报告的股东及出资。")
    outcomes = [o for d, holders in held for o in _whole(case, d, holders)]
    if len(held) > 1:
        outcomes += _compared(case, held[0], held[1])
    return worst(outcomes, unknown(""))


def _newest(case: Case, type_: str) -> Document | None:
    """The last paper of a type that lists shareholders."""
    listing = [d for d in case.of_type(type_) if d.tables.get("shareholders")]
    return max(listing, key=lambda d: field_of(d, _DATES[type_]).text, default=None)


def _holders(document: Document) -> list[_Holder]:
    """The shareholders on a paper; rows without a name and an amount are left out."""
    found = [_holder(document, i, row) for i, row in enumerate(document.tables.get("shareholders", ()))]
    return [h for h in found if h.cells]


def _holder(document: Document, index: int, row: Row) -> _Holder:
    """One row."""
    name, subscribed, ratio = (
        cell_of(document, "shareholders", index, row, c) for c in ("name", "subscribed", "ratio")
    )
    return _Holder(name, subscribed, ratio)


def _whole(case: Case, document: Document, holders: list[_Holder]) -> Iterator[Outcome]:
    """Whether the shares of one paper add up, and the amounts to the registered capital."""
    cells = [f for h in holders for f in h.cells]
    if any(h.doubtful for h in holders):
        yield unknown(f"{name_of(document)}的股东或出资没有读全或待人工复核", *cells)
        return
    printed = [h.ratio for h in holders]
    if all(f.usable for f in printed):
        total = sum((f.amount or _ZERO for f in printed), _ZERO)
        limit = _parameters.number("shareholding_tolerance", case.as_of) * len(printed)
        if abs(total - _WHOLE) > limit:
            yield failed(f"{name_of(document)}出资比例合计 {total:.2f}%，应为 100%", *printed)
    yield _capital(document, holders)


def _capital(document: Document, holders: list[_Holder]) -> Outcome:
    """The amounts of one paper against the registered capital that it states."""
    capital, amounts = field_of(document, "registered_capital"), [h.subscribed for h in holders]
    cells = [f for h in holders for f in h.cells]
    names = "、".join(h.name.text for h in holders)
    if not capital.usable or capital.amount is None or not all(f.usable for f in amounts):
        return passed(f"{name_of(document)}股东：{names}", *cells)
    total = sum((f.amount or _ZERO for f in amounts), _ZERO)
    message = f"{name_of(document)}认缴合计 {yuan(total)}，注册资本 {yuan(capital.amount)}"
    if abs(total - capital.amount) <= tolerance(f.ulp for f in (capital, *amounts)):
        return passed(f"{message}，股东：{names}", capital, *cells)
    return failed(f"{message}，不相等", capital, *cells)


def _compared(
    case: Case, ours: tuple[Document, list[_Holder]], theirs: tuple[Document, list[_Holder]]
) -> Iterator[Outcome]:
    """The shareholders of two papers against each other."""
    (a, first), (b, second) = ours, theirs
    if any(h.doubtful for h in (*first, *second)):
        return
    left = list(second)
    for holder in first:
        match = next((h for h in left if _names.compare(h.name.text, holder.name.text) != _names.DIFFERENT), None)
        if match is None:
            yield failed(f"{name_of(a)}的股东 {holder.name.text} 不在{name_of(b)}中，股权变更是否登记", holder.name)
            continue
        left.remove(match)
        yield _same_share(case, (holder, first), (match, second))
    for holder in left:
        yield failed(f"{name_of(b)}的股东 {holder.name.text} 不在{name_of(a)}中，股权变更是否登记", holder.name)


def _same_share(case: Case, ours: tuple[_Holder, list[_Holder]], theirs: tuple[_Holder, list[_Holder]]) -> Outcome:
    """One shareholder's share on two papers."""
    a, b = ours[0], theirs[0]
    x, y = _share(*ours), _share(*theirs)
    cited = (*a.cells, *b.cells)
    if _names.compare(a.name.text, b.name.text) != _names.SAME:
        return warned(f"股东 {a.name.text} 与 {b.name.text} 仅个别字不同，请核对原件", *cited)
    if x is None or y is None:
        return unknown(f"股东 {a.name.text} 的出资比例不能比较", *cited)
    documents = f"{name_of(a.name.document)} {x:.2f}%，{name_of(b.name.document)} {y:.2f}%"
    if abs(x - y) <= _parameters.number("shareholding_tolerance", case.as_of):
        return passed(f"股东 {a.name.text} 出资比例一致：{x:.2f}%", *cited)
    return failed(f"股东 {a.name.text} 出资比例：{documents}，不一致", *cited)


def _share(holder: _Holder, everyone: list[_Holder]) -> Decimal | None:
    """The share in per cent as printed, else from the amounts; null when neither is known."""
    if holder.ratio.usable and holder.ratio.amount is not None:
        return holder.ratio.amount
    amounts = [h.subscribed.amount if h.subscribed.usable else None for h in everyone]
    total = sum((a for a in amounts if a is not None), _ZERO)
    if None in amounts or total <= 0 or holder.subscribed.amount is None:
        return None
    return holder.subscribed.amount * _WHOLE / total
