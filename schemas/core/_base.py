"""The base of all records: frozen, and closed to unknown keys."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value object; equality is by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")
