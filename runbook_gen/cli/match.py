"""Match a log against the incidents: which of them is this, and what to do now.

Reads FILEs (also .gz), or standard input with '-' or without a FILE. Lines may be pasted from
anywhere: quotes, boxes, colours and times around them are taken off, and wrapped lines are joined.
(In what stands more than 1 MB into a log, words that a terminal cut in two are not joined.) From a
pipe, hits are printed as they come. Rules are kept ready in .runbook/ until a file of the
collection changes. Nothing leaves this machine.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from runbook_gen.cli import logs, project, reporting
from runbook_gen.cli.command import CLEAN, COULD_NOT_RUN, FINDINGS, CannotRun

if TYPE_CHECKING:
    from runbook_gen.match import Answer, Matcher
    from runbook_gen.model.hit import Hit, Rank


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a log, or '-'; default: '-'")
    parser.add_argument("--language", metavar="CODE", help="of the answer (default: the source)")
    parser.add_argument("--no-cache", action="store_true", help="read the rules anew in any case")
    reporting.add_format(parser)


def run(args: Namespace) -> int:
    """Print the hits as they come, then the incidents that they point to."""
    from runbook_gen.cli import books, sieves
    from runbook_gen.engine.signature import BadSignature
    from runbook_gen.match import Matcher, Ranking

    where, cached = project.find(args.collection), not args.no_cache
    book = books.book(where, cached=cached)
    answers = book.answers[project.chosen(tuple(book.answers), args.language)]
    exprs = [rule.expr for rule in book.rules]
    told, ranking, unread = _FORMATS[args.format](), Ranking(), []
    try:
        matcher = Matcher(
            book.rules,
            sieves.kept(where.root, exprs) if cached else None,
            lambda: sieves.made(where.root, exprs, cached=cached),
        )
    except BadSignature as error:
        raise CannotRun(f"a rule is not RE2 ({error}): 'runbook-gen check' names it.") from None
    told.begin()
    for name in args.files or [logs.STDIN]:
        try:
            for hit in _hits(name, matcher):
                ranking.add(hit)
                told.hit(hit)
        except CannotRun as error:  # the other logs may still tell
            unread.append(name)
            sys.stderr.write(f"runbook-gen: {error}\n")
    ranks = ranking.ranks()
    told.end(ranks, answers, complete=not unread)
    return COULD_NOT_RUN if unread else FINDINGS if ranks else CLEAN


def _hits(name: str, matcher: "Matcher") -> Iterator["Hit"]:
    with logs.opened(name) as read:
        yield from matcher.hits(name.replace("\\", "/"), read)


NO_STEPS = "   No steps are written yet; the page tells the rest."


class _Text:
    """For people: each hit in a line, then what each incident is, and what to do now."""

    def begin(self) -> None:
        """Nothing yet."""

    def hit(self, hit: "Hit") -> None:
        """Tell one, at once."""
        sys.stdout.write(f"{hit.file}:{hit.line}: {hit.incident} ({hit.rule})\n")
        sys.stdout.flush()

    def end(self, ranking: list["Rank"], answers: dict[str, "Answer"], *, complete: bool) -> None:
        """Tell what the hits add up to; nothing of a log that was not read."""
        from runbook_gen.engine.logtext import words

        if not ranking and complete:
            sys.stdout.write("No known incident.\n")
        for number, rank in enumerate(ranking, 1):
            answer = answers[rank.incident]
            steps = [f"   {n}. {step}" for n, step in enumerate(answer.steps, 1)]
            lines = (
                "",
                f"{number}. {answer.title} [{rank.confidence}]",
                f"   {answer.symptom}",
                f"   {rank.first.file}:{rank.first.line}: {words(rank.first.text)[:200]}",
                *(steps or [NO_STEPS]),
                f"   {answer.url}",
            )
            sys.stdout.write("\n".join(lines) + "\n")


class _Json:
    """For programs: one object, written as its parts come, so that none are held."""

    def __init__(self) -> None:
        self._hits = 0

    def begin(self) -> None:
        """Open the object."""
        sys.stdout.write('{\n  "version": 1,\n  "matches": [')

    def hit(self, hit: "Hit") -> None:
        """One match more."""
        self._hits += 1
        sys.stdout.write(("" if self._hits == 1 else ",") + _indented(hit._asdict()))

    def end(self, ranking: list["Rank"], answers: dict[str, "Answer"], *, complete: bool) -> None:
        """The ranking; what was not read is told elsewhere."""
        del complete
        rows: Iterable[str] = (
            _indented({
                "incident": rank.incident,
                "title": answers[rank.incident].title,
                "confidence": rank.confidence,
                "rules": rank.rules,
                "lines": rank.lines,
                "url": answers[rank.incident].url,
            })
            for rank in ranking
        )  # fmt: skip
        ends = ["\n  ]" if some else "]" for some in (self._hits, ranking)]
        sys.stdout.write(f'{ends[0]},\n  "ranking": [{",".join(rows)}{ends[1]}\n}}\n')


def _indented(row: dict[str, object]) -> str:
    import json

    text = json.dumps(row, ensure_ascii=False, indent=2)
    return "\n    " + text.replace("\n", "\n    ")


_FORMATS: dict[str, type[_Text | _Json]] = {"text": _Text, "json": _Json}
