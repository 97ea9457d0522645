"""Titles by series and level, the series and levels of a title, and the titles beside it in its rows."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.calculators.outcome import Outcome, Quoted
from assistant.lookups.title_index import Row, TitleIndex
from assistant.messages import message
from corpus.titles import Title

MOST_ROWS = 14  # quoted in one answer
CHOICES = 8  # series named to somebody who has named none

Level = tuple[str, str | None]  # a level, and the rank of it that is meant, if one is


def titles_at(index: TitleIndex, rows: Sequence[Row], levels: Sequence[Level]) -> Outcome:
    """The titles of some rows at some levels, series by series; what a row does not have is said."""
    said: list[str] = []
    shown: list[Title] = []
    told_apart = False
    for series, group in groupby(rows, key=lambda row: row.series):
        own = [title for row in group for title in row.titles]
        for level, rank in levels:
            fitting = [title for title in own if title.level == level and rank in (None, title.rank)]
            shown += fitting or own
            told_apart |= rank is not None
            names = "、".join(dict.fromkeys(title.name for title in fitting))
            key = "title.at" if names else "title.none_at"
            said.append(message(key, series=series, level=rank or level, names=names))
    told_apart &= any(index.is_told_apart(title) for title in shown)
    return _outcome([*said, *_reading(told_apart)], _quoted(shown))


def places_of(index: TitleIndex, rows: Sequence[Row], names: Sequence[str]) -> Outcome:
    """Every series and level in which titles occur."""
    found = [title for name in names for row in rows for title in row.titles if title.name == name]
    levels: dict[tuple[str, str, str], list[str]] = {}
    for title in found:
        rank = message("title.rank", rank=title.rank) if index.is_told_apart(title) else ""
        series = levels.setdefault((title.name, title.level, rank), [])
        if title.series not in series:
            series.append(title.series)
    said = [
        message("title.place", name=name, series="、".join(series), level=level, rank=rank)
        for (name, level, rank), series in levels.items()
    ]
    return _outcome([*said, *_reading(any(map(index.is_told_apart, found)))], _quoted(found))


def beside(index: TitleIndex, rows: Sequence[Row], names: Sequence[str], step: int) -> Outcome:
    """The title one above (step -1) or below (step 1) some titles, row by row."""
    pairs: list[tuple[Title, Title | None]] = []
    for row in rows:
        for at, title in enumerate(row.titles):
            if title.name in names:
                direct = 1 if step > 0 else -1
                first = at + step - direct  # two steps are one from the title between
                if not 0 <= first < len(row.titles):
                    first = 0 if step < 0 else len(row.titles) - 1
                there = 0 <= first + direct < len(row.titles)
                pairs.append((row.titles[first], row.titles[first + direct] if there else None))
    direction = message("title.above" if step < 0 else "title.below")
    said = [
        message("title.beside", series=own.series, name=own.name, direction=direction, other=other.name)
        if other
        else message("title.last", series=own.series, name=own.name, direction=direction)
        for own, other in pairs
    ]
    told_apart = any(
        other is not None and index.is_told_apart(own) and own.level == other.level for own, other in pairs
    )
    return _outcome(
        [*dict.fromkeys(said), *_reading(told_apart)],
        _quoted(title for own, other in pairs for title in (own, other) if title),
    )


def levels_of(rows: Sequence[Row], names: Sequence[str]) -> tuple[Level, ...]:
    """The levels, each with its rank, in which titles occur in some rows."""
    found = ((title.level, title.rank) for row in rows for title in row.titles if title.name in names)
    return tuple(dict.fromkeys(found))


def which_series(index: TitleIndex) -> Outcome:
    """That a level is called otherwise in every series, and which is meant?"""
    names = tuple(dict.fromkeys(row.series for row in index.rows))
    return Outcome((message("title.which_series"),), (), choices=names[:CHOICES], asks="series")


def every_series(index: TitleIndex) -> Outcome:
    """The names of all series in the order of the table, and how many; quoted are the first and the last of them."""
    rows = [next(group) for _, group in groupby(index.rows, key=lambda row: row.series)]
    names = [row.series for row in rows]
    said = message("title.every_series", count=len(names), names="、".join(names))
    return Outcome((said,), tuple(Quoted(row.clause.id, row.clause.text) for row in (rows[0], rows[-1])))


def absent(rows: Sequence[Row], name: str) -> Outcome:
    """That no row has a title of that name, with the rows that were looked at."""
    found = every_level(rows)
    return Outcome((message("title.absent", name=name), *found.said), found.basis)


def no_title(rows: Sequence[Row], name: str) -> Outcome:
    """That a post or a calling is no title, with the rows of its trade."""
    found = every_level(rows)
    return Outcome((message("title.no_title", name=name), *found.said), found.basis)


def every_level(rows: Sequence[Row]) -> Outcome:
    """All titles of some rows: the rows themselves."""
    series = "、".join(dict.fromkeys(row.series for row in rows))
    return _outcome(
        [message("title.every_level", series=series)], [Quoted(row.clause.id, row.clause.text) for row in rows]
    )


def _outcome(said: Sequence[str], basis: Sequence[Quoted]) -> Outcome:
    clauses = list(dict.fromkeys(quoted.clause for quoted in basis))
    kept = clauses[:MOST_ROWS]
    more = [message("title.more_rows", count=len(clauses) - len(kept))] if len(clauses) > len(kept) else []
    return Outcome(
        said=(*said, *more),
        basis=tuple(quoted for quoted in basis if quoted.clause in kept),
    )


def _quoted(titles: Iterable[Title]) -> list[Quoted]:
    return list(dict.fromkeys(Quoted(title.clause.id, title.name) for title in titles))


def _reading(told_apart: bool) -> list[str]:
    return [message("title.reading")] if told_apart else []
