"""A manifest as it is applied: its value after patches, and where each part of it was written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from runbook_gen.engine.parsers import Document
from runbook_gen.model.place import Path
from runbook_gen.order.annotations import Timing, timing

_CLUSTER_WIDE = """
    APIService CertificateSigningRequest ClusterRole ClusterRoleBinding CSIDriver CSINode
    ClusterIssuer ClusterSecretStore CustomResourceDefinition FlowSchema GatewayClass IngressClass
    MutatingWebhookConfiguration Namespace Node PersistentVolume PriorityClass
    PriorityLevelConfiguration RuntimeClass StorageClass ValidatingAdmissionPolicy
    ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment
"""
CLUSTER_WIDE = frozenset(_CLUSTER_WIDE.split())
"""Kinds whose objects lie in no namespace."""
ANNOTATIONS: Path = ("metadata", "annotations")
ARGO_CD = "argoproj.io/"


class Claim(NamedTuple):
    """A wave that a patch states: the kustomization that makes the patch, and where it stands."""

    by: str
    wave: Any
    document: Document
    way: Path


@dataclass(frozen=True, eq=False)
class Manifest:
    """An object. `stated` tells which annotations something else than its own file gave it.

    `claims` are the waves that patches state for it, in order; the last one counts.
    """

    value: Mapping[str, Any]
    document: Document
    stated: Mapping[str, tuple[Document, Path]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    @cached_property
    def kind(self) -> str:
        """Its kind."""
        return str(self.value.get("kind"))

    @property
    def group(self) -> str:
        """Its API group; empty for the core."""
        return str(self.value.get("apiVersion")).rpartition("/")[0]

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Its metadata."""
        return mapping(self.value.get("metadata"))

    @property
    def name(self) -> str:
        """Its name, or how one is made for it."""
        return str(self.metadata.get("name") or self.metadata.get("generateName") or "")

    @cached_property
    def namespace(self) -> str:
        """The namespace that it states; empty where it states none or lies in none."""
        return "" if self.kind in CLUSTER_WIDE else str(self.metadata.get("namespace") or "")

    @property
    def annotations(self) -> Mapping[str, Any]:
        """Its annotations."""
        return mapping(self.metadata.get("annotations"))

    @property
    def labels(self) -> Mapping[str, Any]:
        """Its labels."""
        return mapping(self.metadata.get("labels"))

    @cached_property
    def timing(self) -> Timing:
        """When it is applied."""
        return timing(self.annotations)

    @property
    def said(self) -> str:
        """What to call it in a message."""
        return f"{self.kind} '{self.name}'"

    @property
    def is_live(self) -> bool:
        """Whether it was read from a cluster: it has what only the API server gives."""
        status = self.kind != "CustomResourceDefinition" and mapping(self.value.get("status"))
        return bool(status) or "uid" in self.metadata or "resourceVersion" in self.metadata

    def is_argo(self, kind: str) -> bool:
        """Whether it is one of Argo CD's own objects."""
        return self.kind == kind and str(self.value.get("apiVersion")).startswith(ARGO_CD)

    def annotation(self, name: str) -> tuple[Document, Path]:
        """Where an annotation is written; where there is none, the object's name."""
        if name in self.stated:
            return self.stated[name]
        return self.document, (*ANNOTATIONS, name) if name in self.annotations else NAME


NAME: Path = ("metadata", "name")


def mapping(value: Any) -> Mapping[str, Any]:
    """A value where it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    """A value where it is a list; else an empty one."""
    return value if isinstance(value, list) else []
