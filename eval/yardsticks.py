"""What simpler pipelines would show for the same cases: the tutorial pipeline, words alone, vectors alone, fused.

None of them declines, computes or composes: the tutorial shows its windows, the others their best
clause. All use the same embedding model; typical questions lead to clauses in the last three.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.answering import Assistant
from assistant.places import Places
from assistant.understand import cleaned
from eval.case import Case
from eval.judge import plain
from eval.record import YardstickRecord
from eval.tutorial import TutorialPipeline
from index.embedder import SentenceTransformerEmbedder
from index.fusion import fused, ranked
from index.retriever import WORD_WEIGHT

DEPTH = 20
_TUTORIAL = (1, 4)


class Yardsticks:
    """Asks every simpler pipeline the same case."""

    def __init__(self, assistant: Assistant, embedder: SentenceTransformerEmbedder) -> None:
        self._assistant = assistant
        self._places = Places(assistant.corpus.districts)
        self._tutorial = TutorialPipeline(assistant.corpus, embedder)
        self._texts = {clause.id: plain(clause.text) for clause in assistant.corpus.clauses}
        self._names = [f"tutorial pipeline, top {k}" for k in _TUTORIAL]

    def ask(self, case: Case) -> dict[str, YardstickRecord]:
        """The record of each pipeline, by its name; all see the last question alone, without its history."""
        found = {}
        windows = self._tutorial.search(case.question, DEPTH)
        places = self._places_of(windows, case)
        for name, k in zip(self._names, _TUTORIAL, strict=True):
            found[name] = YardstickRecord(id=case.id, text="\n\n".join(windows[:k]), ranking=tuple(places))
        retriever = self._assistant.retriever
        district = self._places.called(case.district) or self._places.district(case.question)
        allowed = retriever.allowed(district.name if district else None, case.on)
        scores = retriever.scores(cleaned(case.question))
        words, meaning = scores.words[allowed], scores.meaning[allowed]
        sides: list[tuple[str, npt.NDArray[np.float32]]] = [
            ("words alone", words),
            ("vectors alone", meaning),
            ("fused", fused(words, meaning, WORD_WEIGHT)),
        ]
        for name, side in sides:
            clauses = [retriever.clause_at(int(allowed[at])) for at in ranked(side, DEPTH)]
            text = clauses[0].described if clauses else ""
            found[name] = YardstickRecord(id=case.id, text=text, ranking=tuple(clause.id for clause in clauses))
        return found

    def _places_of(self, windows: Sequence[str], case: Case) -> list[str]:
        """For every window the first clause of the gold that it holds whole and none before it held."""
        places: list[str] = []
        for number, window in enumerate(windows, start=1):
            text = plain(window)
            held = (c for entry in case.evidence for c in entry if c not in places and self._texts[c] in text)
            places.append(next(held, f"window-{number}"))
        return places
