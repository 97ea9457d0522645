"""How a turn leans on the turns before it: it takes something back, goes on, or only answers (pure)."""

import re
from collections.abc import Sequence

from assistant.cues import following, part
from assistant.quantity import quantities

_SHORT = 14  # characters of a question that opens or ends like an aside
_POINTS_BACK = 22  # … of one that points back (那边, 后面这个)
_FEW_TURNS = 2
_SAYS_SOMETHING = 5  # characters of its own from which a turn tells something
_SHORTEST_BARE = 4  # … that say what is asked
_EDGES = " ，,。~～"
_STAMMERED = re.compile(r"^([\u4e00-\u9fff]{2,4})[，, ]*\1")  # 看错了看错了
_DOUBLED = re.compile("[，, ]*[，,][，, ]*")
_REPLY = 22  # … of what answers a question and asks none
_TOLD_INSIDE = 40  # … and opens with 中间, 其中


def corrected(text: str) -> str | None:
    """What a correction puts in place (不对，我是硕士 → 我是硕士); None where a text corrects nothing."""
    whole = _STAMMERED.sub(r"\1", following("closing").sub("", text))
    instead = following("instead").match(whole)
    if instead is not None:
        return instead["right"]
    if restated := _restated(whole):
        return restated
    opening = following("correction").match(whole)
    rest = whole[opening.end() :].strip(" ，,。") if opening else whole
    if opening and (restated := _restated(rest)):
        return restated
    inside = following("instead").match(rest) or following("rather").match(rest)
    if inside is not None:
        return inside["right"]
    return following("denied").sub("", rest) or None if opening else None


def _restated(text: str) -> str | None:
    """What was misstated with what it is (专业课记错了，是58: 专业课58); None for what asks (姓名填错了，能改吗)."""
    found = following("misstated").match(text)
    if found is None:
        return None
    opens = any(figure.start == 0 for figure in quantities(found["right"], {}, ()))
    if part("asks").search(found["right"]) and not opens:
        return None
    return f"{found['what']}{found['right']}"


def is_follow_up(text: str) -> bool:
    """True for a question that is not whole by itself: short, and opening or ending like an aside, or bare."""
    aside = following("aside").match(text)
    if aside is not None and part("asks").search(text, aside.end()) is None:  # 那高级的呢？我们6个人报
        return is_follow_up(aside.group())
    leans = (following("follow_up"), following("higher"), following("lower"))
    if len(text) <= _SHORT and (any(cue.search(text) for cue in leans) or following("bare").fullmatch(text)):
        return True
    return len(text) <= _POINTS_BACK and following("anaphor").search(text) is not None


def is_reply(text: str) -> bool:
    """True for a short text that asks nothing: it may answer what was asked back, or change a detail."""
    longest = _TOLD_INSIDE if following("inside").match(text) else _REPLY
    return len(text) <= longest and part("asks").search(text) is None


def acknowledges(text: str) -> bool:
    """True for a turn that only takes note of what was said (打通了谢谢, 喔)."""
    return following("nods").match(text) is not None or part("thanked").search(text) is not None


def takes_note(text: str) -> bool:
    """True for a turn that asks nothing and takes nothing back (90 嗯嗯; 土木专业): what was asked still holds."""
    if part("asks").search(text) and not is_follow_up(text):
        return False
    nods = acknowledges(text.lstrip("0123456789 "))
    return nods or (is_reply(text) and following("takes_back").search(text) is None)


def tells_only(text: str) -> bool:
    """True for a turn that tells something and asks nothing."""
    asks = part("asks").search(text) is not None or text.endswith(("?", "？"))
    leans = is_follow_up(text) and len(own_words(text)) < _SAYS_SOMETHING  # 盲人医疗按摩那个系列 leans on nothing
    return not (asks or leans or acknowledges(text))


def follows_on(text: str) -> bool:
    """True for a short question for what remains of what was spoken of (那还得等多久)."""
    last = re.split("[，,。；; ]", text)[-1]  # 我是大专，厂里搞了五年了，那还得再等几年
    return len(last) <= _SHORT and following("remaining").search(last) is not None


def asks_another(text: str) -> bool:
    """True for a question that asks something of its own (那中级要几年): no mere change of one detail."""
    return following("another").search(text) is not None


def without_opening(text: str) -> str:
    """A turn without the words at its start that only take note of the answer before (行，那公示几天)."""
    return following("opening").sub("", text) or text


def without_fillers(text: str) -> str:
    """What a turn asks, without what is only said around it (喂那个我想问一下…呀); all of it where little is left."""
    bare = _DOUBLED.sub("，", following("filler").sub("", text)).strip(_EDGES)
    return bare if len(bare) >= _SHORTEST_BARE else text


def returns(text: str) -> bool:
    """True for a turn that goes back to an earlier question (说回刚才的费用)."""
    return following("returns").search(text) is not None


def by_name(text: str, before: Sequence[str]) -> str:
    """The turn with the money that it points to called by its name (没评上这钱能退吗), where it was spoken of."""
    if not any(following("fee_spoken_of").search(turn) for turn in before[-_FEW_TURNS:]):
        return text
    return following("this_fee").sub(following("fee_name").pattern, text)


def own_words(text: str) -> str:
    """What a turn names itself: without the words that point back or go on (那第二步呢 names nothing)."""
    return "".join(following("empty").sub("", text).split())
