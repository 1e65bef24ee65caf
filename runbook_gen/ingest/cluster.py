"""A cluster from the chapters around the incidents: its facts, waves, checkpoints and results.

Only a document that says what the cluster is and in which waves it is deployed gives one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.codes import is_shell
from runbook_gen.ingest.document import Document
from runbook_gen.ingest.entry import Entry, numbers
from runbook_gen.ingest.naming import slug, unused
from runbook_gen.ingest.points import points
from runbook_gen.ingest.said import day, ending
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Vocabulary
from runbook_gen.model.draft import Span, Told

WAVE = re.compile(r"(?i)(?:sync[- ]?)?(?:wave|웨이브)\s*(-?\d+)\s*[:：]\s*(.+)", re.DOTALL)
APP = re.compile(r"(?:^|(?<=[,()]))([^,()]++)(?:\(([^()]*+)\))?\s*(?:,|$)")
CODE = re.compile(r"`([^`\n]+)`")
ARROW = re.compile(r"(?<!\s)\s*(?:→|->|⇒)\s*")


def cluster(
    root: Section,
    cases: Sequence[Section],
    document: Document,
    words: Vocabulary,
    languages: tuple[str, ...],
) -> Told | None:
    """The cluster that the document tells of, or None where it does not say enough."""
    taken = {line for case in cases for line in range(case.first, case.last)}
    chapters = [s for s in root.walk() if s.field and s is not root and s.first not in taken]
    told = Entry(root, document, words, languages)
    for chapter in chapters:
        if take := CHAPTERS.get(chapter.field or ""):
            take(told, chapter)
    _quotes(told, root)
    return _record(told)


def _facts(told: Entry, chapter: Section) -> None:
    """A table of two columns: what it is, and its value."""
    told.place("facts", [(chapter.first, chapter.opened)])
    for table in (block for block in chapter.body if block.kind == "table"):
        told.place("facts", [(table.first, table.first + 1)])
        for line, row in enumerate(table.rows[1:], table.first + 2):
            if len(row) == 2 and all(row):
                _fact(told, *row, line)


def _fact(told: Entry, name: str, value: str, line: int) -> None:
    spans = [(line, line + 1)]
    listed = [slug(each) for each in CODE.findall(value)]
    plain = value.replace("`", "").replace("**", "").strip()
    steps = ARROW.split(plain)
    if len(listed) > 1:
        told.set("namespaces", list(dict.fromkeys(filter(None, listed))), spans)
    elif len(steps) > 1:
        told.set("delivery", steps, spans)
    elif day(plain) and "inspected" not in told.values and len(plain) < 30:
        told.set("inspected", str(day(plain)), spans)
    else:
        if "id" not in told.values and "`" in value and (name_of := slug(plain)):
            told.values |= {"id": name_of, "title": told.text(plain)}
        told.add("facts", {"name": told.text(bare(name)), "value": plain[:500]}, spans)


def _checkpoints(told: Entry, chapter: Section) -> None:
    """Items with items in them: an area of prevention, and what to check there."""
    told.place("checkpoints", [(chapter.first, chapter.opened)])
    taken: set[str] = set()
    for item in (block for block in chapter.body if block.kind == "item"):
        waves = [(inner, wave) for inner in item.children if (wave := WAVE.match(inner.text))]
        told.place("checkpoints", [(item.first, item.first + 1)])
        area: dict[str, Any] = {"id": _named(item.text, taken), "title": _said(told, item)}
        if waves:
            for inner, wave in waves:
                _wave(told, inner, int(wave[1]), wave[2])
        checks = [inner for inner in item.children if inner.kind == "item" and not waves]
        if checks:
            area["items"] = [_check(told, inner, taken) for inner in checks]
        told.lists.setdefault("checkpoints", []).append(area)


def _check(told: Entry, item: Block, taken: set[str]) -> dict[str, Any]:
    told.place("checkpoints", [_lead(item)])
    check: dict[str, Any] = {"id": _named(item.text, taken), "text": _said(told, item)}
    runs = [code for code in CODE.findall(item.text) if " " in code and is_shell(_as_code(code))]
    return {**check, "commands": [{"run": run} for run in runs]} if runs else check


def _lead(item: Block) -> Span:
    """The lines of an item's own words."""
    return item.first, item.first + item.text.count("\n") + 1


