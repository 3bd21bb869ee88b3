"""One table of the parties: who they are, in which roles, and every source of every fact about them.

Names are one when they are equal in simplified characters or differ in one pair of characters that readers take for one
another (the rule of checks XID-001 and XID-002), or when their papers carry the same number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from checks import _names
from checks._facts import Fact, package_value, same_text
from checks._mentions import COMPANY_FACTS, PERSON_FACTS, Mention, mentions
from schemas.core import Case, Plain
from schemas.core.parties import Agreement, PartyFact, PartySheet, PartySource

_NUMBERS = (
    "unified_social_credit_code",
    "registration_number",
    "organisation_code",
    "taxpayer_id",
    "loan_card_code",
    "id_number",
)
_ROLES = (
    "applicant",
    "legal_representative",
    "shareholder",
    "spouse",
    "collateral_owner",
    "counter_guarantor",
    "signatory",
    "intermediary",
    "other",
)


@dataclass
class _Party:
    """Mentions that are of one bearer."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.mentions[0].kind

    def is_of(self, other: Mention) -> bool:
        if other.kind != self.kind:
            return False
        if any(_names.compare(m.name, other.name) in (_names.SAME, _names.CONFUSABLE) for m in self.mentions):
            return not self._contradicts(other)
        return any(_same_number(m, other) for m in self.mentions)

    def _contradicts(self, other: Mention) -> bool:
        """Whether a namesake has another identity number: another person."""
        numbers = [m.facts["id_number"] for m in self.mentions if _usable(m, "id_number")]
        return _usable(other, "id_number") and bool(numbers) and not any(_same_number(m, other) for m in self.mentions)


def _usable(mention: Mention, name: str) -> bool:
    return name in mention.facts and mention.facts[name].usable


def _same_number(a: Mention, b: Mention) -> bool:
    return any(_usable(a, n) and _usable(b, n) and same_text(a.facts[n].text, b.facts[n].text) for n in _NUMBERS)


def party_table(case: Case) -> tuple[PartySheet, ...]:
    """The parties of a case: the applicant first, then by role, then by number of papers."""
    parties: list[_Party] = []
    for mention in sorted(mentions(case), key=lambda m: not m.own):
        home = next((p for p in parties if p.is_of(mention)), None)
        if home is None:
            home = _Party()
            parties.append(home)
        home.mentions.append(mention)
    sheets = [_sheet(case, party) for party in parties]
    ordered = sorted(sheets, key=lambda s: (_ROLES.index(s.roles[0]), -len(s.documents), s.name))
    return tuple(_numbered(case, ordered))


def _sheet(case: Case, party: _Party) -> PartySheet:
    spelt = Counter(m.name for m in party.mentions if m.at.usable) or Counter(m.name for m in party.mentions)
    name = spelt.most_common()[0][0]
    facts = COMPANY_FACTS if party.kind == "company" else PERSON_FACTS
    kind: Literal["company", "person"] = "company" if party.kind == "company" else "person"
    return PartySheet(
        party_id="",
        name=name,
        kind=kind,
        roles=_roles(case, party, name),
        variants=tuple(sorted({m.name for m in party.mentions} - {name})),
        documents=tuple(dict.fromkeys(m.at.document.document_id for m in party.mentions if m.own)),
        facts=(
            _fact("name", [m.at for m in party.mentions]),
            *(_fact(n, found) for n in facts if (found := [m.facts[n] for m in party.mentions if n in m.facts])),
        ),
    )


def _roles(case: Case, party: _Party, name: str) -> tuple[str, ...]:
    found = {m.role for m in party.mentions}
    if case.applicant.name and _names.compare(case.applicant.name, name) in (_names.SAME, _names.CONFUSABLE):
        found.add("applicant")
    found |= {p.role for p in case.parties if _names.compare(p.name, name) == _names.SAME}
    found.discard("other")
    return tuple(r for r in _ROLES if r in found) or ("other",)


def _fact(name: str, found: Sequence[Fact]) -> PartyFact:
    unique = list({(f.document.document_id, f.path): f for f in found}.values())
    usable = [f for f in unique if f.usable]
    value, agreement = _agreement(usable)
    sources = tuple(PartySource(citation=f.cite(), status=f.field.status) for f in unique)
    return PartyFact(name=name, value=value, agreement=agreement, sources=sources)


def _agreement(usable: Sequence[Fact]) -> tuple[str | None, Agreement]:
    if not usable:
        return None, "unconfirmed"
    groups: list[list[Fact]] = []
    for fact in usable:
        home = next((g for g in groups if same_text(_text(g[0].value), _text(fact.value))), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    groups.sort(key=len, reverse=True)
    said = _text(groups[0][0].value)
    if len(groups) > 1:
        return said, "contradicted"
    return said, "agreed" if len(usable) > 1 else "single"


def _text(value: Plain | None) -> str:
    return str(package_value(value))


def _numbered(case: Case, sheets: Iterable[PartySheet]) -> Iterable[PartySheet]:
    """The ids that the case's documents use already, and further ones."""
    taken = {p.party_id for p in case.parties}
    given: set[str] = set()
    count = 0
    for sheet in sheets:
        known = (p for p in case.parties if p.party_id not in given)
        party_id = next((p.party_id for p in known if _names.compare(p.name, sheet.name) == _names.SAME), None)
        while party_id is None:
            count += 1
            party_id = f"P{count:02d}" if f"P{count:02d}" not in taken else None
        given.add(party_id)
        yield sheet.model_copy(update={"party_id": party_id})
