"""The fixtures of all unit tests of the web application."""

from tests.staffing import office, quiet_office
from tests.web import assistant, client, recorder

__all__ = ["assistant", "client", "office", "quiet_office", "recorder"]
