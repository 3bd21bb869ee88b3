"""Fits the confidence on labelled cases: a ridge logistic regression, and the least probability for each target accuracy.

Strength is borrowed in levels: every value shares the weight of the recogniser's doubt, of the page and of the witnesses;
kinds of values and single fields depart from it only as far as their counts carry. Thresholds are chosen on probabilities
that were fitted without the case itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.labels import SEVERITIES
from evaluation.observations import Observation
from schemas.core.acceptance import probability

TARGETS = (0.98, 0.99, 0.995, 0.998, 0.999)
"""Shares of accepted values that must be right, for which thresholds are stored."""

ENOUGH = 8
"""Labelled values of a path that are needed before any of it is accepted unseen from a picture."""

MARGIN = 8.0
"""No accepted value may be more than so many times as unsure as the target allows on average: other papers than those
that were learnt from may be poorer as a whole, but a value of a given probability is right as often among them."""

_FOLDS = 8
_PENALTIES = {"field": 0.7, "kind": 0.5, "witness": 0.3, "quality": 0.3}
_STEPS = 40

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """Coefficients by feature, thresholds by target, counts by path, and the probabilities fitted without the own case."""

    coefficients: Mapping[str, float]
    least: Mapping[float, float]
    seen: Mapping[str, int]
    chances: Sequence[float]

    def stored(self) -> dict[str, object]:
        """The plain data that the program carries."""
        return {
            "least": {f"{target:g}": round(least, 5) for target, least in self.least.items()},
            "enough": ENOUGH,
            "seen": dict(sorted(self.seen.items())),
            "coefficients": {name: round(c, 4) for name, c in sorted(self.coefficients.items()) if abs(c) >= 5e-5},
        }


def fit(observations: Sequence[Observation]) -> Fitted:
    """The model of these values.

    Raises:
        ValueError: there are no values, or none of them is wrong: nothing can be learnt.
    """
    if not observations or all(o.right for o in observations):
        raise ValueError("no values, or no wrong one among them")
    chances = _out_of_fold(observations)
    seen = Counter(o.path for o in observations if not o.digital)
    return Fitted(_regression(observations), thresholds(observations, chances), seen, chances)


def _out_of_fold(observations: Sequence[Observation]) -> list[float]:
    """Each value's probability by a model that did not see its case."""
    cases = sorted({o.case for o in observations})
    fold = {case: i % _FOLDS for i, case in enumerate(cases)}
    models = {
        k: _regression([o for o in observations if fold[o.case] != k]) for k in sorted({fold[case] for case in cases})
    }
    return [probability(models[fold[o.case]], o.features) for o in observations]


def _regression(observations: Sequence[Observation]) -> dict[str, float]:
    """Coefficients of the ridge logistic regression, by Newton's method."""
    names = sorted({name for o in observations for name in o.features})
    column = {name: j for j, name in enumerate(names)}
    matrix = np.zeros((len(observations), len(names)))
    for i, o in enumerate(observations):
        for name, weight in o.features.items():
            matrix[i, column[name]] = weight
    right = np.array([o.right for o in observations], float)
    penalty = np.array([_penalty(name) for name in names])
    weights = _newton(matrix, right, penalty)
    return dict(zip(names, weights.tolist(), strict=True))


def _penalty(name: str) -> float:
    level = name.partition(":")[0]
    return _PENALTIES.get(level, 0.5 if "|" in name else 0.02)


def _newton(matrix: Vector, right: Vector, penalty: Vector) -> Vector:
    weights = np.zeros(matrix.shape[1])
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        spread = np.maximum(chance * (1.0 - chance), 1e-9)
        slope = matrix.T @ (right - chance) - penalty * weights
        bend = (matrix * spread[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step * min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-7:
            break
    return weights


def thresholds(observations: Sequence[Observation], chances: Sequence[float]) -> dict[float, float]:
    """For each target the least probability above which every stratum keeps it.

    Strata are the severities, and identifiers, other fields and cells; only values read from pictures count.
    """
    seen = sorted(
        ((chance, o) for chance, o in zip(chances, observations, strict=True) if not o.digital),
        key=lambda pair: -pair[0],
    )
    return {target: max(_least(seen, target), 1.0 - MARGIN * (1.0 - target)) for target in TARGETS}


def _least(seen: Sequence[tuple[float, Observation]], target: float) -> float:
    """Going down from the surest value, the last threshold at which every stratum keeps the target."""
    count: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    expected: defaultdict[str, float] = defaultdict(float)
    best = 1.1
    for i, (chance, o) in enumerate(seen):
        for stratum in (o.part, o.severity, "all"):
            count[stratum] += 1
            wrong[stratum] += not o.right
            expected[stratum] += 1.0 - chance
        last_of_equal = i + 1 == len(seen) or seen[i + 1][0] < chance
        if last_of_equal and all(_keeps(s, count[s], wrong[s], expected[s], target) for s in count):
            best = chance
    return best


def _keeps(stratum: str, count: int, wrong: int, expected: float, target: float) -> bool:
    """Whether a stratum's accepted values are right often enough.

    By their probabilities they must be, and what was found must not speak against it: as many wrong values, or more, would
    be found with a chance of one in ten at least if the target were just kept. Identifiers must have no wrong one.
    """
    allowed = 1.0 - target
    if stratum == "identifier" and wrong and target >= 0.998:
        return False
    return expected <= allowed * count + 1e-9 and _as_many(wrong, allowed * count) >= 0.1


def _as_many(wrong: int, mean: float) -> float:
    """The chance of at least so many rare events where `mean` are expected (Poisson)."""
    term = math.exp(-mean)
    fewer = 0.0
    for k in range(wrong):
        fewer += term
        term *= mean / (k + 1)
    return 1.0 - fewer


@dataclass(frozen=True)
class Bin:
    """Values of like probability: how many there are, how many were right, and their mean probability."""

    low: float
    high: float
    count: int
    right: int
    expected: float


_EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1.0)


def reliability(observations: Sequence[Observation], chances: Sequence[float]) -> list[Bin]:
    """The reliability curve: expected and found shares of right values, by probability."""
    bins = []
    for low, high in zip(_EDGES, _EDGES[1:], strict=False):
        mine = [
            (c, o.right)
            for c, o in zip(chances, observations, strict=True)
            if low <= c < high or (high == 1.0 and c >= low)
        ]
        if mine:
            bins.append(Bin(low, high, len(mine), sum(r for _, r in mine), sum(c for c, _ in mine) / len(mine)))
    return bins


def interval(right: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) of nothing."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def by_severity(observations: Sequence[Observation]) -> list[str]:
    """The severities that occur, mildest first."""
    return [s for s in SEVERITIES if any(o.severity == s for o in observations)]
