"""The aspects of a rule that can be compared as they stand, one function each."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from runbook_gen.model.change import Meaning
from runbook_gen.model.rule import DocumentRule, FileRule, ManifestRule, MetricRule, Rule

SEVERITIES = ("info", "warning", "critical")
TEXTS = ("title", "message", "remediation", "caveats")
PROOF = ("examples", "evidence", "also_matches", "sources")
UNITS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
         "w": 604_800_000, "y": 31_536_000_000}  # fmt: skip


class Difference(NamedTuple):
    """One thing that is otherwise, and what that means."""

    meaning: Meaning
    words: str


Aspect = Callable[[Rule, Rule], Iterator[Difference]]


def _kind(was: Rule, now: Rule) -> Iterator[Difference]:
    if was.kind != now.kind:
        yield Difference("changed", f"a {now.kind} rule; it was a {was.kind} rule")


def _severity(was: Rule, now: Rule) -> Iterator[Difference]:
    yield from _ordered("severity", SEVERITIES, was.severity, now.severity)


def _confidence(was: Rule, now: Rule) -> Iterator[Difference]:
    yield from _ordered("confidence", ("heuristic", "exact"), was.confidence, now.confidence)


def _enforcement(was: Rule, now: Rule) -> Iterator[Difference]:
    if isinstance(was, DocumentRule) and isinstance(now, DocumentRule):
        yield from _ordered("enforcement", ("warn", "deny"), was.enforcement, now.enforcement)


def _scope(was: Rule, now: Rule) -> Iterator[Difference]:
    if isinstance(was, ManifestRule) and isinstance(now, ManifestRule):
        yield from _ordered("scope", ("file", "kubernetes"), was.scope, now.scope)


def _match(was: Rule, now: Rule) -> Iterator[Difference]:
    if isinstance(was, ManifestRule) and isinstance(now, ManifestRule):
        yield from _wider("apiGroups", was.match.groups, now.match.groups)
        yield from _wider("apiVersions", was.match.versions, now.match.versions)
        yield from _wider("resources", was.match.resources, now.match.resources)
    if isinstance(was, FileRule) and isinstance(now, FileRule):
        yield from _wider("globs", was.match.globs, now.match.globs)
        if was.match.parser != now.match.parser:
            yield Difference("changed", f"parser: {was.match.parser} → {now.match.parser}")


def _duration(was: Rule, now: Rule) -> Iterator[Difference]:
    if isinstance(was, MetricRule) and isinstance(now, MetricRule) and was.for_ != now.for_:
        sooner = _milliseconds(now.for_) < _milliseconds(was.for_)
        yield Difference("stricter" if sooner else "looser", f"for: {was.for_} → {now.for_}")


def _culprits(was: Rule, now: Rule) -> Iterator[Difference]:
    if getattr(was, "culprits", None) != getattr(now, "culprits", None):
        yield Difference("message", "points to other values")


def _texts(was: Rule, now: Rule) -> Iterator[Difference]:
    other = [name for name in TEXTS if getattr(was, name) != getattr(now, name)]
    if other:
        yield Difference("message", f"says otherwise: {', '.join(other)}")


def _proof(was: Rule, now: Rule) -> Iterator[Difference]:
    other = [name for name in PROOF if getattr(was, name, None) != getattr(now, name, None)]
    if other:
        yield Difference("message", f"proven otherwise: {', '.join(other)}")


def _ordered(name: str, order: Sequence[str], was: str, now: str) -> Iterator[Difference]:
    """A field whose values have an order, the strictest last."""
    if was != now:
        stricter = order.index(now) > order.index(was)
        yield Difference("stricter" if stricter else "looser", f"{name}: {was} → {now}")


def _wider(name: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Difference]:
    """A list of what a rule looks at: more of it is stricter. `*` and `!` may mean anything."""
    gone, come = sorted({*was} - {*now}), sorted({*now} - {*was})
    if not (gone or come):
        return
    words = f"{name}: {', '.join([*(f'-{g}' for g in gone), *(f'+{c}' for c in come)])}"
    if "*" in now or any(item.startswith("!") for item in gone + come):
        yield Difference("stricter" if "*" in come else "changed", words)
    else:
        yield Difference("changed" if gone and come else "stricter" if come else "looser", words)


def _milliseconds(duration: str) -> int:
    import re

    found = re.findall(r"([0-9]+)(ms|[smhdwy])", duration)
    return sum(int(number) * UNITS[unit] for number, unit in found)


ASPECTS: tuple[Aspect, ...] = (
    _kind,
    _severity,
    _confidence,
    _enforcement,
    _scope,
    _match,
    _duration,
    _culprits,
    _texts,
    _proof,
)
