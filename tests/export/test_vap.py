"""The pack for Kubernetes itself: accepted by its schema, and run on every example."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from export.cluster import ADMITTED, Verdict, judge, objects, replay, requested
from export.manifests import HOOK, PRIVILEGED, SHAPES
from export.rulesets import FILE, HOSTILE, LOG, MANIFEST, exported, hostile, real, rule, ruleset
from golden import same_as
from programs import Replays, Run, Tool, write

from runbook_gen.engine.checked import refused
from runbook_gen.export import RuleSet, vap
from runbook_gen.model.artifact import Loss

GOLDEN = Path(__file__).parent / "golden" / "vap"
OF_TESTS = ruleset(*(rule(shape) for shape in SHAPES))


class Cluster:
    """A cluster in which a pack is installed."""

    def __init__(self, rules: RuleSet) -> None:
        self.files, self.losses = exported(vap, rules)
        both = {path: list(yaml.safe_load_all(text)) for path, text in self.files.items()}
        self.policies = {Path(path).stem: policy for path, (policy, _) in both.items()}
        self.bindings = {Path(path).stem: binding for path, (_, binding) in both.items()}

    def ask(self, rule_id: str, thing: Any) -> Verdict:
        """What a rule's policy makes of an object."""
        spec = self.policies[rule_id]["spec"]
        asked = requested(spec["matchConstraints"]["resourceRules"], thing)
        return judge(spec, thing) if asked else ADMITTED


def test_the_policies_read_well() -> None:
    """Reviewed as files: a rule that denies, and one whose condition needs its variables."""
    files, losses = exported(vap, ruleset(rule(PRIVILEGED), rule(HOOK)))
    assert losses == []
    for path, text in files.items():
        same_as(GOLDEN / Path(path).name, text)


@pytest.mark.parametrize("rules", [real(), OF_TESTS], ids=["real", "of the tests"])
def test_every_example_is_judged_as_the_rule_does(rules: RuleSet, replayed: Replays) -> None:
    cluster = Cluster(rules)
    assert cluster.policies
    for _, each in rules.rules:
        if each.kind == "manifest" and each.id in cluster.policies:
            count = replay(each, lambda thing, each=each: cluster.ask(each.id, thing))
            replayed("vap", count)


@pytest.mark.parametrize("rules", [real(), OF_TESTS, hostile()])
def test_an_api_server_would_compile_it(rules: RuleSet) -> None:
    for policy in Cluster(rules).policies.values():
        spec = policy["spec"]
        variables = {each["name"]: each["expression"] for each in spec.get("variables", ())}
        [validation] = spec["validations"]
        told = validation.get("messageExpression", "''")
        said = [validation["expression"], f"[{told}] == ['']"]
        assert refused(variables, said) == ""
        asked = [each["expression"] for each in spec.get("matchConditions", ())]
        assert refused({}, [f"[{expr}] == [true]" for expr in asked]) == ""


@pytest.mark.parametrize("version", ["1.30", "1.37"])
def test_kubernetes_schema_accepts_it(tool: Tool, run: Run, tmp_path: Path, version: str) -> None:
    """The validator warns of a kind that it does not know: each document must be said to pass."""
    validate = tool("kubernetes-validate", "kubernetes-validate")
    for rules in (real(), OF_TESTS, hostile()):
        cluster = Cluster(rules)
        write(tmp_path, cluster.files)
        told = run(validate, "--strict", "-k", version, *cluster.files)
        assert told.code == 0, told.text
        assert told.text.count(" passed for resource ") == 2 * len(cluster.files), told.text


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("failurePolicy:", "failurePolice:"),
        ("  validations:\n  - expression:", "  validations:\n  - expresion:"),
        ("policyName: ", "name: "),
    ],
)
def test_the_schema_refuses_what_is_broken(
    tool: Tool, run: Run, tmp_path: Path, sound: str, broken: str
) -> None:
    [text] = exported(vap, hostile())[0].values()
    assert sound in text
    write(tmp_path, {"a.yaml": text.replace(sound, broken)})
    told = run(tool("kubernetes-validate", "kubernetes-validate"), "--strict", "a.yaml")
    assert told.code == 1, told.text


