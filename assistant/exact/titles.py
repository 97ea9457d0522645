"""Questions about titles: which title, series or row they name, at which level, and what they ask of it."""

import re
from dataclasses import dataclass, replace

from assistant.calculators.outcome import Outcome
from assistant.exact.reading import Phrase, Reader, Reading
from assistant.lookups.title_index import TitleIndex
from assistant.lookups.titles import Level, absent, beside, every_level, places_of, titles_at
from corpus.vocabulary import Vocabulary

TOPIC = "title"
_NOTHING_ELSE = ("", "职称", "系列职称", "职称级别", "职称等级")
# 别跟出版社的弄混了: what is named there is not meant
_APART = re.compile(r"(?:可?别|不要|不是|不同于|区别于)[^，,。；;？?]{0,4}(?:跟|和|与|把|将|说|问)[^，,。；;？?]*")
_ASKS_WHETHER = re.compile(r"有没有|有无|设没设|设不设|还有没有|还设")
_ENDINGS = tuple("员师士")
_STEPS = {"title_above": -1, "title_below": 1}


@dataclass(frozen=True, slots=True)
class TitleAsk:
    """What a question about titles gives: `names` of series and rows, `titles`, levels; `step` to the one beside."""

    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    places: bool = False
    step: int = 0
    absent: str | None = None  # a title by its look, that no row has

    def __bool__(self) -> bool:
        return any((self.names, self.titles, self.levels, self.step))

    def over(self, earlier: "TitleAsk") -> "TitleAsk":
        """This ask on top of an earlier one: another level of the same, or the same of another series or title."""
        if not (self.names or self.titles):
            return replace(self, names=earlier.names, titles=earlier.titles)
        if self.levels or self.places or self.step:
            return self
        return replace(self, levels=earlier.levels, places=earlier.places and bool(self.titles), step=earlier.step)


class TitleReader:
    """Finds the names of titles, series and rows in questions; made once for a corpus."""

    def __init__(self, index: TitleIndex, reader: Reader) -> None:
        self.index = index
        self._reader = reader
        self._names = Reader(Vocabulary(), {"name": index.names})

    def asked(self, reading: Reading) -> bool:
        """True when a question names a row or title and asks what it, or one of its levels, is called."""
        names, titles = self._named(reading)
        if not (names or titles) or self._is_unknown(reading, titles):
            return False
        if self._absent(reading, names, titles) is not None:
            return True
        if self._reader.about(TOPIC, reading) or self._is_bare(reading, names):
            return True
        return self._reader.about("title_list", reading) and not self._reader.elsewhere(TOPIC, reading)

    def read(self, reading: Reading) -> TitleAsk:
        """The slots of a question; nothing of one that shows another matter."""
        names, titles = self._named(reading)
        if self._reader.elsewhere(TOPIC, reading) or self._is_unknown(reading, titles):
            return TitleAsk()
        steps = [step for topic, step in _STEPS.items() if self._reader.about(topic, reading)]
        return TitleAsk(
            names=tuple(phrase.value for phrase in names),
            titles=tuple(dict.fromkeys(phrase.value for phrase in titles)),
            levels=self._levels(reading, titles),
            places=bool(titles) and self._reader.about("title_place", reading),
            step=steps[0] if steps and titles else 0,
            absent=self._absent(reading, names, titles),
        )

    def _is_bare(self, reading: Reading, names: list[Phrase]) -> bool:
        """True for a series or row, perhaps with a level, and 职称 or nothing else (法医初级职称)."""
        marks = [(p.start, p.end) for p in names] + [(p.start, p.end) for p in reading.of("level")]
        rest = "".join(c for at, c in enumerate(reading.text) if not any(a <= at < b for a, b in marks))
        return bool(names) and "职称" in reading.text and rest.strip("的 ?？。") in _NOTHING_ELSE

    def _named(self, reading: Reading) -> tuple[list[Phrase], list[Phrase]]:
        """The names of series and rows in a question, and the titles."""
        phrases = self._names.read(_APART.sub(lambda match: "\0" * len(match.group()), reading.text)).phrases
        titles = [phrase for phrase in phrases if self.index.is_title(phrase.value)]
        return [phrase for phrase in phrases if phrase not in titles], titles

    def _absent(self, reading: Reading, names: list[Phrase], titles: list[Phrase]) -> str | None:
        """What is asked after as if it were a title (有没有会计员): a named row's word with an ending of titles."""
        asked = _ASKS_WHETHER.search(reading.text)
        if asked is None or titles:
            return None
        words = [reading.text[p.start : p.end + 1] for p in names if reading.text[p.end : p.end + 1] in _ENDINGS]
        return next((word for word in words if len(word) > 2 and not self.index.is_title(word)), None)

    def _levels(self, reading: Reading, titles: list[Phrase]) -> tuple[Level, ...]:
        """The levels asked about; 中级 in 中级工程师 only says which title it is."""
        found: list[Level] = []
        for phrase in reading.phrases:
            if phrase.slot == "level" and not any(phrase.end == title.start for title in titles):
                said = reading.text[phrase.start : phrase.end]
                found.append((phrase.value, self.index.rank(phrase.value, said)))
            elif phrase.slot == "edge_level":
                found.append((phrase.value, None))
            elif phrase.slot == "both_levels":
                found += [(level, None) for level in phrase.value.split("、")]
        return tuple(dict.fromkeys(found))

    def _is_unknown(self, reading: Reading, titles: list[Phrase]) -> bool:
        """True for a level in front of a title of another level: 高级技师 and 初级会计师 are not in the table."""
        return any(
            level.end == title.start and level.value not in self.index.levels_of(title.value)
            for level in reading.of("level")
            for title in titles
        )


def answer(ask: TitleAsk, index: TitleIndex) -> Outcome | None:
    """What the table says; None where it cannot be told what is asked of it."""
    rows = index.rows_of((*ask.names, *ask.titles))
    if ask.absent and rows:
        return absent(rows, ask.absent)
    loose = not any(index.is_series(name) for name in ask.names)
    if ask.titles and loose and not any(row in index.rows_of(ask.names) for row in index.rows_of(ask.titles)):
        ask = replace(ask, names=())  # 人力 beside 二级播音员 is no row of that title
        rows = index.rows_of(ask.titles)
    if not rows:
        return None
    named = index.rows_of(ask.names) or rows
    present = [title for title in ask.titles if any(t.name == title for row in named for t in row.titles)]
    if ask.step and present:
        return beside(index, rows, present, ask.step)
    if ask.names and ask.levels and any(index.is_series(name) for name in ask.names):
        return titles_at(index, index.rows_of(ask.names), ask.levels)
    if ask.places and present:
        return places_of(index, rows, present)
    return titles_at(index, rows, ask.levels) if ask.levels else every_level(rows)
