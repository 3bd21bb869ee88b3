"""From pieces of pages to documents: what belongs together, across one file or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from extractors import credit_report, property_certificate, resident_id_card, tax_registration_certificate
from extractors._classify import LEAST, Piece
from extractors._likeness import same_page
from extractors._prose_follow import TEXTS, carries_on, is_inside
from extractors._registry import UNKNOWN, document_types
from extractors._view import PageView, squeeze

_PAGE_OF = re.compile(r"第(\d{1,3})页[,，/]?共(\d{1,3})页|(?<!\d)(\d{1,3})/(\d{1,3})(?!\d)")
_ALONE = re.compile(r"(\d{1,3})/(\d{1,3})")

SEVERAL_PAGES = (
    frozenset(
        {
            "bank_statement",
            "trial_balance",
            "subsidiary_ledger",
            "receivables_ageing",
            "fixed_asset_list",
            "vat_return",
            "cit_return",
            "loan_contract",
            "capital_verification_report",
            "business_licence",
            "tax_payment_certificate",
        }
    )
    | TEXTS
)
"""Types whose papers may have further pages without a title of their own."""


@dataclass
class Group:
    """Pieces that are one document; `repeats` are second scans of pages: (piece, the piece that it repeats).

    `doubtful` names fields whose page may belong to another document of the same type.
    """

    type: str
    pieces: list[Placed]
    repeats: list[tuple[Placed, Placed]] = field(default_factory=list)
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A piece and where it came from: the file's place in the case, the file's path, the page's number."""

    piece: Piece
    file_index: int
    file: str

    @property
    def number(self) -> int:
        """1-based page number in its file."""
        return self.piece.page.number

    def view(self, index: int = 1) -> PageView:
        """The piece as a document's page."""
        return self.piece.view(index)


def groups_of(placed: Sequence[Placed]) -> list[Group]:
    """All documents of a case, in the order of their first pages."""
    placed = _with_followers(placed)
    kept, repeats = _without_repeats(placed)
    by_type: dict[tuple[str, bool], list[Placed]] = {}
    for item in kept:  # a spreadsheet and a scan are never one document
        by_type.setdefault((item.piece.type, item.piece.page.sheet is not None), []).append(item)
    groups: list[Group] = []
    for (type_, _), items in by_type.items():
        groups += _GROUPERS.get(type_, _single_pages if type_ not in SEVERAL_PAGES else _runs)(items)
    for copy, original in repeats:
        for group in groups:
            if original in group.pieces:
                group.repeats.append((copy, original))
    order = {id(item): i for i, item in enumerate(placed)}
    return sorted(groups, key=lambda g: min(order[id(p)] for p in g.pieces))


def _with_followers(placed: Sequence[Placed]) -> list[Placed]:
    """Unknown pages that carry on the page before them in their file made pages of its paper."""
    result: list[Placed] = []
    for item in placed:
        before = result[-1] if result else None
        if (
            before is not None
            and item.piece.type == UNKNOWN
            and item.piece.region is None
            and (_is_next(before, item) or _is_next_file(before, item))
            and _follows(before, item)
        ):
            item = replace(item, piece=replace(item.piece, type=before.piece.type, score=LEAST))
        result.append(item)
    return result


def _follows(before: Placed, item: Placed) -> bool:
    """Whether an unknown page carries on the paper before it: its text runs on, or the printed numbers of pages say so."""
    if before.piece.type in TEXTS:
        return carries_on(before.view(), item.view(), _is_next(before, item))
    number, of = page_of(item.view())
    return before.piece.type in SEVERAL_PAGES and number is not None and page_of(before.view()) == (number - 1, of)


def _is_next(before: Placed, item: Placed) -> bool:
    return (before.file, before.number + 1) == (item.file, item.number)


def _is_next_file(before: Placed, item: Placed) -> bool:
    return before.file_index + 1 == item.file_index and item.number == 1


def _without_repeats(placed: Sequence[Placed]) -> tuple[list[Placed], list[tuple[Placed, Placed]]]:
    """Second scans of a page put aside; of two scans the surer read one is kept."""
    kept: list[Placed] = []
    repeats: list[tuple[Placed, Placed]] = []
    for item in placed:
        twin = next(
            (k for k in kept if k.piece.type == item.piece.type and item.piece.type != UNKNOWN and _repeats(k, item)),
            None,
        )
        if twin is None:
            kept.append(item)
        elif _quality(item) > _quality(twin) + 0.002:
            kept[kept.index(twin)] = item
            repeats = [(c, item if o is twin else o) for c, o in repeats] + [(twin, item)]
        else:
            repeats.append((item, twin))
    return kept, repeats


