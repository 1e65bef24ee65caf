"""Edits: pieces of files as changes, with what stood there before and what after."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.codes import COMMENT, DIFFS, Excerpt, patched, path
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.vocabulary import Vocabulary

Version = Literal["before", "after"]
HEADS = ("---", "+++", "@@", "diff ", "index ")
PLACE = re.compile(r"@@ [-+,\d ]+ @@|index [0-9a-f]+\.\.[0-9a-f]+(?: \d+)?")
ASIDE = re.compile(r"[(（]([^()（）]*)[)）]")


def changes(entry: Entry, edits: Sequence[Excerpt], words: str) -> list[dict[str, Any]]:
    """The edits as changes; what was quoted as faulty before is what an `AFTER` replaces."""
    found: list[dict[str, Any]] = []
    caption = words.strip().split("\n")[-1]
    for edit in edits:
        for version, part in _versions(entry.words, edit, caption):
            last = found[-1] if found else None
            if version == "after" and last and "before" in last and "after" not in last:
                last["after"] = part.text
            else:
                found.append(_change(part, version))
    for change in found:
        if "before" not in change:
            _replaces(entry, change)
    return found


def _change(part: Excerpt, version: Version) -> dict[str, Any]:
    told: dict[str, Any] = {"path": part.path} if part.path else {}
    return {**told, "language": part.language, version: part.text}


def _versions(words: Vocabulary, edit: Excerpt, caption: str) -> list[tuple[Version, Excerpt]]:
    """The versions that a block holds: of a diff both, else as its comments say."""
    if edit.language in DIFFS:
        return _diff(edit)
    lines = edit.text.split("\n")
    marks = [(n, v) for n, line in enumerate(lines) if (v := _said(words, line))]
    if len(marks) > 1 and marks[0][1] != marks[1][1]:
        ends = [n for n, _ in marks[1:]] + [len(lines)]
        starts = [0] + [n for n, _ in marks[1:]]
        return [
            (version, edit._replace(text="\n".join(lines[start:end]).strip("\n")))
            for (_, version), start, end in zip(marks, starts, ends, strict=True)
        ]
    said = edit.version or (marks[0][1] if marks else version_of(words, caption))
    return [("before" if said == "before" else "after", edit)]


def _diff(edit: Excerpt) -> list[tuple[Version, Excerpt]]:
    lines = [line for line in edit.text.split("\n") if not line.startswith(HEADS)]
    heads = [line for line in edit.text.split("\n") if line.startswith(HEADS)]
    if len(patched(edit.text)) > 1 or any(_tells(head, edit.path) for head in heads):
        return [("after", edit)]
    told: list[tuple[Version, Excerpt]] = []
    for version, sign in (("before", "-"), ("after", "+")):
        if any(line.startswith(sign) for line in lines):
            other = "+" if sign == "-" else "-"
            kept = (line for line in lines if not line.startswith(other))
            text = "\n".join(line[line[:1] in (sign, " ") :] for line in kept)
            told.append((version, Excerpt(text.strip("\n"), "text", edit.path)))  # type: ignore[arg-type]
    return told or [("after", edit)]


def _tells(head: str, path: str) -> bool:
    """Whether a line above a hunk says more than which file is changed, and where."""
    named = {re.sub(r"^[ab]/", "", word) for word in head.split()[1:]}
    return not PLACE.fullmatch(head) and bool(named - {path, "--git", "/dev/null"})


def _said(words: Vocabulary, line: str) -> Version | None:
    """The version that a comment names."""
    comment = COMMENT.match(line)
    return version_of(words, comment["words"]) if comment else None


def version_of(words: Vocabulary, said: str) -> Version | None:
    """`BEFORE`, `(오류 버전)`, `Fixed:` and the like."""
    said = said.replace(path(said) or "\0", " ")
    whole = bare(ASIDE.sub(" ", said)).strip(" :：-–=").lower()
    asides = (part for aside in ASIDE.findall(said) for part in re.split(r"[,/·]", aside))
    for part in (whole, *(bare(aside).lower() for aside in asides)):
        if part in words.before:
            return "before"
        if part in words.after:
            return "after"
    first = whole.split(" ")[0] if whole.isascii() else ""
    return "before" if first == "before" else "after" if first == "after" else None


def _replaces(entry: Entry, change: dict[str, Any]) -> None:
    """Take what a cause quotes as faulty for what the change replaced."""
    for cause in entry.lists.get("causes", ()):
        for quoted in cause.get("evidence", ()):
            alike = quoted["language"] == change["language"]
            first = quoted["text"].split("\n")[0]
            if alike and _said(entry.words, first) == "before":
                change["before"] = quoted["text"]
                if "path" in quoted:
                    change.setdefault("path", quoted["path"])
                return
