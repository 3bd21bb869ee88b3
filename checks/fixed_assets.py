"""Fixed assets: ledger, card list and certificates (5.1.4(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from checks import _names, _papers, _parameters
from checks._accounts import ZERO
from checks._compare import tolerance, unit_mismatch
from checks._facts import Fact, cell_of, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._related import person
from checks._three_way import Books, Rule, books, compare_sums, line, summed
from schemas.core import Case, Document, Severity

_RULE = Rule(
    lines=("fixed_assets",), own=("fixed_assets",), less=("depreciation", "fixed_provision"), plus=("fixed_disposal",)
)
_CLASSES = (
    ("房屋建筑物", re.compile(r"房屋|建筑|厂房|办公楼|仓库|宿舍|车间|楼房|商铺|住宅|写字楼")),
    ("车辆", re.compile(r"运输|车辆|汽车|轿车|货车|客车|商务车|越野车|面包车")),
    ("机器设备", re.compile(r"机器|机械|生产设备|设备|生产线|机床")),
)
_INTANGIBLE = re.compile(r"无形|土地使用权|专利|软件|商标|特许")


@dataclass(frozen=True)
class Asset:
    """One row of the list."""

    name: Fact
    sort: Fact
    acquired: Fact
    life: Fact
    cost: Fact
    depreciation: Fact
    charge: Fact

    @property
    def kind(self) -> str:
        """房屋建筑物, 车辆, 机器设备 or 其他, by class, else by name."""
        for text in (self.sort.text, self.name.text):
            found = next((k for k, pattern in _CLASSES if pattern.search(text)), None)
            if found:
                return found if not re.search(r"电子|办公设备", text) else "其他"
        return "其他"

    @property
    def intangible(self) -> bool:
        """Whether the row is an intangible asset that stands on the same list."""
        return _INTANGIBLE.search(self.sort.text or self.name.text) is not None


def assets(paper: Document) -> tuple[Asset, ...]:
    """The rows of a list of assets."""
    names = ("name", "asset_class", "acquisition_date", "life_months", "cost", "accumulated_depreciation")
    return tuple(
        Asset(*(cell_of(paper, "assets", i, row, c) for c in (*names, "period_depreciation")))
        for i, row in enumerate(paper.tables.get("assets", ()))
    )


@check(
    "FIN-05a",
    title="固定资产总账、卡片与报表核对",
    article="5.1.4(5)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def assets_fit_ledger(case: Case) -> Outcome:
    """Fixed assets of the balance sheet, the ledger and the card list are the same, and are depreciated as usual."""
    pairs, papers = books(case), case.of_type("fixed_asset_list")
    found = [o for pair in pairs if (o := line(pair, _RULE)) is not None]
    found += [o for pair in pairs for family in ("fixed_assets", "depreciation") for o in summed(pair, family)]
    found += [o for paper in papers for o in _list(case, pairs, paper)]
    if not pairs and not papers:
        return unknown("没有与资产负债表同日的科目余额表，也没有固定资产清单，不能核对固定资产。")
    return worst(found, not_applicable("科目余额表和报表没有固定资产。"))


def _list(case: Case, pairs: tuple[Books, ...], paper: Document) -> Iterator[Outcome]:
    """A card list: its total, its cost against the ledger, and a year's depreciation."""
    rows = [a for a in assets(paper) if a.cost.amount is not None]
    if not rows:
        return
    total, listed = field_of(paper, "total_cost"), sum((a.cost.amount or ZERO for a in rows), ZERO)
    cells, doubtful = [a.cost for a in rows], any(a.cost.weak for a in rows)
    if total.amount is not None:
        yield compare_sums(
            case, f"{name_of(paper)}原值合计", total.amount, listed, [total, *cells], doubtful or total.weak
        )
    pair = next((b for b in pairs if b.sheet.end == field_of(paper, "period_end").day), None)
    if pair is not None and pair.sets("fixed_assets"):
        yield _cost(case, pair, rows)
    end = field_of(paper, "period_end").day
    if end is not None:
        yield _charge(case, pair, [a for a in rows if not a.intangible], end)


def _structure(rows: list[Asset]) -> str:
    """What the assets are, by kind."""
    kinds = (*(k for k, _ in _CLASSES), "其他")
    sums = [(k, sum((a.cost.amount or ZERO for a in rows if a.kind == k), ZERO)) for k in kinds]
    return "、".join(f"{k} {yuan(s)}" for k, s in sums if s)


def _cost(case: Case, pair: Books, rows: list[Asset]) -> Outcome:
    """The cost of the list, with its structure, against the ledger's."""
    own = [a for a in rows if not a.intangible]
    listed, ledger = sum((a.cost.amount or ZERO for a in own), ZERO), pair.net("fixed_assets")
    heads = [f for g in pair.sets("fixed_assets") for f in g.head.cells]
    cells = [a.cost for a in own]
    message = f"固定资产清单原值 {yuan(listed)}（{_structure(own)}），科目余额表 {yuan(ledger)}"
    if abs(listed - ledger) <= tolerance(f.ulp for f in (*heads, *cells)):
        return passed(f"{message}，相符", *heads)
    if any(f.weak for f in (*heads, *cells)):
        return unknown(f"{message}；有读数待人工复核", *heads, *cells)
    if unit_mismatch(listed, ledger):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *heads, *cells)
    if abs(listed - ledger) <= _parameters.number("two_sources_warn_share", case.as_of) * max(listed, ledger):
        return warned(f"{message}，差额很小", *heads, *cells)
    return failed(f"{message}，相差 {yuan(abs(listed - ledger))}", *heads, *cells)


