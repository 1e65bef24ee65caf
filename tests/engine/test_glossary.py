"""Terms: Korean particles, English plurals, other spellings, and what is another word."""

import time

import pytest

from runbook_gen.engine.glossary import has, keeps, misspelled, uses


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("네임스페이스를 만든다", "네임스페이스"),
        ("네임스페이스들에서는 본다", "네임스페이스"),
        ("`kube-system` 네임스페이스", "네임스페이스"),
        ("보안그룹을 지운다", "보안 그룹"),
        ("API서버의 로그", "서버"),
        ("Argo CD가 멈춘다", "Argo CD"),
        ("The Namespaces are gone", "namespace"),
        ("two load-balancers", "load balancer"),
        ("NetworkPolicies and Ingresses", "NetworkPolicy"),
        ("NetworkPolicies and Ingresses", "Ingress"),
        ("the pod's log", "pod"),
    ],
)
def test_a_word_is_found_with_what_is_joined_to_it(text: str, term: str) -> None:
    assert uses(text, term)
    assert has(text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("노드맵을 본다", "노드"),
        ("스파드가 있다", "파드"),
        ("the podium", "pod"),
        ("run `kubectl get pod`", "pod"),
        ("https://example.com/pod", "pod"),
        ("my-pod-1", "pod"),
        ("pod.yaml", "pod"),
    ],
)
def test_another_word_is_not_taken_for_it(text: str, term: str) -> None:
    assert not uses(text, term)


def test_a_translation_is_believed_easily() -> None:
    assert has("run `kubectl get pods`", "pod")
    assert has("웹훅서버", "웹훅")
    assert keeps("two ALBs", "ALB")
    assert keeps("`NetworkPolicy`", "NetworkPolicy")
    assert not keeps("a network policy", "NetworkPolicy")


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("ArgoCD가 멈춘다", "Argo CD", ["ArgoCD"]),
        ("argo-cd stops", "Argo CD", ["argo-cd"]),
        ("a network policy", "NetworkPolicy", ["network policy"]),
        ("rabbitmq", "RabbitMQ", ["rabbitmq"]),
        ("Argo CD와 `argocd`, argocd-server", "Argo CD", []),
        ("https://argocd.example.com", "Argo CD", []),
        ("C++ and c++", "C++", ["c++"]),
        ("anything - at -- all", "--", []),
    ],
)
def test_other_spellings_are_found_in_prose(text: str, name: str, found: list[str]) -> None:
    assert misspelled(text, name) == found


def test_particles_without_end_take_no_time() -> None:
    start = time.monotonic()
    assert not uses("노드" + "에는" * 5000 + "값", "노드")
    assert time.monotonic() - start < 1
