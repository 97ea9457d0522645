"""A finished answer → what is said, piece by piece; a language model may put its lead into words (pure).

The answer is whole, cited and guarded before the model is asked. All that the model can change is the line
above the quotations, and that only by sentences that the quotations bear out.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.generate import Generator, Handle
from assistant.model import Answer, AnswerStatus, Citation
from assistant.phrased import faithful_sentences
from assistant.present import text_before
from assistant.shown import Part
from corpus.ids import ClauseId


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer whose text is before + lead + after; sentences, when any come, take the place of the lead."""

    answer: Answer
    before: str
    lead: str
    after: str
    sentences: Callable[[], Iterator[str]]


def drafted(
    answer: Answer,
    parts: Sequence[Part],
    query: str,
    generator: Generator | None,
    waited: float = 0.0,
    offices: Collection[ClauseId] = (),
    names: Sequence[str] = (),
) -> Answer | Draft:
    """The answer with its quotations put into words; the answer itself where nothing was searched for.

    What rules say, offices, and texts that contradict one another are never put into words.

    Args:
        query: what was searched for.
        waited: seconds that the asker has waited for the model already.
        offices: the clauses that say where an office is and how to call it.
        names: names that must not be taken for one another.
    """
    found = [_is_found(part, offices) for part in parts]
    first = next((number for number, is_found in enumerate(found) if is_found), None)
    if generator is None or first is None or answer.status is not AnswerStatus.ANSWERED:
        return answer
    handles = _handles(parts, found, answer.citations)
    before, lead = text_before(parts[:first], answer.citations), parts[first].lead
    after = answer.text[len(before) + len(lead) :]
    return Draft(
        answer,
        before,
        lead,
        after,
        lambda: faithful_sentences(generator.phrase(query, handles, waited), handles, names),
    )


def spoken(made: Answer | Draft) -> Iterator[str | Answer]:
    """The pieces of an answer's text, sentences as soon as they are known, then the Answer."""
    if isinstance(made, Answer):
        yield from made.pieces
        yield made
        return
    yield from made.before.splitlines(keepends=True)
    said = ""
    for sentence in made.sentences():
        said += sentence
        yield sentence
    if not said:
        yield made.lead
    yield from made.after.splitlines(keepends=True)
    yield replace(made.answer, text=f"{made.before}{said or made.lead}{made.after}")


def whole(made: Answer | Draft) -> Answer:
    """The Answer, once all of it is said."""
    *_, answer = spoken(made)
    assert isinstance(answer, Answer)
    return answer


def _is_found(part: Part, offices: Collection[ClauseId]) -> bool:
    """True for quotations that were searched for."""
    return bool(part.lines) and not part.computed and not any(line.extract.clause.id in offices for line in part.lines)


def _handles(parts: Sequence[Part], found: Sequence[bool], citations: Sequence[Citation]) -> list[Handle]:
    """The quotations that may be put into words, by their numbers in the answer."""
    numbers = iter(citations)
    handles = []
    for part, is_found in zip(parts, found, strict=True):
        for line in part.lines:
            n = next(numbers).n
            if is_found:
                handles.append(Handle(n, line.shown, " / ".join(line.extract.clause.headings)))
    return handles
