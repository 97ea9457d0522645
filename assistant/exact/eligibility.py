"""Questions whether somebody may: 认定, 绿色通道, 改系列, who may apply, 直通车, 技工院校, 免于确认."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.calculators.eligibility import (
    NO,
    Case,
    instead,
    reached,
    taken_for,
    too_low,
    verdict,
    which_card,
    which_degree,
    years_needed,
)
from assistant.calculators.outcome import Outcome, one_receipt, receipt
from assistant.calculators.served import Served
from assistant.cues import following
from assistant.dates import dates_in, months_between
from assistant.exact.eligibility_ask import EligibilityAsk
from assistant.exact.eligibility_topic import (
    CASES,
    DIRECT,
    DIRECT_YEARS,
    GIVES,
    RECOGNITION,
    SERIES_CHANGE,
    STATIONED_YEARS,
    TOPICS,
    VERDICT_OF,
    WHICH,
    YEARS,
    topic_of,
)
from assistant.exact.facts import FactReader, posted_here
from assistant.exact.reading import Reader, Reading
from assistant.exact.work_dates import work_dates
from assistant.exact.years import is_broken
from assistant.messages import message
from corpus.rule_book import RuleBook
from corpus.rules import EligibilityRule

TOPIC = "eligibility"
_WHEN = "eligibility_when"
_LEVEL_ASKED = "recognition_level"
# Titles by which people mean what the clauses on 认定 call otherwise.
_RECOGNISED = {"助理工程师": "助师", "工程师": "中级", "技术员": "员级"}
_DIRECT_TITLES = {"中级": "工程师", "初级": "助理工程师"}  # … and what 绿色通道 calls by their titles alone
_DEGREES = ("高中", "中专", "大专", "本科", "第二学士", "硕士", "博士")  # from the lowest up
_RANKS = ("正高级", "副高级")
# a topic that is only named is answered once the next turns tell this
_NAMED = {RECOGNITION: "degree", DIRECT: "degree", SERIES_CHANGE: "case"}
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
    return any(_names(topic, reading, reader) for topic in _NAMED)


def _names(topic: str, reading: Reading, reader: Reader) -> bool:
    """True for the words of a topic; of 改系列 whatever is asked of it (得在新岗干多久): what may follow is its own."""
    if topic == SERIES_CHANGE:
        return any(cue in reading.text for cue in reader.topics[topic].cues) if topic in reader.topics else False
    return reader.about(topic, reading)


def goes_on(reading: Reading, reader: Reader, facts: FactReader) -> bool:
    """True for a stretch that, after such a question, asks what it asks (离定员级还有几个月), or of another case."""
    left = following("time_left").search(reading.text) or following("enough").search(reading.text)
    return bool(left or facts.values("case", reading)) or any(reader.cued(topic, reading) for topic in TOPICS)


def read(reading: Reading, reader: Reader, facts: FactReader, levels_of: Mapping[str, Sequence[str]]) -> EligibilityAsk:
    """The slots of a question; `levels_of` are the levels in which a title occurs."""
    dates = [said for said in dates_in(reading.text) if said.exists and said.year]
    undated = replace(
        reading,
        quantities=tuple(q for q in reading.quantities if not any(d.start <= q.start < d.end for d in dates)),
    )
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
    of = next((topic for topic in _NAMED if _names(topic, reading, reader)), None) if topic is None else None
    only_named = of is not None and _NAMED[of] not in said
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
        facts.values("target", reading) == set(_RANKS),
        long=all(_only_trained(years) for years in served.values()) and _HOW_LONG.search(reading.text) is not None,
        off=Decimal(0) if any(served.values()) else facts.years.off(undated),
        broken=is_broken(reading.text),
        named=only_named,
    )


def _only_trained(years: Served) -> bool:
    """True where no more is told than that the internship is over: how long it takes after that is asked."""
    return years.total is None and years.after is None and (years.internship is None or years.internship >= 1)


def _without_when(reading: Reading, reader: Reader) -> Reading:
    """The question whether it may be, where one with a date asks when the years are reached."""
    if not reader.about(_WHEN, reading) or not dates_in(reading.text):
        return reading
    words = sorted(reader.topics[_WHEN].cues, key=len, reverse=True)
    return reader.read(re.sub("|".join(map(re.escape, words)), message("eligibility.asks_whether"), reading.text))


def answer(ask: EligibilityAsk, book: RuleBook) -> Outcome | None:
    """The verdict of the rule that fits; None where none does, and the texts must be searched."""
    tells = ask.told and ask.topic == SERIES_CHANGE  # 想改系列 … 我满打满算十个月
    if ask.named and not tells and _NAMED.get(ask.topic or "") not in ask.facts:
        return None
    if "other" in ask.served:
        left = ask.without_other()
        return answer(left, book) if left else None
    par = next((rule for rule in book.eligibility if rule.when.get("class") == ask.facts.get("class", "")), None)
    if par and par.grants and ask.topic in (DIRECT, DIRECT_YEARS) and "degree" not in ask.facts:
        found = _verdict(replace(ask, facts={**ask.facts, "degree": par.grants}), book)
        return taken_for(found, par) if found else None
    if ask.topic == "direct" and ask.both:
        return _of_both(ask, book)
    return _verdict(ask, book)


def _of_both(ask: EligibilityAsk, book: RuleBook) -> Outcome | None:
    """The verdicts for both ranks of 高级; a refusal of the higher one says itself what becomes of the other."""
    higher, lower = (_verdict(replace(ask, facts={**ask.facts, "target": rank}), book) for rank in _RANKS)
    if higher is None or lower is None or _rank(higher) == _REFUSED:
        return higher
    receipts = one_receipt([each.calculation for each in (higher, lower) if each.calculation])
    return Outcome((*higher.said, *lower.said), tuple(dict.fromkeys((*higher.basis, *lower.basis))), receipts)


def _verdict(ask: EligibilityAsk, book: RuleBook) -> Outcome | None:
    if ask.told and "degree" in ask.facts and ask.topic in VERDICT_OF:  # 大专，干了五年，还得再等几年
        ask = replace(ask, topic=VERDICT_OF[ask.topic])
    rules = [rule for rule in book.eligibility if rule.topic == _RULES_OF.get(ask.topic or "", ask.topic)]
    topic = DIRECT_YEARS if ask.topic == DIRECT and "degree" not in ask.facts else ask.topic or ""
    if topic in _SPECIAL:
        return _SPECIAL[topic](ask, rules)
    fitting = [rule for rule in rules if _fits(rule, ask.facts)]
    if ask.topic == SERIES_CHANGE and not any(rule.when for rule in fitting) and not ask:
        return None
    if not fitting:
        return _below(ask, rules) if topic == DIRECT else None
    if ask.when and ask.since is not None and not ask.told:
        timed = next((rule for rule in fitting if rule.allowed and rule.periods), None)
        return reached(timed, ask.since) if timed and not ask.broken else None
    most = max(len(rule.when) for rule in fitting)
    fitting = [rule for rule in fitting if len(rule.when) == most]
    if ask.asks_years and (lasting := [rule for rule in fitting if rule.allowed and rule.periods]):
        return years_needed(lasting[0])
    outcomes = [verdict(rule, Case(ask.facts, ask.years(rule))) for rule in fitting]
    # one of several ways is enough
    best = min(outcomes, key=_rank)
    return best if any(rule.allowed for rule in fitting) else instead(best, _elsewhere_granted(rules, ask.facts))


def _below(ask: EligibilityAsk, rules: Sequence[EligibilityRule]) -> Outcome | None:
    """A refusal where somebody's degree is below all that the target is granted with; else None."""
    degree, wanted = ask.facts.get("degree"), [rule for rule in rules if rule.when["target"] == ask.facts.get("target")]
    known = [_DEGREES.index(name) for rule in wanted if (name := rule.when["degree"]) in _DEGREES]
    return too_low(degree, wanted) if degree in _DEGREES and known and _DEGREES.index(degree) < min(known) else None


