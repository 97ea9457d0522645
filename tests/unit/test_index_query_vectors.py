"""Questions are embedded once, several together where they are known together."""

from collections.abc import Sequence

import numpy as np

from index.embedder import Vectors
from index.query_vectors import QueryVectors
from tests.factories import HashEmbedder


class Counting(HashEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.passes: list[list[str]] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.passes.append(list(texts))
        return super().queries(texts)


def test_what_was_embedded_together_is_not_embedded_again() -> None:
    embedder = Counting()
    vectors = QueryVectors(embedder)
    found = vectors.together(["评审费", "公示", "评审费"])
    assert np.array_equal(vectors.of("公示"), found["公示"])
    vectors.together(["公示", "学时"])
    assert embedder.passes == [["评审费", "公示"], ["学时"]]


def test_only_the_latest_are_kept_and_all_can_be_forgotten() -> None:
    embedder = Counting()
    vectors = QueryVectors(embedder)
    vectors.of("最早的")
    vectors.together([str(number) for number in range(100)])
    vectors.of("99")
    vectors.of("最早的")
    vectors.forget()
    vectors.of("99")
    assert [len(texts) for texts in embedder.passes] == [1, 100, 1, 1]
