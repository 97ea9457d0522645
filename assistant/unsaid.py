"""What the texts are known to say nothing about, though the words around it are theirs (pure)."""

import re

from assistant.cues import part
from assistant.exact.reading import segments
from corpus.model import Corpus


class Unsaid:
    """The matters that a corpus's glossary names: whether it costs anything to be told one's marks, for one."""

    def __init__(self, corpus: Corpus) -> None:
        self._matters = re.compile("|".join(f"(?:{each})" for each in corpus.unsaid) or r"(?!)")

    def asked(self, text: str) -> bool:
        """True where a stretch of a text asks about one of them; told by the way (怕答辩，能认定吗) it is not."""
        return any(map(self._matters.search, _asking(text)))

    def alone(self, text: str) -> bool:
        """True where that is all that a text asks, or asks for (not: 评审费多少，能开发票吗; 地址给一下，几点下班)."""
        wanted = [piece for piece in segments(text) if part("asks").search(piece) or part("asks_for").search(piece)]
        return bool(wanted) and all(map(self._matters.search, wanted))

    def apart(self, text: str) -> tuple[str, ...]:
        """A text that asks about something else before such a matter as several: that, and the matter.

        What is asked behind it mostly leans on it (能不能复议，找谁).
        """
        pieces = segments(text)
        first = next((at for at, piece in enumerate(pieces) if self.asked(piece)), 0)
        before = "，".join(pieces[:first])
        whole = before and self.alone("，".join(pieces[first:])) and not self.alone(text)
        return (before, "，".join(pieces[first:])) if whole else (text,)


def _asking(text: str) -> list[str]:
    return [piece for piece in segments(text) if part("asks").search(piece)]
