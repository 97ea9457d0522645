"""Hits → what the answer will say: which clauses, which of their words, in which form (pure).

The best clause is quoted where it answers. A clause that only announces a list is answered by the
list; a question about all of something gets the names of the steps. For people of a district the
district's text governs, and where the city's text reads differently both are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.cite import Extract
from assistant.contrast import Contrasts
from assistant.cues import part
from assistant.extract import (
    answering_spans,
    document_sentence,
    first_sentence,
    item_title,
    last_sentence,
    quotable,
    sentence_with,
)
from assistant.figure_first import figure_of
from assistant.heading import topic, unnumbered
from assistant.messages import message
from assistant.ordinal import pointed_to
from assistant.places import Places
from assistant.same_reading import says_the_same
from assistant.shown import Line, Part, Shown
from assistant.understand import levels_named, without_interrogatives
from assistant.uploads import Uploads
from assistant.verdict import verdict_of
from assistant.ways import Ways
from corpus.model import Clause, ClauseKind, Corpus, District
from corpus.structure import Structure
from index.coverage import Coverage
from index.model import Hit

_LOOKED_AT = 3  # hits among which a list's announcing clause is looked for
_LIST_SUPPORT = 2  # items of a list among the first hits that make a question one about the list
_SUPPORTING = 5  # the hits among which such items are counted
_NAMED_SHARE = 0.4  # of what a question asks that a heading must name for its list to be the answer
_TIED_SHARE = 0.75  # of the best hit's score that a neighbouring item needs to be quoted beside it
_TIED_COVERAGE = 0.05  # and no less of what was asked, but for this much
_LONGEST_LIST = 10  # a longer list is not read out unless its lead announces it
_MOST_CASES = 4


@dataclass(frozen=True, slots=True)
class Composition:
    """The parts of an answer; `conflict` when two texts in force say different things."""

    parts: tuple[Part, ...]
    conflict: bool = False


@dataclass(frozen=True)
class Composer:
    """Composes answers over one corpus."""

    corpus: Corpus
    structure: Structure
    coverage: Coverage
    places: Places
    shown: Shown
    contrasts: Contrasts

    def compose(
        self,
        query: str,
        hits: Sequence[Hit],
        district: District | None,
        enumerates: bool,
        asked: str | None = None,
        before: Sequence[str] = (),
    ) -> Composition:
        """What to quote for one question, best first; hits must not be empty.

        Args:
            asked: the turn itself, where the query holds the one before, too: it alone asks for a verdict or a figure.
            before: the turns before it, for what is asked of the field spoken of.
        """
        if before and asked and (item := self.item(query, asked, hits)) is not None:
            query, hits, enumerates = asked, [item], bool(self.structure.listed(item.clause))
        hits = self._of_field(asked or query, hits, before)
        if (procedure := self._ways.asked(query, hits[0].question)) is not None:
            return Composition((self._ways.steps(procedure, district),))
        first = self._of_level(levels_named(asked or query) or levels_named(query), hits)
        best = self._for_district(self._general(query, hits) if enumerates and first is hits[0] else first, district)
        best = self._for_office(query, best, district)
        if (document := self._document(query, best)) is not None:
            return Composition((document,))
        items = self.structure.listed(best.clause)
        lines = self._lines(query, best, enumerates)
        line = lines[0]
        announced = self.structure.announces(best.clause) and lines[-1].extract.end == len(best.clause.text)
        if announced or (enumerates and 0 < len(items) <= _LONGEST_LIST):
            besides = self._before_the_list(query, best) if announced else []
            return Composition((*self._parent(query, best, hits), self._list(best, items, announced, besides)))
        tied = [line for hit in self._tied(query, hits) for line in self._lines(query, hit)] if best is hits[0] else []
        quoted = (*self._governing(best), *lines, *tied, *self._cases(items), *self._next_step(query, best))
        said = Part(self._lead(best.clause), quoted, self._verdict(asked or query, best, lines))
        general = self._reads_otherwise(query, best, line, district)
        if general is None or district is None:
            return Composition((said,))
        lead = message("answer.lead_district", district=district.name)
        return Composition((Part(lead, tuple(lines)), general), conflict=True)

    # --- which clause ----------------------------------------------------------------------

    def _general(self, query: str, hits: Sequence[Hit]) -> Hit:
        """For a question about all of something: the clause that opens the list of it.

        That is a list whose items fill the first hits, or one whose heading names what was asked.
        """
        first = {hit.clause.id for hit in hits[:_SUPPORTING]}
        for hit in hits[:_LOOKED_AT]:
            if hit.score < _TIED_SHARE * hits[0].score:
                return hits[0]
            listed = {item.id for item in self.structure.listed(hit.clause)}
            if len(listed & first) >= _LIST_SUPPORT or (listed and hit is hits[0]):
                return hit
        asked = self.coverage.query(without_interrogatives(query))
        whole_way = part("whole_way").search(query) is not None
        for heading, clause in self.structure.overviews(hits[0].clause):
            named = asked.covered_by(self.coverage.terms(heading)) >= _NAMED_SHARE
            if named or (whole_way and part("way").search(heading)):
                return replace(hits[0], clause=clause, windows=(), asked=())
        return hits[0]

    def item(self, query: str, asked: str, hits: Sequence[Hit]) -> Hit | None:
        """The item that a turn points to by its number, of the list or the procedure asked for before (第二步呢)."""
        procedure = self._ways.asked(query, hits[0].question)
        first = self.structure.clause(procedure.steps[0].clause) if procedure else None
        item = pointed_to(asked, first or self._general(query, hits).clause, self.structure)
        return replace(hits[0], clause=item, windows=(), asked=()) if item else None

    def _of_field(self, asked: str, hits: Sequence[Hit], before: Sequence[str]) -> Sequence[Hit]:
        """The hits, first of them what the guide says of the field asked of: to upload, or of those who lack it."""
        of_field = self._uploads.of_named(asked, [hit.clause for hit in hits[:_LOOKED_AT]])
        clause = self._uploads.wanted(asked, before, of_field or hits[0].clause) or of_field
        if clause is None or clause is hits[0].clause:
            return hits
        found = next((hit for hit in hits if hit.clause is clause), None)
        document = self.structure.document(clause.id)
        first = found or replace(hits[0], clause=clause, document=document, windows=(), asked=())
        return (replace(first, score=hits[0].score), *(hit for hit in hits if hit is not found))

    def _of_level(self, wanted: frozenset[str], hits: Sequence[Hit]) -> Hit:
        """The best hit; for a question about another level than it speaks of, its sibling of that level."""
        best = hits[0]
        if not wanted or not (spoken := levels_named(best.clause.text)) or wanted & spoken:
            return best
        ranks = all(part("upper_rank").fullmatch(level) for level in wanted)
        if ranks and any(part("upper").fullmatch(level) for level in spoken):  # what is said of 高级 holds for both
            return best
        near = [hit for hit in hits[1:] if hit.score >= _TIED_SHARE * best.score]
        siblings = [hit for hit in near if hit.clause.headings == best.clause.headings]
        return next((hit for hit in siblings if wanted <= levels_named(hit.clause.text)), best)

    def _tied(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """Items beside the best one that the question asks for just as much.

        A question that names nothing by which two items of a list differ (the fee, and no level; the
        notice period, and not which of the two) is answered by both.
        """
        best = hits[0]
        if best.clause.kind is not ClauseKind.ITEM:
            return []
        asked = self.coverage.query(query)
        covered = asked.covered_by(self.coverage.terms(best.clause.text))

        def alike(hit: Hit) -> bool:
            together = hit.clause.kind is ClauseKind.ITEM and hit.clause.headings == best.clause.headings
            return together and asked.covered_by(self.coverage.terms(hit.clause.text)) >= covered - _TIED_COVERAGE

        near = [hit for hit in hits[1:_SUPPORTING] if hit.score >= _TIED_SHARE * best.score]
        return [hit for hit in near if hit.document is best.document and alike(hit)]

    def _for_district(self, hit: Hit, district: District | None) -> Hit:
        """The same rule in the text of the asker's own district, where it has one."""
        clause = self.structure.of_place(hit.clause, district.name) if district else None
        if clause is None or clause is hit.clause:
            return hit
        return replace(hit, clause=clause, document=self.structure.document(clause.id), windows=())

    def _for_office(self, query: str, hit: Hit, district: District | None) -> Hit:
        """Among the offices: that of the place named in the question, else the asker's, else the city's."""
        if hit.clause.id not in self.shown.offices:
            return hit
        place = self.places.office_place(query) or district or self.corpus.city
        clause = self.structure.clause(place.office.clause) if place else None
        return replace(hit, clause=clause, document=self.structure.document(clause.id)) if clause else hit

    def _reads_otherwise(self, query: str, best: Hit, line: Line, district: District | None) -> Part | None:
        """The city's text beside the district's, where the words quoted do not stand in it."""
        if district is None or best.document.jurisdiction != district.name:
            return None
        for clause in self.structure.counterparts(best.clause):
            document = self.structure.document(clause.id)
            if document.jurisdiction == district.name:
                continue
            others = self._lines(query, replace(best, clause=clause, document=document, windows=()))
            if says_the_same(line.extract.quote, clause.text, others[0].extract.quote):
                return None
            return Part(self._lead(clause), tuple(others))
        return None

    def _parent(self, query: str, best: Hit, hits: Sequence[Hit]) -> tuple[Part, ...]:
        """The item that a list stands in, where the question found it nearly as well as the list."""
        near = [hit for hit in hits[1:_LOOKED_AT] if hit.score >= _TIED_SHARE * hits[0].score]
        parent = next((hit for hit in near if hit.clause.id == best.clause.parent), None)
        return (Part(self._lead(parent.clause), tuple(self._lines(query, parent))),) if parent else ()

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.corpus, self.structure, self.shown)

    @cached_property
    def _uploads(self) -> Uploads:
        return Uploads(self.corpus, self.structure)

    # --- which words -----------------------------------------------------------------------

    def _cases(self, items: Sequence[Clause]) -> list[Line]:
        """All the items that part a clause by case (有主管部门的…；无主管部门的…): which is one's own is not said."""
        if not 1 < len(items) <= _MOST_CASES or not all(part("case").match(unnumbered(item.text)) for item in items):
            return []
        return [self.shown.line(Extract(item, self.structure.document(item.id), *quotable(item))) for item in items]

    def _document(self, query: str, best: Hit) -> Part | None:
        """The sentence that names the document which a clause or its list rests on, where that is asked for."""
        if not part("asks_document").search(query):
            return None
        parent = self.structure.clause(best.clause.parent) if best.clause.parent else None
        for clause in filter(None, (best.clause, parent)):
            if numbered := document_sentence(clause):
                return Part(self._lead(clause), (self.shown.line(Extract(clause, best.document, *numbered)),))
        return None

    def _lines(self, query: str, hit: Hit, whole: bool = False) -> list[Line]:
        spans = answering_spans(hit, self.coverage.query(query), self.coverage.terms, whole)
        own = sentence_with(hit.clause, part("for_companies")) if part("company").search(query) else None
        if own is not None and not any(start <= own[0] and own[1] <= end for start, end in spans):
            spans = sorted([*spans, own])  # 非事业单位可…参照执行
        return [self.shown.line(Extract(hit.clause, hit.document, *span)) for span in spans]

    def _next_step(self, query: str, best: Hit) -> list[Line]:
        """The step after the one found, where a question asks what comes next in a procedure."""
        following = self.structure.following(best.clause)
        in_order = any(part("way").search(heading) for heading in best.clause.headings)
        if following is None or not in_order or part("next_step").search(query) is None:
            return []
        return self._lines(query, replace(best, clause=following, windows=(), asked=()))

    def _governing(self, hit: Hit) -> list[Line]:
        """The sentence that an item continues: without it the item does not say what holds."""
        lead = self.structure.governing(hit.clause)
        return [self.shown.line(Extract(lead, hit.document, *last_sentence(lead)))] if lead else []

    def _before_the_list(self, query: str, best: Hit) -> list[Line]:
        """What a clause that announces a list says besides, as far as it answers."""
        announcement = last_sentence(best.clause)[0]
        return [line for line in self._lines(query, best) if line.extract.start < announcement]

    def _list(self, best: Hit, items: Sequence[Clause], announces: bool, lead: Sequence[Line]) -> Part:
        """What the lead clause says itself, then every item by name or first sentence."""
        lines = [*lead]
        if not announces:
            lines.append(self.shown.line(Extract(best.clause, best.document, *quotable(best.clause))))
        for item in items:
            span = item_title(item) or (first_sentence(item) if announces else None)
            extract = Extract(item, best.document, *(span or first_sentence(item)))
            lines.append(Line(f"{item.text[: quotable(item)[0]]}{extract.quote}", extract))
        return Part(message("answer.lead_list", topic=topic(best.clause, best.document)), tuple(lines))

    def _verdict(self, query: str, best: Hit, lines: Sequence[Line]) -> str:
        """The verdict word for a question for yes or no, the figure for one that asks for it; else nothing."""
        quote = "\n".join(line.extract.quote for line in lines)
        found = verdict_of(query, best, quote, self.coverage.terms, self.corpus.verdicts, self.contrasts)
        if found is not None:
            return message(f"verdict.{found.value}")
        figure = figure_of(query, quote, self.contrasts)
        return message("verdict.figure", figure=figure) if figure else ""

    def _lead(self, clause: Clause) -> str:
        name = topic(clause, self.structure.document(clause.id))
        return message("answer.lead", topic=name) if name else message("answer.lead_plain")
