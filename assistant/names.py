"""The names of a corpus that must not be taken for one another: its places, and what its tables list (pure)."""

from corpus.model import ClauseKind, Corpus

_SHORTEST, _LONGEST = 3, 10  # characters of a name in a table: shorter ones are parts of other words


def names_in(corpus: Corpus) -> tuple[str, ...]:
    """Districts by all their names, and the names in table rows (titles, kinds of cards), each once."""
    places = [name for district in corpus.districts for name in (district.name, *district.aliases)]
    cells = [cell.text for clause in corpus.clauses if clause.kind is ClauseKind.ROW for cell in clause.cells]
    listed = [text for text in cells if _SHORTEST <= len(text) <= _LONGEST and text.isalpha()]
    return tuple(dict.fromkeys([*places, *listed]))
