"""What a question whether somebody may gives: its topic, what is said of them, their years (pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.calculators.served import Served
from assistant.cues import following, part
from assistant.dates import dates_in, months_between
from assistant.exact.eligibility_ask import EligibilityAsk
from assistant.exact.eligibility_topic import (
    CASES,
    DIRECT,
    DIRECT_YEARS,
    GIVES,
    NAMED,
    RECOGNITION,
    SERIES_CHANGE,
    TOPICS,
    YEARS,
    topic_of,
)
from assistant.exact.facts import FactReader, posted_here
from assistant.exact.reading import Reader, Reading
from assistant.exact.work_dates import work_dates
from assistant.exact.years import is_broken
from assistant.messages import message

_WHEN = "eligibility_when"
_LEVEL_ASKED = "recognition_level"
RANKS = ("正高级", "副高级")
_DIRECT_TITLES = {"中级": "工程师", "初级": "助理工程师"}  # what 绿色通道 calls by their titles alone
_MONTHS = Decimal(12)
_LOOKUPS = {"省内": "province_lookup", "省外": "national_lookup"}  # on which platform a certificate must be found
_FROM_ELSEWHERE = "外地民企派驻"  # a private firm of another place posted somebody here
_FRESH = re.compile(
    "(刚|才|一)(刚|从)?(大学|学校)?(毕业|入职|参加工作)(?!(那|的|以|之)?(会|时|前|后)|[了有满过]|[一二两三四五六七八九十0-9]+年)|入职报到就|应届"
)
_HOW_LONG = re.compile("(几|多少)年|多久|多长时间|多少个月|几个月")
_ON_TOP = re.compile("再(干|做|等|待|工作|熬)")


def asked(reading: Reading, reader: Reader, facts: FactReader, levels_of: Mapping[str, Sequence[str]]) -> bool:
    """True when a question is about somebody's eligibility and gives enough for a verdict."""
    plain = _without_when(reading, reader)
    if not any(reader.about(topic, each) for topic in TOPICS for each in (reading, plain)):
        return False
    ask = read(reading, reader, facts, levels_of)
    return ask.topic is not None and not ask.named


def named(reading: Reading, reader: Reader) -> bool:
    """True when a question is about 认定, 绿色通道 or 改系列, and tells nothing that decides (认定助理级要什么条件)."""
    return any(_names(topic, reading, reader) for topic in NAMED)


def _names(topic: str, reading: Reading, reader: Reader) -> bool:
    """True for the words of a topic; of 改系列 whatever is asked of it (得在新岗干多久): what may follow is its own."""
    if topic == SERIES_CHANGE:
        return part("series_change").search(reading.text) is not None and topic in reader.topics
    return reader.about(topic, reading)


def goes_on(reading: Reading, reader: Reader, facts: FactReader) -> bool:
    """True for a stretch that, after such a question, asks what it asks (离定员级还有几个月), or of another case."""
    left = following("time_left").search(reading.text) or following("enough").search(reading.text)
    whether = part("this_rule").search(reading.text) is not None  # 她总可以吧
    return (
        whether or bool(left or facts.values("case", reading)) or any(reader.cued(topic, reading) for topic in TOPICS)
    )


def read(reading: Reading, reader: Reader, facts: FactReader, levels_of: Mapping[str, Sequence[str]]) -> EligibilityAsk:
    """The slots of a question; `levels_of` are the levels in which a title occurs."""
    dates = [said for said in dates_in(reading.text) if said.exists and said.year]
    undated = replace(
        reading,
        quantities=tuple(q for q in reading.quantities if not any(d.start <= q.start < d.end for d in dates)),
    )
    claimed = part("claimed_years").search(reading.text)
    if claimed:
        at = range(claimed.start(), claimed.end())
        undated = replace(undated, quantities=tuple(q for q in undated.quantities if q.start not in at))
    said, served = facts.facts(reading), facts.years.served(undated)
    work = work_dates(reading.text, dates)
    broken = is_broken(reading.text)
    between = months_between(work.since, work.until) if work.since and work.until and not broken else None
    if between is not None and not any(years for slot, years in served.items() if slot != "other"):
        served["work"] = served["unbroken"] = Served(total=between / _MONTHS)
    posted = posted_here(reading.text, facts)
    if posted and "origin" in said:
        said.setdefault("person", _FROM_ELSEWHERE)
    if posted is False and said.get("person") == _FROM_ELSEWHERE:
        del said["person"]
    if (lookup := _LOOKUPS.get(said.get("origin", ""))) and "lookup" in said:  # 济南的，查不到
        said.setdefault(lookup, said["lookup"])
    levels = {phrase.value for phrase in reading.of("level")}
    levels |= {levels_of[p.value][0] for p in reading.of("title") if len(levels_of[p.value]) == 1}
    if len(levels) > 1:  # another level than the one held
        said.setdefault("same_level", "否")
    when = work.since is not None and (work.spoken or reader.about(_WHEN, reading))
    more = _ON_TOP.search(reading.text) is not None
    topic = topic_of(_without_when(reading, reader) if when else reading, reader, said, served)
    if facts.several(reading):
        general = (
            "class" not in said
            and not any(served.values())
            and any(reader.about(each, reading) for each in (RECOGNITION, YEARS))
        )
        topic = CASES if general else topic if topic is None or "degree" not in GIVES[topic] else None
    which = reader.about(_LEVEL_ASKED, reading)
    fresh = work.since is None and not which and not any(served.values()) and _FRESH.search(reading.text) is not None
    if topic in (DIRECT, RECOGNITION) and fresh:
        served["work"] = Served(total=Decimal(0))
    of = next((topic for topic in NAMED if _names(topic, reading, reader)), None) if topic is None else None
    only_named = of is not None and NAMED[of] not in said
    topic = of if only_named else topic
    if topic in (DIRECT, DIRECT_YEARS) and "target" in said:
        said["target"] = _DIRECT_TITLES.get(said["target"], said["target"])
    return EligibilityAsk(
        topic,
        said,
        served,
        work.since,
        when,
        reader.about("eligibility_within", reading),
        more,
        which,
        facts.values("target", reading) == set(RANKS),
        long=all(years.only_trained for years in served.values())
        and (claimed is not None or _HOW_LONG.search(reading.text) is not None),
        off=Decimal(0) if any(served.values()) else facts.years.off(undated),
        broken=is_broken(reading.text),
        named=only_named,
    )


def _without_when(reading: Reading, reader: Reader) -> Reading:
    """The question whether it may be, where one with a date asks when the years are reached."""
    if not reader.about(_WHEN, reading) or not dates_in(reading.text):
        return reading
    words = sorted(reader.topics[_WHEN].cues, key=len, reverse=True)
    return reader.read(re.sub("|".join(map(re.escape, words)), message("eligibility.asks_whether"), reading.text))