def _as_code(code: str) -> Block:
    return Block("code", 0, 1, code)


def _wave(told: Entry, item: Block, number: int, said: str) -> None:
    told.place("waves", [_lead(item)])
    apps = [
        {"name": name, "summary": told.text((about or called).strip())}
        for called, about in APP.findall(said.replace("\n", " "))
        if (name := slug(called))
    ]
    if apps:
        wave = {"wave": number, "summary": told.text(said), "apps": apps}
        told.lists.setdefault("waves", []).append(wave)


def _listed(field: str) -> Any:
    """Each line or item of a chapter as one part of `field`."""

    def take(told: Entry, chapter: Section) -> None:
        told.place(field, [(chapter.first, chapter.opened)])
        for line, words in _lines(chapter):
            text = {"text": told.text(ending(words).words)}
            told.place(field, [(line, line + 1)])
            told.lists.setdefault(field, []).append(text)

    return take


def _lines(chapter: Section) -> Iterator[tuple[int, str]]:
    for block in chapter.body:
        if block.kind == "code":
            yield from (
                (n, line) for n, line in enumerate(block.text.split("\n"), block.first + 1) if line
            )
        elif block.kind == "item":
            yield block.first, block.text


def _about(told: Entry, chapter: Section) -> None:
    """A line of the document's own: when it was updated, a figure, how the cluster stands."""
    value = " ".join(point.words for point in points(chapter)).strip()
    spans = [(chapter.first, chapter.first + 1)]
    name = bare(chapter.title)
    if day(value) and value[:1].isdigit():
        told.set("updated", value.split("\n")[0][:500], spans)
    elif chapter.first > told.document.body + 12:
        figure = {"text": told.text(name), "value": value.split("\n")[0][:500]}
        told.lists.setdefault("results", []).append(figure)
        told.place("results", spans)
    else:
        told.say("summary", f"{name}: {value}", spans)


CHAPTERS = {
    "facts": _facts,
    "checkpoints": _checkpoints,
    "achieved": _listed("results"),
    "solved": _listed("resolved"),
    "unresolved": _listed("unresolved"),
    "about": _about,
    "status": _about,
}


def _quotes(told: Entry, root: Section) -> None:
    """Quotes around the chapters tell what the document is."""
    for section in root.walk():
        for block in section.body:
            if block.kind == "quote" and block.first not in told.lines and block.children:
                words = "\n".join(inner.text for inner in block.children if inner.kind == "text")
                if (words and not block.children[0].rows and section.level < 2) or section.field:
                    told.say("summary", words, [(block.first, block.last)])


def _said(told: Entry, item: Block) -> dict[str, str]:
    return told.text(ending(item.text).words.replace("**", "").strip())


def _named(words: str, taken: set[str]) -> str:
    name = unused(slug(ending(words).words), taken, "item")
    taken.add(name)
    return name


def _record(told: Entry) -> Told | None:
    """The file of the cluster, if what it needs was said."""
    if not (told.lists.get("facts") and told.lists.get("waves") and "id" in told.values):
        return None
    sentences = [next(iter(text.values())) for text in told.texts.get("summary", ())]
    inspected = told.values.get("inspected") or str(day(told.values.get("updated", "")) or "")
    for fact in told.lists["facts"]:
        del fact["origin"]
    if not inspected:
        return None
    record: dict[str, Any] = {
        "id": told.values["id"],
        "title": told.values["title"],
        "summary": told.text("\n".join(sentences) or told.values["id"]),
        "updated": told.values.get("updated", inspected),
        "inspected": inspected,
        "facts": told.lists["facts"],
        **{f: told.values[f] for f in ("namespaces", "delivery") if f in told.values},
        **{f: told.lists[f] for f in LISTS if told.lists.get(f)},
    }
    record["waves"].sort(key=lambda wave: wave["wave"])
    lines: dict[str, list[Span]] = {}
    for line, field in sorted(told.lines.items()):
        lines.setdefault(field, []).append((line, line + 1))
    record["origin"] = {
        "file": told.document.name,
        "lines": numbers([(line, line + 1) for line in told.lines]),
        "fields": {field: numbers(spans) for field, spans in lines.items()},
    }
    return Told(record, told.lines)


LISTS = ("waves", "checkpoints", "results", "resolved", "unresolved")
