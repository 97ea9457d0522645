"""Labelled sentences: how people write, follow up and stray, and which way each is to be routed.

Written by people who saw the two texts and nothing of the program. They stand beside the cases: a case
asks whether the right clause is stated, a sentence whether the question was understood at all.
"""

from enum import StrEnum
from pathlib import Path

from pydantic import Field

from assistant.model import Route
from eval.case import Gold, Split, parted
from eval.jsonl import read_jsonl

FOLDER = Path(__file__).parent / "understanding"
_SALT = "138:"  # the first that parts every kind about evenly, with 250 to test; chosen before anything was scored


class Besides(StrEnum):
    """Sentences of neither split, each in a folder of this name."""

    SEEN = "seen"  # written later, and looked at
    BEST_EFFORT = "best_effort"  # in pinyin and in English: reported, and no target

    @property
    def folder(self) -> Path:
        """Where they are."""
        return FOLDER / self.value


class SentenceKind(StrEnum):
    """What a sentence tries."""

    CALCULATION = "calculation"
    LOOKUP = "lookup"
    RETRIEVAL = "retrieval"
    CLARIFICATION = "clarification"
    CANNED = "canned"
    YES_NO = "yes_no"
    STEPS = "steps"
    LIST = "list"
    FIGURE = "figure"
    FALSE_PREMISE = "false_premise"
    SEVERAL = "several"
    MULTI_TURN = "multi_turn"
    NOISY = "noisy"
    NEIGHBOUR = "neighbour"
    UNCOVERED = "uncovered"
    OPINION = "opinion"
    SMALL_TALK = "small_talk"
    MEANINGLESS = "meaningless"
    INSULT = "insult"
    ATTACK = "attack"
    PERSONAL = "personal"
    ANSWERABLE = "answerable"  # though it looks like a neighbouring matter
    PINYIN = "pinyin"
    ENGLISH = "english"


class Sentence(Gold):
    """One sentence with its gold; `quotes` are words of the texts that a right answer rests on.

    `clean` is the same question without the noise.
    """

    kind: SentenceKind
    route: tuple[Route, ...] = Field(min_length=1)  # any of these is right
    quotes: tuple[str, ...] = ()
    clean: str | None = None
    note: str = ""

    @property
    def split(self) -> Split:
        """By its id."""
        return parted(f"{_SALT}{self.id}")


def read_sentences(split: Split | None = None, folder: Path = FOLDER) -> list[Sentence]:
    """The sentences of every file of a folder, of one split or of both, in the order of file names.

    Those of its folders (see Besides) belong to neither.

    Raises:
        RuleFileError: a line is not a sentence, or an id stands twice in a file.
    """
    found = [sentence for path in sorted(folder.glob("*.jsonl")) for sentence in read_jsonl(path, Sentence)]
    return [sentence for sentence in found if split is None or sentence.split is split]
