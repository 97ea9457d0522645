"""The fixtures of all browser tests."""

from tests.browsing import chromium, page, server, visit

__all__ = ["chromium", "page", "server", "visit"]
