"""A question in the words of our texts, where the asker used others (pure)."""

import re
from functools import cached_property

from corpus.model import Corpus


class Wording:
    """What the glossary of one corpus calls what people say otherwise."""

    def __init__(self, corpus: Corpus) -> None:
        self._word_for = {said: word for word, others in corpus.synonyms.items() for said in others}

    def in_our_words(self, text: str) -> str:
        """The text with our words for the asker's; the same text where there are none."""
        return self._said.sub(lambda said: self._word_for[said.group()], text) if self._word_for else text

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._word_for, key=len, reverse=True))))
