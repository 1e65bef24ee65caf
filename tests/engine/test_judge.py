"""Rules on trees: which documents they judge, what they may ask for, and where they point."""

from typing import Any

import pytest
from documents import INCIDENT, OBJECT, faults, file_rule, judged, manifest_rule, reasons
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.glob import fitting
from runbook_gen.engine.judge import Judge
from runbook_gen.engine.resource import resource_of, selects, stems
from runbook_gen.model.fault import Fault
from runbook_gen.model.rule import Resources
from runbook_gen.model.tree import STDIN, MemoryTree, resolved

DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}\n"


@pytest.mark.parametrize(
    ("kind", "resource"),
    [
        ("Pod", "pods"),
        ("NetworkPolicy", "networkpolicies"),
        ("Ingress", "ingresses"),
        ("StorageClass", "storageclasses"),
        ("Endpoints", "endpoints"),
        ("Gateway", "gateways"),
        ("Prometheus", "prometheuses"),
        ("Elasticsearch", "elasticsearches"),
        ("EndpointSlice", "endpointslices"),
        ("Lease", "leases"),
    ],
)
def test_resources_are_the_plurals_of_kinds(kind: str, resource: str) -> None:
    assert resource_of(kind) == resource


@given(st.from_regex(r"[A-Z][a-zA-Z]{0,12}", fullmatch=True))
def test_a_text_that_names_a_kind_is_never_passed_over(kind: str) -> None:
    """The cheap look at a text may not miss what the real one selects."""
    match = Resources.model_validate({"apiGroups": ["*"], "resources": [resource_of(kind)]})
    assert selects(match, "v1", kind)
    assert any(stem in kind.lower() for stem in stems(match))


@pytest.mark.parametrize(
    ("match", "version", "kind", "chosen"),
    [
        ({"apiGroups": ["apps"], "resources": ["deployments"]}, "apps/v1", "Deployment", True),
        ({"apiGroups": ["apps"], "resources": ["deployments"]}, "v1", "Deployment", False),
        ({"apiGroups": [""], "resources": ["pods"]}, "v1", "Pod", True),
        ({"apiGroups": [""], "resources": ["pods"]}, "a/v1", "Pod", False),
        ({"apiGroups": ["*"], "resources": ["*"]}, "a.b/v9", "Thing", True),
        (
            {"apiGroups": ["a"], "apiVersions": ["v2"], "resources": ["*"]},
            "a/v1",
            "Thing",
            False,
        ),
    ],
)
def test_objects_are_chosen_as_by_an_admission_rule(
    match: dict[str, Any], version: str, kind: str, chosen: bool
) -> None:
    assert selects(Resources.model_validate(match), version, kind) is chosen


@pytest.mark.parametrize(
    ("globs", "path", "fits"),
    [
        (("*.yaml",), "a/b.yaml", True),
        (("/*.yaml",), "a/b.yaml", False),
        (("**/kustomization.yaml",), "kustomization.yaml", True),
        ((".github/workflows/*.y*ml",), ".github/workflows/ci.yml", True),
        (("*.yaml", "!b.yaml"), "a/b.yaml", False),
        (("[",), "[", False),
    ],
)
def test_globs_are_those_of_gitignore(globs: tuple[str, ...], path: str, fits: bool) -> None:
    assert fitting(globs, path) is fits


def test_only_objects_are_judged_by_a_manifest_rule() -> None:
    files = {
        "a.yaml": f"{DEPLOYMENT}---\nkind: Deployment\n---\n- deployment\n---\nnull\n",
        "b.json": '{"apiVersion": "apps/v1", "kind": "Deployment"}',
        "c.txt": DEPLOYMENT,
        "d.yaml": "apiVersion: 1\nkind: Deployment",
        "e.yaml": "apiVersion: apps/v1\nkind: [Deployment]",
        STDIN: DEPLOYMENT,
    }
    found = faults(files, manifest_rule("true", ("deployments",)))
    assert [file for file, _, _ in found] == [STDIN, "a.yaml", "b.json"]


def test_standard_input_is_a_yaml_file_to_file_rules() -> None:
    assert faults({STDIN: "a: 1"}, file_rule("true", "*.yaml")) == [(STDIN, 1, 1)]
    assert faults({STDIN: "a: 1"}, file_rule("true", "kustomization.yaml")) == []


def test_conditions_and_variables() -> None:
    rule = manifest_rule(
        "variables.both > 2",
        ("deployments",),
        applies_when="has(object.spec)",
        variables={"one": "object.spec.replicas", "both": "variables.one + 1"},
        culprits="[variables.one]",
    )
    assert faults({"a.yaml": DEPLOYMENT}, rule) == []
    two = DEPLOYMENT.replace("replicas: 1", "replicas: 2")
    assert faults({"a.yaml": two, "b.yaml": OBJECT.replace("Thing", "Deployment")}, rule) == [
        ("a.yaml", 4, 18)
    ]


def test_what_a_rule_found_out_of_one_tree_is_not_told_of_another() -> None:
    rule = file_rule("variables.n > 1", "a.yaml", variables={"n": "files('*.yaml').size()"})
    judge = Judge([(INCIDENT, rule)])
    two = MemoryTree({"a.yaml": "a: 1", "b.yaml": "a: 1"})
    one = MemoryTree({"a.yaml": "a: 1"})
    assert [len(list(judge.judge(tree))) for tree in (two, one, two)] == [1, 0, 1]


