"""The ServiceAccount of a pod: its token, and the roles that RBAC binds it to."""

from typing import Any

import pytest

from runbook_gen.engine.service_account import account_of, automounts, mounts_token, roles_of

NO_TOKEN = {"metadata": {"name": "job"}, "automountServiceAccountToken": False}


def pod(**spec: Any) -> dict[str, Any]:
    return {"spec": spec}


def test_the_account_a_pod_names() -> None:
    assert account_of(pod(serviceAccountName="job")) == "job"
    assert account_of(pod(serviceAccount="old")) == "old"
    assert account_of(pod()) == account_of({}) == "default"


@pytest.mark.parametrize(
    ("own", "account", "mounted"),
    [
        (None, "job", False),
        (None, "other", True),
        (True, "job", True),  # the pod decides over its account
        (False, "other", False),
    ],
)
def test_the_pod_decides_on_its_token_and_else_the_account(
    own: bool | None, account: str, mounted: bool
) -> None:
    it = pod(serviceAccountName=account, automountServiceAccountToken=own)
    assert mounts_token(it, automounts(account, [NO_TOKEN])) is mounted


@pytest.mark.parametrize(
    ("subject", "bound"),
    [
        ({"kind": "ServiceAccount", "name": "job"}, True),
        ({"kind": "ServiceAccount", "name": "job", "namespace": "shop"}, True),
        ({"kind": "ServiceAccount", "name": "job", "namespace": "auth"}, False),
        ({"kind": "User", "name": "job"}, False),
        (None, False),
    ],
)
def test_a_binding_counts_for_the_account_of_its_namespace(subject: Any, bound: bool) -> None:
    binding = {"roleRef": {"name": "edit"}, "subjects": [subject]}
    assert [*roles_of("job", "shop", [binding])] == (["edit"] if bound else [])


def test_where_the_namespace_is_unknown_any_counts() -> None:
    subject = {"kind": "ServiceAccount", "name": "job", "namespace": "auth"}
    binding = {"roleRef": {"name": "edit"}, "subjects": [subject]}
    assert [*roles_of("job", "*", [binding, {"subjects": None}])] == ["edit"]
