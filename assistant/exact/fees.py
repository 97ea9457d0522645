"""Questions about fees: what each level costs, sums of several, who may charge."""

from dataclasses import replace

from assistant.calculators import fee_sums
from assistant.calculators.fees import (
    Applicants,
    both,
    every_level,
    experts_unsaid,
    one_each,
    review_fees,
    who_may_charge,
)
from assistant.calculators.outcome import Outcome
from assistant.calculators.subject_fees import subject_counts, subject_fees
from assistant.exact.fee_ask import FeeAsk
from corpus.rule_book import RuleBook

TOPIC = "fee"


def answer(ask: FeeAsk, book: RuleBook) -> Outcome | None:
    """The fees asked for; with a level missing that changes the result, all of them and the choice.

    None where a number of people belongs to nothing: the texts are searched instead.
    """
    if ask.experts:
        return experts_unsaid()
    if ask.unclear or ask.fewer or ask.moved:
        return None
    fits = all(rule.subjects.mode == ask.mode for rule in book.fees if rule.level in dict(ask.levels))
    if ask.counts and ask.subjects is None and (ask.mode is None or fits):
        return subject_counts(book.fees, [level for level, _ in ask.levels])
    payees = [rule for rule in book.payees if rule.payee == ask.payee]
    if payees and not payees[0].may_charge:
        return who_may_charge(payees[0])
    outcome = _sums(ask, book) or _amount(ask, book)
    if not payees:
        return outcome
    allowed = who_may_charge(payees[0])
    # that they may is the answer; the levels are all listed
    return replace(outcome, asks=None, said=(*allowed.said, *outcome.said), basis=(*allowed.basis, *outcome.basis))


def _sums(ask: FeeAsk, book: RuleBook) -> Outcome | None:
    """What comes of several fees, or of one and a sum of money, where that is asked."""
    if ask.groups:
        each = [_amount(group, book) for group in ask.groups]
        return fee_sums.apart(each) if ask.difference and len(each) == 2 else fee_sums.added(each)
    if len(ask.levels) == 1 and ask.mode is None and ask.subjects is None:
        level = ask.levels[0][0]
        if ask.budget is not None:
            return fee_sums.affordable(book.fees, level, ask.budget)
        if ask.charged is not None:
            return fee_sums.overcharged(book.fees, level, ask.charged)
    if len(ask.levels) == 2 and ask.difference and not ask.people and not any(count for _, count in ask.levels):
        return fee_sums.apart([review_fees(book.fees, [Applicants(level)]) for level, _ in ask.levels])
    return None


def _amount(ask: FeeAsk, book: RuleBook) -> Outcome:
    count = 1 if ask.people is None else ask.people
    if ask.mode is not None or ask.subjects is not None:
        return _with_subjects(ask, book, count)
    if not ask.levels:
        return every_level(book.fees, count)
    if len(ask.levels) > 1 and not ask.summed and not ask.people and not any(given for _, given in ask.levels):
        return one_each(book.fees, [level for level, _ in ask.levels])
    return review_fees(book.fees, [Applicants(level, count if given is None else given) for level, given in ask.levels])


def _with_subjects(ask: FeeAsk, book: RuleBook, count: int) -> Outcome:
    """The levels that have this way of assessment with their subjects, the others with the review alone."""
    modes = {rule.level: rule.subjects.mode for rule in book.fees}
    several = len({modes.get(level) for level, _ in ask.levels}) > 1
    if several and ask.each_examined and ask.mode is None:
        each = [
            subject_fees(book.fees, [level], modes[level], ask.subjects, count if given is None else given)
            for level, given in ask.levels
        ]
        return fee_sums.added(each) if ask.summed else fee_sums.side_by_side(each)
    mode = ask.mode or _only_mode(ask, book)
    examined = [(level, given) for level, given in ask.levels if modes.get(level) == mode]
    others = [
        Applicants(level, count if given is None else given) for level, given in ask.levels if modes.get(level) != mode
    ]
    if not examined or not others:
        people = sum(given or 0 for _, given in ask.levels) or count
        return subject_fees(
            book.fees, [level for level, _ in ask.levels], mode, ask.subjects, people, alone=ask.exam_only
        )
    people = sum(given or count for _, given in examined)
    subjects = subject_fees(book.fees, [level for level, _ in examined], mode, ask.subjects, people)
    return both(subjects, review_fees(book.fees, others))


def _only_mode(ask: FeeAsk, book: RuleBook) -> str:
    """The way of assessment that the level's rule names; where no level is said, the commonest."""
    levels = {level for level, _ in ask.levels}
    modes = [rule.subjects.mode for rule in book.fees if rule.level in levels or not levels]
    return max(modes, key=modes.count)
