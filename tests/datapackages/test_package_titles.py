"""Every type has Chinese titles for all it can hold."""

from __future__ import annotations

from schemas import titles


def test_every_type_has_its_fields_listed() -> None:
    assert titles.FIELDS.keys() == titles.TYPES.keys()
    assert titles.COLUMNS.keys() <= titles.TYPES.keys()
    assert {table for tables in titles.COLUMNS.values() for table in tables} == titles.TABLE_TITLES.keys()


def test_every_title_is_chinese() -> None:
    fields = [title for names in titles.FIELDS.values() for title in names.values()]
    columns = [t for tables in titles.COLUMNS.values() for names in tables.values() for t in names.values()]
    assert all(any("\u4e00" <= char <= "\u9fff" for char in title) for title in fields + columns)


def test_unlisted_names_are_shown_as_they_are() -> None:
    assert titles.field_title("business_licence", "new_field") == "new_field"
    assert titles.type_title("new_type") == "new_type"
