"""Whether a pack is what its checksums and its manifest say; needs no network."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from runbook_gen.export.packing.pack import MANIFEST, SUMS
from runbook_gen.export.rules_json import RULES, read_rules
from runbook_gen.export.ruleset import digest

Files = Mapping[str, bytes]
"""A pack's files by path."""


def verify(files: Files) -> Iterator[str]:
    """What is wrong with a pack, a sentence each; nothing if it is whole."""
    for name in (SUMS, MANIFEST):
        if name not in files:
            yield f"{name} is missing: this is no pack, or not the whole of one"
            return
    yield from _sums(files)
    yield from _digests(files)


def _sums(files: Files) -> Iterator[str]:
    listed: dict[str, str] = {}
    for number, line in enumerate(files[SUMS].decode("utf-8", "replace").splitlines(), 1):
        found, _, name = line.partition("  ")
        if not name:
            yield f"{SUMS}:{number}: no digest and path, two spaces between them"
        listed[name] = found
    for name in sorted(listed):
        if name and name not in files:
            yield f"{name} is listed in {SUMS} and missing"
        elif name and sha256(files[name]).hexdigest() != listed[name]:
            yield f"{name} is not what {SUMS} says: it was changed or cut off"
    for name in sorted({*files} - {*listed, SUMS}):
        yield f"{name} is not listed in {SUMS}: somebody added it"


def _digests(files: Files) -> Iterator[str]:
    """Whether the manifest's digests are those of the rules, where the pack has them."""
    try:
        rows = {row["id"]: row["digest"] for row in json.loads(files[MANIFEST])["rules"]}
    except (ValueError, KeyError, TypeError):
        yield f"{MANIFEST} is no manifest of a pack"
        return
    if RULES not in files:
        return
    try:
        rules = {rule.id: digest(rule) for _, rule in read_rules(files[RULES])}
    except ValueError:
        yield f"{RULES} is no list of rules of version 1"
        return
    for id in sorted({*rows, *rules}):
        if rows.get(id) != rules.get(id):
            yield f"rule '{id}' is not the one whose digest {MANIFEST} holds"
