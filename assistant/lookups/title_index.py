"""The rows of the table of titles, by everything that names them (pure)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.cues import part
from corpus.model import Clause
from corpus.rules import TitleTable
from corpus.titles import Title

_IN_BRACKETS = re.compile(r"（(.+?)）")
_SHORTEST = 2  # characters of a name
_WORD = 2  # characters of most words that a long name is made of


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its titles from the highest to the lowest."""

    clause: Clause
    series: str
    titles: tuple[Title, ...]


class TitleIndex:
    """Rows by series, by what people call a series, by a row's own words, and by title."""

    def __init__(self, tables: Sequence[TitleTable], titles: Sequence[Title]) -> None:
        self.rows = tuple(
            Row(row[0].clause, row[0].series, tuple(row))
            for row in (list(group) for _, group in groupby(titles, key=lambda title: title.clause.id))
        )
        self._of_series = _by_series(tables, self.rows)
        self._of_words = _by_own_words(tables, self.rows)
        affixes = [affix for table in tables for affix in table.affixes]
        bases = {row.clause.id: {_stripped(title.name, affixes) for title in row.titles} for row in self.rows}
        self._ends = {
            row: {base[at:] for base in names for at in range(len(base) - _SHORTEST + 1)}
            for row, names in bases.items()
        }
        self._of_title: dict[str, list[Row]] = {}
        for row in self.rows:
            for name in {title.name for title in row.titles}:
                self._of_title.setdefault(name, []).append(row)
        self._of_calling: dict[str, list[Row]] = {}
        self._trades = {word for table in tables for words in table.trades.values() for word in words}
        for title, words in (pair for table in tables for pair in (*table.callings.items(), *table.trades.items())):
            for word in words:
                self._of_calling[word] = self._of_title[title]
        before = {word for table in tables for word in (*table.posts_before, *table.affixes)}
        behind = {word for table in tables for word in table.posts_behind}
        self._before = re.compile(f"(?<!{part('step_before').pattern})({_any_of(before)})+$")
        self._behind = re.compile(f"({_any_of(behind)})(?!{part('no_post').pattern})")
        self._endings = tuple(ending for table in tables for ending in table.endings)
        self._ranks = {level.level: level.ranks for table in tables for level in table.levels}

    @property
    def names(self) -> frozenset[str]:
        """Everything that names a row."""
        return frozenset((*self._of_title, *self._of_series, *self._of_words, *self._of_calling))

    def is_title(self, name: str) -> bool:
        """True for a title as it stands in the table."""
        return name in self._of_title

    def is_calling(self, name: str) -> bool:
        """True for a post or a calling, which no row has as a title."""
        return name in self._of_calling and name not in self._of_title and name not in self._trades

    def post(self, name: str, text: str, start: int, end: int, beside: bool) -> str | None:
        """The longer word that a name at [start, end) is a part of (护士 of 护士长); None where it stands by itself.

        Args:
            beside: another name begins where it ends.
        """
        if not (self.is_title(name) or name.endswith(self._endings)):
            return None
        before, behind = self._before.search(text[:start]), None if beside else self._behind.match(text, end)
        if before and not self._is_level(before.group()):
            return text[before.start() : behind.end() if behind else end]
        return text[start : behind.end()] if behind else None

    def _is_level(self, word: str) -> bool:
        """True for a word that only says of which level a title is (中级会计师)."""
        return any(word == level or word in ranks for level, ranks in self._ranks.items())

    def is_series(self, name: str) -> bool:
        """True for a series, or what people call one."""
        return name in self._of_series

    def rows_of(self, names: Iterable[str]) -> tuple[Row, ...]:
        """The rows that all of the names name; where no row has them all, those of any."""
        found = [self._rows_of(name) for name in names]
        common = [row for row in self.rows if found and all(row in rows for rows in found)]
        return tuple(common or [row for row in self.rows if any(row in rows for rows in found)])

    def partly(self, text: str, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows of the same series that a text names by the end of their titles (机械员: 飞行机械员)."""
        series = {row.series for row in rows}
        found: dict[Row, int] = {}
        for row in self.rows:
            named = [len(word) for word in self._ends[row.clause.id] if word in text]
            if row.series in series and named:
                found[row] = max(named)
        return tuple(row for row in found if found[row] == max(found.values()))

    def graded(self, grade: str, rows: Iterable[Row]) -> tuple[str, ...]:
        """The titles of some rows that are called by a grade (三级: 三级演员, 文学创作三级)."""
        names = (title.name for row in rows for title in row.titles)
        return tuple(dict.fromkeys(name for name in names if name.startswith(grade) or name.endswith(grade)))

    def parts_in(self, text: str) -> frozenset[str]:
        """The ends of titles that stand in a text."""
        return frozenset(word for words in self._ends.values() for word in words if word in text)

    def ranked(self, rank: str) -> tuple[str, str | None]:
        """The level and the rank of it that a word singles out (正: 高级, 正高级)."""
        fitting = ((level, self.rank(level, rank)) for level in self._ranks)
        return next((pair for pair in fitting if pair[1] is not None), (rank, None))

    def levels_of(self, title: str) -> frozenset[str]:
        """The levels in which a title occurs."""
        return frozenset(t.level for row in self._of_title.get(title, ()) for t in row.titles if t.name == title)

    def rank(self, level: str, said: str) -> str | None:
        """The rank that a word for a level singles out (正高: 正高级); None for the level as a whole."""
        ranks = self._ranks.get(level, ())
        return next((rank for rank in ranks if rank.startswith(said)), None) if len(ranks) > 1 else None

    def is_told_apart(self, title: Title) -> bool:
        """True for a title of the level whose columns we tell apart by their order, not by the table's head."""
        return title.rank.endswith(title.level) and title.rank != title.level

    def _rows_of(self, name: str) -> Sequence[Row]:
        return (
            self._of_title.get(name)
            or self._of_series.get(name)
            or self._of_words.get(name)
            or self._of_calling.get(name)
            or ()
        )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


def _by_series(tables: Sequence[TitleTable], rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        known = (name for table in tables for name in table.names.get(row.series, ()))
        for name in {row.series, *known}:
            found.setdefault(name, []).append(row)
    return found


def _by_own_words(tables: Sequence[TitleTable], rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    """Rows by what is left of their titles; a word that other rows or series have, too, names none."""
    affixes = [affix for table in tables for affix in table.affixes]
    endings = tuple(ending for table in tables for ending in table.endings)
    found: dict[str, list[Row]] = {}
    bases: dict[str, set[str]] = {}
    for row in rows:
        for title in row.titles:
            for base in _variants(_stripped(title.name, affixes)):
                bases.setdefault(base, set()).add(row.series)
                for word in (base, *_short_forms(base, endings)):
                    if row not in found.setdefault(word, []):
                        found[word].append(row)
    wider = [(base, series) for base, known in bases.items() for series in known]
    wider += [(row.series, row.series) for row in rows]

    def is_own(word: str) -> bool:
        own = {row.series for row in found[word]}
        return len(word) >= _SHORTEST and all(series in own for longer, series in wider if word in longer)

    return {word: found[word] for word in found if is_own(word)}


def _stripped(title: str, affixes: Sequence[str]) -> str:
    """A title without the words for its level, before it or, as in 文学创作一级, after it."""
    rest = title
    for affix in sorted(affixes, key=len, reverse=True) * 2:
        shorter = rest.removeprefix(affix).removesuffix(affix)
        rest = shorter if len(shorter) >= _SHORTEST else rest
    return rest


def _variants(base: str) -> set[str]:
    """A name with words in brackets, with either of the two words alone, too (摄影（摄像）师)."""
    bracketed = _IN_BRACKETS.search(base)
    if bracketed is None:
        return {base}
    before, after = base[: bracketed.start()], base[bracketed.end() :]
    return {base, before + after, bracketed.group(1) + after}


def _short_forms(base: str, endings: tuple[str, ...]) -> set[str]:
    """A name without its ending, and the words that a long one begins with (舞美 of 舞美设计师)."""
    if _IN_BRACKETS.search(base):
        return set()
    bare = base[:-1] if base.endswith(endings) and len(base) > _SHORTEST else base
    return {bare, *(bare[:end] for end in range(_WORD, len(bare), _WORD))}
