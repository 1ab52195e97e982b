"""One way to add a command to a command line, to give it a day, and to say in the user's language what is wrong."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from contract.errors import ObservatoryError
from contract.translations import LANGUAGES, mark, mark_count, translate, translate_count

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_OF_ARGPARSE = (
    mark("%(prog)s: error: %(message)s\n"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("expected at least one argument"),
    mark("expected at most one argument"),
    mark("expected one argument"),
    mark("ignored explicit argument %r"),
    mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("not allowed with argument %s"),
    mark("one of the arguments %s is required"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark_count("expected %s argument", "expected %s arguments"),
)
"""What Python's argparse says of wrong arguments, for the catalogue (argparse.py of Python 3.11)."""

_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    """Add the command `name`, told by `text` in its own help and in the list; `run` gets the options and returns the
    exit code. Arguments are to be added to the parser returned."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def refuse_without(option: str, other: str) -> None:
    """Refuse an option that changes nothing as the `other` is not given. Raises ObservatoryError."""
    raise ObservatoryError(mark("{option} changes nothing without {other}: add it, or leave {option} out."),
                           option=option, other=other)  # fmt: skip


def refuse_beside(option: str, other: str) -> None:
    """Refuse an option that changes nothing beside the `other`. Raises ObservatoryError."""
    raise ObservatoryError(mark("{option} changes nothing beside {other}: leave one of the two out."),
                           option=option, other=other)  # fmt: skip


def parsed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """The options that `arguments` give; what is wrong with them is told in the language that they ask for.

    Raises SystemExit with 2, as argparse does, where they are wrong.
    """
    with _spoken(_asked_language(arguments)):
        return parser.parse_args(arguments)


def _asked_language(arguments: Sequence[str]) -> str:
    told = [value for option, value in pairwise(arguments) if option == "--language"]
    told += [each.partition("=")[2] for each in arguments if each.startswith("--language=")]
    return next((each for each in told if each in LANGUAGES), LANGUAGES[0])


@contextmanager
def _spoken(language: str) -> Iterator[None]:
    """Let argparse speak a language: it asks these two names of its module for each sentence."""
    words, before = vars(argparse), {name: vars(argparse)[name] for name in ("_", "ngettext")}
    token = _language.set(language)
    words["_"] = lambda sentence: translate(sentence, language)
    words["ngettext"] = lambda one, other, count: translate_count(one, other, count, language)
    try:
        yield
    finally:
        words.update(before)
        _language.reset(token)


def day(text: str) -> date:
    """A day as commands take it, such as 2026-12-31. Raises ArgumentTypeError, which argparse tells."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = mark("“{text}” is no day: write year-month-day, such as 2026-12-31")
        raise argparse.ArgumentTypeError(translate(message, _language.get(), text=text)) from error
