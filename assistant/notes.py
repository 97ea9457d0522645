"""What an answer says besides, whatever it answers: an unknown district, personal numbers, questions left (pure)."""

from assistant.messages import message
from assistant.understand import MOST_QUESTIONS, Understanding, questions_in


def left_over(read: Understanding) -> str:
    """That some of the questions were too many for one answer; empty where none was."""
    left = len(questions_in(read.query)) - MOST_QUESTIONS
    return message("answer.left_over", count=left) if left > 0 else ""


def notes(read: Understanding) -> list[str]:
    """What a question or a word of it was taken for, that a district is not known, that numbers were masked."""
    name = read.unknown_district
    pairs = "、".join(message("answer.respelt_pair", typed=typed, meant=meant) for typed, meant in read.respelt)
    return [
        *([message("answer.taken_for", question=read.taken_for)] if read.taken_for else []),
        *([message("answer.respelt", pairs=pairs)] if pairs else []),
        *([message("answer.unknown_district", district=name)] if name else []),
        *([message("personal.note")] if read.personal else []),
    ]
