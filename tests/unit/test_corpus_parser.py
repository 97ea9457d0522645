"""Where clauses open, what belongs to what, and what is no clause at all."""

import pytest

from corpus.clause_parser import parse
from corpus.ids import DocumentId
from corpus.model import Clause, ClauseKind, SegmentKind
from corpus.shape import Shape


def clauses(source: str) -> tuple[Clause, ...]:
    return parse(source, DocumentId("d")).clauses


def ids(source: str) -> list[str]:
    return [clause.id.removeprefix("d#") for clause in clauses(source)]


def test_items_nest_by_their_kind_of_numbering() -> None:
    source = "## 1.总则\n\n1.甲项。\n\n（1）甲一。\n\n①甲一圈。\n\n②甲二圈。\n\n（2）甲二。\n\n2.乙项。\n"
    assert ids(source) == ["s1-i1", "s1-i1-i1", "s1-i1-i1-i1", "s1-i1-i1-i2", "s1-i1-i2", "s1-i2"]


def test_sections_are_told_from_items_of_the_same_numbering() -> None:
    source = "## 2.取得方式\n\n总的说明。\n\n1.评审。说明。\n\n2.认定。说明。\n\n## 3.范围\n\n（1）甲。\n"
    assert ids(source) == ["s2-p1", "s2-i1", "s2-i2", "s3-i1"]


def test_a_paragraph_indented_like_the_subitems_belongs_to_their_parent() -> None:
    source = "## 三、申报\n\n10.现职称。包括：\n\n （1）名称。\n\n （2）年限。\n\n 上传材料：证书。\n\n材料填写完成后提交。\n"
    by_id = {clause.id: clause for clause in clauses(source)}
    assert by_id["d#s3-i10-p1"].text == "上传材料：证书。"
    assert by_id["d#s3-i10-p1"].parent == "d#s3-i10"
    assert by_id["d#s3-p1"].text.startswith("材料填写")


def test_an_item_carries_every_heading_above_it() -> None:
    source = "# 办法\n\n## 三、申报\n\n### 注意事项：\n\n16.成果（限填15条）。说明：\n\n （1）论文。\n"
    leaf = clauses(source)[-1]
    assert leaf.headings == ("三、申报", "注意事项：", "16.成果（限填15条）")
    assert leaf.section == "三、申报 注意事项 16.（1）"


def test_a_label_alone_heads_what_follows_and_is_no_clause() -> None:
    source = "## 四、审核\n\n7.路径申请。说明。\n\n 注意：\n\n （1）区市单位。\n\n （2）市直单位。\n\n8.审核。\n"
    found = clauses(source)
    assert [clause.text for clause in found if clause.text == "注意："] == []
    assert found[1].headings == ("四、审核", "7.路径申请", "注意：")
    assert found[-1].id == "d#s4-i8"


def test_a_heading_never_stands_alone_as_a_clause() -> None:
    assert clauses("# 标题\n\n## 1.空\n\n## 2.满\n\n有话。\n")[0].id == "d#s2-p1"
    assert len(clauses("# 标题\n\n## 1.空\n\n## 2.满\n\n有话。\n")) == 1


def test_two_items_of_one_number_keep_ids_of_their_own() -> None:
    assert ids("## 1.甲\n\n10.一。\n\n10.二。\n") == ["s1-i10", "s1-i10~2"]


def test_a_lead_ending_in_a_colon_is_the_parent_of_its_list() -> None:
    found = clauses("## 8.收费\n\n根据有关文件的规定，收费标准为：\n\n（1）甲。\n\n（2）乙。\n\n另行规定。\n")
    assert [clause.parent for clause in found] == [None, "d#s8-p1", "d#s8-p1", None]


def test_a_website_and_its_address_on_the_next_line_are_one_clause() -> None:
    found = clauses("## 9.学时\n\n平台：\nhttp://a.example/\n\n另一平台：\nhttp://b.example/\n")
    assert [clause.text for clause in found] == ["平台：\nhttp://a.example/", "另一平台：\nhttp://b.example/"]


