"""A tree, read as far as anybody asks: texts first, documents when a rule wants them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from runbook_gen.engine.parsers import PARSERS, Document, NotYaml, yaml
from runbook_gen.engine.resource import kubernetes_object
from runbook_gen.engine.template import is_template
from runbook_gen.model.fault import Unjudged
from runbook_gen.model.tree import Tree


class Template(NamedTuple):
    """A file that becomes YAML only when a tool fills it in: it is left alone."""

    file: str


class Reading:
    """The files of a tree that rules may look at.

    `texts` holds YAML and JSON files, and those that `also` asks for. `left` grows with what turns
    out to be no YAML.
    """

    def __init__(self, tree: Tree, also: Callable[[str], bool] | None = None) -> None:
        self.tree = tree
        self.texts: dict[str, str] = {}
        self.left: list[Unjudged | Template] = []
        self._documents: dict[tuple[str, str], Sequence[Document]] = {}
        for path in tree.paths():
            if yaml.readable(path) or (also and also(path)):
                text = tree.text(path)
                if text is not None:
                    self.texts[path] = text

    def documents(self, path: str, parser: str = "yaml") -> Sequence[Document]:
        """The documents of a file; none where it is a template, or not what its name says."""
        if (path, parser) not in self._documents:
            self._documents[path, parser] = self._parsed(path, parser)
        return self._documents[path, parser]

    def objects(self, kind: str | None = None) -> Iterator[Document]:
        """Every Kubernetes object, or those of one kind, file by file."""
        for path, text in self.texts.items():
            if yaml.readable(path) and (kind is None or kind in text):
                for document in self.documents(path):
                    value: Any = document.value
                    if kubernetes_object(value) and kind in (None, value["kind"]):
                        yield document

    def _parsed(self, path: str, parser: str) -> Sequence[Document]:
        text = self.texts[path]
        if parser == "values" and not self.documents(path):
            return ()  # that it is a template, or no YAML, is said already
        try:
            documents = PARSERS[parser].parse(path, text, self.tree)
        except NotYaml as error:
            template = is_template(text, parses=False)
            unread = Unjudged(path, error.line, f"not YAML: {error.problem}")
            self.left.append(Template(path) if template else unread)
            return ()
        if parser == "yaml" and is_template(text, parses=True):
            self.left.append(Template(path))
            return ()
        return documents