def _elsewhere_granted(rules: Sequence[EligibilityRule], facts: Mapping[str, str]) -> list[EligibilityRule]:
    """The rules that would grant another target to somebody of whom all else is as said."""
    return [
        rule
        for rule in rules
        if rule.allowed
        and "target" in rule.when
        and len(rule.when) > 1
        and rule.when["target"] != facts.get("target")
        and all(facts.get(slot) == value for slot, value in rule.when.items() if slot != "target")
    ]


def _which_card(ask: EligibilityAsk, rules: Sequence[EligibilityRule]) -> Outcome | None:
    scopes = sorted((rule for rule in rules if rule.allowed), key=lambda rule: rule.clause)
    return None if "card" in ask.facts or not scopes else which_card(scopes)


def _each_degree(_: EligibilityAsk, rules: Sequence[EligibilityRule]) -> Outcome:
    listed = which_degree(rules)
    lines = listed.said[1:]
    return replace(listed, said=lines, choices=(), asks=None, calculation=receipt(rules, {}, lines, None, ""))


def _years_needed(ask: EligibilityAsk, rules: Sequence[EligibilityRule]) -> Outcome | None:
    if "degree" not in ask.facts:
        wanted = [rule for rule in rules if ask.facts.get("target") in (None, rule.when.get("target"))]
        if wanted and all(any(ask.facts.get(c.slot) == NO for c in rule.conditions) for rule in wanted):
            return verdict(wanted[0], Case(ask.facts, Served()))  # with no degree
        return which_degree(wanted) if wanted else None
    fitting = [rule for rule in rules if _fits_degree(rule, ask.facts)]
    # 本科多久能定助师 → 硕士的呢: what a master gets instead
    fitting = fitting or [rule for rule in rules if rule.when.get("degree") == ask.facts["degree"]]
    return years_needed(fitting[0]) if fitting and fitting[0].periods else None


