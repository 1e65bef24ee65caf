"""PO catalogues out of a collection, and back into its files."""

import sys
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import ledger, project, reporting, writing
from runbook_gen.cli.command import CLEAN, FINDINGS, CannotRun

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection
    from runbook_gen.model.place import Path as Way

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
MAX_BYTES = 20_000_000


def export(where: project.Project, language: str | None, out: Path | None) -> int:
    """Write the texts of a language as a catalogue."""
    from runbook_gen.texts import catalogue

    collection = where.sound()
    text = catalogue(collection, _target(collection, language or ""))
    if out:
        writing.write_text(out, text)
        sys.stderr.write(f"runbook-gen: {project.shown(out)} is written.\n")
    else:
        sys.stdout.write(text)
    return CLEAN


def bring(where: project.Project, file: Path, language: str | None, *, write: bool) -> int:
    """Bring a catalogue back: into the files and the ledger, or only show what would change."""
    from runbook_gen.texts import Unreadable, language_of, messages, plan

    collection = where.sound()
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    try:
        to = _target(collection, language or language_of(data))
        planned = plan(collection, to, messages(data), project.shown(file))
    except Unreadable as error:
        raise CannotRun(f"{file}: {error}. Export one to see the form.") from None
    texts = _texts(where, planned.words)
    after = _reloaded(where, texts)
    for name, (before, new) in texts.items():
        old, now = before.splitlines(keepends=True), new.splitlines(keepends=True)
        if not write:
            sys.stdout.write("".join(unified_diff(old, now, f"a/{name}", f"b/{name}")))
    if write:
        _write(where, after, texts, planned.said, to)
    if planned.refused:
        reporting.show(planned.refused, "text")
    changed = sum(map(len, planned.words.values()))
    said = f"texts {'changed' if write else 'to change'}: {changed}, in files: {len(texts)}"
    said += f", fuzzy and left out: {planned.fuzzy}, refused: {len(planned.refused)}"
    sys.stderr.write(f"runbook-gen: {said}.\n")
    return FINDINGS if planned.refused or (texts and not write) else CLEAN


def _target(collection: "Collection", language: str) -> str:
    """The language of a catalogue: the one that is named, or the only one there is.

    Raises:
        CannotRun: it is no language that texts are translated to.
    """
    source, *others = collection.languages
    if language in others or (not language and len(others) == 1):
        return language or others[0]
    if not others:
        raise CannotRun(f"the collection has no language but '{source}'. Add one to its settings.")
    named = f"'{language}' is none that texts are translated to" if language else "which language?"
    raise CannotRun(f"{named}. Choose one: --language {' or '.join(others)}.")


def _texts(
    where: project.Project, words: "Mapping[str, Mapping[Way, str]]"
) -> dict[str, tuple[str, str]]:
    """Each file that changes: its text before and after.

    Raises:
        CannotRun: a text cannot be changed where it stands.
    """
    from runbook_gen.texts import Unwritable, spliced

    texts = {}
    for name, data in where.contents():
        if name not in words:
            continue
        before = data.decode()
        mark = BOM if before.startswith(BOM) else ""
        try:
            texts[name] = before, mark + spliced(before.removeprefix(BOM), words[name])
        except Unwritable as error:
            raise CannotRun(f"{name}: {error}. Write its texts on lines of their own.") from None
    return texts


def _reloaded(where: project.Project, texts: Mapping[str, tuple[str, str]]) -> "Collection":
    """The collection with the new texts: nothing is written that does not load."""
    contents = [
        (name, texts[name][1].encode() if name in texts else data)
        for name, data in where.contents()
    ]
    loaded = where.load(contents)
    if loaded.collection is None or loaded.findings:
        first = loaded.findings[0]
        raise CannotRun(f"{first.place}: {first.message}. {first.remedy} Nothing is written.")
    return loaded.collection


def _write(
    where: project.Project,
    collection: "Collection",
    texts: Mapping[str, tuple[str, str]],
    said: "frozenset[tuple[str, Way]]",
    language: str,
) -> None:
    """Write the files, each whole, and then the ledger. Broken off, it can be done again."""
    from runbook_gen.engine.translation import recorded

    files = {project.shown(path): path for path in where.files()}
    for name, (_, new) in texts.items():
        writing.write_bytes(files[name], new.encode())
    pairs = recorded(
        collection, lambda s: s.language == language and (s.entry.file, s.path) in said
    )
    for name in (*texts, *ledger.write(where, collection, pairs)):
        sys.stdout.write(f"{name}\n")
