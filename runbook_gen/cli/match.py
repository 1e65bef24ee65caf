"""Match a log against the incidents: which of them is this, and what to do now.

Reads FILEs (also .gz), or standard input with '-' or without a FILE. Lines may be pasted from
anywhere: quotes, boxes, colours and times around them are taken off, and wrapped lines are joined.
(In what stands more than 4 MB into a log, words that a terminal cut in two are not joined.) From a
pipe, hits are printed as they come. Nothing leaves this machine.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from runbook_gen.cli import logs, project, reporting, sieves
from runbook_gen.cli.command import CLEAN, COULD_NOT_RUN, FINDINGS, CannotRun

if TYPE_CHECKING:
    from runbook_gen.engine.sieve import Sieve
    from runbook_gen.match import Matcher
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.hit import Hit, Rank


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a log, or '-'; default: '-'")
    parser.add_argument("--language", metavar="CODE", help="of the answer (default: the source)")
    parser.add_argument("--no-cache", action="store_true", help="compile the rules anew")
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Print the hits, then the incidents that they point to."""
    from runbook_gen.engine.signature import BadSignature
    from runbook_gen.match import Matcher, rank

    where = project.find(args.collection)
    collection = where.usable()
    language = project.language(collection, args.language)
    try:
        matcher = Matcher(collection.rules)
    except BadSignature as error:
        raise CannotRun(f"a rule is not RE2 ({error}): 'runbook-gen check' names it.") from None
    sieve = sieves.sieve(where.root, matcher.sieve_exprs, cached=not args.no_cache)
    hits: list[Hit] = []
    unread = []
    for name in args.files or [logs.STDIN]:
        try:
            for hit in _hits(name, matcher, sieve):
                hits.append(hit)
                if args.format == "text":
                    sys.stdout.write(f"{hit.file}:{hit.line}: {hit.incident} ({hit.rule})\n")
                    sys.stdout.flush()
        except CannotRun as error:  # the other logs may still tell
            unread.append(name)
            sys.stderr.write(f"runbook-gen: {error}\n")
    ranking = rank(hits)
    if args.format == "json":
        sys.stdout.write(_json(hits, ranking, collection, language))
    elif ranking or not unread:
        sys.stdout.write(_answer(ranking, collection, language))
    return COULD_NOT_RUN if unread else FINDINGS if hits else CLEAN


def _hits(name: str, matcher: "Matcher", sieve: "Sieve | None") -> Iterator["Hit"]:
    with logs.opened(name) as read:
        yield from matcher.hits(name.replace("\\", "/"), read, sieve)


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
