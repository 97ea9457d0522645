"""Pages made from templates: everything put into them is escaped, every sentence comes from the messages."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from assistant.messages import message

_FOLDER = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = message
    return environment


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page."""
    return HTMLResponse(fragment(template, **values), status)


def fragment(template: str, **values: object) -> Markup:
    """A piece of a page."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704  # the template has escaped it
