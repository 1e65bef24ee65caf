"""What was done and what to do: actions, steps, commits."""

from typing import Any

from runbook_gen.ingest.bare import NUMBERING, bare
from runbook_gen.ingest.codes import OUTPUT, Excerpt, Ran, is_shell, path, split, uncommented
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.leads import measure
from runbook_gen.ingest.placing.editing import changes
from runbook_gen.ingest.placing.showing import shown, snippet
from runbook_gen.ingest.points import Part, Point
from runbook_gen.ingest.said import commits as commits_in
from runbook_gen.ingest.said import ending
from runbook_gen.ingest.section import Section

MOST_RESULT = 5_000
"""So much is said of what came of an action."""


def actions(entry: Entry, part: Part) -> None:
    """What was done to end it. A remark in the label may say that it is only recommended."""
    remark = entry.words.field(part.section.label.rest) if part.section.label.rest else None
    if remark in OTHERWISE:
        OTHERWISE[remark](entry, part)
    else:
        _add_all(entry, part, "fix", "worked")


def workaround(entry: Entry, part: Part) -> None:
    """What was done so that it works for now."""
    _add_all(entry, part, "workaround", "worked")


def recommended(entry: Entry, part: Part) -> None:
    """What should be done, and was not."""
    _add_all(entry, part, "fix", "not-tried")


def prevent(entry: Entry, part: Part) -> None:
    """What keeps it from coming back."""
    _add_all(entry, part, "prevent", "not-tried")


OTHERWISE = {"recommended": recommended, "workaround": workaround, "prevent": prevent}


KINDS = {"actions": "fix", "attempts": "fix", "workaround": "workaround"}
"""What a measure is for, by its label."""


def respond(entry: Entry, part: Part) -> None:
    """What to do when it happens."""
    for point in _split(part.points):
        words = ending(point.words).words or bare(part.section.title)
        told = shown(entry, point.blocks)
        step: dict[str, Any] = {"summary": entry.text(words)}
        if told.commands:
            step["commands"] = told.commands
        if told.excerpts:
            step["changes"] = changes(entry, told.excerpts, point.words)
        if spans := told.told(point.spans):
            entry.add("respond", step, spans)


def take_edit(entry: Entry, section: Section, point: Point) -> None:
    """Where a cause shows what stood there before and after, the edit is an action."""
    edit = [block for block in point.blocks if block.version]
    if any(block.version == "after" for block in edit):
        point.blocks = [block for block in point.blocks if not block.version]
        spans = [(block.first, block.last) for block in edit]
        point.spans = [span for span in point.spans if span not in spans]
        named = Point(next(iter(entry.values["title"].values())), spans, edit)
        _add(entry, section, named, "fix", "worked", [])


def commits(entry: Entry, part: Part) -> None:
    """Commits belong to the action that they tell of; one that belongs to none is an action."""
    for point in part.points:
        named = commits_in(f"commit {point.words}")
        words = point.words
        action = next((a for a in entry.lists.get("actions", ()) if _tells_of(a, words)), None)
        if named and action and "commit" not in action:
            action["commit"] = named[0]
            label = (part.section.first, part.section.opened)
            entry.extend("actions", action, [*point.said, label])
        else:
            _add(entry, part.section, point, "fix", "worked", named)


def _tells_of(action: dict[str, Any], words: str) -> bool:
    """Whether a commit's words are those of an action: two words in common."""
    said = set(" ".join(action["summary"].values()).lower().split())
    return len(said & set(words.lower().replace("(", " ").replace(")", " ").split())) > 1


def _add_all(entry: Entry, part: Part, purpose: str, outcome: str) -> None:
    named = commits_in(part.section.title)
    before: dict[str, Any] | None = None
    for point in _split(part.points):
        sign = ending(point.words)
        if sign.outcome == "partial" and before and "origin" in before and not point.blocks:
            _came_of_it(entry, before, sign.words, point)
            continue
        kind, ended = purpose, outcome
        if purpose != "prevent" and (said := measure(sign.words, entry.words)):
            kind, ended = KINDS[said[0]], sign.outcome or outcome
            point.words = said[1]
        before = _add(entry, part.section, point, kind, ended, named)


def _came_of_it(entry: Entry, action: dict[str, Any], words: str, point: Point) -> None:
    """`⚠️` behind an action says what came of it."""
    earlier = next(iter(action.get("result", {"": ""}).values()))
    if len(earlier) + len(words) > MOST_RESULT:
        entry.note(point.spans)
        return
    action["result"] = entry.text(f"{earlier}\n{words}".strip())
    action["outcome"] = "partial"
    entry.extend("actions", action, point.spans)


def _add(
    entry: Entry, section: Section, point: Point, purpose: str, outcome: str, named: list[str]
) -> dict[str, Any]:
    sign = ending(point.words)
    told = shown(entry, point.blocks)
    edits = [each for each in told.excerpts if each.language not in OUTPUT | {"markdown", "html"}]
    logs = [each for each in told.excerpts if each not in edits]
    item: dict[str, Any] = {
        "summary": entry.text(sign.words.strip() or _name(section, edits)),
        "purpose": purpose,
        "outcome": sign.outcome or outcome,
    }
    if told.commands:
        item["commands"] = told.commands
    if edits:
        item["changes"] = changes(entry, edits, point.words)
    elif (file := path(_in_code(sign.words))) and "/" in file:
        item["changes"] = [{"path": file, "note": entry.text(sign.words)}]
    if logs:
        item["evidence"] = [snippet(each) for each in logs]
    if own := commits_in(sign.words) or named:
        item["commit"] = own[0]
    spans = told.told(point.spans)
    return entry.add("actions", item, spans) if spans else item


def _in_code(words: str) -> str:
    return " ".join(words.split("`")[1::2])


def _name(section: Section, edits: list[Excerpt]) -> str:
    """What to call an action that only code shows."""
    paths = [edit.path for edit in edits if edit.path]
    title = bare(section.title)
    return f"{title}: `{paths[0]}`" if paths else title


def _split(found: list[Point]) -> list[Point]:
    """A block whose commands are numbered by comments is a point for each of them."""
    return [each for point in found for each in _numbered(point)]


def _numbered(point: Point) -> list[Point]:
    if point.words or len(point.blocks) != 1 or not is_shell(block := point.blocks[0]):
        return [point]
    parts = list(split(block))
    runs = [part for part in parts if isinstance(part, Ran)]
    names = [uncommented(run.comment).strip() for run in runs]
    if len(runs) < max(2, len(parts)) or not all(map(NUMBERING.match, names)):
        return [point]
    apart: list[Point] = []
    lines, at = block.text.split("\n"), 0
    for run, name in zip(runs, names, strict=True):
        at = lines.index(run.comment.split("\n")[0], at)
        first = block.first if not apart else block.first + 1 + at
        told = "\n".join([run.run, *(f"# {line}" for line in run.output.split("\n") if line)])
        inner = block._replace(text=told, info=block.info or "bash")
        if apart:
            apart[-1].spans = [(apart[-1].spans[0][0], first)]
        apart.append(Point(bare(name), [(first, block.last)], [inner]))
    return apart
