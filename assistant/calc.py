"""`calc`: the calculators with explicit arguments, no language understanding, no index, no model."""

import json
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import printable, reported
from assistant.errors import BadCallError

if TYPE_CHECKING:
    from assistant.calculators.outcome import Outcome
    from corpus.model import Corpus

calc_app = typer.Typer(no_args_is_help=True, help="Fees and study hours from explicit figures, with a receipt.")

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
    from assistant.calculators.fees import Applicants, every_level, review_fees, subject_fees

    known = _corpus(corpus)
    if not known.rules.fees:
        raise BadCallError(f"calc fee: {known.root} has no fee rules.")
    counts = {level: _whole(level, count) for level, count in _pairs(levels or [], "1").items()}
    if mode is None and subjects is None:
        outcome = (
            review_fees(known.rules.fees, [Applicants(level, count) for level, count in counts.items()])
            if counts
            else every_level(known.rules.fees)
        )
    else:
        if mode is None:
            raise BadCallError("calc fee: --subjects needs --mode.")
        outcome = subject_fees(known.rules.fees, list(counts), mode, subjects, max(1, sum(counts.values())))
    _print(known, outcome, as_json)


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
    from assistant.calculators.hours import Studied, requirement, shortfall
    from assistant.messages import message

    known = _corpus(corpus)
    if not known.rules.hours:
        raise BadCallError(f"calc hours: {known.root} has no rule about study hours.")
    rule = known.rules.hours[0]
    given = {kind: _figure(kind, text) for kind, text in _pairs(studied or [], None).items()}
    total = given.pop(message("hours.total"), None)
    year = Studied(parts=given, total=total)
    _print(known, shortfall(rule, [year]) if given or total is not None else requirement(rule), as_json)


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
    quoted = [{"clause_id": basis.clause, "words": basis.words} for basis in outcome.basis]
    if as_json:
        receipt = asdict(outcome.calculation) if outcome.calculation else None
        record = {"said": outcome.said, "calculation": receipt, "basis": quoted, "choices": outcome.choices}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    sections = {clause.id: clause.section for clause in corpus.clauses}
    for line in outcome.said:
        typer.echo(printable(line))
    for basis in outcome.basis:
        typer.echo(printable(f"  {sections[basis.clause]}：“{basis.words}”"))
