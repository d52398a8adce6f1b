"""The command line: verbs and exit statuses. Heavy imports happen inside the verb that needs them."""

from __future__ import annotations

import atexit
import gc
import sys
from io import TextIOWrapper

import typer

from cardwright.cli import authoring, building, judging
from cardwright.errors import CardwrightError

INTERRUPTED = 130

app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Compile validated YAML topic cards into a bilingual site and Anki decks.",
)
for verbs in (judging, authoring, building):
    app.add_typer(verbs.app)


def main() -> None:
    """Run the command line: a known error is a message and its exit status, Ctrl-C is 130."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know every character
    gc.set_threshold(100_000)  # a command is over before looking for cycles among many small values pays
    atexit.register(gc.freeze)  # nor at the end, when Python would look once more
    try:
        app()
    except CardwrightError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"help: {error.hint}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@app.callback()
def _verbs() -> None:
    """Compile validated YAML topic cards into a bilingual site and Anki decks."""
