"""Districts as people write them (pure)."""

import re
from collections.abc import Sequence

from corpus.model import District

# 区分, 区别, 区域: a name that ends in 区 ends inside another word; 文登师范毕业 is where somebody studied
_ANOTHER_WORD = "分别域间块隔"
_STREET = re.compile(r"[^市区县路街道号0-9]{2,4}(?:路|街|大道|大厦)")
_STUDIED = re.compile(r".{0,8}(毕业|念书|上学|读书)")


class Places:
    """The districts of a corpus, found in running text by any of their names."""

    def __init__(self, districts: Sequence[District]) -> None:
        self._districts = tuple(districts)
        names = [(name, district) for district in districts for name in (district.name, *district.aliases)]
        self._names = sorted(names, key=lambda pair: -len(pair[0]))
        self._address_words = _address_words(self._districts)

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

    def _named(self, text: str) -> dict[str, District]:
        return {district.name: district for _, district in self._words(text)}

    def _words(self, text: str) -> list[tuple[str, District]]:
        """Names in a text, longest first, each stretch of it counted once."""
        found, rest = [], text
        for name, district in self._names:
            at = rest.find(name)
            while at >= 0:
                if _stands(name, rest, at):
                    found.append((name, district))
                    rest = f"{rest[:at]} {rest[at + len(name) :]}"
                    at = rest.find(name)
                else:
                    at = rest.find(name, at + 1)
        return found


def _address_words(districts: Sequence[District]) -> list[tuple[str, District]]:
    """The streets and buildings of the offices, each of one address alone."""
    words = [(word, district) for district in districts for word in _STREET.findall(district.office.address)]
    return [(word, district) for word, district in words if sum(word in d.office.address for d in districts) == 1]


def _stands(name: str, text: str, at: int) -> bool:
    """True when the name is not a part of another word, nor of a school somebody went to."""
    after = text[at + len(name) :]
    if name.endswith("区") and after[:1] in _ANOTHER_WORD and after[:1]:
        return False
    return _STUDIED.match(after) is None
