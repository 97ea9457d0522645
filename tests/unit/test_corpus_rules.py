"""Rule files: strict, and refused as soon as the text no longer says what they say."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import RuleFileError
from corpus.loader import load_corpus
from corpus.model import PolicyDocument
from corpus.rule_files import FOLDER, read_rules
from tests.conftest import ROOT

SHIPPED = load_corpus(ROOT / "corpus")
FEE = "rules/fees/city/primary.yaml"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the shipped corpus to spoil."""
    folder = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def rules_of(documents: tuple[PolicyDocument, ...]) -> object:
    return read_rules(ROOT / "corpus", documents)


def test_every_rule_of_the_shipped_corpus_loads() -> None:
    files = [path for path in (ROOT / "corpus" / FOLDER).rglob("*.yaml") if "offices" not in path.parts]
    book = SHIPPED.rules
    rules = [*book.fees, *book.payees, *book.hours, *book.eligibility, *book.titles, *book.sites, *book.facts]
    rules += [*book.publicity, *book.tenure, *book.practice, *book.ranking]
    assert len(rules) == len(files)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("level: 初级", "levle: 初级", "levle: unknown key"),
        ("level: 初级", "level: 初级\nlevel: 中级", "duplicate key 'level'"),
        ("id: fee-primary", "id: fee-senior", "id: 'fee-senior' is the id of"),
        ("id: fee-primary", "id: Fee Primary", "id:"),
        ('edition: "2022"', 'edition: "2021"', "edition: '2021', but weihai-2022#s8-i1 is of edition '2022'"),
        ("s8-i1", "s8-i9", "clause: no clause 'weihai-2022#s8-i9'"),
        ('amount: "100"', 'amount: "10"', "review.amount: 10 does not stand in"),
        ('amount: "100"', "amount: 100.0", "figures stand in quotes"),
        ('amount: "100"', 'amount: "-100"', "review.amount"),
        ("每人次100元", "每人次101元", "review.words: .* does not stand in"),
        ('most: "2"', 'most: "4"', "subjects.most: 4 does not stand in"),
        ("level: 初级", "level: 初级\nsays: x", "says: unknown key"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(shipped: Path, old: str, new: str, said: str) -> None:
    path = shipped / FEE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match=said) as caught:
        load_corpus(shipped)
    assert path.name in str(caught.value)


def test_a_form_that_its_words_do_not_show_is_refused(shipped: Path) -> None:
    path = shipped / "rules/ranking/city/rank-of-people.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"*/*"', '"*-*"', 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"rank-of-people\.yaml: form: .*'\*-\*' does not stand in"):
        load_corpus(shipped)


def test_a_figure_changed_in_the_source_refuses_its_rule(shipped: Path) -> None:
    source, manifest = shipped / "sources" / "weihai-2022.md", shipped / "manifest.yaml"
    before = source.read_bytes()
    after = before.replace("每人次160元".encode(), "每人次180元".encode())
    assert after != before
    source.write_bytes(after)
    hashes = [hashlib.sha256(content).hexdigest() for content in (before, after)]
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(*hashes), encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"intermediate\.yaml: review\.words: .*每人次160元.* does not stand in"):
        load_corpus(shipped)


def words_of_rules() -> list[tuple[str, str]]:
    """Every clause with words that a rule rests on."""
    found: list[tuple[str, str]] = []

    def collect(part: object, clause: str) -> None:
        place = getattr(part, "clause", None) or clause
        if words := getattr(part, "words", None):
            found.append((place, words))
        for _, value in part:
            for inner in value if isinstance(value, tuple) else (value,):
                if hasattr(inner, "words"):
                    collect(inner, place)

    book = SHIPPED.rules
    for rule in (*book.fees, *book.payees, *book.hours, *book.eligibility, *book.sites, *book.facts):
        collect(rule, rule.clause)
    for dated in (*book.publicity, *book.tenure, *book.practice, *book.ranking):
        collect(dated, dated.clause)
    return found


@pytest.mark.parametrize(("clause_id", "words"), sorted(set(words_of_rules())))
def test_words_that_leave_their_clause_refuse_their_rule(clause_id: str, words: str) -> None:
    def spoiled(document: PolicyDocument) -> PolicyDocument:
        clauses = [
            replace(clause, text=clause.text.replace(words, f"{words[0]}※{words[1:]}"))
            if clause.id == clause_id
            else clause
            for clause in document.clauses
        ]
        return replace(document, clauses=tuple(clauses))

    with pytest.raises(RuleFileError, match="does not stand in"):
        rules_of(tuple(map(spoiled, SHIPPED.documents)))


def test_a_corpus_without_rules_has_none(tmp_path: Path) -> None:
    (tmp_path / "法.txt").write_text("第一条 甲的规定。\n", encoding="utf-8")
    assert not load_corpus(tmp_path).rules


def test_a_fact_says_no_figure_that_its_words_do_not_hold(shipped: Path) -> None:
    path = shipped / "rules/facts/city/account-lock.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("says: 个人账号连续5次", "says: 个人账号连续6次"), encoding="utf-8"
    )
    with pytest.raises(RuleFileError, match="says: 6 does not stand in"):
        load_corpus(shipped)