def test_what_the_schema_does_not_look_at() -> None:
    cluster = Cluster(OF_TESTS)
    for name, binding in cluster.bindings.items():
        policy = cluster.policies[name]
        assert binding["metadata"]["name"] == policy["metadata"]["name"]
        assert binding["spec"]["policyName"] == policy["metadata"]["name"]
        denies = name == "privileged-container"
        wanted = ["Deny", "Audit"] if denies else ["Warn", "Audit"]
        assert binding["spec"]["validationActions"] == wanted


def test_what_is_being_deleted_is_not_denied() -> None:
    cluster = Cluster(OF_TESTS)
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "a"},
        "spec": {"containers": [{"name": "x", "securityContext": {"privileged": True}}]},
    }
    assert not cluster.ask("privileged-container", pod).admitted
    deleted = pod | {"metadata": {"name": "a", "deletionTimestamp": "2026-01-01T00:00:00Z"}}
    assert cluster.ask("privileged-container", deleted).admitted


def test_the_message_names_what_is_at_fault() -> None:
    cluster = Cluster(OF_TESTS)
    told = {
        each.id: next(cluster.ask(each.id, thing).message for thing in objects(files))
        for _, each in OF_TESTS.rules
        for files in each.examples.fires[:1]
    }
    then = "Something is wrong https://runbooks.example.com/en/incidents/api-slow.html"
    wrong = "Something is wrong"
    assert told == {
        "single-replica": f"{wrong} {then}",
        "privileged-container": f"`x` may do what the node may. {then}",
        "hook-without-cleanup": f"{wrong} (`PreSync`) {then}",
        "open-load-balancer": f"{wrong} {then}",
        "certificate-renewed-late": f"{wrong} (`24h0m0s`) {then}",
        "wave-is-no-number": f"{wrong} (`first`) {then}",
        "suspended-with-backlog": f"{wrong} {then}",
        "script-in-config-map": f"{wrong} (`#!/bin/sh exit 1 `) {then}",
        "limit-below-request": f"{wrong} (`…`) {then}",
    }


def test_what_the_expression_fails_on_is_admitted() -> None:
    cluster = Cluster(OF_TESTS)
    odd = {"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"template": {}}}
    assert cluster.ask("limit-below-request", odd) == ADMITTED


def test_no_loss_goes_unsaid() -> None:
    deep = rule(MANIFEST, id="beyond", expr="exists('a') && maps(object).size() > 0")
    file = rule(MANIFEST, id="of-a-file", scope="file")
    path = rule(MANIFEST, id="of-a-path", expr="path.startsWith('a') || object.path == 'path'")
    mixed = rule(MANIFEST, id="mixed", expr="['a', 1].size() == 2")
    typed = rule(MANIFEST, id="typed", expr="variables.name == 1", variables={"name": "'a'"})
    wordy = rule(MANIFEST, id="wordy", keywords=["replicas: 1"], expr="object.kind != ''")
    _, losses = exported(vap, ruleset(rule(LOG), rule(FILE), deep, file, path, mixed, typed, wordy))
    assert losses == [
        Loss(rule_id, "vap", reason)
        for rule_id, reason in (
            ("dial-timeout", "it reads log text; admission control sees objects that are applied"),
            (
                "legacy-image",
                "it reads files of a repository; admission control sees objects that are applied",
            ),
            ("beyond", "uses exists(), maps(): not available in an admission policy"),
            (
                "of-a-file",
                "its scope is the file: the API server refuses such an object first, or never sees "
                "it",
            ),
            ("of-a-path", "uses path: an object that is applied has no file"),
            (
                "mixed",
                "the API server's CEL refuses it: a list or map mixes values of several types; put "
                "dyn() around them",
            ),
            (
                "typed",
                "the API server's CEL refuses it: found no matching overload for '_==_' applied to "
                "'(string, int)'",
            ),
            (
                "wordy",
                "without its keywords, which no admission policy has, it fires on 1 example on "
                "which it should be silent",
            ),
        )
    ]


def test_hostile_words_reach_the_reader() -> None:
    policy = Cluster(hostile()).policies["single-replica"]
    notes = policy["metadata"]["annotations"]
    for key in ("title", "message", "remediation"):
        assert notes[f"runbook-gen/{key}"] == HOSTILE
    [validation] = policy["spec"]["validations"]
    assert validation["message"] == f"{HOSTILE} {HOSTILE} {notes['runbook-gen/runbook-url']}"
