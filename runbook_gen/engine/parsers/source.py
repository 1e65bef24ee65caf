"""A file as its text: for rules about files that do not parse.

The value is `{text, lines, error}`; `error` is `{line, column, problem}` where the text is
not YAML. A culprit is a line's number, from 1.
"""

from collections.abc import Callable
from typing import Any

from runbook_gen.engine.parsers.kubernetes_yaml import NotYaml, Places, Position, documents
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.model.tree import Tree


class Text(Document):
    """A document whose culprits are lines."""

    def find(self, culprit: Any) -> list[Position]:
        """The place of a line."""
        return [Position(max(1, culprit), 1)] if isinstance(culprit, int) else []


def parse(path: str, text: str, tree: Tree) -> list[Document]:  # noqa: ARG001
    """See `Parser`."""
    value: dict[str, Any] = {"text": text, "lines": text.splitlines()}
    try:
        for _ in documents(text):
            pass
    except NotYaml as error:
        value["error"] = {"line": error.line, "column": error.column, "problem": error.problem}
    return [Text(path, text, value, _at(value.get("error")))]


def _at(error: dict[str, Any] | None) -> Callable[[], Places]:
    place = Position(error["line"], error["column"]) if error else Position(1, 1)
    return lambda: {(): place}
