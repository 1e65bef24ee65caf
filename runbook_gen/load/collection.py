"""Files in, collection and findings out."""

from collections.abc import Iterable, Iterator
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
from runbook_gen.model.ledger import NO_LEDGER, Ledger, Pair
from runbook_gen.model.place import Place
from runbook_gen.model.record import Record
from runbook_gen.model.settings import Settings

R = TypeVar("R", bound=Record)
LARGE = 100_000  # characters: where values stand in a larger file is not kept, but looked up


class Loaded(NamedTuple):
    """What `load` returns. `collection` is None where its settings or cluster did not load."""

    collection: Collection | None
    findings: tuple[Finding, ...]
    left_out: frozenset[str] = frozenset()
    """The names, without `.yaml`, of the incident files that did not load."""


class Loader:
    """The files that all incidents share, loaded; and what loads an incident beside them.

    `findings` are those of the shared files, and of names; `waiting` are the incidents' files.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.findings: list[Finding] = []
        every = tuple(sources)
        self._gate = gate_of(every)
        named = [source for source in every if self._gate.passes_name(source.file, self.findings)]
        self._attachments = Attachments(named, self._gate, self.findings)
        self._settings: Entry[Settings] | None = None
        self._cluster: Entry[Cluster] | None = None
        self._ledger = NO_LEDGER
        self.waiting: list[Source] = []
        self._folder = "incidents"
        for source in named:
            if not (self._attachments.has(source) or ledger.is_ledger(source.file)):
                self._sort(source)
        if self._settings and self._cluster:
            language = self._settings.record.languages[0]
            self._ledger = _ledger(named, language, self.findings, self._gate)

    def _sort(self, source: Source) -> None:
        self._folder, _, name = source.file.replace("\\", "/").rpartition("/")
        if name == SETTINGS_FILE:
            self._settings = _entry(source, Settings, self.findings, self._gate)
        elif name == CLUSTER_FILE:
            self._cluster = _entry(source, Cluster, self.findings, self._gate)
        else:
            self.waiting.append(source)

    def collection(self, incidents: Iterable[Entry[Incident]] = ()) -> Collection | None:
        """These incidents with all that they share; None where that did not load."""
        if self._settings and self._cluster:
            return Collection(self._settings, self._cluster, tuple(incidents), self._ledger)
        return None

    def incident(
        self, source: Source, findings: list[Finding], *, keeps: bool = False
    ) -> Entry[Incident] | None:
        """An incident, if it loads; `findings` are added to.

        If it `keeps` where each value stands, that need not be looked up later; it takes memory.
        """
        return _entry(source, Incident, findings, self._gate, self._attachments, keeps=keeps)

    def missing(self) -> Iterator[Finding]:
        """Of the files that must be there those that are not."""
        for name, entry in ((SETTINGS_FILE, self._settings), (CLUSTER_FILE, self._cluster)):
            file = f"{self._folder}/{name}" if self._folder else name
            if entry is None and not any(f.place.file.endswith(name) for f in self.findings):
                message = f"{name} is missing"
                yield _finding("schema", Place(file), message, f"Add {file} to the collection.")


def load(sources: Iterable[Source]) -> Loaded:
    """Turn the files of a collection into models; every problem of every file is reported.

    A file that does not load is left out of the collection.
    """
    loader = Loader(sources)
    findings = loader.findings
    incidents: list[Entry[Incident]] = []
    left_out: set[str] = set()
    for source in loader.waiting:
        if incident := loader.incident(source, findings):
            incidents.append(incident)
        else:
            left_out.add(stem(source.file))
    collection = loader.collection(incidents)
    if collection is None:
        findings += loader.missing()
        return Loaded(None, in_order(findings))
    return Loaded(collection, in_order(findings), frozenset(left_out))


def stem(file: str) -> str:
    """The name of a file without its folder and `.yaml`: what others may call an incident."""
    return file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]


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
    source: Source, findings: list[Finding], gate: Gate, *, keeps: bool
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
    reader = dialect.read(text)
    locate = partial(dialect.places, text, file)
    if keeps and len(text) < LARGE:
        locate = partial(dialect.place, reader.nodes, text, file)
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
    *,
    keeps: bool = False,
) -> Entry[R] | None:
    read = _read(source, findings, gate, keeps=keeps)
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
