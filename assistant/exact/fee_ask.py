"""What a question about fees gives, and what comes of it on top of the question before (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FeeAsk:
    """What a question about fees gives; a level's count is None where none is said."""

    levels: tuple[tuple[str, int | None], ...] = ()
    people: int | None = None
    subjects: int | None = None
    mode: str | None = None
    payee: str | None = None
    summed: bool = False  # a total is asked for
    exam_only: bool = False  # what the examination costs, and not the whole
    counts: bool = False  # how many subjects there are is asked
    added: bool = False  # more people besides those of the question before
    fewer: bool = False  # people of the question before who no longer apply
    moved: bool = False  # … who now apply for another level
    experts: bool = False  # what those who judge are paid is asked
    each_examined: bool = False  # the subjects are those of everybody, each in the way of their level
    total: int | None = None  # … and how many they are with those
    unclear: bool = False  # a number of people has no place: better searched than guessed
    groups: tuple["FeeAsk", ...] = ()  # people who are assessed each in their own way
    difference: bool = False  # by how much one costs more is asked
    budget: int | None = None  # yuan, for as many people as it pays for
    charged: int | None = None  # yuan, of which is asked how much is too much
    share: Decimal | None = None  # of the people of the question before, where no number is said (一半改报高级)
    past: tuple[tuple[str, int], ...] = ()  # levels of the questions before, with their people
    all_told: bool = False  # the sum of all that was asked about is asked
    corrects: bool = False  # it puts right what was told (弄错了，那俩是高级，不是中级)

    pair: bool = False  # of two people, one of whom was asked about before (他报中级，我俩一共)
    otherwise: bool = False  # something else of these fees is asked (评审费能退吗)
    amount: bool = False  # how much it is is asked in so many words

    def __bool__(self) -> bool:
        return any(
            (self.levels, self.people is not None, self.subjects is not None, self.mode, self.payee, self.all_told)
        )

    def over(self, earlier: "FeeAsk") -> "FeeAsk":
        """This ask on top of an earlier one: what it gives holds, the rest is taken over."""
        if earlier.otherwise and not self.amount:
            return FeeAsk()  # 评审费什么时候交 … 初级的呢 asks when, too
        if (changed := self._changes(earlier)) is not None:
            return changed
        if self.total is not None:
            return replace(self, people=self.total, total=None).over(earlier)
        levels = self.levels or earlier.levels
        people = self.people
        if people is None and not any(count for _, count in self.levels):
            people = earlier.people or _only(count for _, count in earlier.levels)
        elif people is not None:
            levels = tuple((level, None) for level, _ in levels)
        return FeeAsk(
            levels,
            people,
            self.subjects if self.subjects is not None else earlier.subjects,
            self.mode or earlier.mode,
            self.payee or earlier.payee,
            self.summed or earlier.summed,
            each_examined=self.each_examined or earlier.each_examined,
            unclear=self.unclear,
            groups=self.groups,
            difference=self.difference,
            budget=self.budget,
            charged=self.charged,
            past=self._past(earlier),
        )

    def _changes(self, earlier: "FeeAsk") -> "FeeAsk | None":
        """The people of the earlier ask with more, fewer or others of them; None where that is not what is told."""
        if self.all_told and earlier.past and not self.levels:
            every = {**dict(earlier.past), **earlier.by_level()}
            unclear = self.people is not None and self.people != sum(every.values())  # 我们俩, of three that were asked
            return FeeAsk(tuple(every.items()), summed=True, unclear=unclear)
        if other := self._of_two(earlier) or (self._put_right(earlier) if self.corrects else None):
            return other
        if self.added and (self.fewer or self.moved):
            return replace(self, unclear=True)
        if self.added:
            return self._besides(earlier)
        if self.fewer or (self.moved and (self.counted() or self.share)):
            return self._without(earlier)
        return None

    def beside(self, earlier: "FeeAsk") -> "FeeAsk":
        """This ask by itself, which keeps what was asked before of other levels: a sum of all may follow."""
        return replace(self, past=self._past(earlier))

    def _past(self, earlier: "FeeAsk") -> tuple[tuple[str, int], ...]:
        """What was asked before of other levels than this turn names."""
        now = {level for level, _ in self.levels}
        if not now or now & {level for level, _ in earlier.levels}:
            return earlier.past
        before = {**dict(earlier.past), **earlier.by_level()}
        return tuple((level, count) for level, count in before.items() if level not in now)

    def counted(self) -> int:
        """The people that a turn speaks of; 0 where it says no one number."""
        return self.people or _only(count for _, count in self.levels) or 0

    def _of_two(self, earlier: "FeeAsk") -> "FeeAsk | None":
        """One of each level, where two people are meant of whom one was asked about before (他报中级，我俩一共)."""
        now, before = ([level for level, _ in ask.levels] for ask in (self, earlier))
        if not self.pair or len(now) != 1 or len(before) != 1 or now == before:
            return None
        return FeeAsk(((before[0], 1), (now[0], 1)), summed=True)

    def _put_right(self, earlier: "FeeAsk") -> "FeeAsk | None":
        """The earlier ask with another level for those people of it who are so many; None where that is not sure."""
        counts = earlier.by_level()
        new = self.levels[0][0] if len(self.levels) == 1 else None
        meant = [level for level, count in counts.items() if count == self.counted()]
        if new is None or new in counts or len(counts) < 2 or len(meant) != 1:
            return None
        right = tuple((new if level == meant[0] else level, count) for level, count in counts.items())
        return replace(earlier, levels=right, people=None)

    def _without(self, earlier: "FeeAsk") -> "FeeAsk":
        """The people of the earlier ask without these, who apply no longer, or for another level.

        Unclear where it is not sure of which level they were, or whether there were so many.
        """
        counts = earlier.by_level()
        named = [level for level, _ in self.levels]
        target = named[-1] if self.moved and named else None
        sources = named[:-1] if self.moved else named
        sources = sources or [level for level in counts if level != target]
        source = sources[0] if len(sources) == 1 else None
        alone = source is not None and self.people is None and counts.get(source) == 1
        number = self.counted() or (1 if alone else 0)  # 中级那个不报了
        if self.share and not self.counted() and source is not None:
            part_of = counts.get(source, 0) * self.share
            number = int(part_of) if part_of == int(part_of) else 0
        known = source is not None and 0 < number <= counts.get(source, 0) and bool(target) == self.moved
        if not known or source is None or self.unclear or earlier.groups:
            return replace(earlier, unclear=True)
        counts[source] -= number
        if target is not None:
            counts[target] = counts.get(target, 0) + number
        left = {level: count for level, count in counts.items() if count}
        return replace(earlier, levels=tuple(left.items()), people=None, summed=True, unclear=not left)

    def by_level(self) -> dict[str, int]:
        """The people of each level, one where no number is told."""
        return {level: self.people or 1 if count is None else count for level, count in self.levels}

    def _besides(self, earlier: "FeeAsk") -> "FeeAsk":
        """The people of the earlier ask with these besides; unclear where either says no number or level."""
        counts = {**(dict(earlier.past) if self.all_told else {}), **earlier.by_level()}
        people = self.people if self.total is None else self.total - sum(counts.values())
        given = self.levels or [(level, None) for level, _ in earlier.levels]
        more = {level: people if count is None else count for level, count in given}
        total = {level: counts.get(level, 0) + (more.get(level) or 0) for level in {**counts, **more}}
        known = bool(counts) and len(more) == 1 and all(count and count > 0 for count in more.values())
        return replace(
            earlier, levels=tuple(total.items()), people=None, summed=True, unclear=self.unclear or not known
        )


def _only(counts: Iterable[int | None]) -> int | None:
    given = [count for count in counts if count]
    return given[0] if len(given) == 1 else None
