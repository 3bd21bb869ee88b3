"""The identity number as a witness: its digits tell the birth date and the sex that the same page prints."""

from __future__ import annotations

from extractors._values import Place, value_of
from schemas.core import FieldValue, Plain, Status
from standards import resident_id


def witness(fields: dict[str, FieldValue], extractor: str) -> None:
    """Accept birth date and sex that agree with a valid number; doubt them when they differ. The paper is never overruled."""
    number = fields["id_number"]
    if number.value is None or not resident_id.is_valid(str(number.value)):
        return
    told: dict[str, Plain] = {
        "birth_date": resident_id.birth_date(str(number.value)),
        "sex": resident_id.sex(str(number.value)),
    }
    for name, expected in told.items():
        value = fields.get(name)
        if value is None or value.value is None or value.evidence is None:
            continue
        if value.value == expected:
            fields[name] = value_of(
                expected,
                raw=value.evidence.raw,
                place=Place(value.evidence.page, value.evidence.box),
                confidence=max(value.confidence, 0.99),
                method=value.evidence.method + "+number_witness",
                extractor=extractor,
            )
        elif value.usable:
            fields[name] = value.model_copy(
                update={"status": Status.REVIEW, "confidence": 0.5, "reason": "differs_from_number"}
            )
