"""The command line with the real model over the shipped corpus: what people and programs get."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.loader import load_corpus
from tests.conftest import MINI, ROOT
from tests.processes import call

pytestmark = pytest.mark.model


def run(*arguments: str, said: str = "", **environment: str) -> str:
    done = call("assistant", *arguments, said=said, timeout=300, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, *lines: dict[str, Any], mark: str = "") -> Path:
    path.write_text(mark + "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_one_question_is_one_answer_as_json() -> None:
    answer = json.loads(run("ask", "中级职称评审费是多少", "--json"))
    assert (answer["status"], answer["route"], answer["refused"]) == ("answered", "calculation", False)
    (citation,) = answer["citations"]
    assert citation["clause_id"] == "weihai-2022#s8-i2"
    assert citation["section"] == "8.职称评审收费标准（2）"
    assert "每人次160元" in citation["quote"]
    source = (ROOT / "corpus" / "sources" / "weihai-2022.md").read_text(encoding="utf-8")
    assert source[citation["start"] : citation["end"]] == citation["quote"]
    assert "[1] 《职称申报政策》8.职称评审收费标准（2）" in answer["answer"]
    assert answer["as_of"] is None
    assert "依据2022年度材料，以当年通知为准" in answer["answer"]


def test_a_batch_gives_one_record_a_line_in_order(tmp_path: Path) -> None:
    batch = write(
        tmp_path / "q.jsonl",
        {"id": "a", "question": "单位账号密码忘了怎么找回", "district": "文登"},
        {"id": 2, "question": "那高级的呢", "history": [{"question": "中级职称评审费是多少"}]},
        {"question": "？！"},
        {"id": "d", "question": "公积金提取要带什么"},
        {"id": "e", "question": "职称评审公示期多久", "on": "2022-06-01", "extra": 1},
        {"id": "f", "question": "你好", "district": "西湖区"},
        mark="\ufeff",
    )
    out = tmp_path / "a.jsonl"
    assert run("ask", "--batch", str(batch), "--out", str(out)) == ""
    found = records(out)
    assert [record["id"] for record in found] == ["a", 2, None, "d", "e", "f"]
    assert found[0]["district"] == "文登区"
    assert found[0]["citations"][0]["clause_id"].startswith("wendeng-2022")
    assert "360元" in found[1]["answer"]
    assert found[2]["status"] == "out_of_scope"
    assert found[3]["refused"]
    assert found[4]["as_of"] == "2022-06-01"
    assert all(not c["clause_id"].startswith("wendeng") for r in found[1:] for c in r["citations"])


def test_search_gives_as_many_hits_as_there_are(tmp_path: Path) -> None:
    batch = write(tmp_path / "q.jsonl", {"id": 1, "query": "公示"}, {"id": 2, "query": "zzz 没有的词"})
    out = tmp_path / "h.jsonl"
    run("search", "--batch", str(batch), "-k", "100", "--out", str(out))
    for record in records(out):
        assert len(record["hits"]) == 100
        assert len({hit["clause_id"] for hit in record["hits"]}) == 100
        assert record["latency_ms"] > 0


def test_chat_follows_the_conversation() -> None:
    said = run("chat", said="中级职称评审费是多少\n那高级的呢\n退出\n")
    assert said.index("160元") < said.index("360元")


def test_the_shipped_index_agrees_with_the_shipped_corpus() -> None:
    assert "agrees with the corpus" in run("index", "verify")


def test_another_corpus_gets_an_index_of_its_own(tmp_path: Path) -> None:
    """Built, searched and asked; the shipped index is not touched, and the model it was built by is checked."""
    shipped = (ROOT / "var" / "index" / "shipped" / "CURRENT").read_text(encoding="utf-8")
    index = tmp_path / "index"
    place = ("--corpus", str(MINI), "--index", str(index))
    assert f"{len(load_corpus(MINI).clauses)} clauses" in run("index", "build", *place)
    assert json.loads(run("index", "status", *place))["state"] == "current"
    assert "agrees with the corpus" in run("index", "verify", *place)
    answer = json.loads(run("ask", "珍本证押金要交多少", "--json", *place))
    assert [c["clause_id"] for c in answer["citations"]] == ["yunhai#s2-p1", "yunhai#s2-i2"]
    assert (ROOT / "var" / "index" / "shipped" / "CURRENT").read_text(encoding="utf-8") == shipped

    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "押金", *place],
        cwd=ROOT,
        env={**os.environ, "POLICY_EMBEDDING_MODEL": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert "the embedding model" in done.stderr
    assert "index build" in done.stderr


def test_a_folder_of_statutes_is_searched_by_article(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "借阅法.md").write_text(
        "# 中华人民共和国借阅法\n\n2030年1月1日 大会通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n"
        "第一条 为了规范借阅活动，制定本法。\n\n第二条 读者应当爱护图书，损坏的应当赔偿：\n\n（一）污损的，按定价赔偿；\n\n"
        "（二）遗失的，按定价两倍赔偿。\n\n第三条 本法自公布之日起施行。\n",
        encoding="utf-8",
    )
    place = ("--corpus", str(folder), "--index", str(tmp_path / "index"))
    run("index", "build", *place)
    found = json.loads(run("search", "把书弄丢了怎么赔", "-k", "10", "--json", *place))["hits"]
    assert len(found) == 3
    assert (found[0]["section"], found[0]["document"]) == ("第二条", "中华人民共和国借阅法")
    assert found[0]["text"].startswith("读者应当爱护图书")
    assert found[0]["text"].endswith("按定价两倍赔偿。")


def test_several_questions_slips_and_other_words_are_understood(tmp_path: Path) -> None:
    wanted = {
        "系统账号忘了怎么找回 还有技术支持打哪个号": ("找回用户名或密码", "0531-81919792"),
        "材料能传哪些格式，一份材料好几页要一页一页传吗": ("四种格式", "扫描成一个文件"),
        "1、内部公示几天 2、推荐委员会最少几个人 3、会计的中级叫啥": ("5个工作日", "7人以上", "会计师"),
        "推荐委员会起码要多少个人才行": ("7人以上",),
        "喂那个我想问一下哈，咱这证书评下来还发不发纸的了": ("不再发放纸质",),
        "问登区人设局再哪办公": ("世纪大道84号",),
    }
    asked = write(tmp_path / "asked.jsonl", *({"question": question} for question in wanted))
    run("ask", "--batch", str(asked), "--out", str(tmp_path / "answers.jsonl"))
    answers = [record["answer"] for record in records(tmp_path / "answers.jsonl")]
    missing = {
        question: [words for words in each if words not in answer]
        for (question, each), answer in zip(wanted.items(), answers, strict=True)
    }
    assert {question: words for question, words in missing.items() if words} == {}
