"""Match a log against the incidents: which of them is this, and what to do now.

Reads FILEs (also .gz), or standard input with '-' or without a FILE. Lines may be pasted from
anywhere: quotes, boxes, colours and times around them are taken off, and wrapped lines are joined.
From a pipe, hits are printed as they come. Nothing leaves this machine.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from runbook_gen.cli import project, reporting
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.hit import Hit, LogLine, Rank

CHUNK = 65_536  # bytes: a longer line is read in pieces, so that memory stays flat


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a log, or '-'; default: '-'")
    parser.add_argument("--language", metavar="CODE", help="of the answer (default: the source)")
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Print the hits, then the incidents that they point to."""
    import zlib

    from runbook_gen.engine.signature import BadSignature
    from runbook_gen.match import match, rank

    collection = project.find(args.collection).usable()
    language = project.language(collection, args.language)
    lines = (line for file in args.files or ["-"] for line in _lines(file))
    hits: list[Hit] = []
    try:
        for hit in match(lines, collection.rules):
            hits.append(hit)
            if args.format == "text":
                sys.stdout.write(f"{hit.file}:{hit.line}: {hit.incident} ({hit.rule})\n")
                sys.stdout.flush()
    except BadSignature as error:
        raise CannotRun(f"a rule is not RE2 ({error}): 'runbook-gen check' names it.") from None
    except (EOFError, zlib.error):
        raise CannotRun("a .gz file is cut off or broken. Unpack it as far as it goes.") from None
    ranking = rank(hits)
    if args.format == "json":
        sys.stdout.write(_json(hits, ranking, collection, language))
    else:
        sys.stdout.write(_answer(ranking, collection, language))
    return FINDINGS if hits else CLEAN


def _lines(name: str) -> Iterator["LogLine"]:
    """The lines of a log, however long; bytes that are no text are replaced."""
    from runbook_gen.model.hit import LogLine

    shown = "-" if name == "-" else project.shown(Path(name))
    with _opened(name) as stream:
        number, fresh = 0, True
        while piece := stream.readline(CHUNK):
            number += fresh
            fresh = piece.endswith(b"\n")
            yield LogLine(shown, number, piece.decode("utf-8", "replace").rstrip("\r\n"))


def _opened(name: str) -> IO[bytes]:
    if name == "-":
        return sys.stdin.buffer
    path = Path(name)
    if path.is_dir():
        raise CannotRun(f"{name} is a folder. Name a log file, or '-' for standard input.")
    if path.suffix == ".gz":
        import gzip

        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def _json(
    hits: Iterable["Hit"], ranking: Iterable["Rank"], collection: "Collection", language: str
) -> str:
    import json

    settings = collection.settings.record
    rows = [
        {
            "incident": rank.incident,
            "title": collection.by_id[rank.incident].title.within(language),
            "confidence": rank.confidence,
            "rules": rank.rules,
            "lines": rank.lines,
            "url": settings.page_url(language, f"incidents/{rank.incident}"),
        }
        for rank in ranking
    ]
    report = {"version": 1, "matches": [hit._asdict() for hit in hits], "ranking": rows}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _answer(ranking: list["Rank"], collection: "Collection", language: str) -> str:
    """For each incident: what it is, how sure that is, what to do now, and where its page is."""
    from runbook_gen.engine.logtext import words

    if not ranking:
        return "No known incident.\n"
    blocks = []
    for number, rank in enumerate(ranking, 1):
        incident = collection.by_id[rank.incident]
        steps = (f"   {n}. {s.summary.within(language)}" for n, s in enumerate(incident.respond, 1))
        url = collection.settings.record.page_url(language, f"incidents/{incident.id}")
        lines = (
            "",
            f"{number}. {incident.title.within(language)} [{rank.confidence}]",
            f"   {incident.symptoms[0].summary.within(language)}",
            f"   {rank.first.file}:{rank.first.line}: {words(rank.first.text)[:200]}",
            *steps,
            f"   {url}",
        )
        blocks.append("\n".join(lines))
    return "\n".join(blocks) + "\n"
