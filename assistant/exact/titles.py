"""Questions about titles: which title, series or row they name, at which level, and what they ask of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.calculators.outcome import Outcome
from assistant.cues import part
from assistant.exact.reading import Phrase, Reader, Reading
from assistant.following import is_follow_up, own_words
from assistant.lookups.title_index import Row, TitleIndex
from assistant.lookups.titles import (
    Level,
    absent,
    beside,
    every_level,
    every_series,
    levels_of,
    no_title,
    places_of,
    titles_at,
    which_series,
)
from corpus.titles import Title
from corpus.vocabulary import Vocabulary

TOPIC = "title"
_NOTHING_ELSE = ("", "职称", "系列职称", "职称级别", "职称等级")
# 别跟出版社的弄混了: what is named there is not meant
_APART = re.compile(r"(?:可?别|不要|不是|不同于|区别于)[^，,。；;？?]{0,4}(?:跟|和|与|把|将|说|问)[^，,。；;？?]*")
_ASKS_WHETHER = re.compile(r"有没有|有无|设没设|设不设|还有没有|还设")
_ENDINGS = tuple("员师士")
_FILLING = re.compile(
    r"[就那这档的法个一级称名头什么啥呢吧吗呀啊嘛到底都应该我想问下要请是有没叫评报职系列层别哪种样来着，,。？?！! ]"
    r"|(?<=[什么啥])师"
)
_BARE_RANK = re.compile(r"(?:^|那|[再上层档级，, ])(?P<rank>[正副])的(?![^呢叫是啥该，, ])")
_OF_THOSE = ((re.compile("[俩两]"), 2), (re.compile("[仨三]"), 3))
_CALLED = re.compile("叫(做|作)?$|[级高](职称)?(不?就)?是$")
_IS_LEVEL = re.compile(
    "(不?就)?(是|算|属于)[^，,。？?]{1,8}(正高|副高|[初中高]级)(?!的话)[^，,。？?师员士]{0,3}([，,。？?]|$)"
)
_GRADE = re.compile("(?:^|那|[，, ])(?P<grade>[一二三四]级)(?:的|呢|又|叫|是|$)")
_NAMES_A_TRADE = 2  # characters of its own from which a question names something
_STEPS = {"title_above": -1, "title_below": 1}
_ALONE = {"title_next_above": -1, "title_next_below": 1}  # said clearly enough where no title is named


@dataclass(frozen=True, slots=True)
class TitleAsk:
    """What a question about titles gives: `names` of series and rows, `titles`, levels; `step` to the one beside."""

    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    places: bool = False
    step: int = 0
    absent: str | None = None  # a title by its look, that no row has
    post: str | None = None  # a post or calling, which names a row and is no title
    placed: bool = False  # its level is asked, or what stands beside it
    like: tuple[str, ...] = ()  # titles at whose level others are asked for
    same: bool = False  # the level that was spoken of before
    together: tuple[str, ...] = ()  # all names that were given so far, the last of them last
    all_those: bool = False  # … are meant
    of_those: int | None = None  # … or so many of them, the last
    partly: bool = False  # a row is named by a part of its titles, and nothing else is said
    all_series: bool = False  # which series there are, or how many
    said: str = ""  # a turn that names none of them: it may name a row of the series spoken of by a part of its titles

    def __bool__(self) -> bool:
        return any((self.names, self.titles, self.levels, self.step, self.same, self.partly, self.all_series))

    def over(self, earlier: "TitleAsk") -> "TitleAsk":
        """This ask on top of an earlier one: another level of the same, or the same of another series or title."""
        if self.all_series:
            return self
        together = tuple(dict.fromkeys((*earlier.together, *self.together)))
        if not (self.names or self.titles):
            return replace(self._of(earlier), together=together)
        ask = replace(self, together=together)
        if self.levels or self.places or self.step:
            return ask
        if self.same or not self.titles:
            ask = replace(ask, like=earlier.like if earlier.levels else earlier.titles)
        return replace(ask, levels=earlier.levels, places=earlier.places and bool(self.titles), step=earlier.step)

    def _of(self, earlier: "TitleAsk") -> "TitleAsk":
        """This ask, which names nothing, of what an earlier one named: a step goes from where that one led."""
        if self.all_those and earlier.together:
            return replace(self, names=earlier.together[-(self.of_those or 0) :])
        ask = replace(self, names=earlier.names, titles=earlier.titles)
        if self.same and not self.levels:  # 播音的也这么叫吗
            return replace(ask, levels=earlier.levels, like=earlier.like if earlier.levels else earlier.titles)
        if self.partly and not self.levels:
            return replace(ask, levels=earlier.levels, places=earlier.places, like=earlier.like)
        if not self.step or self.levels:
            return ask
        step = self.step + earlier.step if self.step * earlier.step > 0 else self.step
        return replace(ask, levels=earlier.levels, step=step)


class TitleReader:
    """Finds the names of titles, series and rows in questions; made once for a corpus."""

    def __init__(self, index: TitleIndex, reader: Reader) -> None:
        self.index = index
        self._reader = reader
        self._names = Reader(Vocabulary(), {"name": index.names})

    def asked(self, reading: Reading) -> bool:
        """True when a question names a row or title and asks what it, or one of its levels, is called."""
        names, titles = self._named(reading)
        if not (names or titles):
            return self._lacks_series(reading) or _asks_all_series(reading.text)
        if self._is_unknown(reading, titles):
            return False
        if self._absent(reading, names, titles) is not None:
            return True
        if self._reader.about(TOPIC, reading) or self._is_bare(reading, names) or self._is_placed(reading, titles):
            return True
        called = any(_CALLED.search(reading.text, 0, title.start) for title in titles)  # 中级叫主管药师吧
        other = any(self._reader.elsewhere(topic, reading) for topic in (TOPIC, "title_called"))  # 我写助工行不
        if called and reading.of("level") and not other:
            return True
        return self._reader.about("title_list", reading) and not self._reader.elsewhere(TOPIC, reading)

    def read(self, reading: Reading) -> TitleAsk:
        """The slots of a question; nothing of one that shows another matter."""
        names, titles = self._named(reading)
        if not (names or titles) and _asks_all_series(reading.text):
            return TitleAsk(all_series=True)
        if self._reader.elsewhere(TOPIC, reading) or self._is_unknown(reading, titles):
            return TitleAsk()
        told = _STEPS if titles else _ALONE
        steps = [step for topic, step in told.items() if self._reader.about(topic, reading)]
        return TitleAsk(
            names=tuple(dict.fromkeys(phrase.value for phrase in names)),
            titles=tuple(dict.fromkeys(phrase.value for phrase in titles)),
            levels=self._levels(reading, titles),
            places=bool(titles) and (self._reader.about("title_place", reading) or self._is_placed(reading, titles)),
            step=steps[0] if steps and (titles or not names) else 0,
            absent=self._absent(reading, names, titles),
            post=None if titles else next(filter(None, (self._post(phrase, reading) for phrase in names)), None),
            placed=self._asks_place(reading),
            same=self._reader.about("title_same", reading),
            together=tuple(dict.fromkeys(phrase.value for phrase in (*names, *titles))),
            all_those=self._reader.about("title_all", reading),
            of_those=next((number for words, number in _OF_THOSE if words.search(reading.text)), None),
            partly=not (names or titles) and self._is_swapped(reading.text),
            said="" if names or titles else reading.text,
        )

    def _is_placed(self, reading: Reading, titles: list[Phrase]) -> bool:
        """True where a title is said to be of a level (主任记者就是新闻这一行的正高吧)."""
        told = any(_IS_LEVEL.match(reading.text, title.end) for title in titles)
        return told and not self._reader.elsewhere(TOPIC, reading)

    def _is_swapped(self, text: str) -> bool:
        """True for a turn that only names a row, by a part of its titles, instead of the one before (换成机械员呢)."""
        if _GRADE.search(text) and is_follow_up(text):
            return True  # 二级演员 … 三级的呢
        return is_follow_up(text) and any(len(own_words(text)) <= len(word) + 2 for word in self.index.parts_in(text))

    def _lacks_series(self, reading: Reading) -> bool:
        """True when it is asked what a level is called, of no series: it is another in each."""
        levels = self._levels(reading, [])
        about = self._reader.about(TOPIC, reading) and self._reader.about("title_called", reading)
        marks = [(phrase.start, phrase.end) for phrase in (*reading.of("level"), *reading.of("edge_level"))]
        rest = "".join(c for at, c in enumerate(reading.text) if not any(a <= at < b for a, b in marks))
        # 写歌词的，初级叫什么 names a trade, though none that the table has by that word
        return bool(levels) and about and len(_FILLING.sub("", rest)) < _NAMES_A_TRADE

    def _is_bare(self, reading: Reading, names: list[Phrase]) -> bool:
        """True for a series or row, perhaps with a level, and 职称 or nothing else (法医初级职称)."""
        marks = [(p.start, p.end) for p in names] + [(p.start, p.end) for p in reading.of("level")]
        rest = "".join(c for at, c in enumerate(reading.text) if not any(a <= at < b for a, b in marks))
        return bool(names) and "职称" in reading.text and rest.strip("的 ?？。") in _NOTHING_ELSE

    def _named(self, reading: Reading) -> tuple[list[Phrase], list[Phrase]]:
        """The names of series and rows in a question, and the titles; one inside a longer word names its row."""
        phrases = self._names.read(_APART.sub(lambda match: "\0" * len(match.group()), reading.text)).phrases
        titles = [phrase for phrase in phrases if self.index.is_title(phrase.value) and not self._post(phrase, reading)]
        return [phrase for phrase in phrases if phrase not in titles], titles

    def _post(self, phrase: Phrase, reading: Reading) -> str | None:
        """The post or calling that a name is, or is a part of: no title of the table (护士长); else None."""
        if self.index.is_calling(phrase.value):
            return phrase.value
        beside = any(other.start == phrase.end for other in self._names.read(reading.text).phrases)
        return self.index.post(phrase.value, reading.text, phrase.start, phrase.end, beside)

    def _absent(self, reading: Reading, names: list[Phrase], titles: list[Phrase]) -> str | None:
        """What is asked after as if it were a title (有没有会计员): a named row's word with an ending of titles."""
        asked = _ASKS_WHETHER.search(reading.text)
        if asked is None or titles:
            return None
        words = [reading.text[p.start : p.end + 1] for p in names if reading.text[p.end : p.end + 1] in _ENDINGS]
        return next((word for word in words if len(word) > 2 and not self.index.is_title(word)), None)

    def _asks_place(self, reading: Reading) -> bool:
        """True when it is asked of what level something is, or what stands beside it."""
        return any(self._reader.about(topic, reading) for topic in ("title_place", *_STEPS))

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
        bare = None if found else _BARE_RANK.search(reading.text)
        if bare:  # 正的呢
            found.append(self.index.ranked(bare["rank"]))
        ranked = {level for level, rank in found if rank}  # 高级里的正高: the rank alone
        return tuple(dict.fromkeys((level, rank) for level, rank in found if rank or level not in ranked))

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
    if not rows:
        return every_series(index) if ask.all_series else which_series(index) if ask.levels else None
    if ask.absent:
        return absent(rows, ask.absent)
    if ask.post and ask.placed:
        return no_title(rows, ask.post)
    graded = _GRADE.search(ask.said)
    if graded and (titles := index.graded(graded["grade"], index.rows_of(ask.titles) or rows)):
        return places_of(index, rows, titles)
    if narrowed := index.partly(ask.said, rows):  # 卫生技术 … 技师那条线的副高呢
        levels = ask.levels or levels_of(index.rows_of(ask.like), ask.like)
        return titles_at(index, narrowed, levels) if levels else every_level(narrowed)
    return _of_rows(ask, index, rows)


