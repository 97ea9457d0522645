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
        return any(self._matters.search(piece) and part("asks").search(piece) for piece in segments(text))
