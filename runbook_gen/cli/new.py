"""Begin a new incident: a commented file that names every field.

Without an ID, on a terminal, it asks for what is known already; with one, the options say it. What
is left out stands as TODO. The file is written into the collection and passes its schema at once;
'runbook-gen check' then says what is left to fill in.

A TEXT is in the collection's source language, or in the one that it names: --title "en=No DNS".
"""

import datetime
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runbook_gen.cli import draft as known
from runbook_gen.cli import project, skeleton, writing
from runbook_gen.cli.command import CLEAN, CannotRun
from runbook_gen.cli.draft import Draft

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection

SURROGATES = re.compile(r"[\ud800-\udfff]")  # what Python makes of bytes that are no text
TEXTS = {
    "title": "what failed and how",
    "symptom": "what was seen",
    "cause": "why it happened",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "id", metavar="ID", nargs="?", help="lower-case words and hyphens: coredns-loop"
    )
    for name, what in TEXTS.items():
        parser.add_argument(
            f"--{name}", metavar="TEXT", action="append", help=f"{what}; once for each language"
        )
    parser.add_argument("--occurred", metavar="YYYY-MM-DD", help="default: today")
    parser.add_argument("--severity", choices=known.SEVERITIES, help="default: high")
    parser.add_argument("--status", choices=known.STATUSES, help="default: open")
    parser.add_argument("--components", metavar="NAMES", help="with commas between")
    parser.add_argument("--wave", metavar="N", type=int, help="the sync wave that it struck")


def run(args: Namespace) -> int:
    """Write `<id>.yaml`, unless there is one."""
    asks = args.id is None
    if asks and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CannotRun("name the incident: runbook-gen new ID. Questions need a terminal.")
    where = project.find(args.collection)
    collection = where.load().collection
    if collection is None:
        raise CannotRun("the collection does not load. Run 'runbook-gen check' first.")
    fields = _given(args, collection)
    draft = replace(Draft("", datetime.date.today()), **fields)
    if asks:
        from runbook_gen.cli.questions import ask

        draft = ask(draft, collection, fields)
    path = where.incidents / f"{draft.id}.yaml"
    if path.exists() or draft.id in collection.by_id:
        raise CannotRun(f"{project.shown(path)} is there already. Choose another id, or edit it.")
    cluster = collection.cluster.record.id
    writing.write_text(path, skeleton.filled(draft, cluster, collection.languages))
    sys.stdout.write(f"{project.shown(path)}: replace every TODO, then 'runbook-gen check'.\n")
    return CLEAN


def _given(args: Namespace, collection: "Collection") -> dict[str, Any]:
    """The fields that the options say."""
    read: dict[str, Callable[[Any], Any]] = {
        "id": known.id_of,
        "occurred": known.day,
        "severity": str,
        "status": str,
        "components": lambda text: known.components(text, collection),
        "wave": lambda number: known.wave(number, collection),
        **dict.fromkeys(TEXTS, lambda texts: _said(texts, collection.languages)),
    }
    given = {name: getattr(args, name) for name in read}
    return {name: read[name](value) for name, value in given.items() if value is not None}


def _said(texts: Iterable[str], languages: tuple[str, ...]) -> dict[str, str]:
    """Texts by language; one that names none is in the source language."""
    said: dict[str, str] = {}
    for text in texts:
        code, equals, words = text.partition("=")
        language, words = (code, words) if equals and code in languages else (languages[0], text)
        if language in said:
            raise CannotRun(f"a text is given twice in '{language}'. Name the other: xx=TEXT.")
        if SURROGATES.search(words):
            raise CannotRun("a text is not UTF-8. Type it anew.")
        said[language] = words.strip()
    return said
