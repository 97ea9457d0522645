"""Questions whether somebody may: 认定, 绿色通道, 改系列, who may apply, 直通车, 技工院校, 免于确认."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

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
from assistant.exact.eligibility_ask import EligibilityAsk
from assistant.exact.eligibility_reading import RANKS
from assistant.exact.eligibility_topic import (
    CASES,
    DIRECT,
    DIRECT_YEARS,
    NAMED,
    RECOGNITION,
    SERIES_CHANGE,
    STATIONED_YEARS,
    VERDICT_OF,
    WHICH,
    YEARS,
    is_shut_out,
)
from corpus.rule_book import RuleBook
from corpus.rules import EligibilityRule

TOPIC = "eligibility"
# Titles by which people mean what the clauses on 认定 call otherwise.
_RECOGNISED = {"助理工程师": "助师", "工程师": "中级", "技术员": "员级"}
_DEGREES = ("高中", "中专", "大专", "本科", "第二学士", "硕士", "博士")  # from the lowest up


def answer(ask: EligibilityAsk, book: RuleBook) -> Outcome | None:
    """The verdict of the rule that fits; None where none does, and the texts must be searched."""
    # 想改系列 … 我满打满算十个月
    tells = (ask.told and ask.topic == SERIES_CHANGE) or is_shut_out(ask.topic, ask.facts)
    if ask.named and not tells and NAMED.get(ask.topic or "") not in ask.facts:
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
    higher, lower = (_verdict(replace(ask, facts={**ask.facts, "target": rank}), book) for rank in RANKS)
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
    of_training = any(period.slot == "internship" for period in rule.periods)
    trained = not of_training and all(years.only_trained for years in ask.served.values())
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
