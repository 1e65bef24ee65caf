"""What lies around a document: the answers of our own CEL functions.

Paths are seen from the document's folder, or from the tree's root with '/' before them, and never
lead out of the tree.
"""

from typing import Any

from runbook_gen.engine.glob import fitting
from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml
from runbook_gen.engine.parsers.parsed import Document, walk
from runbook_gen.engine.parsers.yaml import parse
from runbook_gen.engine.reading import Reading
from runbook_gen.model.tree import folder_of, resolved


class Surroundings:
    """A tree, and the document in it that is being judged; a method answers each own function."""

    def __init__(self, reading: Reading) -> None:
        self._tree, self._reading = reading.tree, reading
        self._objects: dict[str, dict[str, list[Any]]] = {}
        self._here = Document("", "", None, dict)

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
        for copy in reversed(final["copies"]):
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
        return [f"/{path}" for path in self._tree.paths() if fitting((glob,), path)]

    def objects(self, kind: str, namespace: str) -> list[Any]:
        """The Kubernetes objects of a kind in a namespace; without one, those that name none."""
        if kind not in self._objects:
            by_namespace = self._objects.setdefault(kind, {})
            for document in self._reading.objects(kind):
                metadata = document.value.get("metadata")
                named = metadata.get("namespace") if isinstance(metadata, dict) else None
                by_namespace.setdefault(str(named or ""), []).append(document.value)
        return self._objects[kind].get(namespace, [])

    def maps(self, value: Any) -> list[Any]:
        """Every mapping in a value, at any depth."""
        return [found for _, found in walk(value) if isinstance(found, dict)]

    def strings(self, value: Any) -> list[str]:
        """Every text in a value, at any depth; keys do not count."""
        return [found for _, found in walk(value) if isinstance(found, str)]
