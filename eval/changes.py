"""What changed between two corpora: clauses and rules, readably (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from pydantic import BaseModel

from corpus.model import Clause
from corpus.rule_book import RuleBook
from corpus.rules import Rule

_ALIKE = 0.6  # from this share of common text on, two clauses count as one that changed
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)
Piece = tuple[str, str]  # (same | del | ins, text)


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause that is not what it was: removed, added, changed, or moved (the same words at another place)."""

    kind: str
    before: Clause | None
    after: Clause | None

    @property
    def clause(self) -> Clause:
        """The clause as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def pieces(self) -> list[Piece]:
        """The two wordings as one text of kept, deleted and inserted pieces."""
        return text_diff(_shown(self.before), _shown(self.after))


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that says something else: its id, and for each key what stood and what stands there."""

    id: str
    kind: str  # added | removed | changed
    values: tuple[tuple[str, str, str], ...] = ()


def clause_changes(before: Sequence[Clause], after: Sequence[Clause]) -> list[ClauseChange]:
    """The changes in the order of the new text; what was removed comes last.

    Clauses are matched by id and words, then by words alone (moved), then by likeness (changed).
    """
    same = {clause.id: clause for clause in before}
    left = list(before)
    changes: dict[str, ClauseChange] = {}
    open_after = []
    for clause in after:
        twin = same.get(clause.id)
        if twin is not None and twin.described == clause.described and twin.headings == clause.headings:
            left.remove(twin)
        else:
            open_after.append(clause)
    for clause in list(open_after):
        twin = next((old for old in left if old.described == clause.described and old.id != clause.id), None)
        if twin is not None:
            left.remove(twin)
            open_after.remove(clause)
            changes[clause.id] = ClauseChange("moved", twin, clause)
    pairs = sorted(
        ((_likeness(old, new), old.id, new.id) for old in left for new in open_after), key=lambda pair: -pair[0]
    )
    old_by_id, new_by_id = {c.id: c for c in left}, {c.id: c for c in open_after}
    for likeness, old_id, new_id in pairs:
        if likeness >= _ALIKE and old_id in old_by_id and new_id in new_by_id:
            changes[new_id] = ClauseChange("changed", old_by_id.pop(old_id), new_by_id.pop(new_id))
    changes |= {clause.id: ClauseChange("added", None, clause) for clause in new_by_id.values()}
    ordered = [changes[clause.id] for clause in after if clause.id in changes]
    return [*ordered, *(ClauseChange("removed", clause, None) for clause in old_by_id.values())]


def rule_changes(before: RuleBook, after: RuleBook) -> list[RuleChange]:
    """The rules that differ, by id."""
    old, new = _by_id(before), _by_id(after)
    found = []
    for identity in dict.fromkeys([*old, *new]):
        if identity not in new:
            found.append(RuleChange(identity, "removed"))
        elif identity not in old:
            found.append(RuleChange(identity, "added"))
        elif old[identity] != new[identity]:
            one, other = dict(_flat(old[identity])), dict(_flat(new[identity]))
            keys = [key for key in dict.fromkeys([*one, *other]) if one.get(key) != other.get(key)]
            values = tuple((key, one.get(key, ""), other.get(key, "")) for key in keys)
            found.append(RuleChange(identity, "changed", values))
    return found


def text_diff(before: str, after: str) -> list[Piece]:
    """Two texts as pieces that are the same, deleted or inserted; a figure is never cut in two."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(("del", "".join(old[a:b])))
        if d > c:
            pieces.append(("ins", "".join(new[c:d])))
    return pieces


def _shown(clause: Clause | None) -> str:
    """A clause under the headings that it stands under."""
    return "" if clause is None else "\n".join([*clause.headings, clause.described])


def _likeness(one: Clause, other: Clause) -> float:
    """Share of common text; the same id at the same place is worth a little more, so that ties fall to it."""
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    if one.document_id != other.document_id or matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio() + (0.01 if one.id == other.id else 0.0)


def _by_id(book: RuleBook) -> dict[str, Rule]:
    return {rule.id: rule for kind in fields(book) for rule in getattr(book, kind.name)}


def _flat(model: BaseModel, key: str = "") -> Iterator[tuple[str, str]]:
    for name, value in model:
        for index, part in enumerate(value if isinstance(value, tuple) else (value,)):
            where = f"{key}{name}.{index}" if isinstance(value, tuple) else f"{key}{name}"
            if isinstance(part, BaseModel):
                yield from _flat(part, f"{where}.")
            elif part is not None:
                yield where, str(part)
