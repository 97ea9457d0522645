"""`calc`: the calculators with explicit arguments, no language understanding, no index, no model."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import printable, reported
from assistant.day import parse_day
from assistant.errors import BadCallError

if TYPE_CHECKING:
    from assistant.calculators.outcome import Outcome
    from corpus.model import Corpus

calc_app = typer.Typer(no_args_is_help=True, help="What rules compute, from explicit figures, with a receipt.")

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder of texts; default: the shipped corpus.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the receipt as JSON.")]


@calc_app.command()
@reported
def fee(
    levels: Annotated[list[str] | None, typer.Argument(help="LEVEL or LEVEL=COUNT, such as 中级=3 高级.")] = None,
    mode: Annotated[str | None, typer.Option(help="Way of assessment: 以考代评 or 考评结合.")] = None,
    subjects: Annotated[int | None, typer.Option(help="Examination subjects of each applicant.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Review fees by level and number of applications, or the fees of examination subjects."""
    from assistant.explicit import fees

    known = _corpus(corpus)
    if not known.rules.fees:
        raise BadCallError(f"calc fee: {known.root} has no fee rules.")
    counts = {level: _whole(level, count) for level, count in _pairs(levels or [], "1").items()}
    if mode is None and subjects is not None:
        raise BadCallError("calc fee: --subjects needs --mode.")
    _print(known, fees(known.rules.fees, counts, mode, subjects), as_json)


@calc_app.command()
@reported
def hours(
    studied: Annotated[
        list[str] | None, typer.Argument(help="KIND=HOURS, such as 公需课=28 专业课=71 合计=99.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a year's study hours are short of; without figures, what a year needs."""
    from assistant import explicit
    from assistant.messages import message

    known = _corpus(corpus)
    if not known.rules.hours:
        raise BadCallError(f"calc hours: {known.root} has no rule about study hours.")
    given = {kind: _figure(kind, text) for kind, text in _pairs(studied or [], None).items()}
    total = given.pop(message("hours.total"), None)
    _print(known, explicit.hours(known.rules.hours[0], given, total), as_json)


@calc_app.command()
@reported
def eligibility(
    topic: Annotated[str, typer.Argument(help="A topic of corpus/rules/eligibility, such as recognition.")],
    facts: Annotated[list[str] | None, typer.Argument(help="SLOT=VALUE, such as degree=大专 full_time=是.")] = None,
    years: Annotated[str | None, typer.Option(help="Years of work in all, or in the post, or stationed here.")] = None,
    internship: Annotated[str | None, typer.Option(help="Years of internship.")] = None,
    after: Annotated[str | None, typer.Option(help="Years of work after the internship.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """May somebody, by these facts: the verdict, the arithmetic, the clause."""
    from assistant.calculators.served import Served
    from assistant.exact.eligibility import answer
    from assistant.exact.eligibility_ask import EligibilityAsk

    known = _corpus(corpus)
    topics = sorted({rule.topic for rule in known.rules.eligibility})
    if topic not in topics:
        raise BadCallError(f"calc eligibility: no topic {topic!r}; there are: {', '.join(topics) or 'none'}.")
    told = [None if text is None else _figure(name, text) for name, text in _named(years, internship, after)]
    served = Served(total=told[0], internship=told[1], after=told[2])
    slots = dict.fromkeys(("work", "post", "stationed"), served)
    outcome = answer(EligibilityAsk(topic, _pairs(facts or [], None), slots), known.rules)
    if outcome is None:
        raise BadCallError(f"calc eligibility: no rule of {topic} fits these facts; see corpus/rules/eligibility.")
    _print(known, outcome, as_json)


@calc_app.command()
@reported
def publicity(
    start: Annotated[str, typer.Argument(help="The day on which it begins, YYYY-MM-DD.")],
    until: Annotated[str | None, typer.Option(help="A day of which to say whether it is late enough.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """The earliest end of a 公示 that begins on a day."""
    from assistant.calculators.publicity import earliest_end

    known = _corpus(corpus)
    if not known.rules.publicity:
        raise BadCallError(f"calc publicity: {known.root} has no rule about 公示.")
    first, last = parse_day(start, "calc: start"), parse_day(until, "calc: --until")
    assert first is not None
    _print(known, earliest_end(known.rules.publicity, first, last), as_json)


@calc_app.command()
@reported
def tenure(
    since: Annotated[str, typer.Argument(help="The day of the appointment, YYYY-MM-DD.")],
    year: Annotated[int, typer.Argument(min=1950, max=2200, help="The year of application.")],
    gap_months: Annotated[str | None, typer.Option(help="Months to be deducted.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """聘任年限: whole years completed by 31 December of the year of application."""
    from assistant.calculators.tenure import Day, Gap, Months, whole_years
    from assistant.messages import message

    known = _corpus(corpus)
    if not known.rules.tenure:
        raise BadCallError(f"calc tenure: {known.root} has no rule about years of appointment.")
    first = parse_day(since, "calc: since")
    assert first is not None
    gaps = []
    if gap_months is not None:
        months = _figure("--gap-months", gap_months)
        gaps.append(Gap(Months(months, months), message("eligibility.months", n=months)))
    _print(known, whole_years(known.rules.tenure[0], Day(first, first, first.isoformat()), year, gaps), as_json)


@calc_app.command()
@reported
def ranking(
    rank: Annotated[int, typer.Argument(help="The applicant's rank.")],
    people: Annotated[int, typer.Argument(help="How many the unit recommends.")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """The entry for 单位推荐排序."""
    from assistant.calculators.ranking import rank_entry

    known = _corpus(corpus)
    rule = next((rule for rule in known.rules.ranking if rule.topic == "ranking"), None)
    if rule is None:
        raise BadCallError(f"calc ranking: {known.root} has no rule about ranking.")
    _print(known, rank_entry(rule, Decimal(rank), Decimal(people)), as_json)


def _named(years: str | None, internship: str | None, after: str | None) -> list[tuple[str, str | None]]:
    return [("--years", years), ("--internship", internship), ("--after", after)]


def _corpus(folder: Path | None) -> "Corpus":
    from assistant.settings import read_settings
    from corpus.loader import load_corpus

    return load_corpus(read_settings(corpus=folder).corpus)


def _pairs(arguments: list[str], default: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if name in found:
            raise BadCallError(f"calc: {name}: given twice.")
        if not equals and default is None:
            raise BadCallError(f"calc: {argument!r}: write it as NAME=FIGURE.")
        found[name] = value if equals else str(default)
    return found


def _whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadCallError(f"calc: {name}: {text!r} is not a whole number.") from error


def _figure(name: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise BadCallError(f"calc: {name}: {text!r} is not a number.") from error
    if not number.is_finite():
        raise BadCallError(f"calc: {name}: {text!r} is not a number.")
    return number


def _print(corpus: "Corpus", outcome: "Outcome", as_json: bool) -> None:
    if as_json:
        from assistant.explicit import as_record

        typer.echo(json.dumps(as_record(outcome), ensure_ascii=False, indent=2))
        return
    sections = {clause.id: clause.section for clause in corpus.clauses}
    for line in outcome.said:
        typer.echo(printable(line))
    for basis in outcome.basis:
        typer.echo(printable(f"  {sections[basis.clause]}：“{basis.words}”"))
