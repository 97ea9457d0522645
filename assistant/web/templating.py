"""Pages and pieces of them, made from the templates beside this module.

Everything filled in is escaped, every sentence comes from the messages.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assistant.messages import message, message_words

_FOLDER = Path(__file__).parent / "templates"


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page as a response."""
    return HTMLResponse(html(template, **values), status)


def html(template: str, **values: object) -> str:
    """A template filled in."""
    return _environment().get_template(template).render(values)


def head(*styles: str) -> str:
    """What every page of applicants loads: style sheets by name, our script and the words that it says."""
    return html("head.html", styles=styles)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=message, words=message_words("in_browser"))
    return environment
