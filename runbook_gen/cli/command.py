"""What a command must have, and how it ends."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Protocol

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


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


class CannotRun(Exception):
    """What stands in the way, and what to do about it, in one sentence each."""


def add_collection(to: ArgumentParser, default: str | None) -> None:
    """`--collection` is global: it may stand before the command or after it."""
    to.add_argument(
        "--collection",
        metavar="DIR",
        type=Path,
        default=default,
        help="the collection's folder (default: the nearest incidents/ upward)",
    )
