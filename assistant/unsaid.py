"""What the texts are known to say nothing about, though the words around it are theirs (pure)."""

import re
from collections.abc import Sequence

from assistant.cues import part
from assistant.exact.reading import segments
from corpus.model import Corpus


class Unsaid:
    """The matters that a corpus's glossary names: whether it costs anything to be told one's marks, for one."""

    def __init__(self, corpus: Corpus) -> None:
        self._matters = re.compile("|".join(f"(?:{each})" for each in corpus.unsaid) or r"(?!)(?P<what>)")

    def asked(self, text: str) -> bool:
        """True where a stretch of a text asks about one of them; told by the way (怕答辩，能认定吗) it is not."""
        pieces = segments(text)
        return any(self._named(pieces, at) for at in range(len(pieces)))

    def alone(self, text: str) -> bool:
        """True where that is all that a text asks, or asks for (not: 评审费多少，能开发票吗; 地址给一下，几点下班)."""
        pieces = segments(text)
        wanted = [at for at, piece in enumerate(pieces) if part("asks").search(piece) or part("asks_for").search(piece)]
        return bool(wanted) and all(self._named(pieces, at) for at in wanted)

    def apart(self, text: str) -> tuple[str, ...]:
        """A text that asks about something else before such a matter as several: that, and the matter.

        What is asked behind it mostly leans on it (能不能复议，找谁).
        """
        pieces = segments(text)
        first = next((at for at in range(len(pieces)) if self._named(pieces, at)), 0)
        named = "，".join([self._named(pieces, first) or "", *pieces[first + 1 :]]) if first else ""
        return ("，".join(pieces[:first]), named) if named and self.alone(named) and not self.alone(text) else (text,)

    def _named(self, pieces: Sequence[str], at: int) -> str | None:
        """The matter that a stretch asks about, with what it is of where that stands before it (认定 … 收不收费)."""
        piece = pieces[at]
        if part("asks").search(piece) is None and part("asks_for").search(piece) is None:
            return None
        if self._matters.search(piece):
            return piece
        told = "，".join(pieces[: at + 1])
        reaching = (found for found in self._matters.finditer(told) if found.end() > len(told) - len(piece))
        return next((f"{found['what']}{piece}" for found in reaching if found["what"]), None)
