"""The fixtures of all browser tests."""

from tests.browsing import chromium, page, server, sized, visit

__all__ = ["chromium", "page", "server", "sized", "visit"]
