"""The identity number as a witness: its digits tell the birth date and the sex that the same page prints."""

from __future__ import annotations

from extractors._decode import plain
from extractors._values import Place, value_of
from schemas.core import FieldValue, Plain, Status
from standards import resident_id


def witness(fields: dict[str, FieldValue], extractor: str) -> None:
    """Accept birth date and sex that agree with a valid number; doubt them when they differ. The paper is never overruled."""
    number = fields["id_number"]
    if number.value is None or not resident_id.is_valid(str(number.value)):
        return
    fields["id_number"] = number = _borne_out(number, fields.get("birth_date"))
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


def _borne_out(number: FieldValue, birth: FieldValue | None) -> FieldValue:
    """A repaired number is accepted when the repair lies in the birth date and the page prints that date elsewhere."""
    if number.reason != "check_digit_decoded" or number.evidence is None or birth is None or not birth.usable:
        return number
    read, value = plain(number.evidence.raw), str(number.value)
    if len(read) != len(value) or resident_id.birth_date(value) != birth.value:
        return number
    if any(a != b and not 6 <= i < 14 for i, (a, b) in enumerate(zip(read, value, strict=True))):
        return number
    return value_of(
        value,
        raw=number.evidence.raw,
        place=Place(number.evidence.page, number.evidence.box),
        confidence=0.99,
        method=number.evidence.method + "+printed_again",
        extractor=number.evidence.extractor,
    )
