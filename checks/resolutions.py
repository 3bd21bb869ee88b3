"""The shareholders' resolution on the loan (article 6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks import _loans, _names, _papers, _parameters, _related, _wishes
from checks._compare import tolerance
from checks._facts import Fact, cell_of, field_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity


@check("USE-004", title="股东会（董事会）决议", article="6", severity=Severity.HIGH, applies=_papers.incorporated)
def resolved_by_owners(case: Case) -> Outcome:
    """The owners resolved on this loan: its amount, its lender, and enough of them signed."""
    paper = _wishes.resolution(case)
    if paper is None:
        return unknown("没有股东会（董事会）决议，请客户提供。")
    outcomes = [_amount(case, paper), *_lender(case, paper), _signed(case, paper)]
    return worst(outcomes, unknown(""))


def _amount(case: Case, paper: Document) -> Outcome:
    """The amount resolved on against the amount asked for."""
    ours, theirs = _wishes.asked(case, "amount"), field_of(paper, "amount")
    if ours is None or not (ours.usable and theirs.usable) or ours.amount is None or theirs.amount is None:
        return unknown("申请金额或决议金额没有读到或待人工复核", ours, theirs)
    message = f"申请 {yuan(ours.amount)}，决议 {yuan(theirs.amount)}"
    over = theirs.amount - ours.amount
    if abs(over) <= tolerance((ours.ulp, theirs.ulp)):
        return passed(f"{message}，金额一致", ours, theirs)
    if over > 0:
        return warned(f"{message}，决议金额大于申请金额", ours, theirs)
    return failed(f"{message}，申请金额超出决议授权", ours, theirs)


def _lender(case: Case, paper: Document) -> Iterator[Outcome]:
    """The bank resolved on against the bank asked."""
    ours, theirs = _wishes.asked(case, "lender"), field_of(paper, "lender")
    if ours is None or not (ours.usable and theirs.usable):
        return
    if _loans.bank(ours.text) != _loans.bank(theirs.text):
        yield warned(f"申请的贷款银行「{ours.text}」与决议的「{theirs.text}」不同", ours, theirs)


def _signed(case: Case, paper: Document) -> Outcome:
    """Whether those who signed are shareholders with more than the share that the charter or the law asks."""
    rows = paper.tables.get("signatories", ())
    names = [f for i, row in enumerate(rows) if (f := cell_of(paper, "signatories", i, row, "name")).value is not None]
    holders = _holders(case)
    if not names or not all(f.usable for f in names):
        return unknown("决议的签署人没有读到或待人工复核", *names)
    if not holders:
        return unknown("没有读到股东及出资，不能判断决议是否达到法定人数", *names)
    cells = [*names, *(f for pair in holders for f in pair)]
    if not all(name.usable and part.usable and part.amount is not None for name, part in holders):
        return unknown("股东或出资待人工复核，不能判断决议是否达到法定人数", *cells)
    return _counted(case, names, holders)


def _counted(case: Case, names: list[Fact], holders: list[tuple[Fact, Fact]]) -> Outcome:
    """The share of the capital that signed."""
    total = sum((part.amount or Decimal(0) for _, part in holders), Decimal(0))
    met = {i: [_names.compare(name.text, n.text) for n in names] for i, (name, _) in enumerate(holders)}
    signed = sum((holders[i][1].amount or Decimal(0) for i, how in met.items() if _names.SAME in how), Decimal(0))
    unsure = any(_names.SAME not in how and how.count(_names.DIFFERENT) < len(how) for how in met.values())
    if total <= 0:
        return unknown("股东出资合计为零，不能判断决议是否达到法定人数", *names)
    share = signed / total
    major = any("三分之二" in field_of(d, "guarantee_clause").text for d in case.of_type("articles_of_association"))
    least = _parameters.number("quorum_share_major" if major else "quorum_share", case.as_of)
    message = f"签署股东出资占 {share:.2%}，须{'达到三分之二' if major else '过半数'}"
    cells = [*names, *(f for pair in holders for f in pair)]
    if share > least or (major and share >= Decimal(2) / 3):
        strangers = [n for n in names if not any(_names.compare(h.text, n.text) == _names.SAME for h, _ in holders)]
        if strangers:
            said = "、".join(n.text for n in strangers)
            return passed(f"{message}，已达到；{said} 不是股东，可能为法人股东代表或董事", *cells)
        return passed(f"{message}，已达到", *cells)
    if unsure or not all(_related.person(h.text) for h, _ in holders):
        return unknown(f"{message}；签署人与股东的对应（形近字、法人股东代表）请人工核对", *cells)
    return failed(f"{message}，未达到", *cells)


def _holders(case: Case) -> list[tuple[Fact, Fact]]:
    """Shareholders with what they promised, by the last charter, else by the register."""
    for type_, day in (("articles_of_association", "signed_date"), ("registry_extract", "report_date")):
        papers = [d for d in case.of_type(type_) if d.tables.get("shareholders")]
        if papers:
            paper = max(papers, key=lambda d: field_of(d, day).text)
            return [
                (cell_of(paper, "shareholders", i, row, "name"), cell_of(paper, "shareholders", i, row, "subscribed"))
                for i, row in enumerate(paper.tables["shareholders"])
                if row.get("name") is not None
            ]
    return []
