"""kubectl's kustomize: a file outside its root is refused; inside, or as a directory, it builds."""

from pathlib import Path

import pytest
from programs import Named, Run, Tool, write

INCIDENT = "kustomize-parent-directory"
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: auth}\n"
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {from: a, to: b}\n"
PATCH = CONFIG.replace("from: a, ", "")
REPLACEMENT = """\
source: {kind: ConfigMap, name: web, fieldPath: data.from}
targets: [{select: {kind: ConfigMap, name: web}, fieldPaths: [data.to]}]
"""
COMPONENT = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
WITH = "resources: [config.yaml]\n"
ENTRIES = {  # the kustomization, {} being where its file lies
    "resources": "resources: [{}namespace.yaml]\n",
    "patches": WITH + "patches: [{{path: {}patch.yaml}}]\n",
    "strategic merge": WITH + "patchesStrategicMerge: [{}patch.yaml]\n",
    "generator files": "configMapGenerator: [{{name: g, files: [{}patch.yaml]}}]\n",
    "generator envs": "secretGenerator: [{{name: g, envs: [{}web.env]}}]\n",
    "replacements": WITH + "replacements: [{{path: {}replacement.yaml}}]\n",
    "crds": "resources: [config.yaml]\ncrds: [{}crd.json]\n",
    "configurations": WITH + "configurations: [{}configuration.yaml]\n",
}
SHARED = {
    "namespace.yaml": NAMESPACE,
    "patch.yaml": PATCH,
    "web.env": "a=b\n",
    "replacement.yaml": REPLACEMENT,
    "crd.json": "{}\n",
    "configuration.yaml": "namePrefix: []\n",
}
GENERATIONS = ["1.21", "1.37"]


@pytest.fixture(params=GENERATIONS)
def kubectl(request: pytest.FixtureRequest, tool: Tool) -> str:
    """kubectl 1.21 carries kustomize 4.0, kubectl 1.37 carries 5.8."""
    return tool(f"kubectl-{request.param}", "kubectl")


def test_a_file_outside_the_root(tmp_path: Path, kubectl: str, run: Run, named: Named) -> None:
    entries = dict(ENTRIES)
    if "1.21" in kubectl:  # kustomize 4.0 knows no replacements, and is slow
        entries = {name: ENTRIES[name] for name in ("resources", "patches", "generator files")}
    outside = {f"shared/{name}": text for name, text in SHARED.items()}
    inside = {f"web/{name}": text for name, text in SHARED.items()}
    refusals, builds = [], []
    write(tmp_path, outside | {"web/config.yaml": CONFIG})
    for entry in entries.values():
        write(tmp_path, {"web/kustomization.yaml": entry.format("../shared/")})
        refusals.append(run(kubectl, "kustomize", "web"))
        builds.append(run(kubectl, "kustomize", "--load-restrictor", "LoadRestrictionsNone", "web"))
    write(tmp_path, inside)
    for entry in entries.values():
        write(tmp_path, {"web/kustomization.yaml": entry.format("")})
        builds.append(run(kubectl, "kustomize", "web"))
    assert {told.code for told in refusals} == {1}
    answers = zip(refusals, named(*(told.text for told in refusals)), strict=True)
    assert "\n".join(told.text for told, names in answers if names != [INCIDENT]) == ""
    assert [told.text for told in builds if told.code != 0] == []
    assert named("".join(told.text for told in builds)) == [[]]


def test_a_directory_outside_the_root_is_legal(
    tmp_path: Path, kubectl: str, run: Run, named: Named
) -> None:
    write(
        tmp_path,
        {
            "base/namespace.yaml": NAMESPACE,
            "web/kustomization.yaml": "resources: [../base/namespace.yaml]\n",
        },
    )
    refused = run(kubectl, "kustomize", "web")
    assert named(refused.text) == [[INCIDENT]], refused.text

    write(
        tmp_path,
        {
            "base/kustomization.yaml": "resources: [namespace.yaml]\n",
            "web/kustomization.yaml": "resources: [../base]\n",
        },
    )
    built = run(kubectl, "kustomize", "web")
    assert built.code == 0, built.text
    assert "name: auth" in built.text
    assert named(built.text) == [[]]


def test_a_link_that_leads_outside(tmp_path: Path, kubectl: str, run: Run, named: Named) -> None:
    write(
        tmp_path,
        {
            "base/namespace.yaml": NAMESPACE,
            "web/kustomization.yaml": "resources: [namespace.yaml]\n",
        },
    )
    link = tmp_path / "web" / "namespace.yaml"
    link.symlink_to("../base/namespace.yaml")
    refused = run(kubectl, "kustomize", "web")
    assert named(refused.text) == [[INCIDENT]], refused.text

    link.unlink()
    link.write_text(NAMESPACE, encoding="utf-8")
    built = run(kubectl, "kustomize", "web")
    assert built.code == 0, built.text
    assert named(built.text) == [[]]


@pytest.mark.parametrize("fault", ["a file as the component", "a file outside the component"])
def test_a_component(tmp_path: Path, kubectl: str, run: Run, named: Named, fault: str) -> None:
    component = COMPONENT + "patches: [{path: %s}]\n"
    write(
        tmp_path,
        {
            "web/config.yaml": CONFIG,
            "shared/patch.yaml": PATCH,
            "component/patch.yaml": PATCH,
        },
    )
    if fault == "a file as the component":
        entry, path = "../component/kustomization.yaml", "patch.yaml"
    else:
        entry, path = "../component", "../shared/patch.yaml"
    kustomization = WITH + "components: [%s]\n"
    write(
        tmp_path,
        {
            "component/kustomization.yaml": component % path,
            "web/kustomization.yaml": kustomization % entry,
        },
    )
    refused = run(kubectl, "kustomize", "web")
    assert refused.code == 1
    # Of a file as the component, kustomize does not say that it is outside: one inside reads the
    # same, and `scan` tells the two apart.
    wanted = [] if fault == "a file as the component" else [INCIDENT]
    assert named(refused.text) == [wanted], refused.text

    write(
        tmp_path,
        {
            "component/kustomization.yaml": component % "patch.yaml",
            "web/kustomization.yaml": kustomization % "../component",
        },
    )
    built = run(kubectl, "kustomize", "web")
    assert built.code == 0, built.text
    assert named(built.text) == [[]]


def test_a_file_that_is_missing_is_something_else(
    tmp_path: Path, kubectl: str, run: Run, named: Named
) -> None:
    write(tmp_path, {"web/kustomization.yaml": "resources: [namespaces.yaml]\n"})
    refused = run(kubectl, "kustomize", "web")
    assert refused.code == 1
    assert named(refused.text) == [[]]
