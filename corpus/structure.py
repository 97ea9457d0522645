"""Which clauses a clause introduces, and which clauses of a district say what a city clause says (pure)."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from corpus.ids import ClauseId
from corpus.model import Clause, ClauseKind, Corpus, PolicyDocument

_LEAD_ENDS = ("：", ":")
_RUNS_ON = ("；", ";")
_SAME_SHARE = 0.6  # of the shorter clause's bigrams: below it two clauses say different things


class Structure:
    """Relations between the clauses of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._documents: Mapping[ClauseId, PolicyDocument] = {
            clause.id: document for document in corpus.documents for clause in document.clauses
        }
        self._clauses: Mapping[ClauseId, Clause] = {clause.id: clause for clause in corpus.clauses}

    def clause(self, identity: ClauseId) -> Clause | None:
        """The clause of that id, or None."""
        return self._clauses.get(identity)

    def document(self, identity: ClauseId) -> PolicyDocument:
        """The document that a clause stands in."""
        return self._documents[identity]

    def announces(self, clause: Clause) -> bool:
        """True for a clause that only introduces the list after it (收费标准为：)."""
        return clause.text.endswith(_LEAD_ENDS) and bool(self.listed(clause))

    def governing(self, item: Clause) -> Clause | None:
        """The clause whose sentence an item continues (…可免于办理：（1）…；（2）…。), or None.

        Items that end in a semicolon are parts of the sentence that introduces them: without it they say
        who or what, and not what holds for them.
        """
        if item.kind is not ClauseKind.ITEM:
            return None
        clauses = self.document(item.id).clauses
        for other in reversed(clauses[: clauses.index(item)]):
            if other.headings != item.headings and other.id != item.parent:
                break
            items = self.listed(other)
            if item in items:
                return other if items[0].text.endswith(_RUNS_ON) else None
        return None

    def following(self, item: Clause) -> Clause | None:
        """The next item of the same list, or None."""
        clauses = [c for c in self.document(item.id).clauses if c.kind is ClauseKind.ITEM]
        later = clauses[clauses.index(item) + 1 :] if item in clauses else []
        return next((c for c in later if c.parent == item.parent and c.headings == item.headings), None)

    def listed(self, clause: Clause) -> Sequence[Clause]:
        """The numbered items that a clause introduces: its own, or those after it under its heading."""
        own = self._children.get(clause.id, ())
        if own or clause.kind is not ClauseKind.PARAGRAPH:
            return own
        clauses = self.document(clause.id).clauses
        following = clauses[clauses.index(clause) + 1 :]
        found: list[Clause] = []
        for other in following:
            if other.headings[: len(clause.headings)] != clause.headings:
                break
            if other.headings == clause.headings:
                if other.kind is not ClauseKind.ITEM:
                    break
                found.append(other)
        return found

    def below(self, clause: Clause) -> Sequence[Clause]:
        """All that stands in a clause, at any depth, in order."""
        return [each for child in self._parts.get(clause.id, ()) for each in (child, *self.below(child))]

    def overviews(self, clause: Clause) -> Sequence[tuple[str, Clause]]:
        """For each heading above a clause, innermost first: the heading, and the clause under it that opens a list."""
        found = []
        for depth in range(len(clause.headings), 0, -1):
            path = clause.headings[:depth]
            for other in self.document(clause.id).clauses:
                if other.headings == path and self.listed(other):
                    found.append((path[-1], other))
                    break
        return found

    def counterparts(self, clause: Clause) -> Sequence[Clause]:
        """Clauses of other jurisdictions that say the same thing or nearly, most alike first."""
        return self._twins.get(clause.id, ())

    def of_place(self, clause: Clause, place: str) -> Clause | None:
        """The clause itself where its document is that place's own, else what that says of the same; None without."""
        alike = (clause, *self.counterparts(clause))
        return next((each for each in alike if self.document(each.id).jurisdiction == place), None)

    @cached_property
    def _children(self) -> Mapping[ClauseId, Sequence[Clause]]:
        found = {}
        for parent, parts in self._parts.items():
            if items := [part for part in parts if part.kind is ClauseKind.ITEM]:
                found[parent] = items
        return found

    @cached_property
    def _parts(self) -> Mapping[ClauseId, Sequence[Clause]]:
        found: dict[ClauseId, list[Clause]] = {}
        for clause in self._corpus.clauses:
            if clause.parent is not None:
                found.setdefault(clause.parent, []).append(clause)
        return found

    @cached_property
    def _twins(self) -> Mapping[ClauseId, Sequence[Clause]]:
        city = self._corpus.city
        if city is None:
            return {}
        general = [c for d in self._corpus.documents if d.jurisdiction in (None, city.name) for c in d.clauses]
        local = [c for d in self._corpus.documents if d.jurisdiction not in (None, city.name) for c in d.clauses]
        found: dict[ClauseId, list[tuple[float, Clause]]] = {}
        grams = {clause.id: _bigrams(clause.text) for clause in (*general, *local)}
        for ours in local:
            for other in general:
                one, two = grams[ours.id], grams[other.id]
                common, shorter = len(one & two), min(len(one), len(two))
                if shorter and common / shorter >= _SAME_SHARE:
                    alike = 2 * common / (len(one) + len(two))  # Dice 1945
                    found.setdefault(ours.id, []).append((alike, other))
                    found.setdefault(other.id, []).append((alike, ours))
        return {
            identity: [clause for _, clause in sorted(pairs, key=lambda pair: -pair[0])]
            for identity, pairs in found.items()
        }


def _bigrams(text: str) -> frozenset[str]:
    plain = "".join(text.split())
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))
