"""What earlier turns leave behind: a value that the caller keeps (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import District

# Values that stand in for one another when a follow-up changes one detail of the question before.
_SLOTS: tuple[tuple[str, ...], ...] = (
    ("正高级", "副高级", "高级", "中级", "初级", "正高", "副高", "助理级", "员级"),
    ("博士研究生", "硕士研究生", "博士", "硕士", "研究生", "本科", "大专", "专科", "中专", "高中"),
    ("公需课", "专业课", "公需", "专业科目", "选修课"),
    ("企业", "事业单位", "机关", "公务员", "自由职业者", "个体户", "民营企业", "国企", "社会团体"),
    ("初级工", "中级工", "高级工", "预备技师", "技师"),
)
_FOLLOW_UP = re.compile(
    r"^(那么?|哪么|换成|如果是|要是|那要是|那如果|还有|另外)|呢[？?！!。]*$|^(它|他|这个|那个|这|上面)"
)
_SHORT = 14


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions so far, each as it stands by itself, oldest first."""

    questions: tuple[str, ...] = ()

    def standalone(self, text: str) -> str:
        """The question as it would be asked without the turns before it.

        A follow-up that names another value of a slot (那高级的呢) asks the last question again with
        that value; another elliptical follow-up is read together with the last question; a question
        that stands by itself stays as it is.
        """
        if not self.questions or not is_follow_up(text):
            return text
        last = self.questions[-1]
        for values in _SLOTS:
            new, old = _mentioned(text, values), _mentioned(last, values)
            if new and old and new != old:
                return last.replace(old, new)
        return f"{last} {text}"

    def after(self, text: str) -> "Conversation":
        """The conversation once this question has been asked."""
        return Conversation((*self.questions, self.standalone(text)))

    def district(self, districts: Sequence[District]) -> District | None:
        """The district that the asker named last, if any."""
        for question in reversed(self.questions):
            if found := district_in(question, districts):
                return found
        return None


def is_follow_up(text: str) -> bool:
    """True for a question that leans on the one before: short, and opening or ending like an aside."""
    return len(text) <= _SHORT and _FOLLOW_UP.search(text) is not None


def district_in(text: str, districts: Sequence[District], with_city: bool = False) -> District | None:
    """The one district that a text names, by its longest name; None when it names none or several.

    Args:
        with_city: take the city itself for an answer too, when no district is named beside it.
    """
    found: dict[str, District] = {}
    rest = text
    names = sorted(((name, d) for d in districts for name in (d.name, *d.aliases)), key=lambda pair: -len(pair[0]))
    for name, district in names:
        if name in rest:
            found[district.name] = district
            rest = rest.replace(name, " ")
    named = [district for district in found.values() if not district.city]
    if with_city and not named:
        return next(iter(found.values()), None)
    return named[0] if len(named) == 1 else None


def _mentioned(text: str, values: Sequence[str]) -> str | None:
    """The longest of the values that a text names."""
    return max((value for value in values if value in text), key=len, default=None)
