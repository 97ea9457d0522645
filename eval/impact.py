"""What a change of the policy does: clauses, rules, and every answer that would be another, before and after."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.answering import Assistant
from assistant.batch import read_questions
from assistant.bootstrap import index_store, make_embedder
from assistant.model import AnswerStatus
from assistant.settings import ROOT, read_settings
from corpus.errors import CorpusError
from corpus.loader import load_corpus
from corpus.model import Corpus
from eval.case import Case, Kind, Split, read_cases
from eval.changes import ClauseChange, Piece, RuleChange, clause_changes, rule_changes, text_diff
from eval.record import Record, answered, record_of
from index.build import Progress, build_index, open_index
from index.embedder import SentenceTransformerEmbedder
from index.store import IndexStore


@dataclass(frozen=True, slots=True)
class Side:
    """One corpus of the two, with everything in it that no longer fits its texts."""

    corpus: Corpus
    faults: tuple[CorpusError, ...]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One question that would be answered otherwise."""

    case: Case
    before: Record
    after: Record

    @property
    def pieces(self) -> list[Piece]:
        """Both answers as one text of kept, deleted and inserted pieces."""
        return text_diff(self.before.text, self.after.text)


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that an officer signs for."""

    made: datetime
    before: Side
    after: Side
    clauses: tuple[ClauseChange, ...]
    rules: tuple[RuleChange, ...]
    asked: int
    answers: tuple[ChangedAnswer, ...]


def impact(old: Path, new: Path, cases: Sequence[Case], tick: Progress | None = None) -> Impact:
    """Ask every question over both corpora and lay the differences side by side.

    Rules of either corpus whose words no longer stand are named and left out, as are phones and typical
    questions that lead nowhere. Neither folder nor the index that serves is touched.

    Raises:
        CorpusError: a folder is no corpus, or a file in it cannot be read at all.
    """
    settings = [read_settings(corpus=folder) for folder in (old, new)]
    sides = [_side(one.corpus) for one in settings]
    embedder = make_embedder(settings[0], building=True)
    places = [settings[0].var / "index" / name for name in ("impact-before", "impact-after")]
    before, after = (_opened(place, side, embedder) for place, side in zip(places, sides, strict=True))
    answers = []
    for number, case in enumerate(cases, start=1):
        one = record_of(case, answered(case, before), before)
        other = record_of(case, answered(case, after), after)
        if not one.same_answer(other):
            answers.append(ChangedAnswer(case, one, other))
        if tick:
            tick(number, len(cases))
    return Impact(
        datetime.now(UTC),
        sides[0],
        sides[1],
        tuple(clause_changes(sides[0].corpus.clauses, sides[1].corpus.clauses)),
        tuple(rule_changes(sides[0].corpus.rules, sides[1].corpus.rules)),
        len(cases),
        tuple(answers),
    )


def cases_of(questions: Path | None) -> list[Case]:
    """The dev cases, or the questions of a file such as `ask --batch` takes, with no gold.

    Raises:
        BadCallError: the file cannot be read, or a line is no question.
    """
    if questions is None:
        return read_cases(None, Split.DEV)
    return [
        Case(
            id=str(asked.id if asked.id is not None else number),
            kind=Kind.FACT,
            question=asked.question,
            history=asked.history,
            district=asked.district,
            on=asked.on,
            status=tuple(AnswerStatus),
        )
        for number, asked in enumerate(read_questions(questions), start=1)
    ]


def as_html(found: Impact) -> str:
    """The report as one HTML file, in Chinese, with room for a signature."""
    from eval.report import environment, style

    return environment().get_template("impact.html.j2").render(found=found, css=style())


def _side(folder: Path) -> Side:
    faults: list[CorpusError] = []
    corpus = load_corpus(folder, faults.append)
    return Side(corpus, tuple(faults))


def _opened(place: Path, side: Side, embedder: SentenceTransformerEmbedder) -> Assistant:
    """An assistant over an index of its own, which takes over what vectors it can from the shipped corpus's."""
    store = IndexStore(place)
    shipped = index_store(read_settings(corpus=ROOT / "corpus"))
    if store.current() is None and shipped.current() is not None:
        shutil.copytree(shipped.folder, store.folder, dirs_exist_ok=True)
    build_index(side.corpus, store, embedder)
    return Assistant(side.corpus, lambda: open_index(side.corpus, store, embedder))
