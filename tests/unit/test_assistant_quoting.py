"""Quotations: which words, numbered how, and proved against their source."""

from dataclasses import replace

import pytest

from assistant.cite import Extract, cite, section_of, shown_title, verified
from assistant.errors import UnverifiedCitationError
from assistant.extract import WHOLE_CHARACTERS, answering_spans, first_sentence, item_title
from assistant.guard import guard
from assistant.model import Citation
from corpus.clause_parser import parse
from corpus.ids import DocumentId
from corpus.model import Clause, ClauseKind
from index.coverage import QueryTerms
from index.model import Hit, Window
from index.segment import Segmenter
from tests.factories import clause_of, document_of

CUT = Segmenter([])


def terms(text: str) -> frozenset[str]:
    return frozenset(CUT.terms(text))


def query(text: str) -> QueryTerms:
    return QueryTerms(text, dict.fromkeys(terms(text), 1.0), 0.0)


def quoted(text: str, question: str, kind: ClauseKind = ClauseKind.ITEM, windows: tuple[Window, ...] = ()) -> str:
    clause = clause_of(text, kind=kind)
    hit = Hit(1, clause, document_of(text), 1.0, 0.8, windows)
    start, end = answering_spans(hit, query(question), terms)[0]
    return text[start:end]


LONG = (
    "（3）单位审核：用人单位对申报材料的合法性、真实性、完整性和有效性进行审核，尤其是审核工作经历、专业技术岗位、学历资历等情况，"
    "并留存有关证明材料备查，不得弄虚作假。在单位内部进行公示，公示期不少于5个工作日。"
    "经公示无异议的，按照职称评审管理权限逐级推荐上报到主管部门，由主管部门组织复核。"
)


def test_a_short_clause_is_quoted_whole_without_its_number() -> None:
    assert quoted("（2）中级评审费为每人次160元。", "中级多少钱") == "中级评审费为每人次160元。"


def test_of_a_long_clause_the_answering_sentence_is_quoted() -> None:
    assert len(LONG) > WHOLE_CHARACTERS
    assert quoted(LONG, "公示期要几个工作日") == "在单位内部进行公示，公示期不少于5个工作日。"


def test_a_question_for_a_number_prefers_the_sentence_that_has_one() -> None:
    text = (
        "继续教育的形式按文件执行，学时认定按文件办理。" * 3
        + "每年累计应不少于90学时，其中公需课不少于30学时。"
        + "其他按规定。"
    )
    assert "90学时" in quoted(text, "学时要多少", ClauseKind.PARAGRAPH)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("攒了二十来个，全填上成不", "限填15条"),
        ("超了日子没补会咋地", "视为放弃"),
        ("要是没赶上呢", "视为放弃"),
        ("成果类别怎么选", "下拉列表"),
    ],
)
def test_a_limit_or_what_follows_is_quoted_for_who_asks_for_it(question: str, words: str) -> None:
    text = (
        "“代表性成果”（限填15条）。“成果类别”从系统下拉列表中选择，分为论文、著作、专利、课题、获奖、其他等几个类别，请如实选择。"
        "按时间排列顺序填写，同一成果只填一次，并由所在单位审核。逾期未补正的视为放弃本次申报。"
    )
    assert words in quoted(text, question)


def test_nearness_in_meaning_decides_where_words_do_not() -> None:
    near = LONG.index("经公示无异议")
    windows = (Window(0, 80, 0.70), Window(near, len(LONG), 0.90))
    assert quoted(LONG, "然后呢", windows=windows).startswith("经公示无异议")


def test_brackets_are_not_cut_apart() -> None:
    text = (
        "按“六公开”要求组织推荐（①公开岗位；②公开条件；③公开办法；④公开述职；⑤公开材料；⑥公开名单），并成立推荐委员会。"
        + "其余。" * 40
    )
    assert "⑥公开名单）" in quoted(text, "六公开是哪六个", ClauseKind.PARAGRAPH)


def test_an_item_is_named_by_the_words_before_its_colon() -> None:
    clause = clause_of("（3）单位审核：用人单位审核。", kind=ClauseKind.ITEM)
    span = item_title(clause)
    assert span is not None
    assert clause.text[slice(*span)] == "单位审核"
    assert item_title(clause_of("（4）公务员不得参加，离退休人员也不得参加。", kind=ClauseKind.ITEM)) is None


