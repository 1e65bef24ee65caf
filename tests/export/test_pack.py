"""A pack is whole, says what became of each rule, and shows when it was tampered with."""

import json
from collections.abc import Iterator
from hashlib import sha256
from types import SimpleNamespace

import jsonschema
import pytest
from export.rulesets import hostile, real

from runbook_gen.export import EXPORTERS, RuleSet, pack, target_id
from runbook_gen.export.packing.verify import verify
from runbook_gen.model.artifact import Artifact, Loss


def files(rules: RuleSet) -> dict[str, bytes]:
    return {a.path: a.text.encode() for a in pack(rules, EXPORTERS).artifacts}


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    return files(real())


def test_a_fresh_pack_is_whole(whole: dict[str, bytes]) -> None:
    assert list(verify(whole)) == []


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("rules.json", b"{}", ["rules.json is not what SHA256SUMS says", "no list of rules"]),
        ("packs/prometheus/README.md", None, ["listed in SHA256SUMS and missing"]),
        ("packs/prometheus/evil.yml", b"", ["evil.yml is not listed in SHA256SUMS"]),
        ("SHA256SUMS", None, ["SHA256SUMS is missing"]),
        ("manifest.json", b"[]", ["manifest.json is not what", "no manifest of a pack"]),
        ("SHA256SUMS", b"\xff\n", ["no digest and path", "is not listed"]),
    ],
)
def test_tampering_is_told(
    whole: dict[str, bytes], path: str, data: bytes | None, said: list[str]
) -> None:
    changed = {name: content for name, content in whole.items() if name != path}
    if data is not None:
        changed[path] = data
    told = " ".join(verify(changed))
    assert all(words in told for words in said), told


def test_a_changed_rule_shows_even_with_fresh_checksums(whole: dict[str, bytes]) -> None:
    changed = {**whole, "rules.json": whole["rules.json"].replace(b"i/o timeout", b"i/o Timeout")}
    changed["SHA256SUMS"] = whole["SHA256SUMS"].replace(
        sha256(whole["rules.json"]).hexdigest().encode(),
        sha256(changed["rules.json"]).hexdigest().encode(),
    )
    assert "controller-api-server-timeout" in " ".join(verify(changed))


def test_the_manifest_says_what_became_of_every_rule(whole: dict[str, bytes]) -> None:
    manifest = json.loads(whole["manifest.json"])
    schema = json.loads(whole["manifest.schema.json"])
    assert schema["$id"] == "urn:runbook-gen:manifest:1"
    jsonschema.Draft202012Validator(schema).validate(manifest)
    rules = real()
    losses = {(loss.rule, loss.target): loss.said for loss in pack(rules, EXPORTERS).losses}
    assert [row["id"] for row in manifest["rules"]] == [rule.id for _, rule in rules.rules]
    for row in manifest["rules"]:
        assert row["targets"] == {
            id: losses.get((row["id"], id), "exported") for id in map(target_id, EXPORTERS)
        }


@pytest.mark.parametrize("rules", [real(), hostile()], ids=["real", "hostile"])
def test_every_rule_is_said_or_lost_in_every_target(rules: RuleSet) -> None:
    """A rule that a target does not lose stands, by its id, in one of the target's files."""
    made = pack(rules, EXPORTERS)
    for exporter in EXPORTERS:
        target = target_id(exporter)
        lost = {loss.rule: loss for loss in made.losses if loss.target == target}
        assert all(loss.reason and loss.said != "exported" for loss in lost.values())
        texts = [
            f"{a.path}\n{a.text}"
            for a in made.artifacts
            if a.path.startswith(f"packs/{target}/") and not a.path.endswith("README.md")
        ]
        if target == "rules-json":
            texts = [a.text for a in made.artifacts if a.path == "rules.json"]
        for _, rule in rules.rules:
            refused = rule.id in lost and lost[rule.id].said == "refused"
            said = any(rule.id in text for text in texts)
            assert refused or said, (target, rule.id)


def test_every_target_says_what_it_takes_and_how_it_was_verified() -> None:
    for exporter in EXPORTERS:
        page = exporter.__doc__ or ""
        for word in ("**Takes**", "**Loses**", "**Install**", "**Verified**"):
            assert word in page, (target_id(exporter), word)
        code = page.partition("**Install**\n\n```sh\n")[2].partition("\n```\n")[0]
        assert len(code.split("\n")) == 3, target_id(exporter)


def test_an_unproven_target_is_labelled() -> None:
    def export(_: RuleSet) -> Iterator[Artifact | Loss]:
        yield Artifact("packs/other/x", "")

    other = SimpleNamespace(__name__="a.other", __doc__="Other.", PROVEN_BY="", export=export)
    texts = {a.path: a.text for a in pack(hostile(), (other,)).artifacts}  # type: ignore[arg-type]
    assert "**Not run against the real tool.**" in texts["packs/other/README.md"]
    assert "Not run" not in files(hostile())["packs/prometheus/README.md"].decode()
