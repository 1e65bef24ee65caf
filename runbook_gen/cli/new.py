"""Begin a new incident: a commented file that names every field.

The file is written into the collection and passes its schema at once; 'runbook-gen check' then
says what is left to fill in.
"""

import datetime
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CLEAN, CannotRun

LONGEST = 80
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("id", metavar="ID", help="lower-case words and hyphens: coredns-loop")


def run(args: Namespace) -> int:
    """Write `<id>.yaml`, unless there is one."""
    if len(args.id) > LONGEST:
        raise CannotRun(f"an id has at most {LONGEST} characters, this one {len(args.id)}.")
    if not ID.fullmatch(args.id):
        raise CannotRun(f"'{args.id}' cannot be an id. Use lower-case letters, digits, hyphens.")
    where = project.find(args.collection)
    path = where.incidents / f"{args.id}.yaml"
    if path.exists():
        raise CannotRun(f"{project.shown(path)} is there already. Choose another id, or edit it.")
    loaded = where.load()
    if loaded.collection is None:
        raise CannotRun("the collection does not load. Run 'runbook-gen check' first.")
    settings, cluster = loaded.collection.settings.record, loaded.collection.cluster.record
    words = {
        "id": args.id,
        "today": datetime.date.today().isoformat(),
        "cluster": cluster.id,
    }
    skeleton = Path(__file__).with_name("skeleton.yaml").read_text(encoding="utf-8")
    text = TEXT.sub(lambda match: _in_every(settings.languages, match), skeleton)
    text = re.sub(r"\{(\w+)\}", lambda match: words[match[1]], text)
    writing.write_text(path, text)
    sys.stdout.write(f"{project.shown(path)}: replace every TODO, then 'runbook-gen check'.\n")
    return CLEAN


TEXT = re.compile(r"(?m)^(?P<lead> *#? *)(?P<dash>- )?(?P<key>\w+:)? ?\{text\}(?P<rest>.*)$")


def _in_every(languages: Iterable[str], match: re.Match[str]) -> str:
    """A text of the skeleton, a line for each language: prose in braces trips over its commas."""
    lead, dash, key = match["lead"], match["dash"] or "", match["key"]
    lines = [f"{language}: TODO" for language in languages]
    deeper = lead + " " * len(dash)
    if key:
        return "\n".join([f"{lead}{dash}{key}{match['rest']}", *(f"{deeper}  {x}" for x in lines)])
    return "\n".join([lead + dash + lines[0], *(deeper + line for line in lines[1:])])
