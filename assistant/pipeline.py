"""START HERE. One question becomes one cited answer, step by step, as LangChain runnables.

understand ─┬─ reply                              (greetings, nothing readable, attacks)
            └─ calculate ─┬─ (rules answer all)   (figures, verdicts, titles, offices: assistant/exact)
                          ├─ retrieve ─ weigh     (the texts are searched for the rest)
                          └─ decline              (they do not answer)
… ─ compose ─ cite ─ guard                        (quoted, numbered, proved)
… ─ speak                                         (piece by piece, then the Answer)
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from langchain_core.runnables import Runnable, RunnableBranch, RunnableGenerator
from langchain_core.runnables.utils import AddableDict

from assistant.calculators.outcome import Outcome
from assistant.cite import cite
from assistant.compose import Composer, Composition, Part
from assistant.confidence import ConfidenceModel, features
from assistant.conversation import Conversation
from assistant.decline import Declined, contacts_in, no_source, out_of_scope
from assistant.exact.desk import Desk
from assistant.guard import guard
from assistant.messages import message
from assistant.model import Answer, AnswerStatus, Citation, Question, Route
from assistant.present import answer_text, editions_foot
from assistant.step import Step
from assistant.understand import Understanding, enumerates, questions_in, understand
from corpus.model import District
from index.langchain_adapter import PolicyRetriever, hits_of
from index.model import Hit
from index.retriever import HybridRetriever

HITS = 10
MOST_QUESTIONS = 6  # answered in one go; the asker is told of the rest
TEXT, ANSWER = "text", "answer"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes into the pipeline."""

    question: Question
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One of the questions asked: what rules say to it, or what was found and how sure we are of the best."""

    query: str
    outcomes: tuple[Outcome, ...] = ()
    besides: bool = False  # a stretch beside what rules answer, which may only look like a question
    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The state that the steps hand on."""

    understanding: Understanding
    inquiries: tuple[Inquiry, ...] = ()
    parts: tuple[Part, ...] = ()
    citations: tuple[Citation, ...] = ()
    uncovered: tuple[str, ...] = ()  # questions among several that the texts do not answer
    conflict: bool = False  # two texts in force say different things


