"""The vectors of the questions in hand: each is embedded once, and several at once where they are known together."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from index.embedder import Embedder, Vectors

_RECENT = 32  # vectors kept: those of the questions being answered


class QueryVectors:
    """Embeds questions, and keeps the latest vectors."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._keeping = threading.Lock()

    def of(self, query: str) -> Vectors:
        """The raw vector of a question, shape (dimension,)."""
        return self.together([query])[query]

    def together(self, queries: Sequence[str]) -> Mapping[str, Vectors]:
        """The vectors of several questions: embedding three together takes half the time of one by one."""
        with self._keeping:
            found = {query: self._kept[query] for query in queries if query in self._kept}
        new = [query for query in dict.fromkeys(queries) if query not in found]
        if new:
            found.update(zip(new, self._embedder.queries(new), strict=True))
        with self._keeping:
            for query, vector in found.items():
                self._kept[query] = vector
                self._kept.move_to_end(query)
            while len(self._kept) > _RECENT:
                self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Keep none: who measures wants every question embedded."""
        with self._keeping:
            self._kept.clear()
