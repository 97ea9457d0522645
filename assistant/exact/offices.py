"""Questions about offices: of which place, and whether their phone or their address is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.calculators.outcome import Outcome
from assistant.cues import part
from assistant.exact.reading import Reader, Reading, segments
from assistant.lookups.offices import offices, which_district
from assistant.places import Places
from corpus.model import District

TOPIC = "office"
_DETAILS = {"phone": "office_phone", "address": "office_address"}


@dataclass(frozen=True, slots=True)
class OfficeAsk:
    """What a question about offices gives: places by name, whether all are meant, what of them is asked."""

    places: tuple[str, ...] = ()
    every: bool = False
    details: tuple[str, ...] = ()
    own: bool = False  # of one's own district, which is not named

    def __bool__(self) -> bool:
        return bool(self.places) or self.every or bool(self.details) or self.own

    def over(self, earlier: "OfficeAsk") -> "OfficeAsk":
        """This ask on top of an earlier one: another place, or another detail of the same office."""
        named = bool(self.places) or self.every or self.own
        return OfficeAsk(
            self.places if named else earlier.places,
            self.every if named else earlier.every,
            self.details or earlier.details,
            self.own,
        )


def asked(reading: Reading, reader: Reader, places: Places) -> bool:
    """True when a question asks for the phone, the address or the name of an office that advises on titles."""
    supported = reader.about("support_phone", reading) and not in_a_district(reading.text, places)
    if supported or part("field_to_fill").search(reading.text):
        return False
    if places.is_namesake(reading.text) and not places.named(reading.text):
        return False
    title = reading.of("title") and part("applying").search(reading.text)  # 评工程师有事打哪个电话
    ours = title or reader.about("office_matter", reading) or places.at_address(reading.text) is not None
    if (places.named(reading.text) and is_bare(reading, places)) or asks_whose(reading, reader, places):
        return True  # 荣成地址在哪; 5222260是哪的电话
    own = reader.about("own_district", reading) and part("own_bureau").search(reading.text)
    return reader.about(TOPIC, reading) and bool(ours or own)


def asks_whose(reading: Reading, reader: Reader, places: Places) -> bool:
    """True when a question says an office's phone number or address, and asks whose it is, or says no more."""
    text = places.without_details(reading.text)
    if text == reading.text or reader.elsewhere(TOPIC, reading):
        return False
    if part("house_number").fullmatch(text):
        return True
    asking = [each for each in segments(reading.text) if part("whose_office").search(places.without_details(each))]
    return any(part("points_to").match(each) or places.without_details(each) != each for each in asking)


def is_bureau(said: str) -> bool:
    """True for a turn that speaks of the bureau, and of no other body or matter."""
    others = part("other_body").search(said) or part("other_matter").search(said)
    return part("office").search(said) is not None and others is None


def in_a_district(text: str, places: Places) -> bool:
    """True for words that name a district's bureau, whose phone is wanted though the platform is spoken of."""
    wanted = any(part("phone").search(each) and not part("platform").search(each) for each in segments(text))
    named = part("bureau").search(text) is not None and any(not place.city for place in places.named(text))
    return wanted and named


def is_bare(reading: Reading, places: Places) -> bool:
    """True for a question for a phone or an address that names at most a place (电话多少, 我该打哪个电话问)."""
    text = reading.text
    for start, end in sorted(places.stands(text), reverse=True):
        text = text[:start] + text[end:]
    return part("office_bare").fullmatch(text) is not None


def read(reading: Reading, reader: Reader, places: Places) -> OfficeAsk:
    """The slots of a question; nothing of one that shows another matter."""
    if reader.elsewhere(TOPIC, reading) or part("field_to_fill").search(reading.text):
        return OfficeAsk()
    return OfficeAsk(
        places=tuple(
            place.name
            for place in places.named(reading.text)
            or _one(places.at_phone(reading.text) or places.at_address(reading.text))
        ),
        every=reader.about("every_office", reading),
        details=tuple(detail for detail, topic in _DETAILS.items() if reader.about(topic, reading)),
        own=reader.about("own_district", reading),
    )


def _one(place: District | None) -> tuple[District, ...]:
    return (place,) if place else ()


def answer(ask: OfficeAsk, districts: Sequence[District], district: str | None) -> Outcome:
    """The offices asked for: of the places named, of the asker's district, else the city's and the choice."""
    details = ask.details or tuple(_DETAILS)
    if ask.every and not set(ask.places) - {place.name for place in districts if place.city}:
        return offices(districts, details)
    wanted = ask.places or ((district,) if district else ())
    found = [place for place in districts if place.name in wanted]
    if found:
        return offices(found, details)
    outcome = offices([place for place in districts if place.city], details)
    sentence, names = which_district(districts)
    asks = "district" if ask.own else None
    return replace(outcome, said=(*outcome.said, sentence), choices=names, asks=asks)
