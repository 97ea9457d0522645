"""The shipped texts: nothing lost from the originals, and the outlines as a reader sees them."""

from pathlib import Path

import pytest

from corpus.clause_parser import parse
from corpus.ids import DocumentId
from corpus.loader import load_corpus
from corpus.model import Clause, ClauseKind, SegmentKind
from tests.conftest import ROOT

DOCUMENTS = ["weihai-2022", "wendeng-2022"]
DATA = ROOT / "tests" / "data"
PLACEHOLDERS = ("[image: ]", "[bookmark: _GoBack]")


def squeezed(text: str) -> str:
    return "".join(text.split())


def without_marks(markdown: str) -> str:
    """A source without the marks that Markdown adds: heading signs, table pipes and table rules."""
    kept = []
    for line in markdown.split("\n"):
        bare = line.strip()
        if bare.startswith("|"):
            if set(bare) <= set("|- "):
                continue
            bare = bare.replace("|", "")
        kept.append(bare.lstrip("#") if bare.startswith("#") else bare)
    return squeezed("".join(kept))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_of_the_original_is_still_there_in_order(name: str) -> None:
    original = (DATA / "originals" / f"{name}.txt").read_text(encoding="utf-8")
    for placeholder in PLACEHOLDERS:
        original = original.replace(placeholder, "")
    source = (ROOT / "corpus" / "sources" / f"{name}.md").read_text(encoding="utf-8")
    assert without_marks(source) == squeezed(original)


def outline_of(source: str, name: str) -> list[str]:
    """The parser's view in the form of the hand-written outlines."""
    parsed = parse(source, DocumentId(name))
    lines = [f"= {parsed.title}"] if parsed.title else []
    open_headings: list[tuple[int, str]] = []
    by_start = {clause.start: clause for clause in parsed.clauses}
    shown: tuple[str, ...] = ()
    for segment in parsed.segments:
        if segment.kind is not SegmentKind.CLAUSE:
            continue
        clause = by_start[segment.start]
        for depth, heading in enumerate(clause.headings):
            if shown[: depth + 1] != clause.headings[: depth + 1] and not _is_item(heading, parsed.clauses):
                lines.append("  " * depth + f"# {heading}")
                shown = clause.headings[: depth + 1]
        lines.append("  " * len(clause.headings) + f"- {_opening(clause)}")
        shown = clause.headings
    del open_headings
    return lines


def _is_item(heading: str, clauses: tuple[Clause, ...]) -> bool:
    return any(clause.kind is ClauseKind.ITEM and clause.text.startswith(heading) for clause in clauses)


def _opening(clause: Clause) -> str:
    if clause.kind is ClauseKind.ROW:
        own = "|".join(squeezed(cell.text) for cell in clause.cells if not cell.inherited)
        return own[:15]
    return squeezed(clause.text)[:15]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_hand_written_outline_is_reproduced(name: str) -> None:
    source = (ROOT / "corpus" / "sources" / f"{name}.md").read_text(encoding="utf-8")
    expected = (DATA / "outlines" / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert outline_of(source, name) == expected


def test_the_title_table_has_36_series_in_69_rows() -> None:
    corpus = load_corpus(ROOT / "corpus")
    rows = [c for c in corpus.clauses if c.kind is ClauseKind.ROW and c.id.startswith("weihai-2022#s4")]
    series = {next(cell.text for cell in row.cells if cell.column == "名称") for row in rows}
    assert (len(rows), len(series)) == (69, 36)


def test_every_prose_clause_has_at_least_six_typical_questions() -> None:
    corpus = load_corpus(ROOT / "corpus")
    prose = [clause.id for clause in corpus.clauses if clause.kind is not ClauseKind.ROW]
    assert {
        clause: len(corpus.questions.get(clause, ())) for clause in prose if len(corpus.questions.get(clause, ())) < 6
    } == {}


def test_a_changed_character_is_noticed(tmp_path: Path) -> None:
    source = (ROOT / "corpus" / "sources" / "weihai-2022.md").read_text(encoding="utf-8")
    original = (DATA / "originals" / "weihai-2022.txt").read_text(encoding="utf-8")
    assert without_marks(source.replace("160元", "180元")) != squeezed(original)
