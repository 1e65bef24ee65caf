"""A pack: what all targets yield, with what proves it whole and says how to install it.

Beside the targets' files stand `manifest.json` (what each rule is, and what became of it in each
target), a README for each target, and `SHA256SUMS` over everything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from pydantic import Field

from runbook_gen import __version__
from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.export.packing import kept
from runbook_gen.export.packing.readme import readme
from runbook_gen.export.ruleset import Exporter, RuleSet, digest, target_id
from runbook_gen.model.artifact import Artifact, Loss, Said
from runbook_gen.model.record import Line, Record, Slug
from runbook_gen.model.rule import Maturity
from runbook_gen.model.schema import json_schema
from runbook_gen.model.text import Language

SUMS = "SHA256SUMS"
AT_THE_TOP = {"rules-json": ("rules.json", "rules.schema.json")}
MANIFEST = "manifest.json"


class BadTarget(Exception):
    """A target that cannot be exported; a pack without it would be taken for whole."""


@dataclass(frozen=True)
class Pack:
    """The files of a pack, and what its targets cannot say."""

    artifacts: tuple[Artifact, ...]
    losses: tuple[Loss, ...]


class ManifestRow(Record):
    """A rule of the pack."""

    id: Slug = Field(description="The rule's id.")
    kind: Line = Field(description="`log`, `metric`, `manifest` or `file`.")
    digest: Line = Field(description="SHA-256 over all that the rule says, in rules.json's form.")
    severity: Line = Field(description="How urgent a hit is.")
    stability: Maturity = Field(description="What its evidence makes of it.")
    incident: Slug = Field(description="The incident that it prevents.")
    targets: dict[str, Said] = Field(description="What became of it in each target.")


class Manifest(Record):
    """The content of `manifest.json`."""

    version: Literal[1] = Field(1, description="The version of this format.")
    pack_version: Line = Field(description="The semantic version of the pack.")
    generator: Line = Field(description="The program that wrote the pack, with its version.")
    language: Language = Field(description="The language of targets that know only one.")
    rules: tuple[ManifestRow, ...] = Field(description="Every rule, by incident and in order.")


def pack(rules: RuleSet, exporters: Sequence[Exporter], remember: Remember = anew) -> Pack:
    """Everything that the targets yield, and what stands beside it.

    What a target yielded before may be remembered.

    Raises:
        BadTarget: a target fails, or writes where it should not.
    """
    artifacts: list[Artifact] = []
    losses: list[Loss] = []
    for exporter in exporters:
        for result in _results(exporter, rules, remember):
            artifacts.append(result) if isinstance(result, Artifact) else losses.append(result)
    targets = [target_id(exporter) for exporter in exporters]
    artifacts += (readme(exporter, rules, losses) for exporter in exporters)
    artifacts += _manifest(rules, targets, losses)
    artifacts.append(Artifact(SUMS, _sums(artifacts)))
    return Pack(tuple(artifacts), tuple(losses))


def losses(rules: RuleSet, exporter: Exporter) -> list[Loss]:
    """What a target cannot say.

    Raises:
        BadTarget: it fails, or writes where it should not.
    """
    return [result for result in _results(exporter, rules) if isinstance(result, Loss)]


def _results(
    exporter: Exporter, rules: RuleSet, remember: Remember = anew
) -> Iterator[Artifact | Loss]:
    """What a target yields, which may be somebody else's code.

    Raises:
        BadTarget: it fails, or writes where it should not.
    """
    target = target_id(exporter)
    try:
        results = kept.results(exporter, rules, remember)
    except Exception as error:  # whatever somebody else's code raises
        raise BadTarget(f"target {target} fails: {type(error).__name__}: {error}") from error
    for result in results:
        if isinstance(result, Artifact):
            path = result.path
            own = path.startswith(f"packs/{target}/") or path in AT_THE_TOP.get(target, ())
            if not own or ".." in path.split("/"):
                raise BadTarget(f"target {target} may not write '{path}', only in packs/{target}/")
        yield result


def _manifest(rules: RuleSet, targets: Sequence[str], losses: list[Loss]) -> Iterator[Artifact]:
    became = {(loss.rule, loss.target): loss.said for loss in losses}
    rows = tuple(
        ManifestRow(
            id=rule.id,
            kind=rule.kind,
            digest=digest(rule),
            severity=rule.severity,
            stability=rule.maturity,
            incident=incident.id,
            targets={target: became.get((rule.id, target), "exported") for target in targets},
        )
        for incident, rule in rules.rules
    )
    manifest = Manifest(
        pack_version=rules.settings.pack_version,
        generator=f"runbook-gen {__version__}",
        language=rules.language,
        rules=rows,
    )
    yield Artifact(MANIFEST, manifest.model_dump_json(indent=2) + "\n")
    yield Artifact("manifest.schema.json", json_schema(Manifest, "urn:runbook-gen:manifest:1"))


def _sums(artifacts: Iterable[Artifact]) -> str:
    """A digest and a path a line, as `sha256sum --check` reads them."""
    ordered = sorted(artifacts, key=lambda artifact: artifact.path)
    return "".join(f"{sha256(a.text.encode()).hexdigest()}  {a.path}\n" for a in ordered)
