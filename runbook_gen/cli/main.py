"""runbook-gen: one reviewed YAML file per incident becomes runbooks and tested rules."""

import gc
import os
import sys
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence

from runbook_gen import __version__
from runbook_gen.cli import (
    build,
    check,
    diff,
    explain,
    export,
    ingest,
    init,
    match,
    new,
    render,
    review,
    scan,
    schema,
    script,
    serve,
    test,
    translations,
    verify,
    waves,
)
from runbook_gen.cli.command import COULD_NOT_RUN, CannotRun, Command, add_collection

COMMANDS: tuple[Command, ...] = (
    check,
    test,
    match,
    scan,
    waves,
    translations,
    render,
    build,
    serve,
    script,
    export,
    diff,
    verify,
    review,
    schema,
    explain,
    init,
    new,
    ingest,
)

EXIT_CODES = "Exit codes: 0 clean, 1 findings, 2 could not run."


def parser() -> ArgumentParser:
    """The whole command line."""
    top = ArgumentParser("runbook-gen", description=__doc__, epilog=EXIT_CODES)
    top.add_argument("--version", action="version", version=f"runbook-gen {__version__}")
    add_collection(top, None)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        name = command.__name__.rpartition(".")[2]
        text = command.__doc__ or ""
        sub = commands.add_parser(
            name,
            help=text.partition("\n")[0].rstrip("."),
            description=text,
            epilog=EXIT_CODES,
            formatter_class=RawDescriptionHelpFormatter,
        )
        command.add_arguments(sub)
        add_collection(sub, SUPPRESS)
        sub.set_defaults(run=command.run)
    return top


READER_LEFT = 141  # what a shell says of a program that a closed pipe ended


def _prepare_output() -> None:
    """UTF-8 everywhere, also on Windows; and somewhere to write where the caller gave nothing."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _give_up_output() -> None:
    """Let what is still unwritten go nowhere, so that the interpreter ends without a complaint."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _start_quickly() -> None:
    """Spare a short command what only long-running programs need: 40 ms of a cold check."""
    gc.set_threshold(100_000, 50, 50)  # many objects live to the end, few are garbage
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is ours; finding out costs


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; no error of a user's ends in a traceback."""
    _prepare_output()
    args = parser().parse_args(argv)
    _start_quickly()
    try:
        code = args.run(args)
        sys.stdout.flush()
    except CannotRun as error:
        print(f"runbook-gen: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _give_up_output()
        return READER_LEFT
    except KeyboardInterrupt:
        print("runbook-gen: stopped.", file=sys.stderr)
        return 130
    except OSError as error:
        _give_up_output()
        where = f"{error.filename}: " if error.filename else ""
        print(f"runbook-gen: {where}{error.strerror or error}.", file=sys.stderr)
        return COULD_NOT_RUN
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
