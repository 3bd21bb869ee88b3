"""Drawn codes and columns of amounts through the real engine: what is printed wrong is never put right."""

from __future__ import annotations

import random

from benchmarks import amounts, codes
from benchmarks._printed_codes import KINDS, draw


def test_drawn_codes_satisfy_their_checks_unless_they_are_printed_wrong_on_purpose() -> None:
    rng = random.Random(3)
    drawn = [draw(rng, wrong_share=0.0) for _ in range(60)]
    assert {p.kind for p in drawn} == set(KINDS)
    assert all(codes._KINDS[p.kind][0].sound(p.text) for p in drawn)
    assert any(not codes._KINDS[p.kind][0].valid(p.text) for p in (draw(rng, wrong_share=1.0) for _ in range(20)))


def test_codes_through_the_engine() -> None:
    found = list(codes.outcomes(16, seed=4))
    accepted = [o for o in found if o.accepted]
    assert len(accepted) >= 6
    assert all(o.right for o in accepted)
    assert "| all | 16 |" in codes.markdown(found)


def test_a_column_that_is_out_of_balance_on_paper_stays_so() -> None:
    counted = amounts.measure(6, seed=5)
    assert counted["unbalanced column"] > 0
    assert not any(counted[f"unbalanced {event}"] for event in ("put right", "put wrong", "put wrong, read right"))
    assert amounts.markdown(counted).count("\n") == 3
