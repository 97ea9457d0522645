"""Things that a turn only points to (这卡上哪儿办) called by the name that they have in the turns before (pure)."""

from collections.abc import Sequence

from assistant.cues import following
from corpus.model import Corpus

_LONGEST = 8  # characters of a name, its last word included
_MORE = 2  # … by which it must be longer than that word
_FEW_TURNS = 2


class Anaphora:
    """Knows what the texts of one corpus call things."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = "\n".join(clause.text for clause in corpus.clauses)

    def by_name(self, text: str, before: Sequence[str]) -> str:
        """The turn with the first thing that it points to by its name, where one of the last turns says that."""
        pointed = following("this_thing").search(text)
        if pointed is None:
            return text
        for turn in reversed(before[-_FEW_TURNS:]):
            name = self._named(turn, pointed["thing"])
            if name is not None:
                return f"{text[: pointed.start()]}{name}{text[pointed.end() :]}"
        return text

    def _named(self, turn: str, thing: str) -> str | None:
        """The longest name in a turn that ends in a word and stands in the texts; the last of them."""
        end = turn.rfind(thing)
        while end >= 0:
            stop = end + len(thing)
            for start in range(max(0, stop - _LONGEST), end - _MORE + 1):
                if turn[start:stop] in self._texts:
                    return turn[start:stop]
            end = turn.rfind(thing, 0, end)
        return None
