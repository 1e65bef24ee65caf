"""The pack for Kyverno: accepted by the schema of its policies, and run on every example."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import TOOLS
from export.cluster import ADMITTED, Verdict, judge, replay, requested
from export.manifests import HOOK, PRIVILEGED, SHAPES
from export.rulesets import LOG, exported, hostile, real, rule, ruleset
from golden import same_as
from programs import Replays, lack

from runbook_gen.engine.checked import refused
from runbook_gen.export import RuleSet, kyverno
from runbook_gen.model.artifact import Loss

GOLDEN = Path(__file__).parent / "golden" / "kyverno"
OF_TESTS = ruleset(*(rule(shape) for shape in SHAPES))
PACKS = {"real": real(), "of the tests": OF_TESTS, "hostile": hostile()}


def policies(rules: RuleSet) -> dict[str, Any]:
    """What would be installed, by rule."""
    files = exported(kyverno, rules)[0]
    return {Path(path).stem: yaml.safe_load(text) for path, text in files.items()}


def ask(policy: dict[str, Any], thing: Any) -> Verdict:
    spec = policy["spec"]
    asked = requested(spec["matchConstraints"]["resourceRules"], thing)
    return judge(spec, thing) if asked else ADMITTED


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    """The schema of `ValidatingPolicy`, as a package has it of Kyverno's own definitions."""
    file = TOOLS / "kyverno" / "validatingpolicy.schema.json"
    if not file.exists():
        lack(f"{file.name} is missing in .venv-tools/kyverno: sh tests/real-tools.sh")
    return jsonschema.Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))


def test_the_policies_read_well() -> None:
    """Reviewed as files: a rule that should deny, and one whose condition needs its variables."""
    files, losses = exported(kyverno, ruleset(rule(PRIVILEGED), rule(HOOK)))
    reason = "it warns and does not deny: Kyverno denies what it fails to evaluate, too"
    assert losses == [Loss("privileged-container", "kyverno", reason, "lossy")]
    for path, text in files.items():
        same_as(GOLDEN / Path(path).name, text)


@pytest.mark.parametrize("pack", ["real", "of the tests"])
def test_every_example_is_judged_as_the_rule_does(pack: str, replayed: Replays) -> None:
    installed = policies(PACKS[pack])
    assert installed
    for _, each in PACKS[pack].rules:
        if each.kind == "manifest" and each.id in installed:
            policy = installed[each.id]
            replayed("kyverno", replay(each, lambda thing, policy=policy: ask(policy, thing)))


@pytest.mark.parametrize("pack", PACKS)
def test_the_schema_accepts_it(schema: jsonschema.Draft202012Validator, pack: str) -> None:
    for policy in policies(PACKS[pack]).values():
        assert [error.message for error in schema.iter_errors(policy)] == []


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("apiVersion",), "policies.kyverno.io/v2"),
        (("spec", "failurePolicy"), "Never"),
        (("spec", "validationActions"), ["Shout"]),
        (("spec", "validation"), []),
        (("spec", "matchConstraints", "resourceRules"), [{"resource": ["pods"]}]),
    ],
)
def test_the_schema_refuses_what_is_broken(
    schema: jsonschema.Draft202012Validator, way: tuple[str, ...], value: Any
) -> None:
    [policy] = policies(hostile()).values()
    within = policy
    for key in way[:-1]:
        within = within[key]
    within[way[-1]] = value
    assert list(schema.iter_errors(policy))


@pytest.mark.parametrize("pack", PACKS)
def test_kyverno_would_compile_it(pack: str) -> None:
    """It declares the object as a map, and judges types as an API server does."""
    for policy in policies(PACKS[pack]).values():
        spec = policy["spec"]
        variables = {each["name"]: each["expression"] for each in spec.get("variables", ())}
        [validation] = spec["validations"]
        assert refused(variables, [validation["expression"]]) == ""
        asked = [each["expression"] for each in spec.get("matchConditions", ())]
        assert refused({}, [f"[{expr}] == [true]" for expr in asked]) == ""


def test_kyverno_does_not_rewrite_it() -> None:
    """From a policy for pods Kyverno makes others for what makes pods, by replacing text."""
    spec = policies(OF_TESTS)["privileged-container"]["spec"]
    assert spec["autogen"]["podControllers"]["controllers"] == []


def test_reports_are_told_how_urgent_it_is() -> None:
    severities = {
        name: policy["metadata"]["annotations"]["policies.kyverno.io/severity"]
        for name, policy in policies(PACKS["real"]).items()
    }
    assert severities == {
        "bitnami-image-in-pod": "critical",
        "hard-coded-vpc-id-in-workload": "medium",
    }


def test_what_reads_logs_is_refused() -> None:
    reason = "it reads log text; admission control sees objects that are applied"
    losses = exported(kyverno, ruleset(rule(LOG)))[1]
    assert losses == [Loss("dial-timeout", "kyverno", reason)]
