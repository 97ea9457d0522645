"""Whether a sentence says only what its sources say: their own words, in order, with every telling one (pure).

A sentence passes when it is a condensation of the sources: it may leave words out and join what is left
with function words, and no more.

- Its stretches between commas stand in sentences of the sources, in the order of these.
- The figures, names, permissions, prohibitions, duties, denials and limits of what it uses of a sentence
  follow one another exactly as they do there; no permission, prohibition, duty, denial or limit of a
  sentence used is left out. So no 不得 becomes 可以, and no figure passes to a neighbour.
- Between two of them, every word that is not a function word stands in the source between the same two.
- Enough of what it uses is kept; of what is allowed or forbidden nearly all, for half a condition misleads.

What may become of one sentence is in assistant/phrasing/condense.py; here its words are found their places.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, permutations

from assistant.phrasing.condense import condenses, content
from assistant.quantity import normalised
from index.chunking import sentence_spans

_CUTS = re.compile(r"(?<![0-9])[,;:.!?、。\n]|[,;:.!?](?![0-9])")
_MOST_PERMUTED = 3
_MOST_STRETCHES = 12  # of one sentence: to try the places of more would take longer than an asker waits


def rests_on(said: str, sources: Sequence[str], names: Sequence[str] = ()) -> bool:
    """True when the words condense the sources, each of which they use.

    Args:
        names: names that must not be taken for one another, besides those that every corpus has.
    """
    if not sources or not content(normalised(said)):
        return False
    if len(sources) == 1 and said.strip() in _whole_sentences(sources[0]):
        return True
    orders = permutations(sources) if len(sources) <= _MOST_PERMUTED else [tuple(sources)]
    return any(_placed(normalised(said), order, tuple(names)) for order in orders)


def _whole_sentences(source: str) -> set[str]:
    """The source itself, and each of its sentences as it stands there."""
    return {source.strip(), *(source[a:b].strip() for a, b in sentence_spans(source))}


def _placed(said: str, sources: Sequence[str], names: tuple[str, ...]) -> bool:
    """True when the stretches of what is said find their places in sentences of the sources, one after another."""
    cuts = [0, *(match.end() for match in _CUTS.finditer(said)), len(said)]
    stretches = [(a, b) for a, b in pairwise(cuts) if content(said[a:b])]
    if len(stretches) > _MOST_STRETCHES:
        return False
    sentences = [
        (number, normalised(text[a:b])) for number, text in enumerate(sources) for a, b in sentence_spans(text)
    ]

    @cache
    def goes(first: int, at: int, source: int) -> bool:
        if first == len(stretches):
            return source == len(sources) - 1
        for place in range(at, len(sentences)):
            number, sentence = sentences[place]
            if number > source + 1:
                return False
            for last in range(len(stretches), first, -1):
                whole = said[stretches[first][0] : stretches[last - 1][1]]
                if condenses(whole, sentence, first > 0, names) and goes(last, place + 1, number):
                    return True
        return False

    return goes(0, 0, -1)