def _stationed_years(ask: EligibilityAsk, rules: Sequence[EligibilityRule]) -> Outcome | None:
    fitting = [rule for rule in rules if _fits(rule, ask.facts)]
    timed = next((rule for rule in fitting if rule.periods), None)
    if timed is None:  # 台湾来这上班的呢: for them it is no question of years
        return verdict(fitting[0], Case(ask.facts, ask.years(fitting[0]))) if fitting else None
    return years_needed(timed)


def _fits_degree(rule: EligibilityRule, facts: Mapping[str, str]) -> bool:
    """True for the rule of somebody's degree that grants what was asked, where that was said."""
    wanted = facts.get("target")
    return rule.when.get("degree") == facts["degree"] and wanted in (None, rule.when.get("target"))


def _recognition(ask: EligibilityAsk, rules: Sequence[EligibilityRule]) -> Outcome | None:
    if "degree" not in ask.facts:
        return which_degree(rules)
    fitting = [rule for rule in rules if rule.when.get("degree") == ask.facts["degree"]]
    if not fitting or "class" in ask.facts:
        return None
    rule = fitting[0]
    if ask.when and ask.since is not None and not ask.told and rule.periods:
        return None if ask.broken else reached(rule, ask.since)
    if ask.asks_years and rule.periods:
        return years_needed(rule)  # 那大专的得几年
    trained = all(map(_only_trained, ask.served.values())) and not any(p.slot == "internship" for p in rule.periods)
    if ask.which and rule.periods and "target" not in ask.facts and (trained or not any(ask.served.values())):
        return years_needed(rule)  # 中专的能定什么: what it is, and after how long
    asked = ask.facts.get("target")
    asked = _RECOGNISED.get(asked or "", asked)
    other = asked if asked and asked != rule.when.get("target") else None
    return verdict(rule, Case(ask.facts, ask.years(rule)), other)


def _fits(rule: EligibilityRule, facts: Mapping[str, str]) -> bool:
    """True when what was said is the rule's case; a title that nobody named may be any."""
    return all(facts.get(slot, value if slot == "target" else None) == value for slot, value in rule.when.items())


def _rank(outcome: Outcome) -> int:
    """Better verdicts first: granted, then pending, then to be asked, then refused."""
    first = outcome.said[0]
    if outcome.asks:
        return 2
    return next((rank for rank, word in enumerate(_ORDER) if first.startswith(word)), 1)


_ORDER = ("可以", "不用", "年限符合", "在", "要看", "年限还不够", "需要", "不可以")  # verdicts, from the best down
_REFUSED = _ORDER.index("不可以")
# Topics that ask something else of the rules of another, or read them in another way.
_RULES_OF = {
    WHICH: "direct",
    YEARS: RECOGNITION,
    CASES: RECOGNITION,
    DIRECT_YEARS: DIRECT,
    STATIONED_YEARS: "application",
}
_SPECIAL: Mapping[str, Callable[[EligibilityAsk, Sequence[EligibilityRule]], Outcome | None]] = {
    WHICH: _which_card,
    YEARS: _years_needed,
    CASES: _each_degree,
    DIRECT_YEARS: _years_needed,
    RECOGNITION: _recognition,
    STATIONED_YEARS: _stationed_years,
}
