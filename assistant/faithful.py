"""Whether a sentence says only what its sources say: their own words, in order, with every telling one (pure).

A sentence passes when it is a condensation of the sources: it may leave words out and join what is left
with function words, and no more.

- Its stretches between commas stand in sentences of the sources, in the order of these.
- The figures, names, permissions, prohibitions, duties, denials and limits of what it uses of a sentence
  follow one another exactly as they do there; no permission, prohibition, duty, denial or limit of a
  sentence used is left out. So no 不得 becomes 可以, and no figure passes to a neighbour.
- Between two of them, every word that is not a function word stands in the source between the same two.
- Enough of what it uses is kept; of what is allowed or forbidden nearly all, for half a condition misleads.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, permutations

from assistant.quantity import normalised
from assistant.wording import GOVERNS, Kind, Telling, telling
from index.chunking import sentence_spans

_CUTS = re.compile(r"(?<![0-9])[,;:.!?、。\n]|[,;:.!?](?![0-9])")
_FREE = re.compile(
    r"[,;:.!?、。()“”‘’\"《》 ]|根据(?:材料|规定)|按(?:照)?(?:材料|规定)|材料规定|以及|同时|另外|此外|因此"
    r"|[的了是为即就会将后则并且也您你请其和与]"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_ITEM = re.compile(r"[^、或和及]+")
_KEPT = 0.5  # share of a stretch between commas that its use must keep
_GOVERNED = 0.9  # … where something is allowed, forbidden, required or limited
_MOST_PERMUTED = 3
_MOST_STRETCHES = 16  # of one sentence: to try the places of more would take longer than an asker waits
_ATOM = re.compile(r"[^,;:。.!?\n]+")


def rests_on(said: str, sources: Sequence[str], names: Sequence[str] = ()) -> bool:
    """True when the words condense the sources, each of which they use.

    Args:
        names: names that must not be taken for one another, besides those that every corpus has.
    """
    if not sources or not _content(normalised(said)):
        return False
    if [said.strip()] == [source.strip() for source in sources]:
        return True
    orders = permutations(sources) if len(sources) <= _MOST_PERMUTED else [tuple(sources)]
    return any(_placed(normalised(said), order, tuple(names)) for order in orders)


def _placed(said: str, sources: Sequence[str], names: tuple[str, ...]) -> bool:
    """True when the stretches of what is said find their places in sentences of the sources, one after another."""
    cuts = [0, *(match.end() for match in _CUTS.finditer(said)), len(said)]
    stretches = [(a, b) for a, b in pairwise(cuts) if _content(said[a:b])]
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
                if _condenses(whole, sentence, first > 0, names) and goes(last, place + 1, number):
                    return True
        return False

    return goes(0, 0, -1)


@lru_cache(maxsize=4096)
def _condenses(said: str, sentence: str, goes_on: bool, names: tuple[str, ...]) -> bool:
    """True for a condensation of the sentence, or of it without what stands in brackets.

    Args:
        goes_on: it follows words of another sentence, and must not take its subject from there.
    """
    bare = _BRACKETED.sub("", sentence)
    texts = [sentence] if bare == sentence else [sentence, bare]
    words = telling(said, names)
    return any(_Alignment(said, words, text, telling(text, names), goes_on).holds() for text in texts)


@dataclass(frozen=True, slots=True)
class _Alignment:
    """What is said laid over one sentence of a source."""

    said: str
    words: Sequence[Telling]
    source: str
    tellings: Sequence[Telling]
    goes_on: bool

    def holds(self) -> bool:
        """True when it fits somewhere, and keeps enough."""
        count = len(self.words)
        for first in range(len(self.tellings) - count + 1):
            run = self.tellings[first : first + count]
            left_out = (*self.tellings[:first], *self.tellings[first + count :])
            if any(word.kind in GOVERNS for word in left_out) or self._is_torn(first, run):
                continue
            if all(ours.same(theirs) for ours, theirs in zip(self.words, run, strict=True)):
                kept = self._kept(first, run)
                if kept is not None and self._keeps_enough(kept, run):
                    return True
        return False

    def _is_torn(self, first: int, run: Sequence[Telling]) -> bool:
        """True where a figure is said and a name before it, whose figure it may be, is not."""
        figures = any(word.kind is Kind.FIGURE for word in run)
        return figures and any(word.kind is Kind.NAME for word in self.tellings[:first])

    def _kept(self, first: int, run: Sequence[Telling]) -> set[int] | None:
        """Which characters of the source are said, or None when something else is."""
        before = self.tellings[first - 1].end if first else 0
        after = first + len(run)
        behind = self.tellings[after].start if after < len(self.tellings) else len(self.source)
        ours = [0, *(edge for word in self.words for edge in (word.start, word.end)), len(self.said)]
        theirs = [before, *(edge for word in run for edge in (word.start, word.end)), behind]
        kept = {at for word in run for at in range(word.start, word.end)}
        for gap in range(0, len(ours), 2):
            found = _found(self.said[ours[gap] : ours[gap + 1]], self.source[theirs[gap] : theirs[gap + 1]])
            if found is None:
                return None
            kept |= {theirs[gap] + at for at in found}
        return kept

    def _keeps_enough(self, kept: set[int], run: Sequence[Telling]) -> bool:
        kinds = {word.kind for word in run}
        if self.goes_on and not kept.issuperset(self._content_at(0, len(self.source))[:2]):
            return False
        if kinds & {Kind.PERMITS, Kind.EXEMPTS}:  # what is allowed is allowed under all its conditions
            return self._share(0, len(self.source), kept) >= _GOVERNED
        for atom in _ATOM.finditer(self.source):
            start, end = atom.span()
            inside = [word for word in run if start <= word.start < end]
            if not kept & set(range(start, end)):
                continue
            governing = [word for word in inside if word.kind in GOVERNS]
            exempt = self._items_left_out(start, governing[0].start, kept) if governing else set()
            if self._share(start, end, kept, exempt) < (_GOVERNED if governing else _KEPT):
                return False
            opening = self._content_at(start, end)[:2]
            if any(word.kind is Kind.FIGURE for word in inside) and not kept.issuperset(set(opening) - exempt):
                return False
        return True

    def _items_left_out(self, start: int, end: int, kept: set[int]) -> set[int]:
        """Of several that something is forbidden to or required of, those that are not spoken of at all."""
        items = [set(range(*match.span())) for match in _ITEM.finditer(self.source, start, end)]
        if not any(item & kept for item in items):
            return set()
        return {at for item in items if not item & kept for at in item}

    def _share(self, start: int, end: int, kept: set[int], exempt: Collection[int] = ()) -> float:
        content = [at for at in self._content_at(start, end) if at not in exempt]
        return sum(at in kept for at in content) / len(content) if content else 1.0

    def _content_at(self, start: int, end: int) -> list[int]:
        free = {at for match in _FREE.finditer(self.source, start, end) for at in range(*match.span())}
        return [at for at in range(start, end) if at not in free and not self.source[at].isspace()]


def _content(plain: str) -> str:
    return _FREE.sub("", plain).strip()


def _found(said: str, source: str) -> set[int] | None:
    """Where the characters said stand in the source, in order and in few pieces; None when some do not.

    Function words may stand there or not. Pieces are two characters long on average, or longer: single
    characters picked from a long text could spell anything.
    """
    free = {at for match in _FREE.finditer(said) for at in range(*match.span())} | {
        at for at, character in enumerate(said) if character.isspace()
    }
    # for each place in the source that the last character found has: pieces so far, and where they stand
    paths: dict[int, tuple[int, tuple[int, ...]]] = {-2: (0, ())}
    for at, character in enumerate(said):
        after: dict[int, tuple[int, tuple[int, ...]]] = dict(paths) if at in free else {}
        for last, (pieces, places) in paths.items():
            place = source.find(character, max(0, last + 1))
            while place >= 0:
                cost = pieces + (place != last + 1)
                if place not in after or cost < after[place][0]:
                    after[place] = (cost, (*places, place))
                place = source.find(character, place + 1)
        paths = after
        if not paths:
            return None
    needed = len(said) - len(free)
    pieces, places = min(paths.values(), key=lambda path: (path[0], -len(path[1])))
    return set(places) if pieces <= (needed + 1) // 2 or not needed else None
