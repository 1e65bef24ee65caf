"""What our own CEL functions answer about the files around a document."""

import pytest

from runbook_gen.engine.parsers import Document
from runbook_gen.engine.reading import Reading
from runbook_gen.engine.surroundings import Surroundings
from runbook_gen.model.tree import MemoryTree

FILES = {
    "app/pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {}",
    "app/bare.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {}",
    "app/notes.txt": "call 112",
    "base/kustomization.yaml": "resources: [role.yaml]\nnamespace: auth",
    "base/role.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: x}\nspec: {}",
    "broken.yaml": "a: [",
}


def around(path: str = "app/pod.yaml", value: object = None) -> Surroundings:
    found = Surroundings(Reading(MemoryTree(FILES)))
    found.around(Document(path, FILES.get(path, ""), value or {}, dict))
    return found


def test_paths_are_seen_from_the_document_or_from_the_root() -> None:
    here = around()
    assert here.is_file("pod.yaml")
    assert here.is_file("../base/role.yaml")
    assert here.is_file("/base/role.yaml")
    assert not here.is_file("base/role.yaml")
    assert here.exists("../base")
    assert not here.is_file("../base")


def test_no_path_leads_out_of_the_tree() -> None:
    here = around()
    assert not here.exists("../../app")
    assert here.text("../../app/notes.txt") == ""
    assert here.load("../../app/pod.yaml") is None


@pytest.mark.parametrize(
    ("path", "out"),
    [("pod.yaml", False), ("./x/../y", False), ("../base", True), ("/app/pod.yaml", True)],
)
def test_what_leads_out_of_the_documents_folder(path: str, out: bool) -> None:
    assert around().outside(path) is out


def test_a_file_that_is_no_yaml_is_nothing_to_load() -> None:
    assert around().load("/broken.yaml") is None
    assert around().text("/broken.yaml") == "a: ["


def test_objects_are_found_by_the_namespace_that_they_are_built_into() -> None:
    here = around()
    assert [o["metadata"]["name"] for o in here.objects("Pod", "*")] == ["b", "a", "a"]
    assert [o["metadata"]["name"] for o in here.objects("Pod", "shop")] == ["a"]
    assert [o["metadata"]["name"] for o in here.objects("Pod", "")] == ["b"]
    assert len(here.objects("Pod", "auth")) == 1
    assert here.objects("Pod", "x") == []  # the kustomization says auth
    assert len(here.named("Pod", "a")) == 2


def test_the_last_copy_of_a_dockerfile_is_what_the_image_holds() -> None:
    copies = [
        {"source": "app", "target": "/srv/app"},
        {"source": "base/role.yaml", "target": "/srv/app/pod.yaml"},
    ]
    here = around("Dockerfile", {"final": {"workdir": "/srv", "copies": copies, "perhaps": []}})
    assert here.copied("app/notes.txt") == "/app/notes.txt"
    assert here.copied("app/pod.yaml") == "/base/role.yaml"
    assert here.copied("/srv/none.txt") == ""


def test_globs_and_what_files_hold() -> None:
    here = around()
    assert here.files("app/*.yaml") == ["/app/bare.yaml", "/app/pod.yaml"]
    assert here.holding("**/*.yaml", r"namespace: \w") == [
        "/app/pod.yaml", "/base/kustomization.yaml", "/base/role.yaml"]  # fmt: skip


def test_what_is_in_a_value_at_any_depth() -> None:
    here, value = around(), {"a": [{"image": "x:1"}, {"image": "y:1", "k": {"image": "x:1"}}]}
    assert here.under(value, "image") == ["x:1", "y:1", "x:1"]
    assert here.found(value, r"^(\w):1") == ["x", "y"]
    assert here.strings({"key": ["text", 7]}) == ["text"]
    assert len(here.maps(value)) == 4


def test_a_pattern_that_re2_refuses_says_so() -> None:
    with pytest.raises(ValueError, match="RE2 refuses"):
        around().found("x", "(?=x)")


def test_an_account_and_its_policies_are_those_of_the_namespace() -> None:
    bound = "roleRef: {name: edit}\nsubjects: [{kind: ServiceAccount, name: job}]"
    policy = "spec: {podSelector: {}, policyTypes: [Egress]}"
    files = {
        "b.yaml": f"apiVersion: rbac/v1\nkind: RoleBinding\nmetadata: {{namespace: a}}\n{bound}",
        "p.yaml": f"apiVersion: extensions/v1\nkind: NetworkPolicy\nmetadata: {{}}\n{policy}",
        "c.yaml": f"apiVersion: crd.projectcalico.org/v1\nkind: NetworkPolicy\n{policy}",
    }
    here = Surroundings(Reading(MemoryTree(files)))
    pod, spec = {"spec": {"serviceAccountName": "job"}}, {"policyTypes": ["Egress"]}
    assert here.service_account(pod, "a") == {"name": "job", "token": True, "roles": ["edit"]}
    assert here.service_account(pod, "b")["roles"] == []
    assert len(here.egress_policies(spec, "")) == 2  # Calico's is none of Kubernetes'
    assert len(here.egress_policies(spec, "a")) == 1
    assert here.cni_egress([], "*") == []
