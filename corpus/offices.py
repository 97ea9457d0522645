"""Districts and the offices to call: rules/offices/*/*.yaml and districts.yaml.

Every word shown stands in the clause that the file names; when the text changes and the words are
no longer there, loading stops instead of giving out an old phone number.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import Complain, RuleFileError, StaleWordsError, stop
from corpus.ids import ClauseId
from corpus.model import Clause, District, Office
from corpus.yaml_file import read_yaml, validated

OFFICES_FOLDER = "rules/offices"
DISTRICTS_FILE = "districts.yaml"


class _OfficeFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    edition: str
    clause: str
    name: str
    phones: list[str] = Field(min_length=1)
    address: str
    site: str


class _DistrictEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    office: str
    aliases: list[str] = Field(default_factory=list)
    city: bool = False


class _DistrictsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    districts: list[_DistrictEntry]
    elsewhere: list[str] = Field(default_factory=list)


def read_elsewhere(folder: Path) -> tuple[str, ...]:
    """Names of places that are not ours: an office of theirs is in none of the texts.

    Raises:
        RuleFileError: districts.yaml cannot be read.
    """
    path = folder / DISTRICTS_FILE
    return tuple(validated(path, _DistrictsFile, read_yaml(path)).elsewhere) if path.is_file() else ()


def read_districts(folder: Path, clauses: Mapping[ClauseId, Clause], complain: Complain = stop) -> tuple[District, ...]:
    """The districts of a corpus with their offices; none when it has no districts.yaml.

    Raises:
        RuleFileError: an unknown key, an office that is missing, a name used twice, or words that
            do not stand in the clause named.
    """
    path = folder / DISTRICTS_FILE
    if not path.is_file():
        return ()
    gone: set[str] = set()  # offices whose clause is gone
    offices = _read_offices(folder, clauses, complain, gone)
    entries = validated(path, _DistrictsFile, read_yaml(path)).districts
    districts = []
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.office in gone:
            continue
        if entry.office not in offices:
            raise RuleFileError(f"{path}: {entry.name}: no office {entry.office!r} under {OFFICES_FOLDER}.")
        for name in (entry.name, *entry.aliases):
            if name in seen:
                raise RuleFileError(f"{path}: {name!r} stands for both {seen[name]} and {entry.name}.")
            seen[name] = entry.name
        districts.append(District(entry.name, tuple(entry.aliases), offices[entry.office], entry.city))
    if sum(entry.city for entry in entries) != 1:
        raise RuleFileError(f"{path}: exactly one entry must be the city itself (city: true).")
    return tuple(districts)


def _read_offices(
    folder: Path, clauses: Mapping[ClauseId, Clause], complain: Complain, gone: set[str]
) -> dict[str, Office]:
    offices: dict[str, Office] = {}
    for path in sorted((folder / OFFICES_FOLDER).rglob("*.yaml")):
        office = validated(path, _OfficeFile, read_yaml(path))
        if office.id in offices:
            raise RuleFileError(f"{path}: office id {office.id!r} stands twice.")
        clause = clauses.get(ClauseId(office.clause))
        if clause is None:
            complain(RuleFileError(f"{path}: clause: no clause {office.clause!r} in this corpus."))
            gone.add(office.id)
            continue
        words = {"name": office.name, "address": office.address, "site": office.site}
        words |= {f"phones.{index}": phone for index, phone in enumerate(office.phones)}
        stale = {key for key, value in words.items() if value not in clause.text}
        for key in sorted(stale):
            complain(StaleWordsError(path, key, words[key], office.clause))
        offices[office.id] = Office(
            office.id,
            office.name,
            tuple(phone for index, phone in enumerate(office.phones) if f"phones.{index}" not in stale),
            "" if "address" in stale else office.address,
            "" if "site" in stale else office.site,
            clause.id,
        )
    return offices