def test_the_first_sentence_leaves_the_number_out() -> None:
    clause = clause_of("（1）甲；乙。", kind=ClauseKind.ITEM)
    assert clause.text[slice(*first_sentence(clause))] == "甲；"


# --- citations ------------------------------------------------------------------------------


def test_citations_are_numbered_and_point_into_the_source() -> None:
    document = document_of("甲的规定。乙的规定。")
    clause = document.clauses[0]
    citations = cite([Extract(clause, document, 5, 10), Extract(clause, document, 0, 5)])
    assert [(c.n, c.quote, document.source[c.start : c.end]) for c in citations] == [
        (1, "乙的规定。", "乙的规定。"),
        (2, "甲的规定。", "甲的规定。"),
    ]


@pytest.mark.parametrize("quote", ["", "甲的规矩。", "甲的规定"])
def test_a_quotation_that_is_not_the_source_fails(quote: str) -> None:
    document = document_of("甲的规定。")
    citation = Citation(1, document.clauses[0].id, "文件", "1", quote, 0, 5)
    with pytest.raises(UnverifiedCitationError):
        verified(citation, document)


def test_a_clause_that_was_moved_in_its_source_fails() -> None:
    document = document_of("甲的规定。")
    moved: Clause = replace(document.clauses[0], start=1)
    with pytest.raises(UnverifiedCitationError, match="doc#p1"):
        cite([Extract(moved, document, 0, 5)])


def test_a_title_that_a_curator_gave_is_marked() -> None:
    assert shown_title(document_of("甲", title_from="curator")).endswith("（拟题）")
    assert shown_title(document_of("甲", title_from="text")) == "文件"


def test_a_citation_of_a_statute_points_to_the_paragraph() -> None:
    source = "第八条 第一款的话。\n第二款列出：\n（一）甲；\n（二）乙。\n第三款的话。\n第九条 只有一款。\n"
    parsed = parse(source, DocumentId("d"))
    article, single = parsed.clauses
    document = replace(document_of(source), clauses=parsed.clauses)

    def section(clause: Clause, words: str) -> str:
        return section_of(Extract(clause, document, clause.text.index(words), len(clause.text)))

    assert section(article, "第一款") == "第八条第一款"
    assert section(article, "（二）") == "第八条第二款"
    assert section(article, "第三款") == "第八条第三款"
    assert section(single, "只有") == "第九条"


# --- the last look --------------------------------------------------------------------------


RESTS_ON = ["每人次160元", "电话0531-81919792", "8.收费（2）"]


@pytest.mark.parametrize("said", ["收费为160元", "见8.收费（2）", "请拨0531-81919792", "没有数字"])
def test_figures_that_stand_in_what_an_answer_rests_on_pass(said: str) -> None:
    assert guard(said, RESTS_ON) == said


@pytest.mark.parametrize("said", ["180元", "每人次1600元", "电话0531-81919793", "依据2023年度材料"])
def test_a_figure_from_nowhere_fails(said: str) -> None:
    with pytest.raises(UnverifiedCitationError, match="stands in nothing it rests on"):
        guard(said, RESTS_ON)


def test_of_several_ranges_the_one_that_fits_is_quoted_with_what_it_is_a_range_of() -> None:
    text = (
        "副高级职称“直通车”人员范围："
        + "经省认定享受高层次人才绿色通道服务待遇的专业技术人才，以及按有关规定同等对待的其他各类专业技术人才及其团队成员；"
        * 2
        + "我省博士后科研流动站和工作站中从事科研工作的在站博士后研究人员。"
    )
    clause = clause_of(text, kind=ClauseKind.PARAGRAPH)
    hit = Hit(1, clause, document_of(text), 1.0, 0.8, ())
    spans = answering_spans(hit, query("在站博士后研究人员能走吗"), terms)
    assert next(text[start:end] for start, end in spans).startswith("副高级职称“直通车”人员范围：")
    assert any("在站博士后研究人员" in text[start:end] for start, end in spans)
