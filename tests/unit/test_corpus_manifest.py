"""A curated corpus is refused, file and key named, as soon as anything in it does not fit."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError, PolicyError, RuleFileError, SourceChangedError, UnknownClauseError
from corpus.loader import load_corpus
from tests.conftest import ROOT


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_mini_corpus_loads_whole(mini: Path) -> None:
    corpus = load_corpus(mini)
    assert [document.jurisdiction for document in corpus.documents] == ["云海市", "东湾区"]
    assert [district.name for district in corpus.districts] == ["云海市", "东湾区"]
    assert corpus.questions["yunhai#s2-i1"][0] == "普通借书卡要交多少钱"


def test_the_shipped_corpus_loads_whole() -> None:
    corpus = load_corpus(ROOT / "corpus")
    assert len(corpus.districts) == 9
    assert corpus.city is not None
    assert corpus.city.office.phones == ("5190962", "8328366")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("manifest.yaml", "title_from: text", "title_form: text", r"title_form: unknown key"),
        ("manifest.yaml", "id: dongwan", "id: yunhai", r"'yunhai' stands twice"),
        ("manifest.yaml", "source: sources/dongwan.md", "source: ../x.md", r"lies outside the corpus"),
        ("manifest.yaml", "source: sources/dongwan.md", "source: sources/x.md", r"x\.md: missing"),
        (
            "manifest.yaml",
            "    title: 云海市图书证办法\n",
            "    title: 甲\n    title: 乙\n",
            r"line \d+: duplicate key 'title'",
        ),
        ("manifest.yaml", "documents:", "documents: {", r"manifest\.yaml, line"),
        ("manifest.yaml", 'edition: "2030"', "effective_from: 2030-13-01", r"month must be in 1\.\.12"),
        ("manifest.yaml", 'edition: "2030"', "effective_from: 某日", r"effective_from: Input should be a valid date"),
        ("districts.yaml", "office: dongwan", "office: xiwan", r"东湾区: no office 'xiwan'"),
        ("districts.yaml", "aliases: [东湾]", "aliases: [云海]", r"'云海' stands for both"),
        ("districts.yaml", "city: true, ", "", r"exactly one entry must be the city"),
        (
            "rules/offices/city/dongwan.yaml",
            "5550200",
            "5550299",
            r"phones\.0: '5550299' does not stand in yunhai#h1-r2",
        ),
        ("rules/offices/city/dongwan.yaml", "#h1-r2", "#h1-r9", r"no clause 'yunhai#h1-r9'"),
        ("glossary.yaml", "terms:", "words:", r"words: unknown key"),
    ],
)
def test_what_is_wrong_is_named(mini: Path, file: str, old: str, new: str, message: str) -> None:
    edit(mini / file, old, new)
    with pytest.raises(CorpusError, match=message) as caught:
        load_corpus(mini)
    assert file.rsplit("/", 1)[-1] in str(caught.value) or "sources" in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_changed_source_is_refused_with_both_hashes(mini: Path) -> None:
    edit(mini / "sources" / "yunhai.md", "12元", "15元")
    with pytest.raises(SourceChangedError, match=r"yunhai\.md: sha256 is [0-9a-f]{64}, the manifest says"):
        load_corpus(mini)


def test_questions_for_an_unknown_clause_are_refused(mini: Path) -> None:
    edit(mini / "questions" / "yunhai.yaml", "yunhai#s2-i1", "yunhai#s9-i1")
    with pytest.raises(UnknownClauseError, match="no clause 'yunhai#s9-i1'"):
        load_corpus(mini)


@pytest.mark.parametrize(
    ("new", "message"), [('  - "办证收费吗"\n  - "办证收费吗"\n', "stands twice"), ("  - 12\n", "each a text")]
)
def test_questions_must_be_texts_each_once(mini: Path, new: str, message: str) -> None:
    edit(mini / "questions" / "yunhai.yaml", '  - "办证收费吗"\n', new)
    with pytest.raises(RuleFileError, match=message):
        load_corpus(mini)


def test_every_error_belongs_to_one_family() -> None:
    assert issubclass(RuleFileError, PolicyError)
    assert issubclass(SourceChangedError, CorpusError)


def test_an_office_whose_clause_is_gone_can_be_named_without_stopping(mini: Path) -> None:
    """For looking at a change of policy: every fault is named, and what still stands is kept."""
    path = next(path for path in sorted((mini / "rules" / "offices").rglob("*.yaml")) if "dongwan" in path.name)
    text = path.read_text(encoding="utf-8")
    clause = next(line for line in text.splitlines() if line.startswith("clause:"))
    path.write_text(text.replace(clause, "clause: yunhai#h9-r9"), encoding="utf-8")
    faults: list[CorpusError] = []
    corpus = load_corpus(mini, faults.append)
    assert ["no clause 'yunhai#h9-r9'" in str(fault) for fault in faults] == [True]
    assert [district.name for district in corpus.districts] == ["云海市"]