class Pipeline:
    """The steps over one corpus and its index; `runnable` chains them, `spoken` streams."""

    def __init__(self, desk: Desk, retriever: HybridRetriever, composer: Composer, model: ConfidenceModel) -> None:
        self._desk = desk
        self._retriever = retriever
        self._corpus = composer.corpus
        self._composer = composer
        self._model = model

    @cached_property
    def runnable(self) -> Runnable[Asked, Answer]:
        """The steps as one chain."""
        answer_from_texts = (
            Step(self.calculate)
            | RunnableBranch((self.is_answered, Step(self.as_it_is)), Step(self.retrieve) | Step(self.weigh))
            | RunnableBranch(
                (self.is_uncovered, Step(self.decline)),
                Step(self.compose) | Step(self.cite) | Step(self.guard),
            )
        )
        return Step(self.understand) | RunnableBranch((self.is_settled, Step(self.reply)), answer_from_texts)

    @cached_property
    def spoken(self) -> Runnable[Asked, AddableDict]:
        """The same, streaming: {"text": piece} until the pieces add up to the answer, then {"answer": Answer}."""
        return self.runnable | RunnableGenerator(speak)

    def understand(self, asked: Asked) -> Turn:
        """Clean the text, read it together with the conversation, find the district."""
        return Turn(understand(asked.question, asked.conversation, self._composer.places))

    @staticmethod
    def is_settled(turn: Turn) -> bool:
        """True when nothing needs looking up."""
        return turn.understanding.reply is not None

    def reply(self, turn: Turn) -> Answer:
        """A greeting, or why this cannot be read as a question."""
        reply = turn.understanding.reply
        assert reply is not None
        return self._answer(turn, reply.status, reply.route, reply.text, confidence=1.0)

    def calculate(self, turn: Turn) -> Turn:
        """Answer from rules what rules answer, each question by itself."""
        read = turn.understanding
        district = read.district.name if read.district else None
        queries = questions_in(read.query)[:MOST_QUESTIONS]
        follows = read.query != read.text
        inquiries = [
            Inquiry(query, self._desk.answer(read.text if follows else query, read.before, district, read.question.on))
            for query in ((read.query,) if follows else queries)
        ]
        if follows and not inquiries[0].outcomes:
            inquiries = [Inquiry(query) for query in queries]
        besides = [
            Inquiry(segment, besides=True)
            for inquiry in inquiries
            if inquiry.outcomes
            for segment in self._desk.left_over(inquiry.query)
        ]
        return replace(turn, inquiries=tuple([*inquiries, *besides][:MOST_QUESTIONS]))

    @staticmethod
    def is_answered(turn: Turn) -> bool:
        """True when rules answer every question asked."""
        return bool(turn.inquiries) and all(inquiry.outcomes for inquiry in turn.inquiries)

    @staticmethod
    def as_it_is(turn: Turn) -> Turn:
        """Nothing is left to search for."""
        return turn

    def retrieve(self, turn: Turn) -> Turn:
        """Find clauses for each question that no rule answers, among the texts that hold for this asker."""
        understanding = turn.understanding
        retriever = PolicyRetriever(
            hybrid=self._retriever,
            district=understanding.district.name if understanding.district else None,
            on=understanding.question.on,
            k=HITS,
        )
        inquiries = [
            inquiry if inquiry.outcomes else replace(inquiry, hits=tuple(hits_of(retriever.invoke(inquiry.query))))
            for inquiry in turn.inquiries
        ]
        return replace(turn, inquiries=tuple(inquiries))

    def weigh(self, turn: Turn) -> Turn:
        """How sure is it that the best clause answers? Questions that nothing answers are set aside."""
        weighed = [
            replace(inquiry, confidence=self._confidence(inquiry))
            for inquiry in turn.inquiries
            if inquiry.outcomes or inquiry.hits
        ]
        covered = [inquiry for inquiry in weighed if inquiry.confidence >= self._model.threshold]
        uncovered = tuple(
            inquiry.query
            for inquiry in weighed
            if inquiry not in covered and not (inquiry.besides and inquiry.hits[0].similarity < self._model.off_topic)
        )
        return replace(turn, inquiries=tuple(covered or weighed[:1]), uncovered=uncovered)

    def is_uncovered(self, turn: Turn) -> bool:
        """True when no question has an answer in the texts."""
        if self.is_answered(turn):
            return False
        return not turn.inquiries or turn.inquiries[0].confidence < self._model.threshold

    def decline(self, turn: Turn) -> Answer:
        """Say so, and name the office to call; for what is not our subject, say what is."""
        inquiry = turn.inquiries[0] if turn.inquiries else Inquiry("")
        if inquiry.hits and inquiry.hits[0].similarity < self._model.off_topic:
            return self._declined(turn, AnswerStatus.OUT_OF_SCOPE, out_of_scope(self._corpus), inquiry)
        declined = no_source(self._corpus, self._composer.structure, turn.understanding.district)
        return self._declined(turn, AnswerStatus.NO_SOURCE, declined, inquiry)

    def compose(self, turn: Turn) -> Turn:
        """Choose the clauses and the words of theirs to quote; nothing is quoted twice."""
        parts: list[Part] = []
        quoted: set[tuple[str, int, int]] = set()
        conflict = False
        for inquiry in turn.inquiries:
            composition = self._composed(inquiry, turn.understanding.district)
            for part in composition.parts:
                lines = tuple(line for line in part.lines if line.extract.place not in quoted)
                if lines:
                    parts.append(replace(part, lines=lines))
                    quoted |= {line.extract.place for line in lines}
            conflict |= composition.conflict
        return replace(turn, parts=tuple(parts), conflict=conflict)

    def cite(self, turn: Turn) -> Turn:
        """Number the quotations and prove each against its source."""
        return replace(turn, citations=cite([line.extract for part in turn.parts for line in part.lines]))

    def guard(self, turn: Turn) -> Answer:
        """Let no figure through that stands in nothing cited, and write the answer."""
        understanding = turn.understanding
        extracts = [line.extract for part in turn.parts for line in part.lines]
        editions = [extract.document.edition for extract in extracts]
        foot = [
            *(message("answer.not_covered", question=question) for question in turn.uncovered),
            _left_over(understanding),
            _unknown_district(understanding),
            editions_foot(editions, understanding.question.on),
        ]
        on = understanding.question.on
        asked = [understanding.query, understanding.question.district, on.isoformat() if on else None]
        guard("\n".join(foot), [*filter(None, [*editions, *asked]), _left_over(understanding)])
        for part in turn.parts:
            names = [name for line in part.lines for name in line.extract.clause.headings]
            if not part.computed:
                guard(part.lead, [*names, *filter(None, asked)])
            for line in part.lines:
                clause = line.extract.clause
                guard(line.shown.replace(line.extract.quote, ""), [clause.text, clause.described])
        first = turn.inquiries[0]
        outcomes = [outcome for inquiry in turn.inquiries for outcome in inquiry.outcomes]
        status, route = _kind(outcomes, turn.conflict)
        cited = [citation.clause_id for citation in turn.citations]
        choices = [choice for outcome in outcomes for choice in outcome.choices]
        return self._answer(
            turn,
            status,
            route,
            answer_text(turn.parts, turn.citations, foot),
            citations=turn.citations,
            calculation=next((outcome.calculation for outcome in outcomes if outcome.calculation), None),
            confidence=1.0 if first.outcomes else first.confidence,
            suggestions=tuple(choices) or self._composer.suggestions(first.hits, cited),
            contacts=contacts_in(self._corpus, turn.citations),
        )

    # --- helpers ---------------------------------------------------------------------------

    def _composed(self, inquiry: Inquiry, district: District | None) -> Composition:
        if inquiry.outcomes:
            return Composition(tuple(self._composer.outcome(outcome) for outcome in inquiry.outcomes))
        return self._composer.compose(inquiry.query, inquiry.hits, district, enumerates(inquiry.query))

    def _confidence(self, inquiry: Inquiry) -> float:
        if inquiry.outcomes:
            return 1.0
        return self._model.probability(features(inquiry.query, inquiry.hits, self._retriever.coverage))

    def _declined(self, turn: Turn, status: AnswerStatus, declined: Declined, inquiry: Inquiry) -> Answer:
        note = _unknown_district(turn.understanding)
        return self._answer(
            turn,
            status,
            Route.DECLINE,
            "\n\n".join(filter(None, [declined.text, note])),
            citations=declined.citations,
            confidence=1 - inquiry.confidence,
            suggestions=self._composer.suggestions(inquiry.hits, ()) if status is AnswerStatus.NO_SOURCE else (),
            contacts=declined.contacts,
        )

    @staticmethod
    def _answer(turn: Turn, status: AnswerStatus, route: Route, text: str, **more: object) -> Answer:
        understanding = turn.understanding
        return Answer(
            question=understanding.question.text,
            status=status,
            route=route,
            text=text,
            district=understanding.district.name if understanding.district else None,
            as_of=understanding.question.on,
            **more,  # type: ignore[arg-type]
        )


def _kind(outcomes: Sequence[Outcome], conflict: bool) -> tuple[AnswerStatus, Route]:
    """How an answer turned out, and how it was made: a rule's answer names the route, else the search does."""
    if not outcomes:
        return AnswerStatus.CONFLICT if conflict else AnswerStatus.ANSWERED, Route.RETRIEVAL
    settled = [outcome for outcome in outcomes if not outcome.asks]
    if not settled:
        return AnswerStatus.NEEDS_DETAIL, Route.CLARIFICATION
    return AnswerStatus.ANSWERED, settled[0].route


def _unknown_district(understanding: Understanding) -> str:
    name = understanding.unknown_district
    return message("answer.unknown_district", district=name) if name else ""


def _left_over(understanding: Understanding) -> str:
    left = len(questions_in(understanding.query)) - MOST_QUESTIONS
    return message("answer.left_over", count=left) if left > 0 else ""


def speak(answers: Iterator[Answer]) -> Iterator[AddableDict]:
    """An answer in pieces that add up to its text, then the Answer itself."""
    for answer in answers:
        for line in answer.text.splitlines(keepends=True):
            yield AddableDict({TEXT: line})
        yield AddableDict({ANSWER: answer})
