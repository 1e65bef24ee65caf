"""Begin a new collection: a repository that builds its site at once.

Writes an example incident, a cluster, settings, workflows for GitHub, hooks and editors' settings
into DIR, which must be new or empty. With --force it may hold files already: what is there and
differs stays as it is, and is named. The example is written in German, English, Japanese and
Korean; for other languages its words are English.
"""

import datetime
import re
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from runbook_gen.cli import project
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.planting import VERSION_CONTROL, plant
from runbook_gen.cli.render import tell_untranslated
from runbook_gen.cli.requirement import is_local, requirement
from runbook_gen.cli.template import OUR_LANGUAGES, Answers, repository

UNFIT = re.compile(r"[\x00-\x1f\x7f]")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("folder", metavar="DIR", help="the repository's folder")
    parser.add_argument(
        "--languages",
        metavar="CODES",
        default="ko,en",
        help="ISO 639 codes with commas between, the source first (default: ko,en)",
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="REQUIREMENT",
        help="the runbook-gen to install: a path, a URL or a version (default: this version)",
    )
    parser.add_argument(
        "--url",
        default="https://runbooks.example.com",
        help="where the site will be published (default: an example)",
    )
    parser.add_argument("--force", action="store_true", help="DIR may hold files already")


def run(args: Namespace) -> int:
    """Write the repository, and say what to do next."""
    if UNFIT.search(args.folder):
        raise CannotRun("the folder's name has a control character. Choose another.")
    folder = Path(args.folder).absolute()
    names = _named(args.languages)
    line = requirement(args.source, folder)
    today = datetime.date.today().isoformat()
    made = repository(Answers(",".join(names), line, _address(args.url), today))
    kept = plant(folder, made, force=args.force)
    told = ", ".join(f"{name} ({code})" for code, name in names.items())
    sys.stdout.write(
        f"{project.shown(folder)}/: {len(made) - len(kept)} files; languages: {told}.\n"
    )
    if kept:
        sys.stdout.write(f"Left as they were, since they differ: {', '.join(kept)}.\n")
    _tell_english(list(names))
    if is_local(line):
        sys.stderr.write(
            "runbook-gen: requirements.txt names a path outside the repository, which only this "
            "machine has. For others, put a URL or a version there.\n"
        )
    sys.stdout.write("Next:\n" + "".join(f"  {command}\n" for command in _next(folder)))
    return CLEAN


def _named(given: str) -> dict[str, str]:
    """The languages that were asked for, each with its name, in order.

    Raises:
        CannotRun: one of them is none, or stands there twice.
    """
    from babel import Locale

    known = {code: name for code, name in Locale("en").languages.items() if len(code) <= 3}
    codes = [code.strip() for code in given.split(",")]
    for code in codes:
        if code not in known:
            raise CannotRun(
                f"{code!r} is no ISO 639 code of a language. Write codes such as ko, en, ja or de, "
                "with commas between."
            )
    if len(set(codes)) < len(codes):
        raise CannotRun(f"--languages {given} names a language twice. Name each once.")
    return {code: known[code] for code in codes}


def _address(given: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from runbook_gen.model.record import Url

    try:
        return TypeAdapter[str](Url).validate_python(given)
    except ValidationError:
        raise CannotRun(f"--url {given!r} is no address. Write it as https://…") from None


def _tell_english(languages: Sequence[str]) -> None:
    """Say what of the repository and its site is English only."""
    if foreign := ", ".join(code for code in languages if code not in OUR_LANGUAGES):
        sys.stderr.write(f"runbook-gen: the example's words are English in: {foreign}.\n")
    tell_untranslated(languages)


def _next(folder: Path) -> list[str]:
    """The next three commands."""
    way = project.shown(folder)
    way = f"./{way}" if way.startswith("-") else way
    here = [] if folder == Path.cwd() else [f"cd {shlex.quote(way)}"]
    begun = [] if (folder / VERSION_CONTROL).exists() else ["git init -b main"]
    return [*here, *begun, "make site", ".venv/bin/runbook-gen new"][:3]
