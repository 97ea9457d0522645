"""The steps from a question to its answer, each from one state to the next (assistant/pipeline.py chains them)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.anaphora import Anaphora
from assistant.approvals import Approvals
from assistant.approved import ApprovedAnswers
from assistant.calculators.outcome import Outcome, one_receipt
from assistant.cite import cite
from assistant.contrast import Contrasts
from assistant.decline import Declined, contacts_in, declined
from assistant.elsewhere import Elsewhere
from assistant.exact.desk import Desk
from assistant.guard import guard
from assistant.kind import kind
from assistant.messages import message
from assistant.model import Answer, AnswerStatus, Route
from assistant.notes import left_over, notes
from assistant.phrasing.generate import Generator
from assistant.phrasing.names import names_in
from assistant.phrasing.rewritten import rewriting
from assistant.phrasing.speech import Draft, drafted
from assistant.premise import confirmed
from assistant.present import answer_text, editions_foot
from assistant.search import Search, found
from assistant.shown import Part, Shown, clauses_of, rows_alone, sends_without_phone
from assistant.spelling import Spelling
from assistant.suggest import suggestions
from assistant.turn import Asked, Inquiry, Turn
from assistant.understand import (
    MOST_QUESTIONS,
    enumerates,
    is_insult,
    questions_in,
    understand,
)
from assistant.unsaid import Unsaid
from assistant.weighing import EACH_SURE, Weighing
from assistant.wording import Wording
from corpus.ids import ClauseId
from corpus.model import Corpus
from corpus.structure import Structure

if TYPE_CHECKING:
    from index.model import Hit

_RECENT = 16  # questions in hand at once, and the parts of each


class Steps:
    """The steps over one corpus. The index is opened when the first question needs a search."""

    def __init__(
        self,
        corpus: Corpus,
        search: Callable[["Steps"], Search],
        generator: Generator | None = None,
        approved: ApprovedAnswers | None = None,
    ) -> None:
        self.corpus = corpus
        self._generator = generator
        self._names = names_in(corpus)
        self.structure = Structure(corpus)
        self._desk = Desk(corpus)
        self.places = self._desk.places
        self.elsewhere = Elsewhere(corpus.elsewhere, self.places)
        self.unsaid = Unsaid(corpus)
        self.shown = Shown(corpus, self.structure)
        self.approvals = Approvals(corpus, self.structure, self.shown, approved)
        self.spelling = Spelling(corpus)
        self._anaphora = Anaphora(corpus)
        self.wording = Wording(corpus)
        self.contrasts = Contrasts(self._desk.facts)
        # tried before the search, and again in the chain
        self.calculate = lru_cache(maxsize=_RECENT)(self._calculated)
        self._from_desk = lru_cache(maxsize=_RECENT)(self._desk.answer)
        self._opener = search

    @cached_property
    def _weighing(self) -> Weighing:
        return Weighing(self._search, self._from_rules_alone)

    def _from_rules_alone(self, query: str, before: tuple[str, ...], turn: Turn) -> tuple[Outcome, ...]:
        read = turn.understanding
        return self._from_desk(query, before, read.district.name if read.district else None, read.question.on)

    @cached_property
    def _search(self) -> Search:
        return self._opener(self)

    def from_rules(self, asked: Asked) -> Answer | None:
        """The answer, when rules alone give it, or none is needed; None when the texts must be searched."""
        turn = self.approvals.look(self.understand(asked))
        if self.is_settled(turn):
            return self.reply(turn)
        if turn.approved:
            return self.approvals.answer(turn)
        turn = self.calculate(turn)
        return self.guard(self.cite(self.compose(turn))) if self.is_answered(turn) else None

    def understand(self, asked: Asked) -> Turn:
        """Clean the text, read it together with the conversation, find the district."""
        return Turn(understand(asked.question, asked.conversation, self.places, self.spelling, self._anaphora))

    @staticmethod
    def is_settled(turn: Turn) -> bool:
        """True when nothing needs looking up."""
        return turn.understanding.reply is not None

    def reply(self, turn: Turn) -> Answer:
        """A greeting, or why this cannot be read as a question."""
        reply = turn.understanding.reply
        assert reply is not None
        text = "\n\n".join([reply.text, *notes(turn.understanding)])
        return replace(self._answer(turn, reply.status, reply.route, text), confidence=1.0)

    def _calculated(self, turn: Turn) -> Turn:
        """Answer from rules what rules answer, each question by itself."""
        read = turn.understanding
        district = read.district.name if read.district else None
        if self.elsewhere.asked(read.text) or self.unsaid.alone(read.text) or is_insult(read.text):  # not in our rules
            return replace(turn, inquiries=(Inquiry(read.text),))
        asked = [piece for question in questions_in(read.query) for piece in self.unsaid.apart(question)]
        queries = self._desk.joined(asked)[:MOST_QUESTIONS]
        follows = read.query != read.text

        def said(query: str) -> tuple[Outcome, ...]:
            return () if self.unsaid.alone(query) else self._from_desk(query, read.before, district, read.question.on)

        inquiries = (
            [Inquiry(read.query, said(read.text))] if follows else [Inquiry(each, said(each)) for each in queries]
        )
        if follows and not inquiries[0].outcomes:
            # with another value in it (再往上一级呢) the question before may be one that rules answer
            changed = () if read.joined else self._from_desk(read.query, (), district, read.question.on)
            inquiries = [Inquiry(read.query, changed)] if changed else [Inquiry(query) for query in queries]
        if read.glued and not any(inquiry.outcomes for inquiry in inquiries):
            outcomes = self._desk.in_context(read.glued, read.text, district, read.question.on)
            inquiries = [Inquiry(read.glued, outcomes)] if outcomes else inquiries
        besides = [
            Inquiry(segment, besides=True)
            for inquiry in inquiries
            if inquiry.outcomes and inquiry.query != read.glued  # the question before was answered before
            for segment in self._desk.left_over(read.text if follows else inquiry.query)
        ]
        return replace(turn, inquiries=tuple([*inquiries, *besides][:MOST_QUESTIONS]))

    @staticmethod
    def is_answered(turn: Turn) -> bool:
        """True when rules answer every question asked."""
        return bool(turn.inquiries) and all(inquiry.outcomes for inquiry in turn.inquiries)

    def retrieve(self, turn: Turn) -> Turn:
        """Find clauses for each question that no rule answers, among the texts that hold for this asker."""
        read = turn.understanding
        district = read.district.name if read.district else None
        rewritten, waited = rewriting(read, self._generator, self._names)
        self._search.expect([*turn.unanswered, *self._weighing.ahead(turn)])
        inquiries = [
            inquiry
            if inquiry.outcomes
            else found(
                inquiry,
                self._search.retriever,
                district,
                read.question.on,
                rewritten,
                read.text if read.joined else None,
            )
            for inquiry in turn.inquiries
        ]
        return replace(turn, inquiries=tuple(inquiries), waited=waited)

    def weigh(self, turn: Turn) -> Turn:
        """How sure is it that the best clause answers? Questions that nothing answers are set aside."""
        return self._weighing.weighed(turn)

    def is_uncovered(self, turn: Turn) -> bool:
        """True when no question has an answer in the texts."""
        if self.is_answered(turn):
            return False
        return not turn.inquiries or not self._search.is_sure(turn.inquiries[0])

    def decline(self, turn: Turn) -> Answer:
        """Say so, and name the office to call; for what is not our subject, say what is."""
        inquiry = turn.inquiries[0] if turn.inquiries else Inquiry("")
        label = self._search.why_not(inquiry)
        reply = declined(label, self.corpus, self.structure, turn.understanding.district)
        return self._declined(turn, reply, inquiry)

    def compose(self, turn: Turn) -> Turn:
        """Choose the clauses and the words of theirs to quote; nothing is quoted twice."""
        parts: list[Part] = []
        quoted: set[tuple[str, int, int]] = set()
        conflict = False
        for inquiry in turn.inquiries:
            said: Sequence[Part] = [
                replace(self.shown.outcome(outcome), verdict=confirmed(inquiry.query, outcome))
                for outcome in inquiry.outcomes
            ]
            if not said:
                district = turn.understanding.district
                wants_all = enumerates(inquiry.query)
                own = turn.understanding.own_question(inquiry.query)
                composition = self._search.composer.compose(
                    inquiry.query, inquiry.hits, district, wants_all, own, turn.understanding.before
                )
                said = composition.parts
                # what rests on the clauses of a rule's answer was hardly asked besides
                doubtful = inquiry.besides and inquiry.confidence < EACH_SURE
                if doubtful and {clause for clause, _, _ in quoted} & clauses_of(said):
                    continue
                conflict = conflict or composition.conflict
            for part in said:
                lines = tuple(line for line in part.lines if line.extract.place not in quoted)
                if lines or not part.lines:
                    parts.append(replace(part, lines=lines))
                    quoted |= {line.extract.place for line in lines}
        unsaid = any(outcome.unsaid for inquiry in turn.inquiries for outcome in inquiry.outcomes)
        if unsaid or sends_without_phone(turn.understanding.query, parts):
            parts += self.shown.whom_to_ask(turn.understanding.district)
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
            left_over(understanding),
            *notes(understanding),
            editions_foot(editions, understanding.question.on),
        ]
        on = understanding.question.on
        asked = [understanding.query, understanding.question.district, on.isoformat() if on else None]
        guard("\n".join(foot), [*filter(None, [*editions, *asked]), left_over(understanding)])
        for part in turn.parts:
            names = [name for line in part.lines for name in line.extract.clause.headings]
            if not part.computed:
                guard(part.lead, [*names, *filter(None, asked)])
            for line in part.lines:
                clause = line.extract.clause
                guard(line.shown.replace(line.extract.quote, ""), [clause.text, clause.described])
        first = turn.inquiries[0]
        outcomes = [outcome for inquiry in turn.inquiries for outcome in inquiry.outcomes]
        searched = any(not inquiry.outcomes for inquiry in turn.inquiries)
        status, route = kind(outcomes, searched, turn.conflict, rows_alone(turn.parts))
        cited = [citation.clause_id for citation in turn.citations]
        choices = [choice for outcome in outcomes for choice in outcome.choices]
        return replace(
            self._answer(turn, status, route, answer_text(turn.parts, turn.citations, foot)),
            citations=turn.citations,
            calculation=one_receipt([outcome.calculation for outcome in outcomes if outcome.calculation]),
            confidence=1.0 if first.outcomes else first.confidence,
            suggestions=tuple(choices) or self._suggestions(first.hits, cited),
            contacts=contacts_in(self.corpus, turn.citations),
        )

    def draft(self, turn: Turn) -> Answer | Draft:
        """The guarded answer, and how a language model may put what was searched for into words."""
        answer = self.guard(turn)
        query = "？".join(turn.unanswered)
        return drafted(answer, turn.parts, query, self._generator, turn.waited, self.shown.offices, self._names)

    # --- helpers ---------------------------------------------------------------------------

    def _suggestions(self, hits: "Sequence[Hit]", cited: Sequence[ClauseId]) -> tuple[str, ...]:
        return suggestions(self.corpus, hits, cited) if hits else ()

    def _declined(self, turn: Turn, reply: Declined, inquiry: Inquiry) -> Answer:
        canned = reply.status is AnswerStatus.ANSWERED
        text = "\n\n".join([reply.text, *notes(turn.understanding)])
        return replace(
            self._answer(turn, reply.status, Route.CANNED if canned else Route.DECLINE, text),
            citations=reply.citations,
            confidence=1.0 if canned else 1 - inquiry.confidence,
            suggestions=self._suggestions(inquiry.hits, ()) if reply.status is AnswerStatus.NO_SOURCE else (),
            contacts=reply.contacts,
        )

    @staticmethod
    def _answer(turn: Turn, status: AnswerStatus, route: Route, text: str) -> Answer:
        understanding = turn.understanding
        return Answer(
            question=understanding.question.text,
            status=status,
            route=route,
            text=text,
            district=understanding.district.name if understanding.district else None,
            as_of=understanding.question.on,
        )
