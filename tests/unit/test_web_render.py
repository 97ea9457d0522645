"""Everything from users and documents is escaped on the page."""

import pytest

from assistant.model import Citation, Contact
from assistant.web.render import answered, copy_button, dial, said, sources, with_openers
from corpus.ids import ClauseId
from tests.factories import clause_of

NASTY = "<img src=x onerror=alert(1)>\n**粗** [链](javascript:x) $$a$$ `c` “*/*”"


@pytest.mark.parametrize("html", [said(NASTY), answered(NASTY), answered("> " + NASTY.replace("\n", "\n> "))])
def test_no_markup_of_the_text_survives(html: str) -> None:
    assert "<img" not in html
    assert "&lt;img" in html
    assert "“*/*”" in html
    assert "\n" not in html


def test_a_source_opens_to_its_clause_with_the_quotation_marked() -> None:
    clause = clause_of("（1）甲<乙>。丙。")
    citation = Citation(1, ClauseId("doc#p1"), "文<件>", "1.总则", "甲<乙>。", 3, 8)
    html = sources([citation], [clause])
    assert "<mark>甲&lt;乙&gt;。</mark>丙。" in html
    assert "文&lt;件&gt;" in html
    assert 'href="/documents/doc#p1"' in html


def test_each_number_of_a_citation_is_a_button_and_no_other_number() -> None:
    cited = [Citation(n, ClauseId("doc#p1"), "文件", "1.", "甲。", 0, 2) for n in (1, 12)]
    html = with_openers(answered("> 甲。[1]\n> 乙。[12]\n> 丙。[2]<b>[1]"), cited)
    assert html.count("<button") == 3
    assert ">[12]</button>" in html
    assert "丙。[2]&lt;b&gt;<button" in html


def test_the_copy_button_names_its_question_and_nothing_of_it_is_markup() -> None:
    html = copy_button("<img src=x>\n\n甲" + "乙" * 100)
    assert "复制<span" in html
    assert "“&lt;img src=x&gt; 甲乙" in html
    assert "\n" not in html
    assert len(html) < 300


def test_no_citation_no_sources() -> None:
    assert sources([], []) == ""


def test_the_steps_of_a_receipt_are_a_table() -> None:
    html = answered(
        "共2人次，合计320元。\n中级：160元/人次 × 2人次 = 320元\n以当年通知为准。", ["中级：160元/人次 × 2人次 = 320元"]
    )
    assert html.count("<tr>") == 1
    assert "<th>中级</th><td>160元/人次 × 2人次 = 320元</td>" in html
    assert "<p>共2人次，合计320元。</p>" in html
    assert "<p>以当年通知为准。</p>" in html


def test_a_step_that_names_nothing_takes_the_whole_row() -> None:
    html = answered(
        "最早10月10日结束。\n第1个工作日是9月29日。\n放假：10月1日", ["第1个工作日是9月29日。", "放假：10月1日"]
    )
    assert '<tr><td colspan="2">第1个工作日是9月29日。</td></tr><tr><th>放假</th><td>10月1日</td></tr>' in html
    assert "<th></th>" not in html


def test_a_receipt_is_escaped() -> None:
    html = answered("共。\n<script>：1", ["<script>：1"])
    assert "<script>" not in html
    assert "<tr>" in html


def test_a_verdict_that_is_a_step_itself_stays_a_sentence() -> None:
    assert "<p>不可以：须全日制院校毕业。</p>" in answered("不可以：须全日制院校毕业。", ["不可以：须全日制院校毕业。"])


def test_a_phone_is_a_link_that_dials_and_the_area_code_is_marked_as_ours() -> None:
    office = Contact("甲局", ("5550100", "0531-81919792"), "甲路1号")
    html = dial([office], "0631")
    assert 'href="tel:06315550100"' in html
    assert 'href="tel:053181919792"' in html
    assert "不是材料内容" in html
    assert dial([], "0631") == ""