def test_numbers_inside_a_sentence_open_nothing() -> None:
    assert len(clauses("## 1.推荐\n\n按要求推荐（①公开岗位；②公开条件）。依照第三条和（1）办理。\n")) == 1


# --- tables ---------------------------------------------------------------------------------


TABLE = """## 4.名称

| 序号 | 名称 | 职称 高级 | | 中级 |
| --- | --- | --- | --- | --- |
| 1 | 教师 | 正高 | 副高 | 讲师 |
| | | 指导正高 | | 指导 |
| | 审计 | 审计正高 | 审计副高 | 审计师 |
"""


def test_rows_carry_column_heads_and_inherit_merged_cells() -> None:
    first, second, _ = clauses(TABLE)
    assert first.kind is ClauseKind.ROW
    assert second.described == "序号：1；名称：教师；职称 高级：指导正高；中级：指导"
    assert [cell.inherited for cell in second.cells] == [True, True, False, False]
    assert second.text == "指导正高 | | 指导"


def test_a_missing_number_is_not_taken_from_the_row_above() -> None:
    third = clauses(TABLE)[2]
    assert third.cells[0].text == "审计"
    assert third.section == "4.名称 审计"


def test_rows_are_named_by_their_number() -> None:
    assert clauses(TABLE)[0].section == "4.名称 序号1"


# --- statutes -------------------------------------------------------------------------------


STATUTE = """# 某某法

2020年5月28日 第十三届全国人民代表大会第三次会议通过

<!-- INFO END -->

## 第一章 总则

第一条 为了保护权益，制定本法。

第二条 下列人员可以申请：

（一）甲类人员；

（二）乙类人员。

依照第三条规定办理的除外。

第二条之一　新增一条。

## 第二章 附则

第三条 本法自公布之日起施行。
"""


def test_an_article_holds_all_its_paragraphs_and_items() -> None:
    found = clauses(STATUTE)
    assert [clause.section for clause in found] == ["第一条", "第二条", "第二条之一", "第三条"]
    assert found[1].text.startswith("下列人员")
    assert found[1].text.endswith("依照第三条规定办理的除外。")
    assert found[1].id == "d#art-2"
    assert found[2].id == "d#art-2-1"
    assert found[2].headings == ("第一章 总则",)


def test_the_promulgation_note_is_no_clause() -> None:
    parsed = parse(STATUTE, DocumentId("d"))
    skipped = "".join(STATUTE[s.start : s.end] for s in parsed.segments if s.kind is SegmentKind.SKIPPED)
    assert "通过" in skipped
    assert parsed.title == "某某法"


def test_a_plain_text_statute_needs_no_markdown() -> None:
    source = "某某条例\n（2012年1月1日某部令第5号公布）\n目　录\n第一章 总则\n第二章 罚则\n第一章 总则\n第一条　甲。\n第二条　乙。\n第二章 罚则\n第三条　丙。\n"
    parsed = parse(source, DocumentId("d"))
    assert parsed.title == "某某条例"
    assert [clause.section for clause in parsed.clauses] == ["第一条", "第二条", "第三条"]
    assert parsed.clauses[2].headings == ("第二章 罚则",)


def test_articles_as_markdown_headings_keep_their_title_apart() -> None:
    source = "# 法\n\n### 第一条 立法目的\n\n为了甲。\n\n### 第二条 公民应当守法。\n\n### 第三条\n\n丙。\n"
    found = clauses(source)
    assert [(clause.section, clause.text) for clause in found] == [
        ("第一条", "为了甲。"),
        ("第二条", "公民应当守法。"),
        ("第三条", "丙。"),
    ]


