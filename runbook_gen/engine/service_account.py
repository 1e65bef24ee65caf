"""The ServiceAccount of a pod: whether it holds a token, and which roles RBAC binds it to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

DEFAULT = "default"


def account_of(pod: Mapping[str, Any]) -> str:
    """The name of a pod's ServiceAccount."""
    said = (_map(pod, "spec").get(key) for key in ("serviceAccountName", "serviceAccount"))
    return next((name for name in said if isinstance(name, str)), DEFAULT)


def mounts_token(pod: Mapping[str, Any], account: bool) -> bool:
    """Whether a pod mounts a token: it itself decides, else what its account says."""
    own = _map(pod, "spec").get("automountServiceAccountToken")
    return account if own is None else own is True


def automounts(name: str, accounts: Iterable[Any]) -> bool:
    """Whether an account says that its pods mount its token: they do unless it denies it."""
    mine = (a for a in accounts if _map(a, "metadata").get("name") == name)
    return all(account.get("automountServiceAccountToken") is not False for account in mine)


def roles_of(name: str, namespace: str, bindings: Iterable[Any]) -> Iterator[str]:
    """The roles that bindings give to an account; in the namespace '*', to one of any namespace."""
    for binding in bindings:
        role, subjects = _map(binding, "roleRef").get("name"), binding.get("subjects")
        if isinstance(role, str) and isinstance(subjects, list):
            yield from (role for subject in subjects if _is(subject, name, namespace))


def _is(subject: Any, name: str, namespace: str) -> bool:
    if not isinstance(subject, dict) or subject.get("kind") != "ServiceAccount":
        return False
    theirs = subject.get("namespace")
    return subject.get("name") == name and (namespace == "*" or theirs in ("", None, namespace))


def _map(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
