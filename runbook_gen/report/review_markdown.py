"""A review as Markdown: the one comment on a pull request.

All that a change says in it is foreign: it stands in code, or its signs are escaped (see
`markdown_text`). A comment may have 65,536 characters; what does not fit is left out, and counted.
"""

from collections.abc import Iterator
from difflib import unified_diff
from itertools import groupby

from runbook_gen.model.finding import Finding
from runbook_gen.model.review import FieldChange, RecordChange, Review, TextState
from runbook_gen.report import changes_markdown
from runbook_gen.report.markdown_text import block, code, cut, plain
from runbook_gen.report.review_text import TITLES, way
from runbook_gen.report.sentence import sentence

MARK = "<!-- runbook-gen review -->"
"""By which the comment is found again, to be brought up to date."""

LONGEST = 60_000  # in units of UTF-16; GitHub takes 65,536
MOST = 30  # findings, files and texts of a kind that are named
SHORT = 80  # characters that two values may have to stand beside each other
LINES = 40  # of a difference


def report(review: Review) -> str:
    """The whole comment."""
    return _fitting(list(_blocks(review))) + "\n"


def _fitting(blocks: list[str]) -> str:
    """As many blocks as a comment takes, and how many were left out."""
    kept: list[str] = []
    room = LONGEST
    for block_ in blocks:
        room -= len(block_.encode("utf-16-le")) // 2 + 2
        if room < 0:
            left = len(blocks) - len(kept)
            kept.append(f"**Cut here:** {left} more parts. `runbook-gen review` tells them all.")
            break
        kept.append(block_)
    return "\n\n".join(kept)


def _blocks(review: Review) -> Iterator[str]:
    yield f"{MARK}\n## Runbook review: {TITLES[review.verdict.level].lower()}"
    if review.verdict.reasons:
        yield "\n".join(f"- {plain(reason)}" for reason in review.verdict.reasons)
    if not (review.records or review.rules or review.findings):
        yield "Nothing that the collection says changes."
    if review.findings:
        yield "### What the checks say"
        yield _list([_finding(finding) for finding in review.findings])
    for record in review.records:
        yield from _record(record)
    if review.rules:
        yield "### Exported rules"
        if review.release:
            yield changes_markdown.report(review.rules, review.release).strip()
        else:
            yield _list([f"{code(c.rule)}: {c.meaning}" for c in review.rules])
    if review.elsewhere:
        yield "### Files outside the collection"
        yield _list([code(file) for file in review.elsewhere])


def _list(items: list[str]) -> str:
    more = [f"… and {len(items) - MOST} more"] if len(items) > MOST else []
    return "\n".join(f"- {item}" for item in [*items[:MOST], *more])


def _finding(finding: Finding) -> str:
    said = f"{sentence(finding.message)} {sentence(finding.remedy)}"
    where = code(str(finding.place))
    return f"**{finding.severity}** {where} {plain(cut(said, 500))} ({code(finding.id)})"


def _record(record: RecordChange) -> Iterator[str]:
    title = f": {plain(cut(record.title, 200))}" if record.title else ""
    yield f"### {record.state.capitalize()}: {code(record.file)}{title}"
    if record.facts:
        yield " · ".join(plain(fact) for fact in record.facts if fact)
    for neighbour in record.near:
        near = neighbour.alike
        what = "The same incident?" if near.same else "Related?"
        linked = " It is linked already." if neighbour.linked else ""
        shared = ", ".join(code(word, 80) for word in near.shared)
        yield f"**{what}** {near.score:.2f} like {code(near.id)}: both say {shared}.{linked}"
    if record.destroys:
        yield "**New commands that destroy:**"
        yield block([line for run in record.destroys for line in cut(run, 500).split("\n")], "bash")
    if record.texts:
        yield "**Translation:**"
        yield _list([_text(path, list(each)) for path, each in _by_path(record.texts)])
    short = [field for field in record.fields if _is_short(field)]
    if short:
        yield _list([f"{code(way(f.path))}: {_value(f.was)} → {_value(f.now)}" for f in short])
    for field in record.fields:
        if field not in short:
            yield f"{code(way(field.path))}:\n\n{_difference(field)}"


def _by_path(texts: tuple[TextState, ...]) -> Iterator[tuple[str, Iterator[TextState]]]:
    return groupby(texts, key=lambda text: way(text.path))


def _text(path: str, states: list[TextState]) -> str:
    told = ", ".join(f"{code(s.language)} {WORDS[s.state]}" for s in states)
    return f"{code(path)}: {told}"


WORDS = {"missing": "is missing", "older": "is older than the original"}


def _is_short(field: FieldChange) -> bool:
    return all(len(value or "") <= SHORT and "\n" not in (value or "") for value in field[1:])


def _value(value: str | None) -> str:
    return "*(nothing)*" if value is None else code(value)


def _difference(field: FieldChange) -> str:
    """The lines of a value that are otherwise."""
    was, now = ((value or "").split("\n") if value else [] for value in (field.was, field.now))
    whole = field.was is None or field.now is None
    lines = list(unified_diff(was, now, lineterm="", n=2))[3 if whole else 2 :]
    lines = [cut(line, 500) for line in lines]
    left = len(lines) - LINES
    lines = [*lines[:LINES], *([f"… ({left} more lines)"] if left > 0 else [])]
    return block(lines, "diff")
