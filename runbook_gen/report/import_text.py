"""An import as a table: a document a line, then the incidents, what is left, what is to do."""

from collections.abc import Iterator, Sequence

from runbook_gen.model.draft import Imported, Told, Written
from runbook_gen.report.text import printable

HEAD = ("document", "incidents", "fields", "lines", "placed", "notes", "left")
MOST_LEFT = 40


def report(imported: Sequence[Imported]) -> str:
    """The table, each file with its state, and what no incident is made of."""
    rows = [HEAD, *(_row(each) for each in imported)]
    if len(imported) > 1:
        sums = [sum(int(row[n]) for row in rows[1:]) for n in range(1, len(HEAD))]
        rows.append(("in all", *map(str, sums)))
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = [
        "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    for each in imported:
        lines += ["", *_files(each), *_leftovers(each)]
    return "\n".join(map(printable, [*lines, "", *_next(imported)])) + "\n"


def _row(each: Imported) -> tuple[str, ...]:
    draft = each.draft
    fields = sum(len(told.record) for told in draft.told)
    counts = (len(draft.incidents), fields, draft.said, draft.placed, draft.noted, draft.left)
    return draft.file, *map(str, counts)


def _files(each: Imported) -> Iterator[str]:
    yield f"{each.draft.file}:"
    for told, file in zip(each.draft.told, each.files, strict=True):
        title = next(iter(told.record["title"].values()))
        yield f"  {file.state:<9} {file.path}  {title}"
        yield from (f"            {line}" for line in _remarks(told, file))
        yield from (f"            {line}" for line in file.difference.splitlines())


def _remarks(told: Told, file: Written) -> Iterator[str]:
    if assumed := told.record.get("assumed"):
        yield f"not said, so guessed: {', '.join(assumed)}"
    for other in file.alike:
        kind = "probably the same incident as" if other.same else "maybe related to"
        shared = ", ".join(other.shared)
        yield f"{kind} {other.id} (likeness {other.score:.2f}; both say {shared})"
    if file.state == "edited":
        yield "edited since the last import, so it is left alone; --merge joins both:"
    if file.state == "conflict":
        yield "both you and the document changed the same lines, so it is left alone:"


def _leftovers(each: Imported) -> Iterator[str]:
    left = each.draft.leftovers
    if left:
        yield "  Left over, in no incident:"
    for leftover in left[:MOST_LEFT]:
        first, last = leftover.span
        lines = f"{first + 1}" if last - first < 2 else f"{first + 1}-{last}"
        yield f"    {each.draft.file}:{lines}: {leftover.text.splitlines()[0][:70]}"
    if len(left) > MOST_LEFT:
        yield f"    and {len(left) - MOST_LEFT} more: --report json lists all."


def _next(imported: Sequence[Imported]) -> Iterator[str]:
    files = [file for each in imported for file in each.files]
    if files:
        count = sum(file.state in ("new", "updated", "merged") for file in files)
        yield f"{count} written, {len(files) - count} as they were."
        yield "'runbook-gen check' says what is left to do."
    else:
        yield "No incident was found: no heading is one of a symptom, a cause or a fix."
