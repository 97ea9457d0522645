"""What is said first: a verdict that words or somebody settle, a figure, or that what was taken for granted is wrong."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.calculators.outcome import Outcome, Quoted
from assistant.contrast import Contrasts
from assistant.exact.facts import FactReader
from assistant.figure_first import figure_of
from assistant.messages import message
from assistant.model import Calculation
from assistant.premise import confirmed
from assistant.verdict import verdict_of
from corpus.errors import CorpusError, RuleFileError, UnknownClauseError
from corpus.ids import ClauseId
from corpus.loader import load_corpus
from corpus.model import Clause, ClauseKind
from corpus.verdicts import Verdict, read_verdicts
from index.model import Asked, Hit
from index.segment import Segmenter
from tests.conftest import ROOT

SHIPPED = load_corpus(ROOT / "corpus")
SEGMENTER = Segmenter(())
CONTRASTS = Contrasts(FactReader(SHIPPED.conditions))


def closed() -> None:
    raise AssertionError("the index must stay closed")


ASSISTANT = Assistant(SHIPPED, closed)


def terms(text: str) -> frozenset[str]:
    return frozenset(SEGMENTER.terms(text))


def hit(asked: tuple[Asked, ...] = ()) -> Hit:
    clause = SHIPPED.clauses[0]
    return Hit(rank=1, clause=clause, document=SHIPPED.documents[0], score=1.0, similarity=0.9, asked=asked)


def verdict(question: str, quote: str, asked: tuple[Asked, ...] = (), settled: dict[str, Verdict] | None = None):
    found = hit(asked)
    return verdict_of(question, found, quote, terms, {found.clause.id: settled or {}}, CONTRASTS)


@pytest.mark.parametrize(
    ("question", "quote", "word"),
    [
        ("离退休人员可以参加职称评审吗", "离退休人员不得参加职称评审", Verdict.MAY_NOT),
        ("自由职业者能不能申报职称评审", "自由职业者可以申报职称评审", Verdict.MAY),
        ("企业人员要不要提供聘书", "企业申报人员不需要提供聘书", Verdict.NEED_NOT),
        ("诚信承诺书需要本人签名吗", "诚信承诺书须由本人签名", Verdict.MUST),
        ("离退休人员可以参加职称评审吗", "公示期不少于5个工作日", None),  # speaks of something else
        ("职称评审流程怎么走", "离退休人员不得参加职称评审", None),  # no question for yes or no
        ("公示三天可以吗", "公示期不少于5个工作日，可以公示", None),  # the figure may be what is wrong
        ("评审材料可以邮寄吗，寄到哪", "评审材料可以邮寄", None),  # wants more
        ("公需课可以补学吗", "公需课可以补学；公需课不得补学", None),  # both
        ("公务员的孩子可以参加职称评审吗", "公务员不得参加职称评审", None),  # somebody else
        ("医生可以参加职称评审吗", "公务员不得参加职称评审", None),
        ("我没退休，可以参加职称评审吗", "离退休人员不得参加职称评审", None),
        ("没有劳动合同的自由职业者能不能申报职称评审", "自由职业者可以申报职称评审", None),
    ],
)
def test_the_modal_word_of_the_stretch_on_the_matter_gives_the_verdict(
    question: str, quote: str, word: Verdict | None
) -> None:
    assert verdict(question, quote) is word


@pytest.mark.parametrize(
    ("question", "quote", "wrong"),
    [
        ("每年继续教育要120学时吧", "继续教育每年不少于90学时", True),
        ("每年继续教育要90学时吧", "继续教育每年不少于90学时", False),
        ("初级评审费免费，对吧", "初级评审费收费标准为每人次100元", True),
        ("我继续教育学了120学时，够了吧", "继续教育每年不少于90学时", False),  # what was done is no assertion
    ],
)
def test_a_figure_taken_for_granted_is_contradicted(question: str, quote: str, wrong: bool) -> None:
    assert (verdict(question, quote) is Verdict.WRONG) is wrong


NEAR = (Asked("提示同名后我再换个名注册行不行", 0.9), Asked("同名能再注册吗", 0.7))


def test_a_verdict_is_taken_over_from_a_question_that_means_the_same() -> None:
    settled = {NEAR[0].question: Verdict.MAY_NOT}
    assert verdict("提示同名，我换个名注册行不行", "账号查询", NEAR, settled) is Verdict.MAY_NOT


@pytest.mark.parametrize(
    ("question", "asked", "settled"),
    [
        ("提示同名，我换个名注册行不行", (replace(NEAR[0], similarity=0.87),), {NEAR[0].question: Verdict.MAY_NOT}),
        ("换一个能不能过", NEAR, {NEAR[0].question: Verdict.MAY_NOT}),  # as near, in other words
        ("提示同名，我换个名注册行不行", NEAR, {NEAR[1].question: Verdict.MAY_NOT}),  # not the nearest
        ("提示同名，我要不要换个名注册", NEAR, {NEAR[0].question: Verdict.MAY_NOT}),  # asks whether it must
        (
            "提示同名，我换个名注册行不行",
            (NEAR[0], replace(NEAR[1], similarity=0.89)),
            {NEAR[0].question: Verdict.MAY_NOT, NEAR[1].question: Verdict.MAY},
        ),
    ],
)
def test_where_it_is_not_sure_to_mean_the_same_nothing_is_taken_over(
    question: str, asked: tuple[Asked, ...], settled: dict[str, Verdict]
) -> None:
    assert verdict(question, "账号查询", asked, settled) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("参公单位没编的，也不让评吗", "参公单位有编的，也不让评吗"),
        ("没有英才卡能直接评副高吗", "有英才卡能直接评副高吗"),
        ("还没发表的论文能填吗", "发表的论文能填吗"),
        ("没过期把材料补上，还能接着评吗", "过期没把材料补上，还能接着评吗"),
        ("在站的博士后能直接报正高吗", "出站的博士后能直接报正高吗"),
        ("中途退站的博士后能直接报正高吗", "博士后能直接报正高吗"),
        ("硕士毕业就能定中级吗", "博士毕业就能定中级吗"),
        ("读博的毕业就是中级吧", "读研的跟读博的一样，毕业就是中级吧"),
        ("企业的合同工能走绿色通道不", "事业单位的合同工能走绿色通道不"),
        ("公务员的孩子能评吗", "公务员能评吗"),
        ("报考公务员的能评吗", "公务员能评吗"),
        ("快退休了还能评吗", "退休了还能评吗"),
        ("单位写全称行不行", "单位写简称行不行"),
        ("写省教育厅全称行不", "写省教育厅行不"),
        ("盖公章可以吗，还是得部门章", "盖部门章可以吗，还是得公章"),
        ("公需课修了28够吗", "公需课修了30够吗"),
        ("破格申报要不要选这一栏", "正常申报要不要选这一栏"),
        ("江苏的证要确认吗", "青岛的证要确认吗"),
        ("按时补交了还能评吗", "逾期补交了还能评吗"),
        ("用旧账号登录行吗", "用新账号登录行吗"),
        ("在系统里交复印件行吗", "在系统里交原件行吗"),
    ],
)
def test_a_word_that_decides_tells_two_questions_apart(one: str, other: str) -> None:
    assert CONTRASTS.differ(one, other)
    assert CONTRASTS.differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("没有中级职称，走直通车评高级行不行", "走直通车评高级，没中级职称行吗"),
        ("路径没弄成，材料还能交上去不", "没弄好路径，材料还能交上去吗"),
        ("带红星的空着行不行", "带红星的可以空着不？"),
        ("注册时打错一个字，自己能改吗", "注册时打错字了，自己能改不"),
        ("参公编制的能评吗", "参公在编的能不能评"),
        ("考下来的证还用不用换", "考下来的证还换不换"),
        ("我爱人是博士，能直接定中级吗", "博士能不能直接定中级"),
        ("要不要换发证书", "用不用换发证书"),
    ],
)
def test_another_wording_of_the_same_is_no_contrast(one: str, other: str) -> None:
    assert not CONTRASTS.differ(one, other)
    assert not CONTRASTS.differ(other, one)


ASKED = (Asked("单位名没写全称行不行", 0.9), Asked("单位名写全称行不行", 0.89))


def test_a_nearest_question_of_the_opposite_sense_settles_nothing_but_the_next_may() -> None:
    settled = {ASKED[0].question: Verdict.MAY_NOT}
    assert verdict("单位名写了全称行不行", "单位名", ASKED, settled) is None
    assert verdict("单位名写了全称行不行", "单位名", ASKED, {**settled, ASKED[1].question: Verdict.MAY}) is Verdict.MAY
    assert verdict("单位名没写全称行吗", "单位名", ASKED, settled) is Verdict.MAY_NOT


MASTER = "硕士学位获得者，从事本专业技术工作三年可确定为中级资格；"
CHANGED = "改系列申报评审，应在现聘专业技术岗位上工作一年以上。当年度不得申报高一级职称。"


@pytest.mark.parametrize(
    ("question", "quote", "figure"),
    [
        ("单位公示几天", "公示期不少于5个工作日。", "不少于5个工作日"),
        ("密码锁了多久能开", "连续5次输入错误，15分钟后自动解锁", "15分钟"),
        ("要公示几天", "单位公示5个工作日，结果公示7个工作日", ""),  # two
        ("聘任满几年能报", "按周年计算。例:不满4年,则填3。", ""),  # an example
        ("2022年几月开始报", "2022年通知", ""),
        ("单位公示", "公示期不少于5个工作日。", ""),
        ("公示5天对吧", "公示期不少于5个工作日。", ""),
        ("本科毕业几年能评中级", f"{MASTER}\n大学本科毕业，可确定为“助师”级资格", ""),  # another degree
        ("几年能定中级", MASTER, ""),  # by degree, and none is named
        ("硕士几年能评中级", MASTER, ""),  # 评 is not 认定
        ("硕士几年能定副高", MASTER, ""),
        ("硕士毕业几年能定中级", MASTER, "三年"),
        ("改系列几年后能报高一级", CHANGED, ""),  # the year is of the post
        ("转系列满几年才能申报高一级", CHANGED, ""),
        ("密码不对，现在不让登了，得等多久", "连续5次输入密码错误，15分钟后自动解锁", "15分钟"),
        ("改系列要在现岗位工作几年", CHANGED, "一年以上"),
        ("报中级单位要公示几天", "单位公示期不少于5个工作日。", "不少于5个工作日"),
    ],
)
def test_the_one_figure_asked_for_comes_first(question: str, quote: str, figure: str) -> None:
    assert figure_of(question, quote, CONTRASTS) == figure


def outcome(result: str, unit: str, **inputs: str) -> Outcome:
    calculation = Calculation(("r",), inputs, (), result, unit, (ClauseId("doc#1"),))
    return Outcome(("说",), (Quoted(ClauseId("doc#1"), "说"),), calculation)


@pytest.mark.parametrize(
    ("question", "found", "wrong"),
    [
        ("中级评审费是200吧", outcome("160", "元"), True),
        ("中级评审费是160元吧", outcome("160", "元"), False),
        ("3个人报中级一共480元，对吧", outcome("480", "元", 人数="3"), False),
        ("初级不收费，对吧", outcome("100", "元"), True),
        ("中级评审费200块", outcome("160", "元"), False),  # nothing is to be confirmed
        ("聘任年限是四年吧", outcome("1/1", ""), False),
        ("听说中级200元", outcome("160", "元"), True),
        ("我42了，报中级要交评审费对吧", outcome("160", "元"), False),  # an age
        ("今年是2022，中级要交评审费吧", outcome("160", "元"), False),
        ("我带了500元，评中级够吧", outcome("160", "元"), False),  # what somebody has
        ("上回交了200，这回中级160对吧", outcome("160", "元"), False),
    ],
)
def test_a_figure_of_a_rule_contradicts_another_that_was_to_be_confirmed(
    question: str, found: Outcome, wrong: bool
) -> None:
    assert (confirmed(question, found) == message("verdict.wrong")) is wrong


@pytest.mark.parametrize(
    "question",
    [
        "今年继续教育要90学时，公需30专业60，是不是",
        "每年90学时，公需30专业60，对吧",
        "公需30专业60，一共90学时，没错吧",
        "我42了，报中级要交评审费对吧",
    ],
)
def test_what_is_right_is_not_contradicted_in_the_answer(question: str) -> None:
    assert not ASSISTANT.ask(question).text.startswith("不是")


def test_a_wrong_fee_is_contradicted_in_the_answer() -> None:
    assert ASSISTANT.ask("中级评审费是200吧").text.startswith("不是。中级职称评审费为每人次160元。")


# --- the file --------------------------------------------------------------------------------

CLAUSE = Clause(
    id=ClauseId("doc#1"),
    document_id="doc",
    kind=ClauseKind.PARAGRAPH,
    section="1",
    text="离退休人员不得参加",
    start=0,
    end=9,
)


def read(folder: Path, content: str) -> object:
    (folder / "verdicts.yaml").write_text(content, encoding="utf-8")
    return read_verdicts(folder, {CLAUSE.id: CLAUSE}, {CLAUSE.id: ("退休能评吗", "退了能报吗")})


def test_verdicts_are_read_by_clause_and_question(tmp_path: Path) -> None:
    content = '"doc#1":\n  - {verdict: may_not, words: 不得, asked: [退休能评吗]}\n'
    assert read(tmp_path, content) == {CLAUSE.id: {"退休能评吗": Verdict.MAY_NOT}}


@pytest.mark.parametrize(
    ("content", "error", "complaint"),
    [
        ('"doc#2": [{verdict: may, words: 不得, asked: [退休能评吗]}]', UnknownClauseError, "no clause"),
        ('"doc#1": [{verdict: may, words: 可以, asked: [退休能评吗]}]', RuleFileError, "does not say"),
        ('"doc#1": [{verdict: may, words: 不得, asked: [别的]}]', RuleFileError, "no typical question"),
        ('"doc#1": [{verdict: maybe, words: 不得, asked: [退休能评吗]}]', RuleFileError, "verdict"),
        (
            '"doc#1": [{verdict: may, words: 不得, asked: [退休能评吗]}, {verdict: must, words: 不得, asked: [退休能评吗]}]',
            RuleFileError,
            "two verdicts",
        ),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: str, error: type[CorpusError], complaint: str) -> None:
    with pytest.raises(error, match=complaint):
        read(tmp_path, content)


def test_a_corpus_without_the_file_settles_nothing(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path, {}, {}) == {}


def test_decimal_figures_compare_as_numbers() -> None:
    assert confirmed("评审费是160.0元吧", outcome(str(Decimal(160)), "元")) == message("verdict.right")
