"""Begin a new incident: a commented file that names every field.

The file is written into the collection and passes its schema at once; 'runbook-gen check' then
says what is left to fill in.
"""

import datetime
import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from runbook_gen.cli import project, writing
from runbook_gen.cli.command import CLEAN, CannotRun

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("id", metavar="ID", help="lower-case words and hyphens: coredns-loop")


def run(args: Namespace) -> int:
    """Write `<id>.yaml`, unless there is one."""
    if not ID.fullmatch(args.id) or len(args.id) > 80:
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
        "component": (settings.components or ("kubernetes",))[0],
        "text": "{" + ", ".join(f"{language}: TODO" for language in settings.languages) + "}",
    }
    skeleton = Path(__file__).with_name("skeleton.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\{(\w+)\}", lambda match: words[match[1]], skeleton)
    writing.write_text(path, text)
    sys.stdout.write(f"{project.shown(path)}: replace every TODO, then 'runbook-gen check'.\n")
    return CLEAN
