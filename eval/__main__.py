"""The entry of python -m eval."""

import json
import logging
import sys

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """Measure how good the assistant is."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


@app.command()
def calibrate() -> None:
    """Fit the confidence model anew and write assistant/confidence.json."""
    from assistant.confidence import FILE
    from assistant.settings import read_settings
    from eval import calibrate as calibration

    fitted = calibration.calibrate(read_settings())
    calibration.write(fitted, FILE)
    typer.echo(json.dumps(fitted, indent=2))


if __name__ == "__main__":
    app()
