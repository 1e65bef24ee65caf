"""The command line: its commands, and what they are told."""

from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from runbook_gen import __version__


class Command(Protocol):
    """A module of this room is a command: its file name is its name, its docstring its help."""

    __name__: str
    __doc__: str | None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        ...

    def run(self, args: Namespace) -> int:
        """Do it, and return the exit code.

        Raises:
            CannotRun: it could not be done; nothing was half-written.
        """
        ...


COMMANDS = (
    "check",
    "test",
    "match",
    "scan",
    "waves",
    "translations",
    "render",
    "build",
    "serve",
    "script",
    "export",
    "diff",
    "verify",
    "review",
    "schema",
    "explain",
    "init",
    "new",
    "ingest",
)
"""The modules of this room that are commands, in the order of the help."""

GLOBAL = "--collection"
ABOUT = "runbook-gen: one reviewed YAML file per incident becomes runbooks and tested rules."
EXIT_CODES = "Exit codes: 0 clean, 1 findings, 2 could not run."


def _command(name: str) -> Command:
    """The command of this name: only what is asked for is imported."""
    return cast("Command", import_module(f"runbook_gen.cli.{name}"))


def parsed(words: Sequence[str]) -> Namespace:
    """What is asked for; where a command is named, the others are not even loaded."""
    named = [word for word in _after_collection(words)[:1] if word in COMMANDS]
    return _parser(named or COMMANDS).parse_args(words)


def _after_collection(words: Sequence[str]) -> Sequence[str]:
    """The words after `--collection DIR`, where it stands before the command."""
    if words[:1] == [GLOBAL]:
        return words[2:]
    return words[1:] if words and words[0].startswith(f"{GLOBAL}=") else words


def _parser(names: Sequence[str]) -> ArgumentParser:
    top = ArgumentParser("runbook-gen", description=ABOUT, epilog=EXIT_CODES)
    top.add_argument("--version", action="version", version=f"runbook-gen {__version__}")
    add_collection(top, None)
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog="runbook-gen"
    )
    for name in names:
        one = _command(name)
        text = one.__doc__ or ""
        sub = commands.add_parser(
            name,
            help=text.partition("\n")[0].rstrip("."),
            description=text,
            epilog=EXIT_CODES,
            formatter_class=RawDescriptionHelpFormatter,
        )
        one.add_arguments(sub)
        add_collection(sub, SUPPRESS)
        sub.set_defaults(run=one.run)
    return top


def add_collection(to: ArgumentParser, default: str | None) -> None:
    """`--collection` is global: it may stand before the command or after it."""
    to.add_argument(
        GLOBAL,
        metavar="DIR",
        type=Path,
        default=default,
        help="the collection's folder (default: the nearest incidents/ upward)",
    )
