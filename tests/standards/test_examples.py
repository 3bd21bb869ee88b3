"""The examples in the docstrings of standards/ are true."""

import doctest
import importlib
import pkgutil

import pytest

import standards

MODULES = sorted(module.name for module in pkgutil.iter_modules(standards.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold_and_exist(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"standards.{name}"), optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert results.attempted > 0
    assert results.failed == 0
