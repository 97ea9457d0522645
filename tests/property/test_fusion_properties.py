"""Fusion does not depend on the order in which clauses are listed, nor on the scale of one side."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.fusion import AGREEING, DECAY, Voices, fused, ranked, standardised

_SCORES = arrays.arrays(np.float32, st.integers(2, 40), elements=st.floats(-50, 50, width=32))


@given(_SCORES, st.randoms(use_true_random=False))
def test_the_order_of_clauses_does_not_matter(scores: np.ndarray, random: object) -> None:
    other = scores[::-1].copy()
    order = np.arange(len(scores))
    random.shuffle(order)
    assert np.allclose(fused(scores, other, 0.4)[order], fused(scores[order], other[order], 0.4), atol=1e-4)


@given(_SCORES)
def test_standardised_scores_have_mean_zero(scores: np.ndarray) -> None:
    assert abs(float(standardised(scores).mean())) < 1e-2


@given(_SCORES, st.floats(0, 1))
def test_equal_scores_on_one_side_leave_the_other_to_decide(scores: np.ndarray, weight: float) -> None:
    flat = np.ones_like(scores)
    assert np.allclose(fused(scores, flat, weight), np.float32(weight) * standardised(scores), atol=1e-5)


@given(_SCORES)
def test_ranking_is_descending_and_stable(scores: np.ndarray) -> None:
    order = ranked(scores, len(scores))
    assert all(scores[a] > scores[b] or (scores[a] == scores[b] and a < b) for a, b in itertools.pairwise(order))


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=5), min_size=1, max_size=8))
def test_the_best_voices_of_each_clause_count(groups: list[list[float]]) -> None:
    """The first two chunks of every clause are its own text: one voice, the better of them."""
    scores = np.array([score for group in groups for score in group], np.float32)
    owner = np.array([number for number, group in enumerate(groups) for _ in group])
    own_text = np.array([place < 2 for group in groups for place in range(len(group))])
    found = Voices.of(owner, own_text, len(groups))
    assert found.best(scores).tolist() == [np.float32(max(group)) for group in groups]
    for group, score in zip(groups, found.agreeing(scores), strict=True):
        voices = [max(group[:2]), *group[2:]]
        best = sorted(map(np.float32, voices), reverse=True)[:AGREEING]
        weights = [DECAY**place for place in range(len(best))]
        expected = sum(w * s for w, s in zip(weights, best, strict=True)) / sum(weights)
        assert abs(float(score) - float(expected)) < 1e-4


def test_the_scores_handed_in_are_left_alone() -> None:
    scores = np.array([1.0, 2.0, 3.0], np.float32)
    Voices.of(np.array([0, 0, 1]), np.array([True, False, True]), 2).agreeing(scores)
    assert scores.tolist() == [1.0, 2.0, 3.0]
