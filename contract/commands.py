"""One way to add a command to a command line, and to give it a day."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    """Add the command `name`, told by `text` in its own help and in the list; `run` gets the options and returns the
    exit code. Arguments are to be added to the parser returned."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def day(text: str) -> date:
    """A day as commands take it, such as 2026-12-31. Raises ArgumentTypeError, which argparse tells."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: year-month-day, such as 2026-12-31") from error