def test_keywords_spare_reading_and_do_not_mind_case() -> None:
    rule = file_rule("true", keywords=["Bad", "worse"])
    files = {"a.yaml": "a: bAD", "b.yaml": "a: [", "c.yaml": "# worse\na: 1"}
    assert [file for file, _, _ in faults(files, rule)] == ["a.yaml", "c.yaml"]


@pytest.mark.parametrize(
    ("culprits", "places"),
    [
        ("['x']", [(3, 4)]),
        ("['x', 'y']", [(3, 4), (4, 6)]),
        ("['nowhere']", [(1, 1)]),
        ("[]", [(1, 1)]),
        ("'x'", [(3, 4)]),  # one that is no list
        ("1", [(1, 1)]),
        ("object", [(1, 1)]),
        ("[null]", [(5, 4)]),
        ("[object.b]", [(4, 4)]),
    ],
)
def test_a_finding_points_to_each_culprit(culprits: str, places: list[tuple[int, int]]) -> None:
    text = OBJECT + "a: x\nb: [ y]\nc: ~\n"
    found = faults({"a.yaml": text}, manifest_rule("true", culprits=culprits))
    assert [(line, column) for _, line, column in found] == places


@pytest.mark.parametrize("expr", ["1", "'true'", "null", "[true]"])
def test_only_true_is_a_fault(expr: str) -> None:
    assert faults({"a.yaml": OBJECT}, manifest_rule(expr)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"expr": "object.b == 1"},
        {"expr": "optional.of(true)"},
        {"expr": "true", "culprits": "[object.b]"},
        {"expr": "true", "applies_when": "object.b"},
        {"expr": "true", "variables": {"b": "object.b"}},
        {"expr": "files('!').size() == 0"},
    ],
    ids=str,
)
def test_a_rule_that_stumbles_says_so_and_the_others_go_on(more: dict[str, Any]) -> None:
    rules = (manifest_rule(**more), manifest_rule("true"))
    found = judged({"a.yaml": OBJECT + "a: 1"}, *rules)
    assert len(reasons({"a.yaml": OBJECT + "a: 1"}, *rules)) == 1
    assert len([f for f in found if isinstance(f, Fault)]) == 1


def test_only_some_files_may_be_reported_and_all_are_known() -> None:
    rule = file_rule("exists('../b.yaml')", "*.yaml")
    judge = Judge([(INCIDENT, rule)])
    tree = MemoryTree({"x/a.yaml": "a: 1", "b.yaml": "a: [", "x/c.yaml": "a: 1"})
    found = list(judge.judge(tree, "x/a.yaml".__eq__))
    assert [f.file for f in found] == ["x/a.yaml"]


TREE = {
    "a/b/k.yaml": OBJECT + "metadata: {namespace: one}\ndeep: [{x: v}, [{z: [w]}]]\n",
    "a/c.yaml": "apiVersion: v1\nkind: Other\nmetadata: {namespace: one}\n",
    "a/broken.yaml": "a: [",
    "a/b/d.txt": "text",
    "e.json": '{"x": 1}',
}


@pytest.mark.parametrize(
    "expr",
    [
        "exists('d.txt') && exists('..') && exists('/a/b') && exists('/') && !exists('e.json')",
        "isFile('../c.yaml') && !isFile('..') && isFile('/e.json')",
        "!exists('../../../e.json') && !isFile('../../../../etc/passwd') && !exists('/../e.json')",
        "outside('..') && outside('../c.yaml') && outside('/x') && outside('x/../../y')",
        "!outside('d.txt') && !outside('x/../y') && !outside('')",
        "load('/e.json').x == 1 && load('d.txt') == 'text' && load('../c.yaml').kind == 'Other'",
        "load('../broken.yaml') == null && load('none') == null && load('../../../x') == null",
        "text('d.txt') == 'text' && text('none') == '' && text('..') == ''",
        "files('*.yaml') == ['/a/b/k.yaml', '/a/broken.yaml', '/a/c.yaml'] && files('x') == []",
        "files('/a/*').size() == 4 && files('').size() == 0",
        "objects('Other', 'one').size() == 1 && objects('Other', '').size() == 0",
        "objects('Other', '*').size() == 1 && objects('None', '*').size() == 0",
        "ownNamespace() == 'one'",
        "maps(object).size() == 4 && maps('x').size() == 0",
        "strings(object.deep) == ['v', 'w'] && strings(null).size() == 0",
        "under(object, 'x') == ['v'] && under(object, 'q') == []",
        "found(object.deep, '[a-x]') == ['v', 'w'] && found(object, 'v([0-9])') == ['1']",
        "holding('*.yaml', 'kind: O') == ['/a/c.yaml']",
    ],
)
def test_what_lies_around_a_document(expr: str) -> None:
    rule = manifest_rule(expr, ("things",))
    assert faults(TREE, rule) == [("a/b/k.yaml", 1, 1)]


@given(st.text(st.sampled_from("ab./"), max_size=12), st.sampled_from(["", "a", "a/b"]))
def test_no_path_leads_out_of_the_tree(path: str, folder: str) -> None:
    found = resolved(path, folder)
    assert found is None or ".." not in found.split("/")
    assert found is None or not found.startswith("/")
