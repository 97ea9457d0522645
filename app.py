"""Creates the web application and starts it: python app.py (or: python -m assistant serve)."""

import logging
import sys

from assistant.settings import read_settings
from assistant.web.server import serve
from corpus.errors import PolicyError


def main() -> int:
    """Serve with the settings in force; 0 when stopped, else the error's exit code."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        serve(read_settings())
    except PolicyError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
