"""One file of a collection: read, made sure of, and turned into a model."""

from functools import partial
from typing import TypeVar

from pydantic import ValidationError

from runbook_gen.load import decoding, dialect
from runbook_gen.load.attachment import Attachments
from runbook_gen.load.secret import Gate
from runbook_gen.load.source import Source
from runbook_gen.load.wording import reword
from runbook_gen.model.collection import Entry, Locate
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Path, Place
from runbook_gen.model.record import Record

R = TypeVar("R", bound=Record)
LARGE = 100_000  # characters: where values stand in a larger file is not kept, but looked up


def entry(
    source: Source,
    model: type[R],
    findings: list[Finding],
    gate: Gate,
    attachments: Attachments | None = None,
    *,
    keeps: bool = False,
) -> Entry[R] | None:
    """What a file says, as a model, if it loads; `findings` are added to.

    If it `keeps` where each value stands, that need not be looked up later; it takes memory.
    """
    kind = model.__name__.lower()
    read = mapping(source, kind, findings, gate, attachments, keeps=keeps)
    if read is None:
        return None
    reader, locate = read
    try:
        record = model.model_validate(reader.data)
    except ValidationError as error:
        for worded in reword(error.errors(include_url=False), reader.data, model):
            place = locate(worded.path)
            findings.append(finding("schema", place, worded.message, worded.remedy))
        return None
    return None if reader.problems else Entry(source.file, record, locate)


def mapping(
    source: Source,
    kind: str,
    findings: list[Finding],
    gate: Gate,
    attachments: Attachments | None = None,
    *,
    keeps: bool = False,
) -> tuple[dialect.Reader, Locate] | None:
    """What a file says that is a mapping, with what its examples lie in; None where it is not."""
    read = _read(source, findings, gate, keeps=keeps)
    if read is None:
        return None
    reader, locate = read
    if not isinstance(reader.data, dict):
        found = "empty" if reader.data is None else "not a mapping at the top"
        remedy = f"Write 'key: value' lines. See docs/schema/{kind}.schema.json."
        findings.append(finding("schema", locate(()), f"the file is {found}", remedy))
        return None
    missing = list(attachments.follow(reader.data)) if attachments else []
    findings += (finding("schema", locate(m.path), m.message, m.remedy) for m in missing)
    return None if missing else read


def _read(
    source: Source, findings: list[Finding], gate: Gate, *, keeps: bool
) -> tuple[dialect.Reader, Locate] | None:
    """What a file says, and where; None of one that holds a secret, or is not whole."""
    file = source.file
    try:
        text = decoding.decode(source.data)
    except decoding.Problem as problem:
        place = Place(file, problem.line, problem.column)
        findings.append(finding("yaml", place, problem.message, problem.remedy))
        return None
    if secrets := list(gate.text(file, text)):
        findings += secrets
        return None
    reader = dialect.read(text)
    locate: Locate = partial(located, source)  # of its bytes: the text may be twice as large
    if keeps and len(text) < LARGE:
        locate = partial(dialect.place, reader.nodes, text, file)
    if secrets := list(gate.values(reader, locate)):
        findings += secrets
        return None
    for refused in reader.problems:
        place = Place(file, refused.line, refused.column, dialect.line_at(text, refused.line))
        findings.append(finding("yaml", place, refused.message, refused.remedy))
    return None if reader.incomplete else (reader, locate)


def located(source: Source, path: Path, within: tuple[int, int] | None = None) -> Place:
    """Where a value of a file stands that is sound, or a line and column of its text."""
    return dialect.places(decoding.decode(source.data), source.file, path, within)


def finding(id: str, place: Place, message: str, remedy: str) -> Finding:
    """An error: the file does not load."""
    return Finding(id=id, severity="error", place=place, message=message, remedy=remedy)
