"""What a question about eligibility gives, and what comes of it on top of the question before (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.calculators.eligibility import NO
from assistant.calculators.served import Served
from assistant.dates import WrittenDate
from corpus.rules import EligibilityRule

_YEARS_OF = {
    "recognition": ("anywhere", "work"),
    "series-change": ("post", "anywhere", "work"),
    "application": ("stationed", "unbroken"),  # 连续 does not add up
}

_WANTED = ("target", "case")  # what is asked for, not what somebody is or has
# what is said of an employer, and no longer holds once another is named
_OF_EMPLOYER = ("enterprise_engineer",)
_OF_WORK = "professional_work"  # what kind of work somebody does, beside whom they are


@dataclass(frozen=True, slots=True)
class EligibilityAsk:
    """The topic, the values said by slot, and the years said by what they count."""

    topic: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    served: Mapping[str, Served] = field(default_factory=dict)
    since: WrittenDate | None = None  # when the years began
    when: bool = False  # the day is asked on which they are reached
    within: bool = False  # the years of something else are part of those told
    more: bool = False  # the years come on top of those told before
    which: bool = False  # the level is asked that one gets
    both: bool = False  # both ranks of 高级 are asked about
    swapped: bool = False  # it is asked of somebody else than before
    off: Decimal = Decimal(0)  # years broken off, where no others are told
    long: bool = False  # it is asked how many years it takes, by a turn that tells none
    broken: bool = False  # work was broken off for a time, which no date tells
    named: bool = False  # the topic is only named, and what decides it may be told by the next turns

    def __bool__(self) -> bool:
        return bool(self.facts) or any(self.served.values()) or self.since is not None or bool(self.off)

    @property
    def asks_years(self) -> bool:
        """True when it is asked how long it takes, and nobody's years are told to be measured by that."""
        return self.long and not self.told and self.since is None

    @property
    def told(self) -> bool:
        """True when a number of years was said."""
        return any(years.total is not None or years.after is not None for years in self.served.values())

    def over(self, earlier: "EligibilityAsk") -> "EligibilityAsk":
        """This ask on top of an earlier one; of somebody else only what is asked holds, and nothing that was told."""
        opened = earlier.named
        if self.swapped:
            wanted = {slot: value for slot, value in earlier.facts.items() if slot in _WANTED}
            earlier = EligibilityAsk(earlier.topic, wanted, when=earlier.when, which=earlier.which, both=earlier.both)
        served = {slot: years for slot, years in self.served.items() if years}
        told = served.get("work", Served())
        counting = [slot for slot in _YEARS_OF.get(self.topic or earlier.topic or "", ()) if earlier.served.get(slot)]
        if told.total is not None and counting and counting[0] not in served:
            served[counting[0]] = told  # 半年呢 is of the same years as before
        if self.more:
            served = {slot: years.longer(earlier.served.get(slot)) for slot, years in served.items()}
        if self.off:  # 可中间停了一年半
            served |= {slot: years.less(self.off) for slot, years in earlier.served.items()}
        renewed = _OF_EMPLOYER if "person" in self.facts else ()  # 说错了，是国企的
        if "person" not in self.facts and self.facts.get(_OF_WORK) == NO:
            renewed = ("person",)  # 公务员能评吗 … 那工勤岗呢 is somebody else
        earlier_facts = {slot: value for slot, value in earlier.facts.items() if slot not in renewed}
        topic = self.topic or earlier.topic
        if opened and self.topic is None and (self.swapped or (self.told and "target" in self.facts)):
            topic = None  # 改系列要什么材料 … 我来单位十个月了，能报中级吗 is another matter
        return EligibilityAsk(
            topic,
            {**earlier_facts, **self.facts},
            {**earlier.served, **served},
            self.since or earlier.since,
            self.when or earlier.when,
            self.within or earlier.within,
            which=self.which or (earlier.which and not any(served.values())),
            both=self.both or (earlier.both and "target" not in self.facts),
            long=self.long or (earlier.long and not self.told),
            named=opened and self.topic is None,
        )

    def without_other(self) -> "EligibilityAsk | None":
        """Less the years of something else that the years told hold; None where what is left is not sure."""
        other, work = self.served["other"].total, self.served.get("work", Served())
        if not self.within or other is None or work.total is None or work.total <= other:
            return None
        left = replace(work, total=work.total - other)
        return replace(self, served={"work": left, "unbroken": left})

    def years(self, rule: EligibilityRule) -> Served:
        """The years that count for a rule: those of its own kind, else those said of work."""
        slots = _YEARS_OF.get(rule.topic, ("work",))
        return next((years for slot in slots if (years := self.served.get(slot))), Served())
