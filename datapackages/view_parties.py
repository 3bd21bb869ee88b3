"""The parties as the report shows them: every fact with every source, agreements and contradictions marked."""

from __future__ import annotations

from dataclasses import dataclass

from datapackages.links import Links, PlaceView
from datapackages.values import shown_text
from datapackages.words import KINDS, STATUSES
from datapackages.words_tables import AGREEMENT_TONES, AGREEMENTS, PARTY_ROLES, fact_title
from schemas.core import CaseFile
from schemas.core.parties import PartyFact, PartySheet


@dataclass(frozen=True)
class SourceView:
    """One paper that states a fact; `differs` when it says something else than most."""

    place: PlaceView
    status: str
    status_word: str
    differs: bool


@dataclass(frozen=True)
class FactView:
    """A fact about a party."""

    title: str
    value: str
    tone: str
    agreement: str
    sources: list[SourceView]


@dataclass(frozen=True)
class PartyView:
    """A company or person of the case."""

    party_id: str
    name: str
    kind: str
    roles: str
    variants: str
    documents: list[tuple[str, str]]
    facts: list[FactView]
    contradicted: int


def views(case_file: CaseFile, links: Links) -> list[PartyView]:
    """The parties, the applicant first."""
    titles = {d.document_id: d.title_zh for d in case_file.case.documents}
    return [_party(sheet, titles, links) for sheet in case_file.tables.parties]


def roles(sheet: PartySheet) -> str:
    """A party's roles in words."""
    return "、".join(PARTY_ROLES.get(r, r) for r in sheet.roles)


def _party(sheet: PartySheet, titles: dict[str, str], links: Links) -> PartyView:
    return PartyView(
        party_id=sheet.party_id,
        name=sheet.name,
        kind=KINDS.get(sheet.kind, sheet.kind),
        roles=roles(sheet),
        variants="、".join(sheet.variants),
        documents=[(id_, titles.get(id_, "")) for id_ in sheet.documents],
        facts=[_fact(fact, links) for fact in sheet.facts],
        contradicted=sum(fact.agreement == "contradicted" for fact in sheet.facts),
    )


def _fact(fact: PartyFact, links: Links) -> FactView:
    said = shown_text(fact.name, fact.value)
    sources = []
    for source in fact.sources:
        place = links.of(source.citation)
        differs = fact.agreement == "contradicted" and place.value != said
        sources.append(SourceView(place, source.status.value, STATUSES[source.status], differs))
    return FactView(
        fact_title(fact.name), said or "未确认", AGREEMENT_TONES[fact.agreement], AGREEMENTS[fact.agreement], sources
    )
