"""Which kustomizations build a file: its namespace, and the patches made to it."""

import pytest

from runbook_gen.engine.kustomize import Kustomizations
from runbook_gen.model.tree import MemoryTree

WEB = {"kind": "Deployment", "metadata": {"name": "web"}}
BASE = {"base/web.yaml": "kind: Deployment", "base/kustomization.yaml": "resources: [web.yaml]"}


def built(**files: str) -> Kustomizations:
    """A base and more files; `__` stands for '/', and each is a kustomization."""
    more = {f"{name.replace('__', '/')}/kustomization.yaml": text for name, text in files.items()}
    return Kustomizations(MemoryTree({**BASE, **more}))


def test_the_overlay_decides_on_the_namespace_however_far_away() -> None:
    known = built(mid="resources: [../base]", prod="namespace: shop\nresources: [../mid]")
    assert known.namespace("base/web.yaml") == "shop"
    assert known.namespace("elsewhere.yaml") is None


def test_the_outer_namespace_wins() -> None:
    known = built(
        base="namespace: inner\nresources: [web.yaml]",
        prod="namespace: outer\nresources: [../base]",
    )
    assert known.namespace("base/web.yaml") == "outer"


def test_two_overlays_with_different_namespaces_leave_it_open() -> None:
    one, other = "namespace: a\nresources: [../base]", "namespace: b\nresources: [../base]"
    assert built(one=one, other=other).namespace("base/web.yaml") is None
    assert built(one=one, other=one).namespace("base/web.yaml") == "a"


def test_a_circle_of_kustomizations_ends() -> None:
    known = built(base="resources: [web.yaml, ../prod]", prod="resources: [../base]")
    assert known.patches("base/web.yaml", WEB) == []


@pytest.mark.parametrize(
    ("patch", "made"),
    [
        ("target: {kind: Deployment}", True),
        ("target: {kind: Deployment, name: w.*}", True),
        ("target: {kind: Deployment, name: we}", False),  # the whole name, as kustomize does
        ("target: {kind: StatefulSet}", False),
        ("target: {name: '('}", True),  # no pattern: it may be meant
    ],
)
def test_a_target_says_what_a_patch_is_for(patch: str, made: bool) -> None:
    text = "- {op: remove, path: /spec}"
    prod = f"resources: [../base]\npatches: [{{patch: '{text}\n\n', {patch}}}]"
    assert bool(built(prod=prod).patches("base/web.yaml", WEB)) is made


def test_a_patch_without_target_is_for_what_it_names() -> None:
    patches = "patches: [{path: a.yaml}, {path: b.yaml}]"
    files = {
        **BASE,
        "prod/kustomization.yaml": f"resources: [../base]\n{patches}",
        "prod/a.yaml": "kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}",
        "prod/b.yaml": "kind: Deployment\nmetadata: {name: api}\nspec: {replicas: 3}",
    }
    (patch,) = Kustomizations(MemoryTree(files)).patches("base/web.yaml", WEB)
    assert "replicas: 2" in patch


def test_a_component_patches_what_its_taker_builds() -> None:
    known = built(
        prod="resources: [../base]\ncomponents: [../more]",
        more="kind: Component\npatches: [{target: {kind: Deployment}, patch: 'a: 1\n\n'}]",
    )
    assert len(known.patches("base/web.yaml", WEB)) == 1
    assert known.patches("elsewhere.yaml", WEB) == []
