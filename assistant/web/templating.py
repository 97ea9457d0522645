"""HTML from the templates beside this module; everything filled in is escaped."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.messages import message, message_words

_FOLDER = Path(__file__).parent / "templates"


def html(template: str, **values: object) -> str:
    """A template filled in."""
    return _environment().get_template(template).render(**values)


def head(*styles: str) -> str:
    """What every page loads besides its own: style sheets by name, our script and the words that it says."""
    links = "".join(f'<link rel="stylesheet" href="/page/{style}.css">' for style in styles)
    return f'{links}{_words()}<script src="/page/page.js"></script>'


def navigation(here: str) -> str:
    """The links between the pages; `here` is the path of the one that is open."""
    return html("navigation.html", here=here).replace("\n", "")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(message=message, head=lambda *styles: Markup(head(*styles)))  # noqa: S704
    return environment


def _words() -> str:
    return f'<script type="application/json" id="words">{_inert(message_words("in_browser"))}</script>'


def _inert(words: Mapping[str, str]) -> str:
    """JSON that ends no script element."""
    return json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
