"""Text → terms for the word side: characters, bigrams and the words of the corpus's own dictionary.

Unigrams and bigrams find what a word cutter cuts wrongly, which matters most for typing slips and
colloquial questions; dictionary words of three and more characters sharpen official terms.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence

import jieba

jieba.setLogLevel(logging.WARNING)  # its import sets DEBUG
_RUN = re.compile(r"[0-9a-z]+(?:[.\-][0-9a-z]+)*|[\u3400-\u9fff\uf900-\ufaff]+")
_WORD_LENGTH = 3  # shorter words are unigrams or bigrams already
_WORD_MARK = "="  # keeps a word apart from the bigram or run that reads the same


def normalise(text: str) -> str:
    """The copy of a text that is indexed and compared: NFKC, lower case. Quotes never come from it."""
    return unicodedata.normalize("NFKC", text).lower()


class Segmenter:
    """Cuts texts of one corpus; the same instance for documents and queries.

    The dictionary is private to the instance: jieba's global one would carry words from one corpus
    into the next, and loading jieba's full dictionary takes longer than answering.
    """

    def __init__(self, dictionary: Iterable[str]) -> None:
        self.dictionary: Sequence[str] = sorted(
            {normalise(word) for word in dictionary if len(normalise(word)) >= _WORD_LENGTH}
        )
        self._cutter = jieba.Tokenizer()
        self._cutter.FREQ = {}
        for word in self.dictionary:
            self._cutter.FREQ[word] = 10
            for end in range(1, len(word)):
                self._cutter.FREQ.setdefault(word[:end], 0)
        self._cutter.total = 10 * max(1, len(self.dictionary))
        self._cutter.initialized = True

    def terms(self, text: str) -> list[str]:
        """The terms of a text in order, repeated as often as they occur."""
        found: list[str] = []
        for run in _RUN.findall(normalise(text)):
            if run[0] < "\u3400":
                found.append(run)
                continue
            found.extend(run)
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
            words = self._cutter.cut(run, HMM=False)
            found.extend(_WORD_MARK + word for word in words if len(word) >= _WORD_LENGTH)
        return found


def dictionary_of(texts: Iterable[str], terms: Iterable[str]) -> list[str]:
    """The words of a corpus: official terms, and what jieba's full dictionary finds in its texts."""
    cutter = jieba.Tokenizer()
    official = [normalise(term) for term in terms]
    for term in official:
        cutter.add_word(term)
    found = set(official)
    for text in texts:
        for run in _RUN.findall(normalise(text)):
            found.update(word for word in cutter.cut(run, HMM=False) if len(word) >= _WORD_LENGTH)
    return sorted(found)
