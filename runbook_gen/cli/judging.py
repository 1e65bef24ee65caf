"""What the loader and the checks say of a collection's files, wherever they were read from."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from runbook_gen.cli import ordinary, project, verdict

if TYPE_CHECKING:
    from runbook_gen.check import Review
    from runbook_gen.load.collection import Loaded
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.finding import Finding


class Judged(NamedTuple):
    """A collection as far as it loads, and every finding in it, in order of place."""

    loaded: "Loaded"
    findings: tuple["Finding", ...]


def judged(
    of: project.Project,
    contents: project.Contents,
    repo: Path | None = None,
    irregular: Iterable[tuple[str, str]] = (),
) -> Judged:
    """Load the files and run every check; `irregular` are files that could not be read as such."""
    from runbook_gen.check import Review, check
    from runbook_gen.model.finding import in_order

    loaded = of.load(contents)
    findings = [*loaded.findings, *_irregular(irregular)]
    if loaded.collection:
        known = _commits(repo) if repo else None
        today = datetime.date.today()
        findings += check(Review(loaded.collection, today, known, loaded.left_out, _ordinary()))
    return Judged(loaded, in_order(findings))


def findings(
    of: project.Project,
    contents: project.Contents,
    digests: Mapping[str, bytes],
    irregular: Iterable[tuple[str, str]],
    *,
    cached: bool,
) -> tuple["Finding", ...]:
    """The same findings, where nothing else is wanted: incident by incident if that is possible.

    `digests` are those of the contents. If `cached`, what was found in an incident is believed that
    is as it was.
    """
    from runbook_gen.cli import kept_pieces, pieces
    from runbook_gen.load.collection import Loader
    from runbook_gen.load.source import Source
    from runbook_gen.model.finding import in_order

    loader = Loader(Source(*content) for content in contents)
    shared = loader.collection()
    if shared is None or not pieces.has_pieces(loader):
        return judged(of, contents, irregular=irregular).findings
    own = {source.file: digests[source.file].hex() for source in loader.waiting}
    key = verdict.key_of(verdict.today(()), (d for d in digests.items() if d[0] not in own))
    known = kept_pieces.known(str(of.root), key, own) if cached else {}
    world = review_of(shared)
    complete = pieces.complete(loader, world, known)
    kept_pieces.keep(str(of.root), key, own, complete)
    told = pieces.together(loader, world, complete)
    if told is None:
        return judged(of, contents, irregular=irregular).findings
    return in_order([*told, *_irregular(irregular)])


def review_of(shared: "Collection") -> "Review":
    """What is known of the world where incidents are judged one by one."""
    from runbook_gen.check import Review

    return Review(shared, datetime.date.today(), ordinary=_ordinary())


def _irregular(irregular: Iterable[tuple[str, str]]) -> Iterator["Finding"]:
    from runbook_gen.model.finding import Finding
    from runbook_gen.model.place import Place

    for file, kind in irregular:
        remedy = "Put the file itself there."
        yield Finding("yaml", "error", Place(file), f"this is a {kind}", remedy)


def _ordinary() -> tuple[str, ...]:
    return tuple(line.text for line in ordinary.lines())


def _commits(repo: Path) -> Callable[[str], bool]:
    from runbook_gen.cli.commits import Commits

    return Commits(repo)
