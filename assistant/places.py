"""Districts as people write them (pure)."""

import re
from collections.abc import Iterator, Sequence

from assistant.cues import part
from corpus.model import District

# 区分, 区别, 区域: a name that ends in 区 ends inside another word; 文登师范毕业 is where somebody studied
_ANOTHER_WORD = "分别域间块隔"
_STREET = re.compile(r"[^市区县路街道号0-9]{2,4}(?:路|街|大道|大厦)")
_STUDIED = re.compile(r".{0,8}(毕业|念书|上学|读书)")
_FIRMS = ("集团",)  # 石岛集团 is not where it is
_CITY_BEFORE = re.compile(r"[\u4e00-\u9fff](?<![我本全咱该各在到去从])[市县州]$")
_GAP = r"[^来到调转去往回在和跟与及是的从把被比驻司企厂部，,。、；;：:？?！!\s]{0,3}"


class Places:
    """The districts of a corpus, found in running text by any of their names."""

    def __init__(self, districts: Sequence[District], elsewhere: Sequence[str] = ()) -> None:
        """Take the districts, and the names of places that are not ours: 济南高新区 is none of them."""
        self._districts = tuple(districts)
        names = [(name, district) for district in districts for name in (district.name, *district.aliases)]
        self._names = sorted(names, key=lambda pair: -len(pair[0]))
        self._address_words = _address_words(self._districts)
        longest = sorted(elsewhere, key=lambda name: (-len(name), name))
        foreign = "|".join(map(re.escape, longest)) or r"(?!)"
        self._right_before = re.compile(f"(?:{foreign})[省市]?$")
        self._near_before = re.compile(f"(?:{foreign})[省市]?{_GAP}$")
        self._ours = tuple(name for name, _ in self._names)
        zones = {name for name, district in self._names if _is_zone(district)}  # other cities have such, too
        self._zones = frozenset(zones)
        self._own = tuple(name for name, district in self._names if not district.city and name not in zones)

    def __bool__(self) -> bool:
        return bool(self._districts)

    def called(self, name: str | None) -> District | None:
        """The place of exactly that name or alias, the city included; None for an unknown one."""
        wanted = (name or "").strip()
        return next((district for known, district in self._names if wanted and known == wanted), None)

    def district(self, text: str) -> District | None:
        """The one district that a text names; None when it names none or several. The city is nobody's district."""
        named = [district for district in self._named(text).values() if not district.city]
        return named[0] if len(named) == 1 else None

    def office_place(self, text: str) -> District | None:
        """The one place whose office a text asks for: a district, else the city when it names that."""
        found = self._named(text)
        districts = [district for district in found.values() if not district.city]
        if districts:
            return districts[0] if len(districts) == 1 else None
        return next(iter(found.values()), None) or self.at_address(text)

    def at_address(self, text: str) -> District | None:
        """The one place whose office stands where a text says (高新大厦, 杏花西街): words of no other address."""
        found = {district.name: district for word, district in self._address_words if word in text}
        return next(iter(found.values())) if len(found) == 1 else None

    def at_phone(self, text: str) -> District | None:
        """The one place whose office has a phone number that a text says."""
        found = [district for district in self._districts if any(phone in text for phone in district.office.phones)]
        return found[0] if len(found) == 1 else None

    def without_details(self, text: str) -> str:
        """A text without the streets, buildings and phone numbers of our offices that it says."""
        known = {word for word, _ in self._address_words}
        known |= {phone for district in self._districts for phone in district.office.phones}
        for word in sorted(known, key=len, reverse=True):
            text = text.replace(word, "")
        return text

    def named(self, text: str) -> tuple[District, ...]:
        """Every district that a text names, in the order of the corpus; the city when it names that alone."""
        found = self._named(text)
        districts = tuple(district for district in self._districts if district.name in found)
        return tuple(district for district in districts if not district.city) or districts

    def named_word(self, text: str) -> str | None:
        """The word by which a text names its one district."""
        district = self.district(text)
        words = [word for word, found in self._words(text) if found is district]
        return words[0] if district is not None and words else None

    def stands(self, text: str) -> list[tuple[int, int]]:
        """Where the names of our places stand in a text, as [start, end)."""
        return [(at, at + len(name)) for name, _, at in self._found(text)]

    def is_namesake(self, text: str) -> bool:
        """True when a text names a place that only has the name of one of ours (济南高新区, 昆山市开发区)."""
        return any(self._is_foreign(name, text, at) for name in self._ours for at in _all_of(name, text))

    def _named(self, text: str) -> dict[str, District]:
        return {district.name: district for _, district in self._words(text)}

    def _words(self, text: str) -> list[tuple[str, District]]:
        return [(name, district) for name, district, _ in self._found(text)]

    def _found(self, text: str) -> list[tuple[str, District, int]]:
        """Names in a text with their places, longest first, each stretch of it counted once."""
        found: list[tuple[str, District, int]] = []
        taken: set[int] = set()
        for name, district in self._names:
            for at in _all_of(name, text):
                stretch = range(at, at + len(name))
                if taken.isdisjoint(stretch) and self._stands(name, text, at):
                    found.append((name, district, at))
                    taken.update(stretch)
        return found

    def _stands(self, name: str, text: str, at: int) -> bool:
        """True when the name is not a part of another word, of a street or of another place, and is not denied."""
        if not _stands(name, text, at) or part("denied_place").search(text[:at]):
            return False
        if part("home").search(text[:at]) and part("works_elsewhere").search(text):
            return False  # 我家住石岛，单位在经区
        of_district = name in self._zones and text[:at].endswith(self._own)  # 荣成经济开发区 is 荣成's
        return not of_district and not self._is_foreign(name, text, at)

    def _is_foreign(self, name: str, text: str, at: int) -> bool:
        before = text[:at]
        if self._right_before.search(before):
            return True
        if name not in self._zones or before.endswith(self._ours):
            return False
        return self._near_before.search(before) is not None or _CITY_BEFORE.search(before) is not None


def _is_zone(district: District) -> bool:
    """True for a district that is called after what it is, not after a place (高区, 经区)."""
    return len(district.name) == len("高区")


def _all_of(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _address_words(districts: Sequence[District]) -> list[tuple[str, District]]:
    """The streets and buildings of the offices, each of one address alone."""
    words = [(word, district) for district in districts for word in _STREET.findall(district.office.address)]
    return [(word, district) for word, district in words if sum(word in d.office.address for d in districts) == 1]


def _stands(name: str, text: str, at: int) -> bool:
    """True when the name is not a part of another word or of a street, nor of a school somebody went to."""
    after = text[at + len(name) :]
    if part("street_behind").match(after):  # 文登路 lies in another place
        return False
    if name.endswith("区") and after[:1] in _ANOTHER_WORD and after[:1]:
        return False
    return _STUDIED.match(after) is None and not after.startswith(_FIRMS)
