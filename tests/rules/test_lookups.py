"""Titles, offices and web addresses: our own phrasings, what is left alone, and everything found by every name."""

from pathlib import Path

import pytest

from assistant.exact.desk import Desk
from assistant.lookups.title_index import TitleIndex
from assistant.lookups.titles import MOST_ROWS
from assistant.model import Route
from assistant.shown import Shown
from corpus.loader import load_corpus
from corpus.model import District
from corpus.structure import Structure
from corpus.titles import Title, read_titles
from eval.labelled import LabelledQuestion, gold_clauses, read_labelled
from tests.conftest import ROOT

CORPUS = load_corpus(ROOT / "corpus")
DESK = Desk(CORPUS)
TITLES = read_titles(CORPUS.rules.titles, CORPUS.documents)
SITES = [rule for rule in CORPUS.rules.sites if rule.url]
NEAR_BY = (Path(__file__).parent / "not_lookups.txt").read_text(encoding="utf-8").splitlines()
CASES = read_labelled(ROOT / "eval" / "calibration" / "questions.jsonl")


def looked_up(question: str, district: str | None = None) -> tuple[list[str], set[str], str]:
    """The words quoted, their clauses, and what is said, of look-ups alone."""
    outcomes = [o for o in DESK.answer(question, (), district) if o.route is Route.LOOKUP]
    quoted = [q for outcome in outcomes for q in outcome.basis]
    said = "\n".join(sentence for outcome in outcomes for sentence in outcome.said)
    return [q.words for q in quoted], {q.clause for q in quoted}, said


@pytest.mark.parametrize("question", NEAR_BY)
def test_a_question_near_by_is_left_to_text_search(question: str) -> None:
    assert looked_up(question) == ([], set(), "")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_a_calibration_question_is_looked_up_only_where_that_answers_it(case: LabelledQuestion) -> None:
    _, clauses, _ = looked_up(case.question, case.district)
    assert not clauses or (case.answerable and clauses & gold_clauses(case, CORPUS))


def test_the_table_has_69_rows_of_36_series() -> None:
    index = TitleIndex(CORPUS.rules.titles, TITLES)
    assert len(index.rows) == 69
    assert len({row.series for row in index.rows}) == 36


@pytest.mark.parametrize("title", [pytest.param(t, id=f"{t.clause.id}-{t.name}") for t in TITLES])
def test_a_title_is_found_by_its_series_and_level(title: Title) -> None:
    own = {t.clause.id for t in TITLES if t.series == title.series and t.level == title.level}
    words, clauses, said = looked_up(f"{title.series}系列的{title.level}职称叫什么")
    assert title.name in said
    if len(own) <= MOST_ROWS:
        assert title.clause.id in clauses
        assert title.name in words


@pytest.mark.parametrize("name", sorted({title.name for title in TITLES}))
def test_a_title_leads_to_every_series_and_level_it_occurs_in(name: str) -> None:
    _, clauses, said = looked_up(f"{name}是哪个系列什么级别的")
    places = [title for title in TITLES if title.name == name]
    assert clauses == {title.clause.id for title in places}
    assert all(title.series in said and title.level in said for title in places)


@pytest.mark.parametrize("title", [pytest.param(t, id=f"{t.clause.id}-{t.name}") for t in TITLES])
def test_a_title_leads_to_the_other_levels_of_its_rows(title: Title) -> None:
    beside = next((t for t in TITLES if t.clause.id == title.clause.id and t.level != title.level), None)
    if beside is None:
        return
    _, clauses, said = looked_up(f"{title.name}对应的{beside.level}叫什么")
    assert beside.name in said
    assert title.clause.id in clauses


@pytest.mark.parametrize(
    "name", [name for table in CORPUS.rules.titles for names in table.names.values() for name in names]
)
def test_a_series_is_found_by_what_people_call_it(name: str) -> None:
    series = next(s for table in CORPUS.rules.titles for s, names in table.names.items() if name in names)
    assert series in looked_up(f"{name}的副高叫什么")[2]


def test_telling_the_two_columns_of_the_highest_level_apart_is_said_to_be_our_reading() -> None:
    assert "理解" in looked_up("高校副高叫啥")[2]
    assert "理解" in looked_up("副教授是什么级别")[2]
    assert "理解" not in looked_up("高校高级叫啥")[2]
    assert "理解" not in looked_up("高校中级叫啥")[2]


@pytest.mark.parametrize(
    ("district", "name"), [(d, name) for d in CORPUS.districts for name in (d.name, *d.aliases, d.office.name)]
)
def test_an_office_is_found_by_every_name_of_its_place(district: District, name: str) -> None:
    _, clauses, said = looked_up(f"{name}职称咨询电话多少，地址在哪条路")
    assert clauses == {district.office.clause}
    assert all(phone in said for phone in district.office.phones)
    assert district.office.address in said


def test_the_district_of_the_asker_counts_unless_another_place_is_named() -> None:
    assert "7561527" in looked_up("咨询电话是多少", "荣成市")[2]
    assert "6654210" in looked_up("乳山的咨询电话是多少", "荣成市")[2]
    assert "5190962" in looked_up("市局咨询电话是多少", "荣成市")[2]


def test_without_a_place_the_districts_are_the_choices() -> None:
    (outcome,) = DESK.answer("职称咨询电话多少", ())
    assert outcome.choices == tuple(district.name for district in CORPUS.districts if not district.city)
    assert outcome.asks is None


def test_every_address_of_the_texts_has_its_rule() -> None:
    addresses = {word for c in CORPUS.clauses for word in c.text.split() if "http" in word}
    known = {rule.url for rule in SITES if rule.url}
    assert {address for address in addresses if not any(address.endswith(url) for url in known)} == set()


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in SITES])
def test_a_site_is_found_by_every_name_and_place(rule: object) -> None:
    names = (rule.name, *rule.names) if rule.place is None else (f"{rule.place}人社局职称公告",)
    for name in names:
        words, _, said = looked_up(f"{name}网址是多少")
        assert rule.url in said, name
        assert rule.words in words


def test_the_places_of_site_rules_are_districts() -> None:
    places = {rule.place for rule in CORPUS.rules.sites if rule.place}
    assert places == {district.name for district in CORPUS.districts}


@pytest.mark.parametrize(
    "question", ["讲师是哪个系列的", "艺术系列中级都有哪些", "职称咨询电话多少", "在哪个网站查学历"]
)
def test_a_look_up_stays_short(question: str) -> None:
    (outcome,) = DESK.answer(question, ())
    assert len(Shown(CORPUS, Structure(CORPUS)).outcome(outcome).lead) <= 220


def test_a_clause_that_goes_on_about_the_title_is_no_question_of_its_own() -> None:
    assert DESK.left_over("我是护士，往上一级一级都叫什么") == ()