def _of_rows(ask: TitleAsk, index: TitleIndex, rows: Sequence[Row]) -> Outcome:
    """What some rows say: the levels asked for, the place of a title, what stands beside it, or all they have."""
    loose = not any(index.is_series(name) for name in ask.names)
    if ask.titles and loose and not any(row in index.rows_of(ask.names) for row in index.rows_of(ask.titles)):
        ask = replace(ask, names=())  # 人力 beside 二级播音员 is no row of that title
        rows = index.rows_of(ask.titles)
    named = index.rows_of(ask.names) or rows
    present = [title for title in ask.titles if any(t.name == title for row in named for t in row.titles)]
    if ask.like and not ask.levels:
        ask = replace(ask, levels=levels_of(index.rows_of(ask.like), ask.like))
    if ask.step and ask.levels and not present:
        present = [title.name for row in named for title in row.titles if _is_at(title, ask.levels)]
    if ask.step and present:
        return beside(index, rows, present, ask.step)
    if ask.names and ask.levels and any(index.is_series(name) for name in ask.names):
        return titles_at(index, index.rows_of(ask.names), ask.levels)
    if ask.places and present:
        return places_of(index, rows, present)
    return titles_at(index, rows, ask.levels) if ask.levels else every_level(rows)


def _asks_all_series(text: str) -> bool:
    """True where it is asked which series there are, or how many, and nothing else."""
    asks = part("all_series").search(text) and part("of_them_all").search(text)
    return bool(asks) and not part("beside_series").sub("", text)


def _is_at(title: Title, levels: Sequence[Level]) -> bool:
    return any(title.level == level and rank in (None, title.rank) for level, rank in levels)
