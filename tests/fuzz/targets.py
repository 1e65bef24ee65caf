"""What is fuzzed: each target takes a text and must come to an end without an exception.

A text that is refused with a finding is well treated; so is one that gets as far as every page and
every pack. Whatever a target raises is a fault of ours.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from ingest.reading import draft
from sources import REAL, ROOT, SOUND, collection

from runbook_gen.check import Review, check
from runbook_gen.engine.judge import Judge
from runbook_gen.engine.redaction.rewriting import published
from runbook_gen.export import EXPORTERS, RuleSet, pack
from runbook_gen.ingest.yaml_form import yaml_form
from runbook_gen.load import load, load_incident
from runbook_gen.load.source import Source
from runbook_gen.match import match
from runbook_gen.model.collection import Collection
from runbook_gen.model.hit import LogLine
from runbook_gen.model.support import Support
from runbook_gen.model.tree import MemoryTree
from runbook_gen.order import order
from runbook_gen.render import front, machine, render
from runbook_gen.render.script import scripts
from runbook_gen.report import REPORTS
from runbook_gen.scan import scan

HERE = Path(__file__).parent
NAMES = (
    "a.yaml",
    "Dockerfile",
    "kustomization.yaml",
    "values.yaml",
    "x.sh",
    ".github/workflows/a.yml",
)


@cache
def _others() -> tuple[Source, ...]:
    return tuple(
        Source(f"incidents/{p.name}", p.read_bytes()) for p in sorted(SOUND.glob("*.yaml"))
    )


@cache
def _real() -> Collection:
    return collection(REAL)


@cache
def _judge() -> Judge:
    return Judge(_real().rules)


def incident(text: str) -> None:
    """An incident's file: loaded, checked, reported, rendered, exported."""
    source = Source("incidents/fuzzed.yaml", text.encode("utf-8", "surrogatepass"))
    loaded = load([*_others(), source])
    for report in REPORTS.values():
        report(loaded.findings)
    if loaded.collection is None or len(loaded.collection.incidents) < 3:
        return
    findings = list(check(Review(loaded.collection, date(2026, 1, 1))))
    for report in REPORTS.values():
        report(findings)
    with suppress(LookupError):  # it refers to what is not there, and `render` says so
        told(published(loaded.collection), sound=all(f.severity != "error" for f in findings))


def told(whole: Collection, *, sound: bool) -> None:
    """A collection that loads: every page, and where it is sound every pack."""
    support = Support()
    if sound:
        incidents = tuple(entry.record for entry in whole.incidents)
        packed = pack(RuleSet(whole.rules, whole.settings.record, "en", incidents), EXPORTERS)
        support = Support((), packed.losses)
    for language in whole.languages:
        pages = list(render(whole, language, [], support))
        list(scripts(whole, language))
    list(machine(whole, [page._replace(path=f"{language}/{page.path}") for page in pages]))
    list(front(whole))


def document(text: str) -> None:
    """A document that is brought in: what it gives can be read again."""
    try:
        read = draft(text)
    except UnicodeEncodeError:
        return  # half a surrogate pair, which no file can hold
    for told in read.incidents:
        written = yaml_form(told.record, "x")
        yaml.safe_load(written)
        entry, findings = load_incident(Source("incidents/a.yaml", written.encode()))
        assert entry or findings


def log(text: str) -> None:
    """A log, against the rules of the real collection."""
    lines = (LogLine("log", n, line) for n, line in enumerate(text.split("\n"), 1))
    list(match(lines, _real().rules))


def repository(text: str) -> None:
    """A file of a repository under names by which it is read differently."""
    tree = MemoryTree(dict.fromkeys(NAMES, text))
    scan(tree, _real().rules, "en", lambda incident: incident.id)
    order(tree)


TARGETS: dict[str, Callable[[str], None]] = {
    each.__name__: each for each in (incident, document, log, repository)
}


@cache
def seeds(target: str) -> tuple[str, ...]:
    """What the edits begin with: what was kept, and what other tests read."""
    kept = sorted(p for p in (HERE / "corpus" / target).iterdir() if p.is_file())
    more = {
        "incident": [ROOT / "tests/draft.yaml", *sorted(REAL.glob("*-*.yaml"))],
        "document": [
            p
            for p in sorted((ROOT / "tests/ingest/documents").glob("*.md"))
            if p.stat().st_size < 9000
        ],
        "log": [],
        "repository": sorted((ROOT / "tests/order/seed").rglob("*.yaml"))[:20],
    }[target]
    texts = [path.read_text("utf-8", errors="replace") for path in (*kept, *more)]
    if target == "log":
        texts += [t for _, r in _real().rules if r.kind == "log" for t in r.examples.fires]
    return tuple(texts)
