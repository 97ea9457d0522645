"""Questions about the rank among people: whom a unit recommends, or who made something together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.calculators.outcome import Outcome
from assistant.calculators.ranking import rank_entry, which_rank
from assistant.exact.reading import Reader, Reading
from assistant.quantity import Quantity
from corpus.rule_book import RuleBook

TOPIC = "ranking"
_AUTHORSHIP = "authorship"
_PEOPLE = ("人", "个人", "个", "名", "位")
_RANK_AFTER = ("第", "老", "排", "排名", "排名是", "名次", "名次是", "位次", "位次是", "排在", "排到")
_AT_END = ("", *"，,。？?吧呢啊 ")
_BE = ("是", "排", "我", "俺")
_LAST = re.compile(
    "(排|挂|列|在|是|就|署)(在|名|到)*(了)?(最后|末位|末尾|最末|尾巴|队尾|倒数第一)(?!一?[次天年月步])|垫底"
)
_AMONG = re.compile("(里|中|当中|里头|里面|之中)")  # 俩人里我排第一
_FIRST = re.compile("打头|领头|排头|头名|头一个|头一名")
_ENTRY = re.compile("(推荐(的)?(排序|名次|排名|顺序)|位次).*(什么|啥|咋|怎么|多少|几)")
_AUTHOR = "作"  # 二作, 第二作者
_IN_ALL = ("剩", "剩下", "还剩", "现在", "现有", "变成", "一共", "总共", "拢共", "就", "只有")
_WITH_ME = re.compile("[我俺][跟和同与]")
_BOTH_SIDES = 2  # numbers of people, one before somebody and one behind
_AROUND = re.compile(r"前[头面边]?(还?有|是)?[^，,。后]{1,4}[，,]?[^，,。]{0,2}后[头面边]?(还?有|是)?")
_OTHERS = ("另外", "另", "其他", "其它", "还有")  # 我跟另外两个人: three in all
_SENT = ("推", "推了", "推荐", "推荐了", "报", "报了", "上报", "上报了")


@dataclass(frozen=True, slots=True)
class RankingAsk:
    """What a question about a rank gives; `topic` is empty where its words are those of none."""

    rank: Decimal | None = None
    people: Decimal | None = None
    topic: str = ""
    text: str = ""
    unclear: bool = False  # several numbers of people are told, and no word which is that of them all

    def __bool__(self) -> bool:
        return self.rank is not None or self.people is not None

    def over(self, earlier: "RankingAsk") -> "RankingAsk":
        """This ask on top of an earlier one: what it gives holds, the rest is taken over."""
        topic, text = self.topic or earlier.topic, f"{earlier.text} {self.text}"
        if self.people == 1:  # one person alone has one rank
            return replace(self, topic=topic, text=text)
        return RankingAsk(
            self.rank if self.rank is not None else earlier.rank,
            self.people if self.people is not None or self.unclear else earlier.people,
            topic,
            text,
        )


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question gives both numbers, or one person alone."""
    ask = read(reading, reader)
    return bool(ask.topic) and ask.people is not None and (ask.rank is not None or ask.people == 1)


def named(reading: Reading, reader: Reader) -> bool:
    """True when a question is about what is to be filled in, and gives no number."""
    about = any(reader.about(topic, reading) for topic in (TOPIC, _AUTHORSHIP))
    return about and _ENTRY.search(reading.text) is not None and not reading.counted(*_PEOPLE)


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after the numbers, only asks for the entry (推荐排序怎么写)."""
    return reader.goes_on(TOPIC, reading) or reader.cued(_AUTHORSHIP, reading)


def read(reading: Reading, reader: Reader) -> RankingAsk:
    """The rank and the number of people of a question, as far as each is one number."""
    ranks = [quantity for quantity in reading.quantities if _is_rank(reading, quantity)]
    people = [quantity for quantity in reading.counted(*_PEOPLE) if quantity not in ranks]
    sent = [quantity for quantity in people if reading.text[: quantity.start].endswith(_SENT)]
    left = [quantity for quantity in people if reading.text[: quantity.start].endswith(_IN_ALL)]
    topic = next((topic for topic in (TOPIC, _AUTHORSHIP) if reader.about(topic, reading)), "")
    among = [quantity for quantity in people if _AMONG.match(reading.text, quantity.end)]
    count = _only(sent or left or among or people)
    if count is not None and _beside_me(reading, people):
        count += 1
    rank = count if not ranks and _LAST.search(reading.text) else _only(ranks)
    if not ranks and rank is None and _FIRST.search(reading.text):
        rank = Decimal(1)
    if len(people) == _BOTH_SIDES and _AROUND.search(reading.text):  # 我前头俩人，后头还有仨
        ahead, behind = (quantity.value for quantity in people)
        rank, count = ahead + 1, ahead + behind + 1
    return RankingAsk(rank, count, topic, reading.text, unclear=bool(people) and count is None)


def answer(ask: RankingAsk, book: RuleBook) -> Outcome | None:
    """The entry; who is recommended alone is the first of one; a number that is missing is asked for."""
    rules = [rule for rule in book.ranking if rule.topic == (ask.topic or TOPIC)]
    if not rules:
        return None
    rule = next((rule for rule in rules if any(name in ask.text for name in rule.names)), rules[0])
    rank = Decimal(1) if ask.rank is None and ask.people == 1 else ask.rank
    if rank is None or ask.people is None:
        return which_rank(rule)
    return rank_entry(rule, rank, ask.people)


def _is_rank(reading: Reading, quantity: Quantity) -> bool:
    named = reading.text[: quantity.start].endswith(_RANK_AFTER)
    ends = reading.text[quantity.end : quantity.end + 1] in _AT_END
    numbered = quantity.unit == "号" and ends and reading.text[: quantity.start].endswith(_BE)  # 我是二号
    return named or numbered or (not quantity.unit and reading.text.startswith(_AUTHOR, quantity.end))


def _beside_me(reading: Reading, people: Sequence[Quantity]) -> bool:
    """True where the people told are the others (我跟另外两个人)."""
    others = any(reading.text[: quantity.start].endswith(_OTHERS) for quantity in people)
    return others and _WITH_ME.search(reading.text) is not None


def _only(found: list[Quantity]) -> Decimal | None:
    values = {quantity.value for quantity in found}
    return values.pop() if len(values) == 1 else None
