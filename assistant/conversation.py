"""What earlier turns leave behind: a value that the caller keeps, and how a follow-up leans on it (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cues import following, part
from assistant.following import (
    acknowledges,
    asks_another,
    corrected,
    is_follow_up,
    is_reply,
    own_words,
    returns,
    without_opening,
)
from assistant.ordinal import points
from assistant.places import Places

# Values that stand in for one another when a follow-up changes one detail of the question before.
SLOTS: tuple[tuple[str, ...], ...] = (
    ("正高级", "副高级", "高级", "中级", "初级", "正高", "副高", "助理级", "员级"),
    ("博士研究生", "硕士研究生", "博士", "硕士", "研究生", "本科", "大专", "专科", "中专", "高中"),
    ("公需课", "专业课", "公需", "专业科目", "选修课"),
    ("企业", "事业单位", "机关", "公务员", "自由职业者", "个体户", "民营企业", "国企", "社会团体"),
    ("初级工", "中级工", "高级工", "预备技师", "技师"),
)
_LADDER = ("初级", "中级", "高级")
_BETWEEN_TURNS = "\n"  # typed white space never is one: a 没有 at the end of a turn denies nothing of the next
_BESIDES = 6  # characters of its own beside a value that a turn names, in which it asks nothing else
_NEW = 7  # characters that the question before did not have
_SOMETHING = 3  # characters of its own with which a question names a matter
_WHOLE = 14  # characters of a correction from which it may be a question by itself


@dataclass(frozen=True, slots=True)
class Conversation:
    """What has been asked so far, as it was typed, oldest first."""

    asked: tuple[str, ...] = ()

    def after(self, text: str) -> "Conversation":
        """The conversation once this has been asked."""
        return Conversation((*self.asked, text))


@dataclass(frozen=True, slots=True)
class InContext:
    """A turn read with the ones before it.

    `query` is what it asks; `glued` is the question before with this one behind it, for a turn that may lean
    on it though it does not look so: to be tried where `query` finds nothing. Empty where nothing came before.
    """

    query: str
    glued: str = ""


def last_turn(query: str) -> str:
    """What the last turn says in a question that holds the turns before it, too (see `in_context`)."""
    return query.rpartition(_BETWEEN_TURNS)[2]


def in_context(text: str, before: Sequence[str], places: Places) -> InContext:
    """A question as it would be asked without the turns before it.

    A follow-up that names another value of a slot (那高级的呢, 那荣成呢) asks the last question again with
    that value; another elliptical follow-up is read together with the last question that stood by
    itself, and with the details given since; a question that stands by itself stays as it is. One that
    returns to an earlier question is read with that.
    """
    roots: list[str] = []
    details: list[str] = []  # given since the last question
    for earlier in before:
        if following("asks_source").fullmatch(earlier):
            continue  # 100？ asks nothing new
        if roots and points(earlier):
            continue  # 第二步呢 … 第三步呢 is of the same list
        said = corrected(earlier) or earlier
        changed = _substituted(said, roots[-1], places) if roots else None
        if changed:
            roots[-1] = changed
        elif not roots or not _leans(earlier):
            # 是哪六个 is no question without the one before it
            roots.append(f"{roots[-1]}{_BETWEEN_TURNS}{said}" if roots and _names_little(said) else said)
            details = []
        elif is_reply(said) and not acknowledges(told := without_opening(said)):
            details.append(told)
    instead = corrected(text)
    said = instead or text
    if not roots:
        return InContext(said)
    if following("asks_source").fullmatch(text):
        return InContext(roots[-1])  # 真的假的，哪条写的, 100？: the same once more
    if (again := _once_more(text, roots)) is not None:
        return InContext(again, again)
    glued = _BETWEEN_TURNS.join((_less(roots[-1], said, places), *details, said))
    tells = is_reply(text) and following("speaks_of_self").match(text) is not None  # 我们是市直单位
    if instead is None and not is_follow_up(text) and not tells:
        return InContext(text, glued)
    if instead and len(said) > _WHOLE and part("asks").search(said):  # 我问的是…: not only of the detail asked last
        glued = _BETWEEN_TURNS.join((*roots[-2:], *details, said))
        return InContext(glued, glued)
    return InContext(_substituted(said, roots[-1], places) or _of_another(said, roots[-1]) or glued, glued)


def _once_more(text: str, roots: Sequence[str]) -> str | None:
    """The question whose document a turn asks for, to which it goes back, or of whose list it asks for an item."""
    short = len(text) <= _WHOLE or following("these_figures").search(text)  # 这几个数是哪个文件定的
    if short and part("asks_document").search(text):  # 依据哪个文件
        return f"{roots[-1]}{_BETWEEN_TURNS}{text}"
    if returns(text):
        return f"{_returned_to(text, roots)}{_BETWEEN_TURNS}{text}"
    return roots[-1] if points(text) else None


def _less(root: str, said: str, places: Places) -> str:
    """A question before, with the values that a turn names instead of its own: two places would ask for both."""
    for values in SLOTS[1:] if asks_another(said) else SLOTS:  # 那中级要几年 asks nothing of 中级评审费
        new, old = _mentioned(said, values), _mentioned(root, values)
        if new and old and new != old:
            root = root.replace(old, new)
    new, old = places.named_word(said), places.named_word(root)
    return root.replace(old, new) if new and old and new != old else root


def _of_another(said: str, root: str) -> str | None:
    """The question before asked of another thing (论文怎么上传 → 专利呢: 专利怎么上传); None where neither fits."""
    if _BETWEEN_TURNS in root:  # 是哪六个 behind another question: of which of the two?
        return None
    match, asked = following("what_of").match(said), part("asks").search(root)
    if match is None or asked is None or asked.start() < 2 or match["what"] in root or asks_another(said):
        return None
    doing = following("doing").search(root, 2, asked.start())  # 论文要上传哪些东西: 专利要上传哪些东西
    return f"{match['what']}{root[doing.start() if doing else asked.start() :]}"


def _returned_to(text: str, roots: Sequence[str]) -> str:
    """The earlier question that a return has most words in common with; where none, the first."""
    said = _pairs(text)
    return max(roots[:-1] or roots, key=lambda root: len(said & _pairs(root)))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _leans(text: str) -> bool:
    """True for a turn that is no question to come back to."""
    if is_follow_up(text) or corrected(text) is not None:
        return True
    return is_reply(text)


def _names_little(text: str) -> bool:
    """True for a question that says nearly nothing but what it asks."""
    return len(own_words(part("asks").sub(" ", text))) < _SOMETHING


def _substituted(text: str, last: str, places: Places) -> str | None:
    """The last question with the one detail changed that a follow-up names; None when it names none."""
    if not last or asks_another(text) or not (is_follow_up(text) or is_reply(text)):
        return None
    for values in SLOTS:
        new, old = _mentioned(text, values), _mentioned(last, values)
        if new and old and new != old and not _says_more(text.replace(new, ""), last):
            return last.replace(old, new)
    for cue, ladder in (("higher", _LADDER), ("lower", _LADDER[::-1])):
        old = _mentioned(last, ladder[:-1])
        if old and following(cue).search(text):
            return last.replace(old, ladder[ladder.index(old) + 1])
    new, old = places.named_word(text), places.named_word(last)
    return last.replace(old, new) if new and old and new != old else None


def _says_more(rest: str, last: str) -> bool:
    """True for a turn that, beside a value, says more than the question before it did: it asks something else."""
    new = {character for character in own_words(rest) if character not in last}
    return len(own_words(part("asks").sub(" ", rest))) > _BESIDES or len(new) > _NEW


def _mentioned(text: str, values: Sequence[str]) -> str | None:
    """The longest of the values that a text names."""
    return max((value for value in values if value in text), key=len, default=None)
