"""A language's texts as a PO catalogue, and the messages of one that comes back.

A message's context is its file and its path there, its id the source text. An outdated translation
is fuzzy, and carries the source text that it was made from.
"""

from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from runbook_gen.engine.translation import standings
from runbook_gen.model.collection import Collection
from runbook_gen.model.place import Path

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

MAX_BYTES = 20_000_000
HEADER = r"""# {title}: {source} to {language}. 'runbook-gen translations import' reads it back.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"X-Generator: runbook-gen\n"
"X-Source-Language: {source}\n"

"""


class Unreadable(Exception):
    """A file that is no catalogue, and why."""


class Message(NamedTuple):
    """A message of a catalogue, and the line that it begins at."""

    file: str
    path: Path
    source: str
    words: str
    fuzzy: bool
    line: int


def catalogue(collection: Collection, language: str) -> str:
    """Every text of the collection as a message to be translated to `language`."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    source = collection.languages[0]
    told = Catalog(charset="utf-8")
    for entry, path, text, to, state, before in standings(collection):
        original = text.root.get(source)
        if to != language or original is None:
            continue
        place = entry.locate((*path, source))
        told.add(
            original,
            text.root.get(language, ""),
            locations=[(collection.inside(entry.file), place.line)],
            flags=["fuzzy"] if state == "outdated" else [],
            previous_id=[before] if before else [],
            context=_context(collection.inside(entry.file), path),
        )
    out = BytesIO()
    write_po(out, told, width=100, omit_header=True, include_previous=True)
    title = "The texts of a collection"
    return HEADER.format(title=title, source=source, language=language) + out.getvalue().decode()


def messages(data: bytes) -> Iterator[Message]:
    """The messages of a catalogue.

    Raises:
        Unreadable: it is none, or too large.
    """
    for message in _read(data):
        if message.id:
            plural = isinstance(message.id, (tuple, list))
            source = str(message.id[0] if plural else message.id)
            words = "" if plural else str(message.string or "")
            file, path = _place(message.context or "")
            yield Message(file, path, source, words, bool(message.fuzzy), int(message.lineno or 1))


def language_of(data: bytes) -> str:
    """The language that a catalogue says it is in; nothing where it does not say."""
    return str(_read(data).locale_identifier or "")


def _read(data: bytes) -> "Catalog":
    from babel.messages.pofile import PoFileError, read_po

    if len(data) > MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8") from None
    try:  # of text, so that no codec is chosen by what the file says of itself
        return read_po(StringIO(text), ignore_obsolete=True, abort_invalid=True)
    except (PoFileError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Unreadable(f"it is no PO catalogue ({' '.join(str(error).split())[:80]})") from None


def _context(file: str, path: Path) -> str:
    return f"{file} {'.'.join(map(str, path))}"


def _place(context: str) -> tuple[str, Path]:
    """The file and path that a context names."""
    file, _, path = context.rpartition(" ")
    parts: list[Any] = [int(part) if part.isdecimal() else part for part in path.split(".")]
    return file, tuple(parts)
