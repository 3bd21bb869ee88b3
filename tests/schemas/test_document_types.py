"""Every document type's class names the fields of the contract, all optional, under the titles that readers see."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import schemas
from schemas import titles
from schemas.core import Record

_MODULES = sorted(m.name for m in pkgutil.iter_modules(schemas.__path__) if m.name in titles.TYPES)


def _main_class(module: ModuleType, type_: str) -> type[Record]:
    wanted = type_.replace("_", "")
    found: type[Record] = next(c for n, c in vars(module).items() if n.lower() == wanted and issubclass(c, Record))
    return found


@pytest.mark.parametrize("type_", _MODULES)
def test_fields_and_titles_agree(type_: str) -> None:
    module = importlib.import_module(f"schemas.{type_}")
    paper = _main_class(module, type_)
    tables = titles.COLUMNS.get(type_, {})
    shown = {n: f.title for n, f in paper.model_fields.items() if n not in tables}
    assert shown == titles.FIELDS[type_]
    assert set(paper.model_fields) - set(shown) == set(tables)


@pytest.mark.parametrize("type_", _MODULES)
def test_an_empty_paper_is_representable(type_: str) -> None:
    paper = _main_class(importlib.import_module(f"schemas.{type_}"), type_)()
    assert all(value in (None, ()) for _, value in paper)
