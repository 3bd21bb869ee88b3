"""The fitted confidence: what it promises holds on values that it was not fitted on."""

from __future__ import annotations

import random

import pytest

from evaluation.calibration import ENOUGH, Fitted, fit, interval, reliability
from evaluation.observations import Observation
from schemas.core.acceptance import Sight, features, probability


def _drawn(count: int, seed: int, part: str = "field") -> list[Observation]:
    """Values whose chance of being right falls with the recogniser's doubt, and which a check digit makes surer."""
    rng = random.Random(seed)
    return [_one(rng, part) for _ in range(count)]


def _one(rng: random.Random, part: str) -> Observation:
    sureness = 1.0 - 10 ** rng.uniform(-5, -0.3)
    witness = rng.random() < 0.4
    chance = 1.0 - (1.0 - sureness) * (0.02 if witness else 0.7)
    sight = Sight(
        path=f"paper.{rng.choice(('name', 'number', 'address'))}",
        value="x",
        raw="abcdef",
        method="label+check_digit" if witness else "label",
        sureness=sureness,
        page_confidence=rng.uniform(0.93, 0.999),
    )
    return Observation(
        case=f"case-{rng.randrange(40)}",
        path=sight.path,
        part=part,
        severity=rng.choice(("clean", "moderate", "hard")),
        source="image",
        features=features(sight),
        digital=False,
        accepted=True,
        right=rng.random() < chance,
    )


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return fit(_drawn(6000, 1))


@pytest.mark.parametrize("target", [0.99, 0.995, 0.998])
def test_the_target_holds_on_values_that_were_not_seen(fitted: Fitted, target: float) -> None:
    others = _drawn(20000, 2)
    accepted = [o for o in others if probability(fitted.coefficients, o.features) >= fitted.least[target]]
    wrong = sum(not o.right for o in accepted)
    assert wrong / len(accepted) <= 1.0 - target
    assert len(accepted) > 0.3 * len(others)


def test_a_stricter_target_accepts_less(fitted: Fitted) -> None:
    least = [fitted.least[target] for target in sorted(fitted.least)]
    assert least == sorted(least)


def test_a_witness_makes_a_doubtful_value_surer(fitted: Fitted) -> None:
    plain = Sight("paper.number", "x", "abc", "label", 0.97, 0.98)
    checked = Sight("paper.number", "x", "abc", "label+check_digit", 0.97, 0.98)
    assert (
        probability(fitted.coefficients, features(checked)) > probability(fitted.coefficients, features(plain)) + 0.01
    )


def test_expected_and_found_shares_agree(fitted: Fitted) -> None:
    for one in reliability(_drawn(6000, 1), fitted.chances):
        low, high = interval(one.right, one.count)
        assert low - 0.02 <= one.expected <= high + 0.02


def test_fields_of_one_kind_lend_each_other_strength() -> None:
    """A field with three right values is not surer than its kind by much."""
    seen = _drawn(4000, 3)
    rare = Sight("paper.rare_number", "x", "abcdef", "label", 0.99, 0.98)
    usual = Sight("paper.number", "x", "abcdef", "label", 0.99, 0.98)
    extra = [Observation("case-1", rare.path, "field", "clean", "image", features(rare), False, True, True)] * 3
    model = fit(seen + extra).coefficients
    assert abs(probability(model, features(rare)) - probability(model, features(usual))) < 0.02


def test_what_is_stored_counts_the_examples_of_each_field(fitted: Fitted) -> None:
    stored = fitted.stored()
    assert stored["enough"] == ENOUGH
    assert sum(fitted.seen.values()) == 6000


def test_nothing_is_learnt_from_values_that_are_all_right() -> None:
    with pytest.raises(ValueError):
        fit([o for o in _drawn(200, 4) if o.right])
