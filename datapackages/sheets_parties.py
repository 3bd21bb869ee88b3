"""The workbook's sheet of the parties: every source of every fact a row."""

from __future__ import annotations

from datapackages.links import Links
from datapackages.sheet import Sheet, SheetRow, linked
from datapackages.values import shown_text
from datapackages.view_parties import roles
from datapackages.words import KINDS, STATUSES
from datapackages.words_tables import AGREEMENTS, fact_title
from schemas.core import CaseFile
from schemas.core.parties import PartyFact, PartySheet, PartySource

_COLUMNS = (
    ("角色", 20),
    ("当事人", 34),
    ("类别", 8),
    ("事项", 24),
    ("认定", 34),
    ("各处是否一致", 14),
    ("出处", 30),
    ("栏目", 26),
    ("该处所记", 34),
    ("状态", 12),
)


def sheets(case_file: CaseFile, links: Links) -> list[Sheet]:
    """The sheet; none where no party was found."""
    parties = case_file.tables.parties
    rows = tuple(_row(p, fact, source, links) for p in parties for fact in p.facts for source in fact.sources)
    return [Sheet("当事人", _COLUMNS, rows)] if parties else []


def _row(party: PartySheet, fact: PartyFact, source: PartySource, links: Links) -> SheetRow:
    place = links.of(source.citation)
    said = shown_text(fact.name, fact.value)
    cells = (
        roles(party),
        party.name,
        KINDS.get(party.kind, party.kind),
        fact_title(fact.name),
        said or "未确认",
        AGREEMENTS[fact.agreement],
        place.words,
        place.field,
        place.value,
        STATUSES[source.status],
    )
    differs = fact.agreement == "contradicted" and place.value != said
    doubtful = source.status not in ("accepted", "corrected")
    return SheetRow(cells, frozenset({8} if differs or doubtful else ()), linked(6, place.href))
