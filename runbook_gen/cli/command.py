"""What a command must have, and how it ends."""

from argparse import ArgumentParser, Namespace
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
