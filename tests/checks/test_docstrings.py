"""The examples in the docstrings of checks/ are true."""

import doctest
import importlib
import pkgutil

import pytest

import checks


@pytest.mark.parametrize("name", sorted(m.name for m in pkgutil.iter_modules(checks.__path__)))
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(f"checks.{name}")
    assert module.__doc__
    assert doctest.testmod(module).failed == 0
