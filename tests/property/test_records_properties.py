"""What holds of the records whatever is typed and in whichever order."""

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.records.archive import MANIFEST
from assistant.records.backup import backup
from assistant.records.bindings import Quoted
from assistant.records.errors import RefusedError
from assistant.records.export import harmless
from assistant.records.folding import folded, key, name_key
from assistant.records.material import is_material, material_of
from assistant.records.restore import restore
from assistant.records.users import Role
from tests.backups import held
from tests.keeping import CLAUSE, PASSWORD, answer_of, corpus_of, records_in

TYPED = st.text(max_size=60)
ODD = st.text(st.sampled_from("aＡ中 　，。?？！!1１2.．-—～%％①½é\u0301\u200bΣςß"), max_size=20)


@given(st.one_of(TYPED, ODD))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert key(folded(text)) == key(text)


@given(TYPED)
def test_a_name_folds_once(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(
    st.text(st.sampled_from("中级评审费多少abc"), min_size=1),
    st.sampled_from(" 　，。？！?!、；“”…\n\t\u200b"),
    st.data(),
)
def test_punctuation_and_space_between_words_change_nothing(text: str, mark: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert key(text[:place] + mark + text[place:]) == key(text)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from("-.:/~"))
def test_marks_inside_numbers_are_kept(first: int, second: int, mark: str) -> None:
    assert key(f"{first}{mark}{second}个") != key(f"{first}{second}个")
    assert key(f"{first}%") != key(f"{first}")
    assert key(f"{first} {second}") != key(f"{first}{second}")


def test_width_and_case_are_folded() -> None:
    assert key("ＡＢＣ１２３，可以吗？") == key("abc123 可以吗")
    assert key("1—3个") == key("1～3个") == key("1-3个")
    assert key("？！ 　") == ""


@given(st.text())
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    shown = harmless(cell)
    assert shown.endswith(cell)
    assert not shown.lstrip(" \u3000").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))


@given(st.text(st.sampled_from("a./\\:中_py"), max_size=12))
def test_what_is_material_lies_in_the_folder(path: str) -> None:
    assume(is_material(path))
    root = Path("/somewhere/corpus")
    inside = Path(root, path)
    assert inside.is_relative_to(root)
    assert ".." not in inside.parts


class ApprovedMachine(RuleBasedStateMachine):
    """find() against a plain model, whatever officers and askers do in whichever order."""

    texts = st.sampled_from(["甲", "乙", "丙", "丁？", "丁"])

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(_template(), self.folder / "var")
        self.records = records_in(self.folder)
        self.corpus = corpus_of("甲是一", "乙是二")
        self.answers: dict[str, str] = {}  # id → clause, active ones alone
        self.withdrawn: set[str] = set()
        self.live: dict[str, str] = {}  # key → id
        self.suggested: dict[str, tuple[str, str]] = {}  # wording → answer, key

    def teardown(self) -> None:
        self.records.close()
        shutil.rmtree(self.folder)

    @rule(text=texts, clause=st.sampled_from([("doc#p1", "甲是"), ("doc2#p1", "乙是")]))
    def approve(self, text: str, clause: tuple[str, str]) -> None:
        try:
            made = self.records.approved.approve(text, "答", [Quoted(*clause)], self.corpus, by="王")
        except RefusedError:
            assert key(text) in self.live
            return
        assert key(text) not in self.live
        self.answers[made.id] = clause[0]
        self.live[key(text)] = made.id

    @precondition(lambda self: self.answers)
    @rule(text=texts, data=st.data())
    def suggest(self, text: str, data: st.DataObject) -> None:
        answer = data.draw(st.sampled_from(sorted(self.answers)))
        try:
            self.suggested[self.records.wordings.suggest(answer, text, by="page")] = answer, key(text)
        except RefusedError:
            assert any(key(text) == key(one.text) for one in self.records.wordings.of(answer))

    @precondition(lambda self: self.suggested)
    @rule(data=st.data(), accept=st.booleans())
    def decide(self, data: st.DataObject, accept: bool) -> None:
        wording = data.draw(st.sampled_from(sorted(self.suggested)))
        answer, same = self.suggested[wording]
        if not accept:
            self.records.wordings.refuse(wording, by="李")
            if self.live.get(same) == answer:
                del self.live[same]
            return
        try:
            self.records.wordings.accept(wording, by="李")
        except RefusedError:
            assert answer in self.withdrawn or same in self.live
            return
        assert answer in self.answers
        self.live[same] = answer

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        answer = data.draw(st.sampled_from(sorted(self.answers)))
        self.records.approved.withdraw(answer, by="李", reason="旧")
        self._gone(answer)

    @rule(change=st.sampled_from(["doc#p1", "doc2#p1"]))
    def change_a_clause(self, change: str) -> None:
        changed = corpus_of("甲是三", "乙是二") if change == "doc#p1" else corpus_of("甲是一")
        stale = {one.answer.id for one in self.records.approved.withdraw_changed(changed)}
        assert stale == {answer for answer, clause in self.answers.items() if clause == change}
        for answer in stale:
            self._gone(answer)

    def _gone(self, answer: str) -> None:
        del self.answers[answer]
        self.withdrawn.add(answer)
        self.live = {same: whose for same, whose in self.live.items() if whose != answer}

    @invariant()
    def find_gives_active_answers_alone(self) -> None:
        for text in ("甲", "乙", "丙", "丁"):
            found = self.records.approved.find(text)
            assert (found.id if found else None) == self.live.get(key(text))
            assert found is None or found.withdrawal is None


@lru_cache(maxsize=1)
def _template() -> Path:
    """An empty database, made once."""
    folder = Path(tempfile.mkdtemp(prefix="records-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    records_in(folder).close()
    return folder / "var"


TestApproved = ApprovedMachine.TestCase
TestApproved.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)

ROWS = st.lists(st.tuples(TYPED, TYPED, st.booleans(), TYPED), max_size=4)
FILES = st.dictionaries(
    st.text(st.characters(exclude_characters="/\\\x00:", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    .map(lambda name: f"{name}.md")
    .filter(is_material),
    TYPED,
    max_size=3,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, files=FILES)
def test_a_backup_restored_is_equal(rows: list[tuple[str, str, bool, str]], files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder, "here"), Path(folder, "there")
        for place in (here, there):
            shutil.copytree(_template(), place / "var")
        (here / "corpus").mkdir()
        for name, text in files.items():
            (here / "corpus" / name).write_bytes(text.encode("utf-8", "replace"))
        source, target = records_in(here), records_in(there)
        for question, answer, useful, reason in rows:
            source.feedback.give(source.questions.answered(question, answer_of(answer), "api"), useful, reason)
            source.audit.note(question, answer, reason)
            if key(question) and source.approved.find(question) is None:
                source.approved.approve(question, "答", [Quoted(CLAUSE, "甲")], corpus_of("甲是一"), by=reason)
        source.users.add("王", Role.ADMIN, PASSWORD, by="test")
        backup(source, here / "corpus", Path(folder, "b.tar.gz"), "test")
        restore(target, there / "corpus", Path(folder, "b.tar.gz"), "test", replace=False)
        assert held(source) == held(target)
        assert {name: (there / "corpus" / name).read_bytes() for name in material_of(there / "corpus")} == {
            name: (here / "corpus" / name).read_bytes() for name in material_of(here / "corpus")
        }
        assert MANIFEST not in files
        source.close()
        target.close()
