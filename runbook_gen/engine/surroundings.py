"""What lies around a document: the answers of our own CEL functions.

Paths are seen from the document's folder, or from the tree's root with '/' before them, and never
lead out of the tree.
"""

from functools import cached_property, lru_cache
from typing import Any

from runbook_gen.engine import cni_policy
from runbook_gen.engine.glob import fitting
from runbook_gen.engine.kustomize import Kustomizations
from runbook_gen.engine.network_policy import GROUPS, egress_policies
from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml
from runbook_gen.engine.parsers.parsed import Document, walk
from runbook_gen.engine.parsers.yaml import parse
from runbook_gen.engine.pods import WAYS, labels_of, pod_of, selects
from runbook_gen.engine.reading import Reading
from runbook_gen.engine.service_account import account_of, automounts, mounts_token, roles_of
from runbook_gen.model.tree import folder_of, resolved


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import re2

    try:
        return re2.compile(pattern)
    except re2.error as error:
        raise ValueError(f"RE2 refuses {pattern!r}: {error}") from None


class Surroundings:
    """A tree, and the document in it that is being judged; a method answers each own function."""

    def __init__(self, reading: Reading) -> None:
        self._tree, self._reading = reading.tree, reading
        self._here = Document("", "", None, dict)
        self._kustomizations = Kustomizations(reading.tree)
        self._fitting: dict[str, list[str]] = {}
        self._of_kind: dict[str, tuple[tuple[str, Any], ...]] = {}
        self._by_name: dict[str, dict[str, list[Any]]] = {}
        self._accounts: dict[tuple[str, str], tuple[bool, list[str]]] = {}

    def around(self, document: Document) -> None:
        """Answer for this document from now on."""
        self._here = document

    def _resolved(self, path: str) -> str | None:
        return resolved(path, folder_of(self._here.path))

    def exists(self, path: str) -> bool:
        """Whether a file or folder lies at `path`."""
        found = self._resolved(path)
        return found is not None and (self._tree.is_file(found) or self._tree.is_folder(found))

    def is_file(self, path: str) -> bool:
        """Whether a file lies at `path`."""
        found = self._resolved(path)
        return found is not None and self._tree.is_file(found)

    def outside(self, path: str) -> bool:
        """Whether `path` leads out of the folder of the document."""
        if path.startswith("/"):
            return True
        here = folder_of(self._here.path)
        found = resolved(path, here)
        return found is None or (here != "" and f"{found}/".removeprefix(f"{here}/") == f"{found}/")

    def load(self, path: str) -> Any:
        """The first document of the YAML or JSON file at `path`; None where there is none."""
        found = self._resolved(path)
        text = self._tree.text(found) if found is not None else None
        try:
            documents = parse(found or "", text or "", self._tree)
        except NotYaml:
            return None
        return documents[0].value if documents else None

    def text(self, path: str) -> str:
        """The text of the file at `path`; nothing where there is none."""
        found = self._resolved(path)
        return (self._tree.text(found) if found is not None else None) or ""

    def copied(self, path: str) -> str:
        """The file of the tree that a Dockerfile puts at `path` of its image, from the root."""
        final = self._here.value.get("final") if isinstance(self._here.value, dict) else None
        if final is None:
            return ""
        wanted = "/" + (resolved(path, final["workdir"].strip("/")) or "")
        for copy in (*reversed(final["copies"]), *reversed(final["perhaps"])):
            target = copy["target"].rstrip("/")
            if wanted == copy["target"]:
                source = copy["source"]
            elif wanted.startswith(target + "/"):
                source = f"{copy['source']}/{wanted[len(target) + 1 :]}".lstrip("/")
            else:
                continue
            if self._tree.is_file(source):
                return f"/{source}"
        return ""

    def files(self, glob: str) -> list[str]:
        """The paths of the tree that fit `glob`, from the root."""
        if glob not in self._fitting:
            paths = self._tree.paths()
            self._fitting[glob] = [f"/{path}" for path in paths if fitting((glob,), path)]
        return self._fitting[glob]

    def objects(self, kind: str, namespace: str) -> list[Any]:
        """The Kubernetes objects of a kind in a namespace; in '', those of none; in '*', all."""
        return [value for own, value in self._every(kind) if namespace in ("*", own)]

    def _every(self, kind: str) -> tuple[tuple[str, Any], ...]:
        """Every object of a kind, with its namespace."""
        if kind not in self._of_kind:
            found = self._reading.objects(kind)
            self._of_kind[kind] = tuple((self._namespace(d), d.value) for d in found)
        return self._of_kind[kind]

    def own_namespace(self) -> str:
        """The namespace of the document, as its kustomizations or it itself say; '' if unknown."""
        return self._namespace(self._here)

    def _namespace(self, document: Document) -> str:
        metadata = document.value.get("metadata") if isinstance(document.value, dict) else None
        own = metadata.get("namespace") if isinstance(metadata, dict) else None
        return self._kustomizations.namespace(document.path) or str(own or "")

    def patches(self) -> list[str]:
        """What the kustomizations around the document patch it with, each patch as its text."""
        value = self._here.value
        return self._kustomizations.patches(
            self._here.path, value if isinstance(value, dict) else {}
        )

    def named(self, kind: str, name: str) -> list[Any]:
        """The Kubernetes objects of a kind and a name, in any namespace."""
        if kind not in self._by_name:
            by_name = self._by_name.setdefault(kind, {})
            for _, value in self._every(kind):
                by_name.setdefault(_name(value), []).append(value)
        return self._by_name[kind].get(name, [])

    def pods(self, selector: Any, namespace: str) -> list[Any]:
        """The pods (their templates) in a namespace that a label selector picks."""
        near = (pod for own, pod in self._pods if namespace in ("*", own))
        return [pod for pod in near if selects(selector, labels_of(pod))]

    @cached_property
    def _pods(self) -> list[tuple[str, Any]]:
        every = ((own, pod_of(value)) for kind in WAYS for own, value in self._every(kind))
        return [(own, pod) for own, pod in every if pod]

    def selects(self, selector: Any, labels: Any) -> bool:
        """Whether a label selector picks a pod with these labels."""
        return selects(selector, labels)

    def service_account(self, pod: Any, namespace: str) -> dict[str, Any]:
        """The account of a pod: its `name`, whether its `token` is mounted, the `roles` it has."""
        name = account_of(pod)
        if (name, namespace) not in self._accounts:
            bindings = self.objects("RoleBinding", namespace)
            bindings += self.objects("ClusterRoleBinding", "*")
            self._accounts[name, namespace] = (
                automounts(name, self.objects("ServiceAccount", namespace)),
                [*roles_of(name, namespace, bindings)],
            )
        automount, roles = self._accounts[name, namespace]
        return {"name": name, "token": mounts_token(pod, automount), "roles": roles}

    def egress_policies(self, spec: Any, namespace: str) -> list[Any]:
        """A NetworkPolicy, and those that restrict egress and may select one of its pods."""
        every = self.objects("NetworkPolicy", namespace)
        plain = [p for p in every if p["apiVersion"].rpartition("/")[0] in GROUPS]
        return egress_policies(spec, [p.get("spec") for p in plain])

    def cni_egress(self, labels: list[str], namespace: str) -> list[Any]:
        """Where policies beside NetworkPolicies let pods with these values of labels go."""

        def specs(kind: str, where: str, group: str = "") -> list[Any]:
            every = [p for p in self.objects(kind, where) if group in p["apiVersion"]]
            return [spec for p in every for spec in (p.get("spec"), *_listed(p.get("specs")))]

        cilium = specs("CiliumNetworkPolicy", namespace)
        cilium += specs("CiliumClusterwideNetworkPolicy", "*")
        calico = specs("NetworkPolicy", namespace, "projectcalico.org")
        calico += specs("GlobalNetworkPolicy", "*")
        admin = specs("AdminNetworkPolicy", "*") + specs("ClusterNetworkPolicy", "*")
        return [
            *cni_policy.cilium(cilium, labels),
            *cni_policy.calico(calico, labels),
            *cni_policy.admin(admin),
        ]

    def under(self, value: Any, key: str) -> list[Any]:
        """The values under a key in a value, at any depth."""
        maps = (found for _, found in walk(value) if isinstance(found, dict))
        return [found[key] for found in maps if key in found]

    def found(self, value: Any, pattern: str) -> list[str]:
        """What a pattern finds in the texts of a value, each once; its group, if it has one."""
        search = _compiled(pattern).search
        matches = (search(text) for _, text in walk(value) if isinstance(text, str))
        return list(dict.fromkeys(m[m.re.groups and 1] or "" for m in matches if m))

    def holding(self, glob: str, pattern: str) -> list[str]:
        """The paths of the files that fit a glob and in whose text a pattern finds something."""
        search = _compiled(pattern).search
        return [path for path in self.files(glob) if search(self._tree.text(path[1:]) or "")]

    def maps(self, value: Any) -> list[Any]:
        """Every mapping in a value, at any depth."""
        return [found for _, found in walk(value) if isinstance(found, dict)]

    def strings(self, value: Any) -> list[str]:
        """Every text in a value, at any depth; keys do not count."""
        return [found for _, found in walk(value) if isinstance(found, str)]


def _name(value: Any) -> str:
    metadata = value.get("metadata")
    return str(metadata.get("name")) if isinstance(metadata, dict) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
