"""Which kind of question about eligibility is asked (pure)."""

import re
from collections.abc import Mapping, Sequence

from assistant.calculators.eligibility import NO
from assistant.calculators.served import Served
from assistant.exact.reading import Reader, Reading

WHICH = "direct-which"  # whether one may, without what decides it
YEARS = "recognition-years"  # how many years 认定 takes with a degree
DIRECT_YEARS = "green-channel-years"  # … and 绿色通道
RECOGNITION = "recognition"
DIRECT = "green-channel"
SERIES_CHANGE = "series-change"
CASES = "recognition-cases"  # what 认定 takes with each of several degrees
STATIONED_YEARS = "application-years"  # … and being posted here
VERDICT_OF = {DIRECT_YEARS: DIRECT, YEARS: RECOGNITION}  # where somebody has told their years
# In this order: a question about 改系列 may also name a title and years.
TOPICS = (
    SERIES_CHANGE,
    "direct",
    "certificate",
    "equivalence",
    DIRECT,
    DIRECT_YEARS,
    RECOGNITION,
    YEARS,
    WHICH,
    "application",
    STATIONED_YEARS,
)
# What a question of the topic must give; without it the texts are searched.
GIVES: Mapping[str, Sequence[str]] = {
    RECOGNITION: ("degree",),
    YEARS: ("degree",),
    DIRECT: ("degree",),
    DIRECT_YEARS: (),
    SERIES_CHANGE: (),
    "application": ("person",),
    STATIONED_YEARS: ("person",),
    "direct": ("card", "target"),
    WHICH: (),
    "equivalence": ("class",),
    "certificate": ("origin",),
}
# A topic that is only named is answered once the next turns tell this.
NAMED: Mapping[str, str] = {RECOGNITION: "degree", DIRECT: "degree", SERIES_CHANGE: "case"}
_IN_A_FIRM = "enterprise_engineer"  # the condition of 绿色通道
_HOW_LONG: Mapping[str, str] = {DIRECT: DIRECT_YEARS, RECOGNITION: YEARS, "application": STATIONED_YEARS}
# 我能定个啥, 我够年限认定了吗
_OF_ONESELF = re.compile("[我俺咱](自己)?(够|能|可以|符合|到|满)|[我俺咱][^？?]{0,14}[，, ](够|能|可以|符合)")


def is_shut_out(topic: str | None, facts: Mapping[str, str]) -> bool:
    """True for 绿色通道 asked by somebody of a public institution: it is not for them, whatever else they say."""
    return topic == DIRECT and facts.get(_IN_A_FIRM) == NO


def topic_of(reading: Reading, reader: Reader, facts: Mapping[str, str], served: Mapping[str, Served]) -> str | None:
    """The topic that a question is about and gives enough for, or None."""
    for topic in TOPICS:
        if not reader.about(topic, reading):
            continue
        how_long = _HOW_LONG.get(topic)
        if how_long and not any(served.values()) and reader.about(how_long, reading):
            continue  # 得熬多少年: how long it takes in all
        if all(slot in facts for slot in GIVES[topic]):
            return topic
        of_self = topic == RECOGNITION or (topic == DIRECT and "target" in facts)
        told = (
            is_shut_out(topic, facts)
            or any(served.values())
            or (of_self and _OF_ONESELF.search(reading.text) is not None)
        )
        if topic in (RECOGNITION, DIRECT) and told:  # the degree can be asked for
            return topic
    return None
