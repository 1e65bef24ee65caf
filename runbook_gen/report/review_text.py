"""A review for people at a terminal: the verdict, and what changed in a line each."""

from collections.abc import Iterator

from runbook_gen.model.review import Level, RecordChange, Review
from runbook_gen.report.text import printable

TITLES: dict[Level, str] = {
    "sound": "Nothing stands in the way",
    "look": "A person must look",
    "mend": "Something is to mend",
}


def report(review: Review) -> str:
    """The verdict with its reasons, the files, the rules, the findings."""
    lines = [f"{TITLES[review.verdict.level]}.", *(f"  {r}" for r in review.verdict.reasons)]
    lines += [line for record in review.records for line in _record(record)]
    lines += [f"rule {change.rule}: {change.meaning}" for change in review.rules]
    lines += [f"{f.place}: {f.message} [{f.severity}: {f.id}]" for f in review.findings]
    return "\n".join(map(printable, lines)) + "\n"


def _record(record: RecordChange) -> Iterator[str]:
    yield f"{record.state}  {record.file}  {record.title}".rstrip()
    yield from (f"  {way(field.path)}" for field in record.fields)
    for neighbour in record.near:
        near = neighbour.alike
        yield f"  {near.score:.2f} like {near.id}: {', '.join(near.shared)}"


def way(path: tuple[str | int, ...]) -> str:
    """A path as people say it: `symptoms 2 · summary · ko`."""
    parts: list[str] = []
    for part in path:
        if isinstance(part, int) and parts:
            parts[-1] += f" {part + 1}"
        else:
            parts.append(str(part))
    return " · ".join(parts)
