"""Files in, collection and findings out."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from runbook_gen.load import decoding, dialect, ledger
from runbook_gen.load.attachment import Attachments
from runbook_gen.load.secret import Gate, gate_of
from runbook_gen.load.source import Source
from runbook_gen.load.wording import reword
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Collection, Entry, Locate
from runbook_gen.model.files import CLUSTER_FILE, SETTINGS_FILE
from runbook_gen.model.finding import Finding, in_order
from runbook_gen.model.incident import Incident
from runbook_gen.model.ledger import Ledger, Pair
from runbook_gen.model.place import Place
from runbook_gen.model.record import Record
from runbook_gen.model.settings import Settings

R = TypeVar("R", bound=Record)


class Loaded(NamedTuple):
    """What `load` returns. `collection` is None where its settings or cluster did not load."""

    collection: Collection | None
    findings: tuple[Finding, ...]
    left_out: frozenset[str] = frozenset()
    """The names, without `.yaml`, of the incident files that did not load."""


def load(sources: Iterable[Source]) -> Loaded:
    """Turn the files of a collection into models; every problem of every file is reported.

    A file that does not load is left out of the collection.
    """
    findings: list[Finding] = []
    every = tuple(sources)
    gate = gate_of(every)
    sources = [source for source in every if gate.passes_name(source.file, findings)]
    attachments = Attachments(sources, gate, findings)
    settings: Entry[Settings] | None = None
    cluster: Entry[Cluster] | None = None
    incidents: list[Entry[Incident]] = []
    left_out: set[str] = set()
    folder = "incidents"
    for source in sources:
        if attachments.has(source) or ledger.is_ledger(source.file):
            continue
        folder, _, name = source.file.replace("\\", "/").rpartition("/")
        if name == SETTINGS_FILE:
            settings = _entry(source, Settings, findings, gate)
        elif name == CLUSTER_FILE:
            cluster = _entry(source, Cluster, findings, gate)
        elif incident := _entry(source, Incident, findings, gate, attachments):
            incidents.append(incident)
        else:
            left_out.add(name.rpartition(".")[0])
    if settings and cluster:
        pairs = _ledger(sources, settings.record.languages[0], findings, gate)
        collection = Collection(settings, cluster, tuple(incidents), pairs)
        return Loaded(collection, in_order(findings), frozenset(left_out))
    for name, entry in ((SETTINGS_FILE, settings), (CLUSTER_FILE, cluster)):
        file = f"{folder}/{name}" if folder else name
        if entry is None and not any(f.place.file.endswith(name) for f in findings):
            findings.append(
                _finding(
                    "schema", Place(file), f"{name} is missing", f"Add {file} to the collection."
                )
            )
    return Loaded(None, in_order(findings))


def load_incident(source: Source) -> tuple[Entry[Incident] | None, tuple[Finding, ...]]:
    """One incident file alone."""
    findings: list[Finding] = []
    return _entry(source, Incident, findings, Gate()), in_order(findings)


def _ledger(
    sources: Iterable[Source], language: str, findings: list[Finding], gate: Gate
) -> Ledger:
    pairs: list[Pair] = []
    for source in sources:
        if ledger.is_ledger(source.file):
            told = list(ledger.read(source, language, findings))
            # Its escapes are undone in the pairs, so these are looked at as well.
            texts = (source.data.decode("utf-8", "replace"), "\n".join(pair[0] for pair in told))
            secrets = [secret for text in texts for secret in gate.text(source.file, text)]
            findings += secrets[:1]
            pairs += [] if secrets else told
    return Ledger(pairs)


def _read(
    source: Source, findings: list[Finding], gate: Gate
) -> tuple[dialect.Reader, Locate] | None:
    """What a file says, and where; None of one that holds a secret, or is not whole."""
    file = source.file
    try:
        text = decoding.decode(source.data)
    except decoding.Problem as problem:
        place = Place(file, problem.line, problem.column)
        findings.append(_finding("yaml", place, problem.message, problem.remedy))
        return None
    if secrets := list(gate.text(file, text)):
        findings += secrets
        return None
    reader = dialect.Reader(text)
    locate = partial(dialect.places, text, file)
    if secrets := list(gate.values(reader, locate)):
        findings += secrets
        return None
    for refused in reader.problems:
        place = Place(file, refused.line, refused.column, dialect.line_at(text, refused.line))
        findings.append(_finding("yaml", place, refused.message, refused.remedy))
    return None if reader.incomplete else (reader, locate)


def _entry(
    source: Source,
    model: type[R],
    findings: list[Finding],
    gate: Gate,
    attachments: Attachments | None = None,
) -> Entry[R] | None:
    read = _read(source, findings, gate)
    if read is None:
        return None
    reader, locate = read
    kind = model.__name__.lower()
    if not isinstance(reader.data, dict):
        found = "empty" if reader.data is None else "not a mapping at the top"
        remedy = f"Write 'key: value' lines. See docs/schema/{kind}.schema.json."
        findings.append(_finding("schema", locate(()), f"the file is {found}", remedy))
        return None
    incomplete = False
    for missing in attachments.follow(reader.data) if attachments else ():
        place = locate(missing.path)
        findings.append(_finding("schema", place, missing.message, missing.remedy))
        incomplete = True
    if incomplete:
        return None
    try:
        record = model.model_validate(reader.data)
    except ValidationError as error:
        for worded in reword(error.errors(include_url=False), reader.data, model):
            place = locate(worded.path)
            findings.append(_finding("schema", place, worded.message, worded.remedy))
        return None
    return None if reader.problems else Entry(source.file, record, locate)


def _finding(id: str, place: Place, message: str, remedy: str) -> Finding:
    return Finding(id=id, severity="error", place=place, message=message, remedy=remedy)
