"""Which rule answers a question, and with what: one topic after another (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.calculators.outcome import InvalidInputError, Outcome
from assistant.cues import part
from assistant.dates import is_bare_date
from assistant.exact import eligibility, fees, hours, offices, platform, sites, tenure, titles
from assistant.exact.apart import background, each_apart
from assistant.exact.facts import FactReader
from assistant.exact.fee_ask import FeeAsk
from assistant.exact.reading import Reader, Reading, segments
from assistant.exact.talk import Talk, of_others, over, points_back
from assistant.exact.topic import Topic
from assistant.exact.topics import topics_of
from assistant.exact.whose import is_another, kin, own_story
from assistant.following import (
    asks_another,
    corrected,
    follows_on,
    is_follow_up,
    is_reply,
    returns,
    takes_note,
    tells_only,
)
from assistant.places import Places
from assistant.understand import asks
from corpus.ids import ClauseId
from corpus.model import Corpus
from corpus.titles import read_titles

_SHORTEST = 5  # characters of a question of its own beside another
_CUED = 22  # … of one that says a word of what was asked before (调去乳山了，该拨哪个)
_LOOKED_UP = (titles.TOPIC, offices.TOPIC)
_ALIKE = {fees.TOPIC, hours.TOPIC}  # the same everywhere and for everybody
_OPENING = 2  # characters in front of 再添, 再加 that go on with what was asked


class Desk:
    """Answers from rules; knows nothing of text search."""

    def __init__(self, corpus: Corpus) -> None:
        levels_of: dict[str, list[str]] = {}
        table = read_titles(corpus.rules.titles, corpus.documents)
        for title in table:
            levels = levels_of.setdefault(title.name, [])
            if title.level not in levels:
                levels.append(title.level)
        self._reader = Reader(corpus.vocabulary, {"title": levels_of})
        self.places = places = Places(corpus.districts, corpus.elsewhere)
        self.facts = FactReader(corpus.conditions, places)
        self._corpus = corpus
        self._documents = {clause.id: document for document in corpus.documents for clause in document.clauses}
        self._topics = topics_of(corpus, self._reader, self.facts, places, levels_of, table)
        self._asked = lru_cache(maxsize=64)(self._topics_asked)  # of the same stretches again and again

    def answer(
        self, text: str, before: Sequence[str], district: str | None = None, on: date | None = None
    ) -> tuple[Outcome, ...]:
        """What rules say to a question, read on top of the turns before it; nothing when no rule answers it."""
        talk = Talk()
        for number, said in enumerate(before):
            asked = self._turn(said, before[:number], talk)
            talk.told = frozenset(tells := {} if asked else self._told(said, talk.given))
            talk.given = asked or tells or (talk.given if takes_note(said) else self._kept(said, talk.given))
            talk.latest |= talk.given
            talk.story = [*talk.story, said] if tells_only(said) and not asked else []
        return self._outcomes(self._turn(text, before, talk), district, on)

    def _turn(self, text: str, before: Sequence[str], talk: Talk) -> dict[str, Any]:
        """What a turn asks of which topic, with what it takes from the turns before it."""
        asked = self._asks(text, before, talk) or self._bare_office(text, before, talk.latest)
        return self._with_story(text, before[: len(before) - len(talk.story)], talk.story, asked)

    def _with_story(
        self, text: str, before: Sequence[str], story: Sequence[str], given: dict[str, Any]
    ) -> dict[str, Any]:
        """What a turn asks, read as one message with what was told right before it, where it lacks that."""
        if not story:
            return given
        if part("they").search(text) and kin(story[-1:]):
            story = story[-1:]  # 我报中级 · 我闺女报初级 · 她要交多少
        story = own_story(text, story)
        if not story:
            return given
        fee = given.get(fees.TOPIC)
        general = fee is not None and not fee.levels  # 小姑娘们要考中级 → 一门多少
        held = general and any(part("held").search(said) for said in story)  # 我去年评上了中级
        if held or (given and not general and not self._lacks(given)):
            return given
        reading = self._reader.read(text)
        asked = self._asks("，".join((*story, text)), before, Talk())
        own = {t.name for t in self._topics if t.name in asked and self._speaks_of(t, reading)} - {platform.TOPIC}
        found = {name: ask for name, ask in asked.items() if name in own}  # what was told before asks nothing itself
        return found if found and (not given or not self._lacks(found)) else given

    def _speaks_of(self, topic: Topic, reading: Reading) -> bool:
        return self._cued(topic, reading) or topic.goes_on(reading) or bool(topic.read(reading))

    def _cued(self, topic: Topic, reading: Reading) -> bool:
        return self._reader.cued(topic.name, reading)

    def _lacks(self, given: Mapping[str, Any]) -> bool:
        """True where a detail would have to be asked for."""
        outcomes = self._outcomes(given, None, None)
        return not outcomes or any(outcome.asks for outcome in outcomes)

    def _bare_office(self, text: str, before: Sequence[str], latest: Mapping[str, Any]) -> dict[str, Any]:
        """The office that advises, for 电话多少 by itself or behind what rules answered; the platform has its own."""
        asking = [piece for piece in segments(text) if part("asks").search(piece)]
        # 还是有点糊涂，我们这儿找哪个号问
        alone = bool(before) and len(asking) == 1 and part("platform").search(text) is None
        reading = self._reader.read(asking[0] if alone else text)
        of_platform = platform.TOPIC in latest or sites.TOPIC in latest
        # 我在荣成 … 那他们电话多少, 人社局几点上班 … 电话多少
        placed = any(self.places.district(said) or offices.is_bureau(said) for said in before)
        if of_platform or (before and not latest and not placed) or not offices.is_bare(reading, self.places):
            return {}
        return {offices.TOPIC: offices.read(reading, self._reader, self.places)}

    def _outcomes(self, given: Mapping[str, Any], district: str | None, on: date | None) -> tuple[Outcome, ...]:
        """What rules say to what each topic has been given."""

        def holds(clause: ClauseId) -> bool:
            return self._corpus.holds(self._documents[clause], district, on)

        book = self._corpus.rules.where(holds)
        outcomes = []
        for topic in self._topics:
            if topic.name in given and topic.known(book):
                try:
                    outcome = topic.answer(given[topic.name], book, district)
                except InvalidInputError as error:
                    outcome = Outcome((str(error),), (), asks="figure")  # what was said cannot be: say it anew
                if outcome is not None and all(holds(quoted.clause) for quoted in outcome.basis):
                    outcomes.append(outcome)
        return tuple(outcomes)

    def in_context(self, glued: str, text: str, district: str | None, on: date | None) -> tuple[Outcome, ...]:
        """What rules say to a question behind the one before it, on the topics of which its own words speak."""
        reading = self._reader.read(text)
        another = part("asks_the_way").search(text) is not None  # 威海英才卡上哪儿办 asks not who may
        known = {
            t.name
            for t in self._topics
            if self._cued(t, reading)
            or (t.name == platform.TOPIC and t.goes_on(reading))
            or (t.read(reading) and not (another and t.name == eligibility.TOPIC and not t.goes_on(reading)))
        }
        asked = self._asked(self._reader.read(glued))
        if any(part(cue).search(text) for cue in ("fewer", "moved")):
            return ()  # whom it leaves out is not told by the question before
        if not asked or not {topic.name for topic in asked} <= known:
            return ()
        looked_up = all(topic.name in _LOOKED_UP for topic in asked)
        if glued.endswith(text) and (looked_up or all(topic.name == eligibility.TOPIC for topic in asked)):
            root = self._reader.read(glued.removesuffix(text))  # another series, place, length of work: not both
            before = {topic.name: topic.read(root) for topic in asked}
            given = {topic.name: topic.read(reading).over(before[topic.name]) for topic in asked}
            outcomes = self._outcomes({name: ask for name, ask in given.items() if ask}, district, on)
            if outcomes or looked_up or any(of_others(ask, before[name]) for name, ask in given.items()):
                return outcomes
        return self.answer(glued, (), district, on)

    def left_over(self, text: str) -> tuple[str, ...]:
        """What a question that rules answer asks besides: clauses of it that are a question of their own."""
        found = []
        # what the turns before make a question of: then any topic's word goes on with it
        whole = self._asked(self._reader.read(text)) or self._topics
        for segment in segments(text):
            reading = self._reader.read(segment)
            goes_on = self._goes_on(text, reading) or any(self._reader.cued(topic.name, reading) for topic in whole)
            if not reading.phrases and not goes_on and not self._asked(reading) and asks(segment, _SHORTEST):
                found.append(segment)
        return tuple(found)

    def joined(self, questions: Sequence[str]) -> list[str]:
        """The questions, one that only goes on with the one before (够不够？最早得到哪天) put back to it."""
        found: list[str] = []
        for question in questions:
            reading = self._reader.read(question)
            leans = len(question) <= _CUED and not self._asked(reading)
            if found and leans and self._goes_on(found[-1], reading):
                found[-1] = f"{found[-1]}，{question}"
            else:
                found.append(question)
        return found

    def _returns(self, text: str) -> bool:
        """True for a turn that goes back to what was asked about earlier, or to what was said of it."""
        return returns(text) or bool(self._reader.read(text).of("back"))

    def _goes_on(self, text: str, reading: Reading) -> bool:
        """True for a stretch that only goes on with what a text asks."""
        return any(topic.goes_on(reading) for topic in self._asked(self._reader.read(text)))

    def _topics_asked(self, reading: Reading) -> tuple[Topic, ...]:
        return tuple(topic for topic in self._topics if topic.asked(reading))

    def _told(self, text: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """What a turn tells the next that asks nothing (公需课刷了五十个学时), or only names its topic.

        Behind a question about titles another trade tells of what the next one asks (我亲哥在船上管机器).
        """
        reading = self._reader.read(text)
        named = {topic.name: topic.read(reading) for topic in self._topics if topic.named(reading)}
        if asks(text, 0) or named:
            return named
        trade = titles.TOPIC in given
        cued = [t for t in self._topics if self._reader.cued(t.name, reading) or (trade and t.name == titles.TOPIC)]
        return {topic.name: told for topic in cued if (told := topic.read(reading))}

    def _kept(self, text: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """What stays of what was looked up, behind a turn that speaks of it and asks nothing of the tables."""
        reading = self._reader.read(text)
        return {name: given[name] for name in _LOOKED_UP if name in given and self._reader.cued(name, reading)}

    def _asks(self, text: str, before: Sequence[str], talk: Talk) -> dict[str, Any]:
        """What one turn asks of which topic; a follow-up, or a return, keeps the topic and changes what it gives."""
        returning = self._returns(text)
        earlier = talk.latest if returning else talk.given
        correction = corrected(text)
        text = correction or text
        somebody_else = correction is None and is_another(text, before[-1:])
        reading = self._reader.read(text)
        more = reading.of("more")  # 再添一个
        back = returning or any(phrase.start <= _OPENING for phrase in more) or bool(more and reading.of("together"))
        leans = correction is not None or is_follow_up(text)
        follows = leans or back or is_reply(text) or is_bare_date(text)
        apart = each_apart(text, self._reader, self._asked)
        # two matters in one sentence: each of its clauses shows what it asks, and the other's words are no obstacle
        asked = [t for t in self._topics if t.name in apart] if len(apart) > 1 else self._asked(reading)
        now = {topic.name: topic.read(reading) for topic in asked}
        if len(apart) > 1:
            opens = background(text)  # 医院药房的，中级叫什么，多少钱
            alone = {t.name: t.read(self._reader.read("，".join([*opens, *apart[t.name]]))) for t in asked}
            now = {name: whole or alone[name] for name, whole in now.items()}  # the other's words may stand in its way
        if now:
            if sites.TOPIC in now and before:
                spoken_of = (self.places.named(said) for said in reversed(before))
                near = [place.name for place in next(filter(None, spoken_of), ())]
                now[sites.TOPIC] = now[sites.TOPIC].behind(before[-1], near)
            leaning = {name for name in now if back or leans or (name in talk.told and not somebody_else)}
            return {name: self._on_top(name, now, earlier, name in leaning, somebody_else) for name in now}
        another = asks_another(text)
        asking = "，".join(each for each in segments(text) if part("asks").search(each)) or text  # the rest only tells

        def goes_on(topic: Topic) -> bool:
            cued = self._reader.cued(topic.name, reading)
            brief = text if topic.name == eligibility.TOPIC else asking  # what is told of somebody is part of it
            points = part("this_rule").search(asking) is not None  # 我在事业单位，不算编制，也能用这条吗
            short = (len(brief) <= _CUED or points) and (cued or topic.goes_on(reading))
            return (follows and (cued or not another)) or short

        given = {topic.name: topic.read(reading) for topic in self._topics if topic.name in earlier and goes_on(topic)}
        if self._is_alike(text) and earlier.keys() & _ALIKE:  # 文登那边也是这个数吗
            told = {t.name: t.read(reading) for t in self._topics if t.name in earlier and t.name in _ALIKE}
            return {name: ask.over(earlier[name]) if ask else earlier[name] for name, ask in told.items()}
        same = {topic.name for topic in self._topics if topic.name in given and topic.same(reading)}
        if same and not any(given.values()):  # 评高级呢, after study hours
            return {name: earlier[name] for name in same}
        once_more = follows_on(text) or (returning and len(earlier) == 1 and not part("asks").search(text))
        if not any(given.values()) and earlier and once_more:  # 那还得等多久, 开头给的那个号再念一遍
            gives = {topic.name: topic.read(reading) for topic in self._topics if topic.name in earlier}
            return {name: gives[name].over(ask) if gives[name] else ask for name, ask in earlier.items()}
        if not any(given.values()) and leans:  # 那一共还差几个 gives nothing new, and asks the same
            return {name: earlier[name] for name in given if self._reader.goes_on(name, reading)}
        if correction is not None and fees.TOPIC in given:
            given[fees.TOPIC] = replace(given[fees.TOPIC], corrects=True)
        kept = {name: over(given, earlier, name, somebody_else) for name, ask in given.items() if ask}
        return {name: ask for name, ask in kept.items() if ask}

    def _is_alike(self, text: str) -> bool:
        """True for a turn that asks whether the same holds of somebody, or somewhere of ours (文登那边也是这个数吗)."""
        other = part("not_alike").search(text) or any(place in text for place in self._corpus.elsewhere)
        return part("alike").search(text) is not None and not other

    def _on_top(
        self, name: str, now: Mapping[str, Any], earlier: Mapping[str, Any], leans: bool, another: bool
    ) -> object:
        """An ask on top of an earlier one, on which it leans, or which gives what it lacks (那我把公需补到30)."""
        ask = now[name]
        if name not in earlier:
            return ask
        put = over(now, earlier, name, another)
        if leans or points_back(ask):
            return put
        if ask and not another and self._lacks({name: ask}) and not self._lacks({name: put}):
            return put  # 评职称要交多少钱 gives nothing, and is a question of its own
        return ask.beside(earlier[name]) if isinstance(ask, (tenure.TenureAsk, FeeAsk)) else ask
