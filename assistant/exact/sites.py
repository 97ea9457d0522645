"""Questions about web addresses and the system's support: which of them a question means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.calculators.outcome import Outcome
from assistant.cues import part
from assistant.exact.offices import in_a_district
from assistant.exact.reading import Reader, Reading
from assistant.following import is_follow_up, own_words
from assistant.lookups.sites import sites
from assistant.places import Places
from corpus.rule_book import RuleBook
from corpus.rules import SiteRule

TOPIC = "site"
SUPPORT = "support_phone"


@dataclass(frozen=True, slots=True)
class SiteAsk:
    """What a question about web addresses gives: its words, the places it names, whether support is asked."""

    text: str = ""
    places: tuple[str, ...] = ()
    support: bool = False
    notices: bool = False
    bureau: bool = False
    before: str = ""  # what was said before it, which may say what the site is for
    near: tuple[str, ...] = ()  # places whose office was spoken of

    def __bool__(self) -> bool:
        return bool(self.text)

    def over(self, earlier: "SiteAsk") -> "SiteAsk":
        """This ask on top of an earlier one: another site is named by words of its own."""
        before = "\n".join(dict.fromkeys(said for said in (earlier.before, earlier.text, self.before) if said))
        same_number = part("that_number").search(self.text) is not None and part("site_word").search(self.text) is None
        support = self.support or (earlier.support and same_number)
        return SiteAsk(self.text, self.places, support, self.notices or earlier.notices, self.bureau, before)

    def behind(self, before: str, near: Sequence[str] = ()) -> "SiteAsk":
        """This ask behind a turn that may say what the site is for (上哪学 → 网址发我), or whose (他们有网站吗)."""
        return replace(self, before=before, near=tuple(near))


def asked(reading: Reading, reader: Reader, places: Places) -> bool:
    """True when a question asks for a web address, or for the telephone of the system's support."""
    supported = reader.about(SUPPORT, reading) and not in_a_district(reading.text, places)
    return reader.about(TOPIC, reading) or supported


def read(reading: Reading, reader: Reader, places: Places) -> SiteAsk:
    """What a question gives; nothing of one that shows another matter."""
    support = reader.about(SUPPORT, reading) and not in_a_district(reading.text, places)
    another = is_follow_up(reading.text) and part("asks").search(own_words(reading.text)) is None  # 那省里的呢
    if not (support or reader.about(TOPIC, reading)) and (reader.elsewhere(TOPIC, reading) or not another):
        return SiteAsk()
    return SiteAsk(
        reading.text,
        tuple(place.name for place in places.named(reading.text)),
        support,
        reader.about("notices", reading),
        reader.about("bureau_site", reading) or reader.about("site_goes_on", reading),
    )


def answer(ask: SiteAsk, book: RuleBook, district: str | None, city: str | None) -> Outcome | None:
    """The address asked for, by its name, by what it serves, or of a place; None when none fits."""
    if ask.support:
        phones = [rule for rule in book.sites if rule.phone]
        found = _serving(phones, ask.text) or [rule for rule in phones if not rule.serves]
    else:
        found = _asked_for([rule for rule in book.sites if rule.url], ask, district, city)
    return sites(found) if found else None


def _asked_for(rules: Sequence[SiteRule], ask: SiteAsk, district: str | None, city: str | None) -> list[SiteRule]:
    """By name or by what it serves; the notices of a place, and a bureau's own site, by the place."""
    province = part("province_site").search(ask.text) is not None
    both = province and city in ask.places  # 威海和省里的
    named = (not both and _named(rules, ask.text)) or _serving(rules, ask.text)
    if not named and not ask.places and ask.near and part("that_side").search(ask.text):
        return [rule for rule in rules if rule.place in ask.near]
    # 刚才说的荣成那边，网站也给一个
    of_a_district = bool((set(ask.places) - {city}) & set(ask.near)) and part("site_word").search(ask.text) is not None
    if not named and not (ask.notices or ask.bureau or of_a_district):
        named = _spoken_of(rules, ask.before, province, city)
    if named and not (ask.notices and ask.places):
        return named if both else _of_one(named, province, city if city in ask.places else None)
    places = ask.places or ((district or city,) if ask.bureau else ())
    return [rule for rule in rules if rule.place in places] or named


def _spoken_of(rules: Sequence[SiteRule], before: str, province: bool, city: str | None) -> list[SiteRule]:
    """The site of which the turn before speaks (上哪学 → 网址发我); of sites for the same the one meant."""
    found = _named(rules, before) or _serving(rules, before)
    served = {matter for rule in found for matter in rule.serves}
    alike = [rule for rule in rules if served & set(rule.serves)] or found if province else found  # 我要省里那个
    return _of_one(alike, province or part("province_site").search(before) is not None, city)


def _of_one(rules: list[SiteRule], province: bool, city: str | None) -> list[SiteRule]:
    """Of sites for the same, those of the province, else the city's own where one is meant; all where none is."""
    own = [rule for rule in rules if city and rule.place is None and rule.name.startswith(city)]
    if province:
        return [rule for rule in rules if rule not in own] or rules
    return own or rules


def _named(rules: Sequence[SiteRule], text: str) -> list[SiteRule]:
    return [rule for rule in rules if any(name in text for name in (rule.name, *rule.names))]


def _serving(rules: Sequence[SiteRule], text: str) -> list[SiteRule]:
    return [rule for rule in rules if any(matter in text for matter in rule.serves)]