def _repeats(a: Placed, b: Placed) -> bool:
    if (a.piece.page.sheet is None) != (b.piece.page.sheet is None):
        return False
    identity = _IDENTITIES.get(a.piece.type)
    if identity is not None and identity(a.view()) != identity(b.view()):
        return False
    return same_page(a.view(), b.view())


def _quality(item: Placed) -> float:
    return item.piece.page.quality.text_confidence or 0.0


def _single_pages(items: list[Placed]) -> list[Group]:
    """One document a page, but for a page of low score right behind one of its type in the same file."""
    groups: list[Group] = []
    for item in items:
        last = groups[-1].pieces[-1] if groups else None
        follows = (
            last is not None
            and last.file == item.file
            and last.number + 1 == item.number
            and last.piece.page.sheet is None
        )
        if follows and item.piece.score < 0.7 and item.piece.type != UNKNOWN:
            groups[-1].pieces.append(item)
        else:
            groups.append(Group(item.piece.type, [item]))
    return groups


_ASSETS = re.compile(r"流动资产合计|资产总计|资产总额")
_CLAIMS = re.compile(r"负债合计|负债总计|(负债和|负债及)[^总]{0,20}(总计|合计)|所有者权益(\(或股东权益\))?合计")


def _balance_sheets(items: list[Placed]) -> list[Group]:
    """A page of assets alone and a page of liabilities alone, one behind the other, are one sheet in one column."""
    groups: list[Group] = []
    for item in items:
        last = groups[-1] if groups else None
        if last is not None and len(last.pieces) == 1 and _halves(last.pieces[0], item):
            last.pieces.append(item)
        else:
            groups += _single_pages([item])
    return groups


def _halves(first: Placed, second: Placed) -> bool:
    """Whether `first` lists only assets and `second`, the next page of it or of the next file, only what they are owed to."""
    if not (_is_next(first, second) or _is_next_file(first, second)) or first.piece.page.sheet is not None:
        return False
    text, following = first.view().text, second.view().text
    return (
        _ASSETS.search(text) is not None
        and _CLAIMS.search(text) is None
        and _CLAIMS.search(following) is not None
        and re.search(r"流动资产合计|非流动资产合计", following) is None
    )


def _runs(items: list[Placed]) -> list[Group]:
    """Pages that carry on the one before: page 2 of 3, no title, or a schedule of the same paper."""
    groups: list[Group] = []
    loose: list[Placed] = []
    for item in items:
        number, _ = page_of(item.view())
        last = groups[-1].pieces[-1] if groups else None
        if (
            last is not None
            and item.piece.type in TEXTS
            and _is_next(last, item)
            and (is_inside(last.view(), item.view()) or carries_on(last.view(), item.view()))
        ):
            groups[-1].pieces.append(item)
            continue
        if _begins(item) and (number is None or number == 1 or not groups):
            groups.append(Group(item.piece.type, [item]))
            continue
        home = _home(groups, item)
        if home is not None:
            home.pieces.append(item)
        else:
            loose.append(item)
    for item in loose:
        home = _home(groups, item)
        if home is not None:
            home.pieces.append(item)
        else:
            groups.append(Group(item.piece.type, [item]))
    return groups


def _begins(item: Placed) -> bool:
    """Whether the page looks like a paper's first page."""
    if item.piece.type == "capital_verification_report":
        return re.search(r"验字?[〔\[(【]?\d{4}|验资报告", item.view().text[:120]) is not None
    if item.piece.type == "business_licence":
        return re.search(r"注册资本|法定代表人|经营范围|经营者|负责人", item.view().text) is not None
    return item.piece.score >= 0.75


def _home(groups: list[Group], item: Placed) -> Group | None:
    """The group a further page belongs to: the one right before it in its file, else the only one."""
    for group in groups:
        if any(p.file == item.file and abs(p.number - item.number) == 1 for p in group.pieces):
            return group
    near = [g for g in groups if any(p.file == item.file for p in g.pieces)]
    if near:
        return near[-1]
    return groups[0] if len(groups) == 1 else None


def page_of(view: PageView) -> tuple[int | None, int | None]:
    """(m, n) of a printed «第 m 页 共 n 页» or «m/n»."""
    alone = [found for line in view.lines if (found := _ALONE.fullmatch(squeeze(line.text))) is not None]
    for whole in alone:
        if 1 <= int(whole[1]) <= int(whole[2]) <= 200:
            return int(whole[1]), int(whole[2])
    for match in view.find(_PAGE_OF):
        m, n = (match[1], match[2]) if match[1] else (match[3], match[4])
        if 1 <= int(m) <= int(n) <= 200:
            return int(m), int(n)
    return None, None


