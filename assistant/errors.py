"""Errors of the assistant; the family tree stands in corpus/errors.py."""

from corpus.errors import PolicyError


class AssistantError(PolicyError):
    """An answer could not be made."""


class UnverifiedCitationError(AssistantError):
    """A quotation is not, character for character, in the source that it names."""


class GeneratorUnavailableError(AssistantError):
    """The language model did not answer as it should; the message holds neither question nor key."""


class BadCallError(AssistantError):
    """The call or its input is wrong; the message names the field."""

    exit_code = 2


class NotBuiltYetError(AssistantError):
    """A command that a later version will have."""

    exit_code = 2
