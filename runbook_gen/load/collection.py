"""Files in, collection and findings out."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from pydantic import ValidationError

from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.load import ledger
from runbook_gen.load.attachment import Attachments
from runbook_gen.load.entry import entry, finding, located, mapping
from runbook_gen.load.secret import Gate, gate_of
from runbook_gen.load.source import Source
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Collection, Entry, Stamp
from runbook_gen.model.files import CLUSTER_FILE, SETTINGS_FILE
from runbook_gen.model.finding import Finding, in_order
from runbook_gen.model.incident import Incident
from runbook_gen.model.ledger import NO_LEDGER, Ledger, Pair
from runbook_gen.model.place import Place
from runbook_gen.model.settings import Settings


class Loaded(NamedTuple):
    """What `load` returns. `collection` is None where its settings or cluster did not load."""

    collection: Collection | None
    findings: tuple[Finding, ...]
    left_out: frozenset[str] = frozenset()
    """The names, without `.yaml`, of the incident files that did not load."""


class Loader:
    """The files that all incidents share, loaded; and what loads an incident beside them.

    `findings` are those of the shared files, and of names; `waiting` are the incidents' files. What
    a sound incident says may be remembered: most of loading it is making sure that it is sound.
    """

    def __init__(self, sources: Iterable[Source], remember: Remember = anew) -> None:
        self.findings: list[Finding] = []
        self._remember = remember
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
        self._beside = "" if remember is anew else _digest({*every}.difference(self.waiting))

    def _sort(self, source: Source) -> None:
        self._folder, _, name = source.file.replace("\\", "/").rpartition("/")
        if name == SETTINGS_FILE:
            self._settings = entry(source, Settings, self.findings, self._gate)
        elif name == CLUSTER_FILE:
            self._cluster = entry(source, Cluster, self.findings, self._gate)
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
        if self._remember is not anew and not keeps and (known := self._known(source)):
            return known
        return entry(source, Incident, findings, self._gate, self._attachments, keeps=keeps)

    def _known(self, source: Source) -> Entry[Incident] | None:
        """An incident by what is remembered of it; None of one that may not be sound."""
        told = self._remember(
            lambda: f"incident\0{self._beside}\0{_digest((source,))}", partial(self._told, source)
        )
        if not told:
            return None
        try:
            record = Incident.model_validate(json.loads(told))
        except ValidationError:
            return None
        stamp = Stamp(record, sha256(told.encode()).hexdigest())
        return Entry(source.file, record, partial(located, source), stamp)

    def _told(self, source: Source) -> str:
        """What an incident says, as JSON; nothing, if its file is not sound."""
        findings: list[Finding] = []
        read = mapping(source, "incident", findings, self._gate, self._attachments)
        return json.dumps(read[0].data) if read and not read[0].problems else ""

    def missing(self) -> Iterator[Finding]:
        """Of the files that must be there those that are not."""
        for name, there in ((SETTINGS_FILE, self._settings), (CLUSTER_FILE, self._cluster)):
            file = f"{self._folder}/{name}" if self._folder else name
            if there is None and not any(f.place.file.endswith(name) for f in self.findings):
                message = f"{name} is missing"
                yield finding("schema", Place(file), message, f"Add {file} to the collection.")


def load(sources: Iterable[Source], remember: Remember = anew) -> Loaded:
    """Turn the files of a collection into models; every problem of every file is reported.

    A file that does not load is left out of the collection.
    """
    loader = Loader(sources, remember)
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
    return entry(source, Incident, findings, Gate()), in_order(findings)


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


def _digest(sources: Iterable[Source]) -> str:
    """What stands for some files, their names included."""
    told = sorted((s.file, sha256(s.data).hexdigest()) for s in sources)
    return sha256(repr(told).encode()).hexdigest()
