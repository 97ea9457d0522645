"""Whatever a source holds, its segments rebuild it and its clauses are exact spans of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.clause_parser import parse
from corpus.ids import DocumentId
from corpus.loader import load_corpus
from corpus.model import SegmentKind
from tests.conftest import ROOT

_PIECES = st.sampled_from(
    [
        "# 标题",
        "## 1.总则",
        "## 第一章 总则",
        "### 注意事项：",
        "第一条 甲的规定。",
        "第二条　乙：",
        "第三条",
        "一、范围",
        "（一）甲类；",
        "2.项目。说明",
        " （1）缩进的项。",
        "  ①更深的项",
        "①圈一",
        "注意：",
        "普通的一段话，没有编号。",
        "没有句号的一段",
        "| 甲 | 乙 |",
        "| --- | --- |",
        "| 1 | | 丙 |",
        "<!-- 注释 -->",
        "---",
        "依照第三条的规定办理。",
        "http://example.org/a|b",
        "“第五条 引文。",
        "\u200b",
        "\u3000全角空格开头",
        "",
        "",
    ]
)
_SOURCES = st.one_of(st.lists(_PIECES, max_size=30).map("\n".join), st.text(max_size=300))


@given(_SOURCES)
@settings(max_examples=400, deadline=None)
def test_segments_rebuild_the_source(source: str) -> None:
    segments = parse(source, DocumentId("d")).segments
    assert "".join(source[segment.start : segment.end] for segment in segments) == source


@given(_SOURCES)
@settings(max_examples=400, deadline=None)
def test_clauses_are_exact_spans_in_order_and_never_blank(source: str) -> None:
    position = 0
    for clause in parse(source, DocumentId("d")).clauses:
        assert clause.text == source[clause.start : clause.end]
        assert clause.text.strip()
        assert clause.start >= position
        position = clause.end


@given(_SOURCES)
@settings(max_examples=200, deadline=None)
def test_ids_are_unique_and_parents_exist(source: str) -> None:
    clauses = parse(source, DocumentId("d")).clauses
    ids = [clause.id for clause in clauses]
    assert len(set(ids)) == len(ids)
    assert all(clause.parent is None or clause.parent in ids for clause in clauses)


@given(_SOURCES)
@settings(max_examples=200, deadline=None)
def test_nothing_that_can_be_read_goes_missing(source: str) -> None:
    parsed = parse(source, DocumentId("d"))
    spaces = "".join(source[s.start : s.end] for s in parsed.segments if s.kind is SegmentKind.SPACE)
    assert not any(character.isalnum() for character in spaces)
    for segment in parsed.segments:
        skipped = source[segment.start : segment.end].strip() if segment.kind is SegmentKind.SKIPPED else ""
        assert skipped.startswith(("<!--", "---")) or "。" not in skipped, skipped


def test_headings_and_skipped_stretches_of_the_shipped_texts_hold_no_rule_of_theirs() -> None:
    """What is no clause cannot be cited: it must be short, and none of it may be a sentence."""
    for document in load_corpus(ROOT / "corpus").documents:
        for segment in document.segments:
            if segment.kind in (SegmentKind.HEADING, SegmentKind.SKIPPED):
                text = document.source[segment.start : segment.end]
                assert "。" not in text, text