def _charge(case: Case, pair: Books | None, rows: list[Asset], end: date) -> Outcome:
    """The depreciation that was charged against cost over life, of the assets that are not yet written off."""
    charged = [a.charge for a in rows if a.charge.amount is not None]
    heads = [g.head.moved[1] for g in pair.sets("depreciation")] if pair else []
    source = charged or [f for f in heads if f.amount is not None]
    booked = sum((f.amount or ZERO for f in source), ZERO)
    doubtful = any(_life(a) is None or a.cost.weak for a in rows) or any(f.weak for f in source)
    if not source or not rows or doubtful:
        return unknown("固定资产清单没有读全使用年限或本期折旧，不能复算折旧", *source)
    spans = {1, end.month, 12} if charged or pair is None else {_span(pair)}
    usual = min((_usual(case, rows, end, n) for n in spans), key=lambda x: abs(booked - x))
    band = _parameters.number("depreciation_band", case.as_of)
    message = f"按原值和年限应计折旧 {yuan(usual)}，账面折旧 {yuan(booked)}"
    if abs(booked - usual) <= band * usual:
        return passed(message, *source)
    return warned(f"{message}，相差超过 {band:.0%}", *source)


def _span(pair: Books) -> int:
    """Months of the trial balance, a year when its beginning was not read."""
    start, end = (field_of(pair.balance, n).day for n in ("period_start", "period_end"))
    return (end.year - start.year) * 12 + end.month - start.month + 1 if start and end else 12


def _usual(case: Case, rows: list[Asset], end: date, span: int) -> Decimal:
    """Straight-line depreciation of the last `span` months before `end`."""
    kept = 1 - _parameters.number("depreciation_salvage_share", case.as_of)
    return sum(((a.cost.amount or ZERO) * kept * _used(a, end, span) / (_life(a) or 1) for a in rows), ZERO)


def _life(asset: Asset) -> int | None:
    """Useful life in months."""
    months = asset.life.amount
    return int(months) if months and not asset.life.weak else None


def _used(asset: Asset, end: date, span: int) -> int:
    """Months of the last `span` before `end` in which the asset was depreciated: from the month after it was acquired."""
    start, life = asset.acquired.day, _life(asset) or 0
    if start is None:
        return span
    age = (end.year - start.year) * 12 + end.month - start.month
    return max(0, min(age, span, life - (age - span)))


@check("FIN-05b", title="固定资产权属和抵押", article="5.1.4(5)", severity=Severity.HIGH, applies=_papers.incorporated)
def assets_are_owned(case: Case) -> Outcome:
    """Every building and vehicle of the list has a certificate in the applicant's name; what is pledged is shown."""
    rows = [a for paper in case.of_type("fixed_asset_list") for a in assets(paper)]
    wanted = (("房屋建筑物", "property_certificate"), ("车辆", "vehicle_certificate"))
    found = [o for kind, type_ in wanted if (o := _owned(case, kind, type_, rows)) is not None]
    if not rows:
        return unknown("没有固定资产清单，不能逐项核对权属。")
    pledged = [field_of(d, "secured_amount") for d in case.of_type("encumbrance_certificate")]
    amount = sum((f.amount or ZERO for f in pledged), ZERO)
    outcome = worst(found, not_applicable("固定资产清单中没有房屋和车辆。"))
    if not amount:
        return outcome
    note = f"已有他项权证 {len(pledged)} 份，担保债权 {yuan(amount)}，可抵押部分须扣除。"
    return replace(outcome, message=outcome.message + note, cited=(*outcome.cited, *pledged))


def _owned(case: Case, kind: str, type_: str, rows: list[Asset]) -> Outcome | None:
    """The buildings, or the vehicles, against their certificates."""
    own = [a for a in rows if a.kind == kind and not a.intangible]
    papers = case.of_type(type_)
    if not own:
        return None
    cost = sum((a.cost.amount or Decimal(0) for a in own), ZERO)
    message = f"清单有{kind} {len(own)} 项、原值 {yuan(cost)}，权证 {len(papers)} 份"
    if not papers:
        return unknown(f"{message}，不能核对权属", *(a.name for a in own))
    owners = [field_of(d, "owner") for d in papers]
    strangers = [f for f in owners if f.usable and not _names_applicant(case, f.text)]
    if strangers:
        who = "、".join(dict.fromkeys(f"{f.text}{'（个人）' if person(f.text) else ''}" for f in strangers))
        return warned(f"{message}；权利人不是申请人：{who}", *strangers)
    if any(not f.usable for f in owners):
        return unknown(f"{message}；权利人待人工复核", *owners)
    if len(papers) < len(own):
        return warned(f"{message}，少于清单项数，请查其余的权属", *(a.name for a in own), *owners)
    return passed(f"{message}，权利人均为申请人", *owners)


def _names_applicant(case: Case, owner: str) -> bool:
    """Whether the applicant is the owner or one of the owners."""
    ours = case.applicant.name or ""
    return any(_names.distance(part, ours) <= 1 for part in re.split(r"[、,，;；]", owner) if part)
