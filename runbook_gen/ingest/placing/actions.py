"""What was done and what to do: actions, steps, commits."""

from typing import Any

from runbook_gen.ingest.codes import OUTPUT, Excerpt, is_shell, path, split, uncommented
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.outline import Section
from runbook_gen.ingest.placing.editing import changes
from runbook_gen.ingest.placing.showing import command, shown, snippet
from runbook_gen.ingest.points import Point
from runbook_gen.ingest.said import commits as commits_in
from runbook_gen.ingest.said import ending
from runbook_gen.ingest.vocabulary import NUMBERING, bare


def actions(entry: Entry, section: Section, found: list[Point]) -> None:
    """What was done to end it. A remark in the label may say that it is only recommended."""
    remark = entry.words.field(section.label.rest) if section.label.rest else None
    if remark in OTHERWISE:
        OTHERWISE[remark](entry, section, found)
    else:
        _add_all(entry, section, found, "fix", "worked")


def workaround(entry: Entry, section: Section, found: list[Point]) -> None:
    """What was done so that it works for now."""
    _add_all(entry, section, found, "workaround", "worked")


def recommended(entry: Entry, section: Section, found: list[Point]) -> None:
    """What should be done, and was not."""
    _add_all(entry, section, found, "fix", "not-tried")


def prevent(entry: Entry, section: Section, found: list[Point]) -> None:
    """What keeps it from coming back."""
    _add_all(entry, section, found, "prevent", "not-tried")


OTHERWISE = {"recommended": recommended, "workaround": workaround, "prevent": prevent}


def respond(entry: Entry, section: Section, found: list[Point]) -> None:
    """What to do when it happens."""
    for point in _split(found):
        words = ending(point.words).words or bare(section.title)
        told = shown(entry, point.blocks)
        step: dict[str, Any] = {"summary": entry.text(words)}
        if told.commands:
            step["commands"] = told.commands
        if told.excerpts:
            step["changes"] = changes(entry, told.excerpts, point.words)
        entry.add("respond", step, point.spans)


def take_edit(entry: Entry, section: Section, point: Point) -> None:
    """Where a cause shows what stood there before and after, the edit is an action."""
    edit = [block for block in point.blocks if block.version]
    if any(block.version == "after" for block in edit):
        point.blocks = [block for block in point.blocks if not block.version]
        spans = [(block.first, block.last) for block in edit]
        point.spans = [span for span in point.spans if span not in spans]
        named = Point(next(iter(entry.values["title"].values())), spans, edit)
        _add(entry, section, named, "fix", "worked", [])


def commits(entry: Entry, section: Section, found: list[Point]) -> None:
    """Commits belong to the action that they tell of; one that belongs to none is an action."""
    for point in found:
        named = commits_in(f"commit {point.words}")
        words = point.words
        action = next((a for a in entry.lists.get("actions", ()) if _tells_of(a, words)), None)
        if named and action and "commit" not in action:
            action["commit"] = named[0]
            entry.extend("actions", action, [*point.spans, (section.first, section.opened)])
        else:
            _add(entry, section, point, "fix", "worked", named)


def _tells_of(action: dict[str, Any], words: str) -> bool:
    """Whether a commit's words are those of an action: two words in common."""
    said = set(" ".join(action["summary"].values()).lower().split())
    return len(said & set(words.lower().replace("(", " ").replace(")", " ").split())) > 1


def _add_all(
    entry: Entry, section: Section, found: list[Point], purpose: str, outcome: str
) -> None:
    named = commits_in(section.title)
    before: dict[str, Any] | None = None
    for point in _split(found):
        sign = ending(point.words)
        if sign.outcome == "partial" and before and not point.blocks:
            _came_of_it(entry, before, sign.words, point)
        else:
            before = _add(entry, section, point, purpose, outcome, named)


def _came_of_it(entry: Entry, action: dict[str, Any], words: str, point: Point) -> None:
    """`⚠️` behind an action says what came of it."""
    earlier = next(iter(action.get("result", {"": ""}).values()))
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
    return entry.add("actions", item, point.spans)


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
    named = [uncommented(p.comment).strip() for p in parts if not isinstance(p, Excerpt)]
    if len(parts) < 2 or len(named) < len(parts) or not all(map(NUMBERING.match, named)):
        return [point]
    at = block.first + 1
    apart = []
    for part, name in zip(parts, named, strict=True):
        assert not isinstance(part, Excerpt)
        height = len("\n".join(filter(None, (part.comment, part.run, part.output))).split("\n"))
        while part.comment.split("\n")[0].strip() not in block.text.split("\n")[at - block.first - 1]:
            at += 1
        told = command(part, comment=False)
        text = told["run"] + "".join(f"\n# {line}" for line in part.output.split("\n") if line)
        inner = block._replace(first=at, last=at + height, text=text, info=block.info or "bash")
        apart.append(Point(bare(name), [(at, at + height)], [inner]))
        at += height
    return apart
