"""runbook-gen: one reviewed YAML file per incident becomes runbooks and tested rules."""

import gc
import os
import sys
from collections.abc import Sequence

from runbook_gen.cli import again
from runbook_gen.cli.command import COULD_NOT_RUN, CannotRun

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


def _run(words: Sequence[str]) -> int:
    from runbook_gen.cli.command_line import parsed

    args = parsed(words)
    _start_quickly()
    return int(args.run(args))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; no error of a user's ends in a traceback."""
    _prepare_output()
    words = sys.argv[1:] if argv is None else argv
    try:
        code = again.said(words)
        code = _run(words) if code is None else code
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
    return code


if __name__ == "__main__":
    sys.exit(main())
