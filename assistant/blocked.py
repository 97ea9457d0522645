"""What must not be done, and a life that may be in danger: told by the words alone (pure).

A wish to forge or to get at what is others' is one thing; to ask what comes of it, whom to tell, whether it is
allowed, or how a thing is done here is an honest question, whatever words it takes.
"""

from assistant.cues import blocked, distress, part


def is_blocked(text: str) -> bool:
    """True for an order to us, a wish for forged papers, or one for what is somebody else's."""
    said = text.lower()
    if blocked("ordered").search(said) or blocked("others_data").search(said):
        return True
    return _rules_for_us(said) or _forges(said)


def is_distress(text: str) -> bool:
    """True for somebody who speaks of ending their life; among words of our subject one sign may mean nothing."""
    if distress("certain").search(text):
        return True
    if distress("likely").search(text) is None:
        return False
    return distress("subject").search(text) is None or distress("self").search(text) is not None


def _rules_for_us(said: str) -> bool:
    """True for a rule for the answers to come; 以后都要说明吗 only asks about one."""
    rule = blocked("ruled").search(said)
    if rule is None:
        return False
    whole = said[max(0, rule.start() - 2) : rule.end()]
    return blocked("to_us").search(whole) is not None or not _asks(blocked("taken_in").sub("", said))


def _forges(said: str) -> bool:
    """True for a wish for forged papers: of us, how, or ordered by the piece where nothing honest is asked."""
    own = blocked("by_others").sub("，", said)
    if blocked("forging_wished").search(own) or blocked("forging_how").search(own):
        return True
    ordered = blocked("forging_ordered").search(own) is not None
    return ordered and not _asks(own) and blocked("honest").search(own) is None


def _asks(text: str) -> bool:
    return part("asks").search(text) is not None
