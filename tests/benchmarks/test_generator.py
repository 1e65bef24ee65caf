"""The generated collections: sound, the same every time, and of the size of real ones."""

import datetime
from statistics import median

import pytest
from sources import REAL

from benchmarks.generator import collection
from runbook_gen.check import Review, check
from runbook_gen.load import load
from runbook_gen.load.source import Source

COUNT = 30


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return dict(collection(COUNT))


def test_it_checks_without_errors_and_warnings(files: dict[str, str]) -> None:
    loaded = load(Source(f"incidents/{name}", text.encode()) for name, text in files.items())
    assert loaded.findings == ()
    assert loaded.collection is not None
    assert len(loaded.collection.incidents) == COUNT
    findings = check(Review(loaded.collection, datetime.date.today()))
    assert [f for f in findings if f.severity != "note"] == []


def test_it_is_the_same_every_time(files: dict[str, str]) -> None:
    assert dict(collection(COUNT)) == files
    assert dict(collection(COUNT, seed=1)) != files


def test_incidents_are_of_the_size_of_real_ones(files: dict[str, str]) -> None:
    """Without manifest and file rules, which are many times as long as the rest."""
    others = {"collection.yaml", "cluster.yaml"}
    told = [p.read_text("utf-8") for p in REAL.glob("*.yaml") if p.name not in others]
    real = median(len(text.partition("\nrules:")[0].encode()) for text in told) * 1.5
    sizes = [len(text.encode()) for name, text in files.items() if name not in others]
    assert len(sizes) == COUNT
    assert real / 2 < median(sizes) < real * 1.5
    assert min(sizes) > 5_000
    assert max(sizes) < 25_000


def test_log_rules_are_proven_both_ways_and_differ(files: dict[str, str]) -> None:
    loaded = load(Source(f"incidents/{name}", text.encode()) for name, text in files.items())
    assert loaded.collection is not None
    rules = [rule for _, rule in loaded.collection.rules if rule.kind == "log"]
    assert len(rules) == COUNT
    assert all(len(r.examples.fires) > 2 and len(r.examples.silent) > 2 for r in rules)
    assert len({rule.expr for rule in rules}) > COUNT * 0.9
