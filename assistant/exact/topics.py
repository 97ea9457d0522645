"""The kinds of questions that rules answer, in the order in which their answers stand (pure)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import ModuleType

from assistant.exact import (
    eligibility,
    eligibility_reading,
    fee_reading,
    fees,
    hours,
    offices,
    platform,
    practice,
    publicity,
    ranking,
    sites,
    tenure,
    titles,
)
from assistant.exact.facts import FactReader
from assistant.exact.reading import Reader, Reading
from assistant.exact.topic import Topic
from assistant.lookups.title_index import TitleIndex
from assistant.places import Places
from corpus.model import Corpus
from corpus.rule_book import RuleBook
from corpus.titles import Title


def topics_of(
    corpus: Corpus,
    reader: Reader,
    facts: FactReader,
    places: Places,
    levels_of: Mapping[str, Sequence[str]],
    table: Sequence[Title],
) -> tuple[Topic, ...]:
    """What is known of each kind over one corpus.

    Args:
        levels_of: the levels in which a title occurs.
        table: the titles.
    """
    index = TitleIndex(corpus.rules.titles, table)
    title_reader = titles.TitleReader(index, reader)
    city = corpus.city.name if corpus.city else None

    def told(
        kind: ModuleType, known: Callable[[RuleBook], bool], named: Callable[[Reading], bool] | None = None
    ) -> Topic:
        """A kind that is read with the vocabulary alone, and may be named before its figures are told."""
        return Topic(
            kind.TOPIC,
            known,
            partial(kind.asked, reader=reader),
            partial(kind.read, reader=reader),
            lambda ask, book, _: kind.answer(ask, book),
            partial(kind.goes_on, reader=reader),
            named=named or partial(reader.about, kind.TOPIC),
        )

    publicity_names = {rule.place: rule.names for rule in corpus.rules.publicity}
    return (
        Topic(
            fees.TOPIC,
            lambda book: bool(book.fees),
            lambda reading: fee_reading.asked(reading, reader),
            lambda reading: fee_reading.read(reading, reader, levels_of),
            lambda ask, book, _: fees.answer(ask, book),
            fee_reading.goes_on,
            named=partial(fee_reading.named, reader=reader),
        ),
        Topic(
            hours.TOPIC,
            lambda book: bool(book.hours),
            lambda reading: hours.asked(reading, reader),
            lambda reading: hours.read(reading, reader),
            lambda ask, book, _: hours.answer(ask, book),
            lambda reading: hours.goes_on(reading, reader),
            same=hours.changes_nothing,
        ),
        Topic(
            titles.TOPIC,
            lambda book: bool(book.titles),
            title_reader.asked,
            title_reader.read,
            lambda ask, _, __: titles.answer(ask, index),
        ),
        Topic(
            offices.TOPIC,
            lambda _: bool(places),
            lambda reading: offices.asked(reading, reader, places),
            lambda reading: offices.read(reading, reader, places),
            lambda ask, _, district: offices.answer(ask, corpus.districts, district),
        ),
        Topic(
            sites.TOPIC,
            lambda book: bool(book.sites),
            lambda reading: sites.asked(reading, reader, places),
            lambda reading: sites.read(reading, reader, places),
            lambda ask, book, district: sites.answer(ask, book, district, city),
            lambda reading: reader.about("site_goes_on", reading),
        ),
        Topic(
            platform.TOPIC,
            lambda book: bool(book.facts),
            lambda reading: bool(platform.read(reading, corpus.rules)),
            lambda reading: platform.read(reading, corpus.rules),
            lambda ask, held, _: platform.answer(ask, held),
            platform.goes_on,
        ),
        Topic(
            eligibility.TOPIC,
            lambda book: bool(book.eligibility),
            lambda reading: eligibility_reading.asked(reading, reader, facts, levels_of),
            lambda reading: eligibility_reading.read(reading, reader, facts, levels_of),
            lambda ask, book, _: eligibility.answer(ask, book),
            lambda reading: eligibility_reading.goes_on(reading, reader, facts),
            named=lambda reading: eligibility_reading.named(reading, reader),
        ),
        Topic(
            publicity.TOPIC,
            lambda book: bool(book.publicity),
            lambda reading: publicity.asked(reading, reader, publicity_names),
            lambda reading: publicity.read(reading, reader, publicity_names),
            lambda ask, book, _: publicity.answer(ask, book),
            lambda reading: publicity.goes_on(reading, reader),
            same=hours.changes_nothing,
        ),
        told(tenure, lambda book: bool(book.tenure)),
        told(practice, lambda book: bool(book.practice)),
        told(ranking, lambda book: bool(book.ranking), partial(ranking.named, reader=reader)),
    )