def _credit_reports(items: list[Placed]) -> list[Group]:
    """Pages of one report share its number; pages without one belong to the report around them."""
    groups: dict[str, Group] = {}
    loose: list[Placed] = []
    for item in items:
        number, _, _ = credit_report.page_key(item.view())
        if number is None:
            loose.append(item)
        else:
            groups.setdefault(number, Group(item.piece.type, [])).pieces.append(item)
    result = list(groups.values())
    for item in loose:
        home = _home(result, item)
        if home is not None:
            home.pieces.append(item)
        else:
            result.append(Group(item.piece.type, [item]))
    for group in result:
        group.pieces.sort(key=lambda p: credit_report.page_key(p.view())[1] or 10_000 + p.file_index * 1000 + p.number)
    return result


def _id_cards(items: list[Placed]) -> list[Group]:
    """Both sides of a card together: on one page, on neighbouring pages, else in the order in which they came."""
    groups: list[Group] = []
    portraits: list[Group] = []
    emblems: list[Placed] = []
    for item in items:
        sides = resident_id_card.sides_on(item.view())
        if "portrait" in sides and "emblem" in sides:
            groups.append(Group(item.piece.type, [item]))
        elif "emblem" in sides:
            emblems.append(item)
        else:
            portraits.append(Group(item.piece.type, [item]))
    waiting = list(portraits)
    for emblem in emblems:
        ranked = sorted(waiting, key=lambda g: (-_same_place(g.pieces[0], emblem), _distance(g.pieces[0], emblem)))
        if not ranked:
            groups.append(Group(emblem.piece.type, [emblem]))
            continue
        home = ranked[0]
        near = _distance(home.pieces[0], emblem) == (0, 1)
        told_apart = len(ranked) == 1 or _same_place(home.pieces[0], emblem) > _same_place(ranked[1].pieces[0], emblem)
        home.pieces.append(emblem)
        home.doubtful = () if near or told_apart else resident_id_card.EMBLEM
        waiting.remove(home)
    return groups + portraits


def _same_place(portrait: Placed, emblem: Placed) -> int:
    """How many places of the issuing authority's name stand on the portrait side, in its address."""
    match = re.search(r"签发机关[::]?([\u4e00-\u9fff]{2,24}局)", emblem.view().text)
    names = re.split(r"省|市|自治州|区|县|旗|公安局|分局|局", match[1]) if match else []
    text = portrait.view().text
    return sum(name in text for name in names if len(name) >= 2)


def _distance(a: Placed, b: Placed) -> tuple[int, int]:
    if a.file == b.file:
        return 0, abs(a.number - b.number)
    return 1, abs(a.file_index - b.file_index)


def _estates(items: list[Placed]) -> list[Group]:
    """A title's text page inside the cover, with the registry's seal, and the page of facts behind or before it."""
    groups: list[Group] = []
    for group in _single_pages(items):
        last = groups[-1] if groups else None
        first, item = (last.pieces[-1], group.pieces[0]) if last is not None else (None, group.pieces[0])
        if (
            last is not None
            and first is not None
            and len(last.pieces) == 1
            and (_is_next(first, item) or _is_next_file(first, item))
            and property_certificate.is_cover(first.view()) != property_certificate.is_cover(item.view())
        ):
            last.pieces += group.pieces
        else:
            groups.append(group)
    return groups


def _register_prints(items: list[Placed]) -> list[Group]:
    """Pages of one print follow one another; what the licence says stands in it once."""
    groups: list[Group] = []
    for item in items:
        last = groups[-1] if groups else None
        again = last is not None and _says_licence(item) and any(_says_licence(p) for p in last.pieces)
        if last is not None and not again and _is_next(last.pieces[-1], item):
            last.pieces.append(item)
        else:
            groups.append(Group(item.piece.type, [item]))
    return groups


def _says_licence(item: Placed) -> bool:
    return re.search(r"成立日期.*核准日期|核准日期.*成立日期", item.view().text) is not None


_GROUPERS: dict[str, Callable[[list[Placed]], list[Group]]] = {
    "balance_sheet": _balance_sheets,
    "credit_report": _credit_reports,
    "property_certificate": _estates,
    "registry_extract": _register_prints,
    "resident_id_card": _id_cards,
}


_IDENTITIES: dict[str, Callable[[PageView], object]] = {
    "tax_registration_certificate": tax_registration_certificate.identity,
    "resident_id_card": resident_id_card.sides_on,
}
"""What must be equal on two scans of one page, for types whose papers are nearly alike."""


def title_of(type_: str) -> str:
    """The type's Chinese title."""
    return document_types()[type_].TITLE_ZH if type_ != UNKNOWN else "未识别"
