"""Whether words condense one sentence of a source (pure).

They may leave out other words, what stands in brackets, and stretches between commas that are statements of
their own; they may add function words. They may not leave out, add or move a telling word.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.phrasing.telling import GOVERNS, HEDGES, Kind, Telling, telling

_FREE = re.compile(
    r"[,;:.!?、。()“”‘’\"《》 ]|根据(?:材料|规定)|按(?:照)?(?:材料|规定)|材料规定|以及|同时|另外|此外|因此"
    r"|[的了是为即就会将则并且也您你请其和与]"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_ITEM = re.compile(r"[^、]+")
_JOINTLY = re.compile("同时|兼|重复|互")  # what holds of several together, and of none by itself
_ATOM = re.compile(r"[^,;:。.!?\n]+")
_CONDITION = re.compile(r"(?:的|者|人员|[时后前])$")
_KEPT = 0.5  # share of a stretch between commas that its use must keep
_GOVERNED = 0.9  # … where something is allowed, forbidden, required or limited
_MOST_LEFT_OUT = 4  # statements that are tried with and without
_DUTIES = frozenset({Kind.FORBIDS, Kind.OBLIGES})
_CONDITIONED = _DUTIES | {Kind.DENIES}


def content(plain: str) -> str:
    """A normalised text without what says nothing by itself."""
    return _FREE.sub("", plain).strip()


@lru_cache(maxsize=4096)
def condenses(said: str, sentence: str, goes_on: bool, names: tuple[str, ...]) -> bool:
    """True for a condensation of the sentence, both normalised.

    Args:
        goes_on: it follows words of another sentence, and must not take its subject from there.
        names: names that must not be taken for one another.
    """
    words = telling(said, names)
    if not words and not set(content(said)) <= set(sentence):
        return False  # at once, as most are
    return any(
        _Alignment(said, words, text, tellings, goes_on, whole).holds()
        for text, tellings, whole in _variants(sentence, names)
    )


@lru_cache(maxsize=256)
def _variants(sentence: str, names: tuple[str, ...]) -> tuple[tuple[str, Sequence[Telling], bool], ...]:
    """The sentence, less what may be left out of it, with its telling words; True for those with all its stretches."""
    return tuple((text, telling(text, names), whole) for text, whole in _shortened(sentence))


def _shortened(sentence: str) -> Iterator[tuple[str, bool]]:
    for text in dict.fromkeys((sentence, _BRACKETED.sub("", sentence))):
        yield text, True
        spans = [match.span() for match in _ATOM.finditer(text) if _is_statement(match.group())][:_MOST_LEFT_OUT]
        for count in range(1, len(spans) + 1):
            for chosen in combinations(spans, count):
                out = {at for start, end in chosen for at in range(start, end + 1)}
                yield "".join(character for at, character in enumerate(text) if at not in out), False


def _is_statement(atom: str) -> bool:
    """True for a stretch that says what is to be done or usual, and is no condition of what stands beside it."""
    governing = [word for word in telling(atom) if word.kind in GOVERNS]
    hedges = [word for word in governing if word.value in HEDGES]
    limited = any(word.kind is Kind.LIMITS and word not in hedges for word in governing)
    permits = any(word.kind in (Kind.PERMITS, Kind.EXEMPTS) for word in governing)
    states = bool(hedges) or any(word.kind in _DUTIES for word in governing)
    return states and not limited and not permits and not _CONDITION.search(atom.strip())


@dataclass(frozen=True, slots=True)
class _Alignment:
    """What is said laid over one sentence of a source."""

    said: str
    words: Sequence[Telling]
    source: str
    tellings: Sequence[Telling]
    goes_on: bool
    whole: bool

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
            return self.whole and self._share(0, len(self.source), kept) >= _GOVERNED
        unused = False  # a stretch without words of its own in what is said may be a condition
        for atom in _ATOM.finditer(self.source):
            start, end = atom.span()
            inside = [word for word in run if start <= word.start < end]
            if not kept & set(range(start, end)):
                unused = unused or not self._is_label(start, end)
                continue
            governing = [word for word in inside if word.kind in GOVERNS]
            if unused and any(word.kind in _CONDITIONED for word in governing):
                return False
            exempt = self._items_left_out(start, governing[0].start, kept) if governing else set()
            if self._share(start, end, kept, exempt) < (_GOVERNED if governing else _KEPT):
                return False
            opening = self._content_at(start, end)[:2]
            if any(word.kind is Kind.FIGURE for word in inside) and not kept.issuperset(set(opening) - exempt):
                return False
        return True

    def _is_label(self, start: int, end: int) -> bool:
        """True for a stretch that only names what is spoken of after its colon."""
        told = any(start <= word.start < end for word in self.tellings)
        return self.source[end : end + 1] == ":" and not told and not _CONDITION.search(self.source[start:end].strip())

    def _items_left_out(self, start: int, end: int, kept: set[int]) -> set[int]:
        """Of several that something is forbidden to or required of, those that are not spoken of at all."""
        items = [set(range(*match.span())) for match in _ITEM.finditer(self.source, start, end)]
        if not any(item & kept for item in items) or _JOINTLY.search(self.source):
            return set()
        return {at for item in items if not item & kept for at in item}

    def _share(self, start: int, end: int, kept: set[int], exempt: Collection[int] = ()) -> float:
        content = [at for at in self._content_at(start, end) if at not in exempt]
        return sum(at in kept for at in content) / len(content) if content else 1.0

    def _content_at(self, start: int, end: int) -> list[int]:
        free = {at for match in _FREE.finditer(self.source, start, end) for at in range(*match.span())}
        return [at for at in range(start, end) if at not in free and not self.source[at].isspace()]


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