def test_a_reference_at_the_start_of_a_line_is_no_article() -> None:
    source = "第一条 甲：\n第三条规定的除外。\n第二条 乙。\n"
    assert [clause.section for clause in clauses(source)] == ["第一条", "第二条"]


def test_a_preamble_sentence_is_a_clause_of_its_own() -> None:
    source = "# 解释\n\n<!-- INFO END -->\n\n为正确审理案件，制定本解释。\n\n第一条 甲。\n\n第二条 乙。\n"
    assert [clause.kind for clause in clauses(source)] == [ClauseKind.PARAGRAPH, ClauseKind.ARTICLE, ClauseKind.ARTICLE]


AMENDMENT = """# 某某法修正案

2001年12月29日 全国人大常委会通过

<!-- INFO END -->

一、第一百一十四条修改为：“放火的，处三年以上徒刑。

“第二款的话。”

第一百一十五条 相应修改。

二、在第二条后增加一条，作为第二条之一：“新的一条。”

三、本修正案自公布之日起施行。
"""


def test_in_an_amendment_the_items_are_clauses_and_the_quoted_articles_are_not() -> None:
    parsed = parse(AMENDMENT, DocumentId("d"))
    assert parsed.shape is Shape.AMENDMENT
    assert [clause.section for clause in parsed.clauses] == ["一", "二", "三"]
    assert "第一百一十五条 相应修改。" in parsed.clauses[0].text


REPUBLISHED = """# 某某规定

<!-- INFO END -->

根据决定，作如下修改：

一、将第二条修改为：“乙类人员也可以。

“第二款的话。”

二、删除第三条。

原第四条作为第三条。

根据本决定，重新公布如下：

某某规定

第一条 甲类人员可以。

第二条 乙类人员也可以。
"""


def test_a_text_published_anew_after_its_amendment_is_divided_by_article() -> None:
    found = clauses(REPUBLISHED)
    assert [clause.section for clause in found if clause.section] == ["一", "二", "第一条", "第二条"]
    assert found[2].text.endswith("原第四条作为第三条。")


# --- plain texts ----------------------------------------------------------------------------


def test_a_text_without_structure_is_one_clause_first_line_included() -> None:
    source = "苹果的种类\n1. 红富士\n2. 国光\n根据第三条的规定，苹果可以吃。\n"
    (only,) = clauses(source)
    assert only.kind is ClauseKind.PASSAGE
    assert only.text == source.strip()
    assert only.id == "d#text"


def test_a_numbered_list_of_sentences_in_prose_does_not_split_it() -> None:
    assert len(clauses("他说了三点：\n一、要快。\n二、要好。\n三、要省。\n大家都同意。\n")) == 1


def test_a_notice_with_titled_sections_is_divided_by_them() -> None:
    source = "关于申报的通知\n一、申报范围\n（一）企业人员。\n（二）事业人员。\n二、申报时间\n以通知为准。\n"
    found = clauses(source)
    assert [clause.headings[:1] for clause in found][-3:] == [("一、申报范围",), ("一、申报范围",), ("二、申报时间",)]


def test_front_matter_and_comments_are_skipped() -> None:
    source = "---\ntitle: 甲\n---\n<!-- 编者按 -->\n正文一句。\n"
    (only,) = clauses(source)
    assert only.text == "正文一句。"


@pytest.mark.parametrize(
    "source", ["---\n （1）缩进的项。\n---\n", "---\n正文一句。\n---\n", "---\n- 列出的一项。\n---\n"]
)
def test_a_text_between_two_rules_is_no_front_matter(source: str) -> None:
    assert len(clauses(source)) >= 1
    assert any("。" in clause.text for clause in clauses(source))


def test_an_empty_source_has_no_clause() -> None:
    assert clauses("") == ()
    assert clauses(" \n\u200b\n\t\n") == ()


def test_windows_line_ends_change_nothing() -> None:
    assert [c.text for c in clauses("第一条 甲。\r\n第二条 乙。\r\n")] == ["甲。", "乙。"]
