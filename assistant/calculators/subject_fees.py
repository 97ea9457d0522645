"""Fees of examination subjects: as such for 以考代评, with the review for 考评结合."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.fees import MOST_PEOPLE, rule_of
from assistant.calculators.outcome import InvalidInputError, Outcome, basis_of, plain, receipt
from assistant.messages import message
from corpus.rules import FeeRule


def subject_fees(
    rules: Sequence[FeeRule],
    levels: Sequence[str],
    mode: str,
    subjects: int | None,
    count: int = 1,
    alone: bool = False,
) -> Outcome:
    """What the examination subjects of a way of assessment cost, in yuan.

    For 以考代评 the subject fees as such: the text does not say whether the review fee comes on top. For
    考评结合 review fee and subject fee apart and together. Outside the stated number of subjects there is
    no figure, only the range.

    Args:
        levels: those it may be; several are no obstacle where they cost the same.
        subjects: None when it is not known.
        alone: the fees of the subjects are asked for, not those of the review with them.

    Raises:
        InvalidInputError: a level without a rule, or a number of subjects or people below 1.
    """
    if not 1 <= count <= MOST_PEOPLE:
        raise InvalidInputError(message("fee.bad_count", count=count, most=MOST_PEOPLE))
    if subjects is not None and subjects < 1:
        raise InvalidInputError(message("fee.bad_subjects", subjects=subjects))
    asked = [rule_of(rules, level) for level in levels] or [rule for rule in rules if rule.subjects.mode == mode]
    fitting = sorted((rule for rule in asked if rule.subjects.mode == mode), key=lambda rule: rule.review.amount)
    if not fitting:
        return _unsaid_mode(asked, mode)
    if subjects is None:
        if _has_one(fitting):
            return _alone(fitting[:1], 1, count) if alone else _together(fitting[0], 1, count)
        return _which_subjects(fitting, mode, count)
    inside = [rule for rule in fitting if rule.subjects.least <= subjects <= rule.subjects.most]
    if not inside:
        return _out_of_range(fitting, subjects)
    if len(inside) < len(fitting):
        return _which_level(inside, fitting, subjects)
    return _alone(inside, subjects, count) if alone or not _has_one(inside) else _together(inside[0], subjects, count)


def subject_counts(rules: Sequence[FeeRule], levels: Sequence[str]) -> Outcome:
    """How many examination subjects there usually are, level by level."""
    asked = [rule_of(rules, level) for level in levels] or sorted(rules, key=lambda rule: rule.review.amount)
    said = [message("fee.subject_count", rule=rule) for rule in asked]
    basis = [quoted for rule in asked for quoted in basis_of(rule, rule.subjects, rule.subject)]
    return Outcome(tuple(said), tuple(basis))


def _has_one(rules: Sequence[FeeRule]) -> bool:
    """True where the text names review and subject fee of one level together (考评结合)."""
    return len(rules) == 1 and rules[0].subjects.least == rules[0].subjects.most == 1


def _alone(rules: Sequence[FeeRule], subjects: int, count: int) -> Outcome:
    rule = rules[0]
    total = rule.subject.amount * subjects * count
    steps = [_subject_step(rule, subjects, count, total)]
    said = message(
        "fee.subjects",
        level="、".join(r.level for r in rules),
        mode=rule.subjects.mode,
        subjects=subjects,
        count=message("fee.for_count", count=count) if count > 1 else "",
        sum=plain(total),
    )
    return Outcome(
        said=(said, *steps, message("fee.subjects_unsaid")),
        basis=tuple(quoted for r in rules for quoted in basis_of(r, r.subject)),
        calculation=receipt(rules, _inputs(rules, subjects, count), steps, total, message("fee.unit")),
    )


def _together(rule: FeeRule, subjects: int, count: int) -> Outcome:
    review, exam = rule.review.amount * count, rule.subject.amount * subjects * count
    steps = [
        message("fee.step", level=rule.level, amount=plain(rule.review.amount), count=count, sum=plain(review)),
        _subject_step(rule, subjects, count, exam),
        message("fee.sum", parts=f"{plain(review)} + {plain(exam)}", sum=plain(review + exam)),
    ]
    said = message(
        "fee.together",
        level=rule.level,
        mode=rule.subjects.mode,
        review=plain(review),
        exam=plain(exam),
        sum=plain(review + exam),
    )
    return Outcome(
        said=(said, *steps, message("fee.together_unsaid")),
        basis=basis_of(rule, rule.review, rule.subject),
        calculation=receipt([rule], _inputs([rule], subjects, count), steps, review + exam, message("fee.unit")),
    )


def _out_of_range(rules: Sequence[FeeRule], subjects: int) -> Outcome:
    said = [
        message("fee.out_of_range", level=rule.level, words=rule.subjects.words, subjects=subjects) for rule in rules
    ]
    return Outcome(
        said=(*said, message("fee.no_figure")),
        basis=tuple(quoted for rule in rules for quoted in basis_of(rule, rule.subjects)),
        calculation=receipt(rules, _inputs(rules, subjects, 1), said, None, message("fee.unit")),
        unsaid=True,
    )


def _unsaid_mode(rules: Sequence[FeeRule], mode: str) -> Outcome:
    said = [message("fee.other_mode", level=rule.level, mode=rule.subjects.mode, asked=mode) for rule in rules]
    return Outcome(
        said=(*said, message("fee.no_figure")),
        basis=tuple(quoted for rule in rules for quoted in basis_of(rule, rule.subjects)),
        calculation=receipt(rules, {message("fee.input_mode"): mode}, said, None, message("fee.unit")),
        unsaid=True,
    )


def _which_subjects(rules: Sequence[FeeRule], mode: str, count: int) -> Outcome:
    """The fee for each number of subjects that the text names."""
    most = max(int(rule.subjects.most) for rule in rules)
    lines = [
        message("fee.case", subjects=n, sum=plain(rules[0].subject.amount * n * count))
        + (
            message("fee.case_only", level="、".join(r.level for r in rules if n <= r.subjects.most))
            if any(n > r.subjects.most for r in rules)
            else ""
        )
        for n in range(1, most + 1)
    ]
    return Outcome(
        said=(message("fee.which_subjects", mode=mode), *lines, message("fee.subjects_unsaid")),
        basis=tuple(quoted for rule in rules for quoted in basis_of(rule, rule.subject)),
        choices=tuple(message("fee.choice_subjects", subjects=n) for n in range(1, most + 1)),
        asks="subjects",
    )


def _which_level(inside: Sequence[FeeRule], fitting: Sequence[FeeRule], subjects: int) -> Outcome:
    """Only some of the levels usually have that many subjects."""
    lines = [
        message("fee.level_case", level=rule.level, subjects=subjects, sum=plain(rule.subject.amount * subjects))
        if rule in inside
        else message("fee.out_of_range", level=rule.level, words=rule.subjects.words, subjects=subjects)
        for rule in fitting
    ]
    return Outcome(
        said=(message("fee.which_level"), *lines),
        basis=tuple(quoted for rule in fitting for quoted in basis_of(rule, rule.subject)),
        choices=tuple(rule.level for rule in fitting),
        asks="level",
    )


def _subject_step(rule: FeeRule, subjects: int, count: int, total: Decimal) -> str:
    return message(
        "fee.subject_step", amount=plain(rule.subject.amount), subjects=subjects, count=count, sum=plain(total)
    )


def _inputs(rules: Sequence[FeeRule], subjects: int, count: int) -> dict[str, str]:
    return {
        message("fee.input_level"): "、".join(rule.level for rule in rules),
        message("fee.input_mode"): rules[0].subjects.mode,
        message("fee.input_subjects"): str(subjects),
        message("fee.input_count"): str(count),
    }
