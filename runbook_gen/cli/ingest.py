"""Bring Markdown documents in: each incident in them becomes a YAML file, and no line is lost.

Works offline and the same each time. Headings, bold labels and tables say what is a symptom, a
cause, an action or a lesson; what no field is for is kept as a note, and what belongs to no
incident is listed as left over. A file that a person has edited is never overwritten: the
difference is shown, and '--merge' joins both. A folder stands for the Markdown files in it. Words
of your own go to .vocabulary.yaml in the collection, or to --vocabulary.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import documents, parallel, progress, reporting
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun

if TYPE_CHECKING:
    from runbook_gen.cli.shelf import Shelf
    from runbook_gen.model.draft import Imported

WORTH_SHARING = 200_000
"""So many characters are read by several processes; fewer do not pay for beginning one."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a document or folder")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where to write (default: the collection)"
    )
    parser.add_argument(
        "--vocabulary", metavar="FILE", type=Path, action="append", default=[],
        help="more words for fields, in YAML; may be given again",
    )  # fmt: skip
    parser.add_argument("--cluster", metavar="ID", help="the cluster (default: the collection's)")
    parser.add_argument("--merge", action="store_true", help="join a person's edits with changes")
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    parser.add_argument("--report", choices=reporting.FORMATS, default="text", help="how to report")


def run(args: Namespace) -> int:
    """Read every document, write what it gives, and report."""
    from runbook_gen.cli.shelf import Shelf
    from runbook_gen.report import IMPORT_REPORTS

    shelf = Shelf.at(args.out or _collection(args.collection), args.cluster, args.vocabulary)
    paths = documents.markdown_files(args.files)
    imported = _imported(paths, shelf, merge=args.merge, write=not args.dry_run)
    reporting.emit(IMPORT_REPORTS[args.report](imported), colour=False)
    if args.dry_run:
        sys.stderr.write("runbook-gen: nothing was written (--dry-run).\n")
    states = {file.state for each in imported for file in each.files}
    return FINDINGS if states & {"edited", "conflict"} else CLEAN


def _collection(named: Path | None) -> Path:
    from runbook_gen.cli import project

    try:
        return project.find(named).incidents
    except CannotRun:
        raise CannotRun(
            "there is no collection here. Say where to write: --out DIR (made by 'runbook-gen "
            "init', or any folder)."
        ) from None


def _imported(
    paths: Sequence[Path], shelf: "Shelf", *, merge: bool, write: bool
) -> list["Imported"]:
    """Each document and its files: nothing is written before all of them are read."""
    from runbook_gen.model.draft import Imported

    names = documents.names(paths, shelf.folder)
    texts = [(name, documents.text(path)) for name, path in zip(names, paths, strict=True)]
    shared = sum(len(text) for _, text in texts) > WORTH_SHARING
    over = parallel.stream if shared else map
    read = over(lambda each: shelf.read(*each), texts)
    told = progress.over(texts, lambda each: each[0])
    drafts = list(shelf.named([draft for _, draft in zip(told, read, strict=True)]))
    # Two clusters are one file, which is written in the order of their documents.
    over = over if sum(draft.cluster is not None for draft in drafts) < 2 else map
    # By their numbers: what is read is there in each process, and need not be sent to it.
    kept = over(lambda n: shelf.keep(drafts[n], merge=merge, write=write), range(len(drafts)))
    return list(map(Imported, drafts, kept))
