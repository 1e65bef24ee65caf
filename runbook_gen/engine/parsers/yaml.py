"""YAML and JSON files: each document is one, and each item of a list that kubectl prints."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from runbook_gen.engine.parsers.kubernetes_yaml import (
    MAX_DEPTH,
    NotYaml,
    Places,
    documents,
    places,
    scalar,
)
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.model.tree import STDIN, Tree

ENDINGS = (".yaml", ".yml", ".json")
HALF = re.compile(r"\\u[dD][89a-fA-F]")  # of a surrogate pair


def readable(path: str) -> bool:
    """Whether a file is named as YAML or JSON is; kustomize reads one without an ending, too."""
    named = path.lower().endswith(ENDINGS) or path.rpartition("/")[2] == "Kustomization"
    return path == STDIN or named


def parse(path: str, text: str, tree: Tree) -> list[Document]:  # noqa: ARG001
    """See `Parser`."""
    found = []
    for number, value in enumerate(_values(path, text)):
        document = Document(path, text, value, _places(text, number))
        found += _items(document) if _is_list(value) else [document]
    return found


@lru_cache(maxsize=4)
def _values(path: str, text: str) -> tuple[Any, ...]:
    if path.lower().endswith(".json"):
        try:
            return (_json(text),)
        except (ValueError, RecursionError):
            pass  # what is not JSON may be YAML, as the API server's own reader sees it
    return tuple(documents(text))


def _json(text: str) -> Any:
    """A JSON value; its numbers as YAML reads them."""
    import json

    value = json.loads(text, parse_int=scalar, parse_float=scalar, parse_constant=_refused)
    if HALF.search(text):  # as the API server does: what is no character is replaced
        data = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")
        value = json.loads(data.decode("utf-16", "replace"))
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [v for v in level if isinstance(v, dict | list)]
        level = [item for v in level for item in (v.values() if isinstance(v, dict) else v)]
        if not level:
            return value
    raise NotYaml(f"nested deeper than {MAX_DEPTH} levels")


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _places(text: str, number: int) -> Callable[[], Places]:
    return lambda: known[number] if number < len(known := _all_places(text)) else {}


@lru_cache(maxsize=4)
def _all_places(text: str) -> list[Places]:
    try:
        return places(text)
    except NotYaml:  # JSON that YAML does not read
        return []


def _is_list(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return False
    kind = value.get("kind")
    return isinstance(kind, str) and kind.endswith("List") and "apiVersion" in value


def _items(document: Document) -> list[Document]:
    """The objects of a list; in a typed list they inherit its kind and version."""
    whole, found = document.value, []
    for index, item in enumerate(whole["items"]):
        if isinstance(item, dict):
            kind = {} if whole["kind"] == "List" else {"kind": whole["kind"][: -len("List")]}
            inherited = {"apiVersion": whole["apiVersion"], **kind, **item}
            found.append(document.part(inherited if "kind" in inherited else item, "items", index))
    return found
