"""Other ways in which a question has been asked, for an officer to accept or refuse (pure)."""

from collections.abc import Iterable

from assistant.records.folding import folded, key

_ALIKE = 0.4  # Dice 1945 over bigrams; below it questions only share a common word


def near(question: str, others: Iterable[str], known: Iterable[str], limit: int = 12) -> list[str]:
    """The others that read like a question, the likest first; those already known, and repeats, left out."""
    seen = {key(text) for text in known} | {key(question), ""}
    pairs = _pairs(question)
    alike: list[tuple[float, str]] = []
    for other in others:
        if (same := key(other)) in seen:
            continue
        seen.add(same)
        theirs = _pairs(other)
        score = 2 * len(pairs & theirs) / (len(pairs) + len(theirs) or 1)
        if score >= _ALIKE:
            alike.append((score, other))
    return [text for _, text in sorted(alike, key=lambda pair: -pair[0])[:limit]]


def _pairs(text: str) -> set[str]:
    plain = folded(text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
