"""The calculators on the command line: explicit figures in, a receipt out, clear words for bad input."""

import json

import pytest
from typer.testing import CliRunner

from assistant.calc import calc_app


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(calc_app, list(arguments))
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fee", "中级=3", "高级"], "评审费合计840元"),
        (["fee"], "要看申报哪一级"),
        (["fee", "中级", "--mode", "以考代评", "--subjects", "2"], "科目费是120元"),
        (["hours", "公需课=28.5", "专业课=71"], "还差公需课1.5学时"),
        (["hours"], "每年累计不少于90学时"),
        (["eligibility", "recognition", "degree=硕士", "--years", "2"], "还差1年"),
        (["eligibility", "application", "person=公务员"], "不可以"),
        (["publicity", "2022-09-28"], "2022年10月10日"),
        (["publicity", "2022-09-28", "--until", "2022-10-08"], "不够"),
        (["tenure", "2018-03-01", "2022", "--gap-months", "6"], "4"),
        (["ranking", "2", "4"], "2/4"),
    ],
)
def test_the_result_comes_first_and_the_clause_with_it(arguments: list[str], said: str) -> None:
    code, output = run(*arguments)
    assert code == 0
    assert said in output.splitlines()[0]
    assert "：“" in output


def test_a_receipt_is_json() -> None:
    code, output = run("fee", "中级=3", "--json")
    record = json.loads(output)
    assert code == 0
    assert record["calculation"]["result"] == "480"
    assert record["calculation"]["rule_ids"] == ["fee-intermediate"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fee", "特级"], "特级"),
        (["fee", "中级=x"], "is not a whole number"),
        (["fee", "中级=0"], "人数0不对"),
        (["fee", "中级", "中级"], "given twice"),
        (["fee", "--subjects", "2"], "--subjects needs --mode"),
        (["hours", "公需课"], "write it as NAME=FIGURE"),
        (["hours", "公需课=nan"], "is not a number"),
        (["hours", "公需课=-1"], "核对"),
        (["eligibility", "nothing"], "no topic 'nothing'"),
        (["publicity", "2022-02-30"], "is not a day"),
    ],
)
def test_bad_input_is_exit_2_and_named(arguments: list[str], said: str) -> None:
    code, output = run(*arguments)
    assert code == 2
    assert said in output
