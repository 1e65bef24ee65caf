"""The pack for Gatekeeper: its CEL run on every example of every rule."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from export.cluster import ADMITTED, Verdict, constrained, judge, replay
from export.manifests import HOOK, PRIVILEGED, SHAPES, manifest
from export.rulesets import LOG, MANIFEST, exported, hostile, real, rule, ruleset
from golden import same_as
from programs import Replays

from runbook_gen.engine.checked import refused
from runbook_gen.export import RuleSet, gatekeeper
from runbook_gen.model.artifact import Loss

GOLDEN = Path(__file__).parent / "golden" / "gatekeeper"
OF_TESTS = ruleset(*(rule(shape) for shape in SHAPES))
PACKS = {"real": real(), "of the tests": OF_TESTS, "hostile": hostile()}
TARGET = "admission.k8s.gatekeeper.sh"


class Cluster:
    """A cluster in which a pack is installed: templates first, then constraints."""

    def __init__(self, rules: RuleSet) -> None:
        files, losses = exported(gatekeeper, rules)
        self.losses = {loss.rule: loss for loss in losses}
        found = {path: yaml.safe_load(text) for path, text in files.items()}
        self.templates, self.constraints = (
            {Path(path).stem: one for path, one in found.items() if f"/{folder}/" in path}
            for folder in ("templates", "constraints")
        )

    def source(self, rule_id: str) -> Any:
        """The CEL of a rule's template."""
        [target] = self.templates[rule_id]["spec"]["targets"]
        [code] = target["code"]
        assert (target["target"], code["engine"]) == (TARGET, "K8sNativeValidation")
        return code["source"]

    def ask(self, rule_id: str, thing: Any) -> Verdict:
        """What a rule's template makes of an object that its constraint selects."""
        kinds = self.constraints[rule_id]["spec"]["match"]["kinds"]
        return judge(self.source(rule_id), thing) if constrained(kinds, thing) else ADMITTED


def test_templates_and_constraints_read_well() -> None:
    """Reviewed as files: a rule that denies, and one whose condition needs its variables."""
    files, losses = exported(gatekeeper, ruleset(rule(PRIVILEGED), rule(HOOK)))
    assert losses == []
    for path, text in files.items():
        same_as(GOLDEN / Path(path).relative_to("packs/gatekeeper"), text)


@pytest.mark.parametrize("pack", ["real", "of the tests"])
def test_every_example_is_judged_as_the_rule_does(pack: str, replayed: Replays) -> None:
    cluster = Cluster(PACKS[pack])
    assert cluster.templates
    for _, each in PACKS[pack].rules:
        if each.kind == "manifest" and each.id in cluster.templates:
            count = replay(each, lambda thing, each=each: cluster.ask(each.id, thing))
            replayed("gatekeeper", count)


@pytest.mark.parametrize("pack", PACKS)
def test_it_has_the_shape_that_gatekeeper_wants(pack: str) -> None:
    """No schema is to be had: what its documentation demands."""
    cluster = Cluster(PACKS[pack])
    for rule_id, template in cluster.templates.items():
        constraint, source = cluster.constraints[rule_id], cluster.source(rule_id)
        kind = template["spec"]["crd"]["spec"]["names"]["kind"]
        assert template["apiVersion"] == "templates.gatekeeper.sh/v1"
        assert template["kind"] == "ConstraintTemplate"
        assert template["metadata"]["name"] == kind.lower()
        assert kind.isalnum()
        assert len(kind) <= 63
        assert (constraint["apiVersion"], constraint["kind"]) == (
            "constraints.gatekeeper.sh/v1beta1",
            kind,
        )
        assert constraint["spec"]["enforcementAction"] in ("warn", "deny")
        assert set(source) <= {"failurePolicy", "variables", "validations"}
        variables = {each["name"]: each["expression"] for each in source.get("variables", ())}
        assert not {"params", "anyObject"} & set(variables)
        assert refused(variables, [source["validations"][0]["expression"]]) == ""


def test_a_constraint_knows_no_versions_so_that_the_expression_asks() -> None:
    cluster = Cluster(OF_TESTS)
    spec = {"spec": {"renewBefore": "24h"}, "kind": "Certificate"}
    for version, admitted in (("v1", False), ("v1beta1", False), ("v2", True)):
        thing = spec | {"apiVersion": f"cert-manager.io/{version}"}
        assert cluster.ask("certificate-renewed-late", thing).admitted is admitted


def test_what_is_being_deleted_is_not_denied() -> None:
    cluster = Cluster(OF_TESTS)
    container = {"name": "x", "securityContext": {"privileged": True}}
    pod = {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [container]}}
    assert not cluster.ask("privileged-container", pod | {"metadata": {}}).admitted
    deleted = {"metadata": {"deletionTimestamp": "2026-01-01T00:00:00Z"}}
    assert cluster.ask("privileged-container", pod | deleted).admitted


def test_no_loss_goes_unsaid() -> None:
    thing = "{apiVersion: example.com/v1, kind: Thing, a: true}"
    sound = "{apiVersion: example.com/v1, kind: Thing, a: false}"
    of_things = {"fires": [thing], "silent": [sound], "expr": "object.a"}
    rules = (
        rule(LOG),
        rule(MANIFEST, id="reserved", variables={"params": "1"}, expr="variables.params > 2"),
        rule(manifest("known", ["example.com"], ["things"], **of_things)),
        rule(manifest("half-known", ["example.com"], ["things", "gadgets"], **of_things)),
        rule(manifest("gad-gets", ["example.com"], ["gadgets"], **of_things)),
        rule(MANIFEST, id="a-bc"),
        rule(MANIFEST, id="ab-c"),
    )
    files, losses = exported(gatekeeper, ruleset(*rules))
    assert losses == [
        Loss(
            "dial-timeout",
            "gatekeeper",
            "it reads log text; admission control sees objects that are applied",
        ),
        Loss("reserved", "gatekeeper", "its variable params is one that Gatekeeper sets"),
        Loss(
            "half-known",
            "gatekeeper",
            "not for gadgets: no example shows of which kind they are",
            "lossy",
        ),
        Loss(
            "gad-gets",
            "gatekeeper",
            "selects by kind, and no example shows of which kind gadgets are",
        ),
        Loss("ab-c", "gatekeeper", "its kind is that of a-bc, too"),
    ]
    assert {Path(path).stem for path in files} == {"known", "half-known", "a-bc"}
