"""The offices to call or to visit, as the table of the texts gives them."""

from collections.abc import Sequence

from assistant.calculators.outcome import Outcome, Quoted
from assistant.messages import message
from corpus.model import District


def offices(places: Sequence[District], details: Sequence[str]) -> Outcome:
    """The offices of some places.

    Args:
        details: what of each is said: phone, address or both; the rest stands in the rows quoted.
    """
    said: list[str] = []
    basis: list[Quoted] = []
    for place in places:
        office = place.office
        known = {
            "phone": message("office.phone", phones="、".join(office.phones)),
            "address": message("office.address", address=office.address),
        }
        parts = "；".join(known[detail] for detail in details)
        said.append(message("office.one", name=office.name, parts=parts))
        basis.append(Quoted(office.clause, office.name))
    return Outcome(tuple(said), tuple(basis))


def which_district(districts: Sequence[District]) -> tuple[str, tuple[str, ...]]:
    """What is said to somebody whose district is not known, and the districts to choose from."""
    names = tuple(district.name for district in districts if not district.city)
    return message("office.districts", names="、".join(names)), names
