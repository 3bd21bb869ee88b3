"""The parties of a case with everything that its papers say about each."""

from __future__ import annotations

from typing import Literal

from schemas.core._base import Record
from schemas.core.case import Citation
from schemas.core.value import Status

Agreement = Literal["agreed", "single", "contradicted", "unconfirmed"]
"""How the sources of a fact stand to each other.

`agreed`: several confirmed sources say the same. `single`: one says it. `contradicted`: confirmed sources differ.
`unconfirmed`: no reading is confirmed yet.
"""


class PartySource(Record):
    """One paper that states a fact, with its place there."""

    citation: Citation
    status: Status


class PartyFact(Record):
    """A fact about a party. `value` is what most confirmed sources say, as package text; null where none is confirmed."""

    name: str
    value: str | None
    agreement: Agreement
    sources: tuple[PartySource, ...]


class PartySheet(Record):
    """A company or person of the case.

    `roles` are applicant, legal_representative, shareholder, spouse, collateral_owner, signatory, counter_guarantor,
    intermediary, other. `variants` are other spellings of the name that the papers have; `documents` are the papers that
    are the party's own.
    """

    party_id: str
    name: str
    kind: Literal["company", "person"]
    roles: tuple[str, ...]
    variants: tuple[str, ...]
    documents: tuple[str, ...]
    facts: tuple[PartyFact, ...]
