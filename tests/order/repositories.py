"""Repositories for tests: folders of cases, and files from memory."""

from pathlib import Path

from sources import SOUND, collection

from runbook_gen.model.cluster import Cluster
from runbook_gen.model.collection import Entry
from runbook_gen.model.tree import MemoryTree
from runbook_gen.order import Ordered, order

HERE = Path(__file__).parent
SEED = HERE / "seed"


def folder(path: Path) -> MemoryTree:
    """The files of a folder."""
    files = sorted(p for p in path.rglob("*") if p.is_file() and p.name != "findings.txt")
    return MemoryTree({p.relative_to(path).as_posix(): p.read_text("utf-8") for p in files})


def ordered(files: dict[str, str], cluster: Entry[Cluster] | None = None) -> Ordered:
    """The order of files from memory."""
    return order(MemoryTree(files), cluster=cluster)


def lab() -> Entry[Cluster]:
    """The cluster of the sound collection: coredns in wave 0, and api, which needs it, in 10."""
    return collection(SOUND).cluster


def found(files: dict[str, str]) -> list[str]:
    """The ids of what is wrong with files from memory."""
    return [finding.id for finding in ordered(files).findings]


def thing(name: str, *lines: str, kind: str = "ConfigMap") -> str:
    """An object with lines of annotations."""
    noted = "".join(f"    {line}\n" for line in lines)
    annotations = f"  annotations:\n{noted}" if noted else ""
    return f"apiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}\n{annotations}"


def application(name: str, path: str, *lines: str, namespace: str = "default") -> str:
    """An Application that deploys a path."""
    head = thing(name, *lines, kind="Application").replace("v1", "argoproj.io/v1alpha1", 1)
    source = f"  source: {{repoURL: https://git.example/x.git, path: {path}}}\n"
    return f"{head}spec:\n{source}  destination: {{namespace: {namespace}}}\n"


def wave(number: object, quote: str = '"') -> str:
    """The annotation of a wave."""
    return f"argocd.argoproj.io/sync-wave: {quote}{number}{quote}"
