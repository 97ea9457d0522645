"""Text → what is asked, by whom, and whether it can be answered at all (pure)."""

import re
import unicodedata
from dataclasses import dataclass, replace

from assistant.anaphora import Anaphora
from assistant.blocked import is_blocked, is_distress
from assistant.conversation import Conversation, in_context
from assistant.cues import following, part, whole
from assistant.following import by_name, is_follow_up, without_opening
from assistant.messages import message
from assistant.model import AnswerStatus, Question, Route
from assistant.ordinal import points
from assistant.personal import masked
from assistant.places import Places
from assistant.spelling import Spelling
from corpus.model import District

LONGEST = 4000  # characters
MOST_QUESTIONS = 6  # answered in one go; the asker is told of the rest
_NO_WORD = re.compile(r"[^\w]+")
_TAG = re.compile(r"<[^<>]{0,200}>")
_BREAK = re.compile(
    r"[？?]+|(?:另外|还有就是|再就是|顺便问一下|顺便问下|再问一下)[，,]?"
    r"|(?<=[啊呀呢吗哈嘛])(?:然后|还有)|(?<=[，,；; ])还有(?![几多一两半没])"
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s，,。；;：:]))(?:[(（][1-9一二三四五六][)）]|[1-9](?:[、)）]|[.．](?![0-9])))")
_STRUNG = re.compile(r"[；;、。！!]")
_LOOSELY = re.compile(r"[；;、。！!，,\s]")
_SHORTEST_PIECE = 5
_SHORTEST_LEANING = 4  # of one that another stands before (…，中级多少)
_BACKGROUND = re.compile(r"[。，,；;！!]")
_SHORTEST_QUESTION = 6
_EDGES = " ，,；;"
_REPEATED = 4  # characters that are one over and over say nothing
_WHITE = "\n\t\r "
_INVISIBLE = ("Cc", "Cf", "Cs", "Co")
_PHONE = re.compile(r"(?<![0-9])([0-9]{3,4}-)?[0-9]{7,8}(?![0-9])")
_SPACED = 4  # pieces from which single characters between spaces are seen as a habit
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reply:
    """An outcome that needs no look-up."""

    status: AnswerStatus
    route: Route
    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question as read: `query` stands by itself; `reply` is set when nothing needs looking up.

    `text` is the question alone, cleaned, and `before` are the turns that it may lean on; `glued` is it read
    behind the last of them, to be tried where `query` finds nothing.
    """

    question: Question
    query: str
    text: str = ""
    before: tuple[str, ...] = ()
    glued: str = ""
    district: District | None = None
    unknown_district: str | None = None
    reply: Reply | None = None
    personal: bool = False  # personal numbers were masked in it
    respelt: tuple[tuple[str, str], ...] = ()  # what was typed in it, and the word that it was taken for

    @property
    def taken_for(self) -> str | None:
        """The Chinese question that one in Latin letters was taken for; None for one in Chinese."""
        return self.text if _HAN.search(self.text) and not _HAN.search(self.question.text) else None

    def own_question(self, query: str) -> str | None:
        """What the turn itself asks, where a query holds the question before it, too; None where it asks nothing."""
        if self.joined and points(self.text):
            return self.text  # 第二步呢: the query is the question for the list
        behind = query != self.text and query.endswith(self.text)
        return self.text if behind and part("asks").search(self.text) else None

    @property
    def joined(self) -> bool:
        """True for a follow-up that could only be joined to the question before it."""
        return self.query == self.glued != self.text


def understand(
    question: Question, conversation: Conversation, places: Places, spelling: Spelling, anaphora: Anaphora
) -> Understanding:
    """What a question asks, read together with the turns before it.

    Thanks, greetings and what could not be read leave no trace in a conversation. The district is the
    one that the caller gave, else one that the question or the last turn to do so names.
    """
    told = question.text
    question = replace(question, text=masked(told))
    text, reply = _read(question.text, spelling)
    if reply is not None:
        return Understanding(question, text, reply=reply, personal=question.text != told)
    earlier = (_read(masked(asked), spelling) for asked in conversation.asked)
    before = said_before = [asked for asked, answered in earlier if answered is None]
    if (another := following("new_matter").match(text)) and text[another.end() :]:  # 别的事儿，证书上哪儿下载
        text, before = text[another.end() :], []
    text = anaphora.by_name(by_name(without_opening(text), before), before) if before else text
    given = places.called(question.district)
    # the district that a friend is in is not one's own
    others = part("others_place") if part("own_side").search(text) else None
    own = [said for said in reversed(said_before) if others is None or not others.search(said)]
    named = (places.district(said) for said in (text, *own))
    district = given if given and not given.city else next(filter(None, named), None)
    unknown = question.district if question.district and question.district.strip() and given is None else None
    read = in_context(text, before, places)
    personal = question.text != told
    respelt = spelling.changes(cleaned(question.text))
    return Understanding(
        question, read.query, text, tuple(before), read.glued, district, unknown, personal=personal, respelt=respelt
    )


def _read(text: str, spelling: Spelling) -> tuple[str, Reply | None]:
    """A text cleaned and spelled right, in Chinese as far as can be; and the reply, where nothing needs looking up."""
    clean = cleaned(text)
    if len(clean) > LONGEST:
        return clean, _decline("too_long", length=len(clean), limit=LONGEST)
    clean = spelling.normal(clean)
    reply = _unanswerable(clean) or _canned(clean)
    readable = _TAG.sub(" ", clean)
    if reply or _HAN.search(readable) or not any(map(str.isalpha, readable)):
        return clean, reply
    chinese = spelling.latin.in_chinese(readable)
    return (chinese, None) if chinese else (clean, _decline("not_chinese"))


def cleaned(text: str) -> str:
    """The text without control and zero-width characters, white space folded."""
    kept = "".join(c for c in text if c in _WHITE or unicodedata.category(c) not in _INVISIBLE)
    folded = re.sub(r"\s+", " ", kept).strip()
    pieces = folded.split(" ")
    # 职 称 怎 么 评: somebody put a space behind every character
    spaced = len(pieces) >= _SPACED and sum(len(piece) == 1 for piece in pieces) * 2 > len(pieces)
    return _BETWEEN_HAN.sub("", folded) if spaced else folded


def questions_in(text: str) -> tuple[str, ...]:
    """The questions that a text asks, background kept with the question after it; usually one.

    A piece is a question of its own when it asks something and is long enough to be understood
    without the piece before it.
    """
    found: list[str] = []
    waiting = ""
    numbered = len(_NUMBERED.findall(text)) > 1
    for piece in (stretch.strip(_EDGES) for stretch in _BREAK.split(_NUMBERED.sub("？", text) if numbered else text)):
        waiting = f"{waiting}，{piece}" if waiting and piece else waiting or piece
        if not waiting:
            continue
        if found and part("or_else").match(waiting):  # 交的钱多吗？还是一个价
            found[-1], waiting = f"{found[-1]}，{waiting}", ""
            continue
        last = _BACKGROUND.split(waiting)[-1]
        if part("asks").search(last) and (
            asks(waiting, _SHORTEST_PIECE) or ((found or last != waiting) and len(last) >= _SHORTEST_QUESTION)
        ):
            found.append(waiting)
            waiting = ""
    if waiting and found:
        found[-1] = f"{found[-1]}，{waiting}"
    elif waiting:
        found.append(waiting)
    return tuple(found)


def strung(text: str, loosely: bool = False) -> tuple[str, ...]:
    """The questions that one sentence strings together, each with the background before it.

    Args:
        loosely: with commas, too, which mostly stand inside of one question.
    """
    found: list[str] = []
    waiting = ""
    for piece in (stretch.strip(_EDGES) for stretch in (_LOOSELY if loosely else _STRUNG).split(text)):
        waiting = f"{waiting}，{piece}" if waiting else piece
        if piece and part("asks").search(piece) and len(piece) >= (_SHORTEST_LEANING if loosely else _SHORTEST_PIECE):
            found.append(waiting)
            waiting = ""
    return tuple(found)


def asks(text: str, shortest: int = _SHORTEST_QUESTION) -> bool:
    """True for a stretch that asks something and is long enough to be understood by itself."""
    return part("asks").search(text) is not None and len(text) >= shortest and not is_follow_up(text)


def without_interrogatives(text: str) -> str:
    """The text without the words that only ask (怎么, 哪些, 多少): what is left names the matter."""
    return part("asks").sub(" ", text)


def wants_phone(text: str) -> bool:
    """True for a question that asks for a phone number."""
    return part("phone").search(text) is not None


def seeks_office(text: str) -> bool:
    """True for a question that may be about an office: where it is, whom to ask, who is in charge."""
    return part("seeks_office").search(text) is not None


def names_office(text: str) -> bool:
    """True for words that send people to an office of ours."""
    return part("office").search(text) is not None


def has_phone(text: str) -> bool:
    """True for words with a phone number among them."""
    return _PHONE.search(text) is not None


def levels_named(text: str) -> frozenset[str]:
    """The levels of titles that a text names, told apart as far as it does (副高 is no 高级)."""
    return frozenset(part("level").findall(text))


def seeks_site(text: str) -> bool:
    """True for a question that may be about a web address."""
    return part("seeks_site").search(text) is not None


def enumerates(text: str) -> bool:
    """True for a question that wants all of something (哪些, 流程, 步骤)."""
    return part("enumerate").search(text) is not None


def is_insult(text: str) -> bool:
    """True for a turn that only abuses us (打了三遍了，废物一个); what is asked in anger is answered."""
    wants = part("asks").search(text) or part("asks_for").search(text)
    return part("insult").search(text) is not None and wants is None


def _unanswerable(text: str) -> Reply | None:
    """Why a text cannot be read as a question that may be answered; None when it can."""
    if (unread := _unread(text)) is not None:
        return _decline(unread)
    if is_blocked(text):
        return Reply(AnswerStatus.BLOCKED, Route.DECLINE, message("decline.attack"))
    return None


def _unread(text: str) -> str | None:
    """The name of the reply to a text without words, to one that needs other help, or asks what we think; else None."""
    if not text:
        return "empty"
    readable = _TAG.sub(" ", text)
    letters = [character for character in readable if character.isalnum()]
    pictures = any(unicodedata.category(character) in ("So", "Sk") for character in readable)
    one_only = len(letters) >= _REPEATED and len(set(letters)) == 1
    if not letters or part("broken").search(text) or one_only or (pictures and len(letters) < 2):
        return "unreadable"
    if is_distress(text):
        return "distress"
    return "opinion" if part("opinion").search(text) else None


def _decline(key: str, **values: object) -> Reply:
    return Reply(AnswerStatus.OUT_OF_SCOPE, Route.DECLINE, message(f"decline.{key}", **values))


def _canned(text: str) -> Reply | None:
    for name in ("greeting", "thanks", "farewell", "identity"):
        if whole(name).fullmatch(_bare(text)):
            return Reply(AnswerStatus.ANSWERED, Route.CANNED, message(f"canned.{name}"))
    kinds = [_courtesy(piece) for piece in _NO_WORD.split(text.lower()) if piece]
    if None in kinds or not set(kinds) - {"content"}:
        return None
    name = "farewell" if "farewell" in kinds else "thanks"
    return Reply(AnswerStatus.ANSWERED, Route.CANNED, message(f"canned.{name}"))


def _courtesy(piece: str) -> str | None:
    """Which courtesy a stretch between marks is (好嘞，没别的事了，再见 has three), or None."""
    return next((name for name in ("farewell", "thanks", "praise", "content") if whole(name).fullmatch(piece)), None)


def _bare(text: str) -> str:
    return text.lower().strip(" ?？!！。.,，~～")
