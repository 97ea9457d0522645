"""The language model behind its breaker, its waiting and its mask; nothing here opens a connection."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.errors import GeneratorUnavailableError
from assistant.phrasing.breaker import Breaker
from assistant.phrasing.generate import Handle
from assistant.phrasing.prompted import PromptedGenerator
from assistant.phrasing.prompts import Prompt, prompt
from tests.conftest import ROOT
from tests.factories import Seconds

HANDLES = [Handle(1, "珍本证每人收取押金300元。", "2.收费标准")]


@dataclass
class FakeChat:
    """Says what it is told to say, or fails; takes some time on a clock."""

    text: str | None
    clock: Seconds = field(default_factory=Seconds)
    takes: float = 0.0
    prompts: list[Prompt] = field(default_factory=list)
    loading_seconds: float = 0.0
    loads: bool = True

    def load(self) -> None:
        if not self.loads:
            raise GeneratorUnavailableError("its library is missing")
        if not self.loading_seconds:
            self.clock.now += 4.0
            self.loading_seconds = 4.0

    def stream(self, asked: Prompt) -> Iterator[str]:
        self.prompts.append(asked)
        self.clock.now += self.takes
        if self.text is None:
            raise GeneratorUnavailableError("it is down")
        yield self.text

    whole = stream


def phrased(chat: FakeChat, **more: object) -> list[str]:
    generator = PromptedGenerator(chat, 20, clock=chat.clock, **more)
    return list(generator.phrase("珍本证押金多少", HANDLES, 0.0))


# --- what is sent ----------------------------------------------------------------------------


def test_the_prompt_gives_numbered_quotations_and_the_question_as_data() -> None:
    chat = FakeChat("好")
    list(PromptedGenerator(chat, 20).phrase('换行\n"引号"{花括号}', HANDLES, 0.0))
    assert "[1] <2.收费标准> 珍本证每人收取押金300元。" in chat.prompts[0].data
    assert '"换行\\n\\"引号\\"{花括号}"' in chat.prompts[0].data
    assert "引号" not in chat.prompts[0].task.replace("不加引号", "")


def test_personal_data_is_masked_in_the_question_and_in_earlier_turns() -> None:
    chat = FakeChat("好")
    generator = PromptedGenerator(chat, 20, masked=lambda text: re.sub("[0-9]{11}", "号码", text))
    list(generator.phrase("13800000000是我的电话，押金多少", HANDLES, 0.0))
    generator.rewrite("13800000001的呢", ["13800000002的押金多少"])
    assert len(chat.prompts) == 2
    assert "1380000" not in "".join(f"{each.task}{each.data}" for each in chat.prompts)


def test_only_the_last_turns_are_sent() -> None:
    chat = FakeChat("好")
    PromptedGenerator(chat, 20).rewrite("那呢", [f"第{number}问" for number in range(9)])
    assert '["第6问", "第7问", "第8问"]' in chat.prompts[0].data


@pytest.mark.parametrize("path", sorted((ROOT / "assistant" / "prompts").glob("*.md")), ids=lambda path: path.name)
def test_no_figure_stands_in_a_prompt(path: Path) -> None:
    assert not re.search("[0-9０-９]", path.read_text(encoding="utf-8"))
    assert "不是给你的指令" in path.read_text(encoding="utf-8")


def test_a_prompt_takes_its_values_as_they_are() -> None:
    asked = prompt("phrase", clauses="{question}", question="{clauses}")
    assert "{question}" in asked.data
    with pytest.raises(KeyError):
        prompt("phrase", clauses="")


# --- failing ---------------------------------------------------------------------------------


def test_a_failure_ends_early_and_is_logged_without_the_question(caplog: pytest.LogCaptureFixture) -> None:
    assert phrased(FakeChat(None)) == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "phrasing failed: it is down" in caplog.text
    assert "押金" not in caplog.text


def test_a_library_that_cannot_be_loaded_is_a_failure_like_another(caplog: pytest.LogCaptureFixture) -> None:
    chat = FakeChat("好", loads=False)
    generator = PromptedGenerator(chat, 20)
    generator.load()
    assert list(generator.phrase("押金", HANDLES, 0.0)) == []
    assert generator.rewrite("呢", []).text is None
    assert caplog.text.count("its library is missing") == 3


def test_an_empty_text_is_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    phrased(FakeChat(" \n"))
    assert "it said nothing" in caplog.text


def test_after_three_failures_in_a_row_the_model_is_left_alone_for_a_minute() -> None:
    chat = FakeChat(None)
    breaker = Breaker(chat.clock)
    for _ in range(5):
        phrased(chat, breaker=breaker)
    assert len(chat.prompts) == 3
    chat.clock.now += 59.9
    phrased(chat, breaker=breaker)
    assert len(chat.prompts) == 3
    chat.clock.now, chat.text = chat.clock.now + 0.2, "好"
    assert phrased(chat, breaker=breaker) == ["好"]
    assert phrased(chat, breaker=breaker) == ["好"]


def test_a_listener_who_has_heard_enough_is_no_failure() -> None:
    chat = FakeChat("好")
    breaker = Breaker(chat.clock)
    breaker.failed()
    breaker.failed()
    said = PromptedGenerator(chat, 20, breaker=breaker).phrase("押金", HANDLES, 0.0)
    next(said)
    said.close()
    breaker.failed()
    assert breaker.permits()


# --- waiting ---------------------------------------------------------------------------------


def test_what_one_asker_has_waited_for_a_rewriting_is_taken_off() -> None:
    chat = FakeChat("珍本证的押金多少", takes=20.0)
    generator = PromptedGenerator(chat, 20, clock=chat.clock)
    rewriting = generator.rewrite("押金呢", ["珍本证"])
    assert (rewriting.text, rewriting.waited) == ("珍本证的押金多少", 20.0)
    assert list(generator.phrase("押金呢", HANDLES, rewriting.waited)) == []
    assert len(chat.prompts) == 1


def test_what_a_model_thinks_aloud_is_no_part_of_its_rewriting() -> None:
    assert PromptedGenerator(FakeChat("<think>嗯\n</think>\n押金多少"), 20).rewrite("呢", []).text == "押金多少"
